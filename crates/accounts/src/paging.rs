//! Pages of lists whose rows are keyed by an id.

use std::str::FromStr;

use sapa_kernel::limits::MAX_PAGE;

use crate::Error;

/// Which page of a list.
#[derive(Debug, Clone, Default, serde::Deserialize, schemars::JsonSchema)]
pub struct List {
    /// As the page before gave it; the first page without.
    pub cursor: Option<String>,
    /// Rows at most: 1 to 100, 50 if not said. Other numbers are taken as the nearest.
    pub limit: Option<u32>,
}

/// Rows of a page if the caller does not say.
const DEFAULT_PAGE: u32 = 50;

/// The rows of a page.
pub fn page_size(limit: Option<u32>) -> usize {
    limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize
}

/// The id that a cursor stands for.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn id_of<I: FromStr>(cursor: Option<&str>) -> Result<Option<I>, Error> {
    cursor
        .map(|text| text.parse().map_err(|_| Error::CursorInvalid))
        .transpose()
}

/// Cuts rows, read with one more than the page has, to the page; gives the cursor of the next one.
pub fn cursor_of<T>(rows: &mut Vec<T>, size: usize, id: impl Fn(&T) -> String) -> Option<String> {
    if rows.len() <= size {
        return None;
    }
    rows.truncate(size);
    rows.last().map(id)
}
