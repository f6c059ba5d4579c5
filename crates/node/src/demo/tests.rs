use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sapa_api::http::Uploads;
use sapa_api::{Access, Context, Dispatcher, Parts, Peer, Session, Settings, Transport, Who};
use sapa_blobs::Storage;
use sapa_kernel::{Clock, Timestamp, Visitor};
use sapa_store::{Cell, CellOptions};
use serde_json::{Value, json};

use super::{ForgetError, FurnishError, Mark, Town, TownClock, forget, furnish, links};
use crate::{Config, ServeError, SystemClock, serve_until};

/// A demo cell in a directory, with what the town needs of it.
struct Demo {
    dispatcher: Dispatcher,
    uploads: Uploads,
    clock: Arc<TownClock>,
    data: PathBuf,
}

impl Demo {
    fn open(data: &Path) -> Self {
        let clock = Arc::new(TownClock::for_town(Arc::new(SystemClock), data).unwrap());
        let cell = Cell::open(CellOptions::new(data, clock.clone())).unwrap();
        let settings = Settings {
            demo: true,
            ..Settings::default()
        };
        let dispatcher = Dispatcher::new(Parts {
            cell,
            clock: clock.clone(),
            registry: sapa_api::registry(settings),
            operator_token: None,
            hashing_places: 1,
        });
        let uploads = Uploads::new(dispatcher.clone(), Storage::in_memory(), data.join("spool"));
        Self {
            dispatcher,
            uploads,
            clock,
            data: data.to_path_buf(),
        }
    }

    async fn try_furnish(&self) -> Result<(), FurnishError> {
        let town = Town {
            dispatcher: &self.dispatcher,
            uploads: &self.uploads,
            clock: &self.clock,
            data: &self.data,
        };
        furnish(&town).await
    }

    async fn furnish(&self) {
        self.try_furnish().await.unwrap();
    }

    async fn call(&self, who: &Who, operation: &str, input: Value) -> Value {
        self.dispatcher
            .call_inside(who.clone(), operation, &input)
            .await
            .unwrap()
    }

    /// The surroundings of a visitor.
    fn context(&self) -> Context {
        let peer = Peer {
            who: Who::Nobody,
            visitor: Visitor::default(),
            transport: Transport::default(),
        };
        self.dispatcher.context(Arc::new(peer), Access::Anonymous)
    }

    /// A visitor who goes on as this resident.
    async fn resident(&self, handle: &str) -> Who {
        let residents = self.call(&Who::Nobody, "demo.residents", json!({})).await;
        let account = residents["residents"]
            .as_array()
            .unwrap()
            .iter()
            .find(|resident| resident["handle"] == handle)
            .map(|resident| resident["account"].as_str().unwrap().parse().unwrap())
            .unwrap();
        let context = self.context();
        let hash = context.secret_bytes::<32>().unwrap();
        let now = context
            .write(move |tx| sapa_accounts::continue_as(tx, &Visitor::default(), account, hash))
            .await
            .unwrap();
        Who::Person(Session {
            signed_in: now.signed_in,
            operator: false,
            last_used_at: context.now(),
        })
    }

    async fn chats(&self, who: &Who) -> Vec<Value> {
        let list = self.call(who, "chat.list", json!({"limit": 100})).await;
        list["items"].as_array().unwrap().clone()
    }
}

