//! The personal pay code: a QR code that opens "pay this person". Whoever scans it pays at once.

use data_encoding::BASE32_NOPAD;
use sapa_accounts::Card;
use sapa_kernel::{AccountId, Money, PaymentId, SignedIn, Timestamp};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{DIRECTS, PAY_CODE_OF, PAY_CODES, PaymentKind, Verb, payment_id};
use crate::model::DirectRow;
use crate::movement::Movement;
use crate::notes::{check_client_id, clean_note};
use crate::pin::PinPass;
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, Policy, changed};

/// Random bytes of a pay code: 80 bits, 16 characters.
pub const PAY_CODE_SECRETS: usize = 10;

/// Bytes of a text that may be a pay code at all.
const MAX_CODE_BYTES: usize = 64;

/// The caller's pay code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PayCode {
    /// Sixteen characters of a-z and 2-7.
    pub code: String,
    /// What the QR code says.
    pub url: String,
}

/// Asks for the pay code, or for a new one.
#[derive(Debug, Clone, Copy, Default, Deserialize, schemars::JsonSchema)]
pub struct PayCodeInput {
    /// Makes a new one; the earlier one no longer holds.
    #[serde(default)]
    pub renew: bool,
}

/// A pay code that was scanned.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct ScannedCode {
    /// The code, without the rest of the link.
    pub code: String,
}

/// Input of `wallet.pay`, without the PIN.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewPayment {
    /// The pay code of the receiver.
    pub code: String,
    /// How much.
    pub money: Money,
    /// What it is for; at most 50 characters.
    pub note: Option<String>,
    /// The payer's own id for it: 1 to 64 visible ASCII characters.
    pub client_id: String,
}

/// A payment that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Paid {
    /// Which.
    pub payment: PaymentId,
    /// Who has it.
    pub to: AccountId,
    /// How much.
    pub money: Money,
    /// What it was for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When.
    pub paid_at: Timestamp,
}

fn shown(code: String, public_url: &str) -> PayCode {
    PayCode {
        url: format!("{public_url}/pay/{code}"),
        code,
    }
}

/// The caller's code, made of the random bytes, which the operating system drew, if there is none or a new one is
/// wanted.
///
/// # Errors
/// Those of the wallet.
pub fn pay_code(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: PayCodeInput,
    random: [u8; PAY_CODE_SECRETS],
    public_url: &str,
) -> Result<PayCode, Error> {
    Purse::load(tx, actor.account)?;
    if let Some(code) = PAY_CODE_OF.get(tx, &(actor.account,))? {
        if !input.renew {
            return Ok(shown(code, public_url));
        }
        PAY_CODES.delete(tx, &(code,))?;
    }
    let code = BASE32_NOPAD.encode(&random).to_ascii_lowercase();
    PAY_CODES.put(tx, &(code.clone(),), &actor.account)?;
    PAY_CODE_OF.put(tx, &(actor.account,), &code)?;
    Ok(shown(code, public_url))
}

/// Who is paid by a code that was scanned.
///
/// # Errors
/// [`Error::PayCodeInvalid`].
pub fn resolve_pay_code(read: &dyn Read, _: &SignedIn, input: ScannedCode) -> Result<Card, Error> {
    let account = owner(read, &input.code)?;
    sapa_accounts::card(read, account)?
        .filter(|card| !card.deleted)
        .ok_or(Error::PayCodeInvalid)
}

fn owner(read: &dyn Read, code: &str) -> Result<AccountId, Error> {
    let code = code.trim().to_ascii_lowercase();
    if code.len() > MAX_CODE_BYTES {
        return Err(Error::PayCodeInvalid);
    }
    PAY_CODES.get(read, &(code,))?.ok_or(Error::PayCodeInvalid)
}

/// Pays whom the code belongs to, at once. The same `client_id` again answers the same.
///
/// # Errors
/// Those of the wallet, [`Error::DifferentContent`], [`Error::PayCodeInvalid`], [`Error::Yourself`],
/// [`Error::OtherUnavailable`], [`Error::WrongPin`], and those of limits and funds.
pub fn pay(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &NewPayment,
    pass: &PinPass,
    policy: &Policy,
) -> Result<(Paid, Vec<Receipt>), Error> {
    check_client_id(&input.client_id)?;
    let note = clean_note(input.note.as_deref())?;
    let payment = payment_id(actor.account, Verb::PayCode, &input.client_id);
    if let Some(row) = DIRECTS.get(tx, &(payment,))? {
        // The code may have been renewed since: who was paid is what counts.
        let same = match owner(tx, &input.code) {
            Ok(to) => to == row.to,
            Err(Error::PayCodeInvalid) => true,
            Err(other) => return Err(other),
        };
        if !same || row.money != input.money || row.note != note {
            return Err(Error::DifferentContent);
        }
        return Ok((paid(payment, row), Vec::new()));
    }
    let mut purse = Purse::acting(tx, actor.account)?;
    let to = owner(tx, &input.code)?;
    if to == actor.account {
        return Err(Error::Yourself);
    }
    Purse::other(tx, to)?;
    // Money postpones a deletion: nobody keeps somebody else here by paying them unasked.
    if sapa_accounts::planned_deletion(tx, to)?.is_some() {
        return Err(Error::OtherUnavailable);
    }
    pass.confirm(tx, actor)?;
    purse.spend(tx, input.money, policy)?;
    let row = DirectRow {
        from: actor.account,
        to,
        money: input.money,
        note,
        paid_at: tx.now(),
    };
    Movement {
        payment,
        number: 0,
        from: LedgerId::from(actor.account),
        to: LedgerId::from(to),
        money: input.money,
        kind: PaymentKind::PayCode,
    }
    .make(tx)?;
    DIRECTS.put(tx, &(payment,), &row)?;
    let receipts = [
        (actor.account, ReceiptKind::Paid, to),
        (to, ReceiptKind::Received, actor.account),
    ];
    let receipts = receipts.map(|(account, kind, other)| {
        Receipt::of(account, kind, payment, input.money)
            .about(other)
            .noting(row.note.clone())
    });
    changed(tx, actor.account);
    changed(tx, to);
    Ok((paid(payment, row), receipts.to_vec()))
}

fn paid(payment: PaymentId, row: DirectRow) -> Paid {
    Paid {
        payment,
        to: row.to,
        money: row.money,
        note: row.note,
        paid_at: row.paid_at,
    }
}
