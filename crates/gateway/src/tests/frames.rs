//! Frames, as tables; each is also fed byte by byte, and must mean the same.

use super::client::frame;
use crate::frame::{Close, Decoder, Message, close_frame, text_frame, text_frame_of};

const LIMIT: usize = 1_000;

fn decode(bytes: &[u8], piece: usize) -> (Vec<Message>, Option<Close>) {
    let mut decoder = Decoder::new(LIMIT);
    let mut messages = Vec::new();
    for piece in bytes.chunks(piece) {
        if let Err(close) = decoder.feed(piece, |message| messages.push(message)) {
            return (messages, Some(close));
        }
    }
    (messages, None)
}

fn text(text: &str) -> Message {
    Message::Text(text.to_owned())
}

#[test]
fn messages_are_the_same_however_their_bytes_arrive() {
    let at_limit = "x".repeat(LIMIT);
    let cases: Vec<(Vec<u8>, Vec<Message>)> = vec![
        (frame(0x81, b"hai"), vec![text("hai")]),
        (frame(0x81, b""), vec![text("")]),
        (frame(0x82, b"\x00\xff"), vec![Message::Binary]),
        (frame(0x89, b"p"), vec![Message::Ping(b"p".to_vec())]),
        (frame(0x8a, b""), vec![Message::Pong]),
        (frame(0x88, &[3, 232]), vec![Message::Close]),
        (frame(0x81, at_limit.as_bytes()), vec![text(&at_limit)]),
        (
            frame(0x81, "y".repeat(LIMIT + 1).as_bytes()),
            vec![Message::TooLarge],
        ),
        (
            [frame(0x01, b"ha"), frame(0x89, b""), frame(0x80, b"lo")].concat(),
            vec![Message::Ping(Vec::new()), text("halo")],
        ),
        (
            // Split inside a character: only the whole must be UTF-8.
            [frame(0x01, b"\xe4\xb8"), frame(0x80, b"\xad")].concat(),
            vec![text("中")],
        ),
        (
            [
                frame(0x01, "z".repeat(LIMIT).as_bytes()),
                frame(0x00, b"too much"),
                frame(0x80, b"!"),
                frame(0x81, b"next"),
            ]
            .concat(),
            vec![Message::TooLarge, text("next")],
        ),
        (
            [frame(0x81, b"a"), frame(0x81, b"b")].concat(),
            vec![text("a"), text("b")],
        ),
    ];
    for (bytes, expected) in cases {
        for piece in [1, 2, 7, 4096] {
            let (messages, close) = decode(&bytes, piece);
            assert_eq!(
                (&messages, close),
                (&expected, None),
                "in pieces of {piece}"
            );
        }
    }
}

#[test]
fn what_no_client_may_send_closes_the_connection() {
    let unmasked = vec![0x81, 1, b'a'];
    let cases = [
        (unmasked, Close::Protocol),
        (frame(0xc1, b"reserved bit"), Close::Protocol),
        (frame(0x83, b"unknown kind"), Close::Protocol),
        (frame(0x80, b"nothing to continue"), Close::Protocol),
        (frame(0x09, b"a ping in pieces"), Close::Protocol),
        (frame(0x89, &[0; 126]), Close::Protocol),
        (
            [frame(0x01, b"a"), frame(0x81, b"b")].concat(),
            Close::Protocol,
        ),
        (frame(0x81, b"\xff\xfe"), Close::NotText),
        // 2^63 bytes are announced; none has to come.
        (
            vec![
                0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4,
            ],
            Close::TooLarge,
        ),
    ];
    for (bytes, expected) in cases {
        for piece in [1, 4096] {
            assert_eq!(decode(&bytes, piece).1, Some(expected), "{bytes:?}");
        }
    }
}

#[test]
fn an_idle_decoder_holds_nothing() {
    let mut decoder = Decoder::new(LIMIT);
    let bytes = frame(0x81, &[b'x'; 500]);
    let (first, second) = bytes.split_at(250);
    decoder.feed(first, |_| panic!("not whole yet")).unwrap();
    assert!(decoder.held() > 0);
    decoder.feed(second, |_| {}).unwrap();
    assert_eq!(decoder.held(), 0);
}

#[test]
fn frames_of_the_server_have_the_shortest_head() {
    for (length, head) in [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)] {
        let payload = vec![b'x'; length];
        let frame = text_frame(&payload);
        assert_eq!(frame.len(), head + length);
        assert_eq!(
            frame,
            text_frame_of(&[&payload[..length / 2], &payload[length / 2..]])
        );
    }
    assert_eq!(&close_frame(Close::TryAgain)[..], &[0x88, 2, 3, 245]);
}

#[test]
fn no_bytes_at_all_break_the_decoder() {
    let good = [
        frame(0x01, b"ha"),
        frame(0x89, b"ping"),
        frame(0x80, b"lo"),
        frame(0x81, &[b'x'; 300]),
        frame(0x82, &[0; 130]),
        frame(0x88, &[3, 232]),
    ]
    .concat();
    // A small generator of its own: the same mutations each time.
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..20_000 {
        let mut bytes = good.clone();
        for _ in 0..=random(3) {
            let at = random(bytes.len());
            match random(3) {
                0 => bytes[at] = u8::try_from(random(256)).unwrap(),
                1 => bytes.truncate(at + 1),
                _ => bytes[at] ^= 1 << random(8),
            }
        }
        crate::fuzzing::frames(&bytes);
    }
}
