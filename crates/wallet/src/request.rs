//! Asking for money: one friend, or the members of a group who split a bill.

use std::collections::BTreeSet;

use sapa_kernel::{
    AccountId, Amount, ConversationId, Currency, Money, PaymentId, SignedIn, Timestamp,
};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{PaymentKind, REQUESTS, REQUESTS_PAID, Verb, payment_id};
use crate::model::{RequestRow, ShareRow, ShareState};
use crate::movement::Movement;
use crate::notes::{check_client_id, clean_note};
use crate::pin::PinPass;
use crate::purse::{Purse, check_money};
use crate::receipts::{Receipt, ReceiptKind};
use crate::transfer::Payment;
use crate::{Error, MAX_SPLIT, Policy, changed};

/// One person's part of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct NewShare {
    /// Who shall pay it.
    pub account: AccountId,
    /// How much, in minor units.
    pub amount: Amount,
}

/// Input of `wallet.request`: asks a friend.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewRequest {
    /// The conversation with the friend.
    pub conversation: ConversationId,
    /// How much.
    pub money: Money,
    /// What it is for; at most 50 characters.
    pub note: Option<String>,
    /// The asker's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

/// Input of `wallet.split`: splits a bill among members of a group.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewSplit {
    /// The group.
    pub conversation: ConversationId,
    /// The whole bill, which the asker has paid.
    pub money: Money,
    /// What the others shall pay; together at most the bill. The rest is the asker's own part.
    pub shares: Vec<NewShare>,
    /// What it is for; at most 50 characters.
    pub note: Option<String>,
    /// The asker's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

/// One person's part, as all concerned see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Share {
    /// Who pays it.
    pub account: AccountId,
    /// How much.
    pub amount: Amount,
    /// Whether they have.
    pub state: ShareState,
    /// When they paid or declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// A request or a bill, as those concerned see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Request {
    /// Which.
    pub payment: PaymentId,
    /// Who asks.
    pub asker: AccountId,
    /// In which currency.
    pub currency: Currency,
    /// The whole bill.
    pub total: Amount,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A bill that a group splits.
    pub split: bool,
    /// Who pays what.
    pub shares: Vec<Share>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When the asker took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<Timestamp>,
    /// Where its card is.
    pub conversation: ConversationId,
    /// The card's number there.
    pub message_no: u64,
}

impl Request {
    /// Everybody has paid or declined.
    pub fn is_settled(&self) -> bool {
        self.shares
            .iter()
            .all(|share| share.state != ShareState::Open)
    }

    /// Everybody has paid.
    pub fn is_paid(&self) -> bool {
        self.shares
            .iter()
            .all(|share| share.state == ShareState::Paid)
    }
}

/// A request that changed, or had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestChanged {
    /// As it is now.
    pub request: Request,
    /// It changed by this call.
    pub now: bool,
    /// What the conversations *Wallet* say.
    pub receipts: Vec<Receipt>,
}

fn shown(payment: PaymentId, row: RequestRow) -> Request {
    Request {
        payment,
        asker: row.asker,
        currency: row.currency,
        total: row.total,
        note: row.note,
        split: row.split,
        shares: row
            .shares
            .into_iter()
            .map(|share| Share {
                account: share.account,
                amount: share.amount,
                state: share.state,
                at: share.at,
            })
            .collect(),
        asked_at: row.asked_at,
        cancelled_at: row.cancelled_at,
        conversation: row.conversation,
        message_no: row.message_no,
    }
}

/// Who is asked for what, whether by a request or a split: what both have in common.
struct Asked<'a> {
    conversation: ConversationId,
    money: Money,
    note: Option<&'a str>,
    client_id: &'a str,
    shares: Vec<NewShare>,
    split: bool,
}

/// What the caller asked with this `client_id` before, if they did.
///
/// # Errors
/// [`Error::DifferentContent`].
pub fn asked_before(
    read: &dyn Read,
    actor: &SignedIn,
    input: &NewRequest,
) -> Result<Option<Request>, Error> {
    before(read, actor, &of_request(input, None))
}

/// The same for a bill.
///
/// # Errors
/// [`Error::DifferentContent`].
pub fn split_before(
    read: &dyn Read,
    actor: &SignedIn,
    input: &NewSplit,
) -> Result<Option<Request>, Error> {
    before(read, actor, &of_split(input))
}

fn of_request(input: &NewRequest, friend: Option<AccountId>) -> Asked<'_> {
    let share = friend.map(|account| NewShare {
        account,
        amount: input.money.amount,
    });
    Asked {
        conversation: input.conversation,
        money: input.money,
        note: input.note.as_deref(),
        client_id: &input.client_id,
        shares: share.into_iter().collect(),
        split: false,
    }
}

fn of_split(input: &NewSplit) -> Asked<'_> {
    Asked {
        conversation: input.conversation,
        money: input.money,
        note: input.note.as_deref(),
        client_id: &input.client_id,
        shares: input.shares.clone(),
        split: true,
    }
}

