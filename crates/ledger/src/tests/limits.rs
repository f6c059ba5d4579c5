//! What a call takes at most, what it costs, and how times are given out.

use std::time::Duration;

use sapa_kernel::{Amount, Coded, FaultKind};
use sapa_test_kit::TestCell;

use super::script::{eur, idr};
use crate::*;

const A: LedgerId = LedgerId(1);
const B: LedgerId = LedgerId(2);

fn cell_with(flags: AccountFlags) -> TestCell {
    let cell = TestCell::new();
    let accounts = [A, B].map(|id| NewAccount {
        flags,
        ..NewAccount::new(id, idr(), 1)
    });
    let results = cell.write(|tx| create_accounts(tx, &accounts)).unwrap();
    assert!(results.into_iter().all(CreateAccountResult::is_ok));
    cell
}

fn move_one(id: u128) -> NewTransfer {
    NewTransfer::new(LedgerId(id), A, B, Amount::from_minor(1), idr(), 1)
}

fn create(cell: &TestCell, new: &NewTransfer) {
    let result = cell.write(|tx| create_transfer(tx, new)).unwrap();
    assert!(result.is_there(), "{result}");
}

fn history_of(cell: &TestCell, after: Option<u64>, reversed: bool, limit: usize) -> Vec<u128> {
    let filter = HistoryFilter {
        account: A,
        after,
        reversed,
        limit,
    };
    let entries = cell.read(|read| account_history(read, filter)).unwrap();
    entries.iter().map(|entry| entry.transfer.0).collect()
}

#[test]
fn a_batch_takes_8190_and_not_one_more() {
    // The dearest there are: pending, with a deadline, between accounts with a history, all in one chain.
    let history = AccountFlags {
        history: true,
        ..AccountFlags::default()
    };
    let cell = cell_with(history);
    let mut transfers: Vec<_> = (1..=MAX_BATCH as u128 + 1)
        .map(|id| NewTransfer {
            user_data: u128::MAX,
            ..move_one(u128::MAX - id)
                .pending(Duration::from_secs(60))
                .linked()
        })
        .collect();
    let refused = cell.write(|tx| create_transfers(tx, &transfers));
    let Err(error) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(error.code(), "ledger.batch_too_large");
    assert_eq!(error.fault().kind, FaultKind::TooLarge);
    assert_eq!(error.fault().details.unwrap()["limit"], MAX_BATCH);
    assert!(
        cell.read(|read| transfer(read, transfers[0].id))
            .unwrap()
            .is_none()
    );

    transfers.truncate(MAX_BATCH);
    transfers[MAX_BATCH - 1].flags.linked = false;
    let results = cell.write(|tx| create_transfers(tx, &transfers)).unwrap();
    assert!(results.iter().all(|result| result.is_ok()));
    assert_eq!(results.len(), MAX_BATCH);
    let held = cell.read(|read| account(read, A)).unwrap().unwrap();
    assert_eq!(held.debits_pending.minor(), MAX_BATCH as u128);
    assert_eq!(history_of(&cell, None, false, usize::MAX).len(), MAX_BATCH);
}

#[test]
fn the_largest_batch_fits_into_an_entry_whatever_is_in_it() {
    // Every number takes its most bytes, no two transfers share an account, and zeros in a job's key count twice.
    let cell = TestCell::new();
    let count = MAX_BATCH as u128;
    let code = u16::MAX;
    for from in [1, count + 1] {
        let accounts: Vec<_> = (from..from + count)
            .map(|id| NewAccount {
                user_data: u128::MAX,
                flags: AccountFlags {
                    history: true,
                    ..AccountFlags::default()
                },
                ..NewAccount::new(LedgerId(id), idr(), code)
            })
            .collect();
        cell.write(|tx| create_accounts(tx, &accounts)).unwrap();
    }
    let amount = Amount::from_minor(u128::MAX / 4);
    let transfers = |round: u128| {
        let transfer = move |n: u128| NewTransfer {
            user_data: u128::MAX,
            ..NewTransfer::new(
                LedgerId((round * count + n) << 112 | round << 96),
                LedgerId(n),
                LedgerId(n + count),
                amount,
                idr(),
                code,
            )
        };
        (1..=count).map(transfer)
    };
    // The second round finds large balances on both accounts.
    let timeout = Duration::from_secs(1 << 32);
    for (round, pending) in [(1, false), (2, true), (3, true)] {
        let batch: Vec<_> = transfers(round)
            .map(|new| if pending { new.pending(timeout) } else { new })
            .collect();
        let results = cell.write(|tx| create_transfers(tx, &batch)).unwrap();
        assert_eq!(results, vec![CreateTransferResult::Ok; MAX_BATCH]);
    }
    assert_eq!(cell.last_writes(), 8 * MAX_BATCH + 1);
    // Posting them cancels their jobs: as many writes again.
    let posts: Vec<_> = transfers(2)
        .map(|new| NewTransfer::post(LedgerId(new.id.0 | 1), new.id, idr()))
        .collect();
    let results = cell.write(|tx| create_transfers(tx, &posts)).unwrap();
    assert_eq!(results, vec![CreateTransferResult::Ok; MAX_BATCH]);
}

