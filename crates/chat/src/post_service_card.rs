//! Has a service of the cell say something to an account, in a conversation of its own that is made on first use.
//!
//! The conversation has one member, who cannot answer, and cannot leave: it goes with the account.

use sapa_kernel::{AccountId, ConversationId};
use sapa_store::{StoreError, Tx};

use crate::Error;
use crate::card::Card;
use crate::groups::enter;
use crate::keys::{CONVERSATIONS, HEADS, SERVICES};
use crate::model::{ConversationRow, HeadRow, KindRow, MemberRow, SentRow, Service};
use crate::post::{NewMessage, post};
use crate::post_card::card_body;
use crate::send::Sent;
use crate::window::head_of;

/// Puts a card into the conversation of a service with an account. It is unread until the account reads it. The limit of
/// an account's conversations does not stop it.
///
/// # Errors
/// [`Error::AccountDeleted`] if there is no such account (any more): nothing has been written then, and the caller may go on.
/// [`Error::TextTooLong`] as for any card.
pub fn post_service_card(
    tx: &mut Tx<'_>,
    account: AccountId,
    service: Service,
    card: Card,
) -> Result<Sent, Error> {
    if !sapa_accounts::exists(tx, account)? {
        return Err(Error::AccountDeleted { account });
    }
    let body = card_body(card)?;
    let (conversation, mut head) = match SERVICES.get(tx, &(account, service.number()))? {
        Some(conversation) => (conversation, head_of(tx, conversation)?),
        None => make(tx, account, service)?,
    };
    let message = NewMessage {
        sender: None,
        client_id: None,
        body,
        reply_to: None,
        forwarded: false,
    };
    let posted = post(tx, conversation, &mut head, message)?;
    HEADS.put(tx, &(conversation,), &head)?;
    Ok(SentRow::from(posted).into())
}

fn make(
    tx: &mut Tx<'_>,
    account: AccountId,
    service: Service,
) -> Result<(ConversationId, HeadRow), StoreError> {
    let conversation: ConversationId = tx.new_id();
    let now = tx.now();
    let row = ConversationRow {
        kind: KindRow::Service { account, service },
        created_at: now,
        member_count: 1,
        removed_count: 0,
    };
    let member = MemberRow {
        joined_at: now,
        invited_by: None,
        first_no: 1,
        read_no: 0,
        sent_no: 0,
        mentioned_no: 0,
        peer: None,
        service: Some(service),
    };
    SERVICES.put(tx, &(account, service.number()), &conversation)?;
    CONVERSATIONS.put(tx, &(conversation,), &row)?;
    enter(tx, conversation, account, &member)?;
    Ok((conversation, HeadRow::new(now)))
}
