//! Money that leaves for a person's own account at a bank: held until a statement of the cell's bank has it.

use sapa_accounts::clean_name;
use sapa_bank::{BankAccount, PaymentOrder};
use sapa_kernel::{Amount, Money, Operator, PaymentId, SignedIn, Timestamp};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Scan, StoreError, Table, Tx};
use serde::{Deserialize, Serialize};

use crate::difference::check_no_line_may_be;
use crate::keys::{
    BANK, PaymentKind, Verb, WITHDRAWALS, WITHDRAWALS_BEGUN, WITHDRAWALS_QUEUE, payment_id,
};
use crate::model::{MessageRow, WithdrawalRow, WithdrawalState};
use crate::movement::{Movement, balance};
use crate::notes::{check_client_id, clean_reason};
use crate::operators::log;
use crate::pin::PinPass;
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};
use crate::withdrawal_lists::{check_room, put};
use crate::{Error, MAX_HOLDER, MAX_MESSAGE_ORDERS, Policy, changed};

/// Input of `wallet.withdraw`, without the PIN.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewWithdrawal {
    /// How much.
    pub money: Money,
    /// Whose account it is: 1 to 70 characters.
    pub holder: String,
    /// Where to.
    pub to: BankAccount,
    /// The person's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

/// A withdrawal as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Withdrawal {
    /// Which.
    pub payment: PaymentId,
    /// How much.
    pub money: Money,
    /// Whose account it is.
    pub holder: String,
    /// Where to.
    pub to: BankAccount,
    /// What has become of it.
    pub state: WithdrawalState,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When the bank paid it out or it came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<Timestamp>,
    /// Why it came back, by the bank's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

pub(crate) fn shown(payment: PaymentId, row: WithdrawalRow) -> Withdrawal {
    Withdrawal {
        payment,
        money: row.money,
        holder: row.holder,
        to: row.to,
        state: row.state,
        asked_at: row.asked_at,
        settled_at: row.settled_at,
        reason: row.reason,
    }
}

pub(crate) fn movement(payment: PaymentId, number: u32, row: &WithdrawalRow) -> Movement {
    Movement {
        payment,
        number,
        from: LedgerId::from(row.account),
        to: BANK,
        money: row.money,
        kind: PaymentKind::Withdrawal,
    }
}

/// Holds money for a withdrawal. The same `client_id` again answers the same.
///
/// # Errors
/// Those of the wallet, [`Error::ClientIdInvalid`], [`Error::BankAccountInvalid`], [`Error::DifferentContent`],
/// [`Error::WrongPin`], [`Error::WithdrawalTooSmall`], [`Error::TooManyWithdrawals`], and those of limits and funds.
pub fn withdraw(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &NewWithdrawal,
    pass: &PinPass,
    policy: &Policy,
) -> Result<Withdrawal, Error> {
    check_client_id(&input.client_id)?;
    let holder = clean_name(&input.holder, MAX_HOLDER).map_err(|_| {
        Error::BankAccountInvalid(format!(
            "the holder's name has 1 to {MAX_HOLDER} characters"
        ))
    })?;
    let payment = payment_id(actor.account, Verb::Withdraw, &input.client_id);
    if let Some(row) = WITHDRAWALS.get(tx, &(payment,))? {
        if (row.money, &row.holder, &row.to) != (input.money, &holder, &input.to) {
            return Err(Error::DifferentContent);
        }
        return Ok(shown(payment, row));
    }
    let mut purse = Purse::acting(tx, actor.account)?;
    pass.confirm(tx, actor)?;
    purse.check_terms(tx)?;
    purse.check_money(input.money)?;
    check_smallest(tx, &purse, input.money.amount, policy)?;
    check_room(tx, actor.account)?;
    purse.spend(tx, input.money, policy)?;
    let row = WithdrawalRow {
        account: actor.account,
        money: input.money,
        holder,
        to: input.to.clone(),
        state: WithdrawalState::Waiting,
        asked_at: tx.now(),
        message: None,
        settled_at: None,
        reason: None,
        matched: false,
        again: 0,
    };
    movement(payment, 0, &row).hold(tx)?;
    put(tx, payment, &row)?;
    changed(tx, actor.account);
    Ok(shown(payment, row))
}

