//! JSON values: their bounds, their order, and the way to a field.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use crate::{Error, MAX_DEPTH, MAX_DOCUMENT};

pub(crate) type Object = Map<String, Value>;

/// Refuses what is too deep or too large, or has names that commands or paths would be taken for.
pub(crate) fn check(object: &Object) -> Result<String, Error> {
    for (name, value) in object {
        check_name(name)?;
        check_depth(value, 1)?;
    }
    let json = serde_json::to_string(object).map_err(|_| Error::Invalid("no JSON"))?;
    if json.len() > MAX_DOCUMENT {
        return Err(Error::TooMany {
            what: "bytes in a document",
            limit: MAX_DOCUMENT,
        });
    }
    Ok(json)
}

fn check_name(name: &str) -> Result<(), Error> {
    let taken = name.starts_with('$') || name.contains(['.', '\0']) || name.is_empty();
    // They lead to an object's prototype in the program's own language.
    if taken || ["__proto__", "constructor", "prototype"].contains(&name) {
        return Err(Error::Invalid(
            "a field's name is empty, begins with $ or has a dot",
        ));
    }
    Ok(())
}

fn check_depth(value: &Value, depth: usize) -> Result<(), Error> {
    let too_deep = Error::TooMany {
        what: "levels in a document",
        limit: MAX_DEPTH,
    };
    match value {
        Value::Array(_) | Value::Object(_) if depth > MAX_DEPTH => Err(too_deep),
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| check_depth(item, depth + 1)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            check_name(name)?;
            check_depth(value, depth + 1)
        }),
        _ => Ok(()),
    }
}

/// The field at `a.b.c`, numbers being places in a list.
pub(crate) fn at<'v>(object: &'v Object, path: &str) -> Option<&'v Value> {
    let mut parts = path.split('.');
    let first = object.get(parts.next()?)?;
    parts.try_fold(first, |value, part| match value {
        Value::Object(fields) => fields.get(part),
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The place at `a.b.c`, made where it is not there.
pub(crate) fn place<'v>(object: &'v mut Object, path: &str) -> Result<&'v mut Value, Error> {
    let mut parts = path.split('.');
    let first = parts.next().unwrap_or_default();
    check_name(first)?;
    let mut value = object.entry(first).or_insert(Value::Null);
    for part in parts {
        check_name(part)?;
        if value.is_null() {
            *value = Value::Object(Object::new());
        }
        value = match value {
            Value::Object(fields) => fields.entry(part).or_insert(Value::Null),
            Value::Array(items) => part
                .parse::<usize>()
                .ok()
                .and_then(|at| items.get_mut(at))
                .ok_or(Error::Invalid("a list has no such place"))?,
            _ => return Err(Error::Invalid("a field is not an object")),
        };
    }
    Ok(value)
}

/// Removes what is at `a.b.c`.
pub(crate) fn remove(object: &mut Object, path: &str) {
    let Some((way, last)) = path.rsplit_once('.') else {
        object.remove(path);
        return;
    };
    if at(object, way).is_some_and(Value::is_object)
        && let Ok(Value::Object(fields)) = place(object, way)
    {
        fields.remove(last);
    }
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Number(_) => 1,
        Value::String(_) => 2,
        Value::Object(_) => 3,
        Value::Array(_) => 4,
        Value::Bool(_) => 5,
    }
}

/// A total order: by kind, then by value.
pub(crate) fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(0.0), b.as_f64().unwrap_or(0.0));
            a.total_cmp(&b)
        }
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Array(_) | Value::Object(_), _) if rank(a) == rank(b) => {
            a.to_string().cmp(&b.to_string())
        }
        _ => rank(a).cmp(&rank(b)),
    }
}

/// Equality as programs know it: 1 is 1.0.
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(_), Value::Number(_)) => compare(a, b).is_eq(),
        _ => a == b,
    }
}
