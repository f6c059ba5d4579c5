//! Attempts on passwords and codes: a right one that is refused for another reason is none, and a wrong one stays one.

use std::time::Duration;

use serde_json::{Value, json};

use super::people::NEW_PASSWORD;
use super::town::{PASSWORD, Town, form};
use crate::Settings;

/// As many as are allowed, and one more.
const MANY: usize = 11;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The same call again and again, which is refused each time for the same reason.
async fn refused(town: &Town, token: Option<&str>, operation: &str, input: &Value, code: &str) {
    for time in 0..MANY {
        let answer = town.call(token, operation, input.clone()).await;
        assert_eq!(answer, Err(code).map_err(leak), "{operation} {time}");
    }
}

fn leak(code: &str) -> &'static str {
    Box::leak(code.to_owned().into_boxed_str())
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