/// Each payment costs at the bank. Less than the smallest leaves only as all that the wallet has, held money counted, so
/// that nobody is kept by the rest of a balance: one such withdrawal at a time.
fn check_smallest(
    read: &dyn Read,
    purse: &Purse,
    amount: Amount,
    policy: &Policy,
) -> Result<(), Error> {
    let smallest = purse.limits(policy)?.min_withdrawal;
    if amount >= smallest {
        return Ok(());
    }
    let balance = balance(read, purse.account)?;
    if balance.held.is_zero() && amount == balance.available {
        return Ok(());
    }
    Err(Error::WithdrawalTooSmall { min: smallest })
}

/// What the bank shall be told next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankMessage {
    /// Names the message; sending it again is the same message.
    pub id: String,
    /// When it was put together.
    pub made_at: Timestamp,
    /// What it asks for.
    pub orders: Vec<PaymentOrder>,
}

/// Puts together the next message to the bank: what an earlier one has, as long as nobody said that it was sent; else what
/// waits, the earliest first. What a message says does not change, so that a crash between sending and [`message_sent`]
/// sends the same again.
///
/// # Errors
/// Only if the store fails.
pub fn next_message(tx: &mut Tx<'_>) -> Result<Option<BankMessage>, Error> {
    let begun = rows(tx, &WITHDRAWALS_BEGUN)?;
    if let Some((_, first)) = begun.first() {
        let message = first.message.clone();
        return Ok(message.map(|message| said(message, &begun)));
    }
    let mut waiting = rows(tx, &WITHDRAWALS_QUEUE)?;
    let Some((first, _)) = waiting.first() else {
        return Ok(None);
    };
    let message = MessageRow {
        id: format!("SAPA{first}"),
        made_at: tx.now(),
    };
    for (payment, row) in &mut waiting {
        row.message = Some(message.clone());
        put(tx, *payment, row)?;
    }
    Ok(Some(said(message, &waiting)))
}

/// As many withdrawals of a list as one message has.
fn rows(
    read: &dyn Read,
    list: &Table<(Timestamp, PaymentId), ()>,
) -> Result<Vec<(PaymentId, WithdrawalRow)>, StoreError> {
    let mut rows = Vec::new();
    for (_, payment) in list.keys(read, Scan::all().limit(MAX_MESSAGE_ORDERS))? {
        if let Some(row) = WITHDRAWALS.get(read, &(payment,))? {
            rows.push((payment, row));
        }
    }
    Ok(rows)
}

fn said(message: MessageRow, rows: &[(PaymentId, WithdrawalRow)]) -> BankMessage {
    let orders = rows.iter().map(|(payment, row)| PaymentOrder {
        end_to_end_id: payment.to_string(),
        amount: row.money,
        creditor_name: row.holder.clone(),
        creditor_account: row.to.clone(),
        remittance: format!("Sapa {payment}"),
    });
    BankMessage {
        id: message.id,
        made_at: message.made_at,
        orders: orders.collect(),
    }
}

/// The bank has the message. Saying so again changes nothing.
///
/// # Errors
/// Only if the store fails.
pub fn message_sent(tx: &mut Tx<'_>, message: &BankMessage) -> Result<(), Error> {
    arrived(tx, &message.id)
}

/// The bank has the message, since it has settled a part of it, though nobody came to say that it was sent. Otherwise the
/// rest would be sent again as another message with the same id.
pub(crate) fn message_arrived(tx: &mut Tx<'_>, message: Option<&MessageRow>) -> Result<(), Error> {
    message.map_or(Ok(()), |message| arrived(tx, &message.id))
}

