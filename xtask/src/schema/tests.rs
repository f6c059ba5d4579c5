use super::{collect, record};
use crate::repo::Repo;

fn repo(code: &str) -> Repo {
    let files = [("crates/chat/src/model.rs".to_owned(), code.to_owned())];
    Repo {
        files: files.into(),
        ..Repo::default()
    }
}

fn recorded(code: &str) -> String {
    let rows = collect(&repo(code)).unwrap();
    record("", &rows).unwrap().0
}

fn conflicts(before: &str, after: &str) -> Vec<String> {
    let rows = collect(&repo(after)).unwrap();
    record(&recorded(before), &rows).unwrap().1
}

const FIRST: &str = "struct Row { #[n(0)] name: String, #[n(1)] tags: Vec<(u32, String)> }";

#[test]
fn rows_and_variants_are_recorded_with_their_types() {
    let text = recorded(
        "struct Row { #[n(0)] name: String, #[n(1)] tags: Vec<(u32, String)> }
         enum Body { #[n(0)] Text { #[n(0)] text: String }, #[n(1)] Photos(#[n(0)] [u8; 16]) }",
    );
    let body: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        body.join("\n"),
        "
chat::Body
  0 Text: variant
  1 Photos: variant

chat::Body::Photos
  0 0: [u8; 16]

chat::Body::Text
  0 text: String

chat::Row
  0 name: String
  1 tags: Vec<(u32, String)>"
    );
}

#[test]
fn recording_twice_changes_nothing() {
    let text = recorded(FIRST);
    let rows = collect(&repo(FIRST)).unwrap();
    assert_eq!(record(&text, &rows).unwrap(), (text, Vec::new()));
}

#[test]
fn a_new_name_for_a_number_is_harmless() {
    let after = FIRST.replace("name:", "title:");
    assert_eq!(conflicts(FIRST, &after), Vec::<String>::new());
}

#[test]
fn a_number_keeps_its_type() {
    let found = conflicts(FIRST, &FIRST.replace("name: String", "name: u64"));
    assert!(found[0].contains("was String and is u64"), "{found:?}");
}

#[test]
fn what_every_row_has_may_be_missing_from_now_on() {
    let after = FIRST.replace("name: String", "name: Option<String>");
    assert_eq!(conflicts(FIRST, &after), Vec::<String>::new());
    assert_eq!(conflicts(&after, FIRST).len(), 1);
}

#[test]
fn a_retired_number_is_not_used_again() {
    let without = "struct Row { #[n(0)] name: String }";
    let rows = collect(&repo(without)).unwrap();
    let (text, found) = record(&recorded(FIRST), &rows).unwrap();
    assert_eq!(found, Vec::<String>::new());
    assert!(
        text.contains("1 tags: Vec<(u32, String)> (retired)"),
        "{text}"
    );
    let rows = collect(&repo(FIRST)).unwrap();
    let (_, found) = record(&text, &rows).unwrap();
    assert!(found[0].contains("needs one of its own"), "{found:?}");
}

#[test]
fn a_later_field_is_optional() {
    let plain = FIRST.replace('}', ", #[n(2)] at: u64 }");
    assert!(conflicts(FIRST, &plain)[0].contains("make it an Option"));
    for optional in [
        "#[n(2)] at: Option<u64>",
        "#[n(2)] #[cbor(default)] at: u64",
    ] {
        let after = FIRST.replace('}', &format!(", {optional} }}"));
        assert_eq!(conflicts(FIRST, &after), Vec::<String>::new(), "{optional}");
    }
}

#[test]
fn two_fields_do_not_share_a_number() {
    let twice = "struct Row { #[n(0)] name: String, #[n(0)] title: String }";
    assert!(
        collect(&repo(twice))
            .unwrap_err()
            .contains("both have number 0")
    );
}

#[test]
fn rows_of_tests_are_not_recorded() {
    let code = "#[cfg(test)] mod tests { struct Row { #[n(0)] name: String } }";
    assert!(!recorded(code).contains("Row"));
}

#[test]
fn a_record_that_cannot_be_read_is_said_with_its_line() {
    let rows = collect(&repo(FIRST)).unwrap();
    assert!(
        record("chat::Row\n  zero name: String\n", &rows)
            .unwrap_err()
            .contains("schema.txt:2")
    );
}
