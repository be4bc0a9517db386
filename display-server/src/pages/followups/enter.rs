//! `/followups/new`: what somebody says at a window or writes from above, entered by staff.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::followup::FollowupKindName;
use jiff::civil::Date;
use queue_core::followup::Raised;
use queue_core::plan::Role;
use queue_core::{MatterCode, RequestId, Seq, ServiceDay};

use crate::http::Refused;
use crate::http::followups::{brought_at, optional, person_of, raise};
use crate::pages::complaints::{About, code_of, said};
use crate::pages::faults::place_faults;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::{bad_field, random_id};
use crate::pages::reader::Reader;
use crate::texts::Brought;
use crate::views::kind_of;

/// The fields of the form.
const FIELDS: [&str; 10] = [
    "service",
    "window",
    "about",
    "day",
    "text",
    "contact",
    "order",
    "answer_by",
    "matter",
    "entry",
];

#[derive(Template)]
#[template(path = "followups/enter.html")]
struct Page<'a> {
    f: Frame<'a>,
    form: Filled,
    press: RequestId,
    kinds: Vec<FollowupKindName>,
    services: Vec<(String, String)>,
    windows: Vec<u16>,
}

pub(in crate::pages) async fn page(reader: Reader, Query(fields): Query<Vec<(String, String)>>) -> Shown {
    let mut form = Filled::sent(fields);
    form.forget(|field| {
        !matches!(
            field,
            "kind" | "about" | "matter" | "entry" | "service" | "window"
        )
    });
    show(&reader, form, StatusCode::OK, None)
}

pub(in crate::pages) async fn enter(reader: Reader, mut form: Filled) -> Shown {
    match submit(&reader, &form).await {
        Ok(code) => Ok(Redirect::to(&format!("/followups?entered={code}")).into_response()),
        Err(refused) => {
            let note = place_faults(&reader, &mut form, &refused, &FIELDS);
            show(&reader, form, refused.status(), note)
        }
    }
}

async fn submit(reader: &Reader, form: &Filled) -> Result<String, Refused> {
    let press = RequestId::parse(form.one("press")).map_err(|problem| bad_field("press", &problem))?;
    let by = reader.caller.actor().ok_or_else(Refused::who_are_you)?;
    let kind =
        FollowupKindName::of(form.one("kind")).ok_or_else(|| bad_field("kind", &"choose one of the list"))?;
    let about = About::read(form)?;
    let more = More::read(form)?;
    let at = brought_at(&reader.caller, kind);
    let raised = |texts: &mut Brought| {
        Ok(Raised {
            text: Some(said(texts, form)?),
            contact: optional(texts, "contact", Some(form.one("contact")))?,
            order: optional(texts, "order", Some(form.one("order")))?,
            ..more.with(about.with(Raised::new(kind_of(kind), at)))
        })
    };
    code_of(&raise(&reader.state, by, press, raised).await?)
}

/// What only staff say of it.
struct More {
    day: Option<Date>,
    answer_by: Option<Date>,
    matter: Option<MatterCode>,
    entry: Option<u64>,
    cross_province: bool,
}

impl More {
    fn read(form: &Filled) -> Result<Self, Refused> {
        Ok(Self {
            day: optional_of(form, "day", str::parse)?,
            answer_by: optional_of(form, "answer_by", str::parse)?,
            matter: optional_of(form, "matter", MatterCode::parse)?,
            entry: optional_of(form, "entry", str::parse)?,
            cross_province: form.has("cross_province", "1"),
        })
    }

    fn with(self, raised: Raised) -> Raised {
        Raised {
            day: self.day.map(ServiceDay),
            answer_by: self.answer_by,
            matter: self.matter,
            entry: self.entry.map(Seq),
            cross_province: self.cross_province,
            ..raised
        }
    }
}

/// A field that may be empty.
fn optional_of<T, E: std::fmt::Display>(
    form: &Filled,
    field: &str,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, Refused> {
    let text = Some(form.one(field)).filter(|text| !text.is_empty());
    let value = text.map(read).transpose();
    value.map_err(|problem| Refused::bad_field(field, problem))
}

/// What a role enters.
fn kinds(role: Role) -> Vec<FollowupKindName> {
    use FollowupKindName::{Complaint, Finding, Hotline, Unsolved};
    match role {
        Role::Manager | Role::Overseer => vec![Complaint, Unsolved, Hotline, Finding],
        Role::Reception => vec![Complaint, Unsolved, Hotline],
        Role::Clerk | Role::Guide => vec![Complaint, Unsolved],
    }
}

fn show(reader: &Reader, form: Filled, status: StatusCode, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let parts = reader.plan.parts();
    let (_, role) = person_of(&reader.caller).ok_or_else(Refused::who_are_you)?;
    let mut frame = reader.frame(&locale, locale.say("followups-enter"));
    "/followups/new".clone_into(&mut frame.path);
    frame.note = note;
    let page = drawn(&Page {
        press: RequestId::parse(form.one("press")).or_else(|_| random_id())?,
        kinds: kinds(role),
        services: parts
            .services
            .iter()
            .map(|one| (one.code.to_string(), locale.plan_name(&one.names)))
            .collect(),
        windows: parts.windows.iter().map(|one| one.number.get()).collect(),
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

impl Page<'_> {
    /// Whether a kind is chosen; the first is when nothing is.
    fn is_chosen(&self, kind: &FollowupKindName) -> bool {
        let chosen = FollowupKindName::of(self.form.one("kind"));
        chosen.or_else(|| self.kinds.first().copied()) == Some(*kind)
    }

    fn has(&self, kind: &str) -> bool {
        self.kinds.iter().any(|known| known.name() == kind)
    }
}
