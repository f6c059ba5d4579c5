//! What an audit found.

use serde::Serialize;

/// Offences that are kept; all are counted.
pub const MAX_OFFENCES: usize = 100;

/// A row that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "AuditOffence")]
pub struct Offence {
    /// What was broken: a stable name, such as `balance` or `never_negative`.
    pub rule: String,
    /// The table of the row.
    pub table: String,
    /// Its key, as people read it.
    pub key: String,
    /// What should be there.
    pub expected: String,
    /// What is.
    pub found: String,
}

/// How many rows an audit looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, schemars::JsonSchema)]
#[schemars(rename = "AuditChecked")]
pub struct Checked {
    /// Accounts of the ledger.
    pub ledger_accounts: u64,
    /// Transfers of the ledger.
    pub ledger_transfers: u64,
    /// Pending ones among them.
    pub pending: u64,
    /// Rows of histories.
    pub history: u64,
    /// Wallets.
    pub wallets: u64,
    /// Transfers between friends.
    pub transfers: u64,
    /// Payments by a pay code.
    pub payments: u64,
    /// Requests for money.
    pub requests: u64,
    /// Red packets.
    pub packets: u64,
    /// Shares that were taken from them.
    pub claims: u64,
    /// Merchants.
    pub merchants: u64,
    /// Their orders.
    pub orders: u64,
    /// Refunds of orders.
    pub refunds: u64,
    /// Withdrawals.
    pub withdrawals: u64,
    /// Statements of the bank.
    pub statements: u64,
    /// Their lines.
    pub bank_entries: u64,
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, schemars::JsonSchema)]
pub struct Audit {
    /// How many rows were looked at.
    pub checked: Checked,
    /// Lucky packets that were closed without the key that draws them: they returned, and nobody can check their draw.
    pub undrawn: u64,
    /// How many offences there are.
    pub offences: u64,
    /// The first of them.
    pub first: Vec<Offence>,
}

impl Audit {
    /// Whether nothing was found.
    pub fn is_in_order(&self) -> bool {
        self.offences == 0
    }

    pub(crate) fn offend(
        &mut self,
        rule: &str,
        table: sapa_store::Prefix,
        key: impl ToString,
        expected: impl ToString,
        found: impl ToString,
    ) {
        self.offences += 1;
        if self.first.len() < MAX_OFFENCES {
            self.first.push(Offence {
                rule: rule.to_owned(),
                table: table.name.to_owned(),
                key: key.to_string(),
                expected: expected.to_string(),
                found: found.to_string(),
            });
        }
    }

    pub(crate) fn unreadable(&mut self, table: &str, reason: String) {
        self.offences += 1;
        self.first.push(Offence {
            rule: "unreadable".to_owned(),
            table: table.to_owned(),
            key: "a row".to_owned(),
            expected: "what this version can read".to_owned(),
            found: reason,
        });
    }

    /// Names a row whose value is another than expected.
    pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        rule: &str,
        table: sapa_store::Prefix,
        key: impl ToString,
        expected: &T,
        found: &T,
    ) {
        if expected != found {
            self.offend(
                rule,
                table,
                key,
                format!("{expected:?}"),
                format!("{found:?}"),
            );
        }
    }
}
