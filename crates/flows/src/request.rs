//! Asking somebody to be friends; where both ask, they are.

use sapa_contacts::{Relation, Request, Requested};
use sapa_kernel::{ConversationId, Fault, SignedIn};
use sapa_store::Tx;
use serde::Serialize;

use crate::fault;

/// What the two are now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RequestAnswer {
    /// `request_sent`, or `friend` if the other had asked too.
    pub relation: Relation,
    /// Where they can write to each other, if they are friends now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
}

/// Asks somebody to be friends.
///
/// # Errors
/// Those of [`sapa_contacts::request`].
pub fn request(tx: &mut Tx<'_>, actor: &SignedIn, input: Request) -> Result<RequestAnswer, Fault> {
    let account = input.account;
    match sapa_contacts::request(tx, actor, input).map_err(fault)? {
        Requested::Sent => Ok(RequestAnswer {
            relation: Relation::RequestSent,
            conversation: None,
        }),
        Requested::Befriended => {
            let conversation = sapa_chat::befriend(tx, actor.account, account).map_err(fault)?;
            Ok(RequestAnswer {
                relation: Relation::Friend,
                conversation: Some(conversation),
            })
        }
    }
}
