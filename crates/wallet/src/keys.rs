//! The tables of wallets, the ledger accounts of the cell, and the ids of payments.

use sapa_kernel::{AccountId, Id, MerchantId, PaymentId, Timestamp};
use sapa_ledger::LedgerId;
use sapa_store::{Descending, Table, prefixes};
use sha2::{Digest, Sha256};

use crate::merchant::model::{
    MerchantRow, NotificationRow, OrderRow, PayoutRow, PriceListRow, RefundRow,
};
use crate::model::{
    BankEntryRow, CellRow, ClaimRow, DirectRow, InspectionRow, PacketRow, PinAttemptsRow,
    PinResetRow, PinRow, RejectedFileRow, RequestRow, StatementRow, TransferRow, UnclaimedRow,
    WaitingFileRow, WalletRow, WithdrawalRow,
};

pub(crate) const CELL: Table<(), CellRow> = Table::new(prefixes::WALLET_CELL);
pub(crate) const WALLETS: Table<(AccountId,), WalletRow> = Table::new(prefixes::WALLET_WALLETS);
pub(crate) const PINS: Table<(AccountId,), PinRow> = Table::new(prefixes::WALLET_PINS);
pub(crate) const PIN_ATTEMPTS: Table<(AccountId,), PinAttemptsRow> =
    Table::new(prefixes::WALLET_PIN_ATTEMPTS);
pub(crate) const PIN_RESETS: Table<(AccountId,), PinResetRow> =
    Table::new(prefixes::WALLET_PIN_RESETS);
pub(crate) const TRANSFERS: Table<(PaymentId,), TransferRow> =
    Table::new(prefixes::WALLET_TRANSFERS);
pub(crate) const DIRECTS: Table<(PaymentId,), DirectRow> = Table::new(prefixes::WALLET_DIRECTS);
pub(crate) const REQUESTS: Table<(PaymentId,), RequestRow> = Table::new(prefixes::WALLET_REQUESTS);
/// The request or bill that a payment paid, by the payment: statements know payments.
pub(crate) const REQUESTS_PAID: Table<(PaymentId,), PaymentId> =
    Table::new(prefixes::WALLET_REQUESTS_PAID);
pub(crate) const PACKETS: Table<(PaymentId,), PacketRow> = Table::new(prefixes::WALLET_PACKETS);
/// Packets that have not closed, by their sender.
pub(crate) const PACKETS_OPEN: Table<(AccountId, PaymentId), ()> =
    Table::new(prefixes::WALLET_PACKETS_OPEN);
pub(crate) const CLAIMS: Table<(PaymentId, AccountId), ClaimRow> =
    Table::new(prefixes::WALLET_CLAIMS);
pub(crate) const WITHDRAWALS: Table<(PaymentId,), WithdrawalRow> =
    Table::new(prefixes::WALLET_WITHDRAWALS);
/// Withdrawals that the bank has not settled, in the order in which they were asked for.
pub(crate) const WITHDRAWALS_OPEN: Table<(Timestamp, PaymentId), ()> =
    Table::new(prefixes::WALLET_WITHDRAWALS_OPEN);
/// The same, by whose they are.
pub(crate) const WITHDRAWALS_OF: Table<(AccountId, PaymentId), ()> =
    Table::new(prefixes::WALLET_WITHDRAWALS_OF);
/// Those of them that stand in no message to the bank, but for those of frozen wallets.
pub(crate) const WITHDRAWALS_QUEUE: Table<(Timestamp, PaymentId), ()> =
    Table::new(prefixes::WALLET_WITHDRAWALS_QUEUE);
/// Those of them that stand in the message of which nobody has said that it was sent: there is one at a time.
pub(crate) const WITHDRAWALS_BEGUN: Table<(Timestamp, PaymentId), ()> =
    Table::new(prefixes::WALLET_WITHDRAWALS_BEGUN);
/// By the deleted account, then the payment: what came from its wallet, and what was given to somebody.
pub(crate) const UNCLAIMED_MONEY: Table<(AccountId, PaymentId), UnclaimedRow> =
    Table::new(prefixes::WALLET_UNCLAIMED);
/// By what people write on a bank transfer.
pub(crate) const REFERENCES: Table<(String,), AccountId> = Table::new(prefixes::WALLET_REFERENCES);
/// By statement and the entry's reference.
pub(crate) const BANK_ENTRIES: Table<(String, String), BankEntryRow> =
    Table::new(prefixes::WALLET_BANK_ENTRIES);
