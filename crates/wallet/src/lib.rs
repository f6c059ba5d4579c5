//! People's money: wallets, transfers, requests, red packets, top-ups and withdrawals, on the ledger.
//!
//! # Invariants
//! - Money moves in the ledger alone; rows here say what a movement means. A movement and its row are one transaction.
//! - Every payment's id is made of its actor, its verb and a `client_id`: the same again is the same payment, and nobody can
//!   name another person's.
//! - Nothing is in two places: money that waits is held in its sender's account, or lies in a packet's own.
//! - A red packet's claims and refund are together what was put in. One share for one person; a share is drawn from a seed that
//!   nobody can read before the packet closes, and anybody can check after.
//! - Deadlines hold on access, also when the job that acts on them is late.
//! - An attempt on a PIN is counted, durably, before the PIN is checked.
//! - The cell's bank account in the ledger says what the last statement of the bank says.
//! - Nobody sees somebody else's balance; an operator sees one wallet only with a reason that its owner reads.
//!
//! # What is absent
//! - Cards and conversations: verbs answer with what shall be said, and `flows` says it.
//! - Who is friends with whom, or a member of what: the caller has checked it.
//! - Files and the bank's ways: [`book_statement`] and [`next_message`] are what the node calls.
//! - Several currencies in one wallet.
//! - HTTP to merchants' servers: [`to_tell`] says what to send, the node sends it.

mod abandon;
pub mod audit;
mod book;
mod book_entry;
mod change_pin;
mod difference;
mod draw;
mod error;
mod keys;
mod me;
mod merchant;
mod model;
mod movement;
mod notes;
mod open;
mod open_in_bulk;
mod open_packet;
mod operators;
mod packet;
mod pay_code;
mod pin;
mod policy;
mod purse;
mod receipts;
mod reconcile;
mod request;
mod send_packet;
mod settings;
mod statement;
mod transfer;
mod unclaimed;
mod withdraw;
mod withdrawal_lists;

pub use abandon::{against_deletion, check_empty, forget_account};
pub use book::{
    AcceptStatement, Booked, accept_statement, book_statement, forget_waiting_file,
    note_rejected_file, note_waiting_file,
};
pub use change_pin::{
    PIN_RESET_WAIT, PIN_RESET_WINDOW, PinResetAsked, ask_pin_reset, cancel_pin_reset, change_pin,
    drop_pin_reset, finish_pin_reset,
};
pub use difference::{
    CloseDifference, MatchWithdrawal, ResolveDifference, close_difference, match_withdrawal,
    resolve_difference,
};
pub use draw::draw;
pub use error::Error;
pub use keys::{BANK, PaymentKind, Purpose, SUSPENSE, UNCLAIMED, merchant_account};
pub use me::{
    OpenWallet, PacketLimits, Wallet, WalletState, WithdrawalLimits, check_top_up, me, reference_of,
};
pub use merchant::{
    ANSWER_WITHIN, BACK_OFF, CLOSE_ORDER_JOB, DEFAULT_ORDER_LIFETIME, FreezeMerchant, KEY_BITS,
    MAX_COUNT, MAX_LINES, MAX_MERCHANT_NAME, MAX_MERCHANTS, MAX_ORDER_LIFETIME, MAX_PEM_BYTES,
    MAX_PRICES, MAX_REFUNDS, MERCHANT_TOKEN_PREFIX, MerchantAccount, MerchantError, MerchantInput,
    MerchantList, MerchantPage, MerchantSums, Merchants, NOTIFY_JOB, NewListOrder, NewOrder,
    NewPayout, NewRefund, Notification, NotificationList, NotificationPage, NotificationState,
    NotifyAgain, OpenMerchant, Order, OrderInput, OrderItem, OrderLine, OrderList, OrderPage,
    OrderPaid, OrderStage, OrderState, OrderToPay, OwnRefund, PayOrder, PaymentInput, Payout,
    Price, PriceList, PriceListInput, Refund, RefundInput, SetMerchantKey, SetPriceList, Told,
    attempted, check_manages, close_order, create_order, expire_order, freeze_merchant,
    list_merchants, merchant, merchants_of, notifications, notify_again, open_merchant,
    order_from_list, order_of, order_to_pay, orders_of_merchant, paid_order, pay_order, payout,
    price_list, refund_of, refund_order, refund_own_order, set_key, set_price_list, set_secret,
    to_tell, unfreeze_merchant, with_token,
};
pub use model::{
    BookedAs, Level, PacketKind, PacketState, ShareState, TransferState, WithdrawalState,
};
pub use open::{AcceptTerms, REFERENCE_SECRETS, accept_terms, open};
pub use open_in_bulk::{MAX_BULK, OpenInBulk, OpenedInBulk, open_in_bulk};
pub use open_packet::{Opened, PacketOpened, PacketReturned, expire_packet, open_packet};
pub use operators::{
    Inspected, Inspection, InspectionList, Inspections, Overview, SetLevel, WithReason, freeze,
    inspect, inspections, overview, set_level, unfreeze,
};
pub use packet::{
    Claim, Packet, PacketInput, PacketPage, PacketStates, PacketStatus, packet, packet_place,
    packet_status,
};
pub use pay_code::{
    NewPayment, PAY_CODE_SECRETS, Paid, PayCode, PayCodeInput, ScannedCode, pay, pay_code,
    resolve_pay_code,
};
pub use pin::{PinAttempt, PinPass, PinVerifier, begin_pin_check, check_pin, forgive};
pub use policy::{CurrencyLimits, Keys, LevelLimits, Policy};
pub use receipts::{Receipt, ReceiptKind};
pub use reconcile::{
    BookedStatement, Difference, NamedWithdrawal, Reconciliation, RejectedFile, SLOW_WITHDRAWAL,
    SlowWithdrawal, WaitingFile, reconciliation, waiting_files,
};
pub use request::{
    NewRequest, NewShare, NewSplit, Request, RequestChanged, Share, asked_before, cancel_request,
    decline_request, pay_request, request, request_card_is_at, request_of, request_place, split,
    split_before,
};
pub use send_packet::{
    EXPIRE_PACKET_JOB, NewPacket, PACKET_LIFETIME, PacketPlace, packet_before, packet_card_is_at,
    send_packet,
};
pub use settings::{Terms, UpdateWalletSettings, WalletSettings, settings, terms, update_settings};
pub use statement::{
    Direction, Line, StatementFile, StatementInput, StatementPage, statement_csv, statement_of,
};
pub use transfer::{
    EXPIRE_TRANSFER_JOB, NewTransfer, Payment, Settled, TRANSFER_LIFETIME, Transfer,
    accept_transfer, decline_transfer, expire_transfer, sent_before, transfer, transfer_card_is_at,
    transfer_of,
};
pub use unclaimed::{
    PayUnclaimed, Unclaimed, UnclaimedList, UnclaimedPage, pay_unclaimed, unclaimed,
};
pub use withdraw::{
    BankMessage, NewWithdrawal, ReturnWithdrawal, Withdrawal, message_sent, next_message,
    return_withdrawal, withdraw, withdrawal,
};

