//! Stories of contacts: people of a town find, ask, befriend, block and forget each other.

mod finding;
mod friends;
mod invariants;
mod limits;
mod requests;

use std::time::Duration;

use sapa_accounts::{List, NewResident};
use sapa_feed::{KIND_BLOCKED, KIND_CONTACT, KIND_REQUEST, Touched};
use sapa_kernel::{AccountId, CellId, Coded, Empty, Id, SessionId, SignedIn};
use sapa_store::{Topic, Tx};
use sapa_test_kit::TestCell;

use crate::*;

type Answer<T> = Result<T, &'static str>;

fn code<T>(result: Result<T, Error>) -> Answer<T> {
    result.map_err(|error| {
        let fault = error.fault();
        assert_ne!(fault.code, "cell.internal", "{error}");
        fault.code
    })
}

struct Town {
    cell: TestCell,
}

impl Town {
    fn new() -> Self {
        Self {
            cell: TestCell::new(),
        }
    }

    fn person(&self, handle: &str) -> SignedIn {
        let new = NewResident {
            handle: handle.to_owned(),
            display_name: handle.to_uppercase(),
            about: format!("about {handle}"),
            language: "en".to_owned(),
        };
        // Ids sort by the time at which they were made.
        self.cell.clock().advance(Duration::from_millis(1));
        let account = self
            .cell
            .write(|tx| sapa_accounts::create_resident(tx, &new))
            .unwrap();
        SignedIn {
            account,
            session: SessionId::from_bytes([0; 16]),
        }
    }

    fn people<const N: usize>(&self, handles: [&str; N]) -> [SignedIn; N] {
        handles.map(|handle| self.person(handle))
    }

    fn write<T>(&self, run: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>) -> Answer<T> {
        code(self.cell.write(run))
    }

    fn try_ask(&self, from: &SignedIn, to: &SignedIn, greeting: &str) -> Answer<Requested> {
        let input = Request {
            account: to.account,
            greeting: greeting.to_owned(),
            via: Some(Via::Handle),
        };
        self.write(|tx| request(tx, from, input))
    }

    fn ask(&self, from: &SignedIn, to: &SignedIn) -> Requested {
        self.try_ask(from, to, "hello").unwrap()
    }

    fn accept(&self, who: &SignedIn, of: &SignedIn) -> Answer<()> {
        let input = Accept {
            account: of.account,
            remark: None,
        };
        self.write(|tx| accept(tx, who, input))
    }

    fn befriend(&self, a: &SignedIn, b: &SignedIn) {
        self.write(|tx| befriend(tx, a.account, b.account)).unwrap();
    }

    fn on(
        &self,
        verb: fn(&mut Tx<'_>, &SignedIn, AccountInput) -> Result<Empty, Error>,
        who: &SignedIn,
        whom: &SignedIn,
    ) -> Answer<()> {
        let account = whom.account;
        self.write(|tx| verb(tx, who, AccountInput { account }))
            .map(|_| ())
    }

    fn relation(&self, of: &SignedIn, to: &SignedIn) -> Relation {
        self.cell
            .read(|read| relation(read, of.account, to.account))
            .unwrap()
    }

    /// `direction greeting state` of each request, the newest first.
    fn requests(&self, who: &SignedIn) -> Vec<String> {
        let page = self
            .cell
            .read(|read| requests(read, who, List::default()))
            .unwrap();
        page.items
            .iter()
            .map(|item| format!("{:?} {} {:?}", item.direction, item.greeting, item.state))
            .collect()
    }

    fn friends(&self, who: &SignedIn) -> Vec<AccountId> {
        let page = self
            .cell
            .read(|read| list(read, who, List::default()))
            .unwrap();
        page.items.iter().map(|item| item.card.account).collect()
    }

    /// Who heard of which kind of change since the last call.
    fn heard(&self) -> Vec<(AccountId, u8)> {
        let events = self.cell.events().into_iter();
        let mut heard: Vec<_> = events
            .filter_map(|event| match event.topic {
                Topic::Account(account) => Some((account, event.body::<Touched>().unwrap().kind)),
                _ => None,
            })
            .collect();
        heard.sort_unstable();
        heard
    }
}

fn nobody() -> SignedIn {
    SignedIn {
        account: AccountId::compose(CellId(9), 9, [9; 6]),
        session: SessionId::from_bytes([9; 16]),
    }
}

#[test]
fn every_code_is_listed_once() {
    let mut codes: Vec<_> = Error::CATALOGUE.iter().map(|(code, ..)| *code).collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
    assert!(codes.iter().all(|code| code.starts_with("contacts.")));
}
