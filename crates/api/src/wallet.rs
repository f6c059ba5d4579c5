//! `wallet.*`: wallets, transfers, requests, red packets, the bank, and what operators see of them.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use sapa_accounts::Secret;
use sapa_flows::money;
use sapa_kernel::{Coded, Empty, Fault, Money, Operator, PaymentId, SignedIn};
use sapa_store::{Lane, Read, Topic, Tx};
use sapa_wallet as wallet;
use sapa_wallet::{Error, Payment, PinPass};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::accounts::{give_back, with_password};
use crate::context::{Context, logged};
use crate::operation::Limit;
use crate::registry::Registry;
use crate::settings::{BankDetails, Settings, WalletDesk};

mod merchants;

/// Registers the operations and events of the wallet.
pub(crate) fn register(registry: Registry) -> Registry {
    let registry = registry.errors::<Error>().errors::<sapa_ledger::Error>();
    let registry = paying(own(registry));
    let registry = packets(asking(registry));
    let registry = merchants::register(bank(registry));
    operators(demo(pushes(in_bulk(registry))))
}

/// The payment PIN of every resident of a demo town. Whoever plays one is told.
pub const RESIDENTS_PIN: &str = "112233";

/// The caller's wallet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct OwnWallet {
    #[serde(flatten)]
    me: wallet::Wallet,
    /// Demo: the PIN that residents begin with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pin_hint: Option<&'static str>,
}

/// An input with the payment PIN beside it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "{T}WithPin")]
struct WithPin<T> {
    #[serde(flatten)]
    input: T,
    /// The payment PIN.
    pin: Secret,
}

/// Input of `wallet.open`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct OpenWallet {
    /// The number of the terms that the person has read and accepts.
    version: u32,
    /// The payment PIN: six digits, not all the same and not in a row.
    pin: Secret,
}

/// Input of `wallet.change_pin`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ChangePin {
    /// The PIN as it is.
    pin: Secret,
    /// The PIN as it shall be.
    new_pin: Secret,
}

/// Input of `wallet.finish_pin_reset`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct FinishPinReset {
    /// The account's password.
    password: Secret,
    /// The new PIN.
    new_pin: Secret,
}

/// How to top up.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct TopUpDetails {
    /// What to write on the bank transfer: the money is the caller's when the bank's statement has it.
    reference: String,
    /// Where to send it; absent: the cell has no bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    bank: Option<BankDetails>,
    /// There is a demo bank in which money can be made up.
    demo_bank: bool,
}

/// A part of a statement as a file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ExportedStatement {
    /// What the file may be called.
    file_name: String,
    /// CSV as in RFC 4180, in UTF-8: at most 10,000 lines, and none if the filter leaves none of those. Only the first part
    /// begins with the names of the fields: put together as they come, all parts are the file.
    csv: String,
    /// There may be earlier lines: give this as `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

fn own(registry: Registry) -> Registry {
    let settings = registry.settings();
    let details = registry.settings();
    registry
        .read(
            "wallet.me",
            move |read: &dyn Read, actor: &SignedIn, _: Empty| own_wallet(read, actor, &settings),
        )
        .about("The caller's wallet: what it holds, its limits, or that there is none.")
        .read("wallet.terms", wallet::terms)
        .about("The terms that somebody who opens a wallet accepts.")
        .prepared("wallet.open", open)
        .about("Opens the caller's wallet: accepts the terms and sets the payment PIN.")
        .limit(Limit::Expensive)
        .write("wallet.accept_terms", wallet::accept_terms)
        .about("Accepts terms that have changed.")
        .prepared("wallet.change_pin", change_pin)
        .about("Changes the payment PIN by the old one.")
        .limit(Limit::Expensive)
        .prepared("wallet.ask_pin_reset", ask_pin_reset)
        .about("Asks to set a forgotten PIN anew, with the password; possible a day later.")
        .limit(Limit::Expensive)
        .write("wallet.cancel_pin_reset", wallet::cancel_pin_reset)
        .about("Keeps the PIN after all.")
        .prepared("wallet.finish_pin_reset", finish_pin_reset)
        .about("Sets a forgotten PIN anew, once the waiting time is over, with the password again.")
        .limit(Limit::Expensive)
        .read("wallet.statement", wallet::statement_of)
        .about("Every change of what can be paid with, the newest first.")
        .prepared("wallet.export_statement", export_statement)
        .about("The statement as CSV, in parts of at most 10,000 lines.")
        .limit(Limit::Expensive)
        .read(
            "wallet.top_up_details",
            move |read: &dyn Read, actor: &SignedIn, _: Empty| {
                top_up_details(read, actor, &details.wallet)
            },
        )
        .about("How to top up: the cell's account and what to write on the transfer.")
}

