//! What an acknowledged answer changes in the model, and whether it may have been given.

use sapa_accounts::{DELETION_JOB, LOOK_AHEAD};
use sapa_kernel::{AccountId, Amount, Fault, Id, PaymentId, Timestamp};
use sapa_store::Job;
use sapa_wallet::{
    EXPIRE_PACKET_JOB, EXPIRE_TRANSFER_JOB, Level, PacketKind, TransferState, WithdrawalState,
};

use crate::model::{Leaves, Model, Packet, Part, Request, Transfer, Waits, Withdrawal};
use crate::perform::{Op, Outcome};

impl Model {
    fn number(&self, account: AccountId) -> usize {
        self.numbers[&account]
    }

    /// An answer that says yes.
    pub(crate) fn granted(&mut self, op: &Op, outcome: &Outcome, now: Timestamp) {
        match (op, outcome) {
            (Op::Transfer(..), Outcome::Transfer(transfer)) => self.sent(transfer, now),
            (Op::Accept(who, _) | Op::Decline(who, _), Outcome::Transfer(transfer)) => {
                self.answered(*who, transfer, now);
            }
            (Op::Request(..) | Op::Split(..), Outcome::Request(request)) => self.asked(request),
            (Op::PayRequest(who, _), Outcome::Request(request)) => {
                self.paid_part(*who, request.payment, now);
            }
            (Op::DeclineRequest(who, _), Outcome::Request(request)) => {
                let asked = self.requests.get_mut(&request.payment);
                let part = asked.and_then(|asked| asked.parts.get_mut(who));
                part.expect("only who is asked declines").1 = Part::Declined;
            }
            (Op::CancelRequest(_, input), _) => {
                let asked = self.requests.get_mut(&input.payment);
                asked.expect("only what was asked is cancelled").cancelled = true;
            }
            (Op::SendPacket(..), Outcome::Packet(packet)) => self.put(packet, now),
            (Op::OpenPacket(who, _), Outcome::Packet(packet)) => self.opened(*who, packet, now),
            (Op::Pay(who, input), Outcome::Paid(paid)) => {
                assert_eq!(paid.money, input.money);
                let to = self.number(paid.to);
                self.paid(*who, to, paid.payment, paid.money.amount, now);
            }
            (Op::Withdraw(who, _), Outcome::Withdrawal(withdrawal)) => {
                self.withdrew(*who, withdrawal, now);
            }
            (Op::NextMessage, Outcome::Message(message)) => {
                for order in message.iter().flat_map(|message| &message.orders) {
                    let payment: PaymentId =
                        order.end_to_end_id.parse().expect("orders name payments");
                    let told = self.withdrawals.get_mut(&payment);
                    told.expect("only what was asked for is told").told = true;
                }
            }
            (Op::Book(statement), Outcome::Booked(booked)) => self.booked(statement, booked),
            (Op::Resolve(input), _) => self.resolved(input),
            (Op::Match(input), _) => self.matched(input),
            (Op::PayUnclaimed(who, input), _) => {
                let to = self.number(input.to);
                let left = self.unclaimed.entry(*who).or_default();
                let rest = left.checked_sub(input.money.amount.minor());
                *left = rest.expect("more was given than was left");
                assert!(!self.people[to].frozen && !self.people[to].is_gone(now));
                self.give(to, input.money.amount.minor());
            }
            (Op::Freeze(who, frozen), _) => self.people[*who].frozen = *frozen,
            (Op::SetLevel(who, level), _) => {
                self.people[*who].verified = *level == Level::Verified;
            }
            (Op::ChangeTerms(_), _) => self.terms += 1,
            (Op::AcceptTerms(who, version), _) => {
                assert_eq!(*version, self.terms);
                self.people[*who].terms = *version;
            }
            (Op::RequestDeletion(who), Outcome::Deletion(asked)) => {
                let person = &mut self.people[*who];
                assert_eq!((person.available, person.held), (0, 0), "money is in it");
                person.deletion_at = Some(asked.deletion_at);
            }
            (Op::Job(job), _) => self.ran(job, now),
            _ => self.traded(op, outcome, now),
        }
    }

