//! Rows of wallets, payments, red packets and what the bank said.

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use sapa_bank::{BankAccount, SignedAmount};
use sapa_kernel::{AccountId, Amount, ConversationId, Currency, Money, PaymentId, Timestamp};
use serde::{Deserialize, Serialize};

/// What an operator has set for the whole cell.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct CellRow {
    #[n(0)]
    pub(crate) currency: Currency,
    #[n(1)]
    pub(crate) terms: String,
    /// Counts the changes of the terms, from 1.
    #[n(2)]
    pub(crate) terms_version: u32,
    #[n(3)]
    #[cbor(default)]
    pub(crate) wallets: u64,
}

/// How well a person is known to the operator: decides their limits.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Level {
    /// Nobody has checked who they are.
    #[n(0)]
    Basic,
    /// The operator has checked who they are.
    #[n(1)]
    Verified,
}

/// Why nothing moves in a wallet.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct FreezeRow {
    #[n(0)]
    pub(crate) at: Timestamp,
    #[n(1)]
    pub(crate) reason: String,
}

/// A person's wallet. Its money is in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct WalletRow {
    #[n(0)]
    pub(crate) opened_at: Timestamp,
    #[n(1)]
    pub(crate) terms_version: u32,
    #[n(2)]
    pub(crate) currency: Currency,
    #[n(3)]
    pub(crate) level: Level,
    #[n(4)]
    pub(crate) frozen: Option<FreezeRow>,
    /// The day, counted from 1970 in the cell's time, of which `spent` speaks.
    #[n(5)]
    pub(crate) day: i64,
    #[n(6)]
    pub(crate) spent: Amount,
    /// What the person writes on a bank transfer to top up.
    #[n(7)]
    pub(crate) reference: String,
    /// The account was deleted: money that comes back goes to the cell's unclaimed money.
    #[n(8)]
    #[cbor(default)]
    pub(crate) abandoned: bool,
}

/// What is kept of a payment PIN.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PinRow {
    #[n(0)]
    pub(crate) memory_kib: u32,
    #[n(1)]
    pub(crate) passes: u32,
    #[n(2)]
    pub(crate) lanes: u32,
    #[n(3)]
    pub(crate) salt: ByteArray<16>,
    #[n(4)]
    pub(crate) hash: ByteArray<32>,
}

/// Attempts on a PIN.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PinAttemptsRow {
    #[n(0)]
    pub(crate) count: u32,
    #[n(1)]
    pub(crate) blocked_until: Timestamp,
    #[n(2)]
    pub(crate) cool_downs: u32,
    #[n(3)]
    pub(crate) last_at: Timestamp,
}

/// A forgotten PIN that may be set anew after a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PinResetRow {
    #[n(0)]
    pub(crate) asked_at: Timestamp,
    #[n(1)]
    pub(crate) ready_at: Timestamp,
}

/// What has become of a transfer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum TransferState {
    /// The receiver has not answered.
    #[n(0)]
    Waiting,
    /// The receiver has it.
    #[n(1)]
    Accepted,
    /// The receiver did not want it: the sender has it back.
    #[n(2)]
    Declined,
    /// Nobody answered in time: the sender has it back.
    #[n(3)]
    Returned,
}

/// Money from one person to another, in their chat.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct TransferRow {
    #[n(0)]
    pub(crate) from: AccountId,
    #[n(1)]
    pub(crate) to: AccountId,
    #[n(2)]
    pub(crate) money: Money,
    #[n(3)]
    pub(crate) note: Option<String>,
    #[n(4)]
    pub(crate) conversation: ConversationId,
    #[n(5)]
    pub(crate) message_no: u64,
    #[n(6)]
    pub(crate) state: TransferState,
    #[n(7)]
    pub(crate) sent_at: Timestamp,
    #[n(8)]
    pub(crate) expires_at: Timestamp,
    #[n(9)]
    pub(crate) settled_at: Option<Timestamp>,
}

/// A payment that is made at once: to whom a pay code belongs.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct DirectRow {
    #[n(0)]
    pub(crate) from: AccountId,
    #[n(1)]
    pub(crate) to: AccountId,
    #[n(2)]
    pub(crate) money: Money,
    #[n(3)]
    pub(crate) note: Option<String>,
    #[n(4)]
    pub(crate) paid_at: Timestamp,
}

/// What has become of one person's part of a request.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum ShareState {
    /// Not paid yet.
    #[n(0)]
    Open,
    /// Paid.
    #[n(1)]
    Paid,
    /// The person will not pay.
    #[n(2)]
    Declined,
}

/// One person's part of a request.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ShareRow {
    #[n(0)]
    pub(crate) account: AccountId,
    #[n(1)]
    pub(crate) amount: Amount,
    #[n(2)]
    pub(crate) state: ShareState,
    #[n(3)]
    pub(crate) at: Option<Timestamp>,
}

