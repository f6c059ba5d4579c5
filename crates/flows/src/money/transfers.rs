//! Money for a friend: the hold and its card, the answer and the card's new state.

use sapa_chat::{Card, CardKind, CardState, Member, PostCard};
use sapa_kernel::{Fault, PaymentId, SignedIn};
use sapa_store::Tx;
use sapa_wallet::{Error, NewTransfer, Payment, PinPass, Policy, Settled, Transfer, TransferState};

use super::say;
use crate::{Friends, fault};

/// Holds money for the friend whose conversation it is, and puts the card there. The same `client_id` again answers the
/// same.
///
/// # Errors
/// Those of chat for writing there, [`Error::DirectOnly`] in a group, and those of [`sapa_wallet::transfer`].
pub fn transfer(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &NewTransfer,
    pass: &PinPass,
    policy: &Policy,
) -> Result<Transfer, Fault> {
    if let Some(before) = sapa_wallet::sent_before(tx, actor, input).map_err(fault)? {
        return Ok(before);
    }
    let member = Member::load(tx, actor.account, input.conversation).map_err(fault)?;
    let to = member.peer().ok_or(fault(Error::DirectOnly))?;
    let mut transfer = sapa_wallet::transfer(tx, actor, to, input, pass, policy).map_err(fault)?;
    let card = Card {
        kind: CardKind::Transfer,
        payment: Some(transfer.payment),
        money: Some(transfer.money),
        note: transfer.note.clone(),
        account: Some(to),
        state: CardState::Waiting,
        detail: None,
    };
    let post = PostCard {
        conversation: input.conversation,
        client_id: None,
        card,
    };
    let sent = sapa_chat::post_card(tx, actor.account, post, &Friends).map_err(fault)?;
    sapa_wallet::transfer_card_is_at(tx, transfer.payment, sent.message_no).map_err(fault)?;
    transfer.message_no = sent.message_no;
    Ok(transfer)
}

/// The receiver takes it.
///
/// # Errors
/// Those of [`sapa_wallet::accept_transfer`].
pub fn accept_transfer(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
) -> Result<Transfer, Fault> {
    let settled = sapa_wallet::accept_transfer(tx, actor, input).map_err(fault)?;
    reflect(tx, settled)
}

/// The receiver does not want it.
///
/// # Errors
/// Those of [`sapa_wallet::decline_transfer`].
pub fn decline_transfer(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
) -> Result<Transfer, Fault> {
    let settled = sapa_wallet::decline_transfer(tx, actor, input).map_err(fault)?;
    reflect(tx, settled)
}

/// Its time is over.
///
/// # Errors
/// Only if the store fails or the ledger refuses.
pub fn expire_transfer(tx: &mut Tx<'_>, payment: PaymentId) -> Result<(), Fault> {
    if let Some(settled) = sapa_wallet::expire_transfer(tx, payment).map_err(fault)? {
        reflect(tx, settled)?;
    }
    Ok(())
}

fn reflect(tx: &mut Tx<'_>, settled: Settled) -> Result<Transfer, Fault> {
    let transfer = settled.transfer;
    if settled.now {
        let state = match transfer.state {
            TransferState::Waiting => CardState::Waiting,
            TransferState::Accepted => CardState::Accepted,
            TransferState::Declined => CardState::Declined,
            TransferState::Returned => CardState::Returned,
        };
        sapa_chat::change_card(tx, transfer.conversation, transfer.message_no, |card| {
            card.state = state;
        })
        .map_err(fault)?;
    }
    say(tx, settled.receipt)?;
    Ok(transfer)
}
