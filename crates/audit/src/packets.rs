//! Red packets: who took what, whether the draw can be drawn again, and that nothing was lost on the way.

use std::collections::HashMap;

use hmac::{Hmac, KeyInit, Mac};
use sapa_kernel::{AccountId, Amount, Money, PaymentId};
use sapa_ledger::LedgerId;
use sapa_store::{Read, StoreError, prefixes};
use sapa_wallet::audit::{ClaimFact, PacketFact, visit_claims, visit_packets};
use sapa_wallet::{PacketKind, PacketState, PaymentKind, Purpose};
use sha2::{Digest, Sha256};

use crate::Audit;
use crate::fold::Folded;
use crate::payments::{Meanings, Movement, each};

const PACKETS: sapa_store::Prefix = prefixes::WALLET_PACKETS;
const CLAIMS: sapa_store::Prefix = prefixes::WALLET_CLAIMS;

pub(crate) fn check(
    read: &dyn Read,
    ledger: &Folded,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let mut packets: HashMap<PaymentId, PacketFact> = HashMap::new();
    visit_packets(read, |packet| {
        packets.insert(packet.payment, packet);
        true
    })?;
    audit.checked.packets += packets.len() as u64;
    let accounts = ledger
        .books
        .values()
        .filter(|book| book.row.code == Purpose::Packet as u16)
        .count();
    audit.same(
        "packet",
        prefixes::LEDGER_ACCOUNTS,
        "packets",
        &packets.len(),
        &accounts,
    );
    // Claims come packet by packet.
    let mut claims: Vec<ClaimFact> = Vec::new();
    let mut check_all = |claims: &mut Vec<ClaimFact>, audit: &mut Audit| {
        let Some(first) = claims.first() else {
            return Ok(());
        };
        let key = format!("{} {}", first.payment, first.account);
        match packets.remove(&first.payment) {
            Some(packet) => check_packet(read, ledger, &packet, claims, meanings, audit)?,
            None => audit.offend("packet", CLAIMS, key, "a packet", "none"),
        }
        claims.clear();
        Ok(())
    };
    each(
        |visit| visit_claims(read, visit),
        |claim| {
            audit.checked.claims += 1;
            if claims
                .first()
                .is_some_and(|first| first.payment != claim.payment)
            {
                check_all(&mut claims, audit)?;
            }
            claims.push(claim);
            Ok(())
        },
    )?;
    check_all(&mut claims, audit)?;
    let mut untouched: Vec<_> = packets.into_values().collect();
    untouched.sort_unstable_by_key(|packet| packet.payment);
    for packet in untouched {
        check_packet(read, ledger, &packet, &mut Vec::new(), meanings, audit)?;
    }
    Ok(())
}

fn check_packet(
    read: &dyn Read,
    ledger: &Folded,
    packet: &PacketFact,
    claims: &mut [ClaimFact],
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let key = packet.payment.to_string();
    claims.sort_unstable_by_key(|claim| claim.index);
    let dense = claims.iter().map(|claim| claim.index).eq(0..packet.taken);
    if !dense {
        let found: Vec<u32> = claims.iter().map(|claim| claim.index).collect();
        let expected = format!("shares 0..{}", packet.taken);
        audit.offend("claims", PACKETS, &key, expected, format!("{found:?}"));
    }
    let mut sum = 0_u128;
    for claim in claims.iter() {
        sum = sum.saturating_add(claim.amount.minor());
        if packet.only_for.is_some_and(|only| only != claim.account) {
            let expected = format!("{:?}", packet.only_for);
            audit.offend("claims", CLAIMS, &key, expected, claim.account);
        }
    }
    audit.same("claims", PACKETS, &key, &packet.taken_amount.minor(), &sum);
    let state = match (packet.state, packet.taken == packet.shares) {
        (PacketState::Open | PacketState::Returned, true) => PacketState::Finished,
        (PacketState::Finished, false) => PacketState::Returned,
        (state, _) => state,
    };
    audit.same("packet", PACKETS, &key, &state, &packet.state);
    check_shares(packet, claims, audit);
    check_money(read, ledger, packet, claims, meanings, audit)
}

