//! Puts a program together: every package's script and styles, the assets, the manifest.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::app::{APP_FILE, App, Part};
use crate::components::{self, Unit};
use crate::finding::{Findings, Place};
use crate::limits::Limits;
use crate::manifest::{self, Asset, Component, FORMAT, Manifest, Output, Package};
use crate::package::{self, Modules};
use crate::project::Project;
use crate::styles::{MAX_STYLES_BYTES, Styles};
use crate::templates::Templates;
use crate::{assets, path};

/// A manifest and the files by their names.
pub(crate) type Built = (Manifest, BTreeMap<String, Vec<u8>>);

pub(crate) fn build(
    app: &App,
    project: &Project<'_>,
    limits: &Limits,
    findings: &mut Findings,
) -> Built {
    let units = components::find(app, project, findings);
    let modules = Modules::collect(app, project, entries(app, project, &units), findings);
    let files = modules.modules.values().map(|module| module.file.clone());
    let mut used: BTreeSet<String> = files.collect();
    used.extend(units.iter().map(|unit| format!("{}.json", unit.path)));
    let components: BTreeMap<String, Component> = units
        .iter()
        .map(|unit| (unit.path.clone(), describe(unit, app, &modules, project)))
        .collect();
    let mut output = Output::default();
    let mut styles = Styles::new(app, project);
    let mut packages = Vec::new();
    let mut put_out = 0;
    for part in &app.parts {
        let script = script(
            part,
            &components,
            app,
            project,
            &modules,
            &mut used,
            findings,
        );
        let sheets = sheets(part, &components, &mut styles, findings);
        put_out += script.len() + sheets.len();
        if put_out > limits.output_bytes {
            let message = format!(
                "scripts and styles come to more than {} bytes",
                limits.output_bytes
            );
            findings.error("package.size", APP_FILE, Place::Whole, message);
            break;
        }
        packages.push(Package {
            root: part.root.clone(),
            name: part.name.clone(),
            independent: part.independent,
            pages: part.pages.clone(),
            code: output.put(script.into_bytes()),
            styles: output.put(sheets),
            size: 0,
        });
    }
    used.extend(styles.files().map(str::to_owned));
    let assets = put_assets(app, project, &mut output);
    used.extend(assets.keys().cloned());
    weigh(app, project, &used, &mut packages, limits, findings);
    let manifest = Manifest {
        format: FORMAT,
        app: app.normalised(project),
        pages: app.pages.iter().map(|(page, _)| page.clone()).collect(),
        packages,
        components,
        assets,
    };
    (manifest, output.0)
}

