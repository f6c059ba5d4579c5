//! What a component says about itself in `Component({ options: { … } })`, as far as it stands there in plain words.

use std::collections::BTreeMap;

use oxc_ast::ast::{Argument, CallExpression, Expression, ObjectExpression, ObjectPropertyKind};
use serde_json::Value;

/// The options that the runtime asks for before the code runs.
const ASKED: &[&str] = &[
    "addGlobalClass",
    "dynamicSlots",
    "multipleSlots",
    "pureDataPattern",
    "styleIsolation",
    "virtualHost",
];

/// Takes the options out of a call of `Component` or `Page`.
pub(crate) fn of_call(call: &CallExpression<'_>, options: &mut BTreeMap<String, Value>) {
    let Some(Argument::ObjectExpression(definition)) = call.arguments.first() else {
        return;
    };
    let Some(Expression::ObjectExpression(given)) = property(definition, "options") else {
        return;
    };
    for name in ASKED {
        let value = match property(given, name) {
            Some(Expression::BooleanLiteral(literal)) => Value::Bool(literal.value),
            Some(Expression::StringLiteral(literal)) => Value::String(literal.value.to_string()),
            Some(Expression::RegExpLiteral(literal)) => {
                Value::String(literal.regex.pattern.text.to_string())
            }
            _ => continue,
        };
        options.insert((*name).to_owned(), value);
    }
}

fn property<'a, 'b>(object: &'b ObjectExpression<'a>, name: &str) -> Option<&'b Expression<'a>> {
    object
        .properties
        .iter()
        .rev()
        .find_map(|property| match property {
            ObjectPropertyKind::ObjectProperty(property)
                if property.key.static_name().is_some_and(|key| key == name) =>
            {
                Some(&property.value)
            }
            _ => None,
        })
}
