//! The three languages say the same things: every key of English is there in Bahasa Indonesia and Chinese, none
//! is empty, and each takes the same values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Exceptions, Finding};
use crate::repo::Repo;

const PLACE: &str = "web/app/src/i18n/";
const SOURCE: &str = "en";
const OTHERS: &[&str] = &["id", "zh"];

/// Endings by which i18next tells plural forms; languages have different sets of them.
const PLURALS: &[&str] = &["_zero", "_one", "_two", "_few", "_many", "_other"];

pub(super) fn check(repo: &Repo, _: &Exceptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut known = BTreeSet::new();
    let source = format!("{PLACE}{SOURCE}/");
    for (path, _) in repo.under(&source, &[".json"]) {
        let name = &path[source.len()..];
        known.insert(name.to_owned());
        let english = keys(repo, path, &mut findings);
        for language in OTHERS {
            let path = format!("{PLACE}{language}/{name}");
            let other = keys(repo, &path, &mut findings);
            compare(&path, &english, &other, &mut findings);
        }
    }
    for language in OTHERS {
        let start = format!("{PLACE}{language}/");
        for (path, _) in repo.under(&start, &[".json"]) {
            if !known.contains(&path[start.len()..]) {
                findings.push(Finding::new(path, None, "English has no such file"));
            }
        }
    }
    findings
}

/// Key without plural ending → the values that its text takes.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn keys(repo: &Repo, path: &str, findings: &mut Vec<Finding>) -> Keys {
    let mut keys = Keys::new();
    let text = repo.text(path).unwrap_or("{}");
    match serde_json::from_str::<Value>(text) {
        Ok(value) => walk(path, "", &value, &mut keys, findings),
        Err(error) => findings.push(Finding::new(path, None, error.to_string())),
    }
    keys
}

fn walk(path: &str, key: &str, value: &Value, keys: &mut Keys, findings: &mut Vec<Finding>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let key = if key.is_empty() {
                    name.clone()
                } else {
                    format!("{key}.{name}")
                };
                walk(path, &key, value, keys, findings);
            }
        }
        Value::String(text) => {
            if text.trim().is_empty() {
                findings.push(Finding::new(path, None, format!("{key} is empty")));
            }
            let plain = PLURALS.iter().find_map(|ending| key.strip_suffix(ending));
            let values = keys.entry(plain.unwrap_or(key).to_owned()).or_default();
            values.extend(placeholders(text));
        }
        _ => findings.push(Finding::new(path, None, format!("{key} is no text"))),
    }
}

/// Names in `{{name}}` and `{{name, format}}`. A count may be said in words, so it is not compared.
fn placeholders(text: &str) -> impl Iterator<Item = String> {
    text.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .filter_map(|(inside, _)| inside.split(',').next())
        .map(|name| name.trim().to_owned())
        .filter(|name| name != "count")
}

fn compare(path: &str, english: &Keys, other: &Keys, findings: &mut Vec<Finding>) {
    for (key, values) in english {
        match other.get(key) {
            None => findings.push(Finding::new(path, None, format!("{key} is not translated"))),
            Some(own) if own != values => findings.push(Finding::new(
                path,
                None,
                format!("{key} takes {own:?}, in English {values:?}"),
            )),
            Some(_) => {}
        }
    }
    for key in other.keys().filter(|key| !english.contains_key(*key)) {
        findings.push(Finding::new(path, None, format!("English has no {key}")));
    }
}
