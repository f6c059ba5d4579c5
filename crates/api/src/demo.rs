//! `demo.*`: the residents of a demo town, and walking in their shoes. Registered only in demo cells.

use sapa_accounts as accounts;
use sapa_accounts::{AccountInput, Me, Token};
use sapa_kernel::{Fault, Visitor};
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::operation::Limit;
use crate::registry::Registry;

/// A visitor who goes on as a resident.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ContinuedAs {
    /// The resident.
    account: Me,
    /// The session's token, if the request asked for it (`Sapa-Session: token`); else it is in the slot's cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

/// Registers the operations of a demo town, if this is one.
pub(crate) fn register(registry: Registry) -> Registry {
    if !registry.settings().demo {
        return registry;
    }
    registry
        .read("demo.residents", accounts::residents)
        .about("The fictional residents of the town.")
        .prepared("demo.continue_as", continue_as)
        .about("Signs the visitor in as a resident: they have no passwords.")
        .limit(Limit::Ordinary)
        .secret()
}

async fn continue_as(
    context: Context,
    visitor: Visitor,
    input: AccountInput,
) -> Result<ContinuedAs, Fault> {
    let token = Token::from_random(context.secret_bytes()?);
    let hash = token.hash();
    let now = context
        .write(move |tx| accounts::continue_as(tx, &visitor, input.account, hash))
        .await?;
    Ok(ContinuedAs {
        account: now.me,
        token: context.hand_over_token(token.text().to_owned()),
    })
}
