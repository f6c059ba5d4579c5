//! Pages and components: which there are, and what their names in `usingComponents` lead to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::app::{APP_FILE, App};
use crate::finding::{Findings, Place};
use crate::json::{self, Json};
use crate::limits::MAX_NAMES;
use crate::project::Project;
use crate::{path, schema};

/// A page or component that was found.
pub(crate) struct Unit {
    pub(crate) path: String,
    pub(crate) page: bool,
    /// Its JSON, normalised.
    pub(crate) config: Value,
}

/// Follows pages to their components and those to theirs.
pub(crate) fn find(app: &App, project: &Project<'_>, findings: &mut Findings) -> Vec<Unit> {
    let mut finder = Finder {
        app,
        project,
        units: BTreeMap::new(),
        queue: Vec::new(),
    };
    let global = finder.using(APP_FILE, &app.json, findings);
    let placeholders = finder.placeholders(APP_FILE, &app.json, &global, findings);
    for (page, _) in &app.pages {
        finder.queue.push(page.clone());
    }
    let custom = app.json.get("tabBar").and_then(|bar| bar.get("custom"));
    if custom.and_then(Json::truth) == Some(true) {
        match finder.component_at("custom-tab-bar/index") {
            true => finder.queue.push("custom-tab-bar/index".to_owned()),
            false => {
                let message = "\"tabBar.custom\" wants a component custom-tab-bar/index";
                findings.error("app.tab_bar", APP_FILE, Place::Whole, message);
            }
        }
    }
    if finder.component_at("app-bar/index") && app.json.get("appBar").is_some() {
        finder.queue.push("app-bar/index".to_owned());
    }
    let mut names = 0;
    while let Some(path) = finder.queue.pop() {
        if !finder.units.contains_key(&path) {
            let unit = finder.unit(&path, &global, &placeholders, findings);
            names += unit.config["usingComponents"]
                .as_object()
                .map_or(0, Map::len);
            if names > MAX_NAMES {
                let message =
                    format!("all \"usingComponents\" together have more than {MAX_NAMES} names");
                findings.error(
                    "component.count",
                    &format!("{path}.json"),
                    Place::Whole,
                    message,
                );
                break;
            }
            finder.units.insert(path, unit);
        }
    }
    finder.units.into_values().collect()
}

struct Finder<'a, 'b> {
    app: &'a App,
    project: &'a Project<'b>,
    units: BTreeMap<String, Unit>,
    queue: Vec<String>,
}

type Names = BTreeMap<String, String>;

impl Finder<'_, '_> {
    fn component_at(&self, path: &str) -> bool {
        [".json", ".js", ".wxml"]
            .iter()
            .any(|ending| self.project.has(&format!("{path}{ending}")))
    }

    fn unit(
        &mut self,
        path: &str,
        global: &Names,
        placeholders: &Names,
        findings: &mut Findings,
    ) -> Unit {
        let file = format!("{path}.json");
        let page = self.app.pages.iter().any(|(page, _)| page == path);
        let read = self
            .project
            .text(&file, findings)
            .and_then(|text| json::read(&file, text.as_bytes(), findings));
        let mut entries: BTreeMap<String, Value> = BTreeMap::new();
        let mut using: Names = global
            .iter()
            .filter(|(_, target)| self.app.reaches(&file, target))
            .map(|(name, target)| (name.clone(), target.clone()))
            .collect();
        let mut instead = placeholders.clone();
        if let Some(json) = &read {
            schema::check_component(&file, json, findings);
            self.check_component(&file, json, page, findings);
            if let Value::Object(plain) = json.plain() {
                entries.extend(plain);
            }
            let own = self.using(&file, json, findings);
            let own_placeholders = self.placeholders(&file, json, &own, findings);
            using.extend(own);
            instead.extend(own_placeholders);
            if let Some(generics) = self.generics(&file, json, findings) {
                entries.insert("componentGenerics".to_owned(), generics);
            }
        } else if !page {
            let message = "a component wants a JSON file with \"component\": true";
            findings.warning("component.json", &file, Place::Whole, message);
        }
        instead.retain(|name, _| using.contains_key(name));
        entries.remove("$schema");
        entries.insert("usingComponents".to_owned(), names_json(using));
        if instead.is_empty() {
            entries.remove("componentPlaceholder");
        } else {
            entries.insert("componentPlaceholder".to_owned(), names_json(instead));
        }
        Unit {
            path: path.to_owned(),
            page,
            config: Value::Object(entries.into_iter().collect()),
        }
    }

