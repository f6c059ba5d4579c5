//! What is written is read as it was.

use proptest::prelude::*;
use sapa_kernel::{Amount, Currency, Money, Timestamp};

use crate::text::{is_carried, is_plain};
use crate::{
    BankAccount, BankCode, Entry, Initiator, PaymentOrder, SignedAmount, Statement, camt053,
    pain001,
};

fn text(longest: usize) -> impl Strategy<Value = String> {
    let some = prop::collection::vec(any::<char>(), 1..12);
    let plain = prop::collection::vec(prop::char::range(' ', '~'), 1..=longest);
    let whole = |chars: Vec<char>| chars.into_iter().collect::<String>().trim().to_owned();
    prop_oneof![some, plain]
        .prop_map(whole)
        .prop_filter("something that can be carried", move |text| {
            is_carried(text, longest)
        })
}

fn plain(longest: usize) -> impl Strategy<Value = String> {
    text(longest).prop_filter("on one line", move |text| is_plain(text, longest))
}

/// An account in Germany, where every eighteen digits are one.
fn iban(digits: u64) -> BankAccount {
    let bban = format!("{digits:018}");
    let rest = format!("{bban}131400")
        .bytes()
        .fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    BankAccount::iban(&format!("DE{:02}{bban}", 98 - rest)).unwrap()
}

fn account() -> impl Strategy<Value = BankAccount> {
    let bank = prop_oneof![
        Just(None),
        "[A-Z]{6}[A-Z0-9]{2}".prop_map(|bic| Some(BankCode::bic(&bic).unwrap())),
        "[A-Za-z0-9]{1,35}".prop_map(|id| Some(BankCode::clearing(&id).unwrap())),
    ];
    prop_oneof![
        (0..10_u64.pow(18)).prop_map(iban),
        ("[A-Za-z0-9]{1,34}", bank)
            .prop_map(|(number, bank)| BankAccount::local(&number, bank).unwrap()),
    ]
}

fn currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["IDR", "EUR", "JPY", "BHD"]).prop_map(|code| code.parse().unwrap())
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (-62_135_596_800_000_i64..=253_402_300_799_999).prop_map(Timestamp::from_millis)
}

fn orders() -> impl Strategy<Value = Vec<PaymentOrder>> {
    let remittance = prop_oneof![Just(String::new()), plain(140)];
    let order = (
        plain(30),
        1..10_u128.pow(15),
        plain(140),
        account(),
        remittance,
    );
    (currency(), prop::collection::vec(order, 1..6)).prop_map(|(currency, orders)| {
        let of =
            |(index, (id, amount, creditor_name, creditor_account, remittance))| PaymentOrder {
                end_to_end_id: format!("{index}{id}"),
                amount: Money {
                    amount: Amount::from_minor(amount),
                    currency,
                },
                creditor_name,
                creditor_account,
                remittance,
            };
        orders.into_iter().enumerate().map(of).collect()
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let words = (
        text(35),
        prop::option::of(text(35)),
        prop::collection::vec(text(140), 0..3),
        prop::option::of(text(140)),
        prop::option::of(account()),
        prop::option::of(text(35)),
    );
    let facts = (any::<[bool; 3]>(), 0..10_u128.pow(15), moment());
    (words, facts).prop_map(
        |(words, ([credit, reversal, booked], amount, booked_at))| Entry {
            reference: words.0,
            credit,
            reversal,
            booked,
            amount: Money {
                amount: Amount::from_minor(amount),
                currency: "IDR".parse().unwrap(),
            },
            booked_at,
            end_to_end_id: words.1,
            remittance: words.2,
            counterparty_name: words.3,
            counterparty_account: words.4,
            return_reason: words.5,
        },
    )
}

fn statement() -> impl Strategy<Value = Statement> {
    let times = (
        moment(),
        prop::option::of(moment()),
        prop::option::of(moment()),
    );
    let balance = (0..10_u128.pow(15), any::<bool>());
    let entries = prop::collection::vec(entry(), 0..6);
    let names = (
        text(35),
        text(35),
        account(),
        currency(),
        any::<Option<u64>>(),
    );
    (names, times, balance, entries).prop_map(|(names, times, balance, mut entries)| {
        let amount = Amount::from_minor(balance.0);
        let opening = match balance.1 {
            true => SignedAmount::credit(amount),
            false => SignedAmount::debit(amount),
        };
        let mut closing = opening;
        for (index, entry) in entries.iter_mut().enumerate() {
            entry.reference = format!("{index}{}", entry.reference);
            entry.amount.currency = names.3;
            if entry.booked {
                closing = closing.moved(entry.amount.amount, entry.credit).unwrap();
            }
        }
        Statement {
            id: names.0,
            message_id: names.1,
            account: names.2,
            currency: names.3,
            sequence: names.4,
            from: times.1,
            to: times.2,
            opening,
            closing,
            entries,
            created_at: times.0,
        }
    })
}

proptest! {
    #[test]
    fn orders_are_read_as_they_were_written(
        orders in orders(), name in plain(140), account in account(), id in plain(35),
        created_at in moment(), day in moment(),
    ) {
        let initiator = Initiator { name, account };
        let text = pain001::write(&orders, &initiator, &id, created_at, day).unwrap();
        let read = pain001::read(text.as_bytes()).unwrap();
        prop_assert_eq!(read.orders, orders);
        prop_assert_eq!(read.initiator, initiator);
        prop_assert_eq!((read.message_id, read.created_at), (id, created_at));
        prop_assert_eq!(
            read.execution_date.as_millis().div_euclid(86_400_000),
            day.as_millis().div_euclid(86_400_000)
        );
    }

    #[test]
    fn statements_are_read_as_they_were_written(statement in statement()) {
        let text = camt053::write(&statement).unwrap();
        let read = camt053::read(text.as_bytes()).unwrap();
        prop_assert_eq!(read, vec![statement]);
    }

    #[test]
    fn a_statement_that_breaks_its_promise_is_not_written(
        statement in statement(), amount in 1..10_u128.pow(15),
    ) {
        let mut wrong = statement;
        wrong.closing = wrong.closing.moved(Amount::from_minor(amount), true).unwrap();
        let error = camt053::write(&wrong).unwrap_err();
        let told = matches!(error.problem, crate::Problem::WrongSum { .. });
        prop_assert!(told);
    }
}
