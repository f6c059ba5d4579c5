use sapa_store::Topic;

use super::*;

fn list(town: &Town, actor: &SignedIn) -> Vec<Device> {
    town.cell
        .read(|read| sessions(read, actor, Empty {}))
        .unwrap()
        .sessions
}

/// The sessions whose end has been told since the last call.
fn ended(town: &Town) -> Vec<Topic> {
    let events = town.cell.events().into_iter();
    events
        .filter(|event| event.name == SESSION_ENDED)
        .map(|event| event.topic)
        .collect()
}

#[test]
fn devices_are_listed_with_name_and_address() {
    let town = Town::open();
    let laptop = town.person("sari");
    let visitor = Visitor {
        address: "192.0.2.4".to_owned(),
        agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
            .to_owned(),
    };
    town.advance(Duration::from_secs(10));
    let phone = town.try_sign_in(&visitor, "sari", PASSWORD).unwrap();
    let devices = list(&town, &phone);
    let shown: Vec<_> = devices
        .iter()
        .map(|device| {
            (
                device.name.as_str(),
                device.address.as_str(),
                device.current,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("Safari · iPhone", "192.0.2.4", true),
            ("Firefox · Linux", "", false)
        ]
    );
    assert_eq!(devices[1].session, laptop.session);
}

#[test]
fn names_of_agents() {
    for (agent, expected) in [
        ("", ""),
        ("curl/8.5.0", "curl"),
        ("my bot 1.0", "my bot 1.0"),
        ("\u{202e}evil", ""),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15",
            "Safari · macOS",
        ),
    ] {
        assert_eq!(crate::device::device_name(agent), expected, "{agent}");
    }
}

#[test]
fn a_revoked_device_is_out_and_its_sockets_hear_of_it() {
    let town = Town::open();
    let laptop = town.person("sari");
    let phone = town.sign_in("sari");
    let stranger = town.person("budi");
    let revoke = |actor: &SignedIn, session| {
        town.write(|tx| revoke_session(tx, actor, SessionInput { session }))
    };
    ended(&town);
    assert_eq!(
        revoke(&stranger, phone.session),
        Err("accounts.not_found"),
        "devices of others"
    );
    assert_eq!(revoke(&laptop, phone.session), Ok(Empty {}));
    assert_eq!(ended(&town), [Topic::Session(phone.session)]);
    assert_eq!(town.session(&phone), "accounts.session_expired");
    assert_eq!(town.session(&laptop), "ok");
    assert_eq!(
        revoke(&laptop, phone.session),
        Err("accounts.not_found"),
        "repeated"
    );
}

#[test]
fn all_other_devices_at_once() {
    let town = Town::open();
    let laptop = town.person("sari");
    let others = [town.sign_in("sari"), town.sign_in("sari")];
    let revoked = town.write(|tx| revoke_other_sessions(tx, &laptop, Empty {}));
    assert_eq!(revoked, Ok(Revoked { revoked: 2 }));
    assert!(others.iter().all(|device| town.session(device) != "ok"));
    let again = town.write(|tx| revoke_other_sessions(tx, &laptop, Empty {}));
    assert_eq!(again, Ok(Revoked { revoked: 0 }));
    town.write(|tx| sign_out(tx, &laptop)).unwrap();
    assert_eq!(town.session(&laptop), "accounts.session_expired");
    town.write(|tx| sign_out(tx, &laptop)).unwrap();
}

#[test]
fn tokens_are_found_by_their_hash_alone() {
    let town = Town::open();
    town.register("sari");
    let attempt = town
        .write(|tx| begin_sign_in(tx, &at(""), "sari", &town.policy))
        .unwrap();
    let token = town.token();
    let now = town
        .write(|tx| finish_sign_in(tx, &at(""), &attempt, token.hash(), None))
        .unwrap();
    let found = |hash: [u8; 32]| code(town.cell.read(|read| find(read, &hash)));
    assert_eq!(found(token.hash()).unwrap().signed_in, now.signed_in);
    assert_eq!(found([0; 32]).map(|_| ()), Err("accounts.session_expired"));
    assert_eq!(token.text().len(), 43);
}

#[test]
fn last_use_is_written_down_once_an_hour() {
    let town = Town::open();
    let sari = town.person("sari");
    let used = || list(&town, &sari)[0].last_used_at;
    let start = used();
    let touch = || {
        town.write(|tx| touch(tx, &sari, "192.0.2.8")).unwrap();
        town.cell.last_writes()
    };
    town.advance(Duration::from_secs(3599));
    assert_eq!(touch(), 0);
    assert_eq!(used(), start);
    town.advance(Duration::from_secs(1));
    assert_eq!(touch(), 1);
    assert_eq!(used().since(start), Duration::from_secs(3600));
    assert_eq!(list(&town, &sari)[0].address, "192.0.2.8");
}

#[test]
fn a_device_that_is_idle_for_ninety_days_is_out() {
    let town = Town::open();
    let idle = town.person("sari");
    let used = town.sign_in("sari");
    town.advance(SESSION_IDLE / 2);
    town.write(|tx| touch(tx, &used, "")).unwrap();
    town.advance(SESSION_IDLE / 2);
    // The deadline holds although no job has run.
    assert_eq!(town.session(&idle), "accounts.session_expired");
    assert_eq!(town.session(&used), "ok");
    ended(&town);
    town.run_jobs();
    assert_eq!(ended(&town), [Topic::Session(idle.session)]);
    town.advance(SESSION_IDLE / 2);
    town.run_jobs();
    assert_eq!(ended(&town), [Topic::Session(used.session)]);
}

#[test]
fn the_fifty_first_device_takes_the_place_of_the_one_unused_for_longest() {
    let town = Town::open();
    let first = town.person("sari");
    for _ in 1..MAX_SESSIONS {
        town.advance(Duration::from_secs(1));
        town.sign_in("sari");
    }
    assert_eq!(town.session(&first), "ok");
    town.advance(Duration::from_secs(1));
    let last = town.sign_in("sari");
    assert_eq!(town.session(&first), "accounts.session_expired");
    assert_eq!(list(&town, &last).len(), MAX_SESSIONS);
}

#[test]
fn devices_can_be_named() {
    let town = Town::open();
    let sari = town.person("sari");
    let rename = |actor: &SignedIn, name: &str| {
        let input = RenameSession {
            session: sari.session,
            name: name.to_owned(),
        };
        town.write(|tx| rename_session(tx, actor, input))
    };
    assert_eq!(rename(&sari, " Kitchen  tablet "), Ok(Empty {}));
    assert_eq!(list(&town, &sari)[0].name, "Kitchen tablet");
    assert_eq!(rename(&sari, ""), Err("accounts.name_invalid"));
    assert_eq!(rename(&sari, &"x".repeat(65)), Err("accounts.name_invalid"));
    assert_eq!(
        rename(&town.person("budi"), "Mine"),
        Err("accounts.not_found")
    );
}
