//! Money over the wire: who may call, strangers, PINs that are guessed, and who hears of what.

use sapa_bank::{BankAccount, Entry, SignedAmount, Statement};
use sapa_kernel::{AccountId, Amount, Money, Timestamp};
use sapa_store::{Lane, RawScan, Read, Scan, Table, Topic, WriteError, prefixes};
use serde_json::{Value, json};

use super::town::{PASSWORD, Town, machine};
use crate::{Access, Kind, Settings, Transport, registry};

pub(super) const PIN: &str = "135791";
const WRONG: &str = "000001";

pub(super) struct Person {
    pub(super) token: String,
    pub(super) account: Value,
}

impl Person {
    fn id(&self) -> AccountId {
        serde_json::from_value(self.account.clone()).unwrap()
    }
}

pub(super) fn idr(minor: &str) -> Value {
    json!({ "amount": minor, "currency": "IDR" })
}

/// What people do with money.
impl Town {
    /// People with a wallet and a million rupiah; all are friends of the first.
    pub(super) async fn rich(handles: &[&str]) -> (Self, Vec<Person>) {
        Self::rich_with(handles, |_| ()).await
    }

    /// The same with settings of the test's own.
    pub(super) async fn rich_with(
        handles: &[&str],
        change: impl FnOnce(&mut crate::Settings),
    ) -> (Self, Vec<Person>) {
        let town = Self::with(change);
        town.open_registration().await;
        let settings = json!({ "currency": "IDR", "terms": "Be good." });
        town.ok(&machine(), "wallet.update_settings", settings)
            .await;
        let mut people: Vec<Person> = Vec::new();
        let mut references = Vec::new();
        for handle in handles {
            let (token, account) = town.register(handle).await;
            if let Some(first) = people.first() {
                let input = json!({ "account": account, "greeting": "halo" });
                town.ok(&first.token, "contacts.request", input).await;
                let input = json!({ "account": first.account });
                town.ok(&token, "contacts.accept", input).await;
            }
            let input = json!({ "version": 1, "pin": PIN });
            town.ok(&token, "wallet.open", input).await;
            let details = town.ok(&token, "wallet.top_up_details", json!({})).await;
            references.push(details["reference"].as_str().unwrap().to_owned());
            people.push(Person { token, account });
        }
        town.pay_in(&references).await;
        (town, people)
    }

    async fn pay_in(&self, references: &[String]) {
        let money = Money {
            amount: Amount::from_minor(100_000_000),
            currency: "IDR".parse().unwrap(),
        };
        let entries: Vec<Entry> = references
            .iter()
            .map(|reference| Entry {
                reference: reference.clone(),
                credit: true,
                reversal: false,
                booked: true,
                amount: money,
                booked_at: Timestamp::from_millis(0),
                end_to_end_id: None,
                remittance: vec![reference.clone()],
                counterparty_name: None,
                counterparty_account: None,
                return_reason: None,
            })
            .collect();
        let sum = money.amount.checked_mul(references.len() as u128).unwrap();
        let statement = Statement {
            id: "S".into(),
            message_id: "M".into(),
            account: BankAccount::local("1", None).unwrap(),
            currency: money.currency,
            sequence: None,
            from: None,
            to: None,
            opening: SignedAmount::ZERO,
            closing: SignedAmount::credit(sum),
            entries,
            created_at: Timestamp::from_millis(0),
        };
        let booked = self
            .dispatcher
            .cell()
            .write(Lane::Job, move |tx| {
                sapa_flows::money::book_statement(tx, &statement)
            })
            .await
            .map_err(|error: WriteError<_>| error.to_string());
        assert_eq!(booked.unwrap().value.differences, 0);
    }

    pub(super) async fn direct(&self, a: &Person, b: &Person) -> Value {
        let input = json!({ "account": b.account });
        self.ok(&a.token, "chat.open_direct", input).await["conversation"].clone()
    }

    pub(super) async fn balance(&self, who: &Person) -> (String, String) {
        let me = self.ok(&who.token, "wallet.me", json!({})).await;
        let text = |name: &str| me["open"][name].as_str().unwrap().to_owned();
        (text("balance"), text("held"))
    }

    /// A refusal's code and details.
    async fn refusal(&self, token: &str, operation: &str, input: Value) -> (&'static str, Value) {
        let called = self
            .call_with(Transport::default(), Some(token), operation, input, None)
            .await;
        match called {
            Ok(_) => panic!("{operation} was not refused"),
            Err(failure) => (
                failure.fault.code,
                failure.fault.details.unwrap_or_default(),
            ),
        }
    }
}

