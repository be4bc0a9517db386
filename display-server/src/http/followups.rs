//! Follow-ups: listed and looked at by those who may see them, and asked after by whoever brought one up.
//!
//! Invariant: what somebody may not see and what is not there look the same.
//! Invariant: nobody sees a bad rating of a day that is still open: it would tell who has just rated.

mod presses;

pub(super) use presses::{
    appeal, assign, bring_up, call_back, complaint_appeal, complaint_call_back, decide, open, rectify, state,
};
pub(crate) use presses::{ask, brought_at, optional, raise};

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use hall_protocol::followup::{ComplaintView, FollowupView, FollowupsView};
use jiff::civil::Date;
use queue_core::followup::{Followup, FollowupRefusal, Part};
use queue_core::plan::Role;
use queue_core::{FollowupCode, HallPlan, PersonCode, Rejection};

use super::answers::Answered;
use super::problems::Refused;
use super::query::Fields;
use super::records::standing;
use crate::identity::Caller;
use crate::state::HallState;
use crate::store::Which;
use crate::views;

/// How many follow-ups a list holds at most.
pub(crate) const FOLLOWUPS_LISTED: usize = 500;

pub(super) async fn list(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Answered {
    let mut fields = Fields::of(&uri);
    let day: Option<Date> = fields.read("closed_on", "a date such as 2026-03-02");
    let day = fields.done(day)?;
    let which = day.map_or(Which::Open, |day| Which::Closed { from: day, to: day });
    Ok(Json(followups(&state, &caller, which).await?).into_response())
}

/// The follow-ups of a question that a caller may see.
pub(crate) async fn followups(
    state: &HallState,
    caller: &Caller,
    which: Which,
) -> Result<FollowupsView, Refused> {
    let now = standing(state).await?;
    let open = state.owner.open_day().await?;
    let found = state.reports.records::<Followup>(which).await?;
    let told = found.iter().filter(|one| !one.would_tell_who_rated(open));
    let seen = told.filter_map(|one| Some((one, part(&now.plan, one, caller)?)));
    let lines: Vec<_> = seen
        .map(|(one, part)| views::followup_line(&now.plan, one, now.day, part))
        .collect();
    Ok(FollowupsView {
        day: now.day,
        total: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        followups: lines.into_iter().take(FOLLOWUPS_LISTED).collect(),
    })
}

pub(super) async fn look(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
) -> Answered {
    Ok(Json(followup_view(&state, &caller, &followup_code(&code)?).await?).into_response())
}

/// A follow-up, for a caller who may see it.
pub(crate) async fn followup_view(
    state: &HallState,
    caller: &Caller,
    code: &FollowupCode,
) -> Result<FollowupView, Refused> {
    let now = standing(state).await?;
    let open = state.owner.open_day().await?;
    let found = state.reports.record::<Followup>(code.clone()).await?;
    let told = found.filter(|(_, followup)| !followup.would_tell_who_rated(open));
    let (_, followup) = told.ok_or_else(|| unknown(code))?;
    let part = part(&now.plan, &followup, caller).ok_or_else(|| unknown(code))?;
    let person = person_of(caller).ok_or_else(Refused::who_are_you)?.0;
    let looked = views::Looked {
        plan: &now.plan,
        day: now.day,
        texts: &state.texts,
        person,
        part,
    };
    Ok(looked.view(&followup))
}

/// What whoever has the code of a complaint sees of it; whatever is no complaint looks like an unknown code.
pub(super) async fn complaint(State(state): State<HallState>, Path(code): Path<String>) -> Answered {
    let code = FollowupCode::parse(&code).map_err(|_| Refused::no_such())?;
    Ok(Json(complaint_view(&state, &code).await?).into_response())
}

pub(crate) async fn complaint_view(state: &HallState, code: &FollowupCode) -> Result<ComplaintView, Refused> {
    let now = standing(state).await?;
    let found = state.reports.record::<Followup>(code.clone()).await?;
    let known = found.filter(|(_, followup)| followup.kind().is_asked_after());
    let (_, followup) = known.ok_or_else(Refused::no_such)?;
    Ok(views::complaint(&now.plan, &followup, now.day, &state.texts))
}

/// What a caller is to a follow-up; none: it is not theirs to see.
pub(crate) fn part(plan: &HallPlan, followup: &Followup, caller: &Caller) -> Option<Part> {
    let (code, role) = person_of(caller)?;
    followup.part_of(plan, code, role)
}

pub(crate) fn person_of(caller: &Caller) -> Option<(&PersonCode, Role)> {
    match caller {
        Caller::Person(person) => Some((&person.code, person.role)),
        Caller::Device(_) | Caller::Nobody => None,
    }
}

/// A code from an address or a form.
pub(crate) fn followup_code(text: &str) -> Result<FollowupCode, Refused> {
    FollowupCode::parse(text).map_err(|problem| Refused::bad_field("code", problem))
}

fn unknown(code: &FollowupCode) -> Refused {
    Rejection::from(FollowupRefusal::UnknownFollowup { code: code.clone() }).into()
}
