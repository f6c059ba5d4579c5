//! What tests share: [`TestCell`], a cell in memory with a clock that is turned by hand.

mod clock;
mod test_cell;

pub use clock::ManualClock;
pub use test_cell::TestCell;
