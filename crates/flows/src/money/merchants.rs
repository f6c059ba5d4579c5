//! What merchants' money does, with the receipts.

use sapa_kernel::{Empty, Fault, Merchant, MerchantId, Operator, PaymentId, SignedIn};
use sapa_store::Tx;
use sapa_wallet::{
    FreezeMerchant, MerchantAccount, NewPayout, NewRefund, Order, OwnRefund, PayOrder, Payout,
    PinPass, Policy, Refund, SetMerchantKey,
};

use super::say;
use crate::fault;

/// Pays an order.
///
/// # Errors
/// Those of [`sapa_wallet::pay_order`].
pub fn pay_order(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &PayOrder,
    openid: Option<String>,
    pass: &PinPass,
    policy: &Policy,
) -> Result<Order, Fault> {
    let paid = sapa_wallet::pay_order(tx, actor, input, openid, pass, policy).map_err(fault)?;
    say(tx, paid.receipts)?;
    Ok(paid.order)
}

/// A merchant's server gives money of an order back.
///
/// # Errors
/// Those of [`sapa_wallet::refund_order`].
pub fn refund_order(tx: &mut Tx<'_>, caller: &Merchant, input: NewRefund) -> Result<Refund, Fault> {
    let (refund, receipt) = sapa_wallet::refund_order(tx, caller, &input).map_err(fault)?;
    say(tx, receipt)?;
    Ok(refund)
}

/// A merchant's owner gives money of an order back.
///
/// # Errors
/// Those of [`sapa_wallet::refund_own_order`].
pub fn refund_own_order(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &OwnRefund,
    pass: &PinPass,
) -> Result<Refund, Fault> {
    let (refund, receipt) = sapa_wallet::refund_own_order(tx, actor, input, pass).map_err(fault)?;
    say(tx, receipt)?;
    Ok(refund)
}

/// A merchant's owner takes its money.
///
/// # Errors
/// Those of [`sapa_wallet::payout`].
pub fn merchant_payout(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &NewPayout,
    pass: &PinPass,
) -> Result<Payout, Fault> {
    let (payout, receipt) = sapa_wallet::payout(tx, actor, input, pass).map_err(fault)?;
    say(tx, receipt)?;
    Ok(payout)
}

/// Gives a merchant's server a new secret.
///
/// # Errors
/// Those of [`sapa_wallet::set_secret`].
pub fn set_merchant_secret(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    merchant: MerchantId,
    pass: &PinPass,
    hash: [u8; 32],
) -> Result<(), Fault> {
    let receipt = sapa_wallet::set_secret(tx, actor, merchant, pass, hash).map_err(fault)?;
    say(tx, [receipt])
}

/// Registers a merchant's key.
///
/// # Errors
/// Those of [`sapa_wallet::set_key`].
pub fn set_merchant_key(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &SetMerchantKey,
    pass: &PinPass,
) -> Result<MerchantAccount, Fault> {
    let (account, receipt) = sapa_wallet::set_key(tx, actor, input, pass).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(account)
}

/// Freezes a merchant.
///
/// # Errors
/// Those of [`sapa_wallet::freeze_merchant`].
pub fn freeze_merchant(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: FreezeMerchant,
) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::freeze_merchant(tx, operator, &input).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(Empty {})
}

/// Lets a frozen merchant act again.
///
/// # Errors
/// Those of [`sapa_wallet::unfreeze_merchant`].
pub fn unfreeze_merchant(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: FreezeMerchant,
) -> Result<Empty, Fault> {
    let (done, receipt) = sapa_wallet::unfreeze_merchant(tx, operator, &input).map_err(fault)?;
    say(tx, receipt)?;
    Ok(done)
}

/// The time of an order is over.
///
/// # Errors
/// Only if the store fails.
pub fn expire_order(tx: &mut Tx<'_>, payment: PaymentId) -> Result<(), Fault> {
    sapa_wallet::expire_order(tx, payment).map_err(fault)
}
