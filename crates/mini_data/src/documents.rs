//! Adding, reading, changing and removing documents, for a person in a program.

use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::keys::{COLLECTIONS, DOCUMENTS, TALLIES};
use crate::model::{CollectionRow, DocumentRow, Mode};
use crate::value::{Object, at, check, compare};
use crate::{
    Error, MAX_ANSWER_BYTES, MAX_DOCUMENTS, MAX_FOUND, MAX_OF_PERSON, MAX_SCANNED,
    MAX_SCANNED_BYTES, User, check_name, query, update as commands,
};

/// Input of `mini_data.add`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct NewDocument {
    /// In which collection.
    pub collection: String,
    /// The document, at most 512 KiB. `_id` may be chosen; `_openid` is set here.
    pub data: serde_json::Map<String, Value>,
}

/// A document that was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Added {
    /// Its id.
    #[serde(rename = "_id")]
    pub id: String,
}

/// Names a document.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct DocumentInput {
    /// In which collection.
    pub collection: String,
    /// Its id.
    pub id: String,
}

/// A document, with `_id` and `_openid`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Document {
    /// The document.
    pub data: serde_json::Map<String, Value>,
}

/// By what documents are put in order.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Order {
    /// The field, such as `a.b`.
    pub field: String,
    /// The largest first.
    #[serde(default)]
    pub descending: bool,
}

/// Which documents.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Where {
    /// In which collection.
    pub collection: String,
    /// What has to fit: fields with values, or with `$eq $neq $gt $gte $lt $lte $in $nin $exists`; `$and`, `$or`.
    #[serde(default, rename = "where")]
    pub condition: serde_json::Map<String, Value>,
}

/// Input of `mini_data.find`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Find {
    /// Which.
    #[serde(flatten)]
    pub which: Where,
    /// In which order; by `_id` if absent.
    #[serde(default)]
    pub order: Vec<Order>,
    /// How many are left out at the beginning.
    #[serde(default)]
    pub skip: u32,
    /// How many: 20 if absent, at most 100.
    pub limit: Option<u32>,
}

/// Documents that fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Documents {
    /// The documents.
    pub data: Vec<serde_json::Map<String, Value>>,
}

/// Input of `mini_data.count`.
pub type Count = Where;

/// How many fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Counted {
    /// How many.
    pub total: u32,
}

/// Input of `mini_data.update`: one by `id`, or all that fit `where`.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Update {
    /// Which; with `id` that one alone.
    #[serde(flatten)]
    pub which: Where,
    /// One document.
    pub id: Option<String>,
    /// Fields with values, or with `$set $inc $push $remove`.
    pub data: serde_json::Map<String, Value>,
}

/// How many were changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Updated {
    /// How many.
    pub updated: u32,
}

/// How many were removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Changed {
    /// How many.
    pub removed: u32,
}

fn collection(read: &dyn Read, user: &User, name: &str) -> Result<CollectionRow, Error> {
    let row = COLLECTIONS.get(read, &(user.app_id.clone(), name.to_owned()))?;
    row.ok_or(Error::NoCollection)
}

impl Mode {
    fn reads(self, mine: bool) -> bool {
        match self {
            Self::Private => mine,
            Self::ReadAll | Self::ReadOnly => true,
            Self::Closed => false,
        }
    }

    fn writes(self) -> bool {
        matches!(self, Self::Private | Self::ReadAll)
    }
}

/// The document as programs see it.
fn shown(id: &str, row: &DocumentRow) -> Result<Object, Error> {
    let mut object: Object = serde_json::from_str(&row.json)
        .map_err(|_| Error::Invalid("a stored document is no JSON"))?;
    object.insert("_id".to_owned(), id.into());
    object.insert("_openid".to_owned(), row.openid.clone().into());
    Ok(object)
}

