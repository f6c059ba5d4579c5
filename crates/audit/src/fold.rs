//! Every balance, from the transfers alone, in the order of their time.

use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use sapa_kernel::Currency;
use sapa_ledger::{
    Account, LedgerId, PendingState, Transfer, visit_accounts, visit_pending, visit_transfers,
};
use sapa_store::{Read, StoreError, prefixes};

use crate::Audit;

/// Transfers that are held in memory at a time to bring them into order.
pub const WINDOW: usize = 1 << 19;

/// The four balances, in minor units. Signed, so that what should not be negative can be seen to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(crate) struct Sums {
    pub(crate) debits_pending: i128,
    pub(crate) debits_posted: i128,
    pub(crate) credits_pending: i128,
    pub(crate) credits_posted: i128,
}

/// Rows of a history, in whatever order: how many, and the sum of their hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Digest {
    pub(crate) rows: u64,
    whole: u64,
    posted: u64,
}

impl Digest {
    pub(crate) fn add(&mut self, timestamp: u64, transfer: LedgerId, sums: &Sums) {
        let hash = |hashed: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            (timestamp, transfer).hash(&mut hasher);
            hashed(&mut hasher);
            hasher.finish()
        };
        self.rows += 1;
        self.whole = self.whole.wrapping_add(hash(&|hasher| sums.hash(hasher)));
        self.posted = self.posted.wrapping_add(hash(&|hasher| {
            (sums.debits_posted, sums.credits_posted).hash(hasher);
        }));
    }

    /// Whether both are of the same rows. When a hold's time ran out no row says when its money came back: then only what
    /// was posted is compared.
    pub(crate) fn fits(&self, other: &Self, loose: bool) -> bool {
        self.rows == other.rows
            && self.posted == other.posted
            && (loose || self.whole == other.whole)
    }
}

/// An account as its row says it is, and as its transfers make it.
pub(crate) struct Book {
    pub(crate) row: Account,
    pub(crate) sums: Sums,
    pub(crate) history: Digest,
    /// A hold of it ran out at a time that nobody wrote down.
    pub(crate) loose: bool,
    was_negative: bool,
}

/// What the transfers say.
#[derive(Default)]
pub(crate) struct Folded {
    pub(crate) books: HashMap<LedgerId, Book>,
    /// Pending transfers that nothing has ended, by the payment that they belong to.
    pub(crate) holds: HashMap<u128, Vec<Transfer>>,
    /// Transfers that move or hold, by code; those that post or void are the same payment.
    pub(crate) of_code: BTreeMap<u16, u64>,
}

/// A transfer, by its time: the latest is the greatest.
struct ByTime(Transfer);

impl ByTime {
    fn key(&self) -> (u64, LedgerId) {
        (self.0.timestamp, self.0.id)
    }
}

