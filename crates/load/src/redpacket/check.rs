//! Whether a packet is what it should be: everybody one share, the shares what was put in, and the list as the answers.

use std::collections::{BTreeMap, BTreeSet};

use sapa_client::BulkAccount;
use sapa_kernel::{AccountId, Amount};
use serde::Deserialize;
use serde_json::json;

use super::prepare::{Packet, Ready, id_of};
use crate::error::Error;
use crate::setup::Target;

/// What the answers to a packet's claims said: a socket and its share, each.
#[derive(Debug, Clone, Default)]
pub(super) struct Told(Vec<(u32, u64)>);

impl Told {
    pub(super) fn push(&mut self, socket: usize, share: u64) {
        self.0
            .push((u32::try_from(socket).unwrap_or(u32::MAX), share));
    }

    /// The same with accounts in the place of sockets.
    pub(super) fn of_accounts(&self, accounts: &[BulkAccount]) -> Vec<Share> {
        let of = |(socket, share): &(u32, u64)| Share {
            account: id_of(&accounts[*socket as usize]),
            amount: Amount::from_minor(u128::from(*share)),
        };
        self.0.iter().map(of).collect()
    }
}

/// One share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) account: AccountId,
    pub(super) amount: Amount,
}

/// A packet as the cell shows it, with all its shares.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    state: String,
    taken: usize,
    taken_amount: Amount,
    /// With their place in the order of taking.
    claims: Vec<(usize, Share)>,
}

#[derive(Deserialize)]
struct Page {
    packet: Shown,
    items: Vec<Claim>,
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Shown {
    state: String,
    taken: usize,
    taken_amount: Amount,
}

#[derive(Deserialize)]
struct Claim {
    index: usize,
    account: AccountId,
    amount: Amount,
}

/// Reads all pages of a packet.
pub(super) async fn read(target: &Target, ready: &Ready, packet: &Packet) -> Result<Seen, Error> {
    let reader = target
        .client
        .with_token(&ready.accounts[packet.sender].token);
    let mut seen = Seen::default();
    let mut cursor: Option<String> = None;
    loop {
        let input = json!({"payment": packet.payment, "cursor": cursor});
        let page: Page = reader.call("wallet.packet", input).await?;
        (seen.state, seen.taken) = (page.packet.state, page.packet.taken);
        seen.taken_amount = page.packet.taken_amount;
        seen.claims.extend(page.items.into_iter().map(|claim| {
            let share = Share {
                account: claim.account,
                amount: claim.amount,
            };
            (claim.index, share)
        }));
        // More shares than were taken: pages that would never end.
        if page.next_cursor.is_none() || seen.claims.len() > seen.taken {
            return Ok(seen);
        }
        cursor = page.next_cursor;
    }
}

fn sum<'s>(shares: impl Iterator<Item = &'s Share>) -> Option<Amount> {
    shares
        .map(|share| share.amount)
        .try_fold(Amount::ZERO, Amount::checked_add)
}

/// Whether everything holds for a packet of which all shares were taken; or the first thing that does not.
pub(super) fn judge(
    total: Amount,
    shares: usize,
    told: &[Share],
    seen: &Seen,
) -> Result<(), String> {
    let by_account: BTreeMap<AccountId, Amount> = told
        .iter()
        .map(|share| (share.account, share.amount))
        .collect();
    if told.len() != shares || by_account.len() != shares {
        let people = by_account.len();
        return Err(format!(
            "{shares} shares, but {} answers to {people} people",
            told.len()
        ));
    }
    if sum(told.iter()) != Some(total) {
        return Err(format!("the answers do not make {total}"));
    }
    if seen.state != "finished" || seen.taken != shares || seen.taken_amount != total {
        return Err(format!(
            "it is {}, {} taken with {}, instead of {shares} with {total}",
            seen.state, seen.taken, seen.taken_amount
        ));
    }
    let places: BTreeSet<usize> = seen.claims.iter().map(|(place, _)| *place).collect();
    if seen.claims.len() != shares || !places.iter().copied().eq(0..shares) {
        return Err(format!("the list has {} claims", seen.claims.len()));
    }
    if sum(seen.claims.iter().map(|(_, share)| share)) != Some(total) {
        return Err(format!("the list does not make {total}"));
    }
    for (place, share) in &seen.claims {
        if by_account.get(&share.account) != Some(&share.amount) {
            return Err(format!("claim {place} is not what its answer said"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [&str; 3] = [
        "0000000000000000000000000g",
        "00000000000000000000000010",
        "0000000000000000000000001g",
    ];

    fn share(person: usize, amount: u128) -> Share {
        Share {
            account: IDS[person].parse().unwrap(),
            amount: Amount::from_minor(amount),
        }
    }

    /// A packet of 1,000 in three shares, of which everything is right.
    fn right() -> (Vec<Share>, Seen) {
        let told = vec![share(0, 500), share(1, 300), share(2, 200)];
        let seen = Seen {
            state: "finished".into(),
            taken: 3,
            taken_amount: Amount::from_minor(1_000),
            claims: vec![(2, told[0]), (1, told[1]), (0, told[2])],
        };
        (told, seen)
    }

    fn verdict(change: impl FnOnce(&mut Vec<Share>, &mut Seen)) -> Result<(), String> {
        let (mut told, mut seen) = right();
        change(&mut told, &mut seen);
        judge(Amount::from_minor(1_000), 3, &told, &seen)
    }

    #[test]
    fn a_packet_passes_only_if_everything_agrees() {
        assert_eq!(verdict(|_, _| ()), Ok(()));
        type Change = fn(&mut Vec<Share>, &mut Seen);
        let wrong: [(&str, Change); 11] = [
            ("an answer is missing", |told, _| told.truncate(2)),
            ("somebody was answered twice", |told, _| told[1] = told[0]),
            ("the answers make more", |told, _| told[0] = share(0, 501)),
            ("the answers make more and the list too", |told, seen| {
                told[0] = share(0, 501);
                seen.claims[0].1 = share(0, 501);
            }),
            ("it is still open", |_, seen| seen.state = "open".into()),
            ("a share is left", |_, seen| seen.taken = 2),
            ("the sum that it shows is wrong", |_, seen| {
                seen.taken_amount = Amount::from_minor(999);
            }),
            ("the list is short", |_, seen| seen.claims.truncate(2)),
            ("two claims have one place", |_, seen| seen.claims[0].0 = 1),
            ("the list makes less", |_, seen| {
                seen.claims[0].1 = share(0, 499)
            }),
            ("two people's shares are exchanged", |_, seen| {
                seen.claims[0].1 = share(0, 300);
                seen.claims[1].1 = share(1, 500);
            }),
        ];
        for (what, change) in wrong {
            assert!(verdict(change).is_err(), "{what}");
        }
    }
}
