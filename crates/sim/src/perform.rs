//! What people, operators, the bank and jobs do: as a value, so that it can be done again.

use std::sync::Arc;

use sapa_bank::Statement;
use sapa_flows::money;
use sapa_kernel::{Fault, MerchantId, SignedIn};
use sapa_store::jobs::Handlers;
use sapa_store::{Job, Tx};
use sapa_wallet::{
    AcceptTerms, BankMessage, Booked, MatchWithdrawal, NewListOrder, NewPacket, NewPayment,
    NewPayout, NewRefund, NewRequest, NewSplit, NewTransfer, NewWithdrawal, Order, OrderToPay,
    Packet, Paid, PayUnclaimed, Payment, Payout, PinPass, Refund, ResolveDifference, SetLevel,
    Transfer, UpdateWalletSettings, WithReason, Withdrawal,
};

use crate::machine::{Answer, Machine};
use crate::model::Model;
use crate::town::{KEYS, MACHINE, confirm, fault, policy};

/// Something that somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    Transfer(usize, NewTransfer),
    Accept(usize, Payment),
    Decline(usize, Payment),
    Request(usize, NewRequest),
    Split(usize, NewSplit),
    PayRequest(usize, Payment),
    DeclineRequest(usize, Payment),
    CancelRequest(usize, Payment),
    SendPacket(usize, NewPacket),
    OpenPacket(usize, Payment),
    Pay(usize, NewPayment),
    Withdraw(usize, NewWithdrawal),
    NextMessage,
    MessageSent(BankMessage),
    Book(Statement),
    Resolve(ResolveDifference),
    Match(MatchWithdrawal),
    PayUnclaimed(usize, PayUnclaimed),
    Freeze(usize, bool),
    SetLevel(usize, sapa_wallet::Level),
    ChangeTerms(String),
    AcceptTerms(usize, u32),
    RequestDeletion(usize),
    Order(usize, NewListOrder),
    PayOrder(usize, OrderToPay),
    Refund(MerchantId, NewRefund),
    Payout(usize, NewPayout),
    Job(Arc<Job>),
}

/// What was answered.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    Transfer(Transfer),
    Request(sapa_wallet::Request),
    Packet(Packet),
    Paid(Paid),
    Withdrawal(Withdrawal),
    Message(Option<BankMessage>),
    Booked(Booked),
    Deletion(sapa_accounts::DeletionRequested),
    Order(Order),
    Refund(Refund),
    Payout(Payout),
    Done,
}

impl Op {
    /// Who does it, if it is a person.
    pub(crate) fn actor(&self) -> Option<usize> {
        match self {
            Self::Transfer(who, _)
            | Self::Accept(who, _)
            | Self::Decline(who, _)
            | Self::Request(who, _)
            | Self::Split(who, _)
            | Self::PayRequest(who, _)
            | Self::DeclineRequest(who, _)
            | Self::CancelRequest(who, _)
            | Self::SendPacket(who, _)
            | Self::OpenPacket(who, _)
            | Self::Pay(who, _)
            | Self::Withdraw(who, _)
            | Self::Order(who, _)
            | Self::PayOrder(who, _)
            | Self::Payout(who, _)
            | Self::AcceptTerms(who, _)
            | Self::RequestDeletion(who) => Some(*who),
            _ => None,
        }
    }

    /// Does it, as one transaction.
    pub(crate) fn perform(
        &self,
        machine: &Machine,
        model: &Model,
        handlers: &Arc<Handlers>,
    ) -> Answer<Outcome> {
        let op = self.clone();
        let number = match self {
            Self::Freeze(who, _) | Self::SetLevel(who, _) => *who,
            _ => self.actor().unwrap_or(0),
        };
        let person = &model.people[number];
        let who = (person.actor.clone(), person.pass.clone());
        let handlers = Arc::clone(handlers);
        machine.write(move |tx| run(tx, op, &who, &handlers))
    }
}

type Who = (SignedIn, PinPass);

