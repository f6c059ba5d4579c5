//! SIGKILL at twenty moments while devices write: every acknowledged message is there, once, in order.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use sapa_client::{BulkAccount, Client, Message, Mirror};
use sapa_kernel::ConversationId;

use crate::dice::Dice;
use crate::server::{Server, until};
use crate::writers::{Told, Writer};

const KILLS: u64 = 20;
const ACCOUNTS: usize = 8;
/// A kill comes after up to this many further acknowledgements …
const MOST_ANSWERS_BETWEEN: u64 = 150;
/// … and up to this many turns of the test's own scheduler, so that it falls anywhere into a commit.
const MOST_TURNS: u64 = 400;

#[tokio::test]
async fn every_acknowledged_message_survives_twenty_kills_exactly_once() {
    let mut dice = Dice::from_environment();
    let directory = tempfile::tempdir().expect("a temporary directory");
    let data = directory.path().join("cell");
    std::fs::create_dir(&data).expect("a new directory");
    let mut server = Server::start(&data).await;
    let address = server.address.clone();
    let cast = Cast::make(&server, &data).await;
    let told = Arc::new(Told::default());
    let writers: Vec<_> = cast
        .writers(&server.client)
        .into_iter()
        .map(|writer| tokio::spawn(writer.run(told.clone())))
        .collect();
    let device = server.client.with_token(&cast.accounts[0].token);
    let mut mirror = Mirror::new();

    for round in 1..=KILLS {
        let wanted = told.count.load(Ordering::Relaxed) + 1 + dice.below(MOST_ANSWERS_BETWEEN);
        until("messages are acknowledged", async || {
            let broken = writers.iter().any(tokio::task::JoinHandle::is_finished);
            broken || told.count.load(Ordering::Relaxed) >= wanted
        })
        .await;
        follow_a_little(&mut mirror, &device).await;
        for _ in 0..dice.below(MOST_TURNS) {
            tokio::task::yield_now().await;
        }
        server.kill();
        let highest: Vec<u64> = cast
            .conversations
            .iter()
            .map(|c| told.highest(*c))
            .collect();
        server = Server::start_at(&data, &address).await;
        for (conversation, highest) in cast.conversations.iter().zip(highest) {
            let head = cast.head_no(&server.client, *conversation).await;
            assert!(
                head >= highest,
                "kill {round}: {highest} was told, {head} is there"
            );
        }
    }

    told.stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.expect("no writer failed");
    }
    let histories = cast.histories(&server.client).await;
    check(&told, &histories);
    let _socket = mirror
        .reconnect(&device)
        .await
        .expect("the device catches up");
    assert_eq!(mirror.disorders(), []);
    for (conversation, history) in &histories {
        if cast.sees(0, *conversation) {
            let held: Vec<&Message> = mirror.messages(*conversation).collect();
            assert!(
                held.iter().copied().eq(history),
                "the device holds what the cell holds"
            );
        }
    }
    println!(
        "{} messages over {KILLS} kills",
        told.count.load(Ordering::Relaxed)
    );
}

/// Lets the device hear something live, so that catching up begins in the middle of things.
async fn follow_a_little(mirror: &mut Mirror, device: &Client) {
    let mut socket = mirror.reconnect(device).await.expect("the session is good");
    for _ in 0..10 {
        match socket.next_push().await {
            Some(push) => mirror.apply(&push).expect("a readable push"),
            None => return,
        }
    }
}

/// Four pairs of friends and one group of all.
struct Cast {
    accounts: Vec<BulkAccount>,
    /// The pairs' first, the group's last.
    conversations: Vec<ConversationId>,
}

