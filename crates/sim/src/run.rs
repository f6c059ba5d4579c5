//! One run: a town, so many steps, and everything that goes wrong on the way.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use sapa_audit::Checked;
use sapa_kernel::Clock;
use sapa_ledger::LedgerId;
use sapa_store::jobs::{self, Handlers};
use sapa_store::{Lane, Read};
use sapa_wallet::{BANK, SUSPENSE, UNCLAIMED};

use crate::act::{Chance, shared, touched};
use crate::bank::funding;
use crate::machine::{Engine, Machine};
use crate::model::Model;
use crate::perform::{Op, Outcome};
use crate::town::{KEYS, found};

/// Jobs that are looked for at a time.
const JOBS_AT_ONCE: usize = 64;
/// Top-ups of the first statements.
const FUNDED_AT_ONCE: usize = 200;
/// Long enough for everything that waits to be over.
const LONG: Duration = Duration::from_secs(10 * 24 * 60 * 60);

/// What a run is made of.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// How many people.
    pub people: usize,
    /// How much happens.
    pub steps: u64,
    /// What holds the rows.
    pub engine: Engine,
    /// The power goes about once in so many steps; 0: never by chance.
    pub crash_in: u64,
    /// The power goes at this operation of the disk, counted from the town's founding.
    pub crash_at: Option<u64>,
}

/// What happened in a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Report {
    /// Deeds that were granted.
    pub granted: u64,
    /// Deeds that were refused.
    pub refused: u64,
    /// Jobs that ran.
    pub jobs: u64,
    /// Times that the power went.
    pub crashes: u64,
    /// Audits that found nothing.
    pub audits: u64,
    /// Rebuilt keyspaces that were the same.
    pub rebuilt: u64,
    /// Operations of the disk after the founding.
    pub disk_operations: u64,
    /// What the last audit looked at.
    pub checked: Checked,
}

struct Run {
    plan: Plan,
    machine: Machine,
    model: Model,
    chance: Chance,
    handlers: Arc<Handlers>,
    report: Report,
    armed: bool,
}

/// Plays a plan to its end.
///
/// # Panics
/// If anything that must hold does not.
pub fn run(plan: Plan) -> Report {
    let (mut run, founded) = begun(plan);
    run.report.disk_operations = run.machine.disk.operations() - founded;
    run.finish();
    run.report
}

/// What the rows are after a plan's last step, with all that still waits: for tests that break them.
#[cfg(test)]
pub(crate) fn rows_after(plan: Plan) -> Vec<(sapa_store::RawKey, sapa_store::RawValue)> {
    let (run, _) = begun(plan);
    let all = sapa_store::RawScan::prefix(&[]);
    let rows = run.machine.snapshot().scan_raw(&all);
    rows.expect("rows can be read")
}

/// The plan but for its end, and where the disk's count was when the town was founded.
fn begun(plan: Plan) -> (Run, u64) {
    let mut chance = Chance::new(plan.seed);
    let mut machine = Machine::new(plan.engine, plan.seed);
    assert!(machine.open(), "a new cell opens");
    let model = found(&machine, plan.people, &mut chance.dice);
    let founded = machine.disk.operations();
    if let Some(at) = plan.crash_at {
        machine.disk.fail_at(founded + at);
    }
    let mut run = Run {
        armed: plan.crash_at.is_some(),
        plan,
        machine,
        model,
        chance,
        handlers: Arc::new(sapa_flows::jobs(KEYS)),
        report: Report::default(),
    };
    // Half of them begin with something; the others wait for what they are given.
    for from in (0..plan.people / 2).step_by(FUNDED_AT_ONCE) {
        run.fund(from..(from + FUNDED_AT_ONCE).min(plan.people / 2));
    }
    for _ in 0..plan.steps {
        run.step();
    }
    (run, founded)
}

impl Run {
    fn fund(&mut self, people: std::ops::Range<usize>) {
        let now = self.machine.snapshot().now();
        let statement = funding(&self.model, people, &mut self.chance.dice, now);
        self.act(&Op::Book(statement));
    }

