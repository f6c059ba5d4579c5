use serde_json::json;

use super::{compiled, said, says, says_nothing};
use crate::limits::MAX_NAMES;

const BUTTON: &[(&str, &str)] = &[
    ("c/b.json", r#"{"component":true}"#),
    ("c/b.js", "Component({})"),
    ("c/b.wxml", "<slot/>"),
];

fn with_button<'a>(files: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [BUTTON, files].concat()
}

#[test]
fn names_lead_to_components() {
    let npm = [
        (
            "miniprogram_npm/vant/button/index.json",
            r#"{"component":true}"#,
        ),
        ("miniprogram_npm/vant/button/index.js", ""),
        ("miniprogram_npm/vant/button/index.wxml", ""),
    ];
    let table = [
        ("/c/b", "c/b"),
        ("c/b", "c/b"),
        ("./c/b", "c/b"),
        ("vant/button/index", "miniprogram_npm/vant/button/index"),
        ("vant/button", "miniprogram_npm/vant/button/index"),
    ];
    for (written, found) in table {
        let page = format!(r#"{{"usingComponents":{{"x":"{written}"}}}}"#);
        let files = [with_button(&[("p.json", &page)]), npm.to_vec()].concat();
        let compiled = compiled(&files);
        assert_eq!(
            compiled.manifest.components["p"].config["usingComponents"],
            json!({"x": found})
        );
        assert!(compiled.manifest.components.contains_key(found));
    }
}

#[test]
fn npm_is_looked_for_from_the_file_upwards() {
    let files = [
        (
            "app.json",
            r#"{"pages":["p"],"subpackages":[{"root":"s","pages":["q"]}]}"#,
        ),
        ("s/q.js", ""),
        ("s/q.wxml", ""),
        ("s/q.json", r#"{"usingComponents":{"x":"lib/x"}}"#),
        ("s/miniprogram_npm/lib/x.json", r#"{"component":true}"#),
        ("s/miniprogram_npm/lib/x.js", ""),
        ("s/miniprogram_npm/lib/x.wxml", ""),
        ("miniprogram_npm/lib/x.json", r#"{"component":true}"#),
        ("miniprogram_npm/lib/x.js", ""),
        ("miniprogram_npm/lib/x.wxml", ""),
    ];
    let compiled = compiled(&files);
    let config = &compiled.manifest.components["s/q"].config;
    assert_eq!(config["usingComponents"]["x"], "s/miniprogram_npm/lib/x");
    assert!(
        !compiled
            .manifest
            .components
            .contains_key("miniprogram_npm/lib/x")
    );
}

#[test]
fn what_is_missing_has_a_place() {
    says(
        &[("p.json", "{\"usingComponents\":{\n\"x\":\"./no\"}}")],
        "p.json:2:5: error: the component \"./no\" does not exist [component.missing]",
    );
    says(
        &[
            ("p.json", r#"{"usingComponents":{"x":"c"}}"#),
            ("c.json", "{}"),
            ("c.js", ""),
            ("c.wxml", ""),
        ],
        "c.json:1:1: warning: a component's JSON wants \"component\": true [component.json]",
    );
    says(
        &[
            ("p.json", r#"{"usingComponents":{"x":"c"}}"#),
            ("c.json", r#"{"component":true}"#),
            ("c.js", ""),
        ],
        "c.json:1:1: error: the component's file c.wxml does not exist [component.file]",
    );
}

#[test]
fn global_components_are_everywhere_and_own_names_come_first() {
    let app = r#"{"pages":["p"],"usingComponents":{"x":"c/b","y":"c/b"}}"#;
    let other = [
        ("d.json", r#"{"component":true}"#),
        ("d.js", ""),
        ("d.wxml", ""),
    ];
    let page = [
        ("app.json", app),
        ("p.json", r#"{"usingComponents":{"x":"d"}}"#),
    ];
    let compiled = compiled(&[with_button(&page), other.to_vec()].concat());
    let names = |path: &str| compiled.manifest.components[path].config["usingComponents"].clone();
    assert_eq!(names("p"), json!({"x":"d","y":"c/b"}));
    assert_eq!(names("d"), json!({"x":"c/b","y":"c/b"}));
    assert!(compiled.manifest.app.get("usingComponents").is_none());
}

#[test]
fn components_of_other_subpackages_want_a_placeholder() {
    let app = r#"{"pages":["p"],"subpackages":[{"root":"c","pages":[]}]}"#;
    let page = r#"{"usingComponents":{"x":"c/b"}}"#;
    says(
        &with_button(&[("app.json", app), ("p.json", page)]),
        "p.json:1:25: error: \"c/b\" is in another subpackage: it wants a \"componentPlaceholder\" [component.package]",
    );
    let page = r#"{"usingComponents":{"x":"c/b"},"componentPlaceholder":{"x":"view"}}"#;
    let files = with_button(&[("app.json", app), ("p.json", page)]);
    says_nothing(&files);
    let compiled = compiled(&files);
    assert_eq!(
        compiled.manifest.components["p"].config["componentPlaceholder"],
        json!({"x":"view"})
    );
    says(
        &[("p.json", r#"{"componentPlaceholder":{"x":"view"}}"#)],
        "p.json:1:26: warning: \"x\" is not among \"usingComponents\" [component.placeholder]",
    );
}

#[test]
fn generics_have_defaults() {
    let page = r#"{"componentGenerics":{"a":true,"b":{"default":"./c/b"}}}"#;
    let compiled = compiled(&with_button(&[("p.json", page)]));
    assert_eq!(
        compiled.manifest.components["p"].config["componentGenerics"],
        json!({"a":true,"b":{"default":"c/b"}})
    );
    assert!(compiled.manifest.components.contains_key("c/b"));
}

#[test]
fn options_of_the_code_are_known_before_it_runs() {
    let page = ("p.json", r#"{"usingComponents":{"x":"c/b"}}"#);
    let js = "const o = 1; Component({ data: {}, options: { styleIsolation: 'shared', virtualHost: true, \
              pureDataPattern: /^_/, multipleSlots: o, ['addGlobalClass']: true } })";
    let files = [page, ("c/b.js", js), BUTTON[0], BUTTON[2]];
    let compiled = compiled(&files);
    let component = &compiled.manifest.components["c/b"];
    assert_eq!(
        component.config["options"],
        json!({"addGlobalClass":true,"pureDataPattern":"^_","styleIsolation":"shared","virtualHost":true})
    );
    assert!(!component.scoped);
}

#[test]
fn pages_are_not_scoped_and_components_are_unless_they_say_so() {
    let table = [
        (r#"{}"#, false),
        (r#"{"component":true}"#, true),
        (r#"{"component":true,"styleIsolation":"shared"}"#, false),
        (
            r#"{"component":true,"styleIsolation":"page-shared"}"#,
            false,
        ),
        (
            r#"{"component":true,"styleIsolation":"apply-shared"}"#,
            true,
        ),
        (r#"{"styleIsolation":"page-isolated"}"#, true),
    ];
    for (json, scoped) in table {
        let compiled = compiled(&[("p.json", json)]);
        assert_eq!(compiled.manifest.components["p"].scoped, scoped, "{json}");
    }
}

#[test]
fn names_end_at_their_limit() {
    const GLOBAL: usize = 1_000;
    // The component has the global names too.
    let pages = MAX_NAMES / GLOBAL - 1;
    let names: Vec<String> = (0..GLOBAL)
        .map(|number| format!("\"n{number}\":\"c/b\""))
        .collect();
    let listed: Vec<String> = (0..pages).map(|number| format!("\"q{number}\"")).collect();
    let app = format!(
        "{{\"pages\":[{}],\"usingComponents\":{{{}}}}}",
        listed.join(","),
        names.join(",")
    );
    let mut files: Vec<(String, &str)> = (0..pages)
        .flat_map(|number| {
            [
                (format!("q{number}.js"), ""),
                (format!("q{number}.wxml"), ""),
            ]
        })
        .collect();
    files.push(("app.json".to_owned(), &app));
    let with = |more: &[(&'static str, &'static str)]| {
        let files = files.iter().map(|(path, text)| (path.as_str(), *text));
        said(&with_button(
            &files.chain(more.iter().copied()).collect::<Vec<_>>(),
        ))
    };
    assert_eq!(with(&[]), [""; 0]);
    let over = with(&[("q0.json", r#"{"usingComponents":{"own":"c/b"}}"#)]);
    assert_eq!(over.len(), 1);
    assert!(
        over[0].contains("together have more than 200000 names [component.count]"),
        "{over:?}"
    );
}

#[test]
fn components_may_use_themselves_and_each_other() {
    let files = [
        ("p.json", r#"{"usingComponents":{"a":"a"}}"#),
        (
            "a.json",
            r#"{"component":true,"usingComponents":{"a":"a","b":"b"}}"#,
        ),
        ("a.js", ""),
        ("a.wxml", "<a/><b/>"),
        (
            "b.json",
            r#"{"component":true,"usingComponents":{"a":"a"}}"#,
        ),
        ("b.js", ""),
        ("b.wxml", "<a/>"),
    ];
    assert!(said(&files).is_empty());
}
