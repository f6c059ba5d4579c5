//! Logging a person in to a program: a code for the program, which its server exchanges for who that is.

use data_encoding::BASE64URL_NOPAD;
use sapa_kernel::{AccountId, SignedIn, Timestamp};
use sapa_store::{Read, Tx};
use serde::Serialize;

use crate::keys::{CODES, CODES_DUE, MEMBERS, OPENIDS, PROGRAMS, SESSIONS};
use crate::list::AppInput;
use crate::model::{CodeRow, ProgramRow, SessionRow};
use crate::secrets::{Keys, login_signature, same, sha256};
use crate::tokens::program_of_token;
use crate::wechat::WeChatError;
use crate::{AppId, CODE_LIFETIME, CODES_A_MINUTE, Error, MINUTE, SESSION_LIFETIME};

/// A login code.
#[derive(Clone, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniCode")]
pub struct Code {
    /// 32 characters; good once, for five minutes, for the program's server.
    pub code: String,
    /// Until when.
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

/// Whether the caller's session with a program still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniSessionState")]
pub struct SessionState {
    /// Whether it does; if not, the program logs in again.
    pub valid: bool,
}

/// What a program's server learns of a login.
#[derive(Clone, Serialize)]
pub struct LoggedIn {
    /// 16 bytes as base64.
    pub session_key: String,
    /// How this program knows the person.
    pub openid: String,
    /// How all programs of its developer know the person.
    pub unionid: String,
}

impl std::fmt::Debug for LoggedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LoggedIn({}, …)", self.openid)
    }
}

/// A program that the caller may use: a released one, or their own.
///
/// # Errors
/// In this order: [`Error::NotFound`], [`Error::Suspended`].
pub(crate) fn usable(read: &dyn Read, account: AccountId, app: AppId) -> Result<ProgramRow, Error> {
    let program = PROGRAMS
        .get(read, &(app,))?
        .ok_or(Error::NotFound("program"))?;
    if program.released.is_none() && !MEMBERS.contains(read, &(app, account))? {
        return Err(Error::NotFound("program"));
    }
    if program.suspension.is_some() {
        return Err(Error::Suspended { reason: None });
    }
    Ok(program)
}

/// Makes a login code of the caller for a program. `random` comes from the operating system.
///
/// # Errors
/// In this order: [`Error::NotFound`], [`Error::Suspended`], [`Error::TooOften`].
pub fn login(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: AppInput,
    random: [u8; 24],
) -> Result<Code, Error> {
    let (app, account, now) = (input.app_id, actor.account, tx.now());
    usable(tx, account, app)?;
    let mut session = SESSIONS.get(tx, &(account, app))?.unwrap_or_default();
    if now.since(session.minute_began) >= MINUTE {
        session.minute_began = now;
        session.codes = 0;
    }
    if session.codes >= CODES_A_MINUTE {
        let wait = session.minute_began.saturating_add(MINUTE).since(now);
        return Err(Error::TooOften {
            retry_after_seconds: wait.as_secs() + 1,
        });
    }
    session.codes += 1;
    SESSIONS.put(tx, &(account, app), &session)?;
    let code = BASE64URL_NOPAD.encode(&random);
    let hash = sha256(&code);
    let expires_at = now.saturating_add(CODE_LIFETIME);
    let row = CodeRow {
        app,
        account,
        expires_at,
        used: false,
    };
    CODES.put(tx, &(hash,), &row)?;
    CODES_DUE.put(tx, &(expires_at, hash), &())?;
    Ok(Code { code, expires_at })
}

/// Whether the caller's session with a program holds: `wx.checkSession`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Suspended`].
pub fn check_session(
    read: &dyn Read,
    actor: &SignedIn,
    input: AppInput,
) -> Result<SessionState, Error> {
    usable(read, actor.account, input.app_id)?;
    let nonce = nonce_of(read, actor.account, input.app_id)?;
    Ok(SessionState {
        valid: nonce.is_some(),
    })
}

fn nonce_of(
    read: &dyn Read,
    account: AccountId,
    app: AppId,
) -> Result<Option<[u8; 16]>, sapa_store::StoreError> {
    let now = read.now();
    let session = SESSIONS.get(read, &(account, app))?;
    Ok(session
        .filter(|session: &SessionRow| session.expires_at > now)
        .and_then(|session| session.nonce))
}

