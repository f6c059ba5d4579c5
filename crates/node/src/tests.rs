//! A node as a whole: it starts, says where it is, serves, and leaves nothing undone.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::{ADDRESS_FILE, Config, ServeError, Started, serve_until};

struct Running {
    started: Started,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), ServeError>>,
}

fn config(data: &Path) -> Config {
    Config {
        data: data.to_path_buf(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        ..Config::default()
    }
}

async fn start(config: Config) -> Result<Running, ServeError> {
    let (stop, stopped) = oneshot::channel::<()>();
    let (said, heard) = oneshot::channel();
    let task = tokio::spawn(serve_until(
        config,
        |started| {
            let _ = said.send(started.clone());
        },
        async {
            let _ = stopped.await;
        },
    ));
    match heard.await {
        Ok(started) => Ok(Running {
            started,
            stop,
            task,
        }),
        Err(_) => Err(task.await.unwrap().unwrap_err()),
    }
}

impl Running {
    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap().unwrap();
    }
}

async fn ask(mut stream: impl AsyncRead + AsyncWrite + Unpin, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: sapa\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // The end may come as a reset; what was said before it counts.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

async fn get(address: SocketAddr, path: &str) -> String {
    ask(TcpStream::connect(address).await.unwrap(), path).await
}

/// Asks over TLS, trusting one authority.
async fn get_encrypted(address: SocketAddr, pem: &str, name: &'static str, path: &str) -> String {
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(pem.as_bytes()).unwrap();
    roots.add(authority).unwrap();
    let trusting = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(trusting));
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from(name).unwrap();
    ask(connector.connect(name, stream).await.unwrap(), path).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_starts_says_where_it_is_and_stops_in_order() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let running = start(config(&data)).await.unwrap();
    let address = running.started.address;
    let said = fs::read_to_string(data.join(ADDRESS_FILE)).unwrap();
    assert_eq!(said, format!("http://{address}\n"));
    assert_eq!(running.started.public_url, format!("http://{address}"));
    assert!(get(address, "/ready").await.contains(r#""ready":true"#));
    let numbers = get(address, "/metrics").await;
    for name in [
        "sapa_queue_depth",
        "sapa_log_append_seconds_bucket",
        "sapa_sockets ",
        "sapa_operations",
    ] {
        assert!(numbers.contains(name), "{name} is missing");
    }
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("operator.token")), 0o600);

    // The link makes one operator, once; each start makes another, until there is one.
    let first = running.started.setup_link.clone().unwrap();
    assert!(
        first.starts_with(&format!("http://{address}/setup#")),
        "{first}"
    );
    running.stop().await;
    assert!(!data.join(ADDRESS_FILE).exists());
    assert!(TcpStream::connect(address).await.is_err());

    let again = start(config(&data)).await.unwrap();
    assert_ne!(again.started.setup_link.clone().unwrap(), first);
    again.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_in_use_and_a_taken_port_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let running = start(config(directory.path())).await.unwrap();
    let Err(ServeError::Open { error, .. }) = start(config(directory.path())).await else {
        panic!("two nodes in one directory");
    };
    assert!(error.to_string().contains("in use"), "{error}");
    let other = tempfile::tempdir().unwrap();
    let taken = Config {
        listen: running.started.address,
        ..config(other.path())
    };
    assert!(matches!(start(taken).await, Err(ServeError::Listen { .. })));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clients_routes_are_served_and_paths_stay_inside() {
    let directory = tempfile::tempdir().unwrap();
    let running = start(config(directory.path())).await.unwrap();
    let address = running.started.address;
    // With a client built in or without: a page, and nothing of the file system.
    for route in ["/", "/u/0/chats", "/setup", "/invite/abc"] {
        let answer = get(address, route).await;
        assert!(answer.contains("text/html"), "{route}: {answer}");
        assert!(
            answer.contains("content-security-policy"),
            "{route}: {answer}"
        );
    }
    for path in [
        "/assets/none.js",
        "/../Cargo.toml",
        "/..%2f..%2fCargo.toml",
        "/api/no/such",
    ] {
        let answer = get(address, path).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_local_network_gets_https_and_a_page_that_says_how_to_trust_it() {
    let directory = tempfile::tempdir().unwrap();
    let lan = Config {
        lan: true,
        ..config(directory.path())
    };
    let running = start(lan.clone()).await.unwrap();
    let address = running.started.address;
    assert_eq!(running.started.public_url, format!("https://{address}"));
    let told = running.started.lan.clone().unwrap();
    assert!(told.qr.contains('█'), "{}", told.qr);
    let page = get(address, "/ca").await;
    assert!(
        page.contains("/ca.crt") && page.contains(&told.url),
        "{page}"
    );
    let certificate = get(address, "/ca.crt").await;
    for part in ["application/x-x509-ca-cert", "inline", "sapa-ca.crt"] {
        assert!(certificate.contains(part), "{part}: {certificate}");
    }
    let (_, pem) = certificate.split_once("\r\n\r\n").unwrap();

    // Whoever trusts what the page gave is let in, also after a restart.
    running.stop().await;
    let again = start(lan).await.unwrap();
    for name in ["127.0.0.1", "localhost"] {
        let answer = get_encrypted(again.started.address, pem, name, "/health").await;
        assert!(answer.contains("ok"), "{name}: {answer}");
    }
    again.stop().await;
}

#[test]
fn an_address_that_everybody_can_reach_is_no_local_network() {
    let directory = tempfile::tempdir().unwrap();
    let now = sapa_kernel::Timestamp::from_millis(1_700_000_000_000);
    let public = SocketAddr::from(([8, 8, 8, 8], 443));
    let refused = crate::lan::prepare(directory.path(), public, now);
    assert!(matches!(refused, Err(crate::LanError::Public(_))));
    assert!(!directory.path().join("lan").exists(), "nothing is made");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_town_is_no_cell_of_ones_own() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("demo-town"), "furnished\n").unwrap();
    let refused = start(config(directory.path())).await.err().unwrap();
    assert!(matches!(refused, ServeError::Town(_)), "{refused}");
    assert!(!directory.path().join("cell").exists(), "nothing is made");
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_from_files_are_served_and_plain_requests_sent_there() {
    let directory = tempfile::tempdir().unwrap();
    let (cert, key) = (
        directory.path().join("cert.pem"),
        directory.path().join("key.pem"),
    );
    let with_files = Config {
        public_url: "https://chat.example".to_owned(),
        tls: crate::config::Tls {
            cert: cert.clone(),
            key: key.clone(),
            strict_transport: true,
        },
        ..config(&directory.path().join("data"))
    };
    assert!(
        matches!(start(with_files.clone()).await, Err(ServeError::Tls(_))),
        "no such files"
    );

    let made = rcgen::generate_simple_self_signed(["chat.example".to_owned()]).unwrap();
    fs::write(&cert, made.cert.pem()).unwrap();
    fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let running = start(with_files).await.unwrap();
    let address = running.started.address;
    assert_eq!(running.started.public_url, "https://chat.example");
    let answer = get_encrypted(address, &made.cert.pem(), "chat.example", "/health").await;
    assert!(answer.contains("strict-transport-security"), "{answer}");
    let plain = get(address, "/u/0/chats?x=1").await;
    assert!(plain.starts_with("HTTP/1.1 308"), "{plain}");
    assert!(
        plain.contains("location: https://chat.example/u/0/chats?x=1"),
        "{plain}"
    );
    running.stop().await;
}

#[tokio::test]
async fn a_cell_with_wallets_does_not_start_without_their_keys() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("cell");
    start(config(&data)).await.unwrap().stop().await;
    let key = data.join("wallet.key");
    let made = std::fs::read_to_string(&key).unwrap();
    // Without wallets nothing depends on the keys: they are made anew.
    std::fs::remove_file(&key).unwrap();
    start(config(&data)).await.unwrap().stop().await;
    assert_ne!(std::fs::read_to_string(&key).unwrap(), made);
    open_a_wallet(&data).await;
    start(config(&data)).await.unwrap().stop().await;

    std::fs::remove_file(&key).unwrap();
    let refused = start(config(&data)).await.err().unwrap().to_string();
    assert!(refused.contains("wallet.key is missing"), "{refused}");
    std::fs::write(&key, "no keys\n").unwrap();
    let refused = start(config(&data)).await.err().unwrap().to_string();
    assert!(refused.contains("holds no keys"), "{refused}");
    std::fs::remove_file(&key).unwrap();
    let mut told = config(&data);
    told.new_wallet_key = true;
    start(told).await.unwrap().stop().await;
    start(config(&data)).await.unwrap().stop().await;
}

#[tokio::test]
async fn a_cell_with_mini_programs_does_not_start_without_their_keys() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("cell");
    start(config(&data)).await.unwrap().stop().await;
    let key = data.join("mini.key");
    let made = std::fs::read_to_string(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    start(config(&data)).await.unwrap().stop().await;
    assert_ne!(std::fs::read_to_string(&key).unwrap(), made);
    register_a_program(&data).await;
    start(config(&data)).await.unwrap().stop().await;

    std::fs::remove_file(&key).unwrap();
    let refused = start(config(&data)).await.err().unwrap().to_string();
    assert!(refused.contains("mini.key is missing"), "{refused}");
    std::fs::write(&key, "no keys\n").unwrap();
    let refused = start(config(&data)).await.err().unwrap().to_string();
    assert!(refused.contains("holds no keys"), "{refused}");
    std::fs::remove_file(&key).unwrap();
    let mut told = config(&data);
    told.new_mini_key = true;
    start(told).await.unwrap().stop().await;
    start(config(&data)).await.unwrap().stop().await;
}

/// Registers a mini program in a stopped cell.
async fn register_a_program(data: &Path) {
    let cell = sapa_store::Cell::open(config(data).cell_options(Arc::new(crate::SystemClock)));
    let cell = cell.unwrap();
    let written = cell
        .write(sapa_store::Lane::Interactive, |tx| {
            let actor = sapa_kernel::SignedIn {
                account: tx.new_id(),
                session: tx.new_id(),
            };
            let input = sapa_mini::Register {
                name: "Noodles".to_owned(),
                icon: None,
                category: sapa_mini::Category::Food,
                description: String::new(),
                domains: sapa_mini::Domains::default(),
                permissions: Vec::new(),
            };
            sapa_mini::register(tx, &actor, input).map(|_| ())
        })
        .await;
    written.map_err(|error| error.to_string()).unwrap();
    cell.shutdown().await;
}

/// Opens a wallet in a stopped cell.
async fn open_a_wallet(data: &Path) {
    let cell = sapa_store::Cell::open(config(data).cell_options(Arc::new(crate::SystemClock)));
    let cell = cell.unwrap();
    let written = cell
        .write(sapa_store::Lane::Interactive, |tx| {
            let operator = sapa_kernel::Operator { account: None };
            let input = sapa_wallet::UpdateWalletSettings {
                currency: "IDR".parse().ok(),
                terms: Some("Terms".to_owned()),
            };
            let policy = sapa_wallet::Policy::default();
            sapa_wallet::update_settings(tx, &operator, input, &policy)?;
            let actor = sapa_kernel::SignedIn {
                account: tx.new_id(),
                session: tx.new_id(),
            };
            let keys = sapa_wallet::Keys {
                pepper: [1; 32],
                draw: [2; 32],
            };
            let pin = sapa_accounts::Secret::from("142536");
            let hashing = sapa_accounts::Hashing::CHEAP;
            let verifier = sapa_wallet::PinVerifier::of(&pin, hashing, [3; 16], &keys)?;
            let terms = sapa_wallet::AcceptTerms { version: 1 };
            sapa_wallet::open(tx, &actor, terms, &verifier, [4; 8])
        })
        .await;
    written.unwrap();
    cell.shutdown().await;
}