fn run(
    tx: &mut Tx<'_>,
    op: Op,
    (actor, pass): &Who,
    handlers: &Handlers,
) -> Result<Outcome, Fault> {
    let policy = policy();
    match op {
        Op::Transfer(_, input) => {
            money::transfer(tx, actor, &input, pass, &policy).map(Outcome::Transfer)
        }
        Op::Accept(_, input) => money::accept_transfer(tx, actor, input).map(Outcome::Transfer),
        Op::Decline(_, input) => money::decline_transfer(tx, actor, input).map(Outcome::Transfer),
        Op::Request(_, input) => money::request(tx, actor, &input).map(Outcome::Request),
        Op::Split(_, input) => money::split(tx, actor, &input).map(Outcome::Request),
        Op::PayRequest(_, input) => {
            money::pay_request(tx, actor, input, pass, &policy).map(Outcome::Request)
        }
        Op::DeclineRequest(_, input) => {
            money::decline_request(tx, actor, input).map(Outcome::Request)
        }
        Op::CancelRequest(_, input) => {
            money::cancel_request(tx, actor, input).map(Outcome::Request)
        }
        Op::SendPacket(_, input) => {
            money::send_packet(tx, actor, &input, pass, &policy, &KEYS).map(Outcome::Packet)
        }
        Op::OpenPacket(_, input) => {
            let opened = money::open_packet(tx, actor, input, &KEYS)?;
            Ok(Outcome::Packet(opened.packet))
        }
        Op::Pay(_, input) => money::pay(tx, actor, &input, pass, &policy).map(Outcome::Paid),
        Op::Withdraw(_, input) => sapa_wallet::withdraw(tx, actor, &input, pass, &policy)
            .map(Outcome::Withdrawal)
            .map_err(fault),
        Op::AcceptTerms(_, version) => {
            let input = AcceptTerms { version };
            sapa_wallet::accept_terms(tx, actor, input).map_err(fault)?;
            Ok(Outcome::Done)
        }
        Op::RequestDeletion(_) => {
            let attempt = confirm(tx, actor)?;
            sapa_flows::request_deletion(tx, actor, &attempt).map(Outcome::Deletion)
        }
        op @ (Op::Order(..) | Op::PayOrder(..) | Op::Refund(..) | Op::Payout(..)) => {
            crate::shops::run(tx, op, actor, pass)
        }
        others => run_for_the_cell(tx, others, actor, handlers),
    }
}

fn run_for_the_cell(
    tx: &mut Tx<'_>,
    op: Op,
    actor: &SignedIn,
    handlers: &Handlers,
) -> Result<Outcome, Fault> {
    let reason = || WithReason {
        account: actor.account,
        reason: "somebody called".to_owned(),
    };
    match op {
        Op::NextMessage => {
            return sapa_wallet::next_message(tx)
                .map(Outcome::Message)
                .map_err(fault);
        }
        Op::MessageSent(message) => {
            sapa_wallet::message_sent(tx, &message).map_err(fault)?;
        }
        Op::Book(statement) => {
            return money::book_statement(tx, &statement).map(Outcome::Booked);
        }
        Op::Match(input) => {
            money::match_withdrawal(tx, &MACHINE, input)?;
        }
        Op::Resolve(input) => {
            money::resolve_difference(tx, &MACHINE, input)?;
        }
        Op::PayUnclaimed(_, input) => {
            money::pay_unclaimed(tx, &MACHINE, input)?;
        }
        Op::Freeze(_, true) => {
            money::freeze(tx, &MACHINE, reason())?;
        }
        Op::Freeze(_, false) => {
            money::unfreeze(tx, &MACHINE, reason())?;
        }
        Op::SetLevel(_, level) => {
            let WithReason { account, reason } = reason();
            let input = SetLevel {
                account,
                level,
                reason,
            };
            money::set_level(tx, &MACHINE, input)?;
        }
        Op::ChangeTerms(terms) => {
            let input = UpdateWalletSettings {
                currency: None,
                terms: Some(terms),
            };
            sapa_wallet::update_settings(tx, &MACHINE, input, &policy()).map_err(fault)?;
        }
        Op::Job(job) => {
            let ran = handlers.run_simple(tx, &job);
            ran.expect("jobs of a town are simple")?;
        }
        _ => unreachable!("people's own deeds are run before"),
    }
    Ok(Outcome::Done)
}
