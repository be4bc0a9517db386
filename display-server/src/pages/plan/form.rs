//! A thing of the plan as a form: from its value to what stands in the fields, and from what was sent back to a value.
//!
//! Invariant: what was sent stands in the form again, whatever is wrong with it.

use std::str::FromStr;

use hall_protocol::plan_document::{CalendarDate, ClockTime, PlanLetter, PlanMonthDay, Yuan};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::rows::plain;
use super::sections::{Field, Kind};

/// The languages of a name, as the document has them.
pub(super) const LANGUAGES: [&str; 3] = ["zh-Hant", "zh-Hans", "en"];
/// How many lines a list in a form has at most (I9).
const ROWS_LIMIT: usize = 100;

/// What stands in the fields of a form: names and texts, several of one name for what is ticked.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled(pub(super) Vec<(String, String)>);

impl Filled {
    /// What the fields of a thing say.
    pub(super) fn of(fields: &[Field], value: &Value) -> Self {
        let mut filled = Self::default();
        filled.fill(fields, value, "");
        filled
    }

    /// What stands in a field.
    pub(super) fn one(&self, name: &str) -> &str {
        let mut fields = self.0.iter();
        fields
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// What is ticked of a list.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = self.0.iter().filter(move |(field, _)| field == name);
        fields
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// How many lines of a list hold anything at all.
    pub(super) fn rows(&self, name: &str) -> usize {
        let index = |field: &String| {
            let rest = field.strip_prefix(name)?.strip_prefix('.')?;
            rest.split('.').next()?.parse::<usize>().ok()
        };
        let filled = self.0.iter().filter(|(_, value)| !value.trim().is_empty());
        let last = filled.filter_map(|(field, _)| index(field)).max();
        last.map_or(0, |last| last.saturating_add(1)).min(ROWS_LIMIT)
    }

    fn is_blank(&self, prefix: &str) -> bool {
        let within = |field: &String| {
            field
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        !self
            .0
            .iter()
            .any(|(field, value)| within(field) && !value.trim().is_empty())
    }

    fn add(&mut self, name: String, value: String) {
        if !value.is_empty() {
            self.0.push((name, value));
        }
    }

    fn fill(&mut self, fields: &[Field], value: &Value, prefix: &str) {
        for field in fields {
            let name = join(prefix, field.name);
            let value = value.get(field.name).unwrap_or(&Value::Null);
            match &field.kind {
                Kind::Names => {
                    for language in LANGUAGES {
                        let text = value.get(language).map(plain).unwrap_or_default();
                        self.add(join(&name, language), text);
                    }
                }
                Kind::Yes(otherwise) if value.as_bool().unwrap_or(*otherwise) => {
                    self.add(name, "yes".to_owned());
                }
                Kind::Ticks(..) | Kind::Several(..) => {
                    let ticked = value.as_array().into_iter().flatten();
                    ticked.for_each(|one| self.add(name.clone(), plain(one)));
                }
                Kind::Codes => {
                    let codes: Vec<String> = value.as_array().into_iter().flatten().map(plain).collect();
                    self.add(name, codes.join(" "));
                }
                Kind::Group(fields) => self.fill(fields, value, &name),
                Kind::Rows(fields) => {
                    for (index, row) in value.as_array().into_iter().flatten().enumerate() {
                        self.fill(fields, row, &join(&name, &index.to_string()));
                    }
                }
                Kind::Text
                | Kind::Number
                | Kind::Signed
                | Kind::Yuan
                | Kind::Time
                | Kind::Date
                | Kind::MonthDay
                | Kind::Letter
                | Kind::Yes(_)
                | Kind::Choice(..)
                | Kind::One(..) => self.add(name, plain(value)),
            }
        }
    }
}

/// A field's full name within those around it.
pub(super) fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}

/// A form that is read; each fault is a field's full name and the end of its text's key.
pub(super) struct Reading<'a> {
    pub(super) filled: &'a Filled,
    pub(super) faults: Vec<(String, &'static str)>,
}

impl Reading<'_> {
    /// The value of a thing's fields.
    pub(super) fn thing(&mut self, fields: &[Field], prefix: &str) -> Value {
        let mut thing = Map::new();
        for field in fields {
            let name = join(prefix, field.name);
            if let Some(value) = self.field(field, &name) {
                thing.insert(field.name.to_owned(), value);
            } else if field.needed && !self.faults.iter().any(|(fault, _)| *fault == name) {
                self.faults.push((name, "missing"));
            }
        }
        Value::Object(thing)
    }

