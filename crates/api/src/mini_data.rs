//! `mini_data.*`: the data store of mini programs without a server. The host calls it for a program; who the person is to the program
//! is the registry's to say, never the program's.

use sapa_kernel::{Coded, Empty, Fault, SignedIn};
use sapa_mini_data as data;
use sapa_mini_data::{Error, User};
use sapa_store::{Read, Tx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::context::logged;
use crate::registry::Registry;
use crate::settings::Settings;

/// An input with the program that it is for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "{T}OfProgram")]
struct OfProgram<T> {
    /// The program.
    app_id: String,
    #[serde(flatten)]
    input: T,
}

/// The person as the program knows them.
fn user(
    read: &dyn Read,
    settings: &Settings,
    actor: &SignedIn,
    app_id: String,
) -> Result<User, Fault> {
    let openid = settings.programs.openid_of(read, &app_id, actor.account)?;
    let openid = openid.ok_or_else(|| Error::NoCollection.fault())?;
    Ok(User {
        app_id,
        account: actor.account,
        openid,
    })
}

fn fault(error: Error) -> Fault {
    logged(&error)
}

type Reads<I, O> = fn(&dyn Read, &User, I) -> Result<O, Error>;
type Writes<I, O> = fn(&mut Tx<'_>, &User, I) -> Result<O, Error>;

fn reads<I, O>(registry: Registry, name: &'static str, run: Reads<I, O>) -> Registry
where
    I: for<'de> Deserialize<'de> + JsonSchema + 'static,
    O: Serialize + JsonSchema + 'static,
{
    let settings = registry.settings();
    registry.read(
        name,
        move |read: &dyn Read, actor: &SignedIn, call: OfProgram<I>| {
            let user = user(read, &settings, actor, call.app_id)?;
            run(read, &user, call.input).map_err(fault)
        },
    )
}

fn writes<I, O>(registry: Registry, name: &'static str, run: Writes<I, O>) -> Registry
where
    I: for<'de> Deserialize<'de> + JsonSchema + Send + 'static,
    O: Serialize + JsonSchema + Send + 'static,
{
    let settings = registry.settings();
    registry.write(
        name,
        move |tx: &mut Tx<'_>, actor: &SignedIn, call: OfProgram<I>| {
            let user = user(tx, &settings, actor, call.app_id)?;
            run(tx, &user, call.input).map_err(fault)
        },
    )
}

/// Registers the operations of the data store.
pub(crate) fn register(registry: Registry) -> Registry {
    let (own, list) = (registry.settings(), registry.settings());
    let registry = registry
        .errors::<Error>()
        .write(
            "mini_data.set_collection",
            move |tx: &mut Tx<'_>, actor: &SignedIn, input: data::CollectionInput| {
                if !own.programs.manages(tx, actor.account, &input.app_id)? {
                    return Err(Error::Denied.fault());
                }
                data::set_collection(tx, input).map_err(fault)
            },
        )
        .about("Makes a collection of a program, or changes who may do what in it; for its developers.")
        .read(
            "mini_data.collections",
            move |read: &dyn Read, actor: &SignedIn, call: OfProgram<Empty>| {
                if !list.programs.manages(read, actor.account, &call.app_id)? {
                    return Err(Error::Denied.fault());
                }
                data::collections(read, &call.app_id).map_err(fault)
            },
        )
        .about("A program's collections, for its developers.");
    let registry = writes(registry, "mini_data.add", data::add)
        .about("Adds a document, which is the caller's in this program.");
    let registry = reads(registry, "mini_data.get", data::get).about("A document by its id.");
    let registry = reads(registry, "mini_data.find", data::find)
        .about("Documents that fit, in an order, at most 100.");
    let registry = reads(registry, "mini_data.count", data::count).about("How many documents fit.");
    let registry = writes(registry, "mini_data.update", data::update)
        .about("Changes one of the caller's documents, or all of theirs that fit.");
    let registry = writes(registry, "mini_data.remove", data::remove)
        .about("Removes one of the caller's documents.");
    writes(registry, "mini_data.remove_where", data::remove_where)
        .about("Removes all of the caller's documents that fit.")
}
