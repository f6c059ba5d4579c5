//! Puts a card into a conversation, on behalf of a member. Called by flows, in the transaction that made what the card
//! is about.

use sapa_kernel::{AccountId, ConversationId};
use sapa_store::Tx;

use crate::card::Card;
use crate::keys::{CLIENT_IDS, HEADS};
use crate::model::{BodyRow, SentRow};
use crate::post::{NewMessage, note_sent, post};
use crate::send::{Sent, check_client_id, check_may_write};
use crate::window::Member;
use crate::{Error, Friendship, MAX_CARD_NOTE};

/// A card to be put.
#[derive(Debug, Clone)]
pub struct PostCard {
    /// Where.
    pub conversation: ConversationId,
    /// The sender's own id for it: with it the same card is put once only. It has nothing to do with the ids of texts.
    pub client_id: Option<String>,
    /// What.
    pub card: Card,
}

/// Puts a card at the end of a conversation, as a message of `sender`. Whoever may write a text there may put one. The same
/// `client_id` again answers the same and puts nothing twice.
///
/// # Errors
/// [`Error::ClientIdInvalid`], [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotFriends`] and the like,
/// [`Error::TextTooLong`] if the note is too long: its limit is in characters.
pub fn post_card(
    tx: &mut Tx<'_>,
    sender: AccountId,
    input: PostCard,
    friends: &dyn Friendship,
) -> Result<Sent, Error> {
    let PostCard {
        conversation,
        client_id,
        card,
    } = input;
    // With a space, which the ids of texts cannot have: a text with the same id is another message.
    let key = match &client_id {
        Some(client_id) => {
            check_client_id(client_id)?;
            Some((conversation, sender, format!("{client_id} card")))
        }
        None => None,
    };
    if let Some(key) = &key
        && let Some(sent) = CLIENT_IDS.get(tx, key)?
    {
        return Ok(sent.into());
    }
    let mut member = Member::load(tx, sender, conversation)?;
    check_may_write(tx, &member, friends)?;
    let body = card_body(card)?;
    let mut head = member.head(tx)?;
    let message = NewMessage {
        sender: Some(sender),
        client_id,
        body,
        reply_to: None,
        forwarded: false,
    };
    let posted = post(tx, conversation, &mut head, message)?;
    note_sent(tx, &mut member, &mut head, posted.message_no)?;
    if let Some(key) = &key {
        CLIENT_IDS.put(tx, key, &posted.into())?;
    }
    HEADS.put(tx, &(conversation,), &head)?;
    Ok(SentRow::from(posted).into())
}

/// The row of a card, if it can be one.
pub(crate) fn card_body(card: Card) -> Result<BodyRow, Error> {
    let note = card.note.as_deref().unwrap_or_default();
    if note.chars().count() > MAX_CARD_NOTE {
        return Err(Error::TextTooLong {
            limit: MAX_CARD_NOTE,
        });
    }
    Ok(BodyRow::Card { card })
}
