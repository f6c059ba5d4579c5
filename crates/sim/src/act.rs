//! What happens next, by chance.

use std::sync::Arc;

use sapa_kernel::{Amount, Money, PaymentId, Timestamp};
use sapa_wallet::{
    BankMessage, COVERS, Level, MatchWithdrawal, NewPacket, NewPayment, NewRequest, NewShare,
    NewSplit, NewTransfer, NewWithdrawal, PacketKind, PayUnclaimed, Payment, ResolveDifference,
};

use crate::bank::next_statement;
use crate::dice::Dice;
use crate::model::{Model, Part, Waits};
use crate::perform::Op;
use crate::town::{account, rupiah};

/// Deeds that may be done again.
const REMEMBERED: usize = 300;
/// Rows that are looked through for one that is open.
const LOOKED_AT: usize = 40;

pub(crate) struct Chance {
    pub(crate) dice: Dice,
    client_ids: u64,
    /// People mostly take their money out.
    bank_run: bool,
    past: Vec<Op>,
    /// What was put together for the bank and not said to be sent.
    message: Option<BankMessage>,
}

fn money(minor: u128) -> Money {
    Money {
        amount: Amount::from_minor(minor),
        currency: rupiah(),
    }
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed),
            client_ids: 0,
            bank_run: seed.is_multiple_of(4),
            past: Vec::new(),
            message: None,
        }
    }

    pub(crate) fn remember(&mut self, op: &Op) {
        if self.past.len() == REMEMBERED {
            let at = self.dice.index(REMEMBERED);
            self.past.swap_remove(at);
        }
        if !matches!(
            op,
            Op::Job(_) | Op::ChangeTerms(_) | Op::Resolve(_) | Op::Match(_) | Op::PayUnclaimed(..)
        ) {
            self.past.push(op.clone());
        }
    }

    pub(crate) fn message_is(&mut self, message: Option<BankMessage>) {
        self.message = message;
    }

    fn amount(&mut self) -> u128 {
        let most = match self.dice.below(40) {
            0 => 4_000_000,
            1..10 => 300_000,
            _ => 20_000,
        };
        100 * (1 + u128::from(self.dice.below(most)))
    }

    pub(crate) fn client_id(&mut self) -> String {
        self.client_ids += 1;
        format!("c{}", self.client_ids)
    }

    fn person(&mut self, model: &Model, now: Timestamp) -> Option<usize> {
        // Some are busier than others.
        let bound = if self.dice.one_in(2) {
            model.people.len().min(30)
        } else {
            model.people.len()
        };
        let who = self.dice.index(bound);
        (!model.people[who].is_gone(now)).then_some(who)
    }

    /// Something to do; nothing if chance led nowhere.
    pub(crate) fn op(&mut self, model: &Model, now: Timestamp) -> Option<Op> {
        if self.dice.one_in(12) {
            return self.again(model, now);
        }
        let who = self.person(model, now)?;
        if self.bank_run && self.dice.one_in(2) {
            return self.withdraw(model, who);
        }
        if self.dice.one_in(9) {
            return self.about_shops(model, who);
        }
        match self.dice.below(100) {
            0..12 => self.transfer(model, who),
            12..22 => self.answer(model, now),
            22..27 => self.request(model, who),
            27..33 => self.split(model, who),
            33..43 => self.about_request(model, now),
            43..52 => self.packet(model, who),
            52..68 => self.open_packet(model, now),
            68..76 => self.pay(model, who),
            76..81 => self.withdraw(model, who),
            81..84 => Some(match self.message.take() {
                Some(message) => Op::MessageSent(message),
                None => Op::NextMessage,
            }),
            84..91 => {
                let statement = next_statement(model, &mut self.dice, now);
                Some(Op::Book(statement))
            }
            91 => self.resolve(model, who),
            92 => self.match_withdrawal(model),
            93 => Some(Op::Freeze(who, true)),
            94 => {
                let frozen = model.people.iter().position(|person| person.frozen);
                frozen.map(|who| Op::Freeze(who, false))
            }
            95 => Some(Op::SetLevel(who, Level::Verified)),
            96 if self.dice.one_in(9) => Some(Op::ChangeTerms(format!("Terms {}", model.terms))),
            97 if self.dice.one_in(3) => self.delete(model, now),
            98 => self.pay_unclaimed(model, who),
            _ => {
                let late = model
                    .people
                    .iter()
                    .position(|person| person.terms != model.terms && !person.is_gone(now));
                Some(Op::AcceptTerms(late.unwrap_or(who), model.terms))
            }
        }
    }

    fn transfer(&mut self, model: &Model, who: usize) -> Option<Op> {
        let (_, conversation) = *self.dice.pick(&model.people[who].friends)?;
        let all = model.people[who].available;
        let minor = if self.dice.one_in(15) && all > 0 {
            all
        } else {
            self.amount()
        };
        let input = NewTransfer {
            conversation,
            money: money(minor),
            note: self.dice.one_in(3).then(|| "for lunch".to_owned()),
            client_id: self.client_id(),
        };
        Some(Op::Transfer(who, input))
    }

    fn answer(&mut self, model: &Model, now: Timestamp) -> Option<Op> {
        let from = self.dice.index(model.transfers.len());
        let mut some = model.transfers.iter().skip(from).take(LOOKED_AT);
        let (payment, row) = some.find(|(_, row)| row.state == Waits::Open)?;
        if model.people[row.to].is_gone(now) {
            return None;
        }
        let input = Payment { payment: *payment };
        Some(if self.dice.one_in(3) {
            Op::Decline(row.to, input)
        } else {
            Op::Accept(row.to, input)
        })
    }

    fn request(&mut self, model: &Model, who: usize) -> Option<Op> {
        let (_, conversation) = *self.dice.pick(&model.people[who].friends)?;
        let input = NewRequest {
            conversation,
            money: money(self.amount()),
            note: None,
            client_id: self.client_id(),
        };
        Some(Op::Request(who, input))
    }

    fn split(&mut self, model: &Model, who: usize) -> Option<Op> {
        let group = *self.dice.pick(&model.people[who].groups)?;
        let (conversation, members) = &model.groups[group];
        let mut shares: Vec<NewShare> = Vec::new();
        let mut total = 0;
        for member in members.iter().filter(|member| **member != who) {
            if self.dice.one_in(2) && shares.len() < 20 {
                let minor = 100 * (1 + u128::from(self.dice.below(5_000)));
                total += minor;
                shares.push(NewShare {
                    account: model.people[*member].account(),
                    amount: Amount::from_minor(minor),
                });
            }
        }
        let input = NewSplit {
            conversation: *conversation,
            money: money(total + 100 * u128::from(self.dice.below(3_000))),
            shares,
            note: Some("dinner".to_owned()),
            client_id: self.client_id(),
        };
        (!input.shares.is_empty()).then_some(Op::Split(who, input))
    }

    fn about_request(&mut self, model: &Model, now: Timestamp) -> Option<Op> {
        let from = self.dice.index(model.requests.len());
        let mut some = model.requests.iter().skip(from).take(LOOKED_AT);
        let (payment, row) = some.find(|(_, row)| {
            let mut parts = row.parts.values();
            !row.cancelled && parts.any(|part| part.1 == Part::Open)
        })?;
        let input = Payment { payment: *payment };
        if self.dice.one_in(8) {
            let there = !model.people[row.asker].is_gone(now);
            return there.then_some(Op::CancelRequest(row.asker, input));
        }
        let open: Vec<usize> = row
            .parts
            .iter()
            .filter(|(who, part)| part.1 == Part::Open && !model.people[**who].is_gone(now))
            .map(|(who, _)| *who)
            .collect();
        let who = *self.dice.pick(&open)?;
        Some(if self.dice.one_in(6) {
            Op::DeclineRequest(who, input)
        } else {
            Op::PayRequest(who, input)
        })
    }

    fn packet(&mut self, model: &Model, who: usize) -> Option<Op> {
        let person = &model.people[who];
        let direct = self.dice.one_in(4) || person.groups.is_empty();
        let kind =
            [PacketKind::Normal, PacketKind::Lucky, PacketKind::Exclusive][self.dice.index(3)];
        let (conversation, shares, only_for) = if direct {
            (self.dice.pick(&person.friends)?.1, 1, None)
        } else {
            let group = *self.dice.pick(&person.groups)?;
            let (conversation, members) = &model.groups[group];
            if kind == PacketKind::Exclusive {
                let named = *self.dice.pick(members)?;
                (*conversation, 1, Some(model.people[named].account()))
            } else {
                let shares = 1 + self.dice.below(members.len() as u64 + 2);
                (*conversation, u32::try_from(shares).unwrap_or(1), None)
            }
        };
        if only_for == Some(person.account()) {
            return None;
        }
        let each = 100 * (1 + u128::from(self.dice.below(2_000)));
        let odd = if kind == PacketKind::Lucky {
            100 * u128::from(self.dice.below(50))
        } else {
            0
        };
        let input = NewPacket {
            conversation,
            kind,
            money: money(each * u128::from(shares) + odd),
            shares,
            greeting: None,
            cover: COVERS[self.dice.index(COVERS.len())].to_owned(),
            only_for,
            client_id: self.client_id(),
        };
        Some(Op::SendPacket(who, input))
    }

    fn open_packet(&mut self, model: &Model, now: Timestamp) -> Option<Op> {
        let from = self.dice.index(model.packets.len());
        let mut some = model.packets.iter().skip(from).take(LOOKED_AT);
        let (payment, row) = some.find(|(_, row)| !row.closed)?;
        let who = *self.dice.pick(&row.people)?;
        let there = !model.people[who].is_gone(now);
        there.then_some(Op::OpenPacket(who, Payment { payment: *payment }))
    }

    /// Everybody who can see some open packet, one after the other.
    pub(crate) fn rush(&mut self, model: &Model, now: Timestamp) -> Vec<Op> {
        let from = self.dice.index(model.packets.len());
        let mut some = model.packets.iter().skip(from).take(LOOKED_AT);
        let Some((payment, row)) = some.find(|(_, row)| !row.closed) else {
            return Vec::new();
        };
        let mut people = row.people.clone();
        for at in (1..people.len()).rev() {
            people.swap(at, self.dice.index(at + 1));
        }
        people.retain(|who| !model.people[*who].is_gone(now));
        people
            .into_iter()
            .map(|who| Op::OpenPacket(who, Payment { payment: *payment }))
            .collect()
    }

    fn pay(&mut self, model: &Model, who: usize) -> Option<Op> {
        let to = self.dice.index(model.people.len());
        if to == who {
            return None;
        }
        let input = NewPayment {
            code: model.people[to].pay_code.clone(),
            money: money(self.amount()),
            note: None,
            client_id: self.client_id(),
        };
        Some(Op::Pay(who, input))
    }

    fn withdraw(&mut self, model: &Model, who: usize) -> Option<Op> {
        let all = model.people[who].available;
        let minor = if self.dice.one_in(2) && all > 0 {
            all
        } else {
            self.amount()
        };
        let input = NewWithdrawal {
            money: money(minor),
            holder: "SOMEBODY".to_owned(),
            to: account(),
            client_id: self.client_id(),
        };
        Some(Op::Withdraw(who, input))
    }

    fn resolve(&mut self, model: &Model, who: usize) -> Option<Op> {
        let mut some = model.unresolved.iter();
        let ((statement, reference), _) = some.find(|(_, amount)| amount.is_multiple_of(100))?;
        Some(Op::Resolve(ResolveDifference {
            statement: statement.clone(),
            reference: reference.clone(),
            account: model.people[who].account(),
            reason: "they showed the receipt".to_owned(),
        }))
    }

    /// An operator finds the withdrawal that the bank paid out without saying so, or guesses.
    fn match_withdrawal(&mut self, model: &Model) -> Option<Op> {
        let skip = self.dice.index(model.left.len());
        let ((statement, reference), _) = model.left.iter().nth(skip)?;
        let (payment, _) = model.any_withdrawal(&mut self.dice)?;
        Some(Op::Match(MatchWithdrawal {
            statement: statement.clone(),
            reference: reference.clone(),
            payment,
            reason: "the bank called".to_owned(),
        }))
    }

    fn pay_unclaimed(&mut self, model: &Model, who: usize) -> Option<Op> {
        let mut some = model.unclaimed.iter();
        let (from, left) = some.find(|(_, left)| **left > 0)?;
        // Sometimes more than there is.
        let minor = if self.dice.one_in(5) {
            left + 100
        } else {
            *left
        };
        let input = PayUnclaimed {
            account: model.people[*from].account(),
            to: model.people[who].account(),
            money: money(minor),
            reason: "an heir".to_owned(),
            client_id: self.client_id(),
        };
        Some(Op::PayUnclaimed(*from, input))
    }

    fn delete(&mut self, model: &Model, now: Timestamp) -> Option<Op> {
        // Those who have passwords come first.
        let who = self.dice.index((model.people.len() / 8).clamp(2, 40));
        let there = !model.people[who].is_gone(now);
        there.then_some(Op::RequestDeletion(who))
    }

    /// Something that was done before: the same, or with another content under the same id.
    fn again(&mut self, model: &Model, now: Timestamp) -> Option<Op> {
        let mut op = self.dice.pick(&self.past)?.clone();
        let gone = op.actor().is_some_and(|who| model.people[who].is_gone(now));
        if gone {
            return None;
        }
        if self.dice.one_in(3) {
            let more = money(100 * (1 + u128::from(self.dice.below(1_000_000))));
            match &mut op {
                Op::Transfer(_, input) => input.money = more,
                Op::Request(_, input) => input.money = more,
                Op::Pay(_, input) => input.money = more,
                Op::Withdraw(_, input) => input.money = more,
                Op::SendPacket(_, input) if input.kind == PacketKind::Lucky => {
                    input.money.amount = input.money.amount.saturating_add(Amount::from_minor(100));
                }
                Op::Book(statement) => {
                    if let Some(entry) = statement.entries.first_mut() {
                        entry.remittance.push("more".to_owned());
                    }
                }
                _ => {}
            }
        }
        if let Op::AcceptTerms(_, version) = &mut op {
            *version = model.terms;
        }
        Some(op)
    }
}

