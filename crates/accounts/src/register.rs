//! Registration: the checks, the slow preparation, and the transaction.

use sapa_kernel::{AccountId, SignedIn, Visitor};
use sapa_store::{Read, Tx};
use serde::Deserialize;

use crate::attempts::{Limited, count_address};
use crate::check_handle::taken;
use crate::handle::{Handle, HandleProblem};
use crate::invitations::{InvitationProblem, holding, use_invitation};
use crate::keys::{ACCOUNTS, CREDENTIALS, HANDLES, cell_row};
use crate::me::{Me, me_of};
use crate::model::Account;
use crate::notices::touch_me;
use crate::password::{Hashing, Verifier, check_password};
use crate::policy::Policy;
use crate::recovery_codes::{NewCodes, RECOVERY_CODE_SECRETS, put_codes};
use crate::secret::{Secret, Token, sha256};
use crate::session::start_session;
use crate::settings::RegistrationMode;
use crate::text::clean_name;
use crate::{Error, MAX_DISPLAY_NAME};

/// A new account.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Register {
    /// 3 to 32 of a-z 0-9 . _ -; upper case is folded.
    pub handle: String,
    /// 1 to 64 characters.
    pub display_name: String,
    /// 10 to 256 characters.
    pub password: Secret,
    /// The code of an invitation; needed unless registration is open.
    pub invitation: Option<Secret>,
}

/// A registration whose input is good, as far as a snapshot can tell.
#[derive(Debug, Clone)]
pub struct CheckedRegistration {
    pub(crate) handle: Handle,
    pub(crate) display_name: String,
    pub(crate) password: Secret,
    pub(crate) invitation: Option<[u8; 32]>,
}

/// Randomness for a registration, from the operating system.
#[derive(Clone)]
pub struct RegistrationSecrets {
    /// For the session's token.
    pub token: [u8; 32],
    /// For the password's verifier.
    pub salt: [u8; 16],
    /// For the recovery codes.
    pub codes: [u8; RECOVERY_CODE_SECRETS],
}

/// A registration with its password hashed and its secrets drawn.
#[derive(Debug, Clone)]
pub struct Prepared {
    checked: CheckedRegistration,
    verifier: Verifier,
    codes: NewCodes,
    token: Token,
}

impl Prepared {
    /// The token of the device that registers.
    pub fn token(&self) -> &str {
        self.token.text()
    }
}

/// A person who is now here.
#[derive(Debug, Clone)]
pub struct Registered {
    /// Them, on the device that registered.
    pub signed_in: SignedIn,
    /// What they see of themselves.
    pub me: Me,
    /// Who invited them.
    pub inviter: Option<AccountId>,
    /// Shown once.
    pub recovery_codes: Vec<String>,
}

/// Checks all that can be checked before anything is counted or hashed. The transaction checks again what can change.
///
/// # Errors
/// In this order: the handle, the name, the password, whether registration is open to this caller, whether the handle is
/// free.
pub fn check_registration(read: &dyn Read, input: Register) -> Result<CheckedRegistration, Error> {
    let checked = check_input(
        &input.handle,
        &input.display_name,
        input.password,
        input.invitation.map(|code| sha256(code.reveal().trim())),
    )?;
    may_register(read, checked.invitation)?;
    refuse_taken(read, &checked.handle)?;
    Ok(checked)
}

pub(crate) fn check_input(
    handle: &str,
    display_name: &str,
    password: Secret,
    invitation: Option<[u8; 32]>,
) -> Result<CheckedRegistration, Error> {
    let handle = Handle::for_new_account(handle)?;
    let display_name = clean_name(display_name, MAX_DISPLAY_NAME).map_err(Error::NameInvalid)?;
    check_password(&password, &handle)?;
    Ok(CheckedRegistration {
        handle,
        display_name,
        password,
        invitation,
    })
}

