//! A look at a template before glass-easel goes through it: it calls itself for what is nested, and compares each
//! attribute of a tag with all others, so both are bounded.

/// Bytes of a template: 1 MiB.
pub(crate) const MAX_TEMPLATE_BYTES: usize = 1 << 20;

/// The byte at which a template is too much, and what to say.
pub(crate) fn refuse(source: &str) -> Option<(usize, String)> {
    if source.len() > MAX_TEMPLATE_BYTES {
        return Some((0, format!("more than {MAX_TEMPLATE_BYTES} bytes")));
    }
    None
}
