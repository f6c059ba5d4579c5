//! Creates accounts. They are never deleted; their balances change by transfers alone.

use sapa_kernel::Amount;
use sapa_store::Tx;

use crate::CreateAccountResult as Is;
use crate::batch::{self, Batch, Staged};
use crate::keys::ACCOUNTS;
use crate::model::{Account, NewAccount};
use crate::rows::AccountRow;
use crate::{Error, LedgerId, clock, lookup};

/// Creates accounts, in order: a result for each. Chains (`flags.linked`) are created whole or not at all.
///
/// # Errors
/// [`Error::BatchTooLarge`] beyond [`crate::MAX_BATCH`]; the store's. Nothing is created then.
pub fn create_accounts(tx: &mut Tx<'_>, accounts: &[NewAccount]) -> Result<Vec<Is>, Error> {
    let next = clock::next(tx)?;
    let mut work = Accounts {
        tx,
        created: Staged::default(),
        next,
        next_before_chain: next,
    };
    let results = batch::run(&mut work, accounts)?;
    let Accounts {
        created,
        next: after,
        ..
    } = work;
    for (id, account) in created.iter() {
        ACCOUNTS.put(tx, &(id,), &AccountRow::of(account))?;
    }
    if after > next {
        clock::record(tx, after - 1)?;
    }
    Ok(results)
}

struct Accounts<'t, 'a> {
    tx: &'t Tx<'a>,
    created: Staged<Account>,
    next: u64,
    next_before_chain: u64,
}

impl Batch for Accounts<'_, '_> {
    type Event = NewAccount;
    type Result = Is;

    fn is_linked(event: &NewAccount) -> bool {
        event.flags.linked
    }

    fn execute(&mut self, new: &NewAccount) -> Result<Is, Error> {
        if new.id.is_zero() {
            return Ok(Is::IdMustNotBeZero);
        }
        if new.id == LedgerId::MAX {
            return Ok(Is::IdMustNotBeIntMax);
        }
        let old = match self.created.get(new.id) {
            Some(created) => Some(created),
            None => lookup::account(self.tx, new.id)?,
        };
        if let Some(old) = old {
            return Ok(compare(new, &old));
        }
        if new.flags.debits_must_not_exceed_credits && new.flags.credits_must_not_exceed_debits {
            return Ok(Is::FlagsAreMutuallyExclusive);
        }
        if new.code == 0 {
            return Ok(Is::CodeMustNotBeZero);
        }
        let account = Account {
            id: new.id,
            currency: new.currency,
            code: new.code,
            flags: new.flags,
            user_data: new.user_data,
            debits_pending: Amount::ZERO,
            debits_posted: Amount::ZERO,
            credits_pending: Amount::ZERO,
            credits_posted: Amount::ZERO,
            timestamp: self.next,
        };
        self.created.put(new.id, account);
        self.next += 1;
        Ok(Is::Ok)
    }

    fn open_chain(&mut self) {
        self.created.open();
        self.next_before_chain = self.next;
    }

    fn keep_chain(&mut self) {
        self.created.keep();
    }

    fn take_chain_back(&mut self) {
        self.created.take_back();
        self.next = self.next_before_chain;
    }
}

/// How a call differs from the account that has its id.
fn compare(new: &NewAccount, old: &Account) -> Is {
    if new.flags != old.flags {
        Is::ExistsWithDifferentFlags
    } else if new.user_data != old.user_data {
        Is::ExistsWithDifferentUserData
    } else if new.currency != old.currency {
        Is::ExistsWithDifferentCurrency
    } else if new.code != old.code {
        Is::ExistsWithDifferentCode
    } else {
        Is::Exists
    }
}
