//! Less by way of Sass: what both have under other signs is put into Sass's, and what they do differently is refused, so
//! that nothing comes out otherwise than Less would have it. Nesting, `&`, variables, mixins with parameters, imports, operations
//! and the common functions go through. Guards, detached rules, maps, namespaces, plugins and JavaScript do not.

use std::collections::BTreeSet;

/// What is refused: the byte, and why.
pub(super) type Fault = (usize, String);

/// At-rules, which are not variables.
const RULES: &[&str] = &[
    "charset",
    "container",
    "counter-style",
    "document",
    "font-face",
    "import",
    "keyframes",
    "layer",
    "media",
    "namespace",
    "page",
    "property",
    "supports",
    "viewport",
];
/// Functions that Sass does not have, or has otherwise.
const REFUSED: &[&str] = &[
    "argb",
    "boolean",
    "color",
    "convert",
    "contrast",
    "data-uri",
    "default",
    "each",
    "escape",
    "extract",
    "fadein",
    "fadeout",
    "get-unit",
    "if",
    "image-height",
    "image-size",
    "image-width",
    "isdefined",
    "length",
    "luma",
    "range",
    "replace",
    "svg-gradient",
    "unit",
];
/// Functions of Less in the words of Sass.
const PRELUDE: &str = "@function fade($c,$p){@return rgba($c,$p / 100%)}\
@function spin($c,$d){@return adjust-hue($c,$d)}\
@function tint($c,$p){@return mix(white,$c,$p)}\
@function shade($c,$p){@return mix(black,$c,$p)}\
@function e($s){@return unquote($s)}";

/// A file of Less as Sass.
pub(super) struct Translated {
    /// The text. The prelude stands on the first line, so lines stay what they are.
    pub(super) text: String,
    /// The variables that the file gives to those who import it.
    pub(super) variables: BTreeSet<String>,
    /// What it imports, as it is written.
    pub(super) imports: Vec<String>,
}

pub(super) fn to_scss(text: &str) -> Result<Translated, Fault> {
    let mut reader = Reader {
        text,
        at: 0,
        out: PRELUDE.to_owned(),
        defined: BTreeSet::new(),
        mixins: mixins(text),
        depth: 0,
        begins: true,
        imports: Vec::new(),
    };
    while reader.at < text.len() {
        reader.step()?;
    }
    let outermost = reader.defined.into_iter().filter(|(depth, _)| *depth == 0);
    Ok(Translated {
        text: reader.out,
        variables: outermost.map(|(_, name)| name).collect(),
        imports: reader.imports,
    })
}

/// The names of mixins that are defined with brackets.
fn mixins(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('.') {
        let name = word(&text[at + 1..]);
        let rest = &text[at + 1 + name.len()..];
        if let Some(end) = rest.starts_with('(').then(|| closing(rest)).flatten()
            && rest[end..].trim_start().starts_with('{')
        {
            found.insert(name.to_owned());
        }
    }
    found
}

/// The name at the start of a text.
fn word(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()))
        .unwrap_or(text.len());
    &text[..end]
}

