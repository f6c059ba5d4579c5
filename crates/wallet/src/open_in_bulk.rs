//! Wallets by the hundred, with money in them, for measuring load: opened by the machine's owner.
//!
//! The money comes as all money does, by a bank's statement, so that the books of the cell stay right. The bank is made
//! up: the caller has made sure that the cell has no other.

use sapa_bank::{BankAccount, Entry, Statement};
use sapa_kernel::{AccountId, Id, Money, Operator, PaymentId};
use sapa_store::Tx;
use serde::{Deserialize, Serialize};

use crate::book::{bank_balance, last};
use crate::open::open_wallet;
use crate::pin::PinVerifier;
use crate::purse::check_money;
use crate::settings::cell;
use crate::{Booked, Error, REFERENCE_SECRETS, book_statement};

/// Wallets that one call opens, at most. Each writes about twenty rows, with the receipt of its money.
pub const MAX_BULK: u32 = 500;

/// The account of the made-up bank.
const ACCOUNT: &str = "0000000001";

/// Whose wallets.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct OpenInBulk {
    /// 1 to 500 accounts without a wallet, each once.
    pub accounts: Vec<AccountId>,
    /// What each of them gets.
    pub money: Money,
}

/// What was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct OpenedInBulk {
    /// How many wallets.
    pub wallets: u32,
}

/// Opens wallets with one PIN for all, on the terms that hold, and books a statement that has money for each. The caller
/// has checked the token, the number, and that there are such accounts.
///
/// # Errors
/// [`Error::NotOffered`], [`Error::CurrencyMismatch`], [`Error::AmountInvalid`], [`Error::AlreadyOpen`], those of
/// [`book_statement`].
pub fn open_in_bulk(
    tx: &mut Tx<'_>,
    _: &Operator,
    input: &OpenInBulk,
    verifier: &PinVerifier,
    random: &[[u8; REFERENCE_SECRETS]],
) -> Result<Booked, Error> {
    check_money(cell(tx)?.currency, input.money)?;
    let mut references = Vec::with_capacity(input.accounts.len());
    for (account, random) in input.accounts.iter().zip(random) {
        references.push(open_wallet(tx, *account, None, verifier, random)?);
    }
    let statement = statement(tx, input.money, references)?;
    book_statement(tx, &statement)
}

/// A statement that follows the last one and has a transfer for each reference.
fn statement(tx: &mut Tx<'_>, money: Money, references: Vec<String>) -> Result<Statement, Error> {
    let opening = match last(tx)? {
        Some((_, row)) => row.closing(),
        None => bank_balance(tx)?,
    };
    let sum = money.amount.checked_mul(references.len() as u128);
    let closing = sum
        .and_then(|sum| opening.moved(sum, true))
        .ok_or(Error::AmountInvalid {
            step: money.currency.step(),
        })?;
    let number: PaymentId = tx.new_id();
    let id = format!(
        "BULK-{}",
        data_encoding::HEXUPPER.encode(&number.to_bytes())
    );
    let account = BankAccount::local(ACCOUNT, None)
        .map_err(|error| Error::Refused(format!("the made-up bank's account: {error}")))?;
    let now = tx.now();
    let entry = |(number, reference): (usize, String)| Entry {
        // Of a statement of this id alone.
        reference: format!("#{number}"),
        credit: true,
        reversal: false,
        booked: true,
        amount: money,
        booked_at: now,
        end_to_end_id: None,
        remittance: vec![reference],
        counterparty_name: None,
        counterparty_account: None,
        return_reason: None,
    };
    Ok(Statement {
        message_id: id.clone(),
        id,
        account,
        currency: money.currency,
        sequence: None,
        from: None,
        to: None,
        opening,
        closing,
        entries: references.into_iter().enumerate().map(entry).collect(),
        created_at: now,
    })
}
