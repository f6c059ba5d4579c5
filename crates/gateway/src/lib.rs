//! WebSocket sessions: operations come in, replies and pushes go out.
//!
//! One task, the *switchboard*, follows the cell's entries, renders each event once, and puts the encoded
//! frame into the outbox of every socket that follows its topic. Each socket has one task that reads frames,
//! runs operations and writes what waits in its outbox, as much as waits in one write, never delaying.
//!
//! # Invariants
//! - The switchboard alone knows who follows what. A socket is added between two entries, from a snapshot at
//!   least as new as the last entry handled: it misses nothing. It may hear of something twice, with a seq
//!   no greater than its hello's.
//! - An outbox is bounded by bytes. A socket that does not keep up loses what waits, is told so if it still
//!   listens (`bye`, resumable) and is dropped. Nothing is ever buffered without bound.
//! - An idle socket costs its task and its outbox: no buffers are kept, reading goes through the stack.
//!
//! # What is absent
//! - Retransmission. A client that was away asks `chat.sync` for what it missed.
//! - Timers of single sockets. The switchboard sweeps over all of them every few seconds.

mod frame;
pub mod fuzzing;
mod handshake;
mod outbox;
mod protocol;
mod socket;
mod switchboard;

use axum::Router;
use axum::routing::get;
use sapa_api::Dispatcher;
use sapa_api::http::HttpState;

pub use frame::{Close, Decoder, Message};
pub use outbox::MAX_WAITING_BYTES;
pub use socket::MAX_CALLS;
pub use switchboard::{HEARTBEAT, MAX_SOCKETS_PER_ACCOUNT, SILENCE};

use switchboard::Switchboard;

/// The gateway. Cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    switchboard: Switchboard,
}

impl Gateway {
    /// Starts following the cell.
    pub fn start(dispatcher: &Dispatcher) -> Self {
        Self {
            switchboard: Switchboard::start(dispatcher.clone()),
        }
    }

    /// The route of the socket.
    pub fn routes(&self, http: HttpState) -> Router {
        Router::new()
            .route("/api/socket", get(handshake::connect))
            .with_state(handshake::SocketState {
                http,
                switchboard: self.switchboard.clone(),
            })
    }

    /// Says goodbye to every socket and waits until they have gone, for a bounded time.
    pub async fn drain(&self) {
        self.switchboard.drain().await;
    }
}

#[cfg(test)]
mod tests;