fn paying(registry: Registry) -> Registry {
    registry
        .prepared(
            "wallet.transfer",
            after_pin(|tx, actor, input, pass, desk| {
                money::transfer(tx, actor, &input, pass, &desk.policy)
            }),
        )
        .about("Holds money for a friend, in their chat, until they answer; the same client_id again sends nothing twice.")
        .read("wallet.transfer_status", wallet::transfer_of)
        .about("A transfer, for its two people.")
        .write("wallet.accept_transfer", money::accept_transfer)
        .about("Takes the money of a transfer.")
        .write("wallet.decline_transfer", money::decline_transfer)
        .about("Sends the money of a transfer back.")
        .prepared("wallet.pay_code", pay_code)
        .about("The caller's pay code, for their QR code; made when it is first asked for.")
        .read("wallet.resolve_pay_code", wallet::resolve_pay_code)
        .about("Who is paid by a code that was scanned.")
        .limit(Limit::Finding)
        .prepared(
            "wallet.pay",
            after_pin(|tx, actor, input, pass, desk| {
                money::pay(tx, actor, &input, pass, &desk.policy)
            }),
        )
        .about("Pays whom a pay code belongs to, at once; the same client_id again pays nothing twice.")
        .prepared(
            "wallet.withdraw",
            after_pin(|tx, actor, input, pass, desk| {
                wallet::withdraw(tx, actor, &input, pass, &desk.policy)
                    .map_err(|error| error.fault())
            }),
        )
        .about("Takes money out, to an account at a bank; the same client_id again takes nothing twice.")
        .read("wallet.withdrawal", wallet::withdrawal)
        .about("A withdrawal, for its owner.")
}

fn asking(registry: Registry) -> Registry {
    registry
        .write(
            "wallet.request",
            |tx: &mut Tx<'_>, actor: &SignedIn, input| money::request(tx, actor, &input),
        )
        .about("Asks a friend for money; the same client_id again asks nothing twice.")
        .write(
            "wallet.split",
            |tx: &mut Tx<'_>, actor: &SignedIn, input| money::split(tx, actor, &input),
        )
        .about(
            "Splits a bill among members of a group; the same client_id again asks nothing twice.",
        )
        .read("wallet.request_status", money::request_of)
        .about("A request or a bill: who has paid.")
        .prepared(
            "wallet.pay_request",
            after_pin(|tx, actor, input: Payment, pass, desk| {
                money::pay_request(tx, actor, input, pass, &desk.policy)
            }),
        )
        .about("Pays the caller's part of a request.")
        .write("wallet.decline_request", money::decline_request)
        .about("Will not pay.")
        .write("wallet.cancel_request", money::cancel_request)
        .about("Takes a request back; what was paid stays paid.")
}

fn packets(registry: Registry) -> Registry {
    let settings = registry.settings();
    registry
        .prepared(
            "wallet.send_packet",
            after_pin(|tx, actor, input, pass, desk| {
                money::send_packet(tx, actor, &input, pass, &desk.policy, &desk.keys)
            }),
        )
        .about("Puts money into a red packet; the same client_id again puts nothing twice.")
        .write(
            "wallet.open_packet",
            move |tx: &mut Tx<'_>, actor: &SignedIn, input: Payment| {
                money::open_packet(tx, actor, input, &settings.wallet.keys)
            },
        )
        .about("Takes a share of a red packet: one for each, first come first served.")
        .read("wallet.packet", money::packet)
        .about("A red packet and who took what; the seed of its draw, once it has closed.")
        .read("wallet.packet_states", money::packet_states)
        .about("What has become of red packets whose cards are on the screen.")
}

