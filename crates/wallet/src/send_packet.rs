//! Putting money into a red packet: at once in an account of its own, for whoever opens it.

use std::time::Duration;

use minicbor::bytes::ByteArray;
use sapa_kernel::{AccountId, Amount, ConversationId, Currency, Money, PaymentId, SignedIn};
use sapa_ledger::LedgerId;
use sapa_store::{Lane, NewJob, Read, Tx};
use serde::Deserialize;

use crate::draw::Seed;
use crate::keys::{PACKETS, PACKETS_OPEN, PaymentKind, Purpose, Verb, payment_id};
use crate::model::{PacketKind, PacketRow, PacketState};
use crate::movement::{Movement, open_account};
use crate::notes::{check_client_id, clean_note};
use crate::packet::{Packet, shown};
use crate::pin::PinPass;
use crate::purse::Purse;
use crate::{COVERS, Error, Keys, Policy, changed};

/// How long a red packet can be opened.
pub const PACKET_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Kind of the job that gives back what nobody took; its key is the payment.
pub const EXPIRE_PACKET_JOB: &str = "wallet.expire_packet";

/// Input of `wallet.send_packet`, without the PIN.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewPacket {
    /// Where.
    pub conversation: ConversationId,
    /// How it is divided.
    pub kind: PacketKind,
    /// All that is put in. A normal packet's is the same for every share.
    pub money: Money,
    /// In how many parts; one between two people and for a named member.
    pub shares: u32,
    /// What stands on it; at most 50 characters.
    pub greeting: Option<String>,
    /// One of the covers.
    pub cover: String,
    /// Exclusive: the member for whom it is.
    pub only_for: Option<AccountId>,
    /// The sender's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

/// What the caller put with this `client_id` before, if they did: for a repeated call, before anything else is asked.
///
/// # Errors
/// [`Error::DifferentContent`].
pub fn packet_before(
    read: &dyn Read,
    actor: &SignedIn,
    input: &NewPacket,
) -> Result<Option<Packet>, Error> {
    let payment = payment_id(actor.account, Verb::Packet, &input.client_id);
    let Some(row) = PACKETS.get(read, &(payment,))? else {
        return Ok(None);
    };
    let same_receiver = input
        .only_for
        .is_none_or(|account| row.only_for == Some(account));
    let same = row.conversation == input.conversation
        && row.kind == input.kind
        && (row.total, row.currency) == (input.money.amount, input.money.currency)
        && row.shares == input.shares
        && row.cover == input.cover
        && row.greeting == clean_note(input.greeting.as_deref())?
        && same_receiver;
    if !same {
        return Err(Error::DifferentContent);
    }
    shown(read, actor.account, payment, &row).map(Some)
}

/// Where a packet goes, as chat knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PacketPlace {
    /// To one friend.
    Direct(AccountId),
    /// Into a group.
    Group,
}

