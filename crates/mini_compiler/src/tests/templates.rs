use super::{code, compiled, said, says, says_nothing};
use crate::templates::{MAX_ATTRIBUTES, MAX_BINDING_BYTES, MAX_TEMPLATE_BYTES, MAX_TEMPLATE_DEPTH};

#[test]
fn templates_are_in_the_group_by_their_paths() {
    let files = [
        (
            "p.wxml",
            "<import src=\"./t/a.wxml\"/><include src=\"/t/b\"/><template is=\"x\"/>",
        ),
        ("t/a.wxml", "<template name=\"x\"><view/></template>"),
        ("t/b.wxml", "<text>b</text>"),
        ("t/unused.wxml", "<text/>"),
    ];
    says_nothing(&files);
    let code = code(&compiled(&files), 0);
    for path in ["p", "t/a", "t/b"] {
        assert!(code.contains(&format!("lazy(\"{path}\",()=>")), "{path}");
    }
    assert!(!code.contains("unused"));
}

#[test]
fn wxs_is_registered_under_both_names() {
    let files = [
        (
            "p.wxml",
            "<wxs module=\"m\" src=\"./w/a.wxs\"/>{{m.x}}<wxs module=\"i\">exports.y = require('w/b') // z</wxs>",
        ),
        ("w/a.wxs", "module.exports = { x: require('./b.wxs').x }"),
        ("w/b.wxs", "const module = 1; exports.x = getRegExp('a')"),
    ];
    says_nothing(&files);
    let code = code(&compiled(&files), 0);
    assert!(
        code.contains(r#"R["w/a"]=R["w/a.wxs"]=D("w/a.wxs","#),
        "{code}"
    );
    assert!(
        code.contains(
            r#"D("w/b",(require,exports,module)=>{module.exports=require("/w/b.wxs")});"#
        )
    );
    assert!(code.contains("getRegExp=function"));
}

#[test]
fn errors_have_a_place() {
    let table = [
        (
            "<view>\n{{ a + }}</view>",
            "p.wxml:2:8: error: unexpected character inside expression [template.syntax]",
        ),
        (
            "<view",
            "p.wxml:1:1: error: incomplete tag [template.syntax]",
        ),
        (
            "<view>",
            "p.wxml:1:2: warning: missing end tag [template.syntax]",
        ),
        (
            "\n<import src=\"no.wxml\"/>",
            "p.wxml:2:9: warning: the file no.wxml does not exist; nothing is shown in its place [template.missing]",
        ),
        (
            "<wxs module=\"a\" src='./no.wxs'/>",
            "p.wxml:1:17: error: the file no.wxs does not exist [template.missing]",
        ),
        (
            "<view/>\n<wxs module=\"a\">\nvar a = ;</wxs>",
            "p.wxml:3:9: error: Unexpected token [script.syntax]",
        ),
        (
            "<wxs module=\"a\">require('no')</wxs>",
            "p.wxml:1:9: error: the WXS module \"no\" does not exist [template.missing]",
        ),
        (
            "<wxs module=\"a\">export default 1</wxs>",
            "p.wxml: error: WXS has no import and export: write require and module.exports [template.wxs]",
        ),
    ];
    for (text, expected) in table {
        let said = said(&[("p.wxml", text)]);
        assert!(said.iter().any(|line| line == expected), "{text}: {said:?}");
    }
}

#[test]
fn subpackages_have_what_they_use_of_the_main_package() {
    let app = |independent: bool| {
        format!(
            r#"{{"pages":["p"],"subpackages":[{{"root":"s","pages":["q"],"independent":{independent}}}]}}"#
        )
    };
    let files = [
        ("s/q.js", ""),
        ("s/q.wxml", "<include src=\"../c.wxml\"/>"),
        ("c.wxml", "<view/>"),
    ];
    let together = app(false);
    let compiled = compiled(&[files.as_slice(), &[("app.json", &together)]].concat());
    assert!(code(&compiled, 1).contains("lazy(\"c\""));
    let alone = app(true);
    says(
        &[files.as_slice(), &[("app.json", &alone)]].concat(),
        "s/q.wxml:1:10: error: the file c.wxml is in a package that is not there with this one [template.package]",
    );
}

#[test]
fn templates_end_at_their_limits() {
    let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
    says_nothing(&[("p.wxml", &deep(MAX_TEMPLATE_DEPTH))]);
    says(
        &[("p.wxml", &deep(MAX_TEMPLATE_DEPTH + 1))],
        "p.wxml:1:769: error: more than 256 elements within elements [template.size]",
    );

    let wide = |count: usize| {
        let attributes: Vec<String> = (0..count)
            .map(|number| format!("a{number}=\"{number}\""))
            .collect();
        format!("<view {}/>", attributes.join(" "))
    };
    says_nothing(&[("p.wxml", &wide(MAX_ATTRIBUTES))]);
    says(
        &[("p.wxml", &wide(MAX_ATTRIBUTES + 1))],
        "p.wxml:1:1: error: a tag of more than 512 attributes [template.size]",
    );

    let binding = |bytes: usize| format!("{{{{{}1}}}}", " ".repeat(bytes - 3));
    says_nothing(&[("p.wxml", &binding(MAX_BINDING_BYTES))]);
    says(
        &[("p.wxml", &binding(MAX_BINDING_BYTES + 1))],
        "p.wxml:1:1: error: a binding of more than 16384 bytes [template.size]",
    );

    says_nothing(&[("p.wxml", &"a".repeat(MAX_TEMPLATE_BYTES))]);
    says(
        &[("p.wxml", &"a".repeat(MAX_TEMPLATE_BYTES + 1))],
        "p.wxml:1:1: error: more than 1048576 bytes [template.size]",
    );
}
