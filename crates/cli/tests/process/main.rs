//! The real program as a process: killed under load, asked to stop, started twice.
//!
//! These tests see the operating system's side of the promises: what a client was told stays true whatever
//! happens to the process. Power loss is simulated elsewhere, by the store's test disk: after SIGKILL the page
//! cache survives, so a kill proves nothing about fsync.

mod audit;
mod dice;
mod grab;
mod input;
mod kill;
mod server;
mod start;
mod stop;
mod writers;
