//! What operators do and see: aggregates freely, one wallet only with a reason that its owner reads.

use sapa_bank::SignedAmount;
use sapa_kernel::{AccountId, Amount, Currency, Empty, Operator, PaymentId, Timestamp};
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use crate::book::bank_balance;
use crate::keys::{BANK, CELL, INSPECTIONS, SUSPENSE, UNCLAIMED, WALLETS};
use crate::model::{FreezeRow, InspectionRow, Level};
use crate::movement::{balance, balance_of};
use crate::notes::clean_reason;
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};
use crate::statement::{Line, StatementInput, StatementPage, statement};
use crate::withdrawal_lists::requeue;
use crate::{Error, changed};

/// All wallets together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Overview {
    /// In which currency; absent while the cell offers no wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Wallets that were opened.
    pub wallets: u64,
    /// What the cell has at its bank, as the ledger says.
    pub at_bank: SignedAmount,
    /// What is owed to people: in wallets, in red packets, held for others, at merchants.
    pub owed: Amount,
    /// Money that came in and whose owner is unknown.
    pub suspense: Amount,
    /// Money of deleted accounts.
    pub unclaimed: Amount,
}

/// All wallets together, for an operator.
///
/// # Errors
/// Only if the store fails.
pub fn overview(read: &dyn Read, _: &Operator, _: Empty) -> Result<Overview, Error> {
    let cell = CELL.get(read, &())?;
    let at_bank = bank_balance(read)?;
    let bank = sapa_ledger::account(read, BANK)?;
    let suspense = sapa_ledger::account(read, SUSPENSE)?;
    let (came, left) = suspense.map_or((Amount::ZERO, Amount::ZERO), |account| {
        (account.credits_posted, account.debits_posted)
    });
    let unclaimed = balance_of(read, UNCLAIMED)?.available;
    // What the cell has and what it owes are the same sum: every other account is a person's, a packet's or a
    // merchant's.
    let (paid_in, paid_out) = bank.map_or((Amount::ZERO, Amount::ZERO), |account| {
        (account.debits_posted, account.credits_posted)
    });
    let owed = paid_in
        .saturating_add(left)
        .saturating_sub(paid_out)
        .saturating_sub(came)
        .saturating_sub(unclaimed);
    Ok(Overview {
        currency: cell.as_ref().map(|row| row.currency),
        wallets: cell.map_or(0, |row| row.wallets),
        at_bank,
        owed,
        suspense: came.saturating_sub(left),
        unclaimed,
    })
}

/// One wallet, with a reason.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct WithReason {
    /// Whose.
    pub account: AccountId,
    /// Why: 3 to 200 characters. The person reads it.
    pub reason: String,
}

/// Input of `wallet.set_level`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct SetLevel {
    /// Whose.
    pub account: AccountId,
    /// The new level.
    pub level: Level,
    /// Why: 3 to 200 characters. The person reads it.
    pub reason: String,
}

/// One wallet as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Inspected {
    /// Whose.
    pub account: AccountId,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// What it holds.
    pub currency: Currency,
    /// What can be paid with.
    pub balance: Amount,
    /// What waits.
    pub held: Amount,
    /// How well the operator knows the person.
    pub level: Level,
    /// Why it is frozen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen_reason: Option<String>,
    /// What happened last: at most 100 lines.
    pub lines: Vec<Line>,
}

fn receipt(account: AccountId, kind: ReceiptKind, reason: &str) -> Receipt {
    Receipt::notice(account, kind).noting(Some(reason.to_owned()))
}

pub(crate) fn log(
    tx: &mut Tx<'_>,
    operator: &Operator,
    account: impl Into<Option<AccountId>>,
    reason: &str,
) -> Result<(), Error> {
    let row = InspectionRow {
        operator: operator.account,
        account: account.into(),
        reason: reason.to_owned(),
    };
    let key = (tx.now(), tx.new_id::<PaymentId>());
    Ok(INSPECTIONS.put(tx, &key, &row)?)
}

/// Looks at one wallet. That, and why, is logged and told to its owner.
///
/// # Errors
/// [`Error::NotOpen`], [`Error::ReasonInvalid`].
pub fn inspect(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &WithReason,
) -> Result<(Inspected, Receipt), Error> {
    let reason = clean_reason(&input.reason)?;
    let purse = Purse::load(tx, input.account)?;
    log(tx, operator, input.account, &reason)?;
    let balance = balance(tx, input.account)?;
    let StatementPage { items: lines, .. } =
        statement(tx, input.account, &StatementInput::default())?;
    let inspected = Inspected {
        account: input.account,
        opened_at: purse.row.opened_at,
        currency: purse.row.currency,
        balance: balance.available,
        held: balance.held,
        level: purse.row.level,
        frozen_reason: purse.row.frozen.map(|row| row.reason),
        lines,
    };
    let receipt = receipt(input.account, ReceiptKind::Inspected, &reason);
    Ok((inspected, receipt))
}

