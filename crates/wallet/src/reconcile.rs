//! Reconciliation: what the bank said beside what the ledger says, with every difference named.

use std::time::Duration;

use sapa_kernel::{AccountId, Amount, Currency, Empty, Money, Operator, PaymentId, Timestamp};
use sapa_ledger::LedgerId;
use sapa_store::{Descending, Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use crate::book::{bank_balance, is_open, last};
use crate::keys::{
    BANK_ENTRIES, CELL, PaymentKind, REJECTED_FILES, STATEMENT_ORDER, STATEMENTS, SUSPENSE,
    UNCLAIMED, WALLETS, WITHDRAWALS, WITHDRAWALS_OPEN, bank_payment_id,
};
use crate::model::{BookedAs, WithdrawalState};
use crate::movement::{Movement, balance_of};
use crate::notes::clean_reason;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, changed};

/// A withdrawal that the bank has not settled after this long is named.
pub const SLOW_WITHDRAWAL: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// Rows of each part of the report at most.
const MAX_ROWS: usize = 200;

/// Lines of statements that are looked through for differences, the newest statements first.
const MAX_STATEMENTS: usize = 400;

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Reconciliation {
    /// In which currency; absent while the cell offers no wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What the cell has at its bank, as the ledger says.
    pub ledger_balance: Amount,
    /// What the last statement says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement_balance: Option<Amount>,
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
    /// Lines that somebody has to look at: at most 200.
    pub differences: Vec<Difference>,
    /// Withdrawals that the bank has not settled for three days: at most 200.
    pub slow_withdrawals: Vec<SlowWithdrawal>,
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
    pub opening: Amount,
    /// What was on it after.
    pub closing: Amount,
    /// What the ledger said after booking.
    pub ledger: Amount,
    /// How many lines it has.
    pub entries: u32,
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
    let statement_balance = last(read)?.map(|(_, row)| row.closing);
    let suspense = sapa_ledger::account(read, SUSPENSE)?;
    let (suspense_in, suspense_out) = suspense.map_or((Amount::ZERO, Amount::ZERO), |account| {
        (
            account.credits_posted.saturating_sub(account.debits_posted),
            account.debits_posted.saturating_sub(account.credits_posted),
        )
    });
    let statements = statements(read)?;
    let differences = differences(read, &statements)?;
    let slow_withdrawals = slow_withdrawals(read)?;
    let balanced = statement_balance.is_none_or(|balance| balance == ledger_balance);
    Ok(Reconciliation {
        currency: CELL.get(read, &())?.map(|row| row.currency),
        ledger_balance,
        statement_balance,
        in_order: balanced && differences.is_empty() && slow_withdrawals.is_empty(),
        suspense_in,
        suspense_out,
        unclaimed: balance_of(read, UNCLAIMED)?.available,
        statements: statements.into_iter().take(MAX_ROWS).collect(),
        differences,
        slow_withdrawals,
        rejected_files: rejected_files(read)?,
    })
}

fn statements(read: &dyn Read) -> Result<Vec<BookedStatement>, Error> {
    let mut list = Vec::new();
    for (_, id) in STATEMENT_ORDER.scan(read, Scan::all().limit(MAX_STATEMENTS))? {
        if let Some(row) = STATEMENTS.get(read, &(id.clone(),))? {
            list.push(BookedStatement {
                id,
                booked_at: row.booked_at,
                opening: row.opening,
                closing: row.closing,
                ledger: row.ledger,
                entries: row.entries,
                differences: row.differences,
            });
        }
    }
    Ok(list)
}

fn differences(read: &dyn Read, statements: &[BookedStatement]) -> Result<Vec<Difference>, Error> {
    let mut list = Vec::new();
    for statement in statements.iter().filter(|row| row.differences > 0) {
        let scan = Scan::under(&(statement.id.clone(),));
        BANK_ENTRIES.visit(read, scan, |(statement, reference), row| {
            if is_open(&row) {
                list.push(Difference {
                    statement,
                    reference,
                    problem: row.booked_as,
                    credit: row.credit,
                    money: row.money,
                    booked_at: row.booked_at,
                    counterparty: row.counterparty,
                    remittance: row.remittance,
                    account: row.account,
                });
            }
            list.len() < MAX_ROWS
        })?;
        if list.len() >= MAX_ROWS {
            break;
        }
    }
    Ok(list)
}

