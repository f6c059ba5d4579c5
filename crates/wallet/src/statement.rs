//! A wallet's statement: every change of what can be paid with, the newest first, from the ledger's own history.

use std::collections::{BTreeMap, BTreeSet};

use sapa_accounts::Card;
use sapa_kernel::{AccountId, Amount, Currency, Id, PaymentId, SignedIn, Timestamp};
use sapa_ledger::{HistoryEntry, HistoryFilter, LedgerId};
use sapa_store::Read;
use serde::{Deserialize, Serialize};

use crate::keys::{
    DIRECTS, MERCHANTS, ORDERS, PACKETS, PAYOUTS, PaymentKind, Purpose, REFUNDS, REQUESTS,
    REQUESTS_PAID, TRANSFERS, WITHDRAWALS,
};
use crate::purse::Purse;
use crate::{Error, MAX_EXPORT};

/// Rows of the ledger's history that one page looks through: a filter that finds nothing must end.
const MAX_LOOKED_AT: usize = 2_000;

/// Rows of the ledger's history that are read at a time.
const CHUNK: usize = 200;

/// The first line of a file: what the others have.
const FIELDS: &str = "time,kind,direction,amount,currency,balance,returned,person,note,payment\r\n";

/// Nanoseconds of a millisecond: the ledger counts those.
const NANOS: u64 = 1_000_000;

/// Input of `wallet.statement`.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct StatementInput {
    /// Only these kinds; empty: all.
    #[serde(default)]
    pub kinds: Vec<PaymentKind>,
    /// Only what came in, or only what went out.
    pub direction: Option<Direction>,
    /// Only from this time on.
    pub from: Option<Timestamp>,
    /// Only before this time.
    pub until: Option<Timestamp>,
    /// Only earlier lines: the `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Lines of a page: at most 100, which is also the default.
    pub limit: Option<u32>,
}

/// Whether money came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It came in.
    In,
    /// It went out.
    Out,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// Names the line; later lines have larger numbers.
    pub line: String,
    /// When.
    pub at: Timestamp,
    /// What it was.
    pub kind: PaymentKind,
    /// Whether money came or went.
    pub direction: Direction,
    /// How much.
    pub amount: Amount,
    /// What could be paid with afterwards.
    pub balance: Amount,
    /// What went out and came back: a transfer that was not taken, a withdrawal.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub returned: bool,
    /// The payment that it belongs to.
    pub payment: PaymentId,
    /// The other person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// What it was for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A page of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct StatementPage {
    /// In which currency.
    pub currency: Currency,
    /// The newest first.
    pub items: Vec<Line>,
    /// There may be more: give this as `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Who is named in it: not everybody who paid by a code is known to the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Card>,
}

/// The caller's statement.
///
/// # Errors
/// [`Error::NotOpen`], [`Error::CursorInvalid`].
pub fn statement_of(
    read: &dyn Read,
    actor: &SignedIn,
    input: StatementInput,
) -> Result<StatementPage, Error> {
    let mut page = statement(read, actor.account, &input)?;
    let named: BTreeSet<AccountId> = page.items.iter().filter_map(|line| line.account).collect();
    page.people = sapa_accounts::cards(read, named)?;
    Ok(page)
}

pub(crate) fn statement(
    read: &dyn Read,
    account: AccountId,
    input: &StatementInput,
) -> Result<StatementPage, Error> {
    let page = match input.limit {
        Some(limit) => limit.clamp(1, sapa_kernel::limits::MAX_PAGE) as usize,
        None => sapa_kernel::limits::MAX_PAGE as usize,
    };
    collect(read, account, input, page, MAX_LOOKED_AT)
}

