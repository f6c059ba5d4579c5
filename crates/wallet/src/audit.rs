//! What rows say, as plain facts, for those who check them: row by row, in the order of the keys. Nothing is judged here.

pub use crate::merchant::facts::*;
use sapa_bank::SignedAmount;
use sapa_kernel::{AccountId, Amount, Currency, Money, PaymentId, Timestamp};
use sapa_store::{Descending, Read, Scan, StoreError};

use crate::book_entry::is_open;
use crate::keys::{
    BANK_ENTRIES, BANK_LINES_OPEN, CELL, CLAIMS, DIRECTS, PACKETS, PAY_CODE_OF, PAY_CODES,
    REFERENCES, REQUESTS, STATEMENT_ORDER, STATEMENTS, TRANSFERS, UNCLAIMED_MONEY, Verb, WALLETS,
    WITHDRAWALS, WITHDRAWALS_BEGUN, WITHDRAWALS_OF, WITHDRAWALS_OPEN, WITHDRAWALS_QUEUE,
    bank_payment_id, payment_id,
};
use crate::model::{
    BookedAs, PacketKind, PacketState, ShareState, TransferState, WithdrawalRow, WithdrawalState,
};

/// What holds for all wallets of the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellFact {
    /// What wallets hold.
    pub currency: Currency,
    /// How many were opened.
    pub wallets: u64,
}

/// The cell's row, if it offers wallets.
pub fn cell_fact(read: &dyn Read) -> Result<Option<CellFact>, StoreError> {
    Ok(CELL.get(read, &())?.map(|row| CellFact {
        currency: row.currency,
        wallets: row.wallets,
    }))
}

/// A wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletFact {
    /// Whose.
    pub account: AccountId,
    /// What it holds.
    pub currency: Currency,
    /// What its owner writes on a bank transfer.
    pub reference: String,
    /// Its owner's account was deleted.
    pub abandoned: bool,
}

/// Hands every wallet to `visit`, until it returns false.
pub fn visit_wallets(
    read: &dyn Read,
    mut visit: impl FnMut(WalletFact) -> bool,
) -> Result<(), StoreError> {
    WALLETS.visit(read, Scan::all(), |(account,), row| {
        visit(WalletFact {
            account,
            currency: row.currency,
            reference: row.reference,
            abandoned: row.abandoned,
        })
    })
}

/// Whose wallet a top-up reference names.
pub fn owner_by_reference(
    read: &dyn Read,
    reference: &str,
) -> Result<Option<AccountId>, StoreError> {
    REFERENCES.get(read, &(reference.to_owned(),))
}

/// Hands every top-up reference to `visit`, until it returns false.
pub fn visit_references(
    read: &dyn Read,
    mut visit: impl FnMut(String, AccountId) -> bool,
) -> Result<(), StoreError> {
    REFERENCES.visit(read, Scan::all(), |(text,), account| visit(text, account))
}

