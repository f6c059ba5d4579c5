//! A merchant's server makes an order. The same `out_trade_no` with the same content is the same order.

use std::time::Duration;

use sapa_kernel::{AccountId, Amount, Id, Merchant, Money, PaymentId, Timestamp};
use sapa_store::{Descending, Lane, NewJob, Tx};
use serde::Deserialize;

use super::close::CLOSE_ORDER_JOB;
use super::model::{OrderRow, OrderStage};
use super::order::{Order, view};
use super::{MerchantError, Shop, check_app_id, check_number, clean, wrong};
use crate::keys::{ORDERS, ORDERS_OF, merchant_payment_id};
use crate::purse::check_money;
use crate::settings::cell;

/// How long an order can be paid if its merchant does not say.
pub const DEFAULT_ORDER_LIFETIME: Duration = Duration::from_secs(2 * 60 * 60);

/// How long an order can be paid at most.
pub const MAX_ORDER_LIFETIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Characters of `out_trade_no`.
const MAX_TRADE_NO: usize = 32;
/// Characters of what an order is for.
pub(super) const MAX_DESCRIPTION: usize = 127;
/// Characters of what a merchant writes on an order for itself.
pub(super) const MAX_ATTACH: usize = 127;
/// Bytes of a `notify_url`.
const MAX_NOTIFY_URL: usize = 255;
/// Bytes of an openid.
const MAX_OPENID: usize = 128;

/// Input of `wallet.create_order`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewOrder {
    /// The merchant's own number: 1 to 32 letters, digits and `_ - | * @`.
    pub out_trade_no: String,
    /// For what: 1 to 127 characters. The payer reads it.
    pub description: String,
    /// How much.
    pub money: Money,
    /// The program in which it is paid.
    pub app_id: String,
    /// Who alone may pay it, as the program knows them.
    pub payer_openid: Option<String>,
    /// Where the merchant's server hears of it: `https`, at most 255 bytes, without user, query or fragment.
    pub notify_url: Option<String>,
    /// Until when it can be paid: two hours if absent, at most seven days.
    pub expires_at: Option<Timestamp>,
    /// Comes back in answers and notifications: at most 127 characters.
    pub attach: Option<String>,
}

/// Makes an order, or finds the one that this number made before. The caller has found out who the openid is.
///
/// # Errors
/// [`MerchantError::Unavailable`], [`MerchantError::OrderInvalid`], those of the amount,
/// [`MerchantError::OpenidUnknown`], [`MerchantError::NumberUsed`].
pub fn create_order(
    tx: &mut Tx<'_>,
    caller: &Merchant,
    input: &NewOrder,
    payer: Option<AccountId>,
) -> Result<Order, MerchantError> {
    let shop = Shop::load(tx, caller.id)?.acting()?;
    check_number("out_trade_no", &input.out_trade_no, MAX_TRADE_NO)?;
    let description = clean("description", Some(&input.description), MAX_DESCRIPTION)?
        .ok_or_else(|| wrong("description", "it cannot be empty"))?;
    let attach = clean("attach", input.attach.as_deref(), MAX_ATTACH)?;
    check_app_id(&input.app_id)?;
    if let Some(url) = &input.notify_url {
        check_notify_url(url)?;
    }
    let openid = input.payer_openid.as_deref();
    if openid.is_some_and(|openid| openid.is_empty() || openid.len() > MAX_OPENID) {
        return Err(MerchantError::OpenidUnknown);
    }
    let payment = merchant_payment_id(shop.row.owner, shop.id, "order", &input.out_trade_no);
    if let Some(row) = ORDERS.get(tx, &(payment,))? {
        let same = row.description == description
            && row.money == input.money
            && row.app_id == input.app_id
            && row.notify_url == input.notify_url
            && row.attach == attach
            && (openid.is_none() || row.payer == payer)
            && input.expires_at.is_none_or(|at| at == row.expires_at);
        if !same {
            return Err(MerchantError::NumberUsed);
        }
        return Ok(view(tx.now(), payment, &row, &shop));
    }
    check_money(cell(tx)?.currency, input.money)?;
    if openid.is_some() && payer.is_none() {
        return Err(MerchantError::OpenidUnknown);
    }
    let row = OrderRow {
        merchant: shop.id,
        out_trade_no: input.out_trade_no.clone(),
        description,
        money: input.money,
        app_id: input.app_id.clone(),
        payer_openid: input.payer_openid.clone(),
        payer,
        notify_url: input.notify_url.clone(),
        attach,
        made_at: tx.now(),
        expires_at: until(tx.now(), input.expires_at)?,
        stage: OrderStage::NotPaid,
        settled_at: None,
        paid_by: None,
        refunded: Amount::ZERO,
        items: Vec::new(),
    };
    put_new(tx, payment, &row)?;
    Ok(view(tx.now(), payment, &row, &shop))
}

/// Stores an order that was not there, and plans its end.
pub(super) fn put_new(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    row: &OrderRow,
) -> Result<(), MerchantError> {
    ORDERS.put(tx, &(payment,), row)?;
    ORDERS_OF.put(tx, &(row.merchant, Descending(row.made_at), payment), &())?;
    tx.schedule(NewJob {
        kind: CLOSE_ORDER_JOB,
        key: payment.to_bytes().to_vec(),
        lane: Lane::Job,
        run_at: row.expires_at,
        payload: Vec::new(),
    })?;
    Ok(())
}

fn until(now: Timestamp, asked: Option<Timestamp>) -> Result<Timestamp, MerchantError> {
    let latest = now.saturating_add(MAX_ORDER_LIFETIME);
    match asked {
        None => Ok(now.saturating_add(DEFAULT_ORDER_LIFETIME)),
        Some(at) if at > now && at <= latest => Ok(at),
        Some(_) => Err(wrong("expires_at", "later than now, by at most seven days")),
    }
}

/// Whether somebody may listen there is decided when they are told, by where the name leads then.
fn check_notify_url(url: &str) -> Result<(), MerchantError> {
    let problem = |text: &str| Err(wrong("notify_url", text));
    if url.len() > MAX_NOTIFY_URL || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return problem("at most 255 visible ASCII characters");
    }
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else {
        return problem("it begins with https://, or in development with http://");
    };
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || rest.contains(['@', '?', '#', '\\']) {
        return problem("a host and a path, without user, query or fragment");
    }
    Ok(())
}
