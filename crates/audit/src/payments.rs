//! What the wallet's rows say of payments, beside the transfers that made them; and that no transfer is without a row.

use std::collections::{BTreeMap, HashSet};

use sapa_kernel::{AccountId, Id, Money, PaymentId};
use sapa_ledger::{LedgerId, PendingState, stored_pending, transfer, visit_transfers};
use sapa_store::{Prefix, Read, StoreError, prefixes};
use sapa_wallet::audit::{
    PaidFact, WithdrawalFact, WithdrawalLists, listed_withdrawals, visit_directs, visit_requests,
    visit_wallet_transfers, visit_withdrawals,
};
use sapa_wallet::{BANK, PaymentKind, SUSPENSE, ShareState, TransferState, WithdrawalState};

use crate::fold::Folded;
use crate::{Audit, bank, merchants, packets, unclaimed};

/// Transfers of the ledger that some row of the wallet accounts for.
#[derive(Default)]
pub(crate) struct Meanings {
    counts: BTreeMap<u16, u64>,
    /// Which, if somebody has to be named.
    ids: Option<HashSet<LedgerId>>,
    /// Withdrawals that the bank has paid out, and those of them that came back.
    pub(crate) paid_out: u64,
    pub(crate) returned: u64,
    /// What was held for withdrawals that left by lines which did not name them: it went to suspense.
    pub(crate) matched: i128,
}

impl Meanings {
    fn account_for(&mut self, id: LedgerId, kind: PaymentKind) {
        *self.counts.entry(kind as u16).or_default() += 1;
        if let Some(ids) = &mut self.ids {
            ids.insert(id);
        }
    }
}

/// A movement that a row says there was.
pub(crate) struct Movement {
    pub(crate) payment: PaymentId,
    pub(crate) number: u32,
    pub(crate) from: LedgerId,
    pub(crate) to: LedgerId,
    pub(crate) money: Money,
    pub(crate) kind: PaymentKind,
    pub(crate) held: bool,
}

impl Movement {
    /// The transfer's id: the payment's, and its number counted from 1.
    pub(crate) fn id(&self) -> LedgerId {
        let payment = u128::from_be_bytes(self.payment.to_bytes());
        LedgerId(payment.wrapping_add(u128::from(self.number) + 1))
    }

    /// Names the row if the ledger has no such transfer.
    pub(crate) fn check(
        &self,
        read: &dyn Read,
        row: (Prefix, &str),
        meanings: &mut Meanings,
        audit: &mut Audit,
    ) -> Result<(), StoreError> {
        let id = self.id();
        let expected = format!(
            "{} from {} to {} as {:?}, {}",
            self.money.amount,
            self.from,
            self.to,
            self.kind,
            if self.held { "held" } else { "at once" },
        );
        let Some(found) = transfer(read, id)? else {
            audit.offend(
                "payment",
                row.0,
                row.1,
                format!("transfer {id}: {expected}"),
                "none",
            );
            return Ok(());
        };
        meanings.account_for(id, self.kind);
        let ends = found.flags.post_pending || found.flags.void_pending;
        let same = (found.debit_account, found.credit_account) == (self.from, self.to)
            && (found.amount, found.currency) == (self.money.amount, self.money.currency)
            && found.code == self.kind as u16
            && found.user_data == u128::from_be_bytes(self.payment.to_bytes())
            && (found.flags.pending, ends) == (self.held, false);
        if !same {
            let expected = format!("transfer {id}: {expected}");
            audit.offend("payment", row.0, row.1, expected, format!("{found:?}"));
        }
        Ok(())
    }
}

/// Walks over rows with a check that can fail because rows cannot be read.
pub(crate) fn each<T>(
    visit: impl FnOnce(&mut dyn FnMut(T) -> bool) -> Result<(), StoreError>,
    mut check: impl FnMut(T) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut failed = None;
    visit(&mut |row| {
        failed = check(row).err();
        failed.is_none()
    })?;
    failed.map_or(Ok(()), Err)
}

pub(crate) fn check(
    read: &dyn Read,
    ledger: &Folded,
    audit: &mut Audit,
) -> Result<Meanings, StoreError> {
    let mut meanings = Meanings::default();
    check_rows(read, ledger, &mut meanings, audit)?;
    Ok(meanings)
}

