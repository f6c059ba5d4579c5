//! Finds released programs by their name.

use sapa_kernel::SignedIn;
use sapa_store::{Read, Scan, StoreError};
use serde::{Deserialize, Serialize};

use crate::keys::{NAMES, PROGRAMS};
use crate::program::{ProgramCard, is_open};
use crate::register::folded;
use crate::{AppId, Category, Error, MAX_EXAMINED, MAX_FOUND, MAX_NAME};

/// What is looked for.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniSearch")]
pub struct Search {
    /// A part of a name; empty finds all of a category, or all.
    #[serde(default)]
    pub query: String,
    /// Only of this category.
    pub category: Option<Category>,
}

/// Programs that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniFound")]
pub struct FoundPrograms {
    /// Those whose name begins with the query, then those that contain it: at most 50.
    pub items: Vec<ProgramCard>,
    /// Whether there may be more: a longer query finds them.
    pub more: bool,
}

/// Finds released programs. Names that begin with the query are all looked at, up to the 50 that are shown; of those that
/// only contain it, the first 5,000 names.
///
/// # Errors
/// Only if the store fails.
pub fn search(read: &dyn Read, _: &SignedIn, input: Search) -> Result<FoundPrograms, Error> {
    let query: String = folded(input.query.trim()).chars().take(MAX_NAME).collect();
    let mut found = Finding {
        read,
        category: input.category,
        items: Vec::new(),
        more: false,
    };
    let mut examined = 0;
    let mut failed = None;
    let from_query = Scan::all().from(&(query.clone(),));
    NAMES.visit(read, from_query, |(name,), app| {
        examined += 1;
        if !name.starts_with(&query) {
            return false;
        }
        found.take(app, examined, &mut failed)
    })?;
    if !query.is_empty() && !found.more {
        examined = 0;
        NAMES.visit(read, Scan::all(), |(name,), app| {
            examined += 1;
            if name.starts_with(&query) || !name.contains(&query) {
                found.more |= examined >= MAX_EXAMINED;
                return examined < MAX_EXAMINED;
            }
            found.take(app, examined, &mut failed)
        })?;
    }
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(FoundPrograms {
            items: found.items,
            more: found.more,
        }),
    }
}

struct Finding<'r> {
    read: &'r dyn Read,
    category: Option<Category>,
    items: Vec<ProgramCard>,
    more: bool,
}

impl Finding<'_> {
    /// Takes a program if it is one to be found; says whether to go on.
    fn take(&mut self, app: AppId, examined: usize, failed: &mut Option<StoreError>) -> bool {
        if self.items.len() >= MAX_FOUND || examined >= MAX_EXAMINED {
            self.more = true;
            return false;
        }
        match self.card(app) {
            Ok(card) => self.items.extend(card),
            Err(error) => *failed = Some(error),
        }
        failed.is_none()
    }

    fn card(&self, app: AppId) -> Result<Option<ProgramCard>, StoreError> {
        let program = PROGRAMS.get(self.read, &(app,))?.filter(|row| {
            is_open(row) && self.category.is_none_or(|wanted| wanted == row.category)
        });
        program
            .map(|row| ProgramCard::of(self.read, app, &row))
            .transpose()
    }
}
