//! What operations may know of the configuration.

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
        }
    }
}
