use super::{compiled, css, said, says};
use crate::styles::{MAX_IMPORT_DEPTH, MAX_SHEET_BYTES, MAX_STYLES_BYTES};

/// The CSS of a page, which has no scope.
fn page(text: &str) -> String {
    let files = [("p.wxss", text), ("a b.png", "x"), ("i/f.png", "x")];
    css(&compiled(&files), 0, "p")
}

#[test]
fn wxss_becomes_css() {
    let table = [
        (
            ".a{width:750rpx;height:calc(10rpx + 1px)}",
            ".a{width:100vw;height:calc(1.33333vw + 1px)}",
        ),
        ("page{color:red}", "wx-page{color:red}"),
        (
            "view>.a text:not(.b)::after{}",
            "wx-view>.a wx-text:not(.b)::after{}",
        ),
        (
            ".a text, page view:not(image,.b text):hover>#c wx-d{}",
            ".a wx-text, wx-page wx-view:not(wx-image,.b wx-text):hover>#c wx-d{}",
        ),
        (
            "@media print{a{}}@font-face{src:a}b{}",
            "@media print{wx-a{}}@font-face{src:a}wx-b{}",
        ),
        (
            ".a:nth-child(2n) [view=view]::part(b){}",
            ".a:nth-child(2n) [view=view]::part(b){}",
        ),
        (":host{color:red}", "[wx-host=\"\"]{color:red}"),
        (
            "@keyframes a{from{top:0}to{top:75rpx}}",
            "@keyframes a{from{top:0}to{top:10vw}}",
        ),
        (
            "@media (min-width:1px){.a{top:0}}",
            "@media(min-width:1px){.a{top:0}}",
        ),
        (
            ".a{--b:7.5rpx;color:var(--b)}",
            ".a{--b:1vw;color:var(--b)}",
        ),
        ("/* a */.b{}", ".b{}"),
    ];
    for (text, expected) in table {
        assert_eq!(page(text), expected);
    }
}

#[test]
fn components_have_a_scope() {
    let files = [
        (
            "p.json",
            r#"{"component":true,"styleIsolation":"apply-shared"}"#,
        ),
        ("p.wxss", ".a.b{}:host{top:0}@media print{.c{}}"),
        ("app.wxss", ".g{}"),
    ];
    let compiled = compiled(&files);
    let scope = &compiled.manifest.components["p"].scope;
    assert_eq!(
        css(&compiled, 0, "p"),
        format!(
            "[wx-host=\"{scope}\"]{{top:0}}.{scope}--a.{scope}--b{{}}@media print{{.{scope}--c{{}}}}"
        )
    );
    assert_eq!(css(&compiled, 0, "app"), ".g{}");
}

