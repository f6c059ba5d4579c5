//! `app.json`: pages, packages, and what the program as a whole says about itself.

use serde_json::{Map, Value, json};

use crate::finding::{Findings, Place};
use crate::json::{self, Json};
use crate::limits::{MAX_PAGES, MAX_SUBPACKAGES};
use crate::project::Project;
use crate::{path, schema};

pub(crate) const APP_FILE: &str = "app.json";

/// A package or subpackage as `app.json` lists it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) root: String,
    pub(crate) name: Option<String>,
    pub(crate) independent: bool,
    pub(crate) pages: Vec<String>,
}

/// What `app.json` says.
pub(crate) struct App {
    pub(crate) json: Json,
    /// The main package, then the subpackages.
    pub(crate) parts: Vec<Part>,
    /// All pages and where each is listed.
    pub(crate) pages: Vec<(String, usize)>,
}

impl App {
    pub(crate) fn read(project: &Project<'_>, findings: &mut Findings) -> Option<Self> {
        if !project.has(APP_FILE) {
            let message = "there is no app.json: is \"miniprogramRoot\" right?";
            findings.error("app.missing", APP_FILE, Place::Whole, message);
            return None;
        }
        let text = project.text(APP_FILE, findings)?;
        let json = json::read(APP_FILE, text.as_bytes(), findings)?;
        schema::check(APP_FILE, &json, schema::APP, findings);
        let mut app = Self {
            json,
            parts: Vec::new(),
            pages: Vec::new(),
        };
        app.list_pages(project, findings);
        app.check_plugins(findings);
        app.check_tab_bar(project, findings);
        app.check_the_rest(project, findings);
        Some(app)
    }

    /// The root of the package that a file is in.
    pub(crate) fn package_of(&self, file: &str) -> &str {
        self.parts
            .iter()
            .skip(1)
            .map(|part| part.root.as_str())
            .filter(|root| path::within(file, root))
            .max_by_key(|root| root.len())
            .unwrap_or_default()
    }

    pub(crate) fn part(&self, root: &str) -> &Part {
        self.parts
            .iter()
            .find(|part| part.root == root)
            .unwrap_or(&self.parts[0])
    }

    /// Whether a file of one package may use a file of another: of its own, and of the main one unless it runs without.
    pub(crate) fn reaches(&self, from: &str, to: &str) -> bool {
        let (from, to) = (self.package_of(from), self.package_of(to));
        from == to || (to.is_empty() && !self.part(from).independent)
    }

    fn list_pages(&mut self, project: &Project<'_>, findings: &mut Findings) {
        let mut main = Part {
            root: String::new(),
            name: None,
            independent: false,
            pages: Vec::new(),
        };
        let listed: Vec<Json> = self.items("pages").to_vec();
        for page in &listed {
            if let Some(path) = self.add_page("", page, project, findings) {
                main.pages.push(path);
            }
        }
        if listed.is_empty() {
            let place = self.json.get("pages").map(place);
            let message = "\"pages\" names no page";
            findings.error("app.pages", APP_FILE, place.unwrap_or_default(), message);
        }
        self.parts.push(main);
        let key = match self.json.get("subpackages") {
            Some(_) => "subpackages",
            None => "subPackages",
        };
        for (number, listed) in self.items(key).to_vec().iter().enumerate() {
            if number >= MAX_SUBPACKAGES {
                let message = format!("more than {MAX_SUBPACKAGES} subpackages");
                findings.error("app.subpackage", APP_FILE, place(listed), message);
                break;
            }
            self.add_part(listed, project, findings);
        }
    }

    fn items(&self, key: &str) -> &[Json] {
        self.json.get(key).map(Json::items).unwrap_or_default()
    }