fn bank(registry: Registry) -> Registry {
    registry
        .read("wallet.reconciliation", wallet::reconciliation)
        .about("What the bank said beside what the ledger says, with every difference named.")
        .write("wallet.resolve_difference", money::resolve_difference)
        .about("Gives money that came in without a known reference to its owner.")
        .write("wallet.match_withdrawal", money::match_withdrawal)
        .about("Says which withdrawal a line of the bank paid out that does not name it, or has a fee on top.")
        .write("wallet.accept_statement", wallet::accept_statement)
        .about("Says that a bank statement is no copy, though its lines are called as others were.")
        .write("wallet.close_difference", wallet::close_difference)
        .about("Takes a line off the list of those that somebody has to look at.")
        .write("wallet.return_withdrawal", money::return_withdrawal)
        .about("Gives the money of a withdrawal back that the bank will not pay out.")
}

fn in_bulk(registry: Registry) -> Registry {
    registry
        .prepared("wallet.open_in_bulk", open_in_bulk)
        .about("Opens wallets with money from a made-up bank, with the operator token: for measuring load, on cells without a bank.")
        .bulk()
}

fn demo(registry: Registry) -> Registry {
    if !registry.settings().demo {
        return registry;
    }
    registry
        .prepared("wallet.pay_in_at_demo_bank", pay_in_at_demo_bank)
        .about("Makes up money at the demo town's bank; it arrives with the bank's next statement.")
}

/// A wallet that is another than before: its devices read it again.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(tag = "type", rename = "wallet")]
struct WalletPush {}

/// Somebody took a share of a packet that the account sent.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(tag = "type", rename = "packet_claimed")]
struct PacketClaimedPush {
    /// Which packet.
    payment: PaymentId,
}

fn pushes(registry: Registry) -> Registry {
    registry
        .event(wallet::CHANGED, |_: &dyn Read, _: &Topic, (): ()| {
            Ok::<_, Error>(Some(WalletPush {}))
        })
        .event(
            wallet::PACKET_CLAIMED,
            |_: &dyn Read, _: &Topic, payment: PaymentId| {
                Ok::<_, Error>(Some(PacketClaimedPush { payment }))
            },
        )
}

fn operators(registry: Registry) -> Registry {
    let settings = registry.settings();
    registry
        .read("wallet.settings", wallet::settings)
        .about("The currency and the terms of the cell's wallets.")
        .write(
            "wallet.update_settings",
            move |tx: &mut Tx<'_>, operator: &Operator, input| {
                wallet::update_settings(tx, operator, input, &settings.wallet.policy)
            },
        )
        .about("Sets the currency, until there are wallets, and the terms.")
        .read("wallet.overview", wallet::overview)
        .about("All wallets together: what is owed, and what the bank holds.")
        .write("wallet.inspect", money::inspect)
        .about("Looks at one wallet, with a reason that its owner reads.")
        .write("wallet.freeze", money::freeze)
        .about("Freezes a wallet: nothing leaves it.")
        .write("wallet.unfreeze", money::unfreeze)
        .about("Lets a frozen wallet act again.")
        .write("wallet.set_level", money::set_level)
        .about("Sets how well a person is known: decides their limits.")
        .read("wallet.unclaimed", wallet::unclaimed)
        .about("Which deleted accounts left money, and how much of it is still there.")
        .write("wallet.pay_unclaimed", money::pay_unclaimed)
        .about("Gives money that a deleted account left to somebody else, with a reason that they read; the same client_id again gives nothing twice.")
        .read("wallet.inspections", wallet::inspections)
        .about("Which wallets operators looked at or changed, and why.")
        .prepared("wallet.audit", audit)
        .about("Derives every balance anew from the transfers and checks all that the wallets say; some seconds for a million transfers.")
        .limit(Limit::Expensive)
}