fn collect(
    read: &dyn Read,
    account: AccountId,
    input: &StatementInput,
    page: usize,
    look_at: usize,
) -> Result<StatementPage, Error> {
    let purse = Purse::load(read, account)?;
    let mut before = upper_bound(input)?;
    let mut lines = Vec::new();
    let mut looked_at = 0;
    let mut notes = Notes::default();
    let next = loop {
        // One more than is shown: a line is the difference to the row before it.
        let filter = HistoryFilter {
            account: LedgerId::from(account),
            after: before,
            reversed: true,
            limit: CHUNK + 1,
        };
        let rows = sapa_ledger::account_history(read, filter)?;
        let whole = rows.len() <= CHUNK;
        let shown = rows.len().min(CHUNK);
        for (at, row) in rows.iter().take(shown).enumerate() {
            looked_at += 1;
            before = Some(row.timestamp);
            if input.from.is_some_and(|from| time_of(row) < from) {
                return Ok(ended(purse.row.currency, lines, None));
            }
            let earlier = rows.get(at + 1).map_or(Amount::ZERO, available);
            if let Some(line) = line(read, account, row, earlier, &mut notes)?
                && wanted(input, &line)
            {
                lines.push(line);
            }
            if lines.len() == page || looked_at == look_at {
                let more = !(whole && at + 1 == rows.len());
                let next = more.then(|| row.timestamp.to_string());
                return Ok(ended(purse.row.currency, lines, next));
            }
        }
        if whole {
            break None;
        }
    };
    Ok(ended(purse.row.currency, lines, next))
}

fn ended(currency: Currency, lines: Vec<Line>, next: Option<String>) -> StatementPage {
    StatementPage {
        currency,
        items: lines,
        next_cursor: next,
        people: Vec::new(),
    }
}

fn upper_bound(input: &StatementInput) -> Result<Option<u64>, Error> {
    let cursor = match &input.cursor {
        Some(text) => Some(text.parse::<u64>().map_err(|_| Error::CursorInvalid)?),
        None => None,
    };
    let until = input.until.map(|until| {
        u64::try_from(until.as_millis())
            .unwrap_or(0)
            .saturating_mul(NANOS)
    });
    Ok(match (cursor, until) {
        (Some(cursor), Some(until)) => Some(cursor.min(until)),
        (one, other) => one.or(other),
    })
}

fn wanted(input: &StatementInput, line: &Line) -> bool {
    let kind = input.kinds.is_empty() || input.kinds.contains(&line.kind);
    kind && input
        .direction
        .is_none_or(|direction| direction == line.direction)
}

fn time_of(row: &HistoryEntry) -> Timestamp {
    Timestamp::from_millis(i64::try_from(row.timestamp / NANOS).unwrap_or(i64::MAX))
}

/// What could be paid with after this row.
fn available(row: &HistoryEntry) -> Amount {
    row.credits_posted
        .saturating_sub(row.debits_posted)
        .saturating_sub(row.debits_pending)
}

/// The line of a row; none if nothing changed for the person, as when money that was held has gone.
fn line(
    read: &dyn Read,
    account: AccountId,
    row: &HistoryEntry,
    earlier: Amount,
    notes: &mut Notes,
) -> Result<Option<Line>, Error> {
    let balance = available(row);
    let (direction, amount) = match balance.checked_sub(earlier) {
        Some(more) if more.is_zero() => return Ok(None),
        Some(more) => (Direction::In, more),
        None => (Direction::Out, earlier.saturating_sub(balance)),
    };
    let Some(transfer) = sapa_ledger::transfer(read, row.transfer)? else {
        return Ok(None);
    };
    let Some(kind) = PaymentKind::of_code(transfer.code) else {
        return Ok(None);
    };
    let payment = PaymentId::from_bytes(transfer.user_data.to_be_bytes());
    let own = LedgerId::from(account);
    let other = if transfer.debit_account == own {
        transfer.credit_account
    } else {
        transfer.debit_account
    };
    let (counterpart, note) = notes.of(read, kind, payment)?;
    let person = match counterpart.filter(|counterpart| *counterpart != account) {
        Some(counterpart) => Some(counterpart),
        None => person_of(read, other)?,
    };
    Ok(Some(Line {
        line: row.timestamp.to_string(),
        at: time_of(row),
        kind,
        direction,
        amount,
        balance,
        returned: transfer.flags.void_pending
            || (kind == PaymentKind::Withdrawal && direction == Direction::In),
        payment,
        account: person,
        note,
    }))
}

fn person_of(read: &dyn Read, id: LedgerId) -> Result<Option<AccountId>, Error> {
    let account = sapa_ledger::account(read, id)?;
    Ok(account
        .filter(|account| account.code == Purpose::Person as u16)
        .map(|_| AccountId::from_bytes(id.0.to_be_bytes())))
}

/// Notes and senders of payments that a page has met: a packet may stand in it twice.
#[derive(Default)]
struct Notes(BTreeMap<PaymentId, (Option<AccountId>, Option<String>)>);

