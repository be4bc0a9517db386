//! A visitor's own ticket on the phone: number, place in the queue, where to go, help.
//!
//! Invariant: page, styles and script weigh less than 15 KB together (tested): halls have thick walls.
//! Invariant: an unknown and an expired ticket look the same.

use askama::Template;
use axum::extract::Path;
use hall_protocol::ticket::Estimate;
use hall_protocol::visit::{VisitLeg, VisitView};
use jiff::Span;
use jiff::civil::Date;
use queue_core::command::{Actor, Command, EscortCommand, EscortVerb, VisitVerb};
use queue_core::{DeviceId, ServiceDay};

use super::board::Marks;
use super::filled::Filled;
use super::frame::PhonePage;
use super::guard::{Shown, drawn};
use super::locale::Locale;
use super::pressing::{bad_field, pressed, random_id, visit_command};
use super::qr::qr;
use super::ratings::{self, Rateable};
use super::reader::Reader;
use super::services::{need_choices, need_of, place_choices};
use super::streams;
use crate::http::Refused;
use crate::identity::token_hash;
use crate::views::{Topic, ViewBody};

pub(super) async fn page(reader: Reader, Path(token): Path<String>) -> Shown {
    let topic = topic(&token)?;
    let fragment = streams::fragment(&reader, topic.clone()).await?;
    let view = reader.state.owner.view(topic).await?;
    let is_away = matches!(&view.body, ViewBody::Visit(visit) if is_away(visit));
    let url = format!("{}/v/{token}", reader.plan.parts().hall.public_url);
    let locale = reader.locale();
    let frame = reader.frame(&locale, locale.say("phone-your-number"));
    drawn(&PhonePage {
        shown: is_away.then(|| qr(&url)).transpose()?,
        f: frame,
        stream: reader.stream(),
        fragment: &fragment,
    })
}

pub(super) async fn events(reader: Reader, Path(token): Path<String>) -> Shown {
    let topic = topic(&token)?;
    streams::stream(reader, topic).await
}

pub(super) async fn press(reader: Reader, Path(token): Path<String>, form: Filled) -> Shown {
    let outcome = submit_press(&reader, &token, &form).await;
    pressed(&reader, &format!("/v/{token}"), outcome)
}

/// Repeated calls for a guide join the open job.
async fn submit_press(reader: &Reader, token: &str, form: &Filled) -> Result<(), Refused> {
    let hash = token_hash(token).map_err(|_| Refused::no_such())?;
    let found = reader.state.owner.find_visit(hash).await?;
    let visit = found.visit;
    let day: Date = form
        .one("day")
        .parse()
        .map_err(|problem| bad_field("day", &problem))?;
    let command = match form.one("verb") {
        "withdraw" => visit_command(reader, &found, day, VisitVerb::Withdraw),
        "postpone" => visit_command(reader, &found, day, VisitVerb::Postpone),
        "reactivate" => visit_command(reader, &found, day, VisitVerb::Reactivate),
        "help" => {
            let place = Some(form.one("place")).filter(|place| !place.is_empty());
            let place = place.ok_or_else(|| bad_field("place", &"say where you are"))?;
            let verb = EscortVerb::Request {
                place: DeviceId::new(place),
                ticket: Some(found.number),
                need: need_of(form.one("need")),
            };
            Command::Escort(EscortCommand {
                press: random_id()?,
                verb,
            })
        }
        _ => return ratings::visitor_press(reader, token, (visit, day), form).await,
    };
    reader
        .state
        .owner
        .submit(Actor::Visitor { visit }, ServiceDay(day), command)
        .await?;
    Ok(())
}

/// A token that cannot be one looks like one that is unknown.
fn topic(token: &str) -> Result<Topic, Refused> {
    token_hash(token)
        .map(Topic::Visit)
        .map_err(|_| Refused::no_such())
}

/// Whether a remote ticket waits for its holder to come.
fn is_away(view: &VisitView) -> bool {
    !view.checked_in && matches!(view.state.as_str(), "waiting" | "not_ready")
}

#[derive(Template)]
#[template(path = "phone/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    marks: Marks<'a>,
    windows: String,
    /// Until when a visitor who goes home now may come back before others.
    home_until: String,
    places: Vec<(String, String)>,
    needs: Vec<(String, String)>,
    /// The legs that can be rated, or were.
    ratings: Vec<Rateable<'a>>,
    view: &'a VisitView,
}

/// Draws the part of a phone page that changes.
pub(super) fn fragment(view: &VisitView, locale: &Locale<'_>) -> askama::Result<String> {
    let days = Span::new().days(i64::from(locale.plan.rules().bookings.revisit_days));
    let places = place_choices(locale);
    Fragment {
        s: locale,
        marks: Marks(locale),
        windows: locale.numbers(&view.windows),
        home_until: locale.day(&view.day.saturating_add(days)),
        places,
        needs: need_choices(locale),
        ratings: Rateable::all(&view.ratings, locale),
        view,
    }
    .render()
}

impl Fragment<'_> {
    /// Who comes: a guide, by how far that is, or whoever fetches help while no guide can.
    fn coming(&self, escort: &str) -> String {
        match (&self.view.escort_left_to, escort) {
            (Some(stand_in), "requested" | "accepted") => self.s.of("phone-fetched-by", stand_in),
            (_, _) => self.s.of("phone-escort", escort),
        }
    }

    fn is_away(&self) -> bool {
        is_away(self.view)
    }

    /// Who of those who came later was called before; nothing when nobody was.
    fn passed(&self) -> Option<String> {
        let (booked, priority) = (self.view.passed_booked, self.view.passed_priority);
        let [b, p] = [booked.to_string(), priority.to_string()];
        match (booked, priority) {
            (0, 0) => None,
            (_, 0) => Some(self.s.fill("phone-passed-booked", &[("booked", &b)])),
            (0, _) => Some(self.s.fill("phone-passed-priority", &[("priority", &p)])),
            _ => Some(
                self.s
                    .fill("phone-passed-both", &[("booked", &b), ("priority", &p)]),
            ),
        }
    }

    /// How one of several matters stands.
    fn leg(&self, leg: &VisitLeg) -> String {
        let windows = self.s.numbers(&leg.windows);
        match (&leg.outcome, leg.ahead) {
            (Some(outcome), _) => self.s.of("outcome", outcome),
            (None, Some(ahead)) => {
                let ahead = ahead.to_string();
                self.s
                    .fill("phone-leg-waits", &[("ahead", &ahead), ("windows", &windows)])
            }
            (None, None) => self.s.of("phone-leg", &leg.state),
        }
    }

    fn estimate(&self, estimate: &Estimate) -> String {
        let minutes = |seconds: u32| seconds.div_ceil(60).to_string();
        let (from, to) = (minutes(estimate.p50_s), minutes(estimate.p90_s));
        self.s.fill("phone-estimate", &[("from", &from), ("to", &to)])
    }
}
