//! Booking what the bank says: top-ups come in, withdrawals are settled, and what nobody knows is kept apart.
//!
//! A statement is booked once, by its id and the hash of its content, wholly or not at all. It begins where the last one
//! ended, so that the cell's account in the ledger says after each statement what the statement says.

use minicbor::bytes::ByteArray;
use sapa_bank::{Entry, SignedAmount, Statement};
use sapa_kernel::{AccountId, Amount, Money, PaymentId};
use sapa_ledger::LedgerId;
use sapa_store::{Descending, Read, Scan, StoreError, Tx};

use crate::keys::{
    BANK, BANK_ENTRIES, CELL, PaymentKind, REJECTED_FILES, STATEMENT_ORDER, STATEMENTS, SUSPENSE,
    bank_payment_id,
};
use crate::model::{
    BankEntryRow, BookedAs, RejectedFileRow, StatementRow, WithdrawalRow, WithdrawalState,
};
use crate::movement::Movement;
use crate::open::owner_of_reference;
use crate::receipts::{Receipt, ReceiptKind};
use crate::settings::open_books;
use crate::{Error, MAX_STATEMENT_ENTRIES, changed, withdraw};

/// What came of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Booked {
    /// It had been booked before: nothing happened.
    pub before: bool,
    /// What conversations *Wallet* say.
    pub receipts: Vec<Receipt>,
    /// Lines that an operator has to look at.
    pub differences: u32,
}

/// Characters that are kept of what a payer wrote.
const MAX_REMITTANCE: usize = 280;
/// Characters that are kept of the name of the other side.
const MAX_COUNTERPARTY: usize = 140;
/// Characters that are kept of the bank's code for why a withdrawal came back.
const MAX_RETURN_REASON: usize = 50;
/// Bytes of a statement's id, and of a line's reference: both stand in keys. The standard has 35 characters.
const MAX_REFERENCE_BYTES: usize = 400;

/// Books a statement.
///
/// # Errors
/// [`Error::NotOffered`], [`Error::StatementChanged`], [`Error::StatementInvalid`]. Nothing is booked then.
pub fn book_statement(tx: &mut Tx<'_>, statement: &Statement) -> Result<Booked, Error> {
    let sha256 = statement.digest();
    if let Some(row) = STATEMENTS.get(tx, &(statement.id.clone(),))? {
        if *row.sha256 != sha256 {
            return Err(Error::StatementChanged {
                id: statement.id.clone(),
            });
        }
        return Ok(Booked {
            before: true,
            ..Booked::default()
        });
    }
    let (opening, closing) = check(tx, statement)?;
    open_books(tx, statement.currency)?;
    if last(tx)?.is_none() {
        book_first_balance(tx, statement, opening)?;
    }
    let mut booked = Booked::default();
    for entry in in_order(tx, statement)? {
        book_entry(tx, statement, entry, &mut booked).map_err(|error| match error {
            // Such as a balance below nothing in between. It is the file that does not fit: somebody has to see it.
            Error::Refused(problem) => invalid(statement, problem),
            other => other,
        })?;
    }
    let ledger = bank_balance(tx)?;
    if ledger != closing {
        // The statement's own sum was checked: only a defect of ours gets here.
        let problem = format!("the ledger has {ledger}, the statement {closing}");
        return Err(invalid(statement, problem));
    }
    let row = StatementRow {
        sha256: ByteArray::from(sha256),
        booked_at: tx.now(),
        opening,
        closing,
        entries: u32::try_from(statement.entries.len()).unwrap_or(u32::MAX),
        differences: booked.differences,
        ledger,
    };
    STATEMENTS.put(tx, &(statement.id.clone(),), &row)?;
    let newest = STATEMENT_ORDER.first(tx, Scan::all())?;
    let number = newest.map_or(0, |((Descending(number),), _)| number) + 1;
    STATEMENT_ORDER.put(tx, &(Descending(number),), &statement.id)?;
    Ok(booked)
}

/// What is booked, in the order in which it is: what came in before what left, so that the account is not overdrawn in
/// between; and what came back last, for it has left before, wherever the bank wrote it.
fn in_order<'a>(read: &dyn Read, statement: &'a Statement) -> Result<Vec<&'a Entry>, Error> {
    let (mut came, mut left, mut came_back) = (Vec::new(), Vec::new(), Vec::new());
    for entry in statement.entries.iter().filter(|entry| entry.booked) {
        let list = match entry.credit {
            false => &mut left,
            true if withdraw::of_end_to_end(read, entry.end_to_end_id.as_deref())?.is_some() => {
                &mut came_back
            }
            true => &mut came,
        };
        list.push(entry);
    }
    came.extend(left);
    came.extend(came_back);
    Ok(came)
}

fn invalid(statement: &Statement, problem: String) -> Error {
    Error::StatementInvalid {
        id: statement.id.clone(),
        problem,
    }
}

