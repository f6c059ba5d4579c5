//! What texts, times and amounts a file can carry.

use sapa_kernel::{Amount, Timestamp};

use crate::order::MAX_DIGITS;

/// Characters of an id in ISO 20022.
pub(crate) const MAX_ID: usize = 35;
/// Characters of a name.
pub(crate) const MAX_NAME: usize = 140;
/// Characters of one line of remittance.
pub(crate) const MAX_REMITTANCE: usize = 140;
/// Characters of any text of a statement that is kept. Banks are not held to the standard's lengths.
pub(crate) const MAX_TEXT: usize = 2_000;

/// What stands where there was no end-to-end id.
pub(crate) const NOT_PROVIDED: &str = "NOTPROVIDED";

/// What XML 1.0 can carry at all.
pub(crate) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// What XML trims. Other spaces are text.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Not empty, not too long, no space around it, nothing that XML cannot carry.
pub(crate) fn is_carried(text: &str, longest: usize) -> bool {
    !text.is_empty()
        && text.chars().count() <= longest
        && text.chars().all(is_xml)
        && text.trim_matches(is_space).len() == text.len()
}

/// That, and on one line.
pub(crate) fn is_plain(text: &str, longest: usize) -> bool {
    is_carried(text, longest) && !text.chars().any(char::is_control)
}

/// Whether files have enough digits for it.
pub(crate) fn has_room(amount: Amount) -> bool {
    amount.minor() < 10_u128.pow(MAX_DIGITS)
}

/// The years 1 to 9999, as RFC 3339 can write them.
pub(crate) fn is_writable_time(time: Timestamp) -> bool {
    const FIRST: i64 = -62_135_596_800_000;
    const LAST: i64 = 253_402_300_799_999;
    (FIRST..=LAST).contains(&time.as_millis())
}
