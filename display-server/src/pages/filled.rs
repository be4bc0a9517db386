//! What stands in the fields of a form: what was sent, or what a page suggests, and what is wrong with it.
//!
//! Invariant: a form with a fault comes back as it was sent.

use axum::Form;
use axum::extract::{FromRequest, Request};

use super::guard::Sorry;
use super::pressing::bad_field;

/// Fields with what stands in them, and what is wrong with some.
#[derive(Debug, Default)]
pub(super) struct Filled {
    fields: Vec<(String, String)>,
    faults: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = Sorry;

    async fn from_request(request: Request, state: &S) -> Result<Self, Sorry> {
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        let Form(fields) = form.map_err(|problem| bad_field("form", &problem))?;
        Ok(Self::sent(fields))
    }
}

impl Filled {
    /// What was sent.
    pub(super) fn sent(fields: Vec<(String, String)>) -> Self {
        Self {
            fields,
            faults: Vec::new(),
        }
    }

    /// What was sent, and for the forms that were not sent what the day suggests.
    pub(super) fn over(mut self, fresh: Self) -> Self {
        let missing = |(name, _): &(String, String)| !self.fields.iter().any(|(sent, _)| sent == name);
        let fresh: Vec<_> = fresh.fields.into_iter().filter(missing).collect();
        self.fields.extend(fresh);
        self
    }

    /// What stands in a field; nothing when it is empty.
    pub(super) fn one(&self, name: &str) -> &str {
        self.as_sent(name).trim()
    }

    /// The same, with the blanks around it.
    pub(super) fn as_sent(&self, name: &str) -> &str {
        let mut fields = self.fields.iter();
        fields
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }

    /// What is ticked of a list.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter().filter(move |(field, _)| field == name);
        fields.map(|(_, value)| value.trim())
    }

    /// Whether something is chosen or ticked.
    pub(super) fn has(&self, name: &str, value: impl AsRef<str>) -> bool {
        self.all(name).any(|ticked| ticked == value.as_ref())
    }

    /// What is wrong with a field.
    pub(super) fn fault(&self, name: &str) -> Option<&str> {
        let mut faults = self.faults.iter();
        faults
            .find(|(field, _)| field == name)
            .map(|(_, fault)| fault.as_str())
    }

    /// Leaves fields away.
    pub(super) fn forget(&mut self, is_over: impl Fn(&str) -> bool) {
        self.fields.retain(|(field, _)| !is_over(field));
    }

    /// Notes what the page itself has to know of the form.
    pub(super) fn add_word(&mut self, name: &str, word: &str) {
        self.fields.push((name.to_owned(), word.to_owned()));
    }

    /// Notes a field's fault.
    pub(super) fn add_fault(&mut self, field: impl Into<String>, fault: String) {
        self.faults.push((field.into(), fault));
    }

    /// Whether some field is at fault.
    pub(super) fn is_at_fault(&self) -> bool {
        !self.faults.is_empty()
    }
}
