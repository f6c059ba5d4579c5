use sapa_feed::{KIND_ME, Touched};

use super::*;

fn change(town: &Town, actor: &SignedIn, json: serde_json::Value) -> Answer<Me> {
    let input: UpdateProfile = serde_json::from_value(json).unwrap();
    town.write(|tx| update_profile(tx, actor, input))
}

#[test]
fn a_profile_changes_where_it_is_said_to() {
    let town = Town::open();
    let sari = town.person("sari");
    town.cell.events();
    let me = change(
        &town,
        &sari,
        serde_json::json!({ "display_name": " Sari  D. " }),
    )
    .unwrap();
    assert_eq!(me.card.display_name, "Sari D.");
    let events = town.cell.events();
    let touched: Touched = events[0].body().unwrap();
    assert_eq!(touched.kind, KIND_ME, "the other devices hear of it");
    let me = change(&town, &sari, serde_json::json!({ "about": "I\r\nbake" })).unwrap();
    assert_eq!(
        (me.card.display_name.as_str(), me.about.as_str()),
        ("Sari D.", "I\nbake")
    );
    let me = change(&town, &sari, serde_json::json!({ "avatar": null })).unwrap();
    assert_eq!(me.card.avatar_version, 0);
}

#[test]
fn what_cannot_be_shown_is_refused() {
    let town = Town::open();
    let sari = town.person("sari");
    for (json, code) in [
        (
            serde_json::json!({ "display_name": "" }),
            "accounts.name_invalid",
        ),
        (
            serde_json::json!({ "display_name": "x".repeat(65) }),
            "accounts.name_invalid",
        ),
        (
            serde_json::json!({ "display_name": "a\u{202e}b" }),
            "accounts.name_invalid",
        ),
        (
            serde_json::json!({ "about": "x".repeat(501) }),
            "accounts.name_invalid",
        ),
        (
            serde_json::json!({ "avatar": "0".repeat(26) }),
            "blobs.upload_not_found",
        ),
    ] {
        assert_eq!(
            change(&town, &sari, json.clone()).map(|_| ()),
            Err(code),
            "{json}"
        );
    }
    assert_eq!(town.me(&sari).card.display_name, "sari of the town");
}

#[test]
fn a_picture_that_is_not_there_is_not_found() {
    let town = Town::open();
    let sari = town.person("sari");
    for version in [0, 1] {
        let file = town
            .cell
            .read(|read| avatar(read, &sari, sari.account, version, "96"));
        assert_eq!(code(file).map(|_| ()), Err("accounts.not_found"));
    }
}
