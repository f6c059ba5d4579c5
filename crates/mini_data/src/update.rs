//! Commands: `{"count": {"$inc": 1}, "tags": {"$push": ["a"]}, "old": {"$remove": true}, "name": "new"}`.

use serde_json::{Number, Value};

use crate::Error;
use crate::value::{Object, place, remove};

/// Does what the commands say. A field without a command is set; an object among them is set field by field.
pub(crate) fn apply(document: &mut Object, commands: &Object) -> Result<(), Error> {
    for (path, value) in commands {
        if path == "_id" || path == "_openid" {
            return Err(Error::Invalid("_id and _openid are the cell's to say"));
        }
        one(document, path, value)?;
    }
    Ok(())
}

fn one(document: &mut Object, path: &str, value: &Value) -> Result<(), Error> {
    let command = value.as_object().and_then(|object| {
        let (name, value) = object.iter().next()?;
        (object.len() == 1 && name.starts_with('$')).then_some((name.as_str(), value))
    });
    match command {
        None => *place(document, path)? = value.clone(),
        Some(("$set", value)) => *place(document, path)? = value.clone(),
        Some(("$remove", _)) => remove(document, path),
        Some(("$inc", by)) => {
            let found = place(document, path)?;
            *found = add(found, by)?;
        }
        Some(("$push", more)) => {
            let found = place(document, path)?;
            if found.is_null() {
                *found = Value::Array(Vec::new());
            }
            let list = found.as_array_mut();
            let list = list.ok_or(Error::Invalid("$push needs a list"))?;
            match more {
                Value::Array(items) => list.extend(items.iter().cloned()),
                item => list.push(item.clone()),
            }
        }
        Some(_) => return Err(Error::Invalid("an update has a command that is not known")),
    }
    Ok(())
}

fn add(found: &Value, by: &Value) -> Result<Value, Error> {
    let invalid = Error::Invalid("$inc needs numbers");
    let zero = Value::from(0);
    let found = if found.is_null() { &zero } else { found };
    if let (Some(a), Some(b)) = (found.as_i64(), by.as_i64()) {
        let sum = a
            .checked_add(b)
            .ok_or(Error::Invalid("$inc goes too far"))?;
        return Ok(Value::from(sum));
    }
    let (Some(a), Some(b)) = (found.as_f64(), by.as_f64()) else {
        return Err(invalid);
    };
    Number::from_f64(a + b).map(Value::Number).ok_or(invalid)
}
