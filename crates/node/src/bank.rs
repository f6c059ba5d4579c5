//! The way to the cell's bank: carries orders out and statements in, again and again.
//!
//! Everything here may happen twice: a message says the same when it is sent again, a statement is booked once. So a
//! crash at any point loses nothing and doubles nothing.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sapa_api::DemoBank;
use sapa_bank::{
    BankAccount, Connector, ConnectorError, DemoBank as TownBank, Directory, Fetched, Folders,
    Initiator, Outcome, Statement,
};
use sapa_kernel::{Clock, Coded, Currency, Fault, FaultKind, Money};
use sapa_store::{Cell, Lane, Tx, WriteError};
use sapa_wallet::Booked;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::config::Config;

/// The directory of a demo town's bank, in the data directory.
const TOWN_BANK: &str = "bank";

/// How often a demo town's bank looks: people wait for it.
const TOWN_POLL: Duration = Duration::from_secs(1);

/// How long after a failure the bank is tried again.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// The cell's bank, or what stands for it.
pub(crate) struct Bank {
    connector: Arc<dyn Connector>,
    own_account: BankAccount,
    town: Option<Arc<TownBank>>,
    poll: Duration,
    wake: Arc<Notify>,
    /// Broken files that were seen once, by their content.
    unfinished: Mutex<BTreeSet<[u8; 32]>>,
}

