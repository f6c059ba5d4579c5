//! The ledger once more, slow and plain, and written another way on purpose.
//!
//! It keeps no balances: they are added up from the transfers each time. It does not check in an order: it collects
//! everything that is wrong with an event and says what stands first in the list of results. It does not roll back: a
//! chain works on a copy of the world.

use sapa_kernel::Amount;

use crate::CreateAccountResult as A;
use crate::CreateTransferResult as T;
use crate::*;

/// A transfer and, if it was pending, how it ended.
#[derive(Debug, Clone)]
pub(super) struct Done {
    pub(super) transfer: Transfer,
    pub(super) end: Option<PendingState>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct World {
    /// The cell's time in milliseconds.
    pub(super) now: u64,
    last: u64,
    accounts: Vec<(NewAccount, u64)>,
    pub(super) transfers: Vec<Done>,
    pub(super) history: Vec<(LedgerId, HistoryEntry)>,
}

/// Posted and pending debits, posted and pending credits.
type Balances = [u128; 4];

impl World {
    fn next(&self) -> u64 {
        (self.last + 1).max(self.now * 1_000_000)
    }

    fn find(&self, id: LedgerId) -> Option<&Done> {
        self.transfers.iter().find(|done| done.transfer.id == id)
    }

    fn deadline(transfer: &Transfer) -> Option<u64> {
        let begin = u128::from(transfer.timestamp / 1_000_000);
        let deadline = (begin + transfer.timeout.as_millis()) * 1_000_000;
        (!transfer.timeout.is_zero()).then(|| deadline.try_into().expect("a deadline of 64 bits"))
    }

    /// Who holds how much.
    fn balances(&self, id: LedgerId) -> Balances {
        let mut sums = [0_u128; 4];
        for Done { transfer, end } in &self.transfers {
            let kind = match (transfer.flags.pending, end) {
                _ if transfer.flags.void_pending => continue,
                (true, Some(_)) => continue,
                (true, None) => 1,
                (false, _) => 0,
            };
            if transfer.debit_account == id {
                sums[kind] += transfer.amount.minor();
            }
            if transfer.credit_account == id {
                sums[2 + kind] += transfer.amount.minor();
            }
        }
        sums
    }

    fn closed(&self, id: LedgerId) -> bool {
        let from_the_beginning = self
            .accounts
            .iter()
            .any(|(new, _)| new.id == id && new.flags.closed);
        let by_transfer = |done: &Done| {
            let Transfer {
                flags,
                debit_account,
                credit_account,
                ..
            } = done.transfer;
            let closes = (flags.closing_debit && debit_account == id)
                || (flags.closing_credit && credit_account == id);
            closes && done.end.is_none()
        };
        from_the_beginning || self.transfers.iter().any(by_transfer)
    }

    /// The account as it is now.
    pub(super) fn account(&self, id: LedgerId) -> Option<Account> {
        let (new, timestamp) = self.accounts.iter().find(|(new, _)| new.id == id)?;
        let balances = self.balances(id).map(Amount::from_minor);
        Some(Account {
            id,
            currency: new.currency,
            code: new.code,
            flags: AccountFlags {
                closed: self.closed(id),
                ..new.flags
            },
            user_data: new.user_data,
            debits_posted: balances[0],
            debits_pending: balances[1],
            credits_posted: balances[2],
            credits_pending: balances[3],
            timestamp: *timestamp,
        })
    }

    pub(super) fn accounts(&self) -> Vec<Account> {
        let mut ids: Vec<_> = self.accounts.iter().map(|(new, _)| new.id).collect();
        ids.sort();
        ids.into_iter().filter_map(|id| self.account(id)).collect()
    }

    pub(super) fn state(&self, id: LedgerId) -> Option<PendingState> {
        let done = self.find(id).filter(|done| done.transfer.flags.pending)?;
        let overdue = Self::deadline(&done.transfer).is_some_and(|at| at <= self.next());
        Some(match done.end {
            Some(end) => end,
            None if overdue => PendingState::Expired,
            None => PendingState::Pending,
        })
    }

    /// Ends one pending transfer, or all, whose time is over; says how many.
    pub(super) fn expire(&mut self, only: Option<LedgerId>) -> usize {
        let next = self.next();
        let mut count = 0;
        for done in &mut self.transfers {
            let asked = only.is_none_or(|id| id == done.transfer.id);
            let holds = done.transfer.flags.pending && done.end.is_none();
            let overdue = Self::deadline(&done.transfer).is_some_and(|at| at <= next);
            if asked && holds && overdue {
                done.end = Some(PendingState::Expired);
                count += 1;
            }
        }
        count
    }

