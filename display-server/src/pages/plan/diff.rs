//! What differs between two plans, in words: what is added, removed, changed, and each field before and after.

use serde_json::Value;

use super::form::LANGUAGES;
use super::inputs::label;
use super::rows::{key_of, name_in, plain, rows_of, title_of};
use super::sections::{Field, Kind, SECTIONS, Section};
use crate::pages::locale::Locale;

/// How many characters of a value are shown.
const SHOWN: usize = 300;
/// The field by which the lines of a list are known, where it is their first.
const KEY: &str = "code";

/// One thing that differs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The section's name in the document.
    pub(super) section: &'static str,
    /// Which thing.
    pub(super) title: String,
    /// `added`, `removed`, `changed`, `moved`.
    pub(super) what: &'static str,
    /// Its fields that differ: label, before, after.
    pub(super) lines: Vec<(String, String, String)>,
}

/// Everything that differs.
pub(super) fn changes(old: &Value, new: &Value, locale: &Locale<'_>) -> Vec<Change> {
    let of_section = |section| section_changes(section, old, new, locale);
    SECTIONS.iter().flat_map(of_section).collect()
}

fn section_changes(section: &'static Section, old: &Value, new: &Value, locale: &Locale<'_>) -> Vec<Change> {
    let (before, after) = (keyed(section, old), keyed(section, new));
    let change = |what, row: &(String, usize, Value), lines| Change {
        section: section.name,
        title: title_of(section, &row.2, row.1, locale),
        what,
        lines,
    };
    let found = |rows: &[(String, usize, Value)], key: &str| rows.iter().position(|(other, ..)| other == key);
    let mut changes = Vec::new();
    for row in &after {
        let Some(was) = found(&before, &row.0).and_then(|place| before.get(place)) else {
            changes.push(change("added", row, Vec::new()));
            continue;
        };
        let lines = field_changes(section.fields, section.name, &was.2, &row.2, locale);
        if !lines.is_empty() {
            changes.push(change("changed", row, lines));
        }
    }
    let gone = before.iter().filter(|row| found(&after, &row.0).is_none());
    changes.extend(gone.map(|row| change("removed", row, Vec::new())));
    let keys = |rows: &[(String, usize, Value)]| rows.iter().map(|row| row.0.clone()).collect::<Vec<_>>();
    if changes.is_empty() && keys(&before) != keys(&after) {
        changes.push(Change {
            section: section.name,
            title: String::new(),
            what: "moved",
            lines: Vec::new(),
        });
    }
    changes
}

/// The things of a section with their keys and places.
fn keyed(section: &Section, document: &Value) -> Vec<(String, usize, Value)> {
    let rows = rows_of(document, section).into_iter().enumerate();
    rows.map(|(place, row)| (key_of(section, &row, place), place, row))
        .collect()
}

fn field_changes(
    fields: &[Field],
    around: &str,
    old: &Value,
    new: &Value,
    locale: &Locale<'_>,
) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    for field in fields {
        let (before, after) = (old.get(field.name), new.get(field.name));
        let (before, after) = (before.unwrap_or(&Value::Null), after.unwrap_or(&Value::Null));
        if is_same(&field.kind, before, after) {
            continue;
        }
        let label = label(locale, around, field.name);
        if let Kind::Rows(fields) = &field.kind
            && fields.first().is_some_and(|first| first.name == KEY)
        {
            lines.extend(row_changes(fields, &label, before, after, locale));
            continue;
        }
        let (mut said, mut now) = (say(&field.kind, before, locale), say(&field.kind, after, locale));
        if said == now && matches!(field.kind, Kind::Names) {
            (said, now) = (in_every_language(before), in_every_language(after));
        } else if said == now {
            // A name within it differs in another language.
            (said, now) = (before.to_string(), after.to_string());
        }
        lines.push((label, short(&said), short(&now)));
    }
    lines
}

