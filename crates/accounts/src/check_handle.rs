//! Whether a handle can be had: asked while somebody types.

use sapa_kernel::Visitor;
use sapa_store::Read;

use crate::Error;
use crate::handle::{Handle, HandleProblem};
use crate::keys::{ACCOUNTS, HANDLES};

/// The handle to look at.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
pub struct CheckHandle {
    /// As the person typed it.
    pub handle: String,
}

/// Whether it can be had.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct HandleAnswer {
    /// The handle in the form in which it would be stored.
    pub handle: String,
    /// Whether a new account can take it.
    pub available: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<HandleProblem>,
}

/// Says whether a handle can be had, and if not, why.
///
/// # Errors
/// Only if the store fails.
pub fn check_handle(
    read: &dyn Read,
    _: &Visitor,
    input: CheckHandle,
) -> Result<HandleAnswer, Error> {
    let (handle, problem) = match Handle::for_new_account(&input.handle) {
        Ok(handle) => (handle.as_str().to_owned(), taken(read, &handle)?),
        Err(Error::HandleInvalid(problem)) => {
            (input.handle.trim().to_ascii_lowercase(), Some(problem))
        }
        Err(other) => return Err(other),
    };
    Ok(HandleAnswer {
        handle,
        available: problem.is_none(),
        problem,
    })
}

/// Whether somebody has, or had, the handle or one that looks the same.
pub(crate) fn taken(read: &dyn Read, handle: &Handle) -> Result<Option<HandleProblem>, Error> {
    let Some(account) = HANDLES.get(read, &(handle.skeleton(),))? else {
        return Ok(None);
    };
    let same = ACCOUNTS
        .get(read, &(account,))?
        .is_some_and(|row| row.handle == handle.as_str());
    Ok(Some(if same {
        HandleProblem::Taken
    } else {
        HandleProblem::LookAlike
    }))
}
