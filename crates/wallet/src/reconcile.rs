//! Reconciliation: what the bank said beside what the ledger says, with every difference named.

use std::cmp::Reverse;
use std::time::Duration;

use sapa_bank::SignedAmount;
use sapa_kernel::{AccountId, Amount, Currency, Empty, Money, Operator, PaymentId, Timestamp};
use sapa_store::{Descending, Read, Scan};
use serde::Serialize;

use crate::Error;
use crate::book::{bank_balance, last};
use crate::keys::{
    BANK_ENTRIES, BANK_LINES_OPEN, CELL, REJECTED_FILES, STATEMENT_ORDER, STATEMENTS, SUSPENSE,
    UNCLAIMED, WAITING_FILES, WITHDRAWALS, WITHDRAWALS_OPEN,
};
use crate::model::{BookedAs, WaitingFileRow, WithdrawalRow, WithdrawalState};
use crate::movement::balance_of;

/// A withdrawal that the bank has not settled after this long is named.
pub const SLOW_WITHDRAWAL: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// Rows of each part of the report at most.
const MAX_ROWS: usize = 200;

/// Open withdrawals that are looked through for one that a line may have paid out, the earliest.
const MAX_TOLD: usize = 2_000;

/// Withdrawals that are named for a line.
const MAX_CANDIDATES: usize = 10;

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Reconciliation {
    /// In which currency; absent while the cell offers no wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What the cell has at its bank, as the ledger says.
    pub ledger_balance: SignedAmount,
    /// What the last statement says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement_balance: Option<SignedAmount>,
    /// Both are the same, and nothing below needs somebody.
    pub in_order: bool,
    /// Money that came in, or left, for reasons that nobody knows: what came in, less what left.
    pub suspense_in: Amount,
    /// Money that left for reasons that nobody knows, beyond what came in.
    pub suspense_out: Amount,
    /// Money of deleted accounts.
    pub unclaimed: Amount,
    /// Statements, the newest first: at most 200.
    pub statements: Vec<BookedStatement>,
    /// Lines that somebody has to look at, the oldest first: at most 200.
    pub differences: Vec<Difference>,
    /// Withdrawals that the bank has not settled for three days, the oldest first: at most 200.
    pub slow_withdrawals: Vec<SlowWithdrawal>,
    /// Files that cannot be booked before another one has come: at most 200.
    pub waiting_files: Vec<WaitingFile>,
    /// Files that could not be booked, the newest first: at most 200.
    pub rejected_files: Vec<RejectedFile>,
}

/// A statement that was booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct BookedStatement {
    /// The bank's id of it.
    pub id: String,
    /// When it was booked.
    pub booked_at: Timestamp,
    /// What was on the account before.
    pub opening: SignedAmount,
    /// What was on it after.
    pub closing: SignedAmount,
    /// What the ledger said after booking.
    pub ledger: SignedAmount,
    /// How many lines it has.
    pub entries: u32,
    /// How many of them are not booked yet.
    pub left: u32,
    /// How many of them somebody had to look at.
    pub differences: u32,
}

/// A line that somebody has to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Difference {
    /// The statement.
    pub statement: String,
    /// The line's reference.
    pub reference: String,
    /// What is strange about it.
    pub problem: BookedAs,
    /// Money that came in; else it left.
    pub credit: bool,
    /// How much.
    pub money: Money,
    /// When.
    pub booked_at: Timestamp,
    /// Who is on the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterparty: Option<String>,
    /// What they wrote.
    pub remittance: String,
    /// Whom it may concern.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The withdrawal that it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<NamedWithdrawal>,
    /// Money that left: withdrawals that it may have paid out, at most 10. Those that it has nearly the amount of come first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub may_be: Vec<NamedWithdrawal>,
}

/// A withdrawal that a line of the bank names, or may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct NamedWithdrawal {
    /// Which.
    pub payment: PaymentId,
    /// Whose.
    pub account: AccountId,
    /// How much was asked for.
    pub money: Money,
    /// What has become of it.
    pub state: WithdrawalState,
    /// When it was asked for.
    pub asked_at: Timestamp,
}

/// A withdrawal that the bank has not settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct SlowWithdrawal {
    /// Which.
    pub payment: PaymentId,
    /// Whose.
    pub account: AccountId,
    /// How much.
    pub money: Money,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Whether the bank has been told.
    pub sent: bool,
}

/// A file that cannot be booked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct WaitingFile {
    /// What it is called.
    pub name: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// For what.
    pub reason: String,
}

/// A file that could not be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RejectedFile {
    /// What it was called.
    pub name: String,
    /// When it was refused.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// The report, for an operator.
///
/// # Errors
/// Only if the store fails.
pub fn reconciliation(read: &dyn Read, _: &Operator, _: Empty) -> Result<Reconciliation, Error> {
    let ledger_balance = bank_balance(read)?;
    let last = last(read)?;
    let whole = last.as_ref().is_none_or(|(_, row)| row.left == 0);
    let statement_balance = last.map(|(_, row)| row.closing());
    let suspense = sapa_ledger::account(read, SUSPENSE)?;
    let (suspense_in, suspense_out) = suspense.map_or((Amount::ZERO, Amount::ZERO), |account| {
        (
            account.credits_posted.saturating_sub(account.debits_posted),
            account.debits_posted.saturating_sub(account.credits_posted),
        )
    });
    let differences = differences(read)?;
    let waiting_files = waiting_files(read)?;
    let slow_withdrawals = slow_withdrawals(read)?;
    let balanced = statement_balance.is_none_or(|balance| balance == ledger_balance);
    Ok(Reconciliation {
        currency: CELL.get(read, &())?.map(|row| row.currency),
        ledger_balance,
        statement_balance,
        in_order: balanced
            && whole
            && differences.is_empty()
            && waiting_files.is_empty()
            && slow_withdrawals.is_empty(),
        suspense_in,
        suspense_out,
        unclaimed: balance_of(read, UNCLAIMED)?.available,
        statements: statements(read)?,
        differences,
        slow_withdrawals,
        waiting_files,
        rejected_files: rejected_files(read)?,
    })
}

