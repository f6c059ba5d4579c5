//! What every scenario needs first: the cell's address, the operator's token, accounts that are friends.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};

use sapa_client::{BulkAccount, Client};
use sapa_kernel::{Amount, ConversationId, Currency};
use serde_json::json;

use crate::clock;
use crate::error::Error;

/// Accounts that one call makes.
const ACCOUNTS_A_CALL: usize = 1_000;
/// Friendships that one call makes: each writes a handful of rows, and an entry has a limit.
const PAIRS_A_CALL: usize = 250;

/// Wallets that one call opens.
const WALLETS_A_CALL: usize = 500;
/// The payment PIN of every wallet.
pub(crate) const PIN: &str = "739182";

/// What the cell's own audit found.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub(crate) struct Audit {
    /// Rows that are not what they should be.
    pub(crate) offences: u64,
    pub(crate) checked: Checked,
}

/// What the audit looked at.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub(crate) struct Checked {
    /// Shares that were taken from red packets.
    pub(crate) claims: usize,
}

/// Where the cell is, and the right to make accounts in it.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) address: SocketAddr,
    pub(crate) client: Client,
    operator: Client,
    url: String,
}

impl Target {
    /// The cell at `url`, whose data directory holds the operator's token. Other machines are refused: load on
    /// somebody's server is an attack.
    pub(crate) fn new(url: &str, data: &Path) -> Result<Self, Error> {
        let client = Client::new(url)?;
        let endpoint = client.endpoint();
        if !endpoint.is_loopback() {
            return Err(Error::Usage(format!(
                "{url} is not this machine: load runs on loopback only"
            )));
        }
        let address = (endpoint.host(), endpoint.port())
            .to_socket_addrs()?
            .find(SocketAddr::is_ipv4)
            .ok_or_else(|| Error::Usage(format!("{url} has no IPv4 address")))?;
        let path: PathBuf = data.join("operator.token");
        let token = std::fs::read_to_string(&path)
            .map_err(|error| Error::Usage(format!("{} cannot be read: {error}", path.display())))?;
        let operator = client.with_token(token.trim());
        Ok(Self {
            address,
            client,
            operator,
            url: url.to_owned(),
        })
    }

    /// The same cell over new connections. While sockets were driven nobody looked at the kept ones, and the cell has
    /// closed those that were idle too long.
    pub(crate) fn afresh(&self) -> Result<Self, Error> {
        let client = Client::new(&self.url)?;
        Ok(Self {
            operator: client.with_token(self.operator.token().unwrap_or_default()),
            client,
            ..self.clone()
        })
    }

    /// Makes signed-in accounts with handles that no earlier run has taken.
    pub(crate) async fn accounts(&self, count: usize) -> Result<Vec<BulkAccount>, Error> {
        let run = run_prefix();
        let mut accounts = Vec::with_capacity(count);
        while accounts.len() < count {
            let now = (count - accounts.len()).min(ACCOUNTS_A_CALL);
            let prefix = format!("{run}{}", letters(accounts.len() as u64));
            let made = self.operator.create_in_bulk(&prefix, now).await?.accounts;
            if made.len() != now {
                return Err(Error::unexpected(format!(
                    "asked for {now} accounts, got {}",
                    made.len()
                )));
            }
            accounts.extend(made);
        }
        Ok(accounts)
    }

    /// Makes neighbours friends: the first two, the next two, and so on. One conversation for each pair.
    pub(crate) async fn befriend(
        &self,
        accounts: &[BulkAccount],
    ) -> Result<Vec<ConversationId>, Error> {
        let pairs: Vec<_> = accounts
            .chunks_exact(2)
            .map(|pair| (pair[0].account, pair[1].account))
            .collect();
        let mut conversations = Vec::with_capacity(pairs.len());
        for chunk in pairs.chunks(PAIRS_A_CALL) {
            conversations.extend(self.operator.befriend_in_bulk(chunk).await?);
        }
        if conversations.len() != pairs.len() {
            return Err(Error::unexpected("not every pair got a conversation"));
        }
        Ok(conversations)
    }

    /// The currency of the cell's wallets. A cell that offers none yet offers rupiah from now on.
    pub(crate) async fn offer_wallets(&self) -> Result<Currency, Error> {
        #[derive(serde::Deserialize)]
        struct Settings {
            currency: Option<Currency>,
        }
        let settings: Settings = self.operator.call("wallet.settings", json!({})).await?;
        if let Some(currency) = settings.currency {
            return Ok(currency);
        }
        let input = json!({"currency": "IDR", "terms": "Play money of a load test."});
        let settings: Settings = self.operator.call("wallet.update_settings", input).await?;
        settings
            .currency
            .ok_or_else(|| Error::unexpected("the cell offers no wallets"))
    }

    /// Opens wallets with the same money in each and the same PIN.
    pub(crate) async fn open_wallets(
        &self,
        accounts: &[BulkAccount],
        each: Amount,
        currency: Currency,
    ) -> Result<(), Error> {
        for chunk in accounts.chunks(WALLETS_A_CALL) {
            let accounts: Vec<_> = chunk.iter().map(|account| account.account).collect();
            let money = json!({"amount": each, "currency": currency});
            let input = json!({"accounts": accounts, "pin": PIN, "money": money});
            let _: serde_json::Value = self.operator.call("wallet.open_in_bulk", input).await?;
        }
        Ok(())
    }

    /// Whether the bank's account in the ledger has what the bank's statements say.
    pub(crate) async fn books_in_order(&self) -> Result<bool, Error> {
        #[derive(serde::Deserialize)]
        struct Reconciliation {
            in_order: bool,
        }
        let found: Reconciliation = self
            .operator
            .call("wallet.reconciliation", json!({}))
            .await?;
        Ok(found.in_order)
    }

    /// What the cell's own audit of all money found; none if it has no audit.
    pub(crate) async fn audit(&self) -> Result<Option<Audit>, Error> {
        match self.operator.call("wallet.audit", json!({})).await {
            Ok(audit) => Ok(Some(audit)),
            Err(sapa_client::Error::Refused(refusal))
                if refusal.code == "request.unknown_operation" =>
            {
                Ok(None)
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Makes one group of all these accounts, owned by the first.
    pub(crate) async fn group(&self, accounts: &[BulkAccount]) -> Result<ConversationId, Error> {
        let (owner, members) = accounts
            .split_first()
            .ok_or_else(|| Error::unexpected("a group needs members"))?;
        let members: Vec<_> = members.iter().map(|member| member.account).collect();
        let group = self
            .operator
            .create_group_in_bulk(owner.account, &members, "Load");
        Ok(group.await?)
    }
}

/// A prefix for handles: begins with a letter, differs from run to run.
fn run_prefix() -> String {
    format!("load{}", letters(clock::millis()))
}

/// A number in letters only: a handle may not have two marks in a row, and digits follow.
fn letters(mut number: u64) -> String {
    let mut text = String::new();
    loop {
        text.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_machines_are_refused() {
        for url in [
            "http://10.1.2.3:80",
            "http://cell.example",
            "https://127.0.0.1",
        ] {
            let error = Target::new(url, Path::new("/nowhere")).unwrap_err();
            assert!(!error.to_string().contains("operator.token"), "{error}");
        }
    }

    #[test]
    fn prefixes_are_handles_and_differ() {
        assert!(run_prefix().bytes().all(|byte| byte.is_ascii_lowercase()));
        assert_ne!(letters(25), letters(26));
        assert!(run_prefix().len() < 20);
    }
}
