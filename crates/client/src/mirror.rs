//! One account's conversations, kept in step with the cell across disconnections.
//!
//! Promise: after [`Mirror::catch_up`] and any number of [`Mirror::apply`], the mirror holds every message up to
//! each conversation's head exactly once. A push that would leave a hole is reported as [`Disorder`], never
//! papered over: the cell's pushes begin before the snapshot that `chat.sync` reads, so a hole is a defect.

use std::collections::BTreeMap;

use sapa_kernel::ConversationId;
use serde_json::{Value, json};

use crate::wire::{Conversation, HistoryPage, Message, Page, SyncReply};
use crate::{Client, Error, Push, Socket};

/// The most conversations that one `chat.sync` may name.
const MAX_SYNC_CONVERSATIONS: usize = 5_000;

/// What the mirror should never see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disorder {
    /// A push or a page skipped numbers.
    Hole {
        /// Where.
        conversation: ConversationId,
        /// The highest number held before it.
        head_no: u64,
        /// The number that came.
        came: u64,
    },
    /// The same number came with another sender, client id or time.
    Different {
        /// Where.
        conversation: ConversationId,
        /// Which.
        message_no: u64,
    },
}

#[derive(Debug, Default)]
struct Held {
    messages: BTreeMap<u64, Message>,
    head_no: u64,
    change_no: u64,
}

/// The conversations of one account as a device holds them.
#[derive(Debug, Default)]
pub struct Mirror {
    conversations: BTreeMap<ConversationId, Held>,
    feed_position: u64,
    started: bool,
    disorders: Vec<Disorder>,
}

impl Mirror {
    /// A device that holds nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What went wrong so far; empty is the promise.
    pub fn disorders(&self) -> &[Disorder] {
        &self.disorders
    }

    /// The messages held of a conversation, ascending.
    pub fn messages(&self, conversation: ConversationId) -> impl Iterator<Item = &Message> {
        self.conversations
            .get(&conversation)
            .into_iter()
            .flat_map(|held| held.messages.values())
    }

    /// The highest message number held of a conversation; zero if none.
    pub fn head_no(&self, conversation: ConversationId) -> u64 {
        self.conversations
            .get(&conversation)
            .map_or(0, |held| held.head_no)
    }

    /// Connects, again and again with growing pauses, until the cell answers; then catches up. Gives up on
    /// whatever is not a failed connection.
    pub async fn reconnect(&mut self, client: &Client) -> Result<Socket, Error> {
        loop {
            let socket = client.socket_when_up().await?;
            match self.catch_up(&socket).await {
                Ok(()) => return Ok(socket),
                Err(error) if error.is_transient() => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Asks for what was missed since the last time, and takes it in.
    pub async fn catch_up(&mut self, socket: &Socket) -> Result<(), Error> {
        if !self.started {
            self.load_all(socket).await?;
            self.started = true;
        }
        loop {
            let held: Vec<Value> = self
                .conversations
                .iter()
                .take(MAX_SYNC_CONVERSATIONS)
                .map(|(id, held)| {
                    json!({"conversation": id, "change_no": held.change_no, "head_no": held.head_no})
                })
                .collect();
            let input = json!({"feed_position": self.feed_position, "conversations": held});
            let reply: SyncReply = socket.call("chat.sync", input).await?;
            let more = reply.feed_more;
            self.take_in(socket, reply).await?;
            if !more {
                return Ok(());
            }
        }
    }

    async fn take_in(&mut self, socket: &Socket, reply: SyncReply) -> Result<(), Error> {
        self.feed_position = reply.feed_position;
        for id in reply.gone {
            self.conversations.remove(&id);
        }
        for synced in reply.conversations {
            let id = synced.conversation.conversation;
            self.begin(&synced.conversation);
            if synced.gap {
                self.load_after(socket, id).await?;
            } else {
                for message in synced.messages {
                    self.add(message);
                }
            }
            for message in synced.changed {
                self.replace(message);
            }
            if let Some(held) = self.conversations.get_mut(&id) {
                held.change_no = held.change_no.max(synced.conversation.change_no);
            }
        }
        if !reply.reload.is_empty() {
            self.load_all(socket).await?;
        }
        Ok(())
    }

    /// Loads the list of conversations and, of each, what is not held.
    async fn load_all(&mut self, socket: &Socket) -> Result<(), Error> {
        let mut cursor: Option<String> = None;
        loop {
            let mut input = json!({"limit": 100});
            if let Some(cursor) = &cursor {
                input["cursor"] = cursor.as_str().into();
            }
            let page: Page<Conversation> = socket.call("chat.list", input).await?;
            for conversation in page.items {
                self.begin(&conversation);
                let id = conversation.conversation;
                if self.head_no(id) < conversation.head_no {
                    self.load_after(socket, id).await?;
                }
                if let Some(held) = self.conversations.get_mut(&id) {
                    held.change_no = held.change_no.max(conversation.change_no);
                }
            }
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(());
            }
        }
    }

    /// A conversation begins at the first number that this account may see.
    fn begin(&mut self, conversation: &Conversation) {
        self.conversations
            .entry(conversation.conversation)
            .or_insert_with(|| Held {
                head_no: conversation.first_visible_no.saturating_sub(1),
                ..Held::default()
            });
    }

    async fn load_after(&mut self, socket: &Socket, id: ConversationId) -> Result<(), Error> {
        loop {
            let input = json!({"conversation": id, "after": self.head_no(id), "limit": 100});
            let page: HistoryPage = socket.call("chat.history", input).await?;
            let empty = page.messages.is_empty();
            for message in page.messages {
                self.add(message);
            }
            if !page.more || empty {
                return Ok(());
            }
        }
    }

    /// Takes in a push. Kinds that are not about messages are skipped.
    pub fn apply(&mut self, push: &Push) -> Result<(), Error> {
        let kind = push.kind();
        if kind != "message" && kind != "changed" {
            return Ok(());
        }
        let message: Message = serde_json::from_value(push.event["message"].clone())?;
        if kind == "message" {
            self.add(message);
        } else {
            self.replace(message);
        }
        Ok(())
    }

    fn add(&mut self, message: Message) {
        let id = message.conversation;
        let held = self.conversations.entry(id).or_default();
        let number = message.message_no;
        if number <= held.head_no {
            if let Some(known) = held.messages.get(&number)
                && (known.client_id != message.client_id || known.sender != message.sender)
            {
                self.disorders.push(Disorder::Different {
                    conversation: id,
                    message_no: number,
                });
            }
            return;
        }
        if number != held.head_no + 1 {
            self.disorders.push(Disorder::Hole {
                conversation: id,
                head_no: held.head_no,
                came: number,
            });
        }
        held.head_no = number;
        held.change_no = held.change_no.max(message.change_no);
        held.messages.insert(number, message);
    }

    fn replace(&mut self, message: Message) {
        let Some(held) = self.conversations.get_mut(&message.conversation) else {
            return;
        };
        if message.message_no > held.head_no {
            // The push of the message itself precedes the push of its change; here it was not seen.
            self.add(message);
            return;
        }
        held.change_no = held.change_no.max(message.change_no);
        // A message that is not held is one that this account does not see: only quotes of it are.
        if let Some(known) = held.messages.get_mut(&message.message_no)
            && known.change_no < message.change_no
        {
            *known = message;
        }
    }
}