pub(crate) const STATEMENTS: Table<(String,), StatementRow> =
    Table::new(prefixes::WALLET_STATEMENTS);
/// Statements in the order of their booking, the newest first.
pub(crate) const STATEMENT_ORDER: Table<(Descending<u64>,), String> =
    Table::new(prefixes::WALLET_STATEMENT_ORDER);
/// Which statement has what the bank names so: its reference, the direction, the amount and the day.
pub(crate) const BANK_LINES: Table<([u8; 32],), String> = Table::new(prefixes::WALLET_BANK_LINES);
/// Which statement said the same, by the hash of it.
pub(crate) const STATEMENT_CONTENTS: Table<([u8; 32],), String> =
    Table::new(prefixes::WALLET_STATEMENT_CONTENTS);
/// Statements that an operator says are no copies, and when they said so.
pub(crate) const ACCEPTED_STATEMENTS: Table<(String,), Timestamp> =
    Table::new(prefixes::WALLET_ACCEPTED_STATEMENTS);
/// Lines that somebody has to look at, by when they were booked at the bank; then statement and reference.
pub(crate) const BANK_LINES_OPEN: Table<(Timestamp, String, String), ()> =
    Table::new(prefixes::WALLET_BANK_LINES_OPEN);
/// Files that cannot be booked before another one, by name.
pub(crate) const WAITING_FILES: Table<(String,), WaitingFileRow> =
    Table::new(prefixes::WALLET_WAITING_FILES);
/// Files that could not be booked, the newest first, by name.
pub(crate) const REJECTED_FILES: Table<(Descending<Timestamp>, String), RejectedFileRow> =
    Table::new(prefixes::WALLET_REJECTED_FILES);
pub(crate) const PAY_CODES: Table<(String,), AccountId> = Table::new(prefixes::WALLET_PAY_CODES);
pub(crate) const PAY_CODE_OF: Table<(AccountId,), String> =
    Table::new(prefixes::WALLET_PAY_CODE_OF);
/// By time, then a payment id made for the occasion.
pub(crate) const INSPECTIONS: Table<(Timestamp, PaymentId), InspectionRow> =
    Table::new(prefixes::WALLET_INSPECTIONS);

pub(crate) const MERCHANTS: Table<(MerchantId,), MerchantRow> =
    Table::new(prefixes::WALLET_MERCHANTS);
pub(crate) const MERCHANTS_OF: Table<(AccountId, MerchantId), ()> =
    Table::new(prefixes::WALLET_MERCHANTS_OF);
/// By the hash of the secret that the merchant's server shows.
pub(crate) const MERCHANT_TOKENS: Table<([u8; 32],), MerchantId> =
    Table::new(prefixes::WALLET_MERCHANT_TOKENS);
pub(crate) const ORDERS: Table<(PaymentId,), OrderRow> = Table::new(prefixes::WALLET_ORDERS);
/// By merchant, the newest first.
pub(crate) const ORDERS_OF: Table<(MerchantId, Descending<Timestamp>, PaymentId), ()> =
    Table::new(prefixes::WALLET_ORDERS_OF);
pub(crate) const REFUNDS: Table<(PaymentId,), RefundRow> = Table::new(prefixes::WALLET_REFUNDS);
/// By order, then refund.
pub(crate) const REFUNDS_OF: Table<(PaymentId, PaymentId), ()> =
    Table::new(prefixes::WALLET_REFUNDS_OF);
pub(crate) const PAYOUTS: Table<(PaymentId,), PayoutRow> = Table::new(prefixes::WALLET_PAYOUTS);
/// By merchant, then the order or refund.
pub(crate) const NOTIFICATIONS: Table<(MerchantId, PaymentId), NotificationRow> =
    Table::new(prefixes::WALLET_NOTIFICATIONS);
/// By app id.
pub(crate) const PRICE_LISTS: Table<(String,), PriceListRow> =
    Table::new(prefixes::WALLET_PRICE_LISTS);

/// What the cell has at its bank.
pub const BANK: LedgerId = LedgerId(1);
/// Money that came in, or left, for reasons that nobody knows yet.
pub const SUSPENSE: LedgerId = LedgerId(2);
/// Money of accounts that were deleted.
pub const UNCLAIMED: LedgerId = LedgerId(3);

/// What a ledger account is for: its code in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Purpose {
    /// A person's wallet.
    Person = 1,
    /// A red packet.
    Packet = 2,
    /// [`BANK`].
    Bank = 3,
    /// [`SUSPENSE`].
    Suspense = 4,
    /// [`UNCLAIMED`].
    Unclaimed = 5,
    /// A merchant's.
    Merchant = 6,
}

