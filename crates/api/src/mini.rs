//! `mini.*`: programs, their versions and review, opening them, logging in to them, and what they may.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::TryStreamExt;
use sapa_blobs::{NewUpload, Purpose, StorageError, StoredFile};
use sapa_kernel::{AccountId, Coded, Fault, Operator, SignedIn};
use sapa_mini as mini;
use sapa_mini::{AppId, AppInput, AppSecret, Error, Package, Upload, Uploaded, VersionInput};
use sapa_store::{Read, Topic, Tx};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::context::{Context, logged};
use crate::http::{inside, keep};
use crate::operation::Limit;
use crate::registry::Registry;

/// Sources that are compiled at once: each may take seconds of a processor and hundreds of mebibytes.
const COMPILING_PLACES: usize = 2;

/// Uploads that may wait for one of those places.
const WAITING_PLACES: usize = 16;

/// Registers the operations and events of mini programs.
pub(crate) fn register(registry: Registry) -> Registry {
    let registry = registry
        .errors::<Error>()
        .errors::<sapa_blobs::Error>()
        .event(mini::CHANGED, |_: &dyn Read, _: &Topic, app_id: AppId| {
            Ok::<_, Error>(Some(MiniPush { app_id }))
        });
    operators(using(opening(stages(making(registry)))))
}

/// Something about a program that the account works on or uses is another than before: its devices read it again.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(tag = "type", rename = "mini")]
struct MiniPush {
    /// Which program.
    app_id: AppId,
}

fn making(registry: Registry) -> Registry {
    registry
        .write("mini.register", mini::register)
        .about("Registers a mini program, whose owner and first admin the caller is.")
        .write("mini.update", mini::update)
        .about("Changes what a program says about itself, its domains and permissions.")
        .read("mini.mine", mini::mine)
        .about("The programs that the caller works on.")
        .read("mini.program", mini::program)
        .about("A program with its members and versions, for its members.")
        .prepared("mini.reset_secret", reset_secret)
        .about("Makes an AppSecret, shown this once; the one before and all access tokens hold no more.")
        .secret()
        .write("mini.set_member", mini::set_member)
        .about("Makes somebody a member of a program, or gives a member another role.")
        .write("mini.remove_member", mini::remove_member)
        .about("Takes somebody off a program, with their development version.")
        .write("mini.leave", mini::leave)
        .about("Leaves a program.")
}

fn stages(registry: Registry) -> Registry {
    let compiling = Arc::new(Compiling::default());
    registry
        .prepared("mini.upload", move |context, actor, input| {
            upload(context, actor, input, Arc::clone(&compiling))
        })
        .about("Compiles an uploaded archive: the caller's development version from now on. A refusal names each error with file, line and column.")
        .limit(Limit::Expensive)
        .write("mini.set_trial", mini::set_trial)
        .about("Chooses the version that members open to try it.")
        .write("mini.submit", mini::submit)
        .about("Asks operators to let a version be released.")
        .write("mini.withdraw", mini::withdraw)
        .about("Takes a version back that is in review, or approved and not released.")
        .write("mini.release", mini::release)
        .about("Gives an approved version to everybody.")
        .write("mini.roll_back", mini::roll_back)
        .about("Gives everybody a version again that was released before.")
        .write("mini.take_down", mini::take_down)
        .about("Takes a program back from everybody.")
}

fn opening(registry: Registry) -> Registry {
    let settings = registry.settings();
    registry
        .write(
            "mini.open",
            move |tx: &mut Tx<'_>, actor: &SignedIn, input| {
                mini::open(tx, actor, input, &settings.mini.keys)
            },
        )
        .about("Opens a program: its signed manifest, where its files are, what it may; and remembers the use.")
        .prepared("mini.login", login)
        .about("A code of the caller for a program's server, good once and for five minutes.")
        .secret()
        .read("mini.check_session", mini::check_session)
        .about("Whether the caller's session with a program holds.")
        .read("mini.permissions", mini::permissions)
        .about("What the caller let a program do or not, or all programs.")
        .write("mini.grant", mini::grant)
        .about("Lets a program do something that it has declared.")
        .write("mini.revoke", mini::revoke)
        .about("Does not let a program do something, from the beginning or any more.")
}

fn using(registry: Registry) -> Registry {
    registry
        .read("mini.about", mini::about)
        .about("A released program, or one of the caller's, as everybody may know it.")
        .read("mini.search", mini::search)
        .about("Finds released programs by a part of their name.")
        .limit(Limit::Finding)
        .read("mini.shelf", mini::shelf)
        .about("The programs that the caller used last, and keeps.")
        .write("mini.favour", mini::favour)
        .about("Keeps a program among the caller's favourites.")
        .write("mini.unfavour", mini::unfavour)
        .about("Keeps a program no more.")
        .write("mini.forget_use", mini::forget_use)
        .about("Takes a program off the list of those used last.")
        .write("mini.report", mini::report)
        .about("Reports a program to the operators; again replaces what was said.")
}