    pub(super) fn create_accounts(&mut self, events: &[NewAccount]) -> Vec<A> {
        let linked = |event: &NewAccount| event.flags.linked;
        self.batch(
            events,
            linked,
            Self::create_account,
            [A::Ok, A::LinkedEventFailed, A::LinkedEventChainOpen],
        )
    }

    pub(super) fn create_transfers(&mut self, events: &[NewTransfer]) -> Vec<T> {
        let linked = |event: &NewTransfer| event.flags.linked;
        self.batch(
            events,
            linked,
            Self::create_transfer,
            [T::Ok, T::LinkedEventFailed, T::LinkedEventChainOpen],
        )
    }

    /// Cuts the batch into its chains; an event that is not linked is a chain of one.
    fn batch<E, R: Copy + PartialEq>(
        &mut self,
        mut events: &[E],
        linked: impl Fn(&E) -> bool,
        create: impl Fn(&mut Self, &E) -> R,
        [ok, failed, open]: [R; 3],
    ) -> Vec<R> {
        let mut results = Vec::new();
        while !events.is_empty() {
            let end = events.iter().position(|event| !linked(event));
            let (chain, rest) = events.split_at(end.map_or(events.len(), |end| end + 1));
            events = rest;
            let complete = if end.is_some() {
                chain.len()
            } else {
                chain.len() - 1
            };
            let mut copy = self.clone();
            let mut said: Vec<R> = Vec::new();
            for event in &chain[..complete] {
                let result = create(&mut copy, event);
                said.push(result);
                if result != ok {
                    break;
                }
            }
            if end.is_some() && said.iter().all(|result| *result == ok) {
                *self = copy;
                results.append(&mut said);
                continue;
            }
            for result in &mut said {
                if *result == ok {
                    *result = failed;
                }
            }
            said.resize(complete, failed);
            if end.is_none() {
                said.push(open);
            }
            results.append(&mut said);
        }
        results
    }

    fn create_account(&mut self, new: &NewAccount) -> A {
        let mut wrong = Vec::new();
        let mut say = |holds: bool, result: A| wrong.extend(holds.then_some(result));
        say(new.id.0 == 0, A::IdMustNotBeZero);
        say(new.id.0 == u128::MAX, A::IdMustNotBeIntMax);
        if let Some(old) = self.account(new.id) {
            say(old.flags != new.flags, A::ExistsWithDifferentFlags);
            say(old.code != new.code, A::ExistsWithDifferentCode);
            say(old.currency != new.currency, A::ExistsWithDifferentCurrency);
            say(
                old.user_data != new.user_data,
                A::ExistsWithDifferentUserData,
            );
            say(true, A::Exists);
        }
        let both =
            new.flags.credits_must_not_exceed_debits && new.flags.debits_must_not_exceed_credits;
        say(both, A::FlagsAreMutuallyExclusive);
        say(new.code == 0, A::CodeMustNotBeZero);
        if let Some(result) = A::ALL.iter().find(|result| wrong.contains(result)) {
            return *result;
        }
        self.last = self.next();
        self.accounts.push((*new, self.last));
        A::Ok
    }

    fn create_transfer(&mut self, new: &NewTransfer) -> T {
        let mut wrong = Vec::new();
        let at = self.next();
        let resolves = new.flags.post_pending || new.flags.void_pending;
        let pending = self.find(new.pending_id.unwrap_or_default()).cloned();
        let transfer = if resolves {
            self.resolution(new, pending.as_ref(), at, &mut wrong)
        } else {
            self.movement(new, at, &mut wrong)
        };
        let mut say = |holds: bool, result: T| wrong.extend(holds.then_some(result));
        say(new.id.0 == 0, T::IdMustNotBeZero);
        say(new.id.0 == u128::MAX, T::IdMustNotBeIntMax);
        if let Some(old) = self.find(new.id) {
            compare(new, &old.transfer, pending.as_ref(), &mut say);
        }
        if let Some(result) = T::ALL.iter().find(|result| wrong.contains(result)) {
            return *result;
        }
        self.last = at;
        let transfer = transfer.expect("nothing is wrong with it");
        if let Some(id) = transfer.pending_id {
            let held = self
                .transfers
                .iter_mut()
                .find(|done| done.transfer.id == id);
            held.expect("it was found above").end = Some(if new.flags.post_pending {
                PendingState::Posted
            } else {
                PendingState::Voided
            });
        }
        self.transfers.push(Done {
            transfer,
            end: None,
        });
        for id in [transfer.debit_account, transfer.credit_account] {
            let account = self.account(id).expect("it was found above");
            if account.flags.history {
                let entry = HistoryEntry {
                    timestamp: at,
                    transfer: transfer.id,
                    debits_pending: account.debits_pending,
                    debits_posted: account.debits_posted,
                    credits_pending: account.credits_pending,
                    credits_posted: account.credits_posted,
                };
                self.history.push((id, entry));
            }
        }
        T::Ok
    }

