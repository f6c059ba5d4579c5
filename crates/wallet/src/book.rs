//! Booking what the bank says: statement by statement.
//!
//! A statement is booked once, by its id and the hash of its content; a copy under another id is told by its period, by
//! what the bank calls its lines, and by what they say. It begins where the last one ended, so that the cell's account in
//! the ledger says after each statement what the statement says. A long one is booked in parts, one transaction each: nothing
//! else is booked between them.

use minicbor::bytes::ByteArray;
use sapa_bank::{Entry, SignedAmount, Statement};
use sapa_kernel::Money;
use sapa_store::{Descending, Read, Scan, StoreError, Tx};
use sha2::{Digest, Sha256};

use crate::book_entry::{EntryBooked, book_entry};
use crate::keys::{
    BANK, BANK_ENTRIES, BANK_LINES, CELL, PaymentKind, REJECTED_FILES, STATEMENT_CONTENTS,
    STATEMENT_ORDER, STATEMENTS, SUSPENSE, WAITING_FILES, bank_payment_id,
};
use crate::model::{RejectedFileRow, StatementRow, WaitingFileRow};
use crate::movement::Movement;
use crate::receipts::Receipt;
use crate::settings::open_books;
use crate::{Error, MAX_STATEMENT_PART, withdraw};

/// What came of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Booked {
    /// It had been booked before: nothing happened.
    pub before: bool,
    /// There is more of it: book it again to go on.
    pub more: bool,
    /// What conversations *Wallet* say.
    pub receipts: Vec<Receipt>,
    /// Lines that an operator has to look at.
    pub differences: u32,
}

/// Bytes of a statement's id, and of a line's reference: both stand in keys. The standard has 35 characters.
const MAX_REFERENCE_BYTES: usize = 400;

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Books a statement, or the next part of it.
///
/// # Errors
/// [`Error::NotOffered`], [`Error::StatementChanged`], [`Error::StatementInvalid`], [`Error::StatementWaits`]. Nothing is
/// booked then.
pub fn book_statement(tx: &mut Tx<'_>, statement: &Statement) -> Result<Booked, Error> {
    let before = STATEMENTS.get(tx, &(statement.id.clone(),))?;
    let mut row = match before {
        Some(row) if *row.sha256 != statement.digest() => {
            return Err(Error::StatementChanged {
                id: statement.id.clone(),
            });
        }
        Some(row) if row.left == 0 => {
            return Ok(Booked {
                before: true,
                ..Booked::default()
            });
        }
        Some(row) => row,
        None => begin(tx, statement)?,
    };
    let mut booked = Booked::default();
    for entry in next_part(tx, statement)? {
        let EntryBooked {
            receipt,
            is_difference,
        } = book_entry(tx, statement, entry).map_err(|error| match error {
            // Such as a sum that no account can hold. It is the file that does not fit: somebody has to see it.
            Error::Refused(problem) => invalid(statement, problem),
            other => other,
        })?;
        booked.receipts.extend(receipt);
        booked.differences += u32::from(is_difference);
        row.left = row.left.saturating_sub(1);
    }
    row.differences += booked.differences;
    let ledger = bank_balance(tx)?;
    (row.ledger, row.ledger_owed) = (ledger.amount(), ledger.is_debit());
    booked.more = row.left > 0;
    if !booked.more && ledger != row.closing() {
        // The statement's own sum was checked: only a defect of ours gets here.
        let problem = format!("the ledger has {}, the statement {}", ledger, row.closing());
        return Err(invalid(statement, problem));
    }
    STATEMENTS.put(tx, &(statement.id.clone(),), &row)?;
    Ok(booked)
}