fn check_rows(
    read: &dyn Read,
    ledger: &Folded,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    unclaimed::check(read, meanings, audit)?;
    merchants::check(read, ledger, meanings, audit)?;
    let mut waiting = HashSet::new();
    check_transfers(read, ledger, &mut waiting, meanings, audit)?;
    check_withdrawals(read, ledger, &mut waiting, meanings, audit)?;
    let mut holds: Vec<_> = ledger.holds.iter().collect();
    holds.sort_unstable_by_key(|(payment, _)| **payment);
    for (payment, held) in holds {
        if !waiting.contains(payment) {
            for hold in held {
                let expected = "a transfer or withdrawal that waits";
                audit.offend("hold", prefixes::LEDGER_PENDING, hold.id, expected, "none");
            }
        }
    }
    each(
        |visit| visit_directs(read, visit),
        |paid| {
            audit.checked.payments += 1;
            let kind = PaymentKind::PayCode;
            check_paid(read, &paid, kind, prefixes::WALLET_DIRECTS, meanings, audit)
        },
    )?;
    each(
        |visit| {
            visit_requests(read, |request, total, shares| {
                visit((request, total, shares.to_vec()))
            })
        },
        |(request, total, shares)| {
            audit.checked.requests += 1;
            let table = prefixes::WALLET_REQUESTS;
            let asked: u128 = shares
                .iter()
                .map(|share| share.paid.money.amount.minor())
                .sum();
            if asked > total.amount.minor() {
                let expected = format!("at most {}", total.amount);
                audit.offend("request", table, request, expected, asked);
            }
            for share in shares {
                if share.state == ShareState::Paid {
                    check_paid(
                        read,
                        &share.paid,
                        PaymentKind::Request,
                        table,
                        meanings,
                        audit,
                    )?;
                }
            }
            Ok(())
        },
    )
}

fn check_paid(
    read: &dyn Read,
    paid: &PaidFact,
    kind: PaymentKind,
    table: Prefix,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let movement = Movement {
        payment: paid.payment,
        number: 0,
        from: LedgerId::from(paid.from),
        to: LedgerId::from(paid.to),
        money: paid.money,
        kind,
        held: false,
    };
    movement.check(read, (table, &paid.payment.to_string()), meanings, audit)
}

/// A payment that is held first.
struct Held {
    movement: Movement,
    table: Prefix,
    /// What has become of its hold.
    state: PendingState,
}

fn check_held(
    read: &dyn Read,
    ledger: &Folded,
    held: &Held,
    waiting: &mut HashSet<u128>,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let Held {
        movement,
        table,
        state,
    } = held;
    let key = movement.payment.to_string();
    movement.check(read, (*table, &key), meanings, audit)?;
    let payment = u128::from_be_bytes(movement.payment.to_bytes());
    let mut expected = 0;
    if *state == PendingState::Pending {
        waiting.insert(payment);
        expected = 1;
    }
    let open = ledger.holds.get(&payment).map_or(0, Vec::len);
    audit.same(
        "hold",
        *table,
        &key,
        &format!("{expected} holds"),
        &format!("{open} holds"),
    );
    let found = stored_pending(read, movement.id())?.map(|row| row.state);
    audit.same("hold", *table, &key, &Some(*state), &found);
    Ok(())
}

fn check_transfers(
    read: &dyn Read,
    ledger: &Folded,
    waiting: &mut HashSet<u128>,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    each(
        |visit| visit_wallet_transfers(read, visit),
        |row| {
            audit.checked.transfers += 1;
            let held = Held {
                movement: Movement {
                    payment: row.payment,
                    number: 0,
                    from: LedgerId::from(row.from),
                    to: LedgerId::from(row.to),
                    money: row.money,
                    kind: PaymentKind::Transfer,
                    held: true,
                },
                table: prefixes::WALLET_TRANSFERS,
                state: match row.state {
                    TransferState::Waiting => PendingState::Pending,
                    TransferState::Accepted => PendingState::Posted,
                    TransferState::Declined | TransferState::Returned => PendingState::Voided,
                },
            };
            check_held(read, ledger, &held, waiting, meanings, audit)
        },
    )
}

