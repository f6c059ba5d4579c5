//! Red packets with their cards. The card changes once, when the packet closes: a group of 500 is not told of every
//! share.

use sapa_chat::{Card, CardKind, CardState, Member, PostCard};
use sapa_kernel::{Fault, PaymentId, SignedIn};
use sapa_store::{Read, Tx};
use sapa_wallet::{
    Error, Keys, NewPacket, Packet, PacketInput, PacketKind, PacketOpened, PacketPage, PacketPlace,
    PacketStates, PacketStatus, Payment, PinPass, Policy,
};
use serde::Serialize;

use super::{check_sees, say};
use crate::{Friends, fault};

/// Packets that one call asks about.
const MAX_STATES: usize = 100;

/// Puts money into a red packet and its card into the conversation. The same `client_id` again answers the same.
///
/// # Errors
/// Those of chat for writing there, and those of [`sapa_wallet::send_packet`].
pub fn send_packet(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &NewPacket,
    pass: &PinPass,
    policy: &Policy,
    keys: &Keys,
) -> Result<Packet, Fault> {
    if let Some(before) = sapa_wallet::packet_before(tx, actor, input).map_err(fault)? {
        // Between two people nobody needs to be named; in a group naming nobody is something else.
        let named = input.only_for == before.only_for;
        if !named && sapa_chat::is_group(tx, input.conversation).map_err(fault)? {
            return Err(fault(Error::DifferentContent));
        }
        return Ok(before);
    }
    let conversation = input.conversation;
    let member = Member::load(tx, actor.account, conversation).map_err(fault)?;
    let place = match member.peer() {
        Some(friend) => PacketPlace::Direct(friend),
        None => PacketPlace::Group,
    };
    if let (PacketPlace::Group, Some(named)) = (place, input.only_for) {
        let known = sapa_chat::is_member(tx, conversation, named).map_err(fault)?;
        if !known {
            return Err(fault(Error::NotFound("member")));
        }
    }
    let mut packet =
        sapa_wallet::send_packet(tx, actor, place, input, pass, policy, keys).map_err(fault)?;
    let card = Card {
        kind: CardKind::Packet,
        payment: Some(packet.payment),
        money: None,
        note: packet.greeting.clone(),
        account: packet.only_for,
        state: CardState::Waiting,
        detail: Some(detail(packet.kind, &packet.cover)),
    };
    let post = PostCard {
        conversation,
        client_id: None,
        card,
    };
    let sent = sapa_chat::post_card(tx, actor.account, post, &Friends).map_err(fault)?;
    sapa_wallet::packet_card_is_at(tx, packet.payment, sent.message_no).map_err(fault)?;
    packet.message_no = sent.message_no;
    Ok(packet)
}

/// How it is divided and how it looks, as the card says it: `lucky:batik`.
fn detail(kind: PacketKind, cover: &str) -> String {
    let kind = match kind {
        PacketKind::Normal => "normal",
        PacketKind::Lucky => "lucky",
        PacketKind::Exclusive => "exclusive",
    };
    format!("{kind}:{cover}")
}

/// Takes a share of a packet whose card the caller can see.
///
/// # Errors
/// Those of chat for seeing it, and those of [`sapa_wallet::open_packet`].
pub fn open_packet(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
    keys: &Keys,
) -> Result<PacketOpened, Fault> {
    check_sees_packet(tx, actor, input.payment)?;
    let opened = sapa_wallet::open_packet(tx, actor, input, keys).map_err(fault)?;
    let packet = opened.packet;
    if opened.closed {
        finish_card(tx, &packet, CardState::Done)?;
    }
    Ok(PacketOpened { packet })
}

fn finish_card(tx: &mut Tx<'_>, packet: &Packet, state: CardState) -> Result<(), Fault> {
    sapa_chat::change_card(tx, packet.conversation, packet.message_no, |card| {
        card.state = state;
    })
    .map_err(fault)
}

fn check_sees_packet(read: &dyn Read, actor: &SignedIn, payment: PaymentId) -> Result<(), Fault> {
    let (conversation, message_no) = sapa_wallet::packet_place(read, payment).map_err(fault)?;
    check_sees(read, actor, conversation, message_no)
}

/// A packet with who took what, for whoever can see its card.
///
/// # Errors
/// Those of chat for seeing it, [`Error::NotFound`].
pub fn packet(read: &dyn Read, actor: &SignedIn, input: PacketInput) -> Result<PacketPage, Fault> {
    check_sees_packet(read, actor, input.payment)?;
    sapa_wallet::packet(read, actor, input).map_err(fault)
}

/// Output of `wallet.packet_states`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PacketStatuses {
    /// Of those packets whose cards the caller can see.
    pub packets: Vec<PacketStatus>,
}

/// What has become of packets whose cards are on the screen. Those that the caller cannot see are left out.
///
/// # Errors
/// Chat's for a wrong count, for more than 100.
pub fn packet_states(
    read: &dyn Read,
    actor: &SignedIn,
    input: PacketStates,
) -> Result<PacketStatuses, Fault> {
    if input.payments.len() > MAX_STATES {
        return Err(fault(sapa_chat::Error::CountInvalid { limit: MAX_STATES }));
    }
    let mut packets = Vec::new();
    for payment in input.payments {
        if check_sees_packet(read, actor, payment).is_err() {
            continue;
        }
        let status = sapa_wallet::packet_status(read, actor.account, payment);
        packets.extend(status.map_err(fault)?);
    }
    Ok(PacketStatuses { packets })
}

/// Its time is over.
///
/// # Errors
/// Only if the store fails or the ledger refuses.
pub fn expire_packet(tx: &mut Tx<'_>, payment: PaymentId, keys: &Keys) -> Result<(), Fault> {
    if let Some(returned) = sapa_wallet::expire_packet(tx, payment, keys).map_err(fault)? {
        finish_card(tx, &returned.packet, CardState::Returned)?;
        say(tx, [returned.receipt])?;
    }
    Ok(())
}
