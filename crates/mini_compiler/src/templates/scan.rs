//! A look at a template before glass-easel goes through it: it calls itself for what is nested, and compares each
//! attribute of a tag with all others of it, so both are bounded. What is not plainly a tag counts as one that stays open:
//! the count may come out too high, never too low.

/// Elements within elements: 256.
pub(crate) const MAX_TEMPLATE_DEPTH: usize = 256;
/// Attributes of one tag: 512.
pub(crate) const MAX_ATTRIBUTES: usize = 512;
/// Bytes from `{{` to `}}`: 16 KiB.
pub(crate) const MAX_BINDING_BYTES: usize = 16 << 10;
/// Bytes of a template: 1 MiB.
pub(crate) const MAX_TEMPLATE_BYTES: usize = 1 << 20;

/// The byte at which a template is too much, and what to say.
pub(crate) fn refuse(source: &str) -> Option<(usize, String)> {
    if source.len() > MAX_TEMPLATE_BYTES {
        return Some((0, format!("more than {MAX_TEMPLATE_BYTES} bytes")));
    }
    let mut from = 0;
    while let Some(start) = source[from..].find("{{").map(|at| from + at) {
        let end = source[start..]
            .find("}}")
            .map_or(source.len(), |at| start + at);
        if end - start > MAX_BINDING_BYTES {
            return Some((
                start,
                format!("a binding of more than {MAX_BINDING_BYTES} bytes"),
            ));
        }
        from = end.max(start + 2);
    }
    let mut depth: usize = 0;
    let mut at = 0;
    while let Some(open) = source[at..].find('<').map(|found| at + found) {
        let rest = &source[open..];
        at = open + 1;
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(source.len(), |end| open + end + 3);
        } else if rest.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            let tag = Tag::read(rest);
            if tag.attributes > MAX_ATTRIBUTES {
                return Some((
                    open,
                    format!("a tag of more than {MAX_ATTRIBUTES} attributes"),
                ));
            }
            match tag.length {
                Some(length) => at = open + length,
                None => at = open + 1,
            }
            depth += usize::from(!tag.closed);
            if depth > MAX_TEMPLATE_DEPTH {
                let message = format!("more than {MAX_TEMPLATE_DEPTH} elements within elements");
                return Some((open, message));
            }
            if tag.raw {
                // Up to its end it is a script, whatever it looks like.
                at += source[at..].find("</wxs").unwrap_or(source.len() - at);
            }
        }
    }
    None
}

struct Tag {
    /// How long it is, when it is written plainly.
    length: Option<usize>,
    attributes: usize,
    /// Whether it ends with `/>`.
    closed: bool,
    raw: bool,
}

impl Tag {
    fn read(text: &str) -> Self {
        let bytes = text.as_bytes();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte);
        let word = |mut at: usize| {
            while bytes.get(at).is_some_and(|byte| plain(*byte)) {
                at += 1;
            }
            at
        };
        let space = |mut at: usize| {
            while bytes
                .get(at)
                .is_some_and(|byte| matches!(byte, 9..=13 | b' '))
            {
                at += 1;
            }
            at
        };
        let name = word(1);
        let mut at = name;
        let mut attributes = 0;
        loop {
            at = space(at);
            match bytes.get(at) {
                Some(b'>') => {
                    return Self {
                        length: Some(at + 1),
                        attributes,
                        closed: false,
                        raw: &text[1..name] == "wxs",
                    };
                }
                Some(b'/') if bytes.get(at + 1) == Some(&b'>') => {
                    return Self {
                        length: Some(at + 2),
                        attributes,
                        closed: true,
                        raw: false,
                    };
                }
                _ => {}
            }
            let end = word(at);
            if !bytes
                .get(at)
                .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
            {
                break;
            }
            attributes += 1;
            at = end;
            if bytes.get(at) != Some(&b'=') {
                continue;
            }
            match value(text, at + 1) {
                Some(end) => at = end,
                None => break,
            }
        }
        // Not plainly a tag: every word up to the next tag may be an attribute.
        let upto = text[1..].find('<').map_or(text.len(), |next| next + 1);
        Self {
            length: None,
            attributes: attributes.max(text[..upto].split_whitespace().count()),
            closed: false,
            raw: false,
        }
    }
}

/// Where a quoted value ends. Its bindings are closed before its quote comes again, or it is not plain.
fn value(text: &str, at: usize) -> Option<usize> {
    let quote = *text.as_bytes().get(at)?;
    if quote != b'"' && quote != b'\'' {
        return None;
    }
    let inner = &text[at + 1..];
    let end = inner.find(char::from(quote))?;
    let mut rest = &inner[..end];
    while let Some((_, after)) = rest.split_once("{{") {
        rest = after.split_once("}}")?.1;
    }
    Some(at + 1 + end + 1)
}
