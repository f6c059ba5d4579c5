//! The life of a node: configuration → cell → operations → jobs → server, and back in the same order.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::header::{HeaderValue, LOCATION};
use axum::http::{Response, StatusCode};
use sapa_api::http::{
    HttpSettings, HttpState, Listener, ListenerOptions, PlainAnswer, Proxy, Readiness, TlsError,
    Uploads,
};
use sapa_api::{Dispatcher, Parts, token_hash};
use sapa_blobs::{Storage, StorageError};
use sapa_gateway::Gateway;
use sapa_kernel::Clock;
use sapa_outbound::Outbound;
use sapa_store::jobs::JobOptions;
use sapa_store::{Cell, JobRunner, Lane, OpenError, WriteError};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use crate::bank::{Bank, BankError, Carrier};
use crate::config::{Config, ConfigError};
use crate::lan::{self, Lan, LanError};
use crate::numbers::CellNumbers;
use crate::platform::{self, Signer};
use crate::secrets;
use crate::{SystemClock, client_files, jobs};

/// The directory of uploaded files, in the data directory.
pub const BLOBS_DIR: &str = "blobs";

/// The directory of what is being received. It is emptied at each start.
const SPOOL: &str = "spool";

/// The file that says where the node listens, while it does.
pub const ADDRESS_FILE: &str = "address";

/// What there is to say once the node listens.
#[derive(Debug, Clone)]
pub struct Started {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where people reach it.
    pub public_url: String,
    /// The one-time link that makes the operator, while there is none.
    pub setup_link: Option<String>,
    /// Links into the demo town.
    pub demo_links: Vec<String>,
    /// How to reach it from a phone.
    pub lan: Option<Lan>,
    /// What was found and mended when the cell was opened.
    pub warnings: Vec<String>,
}

impl Started {
    /// What a person who starts a node wants to read, line by line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .warnings
            .iter()
            .map(|warning| format!("Note: {warning}"))
            .collect();
        lines.push(format!("Sapa is at {}", self.public_url));
        if let Some(link) = &self.setup_link {
            lines.push(format!(
                "Nobody runs this cell yet. Open this link, once, to become its operator:\n  {link}"
            ));
        }
        if let [first, second, ..] = self.demo_links.as_slice() {
            lines.push(format!(
                "This is a demo town with play money. Two residents, already friends:\n  {first}\n  {second}"
            ));
        }
        if let Some(lan) = &self.lan {
            lines.push(format!(
                "On a phone in the same network, scan this or open {}\n{}\nIt shows how to trust this cell; then \
                 open {}",
                lan.trust_url, lan.qr, lan.url
            ));
        }
        lines
    }
}