/// What a ledger transfer is for: its code in the ledger. Its `user_data` is the payment's id.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[repr(u16)]
pub enum PaymentKind {
    /// Money that came from the person's bank.
    TopUp = 1,
    /// Money that goes to the person's bank.
    Withdrawal = 2,
    /// Between friends, in a chat.
    Transfer = 3,
    /// Put into a red packet.
    PacketSent = 4,
    /// Taken from a red packet.
    PacketShare = 5,
    /// Came back from a red packet.
    PacketRefund = 6,
    /// Paid because somebody asked, or split a bill.
    Request = 7,
    /// Paid by a pay code.
    PayCode = 8,
    /// Left behind by a deleted account, or given to somebody of that.
    Unclaimed = 9,
    /// Money of unknown origin that the operator gave to its owner, or what is between bank and suspense.
    Bank = 10,
    /// Paid for a merchant's order.
    Order = 11,
    /// Came back for a merchant's order.
    OrderRefund = 12,
    /// What a merchant's owner took into their wallet.
    MerchantPayout = 13,
}

impl PaymentKind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::TopUp,
        Self::Withdrawal,
        Self::Transfer,
        Self::PacketSent,
        Self::PacketShare,
        Self::PacketRefund,
        Self::Request,
        Self::PayCode,
        Self::Unclaimed,
        Self::Bank,
        Self::Order,
        Self::OrderRefund,
        Self::MerchantPayout,
    ];

    /// The kind with this code.
    pub fn of_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u16 == code)
    }
}

/// Payments that carry a client's own id: part of what the id is made of, so that one `client_id` may serve
/// two verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Transfer,
    Packet,
    Request,
    PayRequest,
    PayCode,
    Withdraw,
    /// Bound to the deleted account, not to the operator who pays.
    PayUnclaimed,
    /// An order from a program's price list.
    OrderFromList,
    MerchantPayout,
}

impl Verb {
    fn name(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Packet => "packet",
            Self::Request => "request",
            Self::PayRequest => "pay_request",
            Self::PayCode => "pay_code",
            Self::Withdraw => "withdraw",
            Self::PayUnclaimed => "pay_unclaimed",
            Self::OrderFromList => "order_from_list",
            Self::MerchantPayout => "merchant_payout",
        }
    }
}

/// The id of the payment that this actor makes by this verb with this id of their own. It is bound to all three: nobody
/// can name an id that somebody else's call would make. It begins with the actor's birth cell, as every id does.
pub(crate) fn payment_id(actor: AccountId, verb: Verb, client_id: &str) -> PaymentId {
    let digest = Sha256::new()
        .chain_update(b"sapa payment\0")
        .chain_update(actor.to_bytes())
        .chain_update(verb.name())
        .chain_update([0])
        .chain_update(client_id)
        .finalize();
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&actor.to_bytes()[..4]);
    bytes[4..].copy_from_slice(&digest[..12]);
    PaymentId::from_bytes(bytes)
}

/// The id of a payment that no person asked for: what a bank's statement says.
pub(crate) fn bank_payment_id(statement: &str, entry: &str) -> PaymentId {
    let digest = Sha256::new()
        .chain_update(b"sapa bank entry\0")
        .chain_update(statement)
        .chain_update([0])
        .chain_update(entry)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    PaymentId::from_bytes(bytes)
}

/// The id of what a merchant's server names by a number of its own: an order or a refund. It is bound to the merchant, and
/// begins with its owner's birth cell.
pub(crate) fn merchant_payment_id(
    owner: AccountId,
    merchant: MerchantId,
    what: &str,
    number: &str,
) -> PaymentId {
    let digest = Sha256::new()
        .chain_update(b"sapa merchant\0")
        .chain_update(merchant.number().to_be_bytes())
        .chain_update(what)
        .chain_update([0])
        .chain_update(number)
        .finalize();
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&owner.to_bytes()[..4]);
    bytes[4..].copy_from_slice(&digest[..12]);
    PaymentId::from_bytes(bytes)
}

/// The ledger account of a merchant: its number. The cell's own are smaller, people's and packets' begin with a cell.
pub fn merchant_account(merchant: MerchantId) -> LedgerId {
    LedgerId(u128::from(merchant.number()))
}

/// The ledger's id of a payment's `number`th transfer.
pub(crate) fn transfer_id(payment: PaymentId, number: u32) -> LedgerId {
    LedgerId(u128::from_be_bytes(payment.to_bytes()).wrapping_add(u128::from(number) + 1))
}
