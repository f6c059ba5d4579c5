//! What operators do to one wallet: its owner is told, with the reason.

use sapa_kernel::{Empty, Fault, Operator};
use sapa_store::Tx;
use sapa_wallet::{
    Inspected, MatchWithdrawal, PayUnclaimed, ResolveDifference, ReturnWithdrawal, SetLevel,
    WithReason,
};

use super::say;
use crate::fault;

/// Looks at one wallet.
///
/// # Errors
/// Those of [`sapa_wallet::inspect`].
pub fn inspect(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: WithReason,
) -> Result<Inspected, Fault> {
    let (inspected, receipt) = sapa_wallet::inspect(tx, operator, &input).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(inspected)
}

/// Freezes a wallet.
///
/// # Errors
/// Those of [`sapa_wallet::freeze`].
pub fn freeze(tx: &mut Tx<'_>, operator: &Operator, input: WithReason) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::freeze(tx, operator, &input).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(Empty {})
}

/// Lets a frozen wallet act again.
///
/// # Errors
/// Those of [`sapa_wallet::unfreeze`].
pub fn unfreeze(tx: &mut Tx<'_>, operator: &Operator, input: WithReason) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::unfreeze(tx, operator, &input).map_err(fault)?;
    say(tx, receipt)?;
    Ok(Empty {})
}

/// Sets how well the operator knows a person.
///
/// # Errors
/// Those of [`sapa_wallet::set_level`].
pub fn set_level(tx: &mut Tx<'_>, operator: &Operator, input: SetLevel) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::set_level(tx, operator, &input).map_err(fault)?;
    say(tx, receipt)?;
    Ok(Empty {})
}

/// Gives money of unknown origin to its owner.
///
/// # Errors
/// Those of [`sapa_wallet::resolve_difference`].
pub fn resolve_difference(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: ResolveDifference,
) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::resolve_difference(tx, operator, &input).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(Empty {})
}

/// Says which withdrawal a line of the bank paid out.
///
/// # Errors
/// Those of [`sapa_wallet::match_withdrawal`].
pub fn match_withdrawal(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: MatchWithdrawal,
) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::match_withdrawal(tx, operator, &input).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(Empty {})
}

/// Gives money that a deleted account left to somebody.
///
/// # Errors
/// Those of [`sapa_wallet::pay_unclaimed`].
pub fn pay_unclaimed(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: PayUnclaimed,
) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::pay_unclaimed(tx, operator, &input).map_err(fault)?;
    say(tx, receipt)?;
    Ok(Empty {})
}

/// Gives the money of a withdrawal back that the bank will not pay out.
///
/// # Errors
/// Those of [`sapa_wallet::return_withdrawal`].
pub fn return_withdrawal(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: ReturnWithdrawal,
) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::return_withdrawal(tx, operator, &input).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(Empty {})
}
