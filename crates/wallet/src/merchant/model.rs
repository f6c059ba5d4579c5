//! Rows of merchants, their orders, refunds and payouts, and what their servers are told.

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use sapa_kernel::{AccountId, Amount, MerchantId, Money, PaymentId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::model::FreezeRow;

/// Somebody who sells. Their money is in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct MerchantRow {
    #[n(0)]
    pub(crate) owner: AccountId,
    #[n(1)]
    pub(crate) name: String,
    #[n(2)]
    pub(crate) opened_at: Timestamp,
    #[n(3)]
    pub(crate) frozen: Option<FreezeRow>,
    /// SHA-256 of the secret that its server shows.
    #[n(4)]
    pub(crate) secret: Option<ByteArray<32>>,
    #[n(5)]
    pub(crate) key: Option<RsaKeyRow>,
    /// Its owner's account was deleted: nothing is sold any more.
    #[n(6)]
    #[cbor(default)]
    pub(crate) closed: bool,
}

/// A public RSA key: by which the merchant's server signs what its program hands over to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RsaKeyRow {
    /// Big-endian, without leading zeros.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(crate) modulus: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) exponent: Vec<u8>,
    #[n(2)]
    pub(crate) set_at: Timestamp,
}

/// Whether an order is paid, as it is stored: what came back of it stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum OrderStage {
    /// Nobody has paid it.
    #[n(0)]
    NotPaid,
    /// Somebody has.
    #[n(1)]
    Paid,
    /// Nobody can pay it any more.
    #[n(2)]
    Closed,
}

/// Something to pay a merchant for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct OrderRow {
    #[n(0)]
    pub(crate) merchant: MerchantId,
    #[n(1)]
    pub(crate) out_trade_no: String,
    #[n(2)]
    pub(crate) description: String,
    #[n(3)]
    pub(crate) money: Money,
    #[n(4)]
    pub(crate) app_id: String,
    /// Who alone may pay it, as the program knows them.
    #[n(5)]
    pub(crate) payer_openid: Option<String>,
    /// The same as the cell knows them.
    #[n(6)]
    pub(crate) payer: Option<AccountId>,
    #[n(7)]
    pub(crate) notify_url: Option<String>,
    #[n(8)]
    pub(crate) attach: Option<String>,
    #[n(9)]
    pub(crate) made_at: Timestamp,
    #[n(10)]
    pub(crate) expires_at: Timestamp,
    #[n(11)]
    pub(crate) stage: OrderStage,
    #[n(12)]
    pub(crate) settled_at: Option<Timestamp>,
    #[n(13)]
    pub(crate) paid_by: Option<AccountId>,
    /// What came back of it, all parts together.
    #[n(14)]
    pub(crate) refunded: Amount,
    /// Made from a price list: of what. Empty: made by the merchant's server.
    #[n(15)]
    #[cbor(default)]
    pub(crate) items: Vec<OrderItemRow>,
}

/// A line of an order from a price list, at the price of that moment.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct OrderItemRow {
    #[n(0)]
    pub(crate) id: String,
    #[n(1)]
    pub(crate) name: String,
    #[n(2)]
    pub(crate) price: Amount,
    #[n(3)]
    pub(crate) count: u32,
}

/// Money of an order that came back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RefundRow {
    #[n(0)]
    pub(crate) merchant: MerchantId,
    #[n(1)]
    pub(crate) order: PaymentId,
    #[n(2)]
    pub(crate) out_refund_no: String,
    #[n(3)]
    pub(crate) money: Money,
    #[n(4)]
    pub(crate) reason: Option<String>,
    #[n(5)]
    pub(crate) to: AccountId,
    #[n(6)]
    pub(crate) at: Timestamp,
}

/// What a merchant's owner took into their wallet.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PayoutRow {
    #[n(0)]
    pub(crate) merchant: MerchantId,
    #[n(1)]
    pub(crate) to: AccountId,
    #[n(2)]
    pub(crate) money: Money,
    #[n(3)]
    pub(crate) at: Timestamp,
}

/// Whether a merchant's server has heard.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum NotificationState {
    /// It is told, again and again.
    #[n(0)]
    Waiting,
    /// It has answered that it knows.
    #[n(1)]
    Done,
    /// It was told so often in vain that nobody tells it any more.
    #[n(2)]
    Dead,
}

/// That a merchant's server is to hear of an order that was paid, or of a refund.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct NotificationRow {
    #[n(0)]
    pub(crate) order: PaymentId,
    /// The refund, if it is about one.
    #[n(1)]
    pub(crate) refund: Option<PaymentId>,
    #[n(2)]
    pub(crate) state: NotificationState,
    #[n(3)]
    pub(crate) attempts: u32,
    #[n(4)]
    pub(crate) made_at: Timestamp,
    #[n(5)]
    pub(crate) last_at: Option<Timestamp>,
    /// Why the last attempt was in vain.
    #[n(6)]
    pub(crate) problem: Option<String>,
}

/// What a program without a server sells.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PriceListRow {
    #[n(0)]
    pub(crate) merchant: MerchantId,
    #[n(1)]
    pub(crate) items: Vec<PriceRow>,
    #[n(2)]
    pub(crate) changed_at: Timestamp,
}

/// One thing that is sold.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PriceRow {
    #[n(0)]
    pub(crate) id: String,
    #[n(1)]
    pub(crate) name: String,
    #[n(2)]
    pub(crate) price: Amount,
}
