//! Stories of two people in one program.

use sapa_kernel::{AccountId, Coded, Id};
use sapa_test_kit::TestCell;
use serde_json::{Value, json};

use crate::*;

struct World {
    cell: TestCell,
}

fn user(number: u8) -> User {
    User {
        app_id: "wxone".into(),
        account: AccountId::from_bytes([number; 16]),
        openid: format!("o-{number}"),
    }
}

fn input<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn code<T>(result: Result<T, Error>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "ok")
}

impl World {
    fn new(mode: Mode) -> Self {
        let world = Self {
            cell: TestCell::new(),
        };
        world.set(mode).unwrap();
        world
    }

    fn set(&self, mode: Mode) -> Result<Collection, Error> {
        let (app_id, name) = ("wxone".into(), "todos".into());
        let input = CollectionInput { app_id, name, mode };
        self.cell.write(|tx| set_collection(tx, input))
    }

    fn add(&self, who: u8, data: Value) -> Result<Added, Error> {
        let new = input(json!({ "collection": "todos", "data": data }));
        self.cell.write(|tx| add(tx, &user(who), new))
    }

    fn find(&self, who: u8, mut query: Value) -> Result<Vec<Value>, Error> {
        query["collection"] = json!("todos");
        let found = self.cell.read(|read| find(read, &user(who), input(query)));
        Ok(found?.data.into_iter().map(Value::Object).collect())
    }

    fn ids(&self, who: u8, query: Value) -> Vec<String> {
        let found = self.find(who, query).unwrap();
        let id = |document: &Value| document["_id"].as_str().unwrap().to_owned();
        found.iter().map(id).collect()
    }

    fn get(&self, who: u8, id: &str) -> Result<Value, Error> {
        let which = input(json!({ "collection": "todos", "id": id }));
        let found = self.cell.read(|read| get(read, &user(who), which));
        found.map(|found| Value::Object(found.data))
    }

    fn update(&self, who: u8, id: &str, data: Value) -> Result<Updated, Error> {
        let change = input(json!({ "collection": "todos", "id": id, "data": data }));
        self.cell.write(|tx| update(tx, &user(who), change))
    }

    fn remove(&self, who: u8, id: &str) -> Result<Changed, Error> {
        let which = input(json!({ "collection": "todos", "id": id }));
        self.cell.write(|tx| remove(tx, &user(who), which))
    }
}

#[test]
fn whose_a_document_is_is_the_cells_to_say() {
    let world = World::new(Mode::Private);
    world
        .add(1, json!({ "_id": "a", "_openid": "o-2", "text": "x" }))
        .unwrap();
    let expected = json!({ "_id": "a", "_openid": "o-1", "text": "x" });
    assert_eq!(world.get(1, "a").unwrap(), expected);
    assert_eq!(
        code(world.add(1, json!({ "_id": "a" }))),
        "mini_data.exists"
    );
    let made = world.add(1, json!({})).unwrap();
    assert_eq!(made.id.len(), 26);
    let steal = world.update(1, "a", json!({ "_openid": "o-2" }));
    assert_eq!(code(steal), "mini_data.invalid");
}

#[test]
fn modes_say_who_reads_and_writes() {
    for (mode, reads, writes, own) in [
        (
            Mode::Private,
            "mini_data.not_found",
            "mini_data.not_found",
            "ok",
        ),
        (Mode::ReadAll, "ok", "mini_data.not_found", "ok"),
        (Mode::ReadOnly, "ok", "mini_data.denied", "mini_data.denied"),
        (
            Mode::Closed,
            "mini_data.not_found",
            "mini_data.denied",
            "mini_data.denied",
        ),
    ] {
        let world = World::new(Mode::Private);
        world.add(1, json!({ "_id": "a", "n": 1 })).unwrap();
        world.set(mode).unwrap();
        assert_eq!(code(world.get(2, "a")), reads, "{mode:?}");
        let seen = world.ids(2, json!({})).len();
        assert_eq!(seen == 1, reads == "ok", "{mode:?}");
        assert_eq!(world.ids(2, json!({ "where": { "_id": "a" } })).len(), seen);
        assert_eq!(
            code(world.update(2, "a", json!({ "n": 2 }))),
            writes,
            "{mode:?}"
        );
        assert_eq!(code(world.remove(2, "a")), writes, "{mode:?}");
        assert_eq!(
            code(world.update(1, "a", json!({ "n": 2 }))),
            own,
            "{mode:?}"
        );
        let added = world.add(1, json!({ "_id": "b" }));
        assert_eq!(code(added), own, "{mode:?}");
    }
    let world = World::new(Mode::Private);
    let other = input(json!({ "collection": "others", "data": {} }));
    let other = world.cell.write(|tx| add(tx, &user(1), other));
    assert_eq!(code(other), "mini_data.no_collection");
    let elsewhere = User {
        app_id: "wxtwo".into(),
        ..user(1)
    };
    let which = input(json!({ "collection": "todos", "id": "a" }));
    let foreign = world.cell.read(|read| get(read, &elsewhere, which));
    assert_eq!(code(foreign), "mini_data.no_collection");
}

