//! Becoming a merchant, and a merchant as its owner sees it.

use sapa_accounts::clean_name;
use sapa_kernel::{Amount, Currency, Empty, MerchantId, SignedIn, Timestamp};
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use super::model::MerchantRow;
use super::{MerchantError, Shop};
use crate::changed;
use crate::keys::{MERCHANTS, MERCHANTS_OF, Purpose, merchant_account};
use crate::movement::open_account;
use crate::purse::Purse;
use crate::settings::cell;

/// Merchants that one person may have.
pub const MAX_MERCHANTS: usize = 5;

/// Characters of a merchant's name.
pub const MAX_MERCHANT_NAME: usize = 40;

/// Input of `wallet.open_merchant`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct OpenMerchant {
    /// What payers read: 1 to 40 characters.
    pub name: String,
}

/// Names one of the caller's merchants.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
pub struct MerchantInput {
    /// Which.
    pub merchant: MerchantId,
}

/// A merchant as its owner, and its server, see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct MerchantAccount {
    /// Its number.
    pub merchant: MerchantId,
    /// What payers read.
    pub name: String,
    /// What it can pay out and give back.
    pub balance: Amount,
    /// In which currency.
    pub currency: Currency,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Its server has a secret.
    pub has_secret: bool,
    /// When its public key was registered, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_set_at: Option<Timestamp>,
    /// Why the operator froze it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen_reason: Option<String>,
}

/// The caller's merchants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Merchants {
    /// At most five.
    pub items: Vec<MerchantAccount>,
}

/// The caller becomes a merchant.
///
/// # Errors
/// Those of the wallet, [`MerchantError::NameInvalid`], [`MerchantError::TooMany`].
pub fn open_merchant(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: OpenMerchant,
) -> Result<MerchantAccount, MerchantError> {
    let purse = Purse::acting(tx, actor.account)?;
    let name =
        clean_name(&input.name, MAX_MERCHANT_NAME).map_err(|_| MerchantError::NameInvalid {
            limit: MAX_MERCHANT_NAME,
        })?;
    let have = MERCHANTS_OF.count(tx, Scan::under(&(actor.account,)))?;
    if have >= MAX_MERCHANTS {
        return Err(MerchantError::TooMany {
            limit: MAX_MERCHANTS,
        });
    }
    let id = free_number(tx)?;
    let row = MerchantRow {
        owner: actor.account,
        name,
        opened_at: tx.now(),
        frozen: None,
        secret: None,
        key: None,
        closed: false,
    };
    open_account(
        tx,
        merchant_account(id),
        purse.row.currency,
        Purpose::Merchant,
    )?;
    MERCHANTS.put(tx, &(id,), &row)?;
    MERCHANTS_OF.put(tx, &(actor.account, id), &())?;
    changed(tx, actor.account);
    shown(tx, &Shop { id, row })
}

/// A number that nobody has. It is no secret: the transaction's own randomness is good enough.
fn free_number(tx: &mut Tx<'_>) -> Result<MerchantId, MerchantError> {
    const SPAN: u64 = MerchantId::LAST - MerchantId::FIRST + 1;
    loop {
        let bytes = sapa_kernel::Id::to_bytes(tx.new_id::<sapa_kernel::PaymentId>());
        let drawn = bytes[8..]
            .iter()
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        let number = MerchantId::new(MerchantId::FIRST + drawn % SPAN);
        if let Some(id) = number
            && !MERCHANTS.contains(tx, &(id,))?
        {
            return Ok(id);
        }
    }
}

pub(crate) fn shown(read: &dyn Read, shop: &Shop) -> Result<MerchantAccount, MerchantError> {
    Ok(MerchantAccount {
        merchant: shop.id,
        name: shop.row.name.clone(),
        balance: shop.available(read)?,
        currency: cell(read)?.currency,
        opened_at: shop.row.opened_at,
        has_secret: shop.row.secret.is_some(),
        key_set_at: shop.row.key.as_ref().map(|key| key.set_at),
        frozen_reason: shop.row.frozen.as_ref().map(|row| row.reason.clone()),
    })
}

/// The caller's merchants.
///
/// # Errors
/// Only if the store fails.
pub fn merchants_of(
    read: &dyn Read,
    actor: &SignedIn,
    _: Empty,
) -> Result<Merchants, MerchantError> {
    let ids = MERCHANTS_OF.keys(read, Scan::under(&(actor.account,)))?;
    let items = ids
        .into_iter()
        .map(|(_, id)| shown(read, &Shop::load(read, id)?))
        .collect::<Result<_, _>>()?;
    Ok(Merchants { items })
}

/// The merchant whose server asks.
///
/// # Errors
/// Only if the store fails.
pub fn merchant(
    read: &dyn Read,
    caller: &sapa_kernel::Merchant,
    _: Empty,
) -> Result<MerchantAccount, MerchantError> {
    shown(read, &Shop::load(read, caller.id)?)
}

/// Refuses whoever does not own the merchant.
///
/// # Errors
/// [`MerchantError::NotFound`].
pub fn check_manages(
    read: &dyn Read,
    actor: &SignedIn,
    merchant: MerchantId,
) -> Result<(), MerchantError> {
    Shop::owned(read, merchant, actor.account).map(|_| ())
}
