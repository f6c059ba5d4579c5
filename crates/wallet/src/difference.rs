//! What operators do about lines of the bank that nobody asked for: each is logged, and nobody acts for themselves.

use sapa_kernel::{AccountId, Empty, Operator, PaymentId};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Scan, Tx};
use serde::Deserialize;

use crate::book_entry::{is_open, put_line};
use crate::keys::{
    BANK_ENTRIES, BANK_LINES_OPEN, PaymentKind, SUSPENSE, WALLETS, WITHDRAWALS, bank_payment_id,
};
use crate::model::{BankEntryRow, BookedAs, WithdrawalRow, WithdrawalState};
use crate::movement::Movement;
use crate::notes::clean_reason;
use crate::operators::log;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, changed, withdraw};

/// The line, while somebody has to look at it.
fn open_line(
    read: &dyn Read,
    statement: &str,
    reference: &str,
    credit: Option<bool>,
) -> Result<BankEntryRow, Error> {
    let key = (statement.to_owned(), reference.to_owned());
    let row = BANK_ENTRIES
        .get(read, &key)?
        .ok_or(Error::NotFound("line"))?;
    match is_open(&row) && credit.is_none_or(|credit| row.credit == credit) {
        true => Ok(row),
        false => Err(Error::AlreadySettled { state: "settled" }),
    }
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
    /// How that is known: 3 to 200 characters. It is kept with who did it.
    pub reason: String,
}

/// Gives money that came in without a known reference to its owner. What came with an amount that nobody can pay stays
/// where it is: the operator sends it back. So does a withdrawal that came back after its owner had the money again.
///
/// # Errors
/// [`Error::ReasonInvalid`], [`Error::NotFound`], [`Error::AlreadySettled`], [`Error::Yourself`],
/// [`Error::OtherUnavailable`], [`Error::AmountInvalid`].
pub fn resolve_difference(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &ResolveDifference,
) -> Result<Receipt, Error> {
    let reason = clean_reason(&input.reason)?;
    let mut row = open_line(tx, &input.statement, &input.reference, Some(true))?;
    if operator.account == Some(input.account) {
        return Err(Error::Yourself);
    }
    let wallet = WALLETS.get(tx, &(input.account,))?;
    if wallet.is_none_or(|wallet| wallet.abandoned) {
        return Err(Error::OtherUnavailable);
    }
    if let Some(state) = has_it_otherwise(tx, &row, input.account)? {
        return Err(Error::AlreadySettled { state });
    }
    crate::purse::check_money(row.money.currency, row.money)?;
    log(tx, operator, input.account, &reason)?;
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
    put_line(tx, &input.statement, &input.reference, &row)?;
    changed(tx, input.account);
    Ok(Receipt::of(
        input.account,
        ReceiptKind::TopUp,
        payment,
        row.money,
    ))
}

/// How the owner of the withdrawal that a line names has that money, if they do: it is back, or it is still held and comes back
/// or is paid out by another line.
fn has_it_otherwise(
    read: &dyn Read,
    line: &BankEntryRow,
    account: AccountId,
) -> Result<Option<&'static str>, Error> {
    let Some(payment) = line.withdrawal else {
        return Ok(None);
    };
    let row = WITHDRAWALS.get(read, &(payment,))?;
    let theirs = row.filter(|row| row.account == account);
    Ok(theirs.and_then(|row| match row.state {
        WithdrawalState::Returned | WithdrawalState::Withdrawn => Some("returned"),
        WithdrawalState::Sent | WithdrawalState::Waiting => Some("held"),
        // Once it was paid out, one return of it is theirs.
        WithdrawalState::Done => None,
    }))
}

/// Nobody decides about their own money.
fn check_other(read: &dyn Read, operator: &Operator, line: &BankEntryRow) -> Result<(), Error> {
    let named = match line.withdrawal {
        Some(payment) => WITHDRAWALS.get(read, &(payment,))?.map(|row| row.account),
        None => None,
    };
    let own = operator.account.is_some() && [line.account, named].contains(&operator.account);
    if own { Err(Error::Yourself) } else { Ok(()) }
}

/// Input of `wallet.match_withdrawal`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct MatchWithdrawal {
    /// The statement.
    pub statement: String,
    /// The line's reference.
    pub reference: String,
    /// The withdrawal that it paid out.
    pub payment: PaymentId,
    /// How that is known: 3 to 200 characters. It is kept with who did it.
    pub reason: String,
}

