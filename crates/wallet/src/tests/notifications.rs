//! What merchants' servers are told, and what becomes of it if they do not answer.

use std::time::Duration;

use sapa_kernel::{Merchant, PaymentId};
use sapa_store::jobs;

use super::merchants::{handed_over, new_order};
use super::world::{World, idr};
use crate::*;

/// The jobs that wait to tell somebody, with when.
fn waiting(world: &World) -> Vec<(Vec<u8>, sapa_kernel::Timestamp)> {
    world.read(|read| {
        let all = jobs::pending(read, 100).unwrap();
        let mine = all.into_iter().filter(|job| job.kind == NOTIFY_JOB);
        mine.map(|job| (job.key, job.run_at)).collect()
    })
}

fn sold(world: &World) -> (Merchant, Order) {
    let shop = world.shop();
    let mut input = new_order("A1", idr(25_000));
    input.notify_url = Some("https://shop.example/paid".into());
    let order = world.order(&shop, &input).unwrap();
    (shop, world.pay_for(1, &handed_over(&order)).unwrap())
}

fn list(world: &World, shop: &Merchant, state: Option<NotificationState>) -> Vec<Notification> {
    let input = NotificationList {
        merchant: shop.id,
        state,
        cursor: None,
    };
    let page = world.read(|read| notifications(read, &world.person(0), input));
    page.unwrap().items
}

/// As the runner does: the job is gone before its effect.
fn attempt(world: &World, key: &[u8], problem: Option<&str>) {
    world
        .trade(|tx| {
            tx.cancel(NOTIFY_JOB, key)?;
            attempted(tx, key, problem)
        })
        .unwrap();
}

#[test]
fn a_server_hears_of_what_was_paid_and_of_what_came_back() {
    let world = World::with(2);
    let (shop, order) = sold(&world);
    let (key, at) = waiting(&world).remove(0);
    assert_eq!(at, world.cell.now());
    let told = world.read(|read| to_tell(read, &key)).unwrap().unwrap();
    assert_eq!(told.url, "https://shop.example/paid");
    let body: serde_json::Value = serde_json::from_str(&told.body).unwrap();
    assert_eq!(body["event_type"], "TRANSACTION.SUCCESS");
    assert_eq!(body["resource"]["out_trade_no"], "A1");
    assert_eq!(body["resource"]["state"], "paid");
    assert_eq!(body["resource"]["payer_openid"], "openid-1");
    attempt(&world, &key, None);
    assert!(waiting(&world).is_empty());
    assert!(world.read(|read| to_tell(read, &key)).unwrap().is_none());
    assert_eq!(list(&world, &shop, Some(NotificationState::Done)).len(), 1);
    world.give_back(&shop, &order, "R1", idr(5_000)).unwrap();
    let (key, _) = waiting(&world).remove(0);
    let told = world.read(|read| to_tell(read, &key)).unwrap().unwrap();
    let body: serde_json::Value = serde_json::from_str(&told.body).unwrap();
    assert_eq!(body["event_type"], "REFUND.SUCCESS");
    assert_eq!(body["resource"]["out_refund_no"], "R1");
}

#[test]
fn a_server_that_does_not_answer_is_told_again_and_then_no_more() {
    let world = World::with(2);
    let (shop, order) = sold(&world);
    let mut spent = Duration::ZERO;
    for pause in BACK_OFF {
        let (key, _) = waiting(&world).remove(0);
        attempt(&world, &key, Some("no answer"));
        let (_, at) = waiting(&world).remove(0);
        assert_eq!(at.since(world.cell.now()), pause);
        world.advance(pause);
        spent += pause;
    }
    assert!(spent > Duration::from_secs(24 * 60 * 60));
    let (key, _) = waiting(&world).remove(0);
    attempt(&world, &key, Some("no answer"));
    assert!(waiting(&world).is_empty());
    let dead = list(&world, &shop, Some(NotificationState::Dead)).remove(0);
    assert_eq!((dead.order, dead.attempts), (order.payment, 16));
    assert_eq!(dead.problem.as_deref(), Some("no answer"));
    let input = NotifyAgain {
        merchant: shop.id,
        notification: dead.notification,
    };
    let again = world.trade(|tx| notify_again(tx, &world.person(0), input));
    assert_eq!(again.unwrap().state, NotificationState::Waiting);
    assert_eq!(waiting(&world).len(), 1);
    let foreign = world.trade(|tx| notify_again(tx, &world.person(1), input));
    assert_eq!(
        super::merchants::refused(foreign),
        "wallet.merchant_not_found"
    );
}

#[test]
fn a_job_of_nothing_tells_nothing() {
    let world = World::with(2);
    let (shop, _) = sold(&world);
    for key in [&b"x"[..], &[0; 24], &[1; 40]] {
        assert!(world.read(|read| to_tell(read, key)).unwrap().is_none());
        world.trade(|tx| attempted(tx, key, None)).unwrap();
    }
    let unknown: PaymentId = sapa_kernel::Id::from_bytes([7; 16]);
    let input = NotifyAgain {
        merchant: shop.id,
        notification: unknown,
    };
    let again = world.trade(|tx| notify_again(tx, &world.person(0), input));
    assert_eq!(super::merchants::refused(again), "wallet.order_not_found");
}
