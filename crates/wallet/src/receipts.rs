//! What the conversation *Wallet* says. Verbs answer with receipts; `flows` posts them.

use sapa_kernel::{AccountId, Money, PaymentId};

/// What a receipt is about. Its name stands in the card, so it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptKind {
    /// Money came from the person's bank.
    TopUp,
    /// A withdrawal has been paid out.
    WithdrawalDone,
    /// A withdrawal came back.
    WithdrawalReturned,
    /// The receiver did not want a transfer: it is back.
    TransferDeclined,
    /// Nobody answered a transfer in time: it is back.
    TransferReturned,
    /// What was left of a red packet is back.
    PacketReturned,
    /// The person paid what somebody had asked for.
    RequestPaid,
    /// Somebody paid what the person had asked for.
    RequestReceived,
    /// The person paid by a pay code.
    Paid,
    /// Somebody paid by the person's pay code.
    Received,
    /// The PIN was changed or set anew.
    PinChanged,
    /// Somebody with the password asked to set the PIN anew.
    PinResetAsked,
    /// The operator froze the wallet.
    Frozen,
    /// The operator lifted that.
    Unfrozen,
    /// The operator changed the level.
    LevelChanged,
    /// An operator looked at the wallet.
    Inspected,
    /// The account was not deleted: the wallet is not empty.
    DeletionPostponed,
    /// The operator gave the person what a deleted account had left.
    UnclaimedReceived,
    /// The person paid a merchant's order.
    OrderPaid,
    /// Somebody paid an order of a merchant that the person owns.
    OrderReceived,
    /// Money of a merchant's order came back.
    OrderRefunded,
    /// Money of a merchant is in its owner's wallet.
    MerchantPayout,
    /// The operator froze a merchant of the person.
    MerchantFrozen,
    /// The operator lifted that.
    MerchantUnfrozen,
    /// Somebody with the PIN made a merchant a new secret, or gave it another key.
    MerchantKeys,
}

impl ReceiptKind {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::TopUp => "top_up",
            Self::WithdrawalDone => "withdrawal_done",
            Self::WithdrawalReturned => "withdrawal_returned",
            Self::TransferDeclined => "transfer_declined",
            Self::TransferReturned => "transfer_returned",
            Self::PacketReturned => "packet_returned",
            Self::RequestPaid => "request_paid",
            Self::RequestReceived => "request_received",
            Self::Paid => "paid",
            Self::Received => "received",
            Self::PinChanged => "pin_changed",
            Self::PinResetAsked => "pin_reset_asked",
            Self::Frozen => "frozen",
            Self::Unfrozen => "unfrozen",
            Self::LevelChanged => "level_changed",
            Self::Inspected => "inspected",
            Self::DeletionPostponed => "deletion_postponed",
            Self::UnclaimedReceived => "unclaimed_received",
            Self::OrderPaid => "order_paid",
            Self::OrderReceived => "order_received",
            Self::OrderRefunded => "order_refunded",
            Self::MerchantPayout => "merchant_payout",
            Self::MerchantFrozen => "merchant_frozen",
            Self::MerchantUnfrozen => "merchant_unfrozen",
            Self::MerchantKeys => "merchant_keys",
        }
    }
}

/// One receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Whose conversation *Wallet* says it.
    pub account: AccountId,
    /// What it is about.
    pub kind: ReceiptKind,
    /// The payment; nothing but a wallet's state has none.
    pub payment: Option<PaymentId>,
    /// How much.
    pub money: Option<Money>,
    /// The other person.
    pub about: Option<AccountId>,
    /// The payment's note, or the operator's reason.
    pub note: Option<String>,
}

impl Receipt {
    pub(crate) fn notice(account: AccountId, kind: ReceiptKind) -> Self {
        Self {
            account,
            kind,
            payment: None,
            money: None,
            about: None,
            note: None,
        }
    }

    pub(crate) fn of(
        account: AccountId,
        kind: ReceiptKind,
        payment: PaymentId,
        money: Money,
    ) -> Self {
        Self {
            payment: Some(payment),
            money: Some(money),
            ..Self::notice(account, kind)
        }
    }

    pub(crate) fn about(mut self, account: AccountId) -> Self {
        self.about = Some(account);
        self
    }

    pub(crate) fn noting(mut self, note: Option<String>) -> Self {
        self.note = note;
        self
    }
}