#[test]
fn queries_find_what_fits() {
    let world = World::new(Mode::ReadAll);
    for (id, data) in [
        (
            "a",
            json!({ "n": 1, "tags": ["x", "y"], "deep": { "k": "v" } }),
        ),
        ("b", json!({ "n": 2.5, "tags": [], "done": true })),
        ("c", json!({ "n": 10, "name": "Ca" })),
        ("d", json!({ "name": "Be", "n": null })),
    ] {
        let mut data = data;
        data["_id"] = json!(id);
        world.add(1, data).unwrap();
    }
    for (condition, expected) in [
        (json!({}), "abcd"),
        (json!({ "n": 1.0 }), "a"),
        (json!({ "n": { "$gt": 1 } }), "bc"),
        (json!({ "n": { "$gte": 1, "$lt": 10 } }), "ab"),
        (json!({ "n": { "$lte": 1 } }), "a"),
        (json!({ "n": { "$neq": 1 } }), "bcd"),
        (json!({ "n": { "$in": [1, 10] } }), "ac"),
        (json!({ "n": { "$nin": [1, 10] } }), "bd"),
        (json!({ "tags": "x" }), "a"),
        (json!({ "tags.1": "y" }), "a"),
        (json!({ "deep.k": "v" }), "a"),
        (json!({ "deep": { "k": "v" } }), "a"),
        (json!({ "name": { "$exists": true } }), "cd"),
        (json!({ "$or": [{ "done": true }, { "name": "Be" }] }), "bd"),
        (
            json!({ "$and": [{ "n": { "$gt": 1 } }, { "done": true }] }),
            "b",
        ),
        (json!({ "_openid": "o-1", "n": 1 }), "a"),
        (json!({ "_id": "c" }), "c"),
        (json!({ "_id": "c", "n": 1 }), ""),
    ] {
        let found = world.ids(2, json!({ "where": condition })).concat();
        assert_eq!(found, expected, "{condition}");
    }
    let order = json!([{ "field": "n", "descending": true }]);
    assert_eq!(
        world.ids(2, json!({ "order": order, "limit": 2, "skip": 1 })),
        ["b", "a"]
    );
    let name = json!([{ "field": "name" }, { "field": "n" }]);
    assert_eq!(world.ids(2, json!({ "order": name })), ["a", "b", "d", "c"]);
    let many: Vec<i32> = (0..100).collect();
    for bad in [
        json!({ "$where": "1" }),
        json!({ "n": { "$regex": "a" } }),
        json!({ "$or": [] }),
        json!({ "$or": [1] }),
        json!({ "n": { "$in": 1 } }),
        json!({ "n": { "$in": many } }),
        json!({ "$or": [{ "$or": [{ "$or": [{ "$or": [{ "$or": [{ "$or": [{}] }] }] }] }] }] }),
    ] {
        let refused = code(world.find(2, json!({ "where": bad })));
        assert!(
            ["mini_data.invalid", "mini_data.too_many"].contains(&refused),
            "{bad}"
        );
    }
}