impl Notes {
    fn of(
        &mut self,
        read: &dyn Read,
        kind: PaymentKind,
        payment: PaymentId,
    ) -> Result<(Option<AccountId>, Option<String>), Error> {
        if let Some(known) = self.0.get(&payment) {
            return Ok(known.clone());
        }
        let found = match kind {
            PaymentKind::Transfer => TRANSFERS
                .get(read, &(payment,))?
                .map(|row| (None, row.note)),
            PaymentKind::PayCode => DIRECTS.get(read, &(payment,))?.map(|row| (None, row.note)),
            PaymentKind::PacketSent | PaymentKind::PacketShare | PaymentKind::PacketRefund => {
                PACKETS
                    .get(read, &(payment,))?
                    .map(|row| (Some(row.sender), row.greeting))
            }
            PaymentKind::Request => match REQUESTS_PAID.get(read, &(payment,))? {
                Some(request) => REQUESTS.get(read, &(request,))?.map(|row| (None, row.note)),
                None => None,
            },
            PaymentKind::Withdrawal => WITHDRAWALS
                .get(read, &(payment,))?
                .map(|row| (None, Some(format!("{} {}", row.holder, row.to)))),
            PaymentKind::Order | PaymentKind::OrderRefund | PaymentKind::MerchantPayout => {
                sold(read, kind, payment)?.map(|note| (None, Some(note)))
            }
            PaymentKind::TopUp | PaymentKind::Unclaimed | PaymentKind::Bank => None,
        };
        let found = found.unwrap_or_default();
        self.0.insert(payment, found.clone());
        Ok(found)
    }
}

/// Who sold, and what.
fn sold(read: &dyn Read, kind: PaymentKind, payment: PaymentId) -> Result<Option<String>, Error> {
    let order = match kind {
        PaymentKind::OrderRefund => REFUNDS.get(read, &(payment,))?.map(|row| row.order),
        _ => Some(payment),
    };
    let order = match order {
        Some(order) => ORDERS.get(read, &(order,))?,
        None => None,
    };
    let (merchant, what) = match (order, PAYOUTS.get(read, &(payment,))?) {
        (Some(row), _) => (row.merchant, Some(row.description)),
        (None, Some(row)) => (row.merchant, None),
        (None, None) => return Ok(None),
    };
    let name = MERCHANTS.get(read, &(merchant,))?.map(|row| row.name);
    let said: Vec<String> = name.into_iter().chain(what).collect();
    Ok(Some(said.join(": ")))
}

/// A part of a statement as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementFile {
    /// CSV as in RFC 4180. Only the first part begins with the names of the fields.
    pub csv: String,
    /// There may be earlier lines: give this as `cursor`.
    pub next_cursor: Option<String>,
}

/// The caller's statement as CSV (RFC 4180), the newest line first, in parts: one reads at most [`MAX_EXPORT`] rows of the
/// ledger's history, so a filter may leave it few lines, or none. Parts put together are one file. The input's `limit`
/// says nothing here.
///
/// # Errors
/// [`Error::NotOpen`], [`Error::CursorInvalid`].
pub fn statement_csv(
    read: &dyn Read,
    actor: &SignedIn,
    input: &StatementInput,
) -> Result<StatementFile, Error> {
    let page = collect(read, actor.account, input, MAX_EXPORT, MAX_EXPORT)?;
    let mut csv = String::new();
    if input.cursor.is_none() {
        csv.push_str(FIELDS);
    }
    for line in &page.items {
        let card = match line.account {
            Some(account) => sapa_accounts::card(read, account)?,
            None => None,
        };
        let fields = [
            line.at.to_string(),
            name_of(&line.kind),
            name_of(&line.direction),
            page.currency.decimal(line.amount),
            page.currency.code().to_owned(),
            page.currency.decimal(line.balance),
            line.returned.to_string(),
            card.map_or(String::new(), |card| card.handle),
            line.note.clone().unwrap_or_default(),
            line.payment.to_string(),
        ];
        let row: Vec<String> = fields.iter().map(|field| escaped(field)).collect();
        csv.push_str(&row.join(","));
        csv.push_str("\r\n");
    }
    Ok(StatementFile {
        csv,
        next_cursor: page.next_cursor,
    })
}

fn name_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A field as RFC 4180 writes it. What a spreadsheet would take for a formula gets a quote before it: notes come from
/// other people.
fn escaped(field: &str) -> String {
    const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let formula = field.starts_with(FORMULA);
    let text = if formula {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