    fn add_part(&mut self, listed: &Json, project: &Project<'_>, findings: &mut Findings) {
        let root = listed.get("root").and_then(Json::text).unwrap_or_default();
        let place = place(listed.get("root").unwrap_or(listed));
        let root = match path::resolve("", root) {
            Some(root) if !root.is_empty() => root,
            _ => {
                let message = "a subpackage wants a \"root\" within the program";
                findings.error("app.subpackage", APP_FILE, place, message);
                return;
            }
        };
        let clash = |part: &&Part| {
            part.root == root
                || (!part.root.is_empty()
                    && (path::within(&part.root, &root) || path::within(&root, &part.root)))
        };
        if let Some(other) = self.parts.iter().find(clash) {
            let message = format!("\"{root}\" and the subpackage \"{}\" overlap", other.root);
            findings.error("app.subpackage", APP_FILE, place, message);
            return;
        }
        let main = &self.parts[0].pages;
        if let Some(page) = main.iter().find(|page| path::within(page, &root)) {
            let message =
                format!("\"{page}\" is a page of the main package and lies in this subpackage");
            findings.error("app.subpackage", APP_FILE, place, message);
        }
        let mut part = Part {
            root,
            name: listed.get("name").and_then(Json::text).map(str::to_owned),
            independent: listed.get("independent").and_then(Json::truth) == Some(true),
            pages: Vec::new(),
        };
        let pages = listed.get("pages").map(Json::items).unwrap_or_default();
        for page in pages {
            if let Some(path) = self.add_page(&part.root, page, project, findings) {
                part.pages.push(path);
            }
        }
        self.refuse_plugins(listed.get("plugins"), findings);
        self.parts.push(part);
    }

    fn add_page(
        &mut self,
        root: &str,
        page: &Json,
        project: &Project<'_>,
        findings: &mut Findings,
    ) -> Option<String> {
        let listed = page.text()?;
        if self.pages.len() >= MAX_PAGES {
            let message = format!("more than {MAX_PAGES} pages");
            findings.error("app.pages", APP_FILE, place(page), message);
            return None;
        }
        let place = place(page);
        let Some(path) = path::resolve("", listed).map(|path| path::join(root, &path)) else {
            let message = format!("\"{listed}\" leads out of the program");
            findings.error("app.page", APP_FILE, place, message);
            return None;
        };
        if self.pages.iter().any(|(other, _)| *other == path) {
            let message = format!("\"{path}\" is listed twice");
            findings.error("app.page", APP_FILE, place, message);
            return None;
        }
        for ending in [".wxml", ".js"] {
            let file = format!("{path}{ending}");
            if !project.has(&file) {
                let hint = match ending == ".js" && project.has(&format!("{path}.ts")) {
                    true => ": TypeScript is compiled by `pack`",
                    false => "",
                };
                let message = format!("the page's file {file} does not exist{hint}");
                findings.error("app.page", APP_FILE, place, message);
            }
        }
        self.pages.push((path.clone(), page.at));
        Some(path)
    }

    fn check_plugins(&self, findings: &mut Findings) {
        self.refuse_plugins(self.json.get("plugins"), findings);
    }

    fn refuse_plugins(&self, plugins: Option<&Json>, findings: &mut Findings) {
        for plugin in plugins.map(Json::members).unwrap_or_default() {
            let message = format!(
                "the plugin \"{}\" cannot be had: plugins are code of others on WeChat's servers",
                plugin.key
            );
            findings.error("app.plugin", APP_FILE, Place::At(plugin.at), message);
        }
    }

    fn check_tab_bar(&self, project: &Project<'_>, findings: &mut Findings) {
        let Some(bar) = self.json.get("tabBar") else {
            return;
        };
        let Some(list) = bar.get("list") else {
            let message = "\"tabBar\" wants a \"list\"";
            findings.error("app.tab_bar", APP_FILE, place(bar), message);
            return;
        };
        let tabs = list.items();
        if !(2..=5).contains(&tabs.len()) {
            let message = "a tab bar has two to five tabs";
            findings.error("app.tab_bar", APP_FILE, place(list), message);
        }
        for tab in tabs {
            let page = tab.get("pagePath");
            let path = page
                .and_then(Json::text)
                .and_then(|page| path::resolve("", page));
            if !path.is_some_and(|path| self.parts[0].pages.contains(&path)) {
                let place = place(page.unwrap_or(tab));
                let message = "a tab's \"pagePath\" is a page of the main package";
                findings.error("app.tab_bar", APP_FILE, place, message);
            }
            for key in ["iconPath", "selectedIconPath"] {
                let Some(icon) = tab.get(key) else { continue };
                // With an @ it is a name in the theme's file.
                if icon.text().is_some_and(|icon| icon.starts_with('@')) {
                    continue;
                }
                let path = icon.text().and_then(|icon| path::resolve("", icon));
                if !path.is_some_and(|path| project.has(&path)) {
                    let message = format!("the picture of \"{key}\" does not exist");
                    findings.warning("app.tab_bar", APP_FILE, place(icon), message);
                }
            }
        }
    }

