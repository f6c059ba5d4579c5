//! Tests of the ledger.

mod first;
