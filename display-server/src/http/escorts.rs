//! Escorts: asked for at a button, accepted and led by guides.

use axum::Extension;
use axum::extract::{Path, State};
use hall_protocol::escort::{EscortRequest, HandOver};
use hall_protocol::window::Press;
use jiff::civil::Date;
use queue_core::command::{Command, EscortCommand, EscortVerb};
use queue_core::{DeviceId, EscortId, RequestId, ServiceDay, TicketNumber, WindowNumber};

use super::answers::{self, Answered};
use super::body::Sent;
use super::problems::Refused;
use super::tickets::submit;
use super::{clean, events as streams};
use crate::identity::{Caller, DeviceRole};
use crate::state::HallState;
use crate::views::Topic;

pub(super) async fn list(State(state): State<HallState>) -> Answered {
    answers::view(&state, Topic::Escorts).await
}

pub(super) async fn events(State(state): State<HallState>) -> Answered {
    streams::stream(&state, Topic::Escorts).await
}

pub(super) async fn request(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<EscortRequest>,
) -> Answered {
    let place = DeviceId::new(clean(&sent.place));
    at_its_place(&caller, &place)?;
    let verb = EscortVerb::Request {
        place,
        ticket: sent.ticket.as_deref().map(clean).map(TicketNumber::new),
    };
    press(&state, &caller, ("request", &sent.request), sent.day, verb).await
}

pub(super) async fn accept(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let verb = EscortVerb::Accept {
        escort: job(&escort)?,
    };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn meet(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let verb = EscortVerb::Meet {
        escort: job(&escort)?,
    };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn hand_over(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<HandOver>,
) -> Answered {
    let verb = EscortVerb::HandOver {
        escort: job(&escort)?,
        window: WindowNumber::new(sent.window),
    };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn done(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let verb = EscortVerb::Done {
        escort: job(&escort)?,
    };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn cancel(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let verb = EscortVerb::Cancel {
        escort: job(&escort)?,
    };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

/// A kiosk and a post ask for a guide where they stand; a pad for wherever its clerk is.
fn at_its_place(caller: &Caller, place: &DeviceId) -> Result<(), Refused> {
    match caller {
        Caller::Device(device)
            if matches!(device.role, DeviceRole::Kiosk | DeviceRole::EscortPost) && device.id != *place =>
        {
            Err(Refused::not_yours())
        }
        Caller::Device(_) | Caller::Person(_) | Caller::Nobody => Ok(()),
    }
}

async fn press(
    state: &HallState,
    caller: &Caller,
    id: (&str, &str),
    day: Date,
    verb: EscortVerb,
) -> Answered {
    let (field, text) = id;
    let press = RequestId::parse(text).map_err(|problem| Refused::bad_field(field, problem))?;
    submit(
        state,
        caller,
        ServiceDay(day),
        Command::Escort(EscortCommand { press, verb }),
    )
    .await
}

fn job(text: &str) -> Result<EscortId, Refused> {
    text.parse().map(EscortId).map_err(|_| Refused::no_such())
}
