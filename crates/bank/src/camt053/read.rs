//! Reads `camt.053`: messages with whole statements, of any version whose structure is that of 02 to 13.

use std::collections::{BTreeSet, HashMap};

use sapa_kernel::{Amount, Currency, Money, Timestamp};

use super::entry::{self, Booking};
use crate::file_error::{FileError, MAX_ENTRIES, Problem};
use crate::values::{self, Account};
use crate::xml::Xml;
use crate::{Entry, SignedAmount, Statement, text};

/// All statements of a file; what [`Statement`] promises holds for each.
///
/// # Errors
/// Why the file is refused, and where; nothing of it is returned then.
pub fn read(bytes: &[u8]) -> Result<Vec<Statement>, FileError> {
    let mut xml = Xml::open(bytes, "camt.053.001.")?;
    let mut message = None;
    while let Some(name) = xml.child()? {
        if name != "BkToCstmrStmt" {
            return Err(xml.error(Problem::UnknownDocument(name)));
        }
        let statements = statements(&mut xml)?;
        xml.once(&mut message, statements, "BkToCstmrStmt")?;
    }
    let missing = xml.error(Problem::Missing("BkToCstmrStmt"));
    xml.finish()?;
    message.ok_or(missing)
}

struct Header {
    message_id: String,
    created_at: Timestamp,
}

fn statements(xml: &mut Xml<'_>) -> Result<Vec<Statement>, FileError> {
    let (mut header, mut statements) = (None, Vec::new());
    let (mut known, mut room) = (BTreeSet::new(), MAX_ENTRIES);
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "GrpHdr" => {
                let found = group_header(xml)?;
                xml.once(&mut header, found, "GrpHdr")?;
            }
            "Stmt" => {
                let header = header
                    .as_ref()
                    .ok_or_else(|| xml.error(Problem::Missing("GrpHdr")))?;
                let statement = statement(xml, header, &mut room)?;
                if !known.insert((statement.id.clone(), statement.account.clone())) {
                    let problem = Problem::DuplicateStatement(statement.id);
                    return Err(xml.error_in("Stmt", problem));
                }
                statements.push(statement);
            }
            _ => xml.skip()?,
        }
    }
    match statements.is_empty() {
        true => Err(xml.error_in("BkToCstmrStmt", Problem::Missing("Stmt"))),
        false => Ok(statements),
    }
}

fn group_header(xml: &mut Xml<'_>) -> Result<Header, FileError> {
    let (mut message_id, mut created_at) = (None, None);
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "MsgId" => {
                let id = values::required(xml, "MsgId")?;
                xml.once(&mut message_id, id, "MsgId")?;
            }
            "CreDtTm" => {
                let time = values::time(xml)?;
                xml.once(&mut created_at, time, "CreDtTm")?;
            }
            _ => xml.skip()?,
        }
    }
    let missing = |name| xml.error_in("GrpHdr", Problem::Missing(name));
    Ok(Header {
        message_id: message_id.ok_or_else(|| missing("MsgId"))?,
        created_at: created_at.ok_or_else(|| missing("CreDtTm"))?,
    })
}

/// A statement while it is read.
#[derive(Default)]
struct Draft {
    id: Option<String>,
    electronic: Option<u64>,
    legal: Option<u64>,
    created_at: Option<Timestamp>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    account: Option<Account>,
    opening: Option<Balance>,
    previous: Option<Balance>,
    closing: Option<Balance>,
    summary: Option<Summary>,
    bookings: Vec<Booking>,
}

fn statement(xml: &mut Xml<'_>, header: &Header, room: &mut usize) -> Result<Statement, FileError> {
    let mut draft = Draft::default();
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "Id" => {
                let id = values::required(xml, "Id")?;
                xml.once(&mut draft.id, id, "Id")?;
            }
            "StmtPgntn" => page(xml)?,
            "ElctrncSeqNb" => {
                let number = values::number(xml)?;
                xml.once(&mut draft.electronic, number, "ElctrncSeqNb")?;
            }
            "LglSeqNb" => {
                let number = values::number(xml)?;
                xml.once(&mut draft.legal, number, "LglSeqNb")?;
            }
            "CreDtTm" => {
                let time = values::time(xml)?;
                xml.once(&mut draft.created_at, time, "CreDtTm")?;
            }
            "FrToDt" => period(xml, &mut draft)?,
            "Acct" => {
                let account = Account::read(xml)?;
                xml.once(&mut draft.account, account, "Acct")?;
            }
            "Bal" => balance(xml, &mut draft)?,
            "TxsSummry" => {
                let summary = summary(xml)?;
                xml.once(&mut draft.summary, summary, "TxsSummry")?;
            }
            "Ntry" => {
                xml.entry = Some(draft.bookings.len() + 1);
                let booking = entry::read(xml, draft.bookings.len() + 1, room)?;
                draft.bookings.push(booking);
                xml.entry = None;
            }
            _ => xml.skip()?,
        }
    }
    finish(xml, draft, header)
}

