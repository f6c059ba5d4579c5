//! Merchants of the town: what is ordered from their lists, paid, given back and taken out; and what each till should have.

use sapa_flows::money;
use sapa_kernel::{Amount, Fault, Merchant, MerchantId, Money, PaymentId, SignedIn, Timestamp};
use sapa_store::Tx;
use sapa_wallet::{
    NewListOrder, NewPayout, NewRefund, OpenMerchant, OrderInput, OrderLine, OrderState,
    OrderToPay, PinPass, Price, SetPriceList,
};

use crate::act::Chance;
use crate::model::Model;
use crate::perform::{Op, Outcome};
use crate::town::{fault, policy, rupiah};

/// What one bowl costs, in minor units.
const BOWL: u128 = 1_500_000;

/// Somebody who sells.
pub(crate) struct Shop {
    pub(crate) owner: usize,
    pub(crate) id: MerchantId,
    pub(crate) app_id: String,
    pub(crate) till: u128,
}

/// What was ordered.
#[derive(Debug, Clone)]
pub(crate) struct Bought {
    pub(crate) shop: usize,
    pub(crate) who: usize,
    pub(crate) amount: u128,
    pub(crate) paid: bool,
    pub(crate) back: u128,
    pub(crate) expires_at: Timestamp,
}

/// Somebody opens a shop with one thing to sell.
pub(crate) fn open(tx: &mut Tx<'_>, actor: &SignedIn, app_id: &str) -> Result<MerchantId, Fault> {
    let name = "Noodles".to_owned();
    let shop = sapa_wallet::open_merchant(tx, actor, OpenMerchant { name }).map_err(fault)?;
    let list = SetPriceList {
        merchant: shop.merchant,
        app_id: app_id.to_owned(),
        items: vec![Price {
            id: "bowl".to_owned(),
            name: "A bowl".to_owned(),
            price: Amount::from_minor(BOWL),
        }],
    };
    sapa_wallet::set_price_list(tx, actor, list).map_err(fault)?;
    Ok(shop.merchant)
}

fn money_of(minor: u128) -> Money {
    Money {
        amount: Amount::from_minor(minor),
        currency: rupiah(),
    }
}

impl Chance {
    /// Something about a shop.
    pub(crate) fn about_shops(&mut self, model: &Model, who: usize) -> Option<Op> {
        let shop = self.dice.index(model.shops.len().max(1));
        let at = model.shops.get(shop)?;
        let skip = self.dice.index(model.bought.len().max(1));
        match self.dice.below(10) {
            0..4 => Some(Op::Order(
                who,
                NewListOrder {
                    app_id: at.app_id.clone(),
                    items: vec![OrderLine {
                        id: "bowl".to_owned(),
                        count: 1 + u32::try_from(self.dice.below(3)).unwrap_or(0),
                    }],
                    attach: None,
                    client_id: self.client_id(),
                },
            )),
            4..8 => {
                let mut some = model.bought.iter().skip(skip).take(40);
                let (payment, order) = some.find(|(_, order)| !order.paid)?;
                let input = OrderToPay {
                    app_id: model.shops[order.shop].app_id.clone(),
                    package: format!("prepay_id={payment}"),
                    time_stamp: None,
                    nonce_str: None,
                    sign_type: None,
                    pay_sign: None,
                };
                Some(Op::PayOrder(order.who, input))
            }
            8 => {
                let mut some = model.bought.iter().skip(skip).take(40);
                let (payment, order) = some.find(|(_, order)| order.paid)?;
                let left = (order.amount - order.back) / 100;
                // Sometimes more than there is.
                let minor = 100 * (1 + u128::from(self.dice.below(5_000))).min(left + 1);
                Some(Op::Refund(
                    model.shops[order.shop].id,
                    NewRefund {
                        order: OrderInput {
                            out_trade_no: None,
                            payment: Some(*payment),
                        },
                        out_refund_no: self.client_id(),
                        money: money_of(minor),
                        reason: None,
                    },
                ))
            }
            _ => Some(Op::Payout(
                at.owner,
                NewPayout {
                    merchant: at.id,
                    money: money_of((at.till / 300 * 100).max(100)),
                    client_id: self.client_id(),
                },
            )),
        }
    }
}

