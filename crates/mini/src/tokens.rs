//! Access tokens of programs' servers.

use sapa_kernel::Timestamp;
use sapa_store::{Read, StoreError, Tx};
use serde::Serialize;

use crate::keys::{PROGRAMS, TOKENS, TOKENS_DUE, TOKENS_OF};
use crate::login::{new_nonce, program_of_secret};
use crate::model::{CurrentToken, TokenRow, TokensRow};
use crate::secrets::{Keys, sha256};
use crate::wechat::WeChatError;
use crate::{AppId, DAY, FORCED_A_DAY, FORCED_EVERY, TOKEN_LIFETIME, TOKEN_OVERLAP, TOKENS_A_DAY};

/// An access token.
#[derive(Clone, Serialize)]
pub struct AccessToken {
    /// 43 characters.
    pub access_token: String,
    /// Seconds.
    pub expires_in: u64,
}

impl std::fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// `GET /cgi-bin/token`: a new token. The one before holds for five more minutes.
///
/// # Errors
/// In this order: [`WeChatError::InvalidGrantType`], the app id's and the secret's, [`WeChatError::DailyQuota`].
pub fn token(
    tx: &mut Tx<'_>,
    app: &str,
    secret: &str,
    grant_type: &str,
    keys: &Keys,
) -> Result<AccessToken, WeChatError> {
    if grant_type != "client_credential" {
        return Err(WeChatError::InvalidGrantType);
    }
    let (app, _) = program_of_secret(tx, app, secret)?;
    let mut row = tokens_of(tx, app)?;
    if row.plain_today >= TOKENS_A_DAY {
        return Err(WeChatError::DailyQuota);
    }
    row.plain_today += 1;
    if let Some(before) = row.plain {
        shorten(tx, app, false, before, keys)?;
    }
    let made = make(tx, app, false, row.generation, keys)?;
    row.plain = Some(made);
    TOKENS_OF.put(tx, &(app,), &row)?;
    Ok(shown(tx.now(), app, false, made, keys))
}

/// `POST /cgi-bin/stable_token`: the current token, or a new one when it has at most five minutes left. With
/// `force_refresh` a new one, and the one before holds no more. Apart from the tokens of [`token`].
///
/// # Errors
/// In this order: [`WeChatError::InvalidGrantType`], the app id's and the secret's, [`WeChatError::MinuteQuota`],
/// [`WeChatError::DailyQuota`].
pub fn stable_token(
    tx: &mut Tx<'_>,
    app: &str,
    secret: &str,
    grant_type: &str,
    force_refresh: bool,
    keys: &Keys,
) -> Result<AccessToken, WeChatError> {
    if grant_type != "client_credential" {
        return Err(WeChatError::InvalidGrantType);
    }
    let (app, _) = program_of_secret(tx, app, secret)?;
    let now = tx.now();
    let mut row = tokens_of(tx, app)?;
    let fresh = row
        .stable
        .filter(|token| token.expires_at.since(now) > TOKEN_OVERLAP);
    if let Some(current) = fresh {
        if !force_refresh {
            return Ok(shown(now, app, true, current, keys));
        }
        if row.forced_at.is_some_and(|at| now.since(at) < FORCED_EVERY) {
            return Err(WeChatError::MinuteQuota);
        }
        if row.forced_today >= FORCED_A_DAY {
            return Err(WeChatError::DailyQuota);
        }
        row.forced_today += 1;
        row.forced_at = Some(now);
        forget(tx, app, true, current, keys)?;
    }
    let made = make(tx, app, true, row.generation, keys)?;
    row.stable = Some(made);
    TOKENS_OF.put(tx, &(app,), &row)?;
    Ok(shown(now, app, true, made, keys))
}

fn tokens_of(read: &dyn Read, app: AppId) -> Result<TokensRow, StoreError> {
    let mut row = TOKENS_OF.get(read, &(app,))?.unwrap_or_default();
    let now = read.now();
    if now.since(row.day_began) >= DAY {
        row.day_began = now;
        row.plain_today = 0;
        row.forced_today = 0;
    }
    Ok(row)
}

