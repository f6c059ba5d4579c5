//! What the fuzzers run, and what must hold for any bytes at all.
//!
//! The targets in `fuzz/` call these functions with libFuzzer's inputs; a test here calls them with mutations of
//! good bytes, so that every run of the tests exercises them too. A broken promise is a panic.

use std::ops::Range;

use sapa_kernel::Timestamp;

use crate::key::{Descending, Key};
use crate::log::{self, SEGMENT_HEADER_BYTES, SegmentHeader};
use crate::meta::Applied;
use crate::{Entry, Value};

/// Any bytes as a segment of the log, and as one entry.
///
/// Reading never panics; what is found lies inside the bytes, in order, and continues the chain.
pub fn log_segment(bytes: &[u8]) {
    if let Ok(header) = SegmentHeader::decode(bytes) {
        let mut seen: Range<usize> = 0..SEGMENT_HEADER_BYTES;
        let mut seq = header.before.position.seq;
        let scanned = log::scan(bytes, &header, &mut |found| {
            assert!(found.offset >= seen.end, "frames do not overlap");
            seq += 1;
            assert_eq!(found.tail.position.seq, seq, "entries are dense");
            seen = found.offset..found.offset + log::frame_bytes(found.bytes.len());
            // A frame may hold what this version cannot read; it must say so, not panic.
            let _ = Entry::decode(found.bytes);
            true
        });
        if let Ok(scan) = scanned {
            assert_eq!(scan.tail.position.seq, seq);
            assert!(scan.end >= seen.end);
        }
    }
    if let Ok(entry) = Entry::decode(bytes) {
        let again = Entry::header(bytes).expect("what decodes whole has a header");
        assert_eq!(entry.header, again);
    }
}

/// Any bytes as keys, and any parts as a key.
///
/// What decodes encodes to the same bytes, and encodings sort as the tuples do.
pub fn key_codec(bytes: &[u8]) {
    read_back::<(u64, String)>(bytes);
    read_back::<(Vec<u8>, Vec<u8>)>(bytes);
    read_back::<([u8; 16], Descending<u64>)>(bytes);
    read_back::<(bool, i64, Descending<String>)>(bytes);
    read_back::<(sapa_kernel::AccountId, Timestamp, u8, u16, u32)>(bytes);

    let (one, other) = bytes.split_at(bytes.len() / 2);
    let tuples = [one, other].map(|half| {
        let number = half.iter().fold(0_i64, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(i64::from(*byte) - 128)
        });
        let (left, right) = half.split_at(half.len() / 3);
        (left.to_vec(), number, Descending(right.to_vec()))
    });
    let encoded = tuples.each_ref().map(|tuple| {
        let mut to = Vec::new();
        tuple.encode_key(&mut to);
        assert_eq!(
            <(Vec<u8>, i64, Descending<Vec<u8>>)>::decode_key(&to).as_ref(),
            Ok(tuple)
        );
        to
    });
    assert_eq!(
        tuples[0].cmp(&tuples[1]),
        encoded[0].cmp(&encoded[1]),
        "bytes sort as tuples do"
    );
}

fn read_back<K: Key>(bytes: &[u8]) {
    if let Ok(key) = K::decode_key(bytes) {
        let mut again = Vec::new();
        key.encode_key(&mut again);
        assert_eq!(again, bytes, "a key has one encoding");
    }
}

/// A row with every kind of field that domains use.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
struct Sample {
    #[n(0)]
    number: u64,
    #[n(1)]
    text: Option<String>,
    #[n(2)]
    #[cbor(default)]
    flag: bool,
    #[n(3)]
    at: Option<Timestamp>,
    #[n(4)]
    #[cbor(default)]
    list: Vec<u32>,
    #[n(5)]
    choice: Option<Choice>,
    #[n(6)]
    account: Option<sapa_kernel::AccountId>,
}

#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
enum Choice {
    #[n(0)]
    One,
    #[n(1)]
    Other(#[n(0)] String),
}

/// Any bytes as values.
///
/// Reading never panics, and what was read survives being written and read again.
pub fn values(bytes: &[u8]) {
    if let Ok(sample) = Sample::decode_value(bytes) {
        survives(&sample);
    }
    if let Ok(applied) = Applied::decode_value(bytes) {
        survives(&applied);
    }
}

fn survives<V: Value + PartialEq + std::fmt::Debug>(value: &V) {
    let mut bytes = Vec::new();
    value.encode_value(&mut bytes);
    assert_eq!(V::decode_value(&bytes).as_ref(), Ok(value));
}

#[cfg(test)]
mod tests;
