//! What a merchant's server is told: once it has answered that it knows, never again; if it does not answer, after the pauses by
//! which WeChat Pay tries again, until somebody has to look.

use std::time::Duration;

use sapa_kernel::{Id, MerchantId, PaymentId, SignedIn, Timestamp};
use sapa_store::{Lane, NewJob, Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use super::model::{NotificationRow, NotificationState, OrderRow};
use super::order::{self, Order};
use super::refund::{self, Refund};
use super::{MerchantError, Shop};
use crate::Error;
use crate::keys::{NOTIFICATIONS, ORDERS, REFUNDS};

/// Kind of the job that tells a merchant's server; its key is the merchant's number and the order or refund.
pub const NOTIFY_JOB: &str = "wallet.notify_merchant";

/// The pauses after attempts that were in vain: 15 attempts after the first, within a day and four hours.
pub const BACK_OFF: [Duration; 15] = {
    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    [
        seconds(15),
        seconds(15),
        seconds(30),
        seconds(3 * MINUTE),
        seconds(10 * MINUTE),
        seconds(20 * MINUTE),
        seconds(30 * MINUTE),
        seconds(30 * MINUTE),
        seconds(30 * MINUTE),
        seconds(HOUR),
        seconds(3 * HOUR),
        seconds(3 * HOUR),
        seconds(3 * HOUR),
        seconds(6 * HOUR),
        seconds(6 * HOUR),
    ]
};

/// How long a merchant's server may take to answer.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Characters of why an attempt was in vain that are kept.
const MAX_PROBLEM: usize = 200;

/// What a merchant's server is told, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where.
    pub url: String,
    /// Names what is told: the same in every attempt.
    pub id: PaymentId,
    /// The body: JSON.
    pub body: String,
}

#[derive(Serialize)]
struct Body<'a, T> {
    id: String,
    create_time: Timestamp,
    event_type: &'a str,
    resource_type: &'a str,
    summary: &'a str,
    resource: T,
}

/// Plans to tell the merchant's server, if it wants to hear.
pub(super) fn plan(
    tx: &mut Tx<'_>,
    row: &OrderRow,
    order: PaymentId,
    refund: Option<PaymentId>,
) -> Result<(), MerchantError> {
    if row.notify_url.is_none() {
        return Ok(());
    }
    let key = (row.merchant, refund.unwrap_or(order));
    let notification = NotificationRow {
        order,
        refund,
        state: NotificationState::Waiting,
        attempts: 0,
        made_at: tx.now(),
        last_at: None,
        problem: None,
    };
    NOTIFICATIONS.put(tx, &key, &notification)?;
    schedule(tx, key, Duration::ZERO)
}

fn schedule(
    tx: &mut Tx<'_>,
    (merchant, about): (MerchantId, PaymentId),
    pause: Duration,
) -> Result<(), MerchantError> {
    let mut key = merchant.number().to_be_bytes().to_vec();
    key.extend(about.to_bytes());
    tx.schedule(NewJob {
        kind: NOTIFY_JOB,
        key,
        // A lane of its own: servers that do not answer hold up no deadline.
        lane: Lane::Bulk,
        run_at: tx.now().saturating_add(pause),
        payload: Vec::new(),
    })?;
    Ok(())
}

fn key_of(key: &[u8]) -> Option<(MerchantId, PaymentId)> {
    let (merchant, about) = key.split_first_chunk::<8>()?;
    let merchant = MerchantId::new(u64::from_be_bytes(*merchant))?;
    Some((merchant, order::payment_of(about)?))
}

/// What a job has to tell; nothing if that is over.
///
/// # Errors
/// Only if the store fails.
pub fn to_tell(read: &dyn Read, job_key: &[u8]) -> Result<Option<Told>, MerchantError> {
    let Some(key) = key_of(job_key) else {
        return Ok(None);
    };
    let row = NOTIFICATIONS.get(read, &key)?;
    let Some(row) = row.filter(|row| row.state == NotificationState::Waiting) else {
        return Ok(None);
    };
    let Some(order_row) = ORDERS.get(read, &(row.order,))? else {
        return Ok(None);
    };
    let Some(url) = order_row.notify_url.clone() else {
        return Ok(None);
    };
    let body = match row.refund {
        None => {
            let order: Order = order::shown(read, row.order, &order_row)?;
            body(&row, key.1, "TRANSACTION.SUCCESS", "order", "paid", &order)
        }
        Some(id) => {
            let Some(refund_row) = REFUNDS.get(read, &(id,))? else {
                return Ok(None);
            };
            let refund: Refund = refund::shown(read, id, refund_row)?;
            body(&row, key.1, "REFUND.SUCCESS", "refund", "refunded", &refund)
        }
    };
    Ok(Some(Told {
        url,
        id: key.1,
        body: body?,
    }))
}

