//! A town's money, simulated: people pay, give, split, top up and withdraw, while requests come twice, in another order and
//! with another content, the clock jumps, jobs are late, and the power goes.
//!
//! # What holds in every run
//! - Whatever was acknowledged is there after each power loss, and nothing twice: a model of its own, which shares no code
//!   with the wallet, predicts what each person has and what is held, to the last rupiah.
//! - What was not acknowledged happened wholly or not at all; asking again gives the answer that the first time
//!   would have given.
//! - What is refused is refused for the reason that the model gives.
//! - The auditor finds nothing after any crash, and checkpoint and log give the same bytes as the keyspace.
//!
//! # Running it
//! `cargo test -p sapa_sim` runs a set of seeds in about a minute. `SAPA_SEED=7` plays one seed again; a failure prints it.
//! `SAPA_SIM_RUNS=500` runs more seeds, `SAPA_SIM_STEPS=20000` longer ones.
//!
//! # What is absent
//! - Several transactions in one entry: one at a time makes a seed play the same again. `store` has that under its own
//!   power losses.
//! - HTTP, sessions and PINs that are wrong: what is called is `flows`.
//! - A disk that lies about a sync: nothing can be promised then.

mod act;
mod apply;
mod bank;
mod dice;
mod machine;
mod model;
mod perform;
mod run;
mod shops;
mod town;

pub use machine::Engine;
pub use run::{Plan, Report, run};

#[cfg(test)]
mod tests;