fn statements(read: &dyn Read) -> Result<Vec<BookedStatement>, Error> {
    let mut list = Vec::new();
    for (_, id) in STATEMENT_ORDER.scan(read, Scan::all().limit(MAX_ROWS))? {
        if let Some(row) = STATEMENTS.get(read, &(id.clone(),))? {
            list.push(BookedStatement {
                id,
                booked_at: row.booked_at,
                opening: row.opening(),
                closing: row.closing(),
                ledger: row.ledger(),
                entries: row.entries,
                left: row.left,
                differences: row.differences,
            });
        }
    }
    Ok(list)
}

fn differences(read: &dyn Read) -> Result<Vec<Difference>, Error> {
    let mut list = Vec::new();
    let mut told: Option<Vec<NamedWithdrawal>> = None;
    let open = BANK_LINES_OPEN.keys(read, Scan::all().limit(MAX_ROWS))?;
    for (_, statement, reference) in open {
        let key = (statement, reference);
        let Some(row) = BANK_ENTRIES.get(read, &key)? else {
            continue;
        };
        let may_be = match &mut told {
            _ if row.credit => Vec::new(),
            Some(told) => candidates(told, row.money),
            none => candidates(none.insert(told_withdrawals(read)?), row.money),
        };
        let (statement, reference) = key;
        list.push(Difference {
            may_be,
            statement,
            reference,
            problem: row.booked_as,
            credit: row.credit,
            money: row.money,
            booked_at: row.booked_at,
            counterparty: row.counterparty,
            remittance: row.remittance,
            account: row.account,
            withdrawal: named(read, row.withdrawal)?,
        });
    }
    Ok(list)
}

/// Withdrawals that the bank was told of and has not settled, the earliest of them.
fn told_withdrawals(read: &dyn Read) -> Result<Vec<NamedWithdrawal>, Error> {
    let mut list = Vec::new();
    for (_, payment) in WITHDRAWALS_OPEN.keys(read, Scan::all().limit(MAX_TOLD))? {
        if let Some(row) = WITHDRAWALS.get(read, &(payment,))?
            && row.message.is_some()
        {
            list.push(shown(payment, &row));
        }
    }
    Ok(list)
}

/// Those that a line may have paid out: it has as much at least. The nearest come first.
fn candidates(told: &[NamedWithdrawal], line: Money) -> Vec<NamedWithdrawal> {
    let mut fit: Vec<_> = told
        .iter()
        .filter(|row| row.money.currency == line.currency && row.money.amount <= line.amount)
        .collect();
    fit.sort_by_key(|row| (Reverse(row.money.amount), row.asked_at));
    fit.into_iter().take(MAX_CANDIDATES).cloned().collect()
}

fn named(read: &dyn Read, payment: Option<PaymentId>) -> Result<Option<NamedWithdrawal>, Error> {
    let Some(payment) = payment else {
        return Ok(None);
    };
    let row = WITHDRAWALS.get(read, &(payment,))?;
    Ok(row.map(|row| shown(payment, &row)))
}

fn shown(payment: PaymentId, row: &WithdrawalRow) -> NamedWithdrawal {
    NamedWithdrawal {
        payment,
        account: row.account,
        money: row.money,
        state: row.state,
        asked_at: row.asked_at,
    }
}

/// The files that cannot be booked before another one has come: at most 200.
///
/// # Errors
/// Only if the store fails.
pub fn waiting_files(read: &dyn Read) -> Result<Vec<WaitingFile>, Error> {
    let rows = WAITING_FILES.scan(read, Scan::all().limit(MAX_ROWS))?;
    let file = |((name,), row): ((String,), WaitingFileRow)| WaitingFile {
        name,
        since: row.since,
        reason: row.reason,
    };
    Ok(rows.into_iter().map(file).collect())
}

fn slow_withdrawals(read: &dyn Read) -> Result<Vec<SlowWithdrawal>, Error> {
    let mut list = Vec::new();
    for (asked_at, payment) in WITHDRAWALS_OPEN.keys(read, Scan::all().limit(MAX_ROWS))? {
        if read.now().since(asked_at) <= SLOW_WITHDRAWAL {
            break;
        }
        if let Some(row) = WITHDRAWALS.get(read, &(payment,))? {
            list.push(SlowWithdrawal {
                payment,
                account: row.account,
                money: row.money,
                asked_at,
                sent: row.state == WithdrawalState::Sent,
            });
        }
    }
    Ok(list)
}

fn rejected_files(read: &dyn Read) -> Result<Vec<RejectedFile>, Error> {
    let rows = REJECTED_FILES.scan(read, Scan::all().limit(MAX_ROWS))?;
    Ok(rows
        .into_iter()
        .map(|((Descending(at), name), row)| RejectedFile {
            name,
            at,
            reason: row.reason,
        })
        .collect())
}
