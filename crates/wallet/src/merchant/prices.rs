//! Price lists: programs without a server sell by a list that the cell holds, so that no amount comes from program code.

use std::collections::BTreeSet;

use sapa_accounts::clean_name;
use sapa_kernel::{Amount, MerchantId, Money, SignedIn, Timestamp};
use sapa_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use super::create::{DEFAULT_ORDER_LIFETIME, MAX_ATTACH, MAX_DESCRIPTION, put_new};
use super::model::{OrderItemRow, OrderRow, OrderStage, PriceListRow, PriceRow};
use super::order::{Order, view};
use super::{MerchantError, Shop, check_app_id, check_number, clean, wrong};
use crate::Error;
use crate::keys::{ORDERS, PRICE_LISTS, Verb, payment_id};
use crate::notes::check_client_id;
use crate::purse::{Purse, check_money};
use crate::settings::cell;

/// Items of a price list.
pub const MAX_PRICES: usize = 200;
/// Lines of one order.
pub const MAX_LINES: usize = 50;
/// How many of one item an order has.
pub const MAX_COUNT: u32 = 100;
/// Characters of an item's id.
const MAX_ITEM_ID: usize = 32;
/// Characters of an item's name.
const MAX_ITEM_NAME: usize = 50;

/// One thing that is sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Price {
    /// 1 to 32 letters, digits and `_ - | * @`.
    pub id: String,
    /// What payers read: 1 to 50 characters.
    pub name: String,
    /// What one costs, in minor units of the cell's currency.
    pub price: Amount,
}

/// Input of `wallet.set_price_list`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct SetPriceList {
    /// Who sells: one of the caller's merchants.
    pub merchant: MerchantId,
    /// The program that sells by it.
    pub app_id: String,
    /// At most 200, each id once. Empty: nothing is sold.
    pub items: Vec<Price>,
}

/// Names a program.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct PriceListInput {
    /// The program.
    pub app_id: String,
}

/// What a program sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PriceList {
    /// The program.
    pub app_id: String,
    /// Who sells.
    pub merchant: MerchantId,
    /// What payers read.
    pub merchant_name: String,
    /// What is sold.
    pub items: Vec<Price>,
    /// When it was last set.
    pub changed_at: Timestamp,
}

/// One line of an order.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct OrderLine {
    /// Which item.
    pub id: String,
    /// How many: 1 to 100.
    pub count: u32,
}

/// Input of `wallet.order_from_list`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewListOrder {
    /// The program.
    pub app_id: String,
    /// What, each item once; 1 to 50 lines.
    pub items: Vec<OrderLine>,
    /// Comes back with the order: at most 127 characters.
    pub attach: Option<String>,
    /// The caller's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

fn shown(app_id: String, row: PriceListRow, shop: &Shop) -> PriceList {
    let items = row.items.into_iter().map(|row| Price {
        id: row.id,
        name: row.name,
        price: row.price,
    });
    PriceList {
        app_id,
        merchant: row.merchant,
        merchant_name: shop.row.name.clone(),
        items: items.collect(),
        changed_at: row.changed_at,
    }
}

/// Sets what a program sells. The caller has checked that the program is theirs.
///
/// # Errors
/// [`MerchantError::NotFound`], [`MerchantError::Unavailable`], [`MerchantError::OrderInvalid`], `wallet.amount_invalid`.
pub fn set_price_list(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: SetPriceList,
) -> Result<PriceList, MerchantError> {
    let shop = Shop::owned(tx, input.merchant, actor.account)?.acting()?;
    check_app_id(&input.app_id)?;
    if input.items.len() > MAX_PRICES {
        return Err(wrong("items", format!("at most {MAX_PRICES}")));
    }
    let currency = cell(tx)?.currency;
    let mut known = BTreeSet::new();
    let mut items = Vec::new();
    for item in input.items {
        check_number("items.id", &item.id, MAX_ITEM_ID)?;
        let name = clean_name(&item.name, MAX_ITEM_NAME)
            .map_err(|_| wrong("items.name", format!("1 to {MAX_ITEM_NAME} characters")))?;
        let money = Money {
            amount: item.price,
            currency,
        };
        check_money(currency, money)?;
        if !known.insert(item.id.clone()) {
            return Err(wrong("items.id", format!("{} is there twice", item.id)));
        }
        items.push(PriceRow {
            id: item.id,
            name,
            price: item.price,
        });
    }
    let row = PriceListRow {
        merchant: shop.id,
        items,
        changed_at: tx.now(),
    };
    PRICE_LISTS.put(tx, &(input.app_id.clone(),), &row)?;
    Ok(shown(input.app_id, row, &shop))
}

