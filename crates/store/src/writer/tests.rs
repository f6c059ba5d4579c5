use super::*;
use crate::stats::Histogram;
use crate::{Lane, RawValue};

/// Work that says nothing and does nothing.
struct Nothing;

impl Work for Nothing {
    fn execute(self: Box<Self>, _: &dyn Read, _: &mut Overlay, _: TxContext) -> Executed {
        Executed {
            reply: Box::new(|_| {}),
            outcome: Outcome::Kept,
        }
    }

    fn lose(self: Box<Self>, _: Lost) {}
}

fn queue(waiting: [usize; 3]) -> Queue {
    let queue = Queue::new(100);
    for (lane, count) in Lane::ALL.into_iter().zip(waiting) {
        for _ in 0..count {
            queue.push(lane, Box::new(Nothing)).unwrap();
        }
    }
    queue
}

#[test]
fn a_group_takes_a_quarter_of_what_waits_people_first() {
    // Waiting by lane, and what is left of each after one group.
    for (waiting, left) in [
        ([40, 0, 0], [30, 0, 0]),
        ([1, 0, 0], [0, 0, 0]),
        ([3, 0, 0], [2, 0, 0]),
        ([0, 8, 0], [0, 6, 0]),
        ([64, 8, 8], [48, 6, 6]),
        ([1, 0, 1], [0, 0, 1]),
    ] {
        let queue = queue(waiting);
        let taken = queue.take_group(100).unwrap().len();
        let total: usize = waiting.iter().sum();
        assert_eq!(taken, total.div_ceil(4), "{waiting:?}");
        assert_eq!(queue.depth(), left, "{waiting:?}");
    }
}

#[test]
fn a_lane_has_a_limit_and_a_closed_queue_takes_nothing() {
    let queue = queue([100, 0, 0]);
    let full = queue.push(Lane::Interactive, Box::new(Nothing));
    assert_eq!(full.unwrap_err(), QueueError::Full);
    queue.push(Lane::Job, Box::new(Nothing)).unwrap();
    assert_eq!(queue.close_and_drain().len(), 101);
    let closed = queue.push(Lane::Job, Box::new(Nothing));
    assert_eq!(closed.unwrap_err(), QueueError::Closed);
    assert!(queue.take_group(9).is_none());
}

fn group(rows: &[(u8, Option<u8>)]) -> Overlay {
    let mut overlay = Overlay::default();
    for (key, value) in rows {
        overlay.set(&[*key], value.map(|value| RawValue::from([value; 100])));
    }
    overlay
}

#[test]
fn the_row_cache_knows_what_was_applied_last() {
    let cache = RowCache::new(4096);
    let counters = Counters::default();
    let get = |key: u8| {
        cache
            .get_or(&[key], &counters, || Ok(Some(RawValue::from([255; 1]))))
            .unwrap()
            .map(|value| value[0])
    };
    assert_eq!(get(1), Some(255), "what it does not know is read");
    cache.applied(&group(&[(1, Some(1)), (2, None)]));
    assert_eq!((get(1), get(2)), (Some(1), None));
    assert_eq!(
        (cache.known(&[1]), cache.known(&[2])),
        (Some(true), Some(false))
    );
    // Fill the young generation over and over: old values never come back.
    for round in 0..100 {
        cache.applied(&group(&[(1, Some(round)), (2, Some(round))]));
        cache.applied(&group(&[
            (10 + round % 20, Some(9)),
            (40 + round % 20, Some(9)),
        ]));
        assert!([Some(round), Some(255)].contains(&get(1)), "{round}");
        assert!([Some(round), Some(255)].contains(&get(2)), "{round}");
    }
    assert!(crate::stats::get(&counters.cache_hits) > 100);
}

#[test]
fn a_row_cache_that_does_not_pay_is_left_out_and_tried_again() {
    let cache = RowCache::new(4096);
    let counters = Counters::default();
    let hits = || crate::stats::get(&counters.cache_hits);
    let fill = |value: u8| {
        for key in 0..40 {
            cache.applied(&group(&[(key, Some(value))]));
        }
    };
    let read = |key: u8, times: u32| {
        for _ in 0..times {
            cache.get_or(&[key], &counters, || Ok(None)).unwrap();
        }
    };
    fill(1);
    read(39, 10);
    assert_eq!(hits(), 10);
    // Nobody asks for what it has: it is emptied, and not filled for a while.
    read(200, 8_192);
    fill(2);
    read(39, 100);
    assert_eq!(hits(), 10);
    // It comes back empty, not with what it knew before.
    read(200, 40 * 8_192);
    assert_eq!(cache.known(&[39]), None);
    fill(3);
    assert_eq!(cache.known(&[39]), Some(true));
    // And it stays as long as it pays.
    read(39, 10 * 8_192);
    assert_eq!(hits(), 10 + 10 * 8_192);
}

#[test]
fn a_histogram_is_right_within_a_quarter() {
    let histogram = Histogram::default();
    for value in 1..=10_000 {
        histogram.record(value);
    }
    let found = histogram.summary();
    assert_eq!(
        (found.count, found.max, found.sum),
        (10_000, 10_000, 50_005_000)
    );
    for (quantile, exact) in [(found.p50, 5_000), (found.p90, 9_000), (found.p99, 9_900)] {
        assert!(
            quantile >= exact && quantile <= exact * 5 / 4,
            "{quantile} for {exact}"
        );
    }
    histogram.record(u64::MAX);
    histogram.record(0);
    assert_eq!(histogram.summary().max, u64::MAX);
}

#[test]
fn a_transaction_moves_whole_into_the_next_group() {
    let mut overlay = group(&[(1, Some(1)), (2, Some(2))]);
    let before = overlay.bytes();
    overlay.begin();
    overlay.set(&[2], None);
    overlay.set(&[3], Some(RawValue::from([3; 10])));
    overlay.set(&[3], Some(RawValue::from([4; 20])));
    let moved = overlay.take_transaction();
    assert_eq!((overlay.len(), overlay.bytes()), (2, before));
    assert_eq!(overlay.get(&[2]).unwrap().unwrap()[0], 2);
    assert_eq!((moved.len(), moved.get(&[2])), (2, Some(None)));
    assert_eq!(moved.get(&[3]).unwrap().unwrap().len(), 20);
}
