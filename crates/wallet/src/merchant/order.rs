//! An order as merchants and payers see it. Its time holds on access, also while the job that closes it is late.

use sapa_kernel::{
    AccountId, Amount, Id, Merchant, MerchantId, Money, PaymentId, SignedIn, Timestamp,
};
use sapa_store::Read;
use serde::{Deserialize, Serialize};

use super::model::{OrderRow, OrderStage};
use super::{MerchantError, Shop};
use crate::keys::{ORDERS, merchant_payment_id};

/// What has become of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Nobody has paid it.
    NotPaid,
    /// It is paid.
    Paid,
    /// It can no longer be paid: its time is over, or the merchant closed it.
    Closed,
    /// It was paid, and some of it came back, or all.
    Refund,
}

/// Names an order of the merchant that asks: by the one or the other.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct OrderInput {
    /// The merchant's own number.
    pub out_trade_no: Option<String>,
    /// The cell's id.
    pub payment: Option<PaymentId>,
}

/// Names an order.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
pub struct PaymentInput {
    /// The cell's id of it.
    pub payment: PaymentId,
}

/// A line of an order that was made from a price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct OrderItem {
    /// Which item.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What one costs.
    pub price: Amount,
    /// How many.
    pub count: u32,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Order {
    /// The cell's id of it; the transaction's id once it is paid.
    pub payment: PaymentId,
    /// What a program hands to `wx.requestPayment`, after `prepay_id=`.
    pub prepay_id: String,
    /// Who sells.
    pub merchant: MerchantId,
    /// What payers read.
    pub merchant_name: String,
    /// The merchant's own number.
    pub out_trade_no: String,
    /// For what.
    pub description: String,
    /// How much.
    pub money: Money,
    /// The program in which it is paid.
    pub app_id: String,
    /// What has become of it.
    pub state: OrderState,
    /// What came back of it so far.
    pub refunded: Amount,
    /// Who pays, or has paid, as the program knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_openid: Option<String>,
    /// What the merchant wrote for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attach: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it can be paid.
    pub expires_at: Timestamp,
    /// When it was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
    /// What was ordered, if from a price list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<OrderItem>,
}

/// Its stage, with its time taken into account.
pub(crate) fn stage_at(row: &OrderRow, now: Timestamp) -> OrderStage {
    if row.stage == OrderStage::NotPaid && row.expires_at <= now {
        return OrderStage::Closed;
    }
    row.stage
}

pub(crate) fn shown(
    read: &dyn Read,
    payment: PaymentId,
    row: &OrderRow,
) -> Result<Order, MerchantError> {
    let shop = Shop::load(read, row.merchant)?;
    Ok(view(read.now(), payment, row, &shop))
}

pub(crate) fn view(now: Timestamp, payment: PaymentId, row: &OrderRow, shop: &Shop) -> Order {
    let stage = stage_at(row, now);
    Order {
        payment,
        prepay_id: payment.to_string(),
        merchant: row.merchant,
        merchant_name: shop.row.name.clone(),
        out_trade_no: row.out_trade_no.clone(),
        description: row.description.clone(),
        money: row.money,
        app_id: row.app_id.clone(),
        state: match stage {
            OrderStage::NotPaid => OrderState::NotPaid,
            OrderStage::Closed => OrderState::Closed,
            OrderStage::Paid if row.refunded.is_zero() => OrderState::Paid,
            OrderStage::Paid => OrderState::Refund,
        },
        refunded: row.refunded,
        payer_openid: row.payer_openid.clone(),
        attach: row.attach.clone(),
        made_at: row.made_at,
        expires_at: row.expires_at,
        paid_at: row.settled_at.filter(|_| row.stage == OrderStage::Paid),
        items: row
            .items
            .iter()
            .map(|item| OrderItem {
                id: item.id.clone(),
                name: item.name.clone(),
                price: item.price,
                count: item.count,
            })
            .collect(),
    }
}

/// The merchant's order that is named so.
pub(crate) fn find(
    read: &dyn Read,
    shop: &Shop,
    input: &OrderInput,
) -> Result<(PaymentId, OrderRow), MerchantError> {
    let payment = match (&input.payment, &input.out_trade_no) {
        (Some(payment), _) => *payment,
        (None, Some(number)) => {
            let own = merchant_payment_id(shop.row.owner, shop.id, "order", number);
            // Orders from a price list have the cell's id as their number.
            match number.parse() {
                Ok(payment) if !ORDERS.contains(read, &(own,))? => payment,
                _ => own,
            }
        }
        (None, None) => return Err(MerchantError::OrderNotFound),
    };
    let row = ORDERS.get(read, &(payment,))?;
    let row = row.filter(|row| row.merchant == shop.id);
    let fits = |row: &OrderRow| {
        let number = input.out_trade_no.as_ref();
        number.is_none_or(|number| *number == row.out_trade_no)
    };
    row.filter(fits)
        .map(|row| (payment, row))
        .ok_or(MerchantError::OrderNotFound)
}

/// An order of the merchant whose server asks.
///
/// # Errors
/// [`MerchantError::OrderNotFound`].
pub fn order_of(
    read: &dyn Read,
    caller: &Merchant,
    input: OrderInput,
) -> Result<Order, MerchantError> {
    let shop = Shop::load(read, caller.id)?;
    let (payment, row) = find(read, &shop, &input)?;
    Ok(view(read.now(), payment, &row, &shop))
}

/// An order that the caller has paid, or that is theirs alone to pay, or of their merchant.
///
/// # Errors
/// [`MerchantError::OrderNotFound`].
pub fn paid_order(
    read: &dyn Read,
    actor: &SignedIn,
    input: PaymentInput,
) -> Result<Order, MerchantError> {
    let row = ORDERS.get(read, &(input.payment,))?;
    let row = row.ok_or(MerchantError::OrderNotFound)?;
    let shop = Shop::load(read, row.merchant)?;
    let payers = [row.paid_by, row.payer];
    if shop.row.owner != actor.account && !payers.contains(&Some(actor.account)) {
        return Err(MerchantError::OrderNotFound);
    }
    Ok(view(read.now(), input.payment, &row, &shop))
}

/// The payment that a job's key names.
pub(crate) fn payment_of(key: &[u8]) -> Option<PaymentId> {
    key.try_into().ok().map(PaymentId::from_bytes)
}

/// Whether this person may pay it at all.
pub(crate) fn may_pay(row: &OrderRow, account: AccountId) -> bool {
    row.payer.is_none_or(|payer| payer == account)
}
