//! A real server on this machine, and names that lead where a test says.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// Answers each name with what comes next, and the last for ever.
struct Names(Mutex<VecDeque<Vec<SocketAddr>>>);

impl Resolve for Names {
    fn resolve<'a>(&'a self, _: &'a str, _: u16) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = answers.pop_front().unwrap_or_default();
        if answers.is_empty() {
            answers.push_back(next.clone());
        }
        async move { Ok(next) }.boxed()
    }
}

/// A server that answers each connection with the next of these bytes, slowly if they end in `…`; what it was asked.
async fn server(answers: Vec<String>) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&asked);
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !complete(&request) {
                let mut buffer = [0; 1024];
                let read = stream.read(&mut buffer).await.unwrap();
                if read == 0 {
                    break;
                }
                request.extend_from_slice(&buffer[..read]);
            }
            heard
                .lock()
                .unwrap()
                .push(String::from_utf8_lossy(&request).into_owned());
            let slow = answer.ends_with('…');
            stream
                .write_all(answer.trim_end_matches('…').as_bytes())
                .await
                .unwrap();
            if slow {
                let hold = stream;
                tokio::spawn(async move {
                    std::future::pending::<()>().await;
                    drop(hold);
                });
            }
        }
    });
    (address, asked)
}

/// Whether a request has its whole body.
fn complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.parse::<usize>().ok())?
    });
    body.len() >= length.unwrap_or(0)
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
}

fn outbound(names: Vec<Vec<SocketAddr>>, allow: &[&str]) -> Outbound {
    let allow = allow.iter().map(|entry| entry.parse().unwrap()).collect();
    let names = Arc::new(Names(Mutex::new(names.into())));
    Outbound::with(names, RootCertStore::empty(), allow)
}

fn get(url: &str) -> Request<'static> {
    Request {
        method: Method::GET,
        url: Url::parse(url).unwrap(),
        headers: HeaderMap::new(),
        body: Bytes::new(),
        max_body: 100,
        within: Duration::from_secs(5),
        redirects: MAX_REDIRECTS,
        development: true,
        may_go: &|_| true,
    }
}