fn before(read: &dyn Read, actor: &SignedIn, asked: &Asked<'_>) -> Result<Option<Request>, Error> {
    let payment = payment_id(actor.account, Verb::Request, asked.client_id);
    let Some(row) = REQUESTS.get(read, &(payment,))? else {
        return Ok(None);
    };
    let shares_are_same = !asked.split
        || row
            .shares
            .iter()
            .map(|share| (share.account, share.amount))
            .eq(asked
                .shares
                .iter()
                .map(|share| (share.account, share.amount)));
    let same = row.conversation == asked.conversation
        && row.split == asked.split
        && (row.total, row.currency) == (asked.money.amount, asked.money.currency)
        && row.note == clean_note(asked.note)?
        && shares_are_same;
    if !same {
        return Err(Error::DifferentContent);
    }
    Ok(Some(shown(payment, row)))
}

/// Asks a friend for money. The caller has checked that they are friends, and puts the card.
///
/// # Errors
/// Those of the wallet, [`Error::ClientIdInvalid`], [`Error::NoteInvalid`], [`Error::AmountInvalid`].
pub fn request(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    friend: AccountId,
    input: &NewRequest,
) -> Result<Request, Error> {
    ask(tx, actor, &of_request(input, Some(friend)))
}

/// Splits a bill among members of a group. The caller has checked that all are members, and puts the card.
///
/// # Errors
/// Those of [`request`], [`Error::SplitInvalid`].
pub fn split(tx: &mut Tx<'_>, actor: &SignedIn, input: &NewSplit) -> Result<Request, Error> {
    ask(tx, actor, &of_split(input))
}

fn ask(tx: &mut Tx<'_>, actor: &SignedIn, asked: &Asked<'_>) -> Result<Request, Error> {
    let purse = Purse::acting(tx, actor.account)?;
    check_client_id(asked.client_id)?;
    let note = clean_note(asked.note)?;
    purse.check_money(asked.money)?;
    check_shares(actor.account, asked)?;
    let payment = payment_id(actor.account, Verb::Request, asked.client_id);
    let row = RequestRow {
        asker: actor.account,
        currency: asked.money.currency,
        total: asked.money.amount,
        note,
        conversation: asked.conversation,
        message_no: 0,
        asked_at: tx.now(),
        cancelled_at: None,
        shares: asked
            .shares
            .iter()
            .map(|share| ShareRow {
                account: share.account,
                amount: share.amount,
                state: ShareState::Open,
                at: None,
            })
            .collect(),
        split: asked.split,
    };
    REQUESTS.put(tx, &(payment,), &row)?;
    Ok(shown(payment, row))
}

fn check_shares(asker: AccountId, asked: &Asked<'_>) -> Result<(), Error> {
    let people: BTreeSet<AccountId> = asked.shares.iter().map(|share| share.account).collect();
    let each_once = people.len() == asked.shares.len();
    if people.is_empty() || !each_once || people.contains(&asker) || people.len() > MAX_SPLIT {
        return Err(Error::SplitInvalid);
    }
    let mut sum = Amount::ZERO;
    for share in &asked.shares {
        let money = Money {
            amount: share.amount,
            currency: asked.money.currency,
        };
        check_money(asked.money.currency, money)?;
        sum = sum.checked_add(share.amount).ok_or(Error::SplitInvalid)?;
    }
    if sum > asked.money.amount {
        return Err(Error::SplitInvalid);
    }
    Ok(())
}

/// Remembers where the card of a request stands.
///
/// # Errors
/// [`Error::NotFound`].
pub fn request_card_is_at(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    message_no: u64,
) -> Result<(), Error> {
    let mut row = REQUESTS
        .get(tx, &(payment,))?
        .ok_or(Error::NotFound("request"))?;
    row.message_no = message_no;
    Ok(REQUESTS.put(tx, &(payment,), &row)?)
}

/// Where a request was made: its card's conversation. Who may see it there is chat's to say.
///
/// # Errors
/// [`Error::NotFound`].
pub fn request_place(read: &dyn Read, payment: PaymentId) -> Result<ConversationId, Error> {
    REQUESTS
        .get(read, &(payment,))?
        .map(|row| row.conversation)
        .ok_or(Error::NotFound("request"))
}

/// A request, for those who can see its card. The caller has checked that.
///
/// # Errors
/// [`Error::NotFound`].
pub fn request_of(read: &dyn Read, input: Payment) -> Result<Request, Error> {
    let row = REQUESTS
        .get(read, &(input.payment,))?
        .ok_or(Error::NotFound("request"))?;
    Ok(shown(input.payment, row))
}

/// The caller's part of a request that still holds.
fn own_share(row: &mut RequestRow, account: AccountId) -> Result<&mut ShareRow, Error> {
    row.shares
        .iter_mut()
        .find(|share| share.account == account)
        .ok_or(Error::NotYours)
}

