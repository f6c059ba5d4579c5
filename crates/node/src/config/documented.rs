//! The one list of settings, with what each means.

/// Every setting that a file can hold, with what it means; in the order in which they are printed.
pub const DOCUMENTED: &[(&str, &str)] = &[
    (
        "data",
        "The data directory. Made if it does not exist; one process at a time.",
    ),
    ("listen", "Address and port. Port 0 takes a free one."),
    (
        "public_url",
        "Where people reach the cell, such as \"https://chat.example.org\". Links and the check of origins use it.\nEmpty: made from listen and tls.",
    ),
    (
        "trusted_proxies",
        "Networks of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, such as [\"10.0.0.0/8\"].",
    ),
    (
        "allowed_origins",
        "Origins beside the cell's own whose pages may call: for developers of the client.",
    ),
    (
        "max_connections",
        "Connections at once. Each needs a file descriptor.",
    ),
    (
        "drain_seconds",
        "Seconds that a stopping server gives to requests and sockets under way.",
    ),
    (
        "tls.cert",
        "The certificate chain, in PEM. Empty: plain HTTP.",
    ),
    ("tls.key", "Its private key, in PEM."),
    (
        "tls.strict_transport",
        "Tell browsers never to come back over plain HTTP (Strict-Transport-Security).",
    ),
    (
        "log.level",
        "error, warn, info, debug or trace; also by target: \"info,sapa_store=debug\".",
    ),
    ("log.format", "\"text\" for people, \"json\" for machines."),
    (
        "store.cache_mib",
        "MiB of blocks that the keyspace keeps in memory.",
    ),
    (
        "store.memtable_mib",
        "MiB of writes that the keyspace collects before it flushes them.",
    ),
    (
        "store.row_cache_mib",
        "MiB of rows that the writer keeps in memory.",
    ),
    (
        "store.checkpoint_log_mib",
        "MiB of log after which a checkpoint may be due; the log is trimmed behind it.",
    ),
    (
        "store.reserve_mib",
        "MiB of free disk below which writes are refused, while reads go on.",
    ),
    (
        "accounts.hashing_memory_kib",
        "KiB of memory that hashing a password takes (Argon2id).",
    ),
    ("accounts.hashing_passes", "Passes over that memory."),
    (
        "accounts.registrations_per_hour",
        "Registrations from one network address within an hour.",
    ),
    (
        "accounts.failures_per_hour",
        "Failed sign-ins, of any account, from one network address within an hour.",
    ),
    (
        "rates.account_per_second",
        "Operations a second of one account, sustained.",
    ),
    (
        "rates.account_burst",
        "Operations that an account may save up.",
    ),
    (
        "rates.address_per_second",
        "Anonymous operations a second from one network address, sustained.",
    ),
    (
        "rates.address_burst",
        "Anonymous operations that an address may save up.",
    ),
    (
        "rates.expensive_per_second",
        "Operations that hash a password, a second from one address, sustained.",
    ),
    (
        "rates.expensive_burst",
        "Operations that hash a password, which an address may save up.",
    ),
    (
        "wallet.utc_offset_minutes",
        "Minutes that the cell's day begins before UTC's, for limits of a day: 420 in Jakarta.",
    ),
    (
        "wallet.limits",
        "Limits of each currency that the operator may choose, in major units: what one payment and one day may be of\npeople whom nobody has checked (basic) and whom the operator has (verified), the largest share of a red packet\n(on average, where shares are drawn), how many shares one has, and the smallest withdrawal (less leaves only as all\nthat a wallet has).",
    ),
    (
        "bank.directory",
        "Where files of the cell's bank come and go: ISO 20022, pain.001 in outbox, camt.053 in inbox. Empty: the cell\nhas no bank, and a demo town its own.",
    ),
    (
        "bank.name",
        "What the bank is called, for people who top up.",
    ),
    ("bank.holder", "Whose account it is."),
    ("bank.account", "The account: an IBAN, or a number."),
    ("bank.bic", "The bank's BIC, if the account is no IBAN."),
    (
        "bank.poll_seconds",
        "Seconds between two looks at the directory.",
    ),
    (
        "outbound.allow",
        "For development: hosts and ports that notifications to merchants' servers, and development versions of mini\nprograms, may reach although they are private, also without TLS: \"localhost:3000\", \"*.test:8080\", \"10.0.0.5:*\".\nLeave it empty where others are: whoever sells here could reach what is listed.",
    ),
];
