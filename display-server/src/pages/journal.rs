//! `/journal`: every entry in words, newest first, narrowed to what is asked.
//!
//! Invariant: of a follow-up that the reader may not see, no entry is shown (see `store/asked_journal.rs`).
//! Invariant: no event has a personal field, so none can stand here.

mod words;

use askama::Template;
use axum::http::Uri;
use queue_core::plan::Role;

use self::words::Entry;
use super::filled::Filled;
use super::frame::Frame;
use super::guard::{Shown, drawn};
use super::reader::Reader;
use crate::http::followups::person_of;
use crate::http::journal::{journal, question};

/// How many entries a page shows.
const SHOWN: u32 = 100;

/// Every kind of event, by its tag, as the filter offers it.
#[rustfmt::skip]
pub(super) const EVENTS: [&str; 72] = [
    "day_opened", "day_closed", "ticket_issued", "ticket_confirmed", "checked_in", "confirm_overdue", "ticket_voided",
    "press_given_up", "offline", "leg_opened", "leg_ready", "called", "recalled", "started", "finished", "no_show", "reactivated",
    "parked", "transferred", "withdrawn", "abandoned", "class_verified", "undone", "window_opened", "window_paused",
    "window_resumed", "window_closed", "postponed", "call_taken_back", "booked", "booking_moved", "booking_cancelled",
    "booking_kept", "booking_returned", "booking_missed", "stop_began", "stop_ended", "closing_moved", "announced",
    "announcement_ended", "cover_began", "cover_ended", "tides_turned", "advice_given", "elsewhere_asked", "entered_later",
    "case", "followup", "escort_requested", "escort_repeated", "escort_offered", "escort_offer_ended", "escort_left_to",
    "escort_accepted", "escort_released", "escort_met", "escort_handed_over", "escort_fetched", "escort_done",
    "escort_cancelled", "escort_overdue", "guide_on_duty", "guide_off_duty", "plan_proposed", "plan_accepted",
    "plan_rejected", "plan_changed", "rating", "fee", "bank_list", "appraisal", "point",
];

#[derive(Template)]
#[template(path = "journal/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    form: Filled,
    entries: Vec<Entry>,
    /// What an address keeps of the question, and where older entries stand.
    older: Option<String>,
    is_overseer: bool,
}

pub(super) async fn page(reader: Reader, uri: Uri) -> Shown {
    let mut asked = question(&uri)?;
    asked.limit = asked.limit.min(SHOWN);
    let found = journal(&reader.state, &reader.caller, asked).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("journal-title"));
    let kept = kept(&uri);
    frame.kept.clone_from(&kept);
    let entries = found
        .lines
        .iter()
        .filter_map(|line| Entry::of(&locale, line, &found.numbers));
    let fields = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri);
    drawn(&Page {
        entries: entries.collect(),
        older: found.next.map(|next| format!("/journal?{kept}before={next}")),
        form: Filled::sent(fields.map(|query| query.0).unwrap_or_default()),
        is_overseer: person_of(&reader.caller).is_some_and(|(_, role)| role == Role::Overseer),
        f: frame,
    })
}

/// The question in the address, without the language and the place, for the links that go on.
fn kept(uri: &Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&');
    let kept = pairs.filter(|pair| {
        let value = pair.split_once('=').map_or("", |(_, value)| value);
        !value.is_empty() && !pair.starts_with("lang=") && !pair.starts_with("before=")
    });
    kept.fold(String::new(), |kept, pair| kept + pair + "&")
}

impl Page<'_> {
    fn events(&self) -> impl Iterator<Item = &'static str> {
        EVENTS.into_iter()
    }
}
