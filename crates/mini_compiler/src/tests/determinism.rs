use super::source;
use crate::{Limits, compile};

/// Slots with many values and many bindings: where glass-easel's hash maps show.
const TEMPLATE: &str = "<c><view slot:a slot:b slot:c slot:d slot:e>{{a}}{{b}}{{c}}{{d}}{{e}}</view></c>\
    {{f}}{{g}}{{h}}{{i}}{{j}}{{k}}{{l}}{{m}}{{n}}<wxs module=\"w\">exports.a=1</wxs>{{w.a}}";

#[test]
fn the_same_source_gives_the_same_bytes() {
    let source = source(&[
        (
            "p.json",
            r#"{"usingComponents":{"c":"c"},"navigationBarTitleText":"x"}"#,
        ),
        ("c.json", r#"{"component":true}"#),
        ("c.js", "Component({})"),
        ("c.wxml", TEMPLATE),
        ("p.wxml", TEMPLATE),
        ("p.js", "import a from './a'; export { a }"),
        ("a.js", "export default 1"),
        ("p.wxss", ".a{}"),
    ]);
    let first = compile(&source, &Limits::default()).unwrap();
    for _ in 0..20 {
        let again = compile(&source, &Limits::default()).unwrap();
        assert_eq!(again.manifest.digest(), first.manifest.digest());
        assert_eq!(again.manifest.to_json(), first.manifest.to_json());
        assert_eq!(again.files, first.files);
    }
    assert_eq!(first.manifest.digest().len(), 64);
}

#[test]
fn a_manifest_is_read_as_it_was_written() {
    let compiled = compile(&source(&[]), &Limits::default()).unwrap();
    let json = compiled.manifest.to_json();
    let read: crate::Manifest = serde_json::from_slice(&json).unwrap();
    assert_eq!(read, compiled.manifest);
    for package in &read.packages {
        for file in [&package.code, &package.styles] {
            assert_eq!(compiled.files[&file.sha256].len() as u64, file.bytes);
        }
    }
}