pub(super) fn sending(conversation: &Value, amount: &str, client_id: &str) -> Value {
    json!({
        "conversation": conversation, "money": idr(amount), "note": "Lunch",
        "client_id": client_id, "pin": PIN,
    })
}

#[tokio::test]
async fn who_may_call() {
    let (town, people) = Town::rich(&["sari"]).await;
    let operations = registry(Settings::default());
    let mut count = 0;
    for operation in operations.operations() {
        let (name, access) = (operation.name, operation.access);
        if !name.starts_with("wallet.") || access == Access::Merchant {
            continue;
        }
        count += 1;
        for token in [None, Some("sapa_operator_guess")] {
            let answer = town.call(token, name, json!({})).await;
            assert_eq!(answer, Err("accounts.not_signed_in"), "{name} by nobody");
        }
        let (wrong, expected) = match access {
            Access::Operator => (people[0].token.clone(), "accounts.not_operator"),
            Access::SignedIn => (machine(), "accounts.not_signed_in"),
            Access::Anonymous | Access::Merchant => panic!("{name} may be called by anybody"),
        };
        let answer = town.call(Some(&wrong), name, json!({})).await;
        assert_eq!(answer, Err(expected), "{name}");
    }
    assert!(count > 35, "{count}");
    assert!(
        operations
            .operations()
            .iter()
            .all(|operation| !operation.name.contains("demo_bank"))
    );
}

