//! A red packet as people see it: what is left, who took what, and how to check the draw.

use data_encoding::HEXLOWER;
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
    /// All that was put in.
    pub total: Amount,
    /// In how many parts.
    pub shares: u32,
    /// How many have been taken.
    pub taken: u32,
    /// How much has been taken.
    pub taken_amount: Amount,
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
    /// Who took what: at most 100.
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

pub(crate) fn shown(
    read: &dyn Read,
    account: AccountId,
    payment: PaymentId,
    row: &PacketRow,
) -> Result<Packet, Error> {
    let mine = CLAIMS.get(read, &(payment, account))?;
    Ok(view(read.now(), payment, row, mine.map(|row| row.amount)))
}

pub(crate) fn view(
    now: Timestamp,
    payment: PaymentId,
    row: &PacketRow,
    my_share: Option<Amount>,
) -> Packet {
    Packet {
        payment,
        sender: row.sender,
        conversation: row.conversation,
        message_no: row.message_no,
        kind: row.kind,
        currency: row.currency,
        total: row.total,
        shares: row.shares,
        taken: row.taken,
        taken_amount: row.taken_amount,
        greeting: row.greeting.clone(),
        cover: row.cover.clone(),
        only_for: row.only_for,
        state: state_at(row, now),
        sent_at: row.sent_at,
        expires_at: row.expires_at,
        closed_at: row.closed_at,
        my_share,
        commitment: row
            .commitment
            .as_ref()
            .map(|bytes| HEXLOWER.encode(&**bytes)),
        seed: row.seed.as_ref().map(|bytes| HEXLOWER.encode(&**bytes)),
    }
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
    let all = claims(read, input.payment, &row)?;
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
        packet: view(
            read.now(),
            input.payment,
            &row,
            mine.map(|claim| claim.amount),
        ),
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
    /// How many have been taken.
    pub taken: u32,
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
    let mine = CLAIMS.get(read, &(payment, account))?;
    Ok(Some(PacketStatus {
        payment,
        state: state_at(&row, read.now()),
        my_share: mine.map(|claim| claim.amount),
        taken: row.taken,
        shares: row.shares,
    }))
}