/// The last statement that was booked.
pub(crate) fn last(read: &dyn Read) -> Result<Option<(String, StatementRow)>, StoreError> {
    let Some((_, id)) = STATEMENT_ORDER.first(read, Scan::all())? else {
        return Ok(None);
    };
    Ok(STATEMENTS.get(read, &(id.clone(),))?.map(|row| (id, row)))
}

/// What the cell has at its bank, as the ledger says.
pub(crate) fn bank_balance(read: &dyn Read) -> Result<Amount, StoreError> {
    let account = sapa_ledger::account(read, BANK)?;
    Ok(account.map_or(Amount::ZERO, |account| {
        account.debits_posted.saturating_sub(account.credits_posted)
    }))
}

/// Opening and closing balance, if the statement fits to the cell and to the one before.
fn check(tx: &Tx<'_>, statement: &Statement) -> Result<(Amount, Amount), Error> {
    let cell = CELL.get(tx, &())?.ok_or(Error::NotOffered)?;
    if statement.currency != cell.currency {
        let problem = format!("it is in {}, not {}", statement.currency, cell.currency);
        return Err(invalid(statement, problem));
    }
    if statement.entries.len() > MAX_STATEMENT_ENTRIES {
        let problem = format!("it has more than {MAX_STATEMENT_ENTRIES} entries");
        return Err(invalid(statement, problem));
    }
    let references = statement.entries.iter().map(|entry| &entry.reference);
    if references
        .chain([&statement.id])
        .any(|text| text.len() > MAX_REFERENCE_BYTES)
    {
        let problem = format!("an id or a reference has more than {MAX_REFERENCE_BYTES} bytes");
        return Err(invalid(statement, problem));
    }
    let balance = |amount: &SignedAmount| {
        if amount.is_debit() {
            let problem = "the account is overdrawn".to_owned();
            return Err(invalid(statement, problem));
        }
        Ok(amount.amount())
    };
    let (opening, closing) = (balance(&statement.opening)?, balance(&statement.closing)?);
    if let Some((before, row)) = last(tx)?
        && row.closing != opening
    {
        let problem = format!(
            "it begins with {opening}, but statement {before} ended with {}: one is missing between them, or it comes too late",
            row.closing
        );
        return Err(invalid(statement, problem));
    }
    Ok((opening, closing))
}

/// The first statement may find money on the account: whose it is nobody knows yet.
fn book_first_balance(
    tx: &mut Tx<'_>,
    statement: &Statement,
    opening: Amount,
) -> Result<(), Error> {
    if opening.is_zero() {
        return Ok(());
    }
    Movement {
        payment: bank_payment_id(&statement.id, ""),
        number: 0,
        from: BANK,
        to: SUSPENSE,
        money: Money {
            amount: opening,
            currency: statement.currency,
        },
        kind: PaymentKind::Bank,
    }
    .make(tx)
}

fn book_entry(
    tx: &mut Tx<'_>,
    statement: &Statement,
    entry: &Entry,
    booked: &mut Booked,
) -> Result<(), Error> {
    let payment = bank_payment_id(&statement.id, &entry.reference);
    let withdrawal = withdraw::of_end_to_end(tx, entry.end_to_end_id.as_deref())?;
    let (booked_as, account) = match (entry.credit, withdrawal) {
        (true, Some((id, row))) if may_return(&row, entry) => {
            let account = row.account;
            return_withdrawal(tx, payment, id, row, entry, booked)?;
            (BookedAs::WithdrawalReturned, Some(account))
        }
        (true, Some((_, row))) => {
            let (booked_as, owner) = top_up(tx, payment, entry, booked)?;
            (booked_as, owner.or(Some(row.account)))
        }
        (true, None) => top_up(tx, payment, entry, booked)?,
        (false, Some((id, row))) if may_pay_out(&row, entry) => {
            let account = row.account;
            pay_out(tx, id, row, booked)?;
            (BookedAs::Withdrawal, Some(account))
        }
        (false, Some((_, row))) => {
            set_aside(tx, payment, entry)?;
            // With the right amount it was settled before: it left twice, or after it was taken back.
            let again = row.money == entry.amount;
            let booked_as = if again {
                BookedAs::UnknownDebit
            } else {
                BookedAs::WrongAmount
            };
            (booked_as, Some(row.account))
        }
        (false, None) => {
            set_aside(tx, payment, entry)?;
            (BookedAs::UnknownDebit, None)
        }
    };
    if is_difference(booked_as) {
        booked.differences += 1;
    }
    let row = BankEntryRow {
        closed: None,
        money: entry.amount,
        credit: entry.credit,
        booked_at: entry.booked_at,
        booked_as,
        account,
        counterparty: entry
            .counterparty_name
            .as_deref()
            .map(|name| begin_of(name, MAX_COUNTERPARTY)),
        remittance: begin_of(&entry.remittance.join(" "), MAX_REMITTANCE),
    };
    let key = (statement.id.clone(), entry.reference.clone());
    Ok(BANK_ENTRIES.put(tx, &key, &row)?)
}