/// Adds a document, which is this person's.
///
/// # Errors
/// [`Error::NoCollection`], [`Error::Denied`], [`Error::Invalid`], [`Error::Exists`], [`Error::TooMany`].
pub fn add(tx: &mut Tx<'_>, user: &User, input: NewDocument) -> Result<Added, Error> {
    let mut row = collection(tx, user, &input.collection)?;
    if !row.mode.writes() {
        return Err(Error::Denied);
    }
    let mut data = input.data;
    data.remove("_openid");
    let id = match data.remove("_id") {
        None => tx.new_id::<sapa_kernel::LinkId>().to_string(),
        Some(Value::String(id)) => id,
        Some(_) => return Err(Error::Invalid("_id is a text")),
    };
    check_name(&id)?;
    let json = check(&data)?;
    let key = (user.app_id.clone(), input.collection.clone(), id.clone());
    if DOCUMENTS.contains(tx, &key)? {
        return Err(Error::Exists);
    }
    let whose = (user.app_id.clone(), user.account);
    let mut tally = TALLIES.get(tx, &whose)?.unwrap_or_default();
    let too_many = |what, limit| Err(Error::TooMany { what, limit });
    if row.documents as usize >= MAX_DOCUMENTS {
        return too_many("documents in a collection", MAX_DOCUMENTS);
    }
    if tally.documents as usize >= MAX_OF_PERSON {
        return too_many("documents of one person", MAX_OF_PERSON);
    }
    row.documents += 1;
    tally.documents += 1;
    let document = DocumentRow {
        owner: user.account,
        openid: user.openid.clone(),
        json,
    };
    DOCUMENTS.put(tx, &key, &document)?;
    TALLIES.put(tx, &whose, &tally)?;
    COLLECTIONS.put(tx, &(key.0, key.1), &row)?;
    Ok(Added { id })
}

/// One document.
///
/// # Errors
/// [`Error::NoCollection`], [`Error::NotFound`].
pub fn get(read: &dyn Read, user: &User, input: DocumentInput) -> Result<Document, Error> {
    let mode = collection(read, user, &input.collection)?.mode;
    let key = (user.app_id.clone(), input.collection, input.id);
    let row = DOCUMENTS.get(read, &key)?;
    let row = row.filter(|row| mode.reads(row.owner == user.account));
    let data = shown(&key.2, &row.ok_or(Error::NotFound)?)?;
    Ok(Document { data })
}

/// A document that fits: its id, its row, and how programs see it.
type Found = (String, DocumentRow, Object);

/// The documents that fit and that this person may read, in the order of their ids.
fn fitting(read: &dyn Read, user: &User, which: &Where) -> Result<Vec<Found>, Error> {
    let mode = collection(read, user, &which.collection)?.mode;
    query::check(&which.condition)?;
    if let Some(Value::String(id)) = which.condition.get("_id") {
        let key = (user.app_id.clone(), which.collection.clone(), id.clone());
        let row = DOCUMENTS.get(read, &key)?;
        let row = row.filter(|row| mode.reads(row.owner == user.account));
        let Some(row) = row else {
            return Ok(Vec::new());
        };
        let object = shown(id, &row)?;
        let fits = query::fits(&object, &which.condition);
        return Ok(if fits {
            vec![(id.clone(), row, object)]
        } else {
            Vec::new()
        });
    }
    let (mut found, mut looked_at, mut bytes, mut failed) = (Vec::new(), 0, 0, None);
    let under = Scan::under(&(user.app_id.clone(), which.collection.clone()));
    DOCUMENTS.visit(read, under, |(_, _, id), row| {
        looked_at += 1;
        bytes += row.json.len();
        if looked_at > MAX_SCANNED || bytes > MAX_SCANNED_BYTES {
            failed = Some(Error::ScanTooLong { limit: MAX_SCANNED });
            return false;
        }
        if !mode.reads(row.owner == user.account) {
            return true;
        }
        match shown(&id, &row) {
            Ok(object) if query::fits(&object, &which.condition) => found.push((id, row, object)),
            Ok(_) => {}
            Err(error) => failed = Some(error),
        }
        failed.is_none()
    })?;
    failed.map_or(Ok(found), Err)
}

