//! WXML and WXS to the functions that glass-easel runs. A package has one group of templates that know each other; what
//! it takes from the main package is in its group once more, so a group needs no other.

mod order;
mod scan;
mod spaces;

#[cfg(test)]
pub(crate) use scan::{MAX_ATTRIBUTES, MAX_BINDING_BYTES, MAX_TEMPLATE_BYTES, MAX_TEMPLATE_DEPTH};

use std::collections::{BTreeMap, BTreeSet};

use glass_easel_template_compiler::TmplGroup;
use glass_easel_template_compiler::parse::{ParseErrorKind, ParseErrorLevel};

use crate::app::App;
use crate::finding::{Findings, Place};
use crate::path;
use crate::project::Project;
use crate::script::{self, quoted};

/// What WXS has beside JavaScript.
const EXTRA_RUNTIME: &str = "var getRegExp=function(p,f){return new RegExp(p,f)};var getDate=function(...a){return new Date(...a)};";

/// Makes a template when it is first asked for, so that one whose WXS fails takes no other along.
const LAZY: &str = "var lazy=(p,f)=>{Object.defineProperty(G,p,{enumerable:true,configurable:true,get:()=>{\
var value=f();Object.defineProperty(G,p,{enumerable:true,configurable:true,value});return value}})};\n";

/// The templates of a package.
pub(crate) struct Templates<'a, 'b> {
    app: &'a App,
    project: &'a Project<'b>,
    group: TmplGroup,
    templates: BTreeSet<String>,
    scripts: BTreeMap<String, String>,
    files: BTreeSet<String>,
}

impl<'a, 'b> Templates<'a, 'b> {
    pub(crate) fn new(app: &'a App, project: &'a Project<'b>) -> Self {
        let mut group = TmplGroup::new();
        group.set_extra_runtime_script(EXTRA_RUNTIME);
        Self {
            app,
            project,
            group,
            templates: BTreeSet::new(),
            scripts: BTreeMap::new(),
            files: BTreeSet::new(),
        }
    }

    /// The files that went into the group.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// Adds a template, of a path without ending, with all that it includes and imports.
    pub(crate) fn add(&mut self, path: &str, findings: &mut Findings) {
        let mut queue = vec![path.to_owned()];
        while let Some(path) = queue.pop() {
            if !self.templates.insert(path.clone()) {
                continue;
            }
            let file = format!("{path}.wxml");
            let Some(source) = self.project.text(&file, findings) else {
                self.templates.remove(&path);
                continue;
            };
            self.files.insert(file.clone());
            if let Some((at, message)) = scan::refuse(source) {
                findings.error("template.size", &file, Place::At(at), message);
                self.templates.remove(&path);
                continue;
            }
            let hidden = match spaces::hide(source) {
                Ok(hidden) => hidden,
                Err(at) => {
                    let message = "this is no character of Unicode";
                    findings.error("template.syntax", &file, Place::At(at), message);
                    self.templates.remove(&path);
                    continue;
                }
            };
            for warning in self.group.add_tmpl(&path, &hidden) {
                let start = warning.location.start;
                let place = Place::from_zero(start.line, start.utf16_col);
                let message = warning.kind.to_string();
                // Of what follows DevTools takes no notice, and what comes out is as it was meant.
                let harmless = matches!(
                    warning.kind,
                    ParseErrorKind::ChildNodesNotAllowed | ParseErrorKind::IllegalEntity
                );
                match warning.level() {
                    level if level >= ParseErrorLevel::Error && !harmless => {
                        findings.error("template.syntax", &file, place, message);
                    }
                    level if level >= ParseErrorLevel::Warn => {
                        findings.warning("template.syntax", &file, place, message);
                    }
                    _ => {}
                }
            }
            self.follow(&path, &file, source, &mut queue, findings);
        }
    }

