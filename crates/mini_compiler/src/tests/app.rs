use serde_json::json;

use super::{compiled, said, says, says_nothing};
use crate::limits::{MAX_PAGES, MAX_SUBPACKAGES};

#[test]
fn pages_must_be_there() {
    let table = [
        (
            r#"{}"#,
            "app.json: error: \"pages\" names no page [app.pages]",
        ),
        (
            r#"{"pages":[]}"#,
            "app.json:1:10: error: \"pages\" names no page [app.pages]",
        ),
        (
            r#"{"pages":["p","p"]}"#,
            "app.json:1:15: error: \"p\" is listed twice [app.page]",
        ),
        (
            r#"{"pages":["p","../q"]}"#,
            "app.json:1:15: error: \"../q\" leads out of the program [app.page]",
        ),
        (
            r#"{"pages":["p"],"entryPagePath":"q"}"#,
            "app.json:1:32: error: \"entryPagePath\" is not among the pages [app.entry]",
        ),
    ];
    for (app, expected) in table {
        says(&[("app.json", app)], expected);
    }
    assert_eq!(
        said(&[("app.json", "{\"pages\":[\"p\",\n\"q\"]}"), ("q.ts", "")]),
        [
            "app.json:2:1: error: the page's file q.js does not exist: TypeScript is compiled by `pack` [app.page]",
            "app.json:2:1: error: the page's file q.wxml does not exist [app.page]",
        ]
    );
}

#[test]
fn plugins_are_refused() {
    says(
        &[(
            "app.json",
            r#"{"pages":["p"],"plugins":{"chat":{"version":"1.0.0","provider":"wx1"}}}"#,
        )],
        "app.json:1:27: error: the plugin \"chat\" cannot be had: plugins are code of others on WeChat's servers [app.plugin]",
    );
    says(
        &[("p.json", r#"{"usingComponents":{"a":"plugin://chat/a"}}"#)],
        "p.json:1:25: error: components of plugin:// cannot be had: plugins are code of others on WeChat's servers [component.plugin]",
    );
}

#[test]
fn subpackages_lie_beside_each_other() {
    let table = [
        (
            r#"{"pages":["p"],"subpackages":[{"root":"/","pages":[]}]}"#,
            "app.json:1:39: error: a subpackage wants a \"root\" within the program [app.subpackage]",
        ),
        (
            r#"{"pages":["p"],"subpackages":[{"root":"a","pages":[]},{"root":"a/b/","pages":[]}]}"#,
            "app.json:1:63: error: \"a/b\" and the subpackage \"a\" overlap [app.subpackage]",
        ),
    ];
    for (app, expected) in table {
        says(&[("app.json", app)], expected);
    }
    says(
        &[
            (
                "app.json",
                r#"{"pages":["a/p"],"subpackages":[{"root":"a","pages":[]}]}"#,
            ),
            ("a/p.js", ""),
            ("a/p.wxml", ""),
        ],
        "app.json:1:41: error: \"a/p\" is a page of the main package and lies in this subpackage [app.subpackage]",
    );
}

#[test]
fn both_spellings_of_subpackages_give_packages() {
    for key in ["subpackages", "subPackages"] {
        let app = format!(
            r#"{{"pages":["p"],"{key}":[{{"root":"shop/","name":"s","pages":["q"],"independent":true}}]}}"#
        );
        let compiled = compiled(&[("app.json", &app), ("shop/q.js", ""), ("shop/q.wxml", "")]);
        let manifest = &compiled.manifest;
        assert_eq!(manifest.pages, ["p", "shop/q"]);
        assert_eq!(manifest.packages[1].root, "shop");
        assert_eq!(manifest.packages[1].pages, ["shop/q"]);
        assert!(manifest.packages[1].independent);
        assert_eq!(manifest.components["shop/q"].package, "shop");
        assert_eq!(
            manifest.app["subpackages"],
            json!([{"independent":true,"name":"s","pages":["shop/q"],"root":"shop"}])
        );
        assert_eq!(manifest.app["entryPagePath"], "p");
    }
}

#[test]
fn a_tab_bar_has_two_to_five_pages_of_the_main_package() {
    let one = r#"{"pages":["p"],"tabBar":{"list":[{"pagePath":"p","text":"P"}]}}"#;
    says(
        &[("app.json", one)],
        "app.json:1:33: error: a tab bar has two to five tabs [app.tab_bar]",
    );
    let two = r#"{"pages":["p"],"tabBar":{"list":[{"pagePath":"p","text":"P","iconPath":"i.png"},{"pagePath":"q","text":"Q"}]}}"#;
    assert_eq!(
        said(&[("app.json", two)]),
        [
            "app.json:1:72: warning: the picture of \"iconPath\" does not exist [app.tab_bar]",
            "app.json:1:93: error: a tab's \"pagePath\" is a page of the main package [app.tab_bar]",
        ]
    );
    let custom = r#"{"pages":["p","q"],"tabBar":{"custom":true,"list":[{"pagePath":"/p","text":"P"},{"pagePath":"q","text":"Q"}]}}"#;
    let pages = [("q.js", ""), ("q.wxml", "")];
    let files = [&[("app.json", custom)], pages.as_slice()].concat();
    says(
        &files,
        "app.json: error: \"tabBar.custom\" wants a component custom-tab-bar/index [app.tab_bar]",
    );
    let bar = [
        ("custom-tab-bar/index.json", r#"{"component":true}"#),
        ("custom-tab-bar/index.js", "Component({})"),
        ("custom-tab-bar/index.wxml", "<view/>"),
    ];
    let compiled = compiled(&[files.as_slice(), &bar].concat());
    assert!(
        compiled
            .manifest
            .components
            .contains_key("custom-tab-bar/index")
    );
    assert_eq!(compiled.manifest.app["tabBar"]["list"][0]["pagePath"], "p");
}

#[test]
fn pages_and_subpackages_end_at_their_limits() {
    let pages = |count: usize| {
        let names: Vec<String> = (0..count).map(|number| format!("\"q{number}\"")).collect();
        format!("{{\"pages\":[{}]}}", names.join(","))
    };
    let over = |said: Vec<String>| {
        said.iter()
            .filter(|line| line.contains("more than"))
            .count()
    };
    assert_eq!(over(said(&[("app.json", &pages(MAX_PAGES / 4))])), 0);
    let files: Vec<(String, &str)> = (0..=MAX_PAGES)
        .flat_map(|number| {
            [
                (format!("q{number}.js"), ""),
                (format!("q{number}.wxml"), ""),
            ]
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    let app = pages(MAX_PAGES);
    says_nothing(&[&[("app.json", app.as_str())], files.as_slice()].concat());
    let app = pages(MAX_PAGES + 1);
    assert_eq!(
        over(said(
            &[&[("app.json", app.as_str())], files.as_slice()].concat()
        )),
        1
    );

    let subpackages = |count: usize| {
        let parts: Vec<String> = (0..count)
            .map(|number| format!("{{\"root\":\"s{number}\",\"pages\":[]}}"))
            .collect();
        format!(
            "{{\"pages\":[\"p\"],\"subpackages\":[{}]}}",
            parts.join(",")
        )
    };
    says_nothing(&[("app.json", &subpackages(MAX_SUBPACKAGES))]);
    assert_eq!(
        over(said(&[("app.json", &subpackages(MAX_SUBPACKAGES + 1))])),
        1
    );
}
