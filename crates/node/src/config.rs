//! The configuration of a node: a TOML file, then `SAPA_*` variables, then flags. Every setting has a default.
//!
//! [`DOCUMENTED`] is the one list of settings: `sapa config --print` writes it, a test holds it against the types.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sapa_kernel::Clock;
use sapa_store::CellOptions;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

mod documented;
mod money;
mod outbound;

pub use documented::DOCUMENTED;
use money::{Bank, Wallet};
use outbound::Outbound;

const MIB: u64 = 1 << 20;

/// All settings of a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The data directory.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where people reach the cell; empty: derived from `listen` and `tls`.
    pub public_url: String,
    /// Networks of trusted reverse proxies.
    pub trusted_proxies: Vec<String>,
    /// Origins beside the cell's own whose pages may call.
    pub allowed_origins: Vec<String>,
    /// Connections at once.
    pub max_connections: usize,
    /// Seconds that a draining server gives to what is under way.
    pub drain_seconds: u64,
    /// TLS.
    pub tls: Tls,
    /// What is logged, and how.
    pub log: Log,
    /// The store.
    pub store: Store,
    /// Passwords and attempts.
    pub accounts: Accounts,
    /// How often callers may call.
    pub rates: Rates,
    /// Wallets.
    pub wallet: Wallet,
    /// The cell's account at its bank.
    pub bank: Bank,
    /// Requests to other servers.
    pub outbound: Outbound,
    /// A demo town; only by flag.
    #[serde(skip)]
    pub demo: bool,
    /// HTTPS for the local network by a CA of the cell's own; only by flag.
    #[serde(skip)]
    pub lan: bool,
    /// Make new keys of money although wallets were opened with others; only by flag.
    #[serde(skip)]
    pub new_wallet_key: bool,
    /// Make new keys of mini programs although some know people by others; only by flag.
    #[serde(skip)]
    pub new_mini_key: bool,
}

/// TLS from files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Tls {
    /// The certificate chain, in PEM; empty: no TLS.
    pub cert: PathBuf,
    /// Its key, in PEM.
    pub key: PathBuf,
    /// Tell browsers never to come back over plain HTTP.
    pub strict_transport: bool,
}

/// Logging.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// `error`, `warn`, `info`, `debug` or `trace`, also by target.
    pub level: String,
    /// `text` or `json`.
    pub format: LogFormat,
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// The store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Store {
    /// MiB of blocks that the keyspace keeps in memory.
    pub cache_mib: u64,
    /// MiB of writes that the keyspace collects before it flushes them.
    pub memtable_mib: u64,
    /// MiB of rows that the writer keeps in memory.
    pub row_cache_mib: u64,
    /// MiB of log after which a checkpoint may be due.
    pub checkpoint_log_mib: u64,
    /// MiB of free disk below which writes are refused.
    pub reserve_mib: u64,
}

/// Passwords and attempts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Accounts {
    /// KiB of memory that hashing a password takes.
    pub hashing_memory_kib: u32,
    /// Passes over it.
    pub hashing_passes: u32,
    /// Registrations from one network address within an hour.
    pub registrations_per_hour: u32,
    /// Failed sign-ins from one network address within an hour.
    pub failures_per_hour: u32,
}

/// Sustained rates, each with what may be saved up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rates {
    /// Operations a second of one account.
    pub account_per_second: f64,
    /// Operations that an account may save up.
    pub account_burst: f64,
    /// Anonymous operations a second from one address.
    pub address_per_second: f64,
    /// Anonymous operations that an address may save up.
    pub address_burst: f64,
    /// Operations that hash a password, a second from one address.
    pub expensive_per_second: f64,
    /// Operations that hash a password, which an address may save up.
    pub expensive_burst: f64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            trusted_proxies: Vec::new(),
            allowed_origins: Vec::new(),
            max_connections: 25_000,
            drain_seconds: 10,
            tls: Tls::default(),
            log: Log::default(),
            store: Store::default(),
            accounts: Accounts::default(),
            rates: Rates::default(),
            wallet: Wallet::default(),
            bank: Bank::default(),
            outbound: Outbound::default(),
            demo: false,
            lan: false,
            new_wallet_key: false,
            new_mini_key: false,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            level: "info".to_owned(),
            format: LogFormat::Text,
        }
    }
}

