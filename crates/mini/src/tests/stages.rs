use super::*;

#[test]
fn a_version_is_tried_by_members_alone() {
    let town = Town::new();
    let [sari, tono, budi] = town.people(["sari", "tono", "budi"]);
    let app = town.register(&sari, "Noodles");
    town.try_member(&sari, app, &tono, Role::Tester).unwrap();
    let first = town.upload(&sari, app, "1.0");
    let opened = town.open(&sari, app, Stage::Development).unwrap();
    assert_eq!((opened.number, opened.version.as_str()), (first, "1.0"));
    assert_eq!(
        town.open(&tono, app, Stage::Trial).err(),
        Some("mini.not_available")
    );
    assert_eq!(
        town.open(&tono, app, Stage::Development).err(),
        Some("mini.not_available")
    );
    let trial = SetTrial {
        app_id: app,
        number: Some(first),
    };
    town.write(|tx| set_trial(tx, &sari, trial)).unwrap();
    assert_eq!(town.open(&tono, app, Stage::Trial).unwrap().number, first);
    assert!(town.file(viewer(&tono), app, &opened).is_ok());
    for who in [viewer(&budi), ANYBODY, AN_OPERATOR] {
        assert_eq!(town.file(who, app, &opened).err(), Some("mini.not_found"));
    }
    assert_eq!(
        town.open(&budi, app, Stage::Trial).err(),
        Some("mini.not_found")
    );
}

#[test]
fn everybody_opens_what_was_approved_and_released() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let app = town.register(&sari, "Noodles");
    let first = town.upload(&sari, app, "1.0");
    let opened = town.open(&sari, app, Stage::Development).unwrap();
    assert_eq!(
        town.on_version(release, &sari, app, first).err(),
        Some("mini.wrong_state")
    );
    town.submit(&sari, app, first).unwrap();
    assert_eq!(
        town.submit(&sari, app, first).err(),
        Some("mini.in_review"),
        "repeated"
    );
    let waiting = town.read(|read| reviews(read, &OPERATOR, sapa_accounts::List::default()));
    assert_eq!(waiting.unwrap().items[0].version.number, first);
    let review = town.read(|read| {
        let input = VersionInput {
            app_id: app,
            number: first,
        };
        open_for_review(read, &OPERATOR, input, &KEYS)
    });
    assert_eq!(review.unwrap().stage, Stage::Review);
    assert!(town.file(AN_OPERATOR, app, &opened).is_ok());
    town.approve(app, first).unwrap();
    assert_eq!(
        town.approve(app, first).err(),
        Some("mini.wrong_state"),
        "repeated"
    );
    town.on_version(release, &sari, app, first).unwrap();
    assert_eq!(
        town.on_version(release, &sari, app, first).err(),
        Some("mini.wrong_state")
    );
    assert_eq!(
        town.open(&budi, app, Stage::Released).unwrap().number,
        first
    );
    assert_eq!(
        town.open(&budi, app, Stage::Trial).err(),
        Some("mini.not_available")
    );
    assert!(town.file(ANYBODY, app, &opened).is_ok());
}

#[test]
fn an_earlier_release_comes_back() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let app = town.register(&sari, "Noodles");
    let first = town.publish(&sari, app, "1.0");
    let opened = town.open(&budi, app, Stage::Released).unwrap();
    let second = town.publish(&sari, app, "2.0");
    assert_eq!(
        town.open(&budi, app, Stage::Released).unwrap().number,
        second
    );
    assert!(
        town.file(ANYBODY, app, &opened).is_ok(),
        "who has it open goes on"
    );
    let back = |number| {
        let input = RollBack {
            app_id: app,
            number,
        };
        town.write(|tx| roll_back(tx, &sari, input))
    };
    assert_eq!(back(Some(99)).err(), Some("mini.not_found"));
    back(None).unwrap();
    assert_eq!(
        town.open(&budi, app, Stage::Released).unwrap().number,
        first
    );
    assert_eq!(
        back(None).err(),
        Some("mini.not_found"),
        "there is none before"
    );
    back(Some(second)).unwrap();
    assert_eq!(
        town.open(&budi, app, Stage::Released).unwrap().number,
        second
    );
    town.on(take_down, &sari, app).unwrap();
    assert_eq!(
        town.open(&budi, app, Stage::Released).err(),
        Some("mini.not_found")
    );
    assert_eq!(
        town.file(ANYBODY, app, &opened).err(),
        Some("mini.not_found")
    );
}

