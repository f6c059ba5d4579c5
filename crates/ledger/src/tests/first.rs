//! The shortest story: two accounts, money that moves at once, money that waits.

use std::time::Duration;

use sapa_kernel::Amount;
use sapa_test_kit::TestCell;

use crate::*;

#[test]
fn money_moves_and_waits() {
    let cell = TestCell::new();
    let idr = "IDR".parse().unwrap();
    let (bank, person) = (LedgerId(1), LedgerId(2));
    let amount = |minor| Amount::from_minor(minor);
    cell.write(|tx| {
        let accounts = [
            NewAccount::new(bank, idr, 1),
            NewAccount::new(person, idr, 2),
        ];
        create_accounts(tx, &accounts)
    })
    .unwrap();
    let top_up = NewTransfer::new(LedgerId(1), bank, person, amount(500), idr, 1);
    let hold = NewTransfer::new(LedgerId(2), person, bank, amount(200), idr, 1)
        .pending(Duration::from_secs(60));
    let results = cell
        .write(|tx| create_transfers(tx, &[top_up, hold]))
        .unwrap();
    assert!(results.into_iter().all(CreateTransferResult::is_ok));
    let spendable = |cell: &TestCell| {
        let account = cell.read(|read| account(read, person)).unwrap().unwrap();
        account.spendable()
    };
    assert_eq!(spendable(&cell), amount(300));
    cell.clock().advance(Duration::from_secs(61));
    assert_eq!(cell.run_due_jobs(&jobs()).unwrap(), 1);
    assert_eq!(spendable(&cell), amount(500));
}
