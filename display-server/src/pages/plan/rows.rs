//! The things of a plan document's sections, as values that forms read and write.

use serde_json::{Map, Value};

use super::sections::{Section, Shape};
use crate::pages::locale::Locale;

/// The things of a section.
pub(super) fn rows_of(document: &Value, section: &Section) -> Vec<Value> {
    let Some(value) = document.get(section.name) else {
        return Vec::new();
    };
    match (section.shape, value) {
        (Shape::List, Value::Array(rows)) => rows.clone(),
        (Shape::Map, Value::Object(names)) => names
            .iter()
            .map(|(key, name)| serde_json::json!({"key": key, "name": name}))
            .collect(),
        (Shape::One | Shape::List | Shape::Map, value) => vec![value.clone()],
    }
}

/// Puts the things of a section back into the document.
pub(super) fn put_rows(document: &mut Value, section: &Section, mut rows: Vec<Value>) {
    let value = match section.shape {
        Shape::List => Value::Array(rows),
        Shape::One => rows.pop().unwrap_or_default(),
        Shape::Map => {
            let named = rows.iter().filter_map(|row| {
                let key = row.get("key")?.as_str()?;
                Some((key.to_owned(), row.get("name")?.clone()))
            });
            Value::Object(named.collect::<Map<_, _>>())
        }
    };
    if let Some(document) = document.as_object_mut() {
        document.insert(section.name.to_owned(), value);
    }
}

/// By what a thing is known: its key, or its place.
pub(super) fn key_of(section: &Section, row: &Value, place: usize) -> String {
    let key = section.key.and_then(|key| row.get(key));
    key.map_or_else(|| (place + 1).to_string(), plain)
}

/// What a thing is called: its key, and its name in the reader's language.
pub(super) fn title_of(section: &Section, row: &Value, place: usize, locale: &Locale<'_>) -> String {
    if section.shape == Shape::One {
        return String::new();
    }
    let key = key_of(section, row, place);
    let name = row
        .get("name")
        .map(|name| name_in(name, locale))
        .unwrap_or_default();
    if name.is_empty() {
        key
    } else {
        format!("{key} {name}")
    }
}

/// A name in the reader's language.
pub(super) fn name_in(names: &Value, locale: &Locale<'_>) -> String {
    names.get(locale.tag()).map(plain).unwrap_or_default()
}

/// A text or a number as it is written.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}
