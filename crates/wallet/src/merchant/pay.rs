//! Paying an order: what the host shows above a program, and the payment itself.
//!
//! A program hands over what `wx.requestPayment` gets. Nothing of it is an amount: the merchant's signature proves that its server
//! wants this order paid in this program, and the rest comes from the order's row.

use sapa_kernel::{AccountId, PaymentId, SignedIn};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Tx};
use serde::Deserialize;

use super::close::CLOSE_ORDER_JOB;
use super::model::{OrderRow, OrderStage};
use super::order::{Order, may_pay, stage_at, view};
use super::{MerchantError, Shop, notify};
use crate::keys::{ORDERS, PaymentKind, merchant_account};
use crate::movement::Movement;
use crate::pin::PinPass;
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, Policy, changed};

/// Characters of each thing that a program hands over.
const MAX_HANDED_OVER: usize = 1024;

/// Input of `wallet.order_to_pay`: what a program gave to `wx.requestPayment`, and which program it is.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct OrderToPay {
    /// The program, as the host knows it.
    pub app_id: String,
    /// `prepay_id=…`.
    pub package: String,
    /// `timeStamp`; absent for an order from a price list, as all that follow.
    pub time_stamp: Option<String>,
    /// `nonceStr`.
    pub nonce_str: Option<String>,
    /// `signType`: `RSA`.
    pub sign_type: Option<String>,
    /// `paySign`.
    pub pay_sign: Option<String>,
}

/// Input of `wallet.pay_order`, without the PIN: the same as was shown.
pub type PayOrder = OrderToPay;

/// An order that was paid, with what shall be said of it.
#[derive(Debug, Clone)]
pub struct OrderPaid {
    /// The order.
    pub order: Order,
    /// What shall be said.
    pub receipts: Vec<Receipt>,
}

/// The order that a program asks to be paid, if its merchant's server, or the caller by a price list, wants that.
fn asked(
    read: &dyn Read,
    account: AccountId,
    input: &OrderToPay,
) -> Result<(PaymentId, OrderRow, Shop), MerchantError> {
    let not_found = || MerchantError::OrderNotFound;
    let payment: PaymentId = input
        .package
        .strip_prefix("prepay_id=")
        .and_then(|id| id.parse().ok())
        .ok_or_else(not_found)?;
    let row = ORDERS.get(read, &(payment,))?.ok_or_else(not_found)?;
    if row.app_id != input.app_id {
        return Err(not_found());
    }
    let shop = Shop::load(read, row.merchant)?;
    if row.items.is_empty() {
        check_sign(&shop, input)?;
    }
    if !may_pay(&row, account) {
        return Err(not_found());
    }
    Ok((payment, row, shop))
}

fn check_sign(shop: &Shop, input: &OrderToPay) -> Result<(), MerchantError> {
    let given = [
        &input.time_stamp,
        &input.nonce_str,
        &input.sign_type,
        &input.pay_sign,
    ];
    let [Some(time), Some(nonce), Some(kind), Some(sign)] = given else {
        return Err(MerchantError::SignInvalid);
    };
    let key = shop.row.key.as_ref().ok_or(MerchantError::NoKey)?;
    let parts = [&input.app_id, time, nonce, &input.package];
    // A line feed inside a part would let one message be read as another.
    let sound = parts
        .iter()
        .all(|part| part.len() <= MAX_HANDED_OVER && !part.contains('\n'));
    let message: String = parts.iter().map(|part| format!("{part}\n")).collect();
    if kind != "RSA" || !sound || !key.signed(&message, sign) {
        return Err(MerchantError::SignInvalid);
    }
    Ok(())
}

/// What the host's payment sheet shows: amount, payee and description as the cell has them.
///
/// # Errors
/// [`MerchantError::OrderNotFound`], [`MerchantError::NoKey`], [`MerchantError::SignInvalid`].
pub fn order_to_pay(
    read: &dyn Read,
    actor: &SignedIn,
    input: OrderToPay,
) -> Result<Order, MerchantError> {
    let (payment, row, shop) = asked(read, actor.account, &input)?;
    // Who else has paid it, and when, is not for whoever has its id.
    if row.paid_by.is_some_and(|payer| payer != actor.account) {
        return Err(Error::AlreadySettled { state: "paid" }.into());
    }
    Ok(view(read.now(), payment, &row, &shop))
}

/// Pays an order. Paying it again changes nothing. `openid` is how the program knows the payer.
///
/// # Errors
/// Those of [`order_to_pay`], those of the wallet, [`MerchantError::Unavailable`], `wallet.already_settled`,
/// `wallet.expired`, and those of the PIN, limits and funds.
pub fn pay_order(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &PayOrder,
    openid: Option<String>,
    pass: &PinPass,
    policy: &Policy,
) -> Result<OrderPaid, MerchantError> {
    let (payment, mut row, shop) = asked(tx, actor.account, input)?;
    match stage_at(&row, tx.now()) {
        OrderStage::Paid if row.paid_by == Some(actor.account) => {
            return Ok(OrderPaid {
                order: view(tx.now(), payment, &row, &shop),
                receipts: Vec::new(),
            });
        }
        OrderStage::Paid => return Err(Error::AlreadySettled { state: "paid" }.into()),
        OrderStage::Closed if row.stage == OrderStage::NotPaid => return Err(Error::Expired.into()),
        OrderStage::Closed => return Err(Error::AlreadySettled { state: "closed" }.into()),
        OrderStage::NotPaid => {}
    }
    let shop = shop.acting()?;
    let mut purse = Purse::acting(tx, actor.account)?;
    pass.confirm(tx, actor)?;
    purse.spend(tx, row.money, policy)?;
    Movement {
        payment,
        number: 0,
        from: LedgerId::from(actor.account),
        to: merchant_account(shop.id),
        money: row.money,
        kind: PaymentKind::Order,
    }
    .make(tx)?;
    row.stage = OrderStage::Paid;
    row.settled_at = Some(tx.now());
    row.paid_by = Some(actor.account);
    row.payer_openid = openid.or(row.payer_openid);
    ORDERS.put(tx, &(payment,), &row)?;
    tx.cancel(CLOSE_ORDER_JOB, &sapa_kernel::Id::to_bytes(payment))?;
    notify::plan(tx, &row, payment, None)?;
    changed(tx, actor.account);
    changed(tx, shop.row.owner);
    let receipts = [
        (actor.account, ReceiptKind::OrderPaid),
        (shop.row.owner, ReceiptKind::OrderReceived),
    ];
    let receipts = receipts.map(|(account, kind)| {
        Receipt::of(account, kind, payment, row.money).noting(Some(note(&shop, &row.description)))
    });
    Ok(OrderPaid {
        order: view(tx.now(), payment, &row, &shop),
        receipts: receipts.to_vec(),
    })
}

/// What a receipt says: who sold, and what.
pub(super) fn note(shop: &Shop, description: &str) -> String {
    let text = format!("{}: {description}", shop.row.name);
    // A name and a description are together shorter than a card's note may be.
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
