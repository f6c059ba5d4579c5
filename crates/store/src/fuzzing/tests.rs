//! The fuzz targets on mutations of good bytes: the same ones on every run.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use sapa_kernel::Timestamp;

use super::{Choice, Sample, key_codec, log_segment, values};
use crate::key::{Descending, Key};
use crate::log::{SegmentHeader, frame};
use crate::{EncodedEntry, EntryHeader, EntryKind, Event, Overlay, RawValue, Tail, Topic, Value};

const MUTANTS: usize = 2_000;

/// Changes some bytes, cuts, doubles a stretch, or leaves everything.
fn mutate(rng: &mut ChaCha8Rng, good: &[u8]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let mut below = |end: usize| usize::try_from(rng.next_u64()).unwrap_or(0) % end.max(1);
    for _ in 0..below(4) {
        let (at, length) = (below(bytes.len()), bytes.len());
        match below(4) {
            0 if length > 0 => bytes[at] ^= 1 << below(8),
            1 if length > 0 => bytes[at] = u8::try_from(below(256)).unwrap_or(0),
            2 => bytes.truncate(at),
            _ => {
                let stretch = bytes[at..(at + below(64)).min(length)].to_vec();
                let to = below(length + 1);
                bytes.splice(to..to, stretch);
            }
        }
    }
    bytes
}

fn exercise(seed: u64, good: &[Vec<u8>], target: fn(&[u8])) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for bytes in good {
        target(bytes);
        for _ in 0..MUTANTS {
            target(&mutate(&mut rng, bytes));
        }
    }
    target(&[]);
}

fn entry(after: Tail, value: &[u8]) -> EncodedEntry {
    let mut group = Overlay::default();
    group.set(b"\x01\xf1key", Some(RawValue::from(value)));
    group.set(b"\x01\xf1other", None);
    group.emit(Event {
        topic: Topic::Cell,
        name: "store.test".into(),
        body: vec![0xa0],
    });
    let header = EntryHeader {
        kind: EntryKind::Writes,
        seq: after.position.seq + 1,
        previous: after.position.checksum,
        epoch: 1,
        time: Timestamp::from_millis(1_700_000_000_000),
        nonce: [7; 16],
    };
    EncodedEntry::of(&header, &group)
}

#[test]
fn mutated_segments_are_read_or_refused() {
    let header = SegmentHeader {
        cell: 1,
        log_id: [3; 16],
        nonce: 0x0123_4567_89ab_cdef,
        before: Tail::default(),
        bytes: 8192,
    };
    let mut segment = header.encode();
    let mut tail = header.before;
    let mut one = Vec::new();
    for length in [0_u8, 5, 200] {
        let entry = entry(tail, &vec![length; usize::from(length)]);
        frame(header.nonce, &entry.bytes, &mut segment);
        tail = entry.tail;
        one = entry.bytes;
    }
    segment.resize(segment.len() + 512, 0);
    exercise(1, &[segment, one], log_segment);
}

#[test]
fn mutated_keys_are_read_back_or_refused() {
    let mut key = Vec::new();
    (7_u64, "a\0b".to_owned()).encode_key(&mut key);
    let mut other = Vec::new();
    (true, -5_i64, Descending("zeta".to_owned())).encode_key(&mut other);
    exercise(2, &[key, other, vec![0; 31]], key_codec);
}

#[test]
fn mutated_values_are_read_back_or_refused() {
    let mut value = Vec::new();
    Sample {
        number: 300,
        text: Some("salam".to_owned()),
        flag: true,
        at: Some(Timestamp::from_millis(5)),
        list: vec![1, 2, 70_000],
        choice: Some(Choice::Other("x".to_owned())),
        account: None,
    }
    .encode_value(&mut value);
    exercise(3, &[value], values);
}
