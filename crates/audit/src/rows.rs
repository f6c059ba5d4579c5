//! The ledger's rows beside what the transfers make of them: balances, totals, and what became of each hold.

use std::collections::BTreeMap;

use sapa_kernel::Amount;
use sapa_ledger::{Account, PendingState, Transfer, stored_pending, transfer, visit_transfers};
use sapa_store::{Read, StoreError, prefixes};

use crate::Audit;
use crate::fold::{Folded, Sums, deadline};

const ACCOUNTS: sapa_store::Prefix = prefixes::LEDGER_ACCOUNTS;
const PENDING: sapa_store::Prefix = prefixes::LEDGER_PENDING;

fn sums_of(row: &Account) -> Sums {
    let signed = |amount: Amount| i128::try_from(amount.minor()).unwrap_or(i128::MAX);
    Sums {
        debits_pending: signed(row.debits_pending),
        debits_posted: signed(row.debits_posted),
        credits_pending: signed(row.credits_pending),
        credits_posted: signed(row.credits_posted),
    }
}

pub(crate) fn check(read: &dyn Read, ledger: &Folded, audit: &mut Audit) -> Result<(), StoreError> {
    // In the order of the ids, so that the same cell is always told the same.
    let mut ids: Vec<_> = ledger.books.keys().copied().collect();
    ids.sort_unstable();
    let mut totals: BTreeMap<&str, [u128; 4]> = BTreeMap::new();
    for id in ids {
        let book = &ledger.books[&id];
        audit.same("balance", ACCOUNTS, id, &book.sums, &sums_of(&book.row));
        // Modulo 2^128, so that no sum is too large to be compared.
        let total = totals.entry(book.row.currency.code()).or_default();
        let balances = [
            book.row.debits_posted,
            book.row.credits_posted,
            book.row.debits_pending,
            book.row.credits_pending,
        ];
        for (sum, balance) in total.iter_mut().zip(balances) {
            *sum = sum.wrapping_add(balance.minor());
        }
    }
    for (currency, [debits, credits, debits_pending, credits_pending]) in totals {
        audit.same(
            "debits_equal_credits",
            ACCOUNTS,
            currency,
            &debits,
            &credits,
        );
        let key = format!("{currency} pending");
        audit.same(
            "debits_equal_credits",
            ACCOUNTS,
            key,
            &debits_pending,
            &credits_pending,
        );
    }
    check_pending(read, audit)
}

/// Each pending transfer has a row that says what became of it, and each row is of one.
fn check_pending(read: &dyn Read, audit: &mut Audit) -> Result<(), StoreError> {
    let mut failed = None;
    visit_transfers(read, |held| {
        if !held.flags.pending {
            return true;
        }
        match check_hold(read, &held, audit) {
            Ok(()) => true,
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    if let Some(error) = failed.take() {
        return Err(error);
    }
    let mut rows = 0;
    sapa_ledger::visit_pending(read, |pending| {
        rows += 1;
        match transfer(read, pending.id) {
            Ok(Some(transfer)) if transfer.flags.pending => true,
            Ok(_) => {
                let expected = "a pending transfer";
                audit.offend("pending", PENDING, pending.id, expected, "none");
                true
            }
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

fn check_hold(read: &dyn Read, held: &Transfer, audit: &mut Audit) -> Result<(), StoreError> {
    let Some(row) = stored_pending(read, held.id)? else {
        audit.offend("pending", PENDING, held.id, "a row", "none");
        return Ok(());
    };
    audit.same(
        "pending",
        PENDING,
        held.id,
        &deadline(held),
        &row.expires_at,
    );
    let ended_by = match row.resolved_by {
        Some(id) => transfer(read, id)?.filter(|end| end.pending_id == Some(held.id)),
        None => None,
    };
    let expected = match ended_by {
        Some(end) if end.flags.post_pending => PendingState::Posted,
        Some(end) if end.flags.void_pending => PendingState::Voided,
        _ if row.resolved_by.is_some() => {
            let found = format!("{:?}", row.resolved_by);
            audit.offend(
                "pending",
                PENDING,
                held.id,
                "a transfer that ends it",
                found,
            );
            return Ok(());
        }
        // Without a transfer that ended it, it holds, or its time ran out.
        _ if row.state == PendingState::Expired => {
            let now = u64::try_from(read.now().as_millis()).unwrap_or(0);
            let over = deadline(held).is_some_and(|at| at <= now.saturating_mul(1_000_000));
            if !over {
                let found = "expired";
                audit.offend("pending", PENDING, held.id, "a time that is over", found);
            }
            return Ok(());
        }
        _ => PendingState::Pending,
    };
    audit.same("pending", PENDING, held.id, &expected, &row.state);
    Ok(())
}
