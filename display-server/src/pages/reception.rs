//! Reception: a ticket for somebody without phone or document, a look at the documents before it, whoever is expected checked
//! in, what becomes of a number, and 諮詢 +1.
//!
//! Invariant: the form carries the ids that the server made for it, so that sending it twice issues one ticket.
//! Invariant: a form with a fault comes back as it was sent.

mod advice;
mod check;
mod issue;
mod number;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use jiff::civil::Date;
use queue_core::command::Matter;
use queue_core::{JourneyCode, RequestId, ServiceCode, ServiceDay};

use super::filled::Filled;
use super::frame::Frame;
use super::guard::{Shown, Sorry};
use super::locale::Locale;
use super::pressing::{bad_field, random_id};
use super::reader::Reader;
use super::services::{
    GroupChoices, class_choices, elsewhere_choices, need_choices, place_choices, service_choices,
};
use crate::http::{Refused, clean};
use crate::views::Topic;

pub(super) use advice::advice;
pub(super) use check::{check, missing};
pub(super) use issue::issue;
pub(super) use number::number;

/// Help that can be asked for, as the wire spells it.
const ASSISTANCE: [&str; 5] = ["walking", "seeing", "hearing", "reading", "language"];

#[derive(Template)]
#[template(path = "reception/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    day: Option<ServiceDay>,
    form: Filled,
    request: RequestId,
    token: RequestId,
    services: Vec<GroupChoices>,
    journeys: Vec<(String, String)>,
    classes: Vec<(String, String)>,
    assistance: [&'static str; ASSISTANCE.len()],
    places: Vec<(String, String)>,
    needs: Vec<(String, String)>,
    elsewhere: Vec<(String, String)>,
    /// Somebody is late for an appointment, and may wait as a walk-in all the same.
    is_late: bool,
    /// How often advice was given at this desk today, once that was heard.
    advised: Option<String>,
    /// The open escorts, as they stand; none while the hall is closed.
    escorts: Option<String>,
    stream: String,
}

pub(super) async fn page(reader: Reader) -> Shown {
    let note = reader.note_about_number();
    show(&reader, Filled::default(), StatusCode::OK, note).await
}

/// The page with a form as it was sent, and what is wrong with it.
async fn refused(reader: &Reader, mut form: Filled, refused: &Refused) -> Shown {
    let problem = refused.problem();
    if problem.status == 403 {
        return Err(Sorry::from(refused.clone()));
    }
    let words = reader.say_problem(problem);
    let field = match problem.name() {
        "no-matter" | "too-many-matters" | "matter-twice" | "unknown-service" | "unknown-journey" => {
            "service"
        }
        "bad-cases" => "cases",
        "unknown-booking" | "unknown-ticket" | "wrong-state" | "booking-other-day" | "booking-used"
        | "booking-cancelled" | "booking-missed" | "late-check-in" => "shown",
        _ => "",
    };
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::CONFLICT);
    if form.is_at_fault() {
        return show(reader, form, status, None).await;
    }
    if field.is_empty() {
        return show(reader, form, status, Some(words)).await;
    }
    form.add_fault(field, words);
    form.add_word("refused", problem.name());
    show(reader, form, status, None).await
}

async fn show(reader: &Reader, form: Filled, status: StatusCode, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("reception-title"));
    "/reception".clone_into(&mut frame.path);
    frame.note = note.or(frame.note);
    let page = Page {
        day: reader.state.owner.open_day().await?,
        request: random_id()?,
        token: random_id()?,
        services: service_choices(&locale),
        journeys: journey_choices(&locale),
        classes: class_choices(&locale),
        assistance: ASSISTANCE,
        places: place_choices(&locale),
        needs: need_choices(&locale),
        elsewhere: elsewhere_choices(&locale),
        is_late: form.one("refused") == "late-check-in",
        advised: reader.asked("advice").map(clean),
        escorts: super::streams::fragment(reader, Topic::Escorts).await.ok(),
        stream: format!("/escorts/events?lang={}", locale.tag()),
        form,
        f: frame,
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn journey_choices(locale: &Locale<'_>) -> Vec<(String, String)> {
    let journeys = locale.plan.parts().journeys.iter();
    journeys
        .map(|journey| (journey.code.to_string(), locale.plan_name(&journey.names)))
        .collect()
}

/// What is chosen: services, then journeys.
fn matters(form: &Filled) -> Vec<Matter> {
    let services = form
        .all("service")
        .map(|code| Matter::Service(ServiceCode::new(clean(code))));
    let journeys = form
        .all("journey")
        .map(|code| Matter::Journey(JourneyCode::new(clean(code))));
    services.chain(journeys).collect()
}

fn day(form: &Filled) -> Result<ServiceDay, Refused> {
    let day: Result<Date, _> = form.one("on").parse();
    day.map(ServiceDay).map_err(|problem| bad_field("on", &problem))
}
