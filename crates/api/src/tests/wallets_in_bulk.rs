//! Wallets opened in bulk, for measuring load: by whom, on which cells, and that the books stay right.

use serde_json::{Value, json};

use super::town::{Town, machine};
use crate::settings::BankDetails;

/// Two accounts as `accounts.create_in_bulk` makes them.
async fn two_accounts(town: &Town) -> Value {
    let input = json!({ "count": 2, "prefix": "load-" });
    let made = town.ok(&machine(), "accounts.create_in_bulk", input).await;
    made["accounts"].clone()
}

async fn offer_wallets(town: &Town) {
    let input = json!({ "currency": "IDR", "terms": "Play money." });
    town.ok(&machine(), "wallet.update_settings", input).await;
}

fn open(accounts: &[&Value]) -> Value {
    let money = json!({ "amount": "100000", "currency": "IDR" });
    json!({ "accounts": accounts, "pin": "739182", "money": money })
}

#[tokio::test]
async fn wallets_with_money_are_opened_in_bulk_and_the_books_stay_right() {
    let town = Town::new();
    let made = two_accounts(&town).await;
    let both = open(&[&made[0]["account"], &made[1]["account"]]);
    let early = town
        .call(Some(&machine()), "wallet.open_in_bulk", both.clone())
        .await;
    assert_eq!(early, Err("wallet.not_offered"));
    offer_wallets(&town).await;
    let opened = town
        .ok(&machine(), "wallet.open_in_bulk", both.clone())
        .await;
    assert_eq!(opened, json!({ "wallets": 2 }));
    let again = town
        .call(Some(&machine()), "wallet.open_in_bulk", both)
        .await;
    assert_eq!(again, Err("wallet.already_open"));
    let more = two_accounts(&town).await;
    let one = open(&[&more[0]["account"]]);
    town.ok(&machine(), "wallet.open_in_bulk", one).await;
    let token = made[1]["token"].as_str().unwrap();
    let wallet = town.ok(token, "wallet.me", json!({})).await;
    assert_eq!(wallet["open"]["balance"], "100000", "{wallet}");
    let overview = town.ok(&machine(), "wallet.overview", json!({})).await;
    let reconciliation = town
        .ok(&machine(), "wallet.reconciliation", json!({}))
        .await;
    assert_eq!(overview["wallets"], 3, "{overview}");
    assert_eq!(reconciliation["in_order"], true, "{reconciliation}");
    assert_eq!(
        reconciliation["ledger_balance"], "300000",
        "the bank's account has what its statements say: {reconciliation}"
    );
    let pay_code = town.ok(token, "wallet.pay_code", json!({})).await;
    let pay = |pin: &str| {
        json!({
            "code": pay_code["code"], "money": { "amount": "500", "currency": "IDR" },
            "client_id": "1", "pin": pin,
        })
    };
    let payer = made[0]["token"].as_str().unwrap();
    let wrong = town.call(Some(payer), "wallet.pay", pay("739183")).await;
    assert_eq!(wrong, Err("wallet.wrong_pin"));
    town.ok(payer, "wallet.pay", pay("739182")).await;
}

#[tokio::test]
async fn only_the_machines_owner_opens_wallets_in_bulk() {
    let town = Town::new();
    let ratna = town.operator().await;
    offer_wallets(&town).await;
    let made = two_accounts(&town).await;
    let input = open(&[&made[0]["account"]]);
    let person = made[0]["token"].as_str().unwrap();
    for (token, refusal) in [
        (None, "accounts.not_signed_in"),
        (Some(person), "accounts.not_operator"),
        (Some(ratna.as_str()), "accounts.token_needed"),
    ] {
        let refused = town.call(token, "wallet.open_in_bulk", input.clone()).await;
        assert_eq!(refused, Err(refusal));
    }
}

#[tokio::test]
async fn what_makes_no_sense_opens_nothing() {
    let town = Town::new();
    offer_wallets(&town).await;
    let made = two_accounts(&town).await;
    let account = &made[0]["account"];
    let with = |field: &str, value: Value| {
        let mut input = open(&[account]);
        input[field] = value;
        input
    };
    let nobody = "0000000000000000000000000g";
    for (input, refusal) in [
        (open(&[]), "accounts.out_of_range"),
        (open(&vec![account; 501]), "accounts.out_of_range"),
        (open(&[account, account]), "wallet.already_open"),
        (open(&[account, &json!(nobody)]), "accounts.not_found"),
        (with("pin", json!("123456")), "wallet.pin_invalid"),
        (
            with("money", json!({ "amount": "100000", "currency": "EUR" })),
            "wallet.currency_mismatch",
        ),
        (
            with("money", json!({ "amount": "0", "currency": "IDR" })),
            "wallet.amount_invalid",
        ),
    ] {
        let refused = town
            .call(Some(&machine()), "wallet.open_in_bulk", input)
            .await;
        assert_eq!(refused, Err(refusal));
    }
    let settings = town.ok(&machine(), "wallet.settings", json!({})).await;
    assert_eq!(settings["wallets"], 0);
}

#[tokio::test]
async fn a_cell_with_a_bank_has_its_money_from_there_alone() {
    let town = Town::with(|settings| {
        settings.wallet.bank = Some(BankDetails {
            bank: "Bank".to_owned(),
            holder: "Cell".to_owned(),
            account: "1".to_owned(),
            bank_code: None,
        });
    });
    offer_wallets(&town).await;
    let made = two_accounts(&town).await;
    let refused = town
        .call(
            Some(&machine()),
            "wallet.open_in_bulk",
            open(&[&made[0]["account"]]),
        )
        .await;
    assert_eq!(refused, Err("wallet.settings_invalid"));
}
