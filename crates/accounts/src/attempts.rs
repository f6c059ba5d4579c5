//! Counting attempts, durably, before a secret is verified.
//!
//! An attempt is counted as failed when it begins; success gives it back. So a flood of guesses at once is counted
//! in full, and a crash between counting and verifying forgets nothing.

use std::net::IpAddr;
use std::time::Duration;

use sapa_kernel::{SignedIn, Timestamp, Visitor};
use sapa_store::{Lane, NewJob, StoreError, Tx};

use crate::Error;
use crate::keys::{ATTEMPTS, CREDENTIALS};
use crate::model::Attempts;
use crate::password::Verifier;
use crate::sweep::SWEEP_JOB;

/// Failures that lead to a cool-down.
const MAX_FAILURES: u32 = 10;
/// The first cool-down; each that follows is twice as long.
const FIRST_COOL_DOWN: Duration = Duration::from_secs(15 * 60);
/// The longest cool-down.
const LONGEST_COOL_DOWN: Duration = DAY;
/// The window in which the attempts of an address are counted.
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What is limited. Stored: a number keeps its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limited {
    /// Passwords tried for a handle by somebody who is not signed in.
    SignIn = 1,
    /// Recovery codes tried for a handle.
    Recovery = 2,
    /// Passwords tried by somebody who is signed in, to confirm.
    PasswordCheck = 3,
    /// Failures from an address, whatever the account.
    Address = 4,
    /// Registrations from an address.
    Registration = 5,
}

/// An attempt that has been counted: proof that the secret may be verified now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub(crate) verifier: Verifier,
}

impl Attempt {
    /// What the password is checked with, on a thread that may block.
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }
}

/// Counts an attempt to confirm one's own password.
///
/// # Errors
/// [`Error::TooManyAttempts`]; [`Error::WrongCredentials`] for an account without a password.
pub fn begin_password_check(tx: &mut Tx<'_>, actor: &SignedIn) -> Result<Attempt, Error> {
    let stored = CREDENTIALS
        .get(tx, &(actor.account,))?
        .ok_or(Error::WrongCredentials)?;
    count_secret(tx, Limited::PasswordCheck, subject_of(actor))?;
    Ok(Attempt {
        verifier: Verifier::stored(stored),
    })
}

/// Gives the attempt back, and refuses if the password changed while it was verified. Part of the transaction that
/// does what the password was asked for.
///
/// # Errors
/// [`Error::WrongCredentials`].
pub fn password_was_right(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &Attempt,
) -> Result<(), Error> {
    let current = CREDENTIALS.get(tx, &(actor.account,))?;
    if current.as_ref() != Some(&attempt.verifier.to_stored()) {
        return Err(Error::WrongCredentials);
    }
    Ok(forgive(tx, Limited::PasswordCheck, subject_of(actor))?)
}

fn subject_of(actor: &SignedIn) -> Vec<u8> {
    sapa_kernel::Id::to_bytes(actor.account).to_vec()
}

/// Counts an attempt on one secret: ten failures lead to a cool-down, which doubles up to a day.
pub(crate) fn count_secret(
    tx: &mut Tx<'_>,
    limited: Limited,
    subject: Vec<u8>,
) -> Result<(), Error> {
    let now = tx.now();
    let key = (limited as u8, subject);
    let mut row = ATTEMPTS
        .get(tx, &key)?
        .filter(|row| row.forget_at > now)
        .unwrap_or_default();
    refuse_until(row.blocked_until, now)?;
    row.count += 1;
    row.since = now;
    if row.count >= MAX_FAILURES {
        let doubled = FIRST_COOL_DOWN * (1 << row.cool_downs.min(10));
        row.blocked_until = now.saturating_add(doubled.min(LONGEST_COOL_DOWN));
        row.cool_downs += 1;
        row.count = 0;
    }
    // A day without failures, after the last cool-down, wipes the slate.
    row.forget_at = row.blocked_until.max(now).saturating_add(DAY);
    put(tx, &key, &row)
}

/// Forgets the failures on a secret.
pub(crate) fn forgive(
    tx: &mut Tx<'_>,
    limited: Limited,
    subject: Vec<u8>,
) -> Result<(), StoreError> {
    ATTEMPTS.delete(tx, &(limited as u8, subject))
}

/// Counts an attempt from an address: so many within an hour.
pub(crate) fn count_address(
    tx: &mut Tx<'_>,
    limited: Limited,
    visitor: &Visitor,
    max: u32,
) -> Result<(), Error> {
    let now = tx.now();
    let Some(subject) = network_of(&visitor.address) else {
        return Ok(());
    };
    let key = (limited as u8, subject);
    let mut row = ATTEMPTS
        .get(tx, &key)?
        .filter(|row| row.forget_at > now)
        .unwrap_or(Attempts {
            since: now,
            ..Attempts::default()
        });
    if row.count >= max {
        refuse_until(row.since.saturating_add(HOUR), now)?;
    }
    row.count += 1;
    row.forget_at = row.since.saturating_add(HOUR);
    put(tx, &key, &row)
}

/// Gives an attempt back to an address: it was no failure.
pub(crate) fn refund_address(
    tx: &mut Tx<'_>,
    limited: Limited,
    visitor: &Visitor,
) -> Result<(), StoreError> {
    let Some(subject) = network_of(&visitor.address) else {
        return Ok(());
    };
    let key = (limited as u8, subject);
    let Some(mut row) = ATTEMPTS.get(tx, &key)? else {
        return Ok(());
    };
    row.count = row.count.saturating_sub(1);
    if row.count == 0 {
        return ATTEMPTS.delete(tx, &key);
    }
    ATTEMPTS.put(tx, &key, &row)
}

fn put(tx: &mut Tx<'_>, key: &(u8, Vec<u8>), row: &Attempts) -> Result<(), Error> {
    ATTEMPTS.put(tx, key, row)?;
    plan_sweep(tx)?;
    Ok(())
}

/// Plans the sweep of old rows for the next midnight; planning it again changes nothing.
fn plan_sweep(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let day = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
    let midnight = (tx.now().as_millis().div_euclid(day) + 1).saturating_mul(day);
    tx.schedule(NewJob {
        kind: SWEEP_JOB,
        key: Vec::new(),
        lane: Lane::Job,
        run_at: Timestamp::from_millis(midnight),
        payload: Vec::new(),
    })
}

fn refuse_until(until: Timestamp, now: Timestamp) -> Result<(), Error> {
    if until > now {
        return Err(Error::TooManyAttempts {
            retry_after: until.since(now),
        });
    }
    Ok(())
}

/// What counts as one address: all of an IPv4 address, the first 64 bits of an IPv6 one, because one line has all
/// the addresses behind them. Callers inside the process have none and are not limited.
fn network_of(address: &str) -> Option<Vec<u8>> {
    if address.is_empty() {
        return None;
    }
    Some(
        match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
            Ok(IpAddr::V4(ip)) => ip.octets().to_vec(),
            Ok(IpAddr::V6(ip)) => ip.octets()[..8].to_vec(),
            Err(_) => address.bytes().take(64).collect(),
        },
    )
}
