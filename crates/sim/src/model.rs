//! What each person should have, by rules of its own: it shares no code with wallet and ledger.

use std::collections::BTreeMap;

use sapa_kernel::{AccountId, PaymentId, SignedIn, Timestamp};
use sapa_wallet::PinPass;

use crate::shops::{Bought, Shop};

/// Minor units of a rupiah.
const RUPIAH: u128 = 100;
const SMALLEST_WITHDRAWAL: u128 = 10_000 * RUPIAH;
const OPEN_WITHDRAWALS: usize = 20;
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Somebody with a wallet.
pub(crate) struct Person {
    pub(crate) actor: SignedIn,
    pub(crate) pass: PinPass,
    pub(crate) reference: String,
    pub(crate) pay_code: String,
    pub(crate) available: u128,
    pub(crate) held: u128,
    pub(crate) frozen: bool,
    pub(crate) terms: u32,
    pub(crate) verified: bool,
    pub(crate) day: i64,
    pub(crate) spent: u128,
    /// From then on they are gone.
    pub(crate) deletion_at: Option<Timestamp>,
    /// Nothing is left of them.
    pub(crate) erased: bool,
    /// Friends, with the conversation of the two.
    pub(crate) friends: Vec<(usize, sapa_kernel::ConversationId)>,
    pub(crate) groups: Vec<usize>,
}

impl Person {
    pub(crate) fn account(&self) -> AccountId {
        self.actor.account
    }

    pub(crate) fn is_gone(&self, now: Timestamp) -> bool {
        self.erased || self.deletion_at.is_some_and(|at| at <= now)
    }

    /// Why so much may not leave now, if it may not: in the order in which people are told.
    pub(crate) fn refusal(&self, amount: u128, now: Timestamp, terms: u32) -> Option<&'static str> {
        let (payment, day) = if self.verified {
            (20_000_000 * RUPIAH, 40_000_000 * RUPIAH)
        } else {
            (2_000_000 * RUPIAH, 5_000_000 * RUPIAH)
        };
        let spent = if self.day == day_of(now) {
            self.spent
        } else {
            0
        };
        if self.terms != terms {
            Some("wallet.terms_changed")
        } else if amount > payment {
            Some("wallet.over_payment_limit")
        } else if amount > day - spent {
            Some("wallet.over_day_limit")
        } else if amount > self.available {
            Some("wallet.insufficient_funds")
        } else {
            None
        }
    }

    /// Counts what leaves to the day, and takes it.
    pub(crate) fn spend(&mut self, amount: u128, now: Timestamp) {
        if self.day != day_of(now) {
            (self.day, self.spent) = (day_of(now), 0);
        }
        self.spent += amount;
        self.take(amount);
    }

    pub(crate) fn take(&mut self, amount: u128) {
        let left = self.available.checked_sub(amount);
        self.available = left.expect("nobody pays with what they do not have");
    }
}

fn day_of(now: Timestamp) -> i64 {
    now.as_millis().div_euclid(DAY_MILLIS)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waits {
    Open,
    Accepted,
    Back,
}

#[derive(Debug, Clone)]
pub(crate) struct Transfer {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) amount: u128,
    pub(crate) expires_at: Timestamp,
    pub(crate) state: Waits,
}

#[derive(Debug, Clone)]
pub(crate) struct Packet {
    pub(crate) sender: usize,
    pub(crate) total: u128,
    pub(crate) left: u128,
    pub(crate) shares: u32,
    pub(crate) claims: BTreeMap<usize, u128>,
    pub(crate) only_for: Option<usize>,
    /// Who can see the card.
    pub(crate) people: Vec<usize>,
    pub(crate) expires_at: Timestamp,
    pub(crate) closed: bool,
    /// Equal shares are this large.
    pub(crate) share: Option<u128>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Open,
    Paid,
    Declined,
}

#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) asker: usize,
    pub(crate) cancelled: bool,
    pub(crate) parts: BTreeMap<usize, (u128, Part)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaves {
    Held,
    Done,
    Back,
}

