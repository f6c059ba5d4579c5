//! The devices on which somebody is signed in, as they see and manage them.

use sapa_kernel::{Empty, SessionId, SignedIn, Timestamp};
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::device::MAX_DEVICE_NAME;
use crate::keys::SESSIONS;
use crate::session::{end_session, end_sessions};
use crate::text::clean_name;

/// One signed-in device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Device {
    /// Names the session.
    pub session: SessionId,
    /// Program and system, or the name that its owner gave it; empty if neither is known.
    pub name: String,
    /// Where it was last used from, as far as this is written down.
    pub address: String,
    /// When it was signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the hour.
    pub last_used_at: Timestamp,
    /// Whether it is the device that asks.
    pub current: bool,
}

/// All signed-in devices, the one used last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Devices {
    /// The devices.
    pub sessions: Vec<Device>,
}

/// Which session.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct SessionInput {
    /// The session.
    pub session: SessionId,
}

/// A new name for a device.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct RenameSession {
    /// The session.
    pub session: SessionId,
    /// 1 to 64 characters.
    pub name: String,
}

/// How many sessions ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Revoked {
    /// How many.
    pub revoked: u32,
}

/// The caller's devices.
///
/// # Errors
/// Only if the store fails.
pub fn sessions(read: &dyn Read, actor: &SignedIn, _: Empty) -> Result<Devices, Error> {
    let mut sessions: Vec<Device> = SESSIONS
        .scan(read, Scan::under(&(actor.account,)))?
        .into_iter()
        .map(|((_, session), row)| Device {
            session,
            name: row.name,
            address: row.address,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            current: session == actor.session,
        })
        .collect();
    sessions.sort_by_key(|device| (!device.current, std::cmp::Reverse(device.last_used_at)));
    Ok(Devices { sessions })
}

/// Names one of the caller's devices.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NameInvalid`].
pub fn rename_session(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: RenameSession,
) -> Result<Empty, Error> {
    let key = (actor.account, input.session);
    let mut row = SESSIONS.get(tx, &key)?.ok_or(Error::NotFound("session"))?;
    row.name = clean_name(&input.name, MAX_DEVICE_NAME).map_err(Error::NameInvalid)?;
    SESSIONS.put(tx, &key, &row)?;
    Ok(Empty {})
}

/// Signs one of the caller's devices out. Repeating it is refused with [`Error::NotFound`].
///
/// # Errors
/// [`Error::NotFound`] if the caller has no such device.
pub fn revoke_session(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: SessionInput,
) -> Result<Empty, Error> {
    if !SESSIONS.contains(tx, &(actor.account, input.session))? {
        return Err(Error::NotFound("session"));
    }
    end_session(tx, actor.account, input.session)?;
    Ok(Empty {})
}

/// Signs all of the caller's devices out but the one that asks.
///
/// # Errors
/// Only if the store fails.
pub fn revoke_other_sessions(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    _: Empty,
) -> Result<Revoked, Error> {
    let revoked = end_sessions(tx, actor.account, Some(actor.session))?;
    Ok(Revoked { revoked })
}

/// Signs the device out that asks.
///
/// # Errors
/// Only if the store fails.
pub fn sign_out(tx: &mut Tx<'_>, actor: &SignedIn) -> Result<(), Error> {
    Ok(end_session(tx, actor.account, actor.session)?)
}
