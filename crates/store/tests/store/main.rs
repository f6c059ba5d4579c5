//! The store's tests from outside: what a cell promises, on real and on treacherous disks.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod cell;
mod contract;
mod jobs;
mod model;
mod power;
mod recovery;
mod support;
mod writer;