impl Default for Store {
    fn default() -> Self {
        Self {
            cache_mib: sapa_store::DEFAULT_CACHE_BYTES / MIB,
            memtable_mib: sapa_store::DEFAULT_MEMTABLE_BYTES / MIB,
            row_cache_mib: sapa_store::DEFAULT_ROW_CACHE_BYTES as u64 / MIB,
            checkpoint_log_mib: sapa_store::CheckpointPolicy::default().min_log_bytes / MIB,
            reserve_mib: sapa_store::DEFAULT_RESERVE_BYTES / MIB,
        }
    }
}

impl Default for Accounts {
    fn default() -> Self {
        let policy = sapa_accounts::Policy::default();
        Self {
            hashing_memory_kib: policy.hashing.memory_kib,
            hashing_passes: policy.hashing.passes,
            registrations_per_hour: policy.registrations_per_hour,
            failures_per_hour: policy.failures_per_hour,
        }
    }
}

impl Default for Rates {
    fn default() -> Self {
        let rates = sapa_api::RateLimits::default();
        Self {
            account_per_second: rates.account_per_second,
            account_burst: rates.account_burst,
            address_per_second: rates.address_per_second,
            address_burst: rates.address_burst,
            expensive_per_second: rates.expensive_per_second,
            expensive_burst: rates.expensive_burst,
        }
    }
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// It is not TOML, has an unknown setting, or a value of the wrong type.
    #[error("{from}: {reason}")]
    Malformed {
        /// The file, or the variable.
        from: String,
        /// What is wrong.
        reason: String,
    },
    /// Settings that do not go together.
    #[error("{0}")]
    Contradiction(String),
}