/// It reads every row of ledger and wallet, on a thread that may block: those who wait for answers do not notice.
async fn audit(
    context: Context,
    _: sapa_kernel::Operator,
    _: Empty,
) -> Result<sapa_audit::Audit, Fault> {
    let snapshot = context.snapshot();
    context
        .blocking(move || sapa_audit::audit(&snapshot))
        .await?
        .map_err(|error| logged(&Error::from(error)))
}

fn fault(error: impl Into<Error>) -> Fault {
    logged(&error.into())
}

/// Counts an attempt on the caller's PIN, checks it, and does what it was asked for. Only a wrong PIN stays counted.
async fn with_pin<T: Send + 'static>(
    context: &Context,
    actor: &SignedIn,
    pin: Secret,
    act: impl FnOnce(&mut Tx<'_>, &SignedIn, &PinPass, &WalletDesk) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let who = actor.clone();
    let attempt = context
        .write(move |tx| wallet::begin_pin_check(tx, &who))
        .await?;
    let settings = Arc::clone(context.settings());
    let checked = {
        let settings = Arc::clone(&settings);
        context
            .blocking(move || attempt.check(&pin, &settings.wallet.keys))
            .await?
    };
    let pass = checked.map_err(fault)?;
    let (who, proof) = (actor.clone(), pass.clone());
    let done = context
        .write(move |tx| -> Result<T, Fault> {
            let done = act(tx, &who, &proof, &settings.wallet)?;
            // What was done before is not done again, and has not looked at the PIN: it was right all the same.
            wallet::forgive(tx, &proof)
                .map_err(Error::from)
                .map_err(fault)?;
            Ok::<_, Fault>(done)
        })
        .await;
    if done.is_err() {
        give_back(context, move |tx| {
            wallet::forgive(tx, &pass).map_err(Error::from)
        })
        .await;
    }
    done
}

