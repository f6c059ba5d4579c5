//! An order that nobody shall pay any more.

use sapa_kernel::{Merchant, PaymentId};
use sapa_store::Tx;

use super::model::OrderStage;
use super::order::{Order, OrderInput, find, stage_at, view};
use super::{MerchantError, Shop};
use crate::Error;
use crate::keys::ORDERS;

/// Kind of the job that closes an order whose time is over; its key is the order.
pub const CLOSE_ORDER_JOB: &str = "wallet.close_order";

/// The merchant closes an order. Closing it again changes nothing.
///
/// # Errors
/// [`MerchantError::OrderNotFound`], `wallet.already_settled` if it is paid.
pub fn close_order(
    tx: &mut Tx<'_>,
    caller: &Merchant,
    input: &OrderInput,
) -> Result<Order, MerchantError> {
    let shop = Shop::load(tx, caller.id)?;
    let (payment, mut row) = find(tx, &shop, input)?;
    if row.stage == OrderStage::Paid {
        return Err(Error::AlreadySettled { state: "paid" }.into());
    }
    if stage_at(&row, tx.now()) == OrderStage::NotPaid {
        row.stage = OrderStage::Closed;
        row.settled_at = Some(tx.now());
        ORDERS.put(tx, &(payment,), &row)?;
        tx.cancel(CLOSE_ORDER_JOB, &sapa_kernel::Id::to_bytes(payment))?;
    }
    Ok(view(tx.now(), payment, &row, &shop))
}

/// The time of an order is over.
///
/// # Errors
/// Only if the store fails.
pub fn expire_order(tx: &mut Tx<'_>, payment: PaymentId) -> Result<(), MerchantError> {
    let Some(mut row) = ORDERS.get(tx, &(payment,))? else {
        return Ok(());
    };
    if row.stage == OrderStage::NotPaid && row.expires_at <= tx.now() {
        row.stage = OrderStage::Closed;
        row.settled_at = Some(tx.now());
        ORDERS.put(tx, &(payment,), &row)?;
    }
    Ok(())
}
