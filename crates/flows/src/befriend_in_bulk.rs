//! Friends by the hundred, for measuring load: made by the machine's owner.

use sapa_accounts::Error;
use sapa_kernel::{AccountId, ConversationId, Fault, Operator};
use sapa_store::Tx;
use serde::{Deserialize, Serialize};

use crate::fault;

/// Pairs that one call befriends, at most.
pub const MAX_PAIRS: u32 = 1_000;

/// Who shall be friends.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct BefriendInBulk {
    /// 1 to 1,000 pairs.
    pub pairs: Vec<(AccountId, AccountId)>,
}

/// The conversations of the pairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct BefriendedInBulk {
    /// In the order of the pairs.
    pub conversations: Vec<ConversationId>,
}

/// Makes each pair friends with a conversation. Repeating it gives the same conversations.
///
/// # Errors
/// `accounts.token_needed`, `accounts.out_of_range` for too few or many pairs, `accounts.not_found`, those of
/// [`sapa_contacts::befriend`].
pub fn befriend_in_bulk(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: BefriendInBulk,
) -> Result<BefriendedInBulk, Fault> {
    sapa_accounts::token_only(operator).map_err(fault)?;
    if input.pairs.is_empty() || input.pairs.len() > MAX_PAIRS as usize {
        return Err(fault(Error::OutOfRange {
            field: "pairs",
            min: 1,
            max: MAX_PAIRS,
        }));
    }
    let mut conversations = Vec::with_capacity(input.pairs.len());
    for (a, b) in input.pairs {
        for account in [a, b] {
            if !sapa_accounts::exists(tx, account).map_err(fault)? {
                return Err(fault(Error::NotFound("account")));
            }
        }
        conversations.push(befriend(tx, a, b)?);
    }
    Ok(BefriendedInBulk { conversations })
}

fn befriend(tx: &mut Tx<'_>, a: AccountId, b: AccountId) -> Result<ConversationId, Fault> {
    if !sapa_contacts::are_friends(tx, a, b).map_err(fault)? {
        sapa_contacts::befriend(tx, a, b).map_err(fault)?;
        return sapa_chat::befriend(tx, a, b).map_err(fault);
    }
    sapa_chat::direct_of(tx, a, b)
        .map_err(fault)?
        .map_or_else(|| sapa_chat::befriend(tx, a, b).map_err(fault), Ok)
}
