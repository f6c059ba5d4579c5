//! What a sheet points at. Files of the program become `sapa-asset:` addresses, others' hosts `sapa-remote:`: no browser
//! loads either, so nothing is fetched that the runtime did not put in its place. Imports become absolute. Tag names get
//! their prefix on the way.

use cssparser::{Parser, ParserInput, Token};

use super::TAG_PREFIX;
use crate::app::App;
use crate::finding::{Findings, Place};
use crate::path;
use crate::project::Project;

/// Blocks and brackets within each other: 64.
pub(crate) const MAX_STYLE_DEPTH: usize = 64;

/// What stands before the path of one of the program's own files.
pub(crate) const ASSET: &str = "sapa-asset:";
/// What stands before an address on another host.
pub(crate) const REMOTE: &str = "sapa-remote:";
/// An address that is nowhere.
const NOWHERE: &str = "about:invalid";

/// The sheet with other addresses, ready for glass-easel. Nothing when it is nested too deeply to go on.
pub(crate) fn prepare(
    file: &str,
    source: &str,
    app: &App,
    project: &Project<'_>,
    findings: &mut Findings,
) -> Option<String> {
    let mut walker = Walker {
        file,
        source,
        app,
        project,
        findings,
        edits: Vec::new(),
        too_deep: false,
    };
    let mut input = ParserInput::new(source);
    walker.walk(&mut Parser::new(&mut input), 0, Within::Rules);
    if walker.too_deep {
        return None;
    }
    let prefixes = super::tags::places(source);
    let prefixes = prefixes
        .into_iter()
        .map(|at| (at, at, TAG_PREFIX.to_owned()));
    walker.edits.extend(prefixes);
    walker.edits.sort_by_key(|(start, end, _)| (*start, *end));
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for (start, end, text) in walker.edits {
        if start < done {
            continue; // Within a rule that is left out.
        }
        out.push_str(&source[done..start]);
        out.push_str(&text);
        done = end;
    }
    out.push_str(&source[done..]);
    Some(out)
}

/// What strings mean here.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Rules,
    /// In `url()` and the like, where they are addresses.
    Address,
    Elsewhere,
}

struct Walker<'a, 'b> {
    file: &'a str,
    source: &'a str,
    app: &'a App,
    project: &'a Project<'b>,
    findings: &'a mut Findings,
    /// Start, end and what comes there.
    edits: Vec<(usize, usize, String)>,
    too_deep: bool,
}

