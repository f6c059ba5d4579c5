//! Changes a card that stands in a conversation: what it is about has gone on. Called by flows, after the domain that owns
//! it has decided.

use sapa_kernel::ConversationId;
use sapa_store::{Event, Scan, Topic, Tx};

use crate::Error;
use crate::card::Card;
use crate::events::{self, ChangedEvent, ConversationEvent};
use crate::keys::{HEADS, MEMBERS, MESSAGES};
use crate::model::BodyRow;
use crate::post::rewrite;

/// Changes a card. Nothing happens if the conversation or the message is gone, if the message is no card, or if it stays the
/// same. The note does not change: answers quote it.
///
/// # Errors
/// Only if the store fails.
pub fn change_card(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    message_no: u64,
    change: impl FnOnce(&mut Card),
) -> Result<(), Error> {
    let Some(mut head) = HEADS.get(tx, &(conversation,))? else {
        return Ok(());
    };
    let Some(mut row) = MESSAGES.get(tx, &(conversation, message_no))? else {
        return Ok(());
    };
    let BodyRow::Card { card } = &mut row.body else {
        return Ok(());
    };
    let before = card.clone();
    change(card);
    if *card == before {
        return Ok(());
    }
    let event = rewrite(tx, conversation, message_no, &mut head, row)?;
    announce(tx, conversation, event)
}

/// Tells the members. A push is the same for all who follow the conversation; if somebody joined after the card it says to
/// each who sees it what has become of it, and to the others only that there was a change.
fn announce(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    event: ChangedEvent,
) -> Result<(), Error> {
    let members = MEMBERS.scan(tx, Scan::under(&(conversation,)))?;
    if members
        .iter()
        .all(|(_, row)| row.first_no <= event.message_no)
    {
        events::emit(tx, conversation, events::CHANGED, &event);
        return Ok(());
    }
    let named = Some(conversation);
    for ((_, account), row) in members {
        let topic = Topic::Account(account);
        tx.emit(if row.first_no <= event.message_no {
            let body = ChangedEvent {
                conversation: named,
                ..event
            };
            Event::new(topic, events::CHANGED, &body)
        } else {
            let body = ConversationEvent {
                change_no: event.change_no,
                conversation: named,
            };
            Event::new(topic, events::CONVERSATION, &body)
        });
    }
    Ok(())
}
