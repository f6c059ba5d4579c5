//! `node_modules` to `miniprogram_npm`. A package for mini programs names a directory (`miniprogram`, or it has a
//! `miniprogram_dist`), which is copied. Of any other its main module is followed, and what it requires is copied as it is,
//! with an `index.js` that leads to the main module. DevTools puts those modules into one file; here the compiler does.

use std::collections::BTreeSet;

use super::resolve::{self, split};
use super::{Files, is_set};
use crate::finding::{Findings, Place};
use crate::json::Json;
use crate::project::PROJECT_FILE;
use crate::{path, script};

pub(super) fn build(
    files: &mut Files,
    root: &str,
    setting: Option<&Json>,
    findings: &mut Findings,
) {
    for (description, target) in relations(files, root, setting, findings) {
        let mut builder = Builder {
            made: Files::new(),
            done: BTreeSet::new(),
            from: path::directory(&description).to_owned(),
            target: path::join(&target, "miniprogram_npm"),
            files,
            findings,
        };
        builder.dependencies(&description);
        builder.asked_for(root);
        let Builder { made, target, .. } = builder;
        // What an earlier build left there is not mixed with this one.
        files.retain(|path, _| !path::within(path, &target));
        files.extend(made);
    }
}

/// Which `package.json` is built into which directory.
fn relations(
    files: &Files,
    root: &str,
    setting: Option<&Json>,
    findings: &mut Findings,
) -> Vec<(String, String)> {
    if is_set(setting, "packNpmManually") {
        let listed = setting.and_then(|setting| setting.get("packNpmRelationList"));
        let mut relations = Vec::new();
        for relation in listed.map(Json::items).unwrap_or_default() {
            let part = |key| {
                let value = relation.get(key)?.text()?;
                path::resolve("", value.trim_start_matches('/'))
            };
            match (part("packageJsonPath"), part("miniprogramNpmDistDir")) {
                (Some(description), Some(target)) if files.contains_key(&description) => {
                    relations.push((description, target));
                }
                _ => {
                    let message = "\"packageJsonPath\" and \"miniprogramNpmDistDir\" name a file and a directory of the project";
                    findings.error("pack.npm", PROJECT_FILE, Place::At(relation.at), message);
                }
            }
        }
        return relations;
    }
    files
        .keys()
        .filter(|file| path::within(file, root) || root.is_empty())
        .filter(|file| file.rsplit('/').next() == Some("package.json"))
        .filter(|file| {
            !file
                .split('/')
                .any(|part| part == "node_modules" || part == "miniprogram_npm")
        })
        .filter(|file| {
            let modules = path::join(path::directory(file), "node_modules");
            files.keys().any(|other| path::within(other, &modules))
        })
        .map(|file| (file.clone(), path::directory(file).to_owned()))
        .collect()
}

struct Builder<'a> {
    files: &'a Files,
    findings: &'a mut Findings,
    /// Where `node_modules` is.
    from: String,
    /// The `miniprogram_npm` that is made.
    target: String,
    made: Files,
    /// Packages that are copied whole, and modules that were followed.
    done: BTreeSet<String>,
}

