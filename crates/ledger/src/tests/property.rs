//! Random batches against the model: chains, retries that differ in one thing, time that passes, jobs that are late.

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use sapa_kernel::{Amount, Currency};
use sapa_test_kit::TestCell;

use super::model::World;
use super::script::{eur, idr};
use crate::*;

/// What a repeated event has otherwise than the first time.
#[derive(Debug, Clone, Copy)]
enum Change {
    Nothing,
    Debit(u128),
    Credit(u128),
    Amount(u128),
    Code(u16),
    Data(u128),
    Timeout(u64),
    PendingId(u128),
    Currency(bool),
    Linked,
    Pending,
}

#[derive(Debug, Clone, Copy)]
enum Event {
    /// As it is, mostly nonsense.
    Wild(NewTransfer),
    /// With an id that nothing has.
    Fresh(NewTransfer),
    /// Likewise, and it posts or voids the pending transfer that was sent so many before.
    Resolve(usize, NewTransfer),
    /// The event that was sent so many before, with a change.
    Again(usize, Change),
}

#[derive(Debug, Clone)]
enum Step {
    Accounts(Vec<NewAccount>),
    Transfers(Vec<Event>),
    Advance(u64),
    Jobs,
    Expire(LedgerId),
}

fn account_id() -> impl Strategy<Value = LedgerId> {
    prop_oneof![200 => 1..=5_u128, 1 => Just(0), 1 => Just(6), 1 => Just(u128::MAX)]
        .prop_map(LedgerId)
}

fn transfer_id() -> impl Strategy<Value = LedgerId> {
    prop_oneof![60 => 1..=30_u128, 1 => Just(0), 1 => Just(u128::MAX)].prop_map(LedgerId)
}

fn small_or_vast() -> impl Strategy<Value = u128> {
    let vast = (0..4_u128, 0..2_u32).prop_map(|(less, half)| (u128::MAX >> half) - less);
    prop_oneof![80 => 0..20_u128, 1 => vast]
}

fn currency(other: bool) -> Currency {
    if other { eur() } else { idr() }
}

fn rarely() -> impl Strategy<Value = bool> {
    prop::bool::weighted(0.02)
}

/// The flags of an account that can be created: most have none.
fn limit() -> impl Strategy<Value = AccountFlags> {
    let limit = prop_oneof![10 => Just(0_u8), 3 => Just(1), 2 => Just(2)];
    (limit, any::<bool>(), rarely()).prop_map(|(limit, history, closed)| AccountFlags {
        debits_must_not_exceed_credits: limit == 1,
        credits_must_not_exceed_debits: limit == 2,
        history,
        closed,
        linked: false,
    })
}

fn new_account() -> impl Strategy<Value = NewAccount> {
    let code = prop_oneof![1 => Just(0), 20 => Just(1_u16), 2 => Just(2)];
    let rare = (rarely(), rarely(), prop::bool::weighted(0.2));
    (account_id(), limit(), code, rare, 0..2_u128).prop_map(
        |(id, flags, code, (other, both, linked), user_data)| NewAccount {
            id,
            currency: currency(other),
            code,
            flags: AccountFlags {
                debits_must_not_exceed_credits: flags.debits_must_not_exceed_credits || both,
                credits_must_not_exceed_debits: flags.credits_must_not_exceed_debits || both,
                linked,
                ..flags
            },
            user_data,
        },
    )
}

fn movement() -> impl Strategy<Value = NewTransfer> {
    let flags = (
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.5),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
        rarely(),
        rarely(),
    );
    let timeout = prop_oneof![20 => Just(0_u64), 30 => 1..5_u64, 1 => Just(1 << 33)];
    let code = prop_oneof![1 => Just(0), 60 => Just(1_u16)];
    let ids = (transfer_id(), account_id(), account_id());
    let rare = (
        rarely(),
        prop_oneof![40 => Just(None), 1 => transfer_id().prop_map(Some)],
    );
    (ids, small_or_vast(), flags, timeout, code, rare, 0..3_u128).prop_map(
        |((id, debit, credit), amount, flags, timeout, code, (other, pending_id), user_data)| {
            let (linked, pending, balancing_debit, balancing_credit, closing_debit, closing_credit) =
                flags;
            let timeout = if pending || other { timeout } else { 0 };
            let credit = match debit == credit && !other {
                true => LedgerId(debit.0 % 5 + 1),
                false => credit,
            };
            NewTransfer {
                pending_id,
                timeout: Duration::from_secs(timeout),
                flags: TransferFlags {
                    linked,
                    pending,
                    balancing_debit,
                    balancing_credit,
                    closing_debit: closing_debit && (pending || other),
                    closing_credit: closing_credit && (pending || other),
                    ..TransferFlags::default()
                },
                user_data,
                ..NewTransfer::new(id, debit, credit, Amount::from_minor(amount), currency(other), code)
            }
        },
    )
}