/// Freezes a wallet: nothing leaves it, and nothing is taken into it from others, until it is unfrozen. What comes back to
/// it still does. Freezing it again changes the reason.
///
/// # Errors
/// [`Error::NotOpen`], [`Error::ReasonInvalid`].
pub fn freeze(tx: &mut Tx<'_>, operator: &Operator, input: &WithReason) -> Result<Receipt, Error> {
    let reason = clean_reason(&input.reason)?;
    let mut purse = Purse::load(tx, input.account)?;
    log(tx, operator, input.account, &reason)?;
    purse.row.frozen = Some(FreezeRow {
        at: tx.now(),
        reason: reason.clone(),
    });
    WALLETS.put(tx, &(input.account,), &purse.row)?;
    requeue(tx, input.account)?;
    changed(tx, input.account);
    Ok(receipt(input.account, ReceiptKind::Frozen, &reason))
}

/// Lets a frozen wallet act again. Repeating it changes nothing.
///
/// # Errors
/// [`Error::NotOpen`], [`Error::ReasonInvalid`].
pub fn unfreeze(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &WithReason,
) -> Result<Option<Receipt>, Error> {
    let reason = clean_reason(&input.reason)?;
    let mut purse = Purse::load(tx, input.account)?;
    if purse.row.frozen.take().is_none() {
        return Ok(None);
    }
    log(tx, operator, input.account, &reason)?;
    WALLETS.put(tx, &(input.account,), &purse.row)?;
    requeue(tx, input.account)?;
    changed(tx, input.account);
    Ok(Some(receipt(input.account, ReceiptKind::Unfrozen, &reason)))
}

/// Sets how well the operator knows a person. Setting the same again changes nothing.
///
/// # Errors
/// [`Error::NotOpen`], [`Error::ReasonInvalid`].
pub fn set_level(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &SetLevel,
) -> Result<Option<Receipt>, Error> {
    let reason = clean_reason(&input.reason)?;
    let mut purse = Purse::load(tx, input.account)?;
    if purse.row.level == input.level {
        return Ok(None);
    }
    log(tx, operator, input.account, &reason)?;
    purse.row.level = input.level;
    WALLETS.put(tx, &(input.account,), &purse.row)?;
    changed(tx, input.account);
    Ok(Some(receipt(
        input.account,
        ReceiptKind::LevelChanged,
        &reason,
    )))
}

/// Input of `wallet.inspections`.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct InspectionList {
    /// Only earlier ones: the `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// That an operator looked at, or changed, somebody's wallet, or said whose money something is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Inspection {
    /// When.
    pub at: Timestamp,
    /// Who; absent for the operator token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<AccountId>,
    /// Whose wallet; absent for a line of the bank that was closed and is nobody's here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// Why.
    pub reason: String,
}

/// A page of them, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Inspections {
    /// At most 100.
    pub items: Vec<Inspection>,
    /// There are more: give this as `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Which wallets operators looked at, and why.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn inspections(
    read: &dyn Read,
    _: &Operator,
    input: InspectionList,
) -> Result<Inspections, Error> {
    let page = sapa_kernel::limits::MAX_PAGE as usize;
    let mut scan = Scan::all().reverse().limit(page + 1);
    if let Some(cursor) = &input.cursor {
        scan = scan.before(&place_of(cursor)?);
    }
    let mut rows = INSPECTIONS.scan(read, scan)?;
    let more = rows.len() > page;
    rows.truncate(page);
    let next_cursor = rows.last().filter(|_| more).map(|(key, _)| cursor_of(*key));
    let items = rows
        .into_iter()
        .map(|((at, _), row)| Inspection {
            at,
            operator: row.operator,
            account: row.account,
            reason: row.reason,
        })
        .collect();
    Ok(Inspections { items, next_cursor })
}

/// Names a row: several may have been made in one millisecond.
fn cursor_of((at, id): (Timestamp, PaymentId)) -> String {
    format!("{}-{id}", at.as_millis())
}

fn place_of(cursor: &str) -> Result<(Timestamp, PaymentId), Error> {
    let (at, id) = cursor.split_once('-').ok_or(Error::CursorInvalid)?;
    let at = at.parse().map_err(|_| Error::CursorInvalid)?;
    let id = id.parse().map_err(|_| Error::CursorInvalid)?;
    Ok((Timestamp::from_millis(at), id))
}
