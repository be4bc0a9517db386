//! The question in an address: each field read by itself, so that every fault is named.

use std::str::FromStr;

use axum::extract::Query;
use axum::http::Uri;
use jiff::civil::Date;

use super::body::Faults;
use super::problems::Refused;

/// The fields of an address's query; an empty one counts as absent, as browsers send it for an empty input.
pub(super) struct Fields {
    pairs: Vec<(String, String)>,
    faults: Faults,
}

/// Which report, in which form.
pub(crate) struct ReportQuestion {
    /// The day; none: the open one.
    pub(crate) day: Option<Date>,
    /// How it is wanted.
    pub(super) format: Format,
}

/// JSON unless asked otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    #[default]
    Json,
    Csv,
}

impl Fields {
    pub(super) fn of(uri: &Uri) -> Self {
        // Any query reads as pairs of texts; what cannot be decoded is no field of ours.
        let pairs = Query::try_from_uri(uri).map(|Query(pairs)| pairs);
        Self {
            pairs: pairs.unwrap_or_default(),
            faults: Faults::default(),
        }
    }

    pub(super) fn read<T: FromStr>(&mut self, name: &str, expected: &str) -> Option<T> {
        let (_, text) = self
            .pairs
            .iter()
            .find(|(field, text)| field == name && !text.is_empty())?;
        let value = text
            .parse()
            .map_err(|_| format!("is {text:?}, expected {expected}"));
        self.faults.take(name, value)
    }

    /// What was read, if nothing was at fault.
    pub(super) fn done<T>(self, question: T) -> Result<T, Refused> {
        self.faults.or(Some(question))
    }
}

impl ReportQuestion {
    /// # Errors
    /// A refusal that names each field at fault.
    pub(crate) fn read(uri: &Uri) -> Result<Self, Refused> {
        let mut fields = Fields::of(uri);
        let question = Self {
            day: fields.read("day", "a date such as 2026-03-02"),
            format: fields.read("format", "json or csv").unwrap_or_default(),
        };
        fields.done(question)
    }
}

impl FromStr for Format {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            _ => Err(()),
        }
    }
}
