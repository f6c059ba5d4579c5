//! What can go wrong with merchants and orders. In every one of these cases nothing has moved.

use sapa_kernel::{Amount, Coded, Fault, FaultKind};
use sapa_store::StoreError;
use serde_json::json;

use crate::Error;

/// Errors of merchants. Those of the wallet come as they are.
#[derive(Debug, thiserror::Error)]
pub enum MerchantError {
    /// No such merchant, or not the caller's.
    #[error("There is no such merchant for this account.")]
    NotFound,
    /// The merchant is frozen, or its owner is gone.
    #[error("This merchant takes and gives no money now.")]
    Unavailable,
    /// One person has so many.
    #[error("One person has at most {limit} merchants.")]
    TooMany {
        /// How many.
        limit: usize,
    },
    /// A name that cannot be shown.
    #[error("A merchant's name has 1 to {limit} characters, without control characters.")]
    NameInvalid {
        /// Characters at most.
        limit: usize,
    },
    /// Not a public RSA key as it is needed.
    #[error("That is not a public RSA key: {0}.")]
    KeyInvalid(&'static str),
    /// No key to check a signature with.
    #[error("The merchant has registered no key.")]
    NoKey,
    /// A signature that does not hold, or of something else.
    #[error("The signature of this payment does not hold.")]
    SignInvalid,
    /// No such order for the caller.
    #[error("There is no such order.")]
    OrderNotFound,
    /// A field of an order that cannot be.
    #[error("{field}: {problem}.")]
    OrderInvalid {
        /// Which field.
        field: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// The merchant's own number was used for something else.
    #[error("This number was used before, with another content.")]
    NumberUsed,
    /// More than is left of what was paid.
    #[error("Of this order {left} minor units can still be given back.")]
    OverRefundable {
        /// What is left.
        left: Amount,
    },
    /// So many refunds of one order.
    #[error("One order is given back in at most {limit} parts.")]
    TooManyRefunds {
        /// How many.
        limit: usize,
    },
    /// The merchant does not have so much.
    #[error("The merchant does not hold enough.")]
    Funds {
        /// What is missing.
        missing: Amount,
    },
    /// The program has no price list.
    #[error("This program has no price list.")]
    NoPriceList,
    /// Not a thing of the list.
    #[error("The price list has no item {item}.")]
    ItemUnknown {
        /// Which.
        item: String,
    },
    /// The program is not the caller's, or nobody knows it.
    #[error("This program is not the caller's to sell by.")]
    ProgramUnknown,
    /// Nobody whom the program knows so.
    #[error("This program knows nobody by that openid.")]
    OpenidUnknown,
    /// What wallets refuse.
    #[error(transparent)]
    Wallet(#[from] Error),
}

impl From<StoreError> for MerchantError {
    fn from(error: StoreError) -> Self {
        Self::Wallet(Error::Store(error))
    }
}

impl Coded for MerchantError {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "wallet.merchant_not_found",
            FaultKind::NotFound,
            "There is no such merchant for this account.",
        ),
        (
            "wallet.merchant_unavailable",
            FaultKind::Forbidden,
            "The merchant takes and gives no money now: the operator has frozen it, or its owner's account was deleted.",
        ),
        (
            "wallet.too_many_merchants",
            FaultKind::Conflict,
            "One person has at most `details.limit` merchants.",
        ),
        (
            "wallet.merchant_name_invalid",
            FaultKind::Malformed,
            "A merchant's name has 1 to `details.limit` characters, without control characters or marks that change the direction of text.",
        ),
        (
            "wallet.merchant_key_invalid",
            FaultKind::Malformed,
            "Not a public RSA key of 2048 to 4096 bits in PEM. `details.problem` says why.",
        ),
        (
            "wallet.no_merchant_key",
            FaultKind::Conflict,
            "The merchant has registered no public key, so nothing that its server signs can be checked.",
        ),
        (
            "wallet.pay_sign_invalid",
            FaultKind::Forbidden,
            "`paySign` is not the merchant's signature of these values (signType RSA). Nothing can be paid by it.",
        ),
        (
            "wallet.order_not_found",
            FaultKind::NotFound,
            "There is no such order, or it is not the caller's to see.",
        ),
        (
            "wallet.order_invalid",
            FaultKind::Malformed,
            "A field of the order (`details.field`) cannot be so; `details.problem` says why.",
        ),
        (
            "wallet.number_used",
            FaultKind::Conflict,
            "The `out_trade_no` or `out_refund_no` was used before with another content. A new one needs a new number.",
        ),
        (
            "wallet.over_refundable",
            FaultKind::Conflict,
            "More than can still be given back of what was paid (`details.left`).",
        ),
        (
            "wallet.too_many_refunds",
            FaultKind::Conflict,
            "One order is given back in at most `details.limit` parts.",
        ),
        (
            "wallet.merchant_funds",
            FaultKind::Conflict,
            "The merchant does not hold enough. `details.missing` says how much more is needed.",
        ),
        (
            "wallet.no_price_list",
            FaultKind::NotFound,
            "The program has no price list: its merchant has not set one.",
        ),
        (
            "wallet.item_unknown",
            FaultKind::Conflict,
            "The program's price list does not have this item (`details.item`), or not any more.",
        ),
        (
            "wallet.program_unknown",
            FaultKind::NotFound,
            "Nobody knows this program, or it is not the caller's to sell by.",
        ),
        (
            "wallet.openid_unknown",
            FaultKind::NotFound,
            "The program knows nobody by this `payer_openid`.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "wallet.merchant_not_found",
            Self::Unavailable => "wallet.merchant_unavailable",
            Self::TooMany { .. } => "wallet.too_many_merchants",
            Self::NameInvalid { .. } => "wallet.merchant_name_invalid",
            Self::KeyInvalid(_) => "wallet.merchant_key_invalid",
            Self::NoKey => "wallet.no_merchant_key",
            Self::SignInvalid => "wallet.pay_sign_invalid",
            Self::OrderNotFound => "wallet.order_not_found",
            Self::OrderInvalid { .. } => "wallet.order_invalid",
            Self::NumberUsed => "wallet.number_used",
            Self::OverRefundable { .. } => "wallet.over_refundable",
            Self::TooManyRefunds { .. } => "wallet.too_many_refunds",
            Self::Funds { .. } => "wallet.merchant_funds",
            Self::NoPriceList => "wallet.no_price_list",
            Self::ItemUnknown { .. } => "wallet.item_unknown",
            Self::ProgramUnknown => "wallet.program_unknown",
            Self::OpenidUnknown => "wallet.openid_unknown",
            Self::Wallet(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        Some(match self {
            Self::TooMany { limit }
            | Self::NameInvalid { limit }
            | Self::TooManyRefunds { limit } => json!({ "limit": limit }),
            Self::KeyInvalid(problem) => json!({ "problem": problem }),
            Self::OrderInvalid { field, problem } => json!({ "field": field, "problem": problem }),
            Self::OverRefundable { left } => json!({ "left": left }),
            Self::Funds { missing } => json!({ "missing": missing }),
            Self::ItemUnknown { item } => json!({ "item": item }),
            Self::Wallet(error) => return error.details(),
            _ => return None,
        })
    }

    fn fault(&self) -> Fault {
        if let Self::Wallet(error) = self {
            return error.fault();
        }
        let code = self.code();
        let kind = Self::CATALOGUE
            .iter()
            .find(|(listed, ..)| *listed == code)
            .map_or(FaultKind::Internal, |(_, kind, _)| *kind);
        Fault {
            kind,
            code,
            message: self.to_string(),
            details: self.details(),
        }
    }
}
