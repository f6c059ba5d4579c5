//! A file that ends too early is refused, wherever it ends.

use super::samples::{OLDER, STATEMENT, at, initiator, order};
use crate::{camt053, pain001};

#[test]
fn a_statement_cut_anywhere_is_refused() {
    for text in [STATEMENT, OLDER] {
        let whole = camt053::read(text.as_bytes()).unwrap();
        let end = text.rfind('>').unwrap() + 1;
        for length in 0..text.len() {
            let read = camt053::read(&text.as_bytes()[..length]);
            if length < end {
                let error = read.unwrap_err();
                assert!(error.is_truncated(), "{length}: {error}");
            } else {
                assert_eq!(read.as_ref(), Ok(&whole), "{length}");
            }
        }
    }
}

#[test]
fn orders_cut_anywhere_are_refused() {
    let orders = [order("W-1", 10), order("W-2", 20)];
    let text = pain001::write(&orders, &initiator(), "M", at(0), at(0)).unwrap();
    let end = text.trim_end().len();
    for length in 0..end {
        let error = pain001::read(&text.as_bytes()[..length]).unwrap_err();
        assert!(error.is_truncated(), "{length}: {error}");
    }
}

#[test]
fn half_a_character_is_a_file_cut_short() {
    let text = STATEMENT.replace("Siti", "Şiti");
    let middle = text.find('Ş').unwrap() + 1;
    let error = camt053::read(&text.as_bytes()[..middle]).unwrap_err();
    assert!(error.is_truncated());
}
