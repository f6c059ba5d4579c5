//! What the demo bank knows.

use std::collections::{BTreeSet, VecDeque};

use sapa_kernel::{Amount, Currency, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{BankAccount, PaymentOrder, SignedAmount};

/// All of it, as it stands in the state file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub(super) account: BankAccount,
    pub(super) currency: Currency,
    /// What is booked; the closing balance of the last statement.
    pub(super) balance: SignedAmount,
    /// The number of the last statement.
    pub(super) last_statement: u64,
    /// When it was made.
    pub(super) last_at: Option<Timestamp>,
    /// The number of the last payment to the account.
    pub(super) last_pay_in: u64,
    /// Ids of messages whose orders were taken.
    pub(super) executed: BTreeSet<String>,
    /// Payments that are not booked.
    pub(super) pay_ins: VecDeque<PayIn>,
    /// Orders that are not booked.
    pub(super) orders: VecDeque<PaymentOrder>,
    /// Orders that are booked and come back.
    pub(super) returns: VecDeque<PaymentOrder>,
    /// A statement that is decided and may not be in the inbox.
    pub(super) leaving: Option<Leaving>,
}

/// Somebody's payment to the account.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PayIn {
    pub(super) number: u64,
    pub(super) reference: String,
    pub(super) amount: Amount,
    pub(super) payer_name: String,
}

/// A statement on its way.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Leaving {
    pub(super) file: String,
    pub(super) content: String,
}

impl State {
    pub(super) fn new(account: BankAccount, currency: Currency) -> Self {
        Self {
            account,
            currency,
            balance: SignedAmount::ZERO,
            last_statement: 0,
            last_at: None,
            last_pay_in: 0,
            executed: BTreeSet::new(),
            pay_ins: VecDeque::new(),
            orders: VecDeque::new(),
            returns: VecDeque::new(),
            leaving: None,
        }
    }
}
