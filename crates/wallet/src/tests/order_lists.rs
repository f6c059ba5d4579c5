//! Orders of programs without a server, from a price list.

use sapa_kernel::{Amount, Merchant};

use super::merchants::{APP, refused};
use super::world::{World, amount, idr};
use crate::merchant::MerchantError;
use crate::*;

fn price(id: &str, price: Amount) -> Price {
    Price {
        id: id.into(),
        name: format!("Dish {id}"),
        price,
    }
}

fn set(world: &World, shop: &Merchant, items: Vec<Price>) -> Result<PriceList, MerchantError> {
    let input = SetPriceList {
        merchant: shop.id,
        app_id: APP.into(),
        items,
    };
    world.trade(|tx| set_price_list(tx, &world.person(0), input))
}

fn asking(items: &[(&str, u32)], client_id: &str) -> NewListOrder {
    let items = items.iter().map(|(id, count)| OrderLine {
        id: (*id).into(),
        count: *count,
    });
    NewListOrder {
        app_id: APP.into(),
        items: items.collect(),
        attach: None,
        client_id: client_id.into(),
    }
}

fn ask(world: &World, who: usize, input: &NewListOrder) -> Result<Order, MerchantError> {
    world.trade(|tx| order_from_list(tx, &world.person(who), input, Some("me".into())))
}

fn unsigned(order: &Order) -> OrderToPay {
    OrderToPay {
        app_id: APP.into(),
        package: format!("prepay_id={}", order.prepay_id),
        time_stamp: None,
        nonce_str: None,
        sign_type: None,
        pay_sign: None,
    }
}

#[test]
fn the_cell_knows_what_things_cost() {
    let world = World::with(3);
    let shop = world.open_shop(0);
    let menu = vec![price("soto", amount(15_000)), price("teh", amount(4_000))];
    let list = set(&world, &shop, menu.clone()).unwrap();
    assert_eq!(list.items, menu);
    let input = asking(&[("soto", 2), ("teh", 1)], "a");
    let order = ask(&world, 1, &input).unwrap();
    assert_eq!(order.money, idr(34_000));
    assert_eq!(order.description, "Dish soto ×2, Dish teh");
    assert_eq!(order.payer_openid.as_deref(), Some("me"));
    // What it cost when it was ordered is what it costs.
    set(&world, &shop, vec![price("soto", amount(99_000))]).unwrap();
    assert_eq!(ask(&world, 1, &input).unwrap(), order);
    let other = asking(&[("soto", 3), ("teh", 1)], "a");
    assert_eq!(refused(ask(&world, 1, &other)), "wallet.different_content");
    assert_eq!(
        refused(world.pay_for(2, &unsigned(&order))),
        "wallet.order_not_found"
    );
    let paid = world.pay_for(1, &unsigned(&order)).unwrap();
    assert_eq!(paid.state, OrderState::Paid);
    assert_eq!(world.till(&shop), 34_000);
    let number = order.out_trade_no.clone();
    assert_eq!(world.look(&shop, &number).unwrap(), paid);
    let input = OwnRefund {
        merchant: shop.id,
        refund: NewRefund {
            order: OrderInput {
                out_trade_no: None,
                payment: Some(order.payment),
            },
            out_refund_no: "R1".into(),
            money: idr(4_000),
            reason: None,
        },
    };
    let pass = world.pass(0);
    let back = world.trade(|tx| refund_own_order(tx, &world.person(0), &input, &pass));
    assert_eq!(back.unwrap().0.refunded, amount(4_000));
    assert_eq!(world.has(1).0, 970_000);
}

#[test]
fn lists_and_orders_that_cannot_be_are_refused() {
    let world = World::with(2);
    let shop = world.open_shop(0);
    let none = ask(&world, 1, &asking(&[("soto", 1)], "a"));
    assert_eq!(refused(none), "wallet.no_price_list");
    let many = |count: usize| {
        (0..count)
            .map(|id| price(&id.to_string(), amount(1)))
            .collect()
    };
    assert_eq!(
        refused(set(&world, &shop, many(MAX_PRICES + 1))),
        "wallet.order_invalid"
    );
    let twice = vec![price("a", amount(1)), price("a", amount(1))];
    assert_eq!(refused(set(&world, &shop, twice)), "wallet.order_invalid");
    let free = vec![price("a", amount(0))];
    assert_eq!(refused(set(&world, &shop, free)), "wallet.amount_invalid");
    let bad = vec![price("a b", amount(1))];
    assert_eq!(refused(set(&world, &shop, bad)), "wallet.order_invalid");
    set(&world, &shop, many(MAX_PRICES)).unwrap();
    let lines: Vec<String> = (0..=MAX_LINES).map(|id| id.to_string()).collect();
    let lines: Vec<(&str, u32)> = lines.iter().map(|id| (&**id, MAX_COUNT)).collect();
    let full = ask(&world, 1, &asking(&lines[..MAX_LINES], "full")).unwrap();
    assert_eq!(full.money, idr(MAX_LINES as u128 * u128::from(MAX_COUNT)));
    assert!(full.description.ends_with(" …"), "{}", full.description);
    let invalid = "wallet.order_invalid";
    let over = MAX_COUNT + 1;
    let wrong: [&[(&str, u32)]; 5] = [&lines, &[], &[("1", 0)], &[("1", over)], &[("1", 1); 2]];
    for lines in wrong {
        assert_eq!(refused(ask(&world, 1, &asking(lines, "b"))), invalid);
    }
    let unknown = ask(&world, 1, &asking(&[("soto", 1)], "c"));
    assert_eq!(refused(unknown), "wallet.item_unknown");
    let foreign = SetPriceList {
        merchant: shop.id,
        app_id: APP.into(),
        items: Vec::new(),
    };
    let foreign = world.trade(|tx| set_price_list(tx, &world.person(1), foreign));
    assert_eq!(refused(foreign), "wallet.merchant_not_found");
}
