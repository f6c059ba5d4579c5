//! Merchants: what each has is what was paid for its orders, less what came back and what its owner took; what came back of an
//! order is the sum of its refunds.

use std::collections::BTreeMap;

use sapa_kernel::{MerchantId, PaymentId};
use sapa_ledger::LedgerId;
use sapa_store::{Read, StoreError, prefixes};
use sapa_wallet::audit::{
    listed_by_merchants, visit_merchants, visit_orders, visit_payouts, visit_refunds,
};
use sapa_wallet::{OrderStage, PaymentKind, Purpose};

use crate::Audit;
use crate::fold::Folded;
use crate::payments::{Meanings, Movement, each, person};

/// What an order should have given back, by its own row, and has, by its refunds.
#[derive(Default)]
struct Back {
    said: u128,
    found: u128,
}

/// The merchant's account in the ledger: its number.
fn till(merchant: MerchantId) -> LedgerId {
    LedgerId(u128::from(merchant.number()))
}

pub(crate) fn check(
    read: &dyn Read,
    ledger: &Folded,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let mut tills: BTreeMap<MerchantId, i128> = BTreeMap::new();
    let mut backs: BTreeMap<PaymentId, Back> = BTreeMap::new();
    let orders = check_orders(read, &mut tills, &mut backs, meanings, audit)?;
    let refunds = check_refunds(read, &mut tills, &mut backs, meanings, audit)?;
    let table = prefixes::WALLET_ORDERS;
    for (payment, back) in backs {
        audit.same("refunds", table, payment, &back.found, &back.said);
    }
    each(
        |visit| visit_payouts(read, visit),
        |row| {
            let taken = Movement {
                payment: row.payment,
                number: 0,
                from: till(row.merchant),
                to: LedgerId::from(row.to),
                money: row.money,
                kind: PaymentKind::MerchantPayout,
                held: false,
            };
            *tills.entry(row.merchant).or_default() -= minor(row.money.amount);
            let table = prefixes::WALLET_PAYOUTS;
            taken.check(read, (table, &row.payment.to_string()), meanings, audit)
        },
    )?;
    let merchants = check_merchants(read, ledger, tills, audit)?;
    let listed = listed_by_merchants(read)?;
    let table = prefixes::WALLET_MERCHANTS_OF;
    audit.same(
        "listed",
        table,
        "all",
        &(merchants, orders, refunds),
        &listed,
    );
    Ok(())
}

fn minor(amount: sapa_kernel::Amount) -> i128 {
    i128::try_from(amount.minor()).unwrap_or(i128::MAX)
}

fn check_orders(
    read: &dyn Read,
    tills: &mut BTreeMap<MerchantId, i128>,
    backs: &mut BTreeMap<PaymentId, Back>,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<u64, StoreError> {
    let table = prefixes::WALLET_ORDERS;
    let mut orders = 0;
    each(
        |visit| visit_orders(read, visit),
        |row| {
            orders += 1;
            let amount = row.money.amount.minor();
            if let Some(lines) = row.lines {
                audit.same("order", table, row.payment, &lines, &amount);
            }
            let paid = row.stage == OrderStage::Paid;
            audit.same("order", table, row.payment, &paid, &row.paid_by.is_some());
            let back = row.refunded.minor();
            if back > 0 {
                backs.entry(row.payment).or_default().said = back;
            }
            if back > if paid { amount } else { 0 } {
                let expected = format!("at most {amount}, if it was paid");
                audit.offend("refunds", table, row.payment, expected, back);
            }
            if !paid {
                return Ok(());
            }
            *tills.entry(row.merchant).or_default() += minor(row.money.amount);
            let payment = Movement {
                payment: row.payment,
                number: 0,
                from: person(row.paid_by),
                to: till(row.merchant),
                money: row.money,
                kind: PaymentKind::Order,
                held: false,
            };
            payment.check(read, (table, &row.payment.to_string()), meanings, audit)
        },
    )?;
    audit.checked.orders += orders;
    Ok(orders)
}

fn check_refunds(
    read: &dyn Read,
    tills: &mut BTreeMap<MerchantId, i128>,
    backs: &mut BTreeMap<PaymentId, Back>,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<u64, StoreError> {
    let table = prefixes::WALLET_REFUNDS;
    let mut refunds = 0;
    each(
        |visit| visit_refunds(read, visit),
        |row| {
            refunds += 1;
            audit.same("listed", table, row.payment, &true, &row.listed);
            let back = backs.entry(row.order).or_default();
            back.found = back.found.saturating_add(row.money.amount.minor());
            *tills.entry(row.merchant).or_default() -= minor(row.money.amount);
            let refund = Movement {
                payment: row.payment,
                number: 0,
                from: till(row.merchant),
                to: LedgerId::from(row.to),
                money: row.money,
                kind: PaymentKind::OrderRefund,
                held: false,
            };
            refund.check(read, (table, &row.payment.to_string()), meanings, audit)
        },
    )?;
    audit.checked.refunds += refunds;
    Ok(refunds)
}

fn check_merchants(
    read: &dyn Read,
    ledger: &Folded,
    mut tills: BTreeMap<MerchantId, i128>,
    audit: &mut Audit,
) -> Result<u64, StoreError> {
    let table = prefixes::WALLET_MERCHANTS;
    let mut merchants = 0;
    each(
        |visit| visit_merchants(read, visit),
        |row| {
            merchants += 1;
            let key = row.merchant;
            audit.same("listed", table, key, &true, &row.listed);
            audit.same("merchant", table, key, &true, &row.token_leads_here);
            let expected = tills.remove(&key).unwrap_or(0);
            let Some(book) = ledger.books.get(&till(key)) else {
                audit.offend("merchant", table, key, "an account in the ledger", "none");
                return Ok(());
            };
            let purpose = Purpose::Merchant as u16;
            audit.same("merchant", table, key, &purpose, &book.row.code);
            let has = book.sums.credits_posted - book.sums.debits_posted;
            audit.same("merchant_money", table, key, &expected, &has);
            if row.closed && has != 0 {
                audit.offend("abandoned", table, key, "nothing to spend", has);
            }
            Ok(())
        },
    )?;
    for merchant in tills.into_keys() {
        audit.offend("merchant", table, merchant, "a merchant", "none");
    }
    audit.checked.merchants += merchants;
    Ok(merchants)
}
