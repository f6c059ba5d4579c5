//! `useCompilerPlugins`: TypeScript to JavaScript by oxc, Sass to WXSS by grass, and Less by way of Sass: there is no Less in
//! Rust that is kept up.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use grass_compiler::{ErrorKind, Fs, InputSyntax, OutputStyle};
use oxc_allocator::Allocator;
use oxc_codegen::Codegen;
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;
use oxc_transformer::{TransformOptions, Transformer};

use super::{Files, less};
use crate::finding::{Findings, Place};
use crate::json::Json;
use crate::stack::MAX_SCRIPT_BYTES;
use crate::{path, script};

pub(super) fn compile(
    files: &mut Files,
    root: &str,
    setting: Option<&Json>,
    findings: &mut Findings,
) {
    let plugins: Vec<&str> = setting
        .and_then(|setting| setting.get("useCompilerPlugins"))
        .map(Json::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Json::text)
        .collect();
    let sources: Vec<String> = files
        .keys()
        .filter(|file| {
            path::within(file, root) && !file.split('/').any(|part| part == "node_modules")
        })
        .cloned()
        .collect();
    let before = files.clone();
    for file in sources {
        let Some((stem, ending)) = file.rsplit_once('.') else {
            continue;
        };
        let plugin = match ending {
            "ts" => "typescript",
            "scss" | "sass" => "sass",
            "less" => "less",
            _ => continue,
        };
        if !plugins.contains(&plugin) {
            continue;
        }
        let bytes = files.remove(&file).unwrap_or_default();
        if stem.ends_with(".d") {
            continue;
        }
        let Ok(text) = String::from_utf8(bytes) else {
            findings.error(
                "file.encoding",
                &file,
                Place::Whole,
                "the file is not UTF-8",
            );
            continue;
        };
        let made = match plugin {
            "typescript" => typescript(&file, &text, findings).map(|text| ("js", text)),
            "sass" => {
                // Files that begin with `_` are only there for others.
                let partial = stem
                    .rsplit('/')
                    .next()
                    .is_some_and(|name| name.starts_with('_'));
                match partial {
                    true => None,
                    false => sass(&file, &text, &before, findings).map(|text| ("wxss", text)),
                }
            }
            _ => less(&file, &text, &before, findings).map(|text| ("wxss", text)),
        };
        if let Some((ending, text)) = made {
            files.insert(format!("{stem}.{ending}"), text.into_bytes());
        }
    }
}

/// Takes the types away; newer syntax stays. Imports that are types alone go with them.
fn typescript(file: &str, text: &str, findings: &mut Findings) -> Option<String> {
    if text.len() > MAX_SCRIPT_BYTES {
        let message = format!("more than {MAX_SCRIPT_BYTES} bytes");
        findings.error("script.size", file, Place::Whole, message);
        return None;
    }
    if let Some((at, message)) = script::too_deep(text) {
        findings.error("script.depth", file, Place::At(at), message);
        return None;
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::ts()).parse();
    if script::report(file, text, 0, &parsed.diagnostics, findings) {
        return None;
    }
    let mut program = parsed.program;
    let built = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .with_enum_eval(true)
        .build(&program);
    if script::report(file, text, 0, &built.diagnostics, findings) {
        return None;
    }
    let scoping = built.semantic.into_scoping();
    let options = TransformOptions::default();
    let done = Transformer::new(&allocator, Path::new(file), &options)
        .build_with_scoping(scoping, &mut program);
    if script::report(file, text, 0, &done.diagnostics, findings) {
        return None;
    }
    Some(Codegen::new().build(&program).code)
}

fn less(file: &str, text: &str, files: &Files, findings: &mut Findings) -> Option<String> {
    let translated = match less::to_scss(&keep_wxss(text)) {
        Ok(translated) => translated,
        Err((at, message)) => {
            findings.error("pack.less", file, Place::At(at), message);
            return None;
        }
    };
    if let Some(name) = doubled(file, &translated, files) {
        let message = format!(
            "@{name} has values in two files, of which Less takes the last everywhere: compile it to .wxss before, or name them apart"
        );
        findings.error("pack.less", file, Place::Whole, message);
        return None;
    }
    sass(file, &translated.text, files, findings)
}

