//! What can go wrong with money. In every one of these cases nothing has moved.

use std::time::Duration;

use sapa_kernel::{Amount, Coded, Currency, Fault, FaultKind, Timestamp};
use sapa_store::StoreError;
use serde_json::json;

/// Errors of `wallet`. Where several hold, the first is said: whether there is a wallet, whether it may act, the
/// form of the input, what it is about, limits, and last whether the money is there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operator has not set a currency and terms.
    #[error("This cell offers no wallets.")]
    NotOffered,
    /// No wallet has been opened.
    #[error("This account has no wallet yet.")]
    NotOpen,
    /// There is one already.
    #[error("This account has a wallet already.")]
    AlreadyOpen,
    /// Other terms than the current ones were accepted.
    #[error("The terms have changed: version {version} holds.")]
    TermsChanged {
        /// The version that holds.
        version: u32,
    },
    /// The operator has frozen the caller's wallet.
    #[error("This wallet is frozen.")]
    Frozen,
    /// The other one's wallet is frozen, or gone.
    #[error("The other wallet cannot take part.")]
    OtherUnavailable,
    /// Not six digits, or digits that everybody tries first.
    #[error("A payment PIN has six digits and is not one that everybody tries first.")]
    PinInvalid,
    /// Not the PIN.
    #[error("That is not the payment PIN.")]
    WrongPin {
        /// Attempts until the cool-down.
        left: u32,
    },
    /// Too many wrong PINs.
    #[error("Too many wrong PINs.")]
    PinLocked {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The PIN can be set anew only later.
    #[error("The PIN can be set anew at {ready_at}.")]
    PinResetWaits {
        /// When.
        ready_at: Timestamp,
    },
    /// Nobody asked to set the PIN anew.
    #[error("Ask for a new PIN first.")]
    NoPinReset,
    /// Zero, or not a multiple of the step.
    #[error("An amount is more than zero and a multiple of {step} minor units.")]
    AmountInvalid {
        /// The currency's payable step.
        step: Amount,
    },
    /// Not the wallet's currency.
    #[error("This wallet holds {currency}.")]
    CurrencyMismatch {
        /// The wallet's currency.
        currency: Currency,
    },
    /// Less than that is there.
    #[error("The wallet does not hold enough.")]
    InsufficientFunds {
        /// What is missing.
        missing: Amount,
    },
    /// More than one payment may be.
    #[error("One payment is at most {limit} minor units.")]
    OverPaymentLimit {
        /// The limit.
        limit: Amount,
    },
    /// More than may leave in one day.
    #[error("Today {left} minor units may still be paid.")]
    OverDayLimit {
        /// What is left.
        left: Amount,
    },
    /// Less than a withdrawal is at least.
    #[error("A withdrawal is at least {min} minor units, or all that the wallet has.")]
    WithdrawalTooSmall {
        /// The smallest.
        min: Amount,
    },
    /// So many withdrawals wait for the bank already.
    #[error("At most {limit} withdrawals wait for the bank at a time.")]
    TooManyWithdrawals {
        /// How many may wait.
        limit: usize,
    },
    /// The same `client_id` with something else.
    #[error("Another payment has been made with this client_id.")]
    DifferentContent,
    /// Not 1 to 64 visible ASCII characters.
    #[error("A client_id has 1 to {limit} visible ASCII characters.")]
    ClientIdInvalid {
        /// Characters at most.
        limit: usize,
    },
    /// No such payment for this account.
    #[error("There is no such {0} for this account.")]
    NotFound(&'static str),
    /// Somebody else has to do this.
    #[error("This is not for this account to do.")]
    NotYours,
    /// It has been answered, paid, cancelled or closed.
    #[error("This is settled already: {state}.")]
    AlreadySettled {
        /// How.
        state: &'static str,
    },
    /// Its time is over.
    #[error("Its time is over.")]
    Expired,
    /// One cannot pay oneself.
    #[error("Nobody pays themselves.")]
    Yourself,
    /// The operation is for conversations of two people.
    #[error("This works between two people only.")]
    DirectOnly,
    /// The operation is for groups.
    #[error("This works in groups only.")]
    GroupOnly,
    /// A note, greeting or cover that cannot be shown safely, or is too long.
    #[error("A note has at most {limit} characters, without control characters.")]
    NoteInvalid {
        /// Characters at most.
        limit: usize,
    },
    /// Not a cover of the list.
    #[error("There is no such cover.")]
    CoverInvalid,
    /// Too few or too many shares.
    #[error("A red packet has 1 to {limit} shares.")]
    SharesInvalid {
        /// Shares at most.
        limit: u32,
    },
    /// A share would be less than the smallest or more than the largest.
    #[error("A share is from {min} to {max} minor units.")]
    ShareInvalid {
        /// The smallest share.
        min: Amount,
        /// The largest share.
        max: Amount,
    },
    /// The bill's parts: somebody twice, nobody, not a member, oneself, or more than the bill.
    #[error("The parts of a bill name members, each once, and are together at most the bill.")]
    SplitInvalid,
    /// The key that draws lucky shares is not the one with which the packet was made.
    #[error("The shares of this packet cannot be drawn; it will be returned.")]
    DrawUnavailable,
    /// Not an account at a bank.
    #[error("That is not an account at a bank: {0}.")]
    BankAccountInvalid(String),
    /// Not a pay code, or not any more.
    #[error("There is no such pay code.")]
    PayCodeInvalid,
    /// The currency cannot change any more, or has no table of limits.
    #[error("{0}")]
    SettingsInvalid(&'static str),
    /// An operator's reason is missing or too long.
    #[error("A reason has 3 to {limit} characters.")]
    ReasonInvalid {
        /// Characters at most.
        limit: usize,
    },
    /// Money is in the wallet or on its way.
    #[error("There is still money in the wallet, or on its way.")]
    NotEmpty,
    /// More than a deleted account left and nobody was given yet.
    #[error("Of what this account left {left} minor units are still there.")]
    OverUnclaimed {
        /// What is still there.
        left: Amount,
    },
    /// A statement that was booked before, with another content.
    #[error("The statement {id} was booked with another content.")]
    StatementChanged {
        /// The statement's id.
        id: String,
    },
    /// A statement before which another one is missing: it can be booked later.
    #[error("The statement {id} cannot be booked yet: {problem}.")]
    StatementWaits {
        /// The statement's id.
        id: String,
        /// Why.
        problem: String,
    },
    /// A withdrawal cannot be given back while a line may be it.
    #[error(
        "Money left by the line {reference} of statement {statement}, which may be this withdrawal."
    )]
    LineOpen {
        /// The statement.
        statement: String,
        /// The line's reference.
        reference: String,
    },
    /// Less left by a line than the withdrawal asked for: the bank did not pay it out as it was told.
    #[error("The line has less than the withdrawal.")]
    LineTooSmall {
        /// What it has to have.
        least: Amount,
    },
    /// A statement that was booked under another id, or is of another account or currency.
    #[error("The statement {id} does not fit: {problem}.")]
    StatementInvalid {
        /// The statement's id.
        id: String,
        /// Why.
        problem: String,
    },
    /// The bank cannot be reached.
    #[error("The bank cannot be reached.")]
    BankUnavailable,
    /// A cursor that this list did not give.
    #[error("This cursor is not of this list.")]
    CursorInvalid,
    /// The ledger refused what wallet had checked: a defect.
    #[error("The ledger refused: {0}.")]
    Refused(String),
    /// The password confirmed is not right, and the like.
    #[error(transparent)]
    Account(#[from] sapa_accounts::Error),
    /// The ledger could not look.
    #[error(transparent)]
    Ledger(#[from] sapa_ledger::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "wallet.not_offered",
            FaultKind::Conflict,
            "The operator of this cell has not set a currency and terms: there are no wallets.",
        ),
        (
            "wallet.not_open",
            FaultKind::Conflict,
            "This account has no wallet yet. Open one, then try again.",
        ),
        (
            "wallet.already_open",
            FaultKind::Conflict,
            "This account has a wallet already.",
        ),
        (
            "wallet.terms_changed",
            FaultKind::Conflict,
            "Other terms hold now. `details.version` has their number; read and accept them.",
        ),
        (
            "wallet.frozen",
            FaultKind::Forbidden,
            "The operator has frozen this wallet. Nothing leaves it until they lift that.",
        ),
        (
            "wallet.other_unavailable",
            FaultKind::Forbidden,
            "The other wallet cannot take part: it is not open, is frozen, or its account was deleted.",
        ),
        (
            "wallet.pin_invalid",
            FaultKind::Malformed,
            "A payment PIN has six digits, not all the same and not in a row.",
        ),
        (
            "wallet.wrong_pin",
            FaultKind::Forbidden,
            "Not the payment PIN. `details.left` says how many attempts are left before a pause.",
        ),
        (
            "wallet.pin_locked",
            FaultKind::TooMany,
            "Too many wrong PINs. `details.retry_after_seconds` says how long to wait.",
        ),
        (
            "wallet.pin_reset_waits",
            FaultKind::Conflict,
            "A forgotten PIN can be set anew only after a waiting time. `details.ready_at` says when.",
        ),
        (
            "wallet.no_pin_reset",
            FaultKind::Conflict,
            "Nobody asked to set the PIN anew, or it was cancelled. Ask first.",
        ),
        (
            "wallet.amount_invalid",
            FaultKind::Malformed,
            "An amount is more than zero and a multiple of the currency's step (`details.step`, in minor units).",
        ),
        (
            "wallet.currency_mismatch",
            FaultKind::Malformed,
            "The amount is in another currency than the wallet's (`details.currency`).",
        ),
        (
            "wallet.insufficient_funds",
            FaultKind::Conflict,
            "The wallet does not hold enough. `details.missing` says how much more is needed; top up.",
        ),
        (
            "wallet.over_payment_limit",
            FaultKind::Conflict,
            "More than one payment may be at this level (`details.limit`).",
        ),
        (
            "wallet.over_day_limit",
            FaultKind::Conflict,
            "More than may leave the wallet in one day. `details.left` says what is left today.",
        ),
        (
            "wallet.withdrawal_too_small",
            FaultKind::Conflict,
            "A withdrawal is at least `details.min`; less leaves only as all that the wallet has, while nothing is held.",
        ),
        (
            "wallet.too_many_withdrawals",
            FaultKind::Conflict,
            "So many withdrawals wait for the bank already (`details.limit`). Ask again when one has been paid out.",
        ),
        (
            "wallet.different_content",
            FaultKind::Conflict,
            "Another payment has been made with this `client_id`. A new payment needs a new one.",
        ),
        (
            "wallet.client_id_invalid",
            FaultKind::Malformed,
            "`client_id` has 1 to 64 visible ASCII characters and is unique per person and verb.",
        ),
        (
            "wallet.not_found",
            FaultKind::NotFound,
            "There is no such payment for this account.",
        ),
        (
            "wallet.not_yours",
            FaultKind::Forbidden,
            "Somebody else has to do this: only the receiver answers, only the one who asked cancels.",
        ),
        (
            "wallet.already_settled",
            FaultKind::Conflict,
            "It was answered, paid, cancelled or closed before. `details.state` says how.",
        ),
        (
            "wallet.expired",
            FaultKind::Conflict,
            "Its time is over; the money has gone back, or will in a moment.",
        ),
        (
            "wallet.yourself",
            FaultKind::Conflict,
            "Nobody pays themselves.",
        ),
        (
            "wallet.direct_only",
            FaultKind::Conflict,
            "This works in a conversation of two people, not in a group.",
        ),
        (
            "wallet.group_only",
            FaultKind::Conflict,
            "This works in groups, not between two people.",
        ),
        (
            "wallet.note_invalid",
            FaultKind::Malformed,
            "A note or greeting has at most `details.limit` characters, without control characters or marks that change the direction of text.",
        ),
        (
            "wallet.cover_invalid",
            FaultKind::Malformed,
            "There is no cover of that name.",
        ),
        (
            "wallet.shares_invalid",
            FaultKind::Malformed,
            "A red packet has at least one share and at most `details.limit`; between two people, and for a named member, it has one.",
        ),
        (
            "wallet.share_invalid",
            FaultKind::Malformed,
            "A share would be smaller than the currency's step or larger than allowed (`details.min`, `details.max`).",
        ),
        (
            "wallet.split_invalid",
            FaultKind::Malformed,
            "The parts of a bill name other members of the group, each once, and are together at most the bill.",
        ),
        (
            "wallet.draw_unavailable",
            FaultKind::Unavailable,
            "The key that draws lucky shares is not the one with which this packet was made. Its money will go back.",
        ),
        (
            "wallet.bank_account_invalid",
            FaultKind::Malformed,
            "That is not an account at a bank. `details.problem` says why.",
        ),
        (
            "wallet.pay_code_invalid",
            FaultKind::NotFound,
            "There is no such pay code; it may have been renewed.",
        ),
        (
            "wallet.settings_invalid",
            FaultKind::Conflict,
            "The currency cannot change once there are wallets, and needs a table of limits; terms are not empty.",
        ),
        (
            "wallet.reason_invalid",
            FaultKind::Malformed,
            "A reason is needed: 3 to 200 characters. The person concerned will read it.",
        ),
        (
            "wallet.not_empty",
            FaultKind::Conflict,
            "There is still money in the wallet, or on its way. Withdraw it or wait until it has arrived.",
        ),
        (
            "wallet.over_unclaimed",
            FaultKind::Conflict,
            "More than is still there of what the deleted account left (`details.left`).",
        ),
        (
            "wallet.statement_changed",
            FaultKind::Conflict,
            "A bank statement with this id was booked with another content. Nothing was booked again.",
        ),
        (
            "wallet.statement_invalid",
            FaultKind::Malformed,
            "A bank statement that does not fit. `details.problem` says why. Nothing was booked.",
        ),
        (
            "wallet.statement_waits",
            FaultKind::Conflict,
            "A bank statement before which another one is missing. `details.problem` says which. Nothing was booked; it is tried again.",
        ),
        (
            "wallet.line_open",
            FaultKind::Conflict,
            "Money left the bank by a line (`details.statement`, `details.reference`) that may be this withdrawal. Match it with its withdrawal, or close it, first.",
        ),
        (
            "wallet.line_too_small",
            FaultKind::Conflict,
            "Less money left by the line than the withdrawal asked for (`details.least`): it cannot be that withdrawal.",
        ),
        (
            "wallet.bank_unavailable",
            FaultKind::Unavailable,
            "The bank took no money, or cannot be reached. Nothing has moved; try again.",
        ),
        (
            "wallet.cursor_invalid",
            FaultKind::Malformed,
            "The cursor was not given by this list. Start without one.",
        ),
        (
            "wallet.refused",
            FaultKind::Internal,
            "The ledger refused what the wallet had checked. That is a defect; nothing moved.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::NotOffered => "wallet.not_offered",
            Self::NotOpen => "wallet.not_open",
            Self::AlreadyOpen => "wallet.already_open",
            Self::TermsChanged { .. } => "wallet.terms_changed",
            Self::Frozen => "wallet.frozen",
            Self::OtherUnavailable => "wallet.other_unavailable",
            Self::PinInvalid => "wallet.pin_invalid",
            Self::WrongPin { .. } => "wallet.wrong_pin",
            Self::PinLocked { .. } => "wallet.pin_locked",
            Self::PinResetWaits { .. } => "wallet.pin_reset_waits",
            Self::NoPinReset => "wallet.no_pin_reset",
            Self::AmountInvalid { .. } => "wallet.amount_invalid",
            Self::CurrencyMismatch { .. } => "wallet.currency_mismatch",
            Self::InsufficientFunds { .. } => "wallet.insufficient_funds",
            Self::OverPaymentLimit { .. } => "wallet.over_payment_limit",
            Self::OverDayLimit { .. } => "wallet.over_day_limit",
            Self::WithdrawalTooSmall { .. } => "wallet.withdrawal_too_small",
            Self::TooManyWithdrawals { .. } => "wallet.too_many_withdrawals",
            Self::DifferentContent => "wallet.different_content",
            Self::ClientIdInvalid { .. } => "wallet.client_id_invalid",
            Self::NotFound(_) => "wallet.not_found",
            Self::NotYours => "wallet.not_yours",
            Self::AlreadySettled { .. } => "wallet.already_settled",
            Self::Expired => "wallet.expired",
            Self::Yourself => "wallet.yourself",
            Self::DirectOnly => "wallet.direct_only",
            Self::GroupOnly => "wallet.group_only",
            Self::NoteInvalid { .. } => "wallet.note_invalid",
            Self::CoverInvalid => "wallet.cover_invalid",
            Self::SharesInvalid { .. } => "wallet.shares_invalid",
            Self::ShareInvalid { .. } => "wallet.share_invalid",
            Self::SplitInvalid => "wallet.split_invalid",
            Self::DrawUnavailable => "wallet.draw_unavailable",
            Self::BankAccountInvalid(_) => "wallet.bank_account_invalid",
            Self::PayCodeInvalid => "wallet.pay_code_invalid",
            Self::SettingsInvalid(_) => "wallet.settings_invalid",
            Self::ReasonInvalid { .. } => "wallet.reason_invalid",
            Self::NotEmpty => "wallet.not_empty",
            Self::OverUnclaimed { .. } => "wallet.over_unclaimed",
            Self::StatementChanged { .. } => "wallet.statement_changed",
            Self::StatementInvalid { .. } => "wallet.statement_invalid",
            Self::StatementWaits { .. } => "wallet.statement_waits",
            Self::LineOpen { .. } => "wallet.line_open",
            Self::LineTooSmall { .. } => "wallet.line_too_small",
            Self::BankUnavailable => "wallet.bank_unavailable",
            Self::CursorInvalid => "wallet.cursor_invalid",
            Self::Refused(_) => "wallet.refused",
            Self::Account(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        Some(match self {
            Self::TermsChanged { version } => json!({ "version": version }),
            Self::WrongPin { left } => json!({ "left": left }),
            Self::PinLocked { retry_after } => {
                let seconds = retry_after.as_millis().div_ceil(1000);
                json!({ "retry_after_seconds": u64::try_from(seconds).unwrap_or(u64::MAX) })
            }
            Self::PinResetWaits { ready_at } => json!({ "ready_at": ready_at }),
            Self::AmountInvalid { step } => json!({ "step": step }),
            Self::CurrencyMismatch { currency } => json!({ "currency": currency }),
            Self::InsufficientFunds { missing } => json!({ "missing": missing }),
            Self::OverPaymentLimit { limit } => json!({ "limit": limit }),
            Self::OverDayLimit { left } | Self::OverUnclaimed { left } => json!({ "left": left }),
            Self::WithdrawalTooSmall { min } => json!({ "min": min }),
            Self::ClientIdInvalid { limit }
            | Self::TooManyWithdrawals { limit }
            | Self::NoteInvalid { limit }
            | Self::ReasonInvalid { limit } => json!({ "limit": limit }),
            Self::SharesInvalid { limit } => json!({ "limit": limit }),
            Self::ShareInvalid { min, max } => json!({ "min": min, "max": max }),
            Self::AlreadySettled { state } => json!({ "state": state }),
            Self::BankAccountInvalid(problem) => json!({ "problem": problem }),
            Self::StatementInvalid { problem, .. } | Self::StatementWaits { problem, .. } => {
                json!({ "problem": problem })
            }
            Self::LineTooSmall { least } => json!({ "least": least }),
            Self::LineOpen {
                statement,
                reference,
            } => json!({ "statement": statement, "reference": reference }),
            Self::Account(error) => return error.details(),
            Self::Ledger(error) => return error.details(),
            Self::Store(error) => return error.details(),
            _ => return None,
        })
    }

    fn fault(&self) -> Fault {
        match self {
            Self::Account(error) => error.fault(),
            Self::Ledger(error) => error.fault(),
            Self::Store(error) => error.fault(),
            own => {
                let code = own.code();
                let kind = Self::CATALOGUE
                    .iter()
                    .find(|(listed, ..)| *listed == code)
                    .map_or(FaultKind::Internal, |(_, kind, _)| *kind);
                Fault {
                    kind,
                    code,
                    message: own.to_string(),
                    details: own.details(),
                }
            }
        }
    }
}
