//! One package's script: its modules and templates, and which file goes where.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::App;
use crate::finding::{Findings, Place};
use crate::path;
use crate::project::Project;
use crate::script::{self, Module, quoted, wrapped};

/// What ES modules of a package need. `__sapaExport` lets others read a variable, and still write over it, as DevTools does;
/// `__sapaExportAll` hands on what another module exports; `__sapaNamespace` and `__sapaDefault` are the views of a module
/// that may not be an ES module.
const HELPERS: &str = "\
function __sapaExport(o,n,g){Object.defineProperty(o,n,{enumerable:true,configurable:true,get:g,\
set:function(v){Object.defineProperty(o,n,{enumerable:true,configurable:true,writable:true,value:v})}})}
function __sapaExportAll(o,m){m==null||Object.keys(m).forEach(function(n){\
n===\"default\"||n===\"__esModule\"||Object.prototype.hasOwnProperty.call(o,n)||__sapaExport(o,n,function(){return m[n]})})}
function __sapaNamespace(m){if(m&&m.__esModule)return m;var o={};__sapaExportAll(o,m);\
Object.defineProperty(o,\"default\",{enumerable:true,configurable:true,writable:true,value:m});return o}
function __sapaDefault(m){return m&&m.__esModule?m:{default:m}}
";

/// Modules of the whole program, by their ids: paths without `.js`, but with `.json`.
pub(crate) struct Modules {
    pub(crate) modules: BTreeMap<String, Compiled>,
}

/// A module with what its requires lead to.
pub(crate) struct Compiled {
    pub(crate) file: String,
    pub(crate) module: Module,
    targets: BTreeMap<String, String>,
}

impl Modules {
    /// Follows the entries to all that they require. When something requires what cannot be told before it runs, all
    /// modules are taken.
    pub(crate) fn collect(
        app: &App,
        project: &Project<'_>,
        entries: BTreeSet<String>,
        findings: &mut Findings,
    ) -> Self {
        let mut collected = Self {
            modules: BTreeMap::new(),
        };
        let mut queue: Vec<String> = entries.into_iter().collect();
        collected.follow(app, project, &mut queue, findings);
        let dynamic = collected
            .modules
            .values()
            .any(|compiled| compiled.module.dynamic.is_some());
        if dynamic {
            for file in project.files.keys().filter(|file| file.ends_with(".js")) {
                if collected.modules.contains_key(&id(file)) {
                    continue;
                }
                // Nobody may need it: what is wrong with it is only mentioned.
                let mut found = Findings::default();
                let mut queue = vec![(*file).to_owned()];
                collected.follow(app, project, &mut queue, &mut found);
                findings.take_as_warnings(found);
            }
        }
        collected
    }

    fn follow(
        &mut self,
        app: &App,
        project: &Project<'_>,
        queue: &mut Vec<String>,
        findings: &mut Findings,
    ) {
        while let Some(file) = queue.pop() {
            if self.modules.contains_key(&id(&file)) {
                continue;
            }
            let Some(source) = project.text(&file, findings) else {
                continue;
            };
            let module = match file.ends_with(".json") {
                true => data(&file, source, findings),
                false => script::compile(&file, source, findings),
            };
            let Some(module) = module else { continue };
            let targets = resolve_all(&file, &module, app, project, findings);
            queue.extend(targets.values().cloned());
            let targets = targets
                .into_iter()
                .map(|(specifier, target)| (specifier, id(&target)))
                .collect();
            let compiled = Compiled {
                file: file.clone(),
                module,
                targets,
            };
            self.modules.insert(id(&file), compiled);
        }
    }
}

/// A JSON file that is required.
fn data(file: &str, source: &str, findings: &mut Findings) -> Option<Module> {
    let json = crate::json::read(file, source.as_bytes(), findings)?;
    Some(Module {
        body: format!("module.exports={};", script::embedded(&json.plain())),
        parameters: ["require", "module", "exports"].map(str::to_owned),
        ..Module::default()
    })
}

/// What a module is called by the runtime.
pub(crate) fn id(file: &str) -> String {
    file.strip_suffix(".js").unwrap_or(file).to_owned()
}

fn resolve_all(
    file: &str,
    module: &Module,
    app: &App,
    project: &Project<'_>,
    findings: &mut Findings,
) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    for (specifier, required) in &module.requires {
        match resolve(file, specifier, app, project) {
            Some(target) => {
                if !required.later && !app.reaches(file, &target) {
                    let message = format!(
                        "\"{specifier}\" is in a package that need not be there: write require.async"
                    );
                    findings.error("script.package", file, required.place, message);
                }
                targets.insert(specifier.clone(), target);
            }
            None => {
                // The program may check for it, or never come here: DevTools says no more either.
                let message = format!("the module \"{specifier}\" does not exist");
                findings.warning("script.missing", file, required.place, message);
            }
        }
    }
    targets
}

/// The file that a module asks for: beside it, from the root, by an alias, or in a `miniprogram_npm`.
fn resolve(file: &str, specifier: &str, app: &App, project: &Project<'_>) -> Option<String> {
    let at = |base: String| -> Option<String> {
        let tries = [
            base.clone(),
            format!("{base}.js"),
            format!("{base}/index.js"),
        ];
        tries
            .into_iter()
            .find(|path| (path.ends_with(".js") || path.ends_with(".json")) && project.has(path))
    };
    let relative = specifier.starts_with("./") || specifier.starts_with("../");
    if let Some(found) = path::resolve(file, specifier).and_then(at) {
        return Some(found);
    }
    if relative || specifier.starts_with('/') {
        return None;
    }
    let aliases = app.json.get("resolveAlias");
    for alias in aliases.map(crate::json::Json::members).unwrap_or_default() {
        let Some(target) = alias.value.text() else {
            continue;
        };
        let replaced = match alias.key.strip_suffix('*') {
            Some(start) => specifier
                .strip_prefix(start)
                .map(|rest| target.replacen('*', rest, 1)),
            None => (specifier == alias.key).then(|| target.to_owned()),
        };
        let found = replaced
            .and_then(|target| path::resolve("", &target))
            .and_then(at);
        if found.is_some() {
            return found;
        }
    }
    path::upwards(file)
        .map(|directory| path::join(directory, &format!("miniprogram_npm/{specifier}")))
        .find_map(at)
}

/// The script of a package.
pub(crate) fn script(app: &App, root: &str, modules: &Modules, templates: Option<&str>) -> String {
    let mut out = String::from("(function(__sapa){\n");
    out.push_str(HELPERS);
    for (id, compiled) in &modules.modules {
        if app.package_of(&compiled.file) != root {
            continue;
        }
        let parameters: Vec<&str> = compiled
            .module
            .parameters
            .iter()
            .map(String::as_str)
            .collect();
        let targets: Vec<String> = compiled
            .targets
            .iter()
            .map(|(specifier, target)| format!("{}:{}", quoted(specifier), quoted(target)))
            .collect();
        out.push_str(&format!(
            "__sapa.define({},{{{}}},{});\n",
            quoted(id),
            targets.join(","),
            wrapped(&parameters, &compiled.module.body)
        ));
    }
    if let Some(templates) = templates {
        out.push_str(&format!(
            "__sapa.templates({},{templates});\n",
            quoted(root)
        ));
    }
    out.push_str("})(__sapa);\n");
    out
}

/// Checks that nothing went wrong in putting the script together: each part was checked alone before.
pub(crate) fn check(root: &str, script: &str, findings: &mut Findings) {
    if let Err(message) = script::is_one_call(script) {
        let message = format!("the package's script is not what it should be: {message}");
        findings.error("script.wrapper", root, Place::Whole, message);
    }
}
