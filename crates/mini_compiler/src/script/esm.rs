//! ES modules to CommonJS, by changes of the text.
//!
//! `import { a } from "./x"; a()` becomes `var _sapa0 = require("./x"); (0, _sapa0.a)()`: what is imported is read where it
//! is used, so it is always what the other module has now. What is exported is a getter, for the same reason. A module
//! that is no ES module has itself as its default export, as Babel and DevTools have it.

use std::collections::BTreeMap;

use oxc_ast::ast::{
    BindingIdentifier, Declaration, ExportDefaultDeclarationKind, ImportDeclaration,
    ImportDeclarationSpecifier, ModuleExportName, Program, Statement,
};
use oxc_ast_visit::Visit;
use oxc_semantic::{Scoping, SymbolFlags, SymbolId};
use oxc_span::{GetSpan, Span};

use super::uses::Uses;
use super::{Edits, Module, Required};
use crate::finding::{Findings, Place};

/// What the helpers of a package's script are called; see `package.rs`.
pub(crate) const EXPORT: &str = "__sapaExport";
pub(crate) const STAR: &str = "__sapaExportAll";
pub(crate) const NAMESPACE: &str = "__sapaNamespace";
pub(crate) const DEFAULT: &str = "__sapaDefault";

pub(crate) fn transform(
    file: &str,
    source: &str,
    program: &Program<'_>,
    scoping: &Scoping,
    edits: &mut Edits,
    findings: &mut Findings,
) -> Option<Module> {
    let mut module = Module {
        is_es: program.source_type.is_module(),
        parameters: parameters(scoping, program.source_type.is_module(), source),
        ..Module::default()
    };
    let mut esm = Esm {
        file,
        source,
        edits,
        prefix: unused(source),
        imports: Vec::new(),
        bindings: BTreeMap::new(),
        exports: Vec::new(),
        stars: Vec::new(),
        requires: BTreeMap::new(),
    };
    if program.source_type.is_module() {
        for statement in &program.body {
            esm.statement(statement);
        }
        module.body = esm.prologue(&module.parameters, program, scoping);
    }
    let Esm {
        bindings, requires, ..
    } = esm;
    module.requires = requires;
    let require = module.parameters[0].clone();
    let mut uses = Uses::new(file, scoping, &bindings, &require);
    uses.visit_program(program);
    let sound = uses.finish(edits, &mut module, findings);
    sound.then_some(module)
}

/// The wrapper's parameters. A module may have variables of these names; then the parameter has another.
fn parameters(scoping: &Scoping, is_module: bool, source: &str) -> [String; 3] {
    ["require", "module", "exports"].map(|name| {
        let taken = scoping
            .get_binding(scoping.root_scope_id(), name.into())
            .is_some_and(|symbol| {
                // `var exports = …` is one with the parameter; anything else of its name is not.
                let flags = scoping.symbol_flags(symbol);
                is_module || !flags.contains(SymbolFlags::FunctionScopedVariable)
            });
        match taken {
            true => format!("{}_{name}", unused(source)),
            false => name.to_owned(),
        }
    })
}

/// The beginning of a name that the source does not have.
fn unused(source: &str) -> String {
    let mut name = "_sapa".to_owned();
    while source.contains(&name) {
        name.push('_');
    }
    name
}

struct Esm<'a, 'b> {
    file: &'a str,
    source: &'a str,
    edits: &'b mut Edits,
    prefix: String,
    /// What is required, in order; each is called by its number.
    imports: Vec<String>,
    /// Names that are imported, and how they are read.
    bindings: BTreeMap<SymbolId, String>,
    /// Names that are exported, and how they are read.
    exports: Vec<(String, Export)>,
    /// Imports of which everything is exported.
    stars: Vec<usize>,
    requires: BTreeMap<String, Required>,
}

enum Export {
    /// A variable of the module, or an import of it.
    Local(String),
    /// Read like this.
    Read(String),
}

