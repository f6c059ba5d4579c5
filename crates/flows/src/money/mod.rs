//! Money with its cards: what moves in the wallet and what the conversation shows are one transaction.
//!
//! Verbs of the wallet answer with what shall be said; here it is said, in the conversation where it belongs or in the
//! one that a person has with the cell's service *Wallet*.

mod bank;
mod bulk;
mod merchants;
mod operators;
mod packets;
mod payments;
mod requests;
mod transfers;

pub use bank::book_statement;
pub use bulk::{check_open_in_bulk, open_in_bulk};
pub use merchants::{
    expire_order, freeze_merchant, merchant_payout, pay_order, refund_order, refund_own_order,
    set_merchant_key, set_merchant_secret, unfreeze_merchant,
};
pub use operators::{
    freeze, inspect, match_withdrawal, pay_unclaimed, resolve_difference, return_withdrawal,
    set_level, unfreeze,
};
pub use packets::{PacketStatuses, expire_packet, open_packet, packet, packet_states, send_packet};
pub use payments::{ask_pin_reset, change_pin, finish_pin_reset, pay};
pub use requests::{cancel_request, decline_request, pay_request, request, request_of, split};
pub use transfers::{accept_transfer, decline_transfer, expire_transfer, transfer};

use sapa_chat::{Card, CardKind, CardState, Member, Service};
use sapa_kernel::{ConversationId, Fault, Id, PaymentId, SignedIn};
use sapa_store::{Read, Tx};
use sapa_wallet::Receipt;

use crate::fault;

/// Says receipts in the conversations *Wallet* of those whom they concern. Who has deleted their account hears nothing.
pub(crate) fn say(
    tx: &mut Tx<'_>,
    receipts: impl IntoIterator<Item = Receipt>,
) -> Result<(), Fault> {
    for receipt in receipts {
        let card = Card {
            kind: CardKind::Receipt,
            payment: receipt.payment,
            money: receipt.money,
            note: receipt.note,
            account: receipt.about,
            state: CardState::Done,
            detail: Some(receipt.kind.name().to_owned()),
        };
        match sapa_chat::post_service_card(tx, receipt.account, Service::Wallet, card) {
            Ok(_) | Err(sapa_chat::Error::AccountDeleted { .. }) => {}
            Err(other) => return Err(fault(other)),
        }
    }
    Ok(())
}

/// Refuses whoever cannot see the card of a payment: not a member, or came after it.
pub(crate) fn check_sees(
    read: &dyn Read,
    actor: &SignedIn,
    conversation: ConversationId,
    message_no: u64,
) -> Result<(), Fault> {
    let member = Member::load(read, actor.account, conversation).map_err(fault)?;
    if !member.sees(message_no) {
        return Err(fault(sapa_chat::Error::MessageNotFound));
    }
    Ok(())
}

/// The payment that a job's key names.
pub(crate) fn payment_of(key: &[u8]) -> Option<PaymentId> {
    key.try_into().ok().map(PaymentId::from_bytes)
}
