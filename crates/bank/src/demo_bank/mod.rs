//! A bank for demo towns. It has one customer, the cell, and stands at the other end of the same directories: it
//! executes orders from the outbox and puts statements into the inbox.
//!
//! Everything that it decides is one rename of its state file, the statement that follows from it included. What
//! comes after (the statement into the inbox, the executed orders out of the outbox) follows from the state and is
//! done again after a crash. So no order and no payment is lost or doubled; a statement may be delivered twice, with
//! the same bytes.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use sapa_kernel::{Amount, Currency, Money, Timestamp};

use crate::files::{self, Files, Folders, at};
use crate::text::{self, MAX_NAME, MAX_REMITTANCE};
use crate::{BankAccount, ConnectorError, FileError, Instruction, SignedAmount, pain001};

mod run;
mod state;

use state::{PayIn, State};

/// The file that everything is in.
const STATE_FILE: &str = "state.json";
/// Held while something is done: the bank may be called by several processes.
const LOCK_FILE: &str = "lock";
/// Where orders go that the bank does not take, below its own directory.
const REFUSED: &str = "refused";

/// All that the account may hold, in minor units. Sums of a statement have room for several times that.
const MOST: Amount = Amount::from_minor(100_000_000_000_000_000);

/// The end of account numbers that are closed at this bank: money for them comes back.
pub const CLOSED_ACCOUNT_ENDING: &str = "000";
/// Why it comes back: the code of ISO 20022 for a closed account.
pub const CLOSED_ACCOUNT: &str = "AC04";

/// A bank that plays along.
#[derive(Debug)]
pub struct DemoBank {
    folders: Folders,
    home: PathBuf,
    files: Files,
}

