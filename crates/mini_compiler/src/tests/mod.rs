//! Stories about sources. Each is a few files and what the compiler says or makes of them.

mod app;
mod archive;
mod assets;
mod components;
mod determinism;
mod hostile;
mod json;
mod modules;
mod packing;
mod paths;
mod project;
mod styles;
mod templates;

use crate::{Compiled, Limits, Source, compile, lint};

/// What a source has when a test does not say otherwise: one page.
const PAGE: &[(&str, &str)] = &[
    ("app.json", r#"{"pages":["p"]}"#),
    ("p.js", "Page({})"),
    ("p.wxml", "<view/>"),
];

/// The page with other files beside or instead.
pub(super) fn source(files: &[(&str, &str)]) -> Source {
    let kept = PAGE
        .iter()
        .filter(|(path, _)| !files.iter().any(|(other, _)| other == path));
    let all = kept
        .chain(files)
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    Source::from_files(all, &Limits::default()).unwrap()
}

/// What there is to say about the files, one line each.
pub(super) fn said(files: &[(&str, &str)]) -> Vec<String> {
    lint(&source(files), &Limits::default())
        .iter()
        .map(ToString::to_string)
        .collect()
}

pub(super) fn compiled(files: &[(&str, &str)]) -> Compiled {
    match compile(&source(files), &Limits::default()) {
        Ok(compiled) => compiled,
        Err(findings) => panic!("{findings:#?}"),
    }
}

/// The script of a package.
pub(super) fn code(compiled: &Compiled, package: usize) -> String {
    let file = &compiled.manifest.packages[package].code.sha256;
    String::from_utf8(compiled.files[file].clone()).unwrap()
}

/// The CSS of a path.
pub(super) fn css(compiled: &Compiled, package: usize, path: &str) -> String {
    let file = &compiled.manifest.packages[package].styles.sha256;
    let styles: serde_json::Value = serde_json::from_slice(&compiled.files[file]).unwrap();
    styles[path].as_str().unwrap_or_default().to_owned()
}

/// Asserts that the only thing said is this.
#[track_caller]
pub(super) fn says(files: &[(&str, &str)], expected: &str) {
    assert_eq!(said(files), [expected]);
}

/// Asserts that nothing is said.
#[track_caller]
pub(super) fn says_nothing(files: &[(&str, &str)]) {
    assert_eq!(said(files), [""; 0]);
}