fn make(
    tx: &mut Tx<'_>,
    app: AppId,
    stable: bool,
    generation: u32,
    keys: &Keys,
) -> Result<CurrentToken, StoreError> {
    let nonce = new_nonce(tx);
    let expires_at = tx.now().saturating_add(TOKEN_LIFETIME);
    let hash = sha256(&keys.token(app, stable, &nonce));
    let row = TokenRow {
        app,
        expires_at,
        generation,
    };
    TOKENS.put(tx, &(hash,), &row)?;
    TOKENS_DUE.put(tx, &(expires_at, hash), &())?;
    Ok(CurrentToken { nonce, expires_at })
}

/// Lets a token hold for five more minutes only.
fn shorten(
    tx: &mut Tx<'_>,
    app: AppId,
    stable: bool,
    token: CurrentToken,
    keys: &Keys,
) -> Result<(), StoreError> {
    let until = tx.now().saturating_add(TOKEN_OVERLAP);
    if token.expires_at <= until {
        return Ok(());
    }
    let hash = sha256(&keys.token(app, stable, &token.nonce));
    if let Some(mut row) = TOKENS.get(tx, &(hash,))? {
        TOKENS_DUE.delete(tx, &(row.expires_at, hash))?;
        row.expires_at = until;
        TOKENS.put(tx, &(hash,), &row)?;
        TOKENS_DUE.put(tx, &(until, hash), &())?;
    }
    Ok(())
}

fn forget(
    tx: &mut Tx<'_>,
    app: AppId,
    stable: bool,
    token: CurrentToken,
    keys: &Keys,
) -> Result<(), StoreError> {
    let hash = sha256(&keys.token(app, stable, &token.nonce));
    if let Some(row) = TOKENS.get(tx, &(hash,))? {
        TOKENS_DUE.delete(tx, &(row.expires_at, hash))?;
        TOKENS.delete(tx, &(hash,))?;
    }
    Ok(())
}

/// Lets no token of a program hold any more. Their rows go when they are swept.
pub(crate) fn forget_tokens(tx: &mut Tx<'_>, app: AppId) -> Result<(), StoreError> {
    let mut row = TOKENS_OF.get(tx, &(app,))?.unwrap_or_default();
    row.plain = None;
    row.stable = None;
    row.generation = row.generation.saturating_add(1);
    TOKENS_OF.put(tx, &(app,), &row)
}

fn shown(
    now: Timestamp,
    app: AppId,
    stable: bool,
    token: CurrentToken,
    keys: &Keys,
) -> AccessToken {
    AccessToken {
        access_token: keys.token(app, stable, &token.nonce),
        expires_in: token.expires_at.since(now).as_secs(),
    }
}

/// The program whose server shows this token.
///
/// # Errors
/// In this order: [`WeChatError::TokenMissing`], [`WeChatError::InvalidCredential`], [`WeChatError::TokenExpired`],
/// [`WeChatError::Limited`].
pub fn program_of_token(read: &dyn Read, token: &str) -> Result<AppId, WeChatError> {
    if token.is_empty() {
        return Err(WeChatError::TokenMissing);
    }
    let row = TOKENS
        .get(read, &(sha256(token),))?
        .ok_or(WeChatError::InvalidCredential)?;
    let current = TOKENS_OF.get(read, &(row.app,))?.unwrap_or_default();
    if current.generation != row.generation {
        return Err(WeChatError::InvalidCredential);
    }
    if row.expires_at <= read.now() {
        return Err(WeChatError::TokenExpired);
    }
    let program = PROGRAMS
        .get(read, &(row.app,))?
        .ok_or(WeChatError::InvalidCredential)?;
    if program.suspension.is_some() {
        return Err(WeChatError::Limited);
    }
    Ok(row.app)
}
