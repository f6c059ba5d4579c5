use super::source;
use crate::pack::pack;

/// The files that packing makes or leaves, but for those that every source here has.
fn packed(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let packed = pack(&source(files)).unwrap();
    assert!(packed.warnings.is_empty(), "{:?}", packed.warnings);
    packed
        .source
        .files()
        .iter()
        .filter(|(path, _)| {
            ![
                "app.json",
                "p.js",
                "p.wxml",
                "package.json",
                "project.config.json",
            ]
            .contains(&path.as_str())
        })
        .map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).unwrap()))
        .collect()
}

#[track_caller]
fn packs(files: &[(&str, &str)], expected: &[(&str, &str)]) {
    let packed = packed(files);
    let packed: Vec<(&str, &str)> = packed
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert_eq!(packed, expected);
}

#[track_caller]
fn refuses(files: &[(&str, &str)], expected: &str) {
    let said: Vec<String> = pack(&source(files))
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(said, [expected]);
}

const PLUGINS: (&str, &str) = (
    "project.config.json",
    r#"{"setting":{"useCompilerPlugins":["typescript","sass","less"]}}"#,
);

#[test]
fn a_plain_source_comes_out_as_it_went_in() {
    packs(
        &[("a.ts", "let a: number"), ("b.scss", "$a: 1")],
        &[("a.ts", "let a: number"), ("b.scss", "$a: 1")],
    );
}

#[test]
fn typescript_loses_its_types() {
    let text = "import type { T } from './t'\nimport { U, v } from './u'\nenum E { A = 1, B }\n\
                export const w = (a: T, b?: U): E => <E>v(a!, b as any)\nclass C<X> { constructor(private x: X) {} }\n\
                declare const d: string\ninterface I { a: 1 }\n";
    packs(
        &[PLUGINS, ("a.ts", text), ("b.d.ts", "declare const a: 1")],
        &[(
            "a.js",
            "import { v } from \"./u\";\nvar E = /* @__PURE__ */ function(E) {\n\tE[E[\"A\"] = 1] = \"A\";\n\tE[E[\"B\"] = 2] = \"B\";\n\treturn E;\n}(E || {});\n\
             export const w = (a, b) => v(a, b);\nclass C {\n\tx;\n\tconstructor(x) {\n\t\tthis.x = x;\n\t}\n}\n",
        )],
    );
    refuses(
        &[PLUGINS, ("a.ts", "let a: number =\n  ;")],
        "a.ts:2:3: error: Unexpected token [script.syntax]",
    );
}

#[test]
fn sass_becomes_wxss() {
    packs(
        &[
            PLUGINS,
            (
                "a.scss",
                "@import './b';\n@import 'c.wxss';\n.d { width: $w * 2; &:hover { color: e } }\n",
            ),
            ("_b.scss", "$w: 10rpx;"),
            ("c.wxss", ".c{}"),
        ],
        &[
            (
                "a.wxss",
                "@import url(\"c.wxss\");\n.d {\n  width: 20rpx;\n}\n.d:hover {\n  color: e;\n}\n",
            ),
            ("c.wxss", ".c{}"),
        ],
    );
    refuses(
        &[PLUGINS, ("a.scss", ".a {\n  width: $no;\n}")],
        "a.scss:2:10: error: Undefined variable. [pack.sass]",
    );
}

#[test]
fn less_becomes_wxss() {
    let table = [
        (
            "// c\n@a: 10rpx; @b: ~\"x y\";\n.c { width: @a * 2; d: @b; &:hover { e: url(@{a}.png) } // f\n}",
            ".c {\n  width: 20rpx;\n  d: x y;\n}\n.c:hover {\n  e: url(10rpx.png);\n}\n",
        ),
        (
            ".m(@x; @y: 2px) { a: @x @y }\n.n() { b: c }\n.o { d: e }\n.p { .m(1px); .n; .o; }",
            ".o, .p {\n  d: e;\n}\n\n.p {\n  a: 1px 2px;\n  b: c;\n}\n",
        ),
        (
            "@w: 300px; @n: q; @media (min-width: @w) { .@{n}-r { a: fade(#000, 50%); b: 'c@{n}' } }",
            "@media (min-width: 300px) {\n  .q-r {\n    a: rgba(0, 0, 0, 0.5);\n    b: \"cq\";\n  }\n}\n",
        ),
        ("@import './v.less';\n.a { b: @v }", ".a {\n  b: 1px;\n}\n"),
    ];
    for (text, expected) in table {
        let files = [PLUGINS, ("a.less", text), ("v.less", "@v: 1px;")];
        let made = packed(&files);
        let made = made.iter().find(|(path, _)| path == "a.wxss").unwrap();
        assert_eq!(made.1, expected, "{text}");
    }
}

#[test]
fn less_that_is_not_sass_is_refused() {
    let table = [
        (
            "@a: 1;\n@a: 2;",
            "2:1",
            "@a has two values, of which Less takes the last everywhere",
        ),
        (".a when (1) { }", "1:4", "a guard"),
        (
            ".a() when (1) { }",
            "1:1",
            "a mixin with a guard, or a call that goes on",
        ),
        (
            "@r: { a: b }",
            "1:1",
            "a plugin, a detached rule or a call of one",
        ),
        (
            "@plugin 'x';",
            "1:1",
            "a plugin, a detached rule or a call of one",
        ),
        (".a { b: `c` }", "1:9", "JavaScript"),
        (".a { #b(); }", "1:6", "a namespace or a mixin by id"),
        (".a { b: unit(1, px) }", "1:9", "the function unit()"),
        (".a { b: @@c }", "1:9", "this use of @"),
        ("@import (reference) 'a';", "1:1", "an import with options"),
    ];
    for (text, place, why) in table {
        refuses(
            &[PLUGINS, ("a.less", text)],
            &format!(
                "a.less:{place}: error: {why}: not taken from Less; compile it to .wxss before, or write it otherwise [pack.less]"
            ),
        );
    }
}

