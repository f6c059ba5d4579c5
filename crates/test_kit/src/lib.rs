//! What tests share: [`TestCell`], a cell in memory with a clock that is turned by hand; [`TestDisk`], which loses
//! power; [`TestKeyspaces`], which go with it.

mod clock;
mod test_cell;
mod test_disk;
mod test_keyspaces;

pub use clock::ManualClock;
pub use test_cell::TestCell;
pub use test_disk::TestDisk;
pub use test_keyspaces::{Remains, TestKeyspaces};
