//! Statements: what happened on the cell's account, as the bank says.

use std::collections::HashSet;

use sapa_kernel::{Amount, Currency, Money, Timestamp};
use sha2::{Digest, Sha256};

use crate::file_error::Problem;
use crate::text::{self, MAX_TEXT};
use crate::{BankAccount, SignedAmount};

/// A statement whose sums are right: `opening` and the booked entries make `closing`, every amount is of
/// `currency`, and no two entries have one reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The bank's id of this statement.
    pub id: String,
    /// The id of the message that it came in.
    pub message_id: String,
    /// Whose statement it is.
    pub account: BankAccount,
    /// Of all amounts in it.
    pub currency: Currency,
    /// The electronic sequence number, or the legal one.
    pub sequence: Option<u64>,
    /// From when on, if it says so.
    pub from: Option<Timestamp>,
    /// Until when, if it says so.
    pub to: Option<Timestamp>,
    /// The booked balance before the first entry.
    pub opening: SignedAmount,
    /// The booked balance after the last one.
    pub closing: SignedAmount,
    /// In the order of the file; one for each transaction of a batch.
    pub entries: Vec<Entry>,
    /// When the bank wrote it.
    pub created_at: Timestamp,
}

/// One movement of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The bank's reference of the entry: `AcctSvcrRef`, else `#=` with `NtryRef`, else `#` with the entry's number in the
    /// statement. Transactions of a batch have their own one, or the batch's with `/` and their number.
    pub reference: String,
    /// Whether money came in. This is always the direction in which it moved, also in a reversal.
    pub credit: bool,
    /// Whether it takes an earlier entry back.
    pub reversal: bool,
    /// Whether it is booked. What is only announced has no effect on the balance and must have none in a wallet.
    pub booked: bool,
    /// How much.
    pub amount: Money,
    /// The day or moment of booking; where there is none, of its value; else the statement's own.
    pub booked_at: Timestamp,
    /// The id that the payer gave, or the cell's own for an order of the cell and its return.
    pub end_to_end_id: Option<String>,
    /// What the payer wrote: unstructured lines and structured references.
    pub remittance: Vec<String>,
    /// Who is on the other side of the payment; in a reversal, of the payment that is taken back.
    pub counterparty_name: Option<String>,
    /// Their account, as far as it has a form that is understood.
    pub counterparty_account: Option<BankAccount>,
    /// Why a payment came back: a code of ISO 20022 such as `AC04`, or the bank's own.
    pub return_reason: Option<String>,
}

impl Statement {
    /// SHA-256 of what the statement says, whatever file and message it came in: the same statement again has the same.
    pub fn digest(&self) -> [u8; 32] {
        self.hashed(Some(&self.id))
    }

    /// SHA-256 of what happened on the account as the statement says, whatever the bank calls the statement and its lines.
    pub fn content_digest(&self) -> [u8; 32] {
        self.hashed(None)
    }

    fn hashed(&self, id: Option<&str>) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        add(id.unwrap_or_default());
        add(&self.account.to_string());
        add(self.currency.code());
        for balance in [self.opening, self.closing] {
            add(&balance.in_currency(self.currency));
        }
        for entry in &self.entries {
            if id.is_some() {
                add(&entry.reference);
            }
            add(&format!(
                "{} {} {}",
                entry.credit, entry.reversal, entry.booked
            ));
            add(&entry.amount.to_string());
            add(&entry.booked_at.to_string());
            for text in [
                &entry.end_to_end_id,
                &entry.counterparty_name,
                &entry.return_reason,
            ] {
                add(text.as_deref().unwrap_or_default());
            }
            add(&entry.remittance.len().to_string());
            for line in &entry.remittance {
                add(line);
            }
        }
        hash.finalize().into()
    }

    /// Whether what a statement promises holds. `None` for the statement itself, else the entry's index.
    pub(crate) fn check(&self) -> Result<(), (Problem, Option<usize>)> {
        for (text, field) in [(&self.id, "Id"), (&self.message_id, "MsgId")] {
            carried(text, field).map_err(|problem| (problem, None))?;
        }
        let times = [Some(self.created_at), self.from, self.to];
        if !times.into_iter().flatten().all(text::is_writable_time) {
            return Err((Problem::BadTime("a time beyond the year 9999".into()), None));
        }
        let mut references = HashSet::with_capacity(self.entries.len());
        let (mut computed, mut total) = (self.opening, Amount::ZERO);
        for (index, entry) in self.entries.iter().enumerate() {
            entry
                .check(self.currency)
                .map_err(|problem| (problem, Some(index)))?;
            if !references.insert(entry.reference.as_str()) {
                let problem = Problem::DuplicateReference(entry.reference.clone());
                return Err((problem, Some(index)));
            }
            total = total
                .checked_add(entry.amount.amount)
                .filter(|total| text::has_room(*total))
                .ok_or((Problem::TooLarge, Some(index)))?;
            if entry.booked {
                computed = computed
                    .moved(entry.amount.amount, entry.credit)
                    .ok_or((Problem::TooLarge, Some(index)))?;
            }
        }
        for balance in [self.opening, self.closing] {
            if !text::has_room(balance.amount()) {
                return Err((Problem::TooLarge, None));
            }
        }
        if computed != self.closing {
            let problem = Problem::WrongSum {
                closing: self.closing.in_currency(self.currency),
                computed: computed.in_currency(self.currency),
            };
            return Err((problem, None));
        }
        Ok(())
    }
}

impl Entry {
    /// The bank's own reference, if it gave one: it names the entry in every statement, not only in this one.
    pub fn bank_reference(&self) -> Option<&str> {
        Some(self.reference.as_str()).filter(|text| !text.starts_with('#'))
    }

    fn check(&self, currency: Currency) -> Result<(), Problem> {
        carried(&self.reference, "AcctSvcrRef")?;
        let optional = [
            (&self.end_to_end_id, "EndToEndId"),
            (&self.counterparty_name, "Nm"),
            (&self.return_reason, "Rsn"),
        ];
        for (text, field) in optional {
            text.as_ref().map_or(Ok(()), |text| carried(text, field))?;
        }
        for line in &self.remittance {
            carried(line, "Ustrd")?;
        }
        if self.end_to_end_id.as_deref() == Some(text::NOT_PROVIDED) {
            return Err(Problem::BadText("EndToEndId"));
        }
        if self.amount.currency != currency {
            return Err(Problem::MixedCurrency {
                expected: currency.code(),
                found: self.amount.currency.code(),
            });
        }
        if !text::has_room(self.amount.amount) {
            return Err(Problem::TooLarge);
        }
        if !text::is_writable_time(self.booked_at) {
            return Err(Problem::BadTime("a time beyond the year 9999".into()));
        }
        Ok(())
    }
}

fn carried(text: &str, field: &'static str) -> Result<(), Problem> {
    match text::is_carried(text, MAX_TEXT) {
        true => Ok(()),
        false => Err(Problem::BadText(field)),
    }
}
