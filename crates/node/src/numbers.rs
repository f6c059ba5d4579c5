//! The cell's own numbers for Prometheus, read when they are asked for.

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use sapa_store::stats::Distribution;
use sapa_store::{Cell, CellStats};

/// Upper bounds of the latency buckets in microseconds: always the same, as Prometheus wants.
const BOUNDS: [u64; 16] = [
    50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 102_400, 204_800, 409_600,
    819_200, 1_638_400,
];

/// Lanes in the order of the queue's depths.
const LANES: [&str; 3] = ["interactive", "bulk", "job"];

/// Asks the cell at each scrape.
#[derive(Debug)]
pub(crate) struct CellNumbers(pub(crate) Cell);

impl Collector for CellNumbers {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let stats = self.0.stats();
        gauges(&mut encoder, &stats)?;
        counters(&mut encoder, &stats)?;
        let histograms = [
            (
                "log_append_seconds",
                "Time to append an entry durably",
                &stats.append_micros,
            ),
            (
                "group_execute_seconds",
                "Time to run a group of transactions",
                &stats.execute_micros,
            ),
            (
                "entry_apply_seconds",
                "Time to apply an entry",
                &stats.apply_micros,
            ),
        ];
        for (name, help, micros) in histograms {
            let encoder = encoder.encode_descriptor(name, help, None, MetricType::Histogram)?;
            encode_seconds(encoder, micros)?;
        }
        Ok(())
    }
}

fn gauges(encoder: &mut DescriptorEncoder<'_>, stats: &CellStats) -> Result<(), std::fmt::Error> {
    let writable = u64::from(stats.writable && !stats.disk_full);
    let gauges = [
        ("seq", "The last applied entry", stats.seq),
        ("writable", "1 while the cell takes writes", writable),
        ("log_bytes", "Bytes of the log", stats.log_bytes),
        (
            "keyspace_bytes",
            "Bytes of the keyspace",
            stats.keyspace_bytes,
        ),
        (
            "checkpoint_seq",
            "The entry of the last checkpoint",
            stats.checkpoint_seq,
        ),
    ];
    for (name, help, value) in gauges {
        let gauge = ConstGauge::new(i64::try_from(value).unwrap_or(i64::MAX));
        gauge.encode(encoder.encode_descriptor(name, help, None, MetricType::Gauge)?)?;
    }
    let help = "Transactions that wait, by lane";
    let mut queue = encoder.encode_descriptor("queue_depth", help, None, MetricType::Gauge)?;
    for (lane, depth) in LANES.into_iter().zip(stats.queue_depth) {
        let gauge = ConstGauge::new(i64::try_from(depth).unwrap_or(i64::MAX));
        gauge.encode(queue.encode_family(&[("lane", lane)])?)?;
    }
    Ok(())
}

fn counters(encoder: &mut DescriptorEncoder<'_>, stats: &CellStats) -> Result<(), std::fmt::Error> {
    let transactions = [
        ("committed", stats.committed),
        ("refused", stats.refused),
        ("panicked", stats.panicked),
        ("unknown", stats.unknown),
        ("overloaded", stats.overloaded),
    ];
    let help = "Transactions by outcome; overloaded ones were turned away before they ran";
    let mut family = encoder.encode_descriptor("transactions", help, None, MetricType::Counter)?;
    for (outcome, value) in transactions {
        ConstCounter::new(value).encode(family.encode_family(&[("outcome", outcome)])?)?;
    }
    let reads = [
        ("memory", stats.cache_hits),
        ("keyspace", stats.cache_misses),
    ];
    let help = "Rows that the writer read, by where it found them";
    let mut family = encoder.encode_descriptor("row_reads", help, None, MetricType::Counter)?;
    for (place, value) in reads {
        ConstCounter::new(value).encode(family.encode_family(&[("place", place)])?)?;
    }
    Ok(())
}

/// Puts the cell's fine buckets into the fixed ones.
fn encode_seconds(
    mut encoder: prometheus_client::encoding::MetricEncoder<'_>,
    micros: &Distribution,
) -> Result<(), std::fmt::Error> {
    let mut buckets: Vec<(f64, u64)> = BOUNDS
        .iter()
        .map(|bound| (*bound as f64 / 1e6, 0))
        .chain([(f64::MAX, 0)])
        .collect();
    for (largest, count) in &micros.buckets {
        let place = BOUNDS.partition_point(|bound| bound < largest);
        buckets[place].1 += count;
    }
    let sum = micros.sum as f64 / 1e6;
    encoder.encode_histogram::<NoLabelSet>(sum, micros.count, &buckets, None)
}
