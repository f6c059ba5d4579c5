//! What the fuzzer runs, and what must hold for any bytes at all.
//!
//! The target in `fuzz/` calls this with libFuzzer's inputs; a test calls it with mutations of good frames, so that
//! every run of the tests exercises it too. A broken promise is a panic.

use crate::frame::{Close, Decoder, Message};

/// Bytes of a message at most, small so that inputs get beyond it.
const LIMIT: usize = 256;

/// The longest head of a frame.
const HEAD: usize = 14;

/// Any bytes as what a client sends.
///
/// Decoding never panics; it means the same however the bytes are cut into pieces; no message is larger than the
/// limit; and no more is held than a message and a frame under way.
pub fn frames(bytes: &[u8]) {
    let whole = decode(bytes, bytes.len().max(1));
    for piece in [1, 3, 17] {
        assert_eq!(decode(bytes, piece), whole, "in pieces of {piece}");
    }
}

fn decode(bytes: &[u8], piece: usize) -> (Vec<Message>, Option<Close>) {
    let mut decoder = Decoder::new(LIMIT);
    let mut messages = Vec::new();
    for piece in bytes.chunks(piece) {
        let fed = decoder.feed(piece, |message| {
            if let Message::Text(text) = &message {
                assert!(text.len() <= LIMIT, "a message beyond the limit");
            }
            messages.push(message);
        });
        if let Err(close) = fed {
            return (messages, Some(close));
        }
        assert!(
            decoder.waiting() <= 2 * LIMIT + HEAD,
            "more is held than can be meant"
        );
    }
    (messages, None)
}
