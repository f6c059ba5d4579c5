//! Sends messages on to other conversations.

use std::collections::BTreeSet;

use sapa_kernel::{ConversationId, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::keys::{CLIENT_IDS, HEADS};
use crate::model::BodyRow;
use crate::post::{NewMessage, note_sent, post};
use crate::send::{check_client_id, check_may_write};
use crate::window::{Member, Window};
use crate::{Error, Friendship, MAX_FORWARD, MAX_FORWARD_TO, keys};

/// Input of `chat.forward`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Forward {
    /// Where the messages are.
    pub from: ConversationId,
    /// Which: 1 to 30, each once. They are sent in the order of their numbers.
    pub message_nos: Vec<u64>,
    /// Where to: 1 to 9 conversations, each once.
    pub to: Vec<ConversationId>,
    /// The caller's own id for this. The n-th message's own is this, a space and n.
    pub client_id: String,
}

/// What was sent to one conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ForwardedTo {
    /// Which conversation.
    pub conversation: ConversationId,
    /// The new messages' numbers there.
    pub message_nos: Vec<u64>,
}

/// Output of `chat.forward`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Forwarded {
    /// In the order of the input.
    pub sent: Vec<ForwardedTo>,
}

/// Sends messages on, all of them to all conversations or none. Photos are shared, not copied; mentions and
/// quotations stay behind. The same `client_id` again sends nothing twice.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`] and [`Error::NotFriends`] for any of the conversations, [`Error::CountInvalid`],
/// [`Error::MessageNotFound`] if a message cannot be seen or says nothing that can be sent on,
/// [`Error::NotForwardable`] if it is a card.
pub fn forward(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Forward,
    friends: &dyn Friendship,
) -> Result<Forwarded, Error> {
    check_client_id(&input.client_id)?;
    let window = Window::load(tx, actor.account, input.from)?;
    let numbers: BTreeSet<u64> = input.message_nos.iter().copied().collect();
    if numbers.is_empty() || numbers.len() != input.message_nos.len() || numbers.len() > MAX_FORWARD
    {
        return Err(Error::CountInvalid { limit: MAX_FORWARD });
    }
    let targets: BTreeSet<ConversationId> = input.to.iter().copied().collect();
    if targets.is_empty() || targets.len() != input.to.len() || targets.len() > MAX_FORWARD_TO {
        return Err(Error::CountInvalid {
            limit: MAX_FORWARD_TO,
        });
    }
    let mut sent = Vec::with_capacity(input.to.len());
    for conversation in input.to {
        let message_nos = forward_to(
            tx,
            &window,
            &numbers,
            conversation,
            &input.client_id,
            friends,
        )?;
        sent.push(ForwardedTo {
            conversation,
            message_nos,
        });
    }
    Ok(Forwarded { sent })
}

fn forward_to(
    tx: &mut Tx<'_>,
    window: &Window,
    numbers: &BTreeSet<u64>,
    to: ConversationId,
    client_id: &str,
    friends: &dyn Friendship,
) -> Result<Vec<u64>, Error> {
    let key = |index: usize| (to, window.account, format!("{client_id} {}", index + 1));
    let mut message_nos = Vec::with_capacity(numbers.len());
    // All were sent in one transaction: if the first is there, so are the others.
    if CLIENT_IDS.contains(tx, &key(0))? {
        for index in 0..numbers.len() {
            if let Some(sent) = CLIENT_IDS.get(tx, &key(index))? {
                message_nos.push(sent.message_no);
            }
        }
        return Ok(message_nos);
    }
    let mut member = Member::load(tx, window.account, to)?;
    check_may_write(tx, &member, friends)?;
    let mut head = member.head(tx)?;
    for (index, number) in numbers.iter().enumerate() {
        let body = body_to_forward(tx, window, *number)?;
        let (.., client_id) = key(index);
        let message = NewMessage {
            sender: Some(window.account),
            client_id: Some(client_id),
            body,
            reply_to: None,
            forwarded: true,
        };
        let posted = post(tx, to, &mut head, message)?;
        CLIENT_IDS.put(tx, &key(index), &posted.into())?;
        message_nos.push(posted.message_no);
    }
    note_sent(
        tx,
        &mut member,
        &mut head,
        message_nos.last().copied().unwrap_or(0),
    )?;
    HEADS.put(tx, &(to,), &head)?;
    Ok(message_nos)
}

/// The body of a message as it is sent on; takes a reference to each photo.
fn body_to_forward(tx: &mut Tx<'_>, window: &Window, number: u64) -> Result<BodyRow, Error> {
    let deleted = window.deleted(tx, number, number)?;
    if !window.shows(number) || !deleted.is_empty() {
        return Err(Error::MessageNotFound);
    }
    let row = keys::MESSAGES
        .get(tx, &(window.conversation, number))?
        .ok_or(Error::MessageNotFound)?;
    match row.body {
        BodyRow::Text { text, .. } => Ok(BodyRow::Text {
            text,
            mentions: Vec::new(),
        }),
        BodyRow::Photos { photos, caption } => {
            for photo in &photos {
                sapa_blobs::share(tx, photo.blob)?;
            }
            Ok(BodyRow::Photos { photos, caption })
        }
        BodyRow::Card { .. } => Err(Error::NotForwardable),
        BodyRow::System { .. } | BodyRow::Recalled { .. } => Err(Error::MessageNotFound),
    }
}