    fn check_the_rest(&self, project: &Project<'_>, findings: &mut Findings) {
        if let Some(entry) = self.json.get("entryPagePath") {
            let path = entry.text().and_then(|entry| path::resolve("", entry));
            if !path.is_some_and(|path| self.pages.iter().any(|(page, _)| *page == path)) {
                let message = "\"entryPagePath\" is not among the pages";
                findings.error("app.entry", APP_FILE, place(entry), message);
            }
        }
        let skyline = |json: &Json| json.get("renderer").and_then(Json::text) == Some("skyline");
        if skyline(&self.json) {
            let place = place(self.json.get("renderer").unwrap_or(&self.json));
            let message =
                "there is one renderer here, the browser: \"skyline\" is not told from \"webview\"";
            findings.warning("app.renderer", APP_FILE, place, message);
        }
        if let Some(theme) = self.json.get("themeLocation") {
            let path = theme.text().and_then(|theme| path::resolve("", theme));
            if !path.is_some_and(|path| project.has(&path)) {
                let message = "the file of \"themeLocation\" does not exist";
                findings.error("app.theme", APP_FILE, place(theme), message);
            }
        }
    }

    /// `app.json` for the manifest: one spelling of `subpackages`, paths without a slash before them, the theme's
    /// values beside. Components stand with the pages, resolved.
    pub(crate) fn normalised(&self, project: &Project<'_>) -> Value {
        let Value::Object(plain) = self.json.plain() else {
            return Value::Object(Map::new());
        };
        let mut entries: std::collections::BTreeMap<String, Value> = plain.into_iter().collect();
        for key in [
            "subPackages",
            "usingComponents",
            "componentPlaceholder",
            "plugins",
            "$schema",
        ] {
            entries.remove(key);
        }
        entries.insert("pages".to_owned(), json!(self.parts[0].pages));
        let parts: Vec<Value> = self.parts.iter().skip(1).map(part_json).collect();
        entries.insert("subpackages".to_owned(), Value::Array(parts));
        let entry = entries
            .get("entryPagePath")
            .and_then(Value::as_str)
            .and_then(|entry| path::resolve("", entry))
            .or_else(|| self.pages.first().map(|(page, _)| page.clone()));
        if let Some(entry) = entry {
            entries.insert("entryPagePath".to_owned(), Value::String(entry));
        }
        let tabs = entries
            .get_mut("tabBar")
            .and_then(|bar| bar.get_mut("list"));
        for tab in tabs.and_then(Value::as_array_mut).into_iter().flatten() {
            for key in ["pagePath", "iconPath", "selectedIconPath"] {
                if let Some(value) = tab.get_mut(key)
                    && let Some(path) = value.as_str().and_then(|path| path::resolve("", path))
                {
                    *value = Value::String(path);
                }
            }
        }
        let theme = entries
            .get("themeLocation")
            .and_then(Value::as_str)
            .and_then(|theme| path::resolve("", theme))
            .and_then(|theme| project.files.get(theme.as_str()))
            .and_then(|bytes| json::read("", bytes, &mut Findings::default()));
        if let Some(theme) = theme {
            entries.insert("theme".to_owned(), theme.plain());
        }
        Value::Object(entries.into_iter().collect())
    }
}

fn place(json: &Json) -> Place {
    Place::At(json.at)
}

fn part_json(part: &Part) -> Value {
    let mut value = Map::new();
    value.insert("independent".to_owned(), Value::Bool(part.independent));
    if let Some(name) = &part.name {
        value.insert("name".to_owned(), Value::String(name.clone()));
    }
    value.insert("pages".to_owned(), json!(part.pages));
    value.insert("root".to_owned(), Value::String(part.root.clone()));
    Value::Object(value)
}
