//! Merchants, orders of their servers, paying them, giving back and taking out.

use std::time::Duration;

use data_encoding::BASE64;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use sapa_kernel::{Merchant, MerchantId, Money};

use super::world::{World, amount, idr};
use crate::merchant::MerchantError;
use crate::*;

pub(super) const APP: &str = "wx0123456789abcdef";
pub(super) const PEM: &str = include_str!("keys/merchant.pem");
const RSA_PEM: &str = include_str!("keys/merchant.rsa.pem");

/// The code of a refusal.
pub(super) fn refused<T>(result: Result<T, MerchantError>) -> &'static str {
    result.map_or_else(|error| sapa_kernel::Coded::code(&error), |_| "ok")
}

pub(super) fn told<T>(result: Result<T, MerchantError>) -> serde_json::Value {
    let details = result.map_or_else(|error| sapa_kernel::Coded::details(&error), |_| None);
    details.unwrap_or_default()
}

/// What the merchant's server signs, as WeChat's SDKs do.
fn sign(message: &str) -> String {
    let key = RsaKeyPair::from_der(include_bytes!("keys/merchant.der")).unwrap();
    let mut signature = vec![0; key.public().modulus_len()];
    let random = SystemRandom::new();
    key.sign(
        &RSA_PKCS1_SHA256,
        &random,
        message.as_bytes(),
        &mut signature,
    )
    .unwrap();
    BASE64.encode(&signature)
}

/// What a program hands to `wx.requestPayment` for an order.
pub(super) fn handed_over(order: &Order) -> OrderToPay {
    let (time, nonce) = ("1767225600", "5K8264ILTKCH16CQ2502SI8ZNMTM67VS");
    let package = format!("prepay_id={}", order.prepay_id);
    let message = format!("{APP}\n{time}\n{nonce}\n{package}\n");
    OrderToPay {
        app_id: APP.into(),
        package,
        time_stamp: Some(time.into()),
        nonce_str: Some(nonce.into()),
        sign_type: Some("RSA".into()),
        pay_sign: Some(sign(&message)),
    }
}

pub(super) fn new_order(number: &str, money: Money) -> NewOrder {
    NewOrder {
        out_trade_no: number.into(),
        description: "Two bowls of noodles".into(),
        money,
        app_id: APP.into(),
        payer_openid: None,
        notify_url: None,
        expires_at: None,
        attach: Some("table 4".into()),
    }
}