/// Hands every pay code to `visit`, with whom it pays and the code that this wallet says it has, until it returns false.
pub fn visit_pay_codes(
    read: &dyn Read,
    mut visit: impl FnMut(String, AccountId, Option<String>) -> bool,
) -> Result<(), StoreError> {
    let mut failed = None;
    PAY_CODES.visit(read, Scan::all(), |(code,), account| {
        match PAY_CODE_OF.get(read, &(account,)) {
            Ok(current) => visit(code, account, current),
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// How many wallets say that they have a pay code.
pub fn wallets_with_pay_code(read: &dyn Read) -> Result<u64, StoreError> {
    let count = PAY_CODE_OF.count(read, Scan::all())?;
    Ok(count as u64)
}

/// A transfer between friends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferFact {
    /// Which.
    pub payment: PaymentId,
    /// Who sent it.
    pub from: AccountId,
    /// For whom.
    pub to: AccountId,
    /// How much.
    pub money: Money,
    /// What has become of it.
    pub state: TransferState,
}

/// Hands every transfer to `visit`, until it returns false.
pub fn visit_wallet_transfers(
    read: &dyn Read,
    mut visit: impl FnMut(TransferFact) -> bool,
) -> Result<(), StoreError> {
    TRANSFERS.visit(read, Scan::all(), |(payment,), row| {
        visit(TransferFact {
            payment,
            from: row.from,
            to: row.to,
            money: row.money,
            state: row.state,
        })
    })
}

/// A payment that was made at once: by a pay code, or because somebody had asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaidFact {
    /// Which.
    pub payment: PaymentId,
    /// Who paid.
    pub from: AccountId,
    /// Who has it.
    pub to: AccountId,
    /// How much.
    pub money: Money,
}

/// Hands every payment by a pay code to `visit`, until it returns false.
pub fn visit_directs(
    read: &dyn Read,
    mut visit: impl FnMut(PaidFact) -> bool,
) -> Result<(), StoreError> {
    DIRECTS.visit(read, Scan::all(), |(payment,), row| {
        visit(PaidFact {
            payment,
            from: row.from,
            to: row.to,
            money: row.money,
        })
    })
}

/// One person's part of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareFact {
    /// The payment that it is once it is paid.
    pub paid: PaidFact,
    /// Whether it is.
    pub state: ShareState,
}

/// Hands every request to `visit` with its parts, and the whole bill, until it returns false.
pub fn visit_requests(
    read: &dyn Read,
    mut visit: impl FnMut(PaymentId, Money, &[ShareFact]) -> bool,
) -> Result<(), StoreError> {
    REQUESTS.visit(read, Scan::all(), |(request,), row| {
        let total = Money {
            amount: row.total,
            currency: row.currency,
        };
        let own_id = sapa_kernel::Id::to_bytes(request);
        let client_id = data_encoding::BASE32HEX_NOPAD.encode(&own_id);
        let shares: Vec<ShareFact> = row
            .shares
            .iter()
            .map(|share| ShareFact {
                paid: PaidFact {
                    payment: payment_id(share.account, Verb::PayRequest, &client_id),
                    from: share.account,
                    to: row.asker,
                    money: Money {
                        amount: share.amount,
                        currency: row.currency,
                    },
                },
                state: share.state,
            })
            .collect();
        visit(request, total, &shares)
    })
}

/// A red packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PacketFact {
    /// Which.
    pub payment: PaymentId,
    /// Who put it.
    pub sender: AccountId,
    /// How it is divided.
    pub kind: PacketKind,
    /// All that was put in.
    pub total: Money,
    /// In how many parts.
    pub shares: u32,
    /// How many have been taken.
    pub taken: u32,
    /// How much has been taken.
    pub taken_amount: Amount,
    /// The only one who may open it.
    pub only_for: Option<AccountId>,
    /// Whether it can be opened.
    pub state: PacketState,
    /// Lucky: SHA-256 of the seed.
    pub commitment: Option<[u8; 32]>,
    /// Lucky: the seed, once the packet has closed.
    pub seed: Option<[u8; 32]>,
}

/// Hands every red packet to `visit`, until it returns false.
pub fn visit_packets(
    read: &dyn Read,
    mut visit: impl FnMut(PacketFact) -> bool,
) -> Result<(), StoreError> {
    PACKETS.visit(read, Scan::all(), |(payment,), row| {
        visit(PacketFact {
            payment,
            sender: row.sender,
            kind: row.kind,
            total: Money {
                amount: row.total,
                currency: row.currency,
            },
            shares: row.shares,
            taken: row.taken,
            taken_amount: row.taken_amount,
            only_for: row.only_for,
            state: row.state,
            commitment: row.commitment.map(|bytes| *bytes),
            seed: row.seed.map(|bytes| *bytes),
        })
    })
}

/// A share of a red packet that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimFact {
    /// Of which packet.
    pub payment: PaymentId,
    /// Who took it.
    pub account: AccountId,
    /// In the order in which they were taken, from 0.
    pub index: u32,
    /// How much.
    pub amount: Amount,
}

