//! Latencies in buckets whose width grows with their value: within 1.6%, from a microsecond to an hour.

/// Sub-buckets of each power of two.
const SUB: u64 = 64;
const SUB_BITS: u32 = SUB.trailing_zeros();
/// Enough for 2^32 microseconds, over an hour; longer ones are counted there.
const BUCKETS: usize = (SUB as usize) * (33 - SUB_BITS as usize + 1);

/// Counts of microseconds.
#[derive(Debug, Clone)]
pub(crate) struct Histogram {
    counts: Vec<u64>,
    total: u64,
    highest: u64,
}

impl Histogram {
    pub(crate) fn new() -> Self {
        Self {
            counts: vec![0; BUCKETS],
            total: 0,
            highest: 0,
        }
    }

    fn bucket(micros: u64) -> usize {
        if micros < SUB {
            return micros as usize;
        }
        let power = micros.ilog2() - SUB_BITS;
        let bucket = (u64::from(power) + 1) * SUB + ((micros >> power) - SUB);
        (bucket as usize).min(BUCKETS - 1)
    }

    /// The largest value that falls into a bucket.
    fn upper(bucket: usize) -> u64 {
        let bucket = bucket as u64;
        if bucket < SUB {
            return bucket;
        }
        let power = bucket / SUB - 1;
        ((SUB + bucket % SUB + 1) << power) - 1
    }

    pub(crate) fn record(&mut self, micros: u64) {
        self.counts[Self::bucket(micros)] += 1;
        self.total += 1;
        self.highest = self.highest.max(micros);
    }

    /// The value that this share (0 to 1) of all lies at or below, in milliseconds.
    pub(crate) fn quantile_ms(&self, share: f64) -> f64 {
        let wanted = ((self.total as f64 * share).ceil() as u64).max(1);
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return Self::upper(bucket).min(self.highest) as f64 / 1_000.0;
            }
        }
        self.highest as f64 / 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_within_two_percent() {
        let mut histogram = Histogram::new();
        for micros in 1..=100_000 {
            histogram.record(micros);
        }
        for (share, expected) in [(0.5, 50.0), (0.99, 99.0), (1.0, 100.0)] {
            let value = histogram.quantile_ms(share);
            assert!((value / expected - 1.0).abs() < 0.02, "{share}: {value}");
        }
    }

    #[test]
    fn extremes_have_a_bucket() {
        let mut histogram = Histogram::new();
        histogram.record(0);
        histogram.record(u64::MAX);
        assert_eq!(histogram.quantile_ms(0.5), 0.0);
        assert!(histogram.quantile_ms(1.0) >= 3_600_000.0);
        for micros in [0, 63, 64, 65, 127, 128, 1_000_000, u64::from(u32::MAX)] {
            let bucket = Histogram::bucket(micros);
            assert!(Histogram::upper(bucket) >= micros, "{micros}");
            assert!(
                bucket == 0 || Histogram::upper(bucket - 1) < micros,
                "{micros}"
            );
        }
    }
}
