//! Transactions against a model: whatever is done, a table is a sorted map.

use std::collections::BTreeMap;
use std::ops::Bound;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::{prop_assert_eq, proptest};
use sapa_kernel::Timestamp;
use sapa_store::{Descending, Key, Read, Scan, StoreError, Table, Tx, Value, prefixes};
use sapa_test_kit::TestCell;

type Keyed = (u8, String);
const TABLE: Table<Keyed, u64> = Table::new(prefixes::STORE_TEST);
const OTHER: Table<Keyed, u64> = Table::new(prefixes::STORE_TEST_INDEX);

type Model = BTreeMap<Keyed, u64>;

#[derive(Debug, Clone)]
enum Step {
    Put(Keyed, u64),
    Delete(Keyed),
    Get(Keyed),
    Scan(Range),
}

#[derive(Debug, Clone)]
struct Range {
    under: Option<u8>,
    lower: Bound<Keyed>,
    upper: Bound<Keyed>,
    reverse: bool,
    limit: usize,
}

fn keyed() -> impl Strategy<Value = Keyed> {
    (0..4_u8, "[a-b\0\u{1}\u{ff}]{0,3}")
}

fn bound() -> impl Strategy<Value = Bound<Keyed>> {
    prop_oneof![
        Just(Bound::Unbounded),
        keyed().prop_map(Bound::Included),
        keyed().prop_map(Bound::Excluded),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let range = (
        proptest::option::of(0..4_u8),
        bound(),
        bound(),
        any::<bool>(),
        0..12_usize,
    )
        .prop_map(|(under, lower, upper, reverse, limit)| Range {
            under,
            lower,
            upper,
            reverse,
            limit,
        });
    prop_oneof![
        4 => (keyed(), any::<u64>()).prop_map(|(key, value)| Step::Put(key, value)),
        2 => keyed().prop_map(Step::Delete),
        2 => keyed().prop_map(Step::Get),
        3 => range.prop_map(Step::Scan),
    ]
}

fn expected(model: &Model, range: &Range) -> Vec<(Keyed, u64)> {
    let inside = |key: &Keyed| {
        range.under.is_none_or(|under| key.0 == under)
            && match &range.lower {
                Bound::Included(lower) => key >= lower,
                Bound::Excluded(lower) => key > lower,
                Bound::Unbounded => true,
            }
            && match &range.upper {
                Bound::Included(upper) => key <= upper,
                Bound::Excluded(upper) => key < upper,
                Bound::Unbounded => true,
            }
    };
    let mut rows: Vec<_> = model
        .iter()
        .filter(|(key, _)| inside(key))
        .map(|(key, value)| (key.clone(), *value))
        .collect();
    if range.reverse {
        rows.reverse();
    }
    rows.truncate(range.limit);
    rows
}

fn scan(range: &Range) -> Scan<Keyed> {
    let mut scan = match range.under {
        Some(under) => Scan::under(&(under,)),
        None => Scan::all(),
    };
    scan = match &range.lower {
        Bound::Included(key) => scan.from(key),
        Bound::Excluded(key) => scan.after(key),
        Bound::Unbounded => scan,
    };
    scan = match &range.upper {
        Bound::Included(key) => scan.up_to(key),
        Bound::Excluded(key) => scan.before(key),
        Bound::Unbounded => scan,
    };
    if range.reverse {
        scan = scan.reverse();
    }
    scan.limit(range.limit)
}

fn apply(tx: &mut Tx<'_>, model: &mut Model, step: &Step) -> Result<(), StoreError> {
    match step {
        Step::Put(key, value) => {
            TABLE.put(tx, key, value)?;
            // A neighbour that must never show.
            OTHER.put(tx, key, &0)?;
            model.insert(key.clone(), *value);
        }
        Step::Delete(key) => {
            TABLE.delete(tx, key)?;
            model.remove(key);
        }
        Step::Get(key) => {
            assert_eq!(TABLE.get(tx, key)?, model.get(key).copied());
            assert_eq!(TABLE.contains(tx, key)?, model.contains_key(key));
        }
        Step::Scan(range) => check_range(tx, model, range)?,
    }
    Ok(())
}

fn check_range(read: &dyn Read, model: &Model, range: &Range) -> Result<(), StoreError> {
    let wanted = expected(model, range);
    assert_eq!(TABLE.scan(read, scan(range))?, wanted, "{range:?}");
    let keys: Vec<_> = wanted.iter().map(|(key, _)| key.clone()).collect();
    assert_eq!(TABLE.keys(read, scan(range))?, keys);
    assert_eq!(TABLE.count(read, scan(range))?, keys.len());
    let unlimited = Range {
        limit: usize::MAX,
        ..range.clone()
    };
    let all = expected(model, &unlimited);
    assert_eq!(TABLE.first(read, scan(range))?, all.first().cloned());
    assert_eq!(TABLE.last(read, scan(range))?, all.last().cloned());
    Ok(())
}

proptest! {
    #[test]
    fn a_transaction_is_a_sorted_map(
        transactions in vec((vec(step(), 0..25), any::<bool>()), 1..8)
    ) {
        let cell = TestCell::new();
        let mut model = Model::new();
        for (steps, succeeds) in &transactions {
            let mut within = model.clone();
            let answer: Result<(), Option<StoreError>> = cell.write(|tx| {
                for step in steps {
                    apply(tx, &mut within, step).map_err(Some)?;
                }
                if *succeeds { Ok(()) } else { Err(None) }
            });
            prop_assert_eq!(answer.is_ok(), *succeeds);
            if *succeeds {
                model = within;
            }
            let all = Range {
                under: None,
                lower: Bound::Unbounded,
                upper: Bound::Unbounded,
                reverse: false,
                limit: usize::MAX,
            };
            cell.read(|read| check_range(read, &model, &all)).unwrap();
        }
    }

    #[test]
    fn keys_sort_as_their_tuples_do(
        one in (any::<u16>(), any::<i64>(), ".{0,6}", vec(any::<u8>(), 0..6), any::<bool>()),
        other in (any::<u16>(), any::<i64>(), ".{0,6}", vec(any::<u8>(), 0..6), any::<bool>()),
    ) {
        let encode = |key: &(u16, i64, String, Vec<u8>, bool)| {
            let key = (
                Timestamp::from_millis(key.1),
                Descending(key.2.clone()),
                key.3.clone(),
                key.4,
                Descending(key.0),
            );
            let mut bytes = Vec::new();
            key.encode_key(&mut bytes);
            assert_eq!(Key::decode_key(&bytes), Ok(key.clone()));
            (key, bytes)
        };
        let ((one, one_bytes), (other, other_bytes)) = (encode(&one), encode(&other));
        prop_assert_eq!(one.cmp(&other), one_bytes.cmp(&other_bytes));
    }
}

#[derive(Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
struct Old {
    #[n(0)]
    name: String,
    #[n(1)]
    gone: Option<u32>,
}

#[derive(Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
struct New {
    #[n(0)]
    name: String,
    #[n(2)]
    note: Option<String>,
    #[n(3)]
    #[cbor(default)]
    count: u32,
}

fn encoded<V: Value>(value: &V) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.encode_value(&mut bytes);
    bytes
}

