//! The first operator: made by a link that the server prints when nobody runs the cell.

use sapa_kernel::Visitor;
use sapa_store::{Read, StoreError, Tx};
use serde::Deserialize;

use crate::keys::{cell_row, put_cell_row, stored};
use crate::register::{CheckedRegistration, Prepared, Registered, check_input, join, refuse_taken};
use crate::secret::{Secret, same, sha256};
use crate::text::clean_name;
use crate::{Error, MAX_CELL_NAME};

/// The first operator's account.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Setup {
    /// From the link that the server printed: what follows `/setup#`.
    pub token: Secret,
    /// 3 to 32 of a-z 0-9 . _ -; upper case is folded.
    pub handle: String,
    /// 1 to 64 characters.
    pub display_name: String,
    /// 10 to 256 characters.
    pub password: Secret,
    /// What the cell is called, 1 to 64 characters.
    pub cell_name: Option<String>,
}

/// Whether nobody runs the cell yet.
///
/// # Errors
/// Only if the store fails.
pub fn needs_setup(read: &dyn Read) -> Result<bool, StoreError> {
    Ok(cell_row(read)?.operators == 0)
}

/// Makes the link with this token the one that makes the first operator; an earlier link no longer holds. False, and
/// nothing happens, if somebody runs the cell already.
///
/// # Errors
/// Only if the store fails.
pub fn offer_setup(tx: &mut Tx<'_>, token_hash: [u8; 32]) -> Result<bool, StoreError> {
    let mut cell = cell_row(tx)?;
    if cell.operators > 0 {
        return Ok(false);
    }
    cell.setup_hash = Some(stored(token_hash));
    put_cell_row(tx, &cell)?;
    Ok(true)
}

/// Checks the link and the input before the password is hashed.
///
/// # Errors
/// [`Error::LinkInvalid`] first; then as for a registration.
pub fn check_setup(
    read: &dyn Read,
    input: &Setup,
) -> Result<(CheckedRegistration, Option<String>), Error> {
    refuse_link(read, &input.token)?;
    let cell_name = input
        .cell_name
        .as_deref()
        .map(|name| clean_name(name, MAX_CELL_NAME).map_err(Error::NameInvalid))
        .transpose()?;
    let password = input.password.clone();
    let checked = check_input(&input.handle, &input.display_name, password, None)?;
    refuse_taken(read, &checked.handle)?;
    Ok((checked, cell_name))
}

fn refuse_link(read: &dyn Read, token: &Secret) -> Result<(), Error> {
    let cell = cell_row(read)?;
    let given = sha256(token.reveal().trim());
    match cell.setup_hash {
        Some(hash) if cell.operators == 0 && same(&*hash, &given) => Ok(()),
        _ => Err(Error::LinkInvalid),
    }
}

/// Makes the first operator, and uses the link up.
///
/// # Errors
/// [`Error::LinkInvalid`]; what a registration says of the handle.
pub fn setup(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    token: &Secret,
    prepared: &Prepared,
    cell_name: Option<String>,
) -> Result<Registered, Error> {
    refuse_link(tx, token)?;
    let mut cell = cell_row(tx)?;
    cell.operators = 1;
    cell.setup_hash = None;
    if let Some(name) = cell_name {
        cell.name = name;
    }
    put_cell_row(tx, &cell)?;
    join(tx, visitor, prepared, true, None)
}
