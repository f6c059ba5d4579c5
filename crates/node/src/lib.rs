//! A node: configuration, the cell's life, HTTP and sockets put together, the demo town.

mod bank;
mod client_files;
mod clock;
mod config;
pub mod demo;
mod jobs;
mod lan;
mod logging;
mod notify;
mod numbers;
mod platform;
mod secrets;
mod serve;

pub use clock::SystemClock;
pub use config::{Config, ConfigError, DOCUMENTED, LogFormat};
pub use lan::{Lan, LanError};
pub use serve::{ADDRESS_FILE, BLOBS_DIR, ServeError, Started, serve, serve_until};

#[cfg(test)]
mod tests;
