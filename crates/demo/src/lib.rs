//! The demo town Labuhan Teduh: twelve residents, what they said in the last days, and their pictures.
//!
//! The town and everybody in it are made up, and written for this project. This crate is only the story: who did
//! what when ([`plan`]), and pictures painted by code ([`paint`]). `node` plays it through the same operations
//! that real people use. Nothing here does I/O or reads a clock, and the story is the same each time.

pub mod paint;
mod plan;
mod residents;
mod script;

pub use plan::{Act, Mention, OwnView, Step, Words, plan};
pub use residents::{Language, RESIDENTS, Resident, resident};

#[cfg(test)]
mod tests;
