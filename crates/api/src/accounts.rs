//! `accounts.*`: registration, signing in, devices, recovery, profiles, invitations, and those who run the cell.
//!
//! Operations that hash or draw secrets follow one pattern: look at a snapshot, count the attempt durably, do the
//! slow work on a thread that may block, then one transaction that checks again whatever it relies on.

use sapa_accounts as accounts;
use sapa_accounts::{
    Card, Error, Me, NewCodes, Policy, Secret, SignedInNow, Token, Verifier, check_password,
};
use sapa_kernel::{Coded, Empty, Fault, Operator, SignedIn, Visitor};
use sapa_store::{Read, Tx};
use schemars::JsonSchema;
use serde::Serialize;

use crate::cell::{CellFacts, RegistrationMode};
use crate::context::{Context, logged};
use crate::operation::Limit;
use crate::registry::Registry;
use crate::session::{Authentication, Session};

/// A new account, signed in on the device that made it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct SignedUp {
    /// The person.
    account: Me,
    /// Ten codes, each good for one new password. They are shown this once.
    recovery_codes: Vec<String>,
    /// The session's token, if the request asked for it (`Sapa-Session: token`); else it is in the slot's cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

/// Somebody who is signed in now.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct SignedInResult {
    /// The person.
    account: Me,
    /// The session's token, if the request asked for it (`Sapa-Session: token`); else it is in the slot's cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// After recovery by code: how many codes are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining_codes: Option<u32>,
}

/// The accounts of this browser.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Slots {
    /// The slots in use, in order.
    slots: Vec<Slot>,
}

/// One account of this browser.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Slot {
    /// Its number, from 0.
    slot: u32,
    /// Who is signed in there; absent if the session ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Card>,
    /// Whether a session was there that has ended.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    expired: bool,
}

/// Registers the operations of accounts.
pub(crate) fn register(registry: Registry) -> Registry {
    let registry = registry
        .errors::<Error>()
        .authentication(Authentication {
            find: |read, hash| session(accounts::find(read, hash)),
            recheck: |read, actor| session(accounts::recheck(read, actor)),
            touch: |tx, actor, address| accounts::touch(tx, actor, address).map_err(fault),
        })
        .about_cell(about_cell);
    operators(own(recovery(coming_in(registry))))
}

fn coming_in(registry: Registry) -> Registry {
    registry
        .read("accounts.check_handle", accounts::check_handle)
        .about("Whether a handle is free, and what is wrong with it if not.")
        .limit(Limit::Finding)
        .prepared("accounts.setup", setup)
        .about("Makes the first operator, with the link that the server printed.")
        .limit(Limit::Expensive)
        .secret()
        .prepared("accounts.register", register_account)
        .about("Makes an account and signs its device in.")
        .limit(Limit::Expensive)
        .secret()
        .read("accounts.invitation", accounts::invitation)
        .about("Who invites with this code, and whether it still holds.")
        .prepared("accounts.sign_in", sign_in)
        .about("Signs a device in with handle and password.")
        .limit(Limit::Expensive)
        .secret()
        .prepared("accounts.sign_out", sign_out)
        .about("Signs this device out.")
        .prepared("accounts.slots", slots)
        .about("The accounts that this browser holds side by side.")
}

fn recovery(registry: Registry) -> Registry {
    registry
        .prepared("accounts.recover", recover)
        .about("Sets a new password with a recovery code, signs all other devices out and this one in.")
        .limit(Limit::Expensive)
        .secret()
        .prepared("accounts.recover_by_link", recover_by_link)
        .about("Sets a new password with an operator's link, signs all other devices out and this one in.")
        .limit(Limit::Expensive)
        .secret()
        .prepared("accounts.renew_recovery_codes", renew_recovery_codes)
        .about("Replaces all recovery codes.")
        .limit(Limit::Expensive)
        .secret()
}

fn own(registry: Registry) -> Registry {
    registry
        .read("accounts.me", accounts::me)
        .about("The caller, as they see themselves.")
        .write("accounts.dismiss_notice", accounts::dismiss_notice)
        .about("Takes a notice away.")
        .write("accounts.update_profile", sapa_flows::update_profile)
        .about("Changes name, text and picture.")
        .prepared("accounts.change_password", change_password)
        .about("Changes the password and signs all other devices out.")
        .limit(Limit::Expensive)
        .read("accounts.sessions", accounts::sessions)
        .about("The devices that are signed in.")
        .write("accounts.rename_session", accounts::rename_session)
        .about("Names a device.")
        .write("accounts.revoke_session", accounts::revoke_session)
        .about("Signs a device out.")
        .write(
            "accounts.revoke_other_sessions",
            accounts::revoke_other_sessions,
        )
        .about("Signs all other devices out.")
        .prepared("accounts.request_deletion", request_deletion)
        .about("Plans the account's deletion, after a waiting period.")
        .limit(Limit::Expensive)
        .write("accounts.cancel_deletion", accounts::cancel_deletion)
        .about("Keeps an account whose deletion was planned.")
        .prepared("accounts.create_invitation", create_invitation)
        .about("Makes a link with which others may register. The code is shown once.")
        .secret()
        .read("accounts.invitations", accounts::invitations)
        .about("The caller's invitations, newest first.")
        .write("accounts.revoke_invitation", accounts::revoke_invitation)
        .about("Ends an invitation.")
}

