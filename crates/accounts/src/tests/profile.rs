use sapa_blobs::{Blob, NewUpload, Purpose, StoredFile};
use sapa_feed::{KIND_ME, Touched};
use sapa_kernel::UploadId;

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
            .read(|read| avatar(read, Some(&sari), sari.account, version, "96"));
        assert_eq!(code(file).map(|_| ()), Err("accounts.not_found"));
    }
}

/// A picture that the person has uploaded, as if its bytes were stored.
fn upload(town: &Town, actor: &SignedIn, purpose: Purpose) -> UploadId {
    let file = |name: &str| StoredFile {
        name: name.to_owned(),
        key: format!("{name}-{}", town.token().text()),
        content_type: "image/jpeg".to_owned(),
        width: 96,
        height: 96,
        bytes: 1_000,
    };
    let blob = Blob {
        files: vec![file("512"), file("96")],
        placeholder: String::new(),
        references: 1,
        purpose,
    };
    town.write(|tx| {
        let upload = sapa_blobs::begin_upload(tx, actor, NewUpload { blob })?;
        sapa_blobs::complete_upload(tx, actor, upload)?;
        Ok(upload)
    })
    .unwrap()
}

#[test]
fn a_picture_is_shown_in_its_newest_version_alone() {
    let town = Town::open();
    let [sari, budi] = ["sari", "budi"].map(|handle| town.person(handle));
    let set = |upload| change(&town, &sari, serde_json::json!({ "avatar": upload }));
    let file = |version, size| {
        let file = town
            .cell
            .read(|read| avatar(read, Some(&budi), sari.account, version, size));
        code(file).map(|file| file.key)
    };
    let not_found = "accounts.not_found";
    let first = upload(&town, &sari, Purpose::Avatar);
    assert_eq!(set(Some(first)).unwrap().card.avatar_version, 1);
    assert!(file(1, "96").is_ok_and(|key| key.starts_with("96-")));
    assert!(file(1, "512").is_ok());
    assert_eq!(file(1, "../96").unwrap_err(), not_found);
    let stranger = town
        .cell
        .read(|read| avatar(read, None, sari.account, 1, "96"));
    assert_eq!(
        code(stranger).unwrap_err(),
        not_found,
        "people are no residents"
    );
    assert_eq!(file(2, "96").unwrap_err(), not_found);
    let second = upload(&town, &sari, Purpose::Avatar);
    assert_eq!(set(Some(second)).unwrap().card.avatar_version, 2);
    assert_eq!(file(1, "96").unwrap_err(), not_found);
    assert!(file(2, "96").is_ok());
    // Without a picture there is none; the next one is a new version, never an old one again.
    assert_eq!(set(None).unwrap().card.avatar_version, 0);
    assert_eq!(file(2, "96").unwrap_err(), not_found);
    assert_eq!(set(Some(second)).unwrap().card.avatar_version, 3);
    town.write(|tx| erase(tx, sari.account)).unwrap();
    assert_eq!(file(3, "96").unwrap_err(), not_found);
}

#[test]
fn only_ones_own_upload_for_an_avatar_becomes_one() {
    let town = Town::open();
    let [sari, budi] = ["sari", "budi"].map(|handle| town.person(handle));
    for upload in [
        upload(&town, &budi, Purpose::Avatar),
        upload(&town, &sari, Purpose::Photo),
    ] {
        let answer = change(&town, &sari, serde_json::json!({ "avatar": upload }));
        assert_eq!(answer.map(|_| ()), Err("blobs.upload_not_found"));
    }
}
