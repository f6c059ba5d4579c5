//! Tests of this crate, through toy operations and through a real server on a free port.

mod attempts;
mod chatting;
mod dispatching;
mod fixture;
mod merchants;
mod mini;
mod money;
mod money_malformed;
mod over_http;
mod parts;
mod people;
mod proxying;
mod snapshots;
mod streams;
mod town;
mod wallets_in_bulk;
