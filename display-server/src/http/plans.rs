//! The hall's plan: what holds, its versions, and proposing, approving and rejecting another.

use axum::extract::{Path, State};
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use hall_protocol::plan_version::{
    PlanChecked, PlanFaultView, PlanNow, PlanPress, PlanProposal, PlanText, PlanVersionView, PlanVersions,
};
use hall_protocol::problem::FieldFault;
use hall_protocol::{PlanDocument, plan_document};
use jiff::civil::Date;
use queue_core::command::{Command, PlanCommand, PlanVerb};
use queue_core::version::PlanBook;
use queue_core::{HallPlan, RequestId, ServiceDay, VersionNumber};

use super::answers::Answered;
use super::body::Sent;
use super::problems::Refused;
use super::records::press_of;
use crate::hall_owner::{Answer, PlansNow, times_by, zone_of};
use crate::identity::Caller;
use crate::plan_file::{self, document_of, toml_of};
use crate::state::HallState;
use crate::store::VersionLine;

/// What is wrong with a plan that was sent.
pub(crate) type Faults = Vec<PlanFaultView>;

pub(super) async fn look(State(state): State<HallState>) -> Answered {
    let now = state.owner.plans().await?;
    Ok(Json(PlanNow {
        version: now.book.in_force.0,
        waiting: now.book.waiting.as_ref().map(|waiting| waiting.number.0),
        document: document_of(&now.plan),
    })
    .into_response())
}

pub(super) async fn export(State(state): State<HallState>) -> Answered {
    let now = state.owner.plans().await?;
    toml(&document_of(&now.plan), now.book.in_force.0)
}

pub(super) async fn versions(State(state): State<HallState>) -> Answered {
    Ok(Json(versions_of(&state).await?).into_response())
}

/// A version as JSON, or as TOML for whoever accepts that.
pub(super) async fn version(
    State(state): State<HallState>,
    Path(version): Path<u32>,
    headers: HeaderMap,
) -> Answered {
    let plan = state
        .reports
        .plan_version(version)
        .await?
        .ok_or_else(Refused::no_such)?;
    let document = document_of(&plan);
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("toml")) {
        return toml(&document, version);
    }
    Ok(Json(document).into_response())
}

pub(super) async fn check(State(state): State<HallState>, Sent(sent): Sent<PlanText>) -> Answered {
    let now = state.owner.plans().await?;
    let checked = match read(sent.document, sent.toml)? {
        Ok(plan) => PlanChecked {
            faults: Vec::new(),
            limits: now.plan.limits_changed_by(&plan),
        },
        Err(faults) => PlanChecked {
            faults,
            limits: Vec::new(),
        },
    };
    Ok(Json(checked).into_response())
}

pub(super) async fn propose(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<PlanProposal>,
) -> Answered {
    let press = press_of(&sent.press)?;
    let plan = read(sent.document, sent.toml)?.map_err(|faults| faulty(&faults))?;
    let base = VersionNumber(sent.base);
    let answer = submit_proposal(&state, &caller, press, base, plan, sent.from).await?;
    Ok(answer.into_response())
}

pub(super) async fn approve(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(version): Path<u32>,
    Sent(sent): Sent<PlanPress>,
) -> Answered {
    let press = press_of(&sent.press)?;
    Ok(submit_approval(&state, &caller, press, VersionNumber(version))
        .await?
        .into_response())
}

pub(super) async fn reject(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(version): Path<u32>,
    Sent(sent): Sent<PlanPress>,
) -> Answered {
    let press = press_of(&sent.press)?;
    let version = VersionNumber(version);
    Ok(submit(&state, &caller, press, PlanVerb::Reject { version })
        .await?
        .into_response())
}

/// The versions, and what became of each.
pub(crate) async fn versions_of(state: &HallState) -> Result<PlanVersions, Refused> {
    let book = state.owner.plans().await?.book;
    let lines = state.reports.plan_versions().await?;
    Ok(PlanVersions {
        in_force: book.in_force.0,
        waiting: book.waiting.as_ref().map(|waiting| waiting.number.0),
        versions: lines.into_iter().map(|line| view(line, &book)).collect(),
    })
}

fn view(line: VersionLine, book: &PlanBook) -> PlanVersionView {
    let state = match line.accepted {
        _ if line.version == book.in_force.0 => "in_force",
        Some(false) => "rejected",
        _ if line.in_force_at.is_some() => "replaced",
        Some(true) => "accepted",
        None => "proposed",
    };
    PlanVersionView {
        version: line.version,
        state: state.to_owned(),
        at: line.at,
        by: line.by,
        from: line.from_day.and_then(date),
        limits: line.limits,
        decided_by: line.decided_by,
        decided_at: line.decided_at,
        in_force_at: line.in_force_at,
    }
}