/// Why a node does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The configuration contradicts itself.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The cell does not open.
    #[error("the cell in {data}: {error}")]
    Open {
        /// The data directory.
        data: PathBuf,
        /// Why.
        error: OpenError,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// A file of the data directory.
    #[error("{what}: {error}")]
    File {
        /// Which.
        what: String,
        /// Why.
        error: io::Error,
    },
    /// The storage of uploads does not open.
    #[error("the uploads: {0}")]
    Storage(#[from] StorageError),
    /// The way to the bank.
    #[error("the bank: {0}")]
    Bank(#[from] BankError),
    /// TLS cannot be offered.
    #[error("TLS: {0}")]
    Tls(#[from] TlsError),
    /// A demo town is served as one, or not at all: who sets up a cell in its directory loses it with the town.
    #[error(
        "{0} holds a demo town: serve it with --demo, or give a cell of your own another directory"
    )]
    Town(PathBuf),
    /// The demo town cannot be furnished.
    #[error("the demo town: {0}")]
    Furnish(#[from] crate::demo::FurnishError),
    /// HTTPS on the local network cannot be offered.
    #[error("HTTPS on the local network: {0}")]
    Lan(#[from] LanError),
    /// A first write failed.
    #[error("the cell takes no writes: {0}")]
    Write(String),
}

fn file_error(what: impl Into<String>) -> impl FnOnce(io::Error) -> ServeError {
    let what = what.into();
    |error| ServeError::File { what, error }
}

/// Runs a node until it is told to stop (SIGTERM, SIGINT), then drains it. `started` hears of it once it
/// listens.
///
/// # Errors
/// [`ServeError`], all of them before it listens.
pub async fn serve(config: Config, started: impl FnOnce(&Started)) -> Result<(), ServeError> {
    crate::logging::start(&config.log)?;
    let stop = stop_signal().map_err(file_error("signals"))?;
    serve_until(config, started, stop).await
}

/// Runs a node until `stop` is ready.
///
/// # Errors
/// As [`serve`].
pub async fn serve_until(
    config: Config,
    started: impl FnOnce(&Started),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    config.check()?;
    let socket = TcpListener::bind(config.listen)
        .await
        .map_err(|error| ServeError::Listen {
            address: config.listen,
            error,
        })?;
    let address = socket.local_addr().map_err(file_error("the socket"))?;
    let node = Node::start(&config, address).await?;
    let said = node.announce(&config, address).await?;
    let stopping = CancellationToken::new();
    let listener = Listener::new(socket, node.router.clone(), node.listener.clone());
    let listening = tokio::spawn(listener.run(stopping.clone()));
    node.http.readiness.set(true);
    write_address(&config.data, &said.public_url, address)?;
    tracing::info!(%address, public_url = %said.public_url, "listening");
    started(&said);

    stop.await;
    tracing::info!("stopping");
    node.http.readiness.set(false);
    stopping.cancel();
    let patience = Duration::from_secs(config.drain_seconds);
    let cell = node.drain(patience).await;
    if tokio::time::timeout(patience, listening).await.is_err() {
        tracing::warn!("connections were left open");
    }
    // The file is a courtesy to scripts; a leftover one is overwritten at the next start.
    let _ = std::fs::remove_file(config.data.join(ADDRESS_FILE));
    cell.shutdown().await;
    tracing::info!("stopped");
    Ok(())
}

/// Ready when the process is asked to stop.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// All parts of a running node.
struct Node {
    cell: Cell,
    dispatcher: Dispatcher,
    gateway: Gateway,
    runner: JobRunner,
    carrier: Option<Carrier>,
    http: HttpState,
    router: Router,
    listener: ListenerOptions,
    public_url: String,
    lan: Option<Lan>,
    demo_links: Vec<String>,
}

impl Node {
    async fn start(config: &Config, address: SocketAddr) -> Result<Self, ServeError> {
        let data = &config.data;
        refuse_wrong_directory(config)?;
        let operator_token =
            secrets::operator_token(data).map_err(file_error(secrets::OPERATOR_TOKEN_FILE))?;
        let real: Arc<dyn Clock> = Arc::new(SystemClock);
        let town = crate::demo::TownClock::for_town(Arc::clone(&real), data);
        let town = Arc::new(town.map_err(file_error(data.display().to_string()))?);
        let clock: Arc<dyn Clock> = if config.demo { town.clone() } else { real };
        let cell = open_cell(config, Arc::clone(&clock)).await?;
        let outbound = outbound(config)?;
        empty_spool(data)?;
        let access = Reach::of(config, address, SystemClock.now())?;
        let keys = wallet_keys(config, &cell)?;
        let signer = open_signer(data)?;
        let bank = Bank::open(config, data)?;
        let desk = wallet_desk(config, keys.clone(), bank.as_ref(), &signer);
        let storage = Storage::open_local(&data.join(BLOBS_DIR))?;
        let mini = mini_desk(config, &cell, storage.clone())?;
        let settings = config.settings(access.public_url.clone(), desk, mini);
        let dispatcher = Dispatcher::new(Parts {
            cell: cell.clone(),
            clock: Arc::clone(&clock),
            registry: sapa_api::registry(settings),
            operator_token: Some(operator_token),
            hashing_places: std::thread::available_parallelism().map_or(2, usize::from),
        });
        register_numbers(&dispatcher, &cell);
        let uploads = Uploads::new(dispatcher.clone(), storage.clone(), data.join(SPOOL));
        written(cell.write(Lane::Job, jobs::plan).await)?;
        let handlers = jobs::handlers(storage, keys, outbound.clone(), signer);
        let runner = JobRunner::start(cell.clone(), handlers, JobOptions::default());
        let mut demo_links = Vec::new();
        if config.demo {
            furnish(&dispatcher, &uploads, &town, data, bank.as_ref()).await?;
            demo_links = crate::demo::links(&access.public_url);
        }
        let carrier = bank.map(|bank| bank.start(cell.clone(), clock));
        let gateway = Gateway::start(&dispatcher);
        let http = HttpState {
            dispatcher: dispatcher.clone(),
            settings: Arc::new(http_settings(config)),
            uploads,
            proxy: Proxy::new(outbound),
            readiness: Readiness::default(),
        };
        let router = sapa_api::http::routes(http.clone())
            .merge(gateway.routes(http.clone()))
            .merge(client_files::routes());
        Ok(Self {
            cell,
            dispatcher,
            gateway,
            runner,
            carrier,
            router: sapa_api::http::secured(router, Arc::clone(&http.settings)),
            http,
            listener: ListenerOptions {
                tls: access.tls,
                plain: access.plain,
                max_connections: config.max_connections,
                only_local: config.lan,
            },
            public_url: access.public_url,
            lan: access.lan,
            demo_links,
        })
    }

    /// What there is to say; makes the link for the first operator.
    async fn announce(&self, config: &Config, address: SocketAddr) -> Result<Started, ServeError> {
        let mut setup_link = None;
        if !config.demo {
            let token = secrets::secret().map_err(file_error("random bytes"))?;
            let hash = token_hash(&token);
            let offered = self
                .cell
                .write(Lane::Interactive, move |tx| {
                    sapa_accounts::offer_setup(tx, hash)
                })
                .await;
            if written(offered)? {
                setup_link = Some(format!("{}/setup#{token}", self.public_url));
            }
        }
        Ok(Started {
            address,
            public_url: self.public_url.clone(),
            setup_link,
            demo_links: self.demo_links.clone(),
            lan: self.lan.clone(),
            warnings: self.cell.warnings().to_vec(),
        })
    }

    /// Answers what is under way, says goodbye to sockets, lets jobs end; what is left is the cell.
    async fn drain(self, patience: Duration) -> Cell {
        if tokio::time::timeout(patience, self.dispatcher.drain())
            .await
            .is_err()
        {
            tracing::warn!("operations were still under way");
        }
        self.gateway.drain().await;
        if let Some(carrier) = self.carrier {
            carrier.stop(patience).await;
        }
        if tokio::time::timeout(patience, self.runner.stop())
            .await
            .is_err()
        {
            tracing::warn!("jobs were still under way; they run again at the next start");
        }
        self.cell
    }
}

/// Makes the directory; a demo town's is served as one, and no other.
fn refuse_wrong_directory(config: &Config) -> Result<(), ServeError> {
    let data = &config.data;
    make_private(data)?;
    let town = crate::demo::is_town(data).map_err(file_error(data.display().to_string()))?;
    if town && !config.demo {
        return Err(ServeError::Town(data.clone()));
    }
    Ok(())
}

/// The keys of money. A cell whose wallets were opened with keys that are missing does not start without being told to.
fn wallet_keys(config: &Config, cell: &Cell) -> Result<sapa_wallet::Keys, ServeError> {
    let operator = sapa_kernel::Operator { account: None };
    let settings = sapa_wallet::settings(&cell.snapshot(), &operator, sapa_kernel::Empty {})
        .map_err(|error| ServeError::Write(error.to_string()))?;
    let may_make = settings.wallets == 0 || config.new_wallet_key;
    secrets::wallet_keys(&config.data, may_make).map_err(file_error(secrets::WALLET_KEY_FILE))
}

/// Shows the cell's numbers with the other metrics.
fn register_numbers(dispatcher: &Dispatcher, cell: &Cell) {
    let numbers = Box::new(CellNumbers(cell.clone()));
    dispatcher
        .metrics()
        .register(|registry| registry.register_collector(numbers));
}

/// What operations on mini programs need to know of the machine. A cell whose programs know people by keys that are missing
/// does not start without being told to.
fn mini_desk(
    config: &Config,
    cell: &Cell,
    storage: Storage,
) -> Result<sapa_api::MiniDesk, ServeError> {
    let any =
        sapa_mini::any(&cell.snapshot()).map_err(|error| ServeError::Write(error.to_string()))?;
    let keys = secrets::mini_keys(&config.data, !any || config.new_mini_key)
        .map_err(file_error(secrets::MINI_KEY_FILE))?;
    Ok(sapa_api::MiniDesk {
        keys,
        storage,
        limits: sapa_mini::Limits::default(),
    })
}

/// The key by which notifications to merchants' servers are signed.
fn open_signer(data: &Path) -> Result<Arc<Signer>, ServeError> {
    let signer = Signer::open(data).map_err(file_error(platform::PLATFORM_KEY_FILE))?;
    Ok(Arc::new(signer))
}

/// The way out to other servers.
fn outbound(config: &Config) -> Result<Outbound, ServeError> {
    let allowed = config.outbound.allowed();
    let allowed = allowed.map_err(ConfigError::Contradiction)?;
    Ok(Outbound::new(allowed))
}

/// What operations on money need to know of the machine.
fn wallet_desk(
    config: &Config,
    keys: sapa_wallet::Keys,
    bank: Option<&Bank>,
    signer: &Signer,
) -> sapa_api::WalletDesk {
    sapa_api::WalletDesk {
        policy: config.wallet_policy(),
        keys,
        bank: bank.map(|bank| bank.details(config)),
        demo_bank: bank.and_then(Bank::counter),
        platform: signer.public().clone(),
    }
}

async fn furnish(
    dispatcher: &Dispatcher,
    uploads: &Uploads,
    clock: &crate::demo::TownClock,
    data: &Path,
    bank: Option<&Bank>,
) -> Result<(), ServeError> {
    let town = crate::demo::Town {
        dispatcher,
        uploads,
        clock,
        data,
    };
    crate::demo::furnish(&town).await?;
    if let Some(bank) = bank {
        crate::demo::give(&town, bank).await?;
    }
    Ok(())
}

fn written<T, E: std::fmt::Display>(
    result: Result<sapa_store::Committed<T>, WriteError<E>>,
) -> Result<T, ServeError> {
    match result {
        Ok(committed) => Ok(committed.value),
        Err(WriteError::Refused { error, .. }) => Err(ServeError::Write(error.to_string())),
        Err(WriteError::Store(error)) => Err(ServeError::Write(error.to_string())),
        Err(WriteError::OutcomeUnknown) => Err(ServeError::Write("outcome unknown".to_owned())),
        Err(WriteError::Overloaded | WriteError::ShuttingDown) => {
            Err(ServeError::Write("it is closing".to_owned()))
        }
    }
}

/// Makes a directory for its owner alone.
fn make_private(path: &Path) -> Result<(), ServeError> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(file_error(format!(
            "the data directory cannot be used: {}",
            path.display()
        )))
}

/// Removes what an earlier process was receiving. Only once the cell is open: until then the directory may be another
/// process's, and so may the uploads.
fn empty_spool(data: &Path) -> Result<(), ServeError> {
    let spool = data.join(SPOOL);
    match std::fs::remove_dir_all(&spool) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(file_error(spool.display().to_string())(error));
        }
        _ => {}
    }
    make_private(&spool)
}