#[test]
fn addresses_become_markers() {
    let table = [
        ("url(i/f.png)", "url(\"sapa-asset:i/f.png\")"),
        ("url('/i/f.png?x#y')", "url(\"sapa-asset:i/f.png\")"),
        ("url(\"./a b.png\")", "url(\"sapa-asset:a%20b.png\")"),
        (
            "url(https://h.example/a.png?b=c)",
            "url(\"sapa-remote:https://h.example/a.png?b=c\")",
        ),
        (
            "url(//h.example/a)",
            "url(\"sapa-remote:https://h.example/a\")",
        ),
        (
            "URL( 'HTTPS://h.example/\\\"' )",
            "URL(\"sapa-remote:HTTPS://h.example/%22\")",
        ),
        (
            "u\\72l(http://h.example)",
            "url(\"sapa-remote:http://h.example\")",
        ),
        (
            "url(data:image/png;base64,AA==)",
            "url(\"data:image/png;base64,AA==\")",
        ),
        ("url(#a)", "url(\"#a\")"),
        (
            "image-set(\"i/f.png\" 1x,url(https://h.example) 2x)",
            "image-set(\"sapa-asset:i/f.png\"1x,url(\"sapa-remote:https://h.example\")2x)",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(
            page(&format!(".a{{b:{text}}}")),
            format!(".a{{b:{expected}}}")
        );
    }
    assert_eq!(
        page(".a{content:\"https://h.example\"}"),
        ".a{content:\"https://h.example\"}"
    );
}

#[test]
fn addresses_that_are_not_loaded_are_mentioned() {
    let table = [
        (
            "url(no.png)",
            "p.wxss:1:6: warning: the file \"no.png\" does not exist [style.url]",
        ),
        (
            "url(../x.png)",
            "p.wxss:1:6: warning: the address leads out of the program [style.url]",
        ),
        (
            "url(javascript:alert)",
            "p.wxss:1:6: warning: addresses of this scheme are not loaded [style.url]",
        ),
        (
            "url(data:text/css,a)",
            "p.wxss:1:6: warning: data of this kind is not taken [style.url]",
        ),
    ];
    for (text, expected) in table {
        says(&[("p.wxss", &format!(".a{{b:{text}}}"))], expected);
    }
}

#[test]
fn imports_are_put_in_place() {
    let files = [
        (
            "p.wxss",
            "@import './s/a.wxss';\n@import \"s/b\";@import url(/s/c.wxss) screen;.p{}",
        ),
        ("s/a.wxss", ".a{b:url(x.png)}:host{c:d}"),
        ("s/b.wxss", "@import 'c.wxss' \n\n.b{}"),
        ("s/c.wxss", ".c{}"),
        ("s/x.png", "x"),
    ];
    assert!(said(&files).is_empty(), "{:?}", said(&files));
    assert_eq!(
        css(&compiled(&files), 0, "p"),
        "[wx-host=\"\"]{c:d}.a{b:url(\"sapa-asset:s/x.png\")}.c{}.b{}@media screen{.c{}}.p{}"
    );
}

#[test]
fn imports_have_their_errors() {
    let table = [
        (
            "@import 'no';",
            "p.wxss:1:9: error: the imported file \"no\" does not exist [style.import]",
        ),
        (
            "@import no;",
            "p.wxss:1:9: error: an import wants a file in quotes [style.import]",
        ),
        (
            "@import 'https://h.example/a.css';.a{}",
            "p.wxss:1:9: warning: styles of other hosts are not imported; the rule is left out [style.import]",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(&[("p.wxss", text)])[0], expected);
    }
    assert_eq!(page("@import 'https://h.example/a.css';.a{}"), ".a{}");
    assert_eq!(page("@import url(//h.example/a.css) screen;.a{}"), ".a{}");
}

#[test]
fn sheets_that_import_each_other_end() {
    let files = [
        ("p.wxss", "@import 'q.wxss';.p{}"),
        ("q.wxss", "@import 'p.wxss';.q{}"),
    ];
    assert_eq!(css(&compiled(&files), 0, "p"), ".q{}.p{}");
}

#[test]
fn imports_end_at_their_depth() {
    let chain = |length: usize| -> Vec<(String, String)> {
        (0..length)
            .map(|number| {
                let next = match number + 1 == length {
                    true => String::new(),
                    false => format!("@import 's{}.wxss';", number + 1),
                };
                (format!("s{number}.wxss"), next)
            })
            .chain([("p.wxss".to_owned(), "@import 's0.wxss';".to_owned())])
            .collect()
    };
    let said = |files: &[(String, String)]| {
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        said(&files)
    };
    assert_eq!(said(&chain(MAX_IMPORT_DEPTH)), [""; 0]);
    assert_eq!(
        said(&chain(MAX_IMPORT_DEPTH + 1)),
        ["s32.wxss: error: more than 32 imports within imports [style.import]"]
    );
}

#[test]
fn the_sheets_of_a_package_end_at_their_limit() {
    const SHEET: usize = 1 << 20;
    let pages = MAX_STYLES_BYTES / SHEET;
    let sheet = format!(".a{{b:\"{}\"}}", "x".repeat(SHEET - 8));
    let listed: Vec<String> = (0..pages).map(|number| format!("\"q{number}\"")).collect();
    let app = format!("{{\"pages\":[{}]}}", listed.join(","));
    let mut files: Vec<(String, &str)> = (0..pages)
        .flat_map(|number| {
            let import = (format!("q{number}.wxss"), "@import 's.wxss';");
            [
                (format!("q{number}.js"), ""),
                (format!("q{number}.wxml"), ""),
                import,
            ]
        })
        .collect();
    files.extend([
        ("app.json".to_owned(), app.as_str()),
        ("s.wxss".to_owned(), sheet.as_str()),
    ]);
    let with = |program: &'static str| {
        let files = files.iter().map(|(path, text)| (path.as_str(), *text));
        said(&files.chain([("app.wxss", program)]).collect::<Vec<_>>())
    };
    assert_eq!(with(""), [""; 0]);
    assert_eq!(
        with(".a{}"),
        [format!(
            "error: the package's styles have more than {MAX_STYLES_BYTES} bytes [style.size]"
        )]
    );
}

#[test]
fn a_sheet_that_multiplies_ends_at_its_limit() {
    // Each imports the next twice: 2^20 times the last.
    let mut files: Vec<(String, String)> = (0..20)
        .map(|number| {
            let next = number + 1;
            (
                format!("s{number}.wxss"),
                format!("@import 's{next}.wxss';@import 's{next}.wxss';"),
            )
        })
        .collect();
    files.push(("s20.wxss".to_owned(), ".aaaaaaaaaaaaaaaaaaaa{}".to_owned()));
    files.push(("p.wxss".to_owned(), "@import 's0.wxss';".to_owned()));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    says(
        &files,
        &format!(
            "p.wxss: error: with its imports it has more than {MAX_SHEET_BYTES} bytes [style.size]"
        ),
    );
}
