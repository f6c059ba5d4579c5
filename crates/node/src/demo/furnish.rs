//! Plays the town's story.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sapa_accounts::{NewResident, continue_as, create_resident};
use sapa_api::http::Uploads;
use sapa_api::{Access, Dispatcher, Peer, Session, Transport, Who};
use sapa_blobs::Purpose;
use sapa_demo::{Act, OwnView, Step, Words};
use sapa_kernel::{Coded as _, Fault, Visitor};
use sapa_store::StoreError;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::{Mark, TownClock};

/// What the story is played on.
pub struct Town<'a> {
    /// The cell's operations.
    pub dispatcher: &'a Dispatcher,
    /// Takes pictures in.
    pub uploads: &'a Uploads,
    /// The cell's clock.
    pub clock: &'a TownClock,
    /// The data directory.
    pub data: &'a Path,
}

/// Why the town could not be furnished.
#[derive(Debug, thiserror::Error)]
pub enum FurnishError {
    /// People live here already.
    #[error("this cell belongs to people: a demo town needs a data directory of its own")]
    Inhabited,
    /// A step of the story was refused.
    #[error("{who} could not {what}: {fault}")]
    Refused {
        /// Whose step.
        who: &'static str,
        /// Which operation.
        what: String,
        /// Why.
        fault: Fault,
    },
    /// The mark could not be read or written.
    #[error("the data directory cannot be written: {0}")]
    Mark(#[from] std::io::Error),
    /// The cell cannot be read.
    #[error("the cell cannot be read: {0}")]
    Store(#[from] StoreError),
    /// The town's bank.
    #[error("the town's bank: {0}")]
    Bank(String),
}

/// Plays the story, unless it was played before.
///
/// # Errors
/// If people live in the cell, or if a step is refused; the next start goes on from there.
pub async fn furnish(town: &Town<'_>) -> Result<(), FurnishError> {
    match Mark::read(town.data)? {
        Some(Mark::Furnished | Mark::Paid) => return Ok(()),
        Some(Mark::Begun) => {}
        None => {
            if !sapa_accounts::needs_setup(&town.dispatcher.cell().snapshot())? {
                return Err(FurnishError::Inhabited);
            }
            Mark::Begun.write(town.data)?;
        }
    }
    let steps = sapa_demo::plan();
    let mut play = Play::new(town, &steps);
    let outcome = play.all(&steps).await;
    // Whatever happened, from here on the clock is right.
    town.clock.set_back(Duration::ZERO);
    outcome?;
    Ok(Mark::Furnished.write(town.data)?)
}

/// What the play remembers of the steps so far.
struct Play<'a> {
    town: &'a Town<'a>,
    residents: HashMap<&'static str, Session>,
    conversations: HashMap<usize, Value>,
    messages: HashMap<(usize, usize), Value>,
    /// Pictures are painted ahead, on other threads.
    portraits: HashMap<&'static str, JoinHandle<Vec<u8>>>,
    photos: HashMap<&'static str, JoinHandle<Option<Vec<u8>>>>,
    /// Photos that were needed before and may be again.
    painted: HashMap<&'static str, Vec<u8>>,
}

impl<'a> Play<'a> {
    fn new(town: &'a Town<'a>, steps: &[Step]) -> Self {
        let shown: BTreeSet<&'static str> = steps
            .iter()
            .filter_map(|step| match &step.act {
                Act::Say { photos, .. } => Some(photos.iter().copied()),
                _ => None,
            })
            .flatten()
            .collect();
        let portraits = sapa_demo::RESIDENTS
            .iter()
            .map(|resident| {
                (
                    resident.handle,
                    tokio::task::spawn_blocking(|| resident.portrait()),
                )
            })
            .collect();
        let photos = shown
            .into_iter()
            .map(|name| {
                (
                    name,
                    tokio::task::spawn_blocking(move || sapa_demo::paint::photo(name)),
                )
            })
            .collect();
        Self {
            town,
            residents: HashMap::new(),
            conversations: HashMap::new(),
            messages: HashMap::new(),
            portraits,
            photos,
            painted: HashMap::new(),
        }
    }

    async fn all(&mut self, steps: &[Step]) -> Result<(), FurnishError> {
        for step in steps {
            self.town.clock.set_back(step.ago);
            self.play(step).await?;
        }
        for resident in sapa_demo::RESIDENTS {
            self.call(resident.handle, "accounts.sign_out", json!({}))
                .await?;
        }
        Ok(())
    }

