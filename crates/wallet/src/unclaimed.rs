//! Money that deleted accounts left: who left how much, and giving it to whoever it belongs to now.

use sapa_kernel::{AccountId, Amount, Id, Money, Operator, PaymentId, Timestamp};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Scan, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{PaymentKind, UNCLAIMED, UNCLAIMED_MONEY, Verb, WALLETS, payment_id};
use crate::model::UnclaimedRow;
use crate::movement::Movement;
use crate::notes::{check_client_id, clean_reason};
use crate::operators::log;
use crate::purse::{Purse, check_money};
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, changed};

/// Input of `wallet.unclaimed`.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct UnclaimedList {
    /// Only what comes after: the `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// What one deleted account left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Unclaimed {
    /// The account.
    pub account: AccountId,
    /// What its owner wrote on bank transfers to top up: it stands in the statements of their bank.
    pub reference: String,
    /// All that it left.
    pub left: Money,
    /// How much of that is still there.
    pub rest: Amount,
    /// When something was last left, or given to somebody.
    pub changed_at: Timestamp,
}

/// A page of them, in the order of the accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct UnclaimedPage {
    /// At most 100.
    pub items: Vec<Unclaimed>,
    /// There are more: give this as `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Which deleted accounts left money, and how much of it is still there.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn unclaimed(
    read: &dyn Read,
    _: &Operator,
    input: UnclaimedList,
) -> Result<UnclaimedPage, Error> {
    let mut after: Option<AccountId> = match input.cursor {
        Some(cursor) => Some(cursor.parse().map_err(|_| Error::CursorInvalid)?),
        None => None,
    };
    let mut items = Vec::new();
    while items.len() < sapa_kernel::limits::MAX_PAGE as usize {
        let Some(account) = next_account(read, after)? else {
            return Ok(UnclaimedPage {
                items,
                next_cursor: None,
            });
        };
        items.extend(left_by(read, account)?);
        after = Some(account);
    }
    let more = next_account(read, after)?.is_some();
    Ok(UnclaimedPage {
        items,
        next_cursor: after.filter(|_| more).map(|account| account.to_string()),
    })
}

/// The first account after this one that left something.
fn next_account(
    read: &dyn Read,
    after: Option<AccountId>,
) -> Result<Option<AccountId>, StoreError> {
    let mut scan = Scan::all().limit(1);
    if let Some(account) = after {
        scan = scan.after(&(account, PaymentId::from_bytes([u8::MAX; 16])));
    }
    let first = UNCLAIMED_MONEY.keys(read, scan)?.into_iter().next();
    Ok(first.map(|(account, _)| account))
}

/// What the account left; none if that is nothing.
fn left_by(read: &dyn Read, account: AccountId) -> Result<Option<Unclaimed>, StoreError> {
    let rows = UNCLAIMED_MONEY.scan(read, Scan::under(&(account,)))?;
    let Some((_, first)) = rows.first() else {
        return Ok(None);
    };
    let currency = first.money.currency;
    let sum = |given: bool| {
        let rows = rows.iter().filter(|(_, row)| row.to.is_some() == given);
        let amounts = rows.map(|(_, row)| row.money.amount);
        amounts.fold(Amount::ZERO, Amount::saturating_add)
    };
    let left = sum(false);
    let times = rows.iter().map(|(_, row)| row.at);
    Ok(Some(Unclaimed {
        account,
        reference: WALLETS
            .get(read, &(account,))?
            .map_or(String::new(), |row| row.reference),
        left: Money {
            amount: left,
            currency,
        },
        rest: left.saturating_sub(sum(true)),
        changed_at: times.fold(first.at, Timestamp::max),
    }))
}

/// Input of `wallet.pay_unclaimed`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct PayUnclaimed {
    /// The deleted account that left the money.
    pub account: AccountId,
    /// Who is given it.
    pub to: AccountId,
    /// How much: at most what is still there.
    pub money: Money,
    /// Why, and how it was made sure of: 3 to 200 characters. The one who is given it reads it.
    pub reason: String,
    /// The operator's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

/// Gives somebody what a deleted account left: its heir, or the same person with a new account. The same `client_id` again
/// gives nothing twice.
///
/// # Errors
/// [`Error::ClientIdInvalid`], [`Error::ReasonInvalid`], [`Error::DifferentContent`], [`Error::Yourself`] for an operator
/// who names themselves, [`Error::NotFound`] if the account left nothing, [`Error::OtherUnavailable`],
/// [`Error::CurrencyMismatch`], [`Error::AmountInvalid`], [`Error::OverUnclaimed`].
pub fn pay_unclaimed(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &PayUnclaimed,
) -> Result<Option<Receipt>, Error> {
    check_client_id(&input.client_id)?;
    let reason = clean_reason(&input.reason)?;
    let payment = payment_id(input.account, Verb::PayUnclaimed, &input.client_id);
    let key = (input.account, payment);
    if let Some(row) = UNCLAIMED_MONEY.get(tx, &key)? {
        if (row.money, row.to) != (input.money, Some(input.to)) {
            return Err(Error::DifferentContent);
        }
        return Ok(None);
    }
    if operator.account == Some(input.to) {
        return Err(Error::Yourself);
    }
    let left = left_by(tx, input.account)?.ok_or(Error::NotFound("unclaimed money"))?;
    Purse::other(tx, input.to)?;
    check_money(left.left.currency, input.money)?;
    if input.money.amount > left.rest {
        return Err(Error::OverUnclaimed { left: left.rest });
    }
    // Both are looked for when somebody asks what became of the money.
    log(tx, operator, input.account, &reason)?;
    log(tx, operator, input.to, &reason)?;
    Movement {
        payment,
        number: 0,
        from: UNCLAIMED,
        to: LedgerId::from(input.to),
        money: input.money,
        kind: PaymentKind::Unclaimed,
    }
    .make(tx)?;
    let row = UnclaimedRow {
        money: input.money,
        at: tx.now(),
        to: Some(input.to),
    };
    UNCLAIMED_MONEY.put(tx, &key, &row)?;
    changed(tx, input.to);
    let kind = ReceiptKind::UnclaimedReceived;
    let receipt = Receipt::of(input.to, kind, payment, input.money);
    Ok(Some(receipt.noting(Some(reason))))
}