/// A page with all of the statement is none.
fn page(xml: &mut Xml<'_>) -> Result<(), FileError> {
    let (mut number, mut last) = (1, true);
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "PgNb" => number = values::number(xml)?,
            "LastPgInd" => last = values::truth(xml)?,
            _ => xml.skip()?,
        }
    }
    match number <= 1 && last {
        true => Ok(()),
        false => Err(xml.error_in("StmtPgntn", Problem::OnlyAPage)),
    }
}

fn period(xml: &mut Xml<'_>, draft: &mut Draft) -> Result<(), FileError> {
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "FrDtTm" | "FrDt" => draft.from = Some(values::time(xml)?),
            "ToDtTm" | "ToDt" => draft.to = Some(values::time(xml)?),
            _ => xml.skip()?,
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Balance {
    money: Money,
    credit: bool,
}

impl Balance {
    fn signed(self) -> SignedAmount {
        match self.credit {
            true => SignedAmount::credit(self.money.amount),
            false => SignedAmount::debit(self.money.amount),
        }
    }
}

fn balance(xml: &mut Xml<'_>, draft: &mut Draft) -> Result<(), FileError> {
    let (mut kind, mut money, mut credit) = (String::new(), None, None);
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "Tp" => {
                while let Some(name) = xml.child()? {
                    match name.as_str() {
                        "CdOrPrtry" => {
                            kind = xml.choice(&["Cd"], |_, text| Ok(text.to_owned()))?;
                        }
                        _ => xml.skip()?,
                    }
                }
            }
            "Amt" => {
                let found = values::money(xml)?;
                xml.once(&mut money, found, "Amt")?;
            }
            "CdtDbtInd" => {
                let found = values::direction(xml)?;
                xml.once(&mut credit, found, "CdtDbtInd")?;
            }
            _ => xml.skip()?,
        }
    }
    let (slot, name) = match kind.as_str() {
        "OPBD" => (&mut draft.opening, "OPBD"),
        "PRCD" => (&mut draft.previous, "PRCD"),
        "CLBD" => (&mut draft.closing, "CLBD"),
        // What is available, expected, or of the meantime is not booked.
        _ => return Ok(()),
    };
    let missing = |name| xml.error_in("Bal", Problem::Missing(name));
    let found = Balance {
        money: money.ok_or_else(|| missing("Amt"))?,
        credit: credit.ok_or_else(|| missing("CdtDbtInd"))?,
    };
    xml.once(slot, found, name)
}

/// What a statement says of all its entries, of the credits, of the debits.
type Summary = [Total; 3];

#[derive(Default)]
struct Total {
    name: &'static str,
    number: Option<u64>,
    sum: Option<String>,
    /// The difference, and whether it is a credit.
    net: (Option<String>, Option<bool>),
}

fn summary(xml: &mut Xml<'_>) -> Result<Summary, FileError> {
    let mut summary = Summary::default();
    while let Some(name) = xml.child()? {
        let (at, name) = match name.as_str() {
            "TtlNtries" => (0, "TtlNtries"),
            "TtlCdtNtries" => (1, "TtlCdtNtries"),
            "TtlDbtNtries" => (2, "TtlDbtNtries"),
            _ => {
                xml.skip()?;
                continue;
            }
        };
        let mut total = Total {
            name,
            ..Total::default()
        };
        while let Some(name) = xml.child()? {
            match name.as_str() {
                "NbOfNtries" => total.number = Some(values::number(xml)?),
                "Sum" => total.sum = values::optional(xml)?,
                // Up to version 02 the difference stands here, later in an element of its own.
                "TtlNetNtryAmt" => total.net.0 = values::optional(xml)?,
                "CdtDbtInd" => total.net.1 = Some(values::direction(xml)?),
                "TtlNetNtry" => {
                    while let Some(name) = xml.child()? {
                        match name.as_str() {
                            "Amt" => total.net.0 = values::optional(xml)?,
                            "CdtDbtInd" => total.net.1 = Some(values::direction(xml)?),
                            _ => xml.skip()?,
                        }
                    }
                }
                _ => xml.skip()?,
            }
        }
        summary[at] = total;
    }
    Ok(summary)
}

