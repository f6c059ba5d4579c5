use super::{said, says, says_nothing};
use crate::limits::{MAX_JSON_BYTES, MAX_JSON_DEPTH};

#[test]
fn syntax_errors_have_a_place() {
    let table = [
        (
            "",
            "p.json:1:1: error: the file ends too early [json.syntax]",
        ),
        (
            "{",
            "p.json:1:2: error: a key in double quotes is expected [json.syntax]",
        ),
        (
            "{\n  \"a\": 1,\n}",
            "p.json:3:1: error: a key in double quotes is expected [json.syntax]",
        ),
        (
            "{'a': 1}",
            "p.json:1:2: error: a key in double quotes is expected [json.syntax]",
        ),
        (
            "{\"a\" 1}",
            "p.json:1:6: error: a colon is expected [json.syntax]",
        ),
        (
            "{\"a\": [1 2]}",
            "p.json:1:10: error: a comma or ] is expected [json.syntax]",
        ),
        (
            "{\"a\": tru}",
            "p.json:1:7: error: a value is expected [json.syntax]",
        ),
        (
            "{\"a\": 01}",
            "p.json:1:7: error: this is no number [json.syntax]",
        ),
        (
            "{\"a\": \"b}",
            "p.json:1:7: error: the string has no end [json.syntax]",
        ),
        (
            "{\"a\": \"\\q\"}",
            "p.json:1:7: error: the string has an escape or a character that JSON does not know [json.syntax]",
        ),
        (
            "{} {}",
            "p.json:1:4: error: something follows the value [json.syntax]",
        ),
        (
            "{} /* x",
            "p.json:1:4: error: the comment has no end [json.syntax]",
        ),
        (
            "[]",
            "p.json:1:1: error: an object is expected here, not an array [json.type]",
        ),
    ];
    for (text, expected) in table {
        says(&[("p.json", text)], expected);
    }
}

#[test]
fn columns_count_utf_16_as_editors_do() {
    says(
        &[(
            "p.json",
            "{\"navigationBarTitleText\": \"点餐😀\", \"x\": 1}",
        )],
        "p.json:1:36: warning: the key \"x\" is not known [json.key]",
    );
}

#[test]
fn comments_and_a_byte_order_mark_are_passed_over() {
    says_nothing(&[(
        "p.json",
        "\u{feff}{ // one\n /* two */ \"component\": true }",
    )]);
}

#[test]
fn the_last_of_two_keys_counts() {
    says(
        &[(
            "p.json",
            "{\"disableScroll\": false,\n\"disableScroll\": true}",
        )],
        "p.json:2:1: warning: \"disableScroll\" stands here twice; the last one counts [json.doubled]",
    );
}

#[test]
fn nesting_ends_at_its_limit() {
    let nested = |levels: usize| {
        let (open, close) = ("[".repeat(levels - 1), "]".repeat(levels - 1));
        format!("{{\"options\":{open}{close}}}")
    };
    says_nothing(&[("p.json", &nested(MAX_JSON_DEPTH + 1))]);
    let said = said(&[("p.json", &nested(MAX_JSON_DEPTH + 2))]);
    assert_eq!(said.len(), 1);
    assert!(
        said[0].contains("more than 64 values within values"),
        "{said:?}"
    );
}

#[test]
fn a_file_ends_at_its_limit() {
    let padded = |bytes: usize| format!("{{{}}}", " ".repeat(bytes - 2));
    says_nothing(&[("p.json", &padded(MAX_JSON_BYTES))]);
    says(
        &[("p.json", &padded(MAX_JSON_BYTES + 1))],
        "p.json: error: more than 1048576 bytes [json.size]",
    );
}

#[test]
fn types_are_checked_and_unknown_keys_mentioned() {
    let table = [
        (
            r#"{"pages":["p"],"window":{"navigationBarTitleText":7}}"#,
            "app.json:1:51: error: a string is expected here, not a number [json.type]",
        ),
        (
            r#"{"pages":["p"],"window":{"navigationBarTextStyle":"red"}}"#,
            "app.json:1:51: warning: \"red\" is none of black, white [json.word]",
        ),
        (
            r#"{"pages":["p"],"networkTimeout":{"request":"1"}}"#,
            "app.json:1:44: error: a number is expected here, not a string [json.type]",
        ),
        (
            r#"{"pages":["p"],"workers":true}"#,
            "app.json:1:26: error: a string or an object is expected here, not true or false [json.type]",
        ),
        (
            r#"{"pages":["p", null]}"#,
            "app.json:1:16: error: a string is expected here, not null [json.type]",
        ),
        (
            r#"{"pages":["p"],"tabbar":{}}"#,
            "app.json:1:16: warning: the key \"tabbar\" is not known [json.key]",
        ),
    ];
    for (app, expected) in table {
        says(&[("app.json", app)], expected);
    }
}
