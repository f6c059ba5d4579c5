//! Results kept by idempotency key, for writes without a natural key.
//!
//! A row is written in the transaction of the write itself: the write happened exactly if its result is
//! there. Rows live for seven days; a job sweeps them by the second table.

use std::time::Duration;

use minicbor::{Decode, Encode};
use sapa_kernel::{Fault, Id, Timestamp, limits};
use sapa_store::{Scan, StoreError, Table, Tx, prefixes};
use sha2::{Digest, Sha256};

use crate::caller::Who;
use crate::context::logged;
use crate::error::Error;
use crate::operation::Call;

/// How long a result is kept.
pub(crate) const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Rows that one sweep deletes at most; the next sweep goes on.
pub(crate) const SWEEP: usize = 1_000;

/// Actor, operation, key.
type RowKey = ([u8; 16], String, String);

const RESULTS: Table<RowKey, Kept> = Table::new(prefixes::API_IDEMPOTENCY);
const BY_TIME: Table<(Timestamp, [u8; 16], String, String), ()> =
    Table::new(prefixes::API_IDEMPOTENCY_BY_TIME);

/// A result that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Kept {
    /// SHA-256 of the input, to refuse the same key with another one.
    #[cbor(n(0), with = "minicbor::bytes")]
    input: Vec<u8>,
    /// The encoded result.
    #[cbor(n(1), with = "minicbor::bytes")]
    result: Vec<u8>,
}

/// What identifies a repeated call.
pub(crate) struct Repeat {
    row: RowKey,
    input: [u8; 32],
}

impl Repeat {
    /// The identity of a call that carries a key and whose result may be kept.
    pub(crate) fn of(call: &Call) -> Option<Self> {
        let key = call.key.clone().filter(|_| !call.secret)?;
        let actor = match call.who() {
            Who::Person(session) => session.signed_in.account.to_bytes(),
            Who::Machine => [0; 16],
            // Merchants' servers have numbers of their own for what they do.
            Who::Nobody | Who::Refused(_) | Who::Merchant(..) => return None,
        };
        Some(Self {
            row: (actor, call.operation.to_owned(), key),
            input: Sha256::digest(&call.input).into(),
        })
    }
}

/// Refuses a key that is empty or longer than [`limits::MAX_IDEMPOTENCY_KEY`].
pub(crate) fn check_key(key: &str) -> Result<(), Fault> {
    if key.is_empty() || key.chars().count() > limits::MAX_IDEMPOTENCY_KEY {
        return Err(Error::Malformed {
            path: "key".to_owned(),
            message: format!(
                "an idempotency key has 1 to {} characters",
                limits::MAX_IDEMPOTENCY_KEY
            ),
        }
        .into());
    }
    Ok(())
}

/// The result that the same call had earlier.
pub(crate) fn find(tx: &Tx<'_>, repeat: &Repeat) -> Result<Option<Vec<u8>>, Fault> {
    match RESULTS
        .get(tx, &repeat.row)
        .map_err(|error| logged(&error))?
    {
        Some(kept) if kept.input == repeat.input => Ok(Some(kept.result)),
        Some(_) => Err(Error::IdempotencyConflict.into()),
        None => Ok(None),
    }
}

/// Keeps the result of a call.
pub(crate) fn keep(tx: &mut Tx<'_>, repeat: Repeat, result: &[u8]) -> Result<(), Fault> {
    let kept = Kept {
        input: repeat.input.to_vec(),
        result: result.to_vec(),
    };
    let (actor, operation, key) = repeat.row.clone();
    RESULTS
        .put(tx, &repeat.row, &kept)
        .and_then(|()| BY_TIME.put(tx, &(tx.now(), actor, operation, key), &()))
        .map_err(|error| logged(&error))
}

/// Deletes results older than [`KEPT`], at most [`SWEEP`] of them; returns how many.
pub fn sweep(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let horizon = (
        tx.now().saturating_sub(KEPT),
        [0; 16],
        String::new(),
        String::new(),
    );
    let old = BY_TIME.scan(tx, Scan::all().before(&horizon).limit(SWEEP))?;
    for (by_time, ()) in &old {
        let (_, actor, operation, key) = by_time;
        RESULTS.delete(tx, &(*actor, operation.clone(), key.clone()))?;
        BY_TIME.delete(tx, by_time)?;
    }
    Ok(old.len())
}
