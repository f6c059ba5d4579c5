//! Numbers for Prometheus: what dispatch counts, and the registry to which others add theirs.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// The shortest interval that latency histograms tell apart, and how many doublings follow.
const BUCKETS: (f64, f64, u16) = (0.000_1, 2.0, 18);

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabel {
    operation: &'static str,
}

/// All numbers of this process.
pub struct Metrics {
    registry: Mutex<Registry>,
    calls: Family<OutcomeLabels, Counter>,
    seconds: Family<OperationLabel, Histogram>,
}

/// The numbers of one operation, looked up once.
pub(crate) struct OperationMetrics {
    done: Counter,
    refused: Counter,
    failed: Counter,
    seconds: Histogram,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// With a result.
    Done,
    /// Refused for a reason that lies with the caller.
    Refused,
    /// Failed for a reason that lies with the cell.
    Failed,
}

/// A histogram for durations in seconds.
pub fn seconds_histogram() -> Histogram {
    Histogram::new(exponential_buckets(BUCKETS.0, BUCKETS.1, BUCKETS.2))
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("sapa");
        let calls = Family::default();
        let seconds: Family<OperationLabel, Histogram> =
            Family::new_with_constructor(seconds_histogram);
        registry.register(
            "operations",
            "Operations by name and outcome (done, refused, failed)",
            calls.clone(),
        );
        registry.register(
            "operation_seconds",
            "Time from an operation's arrival to its reply",
            seconds.clone(),
        );
        Self {
            registry: Mutex::new(registry),
            calls,
            seconds,
        }
    }
}

impl Metrics {
    /// Lets another part of the process register its own numbers. Names get the prefix `sapa_`.
    pub fn register(&self, add: impl FnOnce(&mut Registry)) {
        add(&mut self.registry.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The text that Prometheus reads.
    pub fn encode(&self) -> String {
        let mut text = String::new();
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing to a string fails only if a collector does; then what was written so far is still true.
        if let Err(error) = prometheus_client::encoding::text::encode(&mut text, &registry) {
            tracing::error!(%error, "the metrics cannot be written");
        }
        text
    }

    pub(crate) fn operation(&self, operation: &'static str) -> OperationMetrics {
        let count = |outcome| {
            self.calls
                .get_or_create(&OutcomeLabels { operation, outcome })
                .clone()
        };
        OperationMetrics {
            done: count("done"),
            refused: count("refused"),
            failed: count("failed"),
            seconds: self
                .seconds
                .get_or_create(&OperationLabel { operation })
                .clone(),
        }
    }
}

impl OperationMetrics {
    pub(crate) fn record(&self, outcome: Outcome, took: Duration) {
        match outcome {
            Outcome::Done => self.done.inc(),
            Outcome::Refused => self.refused.inc(),
            Outcome::Failed => self.failed.inc(),
        };
        self.seconds.observe(took.as_secs_f64());
    }
}
