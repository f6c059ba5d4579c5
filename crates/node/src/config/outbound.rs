//! Settings of requests to other servers.

use sapa_outbound::Allowed;
use serde::{Deserialize, Serialize};

/// Requests to other servers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outbound {
    /// Hosts and ports that development may reach although they are private.
    pub allow: Vec<String>,
}

impl Outbound {
    /// The list, or what is wrong with it.
    pub(crate) fn allowed(&self) -> Result<Vec<Allowed>, String> {
        let parse = |entry: &String| {
            entry
                .parse()
                .map_err(|error| format!("outbound.allow: {entry} is not {error}"))
        };
        self.allow.iter().map(parse).collect()
    }
}