/// Hands every share that was taken to `visit`, packet by packet in the order of the packets, until it returns false.
pub fn visit_claims(
    read: &dyn Read,
    mut visit: impl FnMut(ClaimFact) -> bool,
) -> Result<(), StoreError> {
    CLAIMS.visit(read, Scan::all(), |(payment, account), row| {
        visit(ClaimFact {
            payment,
            account,
            index: row.index,
            amount: row.amount,
        })
    })
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawalFact {
    /// Which.
    pub payment: PaymentId,
    /// Whose.
    pub account: AccountId,
    /// How much.
    pub money: Money,
    /// What has become of it.
    pub state: WithdrawalState,
    /// It left by a line that did not name it: what was held went to suspense.
    pub matched: bool,
    /// The message to the bank that it stands in.
    pub message: Option<String>,
    /// Its wallet is frozen.
    pub frozen: bool,
    /// The lists on which it stands.
    pub lists: WithdrawalLists,
}

/// The lists of withdrawals: whether one stands on them, or how many do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WithdrawalLists<T = bool> {
    /// Those that the bank has to settle.
    pub open: T,
    /// The same, by account.
    pub of_account: T,
    /// Those that the bank shall be told of.
    pub queue: T,
    /// Those in the message of which nobody has said that it was sent.
    pub begun: T,
}

