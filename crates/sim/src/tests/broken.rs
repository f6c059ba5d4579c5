//! An auditor that cannot fail is worthless: rows are broken on purpose, one at a time, and each time it must say so.

use sapa_audit::Audit;
use sapa_kernel::{Amount, Currency, Timestamp};
use sapa_store::keyspace::{Keyspace, MemoryKeyspace};
use sapa_store::{Snapshot, prefixes as p};

use super::rows::*;
use crate::run::rows_after;
use crate::{Engine, Plan};

// Fields as the rows number them.
const CODE: u32 = 4;
const FLAGS: u32 = 5;
const TIMESTAMP: u32 = 6;

fn posts(fields: &Fields) -> bool {
    number(fields, FLAGS) == 1 << 2
}

fn moves(fields: &Fields) -> bool {
    number(fields, FLAGS) == 0
}

/// A copy of a transfer under another id, later than all others.
fn again(rows: &mut Rows, fits: impl Fn(&Fields) -> bool, alter: impl FnOnce(&mut Fields)) {
    let key = first(rows, p::LEDGER_TRANSFERS, fits);
    let mut copy = fields(&rows[&key]);
    copy.insert(TIMESTAMP, encoded(9_000_000_000_000_000_000_u64));
    alter(&mut copy);
    let mut key = key;
    *key.last_mut().unwrap() ^= 0x55;
    assert!(rows.insert(key, row(&copy)).is_none());
}

struct Case {
    rule: &'static str,
    what: &'static str,
    breaks: fn(&mut Rows),
}

const fn case(rule: &'static str, what: &'static str, breaks: fn(&mut Rows)) -> Case {
    Case { rule, what, breaks }
}

const LEDGER: &[Case] = &[
    case("balance", "an account has more than it was given", |rows| {
        let person = |row: &Fields| number(row, 1) == 1;
        change(rows, p::LEDGER_ACCOUNTS, person, |row| {
            row.insert(6, minor(amount(row, 6) + 100));
        });
    }),
    case(
        "balance",
        "an account holds what nobody gave it to hold",
        |rows| {
            change(rows, p::LEDGER_ACCOUNTS, any, |row| {
                row.insert(3, minor(amount(row, 3) + 1));
            });
        },
    ),
    case("debits_equal_credits", "money out of nothing", |rows| {
        change(rows, p::LEDGER_ACCOUNTS, any, |row| {
            row.insert(6, minor(amount(row, 6) + 100));
        });
    }),
    case(
        "never_negative",
        "somebody paid what they did not have",
        |rows| {
            again(
                rows,
                |row| moves(row) && number(row, CODE) == 8,
                |row| {
                    row.insert(2, minor(1_000_000_000_000_000));
                },
            );
        },
    ),
    case(
        "history",
        "a row of a history says something else",
        |rows| {
            change(rows, p::LEDGER_HISTORY, any, |row| {
                row.insert(4, minor(amount(row, 4) + 1));
            });
        },
    ),
    case("history", "a row of a history is missing", |rows| {
        remove(rows, p::LEDGER_HISTORY, any);
    }),
    case("history", "a row of a history is of no transfer", |rows| {
        let key = first(rows, p::LEDGER_HISTORY, any);
        let mut other = key.clone();
        *other.last_mut().unwrap() ^= 1;
        let value = rows[&key].clone();
        rows.insert(other, value);
    }),
    case("pending", "a posted hold is called voided", |rows| {
        let posted = |row: &Fields| number(row, 0) == 2;
        change(rows, p::LEDGER_PENDING, posted, |row| {
            row.insert(0, encoded(3));
        });
    }),
    case("pending", "what became of a hold is forgotten", |rows| {
        remove(rows, p::LEDGER_PENDING, any);
    }),
    case(
        "pending",
        "something became of a hold that never was",
        |rows| {
            let key = first(rows, p::LEDGER_PENDING, any);
            let value = rows[&key].clone();
            rows.insert([&key[..17], &[key[17] ^ 0x77][..]].concat(), value);
        },
    ),
    case("ended_once", "a hold is posted twice", |rows| {
        again(rows, posts, |_| {})
    }),
    case("transfer", "more is posted than was held", |rows| {
        change(rows, p::LEDGER_TRANSFERS, posts, |row| {
            row.insert(2, minor(amount(row, 2) + 100));
        });
    }),
    case("transfer", "an account is not there", |rows| {
        change(rows, p::LEDGER_TRANSFERS, moves, |row| {
            row.insert(0, encoded(minicbor::bytes::ByteArray::from([0xee; 16])));
        });
    }),
    case("timestamp", "two transfers have one time", |rows| {
        let key = first(rows, p::LEDGER_TRANSFERS, moves);
        let time = fields(&rows[&key])[&TIMESTAMP].clone();
        let other = |row: &Fields| moves(row) && row[&TIMESTAMP] != time;
        let key = first(rows, p::LEDGER_TRANSFERS, other);
        let mut changed = fields(&rows[&key]);
        changed.insert(TIMESTAMP, time.clone());
        rows.insert(key, row(&changed));
    }),
    case("currency", "a transfer is of another currency", |rows| {
        let dollar: Currency = "USD".parse().unwrap();
        change(rows, p::LEDGER_TRANSFERS, moves, |row| {
            row.insert(3, encoded(dollar));
        });
    }),
    case("deadline", "a hold was posted after its time", |rows| {
        let held: Vec<Vec<u8>> = keys(rows, p::LEDGER_TRANSFERS, |_, row| posts(row));
        // Holds whose time is one second, and that were posted a good while later.
        for key in held {
            let id = fields(&rows[&key])[&8].clone();
            let id: minicbor::bytes::ByteArray<16> = minicbor::decode(&id).unwrap();
            let key = [&p::LEDGER_TRANSFERS.bytes()[..], &*id].concat();
            let mut changed = fields(&rows[&key]);
            changed.insert(9, encoded(1_u64));
            rows.insert(key, row(&changed));
        }
    }),
    case(
        "purpose",
        "an account says that it may be overdrawn",
        |rows| {
            let person = |row: &Fields| number(row, 1) == 1;
            change(rows, p::LEDGER_ACCOUNTS, person, |row| {
                row.insert(2, encoded(number(row, 2) & !2));
            });
        },
    ),
];