#[test]
fn values_of_older_and_newer_code_are_read() {
    let old = Old {
        name: "a".into(),
        gone: Some(7),
    };
    assert_eq!(
        New::decode_value(&encoded(&old)),
        Ok(New {
            name: "a".into(),
            note: None,
            count: 0
        })
    );
    let new = New {
        name: "b".into(),
        note: Some("later".into()),
        count: 3,
    };
    assert_eq!(
        Old::decode_value(&encoded(&new)),
        Ok(Old {
            name: "b".into(),
            gone: None
        })
    );
    assert!(Old::decode_value(&[]).is_err());
    let mut longer = encoded(&new);
    longer.push(0);
    assert!(New::decode_value(&longer).is_err());
}

#[test]
fn a_row_that_cannot_be_read_names_its_table() {
    let cell = TestCell::new();
    let wrong: Table<Keyed, String> = Table::new(prefixes::STORE_TEST);
    cell.write(|tx| TABLE.put(tx, &(1, "x".into()), &5))
        .unwrap();
    let error = cell
        .read(|read| wrong.get(read, &(1, "x".into())))
        .unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Unreadable {
                table: "store.test",
                ..
            }
        ),
        "{error}"
    );
    let short: Table<(u8,), u64> = Table::new(prefixes::STORE_TEST);
    let error = cell.read(|read| short.scan(read, Scan::all())).unwrap_err();
    assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
}

#[test]
fn no_two_tables_share_a_prefix_or_a_name() {
    for (at, one) in prefixes::ALL.iter().enumerate() {
        for other in &prefixes::ALL[at + 1..] {
            assert_ne!(
                one.bytes(),
                other.bytes(),
                "{} and {}",
                one.name,
                other.name
            );
            assert_ne!(one.name, other.name);
        }
        let mut key = one.bytes().to_vec();
        key.push(1);
        assert_eq!(prefixes::of_key(&key), Some(*one));
    }
}