/// Says that money left for a withdrawal, though the line does not name it, or has a fee on top. The withdrawal is done;
/// what the line has more than it stays in suspense: the cell's own cost.
///
/// # Errors
/// [`Error::ReasonInvalid`], [`Error::NotFound`], [`Error::AlreadySettled`], [`Error::CurrencyMismatch`],
/// [`Error::LineTooSmall`]; if the bank was not told of the withdrawal, [`Error::AlreadySettled`] with `waiting`.
pub fn match_withdrawal(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &MatchWithdrawal,
) -> Result<Receipt, Error> {
    let reason = clean_reason(&input.reason)?;
    let mut line = open_line(tx, &input.statement, &input.reference, Some(false))?;
    let mut row = WITHDRAWALS
        .get(tx, &(input.payment,))?
        .ok_or(Error::NotFound("withdrawal"))?;
    check_may_be_paid(&row)?;
    if operator.account == Some(row.account) {
        return Err(Error::Yourself);
    }
    if line.money.currency != row.money.currency {
        return Err(Error::CurrencyMismatch {
            currency: row.money.currency,
        });
    }
    if line.money.amount < row.money.amount {
        return Err(Error::LineTooSmall {
            least: row.money.amount,
        });
    }
    log(tx, operator, row.account, &reason)?;
    if row.state == WithdrawalState::Waiting {
        withdraw::message_arrived(tx, row.message.as_ref())?;
    }
    // What the line moved came from suspense: what was held goes there.
    withdraw::movement(input.payment, 1, &row).void(tx)?;
    Movement {
        to: SUSPENSE,
        ..withdraw::movement(input.payment, 2, &row)
    }
    .make(tx)?;
    line.booked_as = BookedAs::Matched;
    line.account = Some(row.account);
    line.withdrawal = Some(input.payment);
    put_line(tx, &input.statement, &input.reference, &line)?;
    row.matched = true;
    let (account, money) = (row.account, row.money);
    withdraw::settle(tx, input.payment, row, WithdrawalState::Done, None)?;
    Ok(Receipt::of(
        account,
        ReceiptKind::WithdrawalDone,
        input.payment,
        money,
    ))
}

fn check_may_be_paid(row: &WithdrawalRow) -> Result<(), Error> {
    let state = match row.state {
        WithdrawalState::Sent => return Ok(()),
        WithdrawalState::Waiting if row.message.is_some() => return Ok(()),
        WithdrawalState::Waiting => "waiting",
        WithdrawalState::Done => "done",
        WithdrawalState::Returned | WithdrawalState::Withdrawn => "returned",
    };
    Err(Error::AlreadySettled { state })
}

/// Refuses while a line of money that left may be the withdrawal: it names it, or it names none and has as much.
pub(crate) fn check_no_line_may_be(
    read: &dyn Read,
    payment: PaymentId,
    row: &WithdrawalRow,
) -> Result<(), Error> {
    for (_, statement, reference) in BANK_LINES_OPEN.keys(read, Scan::all())? {
        let key = (statement, reference);
        let may_be = BANK_ENTRIES.get(read, &key)?.is_some_and(|line| {
            let nameless = line.withdrawal.is_none() && line.money.amount >= row.money.amount;
            !line.credit && (line.withdrawal == Some(payment) || nameless)
        });
        if may_be {
            let (statement, reference) = key;
            return Err(Error::LineOpen {
                statement,
                reference,
            });
        }
    }
    Ok(())
}

/// Input of `wallet.close_difference`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct CloseDifference {
    /// The statement.
    pub statement: String,
    /// The line's reference.
    pub reference: String,
    /// What it was, and how it was settled: 3 to 200 characters. It is kept with who did it.
    pub reason: String,
}

/// Takes a line off the list of those that somebody has to look at: a fee of the bank, money that was sent back outside. What
/// it moved stays in suspense.
///
/// # Errors
/// [`Error::ReasonInvalid`], [`Error::NotFound`], [`Error::AlreadySettled`].
pub fn close_difference(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: CloseDifference,
) -> Result<Empty, Error> {
    let reason = clean_reason(&input.reason)?;
    let mut row = open_line(tx, &input.statement, &input.reference, None)?;
    check_other(tx, operator, &row)?;
    log(tx, operator, row.account, &reason)?;
    row.closed = Some(reason);
    put_line(tx, &input.statement, &input.reference, &row)?;
    Ok(Empty {})
}