    fn follow(
        &mut self,
        path: &str,
        file: &str,
        source: &str,
        queue: &mut Vec<String>,
        findings: &mut Findings,
    ) {
        let known = "the template was just added";
        let others: Vec<String> = self.group.direct_dependencies(path).expect(known).collect();
        for other in others {
            let target = format!("{other}.wxml");
            if !self.project.has(&target) {
                // Programs are published like that: DevTools says so and shows nothing there.
                let message =
                    format!("the file {target} does not exist; nothing is shown in its place");
                let place = Self::place(file, source, &target, findings);
                findings.warning("template.missing", file, place, message);
                if self.templates.insert(other.clone()) {
                    self.group.add_tmpl(&other, "");
                }
                continue;
            }
            if self.reached(file, &target, source, findings) {
                queue.push(other);
            }
        }
        let scripts: Vec<String> = self.group.script_dependencies(path).expect(known).collect();
        for other in scripts {
            let target = format!("{other}.wxs");
            if self.reached(file, &target, source, findings) {
                self.add_script(&other, findings);
            }
        }
        let names: Vec<String> = self
            .group
            .inline_script_module_names(path)
            .expect(known)
            .map(str::to_owned)
            .collect();
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.clone()) {
                let message = format!("the WXS module \"{name}\" stands here twice");
                findings.error("template.wxs", file, Place::Whole, message);
                continue;
            }
            self.inline(path, file, &name, findings);
        }
    }

    /// Where a template names a file, unless nobody will be told.
    fn place(file: &str, source: &str, target: &str, findings: &Findings) -> Place {
        match findings.is_full() {
            true => Place::Whole,
            false => reference(file, source, target),
        }
    }

    /// Whether a file that another names is there, and may be used from there.
    fn reached(&self, file: &str, target: &str, source: &str, findings: &mut Findings) -> bool {
        if !self.project.has(target) {
            let message = format!("the file {target} does not exist");
            let place = Self::place(file, source, target, findings);
            findings.error("template.missing", file, place, message);
            return false;
        }
        if !self.app.reaches(file, target) {
            let message =
                format!("the file {target} is in a package that is not there with this one");
            let place = Self::place(file, source, target, findings);
            findings.error("template.package", file, place, message);
            return false;
        }
        true
    }

    /// A WXS module within a template: what glass-easel puts out has it as it stands, so it is checked first.
    fn inline(&mut self, path: &str, file: &str, name: &str, findings: &mut Findings) {
        let known = "the module is in the template";
        let content = self.group.inline_script_content(path, name).expect(known);
        let content = spaces::show(content.to_owned());
        let line = self
            .group
            .inline_script_start_line(path, name)
            .expect(known);
        let mut found = Findings::default();
        let module = script::compile(file, &content, &mut found);
        findings.take_part(found, &content, line);
        let body = match module {
            Some(module) => {
                self.follow_requires(file, &module, findings);
                wxs_body(&module)
            }
            None => String::new(),
        };
        self.group
            .set_inline_script_content(path, name, &body)
            .expect(known);
    }

    fn add_script(&mut self, path: &str, findings: &mut Findings) {
        let mut queue = vec![path.to_owned()];
        while let Some(path) = queue.pop() {
            if self.scripts.contains_key(&path) {
                continue;
            }
            let file = format!("{path}.wxs");
            let Some(source) = self.project.text(&file, findings) else {
                continue;
            };
            self.files.insert(file.clone());
            let body = match script::compile(&file, source, findings) {
                Some(module) => {
                    queue.extend(self.required(&file, &module, findings));
                    wxs_body(&module)
                }
                None => String::new(),
            };
            // What follows counts on the group's having scripts; the text is put out below, in order.
            self.group.add_script(&path, "");
            self.scripts.insert(path, body);
        }
    }

    fn follow_requires(&mut self, file: &str, module: &script::Module, findings: &mut Findings) {
        for other in self.required(file, module, findings) {
            self.add_script(&other, findings);
        }
    }

    fn required(
        &self,
        file: &str,
        module: &script::Module,
        findings: &mut Findings,
    ) -> Vec<String> {
        let mut others = Vec::new();
        if module.is_es {
            let message = "WXS has no import and export: write require and module.exports";
            findings.error("template.wxs", file, Place::Whole, message);
        }
        for (specifier, required) in &module.requires {
            let found = path::resolve(file, specifier)
                .map(|target| target.trim_end_matches(".wxs").to_owned())
                .filter(|target| {
                    let target = format!("{target}.wxs");
                    self.project.has(&target) && self.app.reaches(file, &target)
                });
            match found {
                Some(other) => others.push(other),
                None => {
                    let message = format!("the WXS module \"{specifier}\" does not exist");
                    findings.error("template.missing", file, required.place, message);
                }
            }
        }
        others
    }

    /// Which template made the script unsound. The names that glass-easel gives to variables come to `if`, `do` and `in` after
    /// some two thousand in one template.
    fn blame(&self, package: &str, error: &str, findings: &mut Findings) {
        let mut any = false;
        for path in &self.templates {
            let template = self.group.get_tmpl_gen_object(path).unwrap_or_default();
            if order::settle(&format!("return {template}")).is_err() {
                any = true;
                let message = "the template has too many elements and bindings for one file: split it by include";
                findings.error(
                    "template.output",
                    &format!("{path}.wxml"),
                    Place::Whole,
                    message,
                );
            }
        }
        if !any {
            let message = format!("the compiled templates are no script: {error}");
            findings.error("template.output", package, Place::Whole, message);
        }
    }

    /// The function that makes the group: it returns the templates by their paths. Nothing when there are none.
    pub(crate) fn finish(self, package: &str, findings: &mut Findings) -> Option<String> {
        if self.templates.is_empty() {
            return None;
        }
        let internal = |findings: &mut Findings, error: String| {
            let message = format!("glass-easel cannot put the templates out: {error}");
            findings.error("template.output", package, Place::Whole, message);
        };
        let mut body = match self.group.export_globals() {
            Ok(globals) => globals,
            Err(error) => {
                internal(findings, error.message);
                return None;
            }
        };
        body.push_str(";\nvar G={},R={};");
        body.push_str(LAZY);
        for (path, script) in &self.scripts {
            // Under both names, since templates ask without the ending and other modules with it.
            let (plain, ending) = (quoted(path), quoted(&format!("{path}.wxs")));
            body.push_str(&format!(
                "R[{plain}]=R[{ending}]=D({ending},(require,exports,module)=>{{{script}}});\n\
                 D({plain},(require,exports,module)=>{{module.exports=require({})}});\n",
                quoted(&format!("/{path}.wxs"))
            ));
        }
        for path in &self.templates {
            match self.group.get_tmpl_gen_object(path) {
                Ok(template) => {
                    body.push_str(&format!("lazy({},()=>{template});\n", quoted(path)));
                }
                Err(error) => internal(findings, error.message),
            }
        }
        body.push_str("return G;");
        match order::settle(&spaces::show(body)) {
            Ok(settled) => Some(settled),
            Err(error) => {
                self.blame(package, &error, findings);
                None
            }
        }
    }
}

/// The module's text for within an arrow function's braces, whatever its last line is.
fn wxs_body(module: &script::Module) -> String {
    let [require, own, exports] = &module.parameters;
    let mut renamed = String::new();
    for (name, parameter) in [("require", require), ("module", own), ("exports", exports)] {
        if name != parameter {
            renamed.push_str(&format!("var {parameter}={name};"));
        }
    }
    match renamed.is_empty() {
        true => format!("{}\n", module.body),
        // The names are variables of the module: it gets a scope of its own.
        false => format!("{renamed}(()=>{{{}\n}})()", module.body),
    }
}

/// Where a template names a file.
fn reference(file: &str, source: &str, target: &str) -> Place {
    let (plain, ending) = target.rsplit_once('.').unwrap_or((target, ""));
    for (at, _) in source.match_indices("src") {
        let rest = source[at + 3..].trim_start();
        let Some(rest) = rest.strip_prefix('=').map(str::trim_start) else {
            continue;
        };
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        let value = rest[1..].split(quote).next().unwrap_or_default();
        let value = value.strip_suffix(&format!(".{ending}")).unwrap_or(value);
        if path::resolve(file, value).as_deref() == Some(plain) {
            return Place::At(at);
        }
    }
    Place::Whole
}
