//! The registry of mini programs: who makes them, their versions, review and release, who uses them and what they may.
//!
//! # Invariants
//! - A program is loaded through a membership or as what everybody may know; strangers hear that there is none until it is
//!   released.
//! - What everybody opens was approved by an operator, with every item of the checklist. The manifest of each version is
//!   signed when it is taken in, and names each file by its SHA-256.
//! - The files of a version lie in one package in the blob store, which the version's row refers to. A version goes when
//!   nothing needs it, and its files with it.
//! - A login code is good once, for five minutes, for the program that it was made for.
//! - No secret is a row: of AppSecrets, codes and tokens there is the SHA-256; session keys, openids and tokens are made of a
//!   key beside the keyspace ([`Keys`]) and of rows that are no secrets.
//! - A suspended program is opened by nobody, whoever's and at whatever stage, and its server gets nothing.
//! - Deadlines hold on access, also when the job that sweeps is late.
//!
//! # What is absent
//! - Running programs: that is the web client's. Compiling them: `mini_compiler`.
//! - HTTP, files and threads. [`Package::compile`] is slow and pure; the caller runs it where it may block.
//! - Money. An order names a program by its app id and a payer by their openid ([`person_of_openid`]).
//! - Deleting a program: it is taken down, and its name stays taken.

mod app_id;
mod app_secret;
mod domains;
mod error;
mod forget_account;
mod keys;
mod list;
mod lists;
mod login;
mod members;
mod model;
mod open;
mod package;
mod permissions;
mod program;
mod reach;
mod register;
mod reports;
mod review;
mod search;
mod secrets;
mod shelf;
mod stages;
mod suspend;
mod sweep;
mod tokens;
mod upload;
mod versions;
mod wechat;

pub use app_id::{AppId, AppIdError};
pub use app_secret::{AppSecret, reset_secret};
pub use error::{Error, MAX_LISTED_FINDINGS};
pub use forget_account::forget_account;
pub use list::{AppInput, Listed, Programs, about, inspect, mine, program, programs};
pub use lists::{CHECKLIST, Category, ReportReason, ReviewItem, Role, Scope};
pub use login::{
    Code, LoggedIn, SessionState, check_login, check_session, code_to_session, login,
    person_of_openid,
};
pub use members::{MemberInput, SetMember, leave, remove_member, set_member};
pub use model::{Domains, Suspension, VersionState};
pub use open::{
    Found, ManifestFile, Open, Opened, Stage, Viewer, file, icon, open, open_for_review,
};
pub use package::{Contents, Package};
pub use permissions::{
    Answers, Permission, Permissions, PermissionsInput, ScopeInput, allows, grant, permissions,
    revoke,
};
pub use program::{Member, Program, ProgramCard};
pub use reach::{manages, reach};
pub use register::{Register, Update, register, update};
pub use reports::{Report, ReportInput, Reported, Reports, close_report, report, reports};
pub use review::{Checked, Decide, Reviews, Waiting, approve, reject, reviews};
pub use sapa_mini_compiler::Limits;
pub use search::{FoundPrograms, Search, search};
pub use secrets::{Keys, signed_text};
pub use shelf::{Recent, Shelf, favour, forget_use, shelf, unfavour};
pub use stages::{
    RollBack, SetTrial, Submit, release, roll_back, set_trial, submit, take_down, withdraw,
};
pub use suspend::{Suspend, suspend, unsuspend};
pub use sweep::{SWEEP_JOB, jobs, plan_sweep};
pub use tokens::{AccessToken, program_of_token, stable_token, token};
pub use upload::{Upload, Uploaded, Warning, may_upload, upload};
pub use versions::{Review, Version, VersionInput};
pub use wechat::WeChatError;

use std::time::Duration;

use sapa_store::{Read, Scan, StoreError};

/// Event on an account's topic: something about a program that it works on or uses changed. The body is the app id.
pub const CHANGED: &str = "mini.changed";

/// Characters of a program's name.
pub const MAX_NAME: usize = 30;
/// Characters of a description, a note, a reason, a report.
pub const MAX_TEXT: usize = 500;
/// Bytes of what a version is called.
pub const MAX_VERSION_NAME: usize = 32;
/// Programs that an account owns at most.
pub const MAX_PROGRAMS: usize = 50;
/// Programs that an account is a member of at most.
pub const MAX_MEMBERSHIPS: usize = 200;
/// Members of a program at most.
pub const MAX_MEMBERS: usize = 30;
/// Domains in one list of a program.
pub const MAX_DOMAINS: usize = 50;
/// Released versions that are kept, the released one too: those that can be gone back to.
pub const KEPT_RELEASES: usize = 10;
/// Bytes of a page's path.
pub const MAX_PATH: usize = 1_024;
/// Bytes of a query.
pub const MAX_QUERY: usize = 8_192;
/// Programs used last that are kept for a person.
pub const MAX_RECENT: usize = 50;
/// Favourites of a person.
pub const MAX_FAVOURITES: usize = 100;
/// Reports of a person that operators have not looked at.
pub const MAX_REPORTS: usize = 50;
/// Programs that a search shows.
pub const MAX_FOUND: usize = 50;
/// Names that a search looks at.
pub const MAX_EXAMINED: usize = 5_000;
/// How long a login code holds.
pub const CODE_LIFETIME: Duration = Duration::from_secs(5 * 60);
/// Login codes of one person for one program within a minute.
pub const CODES_A_MINUTE: u32 = 100;
/// How long a session key holds after the code was exchanged.
pub const SESSION_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How long an access token holds: 7,200 seconds, as WeChat's.
pub const TOKEN_LIFETIME: Duration = Duration::from_secs(7_200);
/// How long a token holds after its successor was made by `/cgi-bin/token`; and how much a stable one must have left.
pub const TOKEN_OVERLAP: Duration = Duration::from_secs(5 * 60);
/// How long an expired token is known, so that its server hears that it expired and not that it never was.
pub const TOKEN_REMEMBERED: Duration = DAY;
/// Tokens that `/cgi-bin/token` makes for a program within a day.
pub const TOKENS_A_DAY: u32 = 2_000;
/// Times a day that `/cgi-bin/stable_token` makes another before it has to.
pub const FORCED_A_DAY: u32 = 20;
/// How long after such a one the next may come.
pub const FORCED_EVERY: Duration = Duration::from_secs(30);

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Whether there is any program: then the keys that its people's openids are made of must not be made anew.
///
/// # Errors
/// Only if the store fails.
pub fn any(read: &dyn Read) -> Result<bool, StoreError> {
    Ok(keys::PROGRAMS.count(read, Scan::all().limit(1))? > 0)
}

#[cfg(test)]
mod tests;