fn operators(registry: Registry) -> Registry {
    registry
        .read("accounts.settings", accounts::settings)
        .about("The cell's name, and who may register.")
        .write("accounts.update_settings", accounts::update_settings)
        .about("Changes the cell's name, or who may register.")
        .read("accounts.people", accounts::people)
        .about("The accounts of the cell.")
        .prepared("accounts.make_recovery_link", make_recovery_link)
        .about("Makes a one-time link with which a person sets a new password. They are told.")
        .secret()
        .write("accounts.suspend", accounts::suspend)
        .about("Locks an account out.")
        .write("accounts.unsuspend", accounts::unsuspend)
        .about("Lets a suspended account in again.")
        .prepared("accounts.create_in_bulk", create_in_bulk)
        .about("Makes accounts by the hundred, with the operator token: for measuring load.")
        .secret()
        .bulk()
}

fn fault(error: impl Into<Error>) -> Fault {
    logged(&error.into())
}

fn session(checked: Result<accounts::Checked, Error>) -> Result<Session, Fault> {
    let checked = checked.map_err(fault)?;
    Ok(Session {
        signed_in: checked.signed_in,
        operator: checked.operator,
        last_used_at: checked.last_used_at,
    })
}

fn about_cell(read: &dyn Read) -> Result<CellFacts, Fault> {
    let settings = accounts::about_cell(read).map_err(fault)?;
    Ok(CellFacts {
        name: settings.cell_name,
        needs_setup: accounts::needs_setup(read).map_err(fault)?,
        registration: match settings.registration {
            accounts::RegistrationMode::Open => RegistrationMode::Open,
            accounts::RegistrationMode::Invitation => RegistrationMode::Invitation,
            accounts::RegistrationMode::Closed => RegistrationMode::Closed,
        },
    })
}

fn policy(context: &Context) -> Policy {
    context.settings().accounts
}

fn token(context: &Context) -> Result<Token, Fault> {
    Ok(Token::from_random(context.secret_bytes()?))
}

fn registration_secrets(context: &Context) -> Result<accounts::RegistrationSecrets, Fault> {
    Ok(accounts::RegistrationSecrets {
        token: context.secret_bytes()?,
        salt: context.secret_bytes()?,
        codes: context.secret_bytes()?,
    })
}

/// A verifier of a new password, made on a thread that may block.
async fn verifier(context: &Context, password: Secret) -> Result<Verifier, Fault> {
    let (hashing, salt) = (policy(context).hashing, context.secret_bytes()?);
    context
        .blocking(move || Verifier::of(&password, hashing, salt))
        .await
}

fn signed_in(context: &Context, now: SignedInNow, token: &Token) -> SignedInResult {
    SignedInResult {
        account: now.me,
        token: context.hand_over_token(token.text().to_owned()),
        remaining_codes: None,
    }
}

async fn prepare(
    context: &Context,
    checked: accounts::CheckedRegistration,
) -> Result<accounts::Prepared, Fault> {
    let (hashing, secrets) = (policy(context).hashing, registration_secrets(context)?);
    context
        .blocking(move || accounts::prepare_registration(checked, hashing, &secrets))
        .await
}

async fn register_account(
    context: Context,
    visitor: Visitor,
    input: accounts::Register,
) -> Result<SignedUp, Fault> {
    let checked = accounts::check_registration(&context.snapshot(), input).map_err(fault)?;
    let (policy, from) = (policy(&context), visitor.clone());
    context
        .write(move |tx| accounts::count_registration(tx, &from, &policy))
        .await?;
    let prepared = prepare(&context, checked).await?;
    let token = prepared.token().to_owned();
    let registered = context
        .write(move |tx| sapa_flows::register(tx, &visitor, &prepared))
        .await?;
    Ok(SignedUp {
        account: registered.me,
        recovery_codes: registered.recovery_codes,
        token: context.hand_over_token(token),
    })
}

