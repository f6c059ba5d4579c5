use std::collections::BTreeSet;

use super::{Draw, key};

#[test]
fn every_row_has_a_key_of_its_own() {
    let keys: BTreeSet<_> = (0..10_000).map(key).collect();
    assert_eq!(keys.len(), 10_000);
}

#[test]
fn both_sides_draw_the_same_commands() {
    let (mut one, mut other) = (Draw::new(3, 1000), Draw::new(3, 1000));
    for _ in 0..100 {
        assert_eq!(one.key(), other.key());
        assert_eq!(one.value(), other.value());
    }
}
