//! What no ticket of the hall stands for: advice, and the sheets of an hour without power.

use axum::Extension;
use axum::extract::State;
use axum::response::IntoResponse;
use hall_protocol::by_hand::{AdviceRequest, ElsewhereRequest, LateEntry};
use queue_core::command::{Actor, Advice, AskElsewhere, Command, EnterLater, SheetLine};
use queue_core::{ElsewhereCode, PersonCode, RequestId, ServiceCode, ServiceDay, TicketNumber, WindowNumber};

use super::answers::Answered;
use super::body::{Faults, Sent, word};
use super::clean;
use super::tickets::submit;
use crate::identity::Caller;
use crate::state::HallState;

pub(super) async fn advice(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<AdviceRequest>,
) -> Answered {
    let mut faults = Faults::default();
    let press = faults.take("press", RequestId::parse(&sent.press));
    let command = press.map(|press| {
        Command::Advice(Advice {
            press,
            window: sent.window.map(WindowNumber::new),
            service: sent.service.as_deref().map(|code| ServiceCode::new(clean(code))),
            missing: sent.missing.clone(),
            elsewhere: sent
                .elsewhere
                .as_deref()
                .map(|code| ElsewhereCode::new(clean(code))),
        })
    });
    submit(&state, &caller, ServiceDay(sent.day), faults.or(command)?).await
}

/// A kiosk is asked at any hour.
pub(super) async fn elsewhere(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<ElsewhereRequest>,
) -> Answered {
    let mut faults = Faults::default();
    let press = faults.take("press", RequestId::parse(&sent.press));
    let command = press.map(|press| {
        let entry = ElsewhereCode::new(clean(&sent.entry));
        Command::AskElsewhere(AskElsewhere { press, entry })
    });
    let by = caller.actor().unwrap_or(Actor::Public);
    let command = faults.or(command)?;
    Ok(state.owner.submit_any_day(by, command).await?.into_response())
}

pub(super) async fn late_entry(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<LateEntry>,
) -> Answered {
    let mut faults = Faults::default();
    let press = faults.take("press", RequestId::parse(&sent.press));
    let outcome = faults.take("outcome", word(&sent.outcome));
    let command = press.zip(outcome).map(|(press, outcome)| {
        let line = SheetLine {
            number: TicketNumber::new(clean(&sent.number)),
            service: ServiceCode::new(clean(&sent.service)),
            window: WindowNumber::new(sent.window),
            clerk: PersonCode::new(clean(&sent.clerk)),
            taken_at: sent.taken_at,
            called_at: sent.called_at,
            ended_at: sent.ended_at,
            outcome,
        };
        Command::EnterLater(EnterLater { press, line })
    });
    submit(&state, &caller, ServiceDay(sent.day), faults.or(command)?).await
}
