//! Telling merchants' servers: one attempt of a durable job. What is told and when it is tried again is the wallet's to say.

use std::sync::Arc;
use std::time::Duration;

use data_encoding::HEXUPPER;
use sapa_kernel::{Clock, Coded};
use sapa_outbound::{Outbound, OutboundError, Request, Url};
use sapa_store::jobs::{Effect, Handlers};
use sapa_store::{Job, Tx};
use sapa_wallet::{ANSWER_WITHIN, NOTIFY_JOB, Told};

use crate::SystemClock;
use crate::platform::{SIGNATURE_TYPE, Signer};

/// Bytes of an answer's body: nobody reads them.
const MAX_ANSWER: u64 = 64 << 10;

/// The handler of [`NOTIFY_JOB`].
pub(crate) fn handlers(outbound: Outbound, signer: Arc<Signer>) -> Handlers {
    Handlers::new().on_prepared(NOTIFY_JOB, move |cell, job: Arc<Job>| {
        let (outbound, signer) = (outbound.clone(), Arc::clone(&signer));
        async move {
            let told = sapa_wallet::to_tell(&cell.snapshot(), &job.key);
            let Some(told) = told.map_err(|error| error.fault())? else {
                let nothing: Effect = Box::new(|_: &mut Tx<'_>| Ok(()));
                return Ok(nothing);
            };
            let problem = tell(&outbound, &signer, &told, ANSWER_WITHIN).await.err();
            let effect: Effect = Box::new(move |tx: &mut Tx<'_>| {
                sapa_wallet::attempted(tx, &job.key, problem.as_deref())
                    .map_err(|error| error.fault())
            });
            Ok(effect)
        }
    })
}

/// Tells a server once; why it does not know, if it does not.
async fn tell(
    outbound: &Outbound,
    signer: &Signer,
    told: &Told,
    within: Duration,
) -> Result<(), String> {
    let url = Url::parse(&told.url).map_err(|error| error.to_string())?;
    let seconds = SystemClock.now().as_millis().div_euclid(1_000).to_string();
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| error.to_string())?;
    let nonce = HEXUPPER.encode(&random);
    let message = format!("{seconds}\n{nonce}\n{}\n", told.body);
    let fields = [
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("user-agent", concat!("sapa/", env!("CARGO_PKG_VERSION"))),
        ("wechatpay-timestamp", &seconds),
        ("wechatpay-nonce", &nonce),
        ("wechatpay-serial", &signer.public().serial),
        ("wechatpay-signature-type", SIGNATURE_TYPE),
        ("wechatpay-signature", &signer.sign(message.as_bytes())),
    ];
    let mut headers = axum::http::HeaderMap::new();
    for (name, value) in fields {
        let value = value
            .parse()
            .map_err(|_| format!("{name} cannot be sent"))?;
        headers.insert(name, value);
    }
    let safe = |url: &Url| url.scheme() == "https" || outbound.is_allowed(url);
    let answer = outbound
        .send(Request {
            method: axum::http::Method::POST,
            url,
            headers,
            body: told.body.clone().into(),
            max_body: MAX_ANSWER,
            within,
            redirects: 0,
            development: true,
            may_go: &safe,
        })
        .await
        .map_err(|error: OutboundError| error.to_string())?;
    match answer.status.as_u16() {
        200 | 204 => Ok(()),
        other => Err(format!("the server answered {other}")),
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;
    use ring::signature::{ED25519, UnparsedPublicKey};
    use sapa_kernel::Id;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// A merchant's server that gives these answers, one a connection; what it heard first.
    async fn shop(answers: Vec<&'static str>) -> (u16, tokio::sync::oneshot::Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (heard, first) = tokio::sync::oneshot::channel();
        let mut heard = Some(heard);
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = String::new();
                while !request.ends_with('}') {
                    let mut buffer = [0; 4096];
                    let read = stream.read(&mut buffer).await.unwrap();
                    request.push_str(&String::from_utf8_lossy(&buffer[..read]));
                }
                if let Some(heard) = heard.take() {
                    heard.send(request).unwrap();
                }
                if answer.is_empty() {
                    std::mem::forget(stream);
                    continue;
                }
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        (port, first)
    }

    #[tokio::test]
    async fn a_server_is_told_with_a_signature_that_holds() {
        let data = tempfile::tempdir().unwrap();
        let signer = Signer::open(data.path()).unwrap();
        let (port, first) = shop(vec![
            "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
            "HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n",
            "",
        ])
        .await;
        let told = Told {
            url: format!("http://127.0.0.1:{port}/paid"),
            id: sapa_kernel::PaymentId::from_bytes([1; 16]),
            body: r#"{"id":"1"}"#.to_owned(),
        };
        let allowed = Outbound::new(vec![format!("127.0.0.1:{port}").parse().unwrap()]);
        let patience = Duration::from_millis(300);
        let mut outcomes = Vec::new();
        for _ in 0..5 {
            let outcome = tell(&allowed, &signer, &told, patience).await;
            outcomes.push(outcome.err().unwrap_or_default());
        }
        let expected = [
            "",
            "",
            "the server answered 302",
            "the server answered 500",
            "there was no answer in time",
        ];
        assert_eq!(outcomes, expected);
        let heard = first.await.unwrap();
        assert!(heard.starts_with("POST /paid HTTP/1.1\r\n"), "{heard}");
        let field = |name: &str| {
            let mut lines = heard.lines().filter_map(|line| line.split_once(": "));
            lines
                .find(|(known, _)| *known == name)
                .unwrap()
                .1
                .to_owned()
        };
        let (time, nonce) = (field("wechatpay-timestamp"), field("wechatpay-nonce"));
        let message = format!("{time}\n{nonce}\n{}\n", told.body);
        let signature = BASE64
            .decode(field("wechatpay-signature").as_bytes())
            .unwrap();
        assert_eq!(field("wechatpay-serial"), signer.public().serial);
        let pem = &signer.public().public_key;
        let key = BASE64
            .decode(pem.lines().nth(1).unwrap().as_bytes())
            .unwrap();
        let key = UnparsedPublicKey::new(&ED25519, &key[12..]);
        key.verify(message.as_bytes(), &signature).unwrap();
        let stranger = Outbound::new(Vec::new());
        for url in [told.url.clone(), told.url.replace("http:", "https:")] {
            let told = Told {
                url,
                ..told.clone()
            };
            let refused = tell(&stranger, &signer, &told, patience).await.unwrap_err();
            let known = ["may not be reached", "public address"];
            assert!(known.iter().any(|text| refused.contains(text)), "{refused}");
        }
    }
}