fn slow_withdrawals(read: &dyn Read) -> Result<Vec<SlowWithdrawal>, Error> {
    let mut list = Vec::new();
    for (payment,) in WITHDRAWALS_OPEN.keys(read, Scan::all())? {
        let Some(row) = WITHDRAWALS.get(read, &(payment,))? else {
            continue;
        };
        if read.now().since(row.asked_at) > SLOW_WITHDRAWAL {
            list.push(SlowWithdrawal {
                payment,
                account: row.account,
                money: row.money,
                asked_at: row.asked_at,
                sent: row.state == WithdrawalState::Sent,
            });
        }
        if list.len() >= MAX_ROWS {
            break;
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

/// Input of `wallet.resolve_difference`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct ResolveDifference {
    /// The statement.
    pub statement: String,
    /// The line's reference.
    pub reference: String,
    /// Whose money it is.
    pub account: AccountId,
}

/// Gives money that came in without a known reference to its owner. What came with an amount that nobody can pay stays
/// where it is: the operator sends it back.
///
/// # Errors
/// [`Error::NotFound`], [`Error::AlreadySettled`], [`Error::OtherUnavailable`], [`Error::AmountInvalid`].
pub fn resolve_difference(
    tx: &mut Tx<'_>,
    _: &Operator,
    input: &ResolveDifference,
) -> Result<Receipt, Error> {
    let key = (input.statement.clone(), input.reference.clone());
    let mut row = BANK_ENTRIES.get(tx, &key)?.ok_or(Error::NotFound("line"))?;
    if !is_open(&row) || !row.credit {
        return Err(Error::AlreadySettled { state: "settled" });
    }
    let wallet = WALLETS.get(tx, &(input.account,))?;
    if wallet.is_none_or(|wallet| wallet.abandoned) {
        return Err(Error::OtherUnavailable);
    }
    crate::purse::check_money(row.money.currency, row.money)?;
    let payment = bank_payment_id(&input.statement, &input.reference);
    Movement {
        payment,
        number: 1,
        from: SUSPENSE,
        to: LedgerId::from(input.account),
        money: row.money,
        kind: PaymentKind::TopUp,
    }
    .make(tx)?;
    row.booked_as = BookedAs::Resolved;
    row.account = Some(input.account);
    let money = row.money;
    BANK_ENTRIES.put(tx, &key, &row)?;
    changed(tx, input.account);
    Ok(Receipt::of(
        input.account,
        ReceiptKind::TopUp,
        payment,
        money,
    ))
}

/// Input of `wallet.close_difference`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct CloseDifference {
    /// The statement.
    pub statement: String,
    /// The line's reference.
    pub reference: String,
    /// What it was, and how it was settled: 3 to 200 characters.
    pub reason: String,
}

/// Takes a line off the list of those that somebody has to look at: a fee of the bank, money that was sent back outside. What
/// it moved stays in suspense.
///
/// # Errors
/// [`Error::ReasonInvalid`], [`Error::NotFound`], [`Error::AlreadySettled`].
pub fn close_difference(
    tx: &mut Tx<'_>,
    _: &Operator,
    input: CloseDifference,
) -> Result<Empty, Error> {
    let reason = clean_reason(&input.reason)?;
    let key = (input.statement, input.reference);
    let mut row = BANK_ENTRIES.get(tx, &key)?.ok_or(Error::NotFound("line"))?;
    if !is_open(&row) {
        return Err(Error::AlreadySettled { state: "settled" });
    }
    row.closed = Some(reason);
    BANK_ENTRIES.put(tx, &key, &row)?;
    Ok(Empty {})
}
