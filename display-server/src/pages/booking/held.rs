//! `/b/{token}`: a booking, for whoever holds it: its digits and code, when and where, moved and given back. Reception has the
//! same page by the digits.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use hall_protocol::booking::BookingView;
use queue_core::booking::{Booking, BookingState};
use queue_core::command::{Actor, BookingCommand, BookingVerb, Command};
use queue_core::plan::Role;
use queue_core::{BookingCode, Rejection, RequestId, ServiceCode};

use super::place_fault;
use super::service::{self, About};
use super::times::{self, Times};
use crate::hall_owner::BookingKey;
use crate::http::Refused;
use crate::http::bookings::slot;
use crate::identity::{Caller, token_hash};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, Sorry};
use crate::pages::pressing::{bad_field, press_id, random_id};
use crate::pages::qr::qr;
use crate::pages::reader::Reader;
use crate::views;

#[derive(Template)]
#[template(path = "booking/held.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: BookingView,
    /// Its digits, in two groups of four.
    code: String,
    about: Option<About>,
    times: Option<Times>,
    form: Filled,
    /// What a kiosk's reader reads; reception knows the digits alone.
    qr: Option<String>,
    /// A press on the page as it was shown is made once.
    shown: RequestId,
    is_staff: bool,
    /// Whether the choice of another time stands open.
    moves: bool,
}

/// A booking, and where its page is.
struct Held {
    booking: Booking,
    path: String,
    url: Option<String>,
}

type Asked = Query<Vec<(String, String)>>;

pub(in crate::pages) async fn page(reader: Reader, Path(token): Path<String>, Query(asked): Asked) -> Shown {
    let Some(held) = by_token(&reader, &token).await? else {
        return Err(Sorry::from(Refused::no_such()));
    };
    let came = matches!(held.booking.state, BookingState::Came { .. });
    if came && reader.state.owner.find_visit(held.booking.token).await.is_ok() {
        return Ok(Redirect::to(&format!("/v/{token}")).into_response());
    }
    show(&reader, held, asked_for(asked), StatusCode::OK, None).await
}

pub(in crate::pages) async fn press(reader: Reader, Path(token): Path<String>, form: Filled) -> Shown {
    let Some(held) = by_token(&reader, &token).await? else {
        return Err(Sorry::from(Refused::no_such()));
    };
    decide(&reader, held, form).await
}

/// The page of a booking by its digits, for reception.
pub(in crate::pages) async fn at_reception(
    reader: Reader,
    Path(code): Path<String>,
    Query(asked): Asked,
) -> Shown {
    let held = by_code(&reader, &code).await?;
    show(&reader, held, asked_for(asked), StatusCode::OK, None).await
}

pub(in crate::pages) async fn at_reception_press(
    reader: Reader,
    Path(code): Path<String>,
    form: Filled,
) -> Shown {
    let held = by_code(&reader, &code).await?;
    decide(&reader, held, form).await
}

/// What an address asks for; which page a press is made on is no part of it.
fn asked_for(fields: Vec<(String, String)>) -> Filled {
    let mut form = Filled::sent(fields);
    form.forget(|field| field == "shown");
    form
}

async fn by_token(reader: &Reader, token: &str) -> Result<Option<Held>, Refused> {
    let hash = token_hash(token).map_err(|_| Refused::no_such())?;
    let found = reader.state.owner.find_booking(BookingKey::Token(hash)).await?;
    Ok(found.map(|booking| Held {
        booking,
        path: format!("/b/{token}"),
        url: Some(format!("{}/b/{token}", reader.plan.parts().hall.public_url)),
    }))
}

async fn by_code(reader: &Reader, code: &str) -> Result<Held, Refused> {
    let key = BookingKey::Code(BookingCode::new(code));
    let found = reader.state.owner.find_booking(key).await?;
    Ok(Held {
        booking: found.ok_or_else(|| Refused::from(Rejection::UnknownBooking))?,
        path: format!("/reception/bookings/{code}"),
        url: None,
    })
}

async fn show(reader: &Reader, held: Held, form: Filled, status: StatusCode, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let view = views::booking(&reader.plan, &held.booking);
    let may_move =
        matches!(held.booking.state, BookingState::Expected | BookingState::Missed) && view.at.is_some();
    let times = match view.service.as_deref().filter(|_| may_move) {
        Some(code) => Some(times::times(reader, &ServiceCode::new(code), &form).await?),
        None => None,
    };
    let known = view
        .service
        .as_deref()
        .and_then(|code| service::named(&reader.plan, code));
    let mut frame = reader.frame(&locale, locale.say("booked-title"));
    frame.path = held.path;
    frame.note = note.or_else(|| match form.one("done") {
        "moved" => Some(locale.say("booked-moved")),
        "already" => Some(locale.say("booked-already")),
        _ => None,
    });
    let (first, last) = view.code.split_at_checked(4).unwrap_or((&view.code, ""));
    let page = Page {
        code: format!("{first} {last}"),
        about: known.map(|service| About::of(&locale, service)),
        times,
        moves: form.fault("slot").is_some() || !form.one("day").is_empty() || view.state == "missed",
        shown: RequestId::parse(form.one("shown")).or_else(|_| random_id())?,
        form,
        qr: held
            .url
            .as_deref()
            .filter(|_| may_move || view.state == "expected")
            .map(qr)
            .transpose()?,
        is_staff: reader.is_signed_in(),
        view,
        f: frame,
    };
    Ok((status, Html(page.render()?)).into_response())
}

async fn decide(reader: &Reader, held: Held, mut form: Filled) -> Shown {
    let path = held.path.clone();
    match submit(reader, &held.booking, &mut form).await {
        Ok(done) => Ok(Redirect::to(&format!("{path}{done}")).into_response()),
        Err(refused) if refused.problem().status == 403 => Err(Sorry::from(refused)),
        Err(refused) => {
            let note = place_fault(reader, &mut form, &refused);
            show(reader, held, form, refused.status(), note).await
        }
    }
}

/// What the address says afterwards. The press follows from the page that was shown, so that a time given back can be taken
/// again.
async fn submit(reader: &Reader, booking: &Booking, form: &mut Filled) -> Result<&'static str, Refused> {
    let token = booking.token;
    let (verb, done) = match form.one("verb") {
        "cancel" => (BookingVerb::Cancel { booking: token }, ""),
        "move" => {
            let Some((day, at)) = times::read(form.one("slot")) else {
                form.add_fault("slot", reader.locale().say("book-choose-time"));
                return Err(bad_field("slot", &"missing"));
            };
            let to = slot(&reader.state, day, at).await?;
            (BookingVerb::Move { booking: token, to }, "?done=moved")
        }
        _ => return Err(bad_field("verb", &"unknown")),
    };
    let code = booking.code().to_string();
    let press = press_id(
        reader,
        &[
            "booking",
            &code,
            form.one("verb"),
            form.one("from"),
            form.one("slot"),
            form.one("shown"),
        ],
    );
    let command = Command::Booking(BookingCommand { press, verb });
    reader.state.owner.submit_any_day(by(reader), command).await?;
    Ok(done)
}

/// In whose name: reception's and the manager's own; whoever else has this page in hand is a visitor.
pub(super) fn by(reader: &Reader) -> Actor {
    let books = |role: &Role| matches!(role, Role::Reception | Role::Manager);
    match &reader.caller {
        Caller::Person(person) if books(&person.role) => reader.caller.actor().unwrap_or(Actor::Public),
        Caller::Person(_) | Caller::Device(_) | Caller::Nobody => Actor::Public,
    }
}
