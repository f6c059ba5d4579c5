//! Giving back what was paid to merchants, taking it out, and merchants that are frozen or gone.

use super::merchants::{handed_over, new_order, refused, told};
use super::world::{DAY, MACHINE, World, amount, code, idr};
use crate::*;

#[test]
fn what_was_paid_comes_back_in_parts_and_never_more() {
    let world = World::with(2);
    let shop = world.shop();
    let order = world.sold(&shop, 1, "A1", idr(25_000));
    let refund = world.give_back(&shop, &order, "R1", idr(10_000)).unwrap();
    assert_eq!(
        world.give_back(&shop, &order, "R1", idr(10_000)).unwrap(),
        refund
    );
    let other = world.give_back(&shop, &order, "R1", idr(9_000));
    assert_eq!(refused(other), "wallet.number_used");
    let over = world.give_back(&shop, &order, "R2", idr(15_001));
    assert_eq!(told(over)["left"], "1500000");
    assert_eq!(world.look(&shop, "A1").unwrap().state, OrderState::Refund);
    world.give_back(&shop, &order, "R2", idr(15_000)).unwrap();
    let more = world.give_back(&shop, &order, "R3", idr(1));
    assert_eq!(refused(more), "wallet.over_refundable");
    assert_eq!((world.has(1).0, world.till(&shop)), (1_000_000, 0));
    assert_eq!(world.look(&shop, "A1").unwrap().refunded, amount(25_000));
    let line = &world.lines(1)[0];
    assert_eq!(line.kind, PaymentKind::OrderRefund);
    let seen = world.read(|read| {
        let out_refund_no = "R1".into();
        refund_of(read, &shop, RefundInput { out_refund_no })
    });
    assert_eq!(seen.unwrap().payment, refund.payment);
    let unpaid = world.order(&shop, &new_order("A2", idr(5))).unwrap();
    let early = world.give_back(&shop, &unpaid, "R4", idr(1));
    assert_eq!(refused(early), "wallet.already_settled");
}

#[test]
fn an_order_comes_back_in_at_most_fifty_parts() {
    let world = World::with(2);
    let shop = world.shop();
    let order = world.sold(&shop, 1, "A1", idr(100));
    for part in 0..MAX_REFUNDS {
        let number = format!("R{part}");
        world.give_back(&shop, &order, &number, idr(1)).unwrap();
    }
    let more = world.give_back(&shop, &order, "R", idr(1));
    assert_eq!(refused(more), "wallet.too_many_refunds");
}

#[test]
fn what_the_owner_took_cannot_be_given_back() {
    let world = World::with(2);
    let shop = world.shop();
    let order = world.sold(&shop, 1, "A1", idr(25_000));
    let taken = world.take_out(&shop, idr(20_000), "p1").unwrap();
    assert_eq!(world.take_out(&shop, idr(20_000), "p1").unwrap(), taken);
    let other = world.take_out(&shop, idr(1), "p1");
    assert_eq!(refused(other), "wallet.different_content");
    let over = world.take_out(&shop, idr(5_001), "p2");
    assert_eq!(told(over)["missing"], "100");
    assert_eq!((world.has(0).0, world.till(&shop)), (1_020_000, 5_000));
    let back = world.give_back(&shop, &order, "R1", idr(5_001));
    assert_eq!(refused(back), "wallet.merchant_funds");
    world.give_back(&shop, &order, "R1", idr(5_000)).unwrap();
    assert_eq!(world.lines(0)[0].note.as_deref(), Some("Mi Ayam Bu Tini"));
}

#[test]
fn a_frozen_merchant_takes_and_gives_nothing() {
    let world = World::with(2);
    let shop = world.shop();
    let order = world.sold(&shop, 1, "A1", idr(25_000));
    let open = world.order(&shop, &new_order("A2", idr(5))).unwrap();
    let input = FreezeMerchant {
        merchant: shop.id,
        reason: "complaints".into(),
    };
    let receipt = world.trade(|tx| freeze_merchant(tx, &MACHINE, &input));
    assert_eq!(receipt.unwrap().account, world.account(0));
    let unavailable = "wallet.merchant_unavailable";
    assert_eq!(refused(world.pay_for(1, &handed_over(&open))), unavailable);
    assert_eq!(
        refused(world.order(&shop, &new_order("A3", idr(5)))),
        unavailable
    );
    assert_eq!(
        refused(world.give_back(&shop, &order, "R1", idr(1))),
        unavailable
    );
    assert_eq!(refused(world.take_out(&shop, idr(1), "p1")), unavailable);
    let sums = world.read(|read| list_merchants(read, &MACHINE, MerchantList::default()));
    let sums = sums.unwrap().items.remove(0);
    assert_eq!(
        (sums.came, sums.left, sums.balance),
        (amount(25_000), amount(0), amount(25_000))
    );
    assert_eq!(sums.frozen_reason.as_deref(), Some("complaints"));
    world
        .trade(|tx| unfreeze_merchant(tx, &MACHINE, &input))
        .unwrap();
    world.pay_for(1, &handed_over(&open)).unwrap();
}

#[test]
fn nobody_is_deleted_with_money_in_a_till() {
    let world = World::with(2);
    let shop = world.shop();
    world.transfer(0, 1, idr(1_000_000), "all").unwrap();
    world.advance(DAY);
    let order = world.sold(&shop, 1, "A1", idr(25_000));
    let full = world.read(|read| check_empty(read, world.account(0)));
    assert_eq!(code(full), "wallet.not_empty");
    world
        .write(|tx| forget_account(tx, world.account(0)))
        .unwrap();
    assert_eq!(world.till(&shop), 0);
    let late = world.give_back(&shop, &order, "R1", idr(1));
    assert_eq!(refused(late), "wallet.merchant_unavailable");
    let left = world.read(|read| unclaimed(read, &MACHINE, UnclaimedList::default()));
    assert!(left.unwrap().items[0].left.amount >= amount(25_000));
}
