//! Small parts, as tables.

use std::time::{Duration, Instant};

use super::fixture::headers;
use crate::Settings;
use crate::http::{
    Connection, HttpSettings, ListenerOptions, Wanted, check_origin, client_address, wanted,
};
use crate::operation::Limit;
use crate::rate::{Payer, RateLimiter};
use crate::settings::RateLimits;

#[test]
fn ranges_are_read_as_the_rfc_says() {
    let cases = [
        (None, Wanted::Whole),
        (Some("bytes=0-3"), Wanted::Part(0..4)),
        (Some("bytes=4-"), Wanted::Part(4..10)),
        (Some("bytes=-3"), Wanted::Part(7..10)),
        (Some("bytes=-30"), Wanted::Part(0..10)),
        (Some("bytes=8-99"), Wanted::Part(8..10)),
        (Some("bytes=10-"), Wanted::Unsatisfiable),
        (Some("bytes=-0"), Wanted::Unsatisfiable),
        (Some("bytes=5-4"), Wanted::Whole),
        (Some("bytes=0-1,3-4"), Wanted::Whole),
        (Some("lines=0-3"), Wanted::Whole),
        (Some("bytes=0-18446744073709551615"), Wanted::Part(0..10)),
    ];
    for (header, expected) in cases {
        assert_eq!(wanted(header, 10), expected, "{header:?}");
    }
}

#[test]
fn a_listener_of_a_local_network_admits_no_others() {
    let options = |only_local| ListenerOptions {
        tls: None,
        plain: std::sync::Arc::new(|_| axum::http::Response::default()),
        max_connections: 1,
        only_local,
    };
    let cases = [
        ("127.0.0.1", true),
        ("10.1.2.3", true),
        ("172.31.0.1", true),
        ("172.32.0.1", false),
        ("192.168.1.5", true),
        ("169.254.3.4", true),
        ("100.64.0.1", true),
        ("100.128.0.1", false),
        ("203.0.112.9", false),
        ("8.8.8.8", false),
        ("::1", true),
        ("fd00::2", true),
        ("fe80::2", true),
        ("::ffff:192.168.1.5", true),
        ("::ffff:8.8.8.8", false),
        ("2606:4700::1111", false),
    ];
    for (address, local) in cases {
        let remote = address.parse().unwrap();
        assert_eq!(options(true).admits(remote), local, "{address}");
        assert!(options(false).admits(remote), "{address}");
    }
}

#[test]
fn only_trusted_proxies_are_believed() {
    let settings = HttpSettings {
        trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
        ..HttpSettings::default()
    };
    let forwarded = headers(&[
        ("x-forwarded-for", "203.0.113.9, 198.51.100.1, 10.0.0.5"),
        ("x-forwarded-proto", "https"),
    ]);
    let cases = [
        ("10.0.0.9:1", "198.51.100.1", true),
        ("192.0.2.1:1", "192.0.2.1", false),
        ("[::ffff:10.0.0.9]:1", "198.51.100.1", true),
    ];
    for (remote, address, encrypted) in cases {
        let connection = Connection {
            remote: remote.parse().unwrap(),
            encrypted: false,
        };
        let found = client_address(&forwarded, connection, &settings);
        assert_eq!(found, (address.parse().unwrap(), encrypted), "{remote}");
    }
}

#[test]
fn what_a_request_claims_does_not_hide_what_the_proxy_saw() {
    let settings = HttpSettings {
        trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
        ..HttpSettings::default()
    };
    let connection = Connection {
        remote: "10.0.0.9:1".parse().unwrap(),
        encrypted: false,
    };
    for (forwarded, address) in [
        ("anything, 198.51.100.1", "198.51.100.1"),
        ("\u{e9}, 198.51.100.1", "198.51.100.1"),
        ("203.0.113.9, , 198.51.100.1, 10.0.0.5", "198.51.100.1"),
        ("203.0.113.9, anything, 10.0.0.5", "10.0.0.5"),
        ("anything, 198.51.100.1:4711, 10.0.0.5:80", "198.51.100.1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("anything", "10.0.0.9"),
        ("", "10.0.0.9"),
    ] {
        let value = axum::http::HeaderValue::from_bytes(forwarded.as_bytes()).unwrap();
        let map = axum::http::HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), value)]);
        let (found, _) = client_address(&map, connection, &settings);
        assert_eq!(found.to_string(), address, "{forwarded}");
    }
}