/// Lines of a list that differ, each by the code that it begins with: what a long list says of the others is no news.
fn row_changes(
    fields: &[Field],
    label: &str,
    before: &Value,
    after: &Value,
    locale: &Locale<'_>,
) -> Vec<(String, String, String)> {
    let rows = |list: &Value| list.as_array().cloned().unwrap_or_default();
    let (before, after) = (rows(before), rows(after));
    let coded = |rows: &[Value], code: &Value| rows.iter().find(|row| row[KEY] == *code).cloned();
    let gone = before.iter().filter(|row| coded(&after, &row[KEY]).is_none());
    let mut lines = Vec::new();
    for row in after.iter().chain(gone) {
        let (old, new) = (coded(&before, &row[KEY]), coded(&after, &row[KEY]));
        if old == new {
            continue;
        }
        let in_words = |row: &Option<Value>| {
            row.as_ref()
                .map(|row| group(fields, row, locale))
                .unwrap_or_default()
        };
        let (mut said, mut now) = (in_words(&old), in_words(&new));
        if said == now {
            // A name within it differs in another language.
            let as_it_is = |row: Option<Value>| row.map(|row| row.to_string()).unwrap_or_default();
            (said, now) = (as_it_is(old), as_it_is(new));
        }
        lines.push((format!("{label} {}", plain(&row[KEY])), short(&said), short(&now)));
    }
    if lines.is_empty() {
        let order = |rows: &[Value]| {
            rows.iter()
                .map(|row| plain(&row[KEY]))
                .collect::<Vec<_>>()
                .join(" ")
        };
        lines.push((label.to_owned(), short(&order(&before)), short(&order(&after))));
    }
    lines
}

fn in_every_language(names: &Value) -> String {
    let names = LANGUAGES.map(|language| names.get(language).map(plain).unwrap_or_default());
    names.join(" / ")
}

fn is_same(kind: &Kind, before: &Value, after: &Value) -> bool {
    if let Kind::Yes(otherwise) = kind {
        let holds = |value: &Value| value.as_bool().unwrap_or(*otherwise);
        return holds(before) == holds(after);
    }
    before == after || is_nothing(before) && is_nothing(after)
}

/// What is left out is the same as what is empty. A 0 is not: where nothing is said, another rule may hold.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

/// A value in words.
pub(super) fn say(kind: &Kind, value: &Value, locale: &Locale<'_>) -> String {
    let list = || value.as_array().map(Vec::as_slice).unwrap_or_default();
    match kind {
        Kind::Names => name_in(value, locale),
        Kind::Yes(otherwise) => {
            let yes = value.as_bool().unwrap_or(*otherwise);
            locale.say(if yes { "plan-yes" } else { "plan-no" })
        }
        Kind::Choice(..) if value.is_null() => String::new(),
        Kind::Choice(family, _) => locale.of(family, &plain(value)),
        Kind::Ticks(family, _) => {
            let words: Vec<String> = list()
                .iter()
                .map(|word| locale.of(family, &plain(word)))
                .collect();
            words.join(" ")
        }
        Kind::Several(..) | Kind::Codes => list().iter().map(plain).collect::<Vec<_>>().join(" "),
        Kind::Group(fields) => group(fields, value, locale),
        Kind::Rows(fields) => {
            let rows: Vec<String> = list().iter().map(|row| group(fields, row, locale)).collect();
            rows.join("; ")
        }
        Kind::Text
        | Kind::Number
        | Kind::Signed
        | Kind::Yuan
        | Kind::Time
        | Kind::Date
        | Kind::MonthDay
        | Kind::Letter
        | Kind::One(..) => plain(value),
    }
}

fn group(fields: &[Field], value: &Value, locale: &Locale<'_>) -> String {
    let said = fields.iter().map(|field| {
        let value = value.get(field.name).unwrap_or(&Value::Null);
        say(&field.kind, value, locale)
    });
    said.filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ")
}
