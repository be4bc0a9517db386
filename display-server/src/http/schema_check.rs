//! Compares a JSON value with the description of a type, and names every field that does not fit.
//!
//! The description is the one that the OpenAPI document serves. It understands what our types use of JSON Schema:
//! `$ref`, `oneOf`, `type`, `enum`, `properties`, `required`, `additionalProperties: false`, `items`, `format`.

use std::collections::BTreeMap;

use hall_protocol::problem::FieldFault;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};
use utoipa::{PartialSchema, ToSchema};

/// How many faults are named at most.
const FAULTS: usize = 50;

/// Every field of a value that does not fit the type.
pub(super) fn faults<T: ToSchema>(value: &Value) -> Vec<FieldFault> {
    let mut parts = Vec::new();
    T::schemas(&mut parts);
    let parts = parts
        .into_iter()
        .filter_map(|(name, part)| Some((name, serde_json::to_value(part).ok()?)));
    let mut check = Check {
        parts: parts.collect(),
        faults: Vec::new(),
    };
    if let Ok(schema) = serde_json::to_value(<T as PartialSchema>::schema()) {
        check.value(&schema, value, "");
    }
    check.faults
}

struct Check {
    parts: BTreeMap<String, Value>,
    faults: Vec<FieldFault>,
}

impl Check {
    fn value(&mut self, schema: &Value, value: &Value, path: &str) {
        if let Some(part) = self.referred(schema) {
            return self.value(&part, value, path);
        }
        if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
            return self.one_of(choices, value, path);
        }
        if let Some(expected) = schema.get("type")
            && !has_type(expected, value)
        {
            return self.fault(path, &format!("is {}, expected {}", kind(value), words(expected)));
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array)
            && !words.contains(value)
        {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            return self.fault(path, &format!("is {value}, expected one of {}", words.join(", ")));
        }
        match value {
            Value::Object(fields) => self.object(schema, fields, path),
            Value::Array(items) => self.array(schema, items, path),
            Value::String(text) => self.text(schema, text, path),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn object(&mut self, schema: &Value, fields: &Map<String, Value>, path: &str) {
        let empty = Map::new();
        let known = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        let required = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for name in required.filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.fault(&join(path, name), "is missing");
            }
        }
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        for (name, value) in fields {
            match known.get(name) {
                Some(schema) => self.value(schema, value, &join(path, name)),
                None if closed => self.fault(&join(path, name), "is not a field of this body"),
                None => {}
            }
        }
    }

    fn array(&mut self, schema: &Value, items: &[Value], path: &str) {
        let Some(schema) = schema.get("items") else { return };
        for (index, item) in items.iter().enumerate() {
            self.value(schema, item, &format!("{path}[{index}]"));
        }
    }

    fn text(&mut self, schema: &Value, text: &str, path: &str) {
        let expected = match schema.get("format").and_then(Value::as_str) {
            Some("date") if text.parse::<Date>().is_err() => "a date such as \"2026-03-02\"",
            Some("date-time") if text.parse::<Timestamp>().is_err() => {
                "an instant such as \"2026-03-02T00:20:00Z\""
            }
            Some(_) | None => return,
        };
        self.fault(path, &format!("is {text:?}, expected {expected}"));
    }

    /// One of several: whichever fits; when none does, the faults of the nearest: of the value's own kind, and with
    /// the fewest.
    fn one_of(&mut self, choices: &[Value], value: &Value, path: &str) {
        let before = std::mem::take(&mut self.faults);
        let mut nearest: Option<((bool, usize), Vec<FieldFault>)> = None;
        for choice in choices {
            self.value(choice, value, path);
            let faults = std::mem::take(&mut self.faults);
            if faults.is_empty() {
                self.faults = before;
                return;
            }
            let is_another_kind = faults.iter().any(|fault| fault.field == named(path));
            let distance = (is_another_kind, faults.len());
            if nearest.as_ref().is_none_or(|(least, _)| distance <= *least) {
                nearest = Some((distance, faults));
            }
        }
        self.faults = before;
        let nearest = nearest.into_iter().flat_map(|(_, faults)| faults);
        self.faults.extend(nearest);
        self.faults.truncate(FAULTS);
    }

    fn referred(&self, schema: &Value) -> Option<Value> {
        let name = schema.get("$ref")?.as_str()?.rsplit('/').next()?;
        self.parts.get(name).cloned()
    }

    fn fault(&mut self, path: &str, problem: &str) {
        if self.faults.len() < FAULTS {
            self.faults.push(FieldFault {
                field: named(path),
                problem: super::clean(problem),
            });
        }
    }
}

/// A place as a fault names it.
fn named(path: &str) -> String {
    super::clean(if path.is_empty() { "body" } else { path })
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn has_type(expected: &Value, value: &Value) -> bool {
    if let Some(several) = expected.as_array() {
        return several.iter().any(|expected| has_type(expected, value));
    }
    let expected = expected.as_str();
    expected == Some(kind(value)) || (expected == Some("number") && value.is_number())
}

fn words(expected: &Value) -> String {
    match expected.as_array() {
        Some(several) => several.iter().map(words).collect::<Vec<_>>().join(" or "),
        None => expected.as_str().unwrap_or_default().to_owned(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
