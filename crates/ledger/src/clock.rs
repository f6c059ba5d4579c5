//! The ledger's own time: nanoseconds since 1970, each given out once.

use sapa_kernel::Timestamp;
use sapa_store::{Read, StoreError, Tx};

use crate::keys::CLOCK;

pub(crate) const NANOS_A_MILLI: u64 = 1_000_000;

/// The latest time that a deadline can have: TigerBeetle's timestamps have 63 bits.
pub(crate) const LATEST: u64 = u64::MAX >> 1;

/// The time that the next event of the ledger has: the cell's, or the nanosecond after the last event.
pub(crate) fn next(read: &dyn Read) -> Result<u64, StoreError> {
    let last = CLOCK.get(read, &())?.unwrap_or(0);
    let millis = u64::try_from(read.now().as_millis()).unwrap_or(0);
    Ok(millis
        .saturating_mul(NANOS_A_MILLI)
        .max(last.saturating_add(1)))
}

/// Records that this time has been given out.
pub(crate) fn record(tx: &mut Tx<'_>, last: u64) -> Result<(), StoreError> {
    CLOCK.put(tx, &(), &last)
}

/// The first moment of the cell's time at or after this one of the ledger's.
pub(crate) fn moment(nanos: u64) -> Timestamp {
    let millis = i64::try_from(nanos.div_ceil(NANOS_A_MILLI)).unwrap_or(i64::MAX);
    Timestamp::from_millis(millis)
}
