//! A red packet as people see it: what is left, who took what, and how to check the draw.
//!
//! What is in it and who took what is for its sender and those who have taken a share; once it has closed, for everybody
//! who sees its card. If it is for one person, it is for the two of them alone, also then.

use data_encoding::HEXLOWER;
use minicbor::bytes::ByteArray;
use sapa_accounts::Card;
use sapa_kernel::{AccountId, Amount, ConversationId, Currency, PaymentId, SignedIn, Timestamp};
use sapa_store::{Read, Scan, StoreError};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::keys::{CLAIMS, PACKETS};
use crate::model::{ClaimRow, PacketKind, PacketRow, PacketState};

/// A red packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Packet {
    /// Which.
    pub payment: PaymentId,
    /// Who put it.
    pub sender: AccountId,
    /// Where its card is.
    pub conversation: ConversationId,
    /// The card's number there.
    pub message_no: u64,
    /// How it is divided.
    pub kind: PacketKind,
    /// In which currency.
    pub currency: Currency,
    /// All that was put in. This, `taken`, `taken_amount`, `closed_at` and `seed` are absent while the caller may not know:
    /// before they have opened it, if it is open; always, if it is for somebody else alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Amount>,
    /// In how many parts.
    pub shares: u32,
    /// How many have been taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<u32>,
    /// How much has been taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_amount: Option<Amount>,
    /// What stands on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greeting: Option<String>,
    /// How it looks.
    pub cover: String,
    /// The only one who may open it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_for: Option<AccountId>,
    /// Whether it can be opened.
    pub state: PacketState,
    /// When it was put.
    pub sent_at: Timestamp,
    /// Until when it can be opened.
    pub expires_at: Timestamp,
    /// When it was finished or went back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// What the caller took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_share: Option<Amount>,
    /// Lucky: SHA-256 of the seed, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// Lucky: the seed, once the packet has closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
}

/// One share that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Claim {
    /// In the order in which they were taken, from 0.
    pub index: u32,
    /// Who took it.
    pub account: AccountId,
    /// How much.
    pub amount: Amount,
    /// When.
    pub at: Timestamp,
    /// The largest share of a lucky packet that has closed; of equal ones the first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub luckiest: bool,
}

/// Input of `wallet.packet`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct PacketInput {
    /// Which.
    pub payment: PaymentId,
    /// Only shares taken before: the `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A red packet with its shares, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PacketPage {
    /// The packet.
    pub packet: Packet,
    /// Who took what: at most 100; nothing while the caller may not know.
    pub items: Vec<Claim>,
    /// There are more: give this as `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Who they are: some may have left the group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Card>,
    /// What the caller took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<Claim>,
}

/// What became of a packet after its time, also while the job that gives the rest back is late.
pub(crate) fn state_at(row: &PacketRow, now: Timestamp) -> PacketState {
    if row.state == PacketState::Open && row.expires_at <= now {
        return PacketState::Returned;
    }
    row.state
}

/// Who looks at a packet, and what they took of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Viewer {
    pub(crate) account: AccountId,
    pub(crate) share: Option<Amount>,
}

impl Viewer {
    fn load(read: &dyn Read, account: AccountId, payment: PaymentId) -> Result<Self, StoreError> {
        let claim = CLAIMS.get(read, &(payment, account))?;
        Ok(Self {
            account,
            share: claim.map(|claim| claim.amount),
        })
    }

    /// Whether they may know what is in it and who took what.
    fn sees_inside(self, row: &PacketRow, now: Timestamp) -> bool {
        let closed = state_at(row, now) != PacketState::Open;
        let for_them = row.only_for.is_none_or(|named| named == self.account);
        self.account == row.sender || self.share.is_some() || (closed && for_them)
    }
}

pub(crate) fn shown(
    read: &dyn Read,
    account: AccountId,
    payment: PaymentId,
    row: &PacketRow,
) -> Result<Packet, Error> {
    let viewer = Viewer::load(read, account, payment)?;
    Ok(view(read.now(), payment, row, viewer))
}

pub(crate) fn view(now: Timestamp, payment: PaymentId, row: &PacketRow, viewer: Viewer) -> Packet {
    let sees = viewer.sees_inside(row, now);
    Packet {
        payment,
        sender: row.sender,
        conversation: row.conversation,
        message_no: row.message_no,
        kind: row.kind,
        currency: row.currency,
        total: sees.then_some(row.total),
        shares: row.shares,
        taken: sees.then_some(row.taken),
        taken_amount: sees.then_some(row.taken_amount),
        greeting: row.greeting.clone(),
        cover: row.cover.clone(),
        only_for: row.only_for,
        state: state_at(row, now),
        sent_at: row.sent_at,
        expires_at: row.expires_at,
        // When one for one person closed is when they took it.
        closed_at: row.closed_at.filter(|_| sees),
        my_share: viewer.share,
        commitment: hex(row.commitment.as_ref()),
        seed: hex(row.seed.as_ref().filter(|_| sees)),
    }
}