/// Somebody asks others for money: one friend, or some members of a group who split a bill.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RequestRow {
    #[n(0)]
    pub(crate) asker: AccountId,
    #[n(1)]
    pub(crate) currency: Currency,
    /// The whole bill: what is asked for, and the asker's own part.
    #[n(2)]
    pub(crate) total: Amount,
    #[n(3)]
    pub(crate) note: Option<String>,
    #[n(4)]
    pub(crate) conversation: ConversationId,
    #[n(5)]
    pub(crate) message_no: u64,
    #[n(6)]
    pub(crate) asked_at: Timestamp,
    #[n(7)]
    pub(crate) cancelled_at: Option<Timestamp>,
    #[n(8)]
    pub(crate) shares: Vec<ShareRow>,
    /// Members of a group split a bill; else one friend is asked.
    #[n(9)]
    #[cbor(default)]
    pub(crate) split: bool,
}

/// How a red packet is divided.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum PacketKind {
    /// Every share is the same.
    #[n(0)]
    Normal,
    /// Every share is drawn.
    #[n(1)]
    Lucky,
    /// One share, for one named member.
    #[n(2)]
    Exclusive,
}

/// Whether a red packet can still be opened.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum PacketState {
    /// It can.
    #[n(0)]
    Open,
    /// Every share has been taken.
    #[n(1)]
    Finished,
    /// Its time is over: what was left went back.
    #[n(2)]
    Returned,
}

/// A red packet. Its money is in a ledger account of its own.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PacketRow {
    #[n(0)]
    pub(crate) sender: AccountId,
    #[n(1)]
    pub(crate) conversation: ConversationId,
    #[n(2)]
    pub(crate) message_no: u64,
    #[n(3)]
    pub(crate) kind: PacketKind,
    #[n(4)]
    pub(crate) currency: Currency,
    #[n(5)]
    pub(crate) total: Amount,
    #[n(6)]
    pub(crate) shares: u32,
    #[n(7)]
    pub(crate) taken: u32,
    #[n(8)]
    pub(crate) taken_amount: Amount,
    #[n(9)]
    pub(crate) greeting: Option<String>,
    #[n(10)]
    pub(crate) cover: String,
    /// Exclusive: for whom.
    #[n(11)]
    pub(crate) only_for: Option<AccountId>,
    #[n(12)]
    pub(crate) sent_at: Timestamp,
    #[n(13)]
    pub(crate) expires_at: Timestamp,
    #[n(14)]
    pub(crate) closed_at: Option<Timestamp>,
    #[n(15)]
    pub(crate) state: PacketState,
    /// Lucky: SHA-256 of the seed, from the beginning.
    #[n(16)]
    pub(crate) commitment: Option<ByteArray<32>>,
    /// Lucky: the seed, once the packet has closed.
    #[n(17)]
    pub(crate) seed: Option<ByteArray<32>>,
}

/// One share of a red packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ClaimRow {
    /// In the order in which they were taken, from 0.
    #[n(0)]
    pub(crate) index: u32,
    #[n(1)]
    pub(crate) amount: Amount,
    #[n(2)]
    pub(crate) at: Timestamp,
}

/// What has become of a withdrawal.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum WithdrawalState {
    /// The bank has not been told.
    #[n(0)]
    Waiting,
    /// The bank has been told.
    #[n(1)]
    Sent,
    /// The bank has paid it out.
    #[n(2)]
    Done,
    /// The bank could not pay it out: the money is back.
    #[n(3)]
    Returned,
    /// The operator took it back before the bank paid it out: the money is back.
    #[n(4)]
    Withdrawn,
}

/// Money that leaves for a person's account at a bank.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct WithdrawalRow {
    #[n(0)]
    pub(crate) account: AccountId,
    #[n(1)]
    pub(crate) money: Money,
    #[n(2)]
    pub(crate) holder: String,
    #[n(3)]
    pub(crate) to: BankAccount,
    #[n(4)]
    pub(crate) state: WithdrawalState,
    #[n(5)]
    pub(crate) asked_at: Timestamp,
    /// The message to the bank that it belongs to.
    #[n(6)]
    pub(crate) message: Option<MessageRow>,
    #[n(7)]
    pub(crate) settled_at: Option<Timestamp>,
    /// The bank's code for why it came back.
    #[n(8)]
    pub(crate) reason: Option<String>,
    /// It was paid out by a line of the bank that did not say so: an operator did.
    #[n(9)]
    #[cbor(default)]
    pub(crate) matched: bool,
    /// How often it left once more, and the bank has not taken that back.
    #[n(10)]
    #[cbor(default)]
    pub(crate) again: u32,
}

impl WithdrawalRow {
    /// Whether its owner has the money again.
    pub(crate) fn is_back(&self) -> bool {
        matches!(
            self.state,
            WithdrawalState::Returned | WithdrawalState::Withdrawn
        )
    }
}

