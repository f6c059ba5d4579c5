//! A real cell, all its operations, and a server on a free port.

use std::net::SocketAddr;
use std::sync::Arc;

use sapa_api::http::{
    HttpSettings, HttpState, Listener, ListenerOptions, Readiness, Uploads, routes,
};
use sapa_api::{Dispatcher, Parts, RateLimits, Settings, Who};
use sapa_store::{Cell, CellOptions};
use sapa_test_kit::ManualClock;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::client::Client;
use crate::Gateway;

pub(super) struct World {
    pub(super) dispatcher: Dispatcher,
    pub(super) gateway: Gateway,
    pub(super) address: SocketAddr,
    pub(super) clock: Arc<ManualClock>,
    _directory: tempfile::TempDir,
}

/// Somebody made in bulk.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) account: Value,
    pub(super) token: String,
}

impl World {
    pub(super) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A world whose cell is opened with other options.
    pub(super) async fn with(change: impl FnOnce(&mut CellOptions)) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new());
        let mut options = CellOptions::new(directory.path(), clock.clone());
        change(&mut options);
        let cell = Cell::open(options).unwrap();
        let rates = RateLimits {
            account_per_second: 1e6,
            account_burst: 1e6,
            ..RateLimits::default()
        };
        let settings = Settings {
            rates,
            ..Settings::default()
        };
        let dispatcher = Dispatcher::new(Parts {
            cell,
            clock: clock.clone(),
            registry: sapa_api::registry(settings),
            operator_token: None,
            hashing_places: 1,
        });
        let gateway = Gateway::start(&dispatcher);
        let uploads = Uploads::new(
            dispatcher.clone(),
            sapa_blobs::Storage::in_memory(),
            directory.path().to_path_buf(),
        );
        let state = HttpState {
            dispatcher: dispatcher.clone(),
            settings: Arc::new(HttpSettings::default()),
            uploads,
            proxy: sapa_api::http::Proxy::new(sapa_outbound::Outbound::new(Vec::new())),
            readiness: Readiness::default(),
        };
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let router = routes(state.clone()).merge(gateway.routes(state));
        let options = ListenerOptions {
            tls: None,
            plain: Arc::new(|_| axum::http::Response::new(axum::body::Body::empty())),
            max_connections: 1_000,
            only_local: false,
        };
        tokio::spawn(Listener::new(socket, router, options).run(CancellationToken::new()));
        Self {
            dispatcher,
            gateway,
            address,
            clock,
            _directory: directory,
        }
    }

    pub(super) async fn as_operator(&self, operation: &str, input: Value) -> Value {
        let done = self
            .dispatcher
            .call_inside(Who::Machine, operation, &input)
            .await;
        done.unwrap_or_else(|fault| panic!("{operation}: {fault}"))
    }

    pub(super) async fn people(&self, count: usize) -> Vec<Person> {
        let input = json!({ "count": count, "prefix": "person" });
        let made = self.as_operator("accounts.create_in_bulk", input).await;
        let people = made["accounts"].as_array().unwrap().iter();
        people
            .map(|made| Person {
                account: made["account"].clone(),
                token: made["token"].as_str().unwrap().to_owned(),
            })
            .collect()
    }

    /// Two friends and their conversation.
    pub(super) async fn friends(&self) -> (Person, Person, Value) {
        let people = self.people(2).await;
        let [first, second] = people.as_slice() else {
            panic!("two people");
        };
        let pairs = json!({ "pairs": [[first.account, second.account]] });
        let made = self.as_operator("contacts.befriend_in_bulk", pairs).await;
        (
            first.clone(),
            second.clone(),
            made["conversations"][0].clone(),
        )
    }

    pub(super) async fn socket(&self, person: &Person) -> Client {
        Client::connect(self.address, &person.token).await
    }
}

pub(super) fn text(conversation: &Value, client_id: &str, text: &str) -> Value {
    json!({
        "conversation": conversation,
        "client_id": client_id,
        "body": { "kind": "text", "text": text }
    })
}
