//! White space beyond ASCII. glass-easel 1.2.1 goes round for ever when it meets some within a tag: it neither skips it nor
//! takes it. So it never sees any: each comes as a noncharacter of Unicode, which no text has, and goes back into what is
//! put out.

use std::borrow::Cow;

/// What `char::is_whitespace` knows beyond ASCII, in the order of their stand-ins.
const SPACES: [char; 19] = [
    '\u{85}', '\u{a0}', '\u{1680}', '\u{2000}', '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}',
    '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}', '\u{2009}', '\u{200a}', '\u{2028}', '\u{2029}',
    '\u{202f}', '\u{205f}', '\u{3000}',
];
/// The first stand-in.
const FIRST: u32 = 0xfdd0;
/// All noncharacters of this block.
const STAND_INS: std::ops::RangeInclusive<char> = '\u{fdd0}'..='\u{fdef}';

/// The text without such spaces. A noncharacter that is there already is a fault of the text: its byte.
pub(super) fn hide(text: &str) -> Result<Cow<'_, str>, usize> {
    if let Some((at, _)) = text.char_indices().find(|(_, c)| STAND_INS.contains(c)) {
        return Err(at);
    }
    if !text.contains(SPACES) {
        return Ok(Cow::Borrowed(text));
    }
    let hidden = text.chars().map(|c| {
        let number = SPACES.iter().position(|space| *space == c);
        let stand_in =
            number.and_then(|number| char::from_u32(FIRST + u32::try_from(number).ok()?));
        stand_in.unwrap_or(c)
    });
    Ok(Cow::Owned(hidden.collect()))
}

/// The text with its spaces again.
pub(super) fn show(text: String) -> String {
    if !text.contains(|c| STAND_INS.contains(&c)) {
        return text;
    }
    let shown = text.chars().map(|c| {
        let number = u32::from(c)
            .checked_sub(FIRST)
            .and_then(|number| usize::try_from(number).ok());
        number
            .and_then(|number| SPACES.get(number))
            .copied()
            .unwrap_or(c)
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_come_back() {
        let text = ('\0'..'\u{fdd0}')
            .chain('\u{fdf0}'..=char::MAX)
            .collect::<String>();
        let hidden = hide(&text).unwrap().into_owned();
        assert!(hidden.chars().all(|c| c.is_ascii() || !c.is_whitespace()));
        assert_eq!(hidden.encode_utf16().count(), text.encode_utf16().count());
        assert_eq!(show(hidden), text);
        assert_eq!(hide("a\u{fdd3}"), Err(1));
    }
}