const PAYMENTS: &[Case] = &[
    case("payment", "a transfer is of another amount", |rows| {
        change(rows, p::WALLET_TRANSFERS, any, |row| {
            let payment = fields_of_money(row, 2, 100);
            row.insert(2, payment);
        });
    }),
    case("payment", "the ledger has no such transfer", |rows| {
        let moved = |row: &Fields| moves(row) && number(row, CODE) == 8;
        remove(rows, p::LEDGER_TRANSFERS, moved);
    }),
    case("hold", "an accepted transfer still waits", |rows| {
        let accepted = |row: &Fields| number(row, 6) == 1;
        change(rows, p::WALLET_TRANSFERS, accepted, |row| {
            row.insert(6, encoded(0));
        });
    }),
    case("hold", "a declined transfer still holds", |rows| {
        let waiting = |row: &Fields| number(row, 6) == 0;
        change(rows, p::WALLET_TRANSFERS, waiting, |row| {
            row.insert(6, encoded(2));
        });
    }),
    case("hold", "a hold of nothing", |rows| {
        let waiting = |row: &Fields| number(row, 6) == 0;
        remove(rows, p::WALLET_TRANSFERS, waiting);
    }),
    case("hold", "a withdrawal is done and still holds", |rows| {
        let open = |row: &Fields| number(row, 4) < 2;
        change(rows, p::WALLET_WITHDRAWALS, open, |row| {
            row.insert(4, encoded(2));
        });
    }),
    case("listed", "the bank is not asked for a withdrawal", |rows| {
        remove_any(rows, p::WALLET_WITHDRAWALS_OPEN);
    }),
    case("listed", "somebody may ask for one more", |rows| {
        remove_any(rows, p::WALLET_WITHDRAWALS_OF);
    }),
    case("listed", "the bank is not told of a withdrawal", |rows| {
        for key in keys(rows, p::WALLET_WITHDRAWALS, |_, row| number(row, 4) < 2) {
            let mut changed = fields(&rows[&key]);
            changed.insert(4, encoded(0));
            changed.remove(&6);
            rows.insert(key, row(&changed));
        }
    }),
    case("listed", "the bank is told of one twice", |rows| {
        list_too(rows, p::WALLET_WITHDRAWALS_QUEUE);
    }),
    case("listed", "what the bank knows is sent once more", |rows| {
        list_too(rows, p::WALLET_WITHDRAWALS_BEGUN);
    }),
    case("message", "two messages are begun", |rows| {
        let open = keys(rows, p::WALLET_WITHDRAWALS, |_, row| number(row, 4) < 2);
        for (key, id) in open.iter().zip(["SAPA1", "SAPA2"]) {
            let mut changed = fields(&rows[key]);
            changed.insert(4, encoded(0));
            let message = Fields::from([(0, encoded(id)), (1, encoded(0_i64))]);
            changed.insert(6, row(&message));
            rows.insert(key.clone(), row(&changed));
        }
    }),
    case("meaning", "a payment without a row", |rows| {
        remove(rows, p::WALLET_DIRECTS, any);
    }),
    case("meaning", "a transfer that nobody asked for", |rows| {
        again(rows, |row| moves(row) && number(row, CODE) == 8, |_| {});
    }),
    case("request", "more is asked for than the bill", |rows| {
        change(rows, p::WALLET_REQUESTS, any, |row| {
            row.insert(2, minor(0));
        });
    }),
];

