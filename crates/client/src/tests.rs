//! The client against a small cell in this process that speaks the contract's frames.

mod fake;
mod http;
mod mirror;
mod socket;
mod url;
