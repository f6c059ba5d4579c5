//! From a native mini program's source to the compiled package that the web client runs. Bytes in, bytes out: no files,
//! no network, no clock, and the same source gives the same bytes.
//!
//! # Promises
//!
//! - **Nothing of the source runs here.** Package scripts neither.
//! - **A module stays in its wrapper.** Each is parsed, wrapped, and parsed again as what it is loaded as; so is the whole.
//! - **Nothing is without bound.** Files, paths, bytes, nesting, imports: see [`limits`] and the constants beside them.
//! - **All is said at once**: errors and warnings with file, line and column, in the order of the files.
//!
//! What comes out is described in `docs/MINI-PROGRAMS.md`.

mod app;
mod assets;
mod components;
mod finding;
mod json;
pub mod limits;
mod manifest;
mod package;
mod path;
mod project;
mod schema;
mod script;
mod source;
mod styles;
mod templates;

use std::collections::{BTreeMap, BTreeSet};

use app::App;
use components::Unit;
pub use finding::{Finding, Severity};
use finding::{Findings, Place};
pub use limits::Limits;
use manifest::Output;
pub use manifest::{Asset, Component, FORMAT, File, Manifest, Package};
use package::Modules;
use project::Project;
use serde_json::Value;
pub use source::{Source, SourceError};
use styles::Styles;
use templates::Templates;

/// A compiled program.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What it consists of.
    pub manifest: Manifest,
    /// Its files by the SHA-256 of their contents.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What the developer should know all the same.
    pub warnings: Vec<Finding>,
}

/// Compiles a source.
///
/// # Errors
///
/// All errors and warnings, when there is an error among them.
pub fn compile(source: &Source, limits: &Limits) -> Result<Compiled, Vec<Finding>> {
    let (compiled, findings) = run(source, limits);
    match compiled {
        Some((manifest, files)) => Ok(Compiled {
            manifest,
            files,
            warnings: findings,
        }),
        None => Err(findings),
    }
}

/// All errors and warnings of a source.
#[must_use]
pub fn lint(source: &Source, limits: &Limits) -> Vec<Finding> {
    run(source, limits).1
}

type Built = (Manifest, BTreeMap<String, Vec<u8>>);

fn run(source: &Source, limits: &Limits) -> (Option<Built>, Vec<Finding>) {
    let mut findings = Findings::default();
    let project = Project::read(source, &mut findings);
    let built =
        App::read(&project, &mut findings).map(|app| build(&app, &project, limits, &mut findings));
    let built = built.filter(|_| !findings.has_errors());
    (built, findings.into_sorted())
}

fn build(app: &App<'_>, project: &Project<'_>, limits: &Limits, findings: &mut Findings) -> Built {
    let units = components::find(app, project, findings);
    let mut output = Output::default();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let modules = Modules::collect(app, project, entries(app, project, &units), findings);
    used.extend(modules.modules.values().map(|module| module.file.clone()));

    let mut styles = Styles::new(app, project);
    let mut components = BTreeMap::new();
    let mut packages = Vec::new();
    for part in &app.parts {
        let here: Vec<&Unit> = units
            .iter()
            .filter(|unit| app.package_of(&unit.path) == part.root)
            .collect();
        let mut templates = Templates::new(app, project);
        for unit in &here {
            templates.add(&unit.path, findings);
        }
        used.extend(templates.files().map(str::to_owned));
        let templates = templates.finish(&part.root, findings);
        let script = package::script(app, &part.root, &modules, templates.as_deref());
        package::check(&part.root, &script, findings);

        let mut sheets: BTreeMap<&str, String> = BTreeMap::new();
        let mut bytes = 0;
        if part.root.is_empty()
            && let Some(css) = styles.compile("app", None, findings)
        {
            sheets.insert("app", css);
        }
        for unit in &here {
            let component = describe(unit, &part.root, &modules, project);
            let scope = component.scoped.then_some(component.scope.as_str());
            if let Some(css) = styles.compile(&unit.path, scope, findings) {
                bytes += css.len();
                if bytes > styles::MAX_STYLES_BYTES {
                    let message = format!(
                        "the package's styles have more than {} bytes",
                        styles::MAX_STYLES_BYTES
                    );
                    findings.error("style.size", &part.root, Place::default(), message);
                    break;
                }
                sheets.insert(&unit.path, css);
            }
            components.insert(unit.path.clone(), component);
        }
        let sheets = serde_json::to_vec(&sheets).expect("a map of strings is JSON");
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
    used.extend(units.iter().map(|unit| format!("{}.json", unit.path)));
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

/// The scripts that the runtime asks for by name: the program's, its pages' and components', and its workers'.
fn entries(app: &App<'_>, project: &Project<'_>, units: &[Unit]) -> BTreeSet<String> {
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

fn describe(unit: &Unit, root: &str, modules: &Modules, project: &Project<'_>) -> Component {
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
        package: root.to_owned(),
        page: unit.page,
        scope: format!("c{}", &manifest::digest(unit.path.as_bytes())[..10]),
        scoped: !shared,
        config,
        script: has("js"),
        template: has("wxml"),
        style: has("wxss"),
    }
}

fn put_assets(
    app: &App<'_>,
    project: &Project<'_>,
    output: &mut Output,
) -> BTreeMap<String, Asset> {
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
    app: &App<'_>,
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
            findings.error("package.size", "app.json", Place::default(), message);
        }
    }
    let total: u64 = packages.iter().map(|package| package.size).sum();
    if total > limits.total_bytes as u64 {
        let message = format!(
            "all packages have {total} bytes, of which {} may be",
            limits.total_bytes
        );
        findings.error("package.size", "app.json", Place::default(), message);
    }
}