#[test]
fn a_rejection_says_what_did_not_hold() {
    let town = Town::new();
    let sari = town.person("sari");
    let app = town.register(&sari, "Noodles");
    let number = town.upload(&sari, app, "1.0");
    town.submit(&sari, app, number).unwrap();
    let decide = |verb: fn(&mut Tx<'_>, &Operator, Decide) -> Result<Program, Error>, input| {
        town.write(|tx| verb(tx, &OPERATOR, input))
    };
    let failed = [ReviewItem::Payments];
    let sound = Town::decision(app, number, &failed, "It asks for the PIN");
    assert_eq!(decide(approve, sound.clone()).err(), Some("mini.checklist"));
    let nothing_failed = Town::decision(app, number, &[], "No");
    assert_eq!(decide(reject, nothing_failed).err(), Some("mini.checklist"));
    let unsaid = Town::decision(app, number, &failed, "");
    assert_eq!(decide(reject, unsaid).err(), Some("mini.reason_missing"));
    for change in [
        (|checklist| {
            checklist.pop();
        }) as fn(&mut Vec<Checked>),
        |checklist| checklist[0] = checklist[1],
        |checklist| checklist.push(checklist[0]),
    ] {
        let mut input = sound.clone();
        change(&mut input.checklist);
        assert_eq!(decide(reject, input).err(), Some("mini.checklist"));
    }
    decide(reject, sound.clone()).unwrap();
    assert_eq!(
        decide(reject, sound).err(),
        Some("mini.wrong_state"),
        "repeated"
    );
    let program = town.program(&sari, app).unwrap();
    let review = program.versions[0].review.clone().unwrap();
    assert_eq!(
        (review.failed.as_slice(), review.reason.as_str()),
        (failed.as_slice(), "It asks for the PIN")
    );
    assert_eq!(program.in_review, None);
    assert_eq!(
        town.on_version(release, &sari, app, number).err(),
        Some("mini.wrong_state")
    );
    town.submit(&sari, app, number).unwrap();
    town.on_version(withdraw, &sari, app, number).unwrap();
    assert_eq!(
        town.on_version(withdraw, &sari, app, number).err(),
        Some("mini.wrong_state")
    );
    assert_eq!(town.approve(app, number).err(), Some("mini.wrong_state"));
    assert_eq!(
        town.read(|read| reviews(read, &OPERATOR, sapa_accounts::List::default()))
            .unwrap()
            .items
            .len(),
        0
    );
}

#[test]
fn a_version_goes_when_nothing_needs_it() {
    let town = Town::new();
    let [sari, dewi] = town.people(["sari", "dewi"]);
    let app = town.register(&sari, "Noodles");
    town.try_member(&sari, app, &dewi, Role::Developer).unwrap();
    let numbers = || -> Vec<u32> {
        let program = town.program(&sari, app).unwrap();
        program
            .versions
            .iter()
            .map(|version| version.number)
            .collect()
    };
    town.upload(&sari, app, "1");
    town.upload(&dewi, app, "2");
    assert_eq!(numbers(), [2, 1]);
    let trial = |number| {
        let input = SetTrial {
            app_id: app,
            number,
        };
        town.write(|tx| set_trial(tx, &sari, input)).unwrap();
    };
    trial(Some(1));
    town.upload(&sari, app, "3");
    assert_eq!(numbers(), [3, 2, 1], "the trial version stays");
    trial(Some(2));
    assert_eq!(numbers(), [3, 2]);
    town.submit(&sari, app, 3).unwrap();
    town.upload(&sari, app, "4");
    assert_eq!(numbers(), [4, 3, 2], "the one in review stays");
    town.approve(app, 3).unwrap();
    town.on_version(release, &sari, app, 3).unwrap();
    trial(None);
    let remove = MemberInput {
        app_id: app,
        account: dewi.account,
    };
    town.write(|tx| remove_member(tx, &sari, remove)).unwrap();
    assert_eq!(numbers(), [4, 3]);
    let rows = town.cell.read(|read| {
        let files = crate::keys::FILES
            .keys(read, sapa_store::Scan::all())
            .unwrap();
        files
            .into_iter()
            .map(|(_, number, _)| number)
            .collect::<std::collections::BTreeSet<_>>()
    });
    assert_eq!(
        rows.into_iter().collect::<Vec<_>>(),
        [3, 4],
        "files go with their version"
    );
}

#[test]
fn ten_releases_are_kept() {
    let town = Town::new();
    let sari = town.person("sari");
    let app = town.register(&sari, "Noodles");
    for version in 1..=KEPT_RELEASES {
        town.publish(&sari, app, &version.to_string());
    }
    assert_eq!(
        town.program(&sari, app).unwrap().releases.len(),
        KEPT_RELEASES
    );
    town.publish(&sari, app, "eleven");
    let program = town.program(&sari, app).unwrap();
    assert_eq!(program.releases.len(), KEPT_RELEASES);
    assert_eq!(program.releases.last(), Some(&2));
    assert_eq!(program.versions.len(), KEPT_RELEASES);
}

