//! SIGKILL in the middle of a grab: a red packet of 500 shares in a group of 500 who all open it at once, ten times
//! over. Each acknowledged share stands, nobody has two, and together they are what was put in.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sapa_bank::{BankAccount, Entry, SignedAmount, Statement, camt053};
use sapa_client::{BulkAccount, Client};
use sapa_kernel::{AccountId, Amount, ConversationId, Currency, Money, Timestamp};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::dice::Dice;
use crate::server::{Server, until};

const KILLS: u64 = 10;
const MEMBERS: usize = 500;
/// What each packet holds, in minor units: Rp50.000.
const PACKET: u128 = 5_000_000;
/// A kill comes after so many shares at most …
const MOST_SHARES_BEFORE: u64 = 450;
/// … and up to this many turns of the test's own scheduler.
const MOST_TURNS: u64 = 200;
/// Wallets that are opened at once.
const AT_ONCE: usize = 32;

const PIN: &str = "142536";
const BANK_ACCOUNT: &str = "1234567890";

#[tokio::test]
async fn no_share_is_lost_or_given_twice_when_a_grab_is_killed() {
    let mut dice = Dice::from_environment();
    let directory = tempfile::tempdir().expect("a temporary directory");
    let data = directory.path().join("cell");
    std::fs::create_dir(&data).expect("a new directory");
    let settings = settings(&directory.path().join("bank"));
    let mut server = Server::start_with(&data, "127.0.0.1:0", &settings).await;
    let address = server.address.clone();
    let group = Group::make(&server, &data, &directory.path().join("bank")).await;

    let mut in_the_middle = 0;
    for round in 1..=KILLS {
        let kind = if round % 2 == 0 { "normal" } else { "lucky" };
        let packet = group.send_packet(&server.client, round, kind).await;
        let told = Arc::new(Told::default());
        let mut grab = group.grab(&server.client, &packet, &told);
        let wanted = 1 + dice.below(MOST_SHARES_BEFORE);
        until("shares are taken", async || {
            told.count.load(Ordering::Relaxed) >= wanted
        })
        .await;
        for _ in 0..dice.below(MOST_TURNS) {
            tokio::task::yield_now().await;
        }
        server.kill();
        while let Some(ended) = grab.join_next().await {
            ended.expect("nobody was answered wrongly");
        }
        let acknowledged = told.shares();
        in_the_middle += u64::from(acknowledged.len() < MEMBERS);
        println!("kill {round}: {} shares were told", acknowledged.len());
        server = Server::start_with(&data, &address, &settings).await;

        let found = group.claims(&server.client, &packet).await;
        for (account, amount) in &acknowledged {
            assert_eq!(
                found.get(account),
                Some(amount),
                "kill {round}: an acknowledged share is gone"
            );
        }
        let mut grab = group.grab(&server.client, &packet, &told);
        while let Some(ended) = grab.join_next().await {
            ended.expect("the share that was told before is told again");
        }
        group.check_closed(&server.client, &packet, &told).await;
    }
    assert!(in_the_middle > KILLS / 2, "most kills fall into a grab");
}

/// A cell whose PINs cost nothing, whose bank is a directory, and that lets one address do what it likes.
fn settings(bank: &Path) -> Vec<(&'static str, String)> {
    let bank = bank.display().to_string();
    vec![
        ("SAPA_ACCOUNTS_HASHING_MEMORY_KIB", "8".to_owned()),
        ("SAPA_ACCOUNTS_HASHING_PASSES", "1".to_owned()),
        ("SAPA_RATES_EXPENSIVE_PER_SECOND", "100000.0".to_owned()),
        ("SAPA_RATES_EXPENSIVE_BURST", "100000.0".to_owned()),
        ("SAPA_BANK_DIRECTORY", bank),
        ("SAPA_BANK_NAME", "Bank".to_owned()),
        ("SAPA_BANK_HOLDER", "Sapa".to_owned()),
        ("SAPA_BANK_ACCOUNT", BANK_ACCOUNT.to_owned()),
        ("SAPA_BANK_POLL_SECONDS", "1".to_owned()),
    ]
}

/// What was acknowledged in one round.
#[derive(Default)]
struct Told {
    count: AtomicU64,
    shares: std::sync::Mutex<BTreeMap<AccountId, u128>>,
}

impl Told {
    fn shares(&self) -> BTreeMap<AccountId, u128> {
        self.shares.lock().expect("nobody panicked").clone()
    }