#[test]
fn commands_change_fields() {
    let world = World::new(Mode::Private);
    world
        .add(
            1,
            json!({ "_id": "a", "n": 1, "list": [1], "old": 1, "deep": { "k": 1, "l": 2 } }),
        )
        .unwrap();
    let change = json!({
        "n": { "$inc": 2 }, "new.n": { "$inc": 1.5 }, "list": { "$push": [2, 3] }, "old": { "$remove": true },
        "deep.k": { "$set": { "m": 1 } }, "deep.l": { "$remove": true }, "list.0": 9, "more": { "$push": "x" },
    });
    world.update(1, "a", change).unwrap();
    let expected = json!({
        "_id": "a", "_openid": "o-1", "n": 3, "new": { "n": 1.5 }, "list": [9, 2, 3], "deep": { "k": { "m": 1 } }, "more": ["x"],
    });
    assert_eq!(world.get(1, "a").unwrap(), expected);
    for bad in [
        json!({ "n": { "$mul": 2 } }),
        json!({ "more": { "$inc": 2 } }),
        json!({ "n": { "$push": 2 } }),
        json!({ "n.x": 1 }),
        json!({ "__proto__": 1 }),
        json!({ "a.__proto__.b": 1 }),
        json!({ "list.7": 1 }),
        json!({ "n": { "$inc": i64::MAX } }),
        json!({ "$set": 1 }),
    ] {
        let refused = code(world.update(1, "a", bad.clone()));
        assert_eq!(refused, "mini_data.invalid", "{bad}");
    }
    assert_eq!(
        world.get(1, "a").unwrap(),
        expected,
        "a refusal changes nothing"
    );
    world.add(1, json!({ "_id": "b", "n": 3 })).unwrap();
    let all = input(json!({ "collection": "todos", "where": { "n": 3 }, "data": { "n": 4 } }));
    let changed = world.cell.write(|tx| update(tx, &user(1), all)).unwrap();
    assert_eq!(changed.updated, 2);
    let all = input(json!({ "collection": "todos", "where": { "n": 4 } }));
    let removed = world
        .cell
        .write(|tx| remove_where(tx, &user(1), all))
        .unwrap();
    assert_eq!(removed.removed, 2);
    assert_eq!(world.set(Mode::Private).unwrap().documents, 0);
}

#[test]
fn documents_have_bounds() {
    let world = World::new(Mode::Private);
    let fits = "x".repeat(MAX_DOCUMENT - r#"{"t":""}"#.len());
    world.add(1, json!({ "_id": "a", "t": fits })).unwrap();
    let over = json!({ "t": format!("{fits}x") });
    assert_eq!(code(world.add(1, over.clone())), "mini_data.too_many");
    assert_eq!(code(world.update(1, "a", over)), "mini_data.too_many");
    let deep = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    world.add(1, json!({ "d": deep(MAX_DEPTH) })).unwrap();
    let deeper = json!({ "d": deep(MAX_DEPTH + 1) });
    assert_eq!(code(world.add(1, deeper)), "mini_data.too_many");
    for bad in [
        json!({ "a.b": 1 }),
        json!({ "$a": 1 }),
        json!({ "a": { "__proto__": 1 } }),
    ] {
        assert_eq!(code(world.add(1, bad)), "mini_data.invalid");
    }
    for bad in ["", "a/b", &"x".repeat(MAX_NAME + 1)] {
        assert_eq!(
            code(world.add(1, json!({ "_id": bad }))),
            "mini_data.invalid"
        );
    }
    assert_eq!(code(world.add(1, json!({ "_id": 1 }))), "mini_data.invalid");
}

#[test]
fn a_query_that_would_look_at_too_much_says_so() {
    let world = World::new(Mode::Private);
    for number in 0..MAX_SCANNED {
        world
            .add(1, json!({ "_id": format!("d{number}"), "n": number }))
            .unwrap();
    }
    assert_eq!(world.ids(1, json!({ "limit": 1000 })).len(), MAX_FOUND);
    assert_eq!(world.ids(1, json!({})).len(), 20);
    let all = input(json!({ "collection": "todos" }));
    let counted = world.cell.read(|read| count(read, &user(1), all)).unwrap();
    assert_eq!(counted.total as usize, MAX_SCANNED);
    world.add(2, json!({ "_id": "more" })).unwrap();
    assert_eq!(code(world.find(1, json!({}))), "mini_data.scan_too_long");
    assert_eq!(world.ids(1, json!({ "where": { "_id": "d7" } })), ["d7"]);
}

#[test]
fn programs_and_people_have_so_many() {
    let world = World::new(Mode::Private);
    for number in 1..MAX_COLLECTIONS {
        let name = format!("c{number}");
        let input = input(json!({ "app_id": "wxone", "name": name, "mode": "private" }));
        world.cell.write(|tx| set_collection(tx, input)).unwrap();
    }
    let more = input(json!({ "app_id": "wxone", "name": "more", "mode": "private" }));
    let more = world.cell.write(|tx| set_collection(tx, more));
    assert_eq!(code(more), "mini_data.too_many");
    let bad = input(json!({ "app_id": "wxone", "name": "a b", "mode": "private" }));
    let bad = world.cell.write(|tx| set_collection(tx, bad));
    assert_eq!(code(bad), "mini_data.invalid");
    for _ in 0..MAX_OF_PERSON {
        world.add(1, json!({})).unwrap();
    }
    assert_eq!(code(world.add(1, json!({}))), "mini_data.too_many");
    world.add(2, json!({})).unwrap();
}
