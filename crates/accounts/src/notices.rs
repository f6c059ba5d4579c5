//! What a person has to be told about their account, until they have read it.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use sapa_feed::{KIND_ME, Subject};
use sapa_kernel::{AccountId, Empty, LinkId, SignedIn, Timestamp};
use sapa_store::{Read, Scan, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::keys::NOTICES;
use crate::model::NoticeRow;

/// Notices kept for an account; beyond it the oldest goes.
const MAX_NOTICES: usize = 50;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema, Encode, Decode)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum NoticeKind {
    /// An operator made a link that sets a new password.
    #[n(0)]
    RecoveryLinkMade,
    /// Somebody signed in with a recovery code or link, and set a new password.
    #[n(1)]
    SignedInByRecovery,
    /// The password was changed.
    #[n(2)]
    PasswordChanged,
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Notice {
    /// Names it, to dismiss it.
    pub id: LinkId,
    /// What happened.
    pub kind: NoticeKind,
    /// When.
    pub at: Timestamp,
    /// Names and values for the text: `address`, `device`, `by`.
    pub text_params: BTreeMap<String, String>,
}

/// Which notice has been read.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct DismissNotice {
    /// The notice.
    pub id: LinkId,
}

/// Tells an account something.
pub(crate) fn notify(
    tx: &mut Tx<'_>,
    account: AccountId,
    kind: NoticeKind,
    params: &[(&str, &str)],
) -> Result<(), StoreError> {
    let ids = NOTICES.keys(tx, Scan::under(&(account,)))?;
    if ids.len() >= MAX_NOTICES {
        NOTICES.delete(tx, &ids[0])?;
    }
    let row = NoticeRow {
        kind,
        at: tx.now(),
        params: params
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    };
    let id = tx.new_id::<LinkId>();
    NOTICES.put(tx, &(account, id), &row)?;
    touch_me(tx, account)
}

/// The account's notices, the oldest first.
pub(crate) fn notices_of(read: &dyn Read, account: AccountId) -> Result<Vec<Notice>, StoreError> {
    let rows = NOTICES.scan(read, Scan::under(&(account,)))?;
    Ok(rows
        .into_iter()
        .map(|((_, id), row)| Notice {
            id,
            kind: row.kind,
            at: row.at,
            text_params: row.params.into_iter().collect(),
        })
        .collect())
}

/// Takes a notice away that has been read. Repeating it is refused with [`Error::NotFound`].
///
/// # Errors
/// [`Error::NotFound`].
pub fn dismiss_notice(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: DismissNotice,
) -> Result<Empty, Error> {
    let key = (actor.account, input.id);
    if !NOTICES.contains(tx, &key)? {
        return Err(Error::NotFound("notice"));
    }
    NOTICES.delete(tx, &key)?;
    touch_me(tx, actor.account)?;
    Ok(Empty {})
}

/// Tells the account's devices that what [`crate::me`] says has changed.
pub(crate) fn touch_me(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    let subject = Subject {
        kind: KIND_ME,
        id: Vec::new(),
    };
    sapa_feed::touch(tx, account, subject)
}
