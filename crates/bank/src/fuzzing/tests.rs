//! The fuzz targets on mutations of good files: the same ones on every run.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use super::{orders, statements};
use crate::pain001;
use crate::tests::samples::{OLDER, STATEMENT, at, initiator, order};

const MUTANTS: usize = 3_000;

/// What a mutation puts into a file beside its own bytes.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&lt;",
    "&#",
    ";",
    "\"",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "<!DOCTYPE a>",
    "<Ntry>",
    "</Ntry>",
    "<Amt Ccy=\"IDR\">",
    "0",
    "9",
    ".",
    "-",
    " ",
    "\r",
    "é",
    "\u{1}",
    "xmlns=''",
    "99999999999999999999",
];

/// Changes some bytes, cuts, doubles or removes a stretch, puts a piece in, or leaves everything.
fn mutate(rng: &mut ChaCha8Rng, good: &[u8]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let mut below = |end: usize| usize::try_from(rng.next_u64()).unwrap_or(0) % end.max(1);
    for _ in 0..below(4) {
        let (at, length) = (below(bytes.len()), bytes.len());
        let end = (at + below(64)).min(length);
        match below(6) {
            0 if length > 0 => bytes[at] ^= 1 << below(8),
            1 if length > 0 => bytes[at] = b' ' + u8::try_from(below(95)).unwrap_or(0),
            2 if below(4) == 0 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = PIECES[below(PIECES.len())].bytes();
                bytes.splice(at..at, piece);
            }
            _ => {
                let stretch = bytes[at..end].to_vec();
                let to = below(length + 1);
                bytes.splice(to..to, stretch);
            }
        }
    }
    bytes
}

fn exercise(seed: u64, good: &str, target: fn(&[u8])) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    target(good.as_bytes());
    for _ in 0..MUTANTS {
        target(&mutate(&mut rng, good.as_bytes()));
    }
}

#[test]
fn mutated_statements_are_read_or_refused() {
    exercise(1, STATEMENT, statements);
    exercise(2, OLDER, statements);
    statements(&[]);
}

#[test]
fn mutated_orders_are_read_or_refused() {
    let some = [order("W-1", 10), order("W-2", 20)];
    let text = pain001::write(&some, &initiator(), "M-1", at(0), at(0)).unwrap();
    exercise(3, &text, orders);
}
