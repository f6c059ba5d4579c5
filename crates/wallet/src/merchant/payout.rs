//! A merchant's owner takes its money into their wallet.

use sapa_kernel::{AccountId, MerchantId, Money, PaymentId, SignedIn, Timestamp};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use super::model::PayoutRow;
use super::{MerchantError, Shop};
use crate::keys::{
    MERCHANT_TOKENS, MERCHANTS, MERCHANTS_OF, PAYOUTS, PaymentKind, Verb, merchant_account,
    payment_id,
};
use crate::movement::Movement;
use crate::notes::check_client_id;
use crate::pin::PinPass;
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};
use crate::settings::cell;
use crate::{Error, changed};

/// Input of `wallet.merchant_payout`, without the PIN.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewPayout {
    /// From which of the caller's merchants.
    pub merchant: MerchantId,
    /// How much.
    pub money: Money,
    /// The caller's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

/// Money that a merchant's owner took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Payout {
    /// Which.
    pub payment: PaymentId,
    /// From which merchant.
    pub merchant: MerchantId,
    /// How much.
    pub money: Money,
    /// When.
    pub paid_at: Timestamp,
}

fn shown(payment: PaymentId, row: &PayoutRow) -> Payout {
    Payout {
        payment,
        merchant: row.merchant,
        money: row.money,
        paid_at: row.at,
    }
}

/// Moves money of a merchant to its owner's wallet. The same `client_id` again moves nothing twice.
///
/// # Errors
/// Those of the wallet, `wallet.client_id_invalid`, `wallet.different_content`, [`MerchantError::NotFound`],
/// [`MerchantError::Unavailable`], those of the amount and the PIN, [`MerchantError::Funds`].
pub fn payout(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &NewPayout,
    pass: &PinPass,
) -> Result<(Payout, Option<Receipt>), MerchantError> {
    check_client_id(&input.client_id)?;
    let payment = payment_id(actor.account, Verb::MerchantPayout, &input.client_id);
    if let Some(row) = PAYOUTS.get(tx, &(payment,))? {
        if (row.merchant, row.money) != (input.merchant, input.money) {
            return Err(Error::DifferentContent.into());
        }
        return Ok((shown(payment, &row), None));
    }
    let purse = Purse::acting(tx, actor.account)?;
    let shop = Shop::owned(tx, input.merchant, actor.account)?.acting()?;
    purse.check_money(input.money)?;
    pass.confirm(tx, actor)?;
    let available = shop.available(tx)?;
    if input.money.amount > available {
        return Err(MerchantError::Funds {
            missing: input.money.amount.saturating_sub(available),
        });
    }
    let row = take(tx, &shop, payment, input.money)?;
    changed(tx, actor.account);
    let receipt = Receipt::of(
        actor.account,
        ReceiptKind::MerchantPayout,
        payment,
        row.money,
    )
    .noting(Some(shop.row.name.clone()));
    Ok((shown(payment, &row), Some(receipt)))
}

fn take(
    tx: &mut Tx<'_>,
    shop: &Shop,
    payment: PaymentId,
    money: Money,
) -> Result<PayoutRow, MerchantError> {
    Movement {
        payment,
        number: 0,
        from: merchant_account(shop.id),
        to: LedgerId::from(shop.row.owner),
        money,
        kind: PaymentKind::MerchantPayout,
    }
    .make(tx)?;
    let row = PayoutRow {
        merchant: shop.id,
        to: shop.row.owner,
        money,
        at: tx.now(),
    };
    PAYOUTS.put(tx, &(payment,), &row)?;
    Ok(row)
}

/// Whether merchants of this account have money.
pub(crate) fn have_money(read: &dyn Read, account: AccountId) -> Result<bool, Error> {
    for (_, id) in MERCHANTS_OF.keys(read, Scan::under(&(account,)))? {
        let balance = crate::movement::balance_of(read, merchant_account(id))?;
        if !balance.available.is_zero() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Closes the merchants of an account that is deleted: what they have goes to its wallet, from where it is swept.
pub(crate) fn close_for_good(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
    for (_, id) in MERCHANTS_OF.keys(tx, Scan::under(&(account,)))? {
        let Some(mut row) = MERCHANTS.get(tx, &(id,))? else {
            continue;
        };
        if let Some(hash) = row.secret.take() {
            MERCHANT_TOKENS.delete(tx, &(*hash,))?;
        }
        (row.closed, row.key) = (true, None);
        MERCHANTS.put(tx, &(id,), &row)?;
        let shop = Shop { id, row };
        let amount = shop.available(tx)?;
        if !amount.is_zero() {
            let currency = cell(tx)?.currency;
            let payment = tx.new_id();
            take(tx, &shop, payment, Money { amount, currency }).map_err(|error| match error {
                MerchantError::Wallet(error) => error,
                other => Error::Refused(other.to_string()),
            })?;
        }
    }
    Ok(())
}