impl Walker<'_, '_> {
    fn walk(&mut self, parser: &mut Parser<'_, '_>, depth: usize, within: Within) {
        loop {
            let start = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            let token = token.clone();
            match &token {
                Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") && depth == 0 => {
                    self.import(parser, start);
                }
                Token::UnquotedUrl(url) => {
                    let url = self.address(url, start);
                    self.edit(start, parser, format!("url(\"{url}\")"));
                }
                Token::QuotedString(url) if within == Within::Address => {
                    let url = self.address(url, start);
                    self.edit(start, parser, format!("\"{url}\""));
                }
                Token::BadUrl(_) | Token::BadString(_) => {
                    self.error(start, "style.syntax", "the string or address has no end");
                }
                Token::Function(name) => {
                    let address = ["url", "src", "image-set", "-webkit-image-set", "image"]
                        .iter()
                        .any(|known| name.eq_ignore_ascii_case(known));
                    let within = if address {
                        Within::Address
                    } else {
                        Within::Elsewhere
                    };
                    self.nested(parser, depth, within, start);
                }
                Token::CurlyBracketBlock | Token::SquareBracketBlock | Token::ParenthesisBlock => {
                    self.nested(parser, depth, Within::Elsewhere, start);
                }
                _ => {}
            }
        }
    }

    fn nested(&mut self, parser: &mut Parser<'_, '_>, depth: usize, within: Within, start: usize) {
        if depth >= MAX_STYLE_DEPTH {
            if !self.too_deep {
                let message = format!("more than {MAX_STYLE_DEPTH} brackets within brackets");
                self.error(start, "style.depth", &message);
            }
            self.too_deep = true;
            return;
        }
        let walked = parser.parse_nested_block(|parser| {
            self.walk(parser, depth + 1, within);
            Ok::<(), cssparser::ParseError<'_, ()>>(())
        });
        debug_assert!(walked.is_ok(), "the walk goes to the end of the block");
    }

    /// After `@import`: makes the target absolute, or takes the whole rule away.
    fn import(&mut self, parser: &mut Parser<'_, '_>, rule: usize) {
        parser.skip_whitespace();
        let start = parser.position().byte_index();
        let Ok(token) = parser.next() else { return };
        let target = match token.clone() {
            Token::QuotedString(target) | Token::UnquotedUrl(target) => Some(target.to_string()),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => parser
                .parse_nested_block(|inner| {
                    let target = inner.expect_string().map(|target| target.to_string());
                    while inner.next().is_ok() {}
                    Ok::<_, cssparser::ParseError<'_, ()>>(target.ok())
                })
                .ok()
                .flatten(),
            _ => None,
        };
        let Some(target) = target else {
            self.error(start, "style.import", "an import wants a file in quotes");
            return;
        };
        let place = self.place(start);
        if target.contains("://") || target.starts_with("//") || target.starts_with("data:") {
            let message = "styles of other hosts are not imported; the rule is left out";
            self.findings
                .warning("style.import", self.file, place, message);
            while let Ok(token) = parser.next() {
                if *token == Token::Semicolon {
                    break;
                }
            }
            self.edit(rule, parser, String::new());
            return;
        }
        let resolved = path::resolve(self.file, &target)
            .map(|path| match self.project.has(&path) {
                true => path,
                false => format!("{path}.wxss"),
            })
            .filter(|path| self.project.has(path));
        match resolved {
            Some(path) => {
                if !self.app.reaches(self.file, &path) {
                    let message =
                        format!("\"{target}\" is in a package that is not there with this one");
                    self.findings
                        .error("style.import", self.file, place, message);
                }
                // DevTools lets an import end with its line.
                let after = &self.source[parser.position().byte_index()..];
                let ends = after
                    .trim_start_matches([' ', '\t'])
                    .starts_with(['\n', '\r']);
                let open = ends && !after.trim_start().starts_with(';');
                let end = if open { ";" } else { "" };
                self.edit(start, parser, format!("\"/{}\"{end}", encode(&path)));
            }
            None => {
                let message = format!("the imported file \"{target}\" does not exist");
                self.findings
                    .error("style.import", self.file, place, message);
                self.edit(start, parser, "\"\"".to_owned());
            }
        }
    }

    fn address(&mut self, url: &str, at: usize) -> String {
        let url = url.trim();
        let lower = url.to_ascii_lowercase();
        if lower.starts_with("data:") {
            let kept = [
                "image/",
                "font/",
                "application/font",
                "application/x-font",
                "application/octet-stream",
            ];
            if kept
                .iter()
                .any(|kind| lower["data:".len()..].starts_with(kind))
            {
                return escape(url);
            }
            return self.nowhere(at, "data of this kind is not taken");
        }
        if url.is_empty() || url.starts_with('#') {
            return escape(url);
        }
        if lower.starts_with("https://") || lower.starts_with("http://") {
            return format!("{REMOTE}{}", escape(url));
        }
        if let Some(rest) = url.strip_prefix("//") {
            return format!("{REMOTE}https://{}", escape(rest));
        }
        let scheme = url.split(['/', '?', '#']).next().unwrap_or_default();
        if scheme.contains(':') {
            return self.nowhere(at, "addresses of this scheme are not loaded");
        }
        let plain = url.split(['?', '#']).next().unwrap_or_default();
        match path::resolve(self.file, &decode(plain)) {
            Some(path) => {
                if !self.project.has(&path) {
                    let message = format!("the file \"{plain}\" does not exist");
                    let place = self.place(at);
                    self.findings
                        .warning("style.url", self.file, place, message);
                }
                format!("{ASSET}{}", encode(&path))
            }
            None => self.nowhere(at, "the address leads out of the program"),
        }
    }

    fn nowhere(&mut self, at: usize, why: &str) -> String {
        let place = self.place(at);
        self.findings.warning("style.url", self.file, place, why);
        NOWHERE.to_owned()
    }

    fn edit(&mut self, start: usize, parser: &Parser<'_, '_>, text: String) {
        self.edits
            .push((start, parser.position().byte_index(), text));
    }

    fn error(&mut self, at: usize, code: &str, message: &str) {
        let place = self.place(at);
        self.findings.error(code, self.file, place, message);
    }

    fn place(&self, at: usize) -> Place {
        Place::At(at)
    }
}

/// A path with `%` before what an address or a string of CSS gives a meaning.
pub(crate) fn encode(path: &str) -> String {
    escape(
        &path
            .replace('%', "%25")
            .replace('?', "%3F")
            .replace('#', "%23"),
    )
}

/// Within double quotes in CSS nothing of this ends or changes the string.
fn escape(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '"' | '\'' | '\\' | '(' | ')' | '<' | '>' | '*' | ' ' | '\0'..='\x1f' | '\x7f' => {
                out.push_str(&format!("%{:02X}", c as u32));
            }
            c => out.push(c),
        }
    }
    out
}

/// Percent signs undone, where they make UTF-8.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(code) => {
                out.push(code);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}
