//! Mandates: registered by whoever sees the authorisation, kept by the agent, followed and taken back by the principal.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use hall_protocol::agency::{
    MandateAttach, MandateHandOver, MandatePress, MandateProgress, MandateRequest, MandateView, MandatesView,
};
use hall_protocol::problem::FieldFault;
use queue_core::agency::Mandate;
use queue_core::case::Case;
use queue_core::command::{AgencyCommand, AgencyVerb, Command, GiveMandate, MandateVerb};
use queue_core::ids::AgentCode;
use queue_core::plan::{AgentKind, Role};
use queue_core::{HallPlan, MatterCode, RecordCode, RequestId, ServiceCode, TextId};

use super::{code_of, decide, one_of};
use crate::http::answers::Answered;
use crate::http::body::Sent;
use crate::http::records::{At, Key, Standing, press_of, standing};
use crate::http::{Refused, cases, clean};
use crate::identity::Caller;
use crate::state::HallState;
use crate::store::Which;
use crate::texts::Brought;
use crate::views;

/// The letter with which their codes begin.
pub(crate) const KIND: char = 'W';
/// How many a list holds at most.
const LISTED: usize = 500;

pub(in crate::http) async fn agents(State(state): State<HallState>) -> Answered {
    let Standing { plan, day } = standing(&state).await?;
    Ok(Json(views::agents(&plan, day)).into_response())
}

pub(in crate::http) async fn give(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<MandateRequest>,
) -> Answered {
    let press = press_of(&sent.press)?;
    let verb = |texts: &mut Brought| given(&sent, texts);
    Ok(decide(&state, &caller, press, verb).await?.into_response())
}

/// What is registered, with every fault at once.
pub(crate) fn given(sent: &MandateRequest, texts: &mut Brought) -> Result<AgencyVerb, Refused> {
    let mut faults: Vec<FieldFault> = Vec::new();
    let mut note = |refused: Refused| faults.extend(refused.problem().fields.iter().cloned());
    let kind = kind_of(&sent.kind).map_err(&mut note).ok();
    let principal = texts.keep("principal", &sent.principal).map_err(&mut note).ok();
    let project = unless_empty(texts, "project", sent.project.as_deref())
        .map_err(&mut note)
        .ok();
    let contact = unless_empty(texts, "contact", sent.contact.as_deref())
        .map_err(&mut note)
        .ok();
    let evidence = texts.keep("evidence", &sent.evidence).map_err(&mut note).ok();
    let known = kind.zip(principal).zip(project.zip(contact)).zip(evidence);
    let Some((((kind, principal), (project, contact)), evidence)) = known else {
        return Err(Refused::bad_fields(faults));
    };
    let services = sent.services.iter().map(|code| ServiceCode::new(clean(code)));
    Ok(AgencyVerb::GiveMandate(Box::new(GiveMandate {
        agent: AgentCode::new(clean(&sent.agent)),
        kind,
        principal,
        project,
        contact,
        services: services.collect(),
        until: sent.until,
        evidence,
    })))
}

/// What an agent does, from its word.
pub(crate) fn kind_of(text: &str) -> Result<AgentKind, Refused> {
    one_of("kind", text, &AgentKind::ALL, views::agent_kind_name)
}

fn unless_empty(texts: &mut Brought, field: &str, text: Option<&str>) -> Result<Option<TextId>, Refused> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| texts.keep(field, text)).transpose()
}

pub(in crate::http) async fn list(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
) -> Answered {
    Ok(Json(open(&state, &caller, |_| true).await?).into_response())
}

/// Those that hold, as far as they are wanted; who neither registers nor arranges them sees their own.
pub(crate) async fn open(
    state: &HallState,
    caller: &Caller,
    wanted: impl Fn(&Mandate) -> bool,
) -> Result<MandatesView, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let mut found = state.reports.records::<Mandate>(Which::Open).await?;
    found.retain(|mandate| may_know(mandate, &plan, caller) && wanted(mandate));
    let drawn = found.iter().take(LISTED);
    Ok(MandatesView {
        day,
        total: u32::try_from(found.len()).unwrap_or(u32::MAX),
        mandates: drawn.map(|mandate| views::mandate_line(&plan, mandate)).collect(),
    })
}

