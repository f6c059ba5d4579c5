//! Attempts on passwords and codes: a right one that is refused for another reason is none, and a wrong one stays one.

use std::time::Duration;

use serde_json::{Value, json};

use super::people::NEW_PASSWORD;
use super::town::{PASSWORD, Town, form, machine};
use crate::Settings;

/// As many as are allowed, and one more.
const MANY: usize = 11;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The same call again and again, which is refused each time for the same reason.
async fn refused(
    town: &Town,
    token: Option<&str>,
    operation: &str,
    input: &Value,
    code: &'static str,
) {
    for time in 0..MANY {
        let answer = town.call(token, operation, input.clone()).await;
        assert_eq!(answer, Err(code), "{operation} {time}");
    }
}

/// Ten wrong passwords are as many as ever.
async fn wrong_ones_count(town: &Town, token: &str, operation: &str, more: Value) {
    let input = |password: &str| {
        let mut input = more.clone();
        input["password"] = json!(password);
        input
    };
    for _ in 0..MANY - 1 {
        let answer = town
            .call(Some(token), operation, input("not this one"))
            .await;
        assert_eq!(answer, Err("accounts.wrong_credentials"), "{operation}");
    }
    let answer = town.call(Some(token), operation, input(PASSWORD)).await;
    assert_eq!(answer, Err("accounts.too_many_attempts"), "{operation}");
}

#[tokio::test]
async fn a_deletion_that_is_refused_costs_no_attempt() {
    let (town, people) = Town::rich(&["sari"]).await;
    let sari = people[0].token.as_str();
    let deletion = "accounts.request_deletion";
    let input = json!({ "password": PASSWORD });
    refused(&town, Some(sari), deletion, &input, "wallet.not_empty").await;
    wrong_ones_count(&town, sari, deletion, json!({})).await;
    let town = Town::new();
    let ratna = town.operator().await;
    refused(
        &town,
        Some(&ratna),
        deletion,
        &input,
        "accounts.last_operator",
    )
    .await;
    wrong_ones_count(&town, &ratna, deletion, json!({})).await;
}

#[tokio::test]
async fn a_pin_reset_that_is_refused_costs_no_attempt() {
    let (town, people) = Town::rich(&["sari"]).await;
    let sari = people[0].token.as_str();
    let password = json!({ "password": PASSWORD });
    let (ask, finish) = ("wallet.ask_pin_reset", "wallet.finish_pin_reset");
    let pin = json!({ "password": PASSWORD, "new_pin": "246802" });
    refused(&town, Some(sari), finish, &pin, "wallet.no_pin_reset").await;
    town.ok(sari, ask, password.clone()).await;
    refused(&town, Some(sari), finish, &pin, "wallet.pin_reset_waits").await;
    wrong_ones_count(&town, sari, finish, json!({ "new_pin": "246802" })).await;
    let (budi, _) = town.register("budi").await;
    refused(&town, Some(&budi), ask, &password, "wallet.not_open").await;
    wrong_ones_count(&town, &budi, ask, json!({})).await;
}

#[tokio::test]
async fn who_is_kept_out_has_no_attempts_against_them() {
    let town = Town::with(|settings: &mut Settings| {
        // What an address has is given back as well.
        settings.accounts.failures_per_hour = 5;
    });
    let ratna = town.operator().await;
    town.open_registration().await;
    let made = town.call(None, "accounts.register", form("sari")).await;
    let made = made.unwrap();
    let target = json!({ "account": made["account"]["account"] });
    town.ok(&ratna, "accounts.suspend", target.clone()).await;
    let sign_in = |password: &str| json!({ "handle": "sari", "password": password });
    let right = sign_in(PASSWORD);
    refused(
        &town,
        None,
        "accounts.sign_in",
        &right,
        "accounts.suspended",
    )
    .await;
    let recover = |code: &Value| json!({ "handle": "sari", "recovery_code": code, "new_password": NEW_PASSWORD });
    let by_code = recover(&made["recovery_codes"][0]);
    refused(
        &town,
        None,
        "accounts.recover",
        &by_code,
        "accounts.suspended",
    )
    .await;
    // Wrong ones count: ten, and the right one has to wait.
    for _ in 0..MANY - 1 {
        let wrong = town.call(None, "accounts.sign_in", sign_in("not this one"));
        assert_eq!(wrong.await, Err("accounts.wrong_credentials"));
        let wrong = town.call(None, "accounts.recover", recover(&json!("aaaaa-aaaaa")));
        assert_eq!(wrong.await, Err("accounts.recovery_code_invalid"));
    }
    town.ok(&ratna, "accounts.unsuspend", target).await;
    for (operation, input) in [("accounts.sign_in", &right), ("accounts.recover", &by_code)] {
        let answer = town.call(None, operation, input.clone()).await;
        assert_eq!(answer, Err("accounts.too_many_attempts"), "{operation}");
    }
    town.clock.advance(DAY);
    let back = town.call(None, "accounts.recover", by_code).await.unwrap();
    assert_eq!(back["remaining_codes"], 9, "no code was used up");
}

#[tokio::test]
async fn a_new_password_ends_the_reset_of_a_pin() {
    let (town, people) = Town::rich(&["sari"]).await;
    let sari = people[0].token.clone();
    let ready_at = async |token: &str| {
        let me = town.ok(token, "wallet.me", json!({})).await;
        me["open"].get("pin_reset_ready_at").cloned()
    };
    let ask = async |token: &str, password: &str| {
        let input = json!({ "password": password });
        town.ok(token, "wallet.ask_pin_reset", input).await;
        assert!(ready_at(token).await.is_some());
    };
    ask(&sari, PASSWORD).await;
    // Refused, it ends nothing.
    let wrong = json!({ "current": NEW_PASSWORD, "new": NEW_PASSWORD });
    let answer = town.call(Some(&sari), "accounts.change_password", wrong);
    assert_eq!(answer.await, Err("accounts.wrong_credentials"));
    assert!(ready_at(&sari).await.is_some());
    let change = json!({ "current": PASSWORD, "new": NEW_PASSWORD });
    town.ok(&sari, "accounts.change_password", change).await;
    assert_eq!(ready_at(&sari).await, None);
    town.clock.advance(DAY);
    let pin = json!({ "password": NEW_PASSWORD, "new_pin": "246802" });
    let answer = town.call(Some(&sari), "wallet.finish_pin_reset", pin).await;
    assert_eq!(answer, Err("wallet.no_pin_reset"));

    let codes = json!({ "password": NEW_PASSWORD });
    let codes = town.ok(&sari, "accounts.renew_recovery_codes", codes).await;
    ask(&sari, NEW_PASSWORD).await;
    let input = json!({ "handle": "sari", "recovery_code": codes["recovery_codes"][0], "new_password": PASSWORD });
    let back = town.call(None, "accounts.recover", input).await.unwrap();
    let sari = back["token"].as_str().unwrap();
    assert_eq!(ready_at(sari).await, None);

    ask(sari, PASSWORD).await;
    let target = json!({ "account": people[0].account });
    let made = town
        .ok(&machine(), "accounts.make_recovery_link", target)
        .await;
    let link = made["url"].as_str().unwrap().to_owned();
    let input = json!({ "token": link.split_once('#').unwrap().1, "new_password": NEW_PASSWORD });
    let back = town.call(None, "accounts.recover_by_link", input).await;
    let back = back.unwrap();
    assert_eq!(ready_at(back["token"].as_str().unwrap()).await, None);
}
