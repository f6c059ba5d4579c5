use std::collections::BTreeSet;
use std::path::Path;

use toml::{Table, Value};

use super::{Config, ConfigError, DOCUMENTED, variable_of};

fn load(file: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sapa.toml");
    std::fs::write(&path, file).unwrap();
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(&path), variables)
}

fn paths(table: &Table, head: &str, to: &mut BTreeSet<String>) {
    for (name, value) in table {
        let path = if head.is_empty() {
            name.clone()
        } else {
            format!("{head}.{name}")
        };
        match value {
            Value::Table(inner) => paths(inner, &path, to),
            _ => assert!(to.insert(path)),
        }
    }
}

#[test]
fn every_setting_is_documented_once_and_printed() {
    let mut settings = BTreeSet::new();
    paths(
        &Table::try_from(Config::default()).unwrap(),
        "",
        &mut settings,
    );
    let documented: Vec<String> = DOCUMENTED
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    assert_eq!(documented.len(), settings.len());
    assert_eq!(documented.into_iter().collect::<BTreeSet<_>>(), settings);
}

#[test]
fn what_is_printed_reads_back() {
    let printed = Config::default().print();
    assert_eq!(load(&printed, &[]).unwrap(), Config::default(), "{printed}");
}

#[test]
fn a_variable_wins_over_the_file() {
    let config = load(
        "listen = \"127.0.0.1:1\"\n[store]\ncache_mib = 7\n",
        &[
            ("SAPA_LISTEN", "127.0.0.1:2"),
            ("SAPA_STORE_MEMTABLE_MIB", "9"),
            ("SAPA_TRUSTED_PROXIES", "[\"10.0.0.0/8\"]"),
            ("HOME", "/nowhere"),
        ],
    )
    .unwrap();
    assert_eq!(config.listen.port(), 2);
    assert_eq!((config.store.cache_mib, config.store.memtable_mib), (7, 9));
    assert_eq!(config.trusted_proxies, ["10.0.0.0/8"]);
    assert_eq!(variable_of("store.cache_mib"), "SAPA_STORE_CACHE_MIB");
}

#[test]
fn variables_of_the_repositorys_own_tools_are_no_settings() {
    let own = [
        ("SAPA_BIN", "target/debug/sapa"),
        ("SAPA_CHROMIUM", "/usr/bin/chromium"),
        ("SAPA_E2E_MESSAGES", "1000"),
        ("SAPA_LOAD", "target/release/sapa-load"),
        ("SAPA_NUMBERS", "1"),
        ("SAPA_SEED", "7"),
        ("SAPA_URL", "http://127.0.0.1:8080"),
    ];
    assert_eq!(load("", &own).unwrap(), Config::default());
}

#[test]
fn a_wrong_setting_is_named() {
    for (file, variables, word) in [
        ("listen = 1", &[][..], "listen"),
        ("[store]\ncache_mib = \"many\"", &[], "cache_mib"),
        ("listen = ", &[], "sapa.toml"),
        ("", &[("SAPA_LISTEM", "x")], "SAPA_LISTEM"),
        (
            "",
            &[("SAPA_STORE_CACHE_MIB", "a b")],
            "SAPA_STORE_CACHE_MIB",
        ),
        ("", &[("SAPA_LISTEN", "nowhere")], "listen"),
    ] {
        let error = load(file, variables).unwrap_err().to_string();
        assert!(error.contains(word), "{word}: {error}");
    }
    let absent = Config::load(Some(Path::new("/nowhere/sapa.toml")), std::iter::empty());
    assert!(matches!(absent, Err(ConfigError::File { .. })));
}

#[test]
fn values_that_would_serve_nobody_are_refused_and_named() {
    for (file, name) in [
        ("max_connections = 0", "max_connections"),
        ("[log]\nlevel = \"loud==\"", "log.level"),
        (
            "[rates]\naccount_per_second = 0.0",
            "rates.account_per_second",
        ),
        ("[rates]\naddress_burst = 0.5", "rates.address_burst"),
        ("[rates]\nexpensive_burst = nan", "rates.expensive_burst"),
        (
            "[rates]\nexpensive_per_second = inf",
            "rates.expensive_per_second",
        ),
        ("[accounts]\nhashing_memory_kib = 1", "hashing_memory_kib"),
        ("[accounts]\nhashing_passes = 0", "hashing_passes"),
    ] {
        let error = load(file, &[]).unwrap().check().unwrap_err().to_string();
        assert!(error.contains(name), "{name}: {error}");
    }
}

#[test]
fn settings_that_do_not_go_together_are_refused() {
    type Change = fn(&mut Config);
    let cases: [(&str, Change); 14] = [
        ("a certificate without a key", |config| {
            config.tls.cert = "cert.pem".into()
        }),
        ("a demo for everybody", |config| {
            config.demo = true;
            config.listen = ([0, 0, 0, 0], 8080).into();
        }),
        ("two certificates", |config| {
            config.lan = true;
            config.tls.cert = "cert.pem".into();
            config.tls.key = "key.pem".into();
        }),
        ("a public address without a scheme", |config| {
            config.public_url = "chat".into()
        }),
        ("a public address with a path", |config| {
            config.public_url = "https://example.org/chat".into()
        }),
        ("a public address as nobody's browser says it", |config| {
            config.public_url = "https://Chat.example.org".into()
        }),
        ("a public address with the usual port", |config| {
            config.public_url = "https://chat.example.org:443".into()
        }),
        ("an origin with a path", |config| {
            config.allowed_origins = vec!["http://localhost:5173/".into()]
        }),
        ("a password that costs nothing", |config| {
            config.accounts.hashing_memory_kib = 4
        }),
        ("a password that costs too much", |config| {
            config.accounts.hashing_memory_kib = 2 << 20
        }),
        ("a password without passes", |config| {
            config.accounts.hashing_passes = 0
        }),
        ("a rate of nothing", |config| {
            config.rates.address_per_second = 0.0
        }),
        ("a rate that is no number", |config| {
            config.rates.account_burst = f64::NAN
        }),
        ("a proxy that is no network", |config| {
            config.trusted_proxies = vec!["proxy".into()]
        }),
    ];
    for (name, change) in cases {
        let mut config = Config::default();
        assert!(config.check().is_ok());
        change(&mut config);
        assert!(config.check().is_err(), "{name}");
    }
    for url in [
        "",
        "https://chat.example.org",
        "https://chat.example.org/",
        "http://192.168.1.5:8080",
        "https://[2001:db8::1]:8443",
        "http://localhost:443",
    ] {
        let config = Config {
            public_url: url.to_owned(),
            ..Config::default()
        };
        assert!(config.check().is_ok(), "{url}");
    }
}
