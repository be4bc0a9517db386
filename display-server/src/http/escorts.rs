//! Escorts: asked for at a button, offered to guides, accepted and led by them; and guides signing on and off.

use axum::Extension;
use axum::extract::{Path, State};
use hall_protocol::escort::{EscortKindName, EscortRequest, HandOver, SignOn};
use hall_protocol::window::Press;
use jiff::civil::Date;
use queue_core::command::{Command, EscortCommand, EscortVerb};
use queue_core::escort::Need;
use queue_core::{DeviceId, EscortId, LanguageCode, RequestId, ServiceDay, TicketNumber, WindowNumber};

use super::answers::{self, Answered};
use super::body::Sent;
use super::problems::Refused;
use super::tickets::submit;
use super::{clean, events as streams};
use crate::identity::{Caller, DeviceRole};
use crate::state::HallState;
use crate::views::{self, Topic};

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
        need: need(sent.kind, sent.language.as_deref()),
    };
    press(&state, &caller, ("request", &sent.request), sent.day, verb).await
}

pub(super) async fn mine(State(state): State<HallState>, Extension(caller): Extension<Caller>) -> Answered {
    answers::view(&state, own_topic(&caller)?).await
}

pub(super) async fn mine_events(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
) -> Answered {
    streams::stream(&state, own_topic(&caller)?).await
}

fn own_topic(caller: &Caller) -> Result<Topic, Refused> {
    if let Caller::Person(person) = caller {
        Ok(Topic::Guide(person.code.clone()))
    } else {
        Err(Refused::not_yours())
    }
}

pub(super) async fn on_duty(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<SignOn>,
) -> Answered {
    let place = DeviceId::new(clean(&sent.place));
    let verb = EscortVerb::OnDuty { place };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn off_duty(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<Press>,
) -> Answered {
    press(
        &state,
        &caller,
        ("press", &sent.press),
        sent.day,
        EscortVerb::OffDuty,
    )
    .await
}

pub(super) async fn accept(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let escort = job(&escort)?;
    let verb = EscortVerb::Accept { escort };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn decline(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let escort = job(&escort)?;
    let verb = EscortVerb::Decline { escort };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn release(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let escort = job(&escort)?;
    let verb = EscortVerb::Release { escort };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn meet(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let escort = job(&escort)?;
    let verb = EscortVerb::Meet { escort };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn fetch(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let escort = job(&escort)?;
    let verb = EscortVerb::Fetch { escort };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn done(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let escort = job(&escort)?;
    let verb = EscortVerb::Done { escort };
    press(&state, &caller, ("press", &sent.press), sent.day, verb).await
}

pub(super) async fn cancel(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(escort): Path<String>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let escort = job(&escort)?;
    let verb = EscortVerb::Cancel { escort };
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

/// What is needed, as the core has it.
pub(super) fn need(kind: EscortKindName, language: Option<&str>) -> Need {
    Need {
        kind: views::escort_kind_of(kind),
        language: language.map(clean).map(LanguageCode::new),
    }
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