impl Cast {
    async fn make(server: &Server, data: &Path) -> Self {
        let operator = server.operator(data);
        let made = operator.create_in_bulk("kill", ACCOUNTS).await;
        let accounts = made.expect("accounts are made").accounts;
        let ids: Vec<_> = accounts.iter().map(|account| account.account).collect();
        let pairs: Vec<_> = ids.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        let befriended = operator.befriend_in_bulk(&pairs).await;
        let mut conversations = befriended.expect("friendships are made");
        let group = operator
            .create_group_in_bulk(ids[0], &ids[1..], "All")
            .await;
        conversations.push(group.expect("a group is made"));
        Self {
            accounts,
            conversations,
        }
    }

    /// Everyone writes to their friend and to the group; even ones one by one, odd ones eight at a time.
    fn writers(&self, client: &Client) -> Vec<Writer> {
        let group = self.conversations[ACCOUNTS / 2];
        let mut writers = Vec::new();
        for (number, account) in self.accounts.iter().enumerate() {
            let direct = self.conversations[number / 2];
            for (kind, conversation) in [("direct", direct), ("group", group)] {
                writers.push(Writer {
                    client: client.with_token(&account.token),
                    name: format!("{kind}{number}"),
                    conversation,
                    depth: if number % 2 == 0 { 1 } else { 8 },
                });
            }
        }
        writers
    }

    fn sees(&self, account: usize, conversation: ConversationId) -> bool {
        conversation == self.conversations[account / 2]
            || conversation == self.conversations[ACCOUNTS / 2]
    }

    /// Somebody who may read a conversation.
    fn reader(&self, client: &Client, conversation: ConversationId) -> Client {
        let reader = (0..ACCOUNTS).find(|account| self.sees(*account, conversation));
        client.with_token(&self.accounts[reader.expect("each has members")].token)
    }

    async fn head_no(&self, client: &Client, conversation: ConversationId) -> u64 {
        let reader = self.reader(client, conversation);
        let seen = reader.conversation(conversation).await;
        seen.expect("the conversation is there").head_no
    }

    async fn histories(&self, client: &Client) -> BTreeMap<ConversationId, Vec<Message>> {
        let mut histories = BTreeMap::new();
        for conversation in &self.conversations {
            let reader = self.reader(client, *conversation);
            let mut messages: Vec<Message> = Vec::new();
            loop {
                let after = messages.last().map_or(0, |last| last.message_no);
                let page = reader.history_after(*conversation, after).await;
                let page = page.expect("a page of history");
                messages.extend(page.messages);
                if !page.more {
                    break;
                }
            }
            histories.insert(*conversation, messages);
        }
        histories
    }
}

/// Each history is dense; each answer stands in it under its number, once; nothing else does. A device that
/// writes one by one reads its messages in the order in which it wrote them.
fn check(told: &Told, histories: &BTreeMap<ConversationId, Vec<Message>>) {
    let answers = told.answers();
    let mut found = 0;
    for (conversation, history) in histories {
        let mut last_of_single: BTreeMap<&str, u64> = BTreeMap::new();
        for (place, message) in history.iter().enumerate() {
            assert_eq!(message.message_no, place as u64 + 1, "numbers are dense");
            let Some(client_id) = message.client_id.as_deref() else {
                assert_eq!(message.body["kind"], "system");
                continue;
            };
            let answer = answers.get(client_id);
            let (told_place, sent) = answer.unwrap_or_else(|| panic!("{client_id} was never told"));
            assert_eq!(
                (told_place, sent.message_no),
                (conversation, message.message_no)
            );
            assert_eq!(sent.sent_at, message.sent_at, "{client_id}");
            assert_eq!(message.text(), Some(&*format!("text of {client_id}")));
            found += 1;
            let (writer, number) = client_id.rsplit_once('-').expect("a writer and a number");
            let number: u64 = number.parse().expect("a number");
            let single = writer.bytes().last().is_some_and(|digit| digit % 2 == 0);
            if single {
                let last = last_of_single.insert(writer, number).unwrap_or(0);
                assert_eq!(number, last + 1, "{writer} wrote one by one");
            }
        }
    }
    assert_eq!(found, answers.len(), "every answer is in a history");
}