fn body<T: Serialize>(
    row: &NotificationRow,
    id: PaymentId,
    event_type: &str,
    resource_type: &str,
    summary: &str,
    resource: T,
) -> Result<String, MerchantError> {
    let body = Body {
        id: id.to_string(),
        create_time: row.made_at,
        event_type,
        resource_type,
        summary,
        resource,
    };
    serde_json::to_string(&body).map_err(|error| Error::Refused(error.to_string()).into())
}

/// Writes down what came of an attempt, and plans the next. `problem` is none if the server knows.
///
/// # Errors
/// Only if the store fails.
pub fn attempted(
    tx: &mut Tx<'_>,
    job_key: &[u8],
    problem: Option<&str>,
) -> Result<(), MerchantError> {
    let Some(key) = key_of(job_key) else {
        return Ok(());
    };
    let row = NOTIFICATIONS.get(tx, &key)?;
    let Some(mut row) = row.filter(|row| row.state == NotificationState::Waiting) else {
        return Ok(());
    };
    row.last_at = Some(tx.now());
    row.problem = problem.map(|text| text.chars().take(MAX_PROBLEM).collect());
    let pause = BACK_OFF.get(row.attempts as usize).copied();
    row.attempts = row.attempts.saturating_add(1);
    match (problem, pause) {
        (None, _) => row.state = NotificationState::Done,
        (Some(_), Some(pause)) => schedule(tx, key, pause)?,
        (Some(_), None) => row.state = NotificationState::Dead,
    }
    Ok(NOTIFICATIONS.put(tx, &key, &row)?)
}

/// Input of `wallet.merchant_notifications`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NotificationList {
    /// Which of the caller's merchants.
    pub merchant: MerchantId,
    /// Only those that stand so.
    pub state: Option<NotificationState>,
    /// Only what comes after: the `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Input of `wallet.notify_merchant_again`.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
pub struct NotifyAgain {
    /// Which of the caller's merchants.
    pub merchant: MerchantId,
    /// Which notification.
    pub notification: PaymentId,
}

/// That a merchant's server is to hear of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Notification {
    /// Names it: the `id` in the body.
    pub notification: PaymentId,
    /// The order.
    pub order: PaymentId,
    /// The refund, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund: Option<PaymentId>,
    /// Whether the server has heard.
    pub state: NotificationState,
    /// How often it was told.
    pub attempts: u32,
    /// Since when it is to hear.
    pub made_at: Timestamp,
    /// When it was last told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Timestamp>,
    /// Why that was in vain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct NotificationPage {
    /// At most 100.
    pub items: Vec<Notification>,
    /// There may be more: give this as `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

fn shown(notification: PaymentId, row: NotificationRow) -> Notification {
    Notification {
        notification,
        order: row.order,
        refund: row.refund,
        state: row.state,
        attempts: row.attempts,
        made_at: row.made_at,
        last_at: row.last_at,
        problem: row.problem,
    }
}

/// Rows that one page looks through.
const LOOKED_AT: usize = 1_000;

/// What the server of one of the caller's merchants was told, or could not be.
///
/// # Errors
/// [`MerchantError::NotFound`], `wallet.cursor_invalid`.
pub fn notifications(
    read: &dyn Read,
    actor: &SignedIn,
    input: NotificationList,
) -> Result<NotificationPage, MerchantError> {
    let shop = Shop::owned(read, input.merchant, actor.account)?;
    let page = sapa_kernel::limits::MAX_PAGE as usize;
    let mut scan = Scan::under(&(shop.id,));
    if let Some(cursor) = &input.cursor {
        let after = cursor.parse().map_err(|_| Error::CursorInvalid)?;
        scan = scan.after(&(shop.id, after));
    }
    let (mut items, mut looked_at, mut last, mut more) = (Vec::new(), 0, None, false);
    NOTIFICATIONS.visit(read, scan, |(_, id), row| {
        if items.len() == page || looked_at == LOOKED_AT {
            more = true;
            return false;
        }
        looked_at += 1;
        last = Some(id);
        if input.state.is_none_or(|state| state == row.state) {
            items.push(shown(id, row));
        }
        true
    })?;
    Ok(NotificationPage {
        items,
        next_cursor: last.filter(|_| more).map(|id| id.to_string()),
    })
}

/// Tells a server once more that was told in vain, from the beginning of the pauses.
///
/// # Errors
/// [`MerchantError::NotFound`], [`MerchantError::OrderNotFound`].
pub fn notify_again(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: NotifyAgain,
) -> Result<Notification, MerchantError> {
    let shop = Shop::owned(tx, input.merchant, actor.account)?;
    let key = (shop.id, input.notification);
    let row = NOTIFICATIONS.get(tx, &key)?;
    let mut row = row.ok_or(MerchantError::OrderNotFound)?;
    if row.state == NotificationState::Dead {
        (row.state, row.attempts) = (NotificationState::Waiting, 0);
        NOTIFICATIONS.put(tx, &key, &row)?;
        schedule(tx, key, Duration::ZERO)?;
    }
    Ok(shown(input.notification, row))
}
