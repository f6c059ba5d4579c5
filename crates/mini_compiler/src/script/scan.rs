//! A look at a script before the parser goes through it: the parser calls itself for what is nested, so nesting is bounded.

/// Brackets within brackets, counted without regard to strings and comments: 1,000.
pub(crate) const MAX_SCRIPT_DEPTH: usize = 1_000;

/// The byte at which a script is nested too deeply, and what to say.
pub(crate) fn too_deep(source: &str) -> Option<(usize, String)> {
    let mut depth: usize = 0;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_SCRIPT_DEPTH {
            let message = format!("more than {MAX_SCRIPT_DEPTH} brackets within brackets");
            return Some((at, message));
        }
    }
    None
}
