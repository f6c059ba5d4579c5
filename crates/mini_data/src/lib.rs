//! The data store of mini programs without a server: collections of JSON documents, with permissions by person.
//!
//! # Invariants
//! - `_openid` is the cell's to say: whoever makes a document owns it, whatever the program writes.
//! - What a person may not read does not count, is not found, and does not fit a query.
//! - A query looks at [`MAX_SCANNED`] documents at most, in the order of their ids, and says so when that is not enough: it never
//!   answers with a part as if it were all.
//! - A document has at most [`MAX_DOCUMENT`] bytes and [`MAX_DEPTH`] levels; a program, a collection and a person have so many.
//!
//! # What is absent
//! - Who the person is to the program, and who develops it: the caller has found out.
//! - Indexes other than by `_id`, joins, listening to changes.

mod collections;
mod documents;
mod error;
mod keys;
mod model;
mod query;
mod update;
mod value;

pub use collections::{Collection, CollectionInput, Collections, collections, set_collection};
pub use documents::{
    Added, Changed, Count, Counted, Document, DocumentInput, Documents, Find, NewDocument, Order,
    Update, Updated, Where, add, count, find, get, remove, remove_where, update,
};
pub use error::Error;
pub use model::Mode;

use sapa_kernel::AccountId;

/// Bytes of a document.
pub const MAX_DOCUMENT: usize = 512 << 10;
/// Levels of lists and objects in a document.
pub const MAX_DEPTH: usize = 20;
/// Collections of a program.
pub const MAX_COLLECTIONS: usize = 50;
/// Documents of a collection.
pub const MAX_DOCUMENTS: usize = 50_000;
/// Documents that one person makes in a program.
pub const MAX_OF_PERSON: usize = 5_000;
/// Documents that one query looks at.
pub const MAX_SCANNED: usize = 2_000;
/// Bytes of documents that one query looks at.
pub const MAX_SCANNED_BYTES: usize = 16 << 20;
/// Documents of an answer.
pub const MAX_FOUND: usize = 100;
/// Bytes of the documents of an answer.
pub const MAX_ANSWER_BYTES: usize = 4 << 20;
/// Conditions of a query, values of lists among them.
pub const MAX_CONDITIONS: usize = 100;
/// Characters of a collection's name, an app id or a document's id.
pub const MAX_NAME: usize = 64;

/// A person in a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The program.
    pub app_id: String,
    /// Who.
    pub account: AccountId,
    /// How the program knows them.
    pub openid: String,
}

/// Refuses what cannot be a name: 1 to 64 letters, digits, `_` and `-`.
fn check_name(name: &str) -> Result<(), Error> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if name.is_empty() || name.len() > MAX_NAME || !name.bytes().all(fits) {
        return Err(Error::Invalid(
            "a name has 1 to 64 letters, digits, _ and -",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
