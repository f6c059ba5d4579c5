//! Rows as bytes, and breaking them.

use std::collections::BTreeMap;

use minicbor::{Decoder, Encode, Encoder};
use sapa_kernel::Amount;
use sapa_store::{Prefix, prefixes as p};

pub(super) type Rows = BTreeMap<Vec<u8>, Vec<u8>>;
pub(super) type Fields = BTreeMap<u32, Vec<u8>>;

/// The fields of a row, each as it is encoded.
pub(super) fn fields(value: &[u8]) -> Fields {
    let mut decoder = Decoder::new(value);
    let count = decoder
        .map()
        .unwrap()
        .expect("rows are maps of a known size");
    let field = |_| {
        let number = decoder.u32().unwrap();
        let from = decoder.position();
        decoder.skip().unwrap();
        (number, value[from..decoder.position()].to_vec())
    };
    (0..count).map(field).collect()
}

pub(super) fn row(fields: &Fields) -> Vec<u8> {
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes).map(fields.len() as u64).unwrap();
    for (number, value) in fields {
        Encoder::new(&mut bytes).u32(*number).unwrap();
        bytes.extend_from_slice(value);
    }
    bytes
}

pub(super) fn encoded<T: Encode<()>>(value: T) -> Vec<u8> {
    minicbor::to_vec(value).unwrap()
}

pub(super) fn amount(fields: &Fields, number: u32) -> u128 {
    let amount: Amount = minicbor::decode(&fields[&number]).unwrap();
    amount.minor()
}

pub(super) fn minor(minor: u128) -> Vec<u8> {
    encoded(Amount::from_minor(minor))
}

pub(super) fn number(fields: &Fields, field: u32) -> u64 {
    fields
        .get(&field)
        .map_or(0, |bytes| minicbor::decode(bytes).unwrap())
}

/// The keys of the rows of a table that fit.
pub(super) fn keys(
    rows: &Rows,
    table: Prefix,
    fits: impl Fn(&[u8], &Fields) -> bool,
) -> Vec<Vec<u8>> {
    let of_table = rows.range(table.bytes().to_vec()..);
    of_table
        .take_while(|(key, _)| key.starts_with(&table.bytes()))
        .filter(|(key, value)| fits(&key[2..], &fields(value)))
        .map(|(key, _)| key.clone())
        .collect()
}

pub(super) fn first(rows: &Rows, table: Prefix, fits: impl Fn(&Fields) -> bool) -> Vec<u8> {
    let found = keys(rows, table, |_, fields| fits(fields));
    let found = found.into_iter().next();
    found.unwrap_or_else(|| panic!("the run has no such row of {}", table.name))
}

/// Changes the first row that fits.
pub(super) fn change(
    rows: &mut Rows,
    table: Prefix,
    fits: impl Fn(&Fields) -> bool,
    change: impl FnOnce(&mut Fields),
) {
    let key = first(rows, table, fits);
    let value = rows.get_mut(&key).unwrap();
    let mut changed = fields(value);
    change(&mut changed);
    *value = row(&changed);
}

pub(super) fn remove(rows: &mut Rows, table: Prefix, fits: impl Fn(&Fields) -> bool) {
    let key = first(rows, table, fits);
    rows.remove(&key);
}

/// Removes the first row of a table whose rows are no maps.
pub(super) fn remove_any(rows: &mut Rows, table: Prefix) {
    let found = rows
        .range(table.bytes().to_vec()..)
        .next()
        .unwrap()
        .0
        .clone();
    assert!(found.starts_with(&table.bytes()));
    rows.remove(&found);
}

/// Puts the first open withdrawal that is not there on a list, too.
pub(super) fn list_too(rows: &mut Rows, table: Prefix) {
    let open = p::WALLET_WITHDRAWALS_OPEN.bytes();
    let mut places = rows.keys().filter(|key| key.starts_with(&open));
    let other = |key: &Vec<u8>| [&table.bytes()[..], &key[open.len()..]].concat();
    let place = places.find_map(|key| Some(other(key)).filter(|key| !rows.contains_key(key)));
    rows.insert(place.expect("one is not there"), Vec::new());
}

/// An account that left something, or of which somebody was given something.
pub(super) fn unclaimed(rows: &mut Rows, to: Option<[u8; 16]>) {
    let key = [&p::WALLET_UNCLAIMED.bytes()[..], &[1; 32]].concat();
    let (of, money) = (first(rows, p::WALLET_DIRECTS, any), 2);
    let mut line = Fields::from([(0, fields(&rows[&of])[&money].clone()), (1, encoded(0_i64))]);
    line.extend(to.map(|to| (2, encoded(minicbor::bytes::ByteArray::from(to)))));
    rows.insert(key, row(&line));
}

pub(super) fn any(_: &Fields) -> bool {
    true
}
