//! The journal, for managers and overseers: newest first, narrowed to what is asked.

use axum::extract::State;
use axum::http::Uri;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::ServiceDay;
use queue_core::followup::Followup;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::Answered;
use super::followups::person_of;
use super::problems::Refused;
use super::query::Fields;
use super::records::standing;
use crate::identity::Caller;
use crate::state::HallState;
use crate::store::{JournalLine, JournalPage, JournalQuestion};

/// How many journal entries a page has at most.
pub(crate) const JOURNAL_PAGE: u32 = 200;

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct JournalEntry {
    /// Its place.
    pub(crate) seq: u64,
    /// When it was decided.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) at: Timestamp,
    /// What it says: who asked, and what happened.
    #[schema(value_type = Object)]
    pub(crate) body: serde_json::Value,
    /// The chain's hash at this entry: 64 hex digits.
    pub(crate) hash: String,
}

pub(super) async fn list(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Answered {
    let question = question(&uri)?;
    let page = journal(&state, &caller, question).await?;
    let entries: Vec<_> = page.lines.into_iter().map(JournalEntry::from).collect();
    Ok(Json(entries).into_response())
}

/// What an address asks of the journal.
///
/// # Errors
/// A refusal that names each field at fault.
pub(crate) fn question(uri: &Uri) -> Result<JournalQuestion, Refused> {
    let mut fields = Fields::of(uri);
    let limit: Option<u32> = fields.read("limit", "a number");
    let day: Option<Date> = fields.read("day", "a date such as 2026-03-02");
    let number: Option<String> = fields.read("number", "a ticket's number");
    let question = JournalQuestion {
        before: fields.read("before", "an entry's number"),
        limit: limit.unwrap_or(JOURNAL_PAGE).min(JOURNAL_PAGE),
        day: day.map(ServiceDay),
        event: fields.read("event", "a kind of event"),
        person: fields.read("person", "a work number"),
        device: fields.read("device", "a device"),
        window: fields.read("window", "a window's number"),
        number: number.map(|number| number.trim().to_ascii_uppercase()),
    };
    fields.done(question)
}

/// The entries that a question asks for, of those that a caller may see.
pub(crate) async fn journal(
    state: &HallState,
    caller: &Caller,
    question: JournalQuestion,
) -> Result<JournalPage, Refused> {
    let (code, role) = person_of(caller).ok_or_else(Refused::who_are_you)?;
    let (plan, code) = (standing(state).await?.plan, code.clone());
    let open = state.owner.open_day().await?;
    let may_see = move |followup: &Followup| {
        followup.part_of(&plan, &code, role).is_some() && !followup.would_tell_who_rated(open)
    };
    Ok(state.reports.journal(question, may_see).await?)
}

impl From<JournalLine> for JournalEntry {
    fn from(line: JournalLine) -> Self {
        Self {
            seq: line.seq,
            at: Timestamp::from_millisecond(line.at_ms).unwrap_or_default(),
            body: serde_json::from_str(&line.payload).unwrap_or(serde_json::Value::String(line.payload)),
            hash: hex::encode(line.hash),
        }
    }
}
