//! Creates transfers: moves, holds, posts, voids. They never change and are never deleted.

use sapa_store::{Read, StoreError, Tx};

use crate::CreateTransferResult as Is;
use crate::batch::{self, Batch, Staged};
use crate::keys::{ACCOUNTS, TRANSFERS};
use crate::model::{Account, HistoryEntry, NewTransfer, Pending, Transfer};
use crate::rows::{AccountRow, TransferRow};
use crate::rules::{self, Effect, Refusal, State};
use crate::{Error, LedgerId, clock, expire, history, lookup};

/// Creates transfers, in order: a result for each. Each sees what those before it did; chains (`flags.linked`) happen
/// whole or not at all.
///
/// # Errors
/// [`Error::BatchTooLarge`] beyond [`crate::MAX_BATCH`]; the store's. Nothing is created then.
pub fn create_transfers(tx: &mut Tx<'_>, transfers: &[NewTransfer]) -> Result<Vec<Is>, Error> {
    if let [one] = transfers {
        return Ok(vec![create_transfer(tx, one)?]);
    }
    let next = clock::next(tx)?;
    let mut work = Transfers {
        tx,
        staged: Changes::default(),
        next,
        before_chain: (next, 0),
    };
    let results = batch::run(&mut work, transfers)?;
    let Transfers {
        staged,
        next: after,
        ..
    } = work;
    staged.write(tx)?;
    if after > next {
        clock::record(tx, after - 1)?;
    }
    Ok(results)
}

/// Creates one transfer, with the fewest reads and writes: without flags four of each.
///
/// # Errors
/// The store's. Nothing is created then.
pub fn create_transfer(tx: &mut Tx<'_>, new: &NewTransfer) -> Result<Is, Error> {
    if new.flags.linked {
        return Ok(Is::LinkedEventChainOpen);
    }
    let timestamp = clock::next(tx)?;
    let effect = match rules::judge(&Stored(tx), new, timestamp) {
        Ok(effect) => effect,
        Err(Refusal::Because(result)) => return Ok(result),
        Err(Refusal::Store(error)) => return Err(error.into()),
    };
    put_transfer(tx, &effect.transfer)?;
    put_account(tx, &effect.debit)?;
    put_account(tx, &effect.credit)?;
    for (account, entry) in entries(&effect) {
        history::put(tx, account, &entry)?;
    }
    if let Some(pending) = &effect.pending {
        expire::put_pending(tx, pending, new.flags.pending)?;
    }
    clock::record(tx, timestamp)?;
    Ok(Is::Ok)
}

fn put_transfer(tx: &mut Tx<'_>, transfer: &Transfer) -> Result<(), StoreError> {
    TRANSFERS.put(tx, &(transfer.id,), &TransferRow::of(transfer))
}

pub(crate) fn put_account(tx: &mut Tx<'_>, account: &Account) -> Result<(), StoreError> {
    ACCOUNTS.put(tx, &(account.id,), &AccountRow::of(account))
}

/// What the accounts of a transfer that keep a history get to keep.
fn entries(effect: &Effect) -> impl Iterator<Item = (LedgerId, HistoryEntry)> {
    let transfer = &effect.transfer;
    [&effect.debit, &effect.credit]
        .into_iter()
        .filter(|account| account.flags.history)
        .map(|account| (account.id, history::after(account, transfer)))
}

/// The rules look into the store.
struct Stored<'r>(&'r dyn Read);

impl State for Stored<'_> {
    fn account(&self, id: LedgerId) -> Result<Option<Account>, StoreError> {
        lookup::account(self.0, id)
    }
    fn transfer(&self, id: LedgerId) -> Result<Option<Transfer>, StoreError> {
        lookup::transfer(self.0, id)
    }
    fn pending(&self, id: LedgerId) -> Result<Option<Pending>, StoreError> {
        lookup::pending(self.0, id)
    }
}

/// What a batch has changed so far.
#[derive(Debug, Default)]
struct Changes {
    accounts: Staged<Account>,
    transfers: Staged<Transfer>,
    pending: Staged<Pending>,
    history: Vec<(LedgerId, HistoryEntry)>,
}

impl Changes {
    fn take(&mut self, effect: &Effect) {
        self.accounts.put(effect.debit.id, effect.debit);
        self.accounts.put(effect.credit.id, effect.credit);
        self.transfers.put(effect.transfer.id, effect.transfer);
        if let Some(pending) = effect.pending {
            self.pending.put(pending.id, pending);
        }
        self.history.extend(entries(effect));
    }

    /// Writes each row once.
    fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        for (_, transfer) in self.transfers.iter() {
            put_transfer(tx, transfer)?;
        }
        for (_, account) in self.accounts.iter() {
            put_account(tx, account)?;
        }
        for (id, pending) in self.pending.iter() {
            let is_new = self.transfers.get(id).is_some();
            expire::put_pending(tx, pending, is_new)?;
        }
        for (account, entry) in &self.history {
            history::put(tx, *account, entry)?;
        }
        Ok(())
    }
}

struct Transfers<'t, 'a> {
    tx: &'t Tx<'a>,
    staged: Changes,
    /// The time of the next transfer.
    next: u64,
    /// That time, and the length of the history, when the chain was opened.
    before_chain: (u64, usize),
}

impl Batch for Transfers<'_, '_> {
    type Event = NewTransfer;
    type Result = Is;

    fn is_linked(event: &NewTransfer) -> bool {
        event.flags.linked
    }

    fn execute(&mut self, new: &NewTransfer) -> Result<Is, Error> {
        match rules::judge(self, new, self.next) {
            Ok(effect) => {
                self.staged.take(&effect);
                self.next += 1;
                Ok(Is::Ok)
            }
            Err(Refusal::Because(result)) => Ok(result),
            Err(Refusal::Store(error)) => Err(error.into()),
        }
    }

    fn open_chain(&mut self) {
        self.staged.accounts.open();
        self.staged.transfers.open();
        self.staged.pending.open();
        self.before_chain = (self.next, self.staged.history.len());
    }

    fn keep_chain(&mut self) {
        self.staged.accounts.keep();
        self.staged.transfers.keep();
        self.staged.pending.keep();
    }

    fn take_chain_back(&mut self) {
        self.staged.accounts.take_back();
        self.staged.transfers.take_back();
        self.staged.pending.take_back();
        let (next, history) = self.before_chain;
        self.next = next;
        self.staged.history.truncate(history);
    }
}

/// The rules look into the batch first, then into the store.
impl State for Transfers<'_, '_> {
    fn account(&self, id: LedgerId) -> Result<Option<Account>, StoreError> {
        match self.staged.accounts.get(id) {
            Some(account) => Ok(Some(account)),
            None => lookup::account(self.tx, id),
        }
    }
    fn transfer(&self, id: LedgerId) -> Result<Option<Transfer>, StoreError> {
        match self.staged.transfers.get(id) {
            Some(transfer) => Ok(Some(transfer)),
            None => lookup::transfer(self.tx, id),
        }
    }
    fn pending(&self, id: LedgerId) -> Result<Option<Pending>, StoreError> {
        match self.staged.pending.get(id) {
            Some(pending) => Ok(Some(pending)),
            None => lookup::pending(self.tx, id),
        }
    }
}
