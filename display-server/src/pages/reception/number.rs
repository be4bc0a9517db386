//! Whoever shows something at reception: a number, the eight digits of a booking, or what a scanner read.

use axum::response::{IntoResponse, Redirect};
use hall_protocol::arrival::{ArrivalRequest, Arrived};
use queue_core::command::{Command, VisitCommand, VisitVerb};
use queue_core::{Rejection, RequestId, TicketNumber};

use super::issue::{language, slip};
use super::{day, refused};
use crate::http::Refused;
use crate::http::arrivals::{self, Shown as Expected};
use crate::identity::token_hash;
use crate::pages::filled::Filled;
use crate::pages::guard::Shown;
use crate::pages::pressing::{bad_field, press_id, submit};
use crate::pages::reader::Reader;

pub(in crate::pages) async fn number(reader: Reader, form: Filled) -> Shown {
    let done = match form.one("verb") {
        "arrive" | "late" => arrive(&reader, &form).await,
        "withdraw" => withdraw(&reader, &form).await,
        "booking" => booking(&reader, &form).await,
        _ => Err(bad_field("verb", &"unknown")),
    };
    match done {
        Ok(Done::To(to)) => Ok(Redirect::to(&to).into_response()),
        Ok(Done::Slip(ticket)) => slip(&reader, *ticket, form.one("token")),
        Err(problem) => refused(&reader, form, &problem).await,
    }
}

/// What comes of it: a page to go to, or a ticket to print.
enum Done {
    To(String),
    Slip(Box<hall_protocol::ticket::TicketIssued>),
}

/// A booked visitor has a ticket now; a remote one is checked in; a missed call is forgiven, once.
async fn arrive(reader: &Reader, form: &Filled) -> Result<Done, Refused> {
    let day = day(form)?;
    let command = match shown(reader, form).await? {
        Expected::Booking(booking) => {
            let token = token_hash(form.one("token")).map_err(|problem| bad_field("token", &problem))?;
            let press = press_id(reader, &["arrive", form.one("request"), form.one("verb")]);
            let sent = ArrivalRequest {
                request: press.to_string(),
                token: form.one("token").to_owned(),
                day: day.0,
                holder: None,
                shown: form.one("shown").to_owned(),
                accept_late: form.one("verb") == "late",
                language: language(form),
            };
            let issue = arrivals::by_booking(&sent, &reader.caller, press, token, &booking);
            let answer = submit(reader, day, Command::Issue(issue)).await?;
            return Ok(Done::Slip(serde_json::from_slice(&answer.body)?));
        }
        Expected::Ticket(command) => of_ticket(reader, &command, form, VisitVerb::Arrive)?,
    };
    let answer = submit(reader, day, command).await?;
    Ok(Done::To(match serde_json::from_slice(&answer.body)? {
        Arrived::Ticket { ticket } => return Ok(Done::Slip(ticket)),
        Arrived::CheckedIn { number, .. } => format!("/reception?arrived={number}"),
        Arrived::Reactivated { number, .. } => format!("/reception?reactivated={number}"),
    }))
}

async fn withdraw(reader: &Reader, form: &Filled) -> Result<Done, Refused> {
    match shown(reader, form).await? {
        // A booking is given back on its own page, where it is seen first.
        Expected::Booking(booking) => Ok(Done::To(format!("/reception/bookings/{}", booking.code()))),
        Expected::Ticket(command) => {
            let visit = command.visit;
            let command = of_ticket(reader, &command, form, VisitVerb::Withdraw)?;
            submit(reader, day(form)?, command).await?;
            let number = form.one("shown").to_ascii_uppercase();
            let known = reader.state.owner.find_number(TicketNumber::new(&*number)).await;
            let number = known
                .ok()
                .filter(|found| found.visit == visit)
                .map(|found| found.number);
            Ok(Done::To(match number {
                Some(number) => format!("/reception?withdrawn={number}"),
                None => "/reception".to_owned(),
            }))
        }
    }
}

async fn booking(reader: &Reader, form: &Filled) -> Result<Done, Refused> {
    match shown(reader, form).await? {
        Expected::Booking(booking) => Ok(Done::To(format!("/reception/bookings/{}", booking.code()))),
        Expected::Ticket(_) => Err(Rejection::UnknownBooking.into()),
    }
}

/// A press at a ticket follows from the page that it was made on.
fn of_ticket(
    reader: &Reader,
    command: &VisitCommand,
    form: &Filled,
    verb: VisitVerb,
) -> Result<Command, Refused> {
    let request = RequestId::parse(form.one("request")).map_err(|problem| bad_field("request", &problem))?;
    let [visit, name] = [command.visit.0.to_string(), format!("{verb:?}")];
    Ok(Command::Visit(VisitCommand {
        press: press_id(reader, &["visit", &request.to_string(), &visit, &name]),
        visit: command.visit,
        verb,
    }))
}

/// A number of today, or what a kiosk's reader would take.
async fn shown(reader: &Reader, form: &Filled) -> Result<Expected, Refused> {
    let text = form.one("shown");
    let number = TicketNumber::new(text.to_ascii_uppercase());
    match reader.state.owner.find_number(number).await {
        Ok(found) => Ok(Expected::Ticket(VisitCommand {
            visit: found.visit,
            press: RequestId::new([0; 16]),
            verb: VisitVerb::Arrive,
        })),
        Err(_) => arrivals::shown(&reader.state, text).await,
    }
}
