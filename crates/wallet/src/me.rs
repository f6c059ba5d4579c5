//! A wallet as its owner sees it.

use sapa_kernel::{Amount, Currency, Money, SignedIn, Timestamp};
use sapa_store::Read;
use serde::Serialize;

use crate::change_pin::asked_reset;
use crate::keys::CELL;
use crate::model::Level;
use crate::movement::balance;
use crate::purse::Purse;
use crate::{Error, MAX_OPEN_WITHDRAWALS, Policy};

/// Whether somebody has a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WalletState {
    /// The cell offers none.
    NotOffered,
    /// The person has not opened one.
    NotOpen,
    /// It works.
    Open,
    /// The operator has frozen it.
    Frozen,
}

/// The caller's wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Wallet {
    /// Whether there is one.
    pub state: WalletState,
    /// What it holds; present where the cell offers wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The amount that every payment is a multiple of, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Amount>,
    /// Decimals of the minor unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exponent: Option<u8>,
    /// Limits of red packets; present where the cell offers wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packets: Option<PacketLimits>,
    /// Limits of withdrawals; present where the cell offers wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawals: Option<WithdrawalLimits>,
    /// The number of the terms that hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_version: Option<u32>,
    /// What only an open wallet has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenWallet>,
    /// The money is play money: this is a demo.
    pub play_money: bool,
}

/// Limits of red packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PacketLimits {
    /// The largest share.
    pub max_share: Amount,
    /// Shares at most.
    pub max_shares: u32,
}

/// Limits of withdrawals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct WithdrawalLimits {
    /// The smallest. Less leaves only as all that the wallet has.
    pub min: Amount,
    /// How many may wait for the bank at a time.
    pub max_open: u32,
}

/// What an open wallet has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct OpenWallet {
    /// What can be paid with.
    pub balance: Amount,
    /// What waits: for an answer, for the bank.
    pub held: Amount,
    /// How well the operator knows the person.
    pub level: Level,
    /// What may leave in one payment.
    pub payment_limit: Amount,
    /// What may leave in one day.
    pub day_limit: Amount,
    /// What may still leave today.
    pub left_today: Amount,
    /// The terms have changed since the person accepted them: they must again before they pay.
    pub must_accept_terms: bool,
    /// What to write on a bank transfer to top up.
    pub reference: String,
    /// A forgotten PIN can be set anew from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin_reset_ready_at: Option<Timestamp>,
    /// Why the operator froze it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen_reason: Option<String>,
}

/// The caller's wallet, or that there is none.
///
/// # Errors
/// Only if the store fails, or the configuration lost the limits of the currency.
pub fn me(
    read: &dyn Read,
    actor: &SignedIn,
    policy: &Policy,
    play_money: bool,
) -> Result<Wallet, Error> {
    let nothing = Wallet {
        state: WalletState::NotOffered,
        currency: None,
        step: None,
        exponent: None,
        packets: None,
        withdrawals: None,
        terms_version: None,
        open: None,
        play_money,
    };
    let Some(cell) = CELL.get(read, &())? else {
        return Ok(nothing);
    };
    let limits = policy.limits.get(&cell.currency);
    let packets = limits.map(|limits| PacketLimits {
        max_share: limits.max_packet_share,
        max_shares: limits.max_packet_shares,
    });
    let withdrawals = limits.map(|limits| WithdrawalLimits {
        min: limits.min_withdrawal,
        max_open: MAX_OPEN_WITHDRAWALS as u32,
    });
    let offered = Wallet {
        state: WalletState::NotOpen,
        currency: Some(cell.currency),
        step: Some(cell.currency.step()),
        exponent: Some(cell.currency.exponent()),
        packets,
        withdrawals,
        terms_version: Some(cell.terms_version),
        ..nothing
    };
    let purse = match Purse::load(read, actor.account) {
        Ok(purse) => purse,
        Err(Error::NotOpen) => return Ok(offered),
        Err(other) => return Err(other),
    };
    let allowance = purse.allowance(read.now(), policy)?;
    let balance = balance(read, actor.account)?;
    let reset = asked_reset(read, actor.account)?;
    let open = OpenWallet {
        balance: balance.available,
        held: balance.held,
        level: purse.row.level,
        payment_limit: allowance.payment,
        day_limit: allowance.day_limit,
        left_today: allowance.left_today,
        must_accept_terms: purse.row.terms_version != cell.terms_version,
        reference: purse.row.reference.clone(),
        pin_reset_ready_at: reset.map(|row| row.ready_at),
        frozen_reason: purse.row.frozen.as_ref().map(|row| row.reason.clone()),
    };
    Ok(Wallet {
        state: match purse.row.frozen {
            Some(_) => WalletState::Frozen,
            None => WalletState::Open,
        },
        open: Some(open),
        ..offered
    })
}

/// What the caller writes on a bank transfer to top up.
///
/// # Errors
/// [`Error::NotOpen`].
pub fn reference_of(read: &dyn Read, actor: &SignedIn) -> Result<String, Error> {
    Ok(Purse::load(read, actor.account)?.row.reference)
}

/// Refuses what nobody can pay in, or is more than a verified person may pay at once; else what to write on it.
///
/// # Errors
/// [`Error::NotOpen`], [`Error::AmountInvalid`] and the like, [`Error::OverPaymentLimit`].
pub fn check_top_up(
    read: &dyn Read,
    actor: &SignedIn,
    money: Money,
    policy: &Policy,
) -> Result<String, Error> {
    let purse = Purse::load(read, actor.account)?;
    purse.check_money(money)?;
    let limits = policy.limits.get(&money.currency);
    let limit = limits.map_or(Amount::ZERO, |limits| limits.verified.payment);
    if money.amount > limit {
        return Err(Error::OverPaymentLimit { limit });
    }
    Ok(purse.row.reference)
}
