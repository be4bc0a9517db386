//! Kiosks that give tickets while the hall is away: what they may give, and what they gave.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::{Json, response::Response};
use futures_util::future::join_all;
use hall_protocol::offline::{
    LeaseRequest, OfflineResult, OfflineTaken, OfflineTicket, OfflineTickets, ROWS_AT_ONCE,
};
use hall_protocol::problem::FieldFault;
use jiff::{SignedDuration, Timestamp};
use queue_core::command::{Actor, Command};
use queue_core::offline::{AskLeases, Epoch, Pressed, TakeUp};
use queue_core::{ClassCode, GroupLetter, RequestId, ServiceDay, TicketNumber};
use serde_json::Value;

use super::answers::Answered;
use super::body::{Faults, Sent};
use super::clean;
use super::problems::Refused;
use super::tickets::{language, matters, submit};
use crate::hall_owner::SubmitError;
use crate::identity::{Caller, token_hash};
use crate::state::HallState;

pub(super) async fn lease(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<LeaseRequest>,
) -> Answered {
    let mut faults = Faults::default();
    let press = faults.take("request", RequestId::parse(&sent.request));
    let journal = faults.take("journal", RequestId::parse(&sent.journal));
    let letters = faults.take(
        "letters",
        sent.letters.iter().map(|letter| letter_of(letter)).collect(),
    );
    let asked = press
        .zip(letters)
        .map(|(press, letters)| AskLeases { press, letters });
    let (asked, journal) = faults.or(asked.zip(journal))?;
    if let Caller::Device(device) = &caller {
        let id = device.id.as_str();
        // Two machines with one identity would give the same numbers.
        if !state.identities.bind_journal(id, &journal)? {
            state.devices.note_doubled(id, state.clock.now());
            return Err(another_kiosk());
        }
    }
    submit(&state, &caller, ServiceDay(sent.day), Command::AskLeases(asked)).await
}

/// A second machine has a kiosk's identity.
fn another_kiosk() -> Refused {
    let detail = "another machine has this kiosk's identity; numbers are leased to one of them alone. Pair this one anew, and find the other";
    Refused::new("another-kiosk", StatusCode::CONFLICT, detail)
}

/// The sender knows another epoch than this server gives numbers in.
pub(super) fn another_epoch(ours: Epoch) -> Refused {
    let detail = format!(
        "numbers are given in epoch {ours} here; read the day again. If yours is later, this is an old server that should not run any more"
    );
    let ours = FieldFault {
        field: "epoch".to_owned(),
        problem: ours.to_string(),
    };
    Refused::new("another-epoch", StatusCode::CONFLICT, detail).with_fields(std::iter::once(ours))
}

fn letter_of(text: &str) -> Result<GroupLetter, String> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => GroupLetter::new(letter).map_err(|error| error.to_string()),
        _ => Err(format!("has {text:?}, expected one letter each")),
    }
}

/// Takes up every row by itself; the answer comes when all that could be stored is.
pub(super) async fn take_up(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<OfflineTickets>,
) -> Answered {
    if sent.rows.len() > ROWS_AT_ONCE {
        let problem = format!("has {} tickets, expected {ROWS_AT_ONCE} at most", sent.rows.len());
        return Err(Refused::bad_field("rows", problem));
    }
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    Ok(taken(take_up_rows(&state, &by, sent.rows).await?))
}

fn taken(results: Vec<OfflineResult>) -> Response {
    (StatusCode::OK, Json(OfflineTaken { results })).into_response()
}

/// Takes up what a kiosk gave: sent to the owner in their order, and made durable together.
pub(crate) async fn take_up_rows(
    state: &HallState,
    by: &Actor,
    rows: Vec<Value>,
) -> Result<Vec<OfflineResult>, Refused> {
    let received = state.clock.now();
    let rows = rows.into_iter().map(|row| one_row(state, by, row, received));
    join_all(rows).await.into_iter().collect()
}

async fn one_row(
    state: &HallState,
    by: &Actor,
    row: Value,
    received: Timestamp,
) -> Result<OfflineResult, Refused> {
    let request = row
        .get("request")
        .and_then(Value::as_str)
        .map(clean)
        .unwrap_or_default();
    match read(row, received) {
        Ok(row) => {
            match state.owner.submit_any_day(by.clone(), Command::TakeUp(row)).await {
                Ok(answer) => Ok(serde_json::from_slice(&answer.body)?),
                // The hall gave it itself, and knows it still.
                Err(SubmitError::SameIdAnotherBody) => Ok(OfflineResult {
                    request,
                    result: "already".to_owned(),
                    why: None,
                }),
                Err(error) => Err(error.into()),
            }
        }
        Err(why) => {
            tracing::error!(
                request,
                why,
                "a ticket that was given while the hall was away cannot be read"
            );
            Ok(OfflineResult {
                request,
                result: "unreadable".to_owned(),
                why: Some(why),
            })
        }
    }
}

/// Reads a row, or says what is wrong with it.
fn read(row: Value, received: Timestamp) -> Result<TakeUp, String> {
    let sent: OfflineTicket = serde_json::from_value(row).map_err(|error| clean(&error.to_string()))?;
    let field = |name: &str, error: &dyn std::fmt::Display| format!("{name}: {error}");
    let voids = sent.voids.as_deref().map(RequestId::parse).transpose();
    let pressed = match (sent.ago_ms, sent.clock) {
        (Some(ms), _) => Pressed::Ago(SignedDuration::from_millis(i64::try_from(ms).unwrap_or(i64::MAX))),
        (None, clock) => Pressed::AtWall {
            clock: clock.unwrap_or(sent.heard),
            heard: sent.heard,
        },
    };
    Ok(TakeUp {
        request: RequestId::parse(&sent.request).map_err(|error| field("request", &error))?,
        token: token_hash(&sent.token).map_err(|error| field("token", &error))?,
        day: ServiceDay(sent.day),
        number: TicketNumber::new(clean(&sent.number)),
        epoch: sent.epoch,
        voids: voids.map_err(|error| field("voids", &error))?,
        matters: matters(&sent.services, &sent.journeys),
        cases: sent.cases,
        class: sent.class.as_deref().map(ClassCode::new),
        language: language(sent.language),
        taken_at: pressed.at(received),
    })
}
