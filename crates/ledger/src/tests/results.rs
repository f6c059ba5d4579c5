//! Numbers and names of results are promises; each result has a line in the tables.

use std::collections::BTreeSet;

use crate::{CreateAccountResult, CreateTransferResult};

/// The tables: what follows `->` on a line is a result.
const ACCOUNTS: &str = include_str!("accounts.rs");
const TRANSFERS: &[&str] = &[
    include_str!("transfers.rs"),
    include_str!("two_phases.rs"),
    include_str!("chains.rs"),
];

fn in_tables<'t>(tables: &[&'t str]) -> BTreeSet<&'t str> {
    let lines = tables.iter().flat_map(|table| table.lines());
    let results = lines.filter_map(|line| line.split_once("-> "));
    results
        .filter_map(|(_, rest)| rest.split(['"', ' ']).next())
        .collect()
}

#[test]
fn each_result_has_a_line() {
    let tried = in_tables(&[ACCOUNTS]);
    for result in CreateAccountResult::ALL {
        assert!(tried.contains(result.name()), "{result}");
    }
    let tried = in_tables(TRANSFERS);
    for result in CreateTransferResult::ALL {
        assert!(tried.contains(result.name()), "{result}");
    }
}

#[test]
fn numbers_and_names_are_given_once() {
    let transfers: BTreeSet<_> = CreateTransferResult::ALL
        .iter()
        .map(|is| is.number())
        .collect();
    assert_eq!(transfers.len(), CreateTransferResult::ALL.len());
    let names: BTreeSet<_> = CreateTransferResult::ALL
        .iter()
        .map(|is| is.name())
        .collect();
    assert_eq!(names.len(), CreateTransferResult::ALL.len());
    let accounts: BTreeSet<_> = CreateAccountResult::ALL
        .iter()
        .map(|is| is.number())
        .collect();
    assert_eq!(accounts.len(), CreateAccountResult::ALL.len());
}

#[test]
fn a_result_says_its_name() {
    let result = CreateTransferResult::ExceedsCredits;
    assert_eq!(
        (result.to_string(), result.number()),
        ("exceeds_credits".into(), 54)
    );
    assert!(!result.is_there());
    assert!(CreateTransferResult::Exists.is_there() && !CreateTransferResult::Exists.is_ok());
}