/// Does what is about shops.
pub(crate) fn run(
    tx: &mut Tx<'_>,
    op: Op,
    actor: &SignedIn,
    pass: &PinPass,
) -> Result<Outcome, Fault> {
    match op {
        Op::Order(_, input) => sapa_wallet::order_from_list(tx, actor, &input, None)
            .map(Outcome::Order)
            .map_err(fault),
        Op::PayOrder(_, input) => {
            money::pay_order(tx, actor, &input, None, pass, &policy()).map(Outcome::Order)
        }
        Op::Refund(id, input) => {
            money::refund_order(tx, &Merchant { id }, input).map(Outcome::Refund)
        }
        Op::Payout(_, input) => {
            money::merchant_payout(tx, actor, &input, pass).map(Outcome::Payout)
        }
        _ => unreachable!("only what is about shops comes here"),
    }
}

impl Model {
    /// A yes to something about a shop.
    pub(crate) fn traded(&mut self, op: &Op, outcome: &Outcome, now: Timestamp) {
        match (op, outcome) {
            (Op::Order(who, _), Outcome::Order(order)) => {
                let shop = self.shops.iter().position(|shop| shop.id == order.merchant);
                let bought = Bought {
                    shop: shop.expect("shops are known"),
                    who: *who,
                    amount: order.money.amount.minor(),
                    paid: false,
                    back: 0,
                    expires_at: order.expires_at,
                };
                self.bought.entry(order.payment).or_insert(bought);
            }
            (Op::PayOrder(who, _), Outcome::Order(order)) => {
                let row = self.bought.get_mut(&order.payment).expect("ordered first");
                assert_eq!(row.who, *who, "somebody else paid");
                assert!(matches!(order.state, OrderState::Paid | OrderState::Refund));
                if std::mem::replace(&mut row.paid, true) {
                    return;
                }
                assert!(now < row.expires_at, "paid after its time");
                let (shop, amount) = (row.shop, row.amount);
                self.spends(*who, Amount::from_minor(amount), now);
                self.shops[shop].till += amount;
            }
            (Op::Refund(..), Outcome::Refund(refund)) => {
                let amount = refund.money.amount.minor();
                if self.given_back.insert(refund.payment, amount).is_some() {
                    return;
                }
                let row = self.bought.get_mut(&refund.order).expect("ordered first");
                row.back += amount;
                assert!(row.paid && row.back <= row.amount, "more than was paid");
                let (shop, who) = (row.shop, row.who);
                self.draw_from(shop, amount);
                self.give(who, amount);
            }
            (Op::Payout(who, _), Outcome::Payout(payout)) => {
                let amount = payout.money.amount.minor();
                if self.given_back.insert(payout.payment, amount).is_some() {
                    return;
                }
                let shop = self
                    .shops
                    .iter()
                    .position(|shop| shop.id == payout.merchant);
                self.draw_from(shop.expect("shops are known"), amount);
                self.give(*who, amount);
            }
            _ => {}
        }
    }

    fn draw_from(&mut self, shop: usize, amount: u128) {
        let till = &mut self.shops[shop].till;
        *till = till
            .checked_sub(amount)
            .expect("a till gave what it has not");
    }

    /// What a payer's order comes to.
    pub(crate) fn price_of(&self, input: &OrderToPay) -> Amount {
        let id = input.package.strip_prefix("prepay_id=");
        let payment = id.and_then(|id| id.parse::<PaymentId>().ok());
        let order = payment.and_then(|payment| self.bought.get(&payment));
        Amount::from_minor(order.map_or(0, |order| order.amount))
    }
}
