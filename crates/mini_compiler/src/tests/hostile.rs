//! Packages that want out, or to take what others need.

use super::{code, compiled, said, says};
use crate::script;

/// Texts that would close their wrapper if they were only put between braces.
const ESCAPES: &[&str] = &[
    "}); evil(); (function(){",
    "});evil();__sapa.define(\"x\",{},function(){",
    "}}); evil(); ({a(){",
    "*/}); evil(); (function(){/*",
    "//\u{2028}}); evil(); (function(){",
    "`}); evil(); (function(){",
    "/}); evil(); (function(){",
    "1\n-->`\n}); evil(); (function(){ //`",
    "a<!--b /*\n}); evil(); (function(){ //*/",
    "a = 1 <!-- `\n}); evil(); (function(){ //`",
    "</script>}); evil(); (function(){",
    "return }); evil(); (function(){",
    "if (1) {",
    "/* open",
    "'open",
    "`open ${",
    "\\u007d); evil(); (function(){",
    "async () => { await 1 }); evil(); (async () => {",
];

#[test]
fn modules_do_not_leave_their_wrapper() {
    for text in ESCAPES {
        for text in [(*text).to_owned(), format!("export default 1\n{text}")] {
            let said = said(&[("p.js", &text)]);
            assert!(said[0].contains("error"), "{text}: {said:?}");
        }
    }
}

#[test]
fn wxs_does_not_leave_its_wrapper() {
    for text in ESCAPES {
        let inline = format!("<wxs module=\"m\">{text}</wxs>");
        let said_inline = said(&[("p.wxml", &inline)]);
        assert!(
            said_inline.iter().any(|line| line.contains("error")),
            "{text}: {said_inline:?}"
        );
        let page = ("p.wxml", "<wxs module=\"m\" src=\"./w.wxs\"/>");
        let said_file = said(&[page, ("w.wxs", text)]);
        assert!(said_file[0].contains("error"), "{text}: {said_file:?}");
    }
}

#[test]
fn json_that_is_required_does_not_leave_its_module() {
    let json = "{\"a\":\"</script>}); evil(); (function(){ <!-- --> \u{2028}\"}";
    let compiled = compiled(&[("p.js", "require('./d.json')"), ("d.json", json)]);
    assert_eq!(script::is_one_call(&code(&compiled, 0)), Ok(()));
}