/// Payments as the model names them.
pub(crate) fn shared(job: sapa_store::Job) -> Op {
    Op::Job(Arc::new(job))
}

/// Whom a deed touches; nobody in particular means that it may touch anybody.
pub(crate) fn touched(op: &Op, model: &Model) -> Option<Vec<usize>> {
    let friend = |who: usize, conversation| {
        let mut friends = model.people[who].friends.iter();
        let found = friends.find(|(_, theirs)| *theirs == conversation);
        found.map_or(vec![who], |(friend, _)| vec![who, *friend])
    };
    let of_transfer = |payment: &PaymentId| {
        let row = model.transfers.get(payment);
        row.map_or(Vec::new(), |row| vec![row.from, row.to])
    };
    Some(match op {
        Op::Transfer(who, input) => friend(*who, input.conversation),
        Op::Accept(_, input) | Op::Decline(_, input) => of_transfer(&input.payment),
        Op::PayRequest(who, input) => {
            let asked = model.requests.get(&input.payment);
            vec![*who, asked.map_or(*who, |asked| asked.asker)]
        }
        Op::Pay(who, input) => {
            let mut people = model.people.iter();
            let to = people.position(|person| person.pay_code == input.code);
            vec![*who, to.unwrap_or(*who)]
        }
        Op::PayOrder(who, _)
        | Op::SendPacket(who, _)
        | Op::OpenPacket(who, _)
        | Op::Withdraw(who, _) => vec![*who],
        Op::Book(..)
        | Op::Resolve(_)
        | Op::Match(_)
        | Op::PayUnclaimed(..)
        | Op::Job(_)
        | Op::Refund(..)
        | Op::Payout(..) => {
            return None;
        }
        _ => Vec::new(),
    })
}
