//! A plan document as the text of a plan file, as an author would write it: one heading a thing, one line a field.

use std::fmt::Write;

use hall_protocol::PlanDocument;
use toml::{Table, Value};

/// The text of a plan file that says the same.
///
/// # Errors
/// Only when a document cannot be serialised, which none is known to do.
pub fn toml_of(document: &PlanDocument) -> Result<String, toml::ser::Error> {
    let sections = Table::try_from(document)?;
    let mut text = String::new();
    for (name, section) in &sections {
        match section {
            Value::Table(fields) => add(&mut text, &format!("[{name}]"), fields),
            Value::Array(things) => {
                let tables = things.iter().filter_map(Value::as_table);
                tables.for_each(|fields| add(&mut text, &format!("[[{name}]]"), fields));
            }
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => {}
        }
    }
    Ok(text)
}

fn add(text: &mut String, heading: &str, fields: &Table) {
    if fields.is_empty() {
        return;
    }
    let blank = if text.is_empty() { "" } else { "\n" };
    // Writing to a String does not fail.
    let _ = writeln!(text, "{blank}{heading}");
    for (key, value) in fields {
        let _ = writeln!(text, "{} = {value}", quoted(key));
    }
}

/// A key as TOML writes it.
fn quoted(key: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if !key.is_empty() && key.chars().all(bare) {
        key.to_owned()
    } else {
        Value::String(key.to_owned()).to_string()
    }
}
