//! The appraisal of a month: everybody's marks, appeals that wait, departments, and who was found excellent by whom.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::appraisal::{AppealView, AppraisalView, ClerkAppraisal, DepartmentAppraisal, SheetView};
use hall_protocol::plan_document::PlanCriterionName;
use queue_core::PersonCode;
use queue_core::appraisal::Month;
use queue_core::command::AppraisalVerb;

use super::{asked_month, hundredths, hundredths_of, is_manager};
use crate::hall_owner::Answer;
use crate::http::Refused;
use crate::http::appraisals::{draft_month, may_appraise, month_of, month_view, show_month};
use crate::http::records::decide_about;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::press_id;
use crate::pages::reader::Reader;
use crate::texts::Brought;
use crate::views::criterion_of;

#[derive(Template)]
#[template(path = "appraisal/month.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: &'a AppraisalView,
    /// The home department to which the list is narrowed; empty: all.
    department: String,
    /// Code and name.
    departments: Vec<(String, String)>,
    clerks: Vec<&'a ClerkAppraisal>,
    /// Resident departments, then those whose matters are accepted on their behalf.
    kinds: Vec<(&'static str, Vec<&'a DepartmentAppraisal>)>,
    is_manager: bool,
    /// How many heads there are, and their share that may be excellent.
    heads: String,
    form: Filled,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    let month = asked_month(&reader).await?;
    show(&reader, month, Filled::default(), None).await
}

pub(in crate::pages) async fn press(reader: Reader, form: Filled) -> Shown {
    let month = month_of(form.one("month"))?;
    match pressed(&reader, month, &form).await {
        Ok(_done) => Ok(Redirect::to(&format!("/appraisal?month={month}")).into_response()),
        Err(refused) => {
            let words = reader.say_problem(refused.problem());
            show(&reader, month, form, Some((refused.status(), words))).await
        }
    }
}

async fn pressed(reader: &Reader, month: Month, form: &Filled) -> Result<Answer, Refused> {
    let name = month.to_string();
    let parts = ["verb", "seen", "person", "criterion"].map(|field| form.one(field));
    let parts: Vec<&str> = ["appraisal", name.as_str()].into_iter().chain(parts).collect();
    let press = press_id(reader, &parts);
    match form.one("verb") {
        "draft" => return draft_month(&reader.state, &reader.caller, (press, month)).await,
        "show" => return show_month(&reader.state, &reader.caller, (press, month)).await,
        _ => {}
    }
    let verb = |texts: &mut Brought| verb_of(form, texts);
    decide_about(&reader.state, &reader.caller, (press, month), verb).await
}

fn verb_of(form: &Filled, texts: &mut Brought) -> Result<AppraisalVerb, Refused> {
    let person = PersonCode::new(form.one("person"));
    match form.one("verb") {
        "publish" => Ok(AppraisalVerb::Publish),
        "correct" | "uphold" => Ok(AppraisalVerb::Answer {
            person,
            criterion: criterion_of(criterion(form.one("criterion"))?),
            corrected_hundredths: corrected(form)?,
            reason: texts.keep("reason", form.one("reason"))?,
        }),
        "excellent" | "ordinary" => Ok(AppraisalVerb::Excellent {
            person,
            excellent: form.one("verb") == "excellent",
            reason: texts.keep("reason", form.one("reason"))?,
        }),
        _ => Err(Refused::bad_field("verb", "unknown")),
    }
}

/// The marks that an appeal brings; none: it is turned down.
fn corrected(form: &Filled) -> Result<Option<u32>, Refused> {
    if form.one("verb") == "uphold" {
        return Ok(None);
    }
    let marks = hundredths_of(form.one("marks")).and_then(|marks| u32::try_from(marks).ok());
    let bad = || Refused::named_field("bad-marks", "marks", "marks are 0 to 100".to_owned());
    marks.map(Some).ok_or_else(bad)
}

pub(super) fn criterion(word: &str) -> Result<PlanCriterionName, Refused> {
    let known = PlanCriterionName::ALL
        .into_iter()
        .find(|known| known.name() == word);
    known.ok_or_else(|| Refused::bad_field("criterion", "choose one of the list"))
}

