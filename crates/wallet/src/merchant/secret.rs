//! What a merchant's server shows, and what it signs with: a secret that is stored as a hash, and a public key.

use minicbor::bytes::ByteArray;
use sapa_kernel::{Merchant, MerchantId, SignedIn};
use sapa_store::{Read, Tx};
use serde::Deserialize;

use super::open::shown;
use super::{MerchantAccount, MerchantError, Shop, key};
use crate::changed;
use crate::keys::{MERCHANT_TOKENS, MERCHANTS};
use crate::pin::PinPass;
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};

/// What the secret of a merchant's server begins with; the merchant's number and `_` follow.
pub const MERCHANT_TOKEN_PREFIX: &str = "sapa_merchant_";

/// Input of `wallet.set_merchant_key`, without the PIN.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct SetMerchantKey {
    /// Which.
    pub merchant: MerchantId,
    /// A public RSA key of 2048 to 4096 bits in PEM (`PUBLIC KEY` or `RSA PUBLIC KEY`).
    pub public_key: String,
}

fn told(shop: &Shop) -> Receipt {
    Receipt::notice(shop.row.owner, ReceiptKind::MerchantKeys).noting(Some(shop.row.name.clone()))
}

/// Gives the merchant's server a new secret, of which the cell keeps the hash. The earlier one does not hold any more.
///
/// # Errors
/// [`MerchantError::NotFound`], those of the wallet and of the PIN.
pub fn set_secret(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    merchant: MerchantId,
    pass: &PinPass,
    hash: [u8; 32],
) -> Result<Receipt, MerchantError> {
    Purse::acting(tx, actor.account)?;
    let mut shop = Shop::owned(tx, merchant, actor.account)?;
    pass.confirm(tx, actor)?;
    if let Some(earlier) = shop.row.secret.take() {
        MERCHANT_TOKENS.delete(tx, &(*earlier,))?;
    }
    shop.row.secret = Some(ByteArray::from(hash));
    MERCHANT_TOKENS.put(tx, &(hash,), &merchant)?;
    MERCHANTS.put(tx, &(merchant,), &shop.row)?;
    changed(tx, actor.account);
    Ok(told(&shop))
}

/// Registers the key by which `paySign` is checked. It replaces the earlier one.
///
/// # Errors
/// [`MerchantError::NotFound`], [`MerchantError::KeyInvalid`], those of the wallet and of the PIN.
pub fn set_key(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &SetMerchantKey,
    pass: &PinPass,
) -> Result<(MerchantAccount, Receipt), MerchantError> {
    Purse::acting(tx, actor.account)?;
    let mut shop = Shop::owned(tx, input.merchant, actor.account)?;
    let key = key::parse(&input.public_key, tx.now())?;
    pass.confirm(tx, actor)?;
    shop.row.key = Some(key);
    MERCHANTS.put(tx, &(input.merchant,), &shop.row)?;
    changed(tx, actor.account);
    Ok((shown(tx, &shop)?, told(&shop)))
}

/// The merchant whose server shows a secret with this hash. Who is frozen may still look.
///
/// # Errors
/// Only if the store fails.
pub fn with_token(read: &dyn Read, hash: &[u8; 32]) -> Result<Option<Merchant>, MerchantError> {
    let id = MERCHANT_TOKENS.get(read, &(*hash,))?;
    Ok(id.map(|id| Merchant { id }))
}