impl Builder<'_> {
    /// All that a `package.json` says the program depends on.
    fn dependencies(&mut self, description: &str) {
        let Some(json) = resolve::description(self.files, path::directory(description)) else {
            self.findings.error(
                "pack.npm",
                description,
                Place::Whole,
                "the file cannot be read",
            );
            return;
        };
        for dependency in json
            .get("dependencies")
            .map(Json::members)
            .unwrap_or_default()
        {
            let from = self.from.clone();
            if !self.package(&from, &dependency.key) {
                let message = format!(
                    "\"{}\" is not in node_modules: run npm install",
                    dependency.key
                );
                self.findings
                    .error("pack.npm", description, Place::At(dependency.at), message);
            }
        }
    }

    /// Modules within packages that the program's own scripts name, beside what packages begin with.
    fn asked_for(&mut self, root: &str) {
        let own: Vec<&String> = self
            .files
            .keys()
            .filter(|file| path::within(file, root) && file.ends_with(".js"))
            .filter(|file| {
                !file
                    .split('/')
                    .any(|part| part == "node_modules" || part == "miniprogram_npm")
            })
            .collect();
        for file in own {
            for specifier in self.requires(file) {
                let (name, within) = split(&specifier);
                let from = self.from.clone();
                if within.is_empty() || specifier.starts_with(['.', '/']) {
                    continue;
                }
                if let Some(directory) = resolve::package(self.files, &from, name) {
                    self.module_of(&directory, name, within);
                }
            }
        }
    }

    /// Takes a package; whether it is there.
    fn package(&mut self, from: &str, name: &str) -> bool {
        let Some(directory) = resolve::package(self.files, from, name) else {
            return false;
        };
        if !self.done.insert(directory.clone()) {
            return true;
        }
        let Some(description) = resolve::description(self.files, &directory) else {
            return false;
        };
        if let Some(whole) = self.for_mini_programs(&directory, &description) {
            self.copy(&whole, name);
            for dependency in description
                .get("dependencies")
                .map(Json::members)
                .unwrap_or_default()
            {
                self.package(&directory, &dependency.key);
            }
            return true;
        }
        // Types alone, or styles: nothing to run, and nothing that could be missed.
        if let Some(main) = resolve::main(self.files, &directory, &description) {
            self.module(&main, &directory, name);
            let index = path::join(&self.target, &format!("{name}/index.js"));
            let within = &main[directory.len() + 1..];
            if within != "index.js" {
                let target = script::quoted(&format!("./{within}"));
                let text = format!("module.exports = require({target});\n");
                self.made.entry(index).or_insert(text.into_bytes());
            }
        }
        true
    }

    /// The directory of a package that is made for mini programs.
    fn for_mini_programs(&self, directory: &str, description: &Json) -> Option<String> {
        let named = description.get("miniprogram").and_then(Json::text);
        let whole = match named {
            Some(named) => {
                path::resolve(&path::join(directory, "x"), named.trim_start_matches('/'))?
            }
            None => path::join(directory, "miniprogram_dist"),
        };
        let there = self.files.keys().any(|file| path::within(file, &whole));
        (there && (whole == directory || path::within(&whole, directory))).then_some(whole)
    }

    fn copy(&mut self, whole: &str, name: &str) {
        for (file, bytes) in self.files.range(format!("{whole}/")..) {
            let Some(within) = file
                .strip_prefix(whole)
                .and_then(|rest| rest.strip_prefix('/'))
            else {
                break;
            };
            if within.split('/').any(|part| part == "node_modules") {
                continue;
            }
            let to = path::join(&self.target, &format!("{name}/{within}"));
            self.made.insert(to, bytes.clone());
        }
    }

    /// Takes a module within a package, by the path that somebody required.
    fn module_of(&mut self, directory: &str, name: &str, within: &str) {
        let description = resolve::description(self.files, directory);
        let whole =
            description.and_then(|description| self.for_mini_programs(directory, &description));
        if whole.is_none()
            && let Some(file) = resolve::file(self.files, &path::join(directory, within))
        {
            self.module(&file, directory, name);
        }
    }

    /// Takes a module and what it requires.
    fn module(&mut self, file: &str, directory: &str, name: &str) {
        let mut queue = vec![file.to_owned()];
        while let Some(file) = queue.pop() {
            if !path::within(&file, directory) || !self.done.insert(file.clone()) {
                continue;
            }
            let within = &file[directory.len() + 1..];
            let to = path::join(&self.target, &format!("{name}/{within}"));
            let to = to
                .strip_suffix(".cjs")
                .map_or(to.clone(), |stem| format!("{stem}.cjs.js"));
            self.made.insert(to, self.files[&file].clone());
            for specifier in self.requires(&file) {
                if specifier.starts_with('.') {
                    let found = path::resolve(&file, &specifier)
                        .and_then(|base| resolve::file(self.files, &base));
                    queue.extend(found);
                    continue;
                }
                let (other, within) = split(&specifier);
                // Modules of Node are not packages; the compiler says which are missing.
                if self.package(directory, other)
                    && !within.is_empty()
                    && let Some(other_directory) = resolve::package(self.files, directory, other)
                {
                    self.module_of(&other_directory, other, within);
                }
            }
        }
    }

    /// What a script requires. One that is no script requires nothing here: the compiler says what is wrong with it.
    fn requires(&self, file: &str) -> Vec<String> {
        let Some(text) = self
            .files
            .get(file)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
        else {
            return Vec::new();
        };
        let compiled = match file.ends_with(".json") {
            true => None,
            false => script::compile(file, text, &mut Findings::default()),
        };
        compiled
            .map(|module| module.requires.into_keys().collect())
            .unwrap_or_default()
    }
}
