//! What is brought up, and what is done about it. Texts are kept under ids before the hall is asked, see `texts.rs`.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use hall_protocol::followup::{
    AssignFollowup, BringUp, CallBackFollowup, DecideFollowup, FollowupKindName, FollowupText, OpenFollowup,
};
use queue_core::command::{Actor, Command, FollowupAsk, FollowupCommand, FollowupVerb};
use queue_core::followup::{BroughtAt, Decision, Followup, FollowupKind, Raised};
use queue_core::plan::Role;
use queue_core::{
    FollowupCode, MatterCode, PersonCode, RequestId, Seq, ServiceCode, ServiceDay, WindowNumber,
};

use super::{followup_code, person_of};
use crate::hall_owner::Answer;
use crate::http::answers::Answered;
use crate::http::body::Sent;
use crate::http::clean;
use crate::http::problems::Refused;
use crate::http::records::{self, At, Key, press_of, standing};
use crate::identity::{Caller, DeviceRole};
use crate::state::HallState;
use crate::texts::Brought;
use crate::views;

/// A visitor brings something up; nobody asks who. A kiosk leads phones to the page, which knows where it was opened.
pub(in crate::http) async fn bring_up(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<BringUp>,
) -> Answered {
    let at = match &caller {
        Caller::Device(device) if device.role == DeviceRole::Kiosk => BroughtAt::Kiosk,
        Caller::Device(_) | Caller::Person(_) | Caller::Nobody => BroughtAt::Phone,
    };
    let press = press_of(&sent.press)?;
    let raised = |texts: &mut Brought| {
        Ok(Raised {
            service: sent.service.as_deref().map(code).map(ServiceCode::new),
            window: sent.window.map(WindowNumber::new),
            about: sent.about.as_deref().map(code).map(PersonCode::new),
            management: sent.management,
            text: Some(texts.keep("text", &sent.text)?),
            contact: optional(texts, "contact", sent.contact.as_deref())?,
            ..Raised::new(views::kind_of(sent.kind), at)
        })
    };
    Ok(raise(&state, Actor::Public, press, raised).await?.into_response())
}

/// Staff enter what was brought up.
pub(in crate::http) async fn open(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<OpenFollowup>,
) -> Answered {
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    let press = press_of(&sent.press)?;
    let matter = sent.matter.as_deref().map(MatterCode::parse).transpose();
    let matter = matter.map_err(|problem| Refused::bad_field("matter", problem))?;
    let at = brought_at(&caller, sent.kind);
    let raised = |texts: &mut Brought| {
        Ok(Raised {
            service: sent.service.as_deref().map(code).map(ServiceCode::new),
            window: sent.window.map(WindowNumber::new),
            about: sent.about.as_deref().map(code).map(PersonCode::new),
            management: sent.management,
            day: sent.day.map(ServiceDay),
            text: Some(texts.keep("text", &sent.text)?),
            contact: optional(texts, "contact", sent.contact.as_deref())?,
            order: optional(texts, "order", sent.order.as_deref())?,
            matter,
            entry: sent.entry.map(Seq),
            answer_by: sent.answer_by,
            cross_province: sent.cross_province,
            ..Raised::new(views::kind_of(sent.kind), at)
        })
    };
    Ok(raise(&state, by, press, raised).await?.into_response())
}

/// What visitors say is written down at a window or the reception; the rest comes to an office.
pub(crate) fn brought_at(caller: &Caller, kind: FollowupKindName) -> BroughtAt {
    let role = person_of(caller).map(|(_, role)| role);
    let from_visitors = matches!(kind, FollowupKindName::Complaint | FollowupKindName::Unsolved);
    match role {
        Some(Role::Clerk | Role::Guide | Role::Reception) if from_visitors => BroughtAt::Window,
        Some(Role::Clerk | Role::Guide | Role::Reception | Role::Manager | Role::Overseer) | None => {
            BroughtAt::Office
        }
    }
}

/// How many complaints of the public may be open at once; anybody may complain (I9).
const OPEN_LIMIT: usize = 2_000;

/// Whether the public may bring one more up; what was taken is answered again all the same.
async fn room(state: &HallState, press: &RequestId) -> Result<(), Refused> {
    if state.reports.open_complaints().await? < OPEN_LIMIT {
        return Ok(());
    }
    let day = ServiceDay(standing(state).await?.day);
    let kinds = [FollowupKind::Complaint, FollowupKind::Unsolved];
    let known = kinds.map(|kind| FollowupCode::of(kind, day, press)).into();
    if !state.reports.records_of::<Followup>(known).await?.is_empty() {
        return Ok(());
    }
    let detail = "so many complaints are open that no more can be taken here just now; say it at reception";
    Err(Refused::new("complaints-full", StatusCode::CONFLICT, detail))
}

