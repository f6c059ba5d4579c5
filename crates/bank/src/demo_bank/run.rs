//! Books what waits, and says so in a statement. Pure: the state before becomes the state after.

use std::collections::VecDeque;

use sapa_kernel::{Amount, Money, Timestamp};

use super::state::{Leaving, PayIn, State};
use super::{CLOSED_ACCOUNT, CLOSED_ACCOUNT_ENDING};
use crate::{BankAccount, Entry, FileError, PaymentOrder, Statement, camt053};

/// Entries of one statement. What is more waits for the next.
const MOST_ENTRIES: usize = 10_000;

impl State {
    /// Books what can be booked. The statement leaves with the state; its file name is returned. None, if nothing
    /// could be booked.
    pub(super) fn book(&mut self, now: Timestamp) -> Result<Option<String>, FileError> {
        // The clock of a machine may go back; that of a bank does not.
        let now = self.last_at.map_or(now, |last| last.max(now));
        let opening = self.balance;
        let number = self.last_statement + 1;
        let mut entries = Vec::new();
        // Only what came back from earlier statements: a payment and its return are not in one.
        let (mut returns, mut orders) = (
            std::mem::take(&mut self.returns),
            std::mem::take(&mut self.orders),
        );
        while let Some(order) = next(&entries, &mut returns) {
            let mut entry = self.entry_of(order, now);
            (entry.credit, entry.reversal) = (true, true);
            entry.return_reason = Some(CLOSED_ACCOUNT.to_owned());
            self.push(&mut entries, entry, number);
        }
        while entries.len() < MOST_ENTRIES
            && let Some(pay_in) = self.pay_ins.pop_front()
        {
            let entry = self.entry_of_pay_in(pay_in, now);
            self.push(&mut entries, entry, number);
        }
        let mut uncovered = VecDeque::new();
        while let Some(order) = next(&entries, &mut orders) {
            if !self.covers(order.amount.amount) {
                uncovered.push_back(order);
                continue;
            }
            if order
                .creditor_account
                .number()
                .ends_with(CLOSED_ACCOUNT_ENDING)
            {
                self.returns.push_back(order.clone());
            }
            let entry = self.entry_of(order, now);
            self.push(&mut entries, entry, number);
        }
        uncovered.extend(orders);
        self.orders = uncovered;
        returns.append(&mut self.returns);
        self.returns = returns;
        if entries.is_empty() {
            return Ok(None);
        }
        let id = format!("DEMO-{number:010}");
        let statement = Statement {
            id: id.clone(),
            message_id: id,
            account: self.account.clone(),
            currency: self.currency,
            sequence: Some(number),
            from: self.last_at,
            to: Some(now),
            opening,
            closing: self.balance,
            entries,
            created_at: now,
        };
        let file = format!("statement-{number:010}.xml");
        self.leaving = Some(Leaving {
            file: file.clone(),
            content: camt053::write(&statement)?,
        });
        self.last_statement = number;
        self.last_at = Some(now);
        Ok(Some(file))
    }

    fn covers(&self, amount: Amount) -> bool {
        !self.balance.is_debit() && self.balance.amount() >= amount
    }

    fn push(&mut self, entries: &mut Vec<Entry>, mut entry: Entry, statement: u64) {
        entry.reference = format!("{statement:010}-{:05}", entries.len() + 1);
        self.balance = self
            .balance
            .moved(entry.amount.amount, entry.credit)
            .expect(
                "what is paid in has a limit far below that of amounts, and no order is uncovered",
            );
        entries.push(entry);
    }

    fn entry_of(&self, order: PaymentOrder, now: Timestamp) -> Entry {
        Entry {
            reference: String::new(),
            credit: false,
            reversal: false,
            booked: true,
            amount: order.amount,
            booked_at: now,
            end_to_end_id: Some(order.end_to_end_id),
            remittance: Some(order.remittance)
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect(),
            counterparty_name: Some(order.creditor_name),
            counterparty_account: Some(order.creditor_account),
            return_reason: None,
        }
    }

    fn entry_of_pay_in(&self, pay_in: PayIn, now: Timestamp) -> Entry {
        Entry {
            reference: String::new(),
            credit: true,
            reversal: false,
            booked: true,
            amount: Money {
                amount: pay_in.amount,
                currency: self.currency,
            },
            booked_at: now,
            end_to_end_id: None,
            remittance: vec![pay_in.reference],
            counterparty_name: Some(pay_in.payer_name),
            counterparty_account: BankAccount::local(&format!("88{:010}", pay_in.number), None)
                .ok(),
            return_reason: None,
        }
    }
}

/// The next order, if the statement has room for it.
fn next(entries: &[Entry], orders: &mut VecDeque<PaymentOrder>) -> Option<PaymentOrder> {
    (entries.len() < MOST_ENTRIES)
        .then(|| orders.pop_front())
        .flatten()
}