/// Takes a statement up that fits: its row, and its place in the order.
fn begin(tx: &mut Tx<'_>, statement: &Statement) -> Result<StatementRow, Error> {
    check(tx, statement)?;
    open_books(tx, statement.currency)?;
    let newest = STATEMENT_ORDER.first(tx, Scan::all())?;
    if newest.is_none() {
        book_first_balance(tx, statement)?;
    }
    let number = newest.map_or(0, |((Descending(number),), _)| number) + 1;
    STATEMENT_ORDER.put(tx, &(Descending(number),), &statement.id)?;
    if !statement.entries.is_empty() {
        STATEMENT_CONTENTS.put(tx, &(statement.content_digest(),), &statement.id)?;
    }
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let moves = statement.entries.iter().filter(|entry| entry.booked);
    Ok(StatementRow {
        sha256: ByteArray::from(statement.digest()),
        booked_at: tx.now(),
        opening: statement.opening.amount(),
        opening_owed: statement.opening.is_debit(),
        closing: statement.closing.amount(),
        closing_owed: statement.closing.is_debit(),
        entries: count(statement.entries.len()),
        differences: 0,
        ledger: statement.opening.amount(),
        ledger_owed: statement.opening.is_debit(),
        left: count(moves.count()),
        sequence: statement.sequence,
        until: statement.to,
    })
}

/// What is booked next, in this order: as the bank wrote it, but what came back last, for it has left before, wherever the
/// bank wrote it.
fn next_part<'a>(read: &dyn Read, statement: &'a Statement) -> Result<Vec<&'a Entry>, Error> {
    let (mut moved, mut came_back) = (Vec::new(), Vec::new());
    for entry in statement.entries.iter().filter(|entry| entry.booked) {
        let key = (statement.id.clone(), entry.reference.clone());
        if BANK_ENTRIES.contains(read, &key)? {
            continue;
        }
        let names = withdraw::of_end_to_end(read, entry.end_to_end_id.as_deref())?.is_some();
        match entry.credit && names {
            true => came_back.push(entry),
            false => moved.push(entry),
        }
    }
    moved.extend(came_back);
    moved.truncate(MAX_STATEMENT_PART);
    Ok(moved)
}

fn invalid(statement: &Statement, problem: String) -> Error {
    Error::StatementInvalid {
        id: statement.id.clone(),
        problem,
    }
}

/// The last statement that was booked, or of which a part was.
pub(crate) fn last(read: &dyn Read) -> Result<Option<(String, StatementRow)>, StoreError> {
    let Some((_, id)) = STATEMENT_ORDER.first(read, Scan::all())? else {
        return Ok(None);
    };
    Ok(STATEMENTS.get(read, &(id.clone(),))?.map(|row| (id, row)))
}

/// What the cell has at its bank, as the ledger says.
pub(crate) fn bank_balance(read: &dyn Read) -> Result<SignedAmount, StoreError> {
    let account = sapa_ledger::account(read, BANK)?;
    Ok(account.map_or(SignedAmount::ZERO, |account| {
        SignedAmount::of(account.debits_posted, account.credits_posted)
    }))
}