#[test]
fn a_batch_of_accounts_takes_8190_and_not_one_more() {
    let cell = TestCell::new();
    let mut accounts: Vec<_> = (1..=MAX_BATCH as u128 + 1)
        .map(|id| NewAccount::new(LedgerId(id), idr(), 1))
        .collect();
    let refused = cell.write(|tx| create_accounts(tx, &accounts));
    assert!(matches!(
        refused,
        Err(Error::BatchTooLarge { limit: MAX_BATCH })
    ));
    accounts.truncate(MAX_BATCH);
    let results = cell.write(|tx| create_accounts(tx, &accounts)).unwrap();
    assert_eq!(results, vec![CreateAccountResult::Ok; MAX_BATCH]);
}

#[test]
fn nothing_at_all_is_a_batch() {
    let cell = cell_with(AccountFlags::default());
    assert!(
        cell.write(|tx| create_transfers(tx, &[]))
            .unwrap()
            .is_empty()
    );
    assert!(
        cell.write(|tx| create_accounts(tx, &[]))
            .unwrap()
            .is_empty()
    );
    assert_eq!(cell.last_writes(), 0);
}

#[test]
fn a_transfer_writes_four_rows_and_a_refused_one_none() {
    let cell = cell_with(AccountFlags::default());
    create(&cell, &move_one(1));
    assert_eq!(cell.last_writes(), 4);
    create(&cell, &move_one(1));
    assert_eq!(cell.last_writes(), 0);
    let held = move_one(2).pending(Duration::ZERO);
    create(&cell, &held);
    assert_eq!(cell.last_writes(), 5, "what became of it");
    let held = move_one(3).pending(Duration::from_secs(60));
    create(&cell, &held);
    assert_eq!(cell.last_writes(), 7, "and a job, in two rows");
    let batch: Vec<_> = (10..110).map(move_one).collect();
    cell.write(|tx| create_transfers(tx, &batch)).unwrap();
    assert_eq!(cell.last_writes(), 103, "each account once");
}

#[test]
fn times_are_the_cells_and_never_the_same() {
    let cell = cell_with(AccountFlags::default());
    let times = |ids: [u128; 2]| {
        let found = cell.read(|read| lookup_transfers(read, &ids.map(LedgerId)));
        found
            .unwrap()
            .iter()
            .map(|transfer| transfer.timestamp)
            .collect::<Vec<_>>()
    };
    let now = || u64::try_from(cell.now().as_millis()).unwrap() * 1_000_000;
    let begin = now();
    // The two accounts have the first two nanoseconds; what is refused uses none.
    let batch = [move_one(1), move_one(1), move_one(2)];
    cell.write(|tx| create_transfers(tx, &batch)).unwrap();
    assert_eq!(times([1, 2]), [begin + 2, begin + 3]);
    cell.clock().advance(Duration::from_millis(1));
    create(&cell, &move_one(3));
    create(&cell, &move_one(4));
    assert_eq!(times([3, 4]), [now(), now() + 1]);
    // A chain that fails gives its times back.
    let failed = [move_one(5).linked(), move_one(1), move_one(6)];
    cell.write(|tx| create_transfers(tx, &failed)).unwrap();
    assert_eq!(times([5, 6]), [now() + 2]);
}

