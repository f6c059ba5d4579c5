//! What movements of money cost in written rows, so that growth is noticed.

use super::world::{World, idr, place};
use crate::*;

#[test]
fn a_transfer_and_its_answer() {
    let world = World::with(2);
    let cost = |id: &str| {
        let input = NewTransfer {
            conversation: place(),
            money: idr(5),
            note: None,
            client_id: id.into(),
        };
        let pass = world.pass(0);
        let to = world.account(1);
        let sent =
            world.write(|tx| transfer(tx, &world.person(0), to, &input, &pass, &world.policy));
        let sending = world.cell.last_writes();
        world.accept(1, sent.unwrap().payment).unwrap();
        let taking = world.cell.last_writes();
        world.accept(1, transfer_id(&world, id)).unwrap();
        (sending, taking, world.cell.last_writes())
    };
    // Sending: the ledger's transfer, two accounts, two histories, pending, clock; the wallet's day; the PIN's attempts;
    // the row; two for the job. Taking: the ledger's seven, the row, and two for the job that is not needed any more.
    assert_eq!(cost("a"), (12, 10, 0));
    assert_eq!(cost("b"), (12, 10, 0), "a busy wallet costs the same");
}

fn transfer_id(world: &World, client_id: &str) -> sapa_kernel::PaymentId {
    crate::keys::payment_id(world.account(0), crate::keys::Verb::Transfer, client_id)
}

#[test]
fn a_share_of_a_packet_costs_the_same_for_the_first_as_for_the_hundredth() {
    let mut world = World::with(1);
    world.add_crowd(120);
    for kind in [PacketKind::Normal, PacketKind::Lucky] {
        let input = world.packet(kind, idr(12_000), 120);
        let payment = world.send(0, &input).unwrap().payment;
        let costs: Vec<_> = (1..=120)
            .map(|who| {
                world.tap(who, payment).unwrap();
                world.cell.last_writes()
            })
            .collect();
        // The ledger's transfer, two accounts, the taker's history, the clock; the claim; the packet.
        assert!(costs[..119].iter().all(|cost| *cost == 7), "{costs:?}");
        // And for the last: it is open no more, and two for the job.
        assert_eq!(costs[119], 10);
        world.tap(1, payment).unwrap();
        assert_eq!(world.cell.last_writes(), 0, "again");
    }
}

#[test]
fn putting_a_packet() {
    let world = World::with(1);
    for (kind, shares) in [(PacketKind::Normal, 1), (PacketKind::Lucky, 500)] {
        let input = world.packet(kind, idr(500), shares);
        let pass = world.pass(0);
        let actor = world.person(0);
        world
            .write(|tx| {
                let group = PacketPlace::Group;
                send_packet(tx, &actor, group, &input, &pass, &world.policy, &world.keys)
            })
            .unwrap();
        // The ledger's account, transfer, other account, history, clock; the wallet's day; the PIN's attempts; the
        // packet and that it is open; two for the job.
        assert_eq!(world.cell.last_writes(), 11, "{kind:?} {shares}");
    }
}

#[test]
fn looking_at_a_pin_costs_one_row() {
    let world = World::with(1);
    let pass = world.pass(0);
    assert_eq!(world.cell.last_writes(), 1);
    world.cell.write(|tx| forgive(tx, &pass)).unwrap();
    assert_eq!(world.cell.last_writes(), 1);
    world.cell.write(|tx| forgive(tx, &pass)).unwrap();
    assert_eq!(world.cell.last_writes(), 0);
}
