//! `/mandates/{code}`: one mandate, the file of its matters and what staff does to it; its paper; and `/w/{code}`, by which
//! its principal follows it and takes it back.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::agency::{MandateLine, MandateProgress, MandateView};
use hall_protocol::case::MatterView;
use queue_core::RecordCode;
use queue_core::command::{AgencyVerb, MandateVerb};
use queue_core::ids::AgentCode;
use queue_core::plan::Role;

use super::mandates::agent_choices;
use crate::http::agency::mandates::{KIND, at_to, followed, matter_of, view};
use crate::http::agency::{code_of, decide};
use crate::http::{Refused, clean};
use crate::identity::Caller;
use crate::pages::faults::place_faults;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::pressing::press_id;
use crate::pages::qr::qr;
use crate::pages::reader::Reader;
use crate::texts::Brought;

#[derive(Template)]
#[template(path = "agency/mandate.html")]
struct Desk<'a> {
    f: Frame<'a>,
    mandate: &'a MandateView,
    form: Filled,
    /// Whether the reader arranges mandates.
    arranges: bool,
    /// Whether the reader keeps this one's file.
    keeps_file: bool,
    /// The other agents that may act in its kind.
    agents: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "agency/mandate_paper.html")]
struct Paper<'a> {
    f: Frame<'a>,
    mandate: &'a MandateView,
    qr: String,
}

#[derive(Template)]
#[template(path = "agency/mandate_follow.html")]
struct Follow<'a> {
    f: Frame<'a>,
    view: &'a MandateProgress,
    qr: String,
}

pub(in crate::pages) async fn one(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(KIND, &code)?;
    show(&reader, &code, Filled::default(), StatusCode::OK, None).await
}

async fn show(
    reader: &Reader,
    code: &RecordCode,
    form: Filled,
    status: StatusCode,
    note: Option<String>,
) -> Shown {
    let mandate = view(&reader.state, &reader.caller, code).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("mandate-title"));
    frame.path = format!("/mandates/{code}");
    frame.note = note;
    let arranges = matches!(reader.caller.role(), Some(Role::Manager | Role::Reception));
    let page = drawn(&Desk {
        keeps_file: arranges || is_its_agent(reader, &mandate.line),
        agents: others(&locale, &mandate.line),
        mandate: &mandate,
        arranges,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

fn is_its_agent(reader: &Reader, line: &MandateLine) -> bool {
    let agent = reader.plan.agent(&AgentCode::new(line.agent.as_str()));
    let person = agent.and_then(|agent| agent.person.as_ref());
    match &reader.caller {
        Caller::Person(me) => person == Some(&me.code),
        Caller::Device(_) | Caller::Nobody => false,
    }
}

fn others(locale: &Locale<'_>, line: &MandateLine) -> Vec<(String, String)> {
    let may = |code: &str| {
        let agent = locale.plan.agent(&AgentCode::new(code));
        let mut kinds = agent.into_iter().flat_map(|agent| &agent.kinds);
        kinds.any(|kind| crate::views::agent_kind_name(*kind) == line.kind)
    };
    let mut agents = agent_choices(locale);
    agents.retain(|(code, _)| *code != line.agent && may(code));
    agents
}

pub(in crate::pages) async fn press(reader: Reader, Path(code): Path<String>, mut form: Filled) -> Shown {
    let code = code_of(KIND, &code)?;
    let press = press_id(
        &reader,
        &["mandate", code.as_str(), form.one("verb"), form.one("seen")],
    );
    let about = code.clone();
    let verb = |_: &mut Brought| verb_of(&form).map(|verb| AgencyVerb::Mandate { code: about, verb });
    match decide(&reader.state, &reader.caller, press, verb).await {
        Ok(_done) => Ok(Redirect::to(&format!("/mandates/{code}")).into_response()),
        Err(refused) => {
            let refused = at_to(refused);
            let note = place_faults(&reader, &mut form, &refused, &["matter", "to"]);
            show(&reader, &code, form, refused.status(), note).await
        }
    }
}

fn verb_of(form: &Filled) -> Result<MandateVerb, Refused> {
    Ok(match form.one("verb") {
        "attach" => MandateVerb::Attach {
            matter: matter_of(form.one("matter"))?,
        },
        "hand-over" => MandateVerb::HandOver {
            to: AgentCode::new(clean(form.one("to"))),
        },
        "done" => MandateVerb::Done,
        "revoke" => MandateVerb::Revoke,
        _ => return Err(Refused::bad_field("verb", "unknown")),
    })
}

pub(in crate::pages) async fn paper(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(KIND, &code)?;
    let mandate = view(&reader.state, &reader.caller, &code).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("mandate-paper"));
    frame.path = format!("/mandates/{code}/paper");
    drawn(&Paper {
        qr: qr(&follow_url(&locale, &mandate.line.code))?,
        mandate: &mandate,
        f: frame,
    })
}

/// What the principal's phone opens.
fn follow_url(locale: &Locale<'_>, code: &str) -> String {
    let base = locale.plan.parts().hall.public_url.trim_end_matches('/');
    format!("{base}/w/{code}")
}

pub(in crate::pages) async fn follow(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(KIND, &code)?;
    let view = followed(&reader.state, &code).await?;
    let locale = reader.locale();
    drawn(&Follow {
        qr: qr(&follow_url(&locale, &view.line.code))?,
        f: reader.frame(&locale, locale.say("mandate-follow-title")),
        view: &view,
    })
}

/// Taken back, once, in the name of whoever has its code.
pub(in crate::pages) async fn follow_press(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(KIND, &code)?;
    let press = press_id(&reader, &["mandate", code.as_str(), "revoke"]);
    let address = format!("/w/{code}");
    let verb = |_: &mut Brought| {
        Ok(AgencyVerb::Mandate {
            code,
            verb: MandateVerb::Revoke,
        })
    };
    decide(&reader.state, &Caller::Nobody, press, verb).await?;
    Ok(Redirect::to(&address).into_response())
}

/// Whether a mandate holds.
fn holds(line: &MandateLine) -> bool {
    line.ended_on.is_none()
}

/// How a matter stands, as the family of texts spells it.
fn stands(matter: &MatterView) -> &'static str {
    matter.standing.name()
}

impl Desk<'_> {
    fn fault(&self, field: &str) -> Option<&str> {
        self.form.fault(field)
    }

    fn holds(&self) -> bool {
        holds(&self.mandate.line)
    }

    fn stands(&self, matter: &MatterView) -> &'static str {
        stands(matter)
    }
}

impl Follow<'_> {
    fn holds(&self) -> bool {
        holds(&self.view.line)
    }

    fn stands(&self, matter: &MatterView) -> &'static str {
        stands(matter)
    }
}
