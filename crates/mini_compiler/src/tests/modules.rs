use super::{code, compiled, said, says, says_nothing};
use crate::stack::MAX_SCRIPT_BYTES;

/// What becomes of a module: the text within its wrapper.
fn body(text: &str) -> String {
    let files = [("p.js", text), ("m.js", ""), ("n.js", "")];
    let code = code(&compiled(&files), 0);
    let start = code.find("__sapa.define(\"p\"").unwrap();
    let rest = &code[start..];
    let start = rest.find("{\n").unwrap() + 2;
    let end = rest.find("\n});\n").unwrap();
    rest[start..end].to_owned()
}

/// The prologue of every ES module.
const ES: &str = r#""use strict";Object.defineProperty(exports,"__esModule",{value:true});"#;

#[test]
fn common_js_stays_as_it_is() {
    for text in [
        "const m = require('./m')\nmodule.exports = { m }",
        "exports.a = async function* () { await 1; yield* [] }",
        "class A { #x = 1; static { A.y = 1 } get x() { return this.#x ??= 2 } }",
        "var a = 1; return",
        "with (Math) floor(1)",
        "// only a comment",
        "",
    ] {
        assert_eq!(body(text), text);
    }
}

#[test]
fn imports_become_requires() {
    let table = [
        ("import './m'", r#"var _sapa0=require("./m");;"#),
        (
            "import { a as b } from './m'\nb\nb()\nnew b()\nx = { b, c: b }",
            "var _sapa0=require(\"./m\");;\n_sapa0.a\n;(0,_sapa0.a)()\nnew _sapa0.a()\nx = { b:_sapa0.a, c: _sapa0.a }",
        ),
        (
            "import d, * as n from './m'; d(n.x)",
            r#"var _sapa0=require("./m");var _sapa0d=__sapaDefault(_sapa0);var _sapa0n=__sapaNamespace(_sapa0);; ;(0,_sapa0d.default)(_sapa0n.x)"#,
        ),
        (
            "import { a } from './m'\nimport { b } from './n'\nimport { c } from './m'",
            "var _sapa0=require(\"./m\");var _sapa1=require(\"./n\");;\n;\n;",
        ),
        (
            "import {\n  a\n} from './m'\nif (a) a()",
            "var _sapa0=require(\"./m\");;\n\n\nif (_sapa0.a) (0,_sapa0.a)()",
        ),
        (
            "import { 'a-b' as a } from './m'; f(a)",
            r#"var _sapa0=require("./m");; f(_sapa0["a-b"])"#,
        ),
        (
            "import { a } from './m'; function f(a) { return a }",
            r#"var _sapa0=require("./m");; function f(a) { return a }"#,
        ),
    ];
    for (text, expected) in table {
        assert_eq!(body(text), format!("{ES}{expected}"), "{text}");
    }
}

#[test]
fn exports_become_getters() {
    let getter = |name: &str, read: &str| {
        format!("__sapaExport(exports,\"{name}\",function(){{return {read}}});")
    };
    let table = [
        ("export const a = 1", getter("a", "a"), ";const a = 1"),
        (
            "export let { a, b: [c = d] } = e",
            getter("a", "a") + &getter("c", "c"),
            ";let { a, b: [c = d] } = e",
        ),
        (
            "export function f() {}",
            getter("f", "f"),
            ";function f() {}",
        ),
        ("export class C {}", getter("C", "C"), ";class C {}"),
        (
            "const a = 1; export { a as b }",
            getter("b", "a"),
            "const a = 1; ;",
        ),
        (
            "export default 1 + 1",
            getter("default", "_sapad"),
            "var _sapad=1 + 1",
        ),
        (
            "export default function () {}",
            getter("default", "_sapad"),
            ";function _sapad () {}",
        ),
        (
            "export default async function /* ( */ * () {}",
            getter("default", "_sapad"),
            ";async function /* ( */ * _sapad () {}",
        ),
        (
            "export default class extends A {}",
            getter("default", "_sapad"),
            ";class _sapad extends A {}",
        ),
        (
            "export default function f() {}",
            getter("default", "f"),
            ";function f() {}",
        ),
        (
            "export { a as b, default as c } from './m'",
            getter("b", "_sapa0.a") + &getter("c", "_sapa0d.default"),
            r#"var _sapa0=require("./m");var _sapa0d=__sapaDefault(_sapa0);;"#,
        ),
        (
            "export * from './m'",
            String::new(),
            r#"var _sapa0=require("./m");__sapaExportAll(exports,_sapa0);;"#,
        ),
        (
            "export * as n from './m'",
            getter("n", "_sapa0n"),
            r#"var _sapa0=require("./m");var _sapa0n=__sapaNamespace(_sapa0);;"#,
        ),
        (
            "import { a } from './m'; export { a }",
            getter("a", "_sapa0.a"),
            r#"var _sapa0=require("./m");; ;"#,
        ),
    ];
    for (text, getters, expected) in table {
        assert_eq!(body(text), format!("{ES}{getters}{expected}"), "{text}");
    }
}

#[test]
fn the_wrappers_names_may_be_taken() {
    let files = [("p.js", "const module = 1; exports.a = module")];
    let code = code(&compiled(&files), 0);
    assert!(
        code.contains("function (require, _sapa_module, exports) {"),
        "{code}"
    );
    assert_eq!(
        body("var exports = module.exports"),
        "var exports = module.exports"
    );
    assert_eq!(
        body("import { a } from './m'; export const require = a, _sapa = 1"),
        "\"use strict\";Object.defineProperty(exports,\"__esModule\",{value:true});\
         __sapaExport(exports,\"require\",function(){return require});\
         __sapaExport(exports,\"_sapa\",function(){return _sapa});\
         var _sapa_0=_sapa__require(\"./m\");; ;const require = _sapa_0.a, _sapa = 1"
    );
}

#[test]
fn what_is_loaded_later_is_required_asynchronously() {
    assert_eq!(
        body("import('./m').then(f)"),
        "require.async(\"./m\").then(__sapaNamespace).then(f)"
    );
    let app = r#"{"pages":["p"],"subpackages":[{"root":"s","pages":["q"]}]}"#;
    let subpackage = [("app.json", app), ("s/q.js", ""), ("s/q.wxml", "")];
    let with = |text| [subpackage.as_slice(), &[("p.js", text)]].concat();
    says(
        &with("\n  require('./s/q')"),
        "p.js:2:11: error: \"./s/q\" is in a package that need not be there: write require.async [script.package]",
    );
    let files = with("require.async('./s/q.js')");
    says_nothing(&files);
    let compiled = compiled(&files);
    let code = code(&compiled, 0);
    assert!(code.contains(r#"define("p",{"./s/q.js":"s/q"}"#), "{code}");
}

#[test]
fn modules_are_found_as_files_directories_json_npm_and_aliases() {
    let app = r#"{"pages":["p"],"resolveAlias":{"~/*":"/lib/*","own":"lib/x"}}"#;
    let files = [
        ("app.json", app),
        (
            "p.js",
            "for (const r of [require('./lib'), require('lib/x.js'), require('/lib/x'), require('./d.json'), \
                  require('dayjs'), require('dayjs/plugin/a'), require('~/x'), require('own'), require(`lib/x`)]) r",
        ),
        ("lib/index.js", ""),
        ("lib/x.js", ""),
        ("d.json", "{\"b\":1,\"a\":\"<!--\"}"),
        ("miniprogram_npm/dayjs/index.js", ""),
        ("miniprogram_npm/dayjs/plugin/a.js", ""),
    ];
    says_nothing(&files);
    let code = code(&compiled(&files), 0);
    assert!(
        code.contains(
            r#"define("p",{"./d.json":"d.json","./lib":"lib/index","/lib/x":"lib/x","dayjs":"miniprogram_npm/dayjs/index","dayjs/plugin/a":"miniprogram_npm/dayjs/plugin/a","lib/x":"lib/x","lib/x.js":"lib/x","own":"lib/x","~/x":"lib/x"}"#
        ),
        "{code}"
    );
    assert!(
        code.contains(r#"module.exports={"a":"<\u0021--","b":1};"#),
        "{code}"
    );
}

#[test]
fn only_what_is_reached_is_packed_unless_nobody_can_tell() {
    let other = ("other.js", "module.exports = 1");
    let broken = ("broken.js", "(");
    let packed = code(&compiled(&[other, broken]), 0);
    assert!(!packed.contains("define(\"other\""));
    let files = [other, broken, ("p.js", "require('./' + name)")];
    says(
        &files,
        "broken.js:1:2: warning: Expected `)` but found `EOF` [script.syntax]",
    );
    let packed = code(&compiled(&files), 0);
    assert!(packed.contains("define(\"other\""));
    assert!(!packed.contains("define(\"broken\""));
}

#[test]
fn errors_have_a_place() {
    let table = [
        (
            "let a = 1\nlet a = 2",
            "p.js:1:5: error: Identifier `a` has already been declared [script.syntax]",
        ),
        (
            "\n  foo(",
            "p.js:2:7: error: Expected `)` but found `EOF` [script.syntax]",
        ),
        (
            "export default import.meta",
            "p.js:1:16: error: import.meta is not there in a mini program [script.module]",
        ),
        (
            "export {}\nawait x",
            "p.js:2:1: error: await stands outside of a function: modules load at once [script.module]",
        ),
        (
            "export {}\nfor await (const x of y) {}",
            "p.js:2:1: error: await stands outside of a function: modules load at once [script.module]",
        ),
        (
            "import(x)",
            "p.js:1:1: error: import() wants the path in quotes [script.module]",
        ),
        (
            "f()\n<!-- x",
            "p.js:2:1: error: comments as in HTML are not taken: write // [script.html_comment]",
        ),
        (
            "require('./no')",
            "p.js:1:9: warning: the module \"./no\" does not exist [script.missing]",
        ),
    ];
    for (text, expected) in table {
        says(&[("p.js", text)], expected);
    }
    says(
        &[("d.json", "{"), ("p.js", "require('./d.json')")],
        "d.json:1:2: error: a key in double quotes is expected [json.syntax]",
    );
}

#[test]
fn a_script_ends_at_its_limit() {
    let padded = |bytes: usize| " ".repeat(bytes);
    says_nothing(&[("p.js", &padded(MAX_SCRIPT_BYTES))]);
    says(
        &[("p.js", &padded(MAX_SCRIPT_BYTES + 1))],
        "p.js: error: more than 1572864 bytes [script.size]",
    );
}

#[test]
fn workers_are_modules_of_their_package() {
    let files = [
        ("app.json", r#"{"pages":["p"],"workers":"w"}"#),
        ("w/a.js", "worker.onMessage(require('./b'))"),
        ("w/b.js", ""),
    ];
    assert!(said(&files).is_empty());
    let code = code(&compiled(&files), 0);
    assert!(code.contains("define(\"w/a\"") && code.contains("define(\"w/b\""));
}