const MERCHANTS: &[Case] = &[
    case("payment", "an order is of another amount", |rows| {
        let paid = |row: &Fields| number(row, 11) == 1;
        change(rows, p::WALLET_ORDERS, paid, |row| {
            let money = fields_of_money(row, 3, 100);
            row.insert(3, money);
        });
    }),
    case("order", "lines come to something else", |rows| {
        change(rows, p::WALLET_ORDERS, any, |row| {
            let money = fields_of_money(row, 3, 100);
            row.insert(3, money);
        });
    }),
    case("order", "an order is paid by nobody", |rows| {
        let paid = |row: &Fields| number(row, 11) == 1;
        change(rows, p::WALLET_ORDERS, paid, |row| {
            row.remove(&13);
        });
    }),
    case(
        "meaning",
        "an order that was paid is called closed",
        |rows| {
            let paid = |row: &Fields| number(row, 11) == 1;
            change(rows, p::WALLET_ORDERS, paid, |row| {
                row.insert(11, encoded(2));
            });
        },
    ),
    case("refunds", "more came back than its refunds say", |rows| {
        let back = |row: &Fields| amount(row, 14) > 0;
        change(rows, p::WALLET_ORDERS, back, |row| {
            row.insert(14, minor(amount(row, 14) + 100));
        });
    }),
    case("refunds", "a refund is gone", |rows| {
        remove(rows, p::WALLET_REFUNDS, any);
    }),
    case("merchant_money", "a payout is gone", |rows| {
        remove(rows, p::WALLET_PAYOUTS, any);
    }),
    case("listed", "a merchant is on nobody's list", |rows| {
        remove_any(rows, p::WALLET_MERCHANTS_OF);
    }),
    case("listed", "an order is on no list", |rows| {
        remove_any(rows, p::WALLET_ORDERS_OF);
    }),
    case("merchant", "a merchant is gone", |rows| {
        for key in keys(rows, p::WALLET_MERCHANTS, |_, _| true) {
            rows.remove(&key);
        }
    }),
];

/// A money field with so many minor units more.
fn fields_of_money(row: &Fields, field: u32, more: u128) -> Vec<u8> {
    let mut money: sapa_kernel::Money = minicbor::decode(&row[&field]).unwrap();
    money.amount = Amount::from_minor(money.amount.minor() + more);
    encoded(money)
}

