//! What the bank said beside what the ledger says: statement by statement, line by line.

use std::collections::HashMap;

use sapa_kernel::{Amount, Money};
use sapa_store::{Read, StoreError, prefixes};
use sapa_wallet::audit::{
    BankEntryFact, StatementBalances, cell_fact, first_balance, listed_lines, statements,
    visit_bank_entries, visit_statements,
};
use sapa_wallet::{BANK, BookedAs, PaymentKind, SUSPENSE};

use crate::Audit;
use crate::fold::Folded;
use crate::payments::{Meanings, Movement, each, person};

const STATEMENTS: sapa_store::Prefix = prefixes::WALLET_STATEMENTS;
const ENTRIES: sapa_store::Prefix = prefixes::WALLET_BANK_ENTRIES;
const ACCOUNTS: sapa_store::Prefix = prefixes::LEDGER_ACCOUNTS;

/// What the lines of one statement come to.
#[derive(Default)]
struct Lines {
    rows: u32,
    came: i128,
    differences: u32,
}

fn signed(amount: Amount) -> i128 {
    i128::try_from(amount.minor()).unwrap_or(i128::MAX)
}

pub(crate) fn check(
    read: &dyn Read,
    ledger: &Folded,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let booked = in_order(read, audit)?;
    let mut suspense = first(read, &booked, meanings, audit)?;
    let mut lines: HashMap<String, Lines> = HashMap::new();
    let (mut paid_out, mut returned, mut open) = (0, 0, 0);
    each(
        |visit| visit_bank_entries(read, visit),
        |entry| {
            audit.checked.bank_entries += 1;
            let of = lines.entry(entry.statement.clone()).or_default();
            of.rows += 1;
            of.came += sign(&entry);
            of.differences += u32::from(!matches!(
                entry.booked_as,
                BookedAs::TopUp | BookedAs::Withdrawal | BookedAs::WithdrawalReturned
            ));
            let pays_out = [BookedAs::Withdrawal, BookedAs::Matched].contains(&entry.booked_as);
            paid_out += u64::from(pays_out);
            returned += u64::from(entry.booked_as == BookedAs::WithdrawalReturned);
            open += u64::from(entry.open);
            audit.same(
                "listed",
                ENTRIES,
                format!("{} {}", entry.statement, entry.reference),
                &entry.open,
                &entry.listed,
            );
            if is_unresolved(&entry) {
                suspense += sign(&entry);
            }
            check_entry(read, &entry, meanings, audit)
        },
    )?;
    audit.same(
        "paid_out",
        ENTRIES,
        "withdrawals",
        &meanings.paid_out,
        &paid_out,
    );
    audit.same(
        "paid_out",
        ENTRIES,
        "returned withdrawals",
        &meanings.returned,
        &returned,
    );
    let listed = listed_lines(read)?;
    audit.same(
        "listed",
        prefixes::WALLET_BANK_LINES_OPEN,
        "all",
        &open,
        &listed,
    );
    // Of the last statement a part may be booked.
    let at_bank = booked.last().map_or(0, |(id, row)| match row.left {
        0 => row.closing,
        _ => row.opening + lines.get(id).map_or(0, |of| of.came),
    });
    check_statements(&booked, lines, audit);
    check_balances(ledger, at_bank, suspense + meanings.matched, audit);
    Ok(())
}

/// The cell's own accounts hold what the statements say.
fn check_balances(ledger: &Folded, at_bank: i128, suspense: i128, audit: &mut Audit) {
    let balance = |id| {
        let book = ledger.books.get(&id);
        book.map_or(0, |book| {
            signed(book.row.debits_posted) - signed(book.row.credits_posted)
        })
    };
    audit.same("bank", ACCOUNTS, "bank", &at_bank, &balance(BANK));
    audit.same(
        "suspense",
        ACCOUNTS,
        "suspense",
        &suspense,
        &-balance(SUSPENSE),
    );
}

