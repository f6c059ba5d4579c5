//! What the ledger answers to each account and each transfer. The numbers and names are TigerBeetle's, with `currency`
//! where it says `ledger`; they never change. The order here is the order of precedence: where several hold, the
//! first is said.

use std::fmt;

macro_rules! results {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $number:literal $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[must_use]
        pub enum $name { $($(#[$variant_doc])* $variant = $number,)* }

        impl $name {
            /// All of them, in the order of precedence.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The result's number. It never changes.
            pub const fn number(self) -> u8 {
                self as u8
            }

            /// The result's name. It never changes.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// Whether it was created now.
            pub const fn is_ok(self) -> bool {
                matches!(self, Self::Ok)
            }

            /// Whether it is there as asked for: created now, or by the same call before.
            pub const fn is_there(self) -> bool {
                matches!(self, Self::Ok | Self::Exists)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

results! {
    /// What [`crate::create_accounts`] answers to one account.
    CreateAccountResult {
        /// It was created.
        Ok = 0 "ok",
        /// Another account of the same chain was refused.
        LinkedEventFailed = 1 "linked_event_failed",
        /// The last account of the batch is linked to a next one.
        LinkedEventChainOpen = 2 "linked_event_chain_open",
        /// The id is 0.
        IdMustNotBeZero = 6 "id_must_not_be_zero",
        /// The id is the largest number.
        IdMustNotBeIntMax = 7 "id_must_not_be_int_max",
        /// There is one with this id and other flags (`closed` and `linked` count).
        ExistsWithDifferentFlags = 15 "exists_with_different_flags",
        /// There is one with this id and other user data.
        ExistsWithDifferentUserData = 16 "exists_with_different_user_data",
        /// There is one with this id and another currency.
        ExistsWithDifferentCurrency = 19 "exists_with_different_currency",
        /// There is one with this id and another code.
        ExistsWithDifferentCode = 20 "exists_with_different_code",
        /// It was created before.
        Exists = 21 "exists",
        /// Debits must not exceed credits, nor credits debits: it could never move anything.
        FlagsAreMutuallyExclusive = 8 "flags_are_mutually_exclusive",
        /// The code is 0.
        CodeMustNotBeZero = 14 "code_must_not_be_zero",
    }
}

results! {
    /// What [`crate::create_transfers`] answers to one transfer.
    CreateTransferResult {
        /// It was created.
        Ok = 0 "ok",
        /// Another transfer of the same chain was refused.
        LinkedEventFailed = 1 "linked_event_failed",
        /// The last transfer of the batch is linked to a next one.
        LinkedEventChainOpen = 2 "linked_event_chain_open",
        /// The id is 0.
        IdMustNotBeZero = 5 "id_must_not_be_zero",
        /// The id is the largest number.
        IdMustNotBeIntMax = 6 "id_must_not_be_int_max",
        /// There is one with this id and other flags.
        ExistsWithDifferentFlags = 36 "exists_with_different_flags",
        /// There is one with this id that posts or voids another.
        ExistsWithDifferentPendingId = 40 "exists_with_different_pending_id",
        /// There is one with this id and another timeout.
        ExistsWithDifferentTimeout = 44 "exists_with_different_timeout",
        /// There is one with this id that debits another account.
        ExistsWithDifferentDebitAccountId = 37 "exists_with_different_debit_account_id",
        /// There is one with this id that credits another account.
        ExistsWithDifferentCreditAccountId = 38 "exists_with_different_credit_account_id",
        /// There is one with this id and another amount. A balancing one: it moved more than is asked for now.
        ExistsWithDifferentAmount = 39 "exists_with_different_amount",
        /// There is one with this id and other user data.
        ExistsWithDifferentUserData = 41 "exists_with_different_user_data",
        /// There is one with this id and another currency.
        ExistsWithDifferentCurrency = 67 "exists_with_different_currency",
        /// There is one with this id and another code.
        ExistsWithDifferentCode = 45 "exists_with_different_code",
        /// It was created before.
        Exists = 46 "exists",
        /// Posting and voiding go with no other flag but `linked`.
        FlagsAreMutuallyExclusive = 7 "flags_are_mutually_exclusive",
        /// The debit account's id is 0.
        DebitAccountIdMustNotBeZero = 8 "debit_account_id_must_not_be_zero",
        /// The debit account's id is the largest number.
        DebitAccountIdMustNotBeIntMax = 9 "debit_account_id_must_not_be_int_max",
        /// The credit account's id is 0.
        CreditAccountIdMustNotBeZero = 10 "credit_account_id_must_not_be_zero",
        /// The credit account's id is the largest number.
        CreditAccountIdMustNotBeIntMax = 11 "credit_account_id_must_not_be_int_max",
        /// It would move money from an account to itself.
        AccountsMustBeDifferent = 12 "accounts_must_be_different",
        /// Only posting and voiding name a pending transfer.
        PendingIdMustBeZero = 13 "pending_id_must_be_zero",
        /// Posting and voiding name a pending transfer.
        PendingIdMustNotBeZero = 14 "pending_id_must_not_be_zero",
        /// The pending transfer's id is the largest number.
        PendingIdMustNotBeIntMax = 15 "pending_id_must_not_be_int_max",
        /// It would post or void itself.
        PendingIdMustBeDifferent = 16 "pending_id_must_be_different",
        /// Only a pending transfer has a timeout.
        TimeoutReservedForPendingTransfer = 17 "timeout_reserved_for_pending_transfer",
        /// Only a pending transfer closes accounts: its end opens them again.
        ClosingTransferMustBePending = 64 "closing_transfer_must_be_pending",
        /// The code is 0.
        CodeMustNotBeZero = 20 "code_must_not_be_zero",
        /// There is no such debit account.
        DebitAccountNotFound = 21 "debit_account_not_found",
        /// There is no such credit account.
        CreditAccountNotFound = 22 "credit_account_not_found",
        /// The two accounts hold different currencies.
        AccountsMustHaveTheSameCurrency = 23 "accounts_must_have_the_same_currency",
        /// The accounts hold another currency than the transfer moves.
        TransferMustHaveTheSameCurrencyAsAccounts = 24 "transfer_must_have_the_same_currency_as_accounts",
        /// There is no transfer with the id `pending_id`.
        PendingTransferNotFound = 25 "pending_transfer_not_found",
        /// The transfer named is not a pending one.
        PendingTransferNotPending = 26 "pending_transfer_not_pending",
        /// The pending transfer debits another account.
        PendingTransferHasDifferentDebitAccountId = 27 "pending_transfer_has_different_debit_account_id",
        /// The pending transfer credits another account.
        PendingTransferHasDifferentCreditAccountId = 28 "pending_transfer_has_different_credit_account_id",
        /// The pending transfer holds another currency.
        PendingTransferHasDifferentCurrency = 29 "pending_transfer_has_different_currency",
        /// The pending transfer has another code.
        PendingTransferHasDifferentCode = 30 "pending_transfer_has_different_code",
        /// The pending transfer holds less.
        ExceedsPendingTransferAmount = 31 "exceeds_pending_transfer_amount",
        /// Voiding releases all of it: the amount is 0 or exactly what is held.
        PendingTransferHasDifferentAmount = 32 "pending_transfer_has_different_amount",
        /// The pending transfer was posted.
        PendingTransferAlreadyPosted = 33 "pending_transfer_already_posted",
        /// The pending transfer was voided.
        PendingTransferAlreadyVoided = 34 "pending_transfer_already_voided",
        /// The pending transfer's time has run out.
        PendingTransferExpired = 35 "pending_transfer_expired",
        /// The debit account is closed.
        DebitAccountAlreadyClosed = 65 "debit_account_already_closed",
        /// The credit account is closed.
        CreditAccountAlreadyClosed = 66 "credit_account_already_closed",
        /// The debit account's pending debits would not fit 128 bits.
        OverflowsDebitsPending = 47 "overflows_debits_pending",
        /// The credit account's pending credits would not fit 128 bits.
        OverflowsCreditsPending = 48 "overflows_credits_pending",
        /// The debit account's posted debits would not fit 128 bits.
        OverflowsDebitsPosted = 49 "overflows_debits_posted",
        /// The credit account's posted credits would not fit 128 bits.
        OverflowsCreditsPosted = 50 "overflows_credits_posted",
        /// The debit account's pending and posted debits together would not fit 128 bits.
        OverflowsDebits = 51 "overflows_debits",
        /// The credit account's pending and posted credits together would not fit 128 bits.
        OverflowsCredits = 52 "overflows_credits",
        /// The deadline would lie beyond 63 bits of nanoseconds: in the year 2262.
        OverflowsTimeout = 53 "overflows_timeout",
        /// The debit account's debits would exceed its posted credits.
        ExceedsCredits = 54 "exceeds_credits",
        /// The credit account's credits would exceed its posted debits.
        ExceedsDebits = 55 "exceeds_debits",
    }
}