const PACKETS: &[Case] = &[
    case("claims", "a share is missing", |rows| {
        remove(rows, p::WALLET_CLAIMS, any)
    }),
    case("claims", "a share is of another amount", |rows| {
        change(rows, p::WALLET_CLAIMS, any, |row| {
            row.insert(1, minor(amount(row, 1) + 100));
        });
    }),
    case("claims", "two shares have one number", |rows| {
        let second = |row: &Fields| number(row, 0) == 1;
        change(rows, p::WALLET_CLAIMS, second, |row| {
            row.insert(0, encoded(0));
        });
    }),
    case("draw", "the seed is another than was promised", |rows| {
        let drawn = |row: &Fields| row.contains_key(&17);
        change(rows, p::WALLET_PACKETS, drawn, |row| {
            row.insert(17, encoded(minicbor::bytes::ByteArray::from([1; 32])));
        });
    }),
    case("draw", "the seed is not shown", |rows| {
        let finished = |row: &Fields| row.contains_key(&17) && number(row, 15) == 1;
        change(rows, p::WALLET_PACKETS, finished, |row| {
            row.remove(&17);
        });
    }),
    case("draw", "two took each other's share", |rows| {
        let drawn: Vec<Vec<u8>> = keys(rows, p::WALLET_PACKETS, |_, row| row.contains_key(&17));
        for packet in drawn {
            let of_packet = |key: &[u8], _: &Fields| key.starts_with(&packet[2..]);
            let claims = keys(rows, p::WALLET_CLAIMS, of_packet);
            if let [one, other, ..] = claims.as_slice() {
                let (mut a, mut b) = (fields(&rows[one]), fields(&rows[other]));
                let share = a.insert(1, b[&1].clone()).unwrap();
                b.insert(1, share);
                rows.insert(one.clone(), row(&a));
                rows.insert(other.clone(), row(&b));
            }
        }
    }),
    case("share", "a share of equal ones is larger", |rows| {
        let normal = keys(rows, p::WALLET_PACKETS, |_, row| {
            number(row, 3) == 0 && number(row, 7) > 0
        });
        let of_packet = |key: &[u8], _: &Fields| key.starts_with(&normal[0][2..]);
        let claim = keys(rows, p::WALLET_CLAIMS, of_packet).remove(0);
        let mut changed = fields(&rows[&claim]);
        changed.insert(1, minor(amount(&changed, 1) + 100));
        rows.insert(claim, row(&changed));
    }),
    case(
        "packet",
        "a packet is finished before all is taken",
        |rows| {
            let open = |row: &Fields| number(row, 15) == 0;
            change(rows, p::WALLET_PACKETS, open, |row| {
                row.insert(15, encoded(1));
            });
        },
    ),
    case("packet", "shares of no packet", |rows| {
        let taken = |row: &Fields| number(row, 7) > 0;
        remove(rows, p::WALLET_PACKETS, taken);
    }),
    case("packet_money", "more was put in than is there", |rows| {
        change(rows, p::WALLET_PACKETS, any, |row| {
            row.insert(5, minor(amount(row, 5) + 100));
        });
    }),
    case("packet_money", "a closed packet kept something", |rows| {
        let returned = |row: &Fields| number(row, 15) == 2;
        let key = first(rows, p::WALLET_PACKETS, returned);
        let account = [&p::LEDGER_ACCOUNTS.bytes()[..], &key[2..]].concat();
        let mut changed = fields(&rows[&account]);
        changed.insert(4, minor(amount(&changed, 4) - 100));
        rows.insert(account, row(&changed));
    }),
];

/// The last statement in the order of booking.
fn last_statement(rows: &Rows) -> Vec<u8> {
    let newest = rows
        .range(p::WALLET_STATEMENT_ORDER.bytes().to_vec()..)
        .next();
    let id: String = minicbor::decode(newest.unwrap().1).unwrap();
    let closing = keys(rows, p::WALLET_STATEMENTS, |key, _| {
        key.starts_with(id.as_bytes())
    });
    closing.into_iter().min_by_key(Vec::len).unwrap()
}

const BANK: &[Case] = &[
    case("statement", "a line is missing", |rows| {
        remove(rows, p::WALLET_BANK_ENTRIES, any)
    }),
    case("statement", "money that left came in", |rows| {
        let left = |row: &Fields| number(row, 3) == 5;
        change(rows, p::WALLET_BANK_ENTRIES, left, |row| {
            row.insert(1, encoded(true));
        });
    }),
    case("statement_order", "a statement begins elsewhere", |rows| {
        let later = |row: &Fields| amount(row, 2) > 0;
        change(rows, p::WALLET_STATEMENTS, later, |row| {
            row.insert(2, minor(amount(row, 2) - 1));
        });
    }),
    case("statement_order", "a statement is left out", |rows| {
        remove_any(rows, p::WALLET_STATEMENT_ORDER);
    }),
    case("statement_order", "a statement is gone", |rows| {
        remove(rows, p::WALLET_STATEMENTS, any);
    }),
    case("bank", "the bank says that there is more", |rows| {
        let key = last_statement(rows);
        let mut changed = fields(&rows[&key]);
        for field in [3, 6] {
            changed.insert(field, minor(amount(&changed, field) + 100));
        }
        rows.insert(key, row(&changed));
    }),
    case("listed", "nobody is asked to look at a line", |rows| {
        remove_any(rows, p::WALLET_BANK_LINES_OPEN);
    }),
    case("statement_order", "a statement has more to come", |rows| {
        change(rows, p::WALLET_STATEMENTS, any, |row| {
            row.insert(7, encoded(1));
        });
    }),
    case("suspense", "a difference is called resolved", |rows| {
        let unknown = |row: &Fields| number(row, 3) == 3;
        change(rows, p::WALLET_BANK_ENTRIES, unknown, |row| {
            row.insert(3, encoded(7));
        });
    }),
    case("paid_out", "a withdrawal was paid out by no line", |rows| {
        let paid_out = |row: &Fields| number(row, 3) == 1;
        remove(rows, p::WALLET_BANK_ENTRIES, paid_out);
    }),
];