#[test]
fn origins_of_other_sites_are_refused() {
    let settings = Settings {
        public_url: "https://chat.example".to_owned(),
        secure: true,
        ..Settings::default()
    };
    let http = HttpSettings::default();
    let cases: &[(&[(&str, &str)], bool)] = &[
        (&[], true),
        (&[("origin", "https://chat.example")], true),
        (&[("origin", "http://chat.example")], false),
        (&[("origin", "https://chat.example.evil")], false),
        (&[("origin", "null")], false),
        (
            &[
                ("origin", "https://chat.example"),
                ("origin", "https://evil"),
            ],
            false,
        ),
        (
            &[
                ("origin", "https://192.168.1.5:8080"),
                ("host", "192.168.1.5:8080"),
            ],
            true,
        ),
        (
            &[
                ("origin", "http://localhost:8080"),
                ("host", "localhost:8080"),
            ],
            true,
        ),
        (
            &[
                ("origin", "http://localhost:9000"),
                ("host", "localhost:8080"),
            ],
            false,
        ),
        // DNS rebinding: a name of the attacker's own that leads here.
        (
            &[("origin", "http://evil:8080"), ("host", "evil:8080")],
            false,
        ),
        (
            &[
                ("origin", "http://localhost.evil:8080"),
                ("host", "localhost.evil:8080"),
            ],
            false,
        ),
    ];
    for (pairs, allowed) in cases {
        let mut map = axum::http::HeaderMap::new();
        for (name, value) in *pairs {
            let name: axum::http::HeaderName = name.parse().unwrap();
            map.append(name, value.parse().unwrap());
        }
        assert_eq!(
            check_origin(&map, &settings, &http).is_ok(),
            *allowed,
            "{pairs:?}"
        );
    }
}

#[test]
fn a_plain_page_is_not_believed_where_the_cell_is_reached_over_https() {
    // What comes over plain HTTP may have been written on the way, but for what never leaves the machine.
    for (place, secure, allowed) in [
        ("192.168.1.5:8080", false, true),
        ("192.168.1.5:8080", true, false),
        ("127.0.0.1:8080", true, true),
        ("[::1]:8080", true, true),
        ("localhost:8080", true, true),
    ] {
        let settings = Settings {
            secure,
            ..Settings::default()
        };
        let mut map = headers(&[("host", place)]);
        map.insert("origin", format!("http://{place}").parse().unwrap());
        let checked = check_origin(&map, &settings, &HttpSettings::default());
        assert_eq!(checked.is_ok(), allowed, "{place} {secure}");
    }
}

#[test]
fn an_allowance_comes_back_with_time() {
    let limiter = RateLimiter::new(RateLimits {
        address_per_second: 10.0,
        address_burst: 2.0,
        ..RateLimits::default()
    });
    let payer = Payer::address([192, 0, 2, 1].into(), Limit::Ordinary);
    let now = Instant::now();
    assert!(limiter.charge(payer, now).is_ok());
    assert!(limiter.charge(payer, now).is_ok());
    let wait = limiter.charge(payer, now).unwrap_err();
    assert!(wait <= Duration::from_millis(100), "{wait:?}");
    assert!(limiter.charge(payer, now + wait).is_ok());
    assert!(limiter.charge(payer, now + wait).is_err());
}

#[test]
fn addresses_of_one_customer_count_as_one() {
    let charged = |text: &str| Payer::address(text.parse().unwrap(), Limit::Ordinary);
    assert_eq!(charged("2001:db8::1"), charged("2001:db8::ffff:2"));
    assert_ne!(charged("2001:db8::1"), charged("2001:db8:0:1::1"));
    assert_eq!(charged("::ffff:192.0.2.1"), charged("192.0.2.1"));
    assert_ne!(charged("192.0.2.1"), charged("192.0.2.2"));
}