/// Whether the statement fits to the cell and to what was booked before.
fn check(tx: &Tx<'_>, statement: &Statement) -> Result<(), Error> {
    let cell = CELL.get(tx, &())?.ok_or(Error::NotOffered)?;
    if statement.currency != cell.currency {
        let problem = format!("it is in {}, not {}", statement.currency, cell.currency);
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
    let Some((before, row)) = last(tx)? else {
        return Ok(());
    };
    if row.left > 0 {
        let problem = format!("statement {before} is not wholly booked");
        return Err(waits(statement, problem));
    }
    check_is_new(tx, statement, &before, &row)?;
    if row.closing() != statement.opening {
        let problem = format!(
            "it begins with {}, but statement {before} ended with {}: one between them is missing",
            statement.opening,
            row.closing()
        );
        return Err(waits(statement, problem));
    }
    Ok(())
}

fn waits(statement: &Statement, problem: String) -> Error {
    Error::StatementWaits {
        id: statement.id.clone(),
        problem,
    }
}

/// Whether nothing of the statement was booked under another id: banks issue statements anew.
fn check_is_new(
    tx: &Tx<'_>,
    statement: &Statement,
    before: &str,
    row: &StatementRow,
) -> Result<(), Error> {
    for entry in statement.entries.iter().filter(|entry| entry.booked) {
        if let Some(line) = line_key(entry)
            && let Some(other) = BANK_LINES.get(tx, &line)?
        {
            let problem = format!(
                "its line {} was booked with statement {other}",
                entry.reference
            );
            return Err(invalid(statement, problem));
        }
    }
    if !statement.entries.is_empty()
        && let Some(other) = STATEMENT_CONTENTS.get(tx, &(statement.content_digest(),))?
    {
        let problem = format!("it says what statement {other} said");
        return Err(invalid(statement, problem));
    }
    let earlier = match (statement.to, row.until) {
        (Some(to), Some(until)) if to != until => to < until,
        // Of one moment, or of none: banks begin to count anew, but not within one day.
        (to, until) => match (statement.sequence, row.sequence) {
            (Some(new), Some(old)) if to.is_some() && until.is_some() => new <= old,
            (Some(new), Some(old)) => new == old,
            _ => false,
        },
    };
    if earlier {
        let problem = format!("it is not later than statement {before}, which was booked before");
        return Err(invalid(statement, problem));
    }
    Ok(())
}

/// What names a line in every statement that has it: none if the bank gave it no reference.
fn line_key(entry: &Entry) -> Option<([u8; 32],)> {
    let reference = entry.bank_reference()?;
    let day = entry.booked_at.as_millis().div_euclid(DAY);
    let digest = Sha256::new()
        .chain_update(reference)
        .chain_update([0, u8::from(entry.credit)])
        .chain_update(entry.amount.amount.minor().to_be_bytes())
        .chain_update(day.to_be_bytes())
        .finalize();
    Some((digest.into(),))
}

/// Remembers that the line was booked.
pub(crate) fn note_line(tx: &mut Tx<'_>, statement: &str, entry: &Entry) -> Result<(), StoreError> {
    match line_key(entry) {
        Some(key) => BANK_LINES.put(tx, &key, &statement.to_owned()),
        None => Ok(()),
    }
}

/// The first statement may find money on the account, or a debt: whose it is nobody knows yet.
fn book_first_balance(tx: &mut Tx<'_>, statement: &Statement) -> Result<(), Error> {
    let opening = statement.opening;
    if opening == SignedAmount::ZERO {
        return Ok(());
    }
    let (from, to) = match opening.is_debit() {
        false => (BANK, SUSPENSE),
        true => (SUSPENSE, BANK),
    };
    Movement {
        payment: bank_payment_id(&statement.id, ""),
        number: 0,
        from,
        to,
        money: Money {
            amount: opening.amount(),
            currency: statement.currency,
        },
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
    WAITING_FILES.delete(tx, &(name.clone(),))?;
    Ok(REJECTED_FILES.put(tx, &(Descending(tx.now()), name), &row)?)
}

/// Remembers a file that cannot be booked before another one, so that operators see what is missing.
///
/// # Errors
/// Only if the store fails.
pub fn note_waiting_file(tx: &mut Tx<'_>, name: String, reason: String) -> Result<(), Error> {
    let key = (name,);
    let since = WAITING_FILES.get(tx, &key)?.map(|row| row.since);
    let row = WaitingFileRow {
        since: since.unwrap_or(tx.now()),
        reason,
    };
    Ok(WAITING_FILES.put(tx, &key, &row)?)
}

/// Forgets that a file waited: it was booked, or taken away.
///
/// # Errors
/// Only if the store fails.
pub fn forget_waiting_file(tx: &mut Tx<'_>, name: String) -> Result<(), Error> {
    Ok(WAITING_FILES.delete(tx, &(name,))?)
}
