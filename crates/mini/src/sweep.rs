//! Removes codes and tokens that have had their time. All of it already counts as gone on access.

use std::time::Duration;

use sapa_store::jobs::Handlers;
use sapa_store::{Lane, NewJob, Scan, StoreError, Tx};

use crate::TOKEN_REMEMBERED;
use crate::keys::{CODES, CODES_DUE, TOKENS, TOKENS_DUE};

/// The kind of the job. One is planned for ever.
pub const SWEEP_JOB: &str = "mini.sweep";

/// Rows of each kind that one run removes.
pub(crate) const BATCH: usize = 2_000;

/// How often it runs when there is nothing left to do.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// The handlers of this domain's jobs.
pub fn jobs() -> Handlers {
    use sapa_kernel::Coded;
    Handlers::new().on(SWEEP_JOB, |tx, _| sweep(tx).map_err(|error| error.fault()))
}

/// Plans the sweep. Planning again replaces.
///
/// # Errors
/// Only if the store fails.
pub fn plan_sweep(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    plan(tx, Duration::ZERO)
}

fn plan(tx: &mut Tx<'_>, pause: Duration) -> Result<(), StoreError> {
    let run_at = tx.now().saturating_add(pause);
    tx.schedule(NewJob {
        kind: SWEEP_JOB,
        key: Vec::new(),
        lane: Lane::Job,
        run_at,
        payload: Vec::new(),
    })
}

fn sweep(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let now = tx.now();
    let mut full = false;
    let codes = CODES_DUE.keys(tx, Scan::all().limit(BATCH))?;
    let due = codes.into_iter().take_while(|(at, _)| *at <= now);
    let mut swept = 0;
    for (at, hash) in due {
        CODES.delete(tx, &(hash,))?;
        CODES_DUE.delete(tx, &(at, hash))?;
        swept += 1;
    }
    full |= swept == BATCH;
    let tokens = TOKENS_DUE.keys(tx, Scan::all().limit(BATCH))?;
    swept = 0;
    for (at, hash) in tokens {
        if at.saturating_add(TOKEN_REMEMBERED) > now {
            break;
        }
        TOKENS.delete(tx, &(hash,))?;
        TOKENS_DUE.delete(tx, &(at, hash))?;
        swept += 1;
    }
    full |= swept == BATCH;
    plan(tx, if full { Duration::ZERO } else { EVERY })
}
