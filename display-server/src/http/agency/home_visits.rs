//! Home visits: asked for by anybody, arranged by reception and managers, done by whoever goes.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use hall_protocol::agency::{
    HomeVisitAssign, HomeVisitDate, HomeVisitNotDone, HomeVisitPress, HomeVisitProgress, HomeVisitRequest,
    HomeVisitView, HomeVisitsView,
};
use hall_protocol::problem::FieldFault;
use queue_core::agency::{Dated, HalfOfDay, HomeVisit, HomeVisitFor, NotDoneReason};
use queue_core::command::{AgencyCommand, AgencyVerb, AskHomeVisit, Command, HomeVisitVerb};
use queue_core::plan::Role;
use queue_core::{PersonCode, RecordCode, RequestId, ServiceCode};

use super::{code_of, decide, one_of};
use crate::http::answers::Answered;
use crate::http::body::Sent;
use crate::http::records::{At, Key, Standing, press_of, standing};
use crate::http::{Refused, clean};
use crate::identity::Caller;
use crate::state::HallState;
use crate::store::Which;
use crate::texts::Brought;
use crate::views;

/// The letter with which their codes begin.
pub(crate) const KIND: char = 'H';
/// How many a list holds at most.
const LISTED: usize = 500;
/// How many may wait at once; who asks anybody may ask (I9).
const OPEN_LIMIT: usize = 1_000;

pub(in crate::http) async fn ask(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<HomeVisitRequest>,
) -> Answered {
    let press = press_of(&sent.press)?;
    room(&state, &caller).await?;
    let verb = |texts: &mut Brought| wanted(&sent, texts);
    Ok(decide(&state, &caller, press, verb).await?.into_response())
}

/// Whether one more may wait. Whoever arranges them always finds room: that is where others are sent.
pub(crate) async fn room(state: &HallState, caller: &Caller) -> Result<(), Refused> {
    if caller.actor().is_some() || state.reports.open::<HomeVisit>().await? < OPEN_LIMIT {
        return Ok(());
    }
    let detail = "so many home visits wait that no more can be asked for just now; ask at reception";
    Err(Refused::new(
        "home-visits-full",
        axum::http::StatusCode::CONFLICT,
        detail,
    ))
}

/// What is asked for, with every fault at once.
pub(crate) fn wanted(sent: &HomeVisitRequest, texts: &mut Brought) -> Result<AgencyVerb, Refused> {
    let mut faults: Vec<FieldFault> = Vec::new();
    let mut note = |refused: Refused| faults.extend(refused.problem().fields.iter().cloned());
    let for_whom = one_of(
        "for_whom",
        &sent.for_whom,
        &HomeVisitFor::ALL,
        views::for_whom_name,
    );
    let for_whom = for_whom.map_err(&mut note).ok();
    let name = texts.keep("name", &sent.name).map_err(&mut note).ok();
    let address = texts.keep("address", &sent.address).map_err(&mut note).ok();
    let phone = phone(&sent.phone).and_then(|phone| texts.keep("phone", &phone));
    let phone = phone.map_err(&mut note).ok();
    let remark = sent
        .remark
        .as_deref()
        .map(str::trim)
        .filter(|remark| !remark.is_empty());
    let remark = remark.map(|remark| texts.keep("remark", remark)).transpose();
    let remark = remark.map_err(&mut note).ok();
    let known = for_whom.zip(name).zip(address.zip(phone)).zip(remark);
    let Some((((for_whom, name), (address, phone)), remark)) = known.filter(|_| faults.is_empty()) else {
        return Err(Refused::bad_fields(faults));
    };
    Ok(AgencyVerb::AskHomeVisit(Box::new(AskHomeVisit {
        service: ServiceCode::new(clean(&sent.service)),
        for_whom,
        wished_on: sent.wished_on,
        name,
        address,
        phone,
        remark,
    })))
}

/// A number that somebody can call.
fn phone(text: &str) -> Result<String, Refused> {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || " +-()".contains(letter));
    if allowed && (5..=20).contains(&digits) && text.len() <= 30 {
        Ok(text.to_owned())
    } else {
        Err(Refused::bad_field(
            "phone",
            "expected 5 to 20 digits, with blanks, +, -, ( and ) between them",
        ))
    }
}

pub(in crate::http) async fn list(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
) -> Answered {
    Ok(Json(open(&state, &caller).await?).into_response())
}

/// Those that are not over; whoever only goes sees their own.
pub(crate) async fn open(state: &HallState, caller: &Caller) -> Result<HomeVisitsView, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let mut found = state.reports.records::<HomeVisit>(Which::Open).await?;
    found.retain(|visit| may_know(visit, caller));
    found.sort_by_key(|visit| {
        let dated = visit.dated.map(|dated| (dated.on, dated.half));
        (dated.is_none(), dated, visit.due_on(&plan), visit.code.clone())
    });
    Ok(HomeVisitsView {
        day,
        total: u32::try_from(found.len()).unwrap_or(u32::MAX),
        visits: found
            .iter()
            .take(LISTED)
            .map(|visit| views::home_visit_line(&plan, visit, day))
            .collect(),
    })
}