/// Why the demo bank does not do it.
#[derive(Debug, thiserror::Error)]
pub enum DemoBankError {
    /// A reference or a name that no file can carry.
    #[error("{0} is empty, too long, or has characters that a file cannot carry")]
    BadText(&'static str),
    /// Nothing, another currency, or more than the bank has room for.
    #[error("{0} cannot be paid in here")]
    BadAmount(Money),
    /// The state file is not one.
    #[error("{}: {message}", path.display())]
    BadState {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The directory belongs to a bank with another customer.
    #[error("this bank has the account {0} and no other")]
    OtherAccount(BankAccount),
    /// A statement that cannot be written.
    #[error(transparent)]
    Statement(#[from] FileError),
    /// The disk.
    #[error(transparent)]
    Disk(#[from] ConnectorError),
}

impl DemoBank {
    /// The bank whose own directory is `home`, with the cell's account; new, with an empty account, if there is none.
    ///
    /// # Errors
    /// `BadState`, `OtherAccount`, `Disk`
    pub fn open(
        folders: Folders,
        home: &Path,
        account: BankAccount,
        currency: Currency,
    ) -> Result<Self, DemoBankError> {
        let bank = Self {
            folders,
            home: home.to_owned(),
            files: Files::default(),
        };
        let refused = bank.home.join(REFUSED);
        for dir in [&bank.folders.outbox, &bank.folders.inbox, &refused] {
            bank.files.make_dir(dir)?;
        }
        let _lock = bank.lock()?;
        match bank.load()? {
            Some(state) if state.account != account || state.currency != currency => {
                return Err(DemoBankError::OtherAccount(state.account));
            }
            Some(_) => {}
            None => bank.save(&State::new(account, currency))?,
        }
        Ok(bank)
    }

    /// Somebody pays something to the cell's account, with the reference that they were given. The next
    /// [`DemoBank::run_once`] books it.
    ///
    /// # Errors
    /// `BadText`, `BadAmount`, `BadState`, `Disk`
    pub fn pay_in(
        &self,
        reference: &str,
        amount: Money,
        payer_name: &str,
    ) -> Result<(), DemoBankError> {
        if !text::is_plain(reference, MAX_REMITTANCE) {
            return Err(DemoBankError::BadText("the reference"));
        }
        if !text::is_plain(payer_name, MAX_NAME) {
            return Err(DemoBankError::BadText("the payer's name"));
        }
        let _lock = self.lock()?;
        let mut state = self.state()?;
        let total = state
            .pay_ins
            .iter()
            .map(|pay_in| pay_in.amount)
            .chain([state.balance.amount(), amount.amount])
            .try_fold(Amount::ZERO, Amount::checked_add)
            .filter(|total| *total <= MOST);
        if amount.currency != state.currency || amount.amount.is_zero() || total.is_none() {
            return Err(DemoBankError::BadAmount(amount));
        }
        state.last_pay_in += 1;
        state.pay_ins.push_back(PayIn {
            number: state.last_pay_in,
            reference: reference.to_owned(),
            amount: amount.amount,
            payer_name: payer_name.to_owned(),
        });
        self.save(&state)
    }

    /// What is booked on the cell's account.
    ///
    /// # Errors
    /// `BadState`, `Disk`
    pub fn balance(&self) -> Result<SignedAmount, DemoBankError> {
        Ok(self.state()?.balance)
    }

    /// Executes what is ordered and books what was paid in, and puts a statement of it into the inbox. Returns the
    /// statement's file name; none, if nothing happened.
    ///
    /// Orders for accounts that end in [`CLOSED_ACCOUNT_ENDING`] are booked and come back in the next run. Orders that
    /// the balance does not cover wait until it does.
    ///
    /// # Errors
    /// `BadState`, `Statement`, `Disk`. Whatever happened, the next run continues.
    pub fn run_once(&self, now: Timestamp) -> Result<Option<String>, DemoBankError> {
        let _lock = self.lock()?;
        let mut state = self.state()?;
        self.deliver(&mut state)?;
        let executed = self.take_orders(&mut state)?;
        let booked = state.book(now)?;
        if booked.is_some() || executed.iter().any(|order| order.new) {
            self.save(&state)?;
        }
        for order in executed {
            self.files.remove(&self.folders.outbox.join(order.file))?;
        }
        self.deliver(&mut state)?;
        Ok(booked)
    }

    /// Puts a statement that is decided into the inbox, and notes that it is there.
    fn deliver(&self, state: &mut State) -> Result<(), DemoBankError> {
        if let Some(leaving) = state.leaving.take() {
            let path = self.folders.inbox.join(&leaving.file);
            self.files.put(&path, leaving.content.as_bytes())?;
            self.save(state)?;
        }
        Ok(())
    }

    /// Moves what is in the outbox into the state. The files are still there.
    fn take_orders(&self, state: &mut State) -> Result<Vec<Executed>, DemoBankError> {
        let mut executed = Vec::new();
        for file in files::list(&self.folders.outbox)? {
            let path = self.folders.outbox.join(&file);
            let Some(content) = files::read(&path)? else {
                continue;
            };
            match accept(state, &content) {
                Ok(message) => {
                    let new = state.executed.insert(message.message_id);
                    if new {
                        state.orders.extend(message.orders);
                    }
                    executed.push(Executed { file, new });
                }
                Err(reason) => {
                    let refused = self.home.join(REFUSED);
                    let beside = refused.join(format!("{file}.reason.txt"));
                    self.files.put(&beside, format!("{reason}\n").as_bytes())?;
                    self.files.rename(&path, &refused.join(file))?;
                }
            }
        }
        Ok(executed)
    }

    fn lock(&self) -> Result<File, DemoBankError> {
        let path = self.home.join(LOCK_FILE);
        let lock = || -> io::Result<File> {
            let file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)?;
            file.lock()?;
            Ok(file)
        };
        Ok(lock().map_err(at(&path))?)
    }

    fn state(&self) -> Result<State, DemoBankError> {
        self.load()?.ok_or_else(|| DemoBankError::BadState {
            path: self.home.join(STATE_FILE),
            message: "the file is gone".into(),
        })
    }

    fn load(&self) -> Result<Option<State>, DemoBankError> {
        let path = self.home.join(STATE_FILE);
        let Some(content) = files::read(&path)? else {
            return Ok(None);
        };
        serde_json::from_slice(&content)
            .map(Some)
            .map_err(|error| DemoBankError::BadState {
                path,
                message: error.to_string(),
            })
    }

    fn save(&self, state: &State) -> Result<(), DemoBankError> {
        let path = self.home.join(STATE_FILE);
        let content =
            serde_json::to_vec_pretty(state).map_err(|error| DemoBankError::BadState {
                path: path.clone(),
                message: error.to_string(),
            })?;
        Ok(self.files.put(&path, &content)?)
    }

    #[cfg(test)]
    pub(crate) fn stop_after(&self, steps: Option<u32>) {
        self.files.stop_after(steps);
    }
}

/// A file of the outbox whose orders are in the state.
struct Executed {
    file: String,
    /// Whether they were not before.
    new: bool,
}

/// The message, if this bank executes it.
fn accept(state: &State, content: &[u8]) -> Result<Instruction, String> {
    let message = pain001::read(content).map_err(|error| error.to_string())?;
    if !message.initiator.account.matches(&state.account) {
        return Err(format!("{} is no account here", message.initiator.account));
    }
    let other = |order: &&crate::PaymentOrder| order.amount.currency != state.currency;
    match message.orders.iter().find(other) {
        Some(order) => Err(format!("{} is of another currency", order.amount)),
        None => Ok(message),
    }
}