impl Config {
    /// Reads the file, if there is one, and the variables over it. `variables` are all of the environment.
    ///
    /// # Errors
    /// [`ConfigError`], naming the file or the variable.
    pub fn load(
        file: Option<&Path>,
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut from = "the configuration".to_owned();
        let mut table = Table::new();
        if let Some(path) = file {
            from = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| ConfigError::File {
                path: path.to_path_buf(),
                error,
            })?;
            table = text
                .parse()
                .map_err(|error: toml::de::Error| ConfigError::Malformed {
                    from: from.clone(),
                    reason: error.to_string(),
                })?;
        }
        for (name, value) in variables {
            overlay(&mut table, &name, &value)?;
        }
        Value::Table(table)
            .try_into()
            .map_err(|error: toml::de::Error| ConfigError::Malformed {
                from,
                reason: error.to_string(),
            })
    }

    /// Refuses settings that do not go together.
    ///
    /// # Errors
    /// [`ConfigError::Contradiction`].
    pub fn check(&self) -> Result<(), ConfigError> {
        let contradiction = |text: &str| Err(ConfigError::Contradiction(text.to_owned()));
        if self.tls.cert.as_os_str().is_empty() != self.tls.key.as_os_str().is_empty() {
            return contradiction("tls.cert and tls.key go together: set both or neither");
        }
        if self.lan && self.has_tls() {
            return contradiction(
                "--lan makes its own certificate: leave tls.cert and tls.key out",
            );
        }
        if self.demo && !self.lan && !self.listen.ip().is_loopback() {
            return contradiction(
                "a demo town is served to this machine only: listen on 127.0.0.1, or use --lan",
            );
        }
        let url = self.public_url.trim_end_matches('/');
        if !url.is_empty() && !is_origin(url) {
            return contradiction(
                "public_url is what browsers call the place: http:// or https://, a name in lower case, a port only \
                 if it is not the usual one, and no path",
            );
        }
        if let Some(origin) = self.allowed_origins.iter().find(|url| !is_origin(url)) {
            let text =
                format!("allowed_origins: {origin} is not one such as http://localhost:5173");
            return Err(ConfigError::Contradiction(text));
        }
        if !self.hashing().is_possible() {
            return contradiction(
                "accounts.hashing_memory_kib is from 8 to 1048576, accounts.hashing_passes from 1 to 100",
            );
        }
        if let Some(name) = self.rates.impossible() {
            let text = format!("rates.{name} is a number above zero, a burst at least 1");
            return Err(ConfigError::Contradiction(text));
        }
        self.wallet
            .policy(self.hashing())
            .map_err(ConfigError::Contradiction)?;
        self.bank
            .own_account()
            .map_err(ConfigError::Contradiction)?;
        self.outbound
            .allowed()
            .map_err(ConfigError::Contradiction)?;
        if self.max_connections == 0 {
            return contradiction("max_connections is at least 1");
        }
        tracing_subscriber::EnvFilter::try_new(&self.log.level)
            .map_err(|error| ConfigError::Contradiction(format!("log.level: {error}")))?;
        for network in &self.trusted_proxies {
            if network.parse::<ipnet::IpNet>().is_err() {
                let text =
                    format!("trusted_proxies: {network} is not a network such as 10.0.0.0/8");
                return Err(ConfigError::Contradiction(text));
            }
        }
        Ok(())
    }

    /// Where people reach a cell that listens at `address`, without a trailing slash.
    pub fn reached_at(&self, address: SocketAddr) -> String {
        if !self.public_url.is_empty() {
            return self.public_url.trim_end_matches('/').to_owned();
        }
        let scheme = if self.has_tls() || self.lan {
            "https"
        } else {
            "http"
        };
        // Nobody can open the unspecified address; on this machine it is the loopback one.
        let host = match address.ip() {
            ip if !ip.is_unspecified() => address,
            ip if ip.is_ipv4() => SocketAddr::from(([127, 0, 0, 1], address.port())),
            _ => SocketAddr::from((std::net::Ipv6Addr::LOCALHOST, address.port())),
        };
        format!("{scheme}://{host}")
    }

    /// Whether TLS comes from files.
    pub fn has_tls(&self) -> bool {
        !self.tls.cert.as_os_str().is_empty()
    }

    /// How the store is opened.
    pub fn cell_options(&self, clock: Arc<dyn Clock>) -> CellOptions {
        let store = &self.store;
        let mut options = CellOptions::new(&self.data, clock);
        options.cache_bytes = store.cache_mib.saturating_mul(MIB);
        options.memtable_bytes = store.memtable_mib.saturating_mul(MIB);
        options.row_cache_bytes =
            usize::try_from(store.row_cache_mib.saturating_mul(MIB)).unwrap_or(usize::MAX);
        options.checkpoint.min_log_bytes = store.checkpoint_log_mib.saturating_mul(MIB);
        options.reserve_bytes = store.reserve_mib.saturating_mul(MIB);
        options
    }

    /// The settings that operations see. `public_url` is where people reach the cell.
    pub fn settings(
        &self,
        public_url: String,
        wallet: sapa_api::WalletDesk,
        mini: sapa_api::MiniDesk,
    ) -> sapa_api::Settings {
        let rates = &self.rates;
        sapa_api::Settings {
            demo: self.demo,
            secure: public_url.starts_with("https://"),
            public_url,
            rates: sapa_api::RateLimits {
                account_per_second: rates.account_per_second,
                account_burst: rates.account_burst,
                address_per_second: rates.address_per_second,
                address_burst: rates.address_burst,
                expensive_per_second: rates.expensive_per_second,
                expensive_burst: rates.expensive_burst,
            },
            accounts: sapa_accounts::Policy {
                hashing: self.hashing(),
                registrations_per_hour: self.accounts.registrations_per_hour,
                failures_per_hour: self.accounts.failures_per_hour,
            },
            wallet,
            programs: sapa_api::ProgramRegistry::of_cell(mini.keys.clone()),
            mini,
        }
    }

    /// Limits of money, and what a PIN costs. `check` has refused what is none.
    pub(crate) fn wallet_policy(&self) -> sapa_wallet::Policy {
        self.wallet.policy(self.hashing()).unwrap_or_default()
    }

    /// What a password costs.
    fn hashing(&self) -> sapa_accounts::Hashing {
        sapa_accounts::Hashing {
            memory_kib: self.accounts.hashing_memory_kib,
            passes: self.accounts.hashing_passes,
            ..sapa_accounts::Hashing::default()
        }
    }

    /// The configuration as a file, each setting with its meaning.
    pub fn print(&self) -> String {
        let values = Table::try_from(self).expect("settings are plain values");
        let mut text = String::from(
            "# Every setting of Sapa, as it is now. Each can also be given as a variable: SAPA_LISTEN, SAPA_STORE_CACHE_MIB.\n",
        );
        let mut section = "";
        for (path, meaning) in DOCUMENTED {
            let (table, name) = path.rsplit_once('.').unwrap_or(("", path));
            if table != section {
                let _ = write!(text, "\n[{table}]");
                section = table;
            }
            text.push('\n');
            for line in meaning.lines() {
                let _ = writeln!(text, "# {line}");
            }
            if let Some(value) = lookup(&values, path) {
                let _ = writeln!(text, "{name} = {value}");
            }
        }
        text
    }
}

