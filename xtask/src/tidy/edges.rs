//! Which crate may know which. Dependencies point one way, from the binary down to the kernel; domains do not
//! know each other, but for the edges listed here.

use std::collections::BTreeMap;

use super::{Exceptions, Finding};
use crate::repo::Repo;

/// Layers from the ground up. A crate may depend on any crate of a lower layer.
const LAYERS: &[&[&str]] = &[
    &["kernel"],
    &["store"],
    &["feed", "blobs", "ledger"],
    &[
        "accounts",
        "contacts",
        "chat",
        "wallet",
        "mini",
        "mini_data",
    ],
    &["flows"],
    &["api"],
    &["gateway"],
    &["demo"],
    &["node"],
    &["cli"],
];

/// The only edges within a layer. The others ask accounts whether somebody exists and how they are called.
const EDGES_BETWEEN_DOMAINS: &[(&str, &str)] = &[
    ("contacts", "accounts"),
    ("chat", "accounts"),
    ("wallet", "accounts"),
    ("mini", "accounts"),
];

/// Crates beside the layers and all that they may know. `client` speaks the wire and nothing else. So does `load`, but for
/// the ledger, which no operation reaches: transfers a second are measured in process, through a cell of its own.
const BESIDE: &[(&str, &[&str])] = &[
    ("bank", &["kernel"]),
    ("mini_compiler", &["kernel"]),
    ("outbound", &[]),
    ("audit", &["kernel", "store", "ledger", "wallet"]),
    ("test_kit", &["kernel", "store"]),
    ("client", &["kernel"]),
    ("load", &["kernel", "client", "store", "ledger"]),
    (
        "sim",
        &[
            "kernel", "store", "feed", "blobs", "ledger", "bank", "accounts", "contacts", "chat",
            "wallet", "flows", "audit", "test_kit",
        ],
    ),
];

/// Which crates of the layers may know a crate beside them: the wallet has the bank's types, the node carries its
/// files; the proxy of mini programs and what merchants' servers are
/// told go out by the one way; whoever runs the cell has it audited, stopped or from the operator's page.
const EDGES_TO_BESIDE: &[(&str, &str)] = &[
    ("wallet", "bank"),
    ("mini", "mini_compiler"),
    ("flows", "bank"),
    ("node", "bank"),
    ("cli", "bank"),
    ("api", "outbound"),
    ("node", "outbound"),
    ("api", "audit"),
    ("cli", "audit"),
    ("cli", "client"),
    ("cli", "mini_compiler"),
];

/// Crates that the tests of any layer may know: money enters a test by a statement of the bank, as everywhere.
const FOR_TESTS: &[&str] = &["test_kit", "client", "bank", "outbound"];

pub(super) fn check(repo: &Repo, _: &Exceptions) -> Vec<Finding> {
    let empty = Vec::new();
    let packages = repo.metadata["packages"].as_array().unwrap_or(&empty);
    let mut findings = Vec::new();
    for package in packages
        .iter()
        .filter(|package| package["source"].is_null())
    {
        let Some(name) = package["name"].as_str().and_then(noun) else {
            continue;
        };
        for edge in package["dependencies"].as_array().unwrap_or(&empty) {
            let Some(target) = edge["name"].as_str().and_then(noun) else {
                continue;
            };
            if let Some(message) = refuse(name, target, edge["kind"] == "dev") {
                findings.push(Finding::new(
                    format!("crates/{name}/Cargo.toml"),
                    None,
                    message,
                ));
            }
        }
    }
    findings
}

/// The crate's noun: `sapa_chat` is `chat`. Crates of others have none.
fn noun(package: &str) -> Option<&str> {
    match package {
        "sapa" => Some("cli"),
        "sapa-load" => Some("load"),
        _ => package
            .strip_prefix("sapa_")
            .or_else(|| package.strip_prefix("sapa-")),
    }
}

fn refuse(name: &str, target: &str, for_tests: bool) -> Option<String> {
    if for_tests && FOR_TESTS.contains(&target) {
        return None;
    }
    if let Some((_, known)) = BESIDE.iter().find(|(beside, _)| *beside == name) {
        return (!known.contains(&target)).then(|| format!("{name} may not know {target}"));
    }
    let layers: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(height, crates)| crates.iter().map(move |name| (*name, height)))
        .collect();
    let Some(own) = layers.get(name) else {
        return Some(format!(
            "{name} stands in no layer: name it in xtask/src/tidy/edges.rs"
        ));
    };
    if EDGES_TO_BESIDE.contains(&(name, target)) {
        return None;
    }
    match layers.get(target) {
        Some(below) if below < own => None,
        Some(beside) if beside == own && EDGES_BETWEEN_DOMAINS.contains(&(name, target)) => None,
        Some(beside) if beside == own => Some(format!(
            "{name} and {target} are of one layer: what spans both belongs in flows"
        )),
        Some(_) => Some(format!(
            "{name} may not know {target}, which stands above it"
        )),
        None => Some(format!(
            "{name} may not know {target}, which is for tests or stands beside"
        )),
    }
}