#[tokio::test]
async fn a_stranger_sees_and_takes_nothing() {
    let (town, people) = Town::rich(&["sari", "budi"]).await;
    let (mallory, _) = town.register("mallory").await;
    let place = town.direct(&people[0], &people[1]).await;
    let sari = &people[0].token;
    let transfer = town
        .ok(sari, "wallet.transfer", sending(&place, "100", "a"))
        .await;
    let packet = json!({
        "conversation": place, "kind": "lucky", "money": idr("500"), "shares": 1,
        "cover": "classic", "client_id": "a", "pin": PIN,
    });
    let packet = town.ok(sari, "wallet.send_packet", packet).await;
    let asked = json!({ "conversation": place, "money": idr("500"), "client_id": "a" });
    let asked = town.ok(sari, "wallet.request", asked).await;
    let taken_out = json!({ "money": idr("1000000"), "holder": "Sari", "to": { "number": "7" }, "client_id": "a", "pin": PIN });
    let taken_out = town.ok(sari, "wallet.withdraw", taken_out).await;
    let of = |made: &Value| json!({ "payment": made["payment"] });
    for round in 0..2 {
        for (name, input, expected) in [
            ("wallet.transfer_status", of(&transfer), "wallet.not_found"),
            ("wallet.accept_transfer", of(&transfer), "wallet.not_found"),
            ("wallet.decline_transfer", of(&transfer), "wallet.not_found"),
            ("wallet.packet", of(&packet), "chat.not_a_member"),
            ("wallet.open_packet", of(&packet), "chat.not_a_member"),
            ("wallet.request_status", of(&asked), "chat.not_a_member"),
            ("wallet.decline_request", of(&asked), "wallet.not_yours"),
            ("wallet.cancel_request", of(&asked), "wallet.not_yours"),
            ("wallet.withdrawal", of(&taken_out), "wallet.not_found"),
        ] {
            let answer = town.call(Some(&mallory), name, input).await;
            assert_eq!(answer, Err(expected), "{name} {round}");
        }
        if round == 0 {
            // Neither with a wallet of their own.
            town.ok(&mallory, "wallet.open", json!({ "version": 1, "pin": PIN }))
                .await;
        }
    }
    let states = json!({ "payments": [packet["payment"]] });
    let states = town.ok(&mallory, "wallet.packet_states", states).await;
    assert_eq!(states["packets"], json!([]));
    let pay = json!({ "payment": asked["payment"], "pin": PIN });
    let answer = town.call(Some(&mallory), "wallet.pay_request", pay).await;
    assert_eq!(answer, Err("wallet.not_yours"));
    let into = sending(&place, "100", "b");
    let answer = town.call(Some(&mallory), "wallet.transfer", into).await;
    assert_eq!(answer, Err("chat.not_a_member"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_guesses_at_once_five_are_checked() {
    let (town, people) = Town::rich(&["sari", "budi"]).await;
    let place = town.direct(&people[0], &people[1]).await;
    let calls = (0..50).map(|number| {
        let mut input = sending(&place, "100", &number.to_string());
        input["pin"] = json!(WRONG);
        town.call(Some(&people[0].token), "wallet.transfer", input)
    });
    let answers = futures_util::future::join_all(calls).await;
    let count = |code| {
        answers
            .iter()
            .filter(|answer| **answer == Err(code))
            .count()
    };
    assert_eq!(count("wallet.wrong_pin"), 5);
    assert_eq!(count("wallet.pin_locked"), 45);
    // The pause holds for the right PIN, for every verb, and for this person alone.
    let (code, details) = town
        .refusal(
            &people[0].token,
            "wallet.transfer",
            sending(&place, "100", "x"),
        )
        .await;
    assert_eq!(
        (code, &details["retry_after_seconds"]),
        ("wallet.pin_locked", &json!(900))
    );
    let change = json!({ "pin": PIN, "new_pin": "246813" });
    let answer = town
        .call(Some(&people[0].token), "wallet.change_pin", change)
        .await;
    assert_eq!(answer, Err("wallet.pin_locked"));
    town.ok(
        &people[1].token,
        "wallet.transfer",
        sending(&place, "100", "x"),
    )
    .await;
    town.clock.advance(std::time::Duration::from_secs(900));
    town.ok(
        &people[0].token,
        "wallet.transfer",
        sending(&place, "100", "x"),
    )
    .await;
}

#[tokio::test]
async fn only_a_wrong_pin_counts() {
    let (town, people) = Town::rich(&["sari", "budi"]).await;
    let sari = &people[0].token;
    let place = town.direct(&people[0], &people[1]).await;
    for _ in 0..12 {
        let refused = town.call(
            Some(sari),
            "wallet.transfer",
            sending(&place, "100000100", "a"),
        );
        assert_eq!(refused.await, Err("wallet.insufficient_funds"));
    }
    // Repeated because the answer was lost: the same answer, and no attempt.
    let first = town
        .ok(sari, "wallet.transfer", sending(&place, "100", "b"))
        .await;
    for _ in 0..12 {
        let again = town
            .ok(sari, "wallet.transfer", sending(&place, "100", "b"))
            .await;
        assert_eq!(again, first);
    }
    let packet = json!({
        "conversation": place, "kind": "normal", "money": idr("100"), "shares": 1,
        "cover": "classic", "client_id": "a", "pin": PIN,
    });
    let asked = json!({ "conversation": place, "money": idr("500"), "client_id": "a" });
    let asked = town.ok(&people[1].token, "wallet.request", asked).await;
    let code = town
        .ok(&people[1].token, "wallet.pay_code", json!({}))
        .await;
    let repeated = [
        ("wallet.send_packet", packet),
        (
            "wallet.pay_request",
            json!({ "payment": asked["payment"], "pin": PIN }),
        ),
        (
            "wallet.pay",
            json!({ "code": code["code"], "money": idr("100"), "client_id": "a", "pin": PIN }),
        ),
        (
            "wallet.withdraw",
            json!({ "money": idr("1000000"), "holder": "Sari", "to": { "number": "7" }, "client_id": "a", "pin": PIN }),
        ),
    ];
    for (name, input) in repeated {
        let first = town.ok(sari, name, input.clone()).await;
        for _ in 0..6 {
            assert_eq!(town.ok(sari, name, input.clone()).await, first, "{name}");
        }
    }
    let mut wrong = sending(&place, "100", "b");
    wrong["pin"] = json!(WRONG);
    let (code, details) = town.refusal(sari, "wallet.transfer", wrong).await;
    assert_eq!((code, &details["left"]), ("wallet.wrong_pin", &json!(4)));
    assert_eq!(
        town.balance(&people[0]).await.0,
        (100_000_000 - 1_000_800).to_string()
    );
}

/// Keys of results that are kept.
const KEPT: Table<([u8; 16], String, String), ()> = Table::new(prefixes::API_IDEMPOTENCY);

#[tokio::test]
async fn what_goes_with_a_pin_is_kept_nowhere() {
    let (town, people) = Town::rich(&["sari", "budi"]).await;
    let place = town.direct(&people[0], &people[1]).await;
    for operation in registry(Settings::default()).operations() {
        let has_pin = [
            "wallet.open",
            "wallet.change_pin",
            "wallet.ask_pin_reset",
            "wallet.finish_pin_reset",
            "wallet.transfer",
            "wallet.send_packet",
            "wallet.pay_request",
            "wallet.pay",
            "wallet.withdraw",
        ]
        .contains(&operation.name);
        if has_pin {
            assert_eq!(operation.kind, Kind::Prepared, "{}", operation.name);
        }
    }
    let secret = "864201";
    let change = json!({ "pin": PIN, "new_pin": secret });
    let mut pay = sending(&place, "100", "a");
    pay["pin"] = json!(secret);
    for (name, input) in [
        ("wallet.change_pin", change),
        ("wallet.transfer", pay),
        ("wallet.ask_pin_reset", json!({ "password": PASSWORD })),
    ] {
        let token = Some(people[0].token.as_str());
        let called = town.call_with(Transport::default(), token, name, input, Some("key"));
        assert!(called.await.is_ok(), "{name}");
    }
    let snapshot = town.dispatcher.cell().snapshot();
    assert!(KEPT.keys(&snapshot, Scan::all()).unwrap().is_empty());
    let holds = |bytes: &[u8], text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    let everything = RawScan::prefix(&[]);
    for (key, value) in snapshot.scan_raw(&everything).unwrap() {
        for text in [secret, PIN, PASSWORD] {
            assert!(
                !holds(&key, text) && !holds(&value, text),
                "{text} is in a row"
            );
        }
    }
    // What has no PIN is kept as always.
    let input = json!({ "version": 1 });
    let token = Some(people[0].token.as_str());
    let called = town.call_with(
        Transport::default(),
        token,
        "wallet.accept_terms",
        input,
        Some("key"),
    );
    assert!(called.await.is_ok());
    let snapshot = town.dispatcher.cell().snapshot();
    assert_eq!(KEPT.keys(&snapshot, Scan::all()).unwrap().len(), 1);
}

#[tokio::test]
async fn pushes_are_for_those_whose_money_it_is() {
    let (town, people) = Town::rich(&["sari", "budi", "putu"]).await;
    let place = town.direct(&people[0], &people[1]).await;
    let mut entries = town.dispatcher.cell().subscribe();
    let mut heard = || {
        let snapshot = town.dispatcher.cell().snapshot();
        let mut list = Vec::new();
        while let Some(entry) = entries.try_next().unwrap() {
            for event in entry
                .events
                .iter()
                .filter(|event| event.name.starts_with("wallet."))
            {
                let body = town.dispatcher.render(&snapshot, event).unwrap();
                let body: Value = serde_json::from_slice(&body).unwrap();
                let who = people
                    .iter()
                    .position(|person| event.topic == Topic::Account(person.id()))
                    .expect("wallets are spoken of to their owners alone");
                list.push((who, body));
            }
        }
        list
    };
    let wallet = |who: usize| (who, json!({ "type": "wallet" }));
    let sent = town
        .ok(
            &people[0].token,
            "wallet.transfer",
            sending(&place, "100", "a"),
        )
        .await;
    assert_eq!(heard(), [wallet(0)]);
    let of = |made: &Value| json!({ "payment": made["payment"] });
    town.ok(&people[1].token, "wallet.accept_transfer", of(&sent))
        .await;
    assert_eq!(heard(), [wallet(0), wallet(1)]);
    let packet = json!({
        "conversation": place, "kind": "lucky", "money": idr("500"), "shares": 1,
        "cover": "classic", "client_id": "a", "pin": PIN,
    });
    let packet = town
        .ok(&people[0].token, "wallet.send_packet", packet)
        .await;
    assert_eq!(heard(), [wallet(0)]);
    town.ok(&people[1].token, "wallet.open_packet", of(&packet))
        .await;
    let claimed = json!({ "type": "packet_claimed", "payment": packet["payment"] });
    assert_eq!(heard(), [wallet(1), (0, claimed)]);
    town.ok(&people[1].token, "wallet.open_packet", of(&packet))
        .await;
    assert_eq!(heard(), []);
    let input = json!({ "account": people[2].account, "reason": "a complaint" });
    town.ok(&machine(), "wallet.freeze", input).await;
    assert_eq!(heard(), [wallet(2)]);
}

#[tokio::test]
async fn a_wallet_from_its_opening_to_its_file() {
    let (town, people) = Town::rich(&["sari", "budi"]).await;
    let (sari, budi) = (&people[0].token, &people[1].token);
    let me = town.ok(sari, "wallet.me", json!({})).await;
    assert_eq!(
        (&me["state"], &me["currency"], &me["step"]),
        (&json!("open"), &json!("IDR"), &json!("100"))
    );
    let terms = town.ok(sari, "wallet.terms", json!({})).await;
    assert_eq!(terms["text"], "Be good.");
    let place = town.direct(&people[0], &people[1]).await;
    let sent = town
        .ok(sari, "wallet.transfer", sending(&place, "150000", "a"))
        .await;
    let of = json!({ "payment": sent["payment"] });
    let seen = town.ok(budi, "wallet.transfer_status", of.clone()).await;
    assert_eq!(seen, sent);
    let declined = town.ok(budi, "wallet.decline_transfer", of).await;
    assert_eq!(declined["state"], "declined");
    let page = json!({ "kinds": ["transfer"], "limit": 1 });
    let page = town.ok(sari, "wallet.statement", page).await;
    assert_eq!(page["items"][0]["returned"], true);
    let next = json!({ "kinds": ["transfer"], "cursor": page["next_cursor"] });
    let next = town.ok(sari, "wallet.statement", next).await;
    assert_eq!(
        (&next["items"][0]["direction"], &next["items"][0]["amount"]),
        (&json!("out"), &json!("150000"))
    );
    let file = town.ok(sari, "wallet.export_statement", json!({})).await;
    assert_eq!(file["file_name"], "statement-2026-01-01.csv");
    assert_eq!(file["csv"].as_str().unwrap().lines().count(), 4);
    assert_eq!(file.get("next_cursor"), None);
    let rest = json!({ "cursor": next["items"][0]["line"] });
    let rest = town.ok(sari, "wallet.export_statement", rest).await;
    let rest = rest["csv"].as_str().unwrap().to_owned();
    assert_eq!(rest.lines().count(), 1, "it goes on, without a header");
    assert!(rest.contains(",top_up,in,"), "{rest}");
    let reason = json!({ "account": people[0].account, "reason": "a complaint" });
    for _ in 0..101 {
        town.ok(&machine(), "wallet.inspect", reason.clone()).await;
    }
    let first = town.ok(&machine(), "wallet.inspections", json!({})).await;
    assert_eq!(first["items"].as_array().unwrap().len(), 100);
    let rest = json!({ "cursor": first["next_cursor"] });
    let rest = town.ok(&machine(), "wallet.inspections", rest).await;
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    assert_eq!(rest.get("next"), None);
}

#[tokio::test]
async fn what_a_deleted_account_left_is_given_to_an_heir() {
    let (town, people) = Town::rich(&["sari", "budi"]).await;
    let gone: sapa_kernel::AccountId = people[0].account.as_str().unwrap().parse().unwrap();
    town.dispatcher
        .cell()
        .write(sapa_store::Lane::Interactive, move |tx| {
            sapa_wallet::forget_account(tx, gone)
        })
        .await
        .map_err(|error: sapa_store::WriteError<sapa_wallet::Error>| error.to_string())
        .unwrap();
    let list = town.ok(&machine(), "wallet.unclaimed", json!({})).await;
    let left = &list["items"][0];
    assert_eq!(
        (&left["account"], &left["rest"], &left["left"]),
        (&json!(gone), &json!("100000000"), &idr("100000000"))
    );
    let input = |minor: &str| {
        json!({
            "account": gone, "to": people[1].account, "money": idr(minor),
            "reason": "his brother", "client_id": "a",
        })
    };
    let answer = town
        .call(
            Some(&people[1].token),
            "wallet.pay_unclaimed",
            input("100000000"),
        )
        .await;
    assert_eq!(answer, Err("accounts.not_operator"));
    let over = town
        .refusal(&machine(), "wallet.pay_unclaimed", input("100000100"))
        .await;
    assert_eq!(over.0, "wallet.over_unclaimed");
    assert_eq!(over.1["left"], "100000000");
    for _ in 0..2 {
        town.ok(&machine(), "wallet.pay_unclaimed", input("100000000"))
            .await;
    }
    assert_eq!(town.balance(&people[1]).await.0, "200000000");
    let found = town.ok(&machine(), "wallet.audit", json!({})).await;
    assert_eq!(found["offences"], 0, "{found}");
}