impl Esm<'_, '_> {
    fn statement(&mut self, statement: &Statement<'_>) {
        match statement {
            Statement::ImportDeclaration(import) => {
                let number = self.import(&import.source.value, import.source.span);
                self.bind(number, import);
                self.remove(import.span);
            }
            Statement::ExportFromDeclaration(export) => {
                let number = self.import(&export.source.value, export.source.span);
                for specifier in &export.specifiers {
                    let read = self.read(number, &name_of(&specifier.local));
                    let name = name_of(&specifier.exported);
                    self.exports.push((name, Export::Read(read)));
                }
                self.remove(export.span);
            }
            Statement::ExportAllDeclaration(export) => {
                let number = self.import(&export.source.value, export.source.span);
                match &export.exported {
                    Some(name) => {
                        let read = format!("{}{number}n", self.prefix);
                        self.exports.push((name_of(name), Export::Read(read)));
                    }
                    None => self.stars.push(number),
                }
                self.remove(export.span);
            }
            Statement::ExportNamedDeclaration(export) => {
                for specifier in &export.specifiers {
                    let local = name_of(&specifier.local);
                    let name = name_of(&specifier.exported);
                    self.exports.push((name, Export::Local(local)));
                }
                self.remove(export.span);
            }
            Statement::ExportDeclaration(export) => {
                let start = export.declaration.span().start;
                self.remove(Span::new(export.span.start, start));
                let mut names = Names::default();
                match &export.declaration {
                    Declaration::VariableDeclaration(variables) => {
                        for one in &variables.declarations {
                            names.visit_binding_pattern(&one.id);
                        }
                    }
                    Declaration::FunctionDeclaration(function) => names.add(function.id.as_ref()),
                    Declaration::ClassDeclaration(class) => names.add(class.id.as_ref()),
                    _ => {}
                }
                for name in names.0 {
                    self.exports.push((name.clone(), Export::Local(name)));
                }
            }
            Statement::ExportDefaultDeclaration(export) => {
                self.default(export.span, &export.declaration)
            }
            _ => {}
        }
    }