    fn movement(&self, new: &NewTransfer, at: u64, wrong: &mut Vec<T>) -> Option<Transfer> {
        form_of_movement(new, wrong);
        let mut say = |holds: bool, result: T| wrong.extend(holds.then_some(result));
        let flags = new.flags;
        let debit = self.account(new.debit_account);
        let credit = self.account(new.credit_account);
        say(debit.is_none(), T::DebitAccountNotFound);
        say(credit.is_none(), T::CreditAccountNotFound);
        let (debit, credit) = (debit?, credit?);
        say(
            debit.currency != credit.currency,
            T::AccountsMustHaveTheSameCurrency,
        );
        say(
            new.currency != debit.currency,
            T::TransferMustHaveTheSameCurrencyAsAccounts,
        );
        say(debit.flags.closed, T::DebitAccountAlreadyClosed);
        say(credit.flags.closed, T::CreditAccountAlreadyClosed);

        let [posted_debits, pending_debits, paid_in, _] = self.balances(debit.id);
        let [paid_out, _, posted_credits, pending_credits] = self.balances(credit.id);
        let mut amount = new.amount.minor();
        if flags.balancing_debit {
            amount = amount.min(paid_in.saturating_sub(posted_debits + pending_debits));
        }
        if flags.balancing_credit {
            amount = amount.min(paid_out.saturating_sub(posted_credits + pending_credits));
        }
        let too_much = |sum: u128| sum.checked_add(amount).is_none();
        say(
            flags.pending && too_much(pending_debits),
            T::OverflowsDebitsPending,
        );
        say(
            flags.pending && too_much(pending_credits),
            T::OverflowsCreditsPending,
        );
        say(too_much(posted_debits), T::OverflowsDebitsPosted);
        say(too_much(posted_credits), T::OverflowsCreditsPosted);
        say(too_much(posted_debits + pending_debits), T::OverflowsDebits);
        say(
            too_much(posted_credits + pending_credits),
            T::OverflowsCredits,
        );
        let end = u128::from(at / 1_000_000) + new.timeout.as_millis();
        say(end * 1_000_000 >= 1 << 63, T::OverflowsTimeout);
        let debits = (posted_debits + pending_debits).saturating_add(amount);
        let credits = (posted_credits + pending_credits).saturating_add(amount);
        say(
            debit.flags.debits_must_not_exceed_credits && debits > paid_in,
            T::ExceedsCredits,
        );
        say(
            credit.flags.credits_must_not_exceed_debits && credits > paid_out,
            T::ExceedsDebits,
        );
        Some(Transfer {
            id: new.id,
            debit_account: debit.id,
            credit_account: credit.id,
            amount: Amount::from_minor(amount),
            pending_id: None,
            timeout: new.timeout,
            currency: new.currency,
            code: new.code,
            flags,
            user_data: new.user_data,
            timestamp: at,
        })
    }

