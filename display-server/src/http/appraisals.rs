//! Appraisals and the ledger of points: read, drafted, shown, appealed against, decided.

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use hall_protocol::appraisal::{
    AppealDecision, AppealPress, AppraisalPress, AppraisalView, EnterPoints, ExcellenceDecision, PointsView,
    StrikePoints,
};
use queue_core::appraisal::{Appraisal, Drafted, Month, MonthFigures};
use queue_core::command::{AppraisalCommand, AppraisalVerb, Command, PointCommand, PointVerb};
use queue_core::points::{PointCode, PointEntry, PointLine, PointRefusal};
use queue_core::{PersonCode, Rejection, RequestId, ServiceDay};

use super::answers::Answered;
use super::body::Sent;
use super::clean;
use super::problems::Refused;
use super::query::Fields;
use super::records::{At, Key, decide, decide_about, press_of, standing};
use crate::appraising::{month_figures, points_of};
use crate::hall_owner::Answer;
use crate::identity::Caller;
use crate::state::HallState;
use crate::texts::Brought;
use crate::views;

pub(super) async fn look(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(month): Path<String>,
) -> Answered {
    may_appraise(&state, &caller).await?;
    Ok(Json(month_view(&state, month_of(&month)?).await?).into_response())
}

/// What a clerk may see: the own month, once it was shown, and the figures so far before anything was drafted.
pub(super) async fn mine(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(month): Path<String>,
) -> Answered {
    let person = person_of(&caller)?;
    Ok(Json(own_view(&state, month_of(&month)?, &person).await?).into_response())
}

/// The appraisal of a month; of one that was not drafted, what its figures make so far.
pub(crate) async fn month_view(state: &HallState, month: Month) -> Result<AppraisalView, Refused> {
    match state.reports.record::<Appraisal>(month).await? {
        Some((seq, appraisal)) => Ok(views::appraisal(&state.texts, Some(seq), &appraisal)),
        None => Ok(views::appraisal(&state.texts, None, &so_far(state, month).await?)),
    }
}

/// The same, with nobody in it but one clerk. A draft that was not shown yet is not shown here either.
pub(crate) async fn own_view(
    state: &HallState,
    month: Month,
    person: &PersonCode,
) -> Result<AppraisalView, Refused> {
    let found = state.reports.record::<Appraisal>(month).await?;
    let mut view = match found.filter(|(_, appraisal)| appraisal.is_frozen()) {
        Some((seq, appraisal)) => views::appraisal(&state.texts, Some(seq), &appraisal),
        None => views::appraisal(&state.texts, None, &so_far(state, month).await?),
    };
    view.clerks.retain(|clerk| clerk.person == person.as_str());
    view.departments.clear();
    view.clerks.iter_mut().for_each(|clerk| clerk.proposed = false);
    Ok(view)
}

/// A draft that nobody made: the same sum over the figures so far.
async fn so_far(state: &HallState, month: Month) -> Result<Appraisal, Refused> {
    let standing = standing(state).await?;
    let figures = month_figures(state, &standing, month).await?;
    let (plan, day) = (&standing.plan, ServiceDay(standing.day));
    let drafted = Drafted::of(plan.appraisal(), &figures);
    Ok(Appraisal::drafted_by_nobody(
        month,
        (state.clock.now(), day),
        &drafted,
    ))
}

pub(super) async fn draft(at: At<Month>, Sent(sent): Sent<AppraisalPress>) -> Answered {
    let press = press_of(&sent.press)?;
    Ok(draft_month(&at.state, &at.caller, (press, at.key))
        .await?
        .into_response())
}

/// Drafts a month from what the tables say now.
pub(crate) async fn draft_month(
    state: &HallState,
    caller: &Caller,
    asked: (RequestId, Month),
) -> Result<Answer, Refused> {
    with_figures(state, caller, asked, |figures| AppraisalVerb::Draft { figures }).await
}

pub(super) async fn show(at: At<Month>, Sent(sent): Sent<AppraisalPress>) -> Answered {
    let press = press_of(&sent.press)?;
    Ok(show_month(&at.state, &at.caller, (press, at.key))
        .await?
        .into_response())
}

/// Shows a month whose draft still is what the tables say.
pub(crate) async fn show_month(
    state: &HallState,
    caller: &Caller,
    asked: (RequestId, Month),
) -> Result<Answer, Refused> {
    with_figures(state, caller, asked, |figures| AppraisalVerb::Show { figures }).await
}

async fn with_figures(
    state: &HallState,
    caller: &Caller,
    (press, month): (RequestId, Month),
    verb: impl FnOnce(Box<MonthFigures>) -> AppraisalVerb,
) -> Result<Answer, Refused> {
    let standing = standing(state).await?;
    let figures = Box::new(month_figures(state, &standing, month).await?);
    let verb = |_: &mut Brought| Ok(verb(figures));
    decide_about(state, caller, (press, month), verb).await
}

pub(super) async fn publish(at: At<Month>, Sent(sent): Sent<AppraisalPress>) -> Answered {
    at.decide(&sent.press, |_| Ok(AppraisalVerb::Publish)).await
}

