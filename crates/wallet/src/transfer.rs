//! Money for a friend, in their chat: held until the friend answers, back after a day.

use std::time::Duration;

use sapa_kernel::{AccountId, ConversationId, Money, PaymentId, SignedIn, Timestamp};
use sapa_ledger::LedgerId;
use sapa_store::{Lane, NewJob, Read, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{PaymentKind, Purpose, TRANSFERS, Verb, payment_id};
use crate::model::{TransferRow, TransferState};
use crate::movement::{Movement, open_account};
use crate::notes::{check_client_id, clean_note};
use crate::pin::PinPass;
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, Policy, abandon, changed};

/// How long the receiver has to answer.
pub const TRANSFER_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Kind of the job that gives back what nobody answered; its key is the payment.
pub const EXPIRE_TRANSFER_JOB: &str = "wallet.expire_transfer";

/// Input of `wallet.transfer`, without the PIN.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewTransfer {
    /// The conversation with the friend.
    pub conversation: ConversationId,
    /// How much.
    pub money: Money,
    /// What it is for; at most 50 characters.
    pub note: Option<String>,
    /// The sender's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

/// A transfer as its two people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Transfer {
    /// Which.
    pub payment: PaymentId,
    /// Who sent it.
    pub from: AccountId,
    /// For whom.
    pub to: AccountId,
    /// How much.
    pub money: Money,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What has become of it.
    pub state: TransferState,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Until when it can be answered.
    pub expires_at: Timestamp,
    /// When it was answered or went back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<Timestamp>,
    /// Where its card is.
    pub conversation: ConversationId,
    /// The card's number there.
    pub message_no: u64,
}

/// Which payment.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
pub struct Payment {
    /// Its id.
    pub payment: PaymentId,
}

/// A transfer that has just been settled, or was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// As it is now.
    pub transfer: Transfer,
    /// It was settled by this call.
    pub now: bool,
    /// What the conversation *Wallet* says of it.
    pub receipt: Option<Receipt>,
}

fn shown(payment: PaymentId, row: TransferRow, now: Timestamp) -> Transfer {
    // The deadline holds, also when the job that gives the money back is late.
    let overdue = row.state == TransferState::Waiting && row.expires_at <= now;
    Transfer {
        payment,
        from: row.from,
        to: row.to,
        money: row.money,
        note: row.note,
        state: if overdue {
            TransferState::Returned
        } else {
            row.state
        },
        sent_at: row.sent_at,
        expires_at: row.expires_at,
        settled_at: row.settled_at,
        conversation: row.conversation,
        message_no: row.message_no,
    }
}

fn movement(payment: PaymentId, number: u32, row: &TransferRow) -> Movement {
    Movement {
        payment,
        number,
        from: LedgerId::from(row.from),
        to: LedgerId::from(row.to),
        money: row.money,
        kind: PaymentKind::Transfer,
    }
}

/// What the caller sent with this `client_id` before, if they did: for a repeated call, before anything else is
/// asked.
///
/// # Errors
/// [`Error::DifferentContent`].
pub fn sent_before(
    read: &dyn Read,
    actor: &SignedIn,
    input: &NewTransfer,
) -> Result<Option<Transfer>, Error> {
    let payment = payment_id(actor.account, Verb::Transfer, &input.client_id);
    let Some(row) = TRANSFERS.get(read, &(payment,))? else {
        return Ok(None);
    };
    let same = row.money == input.money
        && row.conversation == input.conversation
        && row.note == clean_note(input.note.as_deref())?;
    if !same {
        return Err(Error::DifferentContent);
    }
    Ok(Some(shown(payment, row, read.now())))
}

/// Holds money for a friend. The caller has checked that they are friends, and puts the card: it says where with
/// [`transfer_card_is_at`], in the same transaction.
///
/// # Errors
/// Those of the wallet ([`Error::NotOpen`], [`Error::Frozen`]), [`Error::ClientIdInvalid`], [`Error::NoteInvalid`],
/// [`Error::Yourself`], [`Error::WrongPin`], and those of limits and funds.
pub fn transfer(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    to: AccountId,
    input: &NewTransfer,
    pass: &PinPass,
    policy: &Policy,
) -> Result<Transfer, Error> {
    let mut purse = Purse::acting(tx, actor.account)?;
    check_client_id(&input.client_id)?;
    let note = clean_note(input.note.as_deref())?;
    if to == actor.account {
        return Err(Error::Yourself);
    }
    pass.confirm(tx, actor)?;
    purse.spend(tx, input.money, policy)?;
    // The receiver may open a wallet later; the ledger needs their account now.
    let currency = input.money.currency;
    open_account(tx, LedgerId::from(to), currency, Purpose::Person)?;
    let payment = payment_id(actor.account, Verb::Transfer, &input.client_id);
    let row = TransferRow {
        from: actor.account,
        to,
        money: input.money,
        note,
        conversation: input.conversation,
        message_no: 0,
        state: TransferState::Waiting,
        sent_at: tx.now(),
        expires_at: tx.now().saturating_add(TRANSFER_LIFETIME),
        settled_at: None,
    };
    movement(payment, 0, &row).hold(tx)?;
    TRANSFERS.put(tx, &(payment,), &row)?;
    tx.schedule(NewJob {
        kind: EXPIRE_TRANSFER_JOB,
        key: sapa_kernel::Id::to_bytes(payment).to_vec(),
        lane: Lane::Job,
        run_at: row.expires_at,
        payload: Vec::new(),
    })?;
    changed(tx, actor.account);
    Ok(shown(payment, row, tx.now()))
}