    fn may_act(&self, who: usize, now: Timestamp) {
        let person = &self.people[who];
        assert!(!person.frozen, "{who} is frozen and acted");
        assert!(!person.is_gone(now), "{who} has gone and acted");
    }

    /// Somebody paid: they may have, and have it no more.
    pub(crate) fn spends(&mut self, who: usize, amount: Amount, now: Timestamp) {
        self.may_act(who, now);
        let terms = self.terms;
        let person = &mut self.people[who];
        assert_eq!(person.refusal(amount.minor(), now, terms), None);
        person.spend(amount.minor(), now);
    }

    fn sent(&mut self, transfer: &sapa_wallet::Transfer, now: Timestamp) {
        if self.transfers.contains_key(&transfer.payment) {
            return;
        }
        let (from, to) = (self.number(transfer.from), self.number(transfer.to));
        assert!(
            !self.people[to].is_gone(now),
            "{to} has gone and was sent money"
        );
        self.spends(from, transfer.money.amount, now);
        self.people[from].held += transfer.money.amount.minor();
        let row = Transfer {
            from,
            to,
            amount: transfer.money.amount.minor(),
            expires_at: transfer.expires_at,
            state: Waits::Open,
        };
        self.transfers.insert(transfer.payment, row);
    }

    fn answered(&mut self, who: usize, transfer: &sapa_wallet::Transfer, now: Timestamp) {
        let state = match transfer.state {
            TransferState::Accepted => Waits::Accepted,
            TransferState::Declined | TransferState::Returned => Waits::Back,
            TransferState::Waiting => panic!("an answered transfer waits"),
        };
        let row = self.transfers.get_mut(&transfer.payment);
        let row = row.expect("only what was sent is answered");
        assert_eq!(row.to, who, "somebody else answered");
        if row.state != Waits::Open {
            assert_eq!(row.state, state, "a transfer was answered twice");
            return;
        }
        row.state = state;
        let row = row.clone();
        self.release(row.from, row.amount);
        if state == Waits::Accepted {
            assert!(
                now < row.expires_at,
                "a transfer was accepted after its time"
            );
            assert!(!self.people[row.from].frozen, "from a frozen wallet");
            self.may_act(who, now);
            self.give(who, row.amount);
        } else {
            self.give(row.from, row.amount);
        }
    }

    fn asked(&mut self, request: &sapa_wallet::Request) {
        let asker = self.number(request.asker);
        let parts = request.shares.iter().map(|share| {
            let part = (share.amount.minor(), Part::Open);
            (self.numbers[&share.account], part)
        });
        let row = Request {
            asker,
            cancelled: false,
            parts: parts.collect(),
        };
        self.requests.entry(request.payment).or_insert(row);
    }

    fn paid_part(&mut self, who: usize, request: PaymentId, now: Timestamp) {
        let row = self.requests.get_mut(&request).expect("asked before paid");
        let (cancelled, asker) = (row.cancelled, row.asker);
        let part = row.parts.get_mut(&who).expect("only who is asked pays");
        if part.1 == Part::Paid {
            return;
        }
        assert!(part.1 == Part::Open && !cancelled, "paid what is not open");
        part.1 = Part::Paid;
        let amount = part.0;
        assert!(!self.people[asker].frozen, "a frozen wallet was paid");
        assert!(
            !self.people[asker].is_gone(now),
            "{asker} has gone and was paid"
        );
        self.spends(who, Amount::from_minor(amount), now);
        self.give(asker, amount);
    }

    fn paid(&mut self, from: usize, to: usize, payment: PaymentId, amount: Amount, now: Timestamp) {
        let paid = (from, to, amount.minor());
        if let Some(before) = self.payments.insert(payment, paid) {
            assert_eq!(before, paid);
            return;
        }
        assert!(!self.people[to].frozen, "a frozen wallet was paid");
        let leaves = self.people[to].erased || self.people[to].deletion_at.is_some();
        assert!(!leaves, "{to} leaves and was paid");
        self.spends(from, amount, now);
        self.give(to, amount.minor());
    }

