//! `/mandates`: those that hold, and the form that registers one; `/agents`: who may act for others here.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::agency::{AgentsView, MandatePressed, MandateRequest, MandatesView};
use jiff::civil::Date;
use queue_core::RequestId;
use queue_core::plan::{AgentKind, Role};

use crate::http::Refused;
use crate::http::agency::decide;
use crate::http::agency::mandates::{given, open};
use crate::pages::faults::place_faults;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::pressing::{bad_field, random_id};
use crate::pages::reader::Reader;
use crate::pages::services::{GroupChoices, service_choices};
use crate::texts::Brought;
use crate::views::{agent_kind_name, agents};

/// What the form asks.
const FIELDS: [&str; 8] = [
    "agent",
    "kind",
    "principal",
    "project",
    "contact",
    "services",
    "until",
    "evidence",
];

#[derive(Template)]
#[template(path = "agency/mandates.html")]
struct List<'a> {
    f: Frame<'a>,
    view: &'a MandatesView,
    agents: Vec<(String, String)>,
    kinds: [&'static str; 4],
    /// What the list is narrowed to.
    agent: String,
    kind: String,
    registers: bool,
}

#[derive(Template)]
#[template(path = "agency/mandate_new.html")]
struct New<'a> {
    f: Frame<'a>,
    press: RequestId,
    form: Filled,
    agents: Vec<(String, String)>,
    kinds: [&'static str; 4],
    groups: Vec<GroupChoices>,
}

#[derive(Template)]
#[template(path = "agency/agents.html")]
struct Register<'a> {
    f: Frame<'a>,
    view: AgentsView,
}

pub(super) fn kinds() -> [&'static str; 4] {
    AgentKind::ALL.map(agent_kind_name)
}

/// The agents of the plan: code, and whose agent it is.
pub(super) fn agent_choices(locale: &Locale<'_>) -> Vec<(String, String)> {
    let agents = locale.plan.parts().agents.iter();
    agents
        .map(|agent| (agent.code.to_string(), locale.plan_name(&agent.names)))
        .collect()
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    let asked = |name| reader.asked(name).unwrap_or_default().to_owned();
    let (agent, kind) = (asked("agent"), asked("kind"));
    let wanted = |mandate: &queue_core::agency::Mandate| {
        (agent.is_empty() || mandate.agent.as_str() == agent)
            && (kind.is_empty() || agent_kind_name(mandate.kind) == kind)
    };
    let view = open(&reader.state, &reader.caller, wanted).await?;
    let locale = reader.locale();
    drawn(&List {
        f: reader.frame(&locale, locale.say("mandates-title")),
        agents: agent_choices(&locale),
        kinds: kinds(),
        registers: matches!(
            reader.caller.role(),
            Some(Role::Clerk | Role::Reception | Role::Manager)
        ),
        view: &view,
        agent,
        kind,
    })
}

pub(in crate::pages) async fn new_page(reader: Reader, Query(fields): Query<Vec<(String, String)>>) -> Shown {
    let mut form = Filled::sent(fields);
    // What is said of a person never comes from an address.
    form.forget(|field| field != "agent" && field != "kind");
    show(&reader, form, StatusCode::OK, None)
}

fn show(reader: &Reader, form: Filled, status: StatusCode, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("mandate-new-title"));
    "/mandates/new".clone_into(&mut frame.path);
    frame.note = note;
    let page = drawn(&New {
        press: RequestId::parse(form.one("press")).or_else(|_| random_id())?,
        agents: agent_choices(&locale),
        kinds: kinds(),
        groups: service_choices(&locale),
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

pub(in crate::pages) async fn register(reader: Reader, mut form: Filled) -> Shown {
    match submit(&reader, &form).await {
        Ok(code) => Ok(Redirect::to(&format!("/mandates/{code}")).into_response()),
        Err(refused) => {
            let note = place_faults(&reader, &mut form, &refused, &FIELDS);
            show(&reader, form, refused.status(), note)
        }
    }
}

async fn submit(reader: &Reader, form: &Filled) -> Result<String, Refused> {
    let press = RequestId::parse(form.one("press")).map_err(|problem| bad_field("press", &problem))?;
    let until: Result<Date, _> = form.one("until").parse();
    let some = |field| Some(form.one(field).to_owned());
    let sent = MandateRequest {
        press: press.to_string(),
        agent: form.one("agent").to_owned(),
        kind: form.one("kind").to_owned(),
        principal: form.one("principal").to_owned(),
        project: some("project"),
        contact: some("contact"),
        services: form.all("services").map(str::to_owned).collect(),
        until: until.map_err(|_| Refused::bad_field("until", "expected a date"))?,
        evidence: form.one("evidence").to_owned(),
    };
    let verb = |texts: &mut Brought| given(&sent, texts);
    let answer = decide(&reader.state, &reader.caller, press, verb).await?;
    let pressed: MandatePressed = serde_json::from_slice(&answer.body)?;
    Ok(pressed.code)
}

pub(in crate::pages) async fn agents_page(reader: Reader) -> Shown {
    let day = crate::http::records::standing(&reader.state).await?.day;
    let locale = reader.locale();
    drawn(&Register {
        view: agents(&reader.plan, day),
        f: reader.frame(&locale, locale.say("agents-title")),
    })
}

impl New<'_> {
    fn fault(&self, field: &str) -> Option<&str> {
        self.form.fault(field)
    }
}
