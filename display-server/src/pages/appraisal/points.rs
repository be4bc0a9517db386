//! The ledger of points of a month: what was entered, by whom, and what was struck.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::appraisal::{PointView, PointsView};
use queue_core::PersonCode;
use queue_core::appraisal::{Appraisal, Month};
use queue_core::command::PointVerb;
use queue_core::plan::Role;
use queue_core::points::PointEntry;

use super::{hundredths, hundredths_of};
use crate::hall_owner::Answer;
use crate::http::Refused;
use crate::http::appraisals::{
    decide_point, ledger, may_appraise, month_of, person_of, point_code, strike_point,
};
use crate::http::records::standing;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::{press_id, random_id};
use crate::pages::reader::Reader;
use crate::texts::Brought;

#[derive(Template)]
#[template(path = "appraisal/points.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: &'a PointsView,
    clerks: Vec<String>,
    /// Code, name, and what a line may give.
    reasons: Vec<(String, String, String)>,
    /// Whether its month was shown, so that nothing changes any more.
    is_closed: bool,
    /// Who looks: nobody strikes an own line.
    me: String,
    /// The press of the form, so that it counts once however often it is sent.
    press: String,
    form: Filled,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    let month = match reader.asked("month").filter(|text| !text.is_empty()) {
        Some(text) => month_of(text)?,
        None => Month::of(standing(&reader.state).await?.day),
    };
    show(&reader, month, Filled::default(), None).await
}

pub(in crate::pages) async fn press(reader: Reader, form: Filled) -> Shown {
    let month = month_of(form.one("month"))?;
    match pressed(&reader, month, &form).await {
        Ok(_done) => Ok(Redirect::to(&format!("/appraisal/points?month={month}")).into_response()),
        Err(refused) => {
            let words = reader.say_problem(refused.problem());
            show(&reader, month, form, Some((refused.status(), words))).await
        }
    }
}

async fn pressed(reader: &Reader, month: Month, form: &Filled) -> Result<Answer, Refused> {
    let (state, caller) = (&reader.state, &reader.caller);
    if form.one("verb") == "strike" {
        let code = point_code(form.one("code"))?;
        let press = press_id(reader, &["strike", &code.to_string()]);
        return strike_point(state, caller, (press, code), form.one("reason")).await;
    }
    // The same line twice is two lines: the page's own press tells them apart.
    let press = press_id(reader, &["point", form.one("press")]);
    let bad = || {
        Refused::named_field(
            "bad-points",
            "points",
            "expected points such as 2 or -1.5".to_owned(),
        )
    };
    let given = hundredths_of(form.one("points")).ok_or_else(bad)?;
    let verb = |texts: &mut Brought| {
        Ok(PointVerb::Enter {
            entry: PointEntry {
                person: PersonCode::new(form.one("person")),
                month,
                reason: form.one("why").to_owned(),
                hundredths: given,
                leave: false,
                evidence: texts.keep("evidence", form.one("evidence"))?,
            },
        })
    };
    decide_point(state, caller, press, verb).await
}

async fn show(reader: &Reader, month: Month, form: Filled, note: Option<(StatusCode, String)>) -> Shown {
    may_appraise(&reader.state, &reader.caller).await?;
    let view = ledger(&reader.state, month).await?;
    let appraisal = reader.state.reports.record::<Appraisal>(month).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("points-title"));
    "/appraisal/points".clone_into(&mut frame.path);
    frame.kept = format!("month={month}&");
    let (status, note) = note.map_or((StatusCode::OK, None), |(status, words)| (status, Some(words)));
    frame.note = note.or(frame.note);
    let people = reader.plan.parts().people.iter();
    let clerks = people.filter(|person| person.role == Role::Clerk);
    let reasons = reader.plan.appraisal().points.iter().map(|reason| {
        let range = format!("{}–{}", reason.least, reason.most).replace('-', "−");
        (reason.code.clone(), locale.plan_name(&reason.names), range)
    });
    let page = drawn(&Page {
        clerks: clerks.map(|person| person.code.to_string()).collect(),
        reasons: reasons.collect(),
        is_closed: appraisal.is_some_and(|(_, appraisal)| appraisal.is_frozen()),
        me: person_of(&reader.caller)?.to_string(),
        press: if form.one("press").is_empty() {
            random_id()?.to_string()
        } else {
            form.one("press").to_owned()
        },
        view: &view,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

impl Page<'_> {
    fn points(&self, line: &PointView) -> String {
        hundredths(i64::from(line.hundredths))
    }

    fn reason(&self, code: &str) -> String {
        let known = self.reasons.iter().find(|(known, ..)| known == code);
        known.map_or_else(|| code.to_owned(), |(_, name, _)| name.clone())
    }
}
