//! What the fuzzers run, and what must hold for any bytes that come as a source. A test calls them with mutations of
//! good files, so that every run of the tests exercises them too. A broken promise is a panic.

use crate::{Limits, Source, compile, script};

/// Any bytes as an archive: a refusal, or files with sound paths within the limits.
pub fn archive(bytes: &[u8]) {
    let limits = Limits {
        source_bytes: 1 << 20,
        ..Limits::default()
    };
    let Ok(source) = Source::from_zip(bytes, &limits) else {
        return;
    };
    let mut total = 0;
    for (path, bytes) in source.files() {
        total += bytes.len();
        assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")));
        assert!(!path.contains(['\\', '\0']));
    }
    assert!(total <= limits.source_bytes);
}

/// Any text as a file of each kind: findings, or a script that is one call and the same each time.
pub fn program(bytes: &[u8]) {
    let page = [
        ("app.json", r#"{"pages":["p"]}"#),
        ("p.js", "require('./x'); require('./y.json')"),
        (
            "p.wxml",
            "<include src=\"x\"/><wxs module=\"w\" src=\"x.wxs\"/>",
        ),
        ("p.wxss", "@import \"x.wxss\";"),
        ("p.json", r#"{"usingComponents":{"x":"x"}}"#),
    ];
    for file in [
        "app.json", "x.json", "y.json", "x.js", "x.wxml", "x.wxss", "x.wxs",
    ] {
        let others = page
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .filter(|(path, _)| path != file);
        let files = others.chain([(file.to_owned(), bytes.to_vec())]);
        let limits = Limits::default();
        let Ok(source) = Source::from_files(files, &limits) else {
            return;
        };
        match compile(&source, &limits) {
            Ok(compiled) => {
                let again = compile(&source, &limits).expect("it compiled before");
                assert_eq!(again.manifest.digest(), compiled.manifest.digest());
                for package in &compiled.manifest.packages {
                    let code = &compiled.files[&package.code.sha256];
                    let code = std::str::from_utf8(code).expect("scripts are text");
                    assert_eq!(script::is_one_call(code), Ok(()));
                }
            }
            Err(findings) => {
                assert!(!findings.is_empty());
                assert!(
                    findings
                        .iter()
                        .all(|finding| finding.code != "compiler.failed"),
                    "{file}"
                );
            }
        }
    }
}

#[cfg(test)]
mod tests;
