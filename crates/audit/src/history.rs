//! Histories: one row for each transfer of an account that keeps one, with the balances of that moment.

use std::collections::HashMap;

use sapa_ledger::{HistoryEntry, LedgerId, visit_history};
use sapa_store::{Read, StoreError, prefixes};

use crate::Audit;
use crate::fold::{Digest, Folded, Sums, trace};

const HISTORY: sapa_store::Prefix = prefixes::LEDGER_HISTORY;

/// Accounts whose histories are gone through again to name the first row that is wrong.
const MAX_TRACED: usize = 10;

fn sums_of(row: &HistoryEntry) -> Sums {
    let signed = |amount: sapa_kernel::Amount| i128::try_from(amount.minor()).unwrap_or(i128::MAX);
    Sums {
        debits_pending: signed(row.debits_pending),
        debits_posted: signed(row.debits_posted),
        credits_pending: signed(row.credits_pending),
        credits_posted: signed(row.credits_posted),
    }
}

pub(crate) fn check(read: &dyn Read, ledger: &Folded, audit: &mut Audit) -> Result<(), StoreError> {
    let mut found: HashMap<LedgerId, Digest> = HashMap::new();
    visit_history(read, |account, row| {
        audit.checked.history += 1;
        let digest = found.entry(account).or_default();
        digest.add(row.timestamp, row.transfer, &sums_of(&row));
        true
    })?;
    let none = Digest::default();
    let mut wrong: Vec<LedgerId> = Vec::new();
    for (id, book) in &ledger.books {
        let stored = found.remove(id).unwrap_or(none);
        if !book.history.fits(&stored, book.loose) {
            wrong.push(*id);
        }
    }
    wrong.sort_unstable();
    for (at, id) in wrong.into_iter().enumerate() {
        let named = at < MAX_TRACED && name(read, ledger, id, audit)?;
        if !named {
            let expected = "a row for each transfer, with its balances";
            audit.offend("history", HISTORY, id, expected, "others");
        }
    }
    for id in found.into_keys() {
        audit.offend("history", HISTORY, id, "an account", "none");
    }
    Ok(())
}

/// Names the first row of an account's history that is wrong, if there is one.
fn name(
    read: &dyn Read,
    ledger: &Folded,
    id: LedgerId,
    audit: &mut Audit,
) -> Result<bool, StoreError> {
    let book = ledger.books.get(&id);
    let keeps = book.is_some_and(|book| book.row.flags.history);
    let loose = book.is_some_and(|book| book.loose);
    let mut rows: HashMap<u64, (LedgerId, Sums)> = HashMap::new();
    visit_history(read, |account, row| {
        if account == id {
            rows.insert(row.timestamp, (row.transfer, sums_of(&row)));
        }
        account <= id
    })?;
    let mut first: Option<(u64, String, String)> = None;
    trace(read, id, |transfer, sums| {
        let row = rows.remove(&transfer.timestamp);
        let expected = (transfer.id, *sums);
        let posted = |sums: &Sums| (sums.debits_posted, sums.credits_posted);
        let fits = row.is_some_and(|(by, found)| {
            by == transfer.id && (found == *sums || (loose && posted(&found) == posted(sums)))
        });
        if keeps && !fits && first.is_none() {
            first = Some((
                transfer.timestamp,
                format!("{expected:?}"),
                row.map_or("none".to_owned(), |row| format!("{row:?}")),
            ));
        }
    })?;
    let left = rows.into_iter().min_by_key(|(timestamp, _)| *timestamp);
    let extra = left.map(|(timestamp, row)| (timestamp, "none".to_owned(), format!("{row:?}")));
    let Some((timestamp, expected, found)) = first.or(extra) else {
        return Ok(false);
    };
    let key = format!("{id} {timestamp}");
    audit.offend("history", HISTORY, key, expected, found);
    Ok(true)
}
