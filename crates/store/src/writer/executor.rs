//! The executor: runs groups of transactions, one after the other, on overlays.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use sapa_kernel::Timestamp;

use super::handover::Group;
use super::{Core, Handover, Live, Lost, Outcome, Reply, Work};
use crate::overlay::Layered;
use crate::{Overlay, TxContext, limits, open, stats};

/// A group is executed for about so long. What is taken at once is as many transactions as are likely to take this time: what
/// has been taken is run, whoever comes meanwhile.
const GROUP_TIME: Duration = Duration::from_millis(5);

/// What a transaction takes as long as nothing is known of those before it.
const PACE_AT_FIRST: Duration = Duration::from_micros(20);

pub(crate) struct Executor {
    core: Arc<Core>,
    handover: Arc<Handover>,
    time: Timestamp,
    /// The group that was handed over last: it may not be applied yet.
    in_flight: Arc<Overlay>,
    /// A transaction that did not fit into its group: it begins the next.
    carried: Option<(Overlay, Reply)>,
    /// What a transaction took of late. Known at once when they become slow, forgotten by halves when they no longer are.
    pace: Duration,
}

/// A group while it grows.
struct Growing {
    overlay: Overlay,
    replies: Vec<Reply>,
    nonce: [u8; 16],
    started: Instant,
    transactions: usize,
}

impl Executor {
    pub(crate) fn new(core: Arc<Core>, handover: Arc<Handover>) -> Self {
        let time = core.published().tail.time;
        Self {
            core,
            handover,
            time,
            in_flight: Arc::default(),
            carried: None,
            pace: PACE_AT_FIRST,
        }
    }

    /// How many transactions are taken at once.
    fn batch(&self) -> usize {
        let likely = GROUP_TIME.as_nanos() / self.pace.as_nanos().max(1);
        usize::try_from(likely)
            .unwrap_or(usize::MAX)
            .clamp(1, self.core.group_transactions)
    }

    /// Runs until the queue is closed and empty, or the lead is lost.
    pub(crate) fn run(mut self) {
        let core = Arc::clone(&self.core);
        let handover = Arc::clone(&self.handover);
        let _end = OnEnd(&core, &handover);
        loop {
            let waiting = if self.carried.is_some() {
                core.queue.take_more(self.batch())
            } else {
                match core.queue.take_group(self.batch()) {
                    Some(waiting) => waiting,
                    None => break,
                }
            };
            if self.handover.is_idle() {
                if let Some(lost) = self.handover.take_lost() {
                    self.begin_again(&lost);
                }
                // Everything is applied: the keyspace alone is the base.
                self.in_flight = Arc::default();
            }
            let group = self.execute(waiting);
            if !self.hand_over(group) {
                break;
            }
        }
    }

    fn execute(&mut self, waiting: Vec<Box<dyn Work>>) -> Growing {
        let mut group = Growing {
            overlay: Overlay::default(),
            replies: Vec::with_capacity(waiting.len()),
            nonce: open::random_bytes(&*self.core.entropy),
            started: Instant::now(),
            transactions: 0,
        };
        if let Some((overlay, reply)) = self.carried.take() {
            group.overlay = overlay;
            group.replies.push(reply);
        }
        let mut waiting = waiting.into_iter();
        let core = Arc::clone(&self.core);
        loop {
            if let Some(work) = waiting.next() {
                self.execute_one(work, &mut group);
                if self.carried.is_some() {
                    // What was taken and not run goes on in the next group, in its order.
                    core.queue.put_back(waiting);
                    break;
                }
                continue;
            }
            // While the appender is busy nothing is lost by taking more.
            let room = core.group_transactions.saturating_sub(group.transactions);
            if room == 0 || group.started.elapsed() > GROUP_TIME || self.handover.is_idle() {
                break;
            }
            waiting = core.queue.take_more(room.min(self.batch())).into_iter();
            if waiting.len() == 0 {
                break;
            }
        }
        let took = group.started.elapsed();
        let each = took / u32::try_from(group.transactions).unwrap_or(u32::MAX).max(1);
        self.pace = each.max(self.pace / 2);
        core.counters.execute_micros.record_micros(took);
        core.counters
            .group_transactions
            .record(group.transactions as u64);
        group
    }

    fn execute_one(&mut self, work: Box<dyn Work>, group: &mut Growing) {
        let core = &*self.core;
        self.time = core.clock.now().max(self.time);
        let mut seed = [0; 32];
        seed[..16].copy_from_slice(&group.nonce);
        seed[16..24].copy_from_slice(&(group.transactions as u64).to_le_bytes());
        let context = TxContext {
            now: self.time,
            cell: core.cell,
            seed,
        };
        let live = Live { core };
        let base = Layered {
            base: &live,
            overlay: &self.in_flight,
        };
        let executed = work.execute(&base, &mut group.overlay, context);
        group.transactions += 1;
        let counter: &AtomicU64 = match executed.outcome {
            Outcome::Kept => &core.counters.committed,
            Outcome::Refused => &core.counters.refused,
            Outcome::Panicked => &core.counters.panicked,
        };
        stats::add(counter, 1);
        let too_long = group.overlay.bytes() > limits::MAX_ENTRY_BYTES - limits::ENTRY_HEADER_ROOM;
        if executed.outcome == Outcome::Kept && too_long {
            let carried = group.overlay.take_transaction();
            self.carried = Some((carried, executed.reply));
        } else {
            group.replies.push(executed.reply);
        }
    }

    /// Hands a group to the appender. False if the lead is lost.
    fn hand_over(&mut self, growing: Growing) -> bool {
        let overlay = Arc::new(growing.overlay);
        let group = Box::new(Group {
            time: self.time,
            nonce: growing.nonce,
            overlay: Arc::clone(&overlay),
            replies: growing.replies,
        });
        match self.handover.submit(group) {
            Ok(()) => {
                self.in_flight = overlay;
                true
            }
            Err((group, lost)) => {
                // It was executed on top of what is lost now.
                group.lose(&lost);
                self.begin_again(&lost)
            }
        }
    }

    /// After a loss: whatever was executed on top of it is lost as well. True if the cell goes on.
    fn begin_again(&mut self, lost: &Lost) -> bool {
        if let Some((_, reply)) = self.carried.take() {
            reply(Err(lost.clone()));
        }
        self.in_flight = Arc::default();
        matches!(lost, Lost::Refused(_))
    }
}

/// However the executor ends, nobody waits for it in vain.
struct OnEnd<'a>(&'a Core, &'a Handover);

impl Drop for OnEnd<'_> {
    fn drop(&mut self) {
        self.1.close();
        if std::thread::panicking() {
            self.0.lose_lead("the executor panicked");
        }
        for work in self.0.queue.close_and_drain() {
            work.lose(Lost::Closing);
        }
    }
}