#[test]
fn names_do_not_leave_their_strings() {
    let name = "a\"});evil();({b:\"";
    let page = format!("{name}.wxml");
    let script = format!("{name}.js");
    let app = format!("{{\"pages\":[{}]}}", serde_json::to_string(name).unwrap());
    let files = [
        ("app.json", app.as_str()),
        (page.as_str(), "<view/>"),
        (script.as_str(), "x=`<!--`"),
    ];
    let limits = crate::Limits::default();
    assert!(
        crate::Source::from_files([(page.clone(), "")], &limits).is_err(),
        "paths have no colon"
    );
    let name = name.replace(':', "");
    let files: Vec<(String, String)> = files
        .iter()
        .map(|(path, text)| (path.replace(':', ""), (*text).to_owned()))
        .map(|(path, text)| match path.as_str() {
            "app.json" => (
                path,
                format!("{{\"pages\":[{}]}}", serde_json::to_string(&name).unwrap()),
            ),
            _ => (path, text),
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let compiled = compiled(&files);
    assert_eq!(compiled.manifest.pages, [name]);
    assert_eq!(script::is_one_call(&code(&compiled, 0)), Ok(()));
}

#[test]
fn arrows_that_look_like_comments_are_taken_apart() {
    let compiled = compiled(&[(
        "p.js",
        "while (n --> 0) x = '-->' + `<!--${n --> 0}-->` + /<!--/",
    )]);
    let code = code(&compiled, 0);
    assert!(
        code.contains("while (n -- > 0) x = '-->' + `<!--${n -- > 0}-->` + /<!--/"),
        "{code}"
    );
}

#[test]
fn deep_scripts_are_refused_before_they_are_parsed() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(said(&[("p.js", &deep(1_000))]).is_empty());
    says(
        &[("p.js", &deep(1_001))],
        "p.js:1:1001: error: more than 1000 brackets within brackets [script.depth]",
    );
}

#[test]
fn long_chains_do_not_end_the_process() {
    for (link, end) in [
        ("!", "1"),
        ("a=>", "1"),
        ("a?b:", "1"),
        ("x=", "1"),
        ("if(a)", "1"),
        ("a+", "1"),
        ("new ", "a"),
        ("a.", "a"),
    ] {
        let text = link.repeat(60_000 / link.len()) + end;
        assert!(said(&[("p.js", &text)]).is_empty(), "{link}");
    }
}

#[test]
fn deep_bindings_do_not_end_the_process() {
    for (open, end, close) in [
        ("[", "1", "]"),
        ("(", "1", ")"),
        ("!", "1", ""),
        ("a?b:", "1", ""),
        ("a[", "1", "]"),
        ("a.", "a", ""),
    ] {
        let levels = 16_000 / (open.len() + close.len());
        let text = format!(
            "{{{{{}{end}{}}}}}",
            open.repeat(levels),
            close.repeat(levels)
        );
        assert!(said(&[("p.wxml", &text)]).is_empty(), "{open}");
    }
}

#[test]
fn tags_that_hide_their_depth_are_counted() {
    // Each would be nested by glass-easel; none is written plainly.
    for tag in [
        "<a b=\"{{\" >",
        "<a b=c\"/>\" >",
        "<a b=/>x",
        "<a\u{e9} b>",
        "<a b='{{\"' c=\"'\" >",
        "<a /b>",
    ] {
        let text = tag.repeat(400);
        let said = said(&[("p.wxml", &text)]);
        assert!(
            said.iter().any(|line| line.contains("error")),
            "{tag}: {:?}",
            said.first()
        );
    }
}

#[test]
fn white_space_beyond_ascii_ends_no_tag() {
    for space in ["\u{3000}", "\u{2028}", "\u{a0}"] {
        for text in [
            format!("<view{space}a=\"b\"/>"),
            format!("<!view{space}>"),
            format!("<view a=b{space}c/>"),
        ] {
            assert!(!said(&[("p.wxml", &text)]).is_empty());
        }
        let text = format!(
            "<view a=\"b{space}c\">d{space}e{{{{'f{space}g'}}}}</view><wxs module=\"w\">exports.h = 'i{space}j'</wxs>"
        );
        let code = code(&compiled(&[("p.wxml", &text)]), 0);
        for part in ["b c", "d e", "f g", "i j"] {
            assert!(code.contains(&part.replace(' ', space)), "{code}");
        }
    }
}

#[test]
fn deep_styles_are_refused_before_they_are_parsed() {
    let deep = |levels: usize| format!(".a{{b:{}{}", "(".repeat(levels), ")".repeat(levels) + "}");
    assert!(said(&[("p.wxss", &deep(63))]).is_empty());
    says(
        &[("p.wxss", &deep(64))],
        "p.wxss:1:69: error: more than 64 brackets within brackets [style.depth]",
    );
    assert_eq!(said(&[("p.wxss", &"{".repeat(1_000_000))]).len(), 1);
}

#[test]
fn many_findings_end_at_their_limit() {
    let keys: Vec<String> = (0..50_000)
        .map(|number| format!("\"k{number}\":1"))
        .collect();
    let said = said(&[("p.json", &format!("{{{}}}", keys.join(",")))]);
    assert_eq!(said.len(), crate::limits::MAX_FINDINGS);
}

#[test]
fn prototypes_are_names_like_others() {
    let files = [
        (
            "p.json",
            r#"{"usingComponents":{"__proto__":"c","constructor":"c"}}"#,
        ),
        ("c.json", r#"{"component":true}"#),
        ("c.js", "exports.__proto__ = require('./__proto__')"),
        ("c.wxml", "<view __proto__=\"a\">{{__proto__.b}}</view>"),
        ("__proto__.js", ""),
    ];
    let compiled = compiled(&files);
    assert!(code(&compiled, 0).contains("__sapa.define(\"__proto__\""));
}
