//! What no ticket of the hall stands for: advice, and the sheets of an hour without power.

use axum::Extension;
use axum::extract::State;
use hall_protocol::by_hand::{AdviceRequest, LateEntry};
use queue_core::command::{Advice, Command, EnterLater, SheetLine};
use queue_core::{PersonCode, RequestId, ServiceCode, ServiceDay, TicketNumber, WindowNumber};

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
        })
    });
    submit(&state, &caller, ServiceDay(sent.day), faults.or(command)?).await
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