fn may_register(read: &dyn Read, invitation: Option<[u8; 32]>) -> Result<(), Error> {
    match (cell_row(read)?.registration, invitation) {
        (RegistrationMode::Closed, _) => Err(Error::RegistrationClosed),
        (RegistrationMode::Invitation, None) => {
            Err(Error::InvitationInvalid(InvitationProblem::Missing))
        }
        (RegistrationMode::Open, None) => Ok(()),
        (_, Some(code)) => holding(read, &code)?
            .map(|_| ())
            .map_err(Error::InvitationInvalid),
    }
}

pub(crate) fn refuse_taken(read: &dyn Read, handle: &Handle) -> Result<(), Error> {
    match taken(read, handle)? {
        None => Ok(()),
        Some(HandleProblem::LookAlike) => Err(Error::HandleLookAlike),
        Some(_) => Err(Error::HandleTaken),
    }
}

/// Counts a registration from an address, before the password is hashed.
///
/// # Errors
/// [`Error::TooManyAttempts`].
pub fn count_registration(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    policy: &Policy,
) -> Result<(), Error> {
    let max = policy.registrations_per_hour;
    count_address(tx, Limited::Registration, visitor, max)
}

/// Hashes the password. Slow: it runs on a thread that may block, behind a semaphore.
pub fn prepare_registration(
    checked: CheckedRegistration,
    hashing: Hashing,
    secrets: &RegistrationSecrets,
) -> Prepared {
    Prepared {
        verifier: Verifier::of(&checked.password, hashing, secrets.salt),
        codes: NewCodes::from_random(&secrets.codes),
        token: Token::from_random(secrets.token),
        checked,
    }
}

/// Makes the account and signs its device in.
///
/// # Errors
/// What [`check_registration`] says of the handle and the invitation, as it is now.
pub fn register(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    prepared: &Prepared,
) -> Result<Registered, Error> {
    may_register(tx, prepared.checked.invitation)?;
    let inviter = match &prepared.checked.invitation {
        Some(code) => Some(use_invitation(tx, code)?),
        None => None,
    };
    join(tx, visitor, prepared, false, inviter)
}

/// The part of a registration that the first operator's shares.
pub(crate) fn join(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    prepared: &Prepared,
    operator: bool,
    inviter: Option<AccountId>,
) -> Result<Registered, Error> {
    let checked = &prepared.checked;
    let account = create_account(
        tx,
        NewAccount {
            handle: &checked.handle,
            display_name: &checked.display_name,
            about: "",
            operator,
            fictional: false,
        },
    )?;
    CREDENTIALS.put(tx, &(account,), &prepared.verifier.to_stored())?;
    put_codes(tx, account, &prepared.codes)?;
    let signed_in = start_session(tx, account, visitor, prepared.token.hash())?;
    Ok(Registered {
        me: me_of(tx, account)?,
        signed_in,
        inviter,
        recovery_codes: prepared.codes.texts().to_vec(),
    })
}

/// The public part of an account that is being made; names are clean already.
pub(crate) struct NewAccount<'a> {
    pub(crate) handle: &'a Handle,
    pub(crate) display_name: &'a str,
    pub(crate) about: &'a str,
    pub(crate) operator: bool,
    pub(crate) fictional: bool,
}

pub(crate) fn create_account(tx: &mut Tx<'_>, new: NewAccount<'_>) -> Result<AccountId, Error> {
    refuse_taken(tx, new.handle)?;
    let id = tx.new_id::<AccountId>();
    let account = Account {
        handle: new.handle.as_str().to_owned(),
        display_name: new.display_name.to_owned(),
        about: new.about.to_owned(),
        operator: new.operator,
        avatar: None,
        avatar_version: 0,
        created_at: tx.now(),
        suspended_at: None,
        deletion_at: None,
        deleted_at: None,
        last_avatar_version: 0,
        fictional: new.fictional,
    };
    HANDLES.put(tx, &(new.handle.skeleton(),), &id)?;
    ACCOUNTS.put(tx, &(id,), &account)?;
    // The feed begins with the account itself: a device that holds nothing is told to load its lists.
    touch_me(tx, id)?;
    Ok(id)
}