#[test]
fn less_that_gives_an_imported_variable_another_value_is_refused() {
    let files = [
        PLUGINS,
        ("a.less", "@import './b';\n@v: 2;"),
        ("b.less", "@import 'c/d.less';"),
        ("c/d.less", "@v: 1;"),
    ];
    refuses(
        &files,
        "a.less: error: @v has values in two files, of which Less takes the last everywhere: compile it to .wxss before, or name them apart [pack.less]",
    );
}

#[test]
fn packages_for_mini_programs_are_copied() {
    packs(
        &[
            (
                "package.json",
                r#"{"dependencies":{"@a/ui":"1","b":"1"},"devDependencies":{"c":"1"}}"#,
            ),
            (
                "node_modules/@a/ui/package.json",
                r#"{"miniprogram":"./lib"}"#,
            ),
            ("node_modules/@a/ui/lib/x/index.wxml", "<x/>"),
            ("node_modules/@a/ui/src/y.js", "y"),
            ("node_modules/b/package.json", r#"{}"#),
            ("node_modules/b/miniprogram_dist/index.js", "b"),
            ("node_modules/c/package.json", r#"{"miniprogram":"."}"#),
            ("miniprogram_npm/old/index.js", "old"),
        ],
        &[
            ("miniprogram_npm/@a/ui/x/index.wxml", "<x/>"),
            ("miniprogram_npm/b/index.js", "b"),
        ],
    );
}

#[test]
fn other_packages_are_followed_from_their_main_module() {
    packs(
        &[
            ("package.json", r#"{"dependencies":{"a":"1","t":"1"}}"#),
            ("p.js", "require('a'); require('a/plugin/z')"),
            (
                "node_modules/a/package.json",
                r#"{"main":"dist/main","dependencies":{"b":"1"}}"#,
            ),
            (
                "node_modules/a/dist/main.js",
                "require('./x'); require('b/deep'); require('fs')",
            ),
            (
                "node_modules/a/dist/x/index.js",
                "import y from '../../y.js'",
            ),
            ("node_modules/a/y.js", ""),
            ("node_modules/a/unused.js", ""),
            ("node_modules/a/plugin/z.js", "z"),
            (
                "node_modules/b/package.json",
                r#"{"exports":{".":{"require":"./b.js"}}}"#,
            ),
            ("node_modules/b/b.js", "b"),
            ("node_modules/b/deep.js", "deep"),
            ("node_modules/t/package.json", r#"{"types":"index.d.ts"}"#),
        ],
        &[
            (
                "miniprogram_npm/a/dist/main.js",
                "require('./x'); require('b/deep'); require('fs')",
            ),
            (
                "miniprogram_npm/a/dist/x/index.js",
                "import y from '../../y.js'",
            ),
            (
                "miniprogram_npm/a/index.js",
                "module.exports = require(\"./dist/main.js\");\n",
            ),
            ("miniprogram_npm/a/plugin/z.js", "z"),
            ("miniprogram_npm/a/y.js", ""),
            ("miniprogram_npm/b/b.js", "b"),
            ("miniprogram_npm/b/deep.js", "deep"),
            (
                "miniprogram_npm/b/index.js",
                "module.exports = require(\"./b.js\");\n",
            ),
        ],
    );
    refuses(
        &[
            ("package.json", "{\"dependencies\":{\n\"a\":\"1\"}}"),
            ("node_modules/b/package.json", "{}"),
        ],
        "package.json:2:1: error: \"a\" is not in node_modules: run npm install [pack.npm]",
    );
}

#[test]
fn where_npm_is_built_may_be_told() {
    let config = r#"{"miniprogramRoot":"mini/","setting":{"packNpmManually":true,"packNpmRelationList":[
        {"packageJsonPath":"./package.json","miniprogramNpmDistDir":"./mini/"}]}}"#;
    packs(
        &[
            ("project.config.json", config),
            ("package.json", r#"{"dependencies":{"a":"1"}}"#),
            ("node_modules/a/package.json", r#"{"miniprogram":"d"}"#),
            ("node_modules/a/d/a.wxss", ".a{}"),
        ],
        &[("mini/miniprogram_npm/a/a.wxss", ".a{}")],
    );
    refuses(
        &[(
            "project.config.json",
            r#"{"setting":{"packNpmManually":true,"packNpmRelationList":[{"packageJsonPath":"no.json"}]}}"#,
        )],
        "project.config.json:1:59: error: \"packageJsonPath\" and \"miniprogramNpmDistDir\" name a file and a directory of the project [pack.npm]",
    );
}

#[test]
fn packages_that_lead_elsewhere_are_not_followed() {
    packs(
        &[
            ("package.json", r#"{"dependencies":{"a":"1"}}"#),
            (
                "node_modules/a/package.json",
                r#"{"miniprogram":"../../","main":"../b/b.js"}"#,
            ),
            ("node_modules/b/package.json", "{}"),
            ("node_modules/b/b.js", "b"),
        ],
        &[],
    );
}