    async fn play(&mut self, step: &Step) -> Result<(), FurnishError> {
        let who = step.who;
        match &step.act {
            Act::MoveIn => self.move_in(who).await,
            Act::Agree { whom, conversation } => self.agree(who, whom, *conversation).await,
            Act::Found {
                conversation,
                name,
                members,
            } => self.found(who, *conversation, name, members).await,
            Act::Say {
                conversation,
                message,
                text,
                photos,
                reply_to,
            } => {
                let body = self.body(who, text, photos).await?;
                self.say(who, (*conversation, *message), *reply_to, body)
                    .await
            }
            Act::Ask { whom, greeting } => {
                let input =
                    json!({"account": self.account(whom), "greeting": greeting, "via": "handle"});
                let done = ["contacts.already_friends", "contacts.too_often"];
                self.call_again(who, "contacts.request", input, &done).await
            }
            Act::TakeBack {
                conversation,
                message,
            } => {
                let input = self.at(*conversation, *message);
                let done = ["chat.too_late_to_recall", "chat.message_not_found"];
                self.call_again(who, "chat.recall", input, &done).await
            }
            Act::Invite { conversation, whom } => {
                let input = json!({"conversation": self.place(*conversation), "accounts": [self.account(whom)]});
                self.call(who, "chat.invite", input).await.map(drop)
            }
            Act::Read {
                conversation,
                message,
            } => {
                let input = self.at(*conversation, *message);
                self.call(who, "chat.mark_read", input).await.map(drop)
            }
            Act::Set {
                conversation,
                setting,
            } => self.set(who, *conversation, setting).await,
        }
    }

    async fn set(
        &self,
        who: &'static str,
        conversation: usize,
        setting: &OwnView,
    ) -> Result<(), FurnishError> {
        let (operation, field, value) = match setting {
            OwnView::Pinned => ("chat.set_pinned", "pinned", json!(true)),
            OwnView::Muted => ("chat.set_muted", "muted", json!(true)),
            OwnView::Draft(text) => ("chat.set_draft", "text", json!(text)),
        };
        let input = json!({"conversation": self.place(conversation), field: value});
        self.call(who, operation, input).await.map(drop)
    }

