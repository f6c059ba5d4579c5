use super::*;

#[test]
fn friends_hear_of_a_new_name() {
    let town = Town::new();
    let [sari, budi, putu] = town.people(["sari", "budi", "putu"]);
    town.befriend(&sari, &budi);
    let change = |input: UpdateProfile| town.write(|tx| update_profile(tx, &sari, input)).unwrap();
    let heard = || -> Vec<AccountId> {
        town.run_jobs();
        let events = town.cell.events().into_iter();
        events
            .filter_map(|event| match event.topic {
                Topic::Account(account)
                    if event.name == sapa_feed::EVENT
                        && event.body::<Touched>().unwrap().kind == KIND_CONTACT =>
                {
                    Some(account)
                }
                _ => None,
            })
            .collect()
    };
    heard();
    change(UpdateProfile {
        about: Some("bakes".to_owned()),
        ..UpdateProfile::default()
    });
    assert!(heard().is_empty());
    let before = town.position(&budi);
    change(UpdateProfile {
        display_name: Some("Sari Dewi".to_owned()),
        ..UpdateProfile::default()
    });
    assert_eq!(heard(), [budi.account]);
    let synced = town.sync(&budi, before, Vec::new());
    assert_eq!(synced["feed"][0]["kind"], "contact");
    assert_eq!(
        synced["feed"][0]["contact"]["card"]["display_name"],
        "Sari Dewi"
    );
    assert_eq!(town.position(&putu), 1, "strangers do not hear of it");
}

#[test]
fn every_kind_of_change_is_told_as_it_is_now() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.ask(&budi, &sari).unwrap();
    let start = town.position(&sari);
    let conversation = town.accept(&sari, &budi).unwrap().conversation;
    town.contacts(sapa_contacts::block, &sari, &budi);
    let rename = UpdateProfile {
        display_name: Some("Sari Dewi".to_owned()),
        ..UpdateProfile::default()
    };
    town.write(|tx| update_profile(tx, &sari, rename)).unwrap();
    let pin = sapa_chat::SetPinned {
        conversation,
        pinned: true,
    };
    town.write(|tx| sapa_chat::set_pinned(tx, &sari, pin).map_err(fault))
        .unwrap();
    let input = sapa_accounts::SessionInput {
        session: sari.session,
    };
    town.write(|tx| sapa_accounts::revoke_session(tx, &sari, input).map_err(fault))
        .unwrap();
    let synced = town.sync(&sari, start, Vec::new());
    assert_eq!(synced["reload"], json!([]));
    let items = synced["feed"].as_array().unwrap();
    let item = |kind: &str| {
        let found: Vec<_> = items.iter().filter(|item| item["kind"] == kind).collect();
        assert_eq!(found.len(), 1, "{kind}: each subject stands once");
        found[0]
    };
    let budis = json!(budi.account);
    assert_eq!(item("contact")["account"], budis);
    assert_eq!(item("contact")["contact"]["card"]["handle"], "budi");
    assert_eq!(item("request")["request"]["state"], "accepted");
    assert_eq!(item("blocked")["blocked"], true);
    assert_eq!(item("me")["me"]["display_name"], "Sari Dewi");
    assert!(item("conversation")["conversation"]["pinned_at"].is_string());
    assert_eq!(item("session_revoked")["session"], json!(sari.session));
    assert_eq!(synced["feed_position"], items.last().unwrap()["position"]);
    assert_eq!(synced["feed_more"], false);
}

#[test]
fn a_device_of_a_new_account_is_told_to_load_everything() {
    let town = Town::new();
    let [sari] = town.people(["sari"]);
    let synced = town.sync(&sari, 0, Vec::new());
    assert_eq!(synced["reload"], json!(["all"]));
    assert_eq!(
        (&synced["feed_position"], &synced["feed"]),
        (&json!(1), &json!([]))
    );
    let again = town.sync(&sari, 1, Vec::new());
    assert_eq!(
        (&again["reload"], &again["feed_position"]),
        (&json!([]), &json!(1))
    );
}

#[test]
fn a_push_is_the_item_and_unknown_kinds_are_passed_over() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.befriend(&sari, &budi);
    let touched = |kind, id: &[u8]| Touched {
        position: 7,
        kind,
        id: id.to_vec(),
    };
    let topic = Topic::Account(sari.account);
    let rendered = |topic: &Topic, touched| {
        let push = town.cell.read(|read| push(read, topic, touched)).unwrap();
        serde_json::to_value(push).unwrap()
    };
    let shown = rendered(&topic, touched(KIND_CONTACT, &budi.account.to_bytes()));
    assert_eq!(
        (&shown["type"], &shown["item"]["kind"]),
        (&json!("feed"), &json!("contact"))
    );
    assert_eq!(shown["item"]["position"], 7);
    for odd in [touched(200, &[]), touched(KIND_CONTACT, &[1, 2, 3])] {
        assert_eq!(rendered(&topic, odd), Value::Null);
    }
    assert_eq!(
        rendered(&Topic::Cell, touched(KIND_CONTACT, &[0; 16])),
        Value::Null
    );
}
