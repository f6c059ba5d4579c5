//! The outbox: what waits is bounded, goes out together, and a goodbye is the last word.

use std::task::Waker;

use bytes::Bytes;
use sapa_kernel::{AccountId, Id, SessionId};

use crate::outbox::{MAX_WAITING_BYTES, Outbox, Waiting};
use crate::protocol::Bye;

fn outbox() -> Outbox {
    Outbox::new(
        AccountId::from_bytes([1; 16]),
        SessionId::from_bytes([2; 16]),
        0,
    )
}

fn bytes(waiting: Waiting) -> Option<Bytes> {
    match waiting {
        Waiting::Bytes(bytes) => Some(bytes),
        Waiting::Bye(_) | Waiting::Abort | Waiting::Nothing => None,
    }
}

#[test]
fn what_waits_goes_out_in_one_piece_and_in_order() {
    let outbox = outbox();
    for text in ["a", "b", "c"] {
        assert!(!outbox.push(Bytes::from(text), 0));
    }
    assert_eq!(bytes(outbox.take(Waker::noop())).unwrap(), "abc");
    assert!(matches!(outbox.take(Waker::noop()), Waiting::Nothing));
}

#[test]
fn a_piece_is_bounded_and_a_large_frame_goes_alone() {
    let outbox = outbox();
    let large = Bytes::from(vec![b'x'; 100_000]);
    outbox.push(Bytes::from_static(b"small"), 0);
    outbox.push(large.clone(), 0);
    assert_eq!(bytes(outbox.take(Waker::noop())).unwrap(), "small");
    let alone = bytes(outbox.take(Waker::noop())).unwrap();
    // The very same memory: it is not copied for each socket.
    assert_eq!(alone.as_ptr(), large.as_ptr());
}

#[test]
fn a_socket_that_does_not_keep_up_is_told_goodbye_once() {
    let outbox = outbox();
    let half = Bytes::from(vec![0; MAX_WAITING_BYTES / 2]);
    assert!(!outbox.push(half.clone(), 0));
    assert!(!outbox.push(half, 0), "at the limit");
    assert!(outbox.push(Bytes::from_static(b"!"), 7), "beyond it");
    assert!(!outbox.push(Bytes::from_static(b"!"), 8), "said once");
    assert_eq!(outbox.bye_at(), Some(7));
    assert!(matches!(
        outbox.take(Waker::noop()),
        Waiting::Bye(Bye::Slow)
    ));
}

#[test]
fn a_goodbye_follows_what_waits() {
    let outbox = outbox();
    outbox.push(Bytes::from_static(b"last"), 0);
    outbox.close(Bye::Draining, 0);
    outbox.close(Bye::Revoked, 0);
    assert_eq!(bytes(outbox.take(Waker::noop())).unwrap(), "last");
    // Answers of calls under way still come.
    outbox.push(Bytes::from_static(b"push"), 0);
    outbox.answer(Bytes::from_static(b"answer"));
    assert_eq!(bytes(outbox.take(Waker::noop())).unwrap(), "answer");
    assert!(matches!(
        outbox.take(Waker::noop()),
        Waiting::Bye(Bye::Draining)
    ));
    outbox.abort();
    assert!(matches!(outbox.take(Waker::noop()), Waiting::Abort));
}

#[test]
fn an_answer_may_be_large_and_pushes_wait_behind_it() {
    let outbox = outbox();
    outbox.answer(Bytes::from(vec![0; 16 * MAX_WAITING_BYTES]));
    assert!(outbox.is_filling());
    assert!(!outbox.push(Bytes::from_static(b"push"), 0));
    assert_eq!(
        bytes(outbox.take(Waker::noop())).unwrap().len(),
        16 * MAX_WAITING_BYTES
    );
    assert!(!outbox.is_filling());
    assert_eq!(bytes(outbox.take(Waker::noop())).unwrap(), "push");
}
