//! `/home-visit`: somebody should come home; and `/h/{code}`, by which whoever asked follows it and calls it off.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::agency::{HomeVisitProgress, HomeVisitRequest};
use queue_core::RequestId;
use queue_core::agency::HomeVisitFor;
use queue_core::command::{AgencyVerb, HomeVisitVerb};

use crate::http::Refused;
use crate::http::agency::home_visits::{KIND, followed, room, wanted};
use crate::http::agency::{code_of, decide};
use crate::pages::faults::place_faults;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::{bad_field, press_id, random_id};
use crate::pages::qr::qr;
use crate::pages::reader::Reader;
use crate::pages::services::{GroupChoices, service_choices};
use crate::texts::Brought;
use crate::views::for_whom_name;

/// What the form asks.
const FIELDS: [&str; 7] = [
    "service",
    "for_whom",
    "wished_on",
    "name",
    "address",
    "phone",
    "remark",
];

#[derive(Template)]
#[template(path = "agency/home_visit.html")]
struct Ask<'a> {
    f: Frame<'a>,
    press: RequestId,
    form: Filled,
    groups: Vec<GroupChoices>,
    reasons: Vec<&'static str>,
    days: u32,
}

#[derive(Template)]
#[template(path = "agency/follow.html")]
struct Follow<'a> {
    f: Frame<'a>,
    view: &'a HomeVisitProgress,
    qr: String,
}

pub(in crate::pages) async fn ask_page(reader: Reader, Query(fields): Query<Vec<(String, String)>>) -> Shown {
    let mut form = Filled::sent(fields);
    // What is said of a person never comes from an address.
    form.forget(|field| field != "service");
    show(&reader, form, StatusCode::OK, None)
}

fn show(reader: &Reader, form: Filled, status: StatusCode, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("home-visit-title"));
    "/home-visit".clone_into(&mut frame.path);
    frame.note = note;
    let page = drawn(&Ask {
        press: RequestId::parse(form.one("press")).or_else(|_| random_id())?,
        groups: service_choices(&locale),
        reasons: HomeVisitFor::ALL.map(for_whom_name).into(),
        days: reader.plan.agency().home_visit_days,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

pub(in crate::pages) async fn ask(reader: Reader, mut form: Filled) -> Shown {
    match submit(&reader, &form).await {
        Ok(code) => Ok(Redirect::to(&format!("/h/{code}")).into_response()),
        Err(refused) => {
            let note = place_faults(&reader, &mut form, &refused, &FIELDS);
            show(&reader, form, refused.status(), note)
        }
    }
}

async fn submit(reader: &Reader, form: &Filled) -> Result<String, Refused> {
    let press = RequestId::parse(form.one("press")).map_err(|problem| bad_field("press", &problem))?;
    let wished = form.one("wished_on");
    let wished_on = (!wished.is_empty()).then(|| wished.parse()).transpose();
    let sent = HomeVisitRequest {
        press: press.to_string(),
        service: form.one("service").to_owned(),
        for_whom: form.one("for_whom").to_owned(),
        wished_on: wished_on.map_err(|_| Refused::bad_field("wished_on", "expected a date"))?,
        name: form.one("name").to_owned(),
        address: form.one("address").to_owned(),
        phone: form.one("phone").to_owned(),
        remark: Some(form.one("remark").to_owned()),
    };
    room(&reader.state, &reader.caller).await?;
    let verb = |texts: &mut Brought| wanted(&sent, texts);
    let answer = decide(&reader.state, &reader.caller, press, verb)
        .await
        .map_err(at_its_field)?;
    let asked: hall_protocol::agency::HomeVisitAsked = serde_json::from_slice(&answer.body)?;
    Ok(asked.code)
}

/// The form calls the date what was wished, not what was agreed.
fn at_its_field(refused: Refused) -> Refused {
    if refused.problem().name() != "bad-visit-date" {
        return refused;
    }
    let detail = refused.problem().detail.clone();
    Refused::named_field("bad-visit-date", "wished_on", detail)
}

pub(in crate::pages) async fn follow(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(KIND, &code)?;
    let view = followed(&reader.state, &code).await?;
    let locale = reader.locale();
    let base = locale.plan.parts().hall.public_url.trim_end_matches('/');
    drawn(&Follow {
        qr: qr(&format!("{base}/h/{code}"))?,
        f: reader.frame(&locale, locale.say("home-visit-follow-title")),
        view: &view,
    })
}

/// Called off, once.
pub(in crate::pages) async fn follow_press(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(KIND, &code)?;
    let press = press_id(&reader, &["home-visit", code.as_str(), "cancel"]);
    let address = format!("/h/{code}");
    let verb = |_: &mut Brought| {
        Ok(AgencyVerb::HomeVisit {
            code,
            verb: HomeVisitVerb::Cancel,
        })
    };
    decide(&reader.state, &reader.caller, press, verb).await?;
    Ok(Redirect::to(&address).into_response())
}

impl Ask<'_> {
    fn fault(&self, field: &str) -> Option<&str> {
        self.form.fault(field)
    }
}

impl Follow<'_> {
    fn is_open(&self) -> bool {
        self.view.ended_on.is_none()
    }
}