/// Hands every withdrawal to `visit`, until it returns false.
pub fn visit_withdrawals(
    read: &dyn Read,
    mut visit: impl FnMut(WithdrawalFact) -> bool,
) -> Result<(), StoreError> {
    let mut failed = None;
    WITHDRAWALS.visit(read, Scan::all(), |(payment,), row| {
        match withdrawal_fact(read, payment, row) {
            Ok(fact) => visit(fact),
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

fn withdrawal_fact(
    read: &dyn Read,
    payment: PaymentId,
    row: WithdrawalRow,
) -> Result<WithdrawalFact, StoreError> {
    let place = (row.asked_at, payment);
    let wallet = WALLETS.get(read, &(row.account,))?;
    Ok(WithdrawalFact {
        payment,
        account: row.account,
        money: row.money,
        state: row.state,
        matched: row.matched,
        message: row.message.map(|message| message.id),
        frozen: wallet.is_some_and(|wallet| wallet.frozen.is_some()),
        lists: WithdrawalLists {
            open: WITHDRAWALS_OPEN.contains(read, &place)?,
            of_account: WITHDRAWALS_OF.contains(read, &(row.account, payment))?,
            queue: WITHDRAWALS_QUEUE.contains(read, &place)?,
            begun: WITHDRAWALS_BEGUN.contains(read, &place)?,
        },
    })
}

/// How many withdrawals stand on each list.
pub fn listed_withdrawals(read: &dyn Read) -> Result<WithdrawalLists<u64>, StoreError> {
    Ok(WithdrawalLists {
        open: WITHDRAWALS_OPEN.count(read, Scan::all())? as u64,
        of_account: WITHDRAWALS_OF.count(read, Scan::all())? as u64,
        queue: WITHDRAWALS_QUEUE.count(read, Scan::all())? as u64,
        begun: WITHDRAWALS_BEGUN.count(read, Scan::all())? as u64,
    })
}

/// Money that a deleted account left, or that somebody was given of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnclaimedFact {
    /// Who left it.
    pub account: AccountId,
    /// The payment.
    pub payment: PaymentId,
    /// How much.
    pub money: Money,
    /// Who was given it; none: it was left.
    pub to: Option<AccountId>,
    /// Whether the wallet of who left it is closed.
    pub closed: bool,
}

/// Hands every such payment to `visit`, account by account, until it returns false.
pub fn visit_unclaimed(
    read: &dyn Read,
    mut visit: impl FnMut(UnclaimedFact) -> bool,
) -> Result<(), StoreError> {
    let mut failed = None;
    UNCLAIMED_MONEY.visit(read, Scan::all(), |(account, payment), row| {
        match WALLETS.get(read, &(account,)) {
            Ok(wallet) => visit(UnclaimedFact {
                account,
                payment,
                money: row.money,
                to: row.to,
                closed: wallet.is_some_and(|wallet| wallet.abandoned),
            }),
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// A bank statement that was booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementFact {
    /// Its place in the order of booking, from 1.
    pub number: u64,
    /// The bank's id of it.
    pub id: String,
    /// When it was booked; none if the order names a statement that is not there.
    pub booked: Option<StatementBalances>,
}

/// What a statement says of the cell's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementBalances {
    /// When it was booked.
    pub booked_at: Timestamp,
    /// Before its lines, in minor units; below nothing what is owed.
    pub opening: i128,
    /// After them.
    pub closing: i128,
    /// What the ledger said after it was booked.
    pub ledger: i128,
    /// How many of its lines are not booked yet.
    pub left: u32,
    /// How many lines it has, announced ones among them.
    pub entries: u32,
    /// How many of them somebody had to look at.
    pub differences: u32,
}

fn signed(balance: SignedAmount) -> i128 {
    let minor = i128::try_from(balance.amount().minor()).unwrap_or(i128::MAX);
    if balance.is_debit() { -minor } else { minor }
}

/// Hands every statement to `visit`, in the order of booking, until it returns false.
pub fn visit_statements(
    read: &dyn Read,
    mut visit: impl FnMut(StatementFact) -> bool,
) -> Result<(), StoreError> {
    let mut failed = None;
    STATEMENT_ORDER.visit(read, Scan::all().reverse(), |(Descending(number),), id| {
        let row = match STATEMENTS.get(read, &(id.clone(),)) {
            Ok(row) => row,
            Err(error) => {
                failed = Some(error);
                return false;
            }
        };
        let booked = row.map(|row| StatementBalances {
            booked_at: row.booked_at,
            opening: signed(row.opening()),
            closing: signed(row.closing()),
            ledger: signed(row.ledger()),
            left: row.left,
            entries: row.entries,
            differences: row.differences,
        });
        visit(StatementFact { number, id, booked })
    })?;
    failed.map_or(Ok(()), Err)
}

/// How many statements there are, in whatever order.
pub fn statements(read: &dyn Read) -> Result<u64, StoreError> {
    Ok(STATEMENTS.count(read, Scan::all())? as u64)
}

/// One line of a bank statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankEntryFact {
    /// The statement.
    pub statement: String,
    /// The line's reference.
    pub reference: String,
    /// The payment that the line is, unless it settles a withdrawal.
    pub payment: PaymentId,
    /// How much.
    pub money: Money,
    /// It came in; else it left.
    pub credit: bool,
    /// What became of it.
    pub booked_as: BookedAs,
    /// Whose it is.
    pub account: Option<AccountId>,
    /// Somebody has to look at it.
    pub open: bool,
    /// It stands on the list of those that somebody has to look at.
    pub listed: bool,
}

/// How many lines stand on the list of those that somebody has to look at.
pub fn listed_lines(read: &dyn Read) -> Result<u64, StoreError> {
    Ok(BANK_LINES_OPEN.count(read, Scan::all())? as u64)
}

/// Hands every line of every statement to `visit`, statement by statement, until it returns false.
pub fn visit_bank_entries(
    read: &dyn Read,
    mut visit: impl FnMut(BankEntryFact) -> bool,
) -> Result<(), StoreError> {
    let mut failed = None;
    BANK_ENTRIES.visit(read, Scan::all(), |(statement, reference), row| {
        let place = (row.booked_at, statement, reference);
        match BANK_LINES_OPEN.contains(read, &place) {
            Ok(listed) => visit(BankEntryFact {
                payment: bank_payment_id(&place.1, &place.2),
                open: is_open(&row),
                listed,
                statement: place.1,
                reference: place.2,
                money: row.money,
                credit: row.credit,
                booked_as: row.booked_as,
                account: row.account,
            }),
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// The payment by which the balance came in that the first statement found on the account.
pub fn first_balance(statement: &str) -> PaymentId {
    bank_payment_id(statement, "")
}
