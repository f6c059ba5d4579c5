//! Booking what the bank says: statement by statement.
//!
//! A statement is booked once, by its id and the hash of its content; a copy under another id is told by its period, by
//! what the bank calls its lines, and by what they say. It begins where the last one ended, so that the cell's account in
//! the ledger says after each statement what the statement says. A long one is booked in parts, one transaction each: nothing
//! else is booked between them.

use minicbor::bytes::ByteArray;
use sapa_bank::{Entry, SignedAmount, Statement};
use sapa_kernel::{Empty, Money, Operator, Timestamp};
use sapa_store::{Descending, Read, Scan, StoreError, Tx};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::book_entry::{EntryBooked, book_entry};
use crate::keys::{
    ACCEPTED_STATEMENTS, BANK, BANK_ENTRIES, BANK_LINES, CELL, PaymentKind, REJECTED_FILES,
    STATEMENT_CONTENTS, STATEMENT_ORDER, STATEMENTS, SUSPENSE, WAITING_FILES, bank_payment_id,
};
use crate::model::{RejectedFileRow, StatementRow, WaitingFileRow};
use crate::movement::Movement;
use crate::notes::clean_reason;
use crate::operators::log;
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
        // The rest of what was begun has to come first.
        Some(row) if *row.sha256 != statement.digest() && row.left > 0 => {
            let problem = "a part of it was booked as it was at first: bring that file back";
            return Err(waits(statement, problem.to_owned()));
        }
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
    let place = check(tx, statement)?;
    open_books(tx, statement.currency)?;
    let newest = STATEMENT_ORDER.first(tx, Scan::all())?;
    if newest.is_none() {
        book_first_balance(tx, statement)?;
    }
    let number = newest.map_or(0, |((Descending(number),), _)| number) + 1;
    STATEMENT_ORDER.put(tx, &(Descending(number),), &statement.id)?;
    if statement.entries.iter().any(|entry| entry.booked) {
        STATEMENT_CONTENTS.put(tx, &(statement.content_digest(),), &statement.id)?;
    }
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let moves = statement.entries.iter().filter(|entry| entry.booked);
    Ok(StatementRow {
        sha256: ByteArray::from(statement.digest()),
        booked_at: tx.now(),
        opening: place.opening.amount(),
        opening_owed: place.opening.is_debit(),
        closing: place.closing.amount(),
        closing_owed: place.closing.is_debit(),
        entries: count(statement.entries.len()),
        differences: 0,
        ledger: place.opening.amount(),
        ledger_owed: place.opening.is_debit(),
        left: count(moves.count()),
        sequence: place.sequence,
        until: place.until,
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

/// Where a statement stands among those that were booked.
struct Place {
    opening: SignedAmount,
    closing: SignedAmount,
    sequence: Option<u64>,
    until: Option<Timestamp>,
}

/// The statement's place, if it fits to the cell and to what was booked before.
fn check(tx: &Tx<'_>, statement: &Statement) -> Result<Place, Error> {
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
    let own = Place {
        opening: statement.opening,
        closing: statement.closing,
        sequence: statement.sequence,
        until: statement.to,
    };
    let Some((before, row)) = last(tx)? else {
        return Ok(own);
    };
    if row.left > 0 {
        let problem = format!("statement {before} is not wholly booked");
        return Err(waits(statement, problem));
    }
    let known = check_is_new(tx, statement)?;
    if is_earlier(statement, &row) {
        // A day on which as much came as left changes no balance: it may come late, if its lines are surely others.
        if known == Known::None && statement.opening == statement.closing {
            return Ok(Place {
                opening: row.closing(),
                closing: row.closing(),
                sequence: row.sequence,
                until: row.until,
            });
        }
        let problem = format!("it is not later than statement {before}, which was booked before");
        return Err(invalid(statement, problem));
    }
    if row.closing() != statement.opening {
        let problem = format!(
            "it begins with {}, but statement {before} ended with {}: one between them is missing",
            statement.opening,
            row.closing()
        );
        return Err(waits(statement, problem));
    }
    Ok(own)
}

fn waits(statement: &Statement, problem: String) -> Error {
    Error::StatementWaits {
        id: statement.id.clone(),
        problem,
    }
}

/// Whether a statement is of an earlier time than the last one. Banks begin to count anew, but not within one day.
fn is_earlier(statement: &Statement, last: &StatementRow) -> bool {
    let (Some(to), Some(until)) = (statement.to, last.until) else {
        return false;
    };
    let counted = statement.sequence.zip(last.sequence);
    to < until || (to == until && counted.is_some_and(|(new, old)| new <= old))
}

/// Whether the bank has named lines of a statement before.
#[derive(PartialEq, Eq)]
enum Known {
    /// It names all of them, and none was booked.
    None,
    /// It gives some no name.
    Unsure,
}

/// Refuses a statement whose lines were booked under another id: banks issue statements anew.
fn check_is_new(tx: &Tx<'_>, statement: &Statement) -> Result<Known, Error> {
    if ACCEPTED_STATEMENTS.contains(tx, &(statement.id.clone(),))? {
        return Ok(Known::Unsure);
    }
    let (mut known, mut others, mut nameless) = (None, 0, 0);
    for entry in statement.entries.iter().filter(|entry| entry.booked) {
        match line_key(entry) {
            None => nameless += 1,
            Some(key) => match BANK_LINES.get(tx, &key)? {
                Some(other) => known = known.or(Some((entry.reference.clone(), other))),
                None => others += 1,
            },
        }
    }
    if let Some((reference, other)) = known {
        let problem = format!("its line {reference} was booked with statement {other}");
        return Err(match others + nameless {
            0 => invalid(statement, problem),
            // Half a copy: somebody has to look at it, or the bank's names repeat.
            _ => waits(statement, format!("{problem}, and others of it were not")),
        });
    }
    if statement.entries.iter().any(|entry| entry.booked)
        && let Some(other) = STATEMENT_CONTENTS.get(tx, &(statement.content_digest(),))?
    {
        let problem = format!("it says what statement {other} said");
        return Err(invalid(statement, problem));
    }
    Ok(if nameless == 0 {
        Known::None
    } else {
        Known::Unsure
    })
}

/// Input of `wallet.accept_statement`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct AcceptStatement {
    /// The bank's id of it.
    pub statement: String,
    /// How it is known that it is none: 3 to 200 characters. It is kept with who did it.
    pub reason: String,
}

/// Says that a statement is no copy, though its lines are called as lines that were booked: its file is booked when it is tried
/// again. What it says must still begin where the last one ended.
///
/// # Errors
/// [`Error::ReasonInvalid`], [`Error::AlreadySettled`] if it is booked.
pub fn accept_statement(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: AcceptStatement,
) -> Result<Empty, Error> {
    let reason = clean_reason(&input.reason)?;
    if input.statement.is_empty() || input.statement.len() > MAX_REFERENCE_BYTES {
        return Err(Error::NotFound("statement"));
    }
    if STATEMENTS.contains(tx, &(input.statement.clone(),))? {
        return Err(Error::AlreadySettled { state: "booked" });
    }
    log(tx, operator, None, &reason)?;
    ACCEPTED_STATEMENTS.put(tx, &(input.statement,), &tx.now())?;
    Ok(Empty {})
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
