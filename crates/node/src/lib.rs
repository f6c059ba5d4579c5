//! A node: configuration, the cell's life, HTTP and sockets put together, the demo town.

mod clock;
mod config;
pub mod demo;

pub use clock::SystemClock;
pub use config::{Config, ConfigError, DOCUMENTED, LogFormat};