/// Puts money into a red packet. The caller has checked that the sender may write there and that a named member is
/// one, and puts the card: it says where with [`packet_card_is_at`], in the same transaction.
///
/// # Errors
/// Those of the wallet, [`Error::ClientIdInvalid`], [`Error::NoteInvalid`], [`Error::CoverInvalid`],
/// [`Error::SharesInvalid`], [`Error::ShareInvalid`], [`Error::Yourself`], [`Error::WrongPin`], and those of limits
/// and funds.
pub fn send_packet(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    place: PacketPlace,
    input: &NewPacket,
    pass: &PinPass,
    policy: &Policy,
    keys: &Keys,
) -> Result<Packet, Error> {
    let mut purse = Purse::acting(tx, actor.account)?;
    check_client_id(&input.client_id)?;
    let greeting = clean_note(input.greeting.as_deref())?;
    if !COVERS.contains(&input.cover.as_str()) {
        return Err(Error::CoverInvalid);
    }
    let only_for = receiver(actor.account, place, input)?;
    purse.check_money(input.money)?;
    check_shares(input, only_for.is_some(), policy)?;
    pass.confirm(tx, actor)?;
    purse.spend(tx, input.money, policy)?;
    let payment = payment_id(actor.account, Verb::Packet, &input.client_id);
    let commitment = (input.kind == PacketKind::Lucky)
        .then(|| ByteArray::from(Seed::of(payment, keys).commitment()));
    let row = PacketRow {
        sender: actor.account,
        conversation: input.conversation,
        message_no: 0,
        kind: input.kind,
        currency: input.money.currency,
        total: input.money.amount,
        shares: input.shares,
        taken: 0,
        taken_amount: Amount::ZERO,
        greeting,
        cover: input.cover.clone(),
        only_for,
        sent_at: tx.now(),
        expires_at: tx.now().saturating_add(PACKET_LIFETIME),
        closed_at: None,
        state: PacketState::Open,
        commitment,
        seed: None,
    };
    let own = LedgerId::from(payment);
    open_account(tx, own, row.currency, Purpose::Packet)?;
    Movement {
        payment,
        number: 0,
        from: LedgerId::from(actor.account),
        to: own,
        money: input.money,
        kind: PaymentKind::PacketSent,
    }
    .make(tx)?;
    PACKETS.put(tx, &(payment,), &row)?;
    PACKETS_OPEN.put(tx, &(actor.account, payment), &())?;
    tx.schedule(NewJob {
        kind: EXPIRE_PACKET_JOB,
        key: sapa_kernel::Id::to_bytes(payment).to_vec(),
        lane: Lane::Job,
        run_at: row.expires_at,
        payload: Vec::new(),
    })?;
    changed(tx, actor.account);
    shown(tx, actor.account, payment, &row)
}

/// For whom alone it is, if for one.
fn receiver(
    sender: AccountId,
    place: PacketPlace,
    input: &NewPacket,
) -> Result<Option<AccountId>, Error> {
    match (place, input.kind, input.only_for) {
        (PacketPlace::Direct(friend), _, None) => Ok(Some(friend)),
        (PacketPlace::Direct(friend), _, Some(named)) if named == friend => Ok(Some(friend)),
        (PacketPlace::Direct(_), _, Some(_)) => Err(Error::NotFound("member")),
        (PacketPlace::Group, PacketKind::Exclusive, Some(named)) if named == sender => {
            Err(Error::Yourself)
        }
        (PacketPlace::Group, PacketKind::Exclusive, Some(named)) => Ok(Some(named)),
        (PacketPlace::Group, PacketKind::Exclusive, None) => Err(Error::NotFound("member")),
        (PacketPlace::Group, _, Some(_)) => Err(Error::SharesInvalid { limit: 1 }),
        (PacketPlace::Group, _, None) => Ok(None),
    }
}

fn check_shares(input: &NewPacket, for_one: bool, policy: &Policy) -> Result<(), Error> {
    let limits = policy
        .limits
        .get(&input.money.currency)
        .ok_or(Error::SettingsInvalid(
            "The configuration has no limits for this currency.",
        ))?;
    let limit = if for_one { 1 } else { limits.max_packet_shares };
    if input.shares == 0 || input.shares > limit {
        return Err(Error::SharesInvalid { limit });
    }
    let currency: Currency = input.money.currency;
    let range = Error::ShareInvalid {
        min: currency.step(),
        max: limits.max_packet_share,
    };
    let shares = u128::from(input.shares);
    let steps = input.money.amount.minor() / currency.step().minor();
    let even = steps.is_multiple_of(shares);
    // A lucky share is at most twice the mean of what is left, so the mean is what the limit holds.
    let most = limits.max_packet_share.checked_mul(shares);
    let too_much = most.is_some_and(|most| input.money.amount > most);
    if steps < shares || too_much || (input.kind == PacketKind::Normal && !even) {
        return Err(range);
    }
    Ok(())
}

/// Remembers where the card of a packet stands.
///
/// # Errors
/// [`Error::NotFound`].
pub fn packet_card_is_at(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    message_no: u64,
) -> Result<(), Error> {
    let mut row = PACKETS
        .get(tx, &(payment,))?
        .ok_or(Error::NotFound("packet"))?;
    row.message_no = message_no;
    Ok(PACKETS.put(tx, &(payment,), &row)?)
}
