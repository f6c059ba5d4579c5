//! The guard of wallets: whose it is, whether it may act, and what may leave it.

use sapa_kernel::{AccountId, Amount, Money, Timestamp};
use sapa_store::{Read, Tx};

use crate::keys::{CELL, WALLETS};
use crate::model::WalletRow;
use crate::movement::balance;
use crate::settings::cell;
use crate::{CurrencyLimits, Error, Policy};

/// Somebody's wallet. Made only by looking.
#[derive(Debug, Clone)]
pub(crate) struct Purse {
    pub(crate) account: AccountId,
    pub(crate) row: WalletRow,
}

impl Purse {
    /// The account's wallet.
    ///
    /// # Errors
    /// [`Error::NotOffered`], [`Error::NotOpen`].
    pub(crate) fn load(read: &dyn Read, account: AccountId) -> Result<Self, Error> {
        match WALLETS.get(read, &(account,))? {
            Some(row) if !row.abandoned => Ok(Self { account, row }),
            _ if CELL.get(read, &())?.is_none() => Err(Error::NotOffered),
            _ => Err(Error::NotOpen),
        }
    }

    /// The account's wallet, if it may act: take or give.
    ///
    /// # Errors
    /// Those of [`Purse::load`], [`Error::Frozen`].
    pub(crate) fn acting(read: &dyn Read, account: AccountId) -> Result<Self, Error> {
        let purse = Self::load(read, account)?;
        if purse.row.frozen.is_some() {
            return Err(Error::Frozen);
        }
        Ok(purse)
    }

    /// Somebody else's wallet that takes part in what the caller does. Whose account is deleted has none, also while the
    /// job that deletes it is late.
    ///
    /// # Errors
    /// [`Error::OtherUnavailable`].
    pub(crate) fn other(read: &dyn Read, account: AccountId) -> Result<Self, Error> {
        if !sapa_accounts::exists(read, account)? {
            return Err(Error::OtherUnavailable);
        }
        match Self::acting(read, account) {
            Err(Error::NotOpen | Error::Frozen) => Err(Error::OtherUnavailable),
            other => other,
        }
    }

    /// Refuses what is no payment in this wallet's currency.
    ///
    /// # Errors
    /// [`Error::CurrencyMismatch`], [`Error::AmountInvalid`].
    pub(crate) fn check_money(&self, money: Money) -> Result<(), Error> {
        check_money(self.row.currency, money)
    }

    /// Refuses to act by other terms than those that hold.
    ///
    /// # Errors
    /// [`Error::TermsChanged`].
    pub(crate) fn check_terms(&self, read: &dyn Read) -> Result<(), Error> {
        let version = cell(read)?.terms_version;
        if self.row.terms_version == version {
            return Ok(());
        }
        Err(Error::TermsChanged { version })
    }

    /// The limits of the wallet's currency.
    ///
    /// # Errors
    /// [`Error::SettingsInvalid`] if the configuration has none.
    pub(crate) fn limits<'a>(&self, policy: &'a Policy) -> Result<&'a CurrencyLimits, Error> {
        let limits = policy.limits.get(&self.row.currency);
        limits.ok_or(Error::SettingsInvalid(
            "The configuration has no limits for this currency.",
        ))
    }

    /// Whether so much may leave now; counts it to the day. The caller moves it in the same transaction.
    ///
    /// # Errors
    /// [`Error::TermsChanged`], those of [`Purse::check_money`], [`Error::OverPaymentLimit`],
    /// [`Error::OverDayLimit`], [`Error::InsufficientFunds`].
    pub(crate) fn spend(
        &mut self,
        tx: &mut Tx<'_>,
        money: Money,
        policy: &Policy,
    ) -> Result<(), Error> {
        self.check_terms(tx)?;
        self.check_money(money)?;
        let allowance = self.allowance(tx.now(), policy)?;
        if money.amount > allowance.payment {
            return Err(Error::OverPaymentLimit {
                limit: allowance.payment,
            });
        }
        if money.amount > allowance.left_today {
            return Err(Error::OverDayLimit {
                left: allowance.left_today,
            });
        }
        let available = balance(tx, self.account)?.available;
        if money.amount > available {
            return Err(Error::InsufficientFunds {
                missing: money.amount.saturating_sub(available),
            });
        }
        self.row.spent = allowance.spent.saturating_add(money.amount);
        self.row.day = allowance.day;
        WALLETS.put(tx, &(self.account,), &self.row)?;
        Ok(())
    }

    /// What may leave the wallet now.
    pub(crate) fn allowance(&self, now: Timestamp, policy: &Policy) -> Result<Allowance, Error> {
        let limits = self.limits(policy)?.of(self.row.level);
        let day = day_of(now, policy.utc_offset_minutes);
        // A day that lies ahead can only come from an offset that was changed since: it counts as today.
        let spent = if self.row.day >= day {
            self.row.spent
        } else {
            Amount::ZERO
        };
        Ok(Allowance {
            payment: limits.payment,
            day_limit: limits.day,
            left_today: limits.day.saturating_sub(spent),
            spent,
            day: day.max(self.row.day),
        })
    }
}

/// What may leave a wallet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub(crate) payment: Amount,
    pub(crate) day_limit: Amount,
    pub(crate) left_today: Amount,
    spent: Amount,
    day: i64,
}

/// Refuses what nobody can pay in this currency.
pub(crate) fn check_money(currency: sapa_kernel::Currency, money: Money) -> Result<(), Error> {
    if money.currency != currency {
        return Err(Error::CurrencyMismatch { currency });
    }
    if !money.is_payable() {
        return Err(Error::AmountInvalid {
            step: currency.step(),
        });
    }
    Ok(())
}

/// The day of a moment, counted from 1970, where the clock is so many minutes ahead of UTC.
pub(crate) fn day_of(now: Timestamp, utc_offset_minutes: i32) -> i64 {
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 24 * 60 * MINUTE;
    let local = now
        .as_millis()
        .saturating_add(i64::from(utc_offset_minutes) * MINUTE);
    local.div_euclid(DAY)
}
