//! Devices that write without end, through any number of restarts, and remember what they were told.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use sapa_client::{Client, Error, Sent, Socket};
use sapa_kernel::ConversationId;

/// What all writers share.
#[derive(Default)]
pub(crate) struct Told {
    /// Acknowledgements so far.
    pub(crate) count: AtomicU64,
    /// No new messages; those under way are still repeated until answered.
    pub(crate) stop: AtomicBool,
    /// By client id, what the cell answered.
    answers: Mutex<BTreeMap<String, (ConversationId, Sent)>>,
}

impl Told {
    /// What was acknowledged: by client id, where and under which number.
    pub(crate) fn answers(&self) -> BTreeMap<String, (ConversationId, Sent)> {
        self.answers.lock().expect("no writer panicked").clone()
    }

    /// The highest number acknowledged in a conversation.
    pub(crate) fn highest(&self, conversation: ConversationId) -> u64 {
        let answers = self.answers.lock().expect("no writer panicked");
        answers
            .values()
            .filter(|(place, _)| *place == conversation)
            .map(|(_, sent)| sent.message_no)
            .max()
            .unwrap_or_default()
    }

    fn note(&self, client_id: &str, conversation: ConversationId, sent: Sent) {
        let mut answers = self.answers.lock().expect("no writer panicked");
        let before = answers.insert(client_id.to_owned(), (conversation, sent));
        if let Some((_, before)) = before {
            assert_eq!(before, sent, "{client_id} was answered twice, differently");
        }
        self.count.fetch_add(1, Ordering::Relaxed);
    }
}

/// One device of one account that writes into one conversation.
pub(crate) struct Writer {
    pub(crate) client: Client,
    pub(crate) name: String,
    pub(crate) conversation: ConversationId,
    /// Messages under way at once.
    pub(crate) depth: usize,
}

impl Writer {
    /// Writes until told to stop and every message is answered. A message whose outcome is unknown is sent
    /// again under the same client id, as a phone does.
    pub(crate) async fn run(self, told: Arc<Told>) {
        let mut next = 0;
        let mut unanswered: Vec<u64> = Vec::new();
        loop {
            let socket = self.client.socket_when_up().await;
            let socket = socket.expect("the session is still good after a restart");
            let mut under_way = FuturesUnordered::new();
            let mut again = std::mem::take(&mut unanswered).into_iter();
            let broken = loop {
                while under_way.len() < self.depth {
                    let number = match again.next() {
                        Some(number) => number,
                        None if told.stop.load(Ordering::Relaxed) => break,
                        None => {
                            next += 1;
                            next
                        }
                    };
                    under_way.push(self.send(&socket, number));
                }
                match under_way.next().await {
                    None => break false,
                    Some((number, Ok(sent))) => {
                        told.note(&self.client_id(number), self.conversation, sent);
                    }
                    Some((number, Err(error))) => {
                        assert!(error.is_transient(), "{}: {error}", self.name);
                        unanswered.push(number);
                        break true;
                    }
                }
            };
            // The socket is gone, so the rest fails at once; what was answered before is still delivered.
            while let Some((number, result)) = under_way.next().await {
                match result {
                    Ok(sent) => told.note(&self.client_id(number), self.conversation, sent),
                    Err(_) => unanswered.push(number),
                }
            }
            unanswered.extend(again);
            unanswered.sort_unstable();
            if !broken && unanswered.is_empty() {
                return;
            }
        }
    }

    fn client_id(&self, number: u64) -> String {
        format!("{}-{number}", self.name)
    }

    async fn send(&self, socket: &Socket, number: u64) -> (u64, Result<Sent, Error>) {
        let client_id = self.client_id(number);
        let text = format!("text of {client_id}");
        let sent = socket.send_text(self.conversation, &client_id, &text).await;
        (number, sent)
    }
}