async fn setup(
    context: Context,
    visitor: Visitor,
    input: accounts::Setup,
) -> Result<SignedUp, Fault> {
    let (checked, cell_name) = accounts::check_setup(&context.snapshot(), &input).map_err(fault)?;
    let prepared = prepare(&context, checked).await?;
    let token = prepared.token().to_owned();
    let registered = context
        .write(move |tx| accounts::setup(tx, &visitor, &input.token, &prepared, cell_name))
        .await?;
    Ok(SignedUp {
        account: registered.me,
        recovery_codes: registered.recovery_codes,
        token: context.hand_over_token(token),
    })
}

async fn sign_in(
    context: Context,
    visitor: Visitor,
    input: accounts::SignIn,
) -> Result<SignedInResult, Fault> {
    let policy = policy(&context);
    let (from, handle) = (visitor.clone(), input.handle);
    let attempt = context
        .write(move |tx| accounts::begin_sign_in(tx, &from, &handle, &policy))
        .await?;
    let (checked, salt) = (attempt.verifier().clone(), context.secret_bytes()?);
    let password = input.password;
    let (holds, renewed) = context
        .blocking(move || {
            let holds = checked.holds(&password);
            let outdated = holds && checked.hashing() != policy.hashing;
            let renewed = outdated.then(|| Verifier::of(&password, policy.hashing, salt));
            (holds, renewed)
        })
        .await?;
    if !holds {
        return Err(fault(Error::WrongCredentials));
    }
    let token = token(&context)?;
    let hash = token.hash();
    let (from, proof) = (visitor.clone(), attempt.clone());
    let done = context
        .write(move |tx| accounts::finish_sign_in(tx, &visitor, &attempt, hash, renewed.as_ref()))
        .await;
    if done.is_err() {
        give_back(&context, move |tx| {
            accounts::sign_in_was_right(tx, &from, &proof)
        })
        .await;
    }
    Ok(signed_in(&context, done?, &token))
}

async fn sign_out(context: Context, actor: SignedIn, _: Empty) -> Result<Empty, Fault> {
    context
        .write(move |tx| accounts::sign_out(tx, &actor))
        .await?;
    context.end_session();
    Ok(Empty {})
}

async fn slots(context: Context, _: Visitor, _: Empty) -> Result<Slots, Fault> {
    let snapshot = context.snapshot();
    let mut slots = Vec::new();
    for (slot, token) in (0_u32..).zip(context.slot_tokens()) {
        let Some(token) = token else { continue };
        let account = match accounts::find(&snapshot, &context.token_hash(token)) {
            Ok(checked) => accounts::card(&snapshot, checked.signed_in.account).map_err(fault)?,
            Err(_) => None,
        };
        slots.push(Slot {
            slot,
            expired: account.is_none(),
            account,
        });
    }
    Ok(Slots { slots })
}

async fn recover(
    context: Context,
    visitor: Visitor,
    input: accounts::Recover,
) -> Result<SignedInResult, Fault> {
    let policy = policy(&context);
    let (from, asked) = (visitor.clone(), input.clone());
    let attempt = context
        .write(move |tx| accounts::begin_recovery(tx, &from, &asked, &policy))
        .await?;
    attempt
        .check(&context.snapshot(), &input.recovery_code)
        .map_err(fault)?;
    let verifier = verifier(&context, input.new_password).await?;
    let token = token(&context)?;
    let (hash, code) = (token.hash(), input.recovery_code);
    let (from, proof, shown) = (visitor.clone(), attempt.clone(), code.clone());
    let done = context
        .write(move |tx| sapa_flows::recover(tx, &visitor, &attempt, &code, &verifier, hash))
        .await;
    if done.is_err() {
        give_back(&context, move |tx| {
            accounts::recovery_was_right(tx, &from, &proof, &shown)
        })
        .await;
    }
    let (now, left) = done?;
    Ok(SignedInResult {
        remaining_codes: Some(left),
        ..signed_in(&context, now, &token)
    })
}

async fn recover_by_link(
    context: Context,
    visitor: Visitor,
    input: accounts::RecoverByLink,
) -> Result<SignedInResult, Fault> {
    accounts::check_recovery_link(&context.snapshot(), &input).map_err(fault)?;
    let verifier = verifier(&context, input.new_password).await?;
    let token = token(&context)?;
    let (hash, link) = (token.hash(), input.token);
    let now = context
        .write(move |tx| sapa_flows::recover_by_link(tx, &visitor, &link, &verifier, hash))
        .await?;
    Ok(signed_in(&context, now, &token))
}