    fn resolution(
        &self,
        new: &NewTransfer,
        pending: Option<&Done>,
        at: u64,
        wrong: &mut Vec<T>,
    ) -> Option<Transfer> {
        let mut say = |holds: bool, result: T| wrong.extend(holds.then_some(result));
        let flags = new.flags;
        let alone = TransferFlags {
            linked: flags.linked,
            post_pending: flags.post_pending,
            void_pending: !flags.post_pending,
            ..TransferFlags::default()
        };
        let id = new.pending_id.map_or(0, |id| id.0);
        say(flags != alone, T::FlagsAreMutuallyExclusive);
        say(id == 0, T::PendingIdMustNotBeZero);
        say(id == u128::MAX, T::PendingIdMustNotBeIntMax);
        say(id == new.id.0, T::PendingIdMustBeDifferent);
        say(!new.timeout.is_zero(), T::TimeoutReservedForPendingTransfer);
        say(pending.is_none(), T::PendingTransferNotFound);
        let held = pending?.transfer;
        say(!held.flags.pending, T::PendingTransferNotPending);
        let other = |said: u128, is: u128| said != 0 && said != is;
        let debit = other(new.debit_account.0, held.debit_account.0);
        say(debit, T::PendingTransferHasDifferentDebitAccountId);
        let credit = other(new.credit_account.0, held.credit_account.0);
        say(credit, T::PendingTransferHasDifferentCreditAccountId);
        say(
            new.currency != held.currency,
            T::PendingTransferHasDifferentCurrency,
        );
        say(
            other(new.code.into(), held.code.into()),
            T::PendingTransferHasDifferentCode,
        );
        let amount = match (flags.void_pending, new.amount) {
            (true, Amount::ZERO) | (false, Amount::MAX) => held.amount,
            (_, amount) => amount,
        };
        say(amount > held.amount, T::ExceedsPendingTransferAmount);
        say(
            flags.void_pending && amount != held.amount,
            T::PendingTransferHasDifferentAmount,
        );
        match self.state(held.id) {
            Some(PendingState::Posted) => say(true, T::PendingTransferAlreadyPosted),
            Some(PendingState::Voided) => say(true, T::PendingTransferAlreadyVoided),
            Some(PendingState::Expired) => say(true, T::PendingTransferExpired),
            Some(PendingState::Pending) | None => {}
        }
        say(
            flags.post_pending && self.closed(held.debit_account),
            T::DebitAccountAlreadyClosed,
        );
        say(
            flags.post_pending && self.closed(held.credit_account),
            T::CreditAccountAlreadyClosed,
        );
        let user_data = [new.user_data, held.user_data];
        Some(Transfer {
            id: new.id,
            debit_account: held.debit_account,
            credit_account: held.credit_account,
            amount,
            pending_id: new.pending_id,
            timeout: std::time::Duration::ZERO,
            currency: held.currency,
            code: held.code,
            flags,
            user_data: user_data.into_iter().find(|data| *data != 0).unwrap_or(0),
            timestamp: at,
        })
    }
}

/// What is wrong with a movement whatever there is.
fn form_of_movement(new: &NewTransfer, wrong: &mut Vec<T>) {
    let mut say = |holds: bool, result: T| wrong.extend(holds.then_some(result));
    let flags = new.flags;
    say(new.debit_account.0 == 0, T::DebitAccountIdMustNotBeZero);
    say(
        new.debit_account.0 == u128::MAX,
        T::DebitAccountIdMustNotBeIntMax,
    );
    say(new.credit_account.0 == 0, T::CreditAccountIdMustNotBeZero);
    say(
        new.credit_account.0 == u128::MAX,
        T::CreditAccountIdMustNotBeIntMax,
    );
    say(
        new.debit_account == new.credit_account,
        T::AccountsMustBeDifferent,
    );
    say(
        new.pending_id.is_some_and(|id| id.0 != 0),
        T::PendingIdMustBeZero,
    );
    say(
        !flags.pending && !new.timeout.is_zero(),
        T::TimeoutReservedForPendingTransfer,
    );
    let closing = flags.closing_debit || flags.closing_credit;
    say(closing && !flags.pending, T::ClosingTransferMustBePending);
    say(new.code == 0, T::CodeMustNotBeZero);
}

/// How a call differs from what its id stands for.
fn compare(
    new: &NewTransfer,
    old: &Transfer,
    pending: Option<&Done>,
    say: &mut impl FnMut(bool, T),
) {
    say(new.flags != old.flags, T::ExistsWithDifferentFlags);
    let pending_id = |id: Option<LedgerId>| id.map_or(0, |id| id.0);
    say(
        pending_id(new.pending_id) != pending_id(old.pending_id),
        T::ExistsWithDifferentPendingId,
    );
    say(new.timeout != old.timeout, T::ExistsWithDifferentTimeout);
    say(true, T::Exists);
    if new.flags != old.flags || pending_id(new.pending_id) != pending_id(old.pending_id) {
        return;
    }
    // With the same flags and the same pending transfer, what this call would come to can be written down.
    let mut come_to = *new;
    let mut amounts = new.amount..=new.amount;
    if new.flags.balancing_debit || new.flags.balancing_credit {
        amounts = Amount::ZERO..=new.amount;
    }
    if let Some(Done { transfer: held, .. }) = pending {
        let nobody = LedgerId(0);
        if new.debit_account == nobody {
            come_to.debit_account = held.debit_account;
        }
        if new.credit_account == nobody {
            come_to.credit_account = held.credit_account;
        }
        if new.code == 0 {
            come_to.code = held.code;
        }
        if new.user_data == 0 {
            come_to.user_data = held.user_data;
        }
        let all = if new.flags.post_pending { u128::MAX } else { 0 };
        if new.amount.minor() == all {
            amounts = held.amount..=held.amount;
        }
    }
    say(
        come_to.debit_account != old.debit_account,
        T::ExistsWithDifferentDebitAccountId,
    );
    say(
        come_to.credit_account != old.credit_account,
        T::ExistsWithDifferentCreditAccountId,
    );
    say(!amounts.contains(&old.amount), T::ExistsWithDifferentAmount);
    say(
        come_to.user_data != old.user_data,
        T::ExistsWithDifferentUserData,
    );
    say(
        come_to.currency != old.currency,
        T::ExistsWithDifferentCurrency,
    );
    say(come_to.code != old.code, T::ExistsWithDifferentCode);
}
