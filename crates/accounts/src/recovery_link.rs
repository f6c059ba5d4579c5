//! An operator's one-time link for somebody who has neither password nor recovery codes.

use std::time::Duration;

use sapa_kernel::{AccountId, Operator, Timestamp};
use sapa_store::{Scan, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::keys::{ACCOUNTS, RECOVERY_LINKS};
use crate::model::RecoveryLink;
use crate::notices::{NoticeKind, notify};
use crate::secret::Token;

/// How long a link holds.
const LINK_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Which account.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct AccountInput {
    /// The account.
    pub account: AccountId,
}

/// A link to hand to the person, by a way on which they are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RecoveryLinkMade {
    /// The link, shown once.
    pub url: String,
    /// When it stops holding, if it was not used before.
    pub expires_at: Timestamp,
}

/// Makes a link with this token; earlier links for the account no longer hold. The person gets a notice.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account, or it is deleted.
pub fn make_recovery_link(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &AccountInput,
    token: &Token,
    public_url: &str,
) -> Result<RecoveryLinkMade, Error> {
    ACCOUNTS
        .get(tx, &(input.account,))?
        .filter(|account| !account.is_deleted(tx.now()) && !account.fictional)
        .ok_or(Error::NotFound("account"))?;
    drop_links(tx, input.account)?;
    let expires_at = tx.now().saturating_add(LINK_LIFETIME);
    let link = RecoveryLink {
        account: input.account,
        expires_at,
    };
    RECOVERY_LINKS.put(tx, &(token.hash(),), &link)?;
    let by = match operator.account {
        Some(operator) => ACCOUNTS.get(tx, &(operator,))?.map(|row| row.handle),
        None => None,
    };
    let by = by.unwrap_or_default();
    notify(
        tx,
        input.account,
        NoticeKind::RecoveryLinkMade,
        &[("by", &by)],
    )?;
    Ok(RecoveryLinkMade {
        url: format!("{public_url}/recover-link#{}", token.text()),
        expires_at,
    })
}

/// Ends all links for an account. Links are few: they are swept a day after they were made.
pub(crate) fn drop_links(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    for (key, link) in RECOVERY_LINKS.scan(tx, Scan::all())? {
        if link.account == account {
            RECOVERY_LINKS.delete(tx, &key)?;
        }
    }
    Ok(())
}
