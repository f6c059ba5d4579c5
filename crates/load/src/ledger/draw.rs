//! What the callers ask for: the same seed draws the same accounts and amounts, so that runs are alike.

use sapa_kernel::{Amount, Currency};
use sapa_ledger::{AccountFlags, LedgerId, NewAccount, NewTransfer};

/// The code of every account and transfer here.
const CODE: u16 = 1;
/// The largest amount of a transfer, in minor units; the smallest is 1.
pub(crate) const MAX_AMOUNT: u64 = 10_000;
/// What an account has at the beginning: about as much as leaves it in twenty transfers, so that the check of the balance
/// decides something. Some transfers are refused.
pub(crate) const FIRST_BALANCE: u64 = 20 * MAX_AMOUNT / 2;
/// What the hot account has: enough for every run.
pub(crate) const HOT_BALANCE: u64 = 1 << 60;
/// Bits of an id behind its time.
const RANDOM_BITS: u32 = 80;

/// Whom transfers take from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Anybody, drawn evenly.
    Uniform,
    /// One account, which has enough for all.
    Hot,
}

/// Pseudo-random numbers (SplitMix64): quick, so that the callers cost little beside what they measure.
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd1b5_4a32_d192_ed03))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, evenly but for one part in 2^64 / `end`.
    fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// An id as TigerBeetle recommends: 48 bits of milliseconds, then random ones. Ids of one time lie together, so that
    /// indexes grow at their end.
    fn id(&mut self, millis: u64) -> LedgerId {
        let random = (u128::from(self.next()) << 64) | u128::from(self.next());
        let random = random & ((1 << RANDOM_BITS) - 1);
        LedgerId((u128::from(millis) << RANDOM_BITS) | random)
    }

    /// The next transfer between `accounts` accounts, whose hot account comes after them.
    pub(super) fn transfer(
        &mut self,
        shape: Shape,
        accounts: u64,
        millis: u64,
        currency: Currency,
    ) -> NewTransfer {
        let credit = self.below(accounts);
        let debit = match shape {
            Shape::Hot => hot(accounts),
            // Anybody but the one that gets it.
            Shape::Uniform => (credit + 1 + self.below(accounts - 1)) % accounts,
        };
        let amount = Amount::from_minor(u128::from(1 + self.below(MAX_AMOUNT)));
        let (debit, credit) = (account_id(debit), account_id(credit));
        NewTransfer::new(self.id(millis), debit, credit, amount, currency, CODE)
    }

    /// The transfer that gives an account its first money, from the bank.
    pub(super) fn funding(
        &mut self,
        account: u64,
        accounts: u64,
        millis: u64,
        currency: Currency,
    ) -> NewTransfer {
        let amount = if account == hot(accounts) {
            u128::from(HOT_BALANCE)
        } else {
            u128::from(FIRST_BALANCE)
        };
        NewTransfer::new(
            self.id(millis),
            account_id(bank(accounts)),
            account_id(account),
            Amount::from_minor(amount),
            currency,
            CODE,
        )
    }
}

/// The number of the account that every hot transfer takes from.
pub(super) fn hot(accounts: u64) -> u64 {
    accounts
}

/// The number of the account that the first money comes from.
pub(super) fn bank(accounts: u64) -> u64 {
    accounts + 1
}

/// Ids in the order of the numbers, as accounts that were opened one after the other have them.
pub(super) fn account_id(number: u64) -> LedgerId {
    LedgerId((1 << RANDOM_BITS) | u128::from(number))
}

/// The account with this number. Only the bank may owe.
pub(super) fn account(number: u64, accounts: u64, currency: Currency) -> NewAccount {
    NewAccount {
        flags: AccountFlags {
            debits_must_not_exceed_credits: number != bank(accounts),
            ..AccountFlags::default()
        },
        ..NewAccount::new(account_id(number), currency, CODE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency() -> Currency {
        "IDR".parse().unwrap()
    }

    #[test]
    fn transfers_are_between_two_of_the_accounts() {
        let mut draw = Draw::new(1);
        let ids: Vec<LedgerId> = (0..3).map(account_id).collect();
        for _ in 0..1_000 {
            let new = draw.transfer(Shape::Uniform, 3, 7, currency());
            assert!(ids.contains(&new.debit_account) && ids.contains(&new.credit_account));
            assert_ne!(new.debit_account, new.credit_account);
            assert!((1..=u128::from(MAX_AMOUNT)).contains(&new.amount.minor()));
            let hot_one = draw.transfer(Shape::Hot, 3, 7, currency());
            assert_eq!(hot_one.debit_account, account_id(hot(3)));
        }
    }

    #[test]
    fn ids_sort_by_their_time_and_seeds_draw_the_same() {
        let (mut one, mut other) = (Draw::new(5), Draw::new(5));
        assert!(one.id(1_000) < one.id(1_001));
        other.id(0);
        other.id(0);
        assert_eq!(one.next(), other.next());
        assert_ne!(Draw::new(5).next(), Draw::new(6).next());
    }
}
