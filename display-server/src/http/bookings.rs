//! Appointments: looked for, made, moved and given back. Whoever holds the token may; nobody is asked for a name.

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use hall_protocol::booking::{BookingRequest, CancelRequest, MoveRequest};
use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::command::{Actor, Book, BookingCommand, BookingVerb, Command, Slot};
use queue_core::plan::Role;
use queue_core::visit::Channel;
use queue_core::{Rejection, RequestId, ServiceCode, ServiceDay};

use super::answers::Answered;
use super::body::{Faults, Sent};
use super::problems::Refused;
use super::query::Fields;
use super::records::press_of;
use super::tickets::{language, matters};
use crate::hall_owner::BookingKey;
use crate::identity::{Caller, token_hash};
use crate::state::HallState;
use crate::views;

pub(super) async fn slots(State(state): State<HallState>, uri: Uri) -> Answered {
    let mut fields = Fields::of(&uri);
    let service: Option<String> = fields.read("service", "the code of a service");
    let day: Option<Date> = fields.read("day", "a date such as 2026-03-02");
    let service = fields.done(service)?;
    let service = service.ok_or_else(|| Refused::bad_field("service", "is missing"))?;
    let code = ServiceCode::new(super::clean(&service));
    let found = state.owner.slots(code.clone(), day.map(ServiceDay)).await?;
    let view = found.ok_or_else(|| Refused::from(Rejection::UnknownService { service: code }))?;
    Ok(Json(view).into_response())
}

pub(super) async fn book(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<BookingRequest>,
) -> Answered {
    let mut faults = Faults::default();
    let press = faults.take("request", RequestId::parse(&sent.request));
    let token = faults.take("token", token_hash(&sent.token));
    let (press, token) = faults.or(press.zip(token))?;
    let book = Book {
        token,
        matters: matters(&sent.services, &sent.journeys),
        cases: sent.cases,
        slot: slot(&state, sent.day, sent.at).await?,
        language: language(sent.language),
        channel: channel(&caller),
    };
    submit(&state, &caller, press, BookingVerb::Book(book)).await
}

pub(super) async fn look(State(state): State<HallState>, Path(token): Path<String>) -> Answered {
    let token = token_hash(&token).map_err(|_| Refused::from(Rejection::UnknownBooking))?;
    let found = state.owner.find_booking(BookingKey::Token(token)).await?;
    let booking = found.ok_or_else(|| Refused::from(Rejection::UnknownBooking))?;
    let plan = state.owner.plan().await?;
    Ok(Json(views::booking(&plan, &booking)).into_response())
}

pub(super) async fn move_to(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(token): Path<String>,
    Sent(sent): Sent<MoveRequest>,
) -> Answered {
    let booking = token_hash(&token).map_err(|_| Refused::from(Rejection::UnknownBooking))?;
    let press = press_of(&sent.press)?;
    let to = slot(&state, sent.day, sent.at).await?;
    submit(&state, &caller, press, BookingVerb::Move { booking, to }).await
}

pub(super) async fn cancel(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(token): Path<String>,
    Sent(sent): Sent<CancelRequest>,
) -> Answered {
    let booking = token_hash(&token).map_err(|_| Refused::from(Rejection::UnknownBooking))?;
    let press = press_of(&sent.press)?;
    submit(&state, &caller, press, BookingVerb::Cancel { booking }).await
}

/// A time on a day, with the day's instants as the hall resolves them.
pub(crate) async fn slot(state: &HallState, day: Date, at: Timestamp) -> Result<Slot, Refused> {
    let day = ServiceDay(day);
    let times = state.owner.day_times(day).await?;
    let times = times.ok_or_else(|| Refused::from(Rejection::NoSuchSlot))?;
    Ok(Slot { day, at, times })
}

/// Reception books for whoever stands there; everybody else books on the phone.
pub(crate) fn channel(caller: &Caller) -> Channel {
    match caller.role() {
        Some(Role::Reception | Role::Manager) => Channel::Reception,
        Some(Role::Clerk | Role::Guide | Role::Overseer) | None => Channel::Phone,
    }
}

async fn submit(state: &HallState, caller: &Caller, press: RequestId, verb: BookingVerb) -> Answered {
    let by = caller.actor().unwrap_or(Actor::Public);
    let command = Command::Booking(BookingCommand { press, verb });
    Ok(state.owner.submit_any_day(by, command).await?.into_response())
}