/// Remembers where the card of a transfer stands.
///
/// # Errors
/// [`Error::NotFound`].
pub fn transfer_card_is_at(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    message_no: u64,
) -> Result<(), Error> {
    let mut row = TRANSFERS
        .get(tx, &(payment,))?
        .ok_or(Error::NotFound("transfer"))?;
    row.message_no = message_no;
    Ok(TRANSFERS.put(tx, &(payment,), &row)?)
}

/// A transfer, for its two people.
///
/// # Errors
/// [`Error::NotFound`].
pub fn transfer_of(read: &dyn Read, actor: &SignedIn, input: Payment) -> Result<Transfer, Error> {
    let row = load(read, actor, input.payment)?;
    Ok(shown(input.payment, row, read.now()))
}

fn load(read: &dyn Read, actor: &SignedIn, payment: PaymentId) -> Result<TransferRow, Error> {
    TRANSFERS
        .get(read, &(payment,))?
        .filter(|row| row.from == actor.account || row.to == actor.account)
        .ok_or(Error::NotFound("transfer"))
}

/// The receiver takes the money. Taking it again answers the same.
///
/// # Errors
/// Those of the wallet, [`Error::NotFound`], [`Error::NotYours`], [`Error::AlreadySettled`], [`Error::Expired`],
/// [`Error::OtherUnavailable`] while the sender's wallet is frozen.
pub fn accept_transfer(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
) -> Result<Settled, Error> {
    let row = answerable(tx, actor, input.payment)?;
    if row.state == TransferState::Accepted {
        return Ok(unchanged(input.payment, row, tx.now()));
    }
    Purse::acting(tx, actor.account)?;
    refuse_settled(tx, &row)?;
    Purse::other(tx, row.from)?;
    movement(input.payment, 1, &row).post(tx)?;
    settle(tx, input.payment, row, TransferState::Accepted)
}

/// The receiver does not want it. Declining again answers the same; it needs no wallet.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotYours`], [`Error::AlreadySettled`].
pub fn decline_transfer(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
) -> Result<Settled, Error> {
    let row = answerable(tx, actor, input.payment)?;
    if row.state == TransferState::Declined {
        return Ok(unchanged(input.payment, row, tx.now()));
    }
    if row.state != TransferState::Waiting {
        return Err(already(&row));
    }
    movement(input.payment, 1, &row).void(tx)?;
    settle(tx, input.payment, row, TransferState::Declined)
}

/// Gives back what nobody answered in time. Nothing happens if it is settled, or its time is not over.
///
/// # Errors
/// Only if the store fails or the ledger refuses.
pub fn expire_transfer(tx: &mut Tx<'_>, payment: PaymentId) -> Result<Option<Settled>, Error> {
    let Some(row) = TRANSFERS.get(tx, &(payment,))? else {
        return Ok(None);
    };
    if row.state != TransferState::Waiting || row.expires_at > tx.now() {
        return Ok(None);
    }
    movement(payment, 1, &row).void(tx)?;
    settle(tx, payment, row, TransferState::Returned).map(Some)
}

fn answerable(read: &dyn Read, actor: &SignedIn, payment: PaymentId) -> Result<TransferRow, Error> {
    let row = load(read, actor, payment)?;
    if row.to != actor.account {
        return Err(Error::NotYours);
    }
    Ok(row)
}

/// The deadline holds, also when the job that gives the money back is late.
fn refuse_settled(tx: &Tx<'_>, row: &TransferRow) -> Result<(), Error> {
    if row.state != TransferState::Waiting {
        return Err(already(row));
    }
    if row.expires_at <= tx.now() {
        return Err(Error::Expired);
    }
    Ok(())
}

fn already(row: &TransferRow) -> Error {
    Error::AlreadySettled {
        state: match row.state {
            TransferState::Waiting => "waiting",
            TransferState::Accepted => "accepted",
            TransferState::Declined => "declined",
            TransferState::Returned => "returned",
        },
    }
}

fn unchanged(payment: PaymentId, row: TransferRow, now: Timestamp) -> Settled {
    Settled {
        transfer: shown(payment, row, now),
        now: false,
        receipt: None,
    }
}

fn settle(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    mut row: TransferRow,
    state: TransferState,
) -> Result<Settled, Error> {
    row.state = state;
    row.settled_at = Some(tx.now());
    TRANSFERS.put(tx, &(payment,), &row)?;
    tx.cancel(EXPIRE_TRANSFER_JOB, &sapa_kernel::Id::to_bytes(payment))?;
    let receipt = match state {
        TransferState::Declined => Some(ReceiptKind::TransferDeclined),
        TransferState::Returned => Some(ReceiptKind::TransferReturned),
        TransferState::Waiting | TransferState::Accepted => None,
    };
    let back = receipt.is_some();
    let receipt = receipt.map(|kind| {
        Receipt::of(row.from, kind, payment, row.money)
            .about(row.to)
            .noting(row.note.clone())
    });
    if back {
        abandon::sweep_if_abandoned(tx, row.from)?;
    }
    changed(tx, row.from);
    changed(tx, row.to);
    Ok(Settled {
        transfer: shown(payment, row, tx.now()),
        now: true,
        receipt,
    })
}
