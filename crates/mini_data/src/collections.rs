//! Collections, as a program's developers make them.

use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::COLLECTIONS;
use crate::model::{CollectionRow, Mode};
use crate::{Error, MAX_COLLECTIONS, check_name};

/// Input of `mini_data.set_collection`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct CollectionInput {
    /// The program.
    pub app_id: String,
    /// The collection: 1 to 64 letters, digits, `_` and `-`.
    pub name: String,
    /// Who may do what.
    pub mode: Mode,
}

/// A collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Collection {
    /// Its name.
    pub name: String,
    /// Who may do what.
    pub mode: Mode,
    /// How many documents it has.
    pub documents: u32,
}

/// A program's collections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Collections {
    /// At most 50.
    pub items: Vec<Collection>,
}

fn shown(name: String, row: CollectionRow) -> Collection {
    Collection {
        name,
        mode: row.mode,
        documents: row.documents,
    }
}

/// Makes a collection, or changes who may do what in it. The caller has checked that the program is the developer's.
///
/// # Errors
/// [`Error::Invalid`], [`Error::TooMany`].
pub fn set_collection(tx: &mut Tx<'_>, input: CollectionInput) -> Result<Collection, Error> {
    check_name(&input.app_id)?;
    check_name(&input.name)?;
    let key = (input.app_id.clone(), input.name.clone());
    let row = match COLLECTIONS.get(tx, &key)? {
        Some(row) => CollectionRow {
            mode: input.mode,
            ..row
        },
        None => {
            let have = COLLECTIONS.count(tx, Scan::under(&(input.app_id,)))?;
            if have >= MAX_COLLECTIONS {
                return Err(Error::TooMany {
                    what: "collections in a program",
                    limit: MAX_COLLECTIONS,
                });
            }
            CollectionRow {
                mode: input.mode,
                documents: 0,
                made_at: tx.now(),
            }
        }
    };
    COLLECTIONS.put(tx, &key, &row)?;
    Ok(shown(input.name, row))
}

/// A program's collections. The caller has checked that the program is the developer's.
///
/// # Errors
/// Only if the store fails.
pub fn collections(read: &dyn Read, app_id: &str) -> Result<Collections, Error> {
    let rows = COLLECTIONS.scan(read, Scan::under(&(app_id.to_owned(),)))?;
    let items = rows.into_iter().map(|((_, name), row)| shown(name, row));
    Ok(Collections {
        items: items.collect(),
    })
}