    fn put(&mut self, packet: &sapa_wallet::Packet, now: Timestamp) {
        if self.packets.contains_key(&packet.payment) {
            return;
        }
        let sender = self.number(packet.sender);
        let only_for = packet.only_for.map(|account| self.number(account));
        let total = packet.total.expect("its sender sees what is in it");
        self.spends(sender, total, now);
        let group = self
            .groups
            .iter()
            .find(|group| group.0 == packet.conversation);
        let people = group.map_or_else(
            || only_for.into_iter().chain([sender]).collect(),
            |group| group.1.clone(),
        );
        let total = total.minor();
        let row = Packet {
            sender,
            total,
            left: total,
            shares: packet.shares,
            claims: std::collections::BTreeMap::new(),
            only_for,
            people,
            expires_at: packet.expires_at,
            closed: false,
            share: match packet.kind {
                PacketKind::Lucky => None,
                PacketKind::Normal => Some(total / u128::from(packet.shares)),
                PacketKind::Exclusive => Some(total),
            },
        };
        self.packets.insert(packet.payment, row);
    }

    fn opened(&mut self, who: usize, packet: &sapa_wallet::Packet, now: Timestamp) {
        let row = self
            .packets
            .get_mut(&packet.payment)
            .expect("put before opened");
        let mine = packet.my_share.map(Amount::minor);
        if let Some(before) = row.claims.get(&who) {
            assert_eq!(mine, Some(*before), "a share is another than before");
            return;
        }
        let Some(share) = mine else {
            let over = row.closed || now >= row.expires_at;
            assert!(over, "{who} got nothing of an open packet");
            return;
        };
        assert!(
            row.only_for.is_none_or(|only| only == who),
            "for somebody else"
        );
        assert!(
            !row.closed && now < row.expires_at,
            "a share of what is closed"
        );
        assert!(
            row.share.is_none_or(|even| even == share),
            "shares are the same"
        );
        row.claims.insert(who, share);
        let left = row.left.checked_sub(share);
        row.left = left.expect("more was taken than was put in");
        let taken = row.claims.len();
        if taken == row.shares as usize {
            assert_eq!(row.left, 0, "the last share is what is left");
            row.closed = true;
        }
        let sender = row.sender;
        assert!(!self.people[sender].frozen, "from a frozen wallet");
        self.may_act(who, now);
        self.give(who, share);
    }

    fn withdrew(&mut self, who: usize, withdrawal: &sapa_wallet::Withdrawal, now: Timestamp) {
        let amount = withdrawal.money.amount;
        if self.withdrawals.contains_key(&withdrawal.payment) {
            return;
        }
        assert_eq!(withdrawal.state, WithdrawalState::Waiting);
        assert_eq!(self.withdrawal_refusal(who, amount.minor(), now), None);
        self.spends(who, amount, now);
        self.people[who].held += amount.minor();
        let row = Withdrawal {
            who,
            amount: amount.minor(),
            told: false,
            state: Leaves::Held,
        };
        self.withdrawals.insert(withdrawal.payment, row);
    }

    fn ran(&mut self, job: &Job, now: Timestamp) {
        let key: Option<[u8; 16]> = job.key.as_slice().try_into().ok();
        let payment = key.map(PaymentId::from_bytes);
        match (job.kind.as_str(), payment) {
            (EXPIRE_TRANSFER_JOB, Some(payment)) => {
                let row = self
                    .transfers
                    .get_mut(&payment)
                    .expect("sent before it expires");
                if row.state == Waits::Open && row.expires_at <= now {
                    row.state = Waits::Back;
                    let row = row.clone();
                    self.release(row.from, row.amount);
                    self.give(row.from, row.amount);
                }
            }
            (EXPIRE_PACKET_JOB, Some(payment)) => {
                let row = self
                    .packets
                    .get_mut(&payment)
                    .expect("put before it expires");
                if !row.closed && row.expires_at <= now {
                    row.closed = true;
                    let (sender, left) = (row.sender, std::mem::take(&mut row.left));
                    assert!(left <= row.total);
                    self.give(sender, left);
                }
            }
            _ => {}
        }
    }

