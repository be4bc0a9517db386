//! Cases: listed, looked at, and what is decided about them away from the window.

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use hall_protocol::case::{
    AskExtension, CasePress, CaseTell, CasesView, CompleteCase, DecideExtension, LeaveHall, StandingName,
    StopClock, Supervise, SupervisionAnswer,
};
use jiff::civil::Date;
use queue_core::case::{Case, CaseRefusal};
use queue_core::command::{CaseCommand, CaseVerb, Command};
use queue_core::plan::{Oversight, Role};
use queue_core::{HallPlan, MatterCode, PersonCode, Rejection, RequestId};

use super::answers::Answered;
use super::body::Sent;
use super::clean;
use super::problems::Refused;
use super::query::Fields;
use super::records::{At, Key, standing};
use crate::identity::Caller;
use crate::state::HallState;
use crate::store::Which;
use crate::texts::Brought;
use crate::views;

/// How many cases a list holds at most.
pub(crate) const CASES_LISTED: u32 = 500;

pub(super) async fn list(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Answered {
    let mut fields = Fields::of(&uri);
    let standing: Option<String> = fields.read("standing", "a word");
    let day: Option<Date> = fields.read("closed_on", "a date such as 2026-03-02");
    let (standing, day) = fields.done((standing, day))?;
    let standing = standing.map(|word| standing_of(&word)).transpose()?;
    let which = day
        .map(|day| Which::Closed { from: day, to: day })
        .or(standing.map(|standing| Which::Standing(standing.name())))
        .unwrap_or(Which::Open);
    Ok(Json(cases(&state, &caller, which).await?).into_response())
}

/// The cases of a question that a caller may see: a clerk those of the windows where the clerk may sit.
pub(crate) async fn cases(state: &HallState, caller: &Caller, which: Which) -> Result<CasesView, Refused> {
    let now = standing(state).await?;
    let found = state.reports.records::<Case>(which).await?;
    let clerk = clerk_of(caller);
    let mine = found
        .iter()
        .filter(|case| clerk.is_none_or(|clerk| case.is_handled_by(&now.plan, clerk)));
    let lines: Vec<_> = mine
        .map(|case| views::case_line(&now.plan, case, now.day))
        .collect();
    Ok(CasesView {
        day: now.day,
        total: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        cases: lines.into_iter().take(CASES_LISTED as usize).collect(),
    })
}

pub(super) async fn look(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
) -> Answered {
    Ok(Json(case_view(&state, &caller, &code_of(&code)?).await?).into_response())
}

/// A case, for those who work in the hall.
pub(crate) async fn case_view(
    state: &HallState,
    caller: &Caller,
    code: &MatterCode,
) -> Result<hall_protocol::case::CaseView, Refused> {
    let now = standing(state).await?;
    let found = state.reports.record::<Case>(code.clone()).await?;
    let (seq, case) = found.ok_or_else(|| unknown(code))?;
    let texts = reads_texts(&now.plan, &case, caller).then_some(&state.texts);
    Ok(views::case(&now.plan, (seq, &case), now.day, texts))
}

/// Whether what was written about a case is a caller's to read: they handle it, or answer for how it is handled.
fn reads_texts(plan: &HallPlan, case: &Case, caller: &Caller) -> bool {
    let Caller::Person(person) = caller else {
        return false;
    };
    let kinds = [Oversight::Legal, Oversight::Discipline, Oversight::Centre];
    match person.role {
        Role::Manager => true,
        Role::Overseer => kinds.iter().any(|kind| plan.oversees(&person.code, *kind)),
        Role::Clerk => case.is_handled_by(plan, &person.code),
        Role::Guide | Role::Reception => false,
    }
}

/// What anybody who has its code may know; an unknown code and one of another hall look the same.
pub(super) async fn progress(State(state): State<HallState>, Path(code): Path<String>) -> Answered {
    let code = MatterCode::parse(&code).map_err(|_| Refused::no_such())?;
    Ok(Json(matter_view(&state, &code).await?).into_response())
}

pub(crate) async fn matter_view(
    state: &HallState,
    code: &MatterCode,
) -> Result<hall_protocol::case::MatterView, Refused> {
    let now = standing(state).await?;
    let found = state.reports.record::<Case>(code.clone()).await?;
    let (_, case) = found.ok_or_else(Refused::no_such)?;
    Ok(views::matter(&now.plan, &case, now.day))
}

pub(super) async fn tell(at: At<MatterCode>, Sent(sent): Sent<CaseTell>) -> Answered {
    let CaseTell {
        press,
        missing,
        remark,
    } = sent;
    let verb = |texts: &mut Brought| {
        Ok(CaseVerb::Tell {
            documents: missing,
            remark: remark.map(|remark| texts.keep("remark", &remark)).transpose()?,
        })
    };
    at.decide(&press, verb).await
}

pub(super) async fn accept(at: At<MatterCode>, Sent(sent): Sent<CasePress>) -> Answered {
    at.decide(&sent.press, |_| Ok(CaseVerb::Accept)).await
}

pub(super) async fn stop_clock(at: At<MatterCode>, Sent(sent): Sent<StopClock>) -> Answered {
    let StopClock {
        press,
        reason,
        evidence,
    } = sent;
    let verb = |texts: &mut Brought| {
        Ok(CaseVerb::StopClock {
            reason: clean(&reason),
            evidence: evidence
                .map(|evidence| texts.keep("evidence", &evidence))
                .transpose()?,
        })
    };
    at.decide(&press, verb).await
}

pub(super) async fn start_clock(at: At<MatterCode>, Sent(sent): Sent<CasePress>) -> Answered {
    at.decide(&sent.press, |_| Ok(CaseVerb::StartClock)).await
}

pub(super) async fn ask_extension(at: At<MatterCode>, Sent(sent): Sent<AskExtension>) -> Answered {
    let AskExtension { press, days, reason } = sent;
    let verb = |texts: &mut Brought| {
        Ok(CaseVerb::AskExtension {
            days,
            reason: texts.keep("reason", &reason)?,
        })
    };
    at.decide(&press, verb).await
}

pub(super) async fn decide_extension(at: At<MatterCode>, Sent(sent): Sent<DecideExtension>) -> Answered {
    let granted = sent.granted;
    at.decide(&sent.press, |_| Ok(CaseVerb::DecideExtension { granted }))
        .await
}

pub(super) async fn leave_hall(at: At<MatterCode>, Sent(sent): Sent<LeaveHall>) -> Answered {
    let LeaveHall { press, to, holder } = sent;
    let verb = |texts: &mut Brought| {
        Ok(CaseVerb::LeaveHall {
            to: clean(&to),
            holder: texts.keep("holder", &holder)?,
        })
    };
    at.decide(&press, verb).await
}

pub(super) async fn come_back(at: At<MatterCode>, Sent(sent): Sent<CasePress>) -> Answered {
    at.decide(&sent.press, |_| Ok(CaseVerb::ComeBack)).await
}

pub(super) async fn take_over(at: At<MatterCode>, Sent(sent): Sent<CasePress>) -> Answered {
    at.decide(&sent.press, |_| Ok(CaseVerb::TakeOver)).await
}

pub(super) async fn complete(at: At<MatterCode>, Sent(sent): Sent<CompleteCase>) -> Answered {
    let how = views::completion_of(sent.how);
    at.decide(&sent.press, |_| Ok(CaseVerb::Complete { how })).await
}

pub(super) async fn supervise(at: At<MatterCode>, Sent(sent): Sent<Supervise>) -> Answered {
    let Supervise {
        press,
        addressee,
        question,
    } = sent;
    let verb = |texts: &mut Brought| {
        Ok(CaseVerb::Supervise {
            addressee: clean(&addressee),
            question: texts.keep("question", &question)?,
        })
    };
    at.decide(&press, verb).await
}

pub(super) async fn answer(at: At<MatterCode>, Sent(sent): Sent<SupervisionAnswer>) -> Answered {
    let SupervisionAnswer { press, answer } = sent;
    let verb = |texts: &mut Brought| {
        Ok(CaseVerb::Answer {
            answer: texts.keep("answer", &answer)?,
        })
    };
    at.decide(&press, verb).await
}

impl Key for MatterCode {
    type Verb = CaseVerb;

    fn read(text: &str) -> Result<Self, Refused> {
        code_of(text)
    }

    fn command(self, press: RequestId, verb: CaseVerb) -> Command {
        Command::Case(CaseCommand {
            press,
            code: self,
            verb,
        })
    }
}

fn clerk_of(caller: &Caller) -> Option<&PersonCode> {
    match caller {
        Caller::Person(person) if person.role == Role::Clerk => Some(&person.code),
        Caller::Person(_) | Caller::Device(_) | Caller::Nobody => None,
    }
}

/// A code from an address or a form.
pub(crate) fn code_of(text: &str) -> Result<MatterCode, Refused> {
    MatterCode::parse(text).map_err(|problem| Refused::bad_field("matter", problem))
}

fn unknown(code: &MatterCode) -> Refused {
    Rejection::from(CaseRefusal::UnknownMatter { code: code.clone() }).into()
}

fn standing_of(word: &str) -> Result<StandingName, Refused> {
    let known = StandingName::ALL.into_iter().find(|known| known.name() == word);
    known.ok_or_else(|| {
        let words: Vec<_> = StandingName::ALL.iter().map(|known| known.name()).collect();
        Refused::bad_field(
            "standing",
            format!("is {word:?}, expected one of {}", words.join(", ")),
        )
    })
}
