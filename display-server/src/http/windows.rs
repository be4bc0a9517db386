//! A window's verbs, pressed at its console by a clerk, or at its pad.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::IntoResponse;
use hall_protocol::window as wire;
use hall_protocol::window::{CallNext, CallThis, Finish, Pause, Press, TicketPress, Transfer, VerifyClass};
use jiff::civil::Date;
use queue_core::command::{Command, Ending, NextService, Onward, WindowCommand, WindowVerb};
use queue_core::leg::Outcome;
use queue_core::{RequestId, ServiceCode, ServiceDay, TicketNumber, WindowNumber};

use super::answers::{self, Answered};
use super::body::{Sent, word};
use super::problems::Refused;
use super::{clean, events as streams};
use crate::identity::Caller;
use crate::state::HallState;
use crate::views::Topic;

/// A caller at a window; a pad is let in at its own only.
pub(super) struct AtWindow {
    state: HallState,
    caller: Caller,
    window: WindowNumber,
}

impl FromRequestParts<HallState> for AtWindow {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &HallState) -> Result<Self, Refused> {
        let path = Path::<u16>::from_request_parts(parts, state).await;
        let window = path
            .map(|Path(number)| WindowNumber::new(number))
            .map_err(|_| Refused::no_such())?;
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        if let Caller::Device(device) = &caller
            && device.window != Some(window)
        {
            return Err(Refused::not_yours());
        }
        Ok(Self {
            state: state.clone(),
            caller,
            window,
        })
    }
}

impl AtWindow {
    async fn press(self, id: (&str, &str), day: Date, verb: WindowVerb) -> Answered {
        let (field, text) = id;
        let press = RequestId::parse(text).map_err(|problem| Refused::bad_field(field, problem))?;
        let command = Command::Window(WindowCommand {
            window: self.window,
            press,
            verb,
        });
        let by = self.caller.actor().ok_or_else(Refused::who_are_you)?;
        Ok(self
            .state
            .owner
            .submit(by, ServiceDay(day), command)
            .await?
            .into_response())
    }
}

pub(super) async fn look(at: AtWindow) -> Answered {
    answers::view(&at.state, Topic::Window(at.window)).await
}

pub(super) async fn events(at: AtWindow) -> Answered {
    streams::stream(&at.state, Topic::Window(at.window)).await
}

pub(super) async fn open(at: AtWindow, Sent(sent): Sent<Press>) -> Answered {
    at.press(("press", &sent.press), sent.day, WindowVerb::Open).await
}

pub(super) async fn pause(at: AtWindow, Sent(sent): Sent<Pause>) -> Answered {
    let verb = WindowVerb::Pause {
        reason: clean(&sent.reason),
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn resume(at: AtWindow, Sent(sent): Sent<Press>) -> Answered {
    at.press(("press", &sent.press), sent.day, WindowVerb::Resume)
        .await
}

pub(super) async fn close(at: AtWindow, Sent(sent): Sent<Press>) -> Answered {
    at.press(("press", &sent.press), sent.day, WindowVerb::Close)
        .await
}

pub(super) async fn call_next(at: AtWindow, Sent(sent): Sent<CallNext>) -> Answered {
    let verb = WindowVerb::CallNext {
        serving: sent.ticket.as_deref().map(number),
        ending: Ending {
            outcome: outcome(sent.outcome.as_deref())?,
            next: onward(sent.usual_next, sent.next)?,
            ..Ending::default()
        },
    };
    at.press(("call", &sent.call), sent.day, verb).await
}

pub(super) async fn call_this(at: AtWindow, Sent(sent): Sent<CallThis>) -> Answered {
    let verb = WindowVerb::CallThis {
        ticket: number(&sent.ticket),
        reason: clean(&sent.reason),
    };
    at.press(("call", &sent.call), sent.day, verb).await
}

pub(super) async fn recall(at: AtWindow, Sent(sent): Sent<TicketPress>) -> Answered {
    let verb = WindowVerb::Recall {
        ticket: number(&sent.ticket),
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn start(at: AtWindow, Sent(sent): Sent<TicketPress>) -> Answered {
    let verb = WindowVerb::Start {
        ticket: number(&sent.ticket),
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn finish(at: AtWindow, Sent(sent): Sent<Finish>) -> Answered {
    let verb = WindowVerb::Finish {
        ticket: number(&sent.ticket),
        ending: Ending {
            outcome: outcome(sent.outcome.as_deref())?,
            next: onward(sent.usual_next, sent.next)?,
            ..Ending::default()
        },
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn no_show(at: AtWindow, Sent(sent): Sent<TicketPress>) -> Answered {
    let verb = WindowVerb::NoShow {
        ticket: number(&sent.ticket),
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn park(at: AtWindow, Sent(sent): Sent<TicketPress>) -> Answered {
    let verb = WindowVerb::Park {
        ticket: number(&sent.ticket),
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn resume_ticket(at: AtWindow, Sent(sent): Sent<TicketPress>) -> Answered {
    let verb = WindowVerb::ResumeTicket {
        ticket: number(&sent.ticket),
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn transfer(at: AtWindow, Sent(sent): Sent<Transfer>) -> Answered {
    let verb = WindowVerb::Transfer {
        ticket: number(&sent.ticket),
        to: ServiceCode::new(clean(&sent.to)),
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn class(at: AtWindow, Sent(sent): Sent<VerifyClass>) -> Answered {
    let verb = WindowVerb::VerifyClass {
        ticket: number(&sent.ticket),
        verified: sent.verified,
    };
    at.press(("press", &sent.press), sent.day, verb).await
}

pub(super) async fn undo(at: AtWindow, Sent(sent): Sent<Press>) -> Answered {
    at.press(("press", &sent.press), sent.day, WindowVerb::Undo).await
}

fn onward(as_usual: bool, next: Option<wire::NextService>) -> Result<Onward, Refused> {
    match (as_usual, next) {
        (false, None) => Ok(Onward::No),
        (true, None) => Ok(Onward::AsUsual),
        (false, Some(next)) => Ok(Onward::To(NextService {
            service: ServiceCode::new(clean(&next.service)),
            ready_at: next.ready_at,
        })),
        (true, Some(_)) => Err(Refused::bad_field(
            "usual_next",
            "cannot be true beside next; send one of them",
        )),
    }
}

fn number(text: &str) -> TicketNumber {
    TicketNumber::new(clean(text))
}

fn outcome(text: Option<&str>) -> Result<Option<Outcome>, Refused> {
    text.map(|text| word(text).map_err(|problem| Refused::bad_field("outcome", problem)))
        .transpose()
}
