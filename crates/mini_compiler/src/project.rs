//! `project.config.json`: where the mini program lies in the source, and what is left out.

use std::collections::BTreeMap;

use crate::finding::{Findings, Place};
use crate::json::{self, Json};
use crate::schema;
use crate::{BYTE_ORDER_MARK, Source, path};

pub(crate) const PROJECT_FILE: &str = "project.config.json";

/// The files that the mini program consists of, by their paths from its root, and the project's settings.
pub(crate) struct Project<'a> {
    pub(crate) files: BTreeMap<&'a str, &'a [u8]>,
}

impl<'a> Project<'a> {
    pub(crate) fn read(source: &'a Source, findings: &mut Findings) -> Self {
        let config = source
            .files()
            .get(PROJECT_FILE)
            .and_then(|bytes| json::read(PROJECT_FILE, bytes, findings));
        let mut root = String::new();
        let mut ignored = Vec::new();
        let mut included = Vec::new();
        if let Some(config) = &config {
            schema::check(PROJECT_FILE, config, schema::PROJECT, findings);
            root = named_root(config, findings);
            let options = config.get("packOptions");
            let rules = |key| options.and_then(|options| options.get(key));
            ignored = Rule::read(rules("ignore"), findings);
            included = Rule::read(rules("include"), findings);
        }
        let files = source
            .files()
            .iter()
            .filter_map(|(path, bytes)| {
                let path = match root.as_str() {
                    "" => path.as_str(),
                    root => path.strip_prefix(root)?.strip_prefix('/')?,
                };
                let out = |rules: &[Rule]| rules.iter().any(|rule| rule.matches(path));
                let never = path
                    .split('/')
                    .any(|part| part == "node_modules" || part.starts_with('.'));
                (!never && (!out(&ignored) || out(&included))).then_some((path, bytes.as_slice()))
            })
            .collect();
        Self { files }
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// A file's text; an error when it is not UTF-8.
    pub(crate) fn text(&self, path: &str, findings: &mut Findings) -> Option<&'a str> {
        let bytes = self.files.get(path)?;
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(_) => {
                findings.error("file.encoding", path, Place::Whole, "the file is not UTF-8");
                None
            }
        }
    }
}

pub(crate) fn named_root(config: &Json, findings: &mut Findings) -> String {
    let Some(named) = config.get("miniprogramRoot") else {
        return String::new();
    };
    let reference = named.text().unwrap_or_default();
    match path::resolve("", reference.trim_start_matches('/')) {
        Some(root) => root,
        None => {
            let place = Place::At(named.at);
            let message = "\"miniprogramRoot\" leads out of the project";
            findings.error("project.root", PROJECT_FILE, place, message);
            String::new()
        }
    }
}

/// A rule of `packOptions`.
struct Rule {
    kind: Kind,
    value: String,
}

enum Kind {
    Folder,
    File,
    Suffix,
    Prefix,
    Glob,
}

impl Rule {
    fn read(rules: Option<&Json>, findings: &mut Findings) -> Vec<Self> {
        let mut read = Vec::new();
        for rule in rules.map(Json::items).unwrap_or_default() {
            let part = |key| rule.get(key).and_then(Json::text).unwrap_or_default();
            let value = part("value");
            let kind = match part("type") {
                "folder" => Kind::Folder,
                "file" => Kind::File,
                "suffix" => Kind::Suffix,
                "prefix" => Kind::Prefix,
                "glob" => Kind::Glob,
                other => {
                    let message = format!("rules of the type \"{other}\" are not followed");
                    findings.warning("project.ignore", PROJECT_FILE, Place::At(rule.at), message);
                    continue;
                }
            };
            let value = match kind {
                Kind::Suffix | Kind::Prefix => value.to_owned(),
                _ => value.trim_start_matches("./").trim_matches('/').to_owned(),
            };
            read.push(Self { kind, value });
        }
        read
    }

    fn matches(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        match self.kind {
            Kind::Folder => !self.value.is_empty() && path::within(path, &self.value),
            Kind::File => path == self.value,
            Kind::Suffix => !self.value.is_empty() && name.ends_with(&self.value),
            Kind::Prefix => !self.value.is_empty() && name.starts_with(&self.value),
            Kind::Glob => glob(self.value.as_bytes(), path.as_bytes()),
        }
    }
}

/// `*` stands for anything within a part of the path, `**` for anything, `?` for one character.
fn glob(pattern: &[u8], path: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    // Where to go on when what follows a star does not fit: after the star, one byte further in the path. The outer one
    // is of `**` and waits while an inner `*` is tried.
    let (mut inner, mut outer) = (None, None);
    loop {
        match pattern.get(p) {
            Some(b'*') if pattern.get(p + 1) == Some(&b'*') => {
                p += 2;
                if pattern.get(p) == Some(&b'/') {
                    p += 1;
                }
                (inner, outer) = (None, Some((p, t)));
                continue;
            }
            Some(b'*') => {
                p += 1;
                inner = Some((p, t));
                continue;
            }
            None if t == path.len() => return true,
            Some(want) => {
                let fits = |have: &u8| have == want || (*want == b'?' && *have != b'/');
                if path.get(t).is_some_and(fits) {
                    (p, t) = (p + 1, t + 1);
                    continue;
                }
            }
            None => {}
        }
        let within = |from: usize| path.get(from).is_some_and(|byte| *byte != b'/');
        if let Some((after, from)) = inner.filter(|(_, from)| within(*from)) {
            (p, t) = (after, from + 1);
            inner = Some((after, from + 1));
        } else if let Some((after, from)) = outer.filter(|(_, from)| *from < path.len()) {
            (p, t) = (after, from + 1);
            (inner, outer) = (None, Some((after, from + 1)));
        } else {
            return false;
        }
    }
}
