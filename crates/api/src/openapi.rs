//! The OpenAPI 3.1 document, made from the registry.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use crate::caller::Access;
use crate::operation::Operation;
use crate::registry::Registry;

/// Where OpenAPI keeps named schemas.
const SCHEMAS: &str = "/components/schemas";

/// What is appended to an input's name when an output of another shape has the same one.
const INPUT_SUFFIX: &str = "Input";

impl Registry {
    /// The document. It depends on the registry alone, so that a checked-in copy can be compared.
    pub fn openapi(&self) -> Value {
        let mut inputs = SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = SCHEMAS.into())
            .for_deserialize()
            .into_generator();
        let mut outputs = SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = SCHEMAS.into())
            .for_serialize()
            .into_generator();
        let operations: Vec<(&Operation, Value, Value)> = self
            .operations()
            .into_iter()
            .map(|operation| {
                let input = (operation.input)(&mut inputs).to_value();
                let output = (operation.output)(&mut outputs).to_value();
                (operation, input, output)
            })
            .collect();
        let events: Map<String, Value> = self
            .events
            .iter()
            .map(|(name, kind)| ((*name).to_owned(), (kind.schema)(&mut outputs).to_value()))
            .collect();
        let components = Components::new(outputs, inputs);
        let paths: Map<String, Value> = operations
            .into_iter()
            .map(|(operation, input, output)| {
                let path = format!("/api/{}", operation.name);
                (
                    path,
                    path_item(
                        operation,
                        components.input(input),
                        components.output(output),
                    ),
                )
            })
            .collect();
        let pushes: Vec<Value> = events
            .into_values()
            .map(|schema| components.output(schema))
            .collect();
        document(paths, pushes, components)
    }
}

fn document(paths: Map<String, Value>, pushes: Vec<Value>, mut components: Components) -> Value {
    components
        .schemas
        .insert("Error".to_owned(), error_schema());
    components.schemas.insert(
        "Push".to_owned(),
        json!({
            "description": "What the server sends over the socket beside replies: `{seq, index, event}`. \
                            Live events carry no seq.",
            "type": "object",
            "required": ["event"],
            "properties": {
                "seq": { "type": "integer", "minimum": 1 },
                "index": { "type": "integer", "minimum": 0 },
                "event": { "anyOf": pushes }
            }
        }),
    );
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sapa",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            "description": "Every operation of a Sapa cell. The same operations are reached over the \
                            WebSocket at `/api/socket` as `{id, op, input}`."
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": components.schemas,
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "sapa_session_0" },
                "bearer": { "type": "http", "scheme": "bearer" }
            }
        }
    })
}

fn path_item(operation: &Operation, input: Value, output: Value) -> Value {
    let noun = operation.name.split('.').next().unwrap_or_default();
    let security = match operation.access {
        Access::Anonymous => json!([]),
        Access::SignedIn | Access::Operator => json!([{ "session": [] }, { "bearer": [] }]),
        Access::Merchant => json!([{ "bearer": [] }]),
    };
    let mut codes = operation.codes.clone();
    codes.sort_unstable();
    codes.dedup();
    json!({
        "post": {
            "operationId": operation.name,
            "tags": [noun],
            "summary": operation.about,
            "x-sapa-kind": operation.kind.as_str(),
            "x-sapa-access": operation.access.as_str(),
            "x-sapa-codes": codes,
            "security": security,
            "requestBody": {
                "required": true,
                "content": { "application/json": { "schema": input } }
            },
            "responses": {
                "200": {
                    "description": "Done. The header `Sapa-Seq` says at which seq the result is true.",
                    "content": { "application/json": { "schema": output } }
                },
                "default": {
                    "description": "Refused, or failed.",
                    "content": {
                        "application/problem+json": {
                            "schema": { "$ref": "#/components/schemas/Error" }
                        }
                    }
                }
            }
        }
    })
}

fn error_schema() -> Value {
    json!({
        "description": "A problem as in RFC 9457. `code` is stable and listed at /errors.",
        "type": "object",
        "required": ["type", "title", "status", "code", "message"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "code": { "type": "string" },
            "message": { "type": "string" },
            "details": { "type": "object", "additionalProperties": true }
        }
    })
}

/// Named schemas of both directions. A type that reads as it writes has one name; where the two differ (a
/// field that may be left out of an input but always stands in an output) the input gets a name of its own.
struct Components {
    schemas: Map<String, Value>,
    renamed: Vec<String>,
}

impl Components {
    fn new(mut outputs: SchemaGenerator, mut inputs: SchemaGenerator) -> Self {
        let mut schemas = outputs.take_definitions(true);
        schemas.values_mut().for_each(drop_absent_nulls);
        let inputs = inputs.take_definitions(true);
        let mut renamed: Vec<String> = inputs
            .iter()
            .filter(|(name, schema)| schemas.get(*name).is_some_and(|output| output != *schema))
            .map(|(name, _)| name.clone())
            .collect();
        // A schema that refers to a renamed one reads otherwise than the output of its name, too.
        loop {
            let more: Vec<String> = inputs
                .iter()
                .filter(|(name, schema)| {
                    schemas.contains_key(*name)
                        && !renamed.contains(name)
                        && renamed.iter().any(|other| refers_to(schema, other))
                })
                .map(|(name, _)| name.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            renamed.extend(more);
        }
        let mut components = Self { schemas, renamed };
        for (name, schema) in inputs {
            let name = components.input_name(&name);
            let schema = components.input(schema);
            components.schemas.insert(name, schema);
        }
        components
    }

    fn input_name(&self, name: &str) -> String {
        if self.renamed.iter().any(|renamed| renamed == name) {
            format!("{name}{INPUT_SUFFIX}")
        } else {
            name.to_owned()
        }
    }

    /// An input's schema with references to the names that inputs have here.
    fn input(&self, mut schema: Value) -> Value {
        each_reference(&mut schema, &mut |reference| {
            if let Some(name) = reference.strip_prefix(&format!("#{SCHEMAS}/")) {
                *reference = format!("#{SCHEMAS}/{}", self.input_name(name));
            }
        });
        schema
    }

    /// An output's schema.
    fn output(&self, mut schema: Value) -> Value {
        drop_absent_nulls(&mut schema);
        schema
    }
}

fn refers_to(schema: &Value, name: &str) -> bool {
    let mut found = false;
    let wanted = format!("#{SCHEMAS}/{name}");
    each_reference(&mut schema.clone(), &mut |reference| {
        found |= *reference == wanted
    });
    found
}

fn each_reference(schema: &mut Value, change: &mut impl FnMut(&mut String)) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(reference) if key == "$ref" => change(reference),
                    other => each_reference(other, change),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| each_reference(item, change)),
        _ => {}
    }
}

/// In an output an optional field is left out rather than null: its schema says so.
fn drop_absent_nulls(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            let required: Vec<String> = object
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect();
            if let Some(Value::Object(properties)) = object.get_mut("properties") {
                for (name, property) in properties.iter_mut() {
                    if !required.contains(name) {
                        drop_null(property);
                    }
                }
            }
            object.values_mut().for_each(drop_absent_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_absent_nulls),
        _ => {}
    }
}

fn drop_null(property: &mut Value) {
    let Value::Object(object) = property else {
        return;
    };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type") != Some(&json!("null")));
        if let [only] = choices.as_slice()
            && let Value::Object(only) = only.clone()
        {
            object.remove("anyOf");
            for (key, value) in only {
                object.entry(key).or_insert(value);
            }
        }
    }
}
