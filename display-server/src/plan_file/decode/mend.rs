//! One thing of a plan file, decoded; what cannot be read in it is told and replaced.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use super::super::wording;
use super::Reading;

/// How many values one thing may have at fault before the rest of it is left unread.
const MOST_FAULTS: usize = 64;

/// A table on its way to being readable.
struct Patient<'a, 't> {
    /// Its path in the file.
    path: &'a str,
    /// Where it stands.
    span: Range<usize>,
    table: DeTable<'t>,
    stand_in: DeTable<'static>,
    /// Fields that were replaced as a whole; their spans mean nothing in the file.
    mended: BTreeSet<String>,
}

impl<'t> Reading<'t> {
    /// Decodes one thing, mending it until it can be read; none only when it cannot be mended.
    pub(super) fn item<T: DeserializeOwned>(
        &mut self,
        section: &str,
        path: &str,
        item: Spanned<DeValue<'t>>,
    ) -> Option<T> {
        let span = item.span();
        let stand_in = self.stand_in(section);
        let table = if let DeValue::Table(table) = item.into_inner() {
            table
        } else {
            let problem = format!("`{path}` is not a table");
            self.add(
                Some(span.clone()),
                problem,
                "write its keys in { }, or below its heading".to_owned(),
            );
            self.replaced.push(path.to_owned());
            stand_in.clone()
        };
        let mut patient = Patient {
            path,
            span,
            table,
            stand_in,
            mended: BTreeSet::new(),
        };
        for _ in 0..MOST_FAULTS {
            match T::deserialize(patient.deserializer()) {
                Ok(value) => return Some(value),
                Err(error) => self.mend(&mut patient, &error)?,
            }
        }
        None
    }

    /// Tells one fault and replaces what causes it; none when nothing can be found to replace.
    fn mend(&mut self, patient: &mut Patient<'_, 't>, error: &Error) -> Option<()> {
        let at = error.span().unwrap_or(patient.span.clone());
        let field = patient.field_at(&at).or_else(|| missing_field(error.message()));
        let name = field.clone().unwrap_or_else(|| patient.path.to_owned());
        let (problem, hint) = wording::of_value(error.message(), &name);
        self.add(Some(at.clone()), problem, hint);
        let replaced = patient.replace(&field?, &at);
        self.replaced.push(replaced);
        Some(())
    }
}

impl<'t> Patient<'_, 't> {
    fn deserializer(&self) -> ValueDeserializer<'t> {
        ValueDeserializer::from(Spanned::new(
            self.span.clone(),
            DeValue::Table(self.table.clone()),
        ))
    }

    /// The field whose key or value stands at `at`.
    fn field_at(&self, at: &Range<usize>) -> Option<String> {
        let original = self
            .table
            .iter()
            .filter(|(key, _)| !self.mended.contains(key.get_ref().as_ref()));
        original
            .filter(|(key, value)| covers(&key.span(), at) || holds(value, at))
            .map(|(key, _)| key.get_ref().to_string())
            .next()
    }

    /// Puts the stand-in in the place of a field, or of the element of it at `at`; answers with the place.
    fn replace(&mut self, field: &str, at: &Range<usize>) -> String {
        let stand_in = self.stand_in.get(field).cloned();
        let place = self.table.get_mut(field).and_then(|value| element_at(value, at));
        let spare = stand_in
            .as_ref()
            .and_then(|value| value.get_ref().as_array()?.first().cloned());
        if let (Some((index, element)), Some(spare)) = (place, spare) {
            *element = spare;
            return format!("{}.{field}[{index}]", self.path);
        }
        self.mended.insert(field.to_owned());
        self.table.remove(field);
        if let Some(value) = stand_in {
            self.table
                .insert(Spanned::new(0..0, field.to_owned().into()), value);
        }
        format!("{}.{field}", self.path)
    }
}

fn missing_field(message: &str) -> Option<String> {
    message
        .strip_prefix("missing field ")
        .map(|name| name.trim_matches('`').to_owned())
}

/// The element of a list that holds what stands at `at`.
fn element_at<'v, 't>(
    value: &'v mut Spanned<DeValue<'t>>,
    at: &Range<usize>,
) -> Option<(usize, &'v mut Spanned<DeValue<'t>>)> {
    let DeValue::Array(array) = value.get_mut() else {
        return None;
    };
    array
        .iter_mut()
        .enumerate()
        .find(|(_, element)| holds(element, at))
}

fn covers(span: &Range<usize>, at: &Range<usize>) -> bool {
    span.start <= at.start && at.end <= span.end
}

/// Whether what stands at `at` is this value or within it; a table's parts may stand apart from its heading.
fn holds(value: &Spanned<DeValue<'_>>, at: &Range<usize>) -> bool {
    let within = match value.get_ref() {
        DeValue::Table(table) => table
            .iter()
            .any(|(key, value)| covers(&key.span(), at) || holds(value, at)),
        DeValue::Array(array) => array.iter().any(|element| holds(element, at)),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => false,
    };
    covers(&value.span(), at) || within
}
