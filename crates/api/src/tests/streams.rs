//! What streams beside the operations: who may send and read how much of it.

use sapa_blobs::{NewUpload, Purpose, image};
use sapa_kernel::{AccountId, Id, SessionId, SignedIn};
use sapa_store::Lane;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::fixture::World;
use super::over_http::{exchange, request};
use crate::settings::RateLimits;

const ANA: &str = "Authorization: Bearer ana\r\n";

const UPLOAD: &str = "/api/uploads?purpose=photo";

fn ana() -> SignedIn {
    SignedIn {
        account: AccountId::from_bytes([b'a'; 16]),
        session: SessionId::from_bytes([b'a'; 16]),
    }
}

/// A picture of one red pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

#[tokio::test]
async fn whoever_uses_no_upload_is_refused_before_more_are_received() {
    let world = World::new().await;
    let address = world.listen().await;
    let pixel = data_encoding::BASE64.decode(PIXEL.as_bytes()).unwrap();
    let processed = image::process(&pixel, Purpose::Photo).unwrap();
    let begun = world.dispatcher.cell().write(Lane::Interactive, move |tx| {
        for number in 0..sapa_blobs::MAX_WAITING_UPLOADS {
            let random = (number as u128).to_be_bytes();
            let upload = NewUpload::plan(Purpose::Photo, &processed, random);
            sapa_blobs::begin_upload(tx, &ana(), upload)?;
        }
        Ok::<_, sapa_blobs::Error>(())
    });
    begun.await.unwrap();
    let answer = exchange(address, &request("POST", UPLOAD, ANA, "not a picture")).await;
    assert!(answer.contains("blobs.too_many_uploads"), "{answer}");
}

#[tokio::test]
async fn one_slow_sender_leaves_places_for_others() {
    let world = World::new().await;
    world.add_session("ben", false).await;
    let address = world.listen().await;
    let mut slow = Vec::new();
    for _ in 0..8 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST {UPLOAD} HTTP/1.1\r\nHost: a\r\n{ANA}Content-Length: 100\r\nExpect: 100-continue\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // The server asks for the body once it has a place for it.
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 100");
        slow.push(stream);
    }
    let one_more = request("POST", UPLOAD, ANA, "not a picture");
    let answer = exchange(address, &one_more).await;
    assert!(answer.contains("request.rate_limited"), "{answer}");
    let ben = "Authorization: Bearer ben\r\n";
    let answer = exchange(address, &request("POST", UPLOAD, ben, "not a picture")).await;
    assert!(answer.contains("blobs.not_an_image"), "{answer}");

    // A place is given back with its connection.
    drop(slow);
    loop {
        let answer = exchange(address, &one_more).await;
        if answer.contains("blobs.not_an_image") {
            break;
        }
        assert!(answer.contains("request.rate_limited"), "{answer}");
    }
}

#[tokio::test]
async fn what_is_no_operation_is_charged_like_one() {
    let world = World::with_rates(RateLimits {
        account_per_second: 0.001,
        account_burst: 4.0,
        address_per_second: 0.001,
        address_burst: 3.0,
        ..RateLimits::default()
    })
    .await;
    let address = world.listen().await;
    let picture = "/api/avatars/00000000000000000000000000/1";
    let photo = "/api/blobs/00000000000000000000000000/1/0";
    for (method, path, headers, expected) in [
        ("GET", picture, "", "accounts.not_signed_in"),
        ("GET", photo, "", "accounts.not_signed_in"),
        ("POST", UPLOAD, "", "accounts.not_signed_in"),
        ("GET", picture, "", "request.rate_limited"),
        ("POST", UPLOAD, "", "request.rate_limited"),
        ("GET", picture, ANA, "accounts.not_found"),
        ("GET", photo, ANA, "blobs.not_visible"),
        ("POST", UPLOAD, ANA, "blobs.not_an_image"),
        ("GET", picture, ANA, "accounts.not_found"),
        ("GET", photo, ANA, "request.rate_limited"),
    ] {
        let answer = exchange(address, &request(method, path, headers, "x")).await;
        assert!(answer.contains(expected), "{path} {headers}: {answer}");
    }
}