fn finish(xml: &Xml<'_>, draft: Draft, header: &Header) -> Result<Statement, FileError> {
    let refuse = |problem| xml.error_in("Stmt", problem);
    let missing = |name| refuse(Problem::Missing(name));
    let account = draft.account.ok_or_else(|| missing("Acct"))?;
    let opening = draft.opening.or(draft.previous);
    let opening = opening.ok_or_else(|| missing("the balance OPBD or PRCD"))?;
    let closing = draft.closing.ok_or_else(|| missing("the balance CLBD"))?;
    let currency = match &account.currency {
        Some(code) => code
            .parse()
            .map_err(|_| refuse(Problem::UnknownCurrency(code.chars().take(8).collect())))?,
        None => opening.money.currency,
    };
    for balance in [opening, closing] {
        if balance.money.currency != currency {
            return Err(refuse(Problem::MixedCurrency {
                expected: currency.code(),
                found: balance.money.currency.code(),
            }));
        }
    }
    let created_at = draft.created_at.unwrap_or(header.created_at);
    if let Some(summary) = &draft.summary {
        compare(summary, &draft.bookings, currency).map_err(refuse)?;
    }
    let (mut entries, mut numbers) = (Vec::new(), Vec::new());
    for (index, booking) in draft.bookings.into_iter().enumerate() {
        let made = booking.entries(created_at).map_err(|problem| {
            let mut error = xml.error_in("Stmt/Ntry", problem);
            error.place.entry = Some(index + 1);
            error
        })?;
        numbers.resize(entries.len() + made.len(), index + 1);
        entries.extend(made);
    }
    tell_apart(&mut entries);
    let statement = Statement {
        id: draft.id.ok_or_else(|| missing("Id"))?,
        message_id: header.message_id.clone(),
        account: account.own(account.servicer.as_ref()).map_err(refuse)?,
        currency,
        sequence: draft.electronic.or(draft.legal),
        from: draft.from,
        to: draft.to,
        opening: opening.signed(),
        closing: closing.signed(),
        entries,
        created_at,
    };
    statement.check().map_err(|(problem, index)| {
        let number = index.and_then(|index| numbers.get(index).copied());
        let mut error = refuse(problem);
        if number.is_some() {
            error = xml.error_in("Stmt/Ntry", error.problem);
        }
        error.place.entry = number;
        error
    })?;
    Ok(statement)
}

/// Gives entries that the bank calls alike names of their own: a payment and its charge may have one reference.
fn tell_apart(entries: &mut [Entry]) {
    let mut counts = HashMap::new();
    for entry in entries {
        let count = counts.entry(entry.reference.clone()).or_insert(0_u32);
        *count += 1;
        if *count > 1 {
            entry.reference = format!("{}~{count}", entry.reference);
        }
    }
}

/// Numbers and sums of the entries as they stand in the file.
#[derive(Default)]
struct Tally {
    numbers: [u64; 3],
    sums: [Amount; 3],
}

impl Tally {
    fn of(bookings: &[Booking], with_pending: bool) -> Result<Self, Problem> {
        let mut tally = Self::default();
        for booking in bookings {
            if !booking.booked && !with_pending {
                continue;
            }
            for at in [0, if booking.credit { 1 } else { 2 }] {
                tally.numbers[at] += 1;
                tally.sums[at] = tally.sums[at]
                    .checked_add(booking.amount.amount)
                    .filter(|sum| text::has_room(*sum))
                    .ok_or(Problem::TooLarge)?;
            }
        }
        Ok(tally)
    }

    fn compare(&self, summary: &Summary, currency: Currency) -> Result<(), Problem> {
        for (at, total) in summary.iter().enumerate() {
            let (what, found) = (total.name, self.numbers[at]);
            if let Some(stated) = total.number.filter(|stated| *stated != found) {
                return Err(Problem::WrongNumber {
                    what,
                    stated,
                    found,
                });
            }
            if let Some(text) = &total.sum
                && values::decimal(text, currency)? != self.sums[at]
            {
                return Err(Problem::WrongTotal {
                    what,
                    stated: text.clone(),
                    found: currency.decimal(self.sums[at]),
                });
            }
        }
        self.compare_net(summary, currency)
    }

    fn compare_net(&self, summary: &Summary, currency: Currency) -> Result<(), Problem> {
        let (Some(text), Some(credit)) = &summary[0].net else {
            return Ok(());
        };
        let amount = values::decimal(text, currency)?;
        let stated = match credit {
            true => SignedAmount::credit(amount),
            false => SignedAmount::debit(amount),
        };
        let found = SignedAmount::credit(self.sums[1])
            .moved(self.sums[2], false)
            .ok_or(Problem::TooLarge)?;
        match stated == found {
            true => Ok(()),
            false => Err(Problem::WrongTotal {
                what: "TtlNetNtry",
                stated: stated.in_currency(currency),
                found: found.in_currency(currency),
            }),
        }
    }
}

/// Banks differ in whether pending entries are in the totals: either is right.
fn compare(summary: &Summary, bookings: &[Booking], currency: Currency) -> Result<(), Problem> {
    let first = Tally::of(bookings, true)?.compare(summary, currency);
    let pending = bookings.iter().any(|booking| !booking.booked);
    if first.is_err() && pending {
        let booked = Tally::of(bookings, false)?.compare(summary, currency);
        return booked.or(first);
    }
    first
}
