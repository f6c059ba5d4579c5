//! The binary `sapa`.
fn main() {}
