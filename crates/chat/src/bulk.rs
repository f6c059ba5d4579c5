//! Groups in bulk, for load tests and imports: only the holder of the operator token may.

use sapa_kernel::{AccountId, ConversationId, Operator};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Error, create_group};

/// Input of `chat.create_group_in_bulk`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct CreateGroupInBulk {
    /// Who owns the group.
    pub owner: AccountId,
    /// The others, 2 to 499, each once. They need not be friends.
    pub members: Vec<AccountId>,
    /// At most 64 characters; may be empty.
    pub name: String,
}

/// Output of `chat.create_group_in_bulk`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CreatedInBulk {
    /// The group.
    pub conversation: ConversationId,
}

/// Makes a group of any accounts.
///
/// # Errors
/// As making one's own group, but for friendship; [`Error::AccountDeleted`] if an account does not exist.
pub fn create_group_in_bulk(
    tx: &mut Tx<'_>,
    _operator: &Operator,
    input: CreateGroupInBulk,
) -> Result<CreatedInBulk, Error> {
    for account in std::iter::once(input.owner).chain(input.members.iter().copied()) {
        if !sapa_accounts::exists(tx, account)? {
            return Err(Error::AccountDeleted { account });
        }
    }
    let conversation = create_group::make(tx, input.owner, &input.members, &input.name)?;
    Ok(CreatedInBulk { conversation })
}