fn operators(registry: Registry) -> Registry {
    let settings = registry.settings();
    registry
        .read("mini.programs", mini::programs)
        .about("All programs.")
        .read("mini.inspect", mini::inspect)
        .about("A program with its members and versions.")
        .read("mini.reviews", mini::reviews)
        .about("Versions that wait for a review, the earliest first, and the checklist.")
        .read(
            "mini.open_for_review",
            move |read: &dyn Read, operator: &Operator, input: VersionInput| {
                mini::open_for_review(read, operator, input, &settings.mini.keys)
            },
        )
        .about("Opens a version that was submitted, without logging in to it.")
        .write("mini.approve", mini::approve)
        .about("Lets a version be released: every item of the checklist holds.")
        .write("mini.reject", mini::reject)
        .about("Sends a version back, with the items that do not hold and a reason that the members read.")
        .write("mini.suspend", mini::suspend)
        .about("Keeps everybody from opening a program, with a reason that its members read.")
        .write("mini.unsuspend", mini::unsuspend)
        .about("Lets a program be opened again.")
        .read("mini.reports", mini::reports)
        .about("What people reported of programs.")
        .write("mini.close_report", mini::close_report)
        .about("Takes a report off the list.")
}

async fn reset_secret(
    context: Context,
    actor: SignedIn,
    input: AppInput,
) -> Result<AppSecret, Fault> {
    let random = context.secret_bytes()?;
    context
        .write(move |tx| mini::reset_secret(tx, &actor, input, random))
        .await
}

async fn login(context: Context, actor: SignedIn, input: AppInput) -> Result<mini::Code, Fault> {
    let random = context.secret_bytes()?;
    context
        .write(move |tx| mini::login(tx, &actor, input, random))
        .await
}

/// Who compiles at the moment.
struct Compiling {
    places: Semaphore,
    waiting: Semaphore,
    busy: Mutex<HashSet<AccountId>>,
}

impl Default for Compiling {
    fn default() -> Self {
        Self {
            places: Semaphore::new(COMPILING_PLACES),
            waiting: Semaphore::new(COMPILING_PLACES + WAITING_PLACES),
            busy: Mutex::default(),
        }
    }
}

/// An account's turn, given back when dropped: one at a time.
struct Turn<'c> {
    compiling: &'c Compiling,
    account: AccountId,
}

impl Compiling {
    fn turn(&self, account: AccountId) -> Result<Turn<'_>, Error> {
        if !self.busy().insert(account) {
            return Err(Error::UploadUnderWay);
        }
        Ok(Turn {
            compiling: self,
            account,
        })
    }

    fn busy(&self) -> std::sync::MutexGuard<'_, HashSet<AccountId>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.compiling.busy().remove(&self.account);
    }
}

/// Reads the archive, compiles it on a thread that may block, stores the package, and records the version. The
/// transaction asks again whatever was asked before.
async fn upload(
    context: Context,
    actor: SignedIn,
    input: Upload,
    compiling: Arc<Compiling>,
) -> Result<Uploaded, Fault> {
    let archive = mini::may_upload(&context.snapshot(), &actor, &input);
    let archive = archive.map_err(|error| logged(&error))?;
    let _turn = compiling
        .turn(actor.account)
        .map_err(|error| error.fault())?;
    let overloaded = |_| Fault::from(crate::Error::Overloaded);
    let _waiting = compiling.waiting.try_acquire().map_err(overloaded)?;
    let place = compiling.places.acquire().await;
    let place = place.map_err(|_| Fault::from(crate::Error::ShuttingDown))?;
    let settings = Arc::clone(context.settings());
    let source = read(&context, &archive).await?;
    let compiled = {
        let settings = Arc::clone(&settings);
        tokio::task::spawn_blocking(move || Package::compile(&source, &settings.mini.limits)).await
    };
    let compiled =
        compiled.map_err(|error| inside("a mini program could not be compiled", &error))?;
    drop(place);
    let package = match compiled {
        Ok(package) => package,
        Err(error) => {
            // Whoever mends it sends another: this one must not take one of their places for a day.
            let (owner, archive) = (actor.account, input.upload);
            context
                .write(move |tx| sapa_blobs::discard(tx, owner, archive))
                .await?;
            return Err(logged(&error));
        }
    };
    let Package {
        bytes,
        contents,
        warnings,
    } = package;
    let plan = NewUpload::plan_package(
        Purpose::MiniProgram,
        bytes.len() as u64,
        context.secret_bytes()?,
    );
    let stored = keep(&context, &settings.mini.storage, &actor, plan, vec![bytes]).await?;
    let version = context
        .write(move |tx| {
            let keys = &settings.mini.keys;
            mini::upload(tx, &actor, &input, stored.upload, &contents, keys)
        })
        .await?;
    Ok(Uploaded {
        version,
        warnings: warnings
            .into_iter()
            .take(mini::MAX_LISTED_FINDINGS)
            .map(Into::into)
            .collect(),
    })
}

async fn read(context: &Context, file: &StoredFile) -> Result<Vec<u8>, Fault> {
    let failed = |error: StorageError| inside("an archive cannot be read", &error);
    let storage = &context.settings().mini.storage;
    let reading = storage.read(&file.key, None).await.map_err(failed)?;
    let pieces: Vec<Bytes> = reading.bytes.try_collect().await.map_err(failed)?;
    Ok(pieces.concat())
}
