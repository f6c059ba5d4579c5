//! What an operator sets for the whole cell.

use minicbor::{Decode, Encode};
use sapa_kernel::{Empty, Operator};
use sapa_store::{Read, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{cell_row, put_cell_row};
use crate::text::clean_name;
use crate::{Error, MAX_CELL_NAME};

/// Who may register.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, Encode, Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum RegistrationMode {
    /// Everybody.
    #[n(0)]
    Open,
    /// Who has an invitation. The default.
    #[n(1)]
    Invitation,
    /// Nobody.
    #[n(2)]
    Closed,
}

/// The settings of the cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct CellSettings {
    /// What the cell is called.
    pub cell_name: String,
    /// Who may register.
    pub registration: RegistrationMode,
}

/// What shall change; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct UpdateSettings {
    /// 1 to 64 characters.
    pub cell_name: Option<String>,
    /// Who may register.
    pub registration: Option<RegistrationMode>,
}

/// What anybody may know of the cell.
///
/// # Errors
/// Only if the store fails.
pub fn about_cell(read: &dyn Read) -> Result<CellSettings, StoreError> {
    let cell = cell_row(read)?;
    Ok(CellSettings {
        cell_name: cell.name,
        registration: cell.registration,
    })
}

/// The settings, for an operator.
///
/// # Errors
/// Only if the store fails.
pub fn settings(read: &dyn Read, _: &Operator, _: Empty) -> Result<CellSettings, Error> {
    Ok(about_cell(read)?)
}

/// Changes the settings.
///
/// # Errors
/// [`Error::NameInvalid`].
pub fn update_settings(
    tx: &mut Tx<'_>,
    _: &Operator,
    input: UpdateSettings,
) -> Result<CellSettings, Error> {
    let mut cell = cell_row(tx)?;
    if let Some(name) = input.cell_name {
        cell.name = clean_name(&name, MAX_CELL_NAME).map_err(Error::NameInvalid)?;
    }
    if let Some(mode) = input.registration {
        cell.registration = mode;
    }
    put_cell_row(tx, &cell)?;
    Ok(about_cell(tx)?)
}