/// Pays one's part. Paying it again answers the same.
///
/// # Errors
/// Those of the wallet, [`Error::NotFound`], [`Error::NotYours`], [`Error::AlreadySettled`],
/// [`Error::OtherUnavailable`], [`Error::WrongPin`], and those of limits and funds.
pub fn pay_request(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
    pass: &PinPass,
    policy: &Policy,
) -> Result<RequestChanged, Error> {
    let mut row = REQUESTS
        .get(tx, &(input.payment,))?
        .ok_or(Error::NotFound("request"))?;
    let cancelled = row.cancelled_at.is_some();
    let (asker, currency) = (row.asker, row.currency);
    let share = own_share(&mut row, actor.account)?;
    if share.state == ShareState::Paid {
        return Ok(unchanged(input.payment, row));
    }
    let mut purse = Purse::acting(tx, actor.account)?;
    refuse_settled(share, cancelled)?;
    Purse::other(tx, asker)?;
    pass.confirm(tx, actor)?;
    let money = Money {
        amount: share.amount,
        currency,
    };
    purse.spend(tx, money, policy)?;
    // The request and the payer name it: one payment for each part.
    let own_id = sapa_kernel::Id::to_bytes(input.payment);
    let client_id = data_encoding::BASE32HEX_NOPAD.encode(&own_id);
    let payment = payment_id(actor.account, Verb::PayRequest, &client_id);
    Movement {
        payment,
        number: 0,
        from: LedgerId::from(actor.account),
        to: LedgerId::from(asker),
        money,
        kind: PaymentKind::Request,
    }
    .make(tx)?;
    share.state = ShareState::Paid;
    share.at = Some(tx.now());
    REQUESTS.put(tx, &(input.payment,), &row)?;
    REQUESTS_PAID.put(tx, &(payment,), &input.payment)?;
    let receipts = [
        (actor.account, ReceiptKind::RequestPaid, asker),
        (asker, ReceiptKind::RequestReceived, actor.account),
    ];
    let receipts = receipts.map(|(account, kind, other)| {
        Receipt::of(account, kind, input.payment, money)
            .about(other)
            .noting(row.note.clone())
    });
    tell(tx, &row);
    Ok(RequestChanged {
        request: shown(input.payment, row),
        now: true,
        receipts: receipts.to_vec(),
    })
}

fn refuse_settled(share: &ShareRow, cancelled: bool) -> Result<(), Error> {
    let state = match share.state {
        ShareState::Paid => "paid",
        ShareState::Declined => "declined",
        ShareState::Open if cancelled => "cancelled",
        ShareState::Open => return Ok(()),
    };
    Err(Error::AlreadySettled { state })
}

/// Will not pay. Declining again answers the same.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotYours`], [`Error::AlreadySettled`].
pub fn decline_request(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
) -> Result<RequestChanged, Error> {
    let mut row = REQUESTS
        .get(tx, &(input.payment,))?
        .ok_or(Error::NotFound("request"))?;
    let cancelled = row.cancelled_at.is_some();
    let share = own_share(&mut row, actor.account)?;
    if share.state == ShareState::Declined {
        return Ok(unchanged(input.payment, row));
    }
    refuse_settled(share, cancelled)?;
    share.state = ShareState::Declined;
    share.at = Some(tx.now());
    REQUESTS.put(tx, &(input.payment,), &row)?;
    tell(tx, &row);
    Ok(RequestChanged {
        request: shown(input.payment, row),
        now: true,
        receipts: Vec::new(),
    })
}

/// Takes a request back: what was paid stays paid. Cancelling again answers the same.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotYours`], [`Error::AlreadySettled`] if nobody is left to pay.
pub fn cancel_request(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Payment,
) -> Result<RequestChanged, Error> {
    let mut row = REQUESTS
        .get(tx, &(input.payment,))?
        .ok_or(Error::NotFound("request"))?;
    if row.asker != actor.account {
        return Err(Error::NotYours);
    }
    if row.cancelled_at.is_some() {
        return Ok(unchanged(input.payment, row));
    }
    if row
        .shares
        .iter()
        .all(|share| share.state != ShareState::Open)
    {
        return Err(Error::AlreadySettled { state: "settled" });
    }
    row.cancelled_at = Some(tx.now());
    REQUESTS.put(tx, &(input.payment,), &row)?;
    tell(tx, &row);
    Ok(RequestChanged {
        request: shown(input.payment, row),
        now: true,
        receipts: Vec::new(),
    })
}

fn unchanged(payment: PaymentId, row: RequestRow) -> RequestChanged {
    RequestChanged {
        request: shown(payment, row),
        now: false,
        receipts: Vec::new(),
    }
}

fn tell(tx: &mut Tx<'_>, row: &RequestRow) {
    changed(tx, row.asker);
    for share in &row.shares {
        changed(tx, share.account);
    }
}