/// An operation that pays: its input comes with the PIN beside it.
fn after_pin<I, O, F>(
    act: F,
) -> impl Fn(Context, SignedIn, WithPin<I>) -> BoxFuture<'static, Result<O, Fault>>
where
    I: Send + 'static,
    O: Send + 'static,
    F: Fn(&mut Tx<'_>, &SignedIn, I, &PinPass, &WalletDesk) -> Result<O, Fault>
        + Copy
        + Send
        + Sync
        + 'static,
{
    move |context, actor, WithPin { input, pin }| {
        Box::pin(async move {
            with_pin(&context, &actor, pin, move |tx, actor, pass, desk| {
                act(tx, actor, input, pass, desk)
            })
            .await
        })
    }
}

/// The verifier of a new PIN, made on a thread that may block.
async fn verifier(context: &Context, pin: Secret) -> Result<wallet::PinVerifier, Fault> {
    wallet::check_pin(&pin).map_err(fault)?;
    let (settings, salt) = (Arc::clone(context.settings()), context.secret_bytes()?);
    context
        .blocking(move || {
            let desk = &settings.wallet;
            wallet::PinVerifier::of(&pin, desk.policy.pin_hashing, salt, &desk.keys)
        })
        .await?
        .map_err(fault)
}

async fn open(context: Context, actor: SignedIn, input: OpenWallet) -> Result<Empty, Fault> {
    let verifier = verifier(&context, input.pin).await?;
    let random = context.secret_bytes()?;
    let accepted = wallet::AcceptTerms {
        version: input.version,
    };
    context
        .write(move |tx| wallet::open(tx, &actor, accepted, &verifier, random))
        .await
}

async fn open_in_bulk(
    context: Context,
    operator: Operator,
    call: WithPin<wallet::OpenInBulk>,
) -> Result<wallet::OpenedInBulk, Fault> {
    let WithPin { input, pin } = call;
    money::check_open_in_bulk(&operator, &input)?;
    let desk = &context.settings().wallet;
    if desk.bank.is_some() || desk.demo_bank.is_some() {
        // Its next statement would not fit to one that was made up.
        let problem = "This cell has a bank: its money comes from there alone.";
        return Err(fault(Error::SettingsInvalid(problem)));
    }
    // One for all: hashing is slow on purpose.
    let verifier = verifier(&context, pin).await?;
    let random = input
        .accounts
        .iter()
        .map(|_| context.secret_bytes())
        .collect::<Result<Vec<_>, Fault>>()?;
    context
        .write_in(Lane::Bulk, move |tx| {
            money::open_in_bulk(tx, &operator, &input, &verifier, &random)
        })
        .await
}

async fn change_pin(context: Context, actor: SignedIn, input: ChangePin) -> Result<Empty, Fault> {
    let verifier = verifier(&context, input.new_pin).await?;
    with_pin(&context, &actor, input.pin, move |tx, actor, pass, _| {
        money::change_pin(tx, actor, pass, &verifier)
    })
    .await
}

async fn ask_pin_reset(
    context: Context,
    actor: SignedIn,
    input: sapa_accounts::PasswordOnly,
) -> Result<wallet::PinResetAsked, Fault> {
    with_password(&context, &actor, input.password, money::ask_pin_reset).await
}

async fn finish_pin_reset(
    context: Context,
    actor: SignedIn,
    input: FinishPinReset,
) -> Result<Empty, Fault> {
    let verifier = verifier(&context, input.new_pin).await?;
    with_password(
        &context,
        &actor,
        input.password,
        move |tx, actor, attempt| money::finish_pin_reset(tx, actor, attempt, &verifier),
    )
    .await
}

async fn pay_code(
    context: Context,
    actor: SignedIn,
    input: wallet::PayCodeInput,
) -> Result<wallet::PayCode, Fault> {
    let (random, url) = (
        context.secret_bytes()?,
        context.settings().public_url.clone(),
    );
    context
        .write(move |tx| wallet::pay_code(tx, &actor, input, random, &url))
        .await
}

fn own_wallet(read: &dyn Read, actor: &SignedIn, settings: &Settings) -> Result<OwnWallet, Error> {
    let me = wallet::me(read, actor, &settings.wallet.policy, settings.demo)?;
    let resident = settings.demo
        && sapa_accounts::card(read, actor.account)?.is_some_and(|card| card.fictional);
    Ok(OwnWallet {
        me,
        pin_hint: resident.then_some(RESIDENTS_PIN),
    })
}

/// It reads ten thousand lines, on a thread that may block: those who wait for answers do not notice.
async fn export_statement(
    context: Context,
    actor: SignedIn,
    input: wallet::StatementInput,
) -> Result<ExportedStatement, Fault> {
    let snapshot = context.snapshot();
    let day: String = snapshot.now().to_string().chars().take(10).collect();
    let file = context
        .blocking(move || wallet::statement_csv(&snapshot, &actor, &input))
        .await?
        .map_err(fault)?;
    Ok(ExportedStatement {
        file_name: format!("statement-{day}.csv"),
        csv: file.csv,
        next_cursor: file.next_cursor,
    })
}

fn top_up_details(
    read: &dyn Read,
    actor: &SignedIn,
    desk: &WalletDesk,
) -> Result<TopUpDetails, Error> {
    Ok(TopUpDetails {
        reference: wallet::reference_of(read, actor)?,
        bank: desk.bank.clone(),
        demo_bank: desk.demo_bank.is_some(),
    })
}

/// Input of `wallet.pay_in_at_demo_bank`.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
struct PayIn {
    /// How much: at most what one payment of a verified person may be.
    money: Money,
}

async fn pay_in_at_demo_bank(
    context: Context,
    actor: SignedIn,
    input: PayIn,
) -> Result<Empty, Fault> {
    let settings = Arc::clone(context.settings());
    let Some(bank) = settings.wallet.demo_bank.clone() else {
        return Err(fault(Error::NotOffered));
    };
    let snapshot = context.snapshot();
    let reference = wallet::check_top_up(&snapshot, &actor, input.money, &settings.wallet.policy)
        .map_err(fault)?;
    let card = sapa_accounts::card(&snapshot, actor.account)
        .map_err(Error::from)
        .map_err(fault)?;
    let payer = card.map_or(String::new(), |card| card.handle);
    let paid = context
        .blocking(move || bank.pay_in(&reference, input.money, &payer))
        .await?;
    paid.map_err(|error| {
        tracing::error!(%error, "the demo bank took no money");
        fault(Error::BankUnavailable)
    })?;
    Ok(Empty {})
}