/// The program whose server asks, by its app id and AppSecret.
pub(crate) fn program_of_secret(
    read: &dyn Read,
    app: &str,
    secret: &str,
) -> Result<(AppId, ProgramRow), WeChatError> {
    if app.is_empty() {
        return Err(WeChatError::AppidMissing);
    }
    if secret.is_empty() {
        return Err(WeChatError::SecretMissing);
    }
    let app: AppId = app.parse().map_err(|_| WeChatError::InvalidAppid)?;
    let program = PROGRAMS
        .get(read, &(app,))?
        .ok_or(WeChatError::InvalidAppid)?;
    let sound = program
        .secret
        .is_some_and(|hash| same(&hash, &sha256(secret)));
    if !sound {
        return Err(WeChatError::InvalidSecret);
    }
    if program.suspension.is_some() {
        return Err(WeChatError::Limited);
    }
    Ok((app, program))
}

/// `GET /sns/jscode2session`: who logged in, and a session key. A code is good once, also when two ask at the same time.
///
/// # Errors
/// In this order: the app id's and the secret's, [`WeChatError::InvalidGrantType`], [`WeChatError::CodeMissing`],
/// [`WeChatError::InvalidCode`], [`WeChatError::CodeUsed`].
pub fn code_to_session(
    tx: &mut Tx<'_>,
    app: &str,
    secret: &str,
    code: &str,
    grant_type: &str,
    keys: &Keys,
) -> Result<LoggedIn, WeChatError> {
    let (app, program) = program_of_secret(tx, app, secret)?;
    if grant_type != "authorization_code" {
        return Err(WeChatError::InvalidGrantType);
    }
    if code.is_empty() {
        return Err(WeChatError::CodeMissing);
    }
    let hash = sha256(code);
    let now = tx.now();
    let mut row = CODES
        .get(tx, &(hash,))?
        .filter(|row| row.app == app && row.expires_at > now)
        .ok_or(WeChatError::InvalidCode)?;
    if row.used {
        return Err(WeChatError::CodeUsed);
    }
    let person = row.account;
    if !sapa_accounts::exists(tx, person)? {
        return Err(WeChatError::InvalidCode);
    }
    row.used = true;
    CODES.put(tx, &(hash,), &row)?;
    let nonce = new_nonce(tx);
    let mut session = SESSIONS.get(tx, &(person, app))?.unwrap_or_default();
    session.nonce = Some(nonce);
    session.expires_at = now.saturating_add(SESSION_LIFETIME);
    let openid = keys.openid(app, person);
    session.openid = Some(openid.clone());
    SESSIONS.put(tx, &(person, app), &session)?;
    OPENIDS.put(tx, &(app, openid.clone()), &person)?;
    Ok(LoggedIn {
        session_key: keys.session_key(app, person, &nonce),
        openid,
        unionid: keys.unionid(program.developer, person),
    })
}

/// A number that is used once. No secret: what is made of it also needs the cell's key.
pub(crate) fn new_nonce(tx: &mut Tx<'_>) -> [u8; 16] {
    let mut nonce = [0; 16];
    rand_core::Rng::fill_bytes(tx.rng(), &mut nonce);
    nonce
}

/// The person whom a program knows by an openid, once they logged in to it.
///
/// # Errors
/// Only if the store fails.
pub fn person_of_openid(
    read: &dyn Read,
    app: AppId,
    openid: &str,
) -> Result<Option<AccountId>, sapa_store::StoreError> {
    OPENIDS.get(read, &(app, openid.to_owned()))
}

/// `/wxa/checksession`: whether the server and the cell hold the same session key of a person.
///
/// # Errors
/// In this order: the token's, [`WeChatError::InvalidOpenid`], [`WeChatError::SigMethod`],
/// [`WeChatError::SessionExpired`], [`WeChatError::Signature`].
pub fn check_login(
    read: &dyn Read,
    token: &str,
    openid: &str,
    signature: &str,
    sig_method: &str,
    keys: &Keys,
) -> Result<(), WeChatError> {
    let app = program_of_token(read, token)?;
    let person = person_of_openid(read, app, openid)?.ok_or(WeChatError::InvalidOpenid)?;
    if sig_method != "hmac_sha256" {
        return Err(WeChatError::SigMethod);
    }
    let nonce = nonce_of(read, person, app)?.ok_or(WeChatError::SessionExpired)?;
    let expected = login_signature(&keys.session_key(app, person, &nonce));
    let given = signature.to_ascii_lowercase();
    if !same(expected.as_bytes(), given.as_bytes()) {
        return Err(WeChatError::Signature);
    }
    Ok(())
}
