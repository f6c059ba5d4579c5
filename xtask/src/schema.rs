//! The numbered fields of all stored rows, collected from the code into `crates/schema.txt`.
//!
//! A row is written with numbers (`#[n(3)]`) and no names, so a number is a promise to every keyspace in the
//! world: it keeps its type for ever, and when its field goes, it is retired. Fields that come later are
//! optional, because rows without them are already stored.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use syn::visit::Visit;

use crate::repo::Repo;

/// Where the record stands.
pub(crate) const PATH: &str = "crates/schema.txt";

const HEADER: &str = "\
# The numbered fields of all stored rows. Written by `cargo run -p xtask -- schema`.
# A number keeps its type for ever; one whose field is gone is retired and never used again.
";

/// What stands behind one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// The field's name, or the variant's.
    pub(crate) name: String,
    /// Its type as written, or `variant`.
    pub(crate) kind: String,
    /// Whether a row without it can be read.
    pub(crate) optional: bool,
    /// Whether its field is gone from the code.
    pub(crate) retired: bool,
}

/// Row (`chat::Message`, or `chat::Body::Text` for the fields of a variant) → number → field.
pub(crate) type Rows = BTreeMap<String, BTreeMap<u32, Field>>;

/// Every row in the code.
pub(crate) fn collect(repo: &Repo) -> Result<Rows, String> {
    let mut collector = Collector::default();
    for (path, text) in repo.under("crates/", &[".rs"]) {
        let Some((name, rest)) = path
            .strip_prefix("crates/")
            .and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        let in_tests = rest.contains("tests") || rest.starts_with("benches/");
        if in_tests || !text.contains("#[n(") {
            continue;
        }
        let file = syn::parse_file(text).map_err(|error| format!("{path}: {error}"))?;
        name.clone_into(&mut collector.krate);
        collector.visit_file(&file);
    }
    match collector.problems.first() {
        Some(problem) => Err(problem.clone()),
        None => Ok(collector.rows),
    }
}

#[derive(Default)]
struct Collector {
    krate: String,
    rows: Rows,
    problems: Vec<String>,
}

impl Collector {
    fn add(&mut self, row: &str, number: u32, field: Field) {
        let row = format!("{}::{row}", self.krate);
        let name = field.name.clone();
        if let Some(other) = self
            .rows
            .entry(row.clone())
            .or_default()
            .insert(number, field)
        {
            let message = format!("{row}: {name} and {} both have number {number}", other.name);
            self.problems.push(message);
        }
    }

    fn fields(&mut self, row: &str, fields: &syn::Fields) {
        for (position, field) in fields.iter().enumerate() {
            let Some(number) = number(&field.attrs) else {
                continue;
            };
            let kind = written(&field.ty);
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| position.to_string(), ToString::to_string);
            let optional = kind.starts_with("Option<") || has_default(&field.attrs);
            self.add(
                row,
                number,
                Field {
                    name,
                    kind,
                    optional,
                    retired: false,
                },
            );
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.fields(&item.ident.to_string(), &item.fields);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        let row = item.ident.to_string();
        for variant in &item.variants {
            let Some(number) = number(&variant.attrs) else {
                continue;
            };
            let name = variant.ident.to_string();
            self.fields(&format!("{row}::{name}"), &variant.fields);
            let kind = "variant".to_owned();
            // A variant is always "optional": rows that hold another one are read as before.
            self.add(
                &row,
                number,
                Field {
                    name,
                    kind,
                    optional: true,
                    retired: false,
                },
            );
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let for_tests = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg") && written(attribute).contains("test")
        });
        if !for_tests {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

/// `3` of `#[n(3)]` (or of `#[b(3)]`, which borrows).
fn number(attributes: &[syn::Attribute]) -> Option<u32> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("n") || attribute.path().is_ident("b"))
        .find_map(|attribute| attribute.parse_args::<syn::LitInt>().ok())
        .and_then(|literal| literal.base10_parse().ok())
}

fn has_default(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cbor") && written(attribute).contains("default")
    })
}

/// Tokens as one would write them: `Vec<(u32, String)>`.
fn written(tokens: &impl quote::ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" ;", ";"),
        ("& ", "&"),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}

/// The record with the code's rows in it, and every number that changed its meaning.
pub(crate) fn record(recorded: &str, rows: &Rows) -> Result<(String, Vec<String>), String> {
    let mut all = read(recorded)?;
    let mut conflicts = Vec::new();
    for (row, fields) in &mut all {
        for (number, field) in fields {
            let now = rows.get(row).and_then(|fields| fields.get(number));
            field.retired |= now.is_none();
            if let Some(now) = now {
                conflicts.extend(conflict(row, *number, field, now));
            }
        }
    }
    for (row, fields) in rows {
        let known = all.contains_key(row);
        let target = all.entry(row.clone()).or_default();
        for (number, field) in fields {
            if known && !target.contains_key(number) && !field.optional {
                conflicts.push(format!(
                    "{row}: {} is new and stored rows lack it: make it an Option, or give it #[cbor(default)]",
                    field.name,
                ));
            }
            target.insert(*number, field.clone());
        }
    }
    Ok((write(&all), conflicts))
}

fn conflict(row: &str, number: u32, was: &Field, now: &Field) -> Option<String> {
    if was.retired {
        let (old, new) = (&was.name, &now.name);
        return Some(format!(
            "{row}: number {number} belonged to {old}; {new} needs one of its own"
        ));
    }
    // A row that has the value is a row that may have it.
    let may_miss = now.kind == format!("Option<{}>", was.kind);
    (was.kind != now.kind && !may_miss).then(|| {
        let (name, old, new) = (&now.name, &was.kind, &now.kind);
        format!("{row}: number {number} ({name}) was {old} and is {new}: use a new number")
    })
}

fn write(rows: &Rows) -> String {
    let mut text = HEADER.to_owned();
    for (row, fields) in rows {
        let _ = writeln!(text, "\n{row}");
        for (number, field) in fields {
            let retired = if field.retired { " (retired)" } else { "" };
            let _ = writeln!(text, "  {number} {}: {}{retired}", field.name, field.kind);
        }
    }
    text
}

fn read(text: &str) -> Result<Rows, String> {
    let mut rows = Rows::new();
    let mut row = String::new();
    for (index, line) in text.lines().enumerate() {
        let bad = || format!("{PATH}:{}: cannot be read: {line}", index + 1);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some(field) = line.strip_prefix("  ") else {
            line.clone_into(&mut row);
            rows.entry(row.clone()).or_default();
            continue;
        };
        let (number, rest) = field.split_once(' ').ok_or_else(bad)?;
        let number = number.parse().map_err(|_| bad())?;
        let (name, kind) = rest.split_once(": ").ok_or_else(bad)?;
        let retired = kind.ends_with(" (retired)");
        let field = Field {
            name: name.to_owned(),
            kind: kind.trim_end_matches(" (retired)").to_owned(),
            optional: false,
            retired,
        };
        rows.get_mut(&row).ok_or_else(bad)?.insert(number, field);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests;
