mod accounts;
mod demo_bank;
mod directory;
mod errors;
mod orders;
mod round_trips;
pub(crate) mod samples;
mod statements;
mod truncated;
