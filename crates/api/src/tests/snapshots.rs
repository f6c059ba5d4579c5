//! Checked-in lists: who may call what, and the OpenAPI document. `UPDATE_SNAPSHOTS=1` writes them anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sapa_kernel::Coded;

use crate::{Access, Registry, Settings, registry};

fn check(path: &Path, current: &str, what: &str) {
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(path, current).unwrap();
        return;
    }
    let stored = fs::read_to_string(path).unwrap_or_default();
    assert!(
        stored == current,
        "{what} If that is meant, run the tests of this crate with UPDATE_SNAPSHOTS=1 and look at the difference."
    );
}

fn all() -> Registry {
    registry(Settings {
        demo: true,
        ..Settings::default()
    })
}

#[test]
fn a_new_operation_without_sign_in_does_not_slip_in() {
    let mut list = String::from("# access, kind, operation: made by a test of this crate\n");
    for operation in all().operations() {
        let (access, kind) = (operation.access.as_str(), operation.kind.as_str());
        writeln!(list, "{access:<10} {kind:<9} {}", operation.name).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/operations.txt");
    check(
        &path,
        &list,
        "The operations, or who may call them, have changed.",
    );
}

#[test]
fn the_openapi_document_is_up_to_date() {
    // As `sapa openapi` prints it: every operation that a cell can have, a demo's too.
    let document = all().openapi();
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../docs/openapi.json"]
        .iter()
        .collect();
    check(&path, &text, "docs/openapi.json is out of date.");
}

#[test]
fn every_reference_of_the_openapi_document_leads_somewhere() {
    let document = all().openapi();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is not defined");
    }
}

#[test]
fn every_operation_says_what_it_does() {
    for operation in all().operations() {
        assert!(
            !operation.about.is_empty(),
            "{} says nothing",
            operation.name
        );
        let (noun, verb) = operation.name.split_once('.').unwrap();
        let plain = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        assert!(plain(noun) && plain(verb), "{}", operation.name);
    }
}

#[test]
fn anonymous_operations_are_charged_to_their_address() {
    // Those that hash a password take from the small allowance.
    let registry = all();
    let expensive = [
        "accounts.sign_in",
        "accounts.register",
        "accounts.recover",
        "accounts.setup",
    ];
    for operation in registry.operations() {
        if expensive.contains(&operation.name) {
            assert_eq!(operation.access, Access::Anonymous);
            assert_eq!(
                operation.limit,
                crate::Limit::Expensive,
                "{}",
                operation.name
            );
        }
    }
}

#[test]
fn every_code_that_an_operation_names_is_in_the_catalogue() {
    let registry = all();
    let known: Vec<&str> = registry.catalogue().map(|(code, ..)| code).collect();
    for operation in registry.operations() {
        for code in &operation.codes {
            assert!(known.contains(code), "{code} of {}", operation.name);
        }
    }
    for (code, kind, meaning) in crate::Error::CATALOGUE {
        assert!(
            known.contains(code) && !meaning.is_empty(),
            "{code} {kind:?}"
        );
    }
}
