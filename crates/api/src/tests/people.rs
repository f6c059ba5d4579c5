//! Accounts and contacts through the registry: who may call, what a bad input answers, and whole stories.

use serde_json::{Value, json};

use super::town::{PASSWORD, Town, form, machine};
use crate::{Access, SessionChange, Settings, Transport, registry};

pub(super) const NEW_PASSWORD: &str = "a better password";

fn operations(nouns: &[&str]) -> Vec<(&'static str, Access)> {
    registry(Settings::default())
        .operations()
        .iter()
        .filter(|operation| nouns.iter().any(|noun| operation.name.starts_with(noun)))
        .map(|operation| (operation.name, operation.access))
        .collect()
}

#[tokio::test]
async fn who_may_call() {
    let town = Town::new();
    town.open_registration().await;
    let (sari, _) = town.register("sari").await;
    let all = operations(&["accounts.", "contacts.", "chat.", "mini_data.", "cell."]);
    assert!(all.len() > 60, "{}", all.len());
    for (name, access) in all {
        let expected = match access {
            Access::Anonymous => continue,
            Access::SignedIn | Access::Operator => "accounts.not_signed_in",
            Access::Merchant => panic!("{name} is for merchants"),
        };
        for token in [None, Some("sapa_operator_guess")] {
            let answer = town.call(token, name, json!({})).await;
            assert_eq!(answer, Err(expected), "{name} by nobody");
        }
        let stale = town.call(Some("no such token"), name, json!({})).await;
        assert_eq!(
            stale,
            Err("accounts.session_expired"),
            "{name} by a dead session"
        );
        if access == Access::Operator {
            let answer = town.call(Some(&sari), name, json!({})).await;
            assert_eq!(answer, Err("accounts.not_operator"), "{name} by a person");
        } else {
            let answer = town.call(Some(&machine()), name, json!({})).await;
            assert_eq!(
                answer,
                Err("accounts.not_signed_in"),
                "{name} by the machine"
            );
        }
    }
}

