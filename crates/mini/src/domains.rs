//! Which domains a program may declare.

use crate::model::Domains;
use crate::{Error, MAX_DOMAINS};

/// Characters of a host name, by RFC 1035.
const MAX_HOST: usize = 253;

/// Characters of one part of it.
const MAX_LABEL: usize = 63;

/// Whether all lists hold what they may.
///
/// # Errors
/// [`Error::TooManyDomains`], [`Error::DomainInvalid`].
pub(crate) fn check(domains: &Domains) -> Result<(), Error> {
    let lists = [
        ("request", &domains.request, "https://"),
        ("socket", &domains.socket, "wss://"),
        ("upload", &domains.upload, "https://"),
        ("download", &domains.download, "https://"),
        ("web_view", &domains.web_view, "https://"),
    ];
    for (list, entries, scheme) in lists {
        let mut sorted: Vec<&String> = entries.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        if entries.len() > MAX_DOMAINS || sorted.len() < entries.len() {
            return Err(Error::TooManyDomains);
        }
        for entry in entries {
            if !entry.strip_prefix(scheme).is_some_and(is_authority) {
                return Err(Error::DomainInvalid {
                    list,
                    domain: entry.chars().take(MAX_HOST).collect(),
                });
            }
        }
    }
    Ok(())
}

/// A host name with at least one dot and perhaps a port. The last part has a letter: an address is no name, however it is
/// written.
fn is_authority(text: &str) -> bool {
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    let sound_port = port.is_none_or(|port| {
        port.parse::<u16>()
            .is_ok_and(|number| number > 0 && number.to_string() == port)
    });
    let labels: Vec<&str> = host.split('.').collect();
    let sound_label = |label: &&str| {
        !label.is_empty()
            && label.len() <= MAX_LABEL
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    sound_port
        && host.len() <= MAX_HOST
        && labels.len() >= 2
        && labels.iter().all(sound_label)
        && labels.last().is_some_and(|last| {
            last.bytes().any(|b| b.is_ascii_lowercase()) && !last.starts_with("0x")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_a_scheme_a_name_and_perhaps_a_port() {
        let long = format!("https://{}.example", "a".repeat(64));
        let sound = [
            ("https://api.example.org", true),
            ("https://xn--fiqs8s.example:8443", true),
            ("https://a.b", true),
            ("http://api.example.org", false),
            ("wss://api.example.org", false),
            ("https://api.example.org/", false),
            ("https://api.example.org/path", false),
            ("https://user@api.example.org", false),
            ("https://API.example.org", false),
            ("https://localhost", false),
            ("https://127.0.0.1", false),
            ("https://10.0.0.0x1", false),
            ("https://[::1]", false),
            ("https://a..b", false),
            ("https://a.b.", false),
            ("https://-a.example", false),
            ("https://a.example:0", false),
            ("https://a.example:080", false),
            ("https://a.example:65536", false),
            ("https://*.example.org", false),
            ("https://bücher.example", false),
            (long.as_str(), false),
            ("https://", false),
            ("", false),
        ];
        for (domain, expected) in sound {
            let domains = Domains {
                request: vec![domain.to_owned()],
                ..Domains::default()
            };
            assert_eq!(check(&domains).is_ok(), expected, "{domain}");
        }
        let socket = |domain: &str| Domains {
            socket: vec![domain.to_owned()],
            ..Domains::default()
        };
        assert!(check(&socket("wss://live.example.org")).is_ok());
        assert!(check(&socket("https://live.example.org")).is_err());
    }

    #[test]
    fn a_list_has_fifty_domains_each_once() {
        let list = |count: usize| Domains {
            request: (0..count)
                .map(|n| format!("https://a{n}.example"))
                .collect(),
            ..Domains::default()
        };
        assert!(check(&list(MAX_DOMAINS)).is_ok());
        assert!(matches!(
            check(&list(MAX_DOMAINS + 1)),
            Err(Error::TooManyDomains)
        ));
        let twice = Domains {
            request: vec!["https://a.example".to_owned(); 2],
            ..Domains::default()
        };
        assert!(matches!(check(&twice), Err(Error::TooManyDomains)));
    }
}