fn arrived(tx: &mut Tx<'_>, message: &str) -> Result<(), Error> {
    for (payment, mut row) in rows(tx, &WITHDRAWALS_BEGUN)? {
        if row.message.as_ref().is_some_and(|said| said.id == message) {
            row.state = WithdrawalState::Sent;
            put(tx, payment, &row)?;
            changed(tx, row.account);
        }
    }
    Ok(())
}

/// Takes a withdrawal off the list of those that the bank has to settle.
pub(crate) fn settle(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    mut row: WithdrawalRow,
    state: WithdrawalState,
    reason: Option<String>,
) -> Result<(), Error> {
    row.state = state;
    row.settled_at = Some(tx.now());
    row.reason = reason;
    put(tx, payment, &row)?;
    changed(tx, row.account);
    Ok(())
}

/// The withdrawal that a bank's file names, if it is one of ours.
pub(crate) fn of_end_to_end(
    read: &dyn Read,
    text: Option<&str>,
) -> Result<Option<(PaymentId, WithdrawalRow)>, Error> {
    let Some(payment) = text.and_then(|text| text.trim().to_ascii_lowercase().parse().ok()) else {
        return Ok(None);
    };
    Ok(WITHDRAWALS
        .get(read, &(payment,))?
        .map(|row| (payment, row)))
}

/// A withdrawal, for its owner.
///
/// # Errors
/// [`Error::NotFound`].
pub fn withdrawal(
    read: &dyn Read,
    actor: &SignedIn,
    input: crate::Payment,
) -> Result<Withdrawal, Error> {
    WITHDRAWALS
        .get(read, &(input.payment,))?
        .filter(|row| row.account == actor.account)
        .map(|row| shown(input.payment, row))
        .ok_or(Error::NotFound("withdrawal"))
}

/// Input of `wallet.return_withdrawal`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct ReturnWithdrawal {
    /// Which.
    pub payment: PaymentId,
    /// Why: 3 to 200 characters. The person reads it.
    pub reason: String,
}

/// Gives the money of a withdrawal back that the bank will not pay out: it said so on other ways than a statement. If it
/// pays after all, its statement has money that left and that nobody asked for.
///
/// # Errors
/// [`Error::ReasonInvalid`], [`Error::NotFound`], [`Error::AlreadySettled`], also while it is about to be sent;
/// [`Error::LineOpen`] while money left that may be it.
pub fn return_withdrawal(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &ReturnWithdrawal,
) -> Result<Receipt, Error> {
    let reason = clean_reason(&input.reason)?;
    let row = WITHDRAWALS
        .get(tx, &(input.payment,))?
        .ok_or(Error::NotFound("withdrawal"))?;
    let state = match (row.state, &row.message) {
        (WithdrawalState::Sent, _) | (WithdrawalState::Waiting, None) => None,
        (WithdrawalState::Waiting, Some(_)) => Some("sending"),
        (WithdrawalState::Done, _) => Some("done"),
        (WithdrawalState::Returned | WithdrawalState::Withdrawn, _) => Some("returned"),
    };
    if let Some(state) = state {
        return Err(Error::AlreadySettled { state });
    }
    if operator.account == Some(row.account) {
        return Err(Error::Yourself);
    }
    if row.message.is_some() {
        check_no_line_may_be(tx, input.payment, &row)?;
    }
    log(tx, operator, row.account, &reason)?;
    movement(input.payment, 1, &row).void(tx)?;
    let (account, money) = (row.account, row.money);
    let withdrawn = WithdrawalState::Withdrawn;
    settle(tx, input.payment, row, withdrawn, Some(reason.clone()))?;
    crate::abandon::sweep_if_abandoned(tx, account)?;
    let receipt = Receipt::of(
        account,
        ReceiptKind::WithdrawalReturned,
        input.payment,
        money,
    );
    Ok(receipt.noting(Some(reason)))
}
