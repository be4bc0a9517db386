//! `/complain`: somebody complains, or says what could not be done.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::followup::{FollowupKindName, FollowupPressed};
use queue_core::command::Actor;
use queue_core::followup::{BroughtAt, Raised};
use queue_core::{PersonCode, RequestId, ServiceCode, WindowNumber};

use crate::hall_owner::Answer;
use crate::http::Refused;
use crate::http::clean;
use crate::http::followups::{optional, raise};
use crate::pages::faults::place_faults;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::openness::channel;
use crate::pages::pressing::{bad_field, random_id};
use crate::pages::reader::Reader;
use crate::texts::Brought;
use crate::views::kind_of;

/// What visitors bring up, in the order in which it is offered.
const KINDS: [FollowupKindName; 2] = [FollowupKindName::Complaint, FollowupKindName::Unsolved];
/// The fields of the form.
const FIELDS: [&str; 5] = ["service", "window", "about", "text", "contact"];

#[derive(Template)]
#[template(path = "complaints/form.html")]
struct Page<'a> {
    f: Frame<'a>,
    form: Filled,
    press: RequestId,
    /// Code and name.
    services: Vec<(String, String)>,
    windows: Vec<u16>,
    channels: Vec<String>,
    days: (u32, u32),
}

pub(in crate::pages) async fn page(reader: Reader, Query(fields): Query<Vec<(String, String)>>) -> Shown {
    let mut form = Filled::sent(fields);
    // An address is passed on; what is said, and the press that it follows from, is its sender's alone.
    form.forget(|field| !matches!(field, "service" | "window" | "kind" | "at"));
    show(&reader, form, StatusCode::OK, None)
}

pub(in crate::pages) async fn bring(reader: Reader, mut form: Filled) -> Shown {
    match submit(&reader, &form).await {
        Ok(code) => Ok(Redirect::to(&format!("/f/{code}?new=1")).into_response()),
        Err(refused) => {
            let note = place_faults(&reader, &mut form, &refused, &FIELDS);
            show(&reader, form, refused.status(), note)
        }
    }
}

async fn submit(reader: &Reader, form: &Filled) -> Result<String, Refused> {
    let press = RequestId::parse(form.one("press")).map_err(|problem| bad_field("press", &problem))?;
    let kind = FollowupKindName::of(form.one("kind")).filter(|kind| KINDS.contains(kind));
    let kind = kind.ok_or_else(|| bad_field("kind", &"choose one of the list"))?;
    let about = About::read(form)?;
    // The code on a kiosk's screen leads here: who complains stands at the kiosk.
    let at = match form.one("at") {
        "kiosk" => BroughtAt::Kiosk,
        _ => BroughtAt::Phone,
    };
    let raised = |texts: &mut Brought| {
        Ok(Raised {
            text: Some(said(texts, form)?),
            contact: optional(texts, "contact", Some(form.one("contact")))?,
            ..about.with(Raised::new(kind_of(kind), at))
        })
    };
    code_of(&raise(&reader.state, Actor::Public, press, raised).await?)
}

/// What happened; an empty field is told as such.
pub(in crate::pages) fn said(texts: &mut Brought, form: &Filled) -> Result<queue_core::TextId, Refused> {
    if form.one("text").is_empty() {
        return Err(Refused::named_field(
            "nothing-said",
            "text",
            "is empty".to_owned(),
        ));
    }
    texts.keep("text", form.one("text"))
}

/// The code of what was opened, from the answer.
pub(in crate::pages) fn code_of(answer: &Answer) -> Result<String, Refused> {
    let pressed: FollowupPressed = serde_json::from_slice(&answer.body)?;
    Ok(pressed.code)
}

/// What it is about, as the form says it.
pub(in crate::pages) struct About {
    service: Option<ServiceCode>,
    window: Option<WindowNumber>,
    person: Option<PersonCode>,
    management: bool,
}

impl About {
    pub(in crate::pages) fn read(form: &Filled) -> Result<Self, Refused> {
        let there = |field: &str| Some(clean(form.one(field))).filter(|text| !text.is_empty());
        let window = there("window").map(|number| number.parse());
        let window = window.transpose();
        Ok(Self {
            service: there("service").map(ServiceCode::new),
            window: window
                .map_err(|_| Refused::bad_field("window", "is not a window's number"))?
                .map(WindowNumber::new),
            person: there("about").map(PersonCode::new),
            management: form.has("management", "1"),
        })
    }

    pub(in crate::pages) fn with(self, raised: Raised) -> Raised {
        Raised {
            service: self.service,
            window: self.window,
            about: self.person,
            management: self.management,
            ..raised
        }
    }
}

fn show(reader: &Reader, form: Filled, status: StatusCode, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let parts = reader.plan.parts();
    let mut frame = reader.frame(&locale, locale.say("complain-title"));
    "/complain".clone_into(&mut frame.path);
    frame.note = note;
    let rules = reader.plan.followups();
    let page = drawn(&Page {
        press: RequestId::parse(form.one("press")).or_else(|_| random_id())?,
        services: parts
            .services
            .iter()
            .map(|one| (one.code.to_string(), locale.plan_name(&one.names)))
            .collect(),
        windows: parts.windows.iter().map(|one| one.number.get()).collect(),
        channels: parts
            .complaint_channels
            .iter()
            .filter(|one| !one.named_only)
            .map(|one| channel(&locale, one))
            .collect(),
        days: (rules.complaint_days, rules.unsolved_days),
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

impl Page<'_> {
    fn kinds(&self) -> [&'static str; 2] {
        KINDS.map(FollowupKindName::name)
    }

    /// Whether a kind is chosen; the first is when nothing is.
    fn is_chosen(&self, kind: &str) -> bool {
        let chosen = self.form.one("kind");
        chosen == kind || (chosen.is_empty() && kind == KINDS[0].name())
    }

    fn kind_days(&self, kind: &str) -> u32 {
        if kind == KINDS[0].name() {
            self.days.0
        } else {
            self.days.1
        }
    }
}