/// Whoever sits at a window must see for whom an agent acts.
fn may_know(mandate: &Mandate, plan: &HallPlan, caller: &Caller) -> bool {
    match caller {
        Caller::Person(person) => match person.role {
            Role::Manager | Role::Reception | Role::Clerk => true,
            Role::Guide => mandate.is_acted_on_by(plan, &person.code),
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

/// A mandate with its texts and its file; what is not the caller's is nothing here.
pub(crate) async fn view(
    state: &HallState,
    caller: &Caller,
    code: &RecordCode,
) -> Result<MandateView, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let found = state.reports.record::<Mandate>(code.clone()).await?;
    let (seq, mandate) = found
        .filter(|(_, mandate)| may_know(mandate, &plan, caller))
        .ok_or_else(Refused::no_such)?;
    let file = state.reports.records_of::<Case>(mandate.matters.clone()).await?;
    Ok(views::mandate(&plan, (seq, &mandate), (&file, day), &state.texts))
}

pub(in crate::http) async fn progress(State(state): State<HallState>, Path(code): Path<String>) -> Answered {
    let code = code_of(KIND, &code)?;
    Ok(Json(followed(&state, &code).await?).into_response())
}

/// What anybody who has the code may know.
pub(crate) async fn followed(state: &HallState, code: &RecordCode) -> Result<MandateProgress, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let found = state.reports.record::<Mandate>(code.clone()).await?;
    let (seq, mandate) = found.ok_or_else(Refused::no_such)?;
    let file = state.reports.records_of::<Case>(mandate.matters.clone()).await?;
    Ok(views::mandate_progress(&plan, (seq, &mandate), (&file, day)))
}

pub(in crate::http) async fn attach(at: At<MandateKey>, Sent(sent): Sent<MandateAttach>) -> Answered {
    let matter = matter_of(&sent.matter)?;
    at.decide(&sent.press, |_| Ok(MandateVerb::Attach { matter }))
        .await
}

/// A matter's code, as it is typed or scanned.
pub(crate) fn matter_of(text: &str) -> Result<MatterCode, Refused> {
    cases::code_of(text)
}

pub(in crate::http) async fn hand_over(at: At<MandateKey>, Sent(sent): Sent<MandateHandOver>) -> Answered {
    let to = AgentCode::new(clean(&sent.to));
    let decided = at.decide(&sent.press, |_| Ok(MandateVerb::HandOver { to })).await;
    decided.map_err(at_to)
}

/// Whoever hands a mandate over calls the agent whom it goes to.
pub(crate) fn at_to(refused: Refused) -> Refused {
    let name = refused.problem().name();
    match ["unknown-agent", "agent-may-not"]
        .into_iter()
        .find(|known| *known == name)
    {
        Some(name) => Refused::named_field(name, "to", refused.problem().detail.clone()),
        None => refused,
    }
}

pub(in crate::http) async fn done(at: At<MandateKey>, Sent(sent): Sent<MandatePress>) -> Answered {
    at.decide(&sent.press, |_| Ok(MandateVerb::Done)).await
}

pub(in crate::http) async fn revoke(at: At<MandateKey>, Sent(sent): Sent<MandatePress>) -> Answered {
    let verb = |_: &mut Brought| Ok(MandateVerb::Revoke);
    if at.caller.actor().is_some() {
        at.decide(&sent.press, verb).await
    } else {
        at.decide_as_visitor(&sent.press, verb).await
    }
}

/// The code of a mandate.
pub(crate) struct MandateKey(pub(crate) RecordCode);

impl Key for MandateKey {
    type Verb = MandateVerb;

    fn read(text: &str) -> Result<Self, Refused> {
        code_of(KIND, text).map(Self)
    }

    fn command(self, press: RequestId, verb: MandateVerb) -> Command {
        let verb = AgencyVerb::Mandate { code: self.0, verb };
        Command::Agency(AgencyCommand { press, verb })
    }
}