#[derive(Debug, Clone)]
pub(crate) struct Withdrawal {
    pub(crate) who: usize,
    pub(crate) amount: u128,
    /// It stands in a message to the bank.
    pub(crate) told: bool,
    pub(crate) state: Leaves,
}

/// Everything that is acknowledged.
#[derive(Default)]
pub(crate) struct Model {
    pub(crate) people: Vec<Person>,
    pub(crate) numbers: BTreeMap<AccountId, usize>,
    pub(crate) groups: Vec<(sapa_kernel::ConversationId, Vec<usize>)>,
    pub(crate) terms: u32,
    pub(crate) transfers: BTreeMap<PaymentId, Transfer>,
    pub(crate) packets: BTreeMap<PaymentId, Packet>,
    pub(crate) requests: BTreeMap<PaymentId, Request>,
    pub(crate) withdrawals: BTreeMap<PaymentId, Withdrawal>,
    pub(crate) shops: Vec<Shop>,
    pub(crate) bought: BTreeMap<PaymentId, Bought>,
    /// Refunds of orders and what owners took, by payment.
    pub(crate) given_back: BTreeMap<PaymentId, u128>,
    pub(crate) payments: BTreeMap<PaymentId, (usize, usize, u128)>,
    pub(crate) statements: BTreeMap<String, sapa_bank::Statement>,
    /// Money that came in and that nobody knows, by statement and reference.
    pub(crate) unresolved: BTreeMap<(String, String), u128>,
    /// Lines of money that left and that nobody asked for.
    pub(crate) left: BTreeMap<(String, String), u128>,
    pub(crate) at_bank: u128,
    pub(crate) suspense: i128,
    /// What those who are gone left, and nobody was given.
    pub(crate) unclaimed: BTreeMap<usize, u128>,
}

impl Model {
    /// Why so much may not be withdrawn now, if it may not.
    pub(crate) fn withdrawal_refusal(
        &self,
        who: usize,
        amount: u128,
        now: Timestamp,
    ) -> Option<&'static str> {
        let person = &self.people[who];
        let refusal = person.refusal(amount, now, self.terms);
        let all = person.held == 0 && amount == person.available;
        let open = self.withdrawals.values();
        let open = open.filter(|row| row.who == who && row.state == Leaves::Held);
        if refusal == Some("wallet.terms_changed") {
            refusal
        } else if amount < SMALLEST_WITHDRAWAL && !all {
            Some("wallet.withdrawal_too_small")
        } else if open.count() >= OPEN_WITHDRAWALS {
            Some("wallet.too_many_withdrawals")
        } else {
            refusal
        }
    }

    /// Gives somebody what comes back or comes in: who has gone for good has it put aside.
    pub(crate) fn give(&mut self, who: usize, amount: u128) {
        if self.people[who].erased {
            *self.unclaimed.entry(who).or_default() += amount;
        } else {
            self.people[who].available += amount;
        }
    }

    pub(crate) fn all_unclaimed(&self) -> u128 {
        self.unclaimed.values().sum()
    }

    /// A payment is over: what was held is not held any more.
    pub(crate) fn release(&mut self, who: usize, amount: u128) {
        let held = self.people[who].held.checked_sub(amount);
        self.people[who].held = held.expect("only what is held is released");
    }

    /// What is at the bank is somebody's: people's, packets', unclaimed, or of unknown origin.
    pub(crate) fn check_conserved(&self) {
        let people = self.people.iter();
        let owned: u128 = people.map(|person| person.available + person.held).sum();
        let packets: u128 = self.packets.values().map(|packet| packet.left).sum();
        let tills: u128 = self.shops.iter().map(|shop| shop.till).sum();
        let signed = |amount: u128| i128::try_from(amount).expect("a town's money is small");
        let all = signed(owned + packets + tills + self.all_unclaimed()) + self.suspense;
        assert_eq!(all, signed(self.at_bank), "money was made or lost");
    }
}
