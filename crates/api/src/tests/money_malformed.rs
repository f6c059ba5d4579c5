//! What a bad input about money answers: nothing moves.

use serde_json::json;

use super::money::{PIN, idr, sending};
use super::town::{Town, machine};
use crate::{Access, Settings, registry};

#[tokio::test]
async fn what_is_no_input_at_all_is_refused() {
    let (town, people) = Town::rich(&["sari"]).await;
    let sari = &people[0].token;
    let (_, secret) = super::merchants::shop(&town, sari).await;
    for operation in registry(Settings::default()).operations() {
        if !operation.name.starts_with("wallet.") {
            continue;
        }
        let token = match operation.access {
            Access::Merchant => secret.clone(),
            Access::Operator => machine(),
            _ => sari.clone(),
        };
        for input in [json!(3), json!("text"), json!(null)] {
            let answer = town.call(Some(&token), operation.name, input).await;
            assert_eq!(answer, Err("request.malformed"), "{}", operation.name);
        }
    }
}

#[tokio::test]
async fn what_is_no_amount_is_refused_and_nothing_moves() {
    let (town, people) = Town::rich(&["sari", "budi"]).await;
    let sari = &people[0].token;
    let place = town.direct(&people[0], &people[1]).await;
    let beyond = format!("{}0", u128::MAX);
    for (money, expected) in [
        (idr("0"), "wallet.amount_invalid"),
        (idr("150"), "wallet.amount_invalid"),
        (idr("-100"), "request.malformed"),
        (idr("1.5"), "request.malformed"),
        (idr("1e3"), "request.malformed"),
        (idr("+100"), "request.malformed"),
        (idr(" 100"), "request.malformed"),
        (idr("0x64"), "request.malformed"),
        (idr(""), "request.malformed"),
        (idr("１００"), "request.malformed"),
        (idr(&beyond), "request.malformed"),
        (idr(&u128::MAX.to_string()), "wallet.amount_invalid"),
        (
            json!({ "amount": 100, "currency": "IDR" }),
            "request.malformed",
        ),
        (
            json!({ "amount": 1.5, "currency": "IDR" }),
            "request.malformed",
        ),
        (
            json!({ "amount": null, "currency": "IDR" }),
            "request.malformed",
        ),
        (json!({ "amount": "100" }), "request.malformed"),
        (
            json!({ "amount": "100", "currency": "idr" }),
            "request.malformed",
        ),
        (
            json!({ "amount": "100", "currency": "EUR" }),
            "wallet.currency_mismatch",
        ),
        (json!("100"), "request.malformed"),
    ] {
        let mut input = sending(&place, "0", "a");
        input["money"] = money.clone();
        let answer = town.call(Some(sari), "wallet.transfer", input).await;
        assert_eq!(answer, Err(expected), "transfer {money}");
        let mut input = json!({
            "conversation": place, "kind": "normal", "shares": 1, "cover": "classic",
            "client_id": "a", "pin": PIN,
        });
        input["money"] = money.clone();
        let answer = town.call(Some(sari), "wallet.send_packet", input).await;
        assert_eq!(answer, Err(expected), "packet {money}");
        let input = json!({ "conversation": place, "money": money, "client_id": "a" });
        let answer = town.call(Some(sari), "wallet.request", input).await;
        assert_eq!(answer, Err(expected), "request {money}");
    }
    let untouched = ("100000000".to_owned(), "0".to_owned());
    assert_eq!(town.balance(&people[0]).await, untouched);
}

#[tokio::test]
async fn what_is_no_field_is_refused() {
    let (town, people) = Town::rich(&["sari", "budi"]).await;
    let sari = &people[0].token;
    let place = town.direct(&people[0], &people[1]).await;
    for (name, input) in [
        (
            "wallet.transfer",
            json!({ "conversation": place, "money": idr("100"), "client_id": "a" }),
        ),
        (
            "wallet.transfer",
            json!({ "conversation": "../etc", "money": idr("100"), "client_id": "a", "pin": PIN }),
        ),
        (
            "wallet.transfer",
            json!({ "conversation": place, "money": idr("100"), "client_id": "a", "pin": 135_791 }),
        ),
        ("wallet.accept_transfer", json!({ "payment": "x" })),
        ("wallet.accept_transfer", json!({ "payment": 7 })),
        ("wallet.open_packet", json!({})),
        (
            "wallet.packet",
            json!({ "payment": "0".repeat(26), "cursor": -1 }),
        ),
        ("wallet.packet_states", json!({ "payments": "all" })),
        ("wallet.statement", json!({ "limit": -1 })),
        ("wallet.statement", json!({ "kinds": ["everything"] })),
        ("wallet.statement", json!({ "direction": "up" })),
        ("wallet.statement", json!({ "from": "yesterday" })),
        ("wallet.statement", json!({ "until": 5 })),
        ("wallet.accept_terms", json!({ "version": -1 })),
        ("wallet.open", json!({ "version": 1 })),
        ("wallet.pay_code", json!({ "renew": "yes" })),
        (
            "wallet.send_packet",
            json!({ "conversation": place, "kind": "magic", "money": idr("100"), "shares": 1, "cover": "classic", "client_id": "a", "pin": PIN }),
        ),
    ] {
        let answer = town.call(Some(sari), name, input.clone()).await;
        assert_eq!(answer, Err("request.malformed"), "{name} {input}");
    }
}

#[tokio::test]
async fn what_is_no_bank_account_is_refused() {
    let (town, people) = Town::rich(&["sari"]).await;
    let sari = &people[0].token;
    let with = |to: serde_json::Value| json!({ "money": idr("1000000"), "holder": "Sari", "to": to, "client_id": "a", "pin": PIN });
    for to in [
        json!({}),
        json!("7"),
        json!({ "iban": "DE00" }),
        json!({ "number": "7", "iban": "7" }),
        json!({ "number": "7", "bank": "x" }),
        json!({ "number": "7 7" }),
        json!({ "number": "7", "bic": "X" }),
        json!({ "number": "7".repeat(35) }),
    ] {
        let answer = town
            .call(Some(sari), "wallet.withdraw", with(to.clone()))
            .await;
        assert_eq!(answer, Err("request.malformed"), "{to}");
    }
    town.ok(sari, "wallet.withdraw", with(json!({ "number": "7" })))
        .await;
}
