//! One line of a statement: a top-up, a withdrawal that left or came back, or what nobody knows, which is kept apart.

use sapa_bank::{Entry, Statement};
use sapa_kernel::{AccountId, PaymentId};
use sapa_ledger::LedgerId;
use sapa_store::{StoreError, Tx};

use crate::book::note_line;
use crate::keys::{
    BANK, BANK_ENTRIES, BANK_LINES_OPEN, PaymentKind, SUSPENSE, WITHDRAWALS, bank_payment_id,
};
use crate::model::{BankEntryRow, BookedAs, WithdrawalRow, WithdrawalState};
use crate::movement::Movement;
use crate::open::owner_of_reference;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, changed, withdraw};

/// Characters that are kept of what a payer wrote.
const MAX_REMITTANCE: usize = 280;
/// Characters that are kept of the name of the other side.
const MAX_COUNTERPARTY: usize = 140;
/// Characters that are kept of the bank's code for why a withdrawal came back.
const MAX_RETURN_REASON: usize = 50;

/// What came of a line.
pub(crate) struct EntryBooked {
    pub(crate) receipt: Option<Receipt>,
    /// An operator has to look at it.
    pub(crate) is_difference: bool,
}

/// What a line turned out to be.
struct Meaning {
    booked_as: BookedAs,
    account: Option<AccountId>,
    receipt: Option<Receipt>,
}

impl Meaning {
    fn unknown(booked_as: BookedAs, account: Option<AccountId>) -> Self {
        Self {
            booked_as,
            account,
            receipt: None,
        }
    }
}

pub(crate) fn book_entry(
    tx: &mut Tx<'_>,
    statement: &Statement,
    entry: &Entry,
) -> Result<EntryBooked, Error> {
    let payment = bank_payment_id(&statement.id, &entry.reference);
    let withdrawal = withdraw::of_end_to_end(tx, entry.end_to_end_id.as_deref())?;
    let named = withdrawal.as_ref().map(|(id, _)| *id);
    let meaning = match withdrawal {
        Some((id, row)) if entry.credit && takes_back_what_left_again(&row, entry) => {
            set_aside(tx, payment, entry)?;
            let again = row.again - 1;
            WITHDRAWALS.put(tx, &(id,), &WithdrawalRow { again, ..row })?;
            Meaning::unknown(BookedAs::UnknownReference, None)
        }
        Some((id, row)) if entry.credit && may_return(tx, &row, entry)? => {
            return_withdrawal(tx, payment, id, row, entry)?
        }
        Some((_, row)) if entry.credit => {
            let meaning = top_up(tx, payment, entry)?;
            // Whom it may concern: not who has the money back already.
            let owner = Some(row.account).filter(|_| !row.is_back());
            Meaning {
                account: meaning.account.or(owner),
                ..meaning
            }
        }
        None if entry.credit => top_up(tx, payment, entry)?,
        Some((id, row)) if may_pay_out(&row, entry) => pay_out(tx, id, row)?,
        Some((id, row)) => {
            set_aside(tx, payment, entry)?;
            // With the right amount it was settled before: it left twice, or after it was taken back.
            let left_again = row.money == entry.amount;
            let account = Some(row.account);
            if left_again && !entry.reversal && row.settled_at.is_some() {
                let again = row.again.saturating_add(1);
                WITHDRAWALS.put(tx, &(id,), &WithdrawalRow { again, ..row })?;
            }
            let booked_as = match left_again {
                true => BookedAs::UnknownDebit,
                false => BookedAs::WrongAmount,
            };
            Meaning::unknown(booked_as, account)
        }
        None => {
            set_aside(tx, payment, entry)?;
            Meaning::unknown(BookedAs::UnknownDebit, None)
        }
    };
    let cut = |text: &String| begin_of(text, MAX_COUNTERPARTY);
    let row = BankEntryRow {
        closed: None,
        money: entry.amount,
        credit: entry.credit,
        booked_at: entry.booked_at,
        booked_as: meaning.booked_as,
        account: meaning.account,
        counterparty: entry.counterparty_name.as_ref().map(cut),
        remittance: begin_of(&entry.remittance.join(" "), MAX_REMITTANCE),
        withdrawal: named,
    };
    put_line(tx, &statement.id, &entry.reference, &row)?;
    note_line(tx, &statement.id, entry)?;
    Ok(EntryBooked {
        receipt: meaning.receipt,
        is_difference: is_open(&row),
    })
}

/// Stores a line; whether somebody has to look at it stands in the list of those.
pub(crate) fn put_line(
    tx: &mut Tx<'_>,
    statement: &str,
    reference: &str,
    row: &BankEntryRow,
) -> Result<(), StoreError> {
    let open = (row.booked_at, statement.to_owned(), reference.to_owned());
    match is_open(row) {
        true => BANK_LINES_OPEN.put(tx, &open, &())?,
        false => BANK_LINES_OPEN.delete(tx, &open)?,
    }
    BANK_ENTRIES.put(tx, &(open.1, open.2), row)
}