    /// Notes how each name of an import is read.
    fn bind(&mut self, number: usize, import: &ImportDeclaration<'_>) {
        for specifier in import.specifiers.iter().flatten() {
            let (local, read) = match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(one) => {
                    (&one.local, self.read(number, &name_of(&one.imported)))
                }
                ImportDeclarationSpecifier::ImportDefaultSpecifier(one) => {
                    (&one.local, self.read(number, "default"))
                }
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(one) => {
                    (&one.local, format!("{}{number}n", self.prefix))
                }
            };
            if let Some(symbol) = local.symbol_id.get() {
                self.bindings.insert(symbol, read);
            }
        }
    }

    fn default(&mut self, span: Span, kind: &ExportDefaultDeclarationKind<'_>) {
        let (id, start) = match kind {
            ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                (function.id.as_ref(), function.span.start)
            }
            ExportDefaultDeclarationKind::ClassDeclaration(class) => {
                (class.id.as_ref(), class.span.start)
            }
            other => {
                // A variable, so that the export is there for others while the module still runs, and read only then.
                let name = format!("{}d", self.prefix);
                self.replace(span.start, other.span().start, format!("var {name}="));
                self.exports
                    .push(("default".to_owned(), Export::Read(name)));
                return;
            }
        };
        self.remove(Span::new(span.start, start));
        let name = match id {
            Some(id) => id.name.to_string(),
            None => {
                let name = format!("{}d", self.prefix);
                self.name_declaration(start, &name);
                name
            }
        };
        self.exports
            .push(("default".to_owned(), Export::Read(name)));
    }

    /// Puts a name after `class`, `function` or `function*`, with comments between or not.
    fn name_declaration(&mut self, start: u32, name: &str) {
        let start = start as usize;
        let rest = &self.source[start..];
        let word =
            |word: &str, from: usize| rest[from..].find(word).map(|at| from + at + word.len());
        let after = if rest.starts_with("class") {
            word("class", 0)
        } else {
            // The parameters begin with the first bracket; a star stands before it, outside of comments.
            word("function", 0).map(|end| {
                let mut at = end;
                loop {
                    let here = &rest[at..];
                    let skipped = here.len() - here.trim_start().len();
                    at += skipped;
                    let here = &rest[at..];
                    if let Some(comment) = here.strip_prefix("/*") {
                        at += comment.find("*/").map_or(here.len(), |end| end + 4);
                    } else if here.starts_with("//") {
                        at += here.find('\n').unwrap_or(here.len());
                    } else if here.starts_with('*') {
                        return at + 1;
                    } else {
                        return end;
                    }
                }
            })
        };
        if let Some(after) = after {
            self.edits
                .push((start + after, start + after, format!(" {name}")));
        }
    }

    fn import(&mut self, specifier: &str, span: Span) -> usize {
        let required = Required {
            place: Place::At(span.start as usize),
            later: false,
        };
        self.requires.insert(specifier.to_owned(), required);
        match self.imports.iter().position(|one| one == specifier) {
            Some(number) => number,
            None => {
                self.imports.push(specifier.to_owned());
                self.imports.len() - 1
            }
        }
    }

    /// How a name of an import is read. The default is that of the interoperable view of the module.
    fn read(&self, number: usize, name: &str) -> String {
        let prefix = &self.prefix;
        match name {
            "default" => format!("{prefix}{number}d.default"),
            name if is_identifier(name) => format!("{prefix}{number}.{name}"),
            name => format!("{prefix}{number}[{}]", quoted(name)),
        }
    }

    /// Takes a statement away, but not its line ends. A semicolon stays, so that lines do not grow together.
    fn remove(&mut self, span: Span) {
        self.replace(span.start, span.end, ";".to_owned());
    }

    fn replace(&mut self, start: u32, end: u32, with: String) {
        let (start, end) = (start as usize, end as usize);
        let lines: String = self.source[start..end]
            .chars()
            .filter(|c| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'))
            .collect();
        self.edits.push((start, end, with + &lines));
    }

    /// Directives first, then exports, then what is imported: others that come back here while it loads find the exports.
    fn prologue(
        &self,
        parameters: &[String; 3],
        program: &Program<'_>,
        scoping: &Scoping,
    ) -> String {
        let [require, _, exports] = parameters;
        let prefix = &self.prefix;
        let mut out = String::from("\"use strict\";");
        out.push_str(&format!(
            "Object.defineProperty({exports},\"__esModule\",{{value:true}});"
        ));
        for (name, export) in &self.exports {
            let read = match export {
                Export::Read(read) => read.clone(),
                Export::Local(local) => scoping
                    .get_binding(scoping.root_scope_id(), local.as_str().into())
                    .and_then(|symbol| self.bindings.get(&symbol).cloned())
                    .unwrap_or_else(|| local.clone()),
            };
            out.push_str(&format!(
                "{EXPORT}({exports},{},function(){{return {read}}});",
                quoted(name)
            ));
        }
        let uses = |suffix: &str, number: usize| {
            let name = format!("{prefix}{number}{suffix}");
            let is = |read: &String| *read == name || read.starts_with(&format!("{name}."));
            self.bindings.values().any(is)
                || self
                    .exports
                    .iter()
                    .any(|(_, export)| matches!(export, Export::Read(read) if is(read)))
        };
        for (number, specifier) in self.imports.iter().enumerate() {
            let name = format!("{prefix}{number}");
            out.push_str(&format!("var {name}={require}({});", quoted(specifier)));
            if uses("d", number) {
                out.push_str(&format!("var {name}d={DEFAULT}({name});"));
            }
            if uses("n", number) {
                out.push_str(&format!("var {name}n={NAMESPACE}({name});"));
            }
            if self.stars.contains(&number) {
                out.push_str(&format!("{STAR}({exports},{name});"));
            }
        }
        debug_assert!(program.source_type.is_module());
        debug_assert!(!self.file.is_empty());
        out
    }
}

/// The names that a pattern declares.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn add(&mut self, id: Option<&BindingIdentifier<'_>>) {
        self.0.extend(id.map(|id| id.name.to_string()));
    }
}

impl<'a> Visit<'a> for Names {
    fn visit_binding_identifier(&mut self, id: &BindingIdentifier<'a>) {
        self.add(Some(id));
    }

    // Default values declare nothing out here.
    fn visit_expression(&mut self, _: &oxc_ast::ast::Expression<'a>) {}
}

fn name_of(name: &ModuleExportName<'_>) -> String {
    match name {
        ModuleExportName::IdentifierName(name) => name.name.to_string(),
        ModuleExportName::IdentifierReference(name) => name.name.to_string(),
        ModuleExportName::StringLiteral(name) => name.value.to_string(),
    }
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
}

/// A string of JavaScript. Of what JSON leaves alone, nothing ends a string there.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text)
        .expect("a string is JSON")
        .replace("<!--", "<\\u0021--")
        .replace("-->", "--\\u003e")
}