const WALLETS: &[Case] = &[
    case("unreadable", "a row is no row", |rows| {
        let key = first(rows, p::WALLET_WALLETS, any);
        rows.insert(key, vec![0xff]);
    }),
    case("reference", "a reference leads nowhere", |rows| {
        remove_any(rows, p::WALLET_REFERENCES);
    }),
    case("reference", "a wallet has another reference", |rows| {
        change(rows, p::WALLET_WALLETS, any, |row| {
            row.insert(7, encoded("SAPA-00000-00000"));
        });
    }),
    case("wallet", "the cell counts one wallet more", |rows| {
        change(rows, p::WALLET_CELL, any, |row| {
            row.insert(3, encoded(number(row, 3) + 1));
        });
    }),
    case("wallet", "a wallet has no account", |rows| {
        let key = first(rows, p::WALLET_WALLETS, any);
        rows.remove(&[&p::LEDGER_ACCOUNTS.bytes()[..], &key[2..]].concat());
    }),
    case("pay_code", "a pay code is nobody's own", |rows| {
        remove_any(rows, p::WALLET_PAY_CODE_OF);
    }),
    case(
        "payment",
        "an account left what the ledger has not",
        |rows| {
            unclaimed(rows, None);
        },
    ),
    case("unclaimed", "more was given than an account left", |rows| {
        unclaimed(rows, Some([9; 16]));
    }),
    case("abandoned", "an abandoned wallet has money", |rows| {
        for key in keys(rows, p::WALLET_WALLETS, |_, _| true) {
            let mut changed = fields(&rows[&key]);
            changed.insert(8, encoded(true));
            rows.insert(key, row(&changed));
        }
    }),
];

fn view(rows: &Rows) -> Snapshot {
    let keyspace = MemoryKeyspace::new();
    let mut writes = rows.iter().map(|(key, value)| (&key[..], Some(&value[..])));
    keyspace.apply_writes(&mut writes).unwrap();
    let now = Timestamp::from_millis(1_900_000_000_000);
    Snapshot::new(keyspace.view(), 1, now)
}

fn audited(rows: &Rows) -> Audit {
    sapa_audit::audit(&view(rows)).unwrap()
}

/// A village in the middle of its life: much waits, some is over.
fn village() -> Rows {
    let plan = Plan {
        seed: 6,
        people: 40,
        steps: 1_500,
        engine: Engine::Memory,
        crash_in: 0,
        crash_at: None,
    };
    let rows = rows_after(plan).into_iter();
    rows.map(|(key, value)| (key.to_vec(), value.to_vec()))
        .collect()
}

#[test]
fn each_row_that_is_broken_is_found() {
    let whole = village();
    let before = audited(&whole);
    assert!(before.is_in_order(), "{:#?}", before.first);
    let mut unseen = Vec::new();
    let all = [LEDGER, PAYMENTS, MERCHANTS, PACKETS, BANK, WALLETS];
    let all = all.into_iter().flatten();
    for Case { rule, what, breaks } in all {
        let mut rows = whole.clone();
        breaks(&mut rows);
        let found = audited(&rows);
        if !found.first.iter().any(|offence| offence.rule == *rule) {
            unseen.push((rule, what, found.first));
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
}

#[test]
fn a_small_window_sees_the_same() {
    let mut rows = village();
    (LEDGER[0].breaks)(&mut rows);
    (LEDGER[4].breaks)(&mut rows);
    let whole = audited(&rows);
    assert!(whole.offences > 1);
    for window in [1, 7, 100] {
        let found = sapa_audit::audit_in_windows(&view(&rows), window).unwrap();
        assert_eq!(found, whole);
    }
}
