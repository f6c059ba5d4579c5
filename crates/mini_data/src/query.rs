//! Conditions: `{"age": {"$gte": 18}, "$or": [{…}, {…}]}`.

use serde_json::Value;

use crate::value::{Object, at, compare, same};
use crate::{Error, MAX_CONDITIONS};

/// Refuses what is no condition, before anything is looked at.
pub(crate) fn check(condition: &Object) -> Result<(), Error> {
    let mut left = MAX_CONDITIONS;
    check_within(condition, &mut left, 0)
}

fn check_within(condition: &Object, left: &mut usize, depth: usize) -> Result<(), Error> {
    let many = || Error::TooMany {
        what: "conditions in a query",
        limit: MAX_CONDITIONS,
    };
    if depth > 5 {
        return Err(many());
    }
    for (name, value) in condition {
        *left = left.checked_sub(1).ok_or_else(many)?;
        if let "$and" | "$or" = name.as_str() {
            let list = value.as_array().filter(|list| !list.is_empty());
            let list = list.ok_or(Error::Invalid("$and and $or have a list of conditions"))?;
            for one in list {
                let one = one.as_object();
                let one = one.ok_or(Error::Invalid("$and and $or have a list of conditions"))?;
                check_within(one, left, depth + 1)?;
            }
        } else if name.starts_with('$') {
            return Err(Error::Invalid(
                "the query has an operator that is not known",
            ));
        } else if let Some(operators) = operators(value) {
            for (operator, value) in operators {
                *left = left.checked_sub(1).ok_or_else(many)?;
                let listed = matches!(operator.as_str(), "$in" | "$nin");
                let known = ["$eq", "$neq", "$gt", "$gte", "$lt", "$lte", "$exists"];
                if listed {
                    let list = value.as_array();
                    let list = list.ok_or(Error::Invalid("$in and $nin have a list"))?;
                    *left = left.checked_sub(list.len()).ok_or_else(many)?;
                } else if !known.contains(&operator.as_str()) {
                    return Err(Error::Invalid(
                        "the query has an operator that is not known",
                    ));
                }
            }
        }
    }
    Ok(())
}

/// The operators of a field's condition; none if it is a value.
fn operators(value: &Value) -> Option<&Object> {
    let object = value.as_object()?;
    let operator = object.keys().next()?.starts_with('$');
    operator.then_some(object)
}

/// Whether a document fits a condition that was checked.
pub(crate) fn fits(document: &Object, condition: &Object) -> bool {
    condition.iter().all(|(name, value)| {
        let list = || value.as_array().into_iter().flatten();
        let one = |one: &Value| one.as_object().is_some_and(|one| fits(document, one));
        match name.as_str() {
            "$and" => list().all(one),
            "$or" => list().any(one),
            path => field_fits(at(document, path), value),
        }
    })
}

fn field_fits(found: Option<&Value>, condition: &Value) -> bool {
    let null = Value::Null;
    let value = found.unwrap_or(&null);
    // A list fits if it is the same, or one of its items is.
    let equals = |wanted: &Value| {
        let items = value.as_array();
        same(value, wanted) || items.is_some_and(|list| list.iter().any(|item| same(item, wanted)))
    };
    let Some(operators) = operators(condition) else {
        return equals(condition);
    };
    operators.iter().all(|(operator, wanted)| {
        let alike =
            found.is_some() && std::mem::discriminant(value) == std::mem::discriminant(wanted);
        let order = compare(value, wanted);
        let mut list = wanted.as_array().into_iter().flatten();
        match operator.as_str() {
            "$eq" => equals(wanted),
            "$neq" => !equals(wanted),
            "$gt" => alike && order.is_gt(),
            "$gte" => alike && order.is_ge(),
            "$lt" => alike && order.is_lt(),
            "$lte" => alike && order.is_le(),
            "$in" => list.any(equals),
            "$nin" => !list.any(equals),
            "$exists" => wanted.as_bool().unwrap_or(true) == found.is_some(),
            _ => false,
        }
    })
}