fn begin_of(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

/// Whether an operator has to look at a line.
pub(crate) fn is_open(row: &BankEntryRow) -> bool {
    is_difference(row.booked_as) && row.closed.is_none()
}

/// Whether a line is not what somebody here asked for.
fn is_difference(booked_as: BookedAs) -> bool {
    matches!(
        booked_as,
        BookedAs::UnknownReference
            | BookedAs::OffStep
            | BookedAs::UnknownDebit
            | BookedAs::WrongAmount
    )
}

fn may_pay_out(row: &WithdrawalRow, entry: &Entry) -> bool {
    // A crash may have come between telling the bank and noting that it was told.
    let told = row.message.is_some();
    // A reversal takes back what came in: its id is what the payer wrote then, which may be that of a withdrawal.
    let paid = row.money == entry.amount && !entry.reversal;
    told && paid && matches!(row.state, WithdrawalState::Waiting | WithdrawalState::Sent)
}

fn may_return(row: &WithdrawalRow, entry: &Entry) -> bool {
    row.state == WithdrawalState::Done && row.money == entry.amount
}

fn pay_out(
    tx: &mut Tx<'_>,
    id: PaymentId,
    row: WithdrawalRow,
    booked: &mut Booked,
) -> Result<(), Error> {
    if row.state == WithdrawalState::Waiting {
        // It was told all the same, and so were the others of the message.
        withdraw::message_arrived(tx, row.message.as_ref())?;
    }
    withdraw::movement(id, 1, &row).post(tx)?;
    let receipt = Receipt::of(row.account, ReceiptKind::WithdrawalDone, id, row.money);
    booked.receipts.push(receipt);
    withdraw::settle(tx, id, row, WithdrawalState::Done, None)
}

fn return_withdrawal(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    id: PaymentId,
    row: WithdrawalRow,
    entry: &Entry,
    booked: &mut Booked,
) -> Result<(), Error> {
    Movement {
        payment,
        number: 0,
        from: BANK,
        to: LedgerId::from(row.account),
        money: row.money,
        kind: PaymentKind::Withdrawal,
    }
    .make(tx)?;
    let reason = entry
        .return_reason
        .as_deref()
        .map(|reason| begin_of(reason, MAX_RETURN_REASON));
    let receipt = Receipt::of(row.account, ReceiptKind::WithdrawalReturned, id, row.money)
        .noting(reason.clone());
    booked.receipts.push(receipt);
    let account = row.account;
    withdraw::settle(tx, id, row, WithdrawalState::Returned, reason)?;
    crate::abandon::sweep_if_abandoned(tx, account)
}

/// Money that came in: for the wallet whose reference stands on it, else set aside.
fn top_up(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    entry: &Entry,
    booked: &mut Booked,
) -> Result<(BookedAs, Option<AccountId>), Error> {
    let texts = entry
        .remittance
        .iter()
        .map(String::as_str)
        .chain(entry.end_to_end_id.as_deref());
    let mut owner = None;
    for text in texts {
        owner = owner.or(owner_of_reference(tx, text)?);
    }
    // Banks break lines where they like.
    if owner.is_none() {
        owner = owner_of_reference(tx, &entry.remittance.concat())?;
    }
    let Some(account) = owner else {
        set_aside(tx, payment, entry)?;
        return Ok((BookedAs::UnknownReference, None));
    };
    if !entry.amount.is_payable() {
        set_aside(tx, payment, entry)?;
        return Ok((BookedAs::OffStep, Some(account)));
    }
    Movement {
        payment,
        number: 0,
        from: BANK,
        to: LedgerId::from(account),
        money: entry.amount,
        kind: PaymentKind::TopUp,
    }
    .make(tx)?;
    changed(tx, account);
    let receipt = Receipt::of(account, ReceiptKind::TopUp, payment, entry.amount);
    booked.receipts.push(receipt);
    Ok((BookedAs::TopUp, Some(account)))
}

/// Books a line whose meaning nobody knows yet against the suspense account.
fn set_aside(tx: &mut Tx<'_>, payment: PaymentId, entry: &Entry) -> Result<(), Error> {
    if entry.amount.amount.is_zero() {
        return Ok(());
    }
    let (from, to) = if entry.credit {
        (BANK, SUSPENSE)
    } else {
        (SUSPENSE, BANK)
    };
    Movement {
        payment,
        number: 0,
        from,
        to,
        money: entry.amount,
        kind: PaymentKind::Bank,
    }
    .make(tx)
}

/// Remembers a file that could not be booked, so that operators see it.
///
/// # Errors
/// Only if the store fails.
pub fn note_rejected_file(
    tx: &mut Tx<'_>,
    name: String,
    sha256: [u8; 32],
    reason: String,
) -> Result<(), Error> {
    let row = RejectedFileRow {
        sha256: ByteArray::from(sha256),
        reason,
    };
    Ok(REJECTED_FILES.put(tx, &(Descending(tx.now()), name), &row)?)
}