/// What the first statement found on the account: it came in, and nobody knows whose it is.
fn first(
    read: &dyn Read,
    booked: &[(String, StatementBalances)],
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<i128, StoreError> {
    let mut suspense = 0;
    if let (Some((id, first)), Some(cell)) = (booked.first(), cell_fact(read)?)
        && first.opening != 0
    {
        suspense += first.opening;
        let (from, to) = match first.opening > 0 {
            true => (BANK, SUSPENSE),
            false => (SUSPENSE, BANK),
        };
        let found = Movement {
            payment: first_balance(id),
            number: 0,
            from,
            to,
            money: Money {
                amount: Amount::from_minor(first.opening.unsigned_abs()),
                currency: cell.currency,
            },
            kind: PaymentKind::Bank,
            held: false,
        };
        found.check(read, (STATEMENTS, id), meanings, audit)?;
    }
    Ok(suspense)
}

/// Each statement's lines are what lies between its balances.
fn check_statements(
    booked: &[(String, StatementBalances)],
    mut lines: HashMap<String, Lines>,
    audit: &mut Audit,
) {
    for (id, row) in booked {
        let of = lines.remove(id).unwrap_or_default();
        if row.left == 0 {
            let came = row.closing - row.opening;
            audit.same("statement", STATEMENTS, id, &came, &of.came);
        }
        audit.same(
            "statement",
            STATEMENTS,
            id,
            &row.differences,
            &of.differences,
        );
        if of.rows.saturating_add(row.left) > row.entries {
            let expected = format!("at most {} lines, {} to come", row.entries, row.left);
            audit.offend("statement", STATEMENTS, id, expected, of.rows);
        }
    }
    for id in lines.into_keys() {
        audit.offend("statement", ENTRIES, id, "a statement", "none");
    }
}

fn sign(entry: &BankEntryFact) -> i128 {
    let amount = signed(entry.money.amount);
    if entry.credit { amount } else { -amount }
}

/// Whether what it moved stays between the bank and suspense.
fn is_unresolved(entry: &BankEntryFact) -> bool {
    matches!(
        entry.booked_as,
        BookedAs::UnknownReference
            | BookedAs::OffStep
            | BookedAs::UnknownDebit
            | BookedAs::WrongAmount
            | BookedAs::Matched
    )
}

/// The statements in the order of their booking: each begins where the one before ended.
fn in_order(
    read: &dyn Read,
    audit: &mut Audit,
) -> Result<Vec<(String, StatementBalances)>, StoreError> {
    let mut booked: Vec<(String, StatementBalances)> = Vec::new();
    let mut next = 1;
    visit_statements(read, |fact| {
        audit.checked.statements += 1;
        let order = prefixes::WALLET_STATEMENT_ORDER;
        audit.same("statement_order", order, fact.number, &next, &fact.number);
        next = fact.number + 1;
        let Some(row) = fact.booked else {
            audit.offend(
                "statement_order",
                order,
                fact.number,
                fact.id,
                "no such statement",
            );
            return true;
        };
        if let Some((_, before)) = booked.last() {
            audit.same("statement_order", STATEMENTS, &fact.id, &0, &before.left);
            audit.same(
                "statement_order",
                STATEMENTS,
                &fact.id,
                &before.closing,
                &row.opening,
            );
        }
        let whole = row.left == 0;
        if whole {
            audit.same("statement", STATEMENTS, &fact.id, &row.closing, &row.ledger);
        }
        booked.push((fact.id, row));
        true
    })?;
    let stored = statements(read)?;
    audit.same(
        "statement_order",
        STATEMENTS,
        "all",
        &(booked.len() as u64),
        &stored,
    );
    Ok(booked)
}

fn check_entry(
    read: &dyn Read,
    entry: &BankEntryFact,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let key = format!("{} {}", entry.statement, entry.reference);
    let own = person(entry.account);
    let movement = |number, from, to, kind| Movement {
        payment: entry.payment,
        number,
        from,
        to,
        money: entry.money,
        kind,
        held: false,
    };
    let came_in = !matches!(
        entry.booked_as,
        BookedAs::Withdrawal | BookedAs::UnknownDebit | BookedAs::WrongAmount | BookedAs::Matched
    );
    audit.same("statement", ENTRIES, &key, &came_in, &entry.credit);
    let movements = match entry.booked_as {
        BookedAs::TopUp => vec![movement(0, BANK, own, PaymentKind::TopUp)],
        BookedAs::WithdrawalReturned => vec![movement(0, BANK, own, PaymentKind::Withdrawal)],
        // Its movement is the withdrawal's.
        BookedAs::Withdrawal => Vec::new(),
        // Nothing moves nothing.
        _ if entry.money.amount.is_zero() => Vec::new(),
        BookedAs::UnknownReference | BookedAs::OffStep => {
            vec![movement(0, BANK, SUSPENSE, PaymentKind::Bank)]
        }
        BookedAs::UnknownDebit | BookedAs::WrongAmount | BookedAs::Matched => {
            vec![movement(0, SUSPENSE, BANK, PaymentKind::Bank)]
        }
        BookedAs::Resolved => vec![
            movement(0, BANK, SUSPENSE, PaymentKind::Bank),
            movement(1, SUSPENSE, own, PaymentKind::TopUp),
        ],
    };
    for movement in movements {
        movement.check(read, (ENTRIES, &key), meanings, audit)?;
    }
    Ok(())
}
