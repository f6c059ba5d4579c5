//! Accounts and transfers as callers see them.

use std::time::Duration;

use sapa_kernel::{Amount, Currency};

use crate::LedgerId;

/// Declares flags with their bits, which are TigerBeetle's and never change: rows hold them.
macro_rules! flags {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident = $bit:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $name { $($(#[$field_doc])* pub $field: bool,)* }

        impl $name {
            pub(crate) fn bits(self) -> u16 {
                $((u16::from(self.$field) << $bit))|*
            }
            pub(crate) fn from_bits(bits: u16) -> Self {
                Self { $($field: bits >> $bit & 1 == 1,)* }
            }
        }
    };
}

flags! {
    /// What an account is held to.
    AccountFlags {
        /// The next account of the batch is created only if this one is, and the other way round.
        linked = 0,
        /// Refuses what would make pending and posted debits together exceed the posted credits.
        debits_must_not_exceed_credits = 1,
        /// Refuses what would make pending and posted credits together exceed the posted debits.
        credits_must_not_exceed_debits = 2,
        /// Keeps the balances after each transfer, for [`crate::account_history`].
        history = 3,
        /// Takes no transfers, but for voiding. Set at creation or by a closing transfer; that one's end opens it again.
        closed = 5,
    }
}

flags! {
    /// What a transfer does beside moving money.
    TransferFlags {
        /// The next transfer of the batch is created only if this one is, and the other way round.
        linked = 0,
        /// Holds the amount until it is posted, voided, or expires.
        pending = 1,
        /// Moves what the transfer `pending_id` holds, or a part of it, and releases the rest.
        post_pending = 2,
        /// Releases what the transfer `pending_id` holds.
        void_pending = 3,
        /// The amount is the most that is moved: as much as the debit account's posted credits allow.
        balancing_debit = 4,
        /// The amount is the most that is moved: as much as the credit account's posted debits allow.
        balancing_credit = 5,
        /// Closes the debit account until this pending transfer is voided or expires.
        closing_debit = 6,
        /// Closes the credit account until this pending transfer is voided or expires.
        closing_credit = 7,
    }
}

impl TransferFlags {
    /// Whether it ends a pending transfer.
    pub const fn resolves(self) -> bool {
        self.post_pending || self.void_pending
    }

    pub(crate) const fn balances(self) -> bool {
        self.balancing_debit || self.balancing_credit
    }
}

/// An account to create.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAccount {
    /// Made by the caller; not 0, not the largest number.
    pub id: LedgerId,
    /// What it holds: money moves between accounts of one currency only.
    pub currency: Currency,
    /// What sort of account it is, in the caller's terms; not 0.
    pub code: u16,
    /// What it is held to.
    pub flags: AccountFlags,
    /// Whatever the caller wants to find in it; 0 for nothing.
    pub user_data: u128,
}

impl NewAccount {
    /// An account without flags and user data.
    pub fn new(id: LedgerId, currency: Currency, code: u16) -> Self {
        Self {
            id,
            currency,
            code,
            flags: AccountFlags::default(),
            user_data: 0,
        }
    }
}

/// An account and its four balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: LedgerId,
    /// What it holds.
    pub currency: Currency,
    /// What sort of account it is.
    pub code: u16,
    /// What it is held to, and whether it is closed now.
    pub flags: AccountFlags,
    /// What the caller put in.
    pub user_data: u128,
    /// Held by pending transfers that debit it.
    pub debits_pending: Amount,
    /// Debited for good.
    pub debits_posted: Amount,
    /// Held by pending transfers that credit it.
    pub credits_pending: Amount,
    /// Credited for good.
    pub credits_posted: Amount,
    /// When it was created, in the ledger's nanoseconds.
    pub timestamp: u64,
}

impl Account {
    /// What can still be debited if debits must not exceed credits: posted credits less posted and pending debits.
    pub fn spendable(&self) -> Amount {
        self.credits_posted
            .saturating_sub(self.debits_posted)
            .saturating_sub(self.debits_pending)
    }
}

/// A transfer to create. The constructors fill in what each kind of transfer leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewTransfer {
    /// Made by the caller; not 0, not the largest number.
    pub id: LedgerId,
    /// Whom it takes from. For a transfer that posts or voids: 0, or that of the pending transfer.
    pub debit_account: LedgerId,
    /// Whom it gives to. For a transfer that posts or voids: 0, or that of the pending transfer.
    pub credit_account: LedgerId,
    /// How much; nothing is allowed. Posting: [`Amount::MAX`] for all that is held. Voiding: 0 or exactly what is held.
    pub amount: Amount,
    /// The pending transfer that this one posts or voids; none (or 0) for all others.
    pub pending_id: Option<LedgerId>,
    /// How long a pending transfer holds, in whole seconds (a part counts as one); zero for ever.
    pub timeout: Duration,
    /// That of both accounts.
    pub currency: Currency,
    /// What it is for, in the caller's terms; not 0, but for posting and voiding: 0, or that of the pending transfer.
    pub code: u16,
    /// What it does beside moving money.
    pub flags: TransferFlags,
    /// Whatever the caller wants to find in it. For a transfer that posts or voids 0 means: that of the pending one.
    pub user_data: u128,
}