async fn show(reader: &Reader, month: Month, form: Filled, note: Option<(StatusCode, String)>) -> Shown {
    may_appraise(&reader.state, &reader.caller).await?;
    let view = month_view(&reader.state, month).await?;
    let locale = reader.locale();
    let department = crate::http::clean(reader.asked("department").unwrap_or_default());
    let mut frame = reader.frame(&locale, locale.say("appraisal-title"));
    "/appraisal".clone_into(&mut frame.path);
    frame.kept = format!("month={month}&");
    let (status, note) = note.map_or((StatusCode::OK, None), |(status, words)| (status, Some(words)));
    frame.note = note.or(frame.note);
    let is_shown =
        |clerk: &&ClerkAppraisal| department.is_empty() || clerk.home.as_deref() == Some(department.as_str());
    let of_kind = |on_behalf: bool| {
        let all = view.departments.iter();
        let wanted = all.filter(|one| department.is_empty() || one.department == department);
        wanted.filter(|one| one.on_behalf == on_behalf).collect()
    };
    let count = view.clerks.len().to_string();
    let percent = view.excellent_percent.to_string();
    let heads = locale.fill("appraisal-heads", &[("heads", &count), ("percent", &percent)]);
    let page = drawn(&Page {
        departments: reader
            .plan
            .parts()
            .departments
            .iter()
            .map(|one| (one.code.clone(), locale.plan_name(&one.names)))
            .collect(),
        clerks: view.clerks.iter().filter(is_shown).collect(),
        kinds: vec![("resident", of_kind(false)), ("on_behalf", of_kind(true))],
        is_manager: is_manager(reader),
        heads,
        department: department.clone(),
        view: &view,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

impl Page<'_> {
    fn name(&self, code: &str) -> String {
        self.f.s.department(code)
    }

    fn total(&self, sheet: &SheetView) -> String {
        marks(&sheet.total_hundredths)
    }

    fn marks(&self, value: &Option<u32>) -> String {
        marks(value)
    }

    fn in_hundredths(&self, value: &u32) -> String {
        hundredths(i64::from(*value))
    }

    /// The criteria of a list, by its first line.
    fn heads<'a>(&self, sheet: Option<&'a SheetView>) -> Vec<(&'static str, &'a u32)> {
        let steps = sheet.map_or(&[][..], |sheet| &sheet.steps);
        steps
            .iter()
            .map(|step| (step.criterion.name(), &step.weight_percent))
            .collect()
    }

    fn clerk_heads(&self) -> Vec<(&'static str, &u32)> {
        self.heads(self.view.clerks.first().map(|clerk| &clerk.sheet))
    }

    fn department_heads<'a>(&self, rows: &[&'a DepartmentAppraisal]) -> Vec<(&'static str, &'a u32)> {
        self.heads(rows.first().map(|one| &one.sheet))
    }

    /// What is said of whoever has no rank.
    fn no_rank(&self) -> Option<String> {
        let clerk = self.view.clerks.first()?;
        let enough = clerk.figures.enough_ratings.to_string();
        Some(self.f.s.fill("appraisal-no-rank", &[("enough", &enough)]))
    }

    fn waiting(&self) -> Vec<(&str, &AppealView)> {
        let appeals = self
            .view
            .clerks
            .iter()
            .flat_map(|clerk| clerk.appeals.iter().map(|appeal| (clerk.person.as_str(), appeal)));
        appeals
            .filter(|(_, appeal)| appeal.decided_by.is_none())
            .collect()
    }

    fn outside(&self, one: &DepartmentAppraisal) -> String {
        share(one.outside_min, one.life_min)
    }

    /// What was typed into the form of an appeal, or of a decision, that came back.
    fn typed(&self, person: &str, field: &str) -> &str {
        if self.form.one("person") == person {
            self.form.one(field)
        } else {
            ""
        }
    }
}

pub(super) fn marks(value: &Option<u32>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| hundredths(i64::from(value)))
}

/// A share in percent with one decimal; of nothing it is a dash.
pub(in crate::pages) fn share(part: u64, whole: u64) -> String {
    match (2000 * part + whole).checked_div(2 * whole) {
        None => "–".to_owned(),
        Some(mille) => format!("{}.{} %", mille / 10, mille % 10),
    }
}
