//! Who may know what is in a red packet, and from when on.

use sapa_kernel::PaymentId;

use super::world::{DAY, World, amount, idr};
use crate::*;

/// What somebody is told of a packet: what was put in, what was taken, the claims, and what the list of cards says.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    total: Option<u128>,
    taken: Option<u32>,
    taken_amount: Option<u128>,
    claims: usize,
    people: usize,
    closed_at: bool,
    seed: bool,
}

const NOTHING: Told = Told {
    total: None,
    taken: None,
    taken_amount: None,
    claims: 0,
    people: 0,
    closed_at: false,
    seed: false,
};

fn told(world: &World, who: usize, payment: PaymentId) -> Told {
    let input = PacketInput {
        payment,
        cursor: None,
    };
    let page = world
        .read(|read| packet(read, &world.person(who), input))
        .unwrap();
    let status = world
        .read(|read| packet_status(read, world.account(who), payment))
        .unwrap()
        .unwrap();
    let shown = &page.packet;
    assert_eq!((status.taken, status.state), (shown.taken, shown.state));
    assert_eq!(page.mine.map(|claim| claim.amount), shown.my_share);
    let rupiah = |amount: sapa_kernel::Amount| amount.minor() / 100;
    Told {
        total: shown.total.map(rupiah),
        taken: shown.taken,
        taken_amount: shown.taken_amount.map(rupiah),
        claims: page.items.len(),
        people: page.people.len(),
        closed_at: shown.closed_at.is_some(),
        seed: shown.seed.is_some(),
    }
}

fn whole(total: u128, taken: u32, taken_amount: u128) -> Told {
    Told {
        total: Some(total),
        taken: Some(taken),
        taken_amount: Some(taken_amount),
        claims: taken as usize,
        people: taken as usize,
        closed_at: false,
        seed: false,
    }
}

#[test]
fn while_it_is_open_its_sender_and_those_who_opened_it_see_inside() {
    let world = World::with(4);
    for kind in [PacketKind::Normal, PacketKind::Lucky] {
        let sent = world.send(0, &world.packet(kind, idr(300), 3)).unwrap();
        let payment = sent.payment;
        assert_eq!((sent.total, sent.taken), (Some(amount(300)), Some(0)));
        assert_eq!(told(&world, 0, payment), whole(300, 0, 0));
        assert_eq!(told(&world, 1, payment), NOTHING);
        let opened = world.tap(1, payment).unwrap().packet;
        let share = opened.my_share.unwrap();
        let after = whole(300, 1, share.minor() / 100);
        assert_eq!(opened.taken_amount, Some(share), "also in the answer");
        assert_eq!(told(&world, 1, payment), after);
        assert_eq!(told(&world, 0, payment), after);
        assert_eq!(told(&world, 2, payment), NOTHING, "{kind:?}");
        world.tap(2, payment).unwrap();
        assert_eq!(told(&world, 3, payment), NOTHING);
        assert!(world.tap(0, payment).unwrap().closed);
        let end = Told {
            closed_at: true,
            seed: kind == PacketKind::Lucky,
            ..whole(300, 3, 300)
        };
        for who in 0..4 {
            assert_eq!(told(&world, who, payment), end, "{kind:?} {who}");
        }
        let late = world.tap(3, payment).unwrap().packet;
        assert_eq!((late.my_share, late.total), (None, Some(amount(300))));
    }
}

#[test]
fn the_commitment_of_a_draw_is_for_everybody_from_the_beginning() {
    let world = World::with(2);
    let sent = world
        .send(0, &world.packet(PacketKind::Lucky, idr(300), 3))
        .unwrap();
    let input = PacketInput {
        payment: sent.payment,
        cursor: None,
    };
    let page = world
        .read(|read| packet(read, &world.person(1), input))
        .unwrap();
    assert!(sent.commitment.is_some());
    assert_eq!(page.packet.commitment, sent.commitment);
}

#[test]
fn once_its_time_is_over_everybody_sees_inside_also_while_the_job_is_late() {
    let world = World::with(3);
    let sent = world.send(0, &world.packet(PacketKind::Lucky, idr(300), 3));
    let payment = sent.unwrap().payment;
    let share = world.tap(1, payment).unwrap().packet.my_share.unwrap();
    world.advance(PACKET_LIFETIME - std::time::Duration::from_millis(1));
    assert_eq!(told(&world, 2, payment), NOTHING);
    world.advance(std::time::Duration::from_millis(1));
    let over = whole(300, 1, share.minor() / 100);
    assert_eq!(told(&world, 2, payment), over);
    world.run_jobs();
    let returned = Told {
        closed_at: true,
        seed: true,
        ..over
    };
    assert_eq!(told(&world, 2, payment), returned);
}

#[test]
fn what_is_for_one_person_is_known_to_the_two_alone() {
    let world = World::with(4);
    for taken in [true, false] {
        let mut input = world.packet(PacketKind::Exclusive, idr(10), 1);
        input.only_for = Some(world.account(1));
        let payment = world.send(0, &input).unwrap().payment;
        assert_eq!(told(&world, 0, payment), whole(10, 0, 0));
        assert_eq!(told(&world, 1, payment), NOTHING, "not opened yet");
        assert_eq!(told(&world, 2, payment), NOTHING);
        if taken {
            world.tap(1, payment).unwrap();
        } else {
            world.advance(DAY);
            world.run_jobs();
        }
        let end = Told {
            closed_at: true,
            ..whole(10, u32::from(taken), if taken { 10 } else { 0 })
        };
        assert_eq!(told(&world, 0, payment), end);
        assert_eq!(told(&world, 1, payment), end);
        assert_eq!(told(&world, 2, payment), NOTHING);
        let input = PacketInput {
            payment,
            cursor: None,
        };
        let others = world
            .read(|read| packet(read, &world.person(3), input))
            .unwrap();
        let state = [PacketState::Returned, PacketState::Finished][usize::from(taken)];
        assert_eq!(others.packet.state, state, "how it stands is no secret");
        assert_eq!(others.packet.only_for, Some(world.account(1)));
    }
}
