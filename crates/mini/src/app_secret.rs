//! The AppSecret: by it a program's server proves that it is one.

use data_encoding::HEXLOWER;
use sapa_kernel::{SignedIn, Timestamp};
use sapa_store::Tx;
use serde::Serialize;

use crate::keys::PROGRAMS;
use crate::list::AppInput;
use crate::lists::Role;
use crate::program::{Membership, tell_members};
use crate::secrets::sha256;
use crate::tokens::forget_tokens;
use crate::{AppId, Error};

/// A new AppSecret, shown this once.
#[derive(Clone, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniSecret")]
pub struct AppSecret {
    /// Of which program.
    pub app_id: AppId,
    /// 32 hexadecimal digits.
    pub secret: String,
    /// When it was made.
    pub made_at: Timestamp,
}

impl std::fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AppSecret({}, …)", self.app_id)
    }
}

/// Makes an AppSecret. The one before, and all access tokens that were got with it, hold no more. `random` comes from the
/// operating system.
///
/// # Errors
/// The guard's.
pub fn reset_secret(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: AppInput,
    random: [u8; 16],
) -> Result<AppSecret, Error> {
    let app = input.app_id;
    let mut program = Membership::load(tx, actor.account, app, Role::Admin)?.program;
    let secret = HEXLOWER.encode(&random);
    let made_at = tx.now();
    program.secret = Some(sha256(&secret));
    program.secret_made_at = Some(made_at);
    PROGRAMS.put(tx, &(app,), &program)?;
    forget_tokens(tx, app)?;
    tell_members(tx, app)?;
    Ok(AppSecret {
        app_id: app,
        secret,
        made_at,
    })
}
