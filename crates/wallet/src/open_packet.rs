//! Opening a red packet: one share each, first come first served; and closing it, when the last share is taken or its
//! time is over.

use minicbor::bytes::ByteArray;
use sapa_kernel::{Amount, Id, Money, PaymentId, SignedIn};
use sapa_ledger::LedgerId;
use sapa_store::{Event, Topic, Tx};
use serde::Serialize;

use crate::draw::{Seed, draw};
use crate::keys::{CLAIMS, PACKETS, PACKETS_OPEN, PaymentKind};
use crate::model::{ClaimRow, PacketKind, PacketRow, PacketState};
use crate::movement::Movement;
use crate::packet::{Packet, Viewer, shown, state_at, view};
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};
use crate::send_packet::EXPIRE_PACKET_JOB;
use crate::transfer::Payment;
use crate::{Error, Keys, PACKET_CLAIMED, abandon, changed};

/// What came of opening a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PacketOpened {
    /// The packet as it is now. Without `my_share` in it the caller came too late.
    pub packet: Packet,
}

/// A packet that was opened, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The packet as it is now.
    pub packet: Packet,
    /// This call took the last share: the card has to say so.
    pub closed: bool,
}

/// Takes a share. Opening it again answers the same share. Who comes too late gets the packet without a share. The
/// caller has checked that the actor can see the card.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotYours`] for a packet for somebody else, those of the wallet,
/// [`Error::OtherUnavailable`] while the sender's wallet is frozen, [`Error::DrawUnavailable`].
pub fn open_packet(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
    keys: &Keys,
) -> Result<Opened, Error> {
    let payment = input.payment;
    let mut row = PACKETS
        .get(tx, &(payment,))?
        .ok_or(Error::NotFound("packet"))?;
    let earlier = CLAIMS.get(tx, &(payment, actor.account))?;
    let mut viewer = Viewer {
        account: actor.account,
        share: earlier.map(|claim| claim.amount),
    };
    let unchanged = |tx: &Tx<'_>, row: &PacketRow| Opened {
        packet: view(sapa_store::Read::now(tx), payment, row, viewer),
        closed: false,
    };
    if earlier.is_some() {
        return Ok(unchanged(tx, &row));
    }
    if row.only_for.is_some_and(|account| account != actor.account) {
        return Err(Error::NotYours);
    }
    if state_at(&row, tx.now()) != PacketState::Open {
        return Ok(unchanged(tx, &row));
    }
    Purse::acting(tx, actor.account)?;
    if row.sender != actor.account {
        Purse::other(tx, row.sender)?;
    }
    let amount = next_share(payment, &row, keys)?;
    let claim = ClaimRow {
        index: row.taken,
        amount,
        at: tx.now(),
    };
    Movement {
        payment,
        number: 1 + row.taken,
        from: LedgerId::from(payment),
        to: LedgerId::from(actor.account),
        money: Money {
            amount,
            currency: row.currency,
        },
        kind: PaymentKind::PacketShare,
    }
    .make(tx)?;
    CLAIMS.put(tx, &(payment, actor.account), &claim)?;
    row.taken += 1;
    row.taken_amount = row.taken_amount.saturating_add(amount);
    let closed = row.taken == row.shares;
    if closed {
        close(tx, payment, &mut row, PacketState::Finished, keys)?;
    }
    PACKETS.put(tx, &(payment,), &row)?;
    changed(tx, actor.account);
    if row.sender != actor.account {
        let topic = Topic::Account(row.sender);
        tx.emit(Event::new(topic, PACKET_CLAIMED, &payment));
    }
    viewer.share = Some(amount);
    let packet = view(tx.now(), payment, &row, viewer);
    Ok(Opened { packet, closed })
}

fn next_share(payment: PaymentId, row: &PacketRow, keys: &Keys) -> Result<Amount, Error> {
    let left = row.total.saturating_sub(row.taken_amount);
    Ok(match row.kind {
        PacketKind::Exclusive => left,
        PacketKind::Normal => Amount::from_minor(row.total.minor() / u128::from(row.shares)),
        PacketKind::Lucky => {
            let seed = Seed::of(payment, keys);
            if row.commitment.as_ref().map(|bytes| **bytes) != Some(seed.commitment()) {
                return Err(Error::DrawUnavailable);
            }
            let step = row.currency.step().minor();
            let steps = draw(&seed.0, row.taken, row.shares, left.minor() / step);
            Amount::from_minor(steps * step)
        }
    })
}

/// Ends a packet: the seed is shown, and the job that would give the rest back is not needed any more.
fn close(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    row: &mut PacketRow,
    state: PacketState,
    keys: &Keys,
) -> Result<(), Error> {
    row.state = state;
    row.closed_at = Some(tx.now());
    if row.kind == PacketKind::Lucky {
        let seed = Seed::of(payment, keys);
        let same = row.commitment.as_ref().map(|bytes| **bytes) == Some(seed.commitment());
        row.seed = same.then(|| ByteArray::from(seed.0));
    }
    PACKETS_OPEN.delete(tx, &(row.sender, payment))?;
    tx.cancel(EXPIRE_PACKET_JOB, &payment.to_bytes())?;
    Ok(())
}

/// A packet whose time was over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketReturned {
    /// As its sender sees it now.
    pub packet: Packet,
    /// What the sender's conversation *Wallet* says.
    pub receipt: Receipt,
}

/// Gives back what nobody took in time. Nothing happens if the packet has closed, or its time is not over.
///
/// # Errors
/// Only if the store fails or the ledger refuses.
pub fn expire_packet(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    keys: &Keys,
) -> Result<Option<PacketReturned>, Error> {
    let Some(mut row) = PACKETS.get(tx, &(payment,))? else {
        return Ok(None);
    };
    if row.state != PacketState::Open || row.expires_at > tx.now() {
        return Ok(None);
    }
    let left = Money {
        amount: row.total.saturating_sub(row.taken_amount),
        currency: row.currency,
    };
    Movement {
        payment,
        number: 1 + row.shares,
        from: LedgerId::from(payment),
        to: LedgerId::from(row.sender),
        money: left,
        kind: PaymentKind::PacketRefund,
    }
    .make(tx)?;
    close(tx, payment, &mut row, PacketState::Returned, keys)?;
    PACKETS.put(tx, &(payment,), &row)?;
    abandon::sweep_if_abandoned(tx, row.sender)?;
    changed(tx, row.sender);
    let receipt = Receipt::of(row.sender, ReceiptKind::PacketReturned, payment, left)
        .noting(row.greeting.clone());
    let packet = shown(tx, row.sender, payment, &row)?;
    Ok(Some(PacketReturned { packet, receipt }))
}
