//! Tests of the ledger: stories as tables (`script.rs`), limits, and a model that is written differently.

mod accounts;
mod chains;
mod first;
mod limits;
mod model;
mod property;
mod results;
mod script;
mod transfers;
mod two_phases;
