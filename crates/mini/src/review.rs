//! What operators decide about versions.

use std::str::FromStr;

use sapa_accounts::{List, cursor_of, page_size};
use sapa_kernel::{Operator, Timestamp};
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{PROGRAMS, REVIEWS, VERSIONS};
use crate::lists::{CHECKLIST, ReviewItem};
use crate::model::{Domains, VersionState};
use crate::program::{Program, ProgramCard, for_operator, reason, tell_members, text};
use crate::versions::{Version, version};
use crate::{AppId, Error, Scope};

/// A version that waits for a review, with what it would be allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniWaiting")]
pub struct Waiting {
    /// The program.
    pub program: ProgramCard,
    /// The version.
    pub version: Version,
    /// With which hosts the program may talk.
    pub domains: Domains,
    /// What it may ask people for.
    pub permissions: Vec<Scope>,
}

/// Versions that wait, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniReviews")]
pub struct Reviews {
    /// The versions.
    pub items: Vec<Waiting>,
    /// All that is to be looked at.
    pub checklist: Vec<ReviewItem>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// An item and whether it holds.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniChecked")]
pub struct Checked {
    /// Which.
    pub item: ReviewItem,
    /// Whether it holds.
    pub passed: bool,
}

/// A decision.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniDecide")]
pub struct Decide {
    /// Of which program.
    pub app_id: AppId,
    /// Which version.
    pub number: u32,
    /// Every item, each once.
    pub checklist: Vec<Checked>,
    /// What the members read: at most 500 characters; a rejection needs it.
    #[serde(default)]
    pub reason: String,
}

fn cursor_key(cursor: &str) -> Option<(Timestamp, AppId, u32)> {
    let mut parts = cursor.splitn(3, '-');
    let millis = i64::from_str(parts.next()?).ok()?;
    let app = parts.next()?.parse().ok()?;
    let number = parts.next()?.parse().ok()?;
    Some((Timestamp::from_millis(millis), app, number))
}

/// The versions that wait for a review.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn reviews(read: &dyn Read, _: &Operator, input: List) -> Result<Reviews, Error> {
    let size = page_size(input.limit);
    let mut scan = Scan::all().limit(size + 1);
    if let Some(cursor) = &input.cursor {
        scan = scan.after(&cursor_key(cursor).ok_or(Error::CursorInvalid)?);
    }
    let mut keys = REVIEWS.keys(read, scan)?;
    let next_cursor = cursor_of(&mut keys, size, |(at, app, number)| {
        format!("{}-{app}-{number}", at.as_millis())
    });
    let mut items = Vec::new();
    for (_, app, number) in keys {
        let rows = (
            PROGRAMS.get(read, &(app,))?,
            VERSIONS.get(read, &(app, number))?,
        );
        if let (Some(program), Some(row)) = rows {
            items.push(Waiting {
                program: ProgramCard::of(read, app, &program)?,
                version: Version::of(number, row),
                domains: program.domains,
                permissions: program.wanted,
            });
        }
    }
    Ok(Reviews {
        items,
        checklist: CHECKLIST.to_vec(),
        next_cursor,
    })
}

/// Lets a version be released.
///
/// # Errors
/// In this order: [`Error::TextInvalid`], [`Error::Checklist`], [`Error::NotFound`], [`Error::WrongState`].
pub fn approve(tx: &mut Tx<'_>, operator: &Operator, input: Decide) -> Result<Program, Error> {
    let said = text(&input.reason)?;
    decide(tx, operator, &input, said, true)
}

/// Sends a version back to its developers.
///
/// # Errors
/// In this order: [`Error::ReasonMissing`] and [`Error::TextInvalid`], [`Error::Checklist`], [`Error::NotFound`],
/// [`Error::WrongState`].
pub fn reject(tx: &mut Tx<'_>, operator: &Operator, input: Decide) -> Result<Program, Error> {
    let said = reason(&input.reason)?;
    decide(tx, operator, &input, said, false)
}

fn decide(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &Decide,
    said: String,
    approve: bool,
) -> Result<Program, Error> {
    let (app, number) = (input.app_id, input.number);
    let mut items: Vec<ReviewItem> = input.checklist.iter().map(|checked| checked.item).collect();
    items.sort_unstable();
    let mut failed: Vec<ReviewItem> = input
        .checklist
        .iter()
        .filter(|checked| !checked.passed)
        .map(|checked| checked.item)
        .collect();
    failed.sort_unstable();
    if items != CHECKLIST || failed.is_empty() != approve {
        return Err(Error::Checklist);
    }
    let mut program = for_operator(tx, operator, app)?;
    let mut row = version(tx, app, number)?;
    let Some(review) = row
        .review
        .as_mut()
        .filter(|_| row.state == VersionState::InReview)
    else {
        return Err(Error::WrongState(row.state));
    };
    review.decided_at = Some(tx.now());
    review.failed = failed;
    review.reason = said;
    review.decided_by = operator.account;
    REVIEWS.delete(tx, &(review.submitted_at, app, number))?;
    row.state = if approve {
        VersionState::Approved
    } else {
        program.in_review = None;
        VersionState::Rejected
    };
    VERSIONS.put(tx, &(app, number), &row)?;
    PROGRAMS.put(tx, &(app,), &program)?;
    tell_members(tx, app)?;
    Ok(Program::of(tx, app, program, None)?)
}