    fn note(&self, account: AccountId, amount: u128) {
        let mut shares = self.shares.lock().expect("nobody panicked");
        if let Some(before) = shares.insert(account, amount) {
            assert_eq!(before, amount, "a share was told twice, differently");
        } else {
            self.count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Five hundred people with wallets, in one group. The first one gives.
struct Group {
    accounts: Vec<BulkAccount>,
    conversation: ConversationId,
}

impl Group {
    async fn make(server: &Server, data: &Path, bank: &Path) -> Self {
        let operator = server.operator(data);
        let made = operator.create_in_bulk("grab", MEMBERS).await;
        let accounts = made.expect("accounts are made").accounts;
        let ids: Vec<_> = accounts.iter().map(|account| account.account).collect();
        let group = operator
            .create_group_in_bulk(ids[0], &ids[1..], "Grab")
            .await;
        let group = Self {
            accounts,
            conversation: group.expect("a group is made"),
        };
        let terms = json!({"currency": "IDR", "terms": "For a test."});
        let set: Value = operator
            .call("wallet.update_settings", terms)
            .await
            .expect("the operator offers wallets");
        assert_eq!(set["terms_version"], 1);
        group.open_wallets(&server.client).await;
        group.top_up(&server.client, bank).await;
        group
    }

    async fn open_wallets(&self, client: &Client) {
        for some in self.accounts.chunks(AT_ONCE) {
            let mut opening = JoinSet::new();
            for account in some {
                let client = client.with_token(&account.token);
                opening.spawn(async move {
                    let input = json!({"version": 1, "pin": PIN});
                    client.call::<Value>("wallet.open", input).await
                });
            }
            while let Some(opened) = opening.join_next().await {
                opened.expect("a task ends").expect("a wallet is opened");
            }
        }
    }

    /// The giver's money comes from the bank, by a statement in the directory.
    async fn top_up(&self, client: &Client, bank: &Path) {
        let giver = self.device(client, 0);
        let details: Value = giver
            .call("wallet.top_up_details", json!({}))
            .await
            .expect("how to top up");
        let reference = details["reference"].as_str().expect("a reference");
        let currency: Currency = "IDR".parse().expect("a currency");
        let amount = Amount::from_minor(PACKET * u128::from(KILLS));
        let statement = statement(reference, Money { amount, currency });
        let text = camt053::write(&statement).expect("a statement that can be written");
        let inbox = bank.join("inbox");
        std::fs::write(inbox.join(".one"), text).expect("the inbox is there");
        std::fs::rename(inbox.join(".one"), inbox.join("one.xml")).expect("the same directory");
        until("the money is there", async || {
            let me: Value = giver.call("wallet.me", json!({})).await.expect("a wallet");
            me["open"]["balance"] == amount.to_string()
        })
        .await;
    }

    fn device(&self, client: &Client, member: usize) -> Client {
        client.with_token(&self.accounts[member].token)
    }

    async fn send_packet(&self, client: &Client, round: u64, kind: &str) -> Value {
        let input = json!({
            "conversation": self.conversation,
            "kind": kind,
            "money": {"amount": PACKET.to_string(), "currency": "IDR"},
            "shares": MEMBERS,
            "cover": "classic",
            "client_id": format!("round-{round}"),
            "pin": PIN,
        });
        let giver = self.device(client, 0);
        let sent = giver.call("wallet.send_packet", input).await;
        sent.expect("the packet is sent")
    }

    /// Everybody opens the packet at once. Whoever is not answered does not know.
    fn grab(&self, client: &Client, packet: &Value, told: &Arc<Told>) -> JoinSet<()> {
        let mut grab = JoinSet::new();
        for account in &self.accounts {
            let client = client.with_token(&account.token);
            let input = json!({"payment": packet["payment"]});
            let (account, told) = (account.account, told.clone());
            grab.spawn(async move {
                match client.call::<Value>("wallet.open_packet", input).await {
                    Ok(opened) => told.note(account, amount(&opened["packet"]["my_share"])),
                    Err(error) => assert!(error.is_transient(), "{error}"),
                }
            });
        }
        grab
    }

    /// Who took what, as the cell says.
    async fn claims(&self, client: &Client, packet: &Value) -> BTreeMap<AccountId, u128> {
        let device = self.device(client, 0);
        let mut claims = BTreeMap::new();
        let mut cursor = Value::Null;
        loop {
            let input = json!({"payment": packet["payment"], "cursor": cursor});
            let page: Value = device
                .call("wallet.packet", input)
                .await
                .expect("the packet is there");
            for claim in page["items"].as_array().expect("a list") {
                let account = claim["account"].as_str().expect("an id");
                let account = account.parse().expect("an id");
                let twice = claims.insert(account, amount(&claim["amount"]));
                assert_eq!(twice, None, "somebody has two shares");
            }
            cursor = page["next_cursor"].clone();
            if cursor.is_null() {
                return claims;
            }
        }
    }

    async fn check_closed(&self, client: &Client, packet: &Value, told: &Told) {
        let claims = self.claims(client, packet).await;
        assert_eq!(claims, told.shares(), "everybody was told what they have");
        assert_eq!(claims.len(), MEMBERS);
        assert_eq!(claims.values().sum::<u128>(), PACKET);
        let input = json!({"payment": packet["payment"]});
        let page: Value = self
            .device(client, 0)
            .call("wallet.packet", input)
            .await
            .expect("the packet is there");
        assert_eq!(page["packet"]["state"], "finished");
        let lucky = packet["kind"] == "lucky";
        assert_eq!(page["packet"]["seed"].is_string(), lucky);
    }
}

fn amount(value: &Value) -> u128 {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("no share: {value}"));
    text.parse().expect("an amount")
}

/// A statement in which the bank says that somebody paid in.
fn statement(reference: &str, money: Money) -> Statement {
    let moment = Timestamp::from_millis(1_700_000_000_000);
    Statement {
        id: "ONE".to_owned(),
        message_id: "MESSAGE-ONE".to_owned(),
        account: BankAccount::local(BANK_ACCOUNT, None).expect("an account"),
        currency: money.currency,
        sequence: Some(1),
        from: None,
        to: None,
        opening: SignedAmount::ZERO,
        closing: SignedAmount::credit(money.amount),
        entries: vec![Entry {
            reference: "E1".to_owned(),
            credit: true,
            reversal: false,
            booked: true,
            amount: money,
            booked_at: moment,
            end_to_end_id: None,
            remittance: vec![format!("top up {reference}")],
            counterparty_name: Some("Giver".to_owned()),
            counterparty_account: None,
            return_reason: None,
        }],
        created_at: moment,
    }
}