/// What merchants do.
impl World {
    /// A transaction about a merchant, and the audit after it.
    pub(super) fn trade<T>(
        &self,
        run: impl FnOnce(&mut sapa_store::Tx<'_>) -> Result<T, MerchantError>,
    ) -> Result<T, MerchantError> {
        let seq = self.cell.seq();
        let answer = self.cell.write(run);
        if answer.is_err() {
            assert_eq!(self.cell.seq(), seq, "a refusal leaves nothing");
        }
        self.audit();
        answer
    }

    pub(super) fn open_shop(&self, who: usize) -> Merchant {
        let name = "Mi Ayam Bu Tini".into();
        let input = OpenMerchant { name };
        let opened = self.trade(|tx| open_merchant(tx, &self.person(who), input));
        Merchant {
            id: opened.unwrap().merchant,
        }
    }

    /// A merchant of the first person, with a key.
    pub(super) fn shop(&self) -> Merchant {
        let shop = self.open_shop(0);
        self.give_key(shop.id, PEM).unwrap();
        shop
    }

    fn give_key(&self, merchant: MerchantId, pem: &str) -> Result<MerchantAccount, MerchantError> {
        let (public_key, pass) = (pem.to_owned(), self.pass(0));
        let input = SetMerchantKey {
            merchant,
            public_key,
        };
        let done = self.trade(|tx| set_key(tx, &self.person(0), &input, &pass));
        self.cell.write(|tx| forgive(tx, &pass)).unwrap();
        done.map(|(account, _)| account)
    }

    pub(super) fn order(&self, shop: &Merchant, input: &NewOrder) -> Result<Order, MerchantError> {
        self.trade(|tx| create_order(tx, shop, input, None))
    }

    pub(super) fn pay_for(&self, who: usize, input: &OrderToPay) -> Result<Order, MerchantError> {
        let pass = self.pass(who);
        let actor = self.person(who);
        let openid = Some(format!("openid-{who}"));
        let paid = self.trade(|tx| pay_order(tx, &actor, input, openid, &pass, &self.policy));
        self.cell.write(|tx| forgive(tx, &pass)).unwrap();
        paid.map(|paid| paid.order)
    }

    pub(super) fn sold(&self, shop: &Merchant, who: usize, number: &str, money: Money) -> Order {
        let order = self.order(shop, &new_order(number, money)).unwrap();
        self.pay_for(who, &handed_over(&order)).unwrap()
    }

    pub(super) fn give_back(
        &self,
        shop: &Merchant,
        order: &Order,
        number: &str,
        money: Money,
    ) -> Result<Refund, MerchantError> {
        let input = NewRefund {
            order: OrderInput {
                out_trade_no: Some(order.out_trade_no.clone()),
                payment: None,
            },
            out_refund_no: number.into(),
            money,
            reason: Some("It was cold".into()),
        };
        let done = self.trade(|tx| refund_order(tx, shop, &input));
        done.map(|(refund, _)| refund)
    }

    pub(super) fn take_out(
        &self,
        shop: &Merchant,
        money: Money,
        id: &str,
    ) -> Result<Payout, MerchantError> {
        let input = NewPayout {
            merchant: shop.id,
            money,
            client_id: id.into(),
        };
        let pass = self.pass(0);
        let done = self.trade(|tx| payout(tx, &self.person(0), &input, &pass));
        self.cell.write(|tx| forgive(tx, &pass)).unwrap();
        done.map(|(payout, _)| payout)
    }

    /// What a merchant has, in whole rupiah.
    pub(super) fn till(&self, shop: &Merchant) -> u128 {
        let account = self.read(|read| merchant(read, shop, sapa_kernel::Empty {}));
        account.unwrap().balance.minor() / 100
    }

    pub(super) fn look(&self, shop: &Merchant, number: &str) -> Result<Order, MerchantError> {
        let input = OrderInput {
            out_trade_no: Some(number.into()),
            payment: None,
        };
        self.read(|read| order_of(read, shop, input))
    }
}

#[test]
fn a_person_with_a_wallet_becomes_a_merchant_a_few_times() {
    let world = World::with(1);
    let shop = world.open_shop(0);
    assert_eq!(shop.id.to_string().len(), 10);
    for name in ["", "  ", "a\u{202e}b", &"x".repeat(MAX_MERCHANT_NAME + 1)] {
        let input = OpenMerchant { name: name.into() };
        let code = refused(world.trade(|tx| open_merchant(tx, &world.person(0), input)));
        assert_eq!(code, "wallet.merchant_name_invalid", "{name:?}");
    }
    for _ in 1..MAX_MERCHANTS {
        world.open_shop(0);
    }
    let input = OpenMerchant {
        name: "x".repeat(MAX_MERCHANT_NAME),
    };
    let more = world.trade(|tx| open_merchant(tx, &world.person(0), input.clone()));
    assert_eq!(refused(more), "wallet.too_many_merchants");
    let world = World::without_wallets(1);
    let early = world.trade(|tx| open_merchant(tx, &world.person(0), input));
    assert_eq!(refused(early), "wallet.not_open");
}

#[test]
fn keys_are_public_rsa_of_2048_to_4096_bits() {
    let world = World::with(1);
    let shop = world.open_shop(0);
    let give = |pem: &str| world.give_key(shop.id, pem);
    assert!(give(PEM).unwrap().key_set_at.is_some());
    give(RSA_PEM).unwrap();
    give(include_str!("keys/large.pem")).unwrap();
    let cut = &PEM[..PEM.len() - 60];
    let private = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
    let long = PEM.replace("\n", &"\n".repeat(1 << 10));
    for bad in [
        "",
        "hello",
        cut,
        private,
        &long,
        include_str!("keys/small.pem"),
        include_str!("keys/too_large.pem"),
        include_str!("keys/other.pem"),
    ] {
        assert_eq!(refused(give(bad)), "wallet.merchant_key_invalid", "{bad}");
    }
}

#[test]
fn a_secret_is_known_by_its_hash_and_replaces_the_earlier_one() {
    let world = World::with(2);
    let shop = world.open_shop(0);
    let set = |who: usize, hash| {
        let pass = world.pass(who);
        let done = world.trade(|tx| set_secret(tx, &world.person(who), shop.id, &pass, hash));
        world.cell.write(|tx| forgive(tx, &pass)).unwrap();
        done
    };
    let find = |hash| world.read(|read| with_token(read, &hash)).unwrap();
    set(0, [1; 32]).unwrap();
    assert_eq!(find([1; 32]), Some(shop));
    set(0, [2; 32]).unwrap();
    assert_eq!((find([1; 32]), find([2; 32])), (None, Some(shop)));
    assert_eq!(refused(set(1, [3; 32])), "wallet.merchant_not_found");
}

#[test]
fn an_order_is_paid_once_and_its_merchant_has_the_money() {
    let world = World::with(3);
    let shop = world.shop();
    let order = world.order(&shop, &new_order("A1", idr(25_000))).unwrap();
    assert_eq!(order.state, OrderState::NotPaid);
    let input = handed_over(&order);
    let shown = world
        .read(|read| order_to_pay(read, &world.person(1), input.clone()))
        .unwrap();
    assert_eq!(
        (shown.money, shown.merchant_name.as_str()),
        (idr(25_000), "Mi Ayam Bu Tini")
    );
    let paid = world.pay_for(1, &input).unwrap();
    assert_eq!(paid.state, OrderState::Paid);
    assert_eq!(paid.payer_openid.as_deref(), Some("openid-1"));
    assert_eq!(world.pay_for(1, &input).unwrap(), paid, "once");
    assert_eq!(refused(world.pay_for(2, &input)), "wallet.already_settled");
    let other = world.read(|read| order_to_pay(read, &world.person(2), input.clone()));
    assert_eq!(refused(other), "wallet.already_settled");
    assert_eq!((world.has(1).0, world.till(&shop)), (975_000, 25_000));
    assert_eq!(world.look(&shop, "A1").unwrap(), paid);
    let line = &world.lines(1)[0];
    assert_eq!(line.kind, PaymentKind::Order);
    assert_eq!(
        line.note.as_deref(),
        Some("Mi Ayam Bu Tini: Two bowls of noodles")
    );
    let see = |who: usize| {
        let payment = order.payment;
        world.read(|read| paid_order(read, &world.person(who), PaymentInput { payment }))
    };
    assert_eq!(see(1).unwrap(), paid);
    assert_eq!(see(0).unwrap(), paid, "the owner");
    assert_eq!(refused(see(2)), "wallet.order_not_found");
    let all = world.read(|read| {
        let input = OrderList {
            merchant: shop.id,
            cursor: None,
        };
        orders_of_merchant(read, &world.person(0), input)
    });
    assert_eq!(all.unwrap().items, [paid]);
}

#[test]
fn both_limits_of_the_payer_count() {
    let world = World::with(2);
    let shop = world.shop();
    let pay = |number: &str, money| {
        let order = world.order(&shop, &new_order(number, money)).unwrap();
        world.pay_for(1, &handed_over(&order))
    };
    assert_eq!(
        refused(pay("A", idr(2_000_001))),
        "wallet.over_payment_limit"
    );
    assert_eq!(
        refused(pay("B", idr(1_000_001))),
        "wallet.insufficient_funds"
    );
    pay("C", idr(1_000_000)).unwrap();
    let open = world.me(1).open.unwrap();
    assert_eq!(open.left_today, amount(4_000_000));
}

#[test]
fn what_is_not_signed_as_it_is_cannot_be_paid() {
    let world = World::with(2);
    let shop = world.open_shop(0);
    let order = world.order(&shop, &new_order("A1", idr(25_000))).unwrap();
    let good = handed_over(&order);
    assert_eq!(refused(world.pay_for(1, &good)), "wallet.no_merchant_key");
    world.give_key(shop.id, PEM).unwrap();
    let other = world.order(&shop, &new_order("A2", idr(1))).unwrap();
    type Spoil = fn(&mut OrderToPay);
    let spoils: [Spoil; 9] = [
        |input| input.time_stamp = Some("1767225601".into()),
        |input| input.nonce_str = Some("other".into()),
        |input| input.nonce_str = Some("a\nb".into()),
        |input| input.sign_type = Some("MD5".into()),
        |input| input.pay_sign = Some("AAAA".into()),
        |input| input.pay_sign = Some("not base64!".into()),
        |input| input.pay_sign = None,
        |input| input.time_stamp = None,
        |input| input.pay_sign = Some("A".repeat(4_000)),
    ];
    for spoil in spoils {
        let mut input = good.clone();
        spoil(&mut input);
        assert_eq!(refused(world.pay_for(1, &input)), "wallet.pay_sign_invalid");
        let seen = world.read(|read| order_to_pay(read, &world.person(1), input.clone()));
        assert_eq!(refused(seen), "wallet.pay_sign_invalid");
    }
    let mut swapped = good.clone();
    swapped.package = format!("prepay_id={}", other.prepay_id);
    assert_eq!(
        refused(world.pay_for(1, &swapped)),
        "wallet.pay_sign_invalid"
    );
    let mut elsewhere = good.clone();
    elsewhere.app_id = "wxother".into();
    assert_eq!(
        refused(world.pay_for(1, &elsewhere)),
        "wallet.order_not_found"
    );
    let mut nothing = good.clone();
    nothing.package = "prepay_id=".into();
    assert_eq!(
        refused(world.pay_for(1, &nothing)),
        "wallet.order_not_found"
    );
    world.pay_for(1, &good).unwrap();
}

#[test]
fn the_same_number_is_the_same_order_or_is_refused() {
    let world = World::with(2);
    let shop = world.shop();
    let input = new_order("A1", idr(25_000));
    let order = world.order(&shop, &input).unwrap();
    assert_eq!(world.order(&shop, &input).unwrap(), order);
    let mut other = input.clone();
    other.money = idr(26_000);
    assert_eq!(refused(world.order(&shop, &other)), "wallet.number_used");
    other = input.clone();
    other.attach = None;
    assert_eq!(refused(world.order(&shop, &other)), "wallet.number_used");
    let second = world.open_shop(0);
    assert_ne!(world.order(&second, &input).unwrap().payment, order.payment);
    let foreign = OrderInput {
        out_trade_no: None,
        payment: Some(order.payment),
    };
    let seen = world.read(|read| order_of(read, &second, foreign));
    assert_eq!(refused(seen), "wallet.order_not_found");
}

#[test]
fn orders_are_refused_that_cannot_be() {
    let world = World::with(1);
    let shop = world.shop();
    type Spoil = fn(&mut NewOrder, sapa_kernel::Timestamp);
    let cases: [(&str, Spoil); 12] = [
        ("out_trade_no", |order, _| order.out_trade_no.clear()),
        ("out_trade_no", |order, _| {
            order.out_trade_no = "x".repeat(33)
        }),
        ("out_trade_no", |order, _| order.out_trade_no = "a b".into()),
        ("description", |order, _| order.description = "  ".into()),
        ("description", |order, _| {
            order.description = "x".repeat(128)
        }),
        ("attach", |order, _| order.attach = Some("x".repeat(128))),
        ("app_id", |order, _| order.app_id = "a/b".into()),
        ("notify_url", |order, _| {
            order.notify_url = Some("ftp://x".into())
        }),
        ("notify_url", |order, _| {
            order.notify_url = Some("https://u@x/".into())
        }),
        ("notify_url", |order, _| {
            order.notify_url = Some("https://x/?a".into())
        }),
        ("expires_at", |order, now| order.expires_at = Some(now)),
        ("expires_at", |order, now| {
            let late = MAX_ORDER_LIFETIME + Duration::from_millis(1);
            order.expires_at = Some(now.saturating_add(late));
        }),
    ];
    for (field, spoil) in cases {
        let mut input = new_order("A1", idr(25_000));
        spoil(&mut input, world.cell.now());
        let refusal = world.order(&shop, &input);
        assert_eq!(told(refusal)["field"], field);
    }
    let mut edge = new_order(&"x".repeat(32), idr(1));
    edge.description = "x".repeat(127);
    edge.attach = Some("x".repeat(127));
    edge.expires_at = Some(world.cell.now().saturating_add(MAX_ORDER_LIFETIME));
    world.order(&shop, &edge).unwrap();
    let zero = world.order(&shop, &new_order("B", idr(0)));
    assert_eq!(refused(zero), "wallet.amount_invalid");
    let mut unknown = new_order("C", idr(1));
    unknown.payer_openid = Some("nobody".into());
    assert_eq!(
        refused(world.order(&shop, &unknown)),
        "wallet.openid_unknown"
    );
}

#[test]
fn an_order_for_one_person_is_theirs_to_pay() {
    let world = World::with(3);
    let shop = world.shop();
    let mut input = new_order("A1", idr(25_000));
    input.payer_openid = Some("openid-1".into());
    let payer = Some(world.account(1));
    let order = world.trade(|tx| create_order(tx, &shop, &input, payer));
    let input = handed_over(&order.unwrap());
    assert_eq!(refused(world.pay_for(2, &input)), "wallet.order_not_found");
    world.pay_for(1, &input).unwrap();
}

#[test]
fn an_order_whose_time_is_over_cannot_be_paid_even_before_the_job_runs() {
    let world = World::with(2);
    let shop = world.shop();
    let order = world.order(&shop, &new_order("A1", idr(25_000))).unwrap();
    let input = handed_over(&order);
    world.advance(DEFAULT_ORDER_LIFETIME);
    assert_eq!(world.look(&shop, "A1").unwrap().state, OrderState::Closed);
    assert_eq!(refused(world.pay_for(1, &input)), "wallet.expired");
    world.run_jobs();
    assert_eq!(world.look(&shop, "A1").unwrap().state, OrderState::Closed);
    assert_eq!(refused(world.pay_for(1, &input)), "wallet.already_settled");
}

#[test]
fn a_merchant_closes_what_nobody_has_paid() {
    let world = World::with(2);
    let shop = world.shop();
    let close = |number: &str| {
        let input = OrderInput {
            out_trade_no: Some(number.into()),
            payment: None,
        };
        world.trade(|tx| close_order(tx, &shop, &input))
    };
    let order = world.order(&shop, &new_order("A1", idr(25_000))).unwrap();
    assert_eq!(close("A1").unwrap().state, OrderState::Closed);
    close("A1").unwrap();
    let late = world.pay_for(1, &handed_over(&order));
    assert_eq!(refused(late), "wallet.already_settled");
    world.sold(&shop, 1, "A2", idr(1_000));
    assert_eq!(refused(close("A2")), "wallet.already_settled");
    assert_eq!(refused(close("A3")), "wallet.order_not_found");
}
