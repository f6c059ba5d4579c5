//! `cell.*`: what anybody may know of this cell before signing in.

use sapa_kernel::{Empty, Fault, Visitor};
use sapa_store::Read;
use schemars::JsonSchema;
use serde::Serialize;

use crate::registry::Registry;

/// Who may register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationMode {
    /// Anybody.
    Open,
    /// Those whom a resident invited.
    Invitation,
    /// Nobody.
    Closed,
}

/// What the domain of accounts knows of the cell itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFacts {
    /// The name that the operator gave it.
    pub name: String,
    /// Whether nobody runs the cell yet.
    pub needs_setup: bool,
    /// Who may register.
    pub registration: RegistrationMode,
}

impl Default for CellFacts {
    /// A cell on which nobody has an account yet.
    fn default() -> Self {
        Self {
            name: "Sapa".to_owned(),
            needs_setup: true,
            registration: RegistrationMode::Invitation,
        }
    }
}

/// What anybody may know of this cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CellInfo {
    /// The name that the operator gave it.
    name: String,
    /// The version of the server.
    version: String,
    /// Whether this is a demo town, with play money and fictional residents.
    demo: bool,
    /// Whether the cell waits for its first operator.
    needs_setup: bool,
    /// Who may register.
    registration: RegistrationMode,
    /// Where people reach this cell.
    public_url: String,
    /// Whether pages lack a secure context: served over plain HTTP from other than this machine, so that
    /// browsers withhold the camera, notifications and installation.
    secure_context_hint: bool,
}

/// Registers the operations of the cell itself. The nouns that answer for it are registered before.
pub(crate) fn register(registry: Registry) -> Registry {
    let settings = registry.settings();
    let facts = registry.cell_facts;
    registry
        .read(
            "cell.info",
            move |read: &dyn Read, _: &Visitor, _: Empty| {
                let facts = facts.map_or_else(|| Ok(CellFacts::default()), |facts| facts(read))?;
                Ok::<_, Fault>(CellInfo {
                    name: facts.name,
                    version: env!("CARGO_PKG_VERSION").to_owned(),
                    demo: settings.demo,
                    needs_setup: facts.needs_setup,
                    registration: facts.registration,
                    public_url: settings.public_url.clone(),
                    secure_context_hint: settings.lacks_secure_context(),
                })
            },
        )
        .about("What anybody may know of this cell: its name, version and who may register.")
}