async fn open_cell(config: &Config, clock: Arc<dyn Clock>) -> Result<Cell, ServeError> {
    let options = config.cell_options(clock);
    let data = config.data.clone();
    tokio::task::spawn_blocking(move || Cell::open(options))
        .await
        .map_err(|error| ServeError::Write(error.to_string()))?
        .map_err(|error| ServeError::Open { data, error })
}

fn http_settings(config: &Config) -> HttpSettings {
    HttpSettings {
        // `Config::check` has refused what is not a network.
        trusted_proxies: config
            .trusted_proxies
            .iter()
            .filter_map(|network| network.parse().ok())
            .collect(),
        allowed_origins: config.allowed_origins.clone(),
        strict_transport: config.tls.strict_transport,
    }
}

/// How people reach the node.
struct Reach {
    public_url: String,
    tls: Option<TlsAcceptor>,
    plain: PlainAnswer,
    lan: Option<Lan>,
}

impl Reach {
    fn of(
        config: &Config,
        address: SocketAddr,
        now: sapa_kernel::Timestamp,
    ) -> Result<Self, ServeError> {
        if config.lan {
            let ready = lan::prepare(&config.data, address, now)?;
            return Ok(Self {
                public_url: chosen(config, || ready.lan.url.clone()),
                tls: Some(ready.acceptor),
                plain: ready.plain,
                lan: Some(ready.lan),
            });
        }
        let tls = if config.has_tls() {
            Some(sapa_api::http::acceptor(&config.tls.cert, &config.tls.key)?)
        } else {
            None
        };
        let scheme = if tls.is_some() { "https" } else { "http" };
        let public_url = chosen(config, || {
            let mut shown = address;
            if shown.ip().is_unspecified() {
                shown.set_ip(lan::own_address());
            }
            format!("{scheme}://{shown}")
        });
        Ok(Self {
            plain: redirect(public_url.clone()),
            public_url,
            tls,
            lan: None,
        })
    }
}

fn chosen(config: &Config, derived: impl FnOnce() -> String) -> String {
    let given = config.public_url.trim_end_matches('/');
    if given.is_empty() {
        derived()
    } else {
        given.to_owned()
    }
}

/// Sends plain requests on a TLS port to the same place over HTTPS.
fn redirect(public_url: String) -> PlainAnswer {
    Arc::new(move |request| {
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
        if let Ok(location) = HeaderValue::from_str(&format!("{public_url}{path}")) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    })
}

/// Says where the node listens, for scripts: the address itself, which the public one may not be.
fn write_address(data: &Path, public_url: &str, address: SocketAddr) -> Result<(), ServeError> {
    let scheme = public_url.split("://").next().unwrap_or("http");
    let mut reachable = address;
    if reachable.ip().is_unspecified() {
        reachable.set_ip([127, 0, 0, 1].into());
    }
    std::fs::write(data.join(ADDRESS_FILE), format!("{scheme}://{reachable}\n"))
        .map_err(file_error(ADDRESS_FILE))
}
