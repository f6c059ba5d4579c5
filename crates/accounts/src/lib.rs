//! People of a cell: how they come in, prove who they are, and are shown to others.
//!
//! # Invariants
//! - Nothing that lets somebody in is stored readably: passwords as Argon2id verifiers, session tokens, invitation and
//!   recovery codes and links as SHA-256. All of them are drawn from the operating system by the caller, before
//!   the transaction, never from the recorded seed.
//! - Attempts are counted in a transaction of their own, durably, *before* a secret is verified
//!   ([`begin_sign_in`], [`begin_recovery`], [`begin_password_check`]); success gives the attempt back,
//!   and so does a right secret whose call is refused for another reason ([`password_was_right`] and its like).
//! - A handle is unique by what it looks like, for ever: it is not given to somebody else after its account is deleted.
//! - A session ends once: its rows go, [`SESSION_ENDED`] is emitted on its topic, and sockets close on it.
//! - Whatever a job does late, deadlines hold on access: an idle session, an account past its waiting period.
//!
//! # What is absent
//! - Friends, conversations and what becomes of them with an account: that spans domains and lives in `flows`.
//! - Randomness, clocks and waiting. Slow steps are plain functions ([`prepare_registration`],
//!   [`Verifier::of`], [`Verifier::holds`]) that the caller runs on a thread which may block.

mod argon2_memory;
mod attempts;
mod avatar;
mod bulk;
mod card;
mod change_password;
mod check_handle;
mod deletion;
mod device;
mod error;
mod handle;
mod invitations;
mod keys;
mod me;
mod model;
mod notices;
mod paging;
mod password;
mod people;
mod policy;
mod recover;
mod recovery_codes;
mod recovery_link;
mod register;
mod residents;
mod secret;
mod session;
mod sessions;
mod settings;
mod setup;
mod sign_in;
mod suspend;
mod sweep;
mod text;
mod update_profile;

pub use argon2_memory::argon2_hash;
pub use attempts::{Attempt, begin_password_check, password_was_right};
pub use avatar::avatar;
pub use bulk::{BulkAccount, BulkAccounts, CreateInBulk, MAX_BULK, create_in_bulk, token_only};
pub use card::{Card, about, by_handle, card, cards, exists};
pub use change_password::{ChangePassword, change_password};
pub use check_handle::{CheckHandle, HandleAnswer, check_handle};
pub use deletion::{
    DELETION_JOB, DeletionRequested, LOOK_AHEAD, PasswordOnly, WAITING_PERIOD, cancel_deletion,
    erase, erase_is_due, planned_deletion, postpone_deletion, request_deletion,
};
pub use error::Error;
pub use handle::{Handle, HandleProblem};
pub use invitations::{
    AboutInvitation, CreateInvitation, Invitation, InvitationCode, InvitationInput, InvitationMade,
    InvitationProblem, Invitations, create_invitation, invitation, invitations, revoke_invitation,
};
pub use me::{Me, me, me_of};
pub use notices::{DismissNotice, Notice, NoticeKind, dismiss_notice};
pub use paging::{List, cursor_of, id_of, page_size};
pub use password::{Hashing, Verifier, check_password};
pub use people::{People, PeopleList, Person, people};
pub use policy::Policy;
pub use recover::{
    Recover, RecoverByLink, RecoveryAttempt, begin_recovery, check_recovery_link, recover,
    recover_by_link, recovery_was_right,
};
pub use recovery_codes::{
    NewCodes, RECOVERY_CODE_SECRETS, RecoveryCodesMade, renew_recovery_codes,
};
pub use recovery_link::{AccountInput, RecoveryLinkMade, make_recovery_link};
pub use register::{
    CheckedRegistration, Prepared, Register, Registered, RegistrationSecrets, check_registration,
    count_registration, prepare_registration, register,
};
pub use residents::{
    NewResident, Resident, Residents, continue_as, create_resident, residents, set_avatar,
};
pub use secret::{Secret, Token};
pub use session::{Checked, find, recheck, touch};
pub use sessions::{
    Device, Devices, RenameSession, Revoked, SessionInput, rename_session, revoke_other_sessions,
    revoke_session, sessions, sign_out,
};
pub use settings::{
    CellSettings, RegistrationMode, UpdateSettings, about_cell, settings, update_settings,
};
pub use setup::{Setup, check_setup, needs_setup, offer_setup, setup};
pub use sign_in::{
    SignIn, SignInAttempt, SignedInNow, begin_sign_in, finish_sign_in, sign_in_was_right,
};
pub use suspend::{suspend, unsuspend};
pub use sweep::{EXPIRE_SESSION_JOB, SWEEP_JOB, expire_session, sweep};
pub use text::{NameProblem, clean_name, clean_text};
pub use update_profile::{UpdateProfile, update_profile};

/// Event on a session's topic: it has ended, however that came.
pub const SESSION_ENDED: &str = "accounts.session_ended";
/// Event on an account's topic: whether it runs the cell, or may sign in, changed.
pub const ACCOUNT_CHANGED: &str = "accounts.changed";

/// Characters of a display name.
pub const MAX_DISPLAY_NAME: usize = 64;
/// Characters of what people say about themselves.
pub const MAX_ABOUT: usize = 500;
/// Characters of the name of a cell.
pub const MAX_CELL_NAME: usize = 64;
/// Devices that an account is signed in on at most; signing in on one more signs out the one unused for longest.
pub const MAX_SESSIONS: usize = 50;
/// How long a device stays signed in without being used.
pub const SESSION_IDLE: std::time::Duration = std::time::Duration::from_secs(90 * 24 * 60 * 60);

#[cfg(test)]
mod tests;