/// Gives an attempt back whose secret was right, though what it was asked for was refused for another reason: it must
/// not count as a wrong one. What the caller hears is why they were refused, also if this fails.
pub(crate) async fn give_back<E: Coded>(
    context: &Context,
    forgive: impl FnOnce(&mut Tx<'_>) -> Result<(), E> + Send + 'static,
) {
    let forgiven: Result<(), Fault> = context.write(forgive).await;
    if let Err(error) = forgiven {
        tracing::warn!(
            code = error.code,
            "a right secret stays counted as an attempt"
        );
    }
}

/// Confirms the caller's password, and does what it was asked for. Only a wrong password stays counted.
pub(crate) async fn with_password<T: Send + 'static, E: Coded>(
    context: &Context,
    actor: &SignedIn,
    password: Secret,
    act: impl FnOnce(&mut Tx<'_>, &SignedIn, &accounts::Attempt) -> Result<T, E> + Send + 'static,
) -> Result<T, Fault> {
    let attempt = confirm(context, actor, password).await?;
    let (who, proof) = (actor.clone(), attempt.clone());
    let done = context.write(move |tx| act(tx, &who, &proof)).await;
    if done.is_err() {
        let who = actor.clone();
        give_back(context, move |tx| {
            accounts::password_was_right(tx, &who, &attempt)
        })
        .await;
    }
    done
}

/// Counts an attempt to confirm the caller's password, and verifies it.
async fn confirm(
    context: &Context,
    actor: &SignedIn,
    password: Secret,
) -> Result<accounts::Attempt, Fault> {
    let who = actor.clone();
    let attempt = context
        .write(move |tx| accounts::begin_password_check(tx, &who))
        .await?;
    let verifier = attempt.verifier().clone();
    if context.blocking(move || verifier.holds(&password)).await? {
        return Ok(attempt);
    }
    Err(fault(Error::WrongCredentials))
}

async fn renew_recovery_codes(
    context: Context,
    actor: SignedIn,
    input: accounts::PasswordOnly,
) -> Result<accounts::RecoveryCodesMade, Fault> {
    let codes = NewCodes::from_random(&context.secret_bytes()?);
    with_password(
        &context,
        &actor,
        input.password,
        move |tx, actor, attempt| accounts::renew_recovery_codes(tx, actor, attempt, &codes),
    )
    .await
}

async fn change_password(
    context: Context,
    actor: SignedIn,
    input: accounts::ChangePassword,
) -> Result<Empty, Fault> {
    refuse_weak(&context, &actor, &input.new)?;
    let verifier = verifier(&context, input.new).await?;
    with_password(
        &context,
        &actor,
        input.current,
        move |tx, actor, attempt| sapa_flows::change_password(tx, actor, attempt, &verifier),
    )
    .await
}

/// Refuses a new password that would be no protection, before an attempt is counted.
fn refuse_weak(context: &Context, actor: &SignedIn, password: &Secret) -> Result<(), Fault> {
    let me = accounts::me(&context.snapshot(), actor, Empty {}).map_err(fault)?;
    let handle = accounts::Handle::parse(&me.card.handle).map_err(fault)?;
    check_password(password, &handle).map_err(fault)
}

async fn request_deletion(
    context: Context,
    actor: SignedIn,
    input: accounts::PasswordOnly,
) -> Result<accounts::DeletionRequested, Fault> {
    with_password(
        &context,
        &actor,
        input.password,
        sapa_flows::request_deletion,
    )
    .await
}

async fn create_invitation(
    context: Context,
    actor: SignedIn,
    input: accounts::CreateInvitation,
) -> Result<accounts::InvitationMade, Fault> {
    let code = Token::code_from_random(context.secret_bytes()?);
    let public_url = context.settings().public_url.clone();
    context
        .write(move |tx| accounts::create_invitation(tx, &actor, input, &code, &public_url))
        .await
}

async fn make_recovery_link(
    context: Context,
    operator: Operator,
    input: accounts::AccountInput,
) -> Result<accounts::RecoveryLinkMade, Fault> {
    let token = token(&context)?;
    let public_url = context.settings().public_url.clone();
    context
        .write(move |tx| accounts::make_recovery_link(tx, &operator, &input, &token, &public_url))
        .await
}

async fn create_in_bulk(
    context: Context,
    operator: Operator,
    input: accounts::CreateInBulk,
) -> Result<accounts::BulkAccounts, Fault> {
    input.check().map_err(fault)?;
    let tokens = (0..input.count)
        .map(|_| token(&context))
        .collect::<Result<Vec<_>, Fault>>()?;
    context
        .write_in(sapa_store::Lane::Bulk, move |tx| {
            accounts::create_in_bulk(tx, &operator, &input, &tokens)
        })
        .await
}
