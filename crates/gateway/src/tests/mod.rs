//! Tests of the gateway: frames and outboxes alone, then sockets of a real server on a free port.

mod client;
mod frames;
mod outboxes;
mod pictures;
mod sockets;
mod world;
