//! A new password, by somebody who knows the old one.

use sapa_kernel::{Empty, SignedIn};
use sapa_store::Tx;
use serde::Deserialize;

use crate::Error;
use crate::attempts::{Attempt, password_was_right};
use crate::keys::CREDENTIALS;
use crate::notices::{NoticeKind, notify};
use crate::password::Verifier;
use crate::recovery_link::drop_links;
use crate::secret::Secret;
use crate::session::end_sessions;

/// The old and the new password.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct ChangePassword {
    /// The password as it is.
    pub current: Secret,
    /// 10 to 256 characters.
    pub new: Secret,
}

/// Sets the new password and signs all other devices out. The current one has been verified.
///
/// # Errors
/// [`Error::WrongCredentials`] if the password changed meanwhile.
pub fn change_password(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &Attempt,
    verifier: &Verifier,
) -> Result<Empty, Error> {
    password_was_right(tx, actor, attempt)?;
    CREDENTIALS.put(tx, &(actor.account,), &verifier.to_stored())?;
    drop_links(tx, actor.account)?;
    end_sessions(tx, actor.account, Some(actor.session))?;
    notify(tx, actor.account, NoticeKind::PasswordChanged, &[])?;
    Ok(Empty {})
}
