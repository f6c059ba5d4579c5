//! What the machine's owner may tune: limits for each currency, the cell's day, the cost of a PIN; and the two
//! keys that lie beside the keyspace.

use std::collections::BTreeMap;
use std::fmt;

use sapa_accounts::Hashing;
use sapa_kernel::{Amount, Currency};

use crate::model::Level;

/// Settings of this domain that come from the configuration, not from the keyspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Minutes that the cell's day begins before UTC's: 420 for Jakarta.
    pub utc_offset_minutes: i32,
    /// The cost of a PIN's verifier.
    pub pin_hashing: Hashing,
    /// Limits of each currency that the cell may choose.
    pub limits: BTreeMap<Currency, CurrencyLimits>,
}

/// Limits in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrencyLimits {
    /// Of people whom nobody has checked.
    pub basic: LevelLimits,
    /// Of people whom the operator has checked.
    pub verified: LevelLimits,
    /// The largest share of a red packet.
    pub max_packet_share: Amount,
    /// Shares of a red packet at most.
    pub max_packet_shares: u32,
    /// The smallest withdrawal. Less leaves only as all that a wallet has.
    pub min_withdrawal: Amount,
}

/// What may leave a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelLimits {
    /// In one payment.
    pub payment: Amount,
    /// In one day.
    pub day: Amount,
}

impl CurrencyLimits {
    /// The limits of a level.
    pub fn of(&self, level: Level) -> LevelLimits {
        match level {
            Level::Basic => self.basic,
            Level::Verified => self.verified,
        }
    }
}

/// Limits as the default table has them: code, payment and day of both levels, the largest share, the smallest withdrawal,
/// shares; in major units. An operator sets what the law of the place says.
const DEFAULTS: &[(&str, [u128; 6], u32)] = &[
    ("CNY", [1_000, 5_000, 10_000, 50_000, 200, 7], 500),
    ("EUR", [150, 500, 1_000, 5_000, 50, 1], 500),
    (
        "IDR",
        [
            2_000_000, 5_000_000, 20_000_000, 40_000_000, 500_000, 10_000,
        ],
        500,
    ),
    ("MYR", [500, 1_500, 5_000, 10_000, 200, 5], 500),
    ("SGD", [200, 500, 2_000, 5_000, 50, 1], 500),
    ("USD", [200, 500, 2_000, 5_000, 50, 1], 500),
];

impl Default for Policy {
    fn default() -> Self {
        let limits = DEFAULTS.iter().filter_map(|(code, majors, shares)| {
            let currency: Currency = code.parse().ok()?;
            let unit = 10_u128.pow(u32::from(currency.exponent()));
            let of = |major: u128| Amount::from_minor(major * unit);
            let level = |payment, day| LevelLimits {
                payment: of(payment),
                day: of(day),
            };
            let limits = CurrencyLimits {
                basic: level(majors[0], majors[1]),
                verified: level(majors[2], majors[3]),
                max_packet_share: of(majors[4]),
                max_packet_shares: *shares,
                min_withdrawal: of(majors[5]),
            };
            Some((currency, limits))
        });
        Self {
            utc_offset_minutes: 0,
            pin_hashing: Hashing::default(),
            limits: limits.collect(),
        }
    }
}

/// Two keys that lie in a file of the data directory, in no row, log, checkpoint or backup of the keyspace.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// Goes into the hash of every PIN: six digits alone could be tried out.
    pub pepper: [u8; 32],
    /// Draws the seeds of lucky packets.
    pub draw: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}
