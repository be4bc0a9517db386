//! Departments' own lists of what they completed, compared with the hall; for managers, and overseers of the centre and of
//! discipline.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use hall_protocol::agency::{ComparisonRequest, ComparisonView, ComparisonsView};
use jiff::ToSpan;
use jiff::civil::Date;
use queue_core::agency::{Comparison, ListRead, compared};
use queue_core::case::Case;
use queue_core::command::AgencyVerb;
use queue_core::plan::{Oversight, Role};
use queue_core::{HallPlan, RecordCode, RequestId};
use sha2::{Digest, Sha256};

use super::{code_of, decide};
use crate::completion_list;
use crate::hall_owner::Answer;
use crate::http::answers::Answered;
use crate::http::body::Sent;
use crate::http::query::{Fields, Format};
use crate::http::records::{Standing, press_of, standing};
use crate::http::{Refused, clean};
use crate::identity::Caller;
use crate::report::comparison_csv;
use crate::state::HallState;
use crate::store::Which;
use crate::views;

/// The letter with which their codes begin: 比對.
pub(crate) const KIND: char = 'B';
/// How many a list holds at most.
const LISTED: usize = 200;

pub(in crate::http) async fn compare(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<ComparisonRequest>,
) -> Answered {
    let press = press_of(&sent.press)?;
    let list = ListOf {
        department: clean(&sent.department),
        from: sent.from,
        to: sent.to,
    };
    Ok(made(&state, &caller, press, &list, &sent.csv)
        .await?
        .into_response())
}

/// Whose list, of which days.
pub(crate) struct ListOf {
    pub(crate) department: String,
    pub(crate) from: Date,
    pub(crate) to: Date,
}

/// Compares a list and keeps what was found.
pub(crate) async fn made(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    list: &ListOf,
    csv: &str,
) -> Result<Answer, Refused> {
    let Standing { plan, .. } = standing(state).await?;
    may(&plan, caller)?;
    let read = completion_list::read(csv)
        .map_err(|fault| Refused::named_field(fault.name(), "csv", fault.to_string()))?;
    let cases = cases(state, &plan, &read, list).await?;
    let found = compared(&plan, (&list.department, list.from, list.to), read, &cases);
    let (asked, found) = (list.asked(csv), Box::new(found));
    decide(state, caller, press, |_| Ok(AgencyVerb::Compare { asked, found })).await
}

impl ListOf {
    /// What a press asked, whatever is found.
    fn asked(&self, csv: &str) -> [u8; 32] {
        let head = format!("{} {} {}\n", self.department, self.from, self.to);
        Sha256::new()
            .chain_update(head)
            .chain_update(csv)
            .finalize()
            .into()
    }
}

/// The cases that a list names, and those of its department done here on its days.
async fn cases(
    state: &HallState,
    plan: &HallPlan,
    read: &ListRead,
    list: &ListOf,
) -> Result<BTreeMap<queue_core::MatterCode, Case>, Refused> {
    let named: Vec<_> = read.rows.iter().filter_map(|row| row.matter.clone()).collect();
    let named = state.reports.records_of::<Case>(named).await?;
    let services = plan.parts().services.iter();
    let its = services.filter(|service| service.decides() == list.department);
    let its = its.map(|service| service.code.clone()).collect();
    let done = state.reports.cases_done(its, (list.from, list.to)).await?;
    Ok(named
        .into_iter()
        .chain(done)
        .map(|case| (case.code.clone(), case))
        .collect())
}

pub(in crate::http) async fn list(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
) -> Answered {
    Ok(Json(all(&state, &caller).await?).into_response())
}

/// Those of the last year, the newest first.
pub(crate) async fn all(state: &HallState, caller: &Caller) -> Result<ComparisonsView, Refused> {
    let Standing { plan, day } = standing(state).await?;
    may(&plan, caller)?;
    let from = day.checked_sub(366.days()).unwrap_or(Date::MIN);
    let mut found = state
        .reports
        .records::<Comparison>(Which::Began { from, to: day })
        .await?;
    found.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(ComparisonsView {
        comparisons: found.iter().take(LISTED).map(views::comparison_line).collect(),
    })
}

pub(in crate::http) async fn look(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    uri: Uri,
) -> Answered {
    let mut fields = Fields::of(&uri);
    let format: Option<Format> = fields.read("format", "json or csv");
    let format = fields.done(format.unwrap_or_default())?;
    let comparison = view(&state, &caller, &code_of(KIND, &code)?).await?;
    Ok(match format {
        Format::Json => Json(comparison).into_response(),
        Format::Csv => csv(&comparison),
    })
}

/// A comparison.
pub(crate) async fn view(
    state: &HallState,
    caller: &Caller,
    code: &RecordCode,
) -> Result<ComparisonView, Refused> {
    may(&standing(state).await?.plan, caller)?;
    let found = state.reports.record::<Comparison>(code.clone()).await?;
    let (_, comparison) = found.ok_or_else(Refused::no_such)?;
    Ok(views::comparison(&comparison))
}

/// What differs, for a spreadsheet.
pub(crate) fn csv(comparison: &ComparisonView) -> Response {
    let name = format!("attachment; filename=\"{}.csv\"", comparison.line.code);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, name.as_str()),
    ];
    (headers, comparison_csv(comparison)).into_response()
}

/// The same people who may compare may look.
fn may(plan: &HallPlan, caller: &Caller) -> Result<(), Refused> {
    let Caller::Person(person) = caller else {
        return Err(Refused::not_yours());
    };
    let oversees = |wanted: Oversight| {
        let known = plan.person(&person.code);
        known.is_some_and(|known| known.oversees.contains(&wanted))
    };
    let allowed = match person.role {
        Role::Manager => true,
        Role::Overseer => oversees(Oversight::Centre) || oversees(Oversight::Discipline),
        Role::Clerk | Role::Guide | Role::Reception => false,
    };
    if allowed {
        Ok(())
    } else {
        Err(Refused::not_yours())
    }
}
