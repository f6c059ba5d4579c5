//! What the operator lets development reach although it is private: hosts and ports, by name.

use std::str::FromStr;

use url::Url;

/// One entry of `outbound.allow`: `localhost:3000`, `*.test:8080`, `192.168.1.10:*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// In lower case; after `*.` any name under it.
    host: String,
    under: bool,
    /// None: every port.
    port: Option<u16>,
}

/// Why a text is no such entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("host:port, where the host may begin with *. and the port may be *")]
pub struct AllowedError;

impl FromStr for Allowed {
    type Err = AllowedError;

    fn from_str(text: &str) -> Result<Self, AllowedError> {
        let (host, port) = text.rsplit_once(':').ok_or(AllowedError)?;
        let (under, name) = match host.strip_prefix("*.") {
            Some(name) => (true, name),
            None => (false, host),
        };
        let port = match port {
            "*" => None,
            port => Some(port.parse().map_err(|_| AllowedError)?),
        };
        // As URLs have it: lower case, brackets around IPv6.
        let url = Url::parse(&format!("http://{name}/")).map_err(|_| AllowedError)?;
        let host = url.host_str().filter(|host| !host.contains('*'));
        let host = host.ok_or(AllowedError)?.to_owned();
        let plain = url.path() == "/" && url.port().is_none() && url.username().is_empty();
        if !plain {
            return Err(AllowedError);
        }
        Ok(Self { host, under, port })
    }
}

impl Allowed {
    /// Whether the entry is about this place.
    pub fn fits(&self, url: &Url) -> bool {
        let port = url.port_or_known_default();
        let Some(host) = url.host_str() else {
            return false;
        };
        let named = if self.under {
            let rest = host.strip_suffix(self.host.as_str());
            rest.is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
        } else {
            host == self.host
        };
        named && self.port.is_none_or(|own| Some(own) == port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_name_hosts_and_ports() {
        let fits = |entry: &str, url: &str| {
            let entry: Allowed = entry.parse().unwrap();
            entry.fits(&Url::parse(url).unwrap())
        };
        assert!(fits("localhost:3000", "http://LOCALHOST:3000/a"));
        assert!(!fits("localhost:3000", "http://localhost:3001/"));
        assert!(!fits("localhost:3000", "http://localhost.evil:3000/"));
        assert!(fits("127.0.0.1:*", "http://127.0.0.1:9/"));
        assert!(fits("[::1]:80", "http://[::1]/"));
        assert!(fits("*.test:443", "https://a.b.test/"));
        assert!(!fits("*.test:443", "https://test/"));
        assert!(!fits("*.test:443", "https://atest/"));
        for bad in [
            "",
            "localhost",
            "a:b",
            "*:80",
            "*.*:80",
            "http://a:80",
            "a/b:80",
            "u@a:80",
            "a:99999",
        ] {
            assert_eq!(bad.parse::<Allowed>(), Err(AllowedError), "{bad}");
        }
    }
}
