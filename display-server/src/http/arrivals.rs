//! Somebody who is expected comes: one door for an appointment, a re-visit, a remote ticket and a missed call.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use hall_protocol::arrival::{ArrivalRequest, Arrived};
use hall_protocol::ticket::TicketIssued;
use queue_core::booking::Booking;
use queue_core::command::{ByBooking, Command, Issue, VisitCommand, VisitVerb};
use queue_core::visit::Channel;
use queue_core::{BookingCode, Rejection, RequestId, ServiceDay, TokenHash};

use super::answers::Answered;
use super::body::{Faults, Sent};
use super::problems::Refused;
use super::tickets::{holder, language};
use crate::hall_owner::{Answer, BookingKey, SubmitError};
use crate::identity::{Caller, token_hash};
use crate::state::HallState;

/// How many digits a booking's code has.
const CODE_DIGITS: usize = 8;

pub(super) async fn arrive(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<ArrivalRequest>,
) -> Answered {
    let mut faults = Faults::default();
    let request = faults.take("request", RequestId::parse(&sent.request));
    let token = faults.take("token", token_hash(&sent.token));
    let holder = faults.take("holder", holder(sent.holder.as_deref()));
    let (request, token, holder) = faults.or(request
        .zip(token)
        .zip(holder)
        .map(|((request, token), holder)| (request, token, holder)))?;
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    let command = match shown(&state, &sent.shown).await? {
        Shown::Booking(booking) => Command::Issue(Issue {
            holder,
            ..by_booking(&sent, &caller, request, token, &booking)
        }),
        Shown::Ticket(command) => Command::Visit(VisitCommand {
            press: request,
            ..command
        }),
    };
    let is_ticket = matches!(command, Command::Issue(_));
    let answer = state.owner.submit(by, ServiceDay(sent.day), command).await?;
    if is_ticket {
        with_ticket(&answer)
    } else {
        Ok(answer.into_response())
    }
}

/// What somebody shows.
pub(crate) enum Shown {
    Booking(Box<Booking>),
    Ticket(VisitCommand),
}

/// A booking by its code or its QR code, or a ticket of today by its own.
pub(crate) async fn shown(state: &HallState, text: &str) -> Result<Shown, Refused> {
    let key = key_of(text).ok_or_else(|| Refused::from(Rejection::UnknownBooking))?;
    if let Some(booking) = state.owner.find_booking(key.clone()).await? {
        return Ok(Shown::Booking(Box::new(booking)));
    }
    let BookingKey::Token(token) = key else {
        return Err(Rejection::UnknownBooking.into());
    };
    match state.owner.find_visit(token).await {
        Ok(found) => Ok(Shown::Ticket(VisitCommand {
            visit: found.visit,
            press: RequestId::new([0; 16]),
            verb: VisitVerb::Arrive,
        })),
        Err(SubmitError::NoSuch) => Err(Rejection::UnknownBooking.into()),
        Err(error) => Err(error.into()),
    }
}

/// Eight digits, with blanks where people make them, or an address whose last part is a token.
fn key_of(text: &str) -> Option<BookingKey> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() == CODE_DIGITS && digits.chars().all(|c| c.is_ascii_digit()) {
        return Some(BookingKey::Code(BookingCode::new(digits)));
    }
    let last = text.trim().trim_end_matches('/').rsplit('/').next()?;
    token_hash(last).ok().map(BookingKey::Token)
}

pub(crate) fn by_booking(
    sent: &ArrivalRequest,
    caller: &Caller,
    request: RequestId,
    token: TokenHash,
    booking: &Booking,
) -> Issue {
    Issue {
        request,
        token,
        matters: booking.matters.clone(),
        cases: booking.cases,
        holder: None,
        class: None,
        booked_at: None,
        booking: Some(ByBooking {
            token: booking.token,
            accept_late: sent.accept_late,
        }),
        language: language(sent.language),
        assistance: Vec::new(),
        notify: Vec::new(),
        prechecked: Vec::new(),
        channel: match caller {
            Caller::Device(_) => Channel::Kiosk,
            Caller::Person(_) | Caller::Nobody => Channel::Reception,
        },
    }
}

/// The ticket that the hall gave, told as what came of an arrival.
fn with_ticket(answer: &Answer) -> Result<Response, Refused> {
    let ticket: TicketIssued = serde_json::from_slice(&answer.body)?;
    let body = serde_json::to_vec(&Arrived::Ticket {
        ticket: Box::new(ticket),
    })?;
    let answer = Answer {
        status: 200,
        body: Bytes::from(body),
    };
    Ok(answer.into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_with_blanks_and_a_slip_is_read_by_its_address() {
        let code = BookingKey::Code(BookingCode::new("12345678"));
        assert_eq!(key_of("12345678"), Some(code.clone()));
        assert_eq!(key_of(" 1234 5678 "), Some(code));
        let token = "00112233445566778899aabbccddeeff";
        let hash = token_hash(token).expect("a token");
        let shown = format!("http://hall.example/v/{token}");
        assert_eq!(key_of(&shown), Some(BookingKey::Token(hash)));
        assert_eq!(key_of(&format!("{shown}/")), Some(BookingKey::Token(hash)));
        for neither in ["", "1234567", "123456789", "http://elsewhere.example/menu"] {
            assert_eq!(key_of(neither), None, "{neither}");
        }
    }
}
