//! What people report of programs, for operators.

use std::str::FromStr;

use sapa_accounts::{Card, List, cursor_of, page_size};
use sapa_kernel::{AccountId, Empty, Operator, SignedIn, Timestamp};
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{PROGRAMS, REPORTS, REPORTS_OF};
use crate::lists::ReportReason;
use crate::model::ReportRow;
use crate::program::{ProgramCard, text};
use crate::{AppId, Error, MAX_REPORTS};

/// A report.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniReport")]
pub struct Report {
    /// Of which program.
    pub app_id: AppId,
    /// What is wrong with it.
    pub reason: ReportReason,
    /// More, in own words: at most 500 characters.
    #[serde(default)]
    pub text: String,
}

/// A report, as operators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniReported")]
pub struct Reported {
    /// The program.
    pub program: ProgramCard,
    /// Who reported it.
    pub reporter: Option<Card>,
    /// What is wrong with it.
    pub reason: ReportReason,
    /// More, in own words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// Reports by program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniReports")]
pub struct Reports {
    /// The reports.
    pub items: Vec<Reported>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Which report.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniReportInput")]
pub struct ReportInput {
    /// Of which program.
    pub app_id: AppId,
    /// By whom.
    pub account: AccountId,
}

/// Reports a program. Reporting it again replaces what was said.
///
/// # Errors
/// In this order: [`Error::TextInvalid`], [`Error::NotFound`], [`Error::TooManyReports`].
pub fn report(tx: &mut Tx<'_>, actor: &SignedIn, input: Report) -> Result<Empty, Error> {
    let text = text(&input.text)?;
    let (app, me) = (input.app_id, actor.account);
    let known = PROGRAMS
        .get(tx, &(app,))?
        .is_some_and(|program| !program.releases.is_empty());
    if !known {
        return Err(Error::NotFound("program"));
    }
    if !REPORTS.contains(tx, &(app, me))?
        && REPORTS_OF.count(tx, Scan::under(&(me,)).limit(MAX_REPORTS))? >= MAX_REPORTS
    {
        return Err(Error::TooManyReports);
    }
    let row = ReportRow {
        reason: input.reason,
        text,
        at: tx.now(),
    };
    REPORTS.put(tx, &(app, me), &row)?;
    REPORTS_OF.put(tx, &(me, app), &())?;
    Ok(Empty {})
}

/// Reports that nobody has looked at, by program.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn reports(read: &dyn Read, _: &Operator, input: List) -> Result<Reports, Error> {
    let size = page_size(input.limit);
    let mut scan = Scan::all().limit(size + 1);
    if let Some(cursor) = &input.cursor {
        let key = cursor.split_once('-').and_then(|(app, account)| {
            Some((app.parse().ok()?, AccountId::from_str(account).ok()?))
        });
        scan = scan.after(&key.ok_or(Error::CursorInvalid)?);
    }
    let mut rows = REPORTS.scan(read, scan)?;
    let next_cursor = cursor_of(&mut rows, size, |((app, account), _)| {
        format!("{app}-{account}")
    });
    let mut items = Vec::new();
    for ((app, account), row) in rows {
        if let Some(program) = PROGRAMS.get(read, &(app,))? {
            items.push(Reported {
                program: ProgramCard::of(read, app, &program)?,
                reporter: sapa_accounts::card(read, account)?,
                reason: row.reason,
                text: row.text,
                at: row.at,
            });
        }
    }
    Ok(Reports { items, next_cursor })
}

/// Takes a report off the list. Repeating it is refused with [`Error::NotFound`].
///
/// # Errors
/// [`Error::NotFound`].
pub fn close_report(tx: &mut Tx<'_>, _: &Operator, input: ReportInput) -> Result<Empty, Error> {
    let (app, account) = (input.app_id, input.account);
    if !REPORTS.contains(tx, &(app, account))? {
        return Err(Error::NotFound("report"));
    }
    REPORTS.delete(tx, &(app, account))?;
    REPORTS_OF.delete(tx, &(account, app))?;
    Ok(Empty {})
}