#[tokio::test]
async fn malformed_input_is_refused_and_nothing_breaks() {
    let town = Town::new();
    town.open_registration().await;
    let (sari, _) = town.register("sari").await;
    for (name, access) in operations(&["accounts.", "contacts.", "mini_data."]) {
        let token = if access == Access::Operator {
            machine()
        } else {
            sari.clone()
        };
        for input in [json!(3), json!("text"), json!(null)] {
            let answer = town.call(Some(&token), name, input.clone()).await;
            assert_eq!(answer, Err("request.malformed"), "{name} {input}");
        }
    }
    for (name, input) in [
        ("contacts.request", json!({ "account": "../../etc" })),
        ("contacts.request", json!({ "account": "0".repeat(25) })),
        ("contacts.block", json!({ "account": 7 })),
        ("accounts.sign_in", json!({ "handle": "sari" })),
        (
            "accounts.sign_in",
            json!({ "handle": ["sari"], "password": PASSWORD }),
        ),
        ("accounts.sessions", json!([1])),
        ("accounts.create_invitation", json!({ "max_uses": -1 })),
        ("accounts.revoke_session", json!({ "session": "zzz" })),
    ] {
        let answer = town.call(Some(&sari), name, input.clone()).await;
        assert_eq!(answer, Err("request.malformed"), "{name} {input}");
    }
    assert!(
        town.call(Some(&sari), "accounts.me", json!({}))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn from_the_first_operator_to_two_who_talk() {
    let town = Town::new();
    let info = town.call(None, "cell.info", json!({})).await.unwrap();
    assert_eq!(
        (&info["needs_setup"], &info["registration"]),
        (&json!(true), &json!("invitation"))
    );
    let ratna = town.operator().await;
    let info = town.call(None, "cell.info", json!({})).await.unwrap();
    assert_eq!(
        (&info["needs_setup"], &info["name"]),
        (&json!(false), &json!("Kampung"))
    );
    assert_eq!(
        town.call(None, "accounts.register", form("sari")).await,
        Err("accounts.invitation_invalid")
    );
    let made = town
        .ok(&ratna, "accounts.create_invitation", json!({}))
        .await;
    let code = &made["code"];
    assert_eq!(
        made["url"],
        format!("https://cell.example/invite/{}", code.as_str().unwrap())
    );
    let about = town
        .call(None, "accounts.invitation", json!({ "code": code }))
        .await
        .unwrap();
    assert_eq!(
        (&about["valid"], &about["inviter"]["handle"]),
        (&json!(true), &json!("ratna"))
    );
    let mut input = form("sari");
    input["invitation"] = code.clone();
    let sari = town.call(None, "accounts.register", input).await.unwrap();
    assert_eq!(sari["recovery_codes"].as_array().unwrap().len(), 10);
    let sari = sari["token"].as_str().unwrap();
    let chats = town.ok(sari, "chat.list", json!({})).await;
    let conversation = &chats["items"][0];
    assert_eq!(conversation["peer"]["handle"], "ratna");
    let message = json!({
        "conversation": conversation["conversation"], "client_id": "1",
        "body": { "kind": "text", "text": "selamat pagi" },
    });
    town.ok(sari, "chat.send", message).await;
    let chats = town.ok(&ratna, "chat.list", json!({})).await;
    assert_eq!(
        chats["items"][0]["last_message"]["body"]["text"],
        "selamat pagi"
    );
}

#[tokio::test]
async fn signing_in_and_out() {
    let town = Town::new();
    town.open_registration().await;
    let (first, _) = town.register("sari").await;
    let sign_in = |password: &str| json!({ "handle": "@Sari", "password": password });
    let wrong = town
        .call(None, "accounts.sign_in", sign_in("wrong password"))
        .await;
    assert_eq!(wrong, Err("accounts.wrong_credentials"));
    let second = town
        .call(None, "accounts.sign_in", sign_in(PASSWORD))
        .await
        .unwrap();
    let second = second["token"].as_str().unwrap();
    let devices = town.ok(second, "accounts.sessions", json!({})).await;
    assert_eq!(devices["sessions"].as_array().unwrap().len(), 2);
    assert_eq!(devices["sessions"][0]["name"], "curl");
    town.ok(&first, "accounts.sign_out", json!({})).await;
    for operation in ["accounts.me", "accounts.cancel_deletion"] {
        let answer = town.call(Some(&first), operation, json!({})).await;
        assert_eq!(answer, Err("accounts.session_expired"), "{operation}");
    }
    town.ok(second, "accounts.me", json!({})).await;
}

#[tokio::test]
async fn a_browser_holds_several_accounts() {
    let town = Town::new();
    town.open_registration().await;
    let (sari, _) = town.register("sari").await;
    let (budi, _) = town.register("budi").await;
    town.ok(&budi, "accounts.sign_out", json!({})).await;
    let cookies = Town::cookies(&[&sari, &budi]);
    let (slots, _) = town
        .call_by(cookies, None, "accounts.slots", json!({}))
        .await;
    let slots = slots.unwrap()["slots"].clone();
    assert_eq!(
        (&slots[0]["slot"], &slots[0]["account"]["handle"]),
        (&json!(0), &json!("sari"))
    );
    assert_eq!(slots[1], json!({ "slot": 1, "expired": true }));
    // A browser's token goes into the cookie and not into the result.
    let input = json!({ "handle": "budi", "password": PASSWORD });
    let (answer, change) = town
        .call_by(Town::cookies(&[]), None, "accounts.sign_in", input)
        .await;
    assert_eq!(answer.unwrap().get("token"), None);
    let SessionChange::Start(token) = change else {
        panic!("no cookie was set");
    };
    let (_, change) = town
        .call_by(
            Town::cookies(&[&token]),
            Some(&token),
            "accounts.sign_out",
            json!({}),
        )
        .await;
    assert_eq!(change, SessionChange::End);
}

#[tokio::test]
async fn passwords_are_changed_and_recovered() {
    let town = Town::new();
    town.open_registration().await;
    let made = town
        .call(None, "accounts.register", form("sari"))
        .await
        .unwrap();
    let (laptop, code) = (made["token"].as_str().unwrap(), &made["recovery_codes"][0]);
    let sign_in = |password: &str| json!({ "handle": "sari", "password": password });
    let phone = town
        .call(None, "accounts.sign_in", sign_in(PASSWORD))
        .await
        .unwrap();
    let change = |current: &str, new: &str| json!({ "current": current, "new": new });
    for (input, expected) in [
        (
            change("wrong password", NEW_PASSWORD),
            "accounts.wrong_credentials",
        ),
        (change(PASSWORD, "short"), "accounts.password_weak"),
        (change(PASSWORD, "sarisarisari"), "accounts.password_weak"),
    ] {
        let answer = town
            .call(Some(laptop), "accounts.change_password", input)
            .await;
        assert_eq!(answer, Err(expected));
    }
    town.ok(
        laptop,
        "accounts.change_password",
        change(PASSWORD, NEW_PASSWORD),
    )
    .await;
    let phone = phone["token"].as_str();
    let ended = town.call(phone, "accounts.me", json!({})).await;
    assert_eq!(ended, Err("accounts.session_expired"));
    let recover =
        |code: &Value| json!({ "handle": "sari", "recovery_code": code, "new_password": PASSWORD });
    let wrong = town
        .call(None, "accounts.recover", recover(&json!("aaaaa-aaaaa")))
        .await;
    assert_eq!(wrong, Err("accounts.recovery_code_invalid"));
    let recovered = town
        .call(None, "accounts.recover", recover(code))
        .await
        .unwrap();
    assert_eq!(recovered["remaining_codes"], 9);
    let ended = town.call(Some(laptop), "accounts.me", json!({})).await;
    assert_eq!(ended, Err("accounts.session_expired"));
    let token = recovered["token"].as_str().unwrap();
    let renewed = town
        .ok(
            token,
            "accounts.renew_recovery_codes",
            json!({ "password": PASSWORD }),
        )
        .await;
    assert_eq!(renewed["recovery_codes"].as_array().unwrap().len(), 10);
    let used = town
        .call(None, "accounts.recover", recover(&recovered["codes"]))
        .await;
    assert_eq!(used, Err("request.malformed"));
}

#[tokio::test]
async fn what_operators_do() {
    let town = Town::new();
    let ratna = town.operator().await;
    town.open_registration().await;
    let (sari, account) = town.register("sari").await;
    let people = town
        .ok(&ratna, "accounts.people", json!({ "query": "sar" }))
        .await;
    assert_eq!(people["items"][0]["handle"], "sari");
    let target = json!({ "account": account });
    let link = town
        .ok(&ratna, "accounts.make_recovery_link", target.clone())
        .await;
    let me = town.ok(&sari, "accounts.me", json!({})).await;
    assert_eq!(me["notices"][0]["kind"], "recovery_link_made");
    assert_eq!(me["notices"][0]["text_params"]["by"], "ratna");
    let token = link["url"].as_str().unwrap().split_once('#').unwrap().1;
    let follow = json!({ "token": token, "new_password": NEW_PASSWORD });
    let back = town
        .call(None, "accounts.recover_by_link", follow.clone())
        .await
        .unwrap();
    let again = town.call(None, "accounts.recover_by_link", follow).await;
    assert_eq!(again, Err("accounts.link_invalid"));
    town.ok(&ratna, "accounts.suspend", target.clone()).await;
    let out = town
        .call(back["token"].as_str(), "accounts.me", json!({}))
        .await;
    assert_eq!(out, Err("accounts.session_expired"));
    let sign_in = json!({ "handle": "sari", "password": NEW_PASSWORD });
    let refused = town.call(None, "accounts.sign_in", sign_in.clone()).await;
    assert_eq!(refused, Err("accounts.suspended"));
    town.ok(&machine(), "accounts.unsuspend", target).await;
    assert!(town.call(None, "accounts.sign_in", sign_in).await.is_ok());
}

#[tokio::test]
async fn in_bulk_for_measuring_load() {
    let town = Town::new();
    let ratna = town.operator().await;
    let input = json!({ "count": 3, "prefix": "load-" });
    let refused = town
        .call(Some(&ratna), "accounts.create_in_bulk", input.clone())
        .await;
    assert_eq!(refused, Err("accounts.token_needed"));
    let made = town.ok(&machine(), "accounts.create_in_bulk", input).await;
    let account = |n: usize| made["accounts"][n]["account"].clone();
    let pairs = json!({ "pairs": [[account(0), account(1)], [account(1), account(2)]] });
    let friends = town
        .ok(&machine(), "contacts.befriend_in_bulk", pairs)
        .await;
    let message = json!({
        "conversation": friends["conversations"][1], "client_id": "1",
        "body": { "kind": "text", "text": "hi" },
    });
    let token = made["accounts"][1]["token"].as_str().unwrap();
    assert_eq!(town.ok(token, "chat.send", message).await["message_no"], 2);
}

#[tokio::test]
async fn people_meet_by_handle_and_by_code() {
    let town = Town::new();
    town.open_registration().await;
    let (sari, saris) = town.register("sari").await;
    let (budi, budis) = town.register("budi").await;
    let found = town
        .ok(&sari, "contacts.find", json!({ "handle": "budi" }))
        .await;
    assert_eq!(
        (&found["card"]["account"], &found["relation"]),
        (&budis, &json!("none"))
    );
    let hidden = town
        .call(Some(&sari), "contacts.profile", json!({ "account": budis }))
        .await;
    assert_eq!(hidden, Err("contacts.not_visible"));
    let code = town.ok(&budi, "contacts.personal_code", json!({})).await;
    assert_eq!(
        town.ok(&budi, "contacts.personal_code", json!({})).await,
        code,
        "the same again"
    );
    let resolve = json!({ "code": code["code"] });
    let found = town
        .ok(&sari, "contacts.resolve_code", resolve.clone())
        .await;
    assert_eq!(found["card"]["account"], budis);
    let renewed = town
        .ok(&budi, "contacts.renew_personal_code", json!({}))
        .await;
    assert_ne!(renewed, code);
    let dead = town
        .call(Some(&sari), "contacts.resolve_code", resolve)
        .await;
    assert_eq!(dead, Err("contacts.code_invalid"));
    let request = json!({ "account": budis, "greeting": "hello", "via": "code" });
    let asked = town.ok(&sari, "contacts.request", request).await;
    assert_eq!(asked, json!({ "relation": "request_sent" }));
    let accept = json!({ "account": saris, "remark": "Neighbour" });
    let accepted = town.ok(&budi, "contacts.accept", accept).await;
    assert!(accepted["conversation"].is_string());
    let friends = town.ok(&budi, "contacts.list", json!({})).await;
    assert_eq!(friends["items"][0]["remark"], "Neighbour");
    let profile = town
        .ok(&sari, "contacts.profile", json!({ "account": budis }))
        .await;
    assert_eq!(
        (&profile["relation"], &profile["common_groups"]),
        (&json!("friend"), &json!(0))
    );
    town.ok(&budi, "contacts.block", json!({ "account": saris }))
        .await;
    let message = json!({
        "conversation": accepted["conversation"], "client_id": "1",
        "body": { "kind": "text", "text": "hi" },
    });
    let refused = town.call(Some(&sari), "chat.send", message).await;
    assert_eq!(
        refused,
        Err("chat.not_friends"),
        "being blocked is not told"
    );
}

#[tokio::test]
async fn an_account_is_deleted_after_its_waiting_period() {
    let town = Town::new();
    town.open_registration().await;
    let (sari, account) = town.register("sari").await;
    let wrong = json!({ "password": "wrong password" });
    let refused = town
        .call(Some(&sari), "accounts.request_deletion", wrong)
        .await;
    assert_eq!(refused, Err("accounts.wrong_credentials"));
    let right = json!({ "password": PASSWORD });
    let asked = town.ok(&sari, "accounts.request_deletion", right).await;
    let me = town.ok(&sari, "accounts.me", json!({})).await;
    assert_eq!(
        (&me["deletion_at"], &me["account"]),
        (&asked["deletion_at"], &account)
    );
    town.clock.advance(sapa_accounts::WAITING_PERIOD);
    let sign_in = json!({ "handle": "sari", "password": PASSWORD });
    let gone = town.call(None, "accounts.sign_in", sign_in).await;
    assert_eq!(gone, Err("accounts.deleted"));
    let write = town
        .call(Some(&sari), "accounts.cancel_deletion", json!({}))
        .await;
    assert_eq!(write, Err("accounts.deleted"));
}

#[tokio::test]
async fn nobody_reads_out_the_handles_of_a_cell() {
    let town = Town::new();
    town.open_registration().await;
    let (sari, _) = town.register("sari").await;
    let seek = || {
        let transport = Transport {
            address: Some(std::net::Ipv4Addr::LOCALHOST.into()),
            ..Transport::default()
        };
        let input = json!({ "handle": "nobody-here" });
        town.call_by(transport, Some(&sari), "contacts.find", input)
    };
    let mut refused = 0;
    for _ in 0..200 {
        match seek().await.0 {
            Err("contacts.not_found") => {}
            Err("request.rate_limited") => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(refused > 0);

    // Nor does somebody who is not signed in and pretends to choose one.
    let mut refused = 0;
    for _ in 0..300 {
        let transport = Transport {
            address: Some(std::net::Ipv4Addr::LOCALHOST.into()),
            ..Transport::default()
        };
        let input = json!({ "handle": "sari" });
        match town
            .call_by(transport, None, "accounts.check_handle", input)
            .await
            .0
        {
            Ok(answer) => assert_eq!(answer["problem"], "taken"),
            Err("request.rate_limited") => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(refused > 0);
}