impl NewTransfer {
    /// Moves money at once.
    pub fn new(
        id: LedgerId,
        debit_account: LedgerId,
        credit_account: LedgerId,
        amount: Amount,
        currency: Currency,
        code: u16,
    ) -> Self {
        Self {
            id,
            debit_account,
            credit_account,
            amount,
            pending_id: None,
            timeout: Duration::ZERO,
            currency,
            code,
            flags: TransferFlags::default(),
            user_data: 0,
        }
    }

    /// The same, but the amount is only held; zero holds it for ever.
    #[must_use]
    pub fn pending(mut self, timeout: Duration) -> Self {
        self.flags.pending = true;
        self.timeout = timeout;
        self
    }

    /// The same, linked to the next transfer of the batch.
    #[must_use]
    pub fn linked(mut self) -> Self {
        self.flags.linked = true;
        self
    }

    /// Posts all that a pending transfer holds.
    pub fn post(id: LedgerId, pending_id: LedgerId, currency: Currency) -> Self {
        let mut post = Self::resolve(id, pending_id, Amount::MAX, currency);
        post.flags.post_pending = true;
        post
    }

    /// Posts a part of what a pending transfer holds and releases the rest.
    pub fn post_part(
        id: LedgerId,
        pending_id: LedgerId,
        amount: Amount,
        currency: Currency,
    ) -> Self {
        let post = Self::post(id, pending_id, currency);
        Self { amount, ..post }
    }

    /// Releases what a pending transfer holds.
    pub fn void(id: LedgerId, pending_id: LedgerId, currency: Currency) -> Self {
        let mut void = Self::resolve(id, pending_id, Amount::ZERO, currency);
        void.flags.void_pending = true;
        void
    }

    fn resolve(id: LedgerId, pending_id: LedgerId, amount: Amount, currency: Currency) -> Self {
        let none = LedgerId::ZERO;
        Self {
            pending_id: Some(pending_id),
            ..Self::new(id, none, none, amount, currency, 0)
        }
    }

    pub(crate) fn pending_or_zero(&self) -> LedgerId {
        self.pending_id.unwrap_or_default()
    }

    /// The timeout in whole seconds, as it is stored and compared.
    pub(crate) fn timeout_seconds(&self) -> u64 {
        let part = u64::from(self.timeout.subsec_nanos() > 0);
        self.timeout.as_secs().saturating_add(part)
    }
}

/// A transfer as it was created. It never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// Its id.
    pub id: LedgerId,
    /// Whom it took from.
    pub debit_account: LedgerId,
    /// Whom it gave to.
    pub credit_account: LedgerId,
    /// How much it moved, held or released in the end, whatever the caller's amount allowed.
    pub amount: Amount,
    /// The pending transfer that it posted or voided.
    pub pending_id: Option<LedgerId>,
    /// How long it holds, in whole seconds; zero for ever.
    pub timeout: Duration,
    /// Of what.
    pub currency: Currency,
    /// What it is for.
    pub code: u16,
    /// What it does beside moving money.
    pub flags: TransferFlags,
    /// What the caller put in.
    pub user_data: u128,
    /// When it was created, in the ledger's nanoseconds. No other account or transfer has the same.
    pub timestamp: u64,
}

/// What became of a pending transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum PendingState {
    /// It holds.
    #[n(1)]
    Pending,
    /// It was posted, wholly or in part.
    #[n(2)]
    Posted,
    /// It was voided.
    #[n(3)]
    Voided,
    /// Its time ran out.
    #[n(4)]
    Expired,
}

/// A pending transfer and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// The pending transfer.
    pub id: LedgerId,
    /// As it is stored: past its deadline it stays `Pending`, and holds, until it is expired.
    pub state: PendingState,
    /// From this time on it counts as expired, in the ledger's nanoseconds; none if it holds for ever.
    pub expires_at: Option<u64>,
    /// The transfer that posted or voided it.
    pub resolved_by: Option<LedgerId>,
}

impl Pending {
    /// Whether it counts as expired at this time of the ledger, whatever became of it since.
    pub(crate) fn is_overdue(&self, at: u64) -> bool {
        self.expires_at.is_some_and(|deadline| deadline <= at)
    }
}

/// The balances of an account after one transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The transfer's timestamp.
    pub timestamp: u64,
    /// The transfer.
    pub transfer: LedgerId,
    /// See [`Account::debits_pending`].
    pub debits_pending: Amount,
    /// See [`Account::debits_posted`].
    pub debits_posted: Amount,
    /// See [`Account::credits_pending`].
    pub credits_pending: Amount,
    /// See [`Account::credits_posted`].
    pub credits_posted: Amount,
}