fn resolution() -> impl Strategy<Value = NewTransfer> {
    let amount = prop_oneof![4 => Just(u128::MAX), 4 => Just(0), 3 => small_or_vast()];
    let flags = (any::<bool>(), rarely(), rarely(), prop::bool::weighted(0.2));
    let open = || prop_oneof![15 => Just(LedgerId::ZERO), 1 => account_id()];
    let code = prop_oneof![20 => Just(0), 4 => Just(1_u16), 1 => Just(2)];
    let rest = (open(), open(), code, rarely(), 0..3_u128);
    (transfer_id(), transfer_id(), amount, flags, rest).prop_map(
        |(id, pending_id, amount, (post, both, pending, linked), rest)| {
            let (debit_account, credit_account, code, other, user_data) = rest;
            NewTransfer {
                debit_account,
                credit_account,
                amount: Amount::from_minor(amount),
                timeout: Duration::from_secs(u64::from(other && post)),
                code,
                flags: TransferFlags {
                    linked,
                    pending,
                    post_pending: post,
                    void_pending: !post || both,
                    ..TransferFlags::default()
                },
                user_data,
                ..NewTransfer::post(id, pending_id, currency(other))
            }
        },
    )
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        6 => Just(Change::Nothing),
        1 => (0..=5_u128).prop_map(Change::Debit),
        1 => (0..=5_u128).prop_map(Change::Credit),
        2 => prop_oneof![0..20_u128, Just(u128::MAX)].prop_map(Change::Amount),
        1 => (0..3_u16).prop_map(Change::Code),
        1 => (0..3_u128).prop_map(Change::Data),
        1 => (0..3_u64).prop_map(Change::Timeout),
        1 => (0..=30_u128).prop_map(Change::PendingId),
        1 => any::<bool>().prop_map(Change::Currency),
        1 => Just(Change::Linked),
        1 => Just(Change::Pending),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        1 => movement().prop_map(Event::Wild),
        1 => resolution().prop_map(Event::Wild),
        10 => movement().prop_map(Event::Fresh),
        8 => (1..12_usize, resolution()).prop_map(|(back, new)| Event::Resolve(back, new)),
        4 => (1..40_usize, change()).prop_map(|(back, change)| Event::Again(back, change)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => vec(new_account(), 0..4).prop_map(Step::Accounts),
        8 => vec(event(), 1..8).prop_map(Step::Transfers),
        2 => (0..3_000_u64).prop_map(Step::Advance),
        1 => Just(Step::Jobs),
        1 => (1..30_u128).prop_map(|id| Step::Expire(LedgerId(id))),
    ]
}

fn changed(mut event: NewTransfer, change: Change) -> NewTransfer {
    match change {
        Change::Nothing => {}
        Change::Debit(id) => event.debit_account = LedgerId(id),
        Change::Credit(id) => event.credit_account = LedgerId(id),
        Change::Amount(amount) => event.amount = Amount::from_minor(amount),
        Change::Code(code) => event.code = code,
        Change::Data(data) => event.user_data = data,
        Change::Timeout(seconds) => event.timeout = Duration::from_secs(seconds),
        Change::PendingId(id) => event.pending_id = Some(LedgerId(id)),
        Change::Currency(other) => event.currency = currency(other),
        Change::Linked => event.flags.linked ^= true,
        Change::Pending => event.flags.pending ^= true,
    }
    event
}

/// The ledger and the model side by side.
struct Both {
    cell: TestCell,
    world: World,
    sent: Vec<NewTransfer>,
}

impl Both {
    fn new() -> Self {
        let mut both = Self {
            cell: TestCell::new(),
            world: World::default(),
            sent: Vec::new(),
        };
        both.advance(0);
        both
    }

    fn advance(&mut self, millis: u64) {
        self.cell.clock().advance(Duration::from_millis(millis));
        self.world.now = self.cell.now().as_millis().try_into().unwrap();
    }