/// The byte after the bracket that closes the first.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    out: String,
    /// Variables that have a value, by the depth of their block and their name.
    defined: BTreeSet<(usize, String)>,
    mixins: BTreeSet<String>,
    depth: usize,
    /// Whether a statement begins here.
    begins: bool,
    imports: Vec<String>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, bytes: usize) {
        let taken = &self.text[self.at..self.at + bytes];
        self.out.push_str(taken);
        self.at += bytes;
    }

    fn put(&mut self, text: &str, bytes: usize) {
        self.out.push_str(text);
        self.at += bytes;
    }

    fn refuse<T>(&self, why: &str) -> Result<T, Fault> {
        Err((
            self.at,
            format!(
                "{why}: not taken from Less; compile it to .wxss before, or write it otherwise"
            ),
        ))
    }

    fn step(&mut self) -> Result<(), Fault> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(());
        };
        if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            self.take(end);
            return Ok(());
        }
        if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            // Sass may read on in such a comment; nobody needs it.
            self.at += end;
            return Ok(());
        }
        let began = self.begins;
        self.begins = began && first.is_whitespace();
        match first {
            '"' | '\'' => self.string(first),
            '~' if rest[1..].starts_with(['"', '\'']) => {
                self.put("unquote(", 1);
                self.string(rest[1..].chars().next().unwrap_or('"'))?;
                self.put(")", 0);
                Ok(())
            }
            '`' => self.refuse("JavaScript"),
            '@' => self.at_sign(began),
            '.' if began => self.class(),
            '#' if began => self.id(),
            '{' | '}' | ';' => {
                match first {
                    '{' => self.depth += 1,
                    '}' => {
                        self.defined.retain(|(depth, _)| *depth < self.depth);
                        self.depth = self.depth.saturating_sub(1);
                    }
                    _ => {}
                }
                self.begins = true;
                self.take(1);
                Ok(())
            }
            _ => self.plain(),
        }
    }

    /// A word or a sign that means the same.
    fn plain(&mut self) -> Result<(), Fault> {
        let rest = self.rest();
        let name = word(rest);
        let call = rest[name.len()..].starts_with('(');
        if call && REFUSED.contains(&name) {
            return self.refuse(&format!("the function {name}()"));
        }
        if call && name == "url" && !rest[4..].trim_start().starts_with(['"', '\'']) {
            // An address without quotes is not read any further.
            let end = rest.find(')').map_or(rest.len(), |end| end + 1);
            let address = rest[..end].replace("@{", "#{$");
            self.put(&address, end);
            return Ok(());
        }
        if name == "when" && !self.begins {
            return self.refuse("a guard");
        }
        if rest.starts_with(":extend(") || rest.starts_with("&:extend(") {
            return self.refuse(":extend()");
        }
        let bytes = match name.len() {
            0 => rest.chars().next().map_or(1, char::len_utf8),
            bytes => bytes,
        };
        self.take(bytes);
        Ok(())
    }

    fn string(&mut self, quote: char) -> Result<(), Fault> {
        let rest = self.rest();
        let mut escaped = false;
        let end = rest[1..].char_indices().find(|(_, c)| {
            let ends = *c == quote && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        let Some((end, _)) = end else {
            return self.refuse("a string without an end");
        };
        let string = rest[..end + 2].replace("#{", "\\#{").replace("@{", "#{$");
        self.put(&string, end + 2);
        Ok(())
    }

    fn at_sign(&mut self, began: bool) -> Result<(), Fault> {
        let rest = self.rest();
        if let Some(inner) = rest.strip_prefix("@{") {
            let name = word(inner);
            if !inner[name.len()..].starts_with('}') {
                return self.refuse("this interpolation");
            }
            self.put(&format!("#{{${name}}}"), name.len() + 3);
            return Ok(());
        }
        let name = word(&rest[1..]);
        let after = rest[1 + name.len()..].trim_start();
        if began {
            let plain = name
                .trim_start_matches("-webkit-")
                .trim_start_matches("-moz-");
            if RULES.contains(&plain) {
                return self.rule(name);
            }
            if name.is_empty()
                || !after.starts_with(':')
                || after[1..].trim_start().starts_with('{')
            {
                return self.refuse("a plugin, a detached rule or a call of one");
            }
            if !self.defined.insert((self.depth, name.to_owned())) {
                return self.refuse(&format!(
                    "@{name} has two values, of which Less takes the last everywhere"
                ));
            }
        } else if name.is_empty()
            || matches!(name, "arguments" | "rest")
            || rest[1 + name.len()..].starts_with(['[', '('])
        {
            return self.refuse("this use of @");
        }
        self.put(&format!("${name}"), 1 + name.len());
        Ok(())
    }

    /// An at-rule up to its block or end. In its conditions variables want interpolation.
    fn rule(&mut self, name: &str) -> Result<(), Fault> {
        let rest = self.rest();
        let end = rest.find(['{', ';']).unwrap_or(rest.len());
        let mut head = rest[..end].to_owned();
        if name == "import" {
            if head
                .trim_start_matches("@import")
                .trim_start()
                .starts_with('(')
            {
                return self.refuse("an import with options");
            }
            head = head.replace(".less\"", "\"").replace(".less'", "'");
            let target = head.split(['"', '\'']).nth(1).unwrap_or_default();
            self.imports.push(target.to_owned());
        } else {
            let inner = head[1..].replace("@{", "#{$");
            let parts: Vec<&str> = inner.split('@').collect();
            head = format!("@{}", parts[0]);
            for part in &parts[1..] {
                let name = word(part);
                head.push_str(&format!("#{{${name}}}{}", &part[name.len()..]));
            }
        }
        self.put(&head, end);
        Ok(())
    }

    /// A rule, or a mixin's definition or call.
    fn class(&mut self) -> Result<(), Fault> {
        let rest = self.rest();
        let name = word(&rest[1..]);
        let after = &rest[1 + name.len()..];
        if let Some(end) = after.starts_with('(').then(|| closing(after)).flatten() {
            let inside = after[1..end - 1].replace(';', ",").replace('@', "$");
            let then = after[end..].trim_start();
            if inside.contains(['{', '~', '`']) || inside.contains("...") {
                return self.refuse("a mixin with such parameters");
            }
            let word = match then.chars().next() {
                Some('{') => "@mixin",
                Some(';' | '}') => "@include",
                _ => return self.refuse("a mixin with a guard, or a call that goes on"),
            };
            self.put(&format!("{word} {name}({inside})"), 1 + name.len() + end);
            return Ok(());
        }
        let then = after.trim_start();
        if then.starts_with(';') || (then.starts_with('}') && self.depth > 0) {
            let call = match self.mixins.contains(name) {
                true => format!("@include {name}"),
                // A class called as a mixin: its rules hold here too.
                false => format!("@extend .{name}"),
            };
            self.put(&call, 1 + name.len());
            return Ok(());
        }
        self.take(1 + name.len());
        Ok(())
    }

    fn id(&mut self) -> Result<(), Fault> {
        let rest = self.rest();
        let name = word(&rest[1..]);
        let after = rest[1 + name.len()..].trim_start();
        if after.starts_with(['(', ';']) {
            return self.refuse("a namespace or a mixin by id");
        }
        self.take(1 + name.len());
        Ok(())
    }
}
