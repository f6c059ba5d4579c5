//! `contacts.*`: finding people, friend requests, friends, blocking.

use sapa_contacts as contacts;
use sapa_contacts::{Error, PersonalCode};
use sapa_flows as flows;
use sapa_kernel::{Empty, Fault, SignedIn};

use crate::context::{Context, logged};
use crate::operation::Limit;
use crate::registry::Registry;

/// Registers the operations of contacts.
pub(crate) fn register(registry: Registry) -> Registry {
    blocking(friends(requests(finding(registry.errors::<Error>()))))
}

fn finding(registry: Registry) -> Registry {
    registry
        .read("contacts.find", contacts::find)
        .about("Finds the person with exactly this handle.")
        .limit(Limit::Finding)
        .prepared("contacts.personal_code", personal_code)
        .about("The caller's personal code, for their QR code; made when it is first asked for.")
        .prepared("contacts.renew_personal_code", renew_personal_code)
        .about("Gives the caller another personal code; the one before no longer holds.")
        .read("contacts.resolve_code", contacts::resolve_code)
        .about("Finds the person whose personal code this is.")
        .limit(Limit::Finding)
        .read("contacts.profile", flows::profile)
        .about(
            "The profile of a friend, the other side of a request, or a member of a common group.",
        )
}

fn requests(registry: Registry) -> Registry {
    registry
        .write("contacts.request", flows::request)
        .about("Asks somebody to be friends; if they had asked too, the two are.")
        .read("contacts.requests", contacts::requests)
        .about("Friend requests, sent and received, the newest first.")
        .write("contacts.accept", flows::accept)
        .about("Says yes to a friend request, and gives the conversation of the two.")
        .write("contacts.ignore", contacts::ignore)
        .about("Puts a friend request aside; its sender is not told.")
}

fn friends(registry: Registry) -> Registry {
    registry
        .read("contacts.list", contacts::list)
        .about("The caller's friends.")
        .write("contacts.set_remark", contacts::set_remark)
        .about("Gives a friend a name of the caller's own.")
        .write("contacts.delete", contacts::delete)
        .about("Takes a friend off the caller's list, for the caller's side alone.")
        .write("contacts.befriend_in_bulk", flows::befriend_in_bulk)
        .about("Makes pairs of accounts friends, with the operator token: for measuring load.")
        .errors::<sapa_accounts::Error>()
        .bulk()
}

fn blocking(registry: Registry) -> Registry {
    registry
        .write("contacts.block", contacts::block)
        .about("Blocks somebody: they reach the caller no more, and are not told.")
        .write("contacts.unblock", contacts::unblock)
        .about("Unblocks somebody.")
        .read("contacts.blocked", contacts::blocked)
        .about("Those whom the caller blocks.")
}

async fn personal_code(context: Context, actor: SignedIn, _: Empty) -> Result<PersonalCode, Fault> {
    let url = context.settings().public_url.clone();
    let current = contacts::personal_code(&context.snapshot(), actor.account, &url);
    if let Some(code) = current.map_err(|error| logged(&error))? {
        return Ok(code);
    }
    let random = context.secret_bytes()?;
    context
        .write(move |tx| {
            // Two devices may have asked at once: both get the code of the first.
            match contacts::personal_code(tx, actor.account, &url)? {
                Some(code) => Ok::<_, Error>(code),
                None => contacts::renew_personal_code(tx, &actor, random, &url),
            }
        })
        .await
}

async fn renew_personal_code(
    context: Context,
    actor: SignedIn,
    _: Empty,
) -> Result<PersonalCode, Fault> {
    let (random, url) = (
        context.secret_bytes()?,
        context.settings().public_url.clone(),
    );
    context
        .write(move |tx| contacts::renew_personal_code(tx, &actor, random, &url))
        .await
}