/// Brings something up; the texts of what is refused are forgotten.
pub(crate) async fn raise(
    state: &HallState,
    by: Actor,
    press: RequestId,
    raised: impl FnOnce(&mut Brought) -> Result<Raised, Refused>,
) -> Result<Answer, Refused> {
    if !matches!(by, Actor::Person { .. }) {
        room(state, &press).await?;
    }
    let command = |raised| {
        let raised = Box::new(raised);
        let what = FollowupAsk::Open { raised };
        Command::Followup(FollowupCommand { press, what })
    };
    records::decide(state, by, press, raised, command).await
}

/// Asks something about a follow-up; the texts of what is refused are forgotten.
pub(crate) async fn ask(
    state: &HallState,
    by: Actor,
    (press, code): (RequestId, FollowupCode),
    verb: impl FnOnce(&mut Brought) -> Result<FollowupVerb, Refused>,
) -> Result<Answer, Refused> {
    records::decide(state, by, press, verb, |verb| code.command(press, verb)).await
}

pub(in crate::http) async fn assign(at: At<FollowupCode>, Sent(sent): Sent<AssignFollowup>) -> Answered {
    let to = PersonCode::new(code(&sent.to));
    at.decide(&sent.press, |_| Ok(FollowupVerb::Assign { to })).await
}

pub(in crate::http) async fn state(at: At<FollowupCode>, Sent(sent): Sent<FollowupText>) -> Answered {
    let verb = |texts: &mut Brought| {
        let statement = texts.keep("text", &sent.text)?;
        Ok(FollowupVerb::State { statement })
    };
    at.decide(&sent.press, verb).await
}

pub(in crate::http) async fn decide(at: At<FollowupCode>, Sent(sent): Sent<DecideFollowup>) -> Answered {
    let verb = |texts: &mut Brought| {
        Ok(FollowupVerb::Decide(Decision {
            verdict: views::verdict_of(sent.verdict),
            measure: sent.measure.as_deref().map(code),
            cause: sent.cause.as_deref().map(code),
            answer: texts.keep("text", &sent.text)?,
        }))
    };
    at.decide(&sent.press, verb).await
}

pub(in crate::http) async fn rectify(at: At<FollowupCode>, Sent(sent): Sent<FollowupText>) -> Answered {
    let verb = |texts: &mut Brought| {
        let what = texts.keep("text", &sent.text)?;
        Ok(FollowupVerb::Rectify { what })
    };
    at.decide(&sent.press, verb).await
}

pub(in crate::http) async fn call_back(at: At<FollowupCode>, Sent(sent): Sent<CallBackFollowup>) -> Answered {
    let press = sent.press.clone();
    at.decide(&press, called_back(sent)).await
}

pub(in crate::http) async fn appeal(at: At<FollowupCode>, Sent(sent): Sent<FollowupText>) -> Answered {
    let press = sent.press.clone();
    at.decide(&press, appealed(sent)).await
}

/// Whoever brought something up says what they think of the answer.
pub(in crate::http) async fn complaint_call_back(
    at: At<FollowupCode>,
    Sent(sent): Sent<CallBackFollowup>,
) -> Answered {
    let press = sent.press.clone();
    at.decide_as_visitor(&press, called_back(sent)).await
}

/// Whoever brought something up appeals against the answer.
pub(in crate::http) async fn complaint_appeal(
    at: At<FollowupCode>,
    Sent(sent): Sent<FollowupText>,
) -> Answered {
    let press = sent.press.clone();
    at.decide_as_visitor(&press, appealed(sent)).await
}

fn called_back(sent: CallBackFollowup) -> impl FnOnce(&mut Brought) -> Result<FollowupVerb, Refused> {
    move |texts| {
        Ok(FollowupVerb::CallBack {
            how: views::satisfaction_of(sent.how),
            remark: optional(texts, "text", sent.text.as_deref())?,
        })
    }
}

fn appealed(sent: FollowupText) -> impl FnOnce(&mut Brought) -> Result<FollowupVerb, Refused> {
    move |texts| {
        let reason = texts.keep("text", &sent.text)?;
        Ok(FollowupVerb::Appeal { reason })
    }
}

impl Key for FollowupCode {
    type Verb = FollowupVerb;

    fn read(text: &str) -> Result<Self, Refused> {
        followup_code(text)
    }

    fn command(self, press: RequestId, verb: FollowupVerb) -> Command {
        let what = FollowupAsk::Do { code: self, verb };
        Command::Followup(FollowupCommand { press, what })
    }
}

fn code(text: &str) -> String {
    clean(text.trim())
}

/// The id of a text, where there is one.
pub(crate) fn optional(
    texts: &mut Brought,
    field: &str,
    text: Option<&str>,
) -> Result<Option<queue_core::TextId>, Refused> {
    let text = text.filter(|text| !text.trim().is_empty());
    text.map(|text| texts.keep(field, text)).transpose()
}
