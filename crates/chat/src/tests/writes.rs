//! What a message costs: the number of rows written, whatever the number of members.

use super::world::{World, calling, words};

#[test]
fn a_text_costs_the_same_for_3_members_or_500() {
    let world = World::with(500);
    let small = world.group_of(0, &[1, 2]);
    let large = world.group_of(0, &(1..500).collect::<Vec<_>>());
    let mut costs = Vec::new();
    for place in [small, large] {
        world.say(0, place, "warm");
        world.events();
        world.send(1, place, "a", words("hello"), None).unwrap();
        let writes = world.cell.last_writes();
        let events = world.heard();
        assert_eq!(events, ["Conversation chat.message"]);
        costs.push(writes);
        world.recall(1, place, world.see(1, place).head_no).unwrap();
        costs.push(world.cell.last_writes());
        world
            .send(0, place, "b", calling("@all", &[None]), None)
            .unwrap();
        costs.push(world.cell.last_writes());
        world.read_to(2, place, u64::MAX);
        costs.push(world.cell.last_writes());
    }
    assert_eq!(costs[..4], costs[4..]);
    assert_eq!(
        costs[0], 4,
        "message, client id, head, the sender's own row"
    );
    assert_eq!(costs[2], 4, "everyone is one number in the head");
}

#[test]
fn a_text_between_two_people_costs_three_rows() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    for who in [0, 1, 1, 0] {
        world.say(who, place, "hello");
        assert_eq!(world.cell.last_writes(), 3, "message, client id, head");
    }
    world.send(0, place, "a", words("x"), None).unwrap();
    world.send(0, place, "a", words("x"), None).unwrap();
    assert_eq!(world.cell.last_writes(), 0, "a repetition writes nothing");
    world.read_to(1, place, u64::MAX);
    assert_eq!(world.cell.last_writes(), 2, "marker and head");
}

#[test]
fn a_card_costs_what_a_text_costs() {
    let world = World::with(20);
    for (place, cost) in [(world.direct(0, 1), 3), (world.group(20), 4)] {
        world.say(0, place, "warm");
        let number = world.card(0, place, "a").unwrap().message_no;
        assert_eq!(world.cell.last_writes(), cost);
        world.card(0, place, "a").unwrap();
        assert_eq!(world.cell.last_writes(), 0, "a repetition writes nothing");
        world.settle_card(place, number);
        assert_eq!(world.cell.last_writes(), 3, "message, change, head");
        world.settle_card(place, number);
        assert_eq!(world.cell.last_writes(), 0, "nothing changed");
    }
}

#[test]
fn only_those_named_cost_a_row_each() {
    let world = World::with(20);
    let place = world.group(20);
    let named: Vec<_> = (1..4).map(|who| Some(world.account(who))).collect();
    world
        .send(0, place, "a", calling("@you", &named), None)
        .unwrap();
    assert_eq!(world.cell.last_writes(), 4 + 3);
}
