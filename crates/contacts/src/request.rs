//! Asking somebody to be friends.

use std::time::Duration;

use sapa_accounts::{NameProblem, clean_text};
use sapa_kernel::{AccountId, SignedIn};
use sapa_store::Tx;
use serde::Deserialize;

use crate::befriend::befriend;
use crate::keys::{RECEIVED, SENT, change_tally, tally};
use crate::model::{RequestRow, RequestState, Via};
use crate::relation::{blocks, lists, other};
use crate::requests::{Side, put_request};
use crate::{Error, MAX_GREETING, MAX_REQUESTS_A_DAY};

/// How often one request can be sent again.
const REPEAT_AFTER: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A friend request.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Request {
    /// Who is asked.
    pub account: AccountId,
    /// At most 200 characters.
    #[serde(default)]
    pub greeting: String,
    /// How the caller came upon them.
    pub via: Option<Via>,
}

/// What became of a request at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requested {
    /// It waits for an answer, or looks as if it did.
    Sent,
    /// They are friends now: the other had asked too, or still listed the caller as a friend.
    Befriended,
}

/// Asks somebody to be friends; asking again changes the greeting.
///
/// # Errors
/// In this order: [`Error::Myself`], [`Error::NotFound`], the greeting's, [`Error::Blocked`],
/// [`Error::AlreadyFriends`], [`Error::TooOften`].
pub fn request(tx: &mut Tx<'_>, actor: &SignedIn, input: Request) -> Result<Requested, Error> {
    let (me, them) = (actor.account, input.account);
    other(tx, me, them)?;
    let greeting = clean_text(&input.greeting, MAX_GREETING).map_err(|problem| match problem {
        NameProblem::TooLong => Error::GreetingTooLong,
        other => Error::GreetingInvalid(other),
    })?;
    if blocks(tx, me, them)? {
        return Err(Error::Blocked);
    }
    let they_block = blocks(tx, them, me)?;
    let they_list = lists(tx, them, me)?;
    if lists(tx, me, them)? && they_list {
        return Err(Error::AlreadyFriends);
    }
    let they_asked = RECEIVED
        .get(tx, &(me, them))?
        .is_some_and(|row| row.state != RequestState::Accepted);
    if !they_block && (they_list || they_asked) {
        befriend(tx, me, them)?;
        return Ok(Requested::Befriended);
    }
    count(tx, me, them)?;
    let row = RequestRow {
        greeting,
        at: tx.now(),
        state: RequestState::Pending,
        via: input.via,
    };
    put_request(tx, Side::Sent, me, them, &row)?;
    if they_block {
        return Ok(Requested::Sent);
    }
    let put_aside = RECEIVED
        .get(tx, &(them, me))?
        .is_some_and(|row| row.state == RequestState::Ignored);
    let state = if put_aside {
        RequestState::Ignored
    } else {
        RequestState::Pending
    };
    put_request(tx, Side::Received, them, me, &RequestRow { state, ..row })?;
    Ok(Requested::Sent)
}

/// Refuses a repetition within a minute, and too many new requests within a day.
fn count(tx: &mut Tx<'_>, me: AccountId, them: AccountId) -> Result<(), Error> {
    let now = tx.now();
    let before = SENT
        .get(tx, &(me, them))?
        .filter(|row| row.state != RequestState::Accepted);
    if let Some(before) = before {
        let waited = now.since(before.at);
        if waited < REPEAT_AFTER {
            let retry_after = REPEAT_AFTER.saturating_sub(waited);
            return Err(Error::TooOften { retry_after });
        }
        return Ok(());
    }
    let row = tally(tx, me)?;
    let in_day = now.since(row.day_began) < DAY;
    if in_day && row.sent_today >= MAX_REQUESTS_A_DAY {
        let retry_after = row.day_began.saturating_add(DAY).since(now);
        return Err(Error::TooOften { retry_after });
    }
    change_tally(tx, me, |tally| {
        if in_day {
            tally.sent_today += 1;
        } else {
            tally.sent_today = 1;
            tally.day_began = now;
        }
    })?;
    Ok(())
}