fn check_withdrawals(
    read: &dyn Read,
    ledger: &Folded,
    waiting: &mut HashSet<u128>,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let table = prefixes::WALLET_WITHDRAWALS;
    let mut listed = WithdrawalLists::<u64>::default();
    let mut begun: Option<String> = None;
    each(
        |visit| visit_withdrawals(read, visit),
        |row| {
            audit.checked.withdrawals += 1;
            let open = matches!(row.state, WithdrawalState::Waiting | WithdrawalState::Sent);
            let expected = lists_of(&row);
            count(&mut listed, expected);
            audit.same("listed", table, row.payment, &expected, &row.lists);
            if expected.begun {
                let only = begun.get_or_insert_with(|| row.message.clone().unwrap_or_default());
                audit.same(
                    "message",
                    table,
                    row.payment,
                    &Some(&*only),
                    &row.message.as_ref(),
                );
            }
            let taken_back = row.state == WithdrawalState::Withdrawn;
            meanings.paid_out += u64::from(!open && !taken_back);
            meanings.returned += u64::from(row.state == WithdrawalState::Returned);
            if row.matched {
                meanings.matched += i128::try_from(row.money.amount.minor()).unwrap_or(i128::MAX);
                let settled = Movement {
                    payment: row.payment,
                    number: 2,
                    from: LedgerId::from(row.account),
                    to: SUSPENSE,
                    money: row.money,
                    kind: PaymentKind::Withdrawal,
                    held: false,
                };
                settled.check(read, (table, &row.payment.to_string()), meanings, audit)?;
            }
            let held = Held {
                movement: Movement {
                    payment: row.payment,
                    number: 0,
                    from: LedgerId::from(row.account),
                    to: BANK,
                    money: row.money,
                    kind: PaymentKind::Withdrawal,
                    held: true,
                },
                table,
                state: match row.state {
                    WithdrawalState::Waiting | WithdrawalState::Sent => PendingState::Pending,
                    WithdrawalState::Withdrawn => PendingState::Voided,
                    _ if row.matched => PendingState::Voided,
                    WithdrawalState::Done | WithdrawalState::Returned => PendingState::Posted,
                },
            };
            check_held(read, ledger, &held, waiting, meanings, audit)
        },
    )?;
    let found = listed_withdrawals(read)?;
    let table = prefixes::WALLET_WITHDRAWALS_OPEN;
    audit.same("listed", table, "all", &listed, &found);
    Ok(())
}

/// On which lists a withdrawal has to stand.
fn lists_of(row: &WithdrawalFact) -> WithdrawalLists {
    let waits = row.state == WithdrawalState::Waiting;
    let open = waits || row.state == WithdrawalState::Sent;
    let told = row.message.is_some();
    WithdrawalLists {
        open,
        of_account: open,
        queue: waits && !told && !row.frozen,
        begun: waits && told,
    }
}

fn count(listed: &mut WithdrawalLists<u64>, one: WithdrawalLists) {
    listed.open += u64::from(one.open);
    listed.of_account += u64::from(one.of_account);
    listed.queue += u64::from(one.queue);
    listed.begun += u64::from(one.begun);
}

/// Names transfers of the ledger that no row accounts for.
pub(crate) fn check_meanings(
    read: &dyn Read,
    ledger: &Folded,
    meanings: &Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let wrong = |code: u16| {
        let count = |counts: &BTreeMap<u16, u64>| counts.get(&code).copied().unwrap_or(0);
        count(&ledger.of_code) != count(&meanings.counts)
    };
    if !ledger.of_code.keys().copied().any(wrong) {
        return Ok(());
    }
    // Once more, with the ids: only what is wrong costs so much memory.
    let mut named = Meanings {
        ids: Some(HashSet::new()),
        ..Meanings::default()
    };
    let mut again = Audit::default();
    check_rows(read, ledger, &mut named, &mut again)?;
    packets::check(read, ledger, &mut named, &mut again)?;
    bank::check(read, ledger, &mut named, &mut again)?;
    let known = named.ids.unwrap_or_default();
    visit_transfers(read, |transfer| {
        if transfer.pending_id.is_none() && !known.contains(&transfer.id) {
            let table = prefixes::LEDGER_TRANSFERS;
            let found = format!("{transfer:?}");
            audit.offend(
                "meaning",
                table,
                transfer.id,
                "a row that says what it was for",
                found,
            );
        }
        true
    })
}

/// An account of a person in the ledger.
pub(crate) fn person(account: Option<AccountId>) -> LedgerId {
    account.map_or(LedgerId::ZERO, LedgerId::from)
}
