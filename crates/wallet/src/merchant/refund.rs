//! Giving back what was paid for an order: in parts, never more than was paid, never more than the merchant has.

use sapa_kernel::{Amount, Merchant, MerchantId, Money, PaymentId, SignedIn, Timestamp};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use super::model::{OrderStage, RefundRow};
use super::order::{OrderInput, find};
use super::pay::note;
use super::{MerchantError, Shop, check_number, clean, notify};
use crate::abandon::sweep_if_abandoned;
use crate::keys::{
    ORDERS, PaymentKind, REFUNDS, REFUNDS_OF, merchant_account, merchant_payment_id,
};
use crate::movement::Movement;
use crate::pin::PinPass;
use crate::purse::check_money;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, changed};

/// Parts in which one order is given back.
pub const MAX_REFUNDS: usize = 50;

/// Characters of `out_refund_no`.
const MAX_REFUND_NO: usize = 64;

/// Characters of why money is given back.
const MAX_REASON: usize = 80;

/// Input of `wallet.refund_order`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewRefund {
    /// Of which order: the merchant's own number, or the cell's id.
    #[serde(flatten)]
    pub order: OrderInput,
    /// The merchant's own number of the refund: 1 to 64 letters, digits and `_ - | * @`.
    pub out_refund_no: String,
    /// How much.
    pub money: Money,
    /// Why: at most 80 characters. The payer reads it.
    pub reason: Option<String>,
}

/// Input of `wallet.refund_own_order`, without the PIN: for merchants without a server.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct OwnRefund {
    /// The caller's merchant.
    pub merchant: MerchantId,
    /// What to give back.
    #[serde(flatten)]
    pub refund: NewRefund,
}

/// Names a refund of the merchant that asks.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct RefundInput {
    /// The merchant's own number of it.
    pub out_refund_no: String,
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Refund {
    /// The cell's id of it.
    pub payment: PaymentId,
    /// Of which order.
    pub order: PaymentId,
    /// The merchant's own number of the order.
    pub out_trade_no: String,
    /// The merchant's own number of the refund.
    pub out_refund_no: String,
    /// How much.
    pub money: Money,
    /// What was paid for the order.
    pub total: Amount,
    /// What has come back of it so far.
    pub refunded: Amount,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When.
    pub refunded_at: Timestamp,
}

pub(super) fn shown(
    read: &dyn Read,
    payment: PaymentId,
    row: RefundRow,
) -> Result<Refund, MerchantError> {
    let order = ORDERS.get(read, &(row.order,))?;
    let order = order.ok_or(MerchantError::OrderNotFound)?;
    Ok(Refund {
        payment,
        order: row.order,
        out_trade_no: order.out_trade_no,
        out_refund_no: row.out_refund_no,
        money: row.money,
        total: order.money.amount,
        refunded: order.refunded,
        reason: row.reason,
        refunded_at: row.at,
    })
}

/// The merchant's server gives money back. The same `out_refund_no` again gives nothing twice.
///
/// # Errors
/// [`MerchantError::OrderNotFound`], [`MerchantError::OrderInvalid`], [`MerchantError::NumberUsed`],
/// [`MerchantError::Unavailable`], `wallet.already_settled` unless it is paid, those of the amount,
/// [`MerchantError::OverRefundable`], [`MerchantError::TooManyRefunds`], [`MerchantError::Funds`].
pub fn refund_order(
    tx: &mut Tx<'_>,
    caller: &Merchant,
    input: &NewRefund,
) -> Result<(Refund, Option<Receipt>), MerchantError> {
    let shop = Shop::load(tx, caller.id)?;
    give_back(tx, shop, input)
}

/// The same by the merchant's owner, with the PIN.
///
/// # Errors
/// Those of [`refund_order`], [`MerchantError::NotFound`], and those of the PIN.
pub fn refund_own_order(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &OwnRefund,
    pass: &PinPass,
) -> Result<(Refund, Option<Receipt>), MerchantError> {
    let shop = Shop::owned(tx, input.merchant, actor.account)?;
    let done = give_back(tx, shop, &input.refund)?;
    pass.confirm(tx, actor)?;
    Ok(done)
}

fn give_back(
    tx: &mut Tx<'_>,
    shop: Shop,
    input: &NewRefund,
) -> Result<(Refund, Option<Receipt>), MerchantError> {
    let (order_id, mut order) = find(tx, &shop, &input.order)?;
    check_number("out_refund_no", &input.out_refund_no, MAX_REFUND_NO)?;
    let reason = clean("reason", input.reason.as_deref(), MAX_REASON)?;
    let payment = merchant_payment_id(shop.row.owner, shop.id, "refund", &input.out_refund_no);
    if let Some(row) = REFUNDS.get(tx, &(payment,))? {
        if (row.order, row.money, &row.reason) != (order_id, input.money, &reason) {
            return Err(MerchantError::NumberUsed);
        }
        return Ok((shown(tx, payment, row)?, None));
    }
    let shop = shop.acting()?;
    let Some(payer) = order.paid_by.filter(|_| order.stage == OrderStage::Paid) else {
        return Err(Error::AlreadySettled { state: "not_paid" }.into());
    };
    check_money(order.money.currency, input.money)?;
    let left = order.money.amount.saturating_sub(order.refunded);
    if input.money.amount > left {
        return Err(MerchantError::OverRefundable { left });
    }
    if REFUNDS_OF.count(tx, Scan::under(&(order_id,)))? >= MAX_REFUNDS {
        return Err(MerchantError::TooManyRefunds { limit: MAX_REFUNDS });
    }
    let available = shop.available(tx)?;
    if input.money.amount > available {
        return Err(MerchantError::Funds {
            missing: input.money.amount.saturating_sub(available),
        });
    }
    Movement {
        payment,
        number: 0,
        from: merchant_account(shop.id),
        to: LedgerId::from(payer),
        money: input.money,
        kind: PaymentKind::OrderRefund,
    }
    .make(tx)?;
    let row = RefundRow {
        merchant: shop.id,
        order: order_id,
        out_refund_no: input.out_refund_no.clone(),
        money: input.money,
        reason,
        to: payer,
        at: tx.now(),
    };
    order.refunded = order.refunded.saturating_add(input.money.amount);
    ORDERS.put(tx, &(order_id,), &order)?;
    REFUNDS.put(tx, &(payment,), &row)?;
    REFUNDS_OF.put(tx, &(order_id, payment), &())?;
    sweep_if_abandoned(tx, payer)?;
    notify::plan(tx, &order, order_id, Some(payment))?;
    changed(tx, payer);
    changed(tx, shop.row.owner);
    let text = row.reason.clone().unwrap_or(order.description);
    let receipt = Receipt::of(payer, ReceiptKind::OrderRefunded, payment, row.money)
        .noting(Some(note(&shop, &text)));
    Ok((shown(tx, payment, row)?, Some(receipt)))
}

/// A refund of the merchant whose server asks.
///
/// # Errors
/// [`MerchantError::OrderNotFound`].
pub fn refund_of(
    read: &dyn Read,
    caller: &Merchant,
    input: RefundInput,
) -> Result<Refund, MerchantError> {
    let shop = Shop::load(read, caller.id)?;
    let payment = merchant_payment_id(shop.row.owner, shop.id, "refund", &input.out_refund_no);
    let row = REFUNDS.get(read, &(payment,))?;
    shown(read, payment, row.ok_or(MerchantError::OrderNotFound)?)
}
