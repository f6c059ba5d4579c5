//! A cell in memory with all operations, called as clients call them.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use sapa_accounts::{Hashing, Policy, Token};
use sapa_kernel::Visitor;
use sapa_store::{Cell, CellOptions, Entries, StoreError};
use sapa_test_kit::{ManualClock, TestDisk, TestKeyspaces};
use serde_json::{Value, json};

use crate::{
    Dispatcher, Failure, OPERATOR_TOKEN_PREFIX, Parts, Peer, RateLimits, Reply, Request, SLOTS,
    SessionChange, Settings, Transport, WalletDesk,
};

/// What everybody has as their password.
pub(super) const PASSWORD: &str = "a long enough password";

/// How an operation answers in a test: its result, or its code.
pub(super) type Answer = Result<Value, &'static str>;

/// A cell and its dispatcher.
pub(super) struct Town {
    pub(super) dispatcher: Dispatcher,
    pub(super) clock: Arc<ManualClock>,
    entries: Mutex<Entries>,
}

/// The token of the data directory.
pub(super) fn machine() -> String {
    format!("{OPERATOR_TOKEN_PREFIX}of-the-test")
}

impl Town {
    /// A cell as it is first started, with cheap password hashes and no limits on rates.
    pub(super) fn new() -> Self {
        Self::with(|_| ())
    }

    /// The same with settings of the test's own.
    pub(super) fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Arc::new(ManualClock::new());
        let mut options = CellOptions::new("cell", clock.clone());
        options.disk = Arc::new(TestDisk::new());
        options.keyspace = Some(Arc::new(TestKeyspaces::new()));
        let cell = Cell::open(options).unwrap();
        let mut settings = Settings {
            public_url: "https://cell.example".to_owned(),
            rates: RateLimits {
                expensive_per_second: 1e9,
                expensive_burst: 1e9,
                ..RateLimits::default()
            },
            accounts: Policy {
                hashing: Hashing::CHEAP,
                ..Policy::default()
            },
            wallet: WalletDesk {
                policy: sapa_wallet::Policy {
                    pin_hashing: Hashing::CHEAP,
                    ..sapa_wallet::Policy::default()
                },
                ..WalletDesk::default()
            },
            ..Settings::default()
        };
        change(&mut settings);
        let entries = Mutex::new(cell.subscribe());
        let dispatcher = Dispatcher::new(Parts {
            cell,
            clock: clock.clone(),
            registry: crate::registry(settings),
            operator_token: Some(machine()),
            hashing_places: 2,
        });
        Self {
            dispatcher,
            clock,
            entries,
        }
    }

    /// Calls an operation over a transport, as the holder of a token or as nobody.
    pub(super) async fn call_by(
        &self,
        transport: Transport,
        token: Option<&str>,
        operation: &str,
        input: Value,
    ) -> (Answer, SessionChange) {
        let reply = self
            .call_with(transport, token, operation, input, None)
            .await;
        match reply {
            Ok(reply) => (
                Ok(serde_json::from_slice(&reply.body).unwrap()),
                reply.session,
            ),
            Err(failure) => (Err(failure.fault.code), failure.session),
        }
    }

    /// The same, with an idempotency key or without, and with all that is answered.
    pub(super) async fn call_with(
        &self,
        transport: Transport,
        token: Option<&str>,
        operation: &str,
        input: Value,
        key: Option<&str>,
    ) -> Result<Reply, Failure> {
        let visitor = Visitor {
            address: String::new(),
            agent: "curl/8.5.0".to_owned(),
        };
        let peer = Arc::new(Peer {
            who: self.dispatcher.authenticate(token, &visitor),
            visitor,
            transport,
        });
        let request = Request {
            peer: &peer,
            operation,
            input: Bytes::from(input.to_string()),
            key: key.map(str::to_owned),
            wait_seq: None,
        };
        let reply = self.dispatcher.call(request).await;
        self.follow();
        reply
    }

    /// Calls an operation as a client that keeps its own tokens.
    pub(super) async fn call(&self, token: Option<&str>, operation: &str, input: Value) -> Answer {
        let transport = Transport {
            token_in_result: true,
            ..Transport::default()
        };
        self.call_by(transport, token, operation, input).await.0
    }

    /// Calls an operation that has to succeed.
    pub(super) async fn ok(&self, token: &str, operation: &str, input: Value) -> Value {
        match self.call(Some(token), operation, input).await {
            Ok(value) => value,
            Err(code) => panic!("{operation}: {code}"),
        }
    }

    /// The cookies of a browser.
    pub(super) fn cookies(tokens: &[&str]) -> Transport {
        let mut slot_tokens: [Option<String>; SLOTS] = std::array::from_fn(|_| None);
        for (slot, token) in slot_tokens.iter_mut().zip(tokens) {
            *slot = Some((*token).to_owned());
        }
        Transport {
            slot_tokens,
            ..Transport::default()
        }
    }

    fn follow(&self) {
        let mut entries = self.entries.lock().unwrap();
        while let Some(entry) = entries.try_next().unwrap() {
            self.dispatcher.follow(&entry);
        }
    }

    /// The first operator, by the link that the server would print.
    pub(super) async fn operator(&self) -> String {
        let link = Token::from_random([42; 32]);
        let hash = link.hash();
        self.dispatcher
            .cell()
            .write(sapa_store::Lane::Interactive, move |tx| {
                sapa_accounts::offer_setup(tx, hash).map(|_| ())
            })
            .await
            .map_err(|error: sapa_store::WriteError<StoreError>| error.to_string())
            .unwrap();
        let mut input = form("ratna");
        input["token"] = json!(link.text());
        input["cell_name"] = json!("Kampung");
        let made = self.call(None, "accounts.setup", input).await.unwrap();
        made["token"].as_str().unwrap().to_owned()
    }

    /// Opens registration to everybody.
    pub(super) async fn open_registration(&self) {
        let input = json!({ "registration": "open" });
        self.ok(&machine(), "accounts.update_settings", input).await;
    }

    /// Somebody who registers: their token and account.
    pub(super) async fn register(&self, handle: &str) -> (String, Value) {
        let made = self
            .call(None, "accounts.register", form(handle))
            .await
            .unwrap();
        let token = made["token"].as_str().unwrap().to_owned();
        (token, made["account"]["account"].clone())
    }
}

/// The form of a registration.
pub(super) fn form(handle: &str) -> Value {
    json!({ "handle": handle, "display_name": handle, "password": PASSWORD })
}