/// What a program sells.
///
/// # Errors
/// [`MerchantError::NoPriceList`].
pub fn price_list(
    read: &dyn Read,
    _: &SignedIn,
    input: PriceListInput,
) -> Result<PriceList, MerchantError> {
    let row = PRICE_LISTS.get(read, &(input.app_id.clone(),))?;
    let row = row.ok_or(MerchantError::NoPriceList)?;
    let shop = Shop::load(read, row.merchant)?;
    Ok(shown(input.app_id, row, &shop))
}

/// The caller orders from a program's list, at its prices now, and alone may pay. The same `client_id` again is the same order.
/// `openid` is how the program knows them.
///
/// # Errors
/// Those of the wallet, `wallet.client_id_invalid`, [`MerchantError::NoPriceList`], [`MerchantError::Unavailable`],
/// [`MerchantError::OrderInvalid`], [`MerchantError::ItemUnknown`], `wallet.different_content`.
pub fn order_from_list(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &NewListOrder,
    openid: Option<String>,
) -> Result<Order, MerchantError> {
    check_client_id(&input.client_id)?;
    Purse::acting(tx, actor.account)?;
    let attach = clean("attach", input.attach.as_deref(), MAX_ATTACH)?;
    check_lines(&input.items)?;
    let payment = payment_id(actor.account, Verb::OrderFromList, &input.client_id);
    if let Some(row) = ORDERS.get(tx, &(payment,))? {
        let lines = row.items.iter().map(|item| (&item.id, item.count));
        let asked = input.items.iter().map(|line| (&line.id, line.count));
        if !lines.eq(asked) || row.app_id != input.app_id || row.attach != attach {
            return Err(Error::DifferentContent.into());
        }
        let shop = Shop::load(tx, row.merchant)?;
        return Ok(view(tx.now(), payment, &row, &shop));
    }
    let list = PRICE_LISTS.get(tx, &(input.app_id.clone(),))?;
    let list = list.ok_or(MerchantError::NoPriceList)?;
    let shop = Shop::load(tx, list.merchant)?.acting()?;
    let items = priced(&list, &input.items)?;
    let amount = total(&items).ok_or_else(|| wrong("items", "too much together"))?;
    let row = OrderRow {
        merchant: shop.id,
        out_trade_no: payment.to_string(),
        description: describe(&items),
        money: Money {
            amount,
            currency: cell(tx)?.currency,
        },
        app_id: input.app_id.clone(),
        payer_openid: openid,
        payer: Some(actor.account),
        notify_url: None,
        attach,
        made_at: tx.now(),
        expires_at: tx.now().saturating_add(DEFAULT_ORDER_LIFETIME),
        stage: OrderStage::NotPaid,
        settled_at: None,
        paid_by: None,
        refunded: Amount::ZERO,
        items,
    };
    put_new(tx, payment, &row)?;
    Ok(view(tx.now(), payment, &row, &shop))
}

fn check_lines(lines: &[OrderLine]) -> Result<(), MerchantError> {
    if lines.is_empty() || lines.len() > MAX_LINES {
        return Err(wrong("items", format!("1 to {MAX_LINES} lines")));
    }
    let mut known = BTreeSet::new();
    for line in lines {
        if line.count == 0 || line.count > MAX_COUNT {
            return Err(wrong("items.count", format!("1 to {MAX_COUNT}")));
        }
        if !known.insert(&line.id) {
            return Err(wrong("items.id", format!("{} is there twice", line.id)));
        }
    }
    Ok(())
}

fn priced(list: &PriceListRow, lines: &[OrderLine]) -> Result<Vec<OrderItemRow>, MerchantError> {
    let of = |line: &OrderLine| {
        let item = list.items.iter().find(|item| item.id == line.id);
        item.map(|item| OrderItemRow {
            id: item.id.clone(),
            name: item.name.clone(),
            price: item.price,
            count: line.count,
        })
        .ok_or_else(|| MerchantError::ItemUnknown {
            item: line.id.chars().take(MAX_ITEM_ID).collect(),
        })
    };
    lines.iter().map(of).collect()
}

fn total(items: &[OrderItemRow]) -> Option<Amount> {
    items.iter().try_fold(Amount::ZERO, |sum, item| {
        sum.checked_add(item.price.checked_mul(u128::from(item.count))?)
    })
}

/// What the payer reads: the items, as many as there is room for.
fn describe(items: &[OrderItemRow]) -> String {
    let mut text = String::new();
    for item in items {
        let line = if item.count == 1 {
            item.name.clone()
        } else {
            format!("{} ×{}", item.name, item.count)
        };
        let comma = if text.is_empty() { "" } else { ", " };
        let longer = text.chars().count() + comma.len() + line.chars().count();
        // Room for the mark that something was left out.
        if longer > MAX_DESCRIPTION - 2 {
            text.push_str(" …");
            break;
        }
        text = format!("{text}{comma}{line}");
    }
    text
}