/// Reception and managers arrange all of them; whoever goes knows their own.
fn may_know(visit: &HomeVisit, caller: &Caller) -> bool {
    match caller {
        Caller::Person(person) => match person.role {
            Role::Manager | Role::Reception => true,
            Role::Clerk | Role::Guide => visit.assigned.as_ref() == Some(&person.code),
            Role::Overseer => false,
        },
        Caller::Device(_) | Caller::Nobody => false,
    }
}

pub(in crate::http) async fn look(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
) -> Answered {
    let code = code_of(KIND, &code)?;
    Ok(Json(view(&state, &caller, &code).await?).into_response())
}

/// A home visit with its texts; what is not the caller's is nothing here.
pub(crate) async fn view(
    state: &HallState,
    caller: &Caller,
    code: &RecordCode,
) -> Result<HomeVisitView, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let found = state.reports.record::<HomeVisit>(code.clone()).await?;
    let (seq, visit) = found
        .filter(|(_, visit)| may_know(visit, caller))
        .ok_or_else(Refused::no_such)?;
    Ok(views::home_visit(&plan, (seq, &visit), day, Some(&state.texts)))
}

/// The visits of a day with where and to whom, for the sheet that whoever goes takes along.
pub(crate) async fn sheet(
    state: &HallState,
    caller: &Caller,
    on: jiff::civil::Date,
) -> Result<Vec<HomeVisitView>, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let mut found = state.reports.records::<HomeVisit>(Which::Open).await?;
    found.retain(|visit| may_know(visit, caller) && visit.dated.is_some_and(|dated| dated.on == on));
    found.sort_by_key(|visit| (visit.assigned.clone(), visit.dated.map(|dated| dated.half)));
    let drawn = found.iter().take(LISTED);
    Ok(drawn
        .map(|visit| views::home_visit(&plan, (queue_core::Seq(0), visit), day, Some(&state.texts)))
        .collect())
}

pub(in crate::http) async fn progress(State(state): State<HallState>, Path(code): Path<String>) -> Answered {
    let code = code_of(KIND, &code)?;
    Ok(Json(followed(&state, &code).await?).into_response())
}

/// What anybody who has the code may know.
pub(crate) async fn followed(state: &HallState, code: &RecordCode) -> Result<HomeVisitProgress, Refused> {
    let Standing { plan, .. } = standing(state).await?;
    let found = state.reports.record::<HomeVisit>(code.clone()).await?;
    let (seq, visit) = found.ok_or_else(Refused::no_such)?;
    Ok(views::home_visit_progress(&plan, (seq, &visit)))
}

pub(in crate::http) async fn assign(at: At<HomeVisitKey>, Sent(sent): Sent<HomeVisitAssign>) -> Answered {
    let to = PersonCode::new(clean(&sent.to));
    at.decide(&sent.press, |_| Ok(HomeVisitVerb::Assign { to })).await
}

pub(in crate::http) async fn date(at: At<HomeVisitKey>, Sent(sent): Sent<HomeVisitDate>) -> Answered {
    let half = one_of("half", &sent.half, &HalfOfDay::ALL, views::half_name)?;
    let to = Dated { on: sent.on, half };
    at.decide(&sent.press, |_| Ok(HomeVisitVerb::Date { to })).await
}

pub(in crate::http) async fn done(at: At<HomeVisitKey>, Sent(sent): Sent<HomeVisitPress>) -> Answered {
    at.decide(&sent.press, |_| Ok(HomeVisitVerb::Done)).await
}

pub(in crate::http) async fn not_done(at: At<HomeVisitKey>, Sent(sent): Sent<HomeVisitNotDone>) -> Answered {
    let reason = one_of("reason", &sent.reason, &NotDoneReason::ALL, views::not_done_name)?;
    let verb = |texts: &mut Brought| {
        let remark = sent.remark.as_deref().map(|remark| texts.keep("remark", remark));
        Ok(HomeVisitVerb::NotDone {
            reason,
            remark: remark.transpose()?,
        })
    };
    at.decide(&sent.press, verb).await
}

pub(in crate::http) async fn cancel(at: At<HomeVisitKey>, Sent(sent): Sent<HomeVisitPress>) -> Answered {
    let verb = |_: &mut Brought| Ok(HomeVisitVerb::Cancel);
    if at.caller.actor().is_some() {
        at.decide(&sent.press, verb).await
    } else {
        at.decide_as_visitor(&sent.press, verb).await
    }
}

/// The code of a home visit.
pub(crate) struct HomeVisitKey(pub(crate) RecordCode);

impl Key for HomeVisitKey {
    type Verb = HomeVisitVerb;

    fn read(text: &str) -> Result<Self, Refused> {
        code_of(KIND, text).map(Self)
    }

    fn command(self, press: RequestId, verb: HomeVisitVerb) -> Command {
        let verb = AgencyVerb::HomeVisit { code: self.0, verb };
        Command::Agency(AgencyCommand { press, verb })
    }
}