#[test]
fn a_manifest_is_signed_for_its_program() {
    use ring::signature::{ED25519, UnparsedPublicKey};
    let town = Town::new();
    let sari = town.person("sari");
    let app = town.released(&sari, "Noodles");
    let manifest = town.open(&sari, app, Stage::Released).unwrap().manifest;
    let decode = |text: &str| data_encoding::BASE64.decode(text.as_bytes()).unwrap();
    let key = UnparsedPublicKey::new(&ED25519, decode(&manifest.signing_key));
    let hash = data_encoding::HEXLOWER
        .decode(manifest.sha256.as_bytes())
        .unwrap();
    let hash: [u8; 32] = hash.try_into().unwrap();
    let signature = decode(&manifest.signature);
    assert!(
        key.verify(signed_text(app, &hash).as_bytes(), &signature)
            .is_ok()
    );
    let other = signed_text(AppId::new(1), &hash);
    assert!(key.verify(other.as_bytes(), &signature).is_err());
}

#[test]
fn what_cannot_be_compiled_says_where() {
    let limits = Limits::default();
    let refused = |files: &[(&str, &str)]| Package::compile(&archive(files), &limits).unwrap_err();
    let error = refused(&[
        ("app.json", r#"{"pages":["pages/a/a"]}"#),
        ("app.js", "App({})"),
        ("pages/a/a.js", "Page({\n  x: = 1\n})"),
        ("pages/a/a.wxml", "<view/>"),
    ]);
    let details = error.fault().details.unwrap();
    let finding = &details["findings"][0];
    assert_eq!(
        (
            error.code(),
            &finding["file"],
            &finding["line"],
            &finding["severity"]
        ),
        (
            "mini.compile_failed",
            &"pages/a/a.js".into(),
            &2.into(),
            &"error".into()
        )
    );
    assert_eq!(
        refused(&[("../app.json", "{}")]).code(),
        "mini.package_invalid"
    );
    let no_archive = Package::compile(b"PK no archive", &limits).unwrap_err();
    assert_eq!(no_archive.code(), "mini.package_invalid");
}

#[test]
fn a_package_holds_each_file_where_it_says() {
    use sha2::{Digest, Sha256};
    let package = Package::compile(&source("hello"), &Limits::default()).unwrap();
    assert!(package.contents.files.len() >= 3);
    for (hash, offset, bytes) in &package.contents.files {
        let start = usize::try_from(*offset).unwrap();
        let end = start + usize::try_from(*bytes).unwrap();
        let digest: [u8; 32] = Sha256::digest(&package.bytes[start..end]).into();
        assert_eq!(digest, *hash);
    }
}

#[test]
fn an_upload_is_ones_own_and_used_up() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let app = town.register(&sari, "Noodles");
    let of_budi = town.stored(&budi, Purpose::MiniPackage, 10);
    let input = |upload, version: &str| Upload {
        app_id: app,
        upload,
        version: version.to_owned(),
        description: String::new(),
    };
    let may = |input: Upload| town.read(|read| may_upload(read, &sari, &input)).err();
    assert_eq!(may(input(of_budi, "1")), Some("blobs.upload_not_found"));
    let photo = town.stored(&sari, Purpose::Photo, 10);
    assert_eq!(may(input(photo, "1")), Some("blobs.upload_not_found"));
    let own = town.stored(&sari, Purpose::MiniPackage, 10);
    let long = "1".repeat(MAX_VERSION_NAME + 1);
    for version in ["", "1 0", "1/0", "é", &long] {
        assert_eq!(
            may(input(own, version)),
            Some("mini.version_invalid"),
            "{version}"
        );
    }
    assert_eq!(may(input(own, &"1".repeat(MAX_VERSION_NAME))), None);
    town.upload(&sari, app, "1.0");
    let waiting = town
        .cell
        .read(|read| sapa_blobs::may_upload(read, &sari))
        .is_ok();
    assert!(waiting);
}

#[test]
fn paths_and_queries_have_an_end() {
    let town = Town::new();
    let sari = town.person("sari");
    let app = town.released(&sari, "Noodles");
    let open_at = |path: Option<String>, query: Option<String>| {
        let input = Open {
            app_id: app,
            stage: Stage::Released,
            path,
            query,
        };
        town.write(|tx| open(tx, &sari, input, &KEYS))
    };
    let opened = open_at(
        Some("/pages/index/index".to_owned()),
        Some("a=1&b=%20".to_owned()),
    )
    .unwrap();
    assert_eq!(opened.path.as_deref(), Some("pages/index/index"));
    assert_eq!(opened.query.as_deref(), Some("a=1&b=%20"));
    assert!(open_at(Some("p".repeat(MAX_PATH)), Some("q".repeat(MAX_QUERY))).is_ok());
    for (path, query) in [
        (Some("p".repeat(MAX_PATH + 1)), None),
        (None, Some("q".repeat(MAX_QUERY + 1))),
        (Some(String::new()), None),
        (Some("a?b".to_owned()), None),
        (Some("a\nb".to_owned()), None),
        (None, Some("a\nb".to_owned())),
    ] {
        assert_eq!(open_at(path, query).err(), Some("mini.path_invalid"));
    }
}
