//! What payments and the proxy need to know of mini programs. Their registry answers it; a cell without one knows none.

use std::sync::Arc;

use sapa_kernel::{AccountId, Coded, Fault};
use sapa_mini::AppId;
use sapa_store::{Read, StoreError};
use serde::Deserialize;

/// Which of a program's versions runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// On its developers' own devices.
    Develop,
    /// For its testers.
    Trial,
    /// For everybody.
    #[default]
    Release,
}

/// Where a program's version may send requests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    /// Origins for `wx.request`: `https://api.example.com`, with a port if it is not the usual one.
    pub request: Vec<String>,
    /// Origins for `wx.uploadFile`.
    pub upload: Vec<String>,
    /// Origins for `wx.downloadFile`.
    pub download: Vec<String>,
    /// Also what the operator's `outbound.allow` lists, over plain HTTP too: a development version.
    pub development: bool,
}

/// How the registry of mini programs answers.
pub trait Programs: Send + Sync {
    /// Whether this person decides what the program sells.
    ///
    /// # Errors
    /// If rows cannot be read.
    fn manages(&self, read: &dyn Read, account: AccountId, app_id: &str) -> Result<bool, Fault>;

    /// Who it is that the program knows by this openid.
    ///
    /// # Errors
    /// If rows cannot be read.
    fn account_of(
        &self,
        read: &dyn Read,
        app_id: &str,
        openid: &str,
    ) -> Result<Option<AccountId>, Fault>;

    /// How the program knows this person, if it does.
    ///
    /// # Errors
    /// If rows cannot be read.
    fn openid_of(
        &self,
        read: &dyn Read,
        app_id: &str,
        account: AccountId,
    ) -> Result<Option<String>, Fault>;

    /// Where the program's version that this person runs may send requests; none if they may not run it.
    ///
    /// # Errors
    /// If rows cannot be read.
    fn network(
        &self,
        read: &dyn Read,
        app_id: &str,
        stage: Stage,
        account: AccountId,
    ) -> Result<Option<Network>, Fault>;
}

/// A cell without mini programs.
struct None;

impl Programs for None {
    fn manages(&self, _: &dyn Read, _: AccountId, _: &str) -> Result<bool, Fault> {
        Ok(false)
    }
    fn account_of(&self, _: &dyn Read, _: &str, _: &str) -> Result<Option<AccountId>, Fault> {
        Ok(Option::None)
    }
    fn openid_of(&self, _: &dyn Read, _: &str, _: AccountId) -> Result<Option<String>, Fault> {
        Ok(Option::None)
    }
    fn network(
        &self,
        _: &dyn Read,
        _: &str,
        _: Stage,
        _: AccountId,
    ) -> Result<Option<Network>, Fault> {
        Ok(Option::None)
    }
}

/// The registry of mini programs, as settings hold it.
#[derive(Clone)]
pub struct ProgramRegistry(Arc<dyn Programs>);

impl ProgramRegistry {
    /// The programs that the cell has registered.
    pub fn of_cell(keys: sapa_mini::Keys) -> Self {
        Self::new(Registered(keys))
    }

    /// This registry.
    pub fn new(programs: impl Programs + 'static) -> Self {
        Self(Arc::new(programs))
    }
}

impl Default for ProgramRegistry {
    fn default() -> Self {
        Self::new(None)
    }
}

impl std::ops::Deref for ProgramRegistry {
    type Target = dyn Programs;
    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl PartialEq for ProgramRegistry {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for ProgramRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ProgramRegistry")
    }
}

/// The programs of this cell.
pub(crate) struct Registered(pub(crate) sapa_mini::Keys);

fn failed(error: StoreError) -> Fault {
    sapa_mini::Error::from(error).fault()
}

/// What is no app id names no program.
fn named(app_id: &str) -> Option<AppId> {
    app_id.parse().ok()
}

impl Programs for Registered {
    fn manages(&self, read: &dyn Read, account: AccountId, app_id: &str) -> Result<bool, Fault> {
        named(app_id).map_or(Ok(false), |app| {
            sapa_mini::manages(read, app, account).map_err(failed)
        })
    }

    fn account_of(
        &self,
        read: &dyn Read,
        app_id: &str,
        openid: &str,
    ) -> Result<Option<AccountId>, Fault> {
        named(app_id).map_or(Ok(Option::None), |app| {
            sapa_mini::person_of_openid(read, app, openid).map_err(failed)
        })
    }

    fn openid_of(
        &self,
        read: &dyn Read,
        app_id: &str,
        account: AccountId,
    ) -> Result<Option<String>, Fault> {
        let Some(app) = named(app_id) else {
            return Ok(Option::None);
        };
        let openid = self.0.openid(app, account);
        // It knows those who have logged in.
        let known = sapa_mini::person_of_openid(read, app, &openid).map_err(failed)?;
        Ok(known.map(|_| openid))
    }

    fn network(
        &self,
        read: &dyn Read,
        app_id: &str,
        stage: Stage,
        account: AccountId,
    ) -> Result<Option<Network>, Fault> {
        let Some(app) = named(app_id) else {
            return Ok(Option::None);
        };
        let of = match stage {
            Stage::Develop => sapa_mini::Stage::Development,
            Stage::Trial => sapa_mini::Stage::Trial,
            Stage::Release => sapa_mini::Stage::Released,
        };
        let domains = sapa_mini::reach(read, app, of, account).map_err(failed)?;
        Ok(domains.map(|domains| Network {
            request: domains.request,
            upload: domains.upload,
            download: domains.download,
            development: stage == Stage::Develop,
        }))
    }
}
