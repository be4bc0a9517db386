//! `/home-visits`: those that are not over, by date; one with where and to whom; and the sheet that whoever goes takes along.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::agency::{HomeVisitView, HomeVisitsView};
use jiff::civil::Date;
use queue_core::agency::{Dated, HalfOfDay, NotDoneReason};
use queue_core::command::{AgencyVerb, HomeVisitVerb};
use queue_core::plan::Role;
use queue_core::{PersonCode, RecordCode};

use crate::http::agency::home_visits::{KIND, open, sheet as sheet_of, view};
use crate::http::agency::{code_of, decide, one_of};
use crate::http::{Refused, clean};
use crate::pages::faults::place_faults;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::press_id;
use crate::pages::reader::Reader;
use crate::texts::Brought;
use crate::views::{half_name, not_done_name};

#[derive(Template)]
#[template(path = "agency/home_visits.html")]
struct List<'a> {
    f: Frame<'a>,
    view: &'a HomeVisitsView,
    overdue: usize,
}

#[derive(Template)]
#[template(path = "agency/home_visit_desk.html")]
struct Desk<'a> {
    f: Frame<'a>,
    visit: &'a HomeVisitView,
    /// Whether the reader arranges visits, rather than goes.
    arranges: bool,
    form: Filled,
    /// Work number and role.
    people: Vec<(String, String)>,
    reasons: Vec<&'static str>,
    halves: Vec<&'static str>,
    day: Date,
}

#[derive(Template)]
#[template(path = "agency/sheet.html")]
struct Sheet<'a> {
    f: Frame<'a>,
    on: Date,
    visits: Vec<HomeVisitView>,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    let view = open(&reader.state, &reader.caller).await?;
    let locale = reader.locale();
    drawn(&List {
        f: reader.frame(&locale, locale.say("home-visits-title")),
        overdue: view.visits.iter().filter(|visit| visit.overdue).count(),
        view: &view,
    })
}

/// The visits of a day, today's when none is named.
pub(in crate::pages) async fn sheet(reader: Reader) -> Shown {
    let asked = reader.asked("day").filter(|text| !text.is_empty());
    let asked = asked.map(str::parse).transpose();
    let asked: Option<Date> =
        asked.map_err(|_| Refused::bad_field("day", "expected a date such as 2026-03-02"))?;
    let today = open(&reader.state, &reader.caller).await?.day;
    let on = asked.unwrap_or(today);
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("home-visits-sheet"));
    frame.kept = format!("day={on}&");
    drawn(&Sheet {
        f: frame,
        on,
        visits: sheet_of(&reader.state, &reader.caller, on).await?,
    })
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
    let visit = view(&reader.state, &reader.caller, code).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("home-visit-desk"));
    frame.path = format!("/home-visits/{code}");
    frame.note = note;
    let people = reader.plan.parts().people.iter();
    let goes = people.filter(|person| person.role != Role::Overseer);
    let page = drawn(&Desk {
        arranges: matches!(reader.caller.role(), Some(Role::Manager | Role::Reception)),
        people: goes
            .map(|person| {
                let role = locale.of("role", crate::views::role_name(person.role));
                (person.code.to_string(), role)
            })
            .collect(),
        reasons: NotDoneReason::ALL.map(not_done_name).into(),
        halves: HalfOfDay::ALL.map(half_name).into(),
        day: open(&reader.state, &reader.caller).await?.day,
        visit: &visit,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

pub(in crate::pages) async fn press(reader: Reader, Path(code): Path<String>, mut form: Filled) -> Shown {
    let code = code_of(KIND, &code)?;
    let press = press_id(
        &reader,
        &["home-visit", code.as_str(), form.one("verb"), form.one("seen")],
    );
    let about = code.clone();
    let verb =
        |texts: &mut Brought| verb_of(&form, texts).map(|verb| AgencyVerb::HomeVisit { code: about, verb });
    match decide(&reader.state, &reader.caller, press, verb).await {
        Ok(_done) => {
            let is_over = matches!(form.one("verb"), "done" | "not-done" | "cancel");
            let next = if is_over {
                "/home-visits".to_owned()
            } else {
                format!("/home-visits/{code}")
            };
            Ok(Redirect::to(&next).into_response())
        }
        Err(refused) => {
            let note = place_faults(
                &reader,
                &mut form,
                &refused,
                &["to", "on", "half", "reason", "remark"],
            );
            show(&reader, &code, form, refused.status(), note).await
        }
    }
}

fn verb_of(form: &Filled, texts: &mut Brought) -> Result<HomeVisitVerb, Refused> {
    Ok(match form.one("verb") {
        "assign" => HomeVisitVerb::Assign {
            to: PersonCode::new(clean(form.one("to"))),
        },
        "date" => HomeVisitVerb::Date {
            to: Dated {
                on: form
                    .one("on")
                    .parse()
                    .map_err(|_| Refused::bad_field("on", "expected a date"))?,
                half: one_of("half", form.one("half"), &HalfOfDay::ALL, half_name)?,
            },
        },
        "done" => HomeVisitVerb::Done,
        "not-done" => HomeVisitVerb::NotDone {
            reason: one_of("reason", form.one("reason"), &NotDoneReason::ALL, not_done_name)?,
            remark: (!form.one("remark").is_empty())
                .then(|| texts.keep("remark", form.one("remark")))
                .transpose()?,
        },
        "cancel" => HomeVisitVerb::Cancel,
        _ => return Err(Refused::bad_field("verb", "unknown")),
    })
}

impl Desk<'_> {
    fn fault(&self, field: &str) -> Option<&str> {
        self.form.fault(field)
    }

    fn is_open(&self) -> bool {
        self.visit.line.ended_on.is_none()
    }

    /// What the form for the date suggests: what was sent, what was agreed, what was wished.
    fn suggested(&self) -> String {
        let sent = self.form.one("on");
        if !sent.is_empty() {
            return sent.to_owned();
        }
        let line = &self.visit.line;
        let known = line.dated_on.or(line.wished_on).filter(|on| *on >= self.day);
        known.unwrap_or(self.day).to_string()
    }

    fn is_chosen(&self, field: &str, value: &str, known: &Option<String>) -> bool {
        let sent = self.form.one(field);
        if sent.is_empty() {
            known.as_deref() == Some(value)
        } else {
            sent == value
        }
    }
}