fn hex(bytes: Option<&ByteArray<32>>) -> Option<String> {
    bytes.map(|bytes| HEXLOWER.encode(&**bytes))
}

/// Where a packet was put. Who may see it there is chat's to say.
///
/// # Errors
/// [`Error::NotFound`].
pub fn packet_place(read: &dyn Read, payment: PaymentId) -> Result<(ConversationId, u64), Error> {
    PACKETS
        .get(read, &(payment,))?
        .map(|row| (row.conversation, row.message_no))
        .ok_or(Error::NotFound("packet"))
}

/// A packet with who took what. The caller has checked that the actor can see its card.
///
/// # Errors
/// [`Error::NotFound`].
pub fn packet(read: &dyn Read, actor: &SignedIn, input: PacketInput) -> Result<PacketPage, Error> {
    let row = PACKETS
        .get(read, &(input.payment,))?
        .ok_or(Error::NotFound("packet"))?;
    let before = match &input.cursor {
        Some(text) => Some(text.parse::<u32>().map_err(|_| Error::CursorInvalid)?),
        None => None,
    };
    let viewer = Viewer::load(read, actor.account, input.payment)?;
    let all = if viewer.sees_inside(&row, read.now()) {
        claims(read, input.payment, &row)?
    } else {
        Vec::new()
    };
    let mine = all
        .iter()
        .find(|claim| claim.account == actor.account)
        .copied();
    let page = sapa_kernel::limits::MAX_PAGE as usize;
    let mut shares: Vec<Claim> = all
        .into_iter()
        .rev()
        .filter(|claim| before.is_none_or(|before| claim.index < before))
        .take(page + 1)
        .collect();
    let next_cursor = (shares.len() > page).then(|| {
        shares.truncate(page);
        shares.last().map_or(0, |claim| claim.index).to_string()
    });
    let people = sapa_accounts::cards(read, shares.iter().map(|claim| claim.account))?;
    Ok(PacketPage {
        people,
        packet: view(read.now(), input.payment, &row, viewer),
        items: shares,
        next_cursor,
        mine,
    })
}

/// All shares that were taken, in their order.
fn claims(read: &dyn Read, payment: PaymentId, row: &PacketRow) -> Result<Vec<Claim>, StoreError> {
    let rows = CLAIMS.scan(read, Scan::under(&(payment,)))?;
    let mut claims: Vec<Claim> = rows
        .into_iter()
        .map(|((_, account), claim)| claim_of(account, &claim))
        .collect();
    claims.sort_by_key(|claim| claim.index);
    if row.kind == PacketKind::Lucky && row.state != PacketState::Open {
        let best = claims
            .iter()
            .max_by_key(|claim| (claim.amount, std::cmp::Reverse(claim.index)))
            .map(|claim| claim.index);
        for claim in &mut claims {
            claim.luckiest = Some(claim.index) == best;
        }
    }
    Ok(claims)
}

fn claim_of(account: AccountId, row: &ClaimRow) -> Claim {
    Claim {
        index: row.index,
        account,
        amount: row.amount,
        at: row.at,
        luckiest: false,
    }
}

/// Input of `wallet.packet_states`: for cards on the screen.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct PacketStates {
    /// Which packets; at most 100.
    pub payments: Vec<PaymentId>,
}

/// What a card on the screen needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PacketStatus {
    /// Which.
    pub payment: PaymentId,
    /// Whether it can be opened.
    pub state: PacketState,
    /// What the caller took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_share: Option<Amount>,
    /// How many have been taken; absent while the caller may not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<u32>,
    /// In how many parts it is.
    pub shares: u32,
}

/// What has become of one packet; nothing if there is none.
///
/// # Errors
/// Only if the store fails.
pub fn packet_status(
    read: &dyn Read,
    account: AccountId,
    payment: PaymentId,
) -> Result<Option<PacketStatus>, Error> {
    let Some(row) = PACKETS.get(read, &(payment,))? else {
        return Ok(None);
    };
    let viewer = Viewer::load(read, account, payment)?;
    let now = read.now();
    Ok(Some(PacketStatus {
        payment,
        state: state_at(&row, now),
        my_share: viewer.share,
        taken: viewer.sees_inside(&row, now).then_some(row.taken),
        shares: row.shares,
    }))
}
