//! `wallet.*` of merchants: becoming one, orders of their servers and from price lists, paying, giving back, taking out.

use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use sapa_accounts::Secret;
use sapa_flows::money;
use sapa_kernel::{Coded, Empty, Fault, Merchant, MerchantId, SignedIn};
use sapa_store::{Read, Tx};
use sapa_wallet as wallet;
use sapa_wallet::MerchantError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{WithPin, after_pin, with_pin};
use crate::context::{Context, logged};
use crate::registry::Registry;
use crate::settings::PlatformKey;

/// Registers the operations of merchants.
pub(super) fn register(registry: Registry) -> Registry {
    let registry = registry.errors::<MerchantError>().merchants(find);
    operators(servers(payers(owners(registry))))
}

/// The merchant of a secret's hash.
fn find(read: &dyn Read, hash: &[u8; 32]) -> Result<Option<Merchant>, Fault> {
    wallet::with_token(read, hash).map_err(|error| logged(&error))
}

fn refused(error: MerchantError) -> Fault {
    logged(&error)
}

/// A secret for a merchant's server. It is shown this once.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct NewSecret {
    /// Which merchant.
    merchant: MerchantId,
    /// What the server shows: `Authorization: Bearer …`.
    secret: String,
}

/// Input of `wallet.new_merchant_secret`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AskSecret {
    /// Which of the caller's merchants.
    merchant: MerchantId,
    /// The payment PIN.
    pin: Secret,
}

async fn new_secret(
    context: Context,
    actor: SignedIn,
    input: AskSecret,
) -> Result<NewSecret, Fault> {
    let merchant = input.merchant;
    let random = BASE64URL_NOPAD.encode(&context.secret_bytes::<32>()?);
    let secret = format!("{}{merchant}_{random}", wallet::MERCHANT_TOKEN_PREFIX);
    let hash = context.token_hash(&secret);
    with_pin(&context, &actor, input.pin, move |tx, actor, pass, _| {
        money::set_merchant_secret(tx, actor, merchant, pass, hash)
    })
    .await?;
    Ok(NewSecret { merchant, secret })
}

fn owners(registry: Registry) -> Registry {
    let settings = registry.settings();
    registry
        .write("wallet.open_merchant", wallet::open_merchant)
        .about("The caller becomes a merchant: a number, a name that payers read, an account for what is sold.")
        .read("wallet.my_merchants", wallet::merchants_of)
        .about("The caller's merchants and what they have.")
        .prepared("wallet.new_merchant_secret", new_secret)
        .about("Makes the secret by which a merchant's server calls; shown once, and the earlier one ends.")
        .secret()
        .prepared(
            "wallet.set_merchant_key",
            after_pin(|tx, actor, input, pass, _| money::set_merchant_key(tx, actor, &input, pass)),
        )
        .about("Registers the public RSA key by which paySign is checked.")
        .prepared(
            "wallet.merchant_payout",
            after_pin(|tx, actor, input, pass, _| money::merchant_payout(tx, actor, &input, pass)),
        )
        .about("Takes a merchant's money into its owner's wallet; the same client_id again takes nothing twice.")
        .read("wallet.merchant_orders", wallet::orders_of_merchant)
        .about("The orders of one of the caller's merchants, the newest first.")
        .prepared(
            "wallet.refund_own_order",
            after_pin(|tx, actor, input, pass, _| money::refund_own_order(tx, actor, &input, pass)),
        )
        .about("Gives money of an order back, by the merchant's owner; the same out_refund_no again gives nothing twice.")
        .read("wallet.merchant_notifications", wallet::notifications)
        .about("What the server of one of the caller's merchants was told, or could not be.")
        .write("wallet.notify_merchant_again", wallet::notify_again)
        .about("Tells a server once more that was told in vain.")
        .write(
            "wallet.set_price_list",
            move |tx: &mut Tx<'_>, actor: &SignedIn, input: wallet::SetPriceList| {
                if !settings.programs.manages(tx, actor.account, &input.app_id)? {
                    return Err(MerchantError::ProgramUnknown.fault());
                }
                wallet::set_price_list(tx, actor, input).map_err(refused)
            },
        )
        .about("Sets what a program without a server sells, and for how much.")
}

fn payers(registry: Registry) -> Registry {
    let settings = registry.settings();
    registry
        .read("wallet.price_list", wallet::price_list)
        .about("What a program without a server sells.")
        .write(
            "wallet.order_from_list",
            move |tx: &mut Tx<'_>, actor: &SignedIn, input: wallet::NewListOrder| {
                let openid = settings.programs.openid_of(tx, &input.app_id, actor.account)?;
                wallet::order_from_list(tx, actor, &input, openid).map_err(refused)
            },
        )
        .about("Orders from a program's price list; the same client_id again is the same order.")
        .read("wallet.order_to_pay", wallet::order_to_pay)
        .about("What the payment sheet shows for what a program handed over: checked, and from the cell's own rows.")
        .prepared("wallet.pay_order", pay_order)
        .about("Pays an order; again pays nothing twice.")
        .read("wallet.order_status", wallet::paid_order)
        .about("An order, for who paid it or may, and for its merchant's owner.")
}

async fn pay_order(
    context: Context,
    actor: SignedIn,
    call: WithPin<wallet::OrderToPay>,
) -> Result<wallet::Order, Fault> {
    let WithPin { input, pin } = call;
    let settings = Arc::clone(context.settings());
    with_pin(&context, &actor, pin, move |tx, actor, pass, desk| {
        let openid = settings
            .programs
            .openid_of(tx, &input.app_id, actor.account)?;
        money::pay_order(tx, actor, &input, openid, pass, &desk.policy)
    })
    .await
}

fn servers(registry: Registry) -> Registry {
    let settings = registry.settings();
    let platform = registry.settings();
    registry
        .read("wallet.merchant", wallet::merchant)
        .about("The merchant whose server asks.")
        .write(
            "wallet.create_order",
            move |tx: &mut Tx<'_>, caller: &Merchant, input: wallet::NewOrder| {
                let payer = match &input.payer_openid {
                    Some(openid) => settings.programs.account_of(tx, &input.app_id, openid)?,
                    None => None,
                };
                wallet::create_order(tx, caller, &input, payer).map_err(refused)
            },
        )
        .about("Makes an order; the same out_trade_no with the same content is the same order.")
        .read("wallet.order", wallet::order_of)
        .about("An order of the merchant whose server asks.")
        .write(
            "wallet.close_order",
            |tx: &mut Tx<'_>, caller: &Merchant, input: wallet::OrderInput| {
                wallet::close_order(tx, caller, &input)
            },
        )
        .about("Closes an order that nobody has paid.")
        .write("wallet.refund_order", money::refund_order)
        .about("Gives money of an order back, also in parts; the same out_refund_no again gives nothing twice.")
        .read("wallet.refund", wallet::refund_of)
        .about("A refund of the merchant whose server asks.")
        .read(
            "wallet.platform_key",
            move |_: &dyn Read, _: &Merchant, _: Empty| -> Result<PlatformKey, MerchantError> {
                Ok(platform.wallet.platform.clone())
            },
        )
        .about("The key by which merchants' servers check that a notification is the cell's.")
}

fn operators(registry: Registry) -> Registry {
    registry
        .read("wallet.merchants", wallet::list_merchants)
        .about("All merchants in sums: what came, what left, what is there.")
        .write("wallet.freeze_merchant", money::freeze_merchant)
        .about("Freezes a merchant: it takes no money and gives none.")
        .write("wallet.unfreeze_merchant", money::unfreeze_merchant)
        .about("Lets a frozen merchant act again.")
}
