//! Rate limits in memory: a sustained rate with a burst, for each account and each address.
//!
//! They protect the cell's time, not secrets: attempts at a password are counted durably by the accounts.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sapa_kernel::{AccountId, MerchantId};

use crate::operation::Limit;
use crate::settings::RateLimits;

/// Callers remembered at once. Beyond it, those whose allowance is full again are forgotten.
const MAX_REMEMBERED: usize = 100_000;

/// People that an account may look for a second, and save up. Nobody types faster; a list of guesses takes long.
const FINDING: (f64, f64) = (1.0, 60.0);

/// The same for an address whose people are not signed in and choose their handles. A class room does so at once.
const FINDING_FROM_ADDRESS: (f64, f64) = (1.0, 120.0);

/// Files that an account may send a second, and save up: each may take seconds of a processor.
const UPLOADING: (f64, f64) = (1.0, 100.0);

/// Calls of a merchant's server: a second, and what it may save up.
const MERCHANT: (f64, f64) = (50.0, 500.0);

/// Whose allowance a call is charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Payer {
    Account(AccountId),
    Finder(AccountId),
    Uploader(AccountId),
    Merchant(MerchantId),
    Address(IpAddr, Limit),
}

impl Payer {
    /// An address as it is charged: an IPv6 network of 64 bits counts as one, as it belongs to one customer.
    pub(crate) fn address(address: IpAddr, limit: Limit) -> Self {
        let charged = match address.to_canonical() {
            IpAddr::V6(v6) => {
                let network = u128::from(v6) & !u128::from(u64::MAX);
                IpAddr::V6(network.into())
            }
            v4 => v4,
        };
        Self::Address(charged, limit)
    }
}

/// For each payer the moment at which its allowance is full again (the generic cell rate algorithm).
pub(crate) struct RateLimiter {
    limits: RateLimits,
    full_at: Mutex<HashMap<Payer, Instant>>,
}

impl RateLimiter {
    pub(crate) fn new(limits: RateLimits) -> Self {
        Self {
            limits,
            full_at: Mutex::default(),
        }
    }

    /// Charges one call; or says how long to wait.
    pub(crate) fn charge(&self, payer: Payer, now: Instant) -> Result<(), Duration> {
        let (per_second, burst) = match payer {
            Payer::Account(_) => (self.limits.account_per_second, self.limits.account_burst),
            Payer::Merchant(_) => MERCHANT,
            Payer::Finder(_) => FINDING,
            Payer::Uploader(_) => UPLOADING,
            Payer::Address(_, Limit::Finding) => FINDING_FROM_ADDRESS,
            Payer::Address(_, Limit::Ordinary) => {
                (self.limits.address_per_second, self.limits.address_burst)
            }
            Payer::Address(_, Limit::Expensive) => (
                self.limits.expensive_per_second,
                self.limits.expensive_burst,
            ),
        };
        let cost = Duration::from_secs_f64(1.0 / per_second.max(f64::MIN_POSITIVE).max(1e-6));
        let room = Duration::from_secs_f64((burst / per_second.max(1e-6)).clamp(0.0, 1e9));
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let start = full_at.get(&payer).map_or(now, |at| (*at).max(now));
        let used = start.duration_since(now);
        if used + cost > room.max(cost) {
            return Err((used + cost).saturating_sub(room.max(cost)));
        }
        if full_at.len() >= MAX_REMEMBERED && !full_at.contains_key(&payer) {
            full_at.retain(|_, at| *at > now);
        }
        full_at.insert(payer, start + cost);
        Ok(())
    }
}
