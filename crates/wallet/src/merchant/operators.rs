//! What operators see and do: merchants in sums, and freezing one.

use sapa_kernel::{AccountId, Amount, Empty, MerchantId, Operator, Timestamp};
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use super::{MerchantError, Shop};
use crate::keys::{MERCHANTS, merchant_account};
use crate::model::FreezeRow;
use crate::notes::clean_reason;
use crate::operators::log;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, changed};

/// One merchant, with a reason.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct FreezeMerchant {
    /// Which.
    pub merchant: MerchantId,
    /// Why: 3 to 200 characters. Its owner reads it.
    pub reason: String,
}

/// Input of `wallet.merchants`.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct MerchantList {
    /// Only what comes after: the `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A merchant as operators see it: sums, no orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct MerchantSums {
    /// Its number.
    pub merchant: MerchantId,
    /// What payers read.
    pub name: String,
    /// Who owns it.
    pub owner: AccountId,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// All that was ever paid to it.
    pub came: Amount,
    /// All that left it: given back, or taken by its owner.
    pub left: Amount,
    /// What it has.
    pub balance: Amount,
    /// Why it is frozen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen_reason: Option<String>,
    /// Its owner's account was deleted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
}

/// A page of them, by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct MerchantPage {
    /// At most 100.
    pub items: Vec<MerchantSums>,
    /// There are more: give this as `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// All merchants of the cell.
///
/// # Errors
/// `wallet.cursor_invalid`.
pub fn list_merchants(
    read: &dyn Read,
    _: &Operator,
    input: MerchantList,
) -> Result<MerchantPage, MerchantError> {
    let page = sapa_kernel::limits::MAX_PAGE as usize;
    let mut scan = Scan::all().limit(page + 1);
    if let Some(cursor) = &input.cursor {
        let after = cursor.parse().map_err(|_| Error::CursorInvalid)?;
        scan = scan.after(&(after,));
    }
    let mut rows = MERCHANTS.scan(read, scan)?;
    let more = rows.len() > page;
    rows.truncate(page);
    let next_cursor = rows
        .last()
        .filter(|_| more)
        .map(|((id,), _)| id.to_string());
    let mut items = Vec::new();
    for ((id,), row) in rows {
        let account = sapa_ledger::account(read, merchant_account(id))?;
        let (came, left) = account.map_or((Amount::ZERO, Amount::ZERO), |account| {
            (account.credits_posted, account.debits_posted)
        });
        items.push(MerchantSums {
            merchant: id,
            name: row.name,
            owner: row.owner,
            opened_at: row.opened_at,
            came,
            left,
            balance: came.saturating_sub(left),
            frozen_reason: row.frozen.map(|row| row.reason),
            closed: row.closed,
        });
    }
    Ok(MerchantPage { items, next_cursor })
}

fn told(shop: &Shop, kind: ReceiptKind, reason: &str) -> Receipt {
    Receipt::notice(shop.row.owner, kind).noting(Some(reason.to_owned()))
}

/// Freezes a merchant: it takes no money and gives none, until that is lifted. Freezing it again changes the reason.
///
/// # Errors
/// [`MerchantError::NotFound`], `wallet.reason_invalid`.
pub fn freeze_merchant(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &FreezeMerchant,
) -> Result<Receipt, MerchantError> {
    let reason = clean_reason(&input.reason)?;
    let mut shop = Shop::load(tx, input.merchant)?;
    log(tx, operator, shop.row.owner, &reason)?;
    shop.row.frozen = Some(FreezeRow {
        at: tx.now(),
        reason: reason.clone(),
    });
    MERCHANTS.put(tx, &(shop.id,), &shop.row)?;
    changed(tx, shop.row.owner);
    Ok(told(&shop, ReceiptKind::MerchantFrozen, &reason))
}

/// Lets a frozen merchant act again. Repeating it changes nothing.
///
/// # Errors
/// [`MerchantError::NotFound`], `wallet.reason_invalid`.
pub fn unfreeze_merchant(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &FreezeMerchant,
) -> Result<(Empty, Option<Receipt>), MerchantError> {
    let reason = clean_reason(&input.reason)?;
    let mut shop = Shop::load(tx, input.merchant)?;
    if shop.row.frozen.take().is_none() {
        return Ok((Empty {}, None));
    }
    log(tx, operator, shop.row.owner, &reason)?;
    MERCHANTS.put(tx, &(shop.id,), &shop.row)?;
    changed(tx, shop.row.owner);
    let receipt = told(&shop, ReceiptKind::MerchantUnfrozen, &reason);
    Ok((Empty {}, Some(receipt)))
}