/// Each share is what the rules make it.
fn check_shares(packet: &PacketFact, claims: &[ClaimFact], audit: &mut Audit) {
    let key = packet.payment.to_string();
    let closed = packet.state != PacketState::Open;
    let lucky = packet.kind == PacketKind::Lucky;
    audit.same("draw", PACKETS, &key, &lucky, &packet.commitment.is_some());
    let Some(seed) = packet.seed else {
        match (lucky && closed, packet.state) {
            // Without the key nothing is drawn, and the packet returns.
            (true, PacketState::Returned) => audit.undrawn += 1,
            (true, _) => audit.offend("draw", PACKETS, &key, "the seed", "none"),
            (false, _) => {}
        }
        if !lucky {
            check_even(packet, claims, audit);
        }
        return;
    };
    if !(lucky && closed) {
        audit.offend("draw", PACKETS, &key, "no seed", "one");
    }
    let promised: [u8; 32] = Sha256::digest(seed).into();
    if packet.commitment != Some(promised) {
        audit.offend(
            "draw",
            PACKETS,
            &key,
            "the seed that was promised",
            "another",
        );
    }
    let step = packet.total.currency.step().minor();
    let mut left = packet.total.amount.minor() / step;
    for claim in claims {
        let steps = drawn(&seed, claim.index, packet.shares, left);
        let place = format!("{key} {}", claim.account);
        audit.same(
            "draw",
            CLAIMS,
            place,
            &(steps * step),
            &claim.amount.minor(),
        );
        left = left.saturating_sub(steps);
    }
}

fn check_even(packet: &PacketFact, claims: &[ClaimFact], audit: &mut Audit) {
    let shares = u128::from(packet.shares.max(1));
    let share = match packet.kind {
        PacketKind::Exclusive => packet.total.amount.minor(),
        PacketKind::Normal | PacketKind::Lucky => packet.total.amount.minor() / shares,
    };
    for claim in claims {
        let place = format!("{} {}", packet.payment, claim.account);
        audit.same("share", CLAIMS, place, &share, &claim.amount.minor());
    }
}

/// Share *i* of *n* with *r* steps left is 1 + (*h* mod *m*), *h* the first 16 bytes of HMAC-SHA256(seed, *i*), *m* the smaller
/// of ⌊2*r*/(*n*−*i*)⌋ and *r*−(*n*−*i*−1); the last is what is left (decision 0060).
fn drawn(seed: &[u8; 32], i: u32, n: u32, r: u128) -> u128 {
    let open = u128::from(n.saturating_sub(i));
    if open <= 1 {
        return r;
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(seed).expect("HMAC takes any key");
    mac.update(&i.to_be_bytes());
    let bytes: [u8; 32] = mac.finalize().into_bytes().into();
    let (first, _) = bytes.split_at(16);
    let h = u128::from_be_bytes(first.try_into().expect("sixteen bytes"));
    let m = u128::min(r * 2 / open, r.saturating_sub(open - 1)).max(1);
    1 + h % m
}

/// Put in, taken out, given back: as movements, and as the balance of the packet's own account.
fn check_money(
    read: &dyn Read,
    ledger: &Folded,
    packet: &PacketFact,
    claims: &[ClaimFact],
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let key = packet.payment.to_string();
    let own = LedgerId::from(packet.payment);
    let movement = |number, from, to, amount, kind| Movement {
        payment: packet.payment,
        number,
        from,
        to,
        money: Money {
            amount,
            currency: packet.total.currency,
        },
        kind,
        held: false,
    };
    let sender = LedgerId::from(packet.sender);
    let sent = movement(0, sender, own, packet.total.amount, PaymentKind::PacketSent);
    sent.check(read, (PACKETS, &key), meanings, audit)?;
    for claim in claims {
        let taker = LedgerId::from(claim.account);
        let number = 1 + claim.index;
        let share = movement(number, own, taker, claim.amount, PaymentKind::PacketShare);
        share.check(
            read,
            (CLAIMS, &place(packet, claim.account)),
            meanings,
            audit,
        )?;
    }
    let total = packet.total.amount;
    let left = total.saturating_sub(packet.taken_amount);
    let mut out = packet.taken_amount;
    if packet.state == PacketState::Returned {
        let number = 1 + packet.shares;
        let refund = movement(number, own, sender, left, PaymentKind::PacketRefund);
        refund.check(read, (PACKETS, &key), meanings, audit)?;
        out = out.saturating_add(left);
    }
    let Some(book) = ledger.books.get(&own) else {
        audit.offend("packet", PACKETS, &key, "an account in the ledger", "none");
        return Ok(());
    };
    let found = (book.row.credits_posted, book.row.debits_posted);
    audit.same("packet_money", PACKETS, &key, &(total, out), &found);
    if packet.state != PacketState::Open {
        let rest = found.0.saturating_sub(found.1);
        audit.same("packet_money", PACKETS, &key, &Amount::ZERO, &rest);
    }
    Ok(())
}

fn place(packet: &PacketFact, account: AccountId) -> String {
    format!("{} {account}", packet.payment)
}
