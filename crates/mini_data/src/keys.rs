//! The tables of the data store.

use sapa_kernel::AccountId;
use sapa_store::{Table, prefixes};

use crate::model::{CollectionRow, DocumentRow, TallyRow};

/// By app id, then the collection's name.
pub(crate) const COLLECTIONS: Table<(String, String), CollectionRow> =
    Table::new(prefixes::MINI_DATA_COLLECTIONS);
/// By app id, collection and document.
pub(crate) const DOCUMENTS: Table<(String, String, String), DocumentRow> =
    Table::new(prefixes::MINI_DATA_DOCUMENTS);
/// By app id, then who made them.
pub(crate) const TALLIES: Table<(String, AccountId), TallyRow> =
    Table::new(prefixes::MINI_DATA_TALLIES);