pub(super) async fn appeal(at: At<Month>, Sent(sent): Sent<AppealPress>) -> Answered {
    let criterion = views::criterion_of(sent.criterion);
    let verb = |texts: &mut Brought| {
        let text = texts.keep("text", &sent.text)?;
        Ok(AppraisalVerb::Appeal { criterion, text })
    };
    at.decide(&sent.press, verb).await
}

pub(super) async fn answer(at: At<Month>, Sent(sent): Sent<AppealDecision>) -> Answered {
    let verb = |texts: &mut Brought| {
        Ok(AppraisalVerb::Answer {
            person: PersonCode::new(clean(&sent.person)),
            criterion: views::criterion_of(sent.criterion),
            corrected_hundredths: sent.corrected_hundredths,
            reason: texts.keep("reason", &sent.reason)?,
        })
    };
    at.decide(&sent.press, verb).await
}

pub(super) async fn excellent(at: At<Month>, Sent(sent): Sent<ExcellenceDecision>) -> Answered {
    let verb = |texts: &mut Brought| {
        Ok(AppraisalVerb::Excellent {
            person: PersonCode::new(clean(&sent.person)),
            excellent: sent.excellent,
            reason: texts.keep("reason", &sent.reason)?,
        })
    };
    at.decide(&sent.press, verb).await
}

pub(super) async fn points(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Answered {
    may_appraise(&state, &caller).await?;
    let mut fields = Fields::of(&uri);
    let month = fields.read("month", "a month such as 2026-11");
    let month = fields.done(month)?;
    let month = match month {
        Some(month) => month,
        None => Month::of(standing(&state).await?.day),
    };
    Ok(Json(ledger(&state, month).await?).into_response())
}

/// The ledger of a month.
pub(crate) async fn ledger(state: &HallState, month: Month) -> Result<PointsView, Refused> {
    let mut lines = points_of(state, month).await?;
    lines.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(PointsView {
        month: month.to_string(),
        lines: lines
            .iter()
            .map(|line| views::point(&state.texts, line))
            .collect(),
    })
}

pub(super) async fn enter(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<EnterPoints>,
) -> Answered {
    let press = press_of(&sent.press)?;
    let month = month_of(&sent.month)?;
    let verb = |texts: &mut Brought| {
        Ok(PointVerb::Enter {
            entry: PointEntry {
                person: PersonCode::new(clean(&sent.person)),
                month,
                reason: clean(&sent.reason),
                hundredths: sent.hundredths,
                leave: false,
                evidence: texts.keep("evidence", &sent.evidence)?,
            },
        })
    };
    Ok(decide_point(&state, &caller, press, verb).await?.into_response())
}

pub(super) async fn strike(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    Sent(sent): Sent<StrikePoints>,
) -> Answered {
    let press = press_of(&sent.press)?;
    let code = point_code(&code)?;
    Ok(strike_point(&state, &caller, (press, code), &sent.reason)
        .await?
        .into_response())
}

/// Strikes a line of the ledger.
pub(crate) async fn strike_point(
    state: &HallState,
    caller: &Caller,
    (press, code): (RequestId, PointCode),
    reason: &str,
) -> Result<Answer, Refused> {
    let found = state.reports.record::<PointLine>(code.clone()).await?;
    let (_, line) =
        found.ok_or_else(|| Rejection::from(PointRefusal::UnknownPoint { code: code.clone() }))?;
    let month = line.entry.month;
    let verb = |texts: &mut Brought| {
        let reason = texts.keep("reason", reason)?;
        Ok(PointVerb::Strike { code, month, reason })
    };
    decide_point(state, caller, press, verb).await
}

/// Decides something about the ledger; the texts of a press that is refused are forgotten.
pub(crate) async fn decide_point(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    verb: impl FnOnce(&mut Brought) -> Result<PointVerb, Refused>,
) -> Result<Answer, Refused> {
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    let command = |verb| Command::Point(PointCommand { press, verb });
    decide(state, by, press, verb, command).await
}

impl Key for Month {
    type Verb = AppraisalVerb;

    fn read(text: &str) -> Result<Self, Refused> {
        month_of(text)
    }

    fn command(self, press: RequestId, verb: AppraisalVerb) -> Command {
        let month = self;
        Command::Appraisal(AppraisalCommand { press, month, verb })
    }
}

/// Whether a caller may read what everybody's work comes to: the same people who may judge it.
///
/// # Errors
/// For everybody else.
pub(crate) async fn may_appraise(state: &HallState, caller: &Caller) -> Result<(), Refused> {
    let plan = state.owner.plans().await?.plan;
    match caller {
        Caller::Person(person) if plan.appraises(&person.code, person.role) => Ok(()),
        Caller::Person(_) | Caller::Device(_) | Caller::Nobody => Err(Refused::not_yours()),
    }
}

/// Who asks.
pub(crate) fn person_of(caller: &Caller) -> Result<PersonCode, Refused> {
    match caller {
        Caller::Person(person) => Ok(person.code.clone()),
        Caller::Device(_) | Caller::Nobody => Err(Refused::who_are_you()),
    }
}

/// A month from an address or a form.
pub(crate) fn month_of(text: &str) -> Result<Month, Refused> {
    Month::parse(text).map_err(|problem| Refused::bad_field("month", problem))
}

/// The code of a line from an address or a form.
pub(crate) fn point_code(text: &str) -> Result<PointCode, Refused> {
    PointCode::parse(text).map_err(|problem| Refused::bad_field("code", problem))
}
