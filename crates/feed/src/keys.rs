//! The tables of the feed.

use sapa_kernel::AccountId;
use sapa_store::{Table, prefixes};

use crate::model::{Head, Subject};

pub(crate) const HEADS: Table<(AccountId,), Head> = Table::new(prefixes::FEED_HEADS);
pub(crate) const ITEMS: Table<(AccountId, u64), Subject> = Table::new(prefixes::FEED_ITEMS);
pub(crate) const SUBJECTS: Table<(AccountId, u8, Vec<u8>), u64> =
    Table::new(prefixes::FEED_SUBJECTS);
