//! What the keyspace knows of itself: one row, written in the same batch as the rows of each entry.

use sapa_kernel::Timestamp;

use crate::keyspace::View;
use crate::{RawValue, StoreError, Tail, Value, prefixes};

/// The newest format of the data directory and the keyspace that this version writes and reads.
pub const DATA_FORMAT: u32 = 1;

/// Up to where the log has been applied.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Applied {
    /// The format of the keyspace.
    #[n(0)]
    pub format: u32,
    /// The last applied entry.
    #[n(1)]
    pub seq: u64,
    /// Its checksum: tells whether the keyspace and the log belong together.
    #[n(2)]
    pub checksum: u32,
    /// Its leader's epoch.
    #[n(3)]
    pub epoch: u64,
    /// Its time.
    #[n(4)]
    pub time: Timestamp,
    /// The log's identity.
    #[n(5)]
    #[cbor(with = "minicbor::bytes")]
    pub log_id: [u8; 16],
}

impl Applied {
    pub(crate) fn new(tail: Tail, log_id: [u8; 16]) -> Self {
        Self {
            format: DATA_FORMAT,
            seq: tail.position.seq,
            checksum: tail.position.checksum,
            epoch: tail.epoch,
            time: tail.time,
            log_id,
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        self.encode_value(&mut bytes);
        bytes
    }

    /// Reads the row; none if nothing was ever applied, or the keyspace was never finished.
    pub fn read(view: &dyn View) -> Result<Option<Self>, StoreError> {
        view.get(&key())?
            .map(|bytes: RawValue| {
                Self::decode_value(&bytes)
                    .map_err(|error| StoreError::unreadable(prefixes::STORE_META.name, error))
            })
            .transpose()
    }
}

/// The row's key.
pub(crate) const fn key() -> [u8; 2] {
    prefixes::STORE_META.bytes()
}
