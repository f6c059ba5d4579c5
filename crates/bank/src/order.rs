//! Payment orders: what the cell asks its bank to pay.

use std::collections::BTreeSet;

use sapa_kernel::{Amount, Currency, Money, Timestamp};
use serde::{Deserialize, Serialize};

use crate::BankAccount;
use crate::text::{self, MAX_ID, MAX_NAME, MAX_REMITTANCE};

/// Orders of one message.
pub const MAX_ORDERS: usize = 10_000;

/// Digits of an amount in a file, with those of the minor unit.
pub const MAX_DIGITS: u32 = 18;

/// One payment that the bank shall make from the cell's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentOrder {
    /// Comes back in the statement, in the debit and in a return: up to 35 characters.
    pub end_to_end_id: String,
    /// How much.
    pub amount: Money,
    /// Who gets it: up to 140 characters.
    pub creditor_name: String,
    /// Where to.
    pub creditor_account: BankAccount,
    /// What the creditor reads: up to 140 characters; may be empty.
    pub remittance: String,
}

/// Who orders, and from which account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiator {
    /// The account's owner, up to 140 characters.
    pub name: String,
    /// The account that is debited.
    pub account: BankAccount,
}

/// A message of orders, as the bank reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// The message's id, up to 35 characters.
    pub message_id: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// The beginning (UTC) of the day on which it shall be executed.
    pub execution_date: Timestamp,
    /// Who orders.
    pub initiator: Initiator,
    /// What is ordered.
    pub orders: Vec<PaymentOrder>,
}

/// Why orders are no message. `order` counts from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// A message orders something.
    #[error("a message without orders")]
    NoOrders,
    /// More than [`MAX_ORDERS`].
    #[error("a message of more than {MAX_ORDERS} orders")]
    TooMany,
    /// A text is empty, too long, begins or ends with a space, or has control characters.
    #[error(
        "{field} of order {order} is empty, too long, or has characters that a file cannot carry"
    )]
    BadText {
        /// Which order; 0 for the message itself.
        order: usize,
        /// Which of its texts.
        field: &'static str,
    },
    /// Nothing, or more than [`MAX_DIGITS`] digits.
    #[error("the amount of order {order} is nothing or has more than {MAX_DIGITS} digits")]
    BadAmount {
        /// Which order.
        order: usize,
    },
    /// One message is of one currency.
    #[error("order {order} is in another currency than the first")]
    MixedCurrency {
        /// Which order.
        order: usize,
    },
    /// Two orders could not be told apart in the statement.
    #[error("the end-to-end id {id} of order {order} stands in the message twice")]
    RepeatedId {
        /// The second order with it.
        order: usize,
        /// The id.
        id: String,
    },
    /// A time before the year 1 or after 9999.
    #[error("a time that a file cannot carry")]
    BadTime,
}

/// The sum of the orders and its currency, if they are a message.
pub(crate) fn check(
    orders: &[PaymentOrder],
    initiator: &Initiator,
    message_id: &str,
    times: [Timestamp; 2],
) -> Result<(Amount, Currency), OrderError> {
    let first = orders.first().ok_or(OrderError::NoOrders)?;
    if orders.len() > MAX_ORDERS {
        return Err(OrderError::TooMany);
    }
    require(text::is_plain(message_id, MAX_ID), 0, "the message id")?;
    require(text::is_plain(&initiator.name, MAX_NAME), 0, "the name")?;
    if !times.into_iter().all(text::is_writable_time) {
        return Err(OrderError::BadTime);
    }
    let currency = first.amount.currency;
    let mut sum = Amount::ZERO;
    let mut ids = BTreeSet::new();
    for (index, order) in orders.iter().enumerate() {
        let number = index + 1;
        let id = &order.end_to_end_id;
        require(
            text::is_plain(id, MAX_ID) && id != text::NOT_PROVIDED,
            number,
            "the end-to-end id",
        )?;
        let name = &order.creditor_name;
        require(text::is_plain(name, MAX_NAME), number, "the creditor")?;
        let remittance = &order.remittance;
        let fits = remittance.is_empty() || text::is_plain(remittance, MAX_REMITTANCE);
        require(fits, number, "the remittance")?;
        if order.amount.currency != currency {
            return Err(OrderError::MixedCurrency { order: number });
        }
        let amount = order.amount.amount;
        if amount.is_zero() || !text::has_room(amount) {
            return Err(OrderError::BadAmount { order: number });
        }
        if !ids.insert(id) {
            return Err(OrderError::RepeatedId {
                order: number,
                id: id.clone(),
            });
        }
        sum = sum
            .checked_add(amount)
            .filter(|sum| text::has_room(*sum))
            .ok_or(OrderError::BadAmount { order: number })?;
    }
    Ok((sum, currency))
}

fn require(holds: bool, order: usize, field: &'static str) -> Result<(), OrderError> {
    match holds {
        true => Ok(()),
        false => Err(OrderError::BadText { order, field }),
    }
}
