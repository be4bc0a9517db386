//! A visitor's own ticket on the phone: number, place in the queue, where to go, help.
//!
//! Invariant: page, styles and script weigh less than 15 KB together (tested): halls have thick walls.
//! Invariant: an unknown and an expired ticket look the same.

use askama::Template;
use hall_protocol::ticket::Estimate;
use hall_protocol::visit::VisitView;

use super::board::Marks;
use super::locale::Locale;
use super::services::place_choices;

#[derive(Template)]
#[template(path = "phone/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    marks: Marks<'a>,
    windows: String,
    places: Vec<(String, String)>,
    view: &'a VisitView,
}

/// Draws the part of a phone page that changes.
pub(super) fn fragment(view: &VisitView, locale: &Locale<'_>) -> askama::Result<String> {
    let windows = view.windows.iter().map(u16::to_string).collect::<Vec<_>>().join(&locale.say("list-comma"));
    let places = place_choices(locale);
    Fragment { s: locale, marks: Marks(locale), windows, places, view }.render()
}

impl Fragment<'_> {
    fn estimate(&self, estimate: &Estimate) -> String {
        let minutes = |seconds: u32| seconds.div_ceil(60).to_string();
        let (from, to) = (minutes(estimate.p50_s), minutes(estimate.p90_s));
        self.s.fill("phone-estimate", &[("from", &from), ("to", &to)])
    }
}

#[cfg(test)]
mod tests;