/// The work that carries the bank's files.
pub(crate) struct Carrier {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Carrier {
    /// Ends it, once what it is about is done.
    pub(crate) async fn stop(self, patience: Duration) {
        self.stop.cancel();
        if tokio::time::timeout(patience, self.task).await.is_err() {
            tracing::warn!(
                "files of the bank were under way; they are carried again at the next start"
            );
        }
    }
}

/// Why the bank's directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// The directory.
    #[error(transparent)]
    Directory(#[from] ConnectorError),
    /// The demo town's bank.
    #[error(transparent)]
    Town(#[from] sapa_bank::DemoBankError),
    /// The demo town's account.
    #[error(transparent)]
    Account(#[from] sapa_bank::AccountError),
}

impl Bank {
    /// The bank of this configuration; a demo town has one of its own. `None` if the cell has none.
    pub(crate) fn open(config: &Config, data: &Path) -> Result<Option<Self>, BankError> {
        let own = config.bank.own_account().ok().flatten();
        let (own_account, folders, poll, holder) = match own {
            Some(account) if !config.demo => (
                account,
                Folders::under(&config.bank.directory),
                Duration::from_secs(config.bank.poll_seconds),
                config.bank.holder.clone(),
            ),
            _ if config.demo => (
                town_account()?,
                Folders::under(&data.join(TOWN_BANK)),
                TOWN_POLL,
                TOWN_HOLDER.to_owned(),
            ),
            _ => return Ok(None),
        };
        let town = match town_currency().filter(|_| config.demo) {
            Some(currency) => Some(Arc::new(TownBank::open(
                folders.clone(),
                &data.join(TOWN_BANK).join("town"),
                own_account.clone(),
                currency,
            )?)),
            None => None,
        };
        let initiator = Initiator {
            name: holder,
            account: own_account.clone(),
        };
        let offset = i16::try_from(config.wallet.utc_offset_minutes).unwrap_or(0);
        let connector = Arc::new(Directory::open(folders, initiator, offset)?);
        Ok(Some(Self {
            connector,
            own_account,
            town,
            poll,
            wake: Arc::new(Notify::new()),
            unfinished: Mutex::default(),
        }))
    }

    /// What people read who top up.
    pub(crate) fn details(&self, config: &Config) -> sapa_api::BankDetails {
        let (bank, holder) = if self.town.is_some() {
            (TOWN_BANK_NAME.to_owned(), TOWN_HOLDER.to_owned())
        } else {
            (config.bank.name.clone(), config.bank.holder.clone())
        };
        sapa_api::BankDetails {
            bank,
            holder,
            account: self.own_account.number().to_owned(),
            bank_code: self.own_account.bank().map(|bank| bank.text().to_owned()),
        }
    }

    /// The counter of a demo town's bank, where people pay in what they make up.
    pub(crate) fn counter(&self) -> Option<DemoBank> {
        let (town, wake) = (self.town.clone()?, Arc::clone(&self.wake));
        let pay_in = move |reference: &str, money: Money, payer: &str| {
            let paid = town.pay_in(reference, money, payer);
            wake.notify_one();
            paid.map_err(std::io::Error::other)
        };
        Some(DemoBank::new(pay_in))
    }

    /// Carries files from now on.
    pub(crate) fn start(self, cell: Cell, clock: Arc<dyn Clock>) -> Carrier {
        let stop = CancellationToken::new();
        let task = tokio::spawn(self.carry(cell, clock, stop.clone()));
        Carrier { stop, task }
    }

    async fn carry(self, cell: Cell, clock: Arc<dyn Clock>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let pause = match self.once(&cell, &clock).await {
                Ok(()) => self.poll,
                Err(error) => {
                    tracing::error!(error, "the bank is tried again later");
                    PAUSE_AFTER_FAILURE
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Tells the bank what waits, and books what it said.
    pub(crate) async fn once(&self, cell: &Cell, clock: &Arc<dyn Clock>) -> Result<(), String> {
        // What cannot be sent must not keep what the bank says from being booked.
        let sent = self.send(cell).await;
        self.receive(cell, clock).await?;
        sent
    }

    async fn receive(&self, cell: &Cell, clock: &Arc<dyn Clock>) -> Result<(), String> {
        if let Some(town) = self.town.clone() {
            let now = clock.now();
            let ran = blocking(move || town.run_once(now)).await?;
            ran.map_err(|error| error.to_string())?;
        }
        let connector = Arc::clone(&self.connector);
        let files = blocking(move || connector.fetch()).await?;
        let mut files = files.map_err(|error| error.to_string())?;
        files.sort_by_key(Fetched::speaks_until);
        self.forget_gone(cell, &files).await?;
        // One may wait for another that stands behind it: as long as something is booked, those that waited are tried again.
        loop {
            let (mut waiting, mut settled) = (Vec::new(), false);
            for file in files {
                match self.book(cell, &file).await? {
                    Done::Settled => settled = true,
                    Done::Waits => waiting.push(file),
                    Done::Later => {}
                }
            }
            if !settled || waiting.is_empty() {
                return Ok(());
            }
            files = waiting;
        }
    }

    /// Forgets those that waited and are not in the inbox any more: somebody took them away.
    async fn forget_gone(&self, cell: &Cell, files: &[Fetched]) -> Result<(), String> {
        let gone: Vec<String> = sapa_wallet::waiting_files(&cell.snapshot())
            .map_err(|error| error.to_string())?
            .into_iter()
            .map(|file| file.name)
            .filter(|name| files.iter().all(|file| file.file != *name))
            .collect();
        for name in gone {
            forget(cell, name).await?;
        }
        Ok(())
    }

    async fn send(&self, cell: &Cell) -> Result<(), String> {
        loop {
            let next = write(cell, |tx| {
                sapa_wallet::next_message(tx).map_err(|error| error.fault())
            });
            let Some(message) = next.await? else {
                return Ok(());
            };
            let (connector, sent) = (Arc::clone(&self.connector), message.clone());
            let submitted =
                blocking(move || connector.submit(&sent.orders, &sent.id, sent.made_at)).await?;
            submitted.map_err(|error| format!("message {}: {error}", message.id))?;
            tracing::info!(
                message = message.id,
                orders = message.orders.len(),
                "told the bank"
            );
            write(cell, move |tx| {
                sapa_wallet::message_sent(tx, &message).map_err(|error| error.fault())
            })
            .await?;
        }
    }

    /// Books a file, or refuses it, and puts it away. One that cannot be booked yet stays where it is.
    async fn book(&self, cell: &Cell, file: &Fetched) -> Result<Done, String> {
        let outcome = match &file.statements {
            Ok(statements) => self.book_all(cell, statements).await?,
            // Somebody may still be writing it: a file that stays broken is refused.
            Err(error) if error.is_truncated() && self.is_new(file.sha256) => Next::Later,
            Err(error) => Next::Settled(Outcome::Rejected {
                reason: error.to_string(),
            }),
        };
        let outcome = match outcome {
            Next::Settled(outcome) => outcome,
            Next::Later => return Ok(Done::Later),
            Next::Waits { reason } => {
                wait(cell, &file.file, reason).await?;
                return Ok(Done::Waits);
            }
        };
        if let Outcome::Rejected { reason } = &outcome {
            tracing::error!(file = file.file, reason, "a file of the bank is refused");
            let (name, sha256, reason) = (file.file.clone(), file.sha256, reason.clone());
            write(cell, move |tx| {
                sapa_wallet::note_rejected_file(tx, name, sha256, reason)
                    .map_err(|error| error.fault())
            })
            .await?;
        } else {
            forget(cell, file.file.clone()).await?;
        }
        let connector = Arc::clone(&self.connector);
        let name = file.file.clone();
        let settled = blocking(move || connector.settle(&name, &outcome)).await?;
        settled.map_err(|error| error.to_string())?;
        Ok(Done::Settled)
    }

    /// Whether a broken file is seen with this content for the first time: somebody may still be writing it. What is the same
    /// at the next look stays broken.
    fn is_new(&self, sha256: [u8; 32]) -> bool {
        let mut unfinished = self
            .unfinished
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if unfinished.remove(&sha256) {
            return false;
        }
        unfinished.insert(sha256)
    }

    /// Books the statements of a file, in parts. They may stand in any order; one that is refused keeps no other from being
    /// booked. Those of other accounts are passed over if one is ours.
    async fn book_all(&self, cell: &Cell, statements: &[Statement]) -> Result<Next, String> {
        let ours = |one: &&Statement| one.account.matches(&self.own_account);
        let mut left: Vec<&Statement> = statements.iter().filter(ours).collect();
        if let (true, Some(other)) = (left.is_empty(), statements.first()) {
            let reason = format!(
                "the statement {} is of the account {}, not of {}",
                other.id, other.account, self.own_account
            );
            return Ok(Next::Settled(Outcome::Rejected { reason }));
        }
        left.sort_by_key(|one| (one.to, one.sequence));
        let (mut refused, mut booked) = (Vec::new(), 0);
        loop {
            let (mut waiting, mut why) = (Vec::new(), None);
            let before = left.len();
            for statement in left {
                match self.book_one(cell, statement).await? {
                    Next::Settled(Outcome::Booked) => booked += 1,
                    Next::Settled(Outcome::Rejected { reason }) => refused.push(reason),
                    Next::Waits { reason } => {
                        waiting.push(statement);
                        why = Some(reason);
                    }
                    Next::Later => return Ok(Next::Later),
                }
            }
            match why {
                None => break,
                Some(reason) if waiting.len() == before => return Ok(Next::Waits { reason }),
                Some(_) => left = waiting,
            }
        }
        if refused.is_empty() {
            return Ok(Next::Settled(Outcome::Booked));
        }
        let mut reason = refused.join(" ");
        if booked > 0 {
            reason.push_str(&format!(
                " {booked} other statements of the file are booked."
            ));
        }
        Ok(Next::Settled(Outcome::Rejected { reason }))
    }

    /// Books one statement, one transaction for each part of it.
    async fn book_one(&self, cell: &Cell, statement: &Statement) -> Result<Next, String> {
        let id = &statement.id;
        let mut differences = 0;
        loop {
            let part = statement.clone();
            let booked = cell
                .write(Lane::Job, move |tx| {
                    sapa_flows::money::book_statement(tx, &part)
                })
                .await;
            match booked {
                Ok(done) => {
                    differences += done.value.differences;
                    if !done.value.more {
                        said(id, &done.value, differences);
                        return Ok(Next::Settled(Outcome::Booked));
                    }
                }
                Err(WriteError::Refused { error, .. }) if error.code == "wallet.not_offered" => {
                    tracing::warn!(statement = id, "no wallets yet: a statement waits");
                    return Ok(Next::Later);
                }
                Err(WriteError::Refused { error, .. })
                    if error.code == "wallet.statement_waits" =>
                {
                    return Ok(Next::Waits {
                        reason: error.message,
                    });
                }
                Err(WriteError::Refused { error, .. }) if is_final(&error) => {
                    return Ok(Next::Settled(Outcome::Rejected {
                        reason: error.message,
                    }));
                }
                Err(other) => return Err(format!("statement {id}: {other}")),
            }
        }
    }
}

/// What became of a file at one look.
enum Done {
    /// It was put away.
    Settled,
    /// It is tried again as soon as another one has been booked.
    Waits,
    /// It is tried again at the next look.
    Later,
}

/// What shall become of a file.
enum Next {
    /// It was dealt with.
    Settled(Outcome),
    /// Another one is missing before it: operators see that it waits.
    Waits { reason: String },
    /// It is tried again.
    Later,
}

/// Notes that a file waits, unless that is known.
async fn wait(cell: &Cell, name: &str, reason: String) -> Result<(), String> {
    let known = sapa_wallet::waiting_files(&cell.snapshot()).map_err(|error| error.to_string())?;
    if known
        .iter()
        .any(|file| file.name == name && file.reason == reason)
    {
        return Ok(());
    }
    tracing::warn!(file = name, reason, "a file of the bank waits");
    let name = name.to_owned();
    write(cell, move |tx| {
        sapa_wallet::note_waiting_file(tx, name, reason).map_err(|error| error.fault())
    })
    .await
}

/// Forgets that a file waited, if it did.
async fn forget(cell: &Cell, name: String) -> Result<(), String> {
    let known = sapa_wallet::waiting_files(&cell.snapshot()).map_err(|error| error.to_string())?;
    if known.iter().all(|file| file.name != name) {
        return Ok(());
    }
    write(cell, move |tx| {
        sapa_wallet::forget_waiting_file(tx, name).map_err(|error| error.fault())
    })
    .await
}

fn said(id: &str, booked: &Booked, differences: u32) {
    if booked.before {
        tracing::info!(statement = id, "a statement was booked before");
    } else if differences > 0 {
        tracing::warn!(
            statement = id,
            differences,
            "a statement has lines that somebody has to look at"
        );
    } else {
        tracing::info!(statement = id, "a statement is booked");
    }
}

/// Whether the same file would be refused again.
fn is_final(fault: &Fault) -> bool {
    !matches!(fault.kind, FaultKind::Internal | FaultKind::Unavailable)
}

/// What a demo town's bank is called.
const TOWN_BANK_NAME: &str = "Bank Labuhan Teduh";
/// Whose account it is.
const TOWN_HOLDER: &str = "Sapa Labuhan Teduh";
/// Its number.
const TOWN_ACCOUNT: &str = "8800123456";

fn town_account() -> Result<BankAccount, sapa_bank::AccountError> {
    BankAccount::local(TOWN_ACCOUNT, None)
}

/// The currency of a demo town.
pub(crate) fn town_currency() -> Option<Currency> {
    "IDR".parse().ok()
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| error.to_string())
}

async fn write<T: Send + 'static>(
    cell: &Cell,
    act: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> Result<T, String> {
    match cell.write(Lane::Job, act).await {
        Ok(done) => Ok(done.value),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