/// A message to the bank. What it says is decided once, so that sending it again sends the same.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct MessageRow {
    #[n(0)]
    pub(crate) id: String,
    #[n(1)]
    pub(crate) made_at: Timestamp,
}

/// A file of the bank that could not be booked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RejectedFileRow {
    #[n(0)]
    pub(crate) sha256: ByteArray<32>,
    #[n(1)]
    pub(crate) reason: String,
}

/// A file of the bank that cannot be booked yet.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct WaitingFileRow {
    #[n(0)]
    pub(crate) since: Timestamp,
    #[n(1)]
    pub(crate) reason: String,
}

/// What became of one line of a bank statement.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum BookedAs {
    /// Money for a wallet.
    #[n(0)]
    TopUp,
    /// A withdrawal that was paid out.
    #[n(1)]
    Withdrawal,
    /// A withdrawal that came back.
    #[n(2)]
    WithdrawalReturned,
    /// Money that came in without a reference that belongs to a wallet.
    #[n(3)]
    UnknownReference,
    /// Money that came in with an amount that nobody can pay here.
    #[n(4)]
    OffStep,
    /// Money that left and that nobody here asked for.
    #[n(5)]
    UnknownDebit,
    /// A withdrawal that left with another amount than was asked for.
    #[n(6)]
    WrongAmount,
    /// The operator gave money of unknown origin to a wallet.
    #[n(7)]
    Resolved,
    /// The operator said which withdrawal it paid out.
    #[n(8)]
    Matched,
}

/// One line of a bank statement.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct BankEntryRow {
    #[n(0)]
    pub(crate) money: Money,
    #[n(1)]
    pub(crate) credit: bool,
    #[n(2)]
    pub(crate) booked_at: Timestamp,
    #[n(3)]
    pub(crate) booked_as: BookedAs,
    #[n(4)]
    pub(crate) account: Option<AccountId>,
    #[n(5)]
    pub(crate) counterparty: Option<String>,
    #[n(6)]
    pub(crate) remittance: String,
    /// What an operator wrote who has looked at it, and settled it outside.
    #[n(7)]
    pub(crate) closed: Option<String>,
    /// The withdrawal that it names, or that an operator has named.
    #[n(8)]
    pub(crate) withdrawal: Option<PaymentId>,
}

/// A bank statement that has been booked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct StatementRow {
    #[n(0)]
    pub(crate) sha256: ByteArray<32>,
    #[n(1)]
    pub(crate) booked_at: Timestamp,
    /// What was on the account before; or was owed, if `opening_owed` says so.
    #[n(2)]
    pub(crate) opening: Amount,
    #[n(3)]
    pub(crate) closing: Amount,
    #[n(4)]
    pub(crate) entries: u32,
    #[n(5)]
    pub(crate) differences: u32,
    /// What the ledger said that the cell has at its bank, after booking.
    #[n(6)]
    pub(crate) ledger: Amount,
    /// Lines that are not booked yet: a long statement is booked in parts.
    #[n(7)]
    #[cbor(default)]
    pub(crate) left: u32,
    /// The bank's number of it.
    #[n(8)]
    pub(crate) sequence: Option<u64>,
    /// Until when it speaks.
    #[n(9)]
    pub(crate) until: Option<Timestamp>,
    #[n(10)]
    #[cbor(default)]
    pub(crate) opening_owed: bool,
    #[n(11)]
    #[cbor(default)]
    pub(crate) closing_owed: bool,
    #[n(12)]
    #[cbor(default)]
    pub(crate) ledger_owed: bool,
}

impl StatementRow {
    pub(crate) fn opening(&self) -> SignedAmount {
        balance(self.opening, self.opening_owed)
    }

    pub(crate) fn closing(&self) -> SignedAmount {
        balance(self.closing, self.closing_owed)
    }

    pub(crate) fn ledger(&self) -> SignedAmount {
        balance(self.ledger, self.ledger_owed)
    }
}

fn balance(amount: Amount, owed: bool) -> SignedAmount {
    match owed {
        true => SignedAmount::debit(amount),
        false => SignedAmount::credit(amount),
    }
}

/// That an operator looked at somebody's wallet, or said whose money something is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct InspectionRow {
    #[n(0)]
    pub(crate) operator: Option<AccountId>,
    /// None: a line of the bank that is nobody's here.
    #[n(1)]
    pub(crate) account: Option<AccountId>,
    #[n(2)]
    pub(crate) reason: String,
}

/// Money that a deleted account left, or that somebody was given of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct UnclaimedRow {
    #[n(0)]
    pub(crate) money: Money,
    #[n(1)]
    pub(crate) at: Timestamp,
    /// Who was given it; none: it was left.
    #[n(2)]
    pub(crate) to: Option<AccountId>,
}