    /// What an event is, now that it is known what was sent before. The first of its kind may have nothing to refer to.
    fn send(&mut self, event: Event) -> Option<NewTransfer> {
        let unused = LedgerId(self.sent.len() as u128 + 1);
        let before = |back: usize, of: &dyn Fn(&&NewTransfer) -> bool| {
            self.sent.iter().rev().filter(of).nth(back - 1).copied()
        };
        let transfer = match event {
            Event::Wild(new) => new,
            Event::Fresh(new) => NewTransfer { id: unused, ..new },
            Event::Resolve(back, new) => {
                // Mostly one that is there; but it may also be one of this batch, or one that was refused.
                let known = |sent: &&NewTransfer| self.world.state(sent.id).is_some();
                let pending = |sent: &&NewTransfer| sent.flags.pending;
                let held = match back % 4 {
                    0 => before(back, &pending),
                    _ => before(back, &known),
                };
                NewTransfer {
                    id: unused,
                    pending_id: Some(held?.id),
                    ..new
                }
            }
            Event::Again(back, change) => changed(before(back, &|_| true)?, change),
        };
        self.sent.push(transfer);
        Some(transfer)
    }

    fn step(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Accounts(accounts) => {
                let found = self.cell.write(|tx| create_accounts(tx, accounts)).unwrap();
                prop_assert_eq!(found, self.world.create_accounts(accounts));
            }
            Step::Transfers(events) => {
                let transfers: Vec<_> = events
                    .iter()
                    .filter_map(|event| self.send(*event))
                    .collect();
                let found = self
                    .cell
                    .write(|tx| create_transfers(tx, &transfers))
                    .unwrap();
                prop_assert_eq!(
                    found,
                    self.world.create_transfers(&transfers),
                    "{:#?}",
                    transfers
                );
            }
            Step::Advance(millis) => self.advance(*millis),
            Step::Jobs => {
                let ran = self.cell.run_due_jobs(&jobs()).unwrap();
                prop_assert_eq!(ran, self.world.expire(None));
            }
            Step::Expire(id) => {
                let expired = self.cell.write(|tx| expire(tx, *id)).unwrap();
                prop_assert_eq!(expired, self.world.expire(Some(*id)) == 1);
            }
        }
        Ok(())
    }

    fn compare(&self) -> Result<(), TestCaseError> {
        let read = &self.cell.snapshot();
        let mut accounts = Vec::new();
        visit_accounts(read, |account| {
            accounts.push(account);
            true
        })
        .unwrap();
        prop_assert_eq!(&accounts, &self.world.accounts());
        for account in &accounts {
            let Account {
                flags,
                debits_posted,
                credits_posted,
                ..
            } = *account;
            let debits = debits_posted.checked_add(account.debits_pending).unwrap();
            let credits = credits_posted.checked_add(account.credits_pending).unwrap();
            prop_assert!(!flags.debits_must_not_exceed_credits || debits <= credits_posted);
            prop_assert!(!flags.credits_must_not_exceed_debits || credits <= debits_posted);
            self.compare_history(account)?;
        }
        for currency in [idr(), eur()] {
            prop_assert!(totals(read, currency).unwrap().balance());
        }
        let mut transfers = Vec::new();
        visit_transfers(read, |transfer| {
            transfers.push(transfer);
            true
        })
        .unwrap();
        let mut expected: Vec<_> = self
            .world
            .transfers
            .iter()
            .map(|done| done.transfer)
            .collect();
        expected.sort_by_key(|transfer| transfer.id);
        prop_assert_eq!(&transfers, &expected);
        let mut times: Vec<_> = transfers
            .iter()
            .map(|transfer| transfer.timestamp)
            .collect();
        times.extend(accounts.iter().map(|account| account.timestamp));
        times.sort_unstable();
        prop_assert!(times.windows(2).all(|pair| pair[0] < pair[1]));
        for transfer in &transfers {
            let state = pending_state(read, transfer.id).unwrap();
            prop_assert_eq!(state, self.world.state(transfer.id), "{:?}", transfer);
        }
        Ok(())
    }

    fn compare_history(&self, account: &Account) -> Result<(), TestCaseError> {
        let filter = HistoryFilter {
            account: account.id,
            after: None,
            reversed: false,
            limit: MAX_BATCH,
        };
        let entries = account_history(&self.cell.snapshot(), filter).unwrap();
        let history = self.world.history.iter();
        let of_account = history.filter(|(id, _)| *id == account.id);
        let expected: Vec<_> = of_account.map(|(_, entry)| *entry).collect();
        prop_assert_eq!(entries, expected);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_does_what_the_model_does(
        limits in vec(limit(), 5),
        steps in vec(step(), 1..40),
    ) {
        let mut both = Both::new();
        let accounts = (1..).zip(&limits).map(|(id, flags)| NewAccount {
            flags: *flags,
            ..NewAccount::new(LedgerId(id), idr(), 1)
        });
        both.step(&Step::Accounts(accounts.collect()))?;
        for step in &steps {
            both.step(step)?;
            both.compare()?;
        }
    }
}