impl PartialEq for ByTime {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}
impl Eq for ByTime {}
impl PartialOrd for ByTime {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for ByTime {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// Hands the transfers to `step` in the order of their time, a window at a time: each pass keeps the earliest that have
/// not had their turn.
fn in_order(
    read: &dyn Read,
    window: usize,
    wanted: impl Fn(&Transfer) -> bool,
    mut step: impl FnMut(&Transfer),
) -> Result<(), StoreError> {
    let mut done: Option<(u64, LedgerId)> = None;
    loop {
        let mut earliest: BinaryHeap<ByTime> = BinaryHeap::new();
        let mut more = false;
        visit_transfers(read, |transfer| {
            let found = ByTime(transfer);
            if !wanted(&transfer) || done.is_some_and(|done| found.key() <= done) {
                return true;
            }
            if earliest.len() < window.max(1) {
                earliest.push(found);
            } else {
                more = true;
                if let Some(mut latest) = earliest.peek_mut()
                    && found < *latest
                {
                    *latest = found;
                }
            }
            true
        })?;
        let earliest = earliest.into_sorted_vec();
        for ByTime(transfer) in &earliest {
            step(transfer);
        }
        done = earliest.last().map(ByTime::key).or(done);
        if !more {
            return Ok(());
        }
    }
}

/// Derives everything, and names what cannot have happened on the way.
pub(crate) fn fold(
    read: &dyn Read,
    window: usize,
    audit: &mut Audit,
) -> Result<Folded, StoreError> {
    let mut books = HashMap::new();
    let mut times = HashSet::new();
    visit_accounts(read, |row| {
        audit.checked.ledger_accounts += 1;
        if !times.insert(row.timestamp) {
            let key = row.id;
            audit.offend(
                "timestamp",
                ACCOUNTS,
                key,
                "a time of its own",
                row.timestamp,
            );
        }
        let book = Book {
            row,
            sums: Sums::default(),
            history: Digest::default(),
            loose: false,
            was_negative: false,
        };
        books.insert(row.id, book);
        true
    })?;
    let mut run_out = HashSet::new();
    visit_pending(read, |pending| {
        if pending.state == PendingState::Expired {
            run_out.insert(pending.id);
        }
        true
    })?;
    let mut fold = Fold {
        books,
        times,
        run_out,
        holds: HashMap::new(),
        deadlines: BTreeMap::new(),
        of_code: BTreeMap::new(),
        last: 0,
        audit,
    };
    in_order(read, window, |_| true, |transfer| fold.step(transfer))?;
    Ok(fold.finish())
}

/// The balances of one account after each of its transfers, for naming where its history goes wrong.
pub(crate) fn trace(
    read: &dyn Read,
    account: LedgerId,
    mut visit: impl FnMut(&Transfer, &Sums),
) -> Result<(), StoreError> {
    let mut sums = Sums::default();
    let mut held: HashMap<LedgerId, i128> = HashMap::new();
    let mine = |transfer: &Transfer| {
        transfer.debit_account == account || transfer.credit_account == account
    };
    in_order(read, WINDOW, mine, |transfer| {
        let debit = transfer.debit_account == account;
        let released = transfer
            .pending_id
            .and_then(|id| held.remove(&id))
            .unwrap_or(0);
        if transfer.flags.pending {
            held.insert(transfer.id, signed(transfer));
        }
        sums.apply(transfer, released, debit);
        visit(transfer, &sums);
    })
}

const ACCOUNTS: sapa_store::Prefix = prefixes::LEDGER_ACCOUNTS;
const TRANSFERS: sapa_store::Prefix = prefixes::LEDGER_TRANSFERS;

/// Amounts beyond 2^127 are taken for the largest that there is; the sums then do not fit, which is named.
fn signed(transfer: &Transfer) -> i128 {
    i128::try_from(transfer.amount.minor()).unwrap_or(i128::MAX)
}

impl Sums {
    /// What the transfer does to the side of an account; `released` was held by the transfer that it ends.
    fn apply(&mut self, transfer: &Transfer, released: i128, debit: bool) {
        let (pending, posted) = if debit {
            (&mut self.debits_pending, &mut self.debits_posted)
        } else {
            (&mut self.credits_pending, &mut self.credits_posted)
        };
        let amount = signed(transfer);
        if transfer.flags.pending {
            *pending = pending.saturating_add(amount);
        } else if transfer.flags.void_pending {
            *pending = pending.saturating_sub(released);
        } else {
            *pending = pending.saturating_sub(released);
            *posted = posted.saturating_add(amount);
        }
    }
}

struct Fold<'a> {
    books: HashMap<LedgerId, Book>,
    times: HashSet<u64>,
    run_out: HashSet<LedgerId>,
    holds: HashMap<LedgerId, Transfer>,
    /// Holds that will run out, by deadline.
    deadlines: BTreeMap<(u64, LedgerId), ()>,
    of_code: BTreeMap<u16, u64>,
    last: u64,
    audit: &'a mut Audit,
}

impl Fold<'_> {
    fn step(&mut self, transfer: &Transfer) {
        self.audit.checked.ledger_transfers += 1;
        let key = transfer.id;
        if transfer.timestamp == self.last || self.times.contains(&transfer.timestamp) {
            self.audit
                .offend("timestamp", TRANSFERS, key, "a time of its own", self.last);
        }
        self.last = transfer.timestamp;
        self.run_out_until(transfer.timestamp);
        let Some(released) = self.released(transfer) else {
            return;
        };
        if transfer.debit_account == transfer.credit_account {
            self.audit.offend(
                "transfer",
                TRANSFERS,
                key,
                "two accounts",
                transfer.debit_account,
            );
        }
        if transfer.flags.pending {
            self.audit.checked.pending += 1;
            self.holds.insert(transfer.id, *transfer);
            if self.run_out.contains(&transfer.id) {
                let deadline = deadline(transfer).unwrap_or(0);
                self.deadlines.insert((deadline, transfer.id), ());
            }
        }
        if transfer.pending_id.is_none() {
            *self.of_code.entry(transfer.code).or_default() += 1;
        }
        for (id, debit) in [
            (transfer.debit_account, true),
            (transfer.credit_account, false),
        ] {
            self.one_side(id, transfer, released, debit);
        }
    }