    /// Whom a deletion job is about.
    pub(crate) fn whom_it_deletes(&self, job: &Job) -> Option<usize> {
        let key: [u8; 16] = job.key.as_slice().try_into().ok()?;
        let account = AccountId::from_bytes(key);
        (job.kind == DELETION_JOB).then(|| self.number(account))
    }

    /// The job that deletes an account came: it is gone if it had nothing, or goes later if it had.
    pub(crate) fn deletion_ran(&mut self, who: usize, planned: Option<Timestamp>, now: Timestamp) {
        let open = |packet: &Packet| packet.sender == who && !packet.closed;
        let packets = self.packets.values().any(open);
        let person = &mut self.people[who];
        let empty = person.available == 0 && person.held == 0 && !packets;
        match (planned, person.deletion_at) {
            (None, Some(at)) if !person.erased => {
                assert!(
                    empty && at <= now,
                    "{who} was deleted with money or too soon"
                );
                person.erased = true;
            }
            (Some(later), Some(at)) if later != at => {
                assert!(!empty, "{who} has nothing and was not deleted");
                assert!(at.saturating_sub(LOOK_AHEAD) <= now && later > now);
                person.deletion_at = Some(later);
            }
            (Some(_), Some(at)) => assert!(now < at, "{who} should have gone"),
            (None, None) | (None, Some(_)) => {}
            (Some(at), None) => panic!("{who} did not ask to go at {at}"),
        }
    }

    /// An answer that says no: the reason must be the true one.
    pub(crate) fn refused(&self, op: &Op, fault: &Fault, now: Timestamp) {
        let code = fault.code;
        assert_ne!(code, "wallet.refused", "the ledger refused: {fault:?}");
        assert_ne!(code, "ledger.refused", "the ledger refused: {fault:?}");
        match op {
            Op::Book(statement) => {
                let known = self.statements.contains_key(&statement.id);
                let late = statement.opening.amount().minor() != self.at_bank;
                let expected = if known {
                    "wallet.statement_changed"
                } else {
                    "wallet.statement_waits"
                };
                assert!((known || late) && code == expected, "not booked: {fault:?}");
            }
            Op::Job(job) => panic!("a job failed: {job:?}: {fault:?}"),
            _ => {}
        }
        let Some(who) = op.actor() else {
            return;
        };
        let person = &self.people[who];
        let frozen = person.frozen;
        assert!(code != "wallet.frozen" || frozen, "{who} is not frozen");
        let amount = match op {
            Op::Transfer(_, input) => input.money.amount,
            Op::SendPacket(_, input) => input.money.amount,
            Op::Pay(_, input) => input.money.amount,
            Op::PayOrder(_, input) => self.price_of(input),
            Op::Order(..) | Op::Payout(..) => Amount::ZERO,
            Op::Withdraw(_, input) => input.money.amount,
            Op::PayRequest(_, input) => {
                let asked = self.requests.get(&input.payment);
                let part = asked.and_then(|asked| asked.parts.get(&who));
                Amount::from_minor(part.map_or(0, |part| part.0))
            }
            _ => return,
        };
        let about_funds = [
            "wallet.terms_changed",
            "wallet.over_payment_limit",
            "wallet.over_day_limit",
            "wallet.insufficient_funds",
            "wallet.withdrawal_too_small",
            "wallet.too_many_withdrawals",
        ];
        if about_funds.contains(&code) {
            let amount = amount.minor();
            let expected = match op {
                Op::Withdraw(..) => self.withdrawal_refusal(who, amount, now),
                _ => person.refusal(amount, now, self.terms),
            };
            assert_eq!(expected, Some(code), "{who} was refused for another reason");
        }
        let known = about_funds.contains(&code)
            || [
                "wallet.frozen",
                "wallet.other_unavailable",
                "wallet.already_settled",
                "wallet.different_content",
                "wallet.pay_code_invalid",
                "wallet.expired",
                "wallet.merchant_funds",
                "wallet.not_found",
                "chat.account_deleted",
                "chat.not_friends",
            ]
            .contains(&code);
        assert!(known, "{op:?} was refused with {fault:?}");
    }
}
