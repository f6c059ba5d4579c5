//! All jobs of a node.

use std::sync::Arc;
use std::time::Duration;

use sapa_api::sweep_idempotency;
use sapa_blobs::Storage;
use sapa_kernel::{Coded, Fault};
use sapa_outbound::Outbound;
use sapa_store::jobs::Handlers;
use sapa_store::{Job, Lane, NewJob, Tx};

use crate::notify;
use crate::platform::Signer;

/// Deletes old results kept by idempotency key.
const SWEEP_IDEMPOTENCY: &str = "api.sweep_idempotency";

/// How often it runs when there is nothing left to do.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

/// The handlers of every domain.
pub(crate) fn handlers(
    storage: Storage,
    keys: sapa_wallet::Keys,
    outbound: Outbound,
    signer: Arc<Signer>,
) -> Handlers {
    sapa_blobs::jobs::handlers(storage)
        .and(sapa_flows::jobs(keys))
        .and(notify::handlers(outbound, signer))
        .and(Handlers::new().on(SWEEP_IDEMPOTENCY, |tx: &mut Tx<'_>, _: &Job| sweep(tx)))
}

fn sweep(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let swept = sweep_idempotency(tx).map_err(|error| error.fault())?;
    // A full batch means that more is old: go on at once.
    let pause = if swept == 0 {
        SWEEP_EVERY
    } else {
        Duration::ZERO
    };
    schedule_sweep(tx, pause)
}

/// Plans what runs for ever. Planning again replaces.
pub(crate) fn plan(tx: &mut Tx<'_>) -> Result<(), Fault> {
    sapa_mini::plan_sweep(tx).map_err(|error| error.fault())?;
    schedule_sweep(tx, Duration::ZERO)
}

fn schedule_sweep(tx: &mut Tx<'_>, pause: Duration) -> Result<(), Fault> {
    let job = NewJob {
        kind: SWEEP_IDEMPOTENCY,
        key: Vec::new(),
        lane: Lane::Job,
        run_at: tx.now().saturating_add(pause),
        payload: Vec::new(),
    };
    tx.schedule(job).map_err(|error| error.fault())
}