    /// What the transfer releases; none if it ends what is not there to be ended.
    fn released(&mut self, transfer: &Transfer) -> Option<i128> {
        let ends = transfer.flags.post_pending || transfer.flags.void_pending;
        let Some(id) = transfer.pending_id.filter(|_| ends) else {
            if ends || transfer.pending_id.is_some() {
                let found = format!("{:?} of {:?}", transfer.flags, transfer.pending_id);
                let expected = "a hold to end, exactly if it posts or voids";
                self.audit
                    .offend("transfer", TRANSFERS, transfer.id, expected, found);
            }
            return Some(0);
        };
        let Some(held) = self.holds.remove(&id) else {
            let expected = format!("hold {id} that nothing has ended");
            self.audit
                .offend("ended_once", TRANSFERS, transfer.id, expected, "none");
            return None;
        };
        let sides = (held.debit_account, held.credit_account, held.currency);
        let own = (
            transfer.debit_account,
            transfer.credit_account,
            transfer.currency,
        );
        self.audit
            .same("transfer", TRANSFERS, transfer.id, &sides, &own);
        let whole = transfer.flags.void_pending && transfer.amount != held.amount;
        if transfer.amount > held.amount || whole {
            let expected = format!("what {id} held, {}", held.amount);
            self.audit.offend(
                "transfer",
                TRANSFERS,
                transfer.id,
                expected,
                transfer.amount,
            );
        }
        if deadline(&held).is_some_and(|deadline| deadline <= transfer.timestamp) {
            let expected = format!("before the deadline of {id}, {:?}", deadline(&held));
            self.audit.offend(
                "deadline",
                TRANSFERS,
                transfer.id,
                expected,
                transfer.timestamp,
            );
        }
        Some(signed(&held))
    }

    fn one_side(&mut self, id: LedgerId, transfer: &Transfer, released: i128, debit: bool) {
        let Some(book) = self.books.get_mut(&id) else {
            let expected = format!("account {id}");
            self.audit
                .offend("transfer", TRANSFERS, transfer.id, expected, "none");
            return;
        };
        if book.row.currency != transfer.currency {
            let expected = currency(book.row.currency);
            let found = currency(transfer.currency);
            self.audit
                .offend("currency", TRANSFERS, transfer.id, expected, found);
        }
        if book.row.timestamp >= transfer.timestamp {
            let expected = format!("later than account {id}, {}", book.row.timestamp);
            self.audit.offend(
                "timestamp",
                TRANSFERS,
                transfer.id,
                expected,
                transfer.timestamp,
            );
        }
        book.sums.apply(transfer, released, debit);
        let (sums, flags) = (book.sums, book.row.flags);
        let negative = sums.debits_pending < 0
            || sums.credits_pending < 0
            || (flags.debits_must_not_exceed_credits
                && sums.debits_posted.saturating_add(sums.debits_pending) > sums.credits_posted)
            || (flags.credits_must_not_exceed_debits
                && sums.credits_posted.saturating_add(sums.credits_pending) > sums.debits_posted);
        if negative && !book.was_negative {
            book.was_negative = true;
            let expected = "a balance that is not negative";
            let found = format!("{sums:?} after transfer {}", transfer.id);
            self.audit
                .offend("never_negative", ACCOUNTS, id, expected, found);
        }
        if flags.history {
            book.history
                .add(transfer.timestamp, transfer.id, &book.sums);
        }
    }

    /// Gives back what holds that ran out held: at their deadline, since nobody wrote down when.
    fn run_out_until(&mut self, now: u64) {
        while let Some(((at, id), ())) = self.deadlines.pop_first() {
            if at > now {
                self.deadlines.insert((at, id), ());
                return;
            }
            let Some(held) = self.holds.remove(&id) else {
                continue;
            };
            let amount = signed(&held);
            for (account, debit) in [(held.debit_account, true), (held.credit_account, false)] {
                if let Some(book) = self.books.get_mut(&account) {
                    book.loose = true;
                    if debit {
                        book.sums.debits_pending -= amount;
                    } else {
                        book.sums.credits_pending -= amount;
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Folded {
        self.run_out_until(u64::MAX);
        let mut holds: HashMap<u128, Vec<Transfer>> = HashMap::new();
        for held in self.holds.into_values() {
            holds.entry(held.user_data).or_default().push(held);
        }
        Folded {
            books: self.books,
            holds,
            of_code: self.of_code,
        }
    }
}

fn currency(currency: Currency) -> String {
    currency.code().to_owned()
}

/// From when on a pending transfer counts as expired.
pub(crate) fn deadline(transfer: &Transfer) -> Option<u64> {
    let seconds = transfer.timeout.as_secs();
    let nanos = seconds.saturating_mul(1_000_000_000);
    (seconds > 0).then(|| transfer.timestamp.saturating_add(nanos))
}