    fn step(&mut self) {
        let now = self.machine.snapshot().now();
        if !self.armed && self.plan.crash_in > 0 && self.chance.dice.one_in(self.plan.crash_in) {
            let soon = 1 + self.chance.dice.below(12);
            let at = self.machine.disk.operations() + soon;
            self.machine.disk.fail_at(at);
            self.armed = true;
        }
        match self.chance.dice.below(40) {
            0 => self.turn_clock(),
            1 => self.some_jobs(),
            2 => {
                for op in self.chance.rush(&self.model, now) {
                    self.act(&op);
                }
            }
            3 if self.chance.dice.one_in(4) => {
                self.machine.cell().upkeep();
                self.recover_if_dark(None);
            }
            4 if self.chance.dice.one_in(12) => self.check(),
            _ => {
                if let Some(op) = self.chance.op(&self.model, now) {
                    self.act(&op);
                    self.chance.remember(&op);
                }
            }
        }
    }

    fn turn_clock(&mut self) {
        let clock = &self.machine.clock;
        let seconds = match self.chance.dice.below(20) {
            0 => 8 * 24 * 3_600,
            1..4 => 25 * 3_600,
            4..9 => 3 * 3_600,
            _ => 120,
        };
        let by = Duration::from_secs(self.chance.dice.below(seconds));
        if self.chance.dice.one_in(4) {
            // Machines' clocks are set back. The cell's time is not.
            clock.set(
                clock
                    .now()
                    .saturating_sub(by.min(Duration::from_secs(3_600))),
            );
        } else {
            clock.advance(by);
        }
    }

    /// Does it, whatever the power does: again and again until there is an answer.
    fn act(&mut self, op: &Op) {
        let mut asked = 0;
        loop {
            asked += 1;
            let answer = op.perform(&self.machine, &self.model, &self.handlers);
            match answer {
                None => self.recover_if_dark(Some(op)),
                Some((now, Ok(outcome))) => {
                    self.model.granted(op, &outcome, now);
                    if let Outcome::Message(message) = outcome {
                        self.chance.message_is(message);
                    }
                    self.report.granted += 1;
                    return self.after_job(op);
                }
                Some((now, Err(fault))) => {
                    // It had happened, and nobody had heard of it.
                    let state = fault.details.as_ref().and_then(|it| it["state"].as_str());
                    let settled = asked > 1 && state == Some("settled");
                    match op {
                        Op::Resolve(input) if settled => self.model.resolved(input),
                        Op::Match(input) if settled => self.model.matched(input),
                        _ => self.model.refused(op, &fault, now),
                    }
                    self.report.refused += 1;
                    return;
                }
            }
        }
    }

    fn after_job(&mut self, op: &Op) {
        let Op::Job(job) = op else {
            return;
        };
        self.report.jobs += 1;
        if let Some(who) = self.model.whom_it_deletes(job) {
            let snapshot = self.machine.snapshot();
            let account = self.model.people[who].account();
            let planned = sapa_accounts::planned_deletion(&snapshot, account);
            let planned = planned.expect("accounts can be read");
            self.model.deletion_ran(who, planned, snapshot.now());
        }
    }

    /// Some of the jobs that are due: often late, and not always all.
    fn some_jobs(&mut self) {
        let count = 1 + self.chance.dice.index(JOBS_AT_ONCE);
        for op in self.due(count) {
            self.act(&op);
        }
    }

    fn due(&self, count: usize) -> Vec<Op> {
        let snapshot = self.machine.snapshot();
        let lanes = Lane::ALL.into_iter();
        let due = lanes.flat_map(|lane| {
            jobs::due(&snapshot, lane, snapshot.now(), count).expect("jobs can be read")
        });
        due.map(shared).collect()
    }

