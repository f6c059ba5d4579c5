//! Merchants: people who sell, their orders, refunds and payouts, and what their servers are told.
//!
//! # Invariants
//! - A merchant's money is in a ledger account of its own: what was paid for its orders, less what came back and what its owner
//!   took out.
//! - Amounts come from the merchant's server or from a price list that the cell holds, never from a program.
//! - An order's id is made of the merchant and the merchant's own number for it: the same again is the same order.
//! - What came back of an order is the sum of its refunds, and at most what was paid.
//! - A server's secret is stored as a hash; a key that is registered can only check.

mod close;
mod create;
mod error;
pub(crate) mod facts;
mod key;
mod list;
pub(crate) mod model;
mod notify;
mod open;
mod operators;
mod order;
mod pay;
mod payout;
mod prices;
mod refund;
mod secret;

pub use close::{CLOSE_ORDER_JOB, close_order, expire_order};
pub use create::{DEFAULT_ORDER_LIFETIME, MAX_ORDER_LIFETIME, NewOrder, create_order};
pub use error::MerchantError;
pub use key::{KEY_BITS, MAX_PEM_BYTES};
pub use list::{OrderList, OrderPage, orders_of_merchant};
pub use model::{NotificationState, OrderStage};
pub use notify::{
    ANSWER_WITHIN, BACK_OFF, NOTIFY_JOB, Notification, NotificationList, NotificationPage,
    NotifyAgain, Told, attempted, notifications, notify_again, to_tell,
};
pub use open::{
    MAX_MERCHANT_NAME, MAX_MERCHANTS, MerchantAccount, MerchantInput, Merchants, OpenMerchant,
    check_manages, merchant, merchants_of, open_merchant,
};
pub use operators::{
    FreezeMerchant, MerchantList, MerchantPage, MerchantSums, freeze_merchant, list_merchants,
    unfreeze_merchant,
};
pub use order::{Order, OrderInput, OrderItem, OrderState, PaymentInput, order_of, paid_order};
pub use pay::{OrderPaid, OrderToPay, PayOrder, order_to_pay, pay_order};
pub use payout::{NewPayout, Payout, payout};
pub use prices::{
    MAX_COUNT, MAX_LINES, MAX_PRICES, NewListOrder, OrderLine, Price, PriceList, PriceListInput,
    SetPriceList, order_from_list, price_list, set_price_list,
};
pub use refund::{
    MAX_REFUNDS, NewRefund, OwnRefund, Refund, RefundInput, refund_of, refund_order,
    refund_own_order,
};
pub use secret::{MERCHANT_TOKEN_PREFIX, SetMerchantKey, set_key, set_secret, with_token};

pub(crate) use payout::{close_for_good, have_money};

use sapa_accounts::clean_text;
use sapa_kernel::{AccountId, Amount, MerchantId};
use sapa_store::{Read, StoreError};

use crate::keys::{MERCHANTS, merchant_account};
use crate::movement::balance_of;
use model::MerchantRow;

/// A merchant. Made only by looking.
#[derive(Debug, Clone)]
pub(crate) struct Shop {
    pub(crate) id: MerchantId,
    pub(crate) row: MerchantRow,
}

impl Shop {
    /// The merchant with this number.
    pub(crate) fn load(read: &dyn Read, id: MerchantId) -> Result<Self, MerchantError> {
        let row = MERCHANTS.get(read, &(id,))?;
        row.map(|row| Self { id, row })
            .ok_or(MerchantError::NotFound)
    }

    /// The same, if it is this person's.
    pub(crate) fn owned(
        read: &dyn Read,
        id: MerchantId,
        owner: AccountId,
    ) -> Result<Self, MerchantError> {
        let shop = Self::load(read, id)?;
        if shop.row.owner != owner {
            return Err(MerchantError::NotFound);
        }
        Ok(shop)
    }

    /// Refuses while nothing may come or go: frozen, or its owner is gone.
    pub(crate) fn acting(self) -> Result<Self, MerchantError> {
        if self.row.closed || self.row.frozen.is_some() {
            return Err(MerchantError::Unavailable);
        }
        Ok(self)
    }

    /// What it has.
    pub(crate) fn available(&self, read: &dyn Read) -> Result<Amount, StoreError> {
        Ok(balance_of(read, merchant_account(self.id))?.available)
    }
}

/// Characters of an app id.
const MAX_APP_ID: usize = 32;

fn wrong(field: &'static str, problem: impl Into<String>) -> MerchantError {
    MerchantError::OrderInvalid {
        field,
        problem: problem.into(),
    }
}

/// Refuses what is no app id: letters, digits, `_` and `-`.
fn check_app_id(app_id: &str) -> Result<(), MerchantError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if app_id.is_empty() || app_id.len() > MAX_APP_ID || !app_id.bytes().all(fits) {
        let problem = format!("1 to {MAX_APP_ID} letters, digits, _ and -");
        return Err(wrong("app_id", problem));
    }
    Ok(())
}

/// Refuses what cannot be a merchant's own number.
fn check_number(field: &'static str, number: &str, limit: usize) -> Result<(), MerchantError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-|*@".contains(&byte);
    if number.is_empty() || number.len() > limit || !number.bytes().all(fits) {
        let problem = format!("1 to {limit} letters, digits and _ - | * @");
        return Err(wrong(field, problem));
    }
    Ok(())
}

/// A text of a merchant as it is stored; nothing if it is empty.
fn clean(
    field: &'static str,
    text: Option<&str>,
    limit: usize,
) -> Result<Option<String>, MerchantError> {
    let Some(text) = text else { return Ok(None) };
    let text = clean_text(text, limit).map_err(|_| {
        wrong(
            field,
            format!("at most {limit} characters that can be shown"),
        )
    })?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}