    fn field(&mut self, field: &Field, name: &str) -> Option<Value> {
        let text = self.filled.one(name).to_owned();
        match &field.kind {
            Kind::Number => self.number::<u32>(name, &text),
            Kind::Signed => self.number::<i32>(name, &text),
            Kind::Yuan => self.checked::<Yuan>(name, &text, "yuan"),
            Kind::Time => self.checked::<ClockTime>(name, &text, "time"),
            Kind::Date => self.checked::<CalendarDate>(name, &text, "date"),
            Kind::MonthDay => self.checked::<PlanMonthDay>(name, &text, "month-day"),
            Kind::Letter => self.checked::<PlanLetter>(name, &text.to_uppercase(), "letter"),
            Kind::Names => Some(self.names(name)),
            Kind::Yes(_) => Some(Value::Bool(!text.is_empty())),
            Kind::Ticks(..) => self.several(field, name, false),
            Kind::Several(_, key) => self.several(field, name, *key == "number"),
            Kind::One(_, key) if *key == "number" => self.number::<u32>(name, &text),
            Kind::Text | Kind::Choice(..) | Kind::One(..) => filled(&text),
            Kind::Codes => Some(codes(&text)),
            Kind::Group(_) if self.filled.is_blank(name) => None,
            Kind::Group(fields) => Some(self.thing(fields, name)),
            Kind::Rows(fields) => self.rows(field, fields, name),
        }
    }

    fn number<N: FromStr + Into<Value>>(&mut self, name: &str, text: &str) -> Option<Value> {
        if text.is_empty() {
            return None;
        }
        let number = text.parse::<N>().ok().map(Into::into);
        self.or_fault(name, number, "number")
    }

    fn checked<T: DeserializeOwned>(&mut self, name: &str, text: &str, fault: &'static str) -> Option<Value> {
        let value = filled(text)?;
        let good = T::deserialize(&value).is_ok();
        self.or_fault(name, good.then_some(value), fault)
    }

    fn or_fault(&mut self, name: &str, value: Option<Value>, fault: &'static str) -> Option<Value> {
        if value.is_none() {
            self.faults.push((name.to_owned(), fault));
        }
        value
    }

    fn names(&self, name: &str) -> Value {
        let text = |language: &str| Value::from(self.filled.one(&join(name, language)));
        let names = LANGUAGES.map(|language| (language.to_owned(), text(language)));
        Value::Object(names.into_iter().collect())
    }

    fn several(&mut self, field: &Field, name: &str, numbers: bool) -> Option<Value> {
        let mut ticked = Vec::new();
        for text in self.filled.all(name) {
            let number = text.parse::<u32>().ok().filter(|_| numbers);
            ticked.push(number.map_or_else(|| Value::from(text), Value::from));
        }
        (!ticked.is_empty() || !field.needed).then_some(Value::Array(ticked))
    }

    fn rows(&mut self, field: &Field, fields: &[Field], name: &str) -> Option<Value> {
        let mut rows = Vec::new();
        for index in 0..self.filled.rows(name) {
            let prefix = join(name, &index.to_string());
            if !self.filled.is_blank(&prefix) {
                rows.push(self.thing(fields, &prefix));
            }
        }
        (!rows.is_empty() || !field.needed).then_some(Value::Array(rows))
    }
}

fn filled(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}

/// Codes as people type them: blanks and commas between them.
fn codes(text: &str) -> Value {
    let codes = text.split([' ', ',', '，', '、', '\n', '\r', '\t']);
    Value::Array(codes.filter(|code| !code.is_empty()).map(Value::from).collect())
}