    /// The power is gone, perhaps while `op` was under way: everything acknowledged must be there when it is back.
    fn recover_if_dark(&mut self, op: Option<&Op>) {
        if !self.machine.disk.has_failed() {
            assert!(op.is_none(), "no answer, and the power is on: {op:?}");
            return;
        }
        self.armed = false;
        loop {
            self.report.crashes += 1;
            self.machine.power_cycle(&mut self.chance.dice);
            if self.chance.dice.one_in(4) {
                let soon = 1 + self.chance.dice.below(20);
                let at = self.machine.disk.operations() + soon;
                self.machine.disk.fail_at(at);
                self.armed = true;
            }
            if self.machine.open() {
                break;
            }
        }
        let spared = op.map_or(Some(Vec::new()), |op| touched(op, &self.model));
        if let Some(spared) = spared {
            self.check_balances(&spared.into_iter().collect());
        }
        self.audit();
        if !self.armed && self.chance.dice.one_in(5) {
            self.machine.compare();
            self.report.rebuilt += 1;
        }
    }

    fn audit(&mut self) {
        let found = sapa_audit::audit(&self.machine.snapshot()).expect("rows can be read");
        assert!(found.is_in_order(), "{:#?}", found.first);
        self.report.checked = found.checked;
        self.report.audits += 1;
    }

    fn check(&mut self) {
        self.check_balances(&BTreeSet::new());
        self.model.check_conserved();
        self.audit();
    }

    /// Everybody has what the model says, but for those who are spared.
    fn check_balances(&self, spared: &BTreeSet<usize>) {
        let snapshot = self.machine.snapshot();
        let balance = |id: LedgerId| {
            let account = sapa_ledger::account(&snapshot, id).expect("accounts can be read");
            account.map_or((0, 0), |account| {
                let signed = |amount: sapa_kernel::Amount| {
                    i128::try_from(amount.minor()).expect("a town's money is small")
                };
                let held = signed(account.debits_pending);
                let left = signed(account.credits_posted) - signed(account.debits_posted);
                (left - held, held)
            })
        };
        let signed = |minor: u128| i128::try_from(minor).expect("a town's money is small");
        for (number, person) in self.model.people.iter().enumerate() {
            if !spared.contains(&number) {
                let expected = (signed(person.available), signed(person.held));
                let found = balance(LedgerId::from(person.account()));
                assert_eq!(found, expected, "available and held of {number}");
            }
        }
        if !spared.is_empty() {
            return;
        }
        for (payment, packet) in &self.model.packets {
            let found = balance(LedgerId::from(*payment));
            assert_eq!(found, (signed(packet.left), 0), "packet {payment}");
        }
        for shop in &self.model.shops {
            let found = balance(sapa_wallet::merchant_account(shop.id));
            assert_eq!(found, (signed(shop.till), 0), "merchant {}", shop.id);
        }
        let at_bank = -balance(BANK).0;
        assert_eq!(at_bank, signed(self.model.at_bank), "at the bank");
        assert_eq!(balance(SUSPENSE).0, self.model.suspense, "suspense");
        assert_eq!(
            balance(UNCLAIMED).0,
            signed(self.model.all_unclaimed()),
            "unclaimed"
        );
    }

    /// Lets everything that waits end, and looks at it all once more.
    fn finish(&mut self) {
        self.check();
        self.machine.clock.advance(LONG);
        loop {
            let due = self.due(JOBS_AT_ONCE);
            if due.is_empty() {
                break;
            }
            for op in due {
                self.act(&op);
            }
        }
        self.check();
        let people = self.model.people.iter();
        let held: u128 = people.map(|person| person.held).sum();
        let open = self.model.withdrawals.values();
        let leaving: u128 = open
            .filter(|row| row.state == crate::model::Leaves::Held)
            .map(|row| row.amount)
            .sum();
        assert_eq!(held, leaving, "only withdrawals still wait");
        assert!(self.model.packets.values().all(|packet| packet.closed));
        self.machine.disk.kill();
        self.machine.compare();
        self.report.rebuilt += 1;
        self.check();
    }
}