use sapa_kernel::AccountId;
use sapa_store::{Event, Topic, Tx};

/// Event on an account's topic: the wallet is another than before; read it again.
pub const CHANGED: &str = "wallet.changed";
/// Event on the topic of a packet's sender: somebody took a share. Its body is the packet's id.
pub const PACKET_CLAIMED: &str = "wallet.packet_claimed";

/// Digits of a payment PIN.
pub const PIN_DIGITS: usize = 6;
/// Wrong PINs that lead to a pause.
pub const PIN_FAILURES: u32 = 5;
/// Characters of a note or greeting.
pub const MAX_NOTE: usize = 50;
/// Characters of an operator's reason.
pub const MAX_REASON: usize = 200;
/// Characters of an operator's reason, at least.
pub const MIN_REASON: usize = 3;
/// Characters of a client's own id.
pub const MAX_CLIENT_ID: usize = 64;
/// Bytes of the terms.
pub const MAX_TERMS_BYTES: usize = 16 << 10;
/// People who are asked to pay a part of one bill.
pub const MAX_SPLIT: usize = 100;
/// Characters of the name of a bank account's holder.
pub const MAX_HOLDER: usize = 70;
/// Withdrawals of one person that the bank has not settled.
pub const MAX_OPEN_WITHDRAWALS: usize = 20;
/// Withdrawals that one message to the bank has.
pub const MAX_MESSAGE_ORDERS: usize = 500;
/// Lines of a bank statement that are booked in one transaction: a longer one is booked in parts.
pub const MAX_STATEMENT_PART: usize = 2_000;
/// Rows of the ledger's history that one part of an exported statement reads, and so the most lines that it has.
pub const MAX_EXPORT: usize = 10_000;
/// How red packets can look.
pub const COVERS: &[&str] = &["classic", "lantern", "batik", "wave"];

/// Tells an account's devices that its wallet is another than before.
pub(crate) fn changed(tx: &mut Tx<'_>, account: AccountId) {
    tx.emit(Event::new(Topic::Account(account), CHANGED, &()));
}

#[cfg(test)]
mod tests;
