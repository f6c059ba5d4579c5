//! Where a module of an npm package lies in `node_modules`.

use super::Files;
use crate::finding::Findings;
use crate::json::{self, Json};
use crate::path;

/// `@scope/name` or `name`, and the rest.
pub(super) fn split(specifier: &str) -> (&str, &str) {
    let parts = if specifier.starts_with('@') { 2 } else { 1 };
    match specifier.match_indices('/').nth(parts - 1) {
        Some((at, _)) => (&specifier[..at], &specifier[at + 1..]),
        None => (specifier, ""),
    }
}

/// The directory of a package, looked for from a directory upwards.
pub(super) fn package(files: &Files, from: &str, name: &str) -> Option<String> {
    let start = path::join(from, "x");
    path::upwards(&start)
        .map(|directory| path::join(directory, &format!("node_modules/{name}")))
        .find(|directory| files.contains_key(&path::join(directory, "package.json")))
}

/// A package's own description; nothing when it has none that can be read.
pub(super) fn description(files: &Files, directory: &str) -> Option<Json> {
    let file = path::join(directory, "package.json");
    json::read(&file, files.get(&file)?, &mut Findings::default())
}

/// The file of a path within a package: as it is, with an ending, or the index of a directory.
pub(super) fn file(files: &Files, base: &str) -> Option<String> {
    ["", ".js", ".json", "/index.js"]
        .iter()
        .map(|ending| format!("{base}{ending}"))
        .find(|path| {
            files.contains_key(path)
                && (path.ends_with(".js") || path.ends_with(".json") || path.ends_with(".cjs"))
        })
}

/// The file that a package begins with.
pub(super) fn main(files: &Files, directory: &str, description: &Json) -> Option<String> {
    let named = description
        .get("main")
        .and_then(Json::text)
        .or_else(|| exported(description.get("exports")?));
    let named = named.unwrap_or("index.js");
    let within =
        |path: &str| path::resolve(&path::join(directory, "x"), path.trim_start_matches('/'));
    within(named)
        .and_then(|base| file(files, &base))
        .filter(|file| path::within(file, directory))
        .or_else(|| file(files, &path::join(directory, "index.js")))
}

/// What `exports` gives for the package itself to those who require it.
fn exported(exports: &Json) -> Option<&str> {
    exports.text().or_else(|| {
        [".", "require", "default", "import"]
            .iter()
            .find_map(|key| exported(exports.get(key)?))
    })
}
