//! A window's verbs, pressed at its console by a clerk, or at its pad.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::IntoResponse;
use hall_protocol::window as wire;
use hall_protocol::window::{CallNext, CallThis, Finish, Pause, Press, TicketPress, Transfer, VerifyClass};
use jiff::civil::Date;
use queue_core::command::{
    Command, Correction, Ending, ForWhom, NextService, Onward, WindowCommand, WindowVerb,
};
use queue_core::leg::Outcome;
use queue_core::{RecordCode, RequestId, ServiceCode, ServiceDay, TicketNumber, WindowNumber};

use super::agency::mandates::KIND;
use super::answers::{self, Answered};
use super::body::{Sent, word};
use super::cases::code_of;
use super::problems::Refused;
use super::{clean, events as streams};
use crate::identity::Caller;
use crate::state::HallState;
use crate::texts::Brought;
use crate::views::Topic;

/// A caller at a window; a pad is let in at its own only.
pub(super) struct AtWindow {
    pub(super) state: HallState,
    pub(super) caller: Caller,
    pub(super) window: WindowNumber,
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

impl AtWindow {
    /// A press that ends a leg.
    async fn finish(
        self,
        id: (&str, &str),
        day: Date,
        said: Said,
        verb: impl FnOnce(Ending) -> WindowVerb,
    ) -> Answered {
        let press = RequestId::parse(id.1).map_err(|problem| Refused::bad_field(id.0, problem))?;
        let texts = self.state.texts.clone();
        let submit = |ending| self.press(id, day, verb(ending));
        texts.with(press, |brought| said.ending(brought), submit).await
    }
}

/// How a leg ends, as it was sent.
struct Said {
    outcome: Option<String>,
    usual_next: bool,
    next: Option<wire::NextService>,
    matter: Option<String>,
    correction: Option<wire::Correction>,
    whom: Option<wire::ForWhom>,
}

impl Said {
    fn ending(self, texts: &mut Brought) -> Result<Ending, Refused> {
        let matter = self.matter.filter(|code| !code.trim().is_empty());
        Ok(Ending {
            outcome: outcome(self.outcome.as_deref())?,
            next: onward(self.usual_next, self.next)?,
            matter: matter.as_deref().map(code_of).transpose()?,
            correction: self.correction.map(|sent| correction(sent, texts)).transpose()?,
            whom: match &self.whom {
                Some(sent) => for_whom(&sent.came_as, sent.mandates.iter().map(String::as_str))?,
                None => ForWhom::Oneself,
            },
        })
    }
}

/// For whom somebody came, and the codes of the mandates.
pub(crate) fn for_whom<'a>(
    came_as: &str,
    mandates: impl Iterator<Item = &'a str>,
) -> Result<ForWhom, Refused> {
    let mandates = mandates.map(mandate_of).collect::<Result<Vec<_>, _>>()?;
    let whom = match came_as.trim() {
        "" | "oneself" => ForWhom::Oneself,
        "handler" => ForWhom::Handler,
        "agent" => return Ok(ForWhom::Agent { mandates }),
        other => {
            let problem = format!("is {:?}, expected oneself, handler or agent", clean(other));
            return Err(Refused::bad_field("came_as", problem));
        }
    };
    if mandates.is_empty() {
        return Ok(whom);
    }
    let problem = "only an agent acts under mandates: say agent, or name none";
    Err(Refused::named_field(
        "mandates-without-agent",
        "mandates",
        problem.to_owned(),
    ))
}

fn mandate_of(text: &str) -> Result<RecordCode, Refused> {
    let code = RecordCode::parse(text).map_err(|problem| problem.to_string());
    let mandate = code.and_then(|code| {
        let is_one = code.is_of(KIND);
        is_one
            .then_some(code)
            .ok_or_else(|| format!("expected a code such as {KIND}261125-48213907"))
    });
    mandate.map_err(|problem| Refused::named_field("bad-mandate-code", "mandates", problem))
}

fn correction(sent: wire::Correction, texts: &mut Brought) -> Result<Correction, Refused> {
    let says_what = !sent.missing.is_empty() || sent.remark.is_some();
    if sent.look_through && says_what {
        return Err(Refused::bad_field(
            "correction.look_through",
            "cannot be true beside what is missing; send one of them",
        ));
    }
    if sent.look_through {
        return Ok(Correction::LookThrough);
    }
    Ok(Correction::Missing {
        documents: sent.missing,
        remark: sent
            .remark
            .map(|remark| texts.keep("correction.remark", &remark))
            .transpose()?,
    })
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
    let serving = sent.ticket.as_deref().map(number);
    let said = Said {
        outcome: sent.outcome,
        usual_next: sent.usual_next,
        next: sent.next,
        matter: sent.matter,
        correction: sent.correction,
        whom: sent.whom,
    };
    let verb = |ending| WindowVerb::CallNext { serving, ending };
    at.finish(("call", &sent.call), sent.day, said, verb).await
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
    let ticket = number(&sent.ticket);
    let said = Said {
        outcome: sent.outcome,
        usual_next: sent.usual_next,
        next: sent.next,
        matter: sent.matter,
        correction: sent.correction,
        whom: sent.whom,
    };
    let verb = |ending| WindowVerb::Finish { ticket, ending };
    at.finish(("press", &sent.press), sent.day, said, verb).await
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