#[test]
fn a_history_is_read_in_pages_both_ways() {
    let history = AccountFlags {
        history: true,
        ..AccountFlags::default()
    };
    let cell = cell_with(history);
    let batch: Vec<_> = (1..=5).map(move_one).collect();
    cell.write(|tx| create_transfers(tx, &batch)).unwrap();
    let time = |id| {
        cell.read(|read| transfer(read, LedgerId(id)))
            .unwrap()
            .unwrap()
            .timestamp
    };
    assert_eq!(history_of(&cell, None, false, 2), [1, 2]);
    assert_eq!(history_of(&cell, Some(time(2)), false, 2), [3, 4]);
    assert_eq!(history_of(&cell, Some(time(4)), false, 2), [5]);
    assert_eq!(history_of(&cell, None, true, 3), [5, 4, 3]);
    assert_eq!(history_of(&cell, Some(time(3)), true, 3), [2, 1]);
    assert_eq!(history_of(&cell, Some(time(1)), true, 3), []);
    assert_eq!(history_of(&cell, None, false, 0), []);
    assert_eq!(
        history_of(&cell_with(AccountFlags::default()), None, false, 9),
        []
    );
}

#[test]
fn those_that_there_are_are_found_in_the_order_asked() {
    let cell = cell_with(AccountFlags::default());
    let ids = [B, LedgerId(9), A];
    let found = cell.read(|read| lookup_accounts(read, &ids)).unwrap();
    assert_eq!(
        found.iter().map(|account| account.id).collect::<Vec<_>>(),
        [B, A]
    );
    assert!(
        cell.read(|read| lookup_transfers(read, &ids))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn auditors_see_every_row_until_they_have_seen_enough() {
    let cell = cell_with(AccountFlags::default());
    let held = move_one(2).pending(Duration::from_secs(60));
    let post = NewTransfer::post(LedgerId(3), held.id, idr());
    let batch = [move_one(1), held, post, move_one(4).pending(Duration::ZERO)];
    cell.write(|tx| create_transfers(tx, &batch)).unwrap();
    let mut seen = Vec::new();
    cell.read(|read| {
        visit_accounts(read, |account| {
            seen.push(account.id);
            true
        })
        .unwrap();
        visit_transfers(read, |transfer| {
            seen.push(transfer.id);
            transfer.id.0 < 3
        })
        .unwrap();
    });
    assert_eq!(seen, [1, 2, 1, 2, 3].map(LedgerId));
    let mut pending = Vec::new();
    cell.read(|read| {
        visit_pending(read, |row| {
            pending.push((row.id.0, row.state, row.resolved_by));
            true
        })
    })
    .unwrap();
    let by = Some(post.id);
    let expected = [
        (2, PendingState::Posted, by),
        (4, PendingState::Pending, None),
    ];
    assert_eq!(pending, expected);
    let totals = |currency| cell.read(|read| totals(read, currency)).unwrap();
    assert_eq!(totals(idr()).accounts, 2);
    assert_eq!(totals(idr()).debits_posted.minor(), 2);
    assert_eq!(totals(idr()).credits_pending.minor(), 1);
    assert_eq!(totals(eur()), Totals::default());
}

#[test]
fn totals_balance_also_beyond_an_amount() {
    let cell = TestCell::new();
    let accounts = [1, 2, 3, 4].map(|id| NewAccount::new(LedgerId(id), eur(), 1));
    cell.write(|tx| create_accounts(tx, &accounts)).unwrap();
    for (id, debit, credit) in [(1, 1, 2), (2, 3, 4)] {
        let (debit, credit) = (LedgerId(debit), LedgerId(credit));
        let all = NewTransfer::new(LedgerId(id), debit, credit, Amount::MAX, eur(), 1);
        let result = cell.write(|tx| create_transfer(tx, &all)).unwrap();
        assert!(result.is_ok());
    }
    let totals = cell.read(|read| totals(read, eur())).unwrap();
    assert!(totals.balance());
    assert_eq!(totals.debits_posted, Amount::MAX);
}
