//! What rows of merchants say, as plain facts, for those who check them. Nothing is judged here.

use sapa_kernel::{AccountId, Amount, MerchantId, Money, PaymentId};
use sapa_store::{Read, Scan, StoreError};

use super::model::OrderStage;
use crate::keys::{
    MERCHANT_TOKENS, MERCHANTS, MERCHANTS_OF, ORDERS, ORDERS_OF, PAYOUTS, REFUNDS, REFUNDS_OF,
};

/// A merchant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MerchantFact {
    /// Its number.
    pub merchant: MerchantId,
    /// Who owns it.
    pub owner: AccountId,
    /// It stands on the list of its owner's.
    pub listed: bool,
    /// The secret that it says it has leads to it; true without one.
    pub token_leads_here: bool,
    /// Its owner's account was deleted.
    pub closed: bool,
}

/// Hands every merchant to `visit`, until it returns false.
pub fn visit_merchants(
    read: &dyn Read,
    mut visit: impl FnMut(MerchantFact) -> bool,
) -> Result<(), StoreError> {
    let mut failed = None;
    MERCHANTS.visit(read, Scan::all(), |(merchant,), row| {
        let fact = || -> Result<MerchantFact, StoreError> {
            let leads = match &row.secret {
                Some(hash) => MERCHANT_TOKENS.get(read, &(**hash,))? == Some(merchant),
                None => true,
            };
            Ok(MerchantFact {
                merchant,
                owner: row.owner,
                listed: MERCHANTS_OF.contains(read, &(row.owner, merchant))?,
                token_leads_here: leads,
                closed: row.closed,
            })
        };
        match fact() {
            Ok(fact) => visit(fact),
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// How many merchants stand on lists of owners, how many orders on those of merchants, how many refunds on those of orders.
pub fn listed_by_merchants(read: &dyn Read) -> Result<(u64, u64, u64), StoreError> {
    Ok((
        MERCHANTS_OF.count(read, Scan::all())? as u64,
        ORDERS_OF.count(read, Scan::all())? as u64,
        REFUNDS_OF.count(read, Scan::all())? as u64,
    ))
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderFact {
    /// Which.
    pub payment: PaymentId,
    /// Who sells.
    pub merchant: MerchantId,
    /// How much.
    pub money: Money,
    /// Whether it is paid.
    pub stage: OrderStage,
    /// Who paid it.
    pub paid_by: Option<AccountId>,
    /// What came back of it.
    pub refunded: Amount,
    /// What its lines come to, if it has any.
    pub lines: Option<u128>,
}

/// Hands every order to `visit`, until it returns false.
pub fn visit_orders(
    read: &dyn Read,
    mut visit: impl FnMut(OrderFact) -> bool,
) -> Result<(), StoreError> {
    ORDERS.visit(read, Scan::all(), |(payment,), row| {
        let lines = row.items.iter().map(|item| {
            let price = item.price.minor();
            price.saturating_mul(u128::from(item.count))
        });
        visit(OrderFact {
            payment,
            merchant: row.merchant,
            money: row.money,
            stage: row.stage,
            paid_by: row.paid_by,
            refunded: row.refunded,
            lines: (!row.items.is_empty()).then(|| lines.fold(0, u128::saturating_add)),
        })
    })
}

/// Money of an order that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundFact {
    /// Which.
    pub payment: PaymentId,
    /// Of which order.
    pub order: PaymentId,
    /// Whose it was.
    pub merchant: MerchantId,
    /// How much.
    pub money: Money,
    /// Who has it again.
    pub to: AccountId,
    /// It stands on the list of the order's.
    pub listed: bool,
}

/// Hands every refund to `visit`, until it returns false.
pub fn visit_refunds(
    read: &dyn Read,
    mut visit: impl FnMut(RefundFact) -> bool,
) -> Result<(), StoreError> {
    let mut failed = None;
    REFUNDS.visit(read, Scan::all(), |(payment,), row| {
        match REFUNDS_OF.contains(read, &(row.order, payment)) {
            Ok(listed) => visit(RefundFact {
                payment,
                order: row.order,
                merchant: row.merchant,
                money: row.money,
                to: row.to,
                listed,
            }),
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// What a merchant's owner took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayoutFact {
    /// Which.
    pub payment: PaymentId,
    /// From which merchant.
    pub merchant: MerchantId,
    /// Who has it.
    pub to: AccountId,
    /// How much.
    pub money: Money,
}

/// Hands every payout to `visit`, until it returns false.
pub fn visit_payouts(
    read: &dyn Read,
    mut visit: impl FnMut(PayoutFact) -> bool,
) -> Result<(), StoreError> {
    PAYOUTS.visit(read, Scan::all(), |(payment,), row| {
        visit(PayoutFact {
            payment,
            merchant: row.merchant,
            to: row.to,
            money: row.money,
        })
    })
}