/// Documents that fit.
///
/// # Errors
/// [`Error::NoCollection`], [`Error::Invalid`], [`Error::TooMany`], [`Error::ScanTooLong`].
pub fn find(read: &dyn Read, user: &User, input: Find) -> Result<Documents, Error> {
    if input.order.len() > 5 {
        return Err(Error::TooMany {
            what: "fields in an order",
            limit: 5,
        });
    }
    let mut found = fitting(read, user, &input.which)?;
    let null = Value::Null;
    found.sort_by(|(_, _, a), (_, _, b)| {
        let orders = input.order.iter().map(|order| {
            let of = |object| at(object, &order.field).unwrap_or(&null);
            let ordering = compare(of(a), of(b));
            if order.descending {
                ordering.reverse()
            } else {
                ordering
            }
        });
        orders.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    let limit = input.limit.unwrap_or(20) as usize;
    let (mut data, mut bytes) = (Vec::new(), 0);
    let wanted = found.into_iter().skip(input.skip as usize);
    for (_, row, object) in wanted.take(limit.min(MAX_FOUND)) {
        bytes += row.json.len();
        if bytes > MAX_ANSWER_BYTES {
            return Err(Error::TooMany {
                what: "bytes in an answer",
                limit: MAX_ANSWER_BYTES,
            });
        }
        data.push(object);
    }
    Ok(Documents { data })
}

/// How many documents fit.
///
/// # Errors
/// Those of [`find`].
pub fn count(read: &dyn Read, user: &User, input: Count) -> Result<Counted, Error> {
    let found = fitting(read, user, &input)?;
    Ok(Counted {
        total: u32::try_from(found.len()).unwrap_or(u32::MAX),
    })
}

/// Those of the documents that this person may change.
fn mine(
    read: &dyn Read,
    user: &User,
    which: &Where,
    id: Option<String>,
) -> Result<Vec<Found>, Error> {
    if !collection(read, user, &which.collection)?.mode.writes() {
        return Err(Error::Denied);
    }
    let Some(id) = id else {
        let mut found = fitting(read, user, which)?;
        found.retain(|(_, row, _)| row.owner == user.account);
        return Ok(found);
    };
    let key = (user.app_id.clone(), which.collection.clone(), id);
    let row = DOCUMENTS.get(read, &key)?;
    let row = row.filter(|row| row.owner == user.account);
    let row = row.ok_or(Error::NotFound)?;
    let object = shown(&key.2, &row)?;
    Ok(vec![(key.2, row, object)])
}

/// Changes one of this person's documents, or all of theirs that fit.
///
/// # Errors
/// [`Error::NoCollection`], [`Error::Denied`], [`Error::NotFound`], those of [`find`].
pub fn update(tx: &mut Tx<'_>, user: &User, input: Update) -> Result<Updated, Error> {
    let found = mine(tx, user, &input.which, input.id)?;
    let mut updated = 0;
    for (id, row, mut object) in found {
        object.remove("_id");
        object.remove("_openid");
        commands::apply(&mut object, &input.data)?;
        let json = check(&object)?;
        let key = (user.app_id.clone(), input.which.collection.clone(), id);
        if json != row.json {
            DOCUMENTS.put(tx, &key, &DocumentRow { json, ..row })?;
        }
        updated += 1;
    }
    Ok(Updated { updated })
}

/// Removes one of this person's documents.
///
/// # Errors
/// [`Error::NoCollection`], [`Error::Denied`], [`Error::NotFound`].
pub fn remove(tx: &mut Tx<'_>, user: &User, input: DocumentInput) -> Result<Changed, Error> {
    let which = Where {
        collection: input.collection,
        condition: Object::new(),
    };
    take_away(tx, user, &which, Some(input.id))
}

/// Removes all of this person's documents that fit.
///
/// # Errors
/// [`Error::NoCollection`], [`Error::Denied`], those of [`find`].
pub fn remove_where(tx: &mut Tx<'_>, user: &User, input: Where) -> Result<Changed, Error> {
    take_away(tx, user, &input, None)
}

fn take_away(
    tx: &mut Tx<'_>,
    user: &User,
    which: &Where,
    id: Option<String>,
) -> Result<Changed, Error> {
    let found = mine(tx, user, which, id)?;
    let removed = u32::try_from(found.len()).unwrap_or(u32::MAX);
    for (id, ..) in found {
        DOCUMENTS.delete(tx, &(user.app_id.clone(), which.collection.clone(), id))?;
    }
    let key = (user.app_id.clone(), which.collection.clone());
    let mut row = collection(tx, user, &which.collection)?;
    row.documents = row.documents.saturating_sub(removed);
    COLLECTIONS.put(tx, &key, &row)?;
    let whose = (user.app_id.clone(), user.account);
    let mut tally = TALLIES.get(tx, &whose)?.unwrap_or_default();
    tally.documents = tally.documents.saturating_sub(removed);
    TALLIES.put(tx, &whose, &tally)?;
    Ok(Changed { removed })
}