impl Rates {
    /// The first rate that nobody could be held to.
    fn impossible(&self) -> Option<&'static str> {
        // What is no number is no rate either: neither comparison holds for it.
        let rate = |value: f64| value > 0.0 && value.is_finite();
        let burst = |value: f64| value >= 1.0 && value.is_finite();
        [
            ("account_per_second", rate(self.account_per_second)),
            ("account_burst", burst(self.account_burst)),
            ("address_per_second", rate(self.address_per_second)),
            ("address_burst", burst(self.address_burst)),
            ("expensive_per_second", rate(self.expensive_per_second)),
            ("expensive_burst", burst(self.expensive_burst)),
        ]
        .into_iter()
        .find(|(_, possible)| !possible)
        .map(|(name, _)| name)
    }
}

/// Whether this is an origin as browsers write it in `Origin`: anything else would refuse every page.
fn is_origin(url: &str) -> bool {
    let (rest, usual_port) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, ":443"),
        (None, Some(rest)) => (rest, ":80"),
        (None, None) => return false,
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_:[]".contains(c);
    !rest.is_empty() && rest.chars().all(plain) && !rest.ends_with(usual_port)
}

fn lookup<'t>(table: &'t Table, path: &str) -> Option<&'t Value> {
    match path.split_once('.') {
        Some((head, rest)) => lookup(table.get(head)?.as_table()?, rest),
        None => table.get(path),
    }
}

fn variable_of(path: &str) -> String {
    format!("SAPA_{}", path.replace('.', "_").to_uppercase())
}

/// Variables that tests and tools of the repository use for themselves; a server that they start inherits them.
const NOT_SETTINGS: &[&str] = &[
    "SAPA_BIN",
    "SAPA_CHROMIUM",
    "SAPA_E2E_MESSAGES",
    "SAPA_LOAD",
    "SAPA_NUMBERS",
    "SAPA_SEED",
    "SAPA_SIM_RUNS",
    "SAPA_SIM_STEPS",
    "SAPA_URL",
];

fn overlay(table: &mut Table, name: &str, text: &str) -> Result<(), ConfigError> {
    if !name.starts_with("SAPA_") || NOT_SETTINGS.contains(&name) {
        return Ok(());
    }
    let malformed = |reason: &str| ConfigError::Malformed {
        from: name.to_owned(),
        reason: reason.to_owned(),
    };
    let (path, _) = DOCUMENTED
        .iter()
        .find(|(path, _)| variable_of(path) == name)
        .ok_or_else(|| malformed("there is no such setting: see `sapa config --print`"))?;
    let defaults = Table::try_from(Config::default()).expect("settings are plain values");
    let value = match lookup(&defaults, path) {
        Some(Value::String(_)) | None => Value::String(text.to_owned()),
        Some(_) => format!("value = {text}")
            .parse::<Table>()
            .ok()
            .and_then(|mut table| table.remove("value"))
            .ok_or_else(|| malformed("the value is written as in TOML"))?,
    };
    let (head, last) = path.rsplit_once('.').unwrap_or(("", path));
    let target = if head.is_empty() {
        table
    } else {
        table
            .entry(head)
            .or_insert_with(|| Value::Table(Table::new()))
            .as_table_mut()
            .ok_or_else(|| malformed("the file has something else by that name"))?
    };
    target.insert(last.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests;
