//! A merchant's orders, for its owner.

use sapa_kernel::{MerchantId, PaymentId, SignedIn, Timestamp};
use sapa_store::{Descending, Read, Scan};
use serde::{Deserialize, Serialize};

use super::order::{Order, view};
use super::{MerchantError, Shop};
use crate::Error;
use crate::keys::{ORDERS, ORDERS_OF};

/// Input of `wallet.merchant_orders`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct OrderList {
    /// Which of the caller's merchants.
    pub merchant: MerchantId,
    /// Only earlier ones: the `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A page of orders, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct OrderPage {
    /// At most 100.
    pub items: Vec<Order>,
    /// There are more: give this as `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// The orders of one of the caller's merchants, the newest first.
///
/// # Errors
/// [`MerchantError::NotFound`], `wallet.cursor_invalid`.
pub fn orders_of_merchant(
    read: &dyn Read,
    actor: &SignedIn,
    input: OrderList,
) -> Result<OrderPage, MerchantError> {
    let shop = Shop::owned(read, input.merchant, actor.account)?;
    let page = sapa_kernel::limits::MAX_PAGE as usize;
    let mut scan = Scan::under(&(shop.id,)).limit(page + 1);
    if let Some(cursor) = &input.cursor {
        let (at, payment) = place(cursor).ok_or(Error::CursorInvalid)?;
        scan = scan.after(&(shop.id, Descending(at), payment));
    }
    let mut keys = ORDERS_OF.keys(read, scan)?;
    let more = keys.len() > page;
    keys.truncate(page);
    let next_cursor = keys
        .last()
        .filter(|_| more)
        .map(|(_, Descending(at), payment)| format!("{}-{payment}", at.as_millis()));
    let mut items = Vec::new();
    for (_, _, payment) in keys {
        if let Some(row) = ORDERS.get(read, &(payment,))? {
            items.push(view(read.now(), payment, &row, &shop));
        }
    }
    Ok(OrderPage { items, next_cursor })
}

fn place(cursor: &str) -> Option<(Timestamp, PaymentId)> {
    let (at, payment) = cursor.split_once('-')?;
    let at = Timestamp::from_millis(at.parse().ok()?);
    Some((at, payment.parse().ok()?))
}
