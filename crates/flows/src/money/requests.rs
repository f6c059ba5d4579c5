//! Asking for money, with the cards.

use sapa_chat::{Card, CardKind, CardState, Member, PostCard};
use sapa_kernel::{Fault, Money, SignedIn};
use sapa_store::{Read, Tx};
use sapa_wallet::{Error, NewRequest, NewSplit, Payment, PinPass, Policy, Request, RequestChanged};

use super::{check_sees, say};
use crate::{Friends, fault};

/// Asks the friend whose conversation it is. The same `client_id` again answers the same.
///
/// # Errors
/// Those of chat for writing there, [`Error::DirectOnly`] in a group, and those of [`sapa_wallet::request`].
pub fn request(tx: &mut Tx<'_>, actor: &SignedIn, input: &NewRequest) -> Result<Request, Fault> {
    if let Some(before) = sapa_wallet::asked_before(tx, actor, input).map_err(fault)? {
        return Ok(before);
    }
    let member = Member::load(tx, actor.account, input.conversation).map_err(fault)?;
    let friend = member.peer().ok_or(fault(Error::DirectOnly))?;
    let request = sapa_wallet::request(tx, actor, friend, input).map_err(fault)?;
    put_card(tx, actor, request)
}

/// Splits a bill in a group. The same `client_id` again answers the same.
///
/// # Errors
/// Those of chat for writing there, [`Error::GroupOnly`], [`Error::SplitInvalid`] if somebody is no member, and those of
/// [`sapa_wallet::split`].
pub fn split(tx: &mut Tx<'_>, actor: &SignedIn, input: &NewSplit) -> Result<Request, Fault> {
    if let Some(before) = sapa_wallet::split_before(tx, actor, input).map_err(fault)? {
        return Ok(before);
    }
    let conversation = input.conversation;
    Member::load(tx, actor.account, conversation).map_err(fault)?;
    if !sapa_chat::is_group(tx, conversation).map_err(fault)? {
        return Err(fault(Error::GroupOnly));
    }
    let request = sapa_wallet::split(tx, actor, input).map_err(fault)?;
    for share in &request.shares {
        let known = sapa_chat::is_member(tx, conversation, share.account).map_err(fault)?;
        if !known {
            return Err(fault(Error::SplitInvalid));
        }
    }
    put_card(tx, actor, request)
}

fn put_card(tx: &mut Tx<'_>, actor: &SignedIn, mut request: Request) -> Result<Request, Fault> {
    let (kind, account) = if request.split {
        (CardKind::Split, None)
    } else {
        let friend = request.shares.first().map(|share| share.account);
        (CardKind::Request, friend)
    };
    let card = Card {
        kind,
        payment: Some(request.payment),
        money: Some(Money {
            amount: request.total,
            currency: request.currency,
        }),
        note: request.note.clone(),
        account,
        state: CardState::Waiting,
        detail: None,
    };
    let post = PostCard {
        conversation: request.conversation,
        client_id: None,
        card,
    };
    let sent = sapa_chat::post_card(tx, actor.account, post, &Friends).map_err(fault)?;
    sapa_wallet::request_card_is_at(tx, request.payment, sent.message_no).map_err(fault)?;
    request.message_no = sent.message_no;
    Ok(request)
}

/// A request whose card the caller can see.
///
/// # Errors
/// Those of chat for seeing it, [`Error::NotFound`].
pub fn request_of(read: &dyn Read, actor: &SignedIn, input: Payment) -> Result<Request, Fault> {
    let request = sapa_wallet::request_of(read, input).map_err(fault)?;
    check_sees(read, actor, request.conversation, request.message_no)?;
    Ok(request)
}

/// Pays the caller's part.
///
/// # Errors
/// Those of [`sapa_wallet::pay_request`].
pub fn pay_request(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
    pass: &PinPass,
    policy: &Policy,
) -> Result<Request, Fault> {
    let changed = sapa_wallet::pay_request(tx, actor, input, pass, policy).map_err(fault)?;
    reflect(tx, changed)
}

/// Will not pay.
///
/// # Errors
/// Those of [`sapa_wallet::decline_request`].
pub fn decline_request(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
) -> Result<Request, Fault> {
    let changed = sapa_wallet::decline_request(tx, actor, input).map_err(fault)?;
    reflect(tx, changed)
}

/// Takes a request back.
///
/// # Errors
/// Those of [`sapa_wallet::cancel_request`].
pub fn cancel_request(tx: &mut Tx<'_>, actor: &SignedIn, input: Payment) -> Result<Request, Fault> {
    let changed = sapa_wallet::cancel_request(tx, actor, input).map_err(fault)?;
    reflect(tx, changed)
}

fn reflect(tx: &mut Tx<'_>, changed: RequestChanged) -> Result<Request, Fault> {
    let request = changed.request;
    if changed.now {
        let state = if request.cancelled_at.is_some() {
            CardState::Cancelled
        } else if request.is_paid() {
            CardState::Paid
        } else if request.is_settled() && request.split {
            CardState::Closed
        } else if request.is_settled() {
            CardState::Declined
        } else {
            CardState::Waiting
        };
        sapa_chat::change_card(tx, request.conversation, request.message_no, |card| {
            card.state = state;
        })
        .map_err(fault)?;
    }
    say(tx, changed.receipts)?;
    Ok(request)
}