fn chat_with<'c>(chats: &'c [Value], handle: &str) -> &'c Value {
    let chat = chats.iter().find(|chat| chat["peer"]["handle"] == handle);
    chat.unwrap_or_else(|| panic!("no chat with {handle}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_story_is_played_once_and_goes_on_where_it_was_interrupted() {
    let data = tempfile::tempdir().unwrap();
    let demo = Demo::open(data.path());
    demo.furnish().await;
    assert_eq!(Mark::read(data.path()).unwrap(), Some(Mark::Furnished));

    let residents = demo.call(&Who::Nobody, "demo.residents", json!({})).await;
    let residents = residents["residents"].as_array().unwrap().clone();
    assert_eq!(residents.len(), 12);
    for resident in &residents {
        assert_eq!(resident["fictional"], true, "{resident}");
        assert!(
            resident["avatar_version"].as_u64().unwrap() > 0,
            "{resident}"
        );
    }

    let dewi = demo.resident("dewi").await;
    let chats = demo.chats(&dewi).await;
    assert!(chats.len() >= 6, "{}", chats.len());
    let wayan = chat_with(&chats, "wayan");
    assert_eq!(wayan["unread"], 2, "{wayan}");
    assert!(
        wayan["draft"]["text"]
            .as_str()
            .unwrap()
            .starts_with("I still")
    );
    let page = json!({"conversation": wayan["conversation"], "limit": 100});
    let history = demo.call(&dewi, "chat.history", page).await;
    let kinds: Vec<&str> = history["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["body"]["kind"].as_str().unwrap())
        .collect();
    for kind in ["text", "photos", "recalled", "system"] {
        assert!(kinds.contains(&kind), "no {kind} in {kinds:?}");
    }

    // What was said lies in the past days, not in the moment of the first start.
    let first: Timestamp =
        serde_json::from_value(history["messages"][1]["sent_at"].clone()).unwrap();
    assert!(
        SystemClock.now().since(first) > Duration::from_secs(5 * 24 * 3_600),
        "{first}"
    );
    let silent = chat_with(&chats, "rahma");
    assert_eq!(silent["unread"], 0, "{silent}");

    let asked = demo.call(&dewi, "contacts.requests", json!({})).await;
    let pending = asked["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["state"] == "pending");
    assert_eq!(pending.count(), 2, "{asked}");

    let seq = demo.dispatcher.cell().snapshot().seq();
    demo.furnish().await;
    assert_eq!(
        demo.dispatcher.cell().snapshot().seq(),
        seq,
        "the story is played once"
    );

    // As if the process had ended before it could say that it was done.
    Mark::Begun.write(data.path()).unwrap();
    demo.furnish().await;
    let again = demo.chats(&dewi).await;
    for (before, after) in chats.iter().zip(&again) {
        assert_eq!(before["head_no"], after["head_no"], "nothing is said twice");
    }
    assert_eq!(chats.len(), again.len());
}

/// Somebody sets up a cell of their own.
async fn inhabit(demo: &Demo) {
    let context = demo.context();
    let token = context
        .write(|tx| {
            let token = sapa_accounts::Token::from_random([7; 32]);
            sapa_accounts::offer_setup(tx, token.hash())?;
            Ok::<_, sapa_accounts::Error>(token)
        })
        .await
        .unwrap();
    let setup = json!({"token": token.text(), "handle": "mara", "display_name": "Mara", "password": "long enough to pass"});
    demo.call(&Who::Nobody, "accounts.setup", setup).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cell_of_people_is_not_furnished() {
    let data = tempfile::tempdir().unwrap();
    let demo = Demo::open(data.path());
    inhabit(&demo).await;
    assert!(matches!(
        demo.try_furnish().await,
        Err(FurnishError::Inhabited)
    ));
    assert!(matches!(forget(data.path()), Err(ForgetError::NotATown(_))));
}

/// The runtime ends while jobs are being started: whatever is under way then must let it.
#[test]
fn a_start_that_is_refused_ends() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(2).enable_all().build().unwrap()
    };
    let data = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let demo = Demo::open(data.path());
        inhabit(&demo).await;
        demo.dispatcher.cell().clone().shutdown().await;
    });
    let config = Config {
        data: data.path().to_path_buf(),
        listen: ([127, 0, 0, 1], 0).into(),
        demo: true,
        ..Config::default()
    };
    for _ in 0..8 {
        let (config, runtime) = (config.clone(), runtime());
        let (end, ended) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let outcome = runtime.block_on(serve_until(config, |_| {}, std::future::pending()));
            drop(runtime);
            end.send(outcome).unwrap();
        });
        let outcome = ended.recv_timeout(Duration::from_secs(60));
        let outcome = outcome.expect("the start ends, and its runtime");
        assert!(matches!(
            outcome,
            Err(ServeError::Furnish(FurnishError::Inhabited))
        ));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_town_is_forgotten_when_nobody_serves_it() {
    let data = tempfile::tempdir().unwrap();
    let demo = Demo::open(data.path());
    Mark::Begun.write(data.path()).unwrap();
    assert!(matches!(forget(data.path()), Err(ForgetError::InUse(_))));
    demo.dispatcher.cell().clone().shutdown().await;
    drop(demo);
    forget(data.path()).unwrap();
    assert!(!data.path().exists());
    assert!(matches!(forget(data.path()), Err(ForgetError::NotATown(_))));
}

#[test]
fn the_clock_begins_before_the_story_and_comes_home() {
    let data = tempfile::tempdir().unwrap();
    let real = Arc::new(SystemClock);
    let day = Duration::from_secs(24 * 3_600);
    let clock = TownClock::for_town(real.clone(), data.path()).unwrap();
    assert!(real.now().since(clock.now()) > 29 * day);
    clock.set_back(day);
    assert!(real.now().since(clock.now()) >= day);
    clock.set_back(Duration::ZERO);
    assert!(real.now().since(clock.now()) < Duration::from_secs(60));

    Mark::Furnished.write(data.path()).unwrap();
    let clock = TownClock::for_town(real.clone(), data.path()).unwrap();
    assert!(real.now().since(clock.now()) < Duration::from_secs(60));
}

#[test]
fn the_links_are_of_two_residents_in_two_slots() {
    let links = links("http://127.0.0.1:8080");
    assert_eq!(
        links,
        [
            "http://127.0.0.1:8080/welcome?as=dewi&slot=0",
            "http://127.0.0.1:8080/welcome?as=wayan&slot=1"
        ]
    );
}
