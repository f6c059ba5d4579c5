//! Modules: parsed, ES modules turned into CommonJS, each wrapped in a function that it cannot break out of.
//!
//! The text stays as it was written but for what modules need, on the same lines, so that errors at run time point at
//! the source. What comes out is parsed once more, in its wrapper, by the rules of the classic script that it is loaded as.

mod esm;
mod html_comments;
mod options;
mod scan;
mod uses;
mod wrap;

use std::collections::BTreeMap;

use oxc_allocator::Allocator;
use oxc_diagnostics::Diagnostics;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

use crate::finding::{Findings, Place, line_and_column};
use crate::stack::MAX_SCRIPT_BYTES;

pub(crate) use esm::quoted;
pub(crate) use scan::too_deep;
pub(crate) use wrap::{is_one_call, wrapped};

/// A module, ready to be put into a package's script.
#[derive(Clone, Debug, Default)]
pub(crate) struct Module {
    /// What stands between the braces of the wrapper.
    pub(crate) body: String,
    /// What the wrapper's three parameters are called: `require`, `module`, `exports`, unless the module has variables
    /// of these names.
    pub(crate) parameters: [String; 3],
    /// What it requires, as it is written, and the byte in the source.
    pub(crate) requires: BTreeMap<String, Required>,
    /// What it says as a component about itself.
    pub(crate) options: BTreeMap<String, serde_json::Value>,
    /// Whether it was an ES module.
    pub(crate) is_es: bool,
    /// Where it requires what cannot be told before it runs.
    pub(crate) dynamic: Option<Place>,
}

/// How a module is required.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Required {
    pub(crate) place: Place,
    /// Whether only later, by `require.async` or `import()`: the module may be in another package.
    pub(crate) later: bool,
}

/// Bits of text to be put in place of others. Each replaces `start..end`.
pub(crate) type Edits = Vec<(usize, usize, String)>;

/// Compiles a module, or says why not.
pub(crate) fn compile(file: &str, source: &str, findings: &mut Findings) -> Option<Module> {
    // What browsers take as the first line of a file does not stand at its start any more.
    let source = source
        .strip_prefix("#!")
        .map_or(source.to_owned(), |rest| format!("//{rest}"));
    let source = source.as_str();
    if source.len() > MAX_SCRIPT_BYTES {
        let message = format!("more than {MAX_SCRIPT_BYTES} bytes");
        findings.error("script.size", file, Place::Whole, message);
        return None;
    }
    if let Some((at, message)) = too_deep(source) {
        findings.error("script.depth", file, Place::At(at), message);
        return None;
    }
    let allocator = Allocator::default();
    let options = ParseOptions {
        allow_return_outside_function: true,
        ..ParseOptions::default()
    };
    let parsed = Parser::new(&allocator, source, SourceType::unambiguous())
        .with_options(options)
        .parse();
    if report(file, source, 0, &parsed.diagnostics, findings) {
        return None;
    }
    let built = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .build(&parsed.program);
    if report(file, source, 0, &built.diagnostics, findings) {
        return None;
    }
    let mut edits = html_comments::neutralise(file, source, &parsed.program, findings)?;
    let mut module = esm::transform(
        file,
        source,
        &parsed.program,
        built.semantic.scoping(),
        &mut edits,
        findings,
    )?;
    module.body = apply(source, edits, std::mem::take(&mut module.body));
    let parameters: Vec<&str> = module.parameters.iter().map(String::as_str).collect();
    wrap::check(file, &parameters, &module.body, findings)?;
    Some(module)
}

/// Puts the edits in place, and a prologue on the first line.
fn apply(source: &str, mut edits: Edits, prologue: String) -> String {
    edits.sort_by_key(|(start, end, _)| (*start, *end));
    let mut out = prologue;
    let mut done = 0;
    for (start, end, text) in edits {
        if start < done {
            continue; // Within what is already replaced.
        }
        out.push_str(&source[done..start]);
        out.push_str(&text);
        done = end;
    }
    out.push_str(&source[done..]);
    out
}

/// Reports what the parser found. The first line may be that of a wrapper: `skip` lines are not the source's.
pub(crate) fn report(
    file: &str,
    source: &str,
    skip: u32,
    diagnostics: &Diagnostics,
    findings: &mut Findings,
) -> bool {
    let mut any = false;
    for diagnostic in diagnostics.errors().take(10) {
        any = true;
        let at = diagnostic
            .labels
            .first()
            .map_or(0, |label| label.offset() as usize);
        let place = match skip {
            0 => Place::At(at),
            skip => {
                let (line, column) = line_and_column(source, at);
                Place::Line(line.saturating_sub(skip).max(1), column)
            }
        };
        findings.error("script.syntax", file, place, diagnostic.message.to_string());
    }
    any
}

/// JSON as an expression of JavaScript: no line of it ends a comment or a string that is not its own.
pub(crate) fn embedded(value: &serde_json::Value) -> String {
    value
        .to_string()
        .replace("<!--", "<\\u0021--")
        .replace("-->", "--\\u003e")
}