async fn text(outbound: &Outbound, request: Request<'_>) -> Result<String, OutboundError> {
    let body = outbound.send(request).await?.body.bytes().await?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn an_allowed_place_answers() {
    let (address, asked) = server(vec![ok("hello")]).await;
    let names = vec![vec![address]];
    let port = address.port();
    let outbound = outbound(names, &[&format!("dev.example:{port}")]);
    let mut request = get(&format!("http://dev.example:{port}/a?b=c"));
    request.method = Method::POST;
    request.body = Bytes::from_static(b"sent");
    request
        .headers
        .insert(HOST, HeaderValue::from_static("other"));
    assert_eq!(text(&outbound, request).await.unwrap(), "hello");
    let asked = asked.lock().unwrap()[0].to_lowercase();
    assert!(asked.starts_with("post /a?b=c http/1.1\r\n"), "{asked}");
    assert!(
        asked.contains(&format!("host: dev.example:{port}\r\n")),
        "{asked}"
    );
    assert!(
        asked.contains("content-length: 4\r\n") && asked.ends_with("sent"),
        "{asked}"
    );
}

#[tokio::test]
async fn private_addresses_are_refused_unless_both_say_so() {
    let (address, _) = server(vec![ok("secret")]).await;
    let port = address.port();
    let here = format!("http://127.0.0.1:{port}/");
    let named = format!("http://inside.example:{port}/");
    let listed = outbound(vec![vec![address]], &[&format!("127.0.0.1:{port}")]);
    let mut released = get(&here);
    released.development = false;
    for request in [
        released,
        get(&named),
        get(&format!("http://[::ffff:127.0.0.1]:{port}/")),
    ] {
        let refused = text(&listed, request).await;
        assert!(
            matches!(refused, Err(OutboundError::Private(_))),
            "{refused:?}"
        );
    }
    let unlisted = outbound(vec![vec![address]], &[]);
    let others = [
        &here,
        &named,
        "http://0x7f000001/",
        "http://2130706433/",
        "http://localhost/",
    ];
    for url in others {
        let refused = text(&unlisted, get(url)).await;
        assert!(
            matches!(refused, Err(OutboundError::Private(_))),
            "{url}: {refused:?}"
        );
    }
    assert_eq!(text(&listed, get(&here)).await.unwrap(), "secret");
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_refused() {
    let (inside, _) = server(vec![ok("secret")]).await;
    let (outside, _) = server(vec![redirect(&format!(
        "http://127.0.0.1:{}/",
        inside.port()
    ))])
    .await;
    let port = outside.port();
    let outbound = outbound(vec![vec![outside]], &[&format!("dev.example:{port}")]);
    let refused = text(&outbound, get(&format!("http://dev.example:{port}/"))).await;
    assert!(
        matches!(refused, Err(OutboundError::Private(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_a_moment_later_is_checked_again() {
    let (address, _) = server(vec![redirect("/again"), ok("secret")]).await;
    let port = address.port();
    // Allowed by the caller, but not by the operator's list: the first answer is public and cannot be reached from here.
    let public: SocketAddr = "192.0.2.1:80".parse().unwrap();
    assert!(!is_public(public.ip()));
    let rebound = outbound(vec![vec!["203.0.113.9:80".parse().unwrap(), address]], &[]);
    let refused = text(&rebound, get("http://rebound.example/")).await;
    assert!(
        matches!(refused, Err(OutboundError::Private(_))),
        "{refused:?}"
    );
    // What was resolved is what is connected to: the second answer of the resolver is never asked for.
    let second: SocketAddr = "127.0.0.1:1".parse().unwrap();
    let pinned = outbound(
        vec![vec![address], vec![second]],
        &[&format!("dev.example:{port}")],
    );
    let mut request = get(&format!("http://dev.example:{port}/"));
    request.redirects = 0;
    assert_eq!(pinned.send(request).await.unwrap().status, 302);
}

#[tokio::test]
async fn only_some_redirects_are_followed_and_secrets_stay_with_their_origin() {
    let (other, asked) = server(vec![ok("there")]).await;
    let there = format!("http://other.example:{}/", other.port());
    let (first, _) = server(vec![redirect(&there)]).await;
    let allow = [
        format!("*.example:{}", first.port()),
        format!("*.example:{}", other.port()),
    ];
    let allow: Vec<&str> = allow.iter().map(String::as_str).collect();
    let two = outbound(vec![vec![first], vec![other]], &allow);
    let mut request = get(&format!("http://a.example:{}/", first.port()));
    request.method = Method::POST;
    request.body = Bytes::from_static(b"sent");
    request
        .headers
        .insert(COOKIE, HeaderValue::from_static("a=b"));
    request
        .headers
        .insert(AUTHORIZATION, HeaderValue::from_static("Bearer x"));
    assert_eq!(text(&two, request).await.unwrap(), "there");
    let asked = asked.lock().unwrap()[0].to_lowercase();
    assert!(asked.starts_with("get / "), "{asked}");
    assert!(
        !asked.contains("cookie") && !asked.contains("bearer"),
        "{asked}"
    );
    let (round, _) = server(vec![redirect("/"); 7]).await;
    let port = round.port();
    let around = outbound(vec![vec![round]], &[&format!("dev.example:{port}")]);
    let refused = text(&around, get(&format!("http://dev.example:{port}/"))).await;
    assert!(
        matches!(refused, Err(OutboundError::TooManyRedirects)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_caller_decides_on_every_hop() {
    let (address, _) = server(vec![redirect("/b")]).await;
    let port = address.port();
    let outbound = outbound(vec![vec![address]], &[&format!("dev.example:{port}")]);
    let mut request = get(&format!("http://dev.example:{port}/a"));
    request.may_go = &|url| url.path() == "/a";
    let refused = text(&outbound, request).await;
    assert!(
        matches!(refused, Err(OutboundError::NotAllowed(_))),
        "{refused:?}"
    );
    for url in [
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://u:p@a.example/",
    ] {
        let refused = text(&outbound, get(url)).await;
        assert!(
            matches!(refused, Err(OutboundError::Url)),
            "{url}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_has_a_size_and_a_time() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n65\r\n";
    let large = format!("{chunked}{}\r\n0\r\n\r\n", "x".repeat(0x65));
    let begun = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc…".to_owned();
    let head = format!("HTTP/1.1 200 OK\r\na: {}\r\n\r\n", "x".repeat(4 * MAX_HEAD));
    let (address, _) = server(vec![
        ok(&"x".repeat(101)),
        large,
        begun,
        "…".to_owned(),
        head,
    ])
    .await;
    let port = address.port();
    let outbound = outbound(vec![vec![address]], &[&format!("dev.example:{port}")]);
    let ask = || {
        let mut request = get(&format!("http://dev.example:{port}/"));
        request.within = Duration::from_millis(300);
        request
    };
    for _ in 0..2 {
        let refused = text(&outbound, ask()).await;
        assert!(
            matches!(refused, Err(OutboundError::TooLarge { limit: 100 })),
            "{refused:?}"
        );
    }
    for _ in 0..2 {
        let refused = text(&outbound, ask()).await;
        assert!(
            matches!(refused, Err(OutboundError::TimedOut)),
            "{refused:?}"
        );
    }
    let refused = text(&outbound, ask()).await;
    assert!(
        matches!(refused, Err(OutboundError::Broken(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_server_proves_who_it_is() {
    use tokio_rustls::rustls::ServerConfig;
    let made = rcgen::generate_simple_self_signed(vec!["dev.example".to_owned()]).unwrap();
    let key = rustls_pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let mut buffer = [0; 1024];
                let _ = stream.read(&mut buffer).await;
                let _ = stream.write_all(ok("safe").as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        }
    });
    let port = address.port();
    let names = || Arc::new(Names(Mutex::new(vec![vec![address]].into())));
    let allow = || vec![format!("*.example:{port}").parse().unwrap()];
    let url = format!("https://dev.example:{port}/");
    let stranger = Outbound::with(names(), RootCertStore::empty(), allow());
    let refused = text(&stranger, get(&url)).await;
    assert!(
        matches!(refused, Err(OutboundError::Tls { .. })),
        "{refused:?}"
    );
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let known = Outbound::with(names(), roots, allow());
    assert_eq!(text(&known, get(&url)).await.unwrap(), "safe");
    let other = text(&known, get(&format!("https://other.example:{port}/"))).await;
    assert!(matches!(other, Err(OutboundError::Tls { .. })), "{other:?}");
}