/// A package's script, with the templates of its pages and components.
fn script(
    part: &Part,
    components: &BTreeMap<String, Component>,
    app: &App,
    project: &Project<'_>,
    modules: &Modules,
    used: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> String {
    let mut templates = Templates::new(app, project);
    for (path, component) in components {
        if component.package == part.root {
            templates.add(path, findings);
        }
    }
    used.extend(templates.files().map(str::to_owned));
    let templates = templates.finish(&part.root, findings);
    let script = package::script(app, &part.root, modules, templates.as_deref());
    package::check(&part.root, &script, findings);
    script
}

/// A package's styles as JSON.
fn sheets(
    part: &Part,
    components: &BTreeMap<String, Component>,
    styles: &mut Styles<'_, '_>,
    findings: &mut Findings,
) -> Vec<u8> {
    let mut sheets: BTreeMap<&str, String> = BTreeMap::new();
    let mut bytes = 0;
    let program = part.root.is_empty().then_some(("app", None));
    let own = components
        .iter()
        .filter(|(_, component)| component.package == part.root)
        .map(|(path, component)| {
            let scope = component.scoped.then_some(component.scope.as_str());
            (path.as_str(), scope)
        });
    for (path, scope) in program.into_iter().chain(own) {
        let Some(css) = styles.compile(path, scope, findings) else {
            continue;
        };
        bytes += css.len();
        if bytes > MAX_STYLES_BYTES {
            let message = format!("the package's styles have more than {MAX_STYLES_BYTES} bytes");
            findings.error("style.size", &part.root, Place::Whole, message);
            break;
        }
        sheets.insert(path, css);
    }
    serde_json::to_vec(&sheets).expect("a map of strings is JSON")
}

/// The scripts that the runtime asks for by name: the program's, its pages' and components', and its workers'.
fn entries(app: &App, project: &Project<'_>, units: &[Unit]) -> BTreeSet<String> {
    let mut entries: BTreeSet<String> = units
        .iter()
        .map(|unit| format!("{}.js", unit.path))
        .collect();
    entries.insert("app.js".to_owned());
    let workers = app.json.get("workers");
    let workers = workers
        .and_then(|workers| workers.text().or_else(|| workers.get("path")?.text()))
        .and_then(|workers| path::resolve("", workers));
    if let Some(workers) = workers {
        let inside = |file: &&&str| path::within(file, &workers) && file.ends_with(".js");
        entries.extend(
            project
                .files
                .keys()
                .filter(inside)
                .map(|file| (*file).to_owned()),
        );
    }
    // An independent subpackage may have an `app.js` of its own, which runs when the main package is not there.
    entries.retain(|file| project.has(file));
    entries
}

fn describe(unit: &Unit, app: &App, modules: &Modules, project: &Project<'_>) -> Component {
    let has = |ending: &str| project.has(&format!("{}.{ending}", unit.path));
    let mut config = unit.config.clone();
    if let Some(compiled) = modules.modules.get(&unit.path)
        && !compiled.module.options.is_empty()
        && let Some(entries) = config.as_object_mut()
    {
        let mut options = compiled.module.options.clone();
        if let Some(given) = entries.get("options").and_then(Value::as_object) {
            options.extend(given.clone());
        }
        entries.insert(
            "options".to_owned(),
            Value::Object(options.into_iter().collect()),
        );
    }
    let isolation = ["/styleIsolation", "/options/styleIsolation"]
        .iter()
        .find_map(|place| config.pointer(place)?.as_str());
    let shared = match isolation {
        Some(isolation) => matches!(isolation, "shared" | "page-shared"),
        None => config["component"].as_bool() != Some(true),
    };
    Component {
        package: app.package_of(&unit.path).to_owned(),
        page: unit.page,
        scope: format!("c{}", &manifest::digest(unit.path.as_bytes())[..10]),
        scoped: !shared,
        config,
        script: has("js"),
        template: has("wxml"),
        style: has("wxss"),
    }
}

fn put_assets(app: &App, project: &Project<'_>, output: &mut Output) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for (path, bytes) in &project.files {
        let Some(media_type) = assets::media_type(path, bytes) else {
            continue;
        };
        let file = output.put(bytes.to_vec());
        let asset = Asset {
            sha256: file.sha256,
            bytes: file.bytes,
            media_type: media_type.to_owned(),
            package: app.package_of(path).to_owned(),
        };
        assets.insert((*path).to_owned(), asset);
    }
    assets
}

/// Whether the packages are small enough: what counts are the source's files that are used.
fn weigh(
    app: &App,
    project: &Project<'_>,
    used: &BTreeSet<String>,
    packages: &mut [Package],
    limits: &Limits,
    findings: &mut Findings,
) {
    for file in used {
        let bytes = project
            .files
            .get(file.as_str())
            .map_or(0, |bytes| bytes.len());
        let root = app.package_of(file);
        if let Some(package) = packages.iter_mut().find(|package| package.root == root) {
            package.size += bytes as u64;
        }
    }
    for package in packages.iter() {
        if package.size > limits.package_bytes as u64 {
            let name = match package.root.as_str() {
                "" => "the main package",
                root => root,
            };
            let message = format!(
                "{name} has {} bytes, of which {} may be",
                package.size, limits.package_bytes
            );
            findings.error("package.size", "app.json", Place::Whole, message);
        }
    }
    let total: u64 = packages.iter().map(|package| package.size).sum();
    if total > limits.total_bytes as u64 {
        let message = format!(
            "all packages have {total} bytes, of which {} may be",
            limits.total_bytes
        );
        findings.error("package.size", "app.json", Place::Whole, message);
    }
}