/// A date as the database keeps it: yyyymmdd.
fn date(number: i64) -> Option<Date> {
    let year = i16::try_from(number / 10_000).ok()?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    Date::new(year, month, i8::try_from(number % 100).ok()?).ok()
}

/// A plan that was sent as JSON or as TOML; its faults, if it has any.
fn read(document: Option<PlanDocument>, toml: Option<String>) -> Result<Result<HallPlan, Faults>, Refused> {
    match (document, toml) {
        (Some(document), None) => Ok(plan_of(&document)),
        (None, Some(toml)) => Ok(plan_of_toml(&toml)),
        (Some(_), Some(_)) | (None, None) => {
            Err(Refused::bad_field("document", "send either `document` or `toml`"))
        }
    }
}

/// The plan of a document, or its faults by path.
pub(crate) fn plan_of(document: &PlanDocument) -> Result<HallPlan, Faults> {
    let plan = plan_file::plan_of(document).map_err(|faults| {
        let faults = faults.0.into_iter();
        faults
            .map(|fault| PlanFaultView {
                field: plan_file::file_path(&fault.path),
                problem: fault.problem,
                hint: fault.hint,
            })
            .collect::<Faults>()
    })?;
    with_known_zone(plan)
}

/// The plan of a file's text, or its faults by line.
pub(crate) fn plan_of_toml(text: &str) -> Result<HallPlan, Faults> {
    let plan = plan_file::parse(text, "plan").map_err(|faults| {
        let faults = faults.faults.into_iter();
        faults
            .map(|fault| PlanFaultView {
                field: format!("line {}", fault.line),
                problem: fault.problem,
                hint: fault.hint,
            })
            .collect::<Faults>()
    })?;
    with_known_zone(plan)
}

fn with_known_zone(plan: HallPlan) -> Result<HallPlan, Faults> {
    if zone_of(&plan).is_some() {
        return Ok(plan);
    }
    Err(vec![PlanFaultView {
        field: "hall.zone".to_owned(),
        problem: format!("the time zone {:?} is unknown", plan.parts().hall.zone),
        hint: "use an IANA name such as Asia/Shanghai".to_owned(),
    }])
}

fn faulty(faults: &Faults) -> Refused {
    let fields = faults.iter().map(|fault| FieldFault {
        field: fault.field.clone(),
        problem: format!("{}; {}", fault.problem, fault.hint),
    });
    Refused::bad_fields(fields.collect())
}

/// Lets another plan be proposed, with today's instants as it has them.
pub(crate) async fn submit_proposal(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    base: VersionNumber,
    plan: HallPlan,
    from: Option<Date>,
) -> Result<Answer, Refused> {
    let PlansNow { open, .. } = state.owner.plans().await?;
    let verb = PlanVerb::Propose {
        base,
        times: open.and_then(|day| times_by(&plan, day)).map(Box::new),
        plan: Box::new(plan),
        from: from.map(ServiceDay),
    };
    submit(state, caller, press, verb).await
}

/// Lets the second person approve, with today's instants as the version has them. One that does not wait has none; the
/// hall knows whether it was approved before.
pub(crate) async fn submit_approval(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    version: VersionNumber,
) -> Result<Answer, Refused> {
    let PlansNow { open, book, .. } = state.owner.plans().await?;
    let waiting = book.waiting.filter(|waiting| waiting.number == version);
    let times = waiting
        .zip(open)
        .and_then(|(waiting, day)| times_by(&waiting.plan, day))
        .map(Box::new);
    submit(state, caller, press, PlanVerb::Approve { version, times }).await
}

pub(crate) async fn submit(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    verb: PlanVerb,
) -> Result<Answer, Refused> {
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    let command = Command::Plan(PlanCommand { press, verb });
    Ok(state.owner.submit_any_day(by, command).await?)
}

/// A plan as a file to keep.
pub(crate) fn toml(document: &plan_document::PlanDocument, version: u32) -> Result<Response, Refused> {
    let text = toml_of(document).map_err(|error| Refused::internal(&error))?;
    let name = format!("attachment; filename=\"{}-v{version}.toml\"", document.hall.code);
    let headers = [
        (CONTENT_TYPE, "application/toml; charset=utf-8"),
        (CONTENT_DISPOSITION, name.as_str()),
    ];
    Ok((StatusCode::OK, headers, text).into_response())
}
