//! What operations may know of the configuration.

use std::sync::Arc;

use crate::programs::ProgramRegistry;

/// Settings of a cell that operations see. The node fills them from its configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Where people reach this cell, without a trailing slash: `https://chat.example.org`.
    pub public_url: String,
    /// Whether this is a demo town: play money, fictional residents.
    pub demo: bool,
    /// Whether people reach the cell over HTTPS (cookies are then `Secure`).
    pub secure: bool,
    /// How often callers may call.
    pub rates: RateLimits,
    /// What passwords cost, and how many attempts an address has.
    pub accounts: sapa_accounts::Policy,
    /// Limits of money, and the keys and the bank of the cell.
    pub wallet: WalletDesk,
    /// Who knows the mini programs.
    pub programs: ProgramRegistry,
    /// The keys, files and limits of mini programs.
    pub mini: MiniDesk,
}

/// What operations on mini programs need to know of the machine.
#[derive(Debug, Clone)]
pub struct MiniDesk {
    /// The keys that lie beside the keyspace.
    pub keys: sapa_mini::Keys,
    /// Where packages lie.
    pub storage: sapa_blobs::Storage,
    /// How much of everything a source may have.
    pub limits: sapa_mini::Limits,
}

impl PartialEq for MiniDesk {
    /// A storage is not compared: two of one cell are the same.
    fn eq(&self, other: &Self) -> bool {
        self.keys == other.keys && self.limits == other.limits
    }
}

/// Keys of nothing but zeros, and files in memory: for the document of all operations, and for tests.
impl Default for MiniDesk {
    fn default() -> Self {
        Self {
            keys: sapa_mini::Keys {
                signing: [0; 32],
                identity: [0; 32],
            },
            storage: sapa_blobs::Storage::in_memory(),
            limits: sapa_mini::Limits::default(),
        }
    }
}

/// What operations on money need to know of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletDesk {
    /// Limits and the cost of a PIN.
    pub policy: sapa_wallet::Policy,
    /// The keys that lie beside the keyspace.
    pub keys: sapa_wallet::Keys,
    /// Where people send money to top up; absent: the cell has no bank.
    pub bank: Option<BankDetails>,
    /// The demo town's bank: takes money that visitors make up.
    pub demo_bank: Option<DemoBank>,
    /// By which merchants' servers check that a notification is the cell's.
    pub platform: PlatformKey,
}

/// The public key by which merchants' servers check that a notification is the cell's.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct PlatformKey {
    /// Names the key: `Wechatpay-Serial`.
    pub serial: String,
    /// `Wechatpay-Signature-Type`.
    pub signature_type: String,
    /// The key: Ed25519, as `PUBLIC KEY` in PEM.
    pub public_key: String,
}

/// The cell's account at its bank, as people see it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct BankDetails {
    /// The bank.
    pub bank: String,
    /// Whose account it is.
    pub holder: String,
    /// The account's number.
    pub account: String,
    /// The bank's code, if the number does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_code: Option<String>,
}

/// What a demo bank does with a reference, an amount and a payer's name.
type TakesMoney = dyn Fn(&str, sapa_kernel::Money, &str) -> std::io::Result<()> + Send + Sync;

/// A demo town's bank, seen from a person who pays something in there.
#[derive(Clone)]
pub struct DemoBank(Arc<TakesMoney>);

impl DemoBank {
    /// A bank that does this. It may block.
    pub fn new(
        pay_in: impl Fn(&str, sapa_kernel::Money, &str) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(pay_in))
    }

    pub(crate) fn pay_in(
        &self,
        reference: &str,
        money: sapa_kernel::Money,
        payer: &str,
    ) -> std::io::Result<()> {
        (self.0)(reference, money, payer)
    }
}

impl PartialEq for DemoBank {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for DemoBank {}

impl std::fmt::Debug for DemoBank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DemoBank")
    }
}

/// Keys of nothing but zeros: for the document of all operations, and for tests.
impl Default for WalletDesk {
    fn default() -> Self {
        Self {
            policy: sapa_wallet::Policy::default(),
            keys: sapa_wallet::Keys {
                pepper: [0; 32],
                draw: [0; 32],
            },
            bank: None,
            demo_bank: None,
            platform: PlatformKey::default(),
        }
    }
}

/// How often callers may call, as sustained rates with a burst.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimits {
    /// Operations a second of one account.
    pub account_per_second: f64,
    /// Operations that an account may save up.
    pub account_burst: f64,
    /// Anonymous operations a second from one address.
    pub address_per_second: f64,
    /// Anonymous operations that an address may save up.
    pub address_burst: f64,
    /// Expensive operations (they hash a password) a second from one address.
    pub expensive_per_second: f64,
    /// Expensive operations that an address may save up.
    pub expensive_burst: f64,
}

impl Settings {
    /// Whether browsers withhold the camera, notifications and installation from the cell's pages: plain
    /// HTTP from other than the machine itself.
    pub fn lacks_secure_context(&self) -> bool {
        let host = self.public_url.strip_prefix("http://");
        host.is_some_and(|host| {
            let local = ["localhost", "127.", "[::1]"];
            !local.iter().any(|name| host.starts_with(name))
        })
    }
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            account_per_second: 2_000.0,
            account_burst: 10_000.0,
            address_per_second: 30.0,
            address_burst: 300.0,
            expensive_per_second: 2.0,
            expensive_burst: 60.0,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            demo: false,
            secure: false,
            rates: RateLimits::default(),
            accounts: sapa_accounts::Policy::default(),
            wallet: WalletDesk::default(),
            mini: MiniDesk::default(),
            programs: ProgramRegistry::default(),
        }
    }
}