/// A variable that a file and what it imports give values twice.
fn doubled(file: &str, translated: &less::Translated, files: &Files) -> Option<String> {
    let mut names = translated.variables.clone();
    let mut seen = BTreeSet::from([file.to_owned()]);
    let imports = |file: &str, translated: &less::Translated| -> Vec<String> {
        let resolve = |import: &String| Some(format!("{}.less", path::resolve(file, import)?));
        translated.imports.iter().filter_map(resolve).collect()
    };
    let mut queue = imports(file, translated);
    while let Some(other) = queue.pop() {
        let text = files
            .get(&other)
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        let Some(text) = text.filter(|_| seen.insert(other.clone())) else {
            continue;
        };
        // What cannot be translated is refused when it is read.
        let Ok(translated) = less::to_scss(&keep_wxss(text)) else {
            continue;
        };
        for name in &translated.variables {
            if !names.insert(name.clone()) {
                return Some(name.clone());
            }
        }
        queue.extend(imports(&other, &translated));
    }
    None
}

fn sass(file: &str, text: &str, files: &Files, findings: &mut Findings) -> Option<String> {
    let syntax = match file.ends_with(".sass") {
        true => InputSyntax::Sass,
        false => InputSyntax::Scss,
    };
    let tree = Tree(files);
    let directory = path::directory(file);
    let options = grass_compiler::Options::default()
        .fs(&tree)
        .style(OutputStyle::Expanded)
        .input_syntax(syntax)
        .allows_charset(false)
        .quiet(true)
        .load_path(directory);
    // Imports of WXSS stay imports: the compiler follows them.
    match grass_compiler::from_string(keep_wxss(text), &options) {
        Ok(css) => Some(css),
        Err(error) => {
            let whole = error.to_string();
            let (place, message) = match error.kind() {
                ErrorKind::ParseError { message, loc, .. } => {
                    let (line, column) = (loc.begin.line, loc.begin.column);
                    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                    let here = loc.file.name();
                    let place = Place::from_zero(number(line), number(column));
                    match here == "stdin" {
                        true => (place, message),
                        false => (Place::Whole, format!("{message} ({here}:{})", line + 1)),
                    }
                }
                _ => (Place::Whole, whole),
            };
            findings.error("pack.sass", file, place, message);
            None
        }
    }
}

/// `@import "a.wxss"` as `@import url("a.wxss")`, which Sass leaves alone.
fn keep_wxss(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let import = trimmed.strip_prefix("@import").map(str::trim_start);
        match import.filter(|rest| rest.starts_with(['"', '\''])) {
            Some(rest)
                if rest
                    .trim_end()
                    .trim_end_matches([';', '"', '\''])
                    .ends_with(".wxss") =>
            {
                let target = rest.trim_end().trim_end_matches(';').trim_end();
                out.push_str(&format!("@import url({target});"));
                out.push_str(&line[line.trim_end().len()..]);
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// The source's files as the file system that Sass sees.
#[derive(Debug)]
struct Tree<'a>(&'a Files);

impl Tree<'_> {
    /// The Less file that stands for a file of Sass.
    fn less(&self, path: &str) -> Option<&str> {
        let stem = path.strip_suffix(".scss")?;
        std::str::from_utf8(self.0.get(&format!("{stem}.less"))?).ok()
    }

    fn normalised(path: &Path) -> Option<String> {
        path::resolve("", path.to_str()?)
    }
}

impl Fs for Tree<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        Self::normalised(path)
            .is_some_and(|path| self.0.keys().any(|file| path::within(file, &path)))
    }

    fn is_file(&self, path: &Path) -> bool {
        Self::normalised(path)
            .is_some_and(|path| self.0.contains_key(&path) || self.less(&path).is_some())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        let path = Self::normalised(path).ok_or_else(missing)?;
        if let Some(bytes) = self.0.get(&path) {
            return Ok(bytes.clone());
        }
        let text = self.less(&path).ok_or_else(missing)?;
        match less::to_scss(&keep_wxss(text)) {
            Ok(translated) => Ok(translated.text.into_bytes()),
            Err((_, message)) => Err(io::Error::other(message)),
        }
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(Self::normalised(path).map_or_else(|| path.to_path_buf(), PathBuf::from))
    }
}