fn begin_of(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

/// Whether an operator has to look at a line.
pub(crate) fn is_open(row: &BankEntryRow) -> bool {
    is_difference(row.booked_as) && row.closed.is_none()
}

/// Whether a line is not what somebody here asked for.
fn is_difference(booked_as: BookedAs) -> bool {
    matches!(
        booked_as,
        BookedAs::UnknownReference
            | BookedAs::OffStep
            | BookedAs::UnknownDebit
            | BookedAs::WrongAmount
    )
}

fn may_pay_out(row: &WithdrawalRow, entry: &Entry) -> bool {
    // A crash may have come between telling the bank and noting that it was told.
    let told = row.message.is_some();
    // A reversal takes back what came in: its id is what the payer wrote then, which may be that of a withdrawal.
    let paid = row.money == entry.amount && !entry.reversal;
    told && paid && matches!(row.state, WithdrawalState::Waiting | WithdrawalState::Sent)
}

/// Whether the bank takes back what left once more: the withdrawal itself stays as it is.
fn takes_back_what_left_again(row: &WithdrawalRow, entry: &Entry) -> bool {
    row.again > 0 && row.money == entry.amount
}

/// Whether money that names a withdrawal is that one, which came back. Its owner knows its id, and may write it on a top-up.
fn may_return(tx: &Tx<'_>, row: &WithdrawalRow, entry: &Entry) -> Result<bool, Error> {
    if row.state != WithdrawalState::Done || row.money != entry.amount {
        return Ok(false);
    }
    let says_so = entry.reversal || entry.return_reason.is_some();
    Ok(says_so || owner_of(tx, entry)?.is_none())
}

fn pay_out(tx: &mut Tx<'_>, id: PaymentId, row: WithdrawalRow) -> Result<Meaning, Error> {
    if row.state == WithdrawalState::Waiting {
        // It was told all the same, and so were the others of the message.
        withdraw::message_arrived(tx, row.message.as_ref())?;
    }
    withdraw::movement(id, 1, &row).post(tx)?;
    let account = row.account;
    let receipt = Receipt::of(account, ReceiptKind::WithdrawalDone, id, row.money);
    withdraw::settle(tx, id, row, WithdrawalState::Done, None)?;
    Ok(Meaning {
        booked_as: BookedAs::Withdrawal,
        account: Some(account),
        receipt: Some(receipt),
    })
}

fn return_withdrawal(
    tx: &mut Tx<'_>,
    payment: PaymentId,
    id: PaymentId,
    row: WithdrawalRow,
    entry: &Entry,
) -> Result<Meaning, Error> {
    Movement {
        payment,
        number: 0,
        from: BANK,
        to: LedgerId::from(row.account),
        money: row.money,
        kind: PaymentKind::Withdrawal,
    }
    .make(tx)?;
    let reason = entry
        .return_reason
        .as_deref()
        .map(|reason| begin_of(reason, MAX_RETURN_REASON));
    let receipt = Receipt::of(row.account, ReceiptKind::WithdrawalReturned, id, row.money)
        .noting(reason.clone());
    let account = row.account;
    withdraw::settle(tx, id, row, WithdrawalState::Returned, reason)?;
    crate::abandon::sweep_if_abandoned(tx, account)?;
    Ok(Meaning {
        booked_as: BookedAs::WithdrawalReturned,
        account: Some(account),
        receipt: Some(receipt),
    })
}

/// Whose wallet's reference stands on a line.
fn owner_of(tx: &Tx<'_>, entry: &Entry) -> Result<Option<AccountId>, Error> {
    let texts = entry
        .remittance
        .iter()
        .map(String::as_str)
        .chain(entry.end_to_end_id.as_deref());
    for text in texts {
        if let Some(owner) = owner_of_reference(tx, text)? {
            return Ok(Some(owner));
        }
    }
    // Banks break lines where they like.
    owner_of_reference(tx, &entry.remittance.concat())
}

/// Money that came in: for the wallet whose reference stands on it, else set aside.
fn top_up(tx: &mut Tx<'_>, payment: PaymentId, entry: &Entry) -> Result<Meaning, Error> {
    let Some(account) = owner_of(tx, entry)? else {
        set_aside(tx, payment, entry)?;
        return Ok(Meaning::unknown(BookedAs::UnknownReference, None));
    };
    if !entry.amount.is_payable() {
        set_aside(tx, payment, entry)?;
        return Ok(Meaning::unknown(BookedAs::OffStep, Some(account)));
    }
    Movement {
        payment,
        number: 0,
        from: BANK,
        to: LedgerId::from(account),
        money: entry.amount,
        kind: PaymentKind::TopUp,
    }
    .make(tx)?;
    changed(tx, account);
    let receipt = Receipt::of(account, ReceiptKind::TopUp, payment, entry.amount);
    Ok(Meaning {
        booked_as: BookedAs::TopUp,
        account: Some(account),
        receipt: Some(receipt),
    })
}

/// Books a line whose meaning nobody knows yet against the suspense account.
fn set_aside(tx: &mut Tx<'_>, payment: PaymentId, entry: &Entry) -> Result<(), Error> {
    if entry.amount.amount.is_zero() {
        return Ok(());
    }
    let (from, to) = if entry.credit {
        (BANK, SUSPENSE)
    } else {
        (SUSPENSE, BANK)
    };
    Movement {
        payment,
        number: 0,
        from,
        to,
        money: entry.amount,
        kind: PaymentKind::Bank,
    }
    .make(tx)
}
