//! `/f/{code}`: where a complaint stands, for whoever has its code, who may say what they think of the answer and appeal.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::followup::{ComplaintView, SatisfactionName, StageName};
use queue_core::FollowupCode;
use queue_core::command::FollowupVerb;
use queue_core::followup::Satisfaction;

use super::follow_url;
use crate::http::Refused;
use crate::http::followups::{ask as ask_hall, complaint_view, optional};
use crate::http::records::as_visitor;
use crate::pages::faults::place_faults;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::{bad_field, press_id};
use crate::pages::qr::qr;
use crate::pages::reader::Reader;
use crate::texts::Brought;

#[derive(Template)]
#[template(path = "complaints/ask.html")]
struct Ask<'a> {
    f: Frame<'a>,
    form: Filled,
}

#[derive(Template)]
#[template(path = "complaints/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: &'a ComplaintView,
    form: Filled,
    /// Whether staff looks, who says nothing in a visitor's name.
    is_staff: bool,
    is_new: bool,
    qr: String,
}

/// The code is typed, or scanned: on to its page.
pub(in crate::pages) async fn ask(reader: Reader, Query(fields): Query<Vec<(String, String)>>) -> Shown {
    let mut form = Filled::sent(fields);
    let typed = form.one("code");
    if typed.is_empty() {
        return asked(&reader, form, StatusCode::OK);
    }
    if let Ok(code) = FollowupCode::parse(typed) {
        return Ok(Redirect::to(&format!("/f/{code}")).into_response());
    }
    form.add_fault("code", reader.locale().say("follow-bad-code"));
    asked(&reader, form, StatusCode::UNPROCESSABLE_ENTITY)
}

fn asked(reader: &Reader, form: Filled, status: StatusCode) -> Shown {
    let locale = reader.locale();
    let page = drawn(&Ask {
        f: reader.frame(&locale, locale.say("follow-title")),
        form,
    })?;
    Ok((status, page).into_response())
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    show(&reader, &code, Filled::default(), StatusCode::OK, None).await
}

pub(in crate::pages) async fn press(reader: Reader, Path(code): Path<String>, mut form: Filled) -> Shown {
    let known = FollowupCode::parse(&code).map_err(|_| Refused::no_such())?;
    // Each stage is passed once, so what stands on the page makes the press.
    let press = press_id(
        &reader,
        &["follow", known.as_str(), form.one("verb"), form.one("stage")],
    );
    let verb = |texts: &mut Brought| verb_of(&form, texts);
    let asked = async || {
        let by = as_visitor(&reader.caller)?;
        ask_hall(&reader.state, by, (press, known.clone()), verb).await
    };
    match asked().await {
        Ok(_done) => Ok(Redirect::to(&format!("/f/{known}")).into_response()),
        // The page says in its own words whose it is to say.
        Err(refused) if refused.problem().name() == "not-yours" => {
            show(&reader, &code, form, refused.status(), None).await
        }
        Err(refused) => {
            let note = place_faults(&reader, &mut form, &refused, &["text"]);
            show(&reader, &code, form, refused.status(), note).await
        }
    }
}

fn verb_of(form: &Filled, texts: &mut Brought) -> Result<FollowupVerb, Refused> {
    Ok(match form.one("verb") {
        "satisfied" => called_back(Satisfaction::Satisfied, form, texts)?,
        "dissatisfied" => called_back(Satisfaction::Dissatisfied, form, texts)?,
        "appeal" => FollowupVerb::Appeal {
            reason: super::bring::said(texts, form)?,
        },
        _ => return Err(bad_field("verb", &"unknown")),
    })
}

fn called_back(how: Satisfaction, form: &Filled, texts: &mut Brought) -> Result<FollowupVerb, Refused> {
    let remark = optional(texts, "text", Some(form.one("text")))?;
    Ok(FollowupVerb::CallBack { how, remark })
}

async fn show(reader: &Reader, code: &str, form: Filled, status: StatusCode, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let code = FollowupCode::parse(code).map_err(|_| Refused::no_such())?;
    let view = match complaint_view(&reader.state, &code).await {
        Ok(view) => view,
        Err(refused) if refused.problem().status == 404 => {
            let mut form = Filled::sent(vec![("code".to_owned(), code.to_string())]);
            form.add_fault("code", locale.say("follow-unknown"));
            return asked(reader, form, StatusCode::NOT_FOUND);
        }
        Err(refused) => return Err(refused.into()),
    };
    let mut frame = reader.frame(&locale, locale.say("follow-title"));
    frame.note = note.or(frame.note);
    let page = drawn(&Page {
        is_staff: reader.caller.role().is_some(),
        is_new: reader.asked("new") == Some("1"),
        qr: qr(&follow_url(reader, &view.code))?,
        view: &view,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

impl Page<'_> {
    /// What is said of where it stands, as the family of texts spells it.
    fn now(&self) -> &'static str {
        let stage = self.view.stage;
        if self.view.overdue && matches!(stage, StageName::Verdict | StageName::Statement) {
            "overdue"
        } else {
            stage.name()
        }
    }

    fn can_call_back(&self) -> bool {
        self.view.stage == StageName::CallBack && !self.is_staff
    }

    fn can_appeal(&self) -> bool {
        self.view.stage == StageName::AppealPeriod && !self.is_staff
    }

    /// Whether it waits for what only whoever brought it up says here.
    fn is_for_the_bringer(&self) -> bool {
        self.is_staff && matches!(self.view.stage, StageName::CallBack | StageName::AppealPeriod)
    }

    fn was_satisfied(&self) -> Option<&'static str> {
        self.view.called_back.map(SatisfactionName::name)
    }
}
