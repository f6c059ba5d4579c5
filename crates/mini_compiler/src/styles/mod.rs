//! WXSS to CSS: rpx to vw, imports put in place, classes under the name of a style scope, addresses to markers.

mod tags;
mod urls;

use std::collections::BTreeMap;

use glass_easel_stylesheet_compiler::error::ParseErrorLevel;
use glass_easel_stylesheet_compiler::{StyleSheetOptions, StyleSheetTransformer};

use crate::app::App;
use crate::finding::{Findings, Place};
use crate::path;
use crate::project::Project;

/// Imports within imports: 32.
pub(crate) const MAX_IMPORT_DEPTH: usize = 32;
/// Bytes of one compiled sheet with all that it imports: 4 MiB.
pub(crate) const MAX_SHEET_BYTES: usize = 4 << 20;
/// Bytes of all compiled sheets of a package: 16 MiB.
pub(crate) const MAX_STYLES_BYTES: usize = 16 << 20;

/// What stands for the scope's name until it is known. Long, so that no program has it by chance.
const SCOPE: &str = "__sapa_scope__";
/// What marks an import in what glass-easel puts out.
const IMPORT: &str = "__sapa_import__";
/// What the names of built-in components have before them, as elements and in selectors.
pub(crate) const TAG_PREFIX: &str = "wx-";

/// One file compiled, with the imports still to be put in place.
#[derive(Default)]
struct Sheet {
    /// `:host` rules, which weigh less than all others.
    host: String,
    rules: Vec<Piece>,
}

enum Piece {
    Css(String),
    Import(String),
}

/// Compiles sheets, each file once.
pub(crate) struct Styles<'a, 'b> {
    app: &'a App,
    project: &'a Project<'b>,
    sheets: BTreeMap<String, Sheet>,
}

impl<'a, 'b> Styles<'a, 'b> {
    pub(crate) fn new(app: &'a App, project: &'a Project<'b>) -> Self {
        Self {
            app,
            project,
            sheets: BTreeMap::new(),
        }
    }

    /// The CSS of a page or component, or of the program: `path` has no ending. With a scope its classes begin with
    /// `scope--` and `:host` is `[wx-host="scope"]`.
    pub(crate) fn compile(
        &mut self,
        path: &str,
        scope: Option<&str>,
        findings: &mut Findings,
    ) -> Option<String> {
        let file = format!("{path}.wxss");
        self.load(&file, 0, findings)?;
        let mut css = Css::default();
        let mut way = Vec::new();
        if !self.put(&file, &mut way, &mut css) {
            let message = format!("with its imports it has more than {MAX_SHEET_BYTES} bytes");
            findings.error("style.size", &file, Place::Whole, message);
            return None;
        }
        let css = css.host + &css.rules;
        Some(match scope {
            Some(scope) => css.replace(SCOPE, scope),
            None => css.replace(&format!("{SCOPE}--"), "").replace(SCOPE, ""),
        })
    }

    /// The files that a sheet consists of.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.sheets.keys().map(String::as_str)
    }

    fn load(&mut self, file: &str, depth: usize, findings: &mut Findings) -> Option<()> {
        if self.sheets.contains_key(file) {
            return Some(());
        }
        let source = self.project.text(file, findings)?;
        self.sheets.insert(file.to_owned(), Sheet::default());
        if depth > MAX_IMPORT_DEPTH {
            let message = format!("more than {MAX_IMPORT_DEPTH} imports within imports");
            findings.error("style.import", file, Place::Whole, message);
            return Some(());
        }
        let Some(prepared) = urls::prepare(file, source, self.app, self.project, findings) else {
            return Some(());
        };
        let sheet = transform(file, &prepared, findings);
        for piece in &sheet.rules {
            if let Piece::Import(import) = piece {
                self.load(import, depth + 1, findings);
            }
        }
        self.sheets.insert(file.to_owned(), sheet);
        Some(())
    }

    /// Puts a sheet and its imports together; `false` when it becomes too large. A sheet that imports itself, also by way of others, is left out there.
    fn put<'s>(&'s self, file: &'s str, way: &mut Vec<&'s str>, css: &mut Css) -> bool {
        let Some(sheet) = self.sheets.get(file) else {
            return true;
        };
        if way.contains(&file) || way.len() > MAX_IMPORT_DEPTH {
            return true;
        }
        way.push(file);
        css.host.push_str(&sheet.host);
        for piece in &sheet.rules {
            let fits = match piece {
                Piece::Css(text) => {
                    css.rules.push_str(text);
                    css.rules.len() + css.host.len() <= MAX_SHEET_BYTES
                }
                Piece::Import(import) => self.put(import, way, css),
            };
            if !fits {
                return false;
            }
        }
        way.pop();
        true
    }
}

#[derive(Default)]
struct Css {
    host: String,
    rules: String,
}

fn transform(file: &str, source: &str, findings: &mut Findings) -> Sheet {
    let options = StyleSheetOptions {
        class_prefix: Some(SCOPE.to_owned()),
        import_sign: Some(IMPORT.to_owned()),
        convert_host: true,
        ..StyleSheetOptions::default()
    };
    let mut transformer = StyleSheetTransformer::from_css(file, source, options);
    for warning in transformer.take_warnings() {
        let start = warning.location.start;
        let place = Place::from_zero(start.line, start.utf16_col);
        if warning.level() >= ParseErrorLevel::Error {
            findings.error("style.syntax", file, place, warning.kind.to_string());
        } else if warning.level() == ParseErrorLevel::Warn {
            findings.warning("style.syntax", file, place, warning.kind.to_string());
        }
    }
    let (rules, host) = transformer.output_and_low_priority_output();
    let mut sheet = Sheet::default();
    let mut css = String::new();
    rules.write_str(&mut css).expect("a string takes all");
    host.write_str(&mut sheet.host).expect("a string takes all");
    let mark = format!("/*{IMPORT} ");
    let mut rest = css.as_str();
    while let Some((before, after)) = rest.split_once(&mark) {
        let Some((target, after)) = after.split_once("*/") else {
            break;
        };
        sheet.rules.push(Piece::Css(before.to_owned()));
        // `prepare` made the import absolute and of plain characters.
        if let Some(target) = path::resolve("", &urls::decode(&urls::decode(target))) {
            sheet.rules.push(Piece::Import(target));
        }
        rest = after;
    }
    sheet.rules.push(Piece::Css(rest.to_owned()));
    sheet
}
