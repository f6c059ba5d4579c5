//! Randomness with a seed that a failing test prints and a run can be given back.

/// SplitMix64: small, and good enough to pick moments.
pub(crate) struct Dice(u64);

impl Dice {
    /// The seed of `SAPA_SEED`, else a new one; printed, so that a failure can be played again.
    pub(crate) fn from_environment() -> Self {
        let seed = match std::env::var("SAPA_SEED") {
            Ok(text) => text.parse().expect("SAPA_SEED is a number"),
            Err(_) => fresh_seed(),
        };
        eprintln!("SAPA_SEED={seed}");
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// The standard library's hash keys are the operating system's randomness.
fn fresh_seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    let hasher = std::collections::hash_map::RandomState::new().build_hasher();
    hasher.finish() % 1_000_000
}