    fn check_component(&self, file: &str, json: &Json, page: bool, findings: &mut Findings) {
        let path = file.trim_end_matches(".json");
        if !page && json.get("component").and_then(Json::truth) != Some(true) {
            let message = "a component's JSON wants \"component\": true";
            findings.warning("component.json", file, Place::At(json.at), message);
        }
        for ending in [".wxml", ".js"] {
            let needed = format!("{path}{ending}");
            if !page && !self.project.has(&needed) {
                let message = format!("the component's file {needed} does not exist");
                findings.error("component.file", file, Place::At(json.at), message);
            }
        }
    }

    /// What the names in a file's `usingComponents` lead to.
    fn using(&mut self, file: &str, json: &Json, findings: &mut Findings) -> Names {
        let mut names = Names::new();
        let mut folded = BTreeSet::new();
        let listed = json.get("usingComponents").map(Json::members);
        for member in listed.unwrap_or_default() {
            let Some(reference) = member.value.text() else {
                continue;
            };
            let place = Place::At(member.value.at);
            if !folded.insert(member.key.to_lowercase()) {
                let message = format!("\"{}\" differs from another name in case alone", member.key);
                findings.warning("component.name", file, Place::At(member.at), message);
            }
            if let Some(target) = self.resolve(file, reference, place, findings) {
                let placed = json
                    .get("componentPlaceholder")
                    .and_then(|placeholders| placeholders.get(&member.key));
                if !self.app.reaches(file, &target) && placed.is_none() && file != APP_FILE {
                    let message = format!(
                        "\"{reference}\" is in another subpackage: it wants a \"componentPlaceholder\""
                    );
                    findings.error("component.package", file, place, message);
                }
                self.queue.push(target.clone());
                names.insert(member.key.clone(), target);
            }
        }
        names
    }

    fn resolve(
        &self,
        file: &str,
        reference: &str,
        place: Place,
        findings: &mut Findings,
    ) -> Option<String> {
        if let Some((scheme, _)) = reference.split_once("://") {
            let message = format!(
                "components of {scheme}:// cannot be had: plugins are code of others on WeChat's servers"
            );
            findings.error("component.plugin", file, place, message);
            return None;
        }
        let found = self
            .candidates(file, reference)
            .into_iter()
            .find(|path| self.component_at(path));
        if found.is_none() {
            let message = format!("the component \"{reference}\" does not exist");
            findings.error("component.missing", file, place, message);
        }
        found
    }

    /// Where a component may lie: as a path from the file or the root, else in a `miniprogram_npm` from the file upwards.
    fn candidates(&self, file: &str, reference: &str) -> Vec<String> {
        let reference = reference.trim_end_matches('/');
        let mut bases: Vec<String> = path::resolve(file, reference).into_iter().collect();
        let relative = reference.starts_with("./") || reference.starts_with("../");
        if !relative && !reference.starts_with('/') {
            bases.extend(path::resolve("", reference));
            for directory in path::upwards(file) {
                bases.push(path::join(
                    directory,
                    &format!("miniprogram_npm/{reference}"),
                ));
            }
        }
        bases
            .into_iter()
            .flat_map(|base| [base.clone(), path::join(&base, "index")])
            .collect()
    }

    fn placeholders(
        &mut self,
        file: &str,
        json: &Json,
        using: &Names,
        findings: &mut Findings,
    ) -> Names {
        let mut names = Names::new();
        let listed = json.get("componentPlaceholder").map(Json::members);
        for member in listed.unwrap_or_default() {
            let Some(instead) = member.value.text() else {
                continue;
            };
            if !using.contains_key(&member.key) {
                let message = format!("\"{}\" is not among \"usingComponents\"", member.key);
                findings.warning("component.placeholder", file, Place::At(member.at), message);
            }
            names.insert(member.key.clone(), instead.to_owned());
        }
        names
    }

    /// Generic components: `true`, or what stands in when the user of the component names none.
    fn generics(&mut self, file: &str, json: &Json, findings: &mut Findings) -> Option<Value> {
        let mut generics = BTreeMap::new();
        for member in json.get("componentGenerics")?.members() {
            let default = member.value.get("default");
            let resolved = default.and_then(|default| {
                let place = Place::At(default.at);
                self.resolve(file, default.text()?, place, findings)
            });
            let value = match resolved {
                Some(target) => {
                    self.queue.push(target.clone());
                    let mut map = Map::new();
                    map.insert("default".to_owned(), Value::String(target));
                    Value::Object(map)
                }
                None => Value::Bool(true),
            };
            generics.insert(member.key.clone(), value);
        }
        Some(Value::Object(generics.into_iter().collect()))
    }
}

fn names_json(names: Names) -> Value {
    Value::Object(
        names
            .into_iter()
            .map(|(name, target)| (name, Value::String(target)))
            .collect(),
    )
}