    async fn found(
        &mut self,
        who: &'static str,
        conversation: usize,
        name: &str,
        members: &[&'static str],
    ) -> Result<(), FurnishError> {
        let members: Vec<Value> = members.iter().map(|member| self.account(member)).collect();
        let client_id = format!("town-{conversation}");
        let input = json!({"name": name, "members": members, "client_id": client_id});
        let group = self.call(who, "chat.create_group", input).await?;
        self.conversations
            .insert(conversation, group["conversation"].clone());
        Ok(())
    }

    async fn say(
        &mut self,
        who: &'static str,
        (conversation, message): (usize, usize),
        reply_to: Option<usize>,
        body: Value,
    ) -> Result<(), FurnishError> {
        let mut input = json!({
            "conversation": self.place(conversation),
            "client_id": format!("town-{conversation}-{message}"),
            "body": body,
        });
        if let Some(earlier) = reply_to {
            input["reply_to"] = self.number(conversation, earlier);
        }
        let sent = self.call(who, "chat.send", input).await?;
        self.messages
            .insert((conversation, message), sent["message_no"].clone());
        Ok(())
    }

    /// Makes the resident, signs them in, and gives them their portrait.
    async fn move_in(&mut self, who: &'static str) -> Result<(), FurnishError> {
        let refused = |fault| refused(who, "move in", fault);
        let Some(resident) = sapa_demo::resident(who) else {
            return Ok(());
        };
        let new = NewResident {
            handle: resident.handle.to_owned(),
            display_name: resident.display_name.to_owned(),
            about: resident.about.to_owned(),
            language: resident.language.code().to_owned(),
        };
        let visitor = Visitor {
            address: String::new(),
            agent: "Sapa demo".to_owned(),
        };
        let peer = Peer {
            who: Who::Nobody,
            visitor: visitor.clone(),
            transport: Transport::default(),
        };
        let context = self
            .town
            .dispatcher
            .context(Arc::new(peer), Access::Anonymous);
        // Nobody ever learns the token: it is thrown away with the session, when the story ends.
        let token_hash = context.secret_bytes::<32>().map_err(refused)?;
        let known = sapa_accounts::residents(&context.snapshot(), &visitor, sapa_kernel::Empty {})
            .map_err(|error| refused(error.fault()))?
            .residents
            .into_iter()
            .find(|known| known.card.handle == new.handle)
            .map(|known| known.card.account);
        let now = context
            .write(move |tx| {
                let account = match known {
                    Some(account) => account,
                    None => create_resident(tx, &new)?,
                };
                continue_as(tx, &visitor, account, token_hash)
            })
            .await
            .map_err(refused)?;
        let session = Session {
            signed_in: now.signed_in,
            operator: false,
            last_used_at: context.now(),
        };
        self.residents.insert(who, session);
        if let Some(portrait) = self.portraits.remove(who)
            && let Ok(bytes) = portrait.await
        {
            let upload = self.upload(who, Purpose::Avatar, bytes).await?;
            self.call(who, "accounts.update_profile", json!({"avatar": upload}))
                .await?;
        }
        Ok(())
    }

    async fn agree(
        &mut self,
        who: &'static str,
        whom: &'static str,
        conversation: Option<usize>,
    ) -> Result<(), FurnishError> {
        let input = json!({"account": self.account(whom)});
        let again = ["contacts.request_not_found", "contacts.already_friends"];
        self.call_again(who, "contacts.accept", input.clone(), &again)
            .await?;
        let direct = self.call(who, "chat.open_direct", input).await?;
        if let Some(conversation) = conversation {
            self.conversations
                .insert(conversation, direct["conversation"].clone());
            return Ok(());
        }
        // That they are friends now is no news to either of them.
        let seen = json!({"conversation": direct["conversation"], "message_no": direct["head_no"]});
        for friend in [who, whom] {
            self.call(friend, "chat.mark_read", seen.clone()).await?;
        }
        Ok(())
    }

    async fn body(
        &mut self,
        who: &'static str,
        words: &Words,
        photos: &[&'static str],
    ) -> Result<Value, FurnishError> {
        if photos.is_empty() {
            let mentions: Vec<Value> = words
                .mentions
                .iter()
                .map(|mention| {
                    let mut value = json!({"offset": mention.offset, "length": mention.length});
                    if let Some(whom) = mention.whom {
                        value["account"] = self.account(whom);
                    }
                    value
                })
                .collect();
            return Ok(json!({"kind": "text", "text": words.text, "mentions": mentions}));
        }
        let mut uploads = Vec::new();
        for name in photos.iter().copied() {
            if let Some(painting) = self.photos.remove(name) {
                self.painted
                    .insert(name, painting.await.ok().flatten().unwrap_or_default());
            }
            let bytes = self.painted.get(name).cloned().unwrap_or_default();
            uploads.push(self.upload(who, Purpose::Photo, bytes).await?);
        }
        let mut body = json!({"kind": "photos", "uploads": uploads});
        if !words.text.is_empty() {
            body["caption"] = Value::from(words.text.as_str());
        }
        Ok(body)
    }

    /// Hands a picture in, as a person does before it is sent or worn.
    async fn upload(
        &self,
        who: &'static str,
        purpose: Purpose,
        bytes: Vec<u8>,
    ) -> Result<Value, FurnishError> {
        let Some(session) = self.residents.get(who) else {
            return Ok(Value::Null);
        };
        let uploaded = self
            .town
            .uploads
            .store(&session.signed_in, purpose, bytes)
            .await;
        uploaded
            .map(|uploaded| Value::from(uploaded.upload.to_string()))
            .map_err(|fault| refused(who, "upload", fault))
    }

    fn account(&self, handle: &str) -> Value {
        self.residents.get(handle).map_or(Value::Null, |session| {
            Value::from(session.signed_in.account.to_string())
        })
    }

    fn place(&self, conversation: usize) -> Value {
        self.conversations
            .get(&conversation)
            .cloned()
            .unwrap_or_default()
    }

    fn number(&self, conversation: usize, message: usize) -> Value {
        self.messages
            .get(&(conversation, message))
            .cloned()
            .unwrap_or_default()
    }

    fn at(&self, conversation: usize, message: usize) -> Value {
        json!({"conversation": self.place(conversation), "message_no": self.number(conversation, message)})
    }

    async fn call(
        &self,
        who: &'static str,
        operation: &str,
        input: Value,
    ) -> Result<Value, FurnishError> {
        let person = self
            .residents
            .get(who)
            .cloned()
            .map_or(Who::Nobody, Who::Person);
        self.town
            .dispatcher
            .call_inside(person, operation, &input)
            .await
            .map_err(|fault| refused(who, operation, fault))
    }

    /// The same, where a story that goes on after an interruption may find the step done: then a refusal with
    /// one of these codes is as good.
    async fn call_again(
        &self,
        who: &'static str,
        operation: &str,
        input: Value,
        done: &[&str],
    ) -> Result<(), FurnishError> {
        match self.call(who, operation, input).await {
            Err(FurnishError::Refused { fault, .. }) if done.contains(&fault.code) => Ok(()),
            outcome => outcome.map(drop),
        }
    }
}

pub(super) fn refused(who: &'static str, what: &str, fault: Fault) -> FurnishError {
    FurnishError::Refused {
        who,
        what: what.to_owned(),
        fault,
    }
}
