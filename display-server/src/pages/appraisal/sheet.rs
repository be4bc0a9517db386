//! A clerk's month as a sum that can be checked by hand: each criterion's raw figures, the formula in words and in numbers,
//! marks times weight, and the total. Printed, it is the paper to check on.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::appraisal::{AppraisalView, ClerkAppraisal, PointView, StepView};
use hall_protocol::plan_document::PlanCriterionName;
use queue_core::PersonCode;
use queue_core::appraisal::Month;
use queue_core::command::AppraisalVerb;

use super::month::{criterion, marks};
use super::{asked_month, hundredths};
use crate::http::Refused;
use crate::http::appraisals::{ledger, may_appraise, month_of, month_view, own_view, person_of};
use crate::http::records::{Standing, decide_about, standing};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::press_id;
use crate::pages::reader::Reader;
use crate::views::criterion_of;

#[derive(Template)]
#[template(path = "appraisal/sheet.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: &'a AppraisalView,
    /// None: the clerk is not in the month's list.
    clerk: Option<&'a ClerkAppraisal>,
    points: Vec<PointView>,
    /// Whose own page it is: with forms for appeals.
    is_own: bool,
    /// The criteria against which an appeal is in time.
    open: Vec<&'static str>,
    form: Filled,
}

/// A clerk's own month.
pub(in crate::pages) async fn mine(reader: Reader) -> Shown {
    let month = asked_month(&reader).await?;
    own(&reader, month, Filled::default(), None).await
}

pub(in crate::pages) async fn appeal(reader: Reader, form: Filled) -> Shown {
    let month = month_of(form.one("month"))?;
    let word = form.one("criterion");
    let press = press_id(&reader, &["appeal", &month.to_string(), word]);
    let asked = criterion(word)?;
    let text = form.one("text").to_owned();
    let verb = |texts: &mut crate::texts::Brought| {
        Ok(AppraisalVerb::Appeal {
            criterion: criterion_of(asked),
            text: texts.keep("text", &text)?,
        })
    };
    match decide_about(&reader.state, &reader.caller, (press, month), verb).await {
        Ok(_done) => Ok(Redirect::to(&format!("/appraisal/mine?month={month}")).into_response()),
        Err(refused) => {
            let words = reader.say_problem(refused.problem());
            own(&reader, month, form, Some((refused.status(), words))).await
        }
    }
}

/// The month of any clerk, for whoever appraises.
pub(in crate::pages) async fn of(reader: Reader, Path(person): Path<String>) -> Shown {
    may_appraise(&reader.state, &reader.caller).await?;
    let month = asked_month(&reader).await?;
    let mut view = month_view(&reader.state, month).await?;
    view.clerks.retain(|clerk| clerk.person == person);
    if view.clerks.is_empty() {
        return Err(Refused::no_such().into());
    }
    let path = format!("/appraisal/of/{person}");
    show(&reader, &view, (&person, path), (false, Filled::default(), None)).await
}

async fn own(reader: &Reader, month: Month, form: Filled, note: Option<(StatusCode, String)>) -> Shown {
    let person = person_of(&reader.caller)?;
    let view = own_view(&reader.state, month, &person).await?;
    let path = "/appraisal/mine".to_owned();
    show(reader, &view, (person.as_str(), path), (true, form, note)).await
}

async fn show(
    reader: &Reader,
    view: &AppraisalView,
    (person, path): (&str, String),
    (is_own, form, note): (bool, Filled, Option<(StatusCode, String)>),
) -> Shown {
    let month = month_of(&view.month)?;
    let mut points = ledger(&reader.state, month).await?.lines;
    points.retain(|line| line.person == person);
    let clerk = view.clerks.first();
    let Standing { day, .. } = standing(&reader.state).await?;
    let is_in_time = view.appeal_until.is_some_and(|until| day <= until);
    let locale = reader.locale();
    let title = locale.fill("appraisal-sheet-title", &[("person", person)]);
    let mut frame = reader.frame(&locale, title);
    frame.path = path;
    frame.kept = format!("month={month}&");
    let (status, note) = note.map_or((StatusCode::OK, None), |(status, words)| (status, Some(words)));
    frame.note = note.or(frame.note);
    let can_appeal = is_own && view.standing == "shown" && is_in_time;
    let page = drawn(&Page {
        open: clerk
            .filter(|_| can_appeal)
            .map(open_for_appeal)
            .unwrap_or_default(),
        clerk,
        points,
        is_own,
        form,
        view,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

/// The criteria that have marks, and against which nothing was said yet.
fn open_for_appeal(clerk: &ClerkAppraisal) -> Vec<&'static str> {
    let has_marks = clerk
        .sheet
        .steps
        .iter()
        .filter(|step| step.marks_hundredths.is_some());
    let criteria = has_marks.map(|step| step.criterion);
    criteria
        .filter(|criterion| !clerk.appeals.iter().any(|appeal| appeal.criterion == *criterion))
        .map(PlanCriterionName::name)
        .collect()
}

impl Page<'_> {
    fn person(&self) -> PersonCode {
        PersonCode::new(self.clerk.map_or("", |clerk| clerk.person.as_str()))
    }

    fn home(&self, clerk: &ClerkAppraisal) -> String {
        clerk
            .home
            .as_ref()
            .map_or_else(|| "–".to_owned(), |code| self.f.s.department(code))
    }

    fn marks(&self, value: &Option<u32>) -> String {
        marks(value)
    }

    fn in_hundredths(&self, value: &i32) -> String {
        hundredths(i64::from(*value))
    }

    fn marks_of(&self, value: &u32) -> String {
        hundredths(i64::from(*value))
    }

    fn length(&self, seconds: &u32) -> String {
        self.f.s.whole(&Some(*seconds))
    }

    fn rate(&self, value: &u32) -> String {
        hundredths(i64::from(*value))
    }

    /// The measure in numbers, as it is printed above: `100 × 9240 ÷ 10500`.
    fn measure(&self, step: &StepView, clerk: &ClerkAppraisal) -> String {
        measure(step, clerk)
    }

    /// The measure's value, with two decimals.
    fn value(&self, step: &StepView) -> String {
        let (Some(above), Some(below)) = (step.above, step.below) else {
            return "–".to_owned();
        };
        let unit = if is_percent(step.criterion) { " %" } else { "" };
        format!("{}{unit}", hundredths(rounded_hundredths(above, below)))
    }

    /// The marks in numbers: `100 × (88.00 − 80) ÷ (98 − 80)`, where the measure stands whole for its two decimals.
    fn formula(&self, step: &StepView, clerk: &ClerkAppraisal) -> String {
        let zero = signed(step.zero_at);
        format!(
            "100 × ({} − {zero}) ÷ ({} − {zero})",
            measure(step, clerk),
            step.full_at
        )
    }

    /// Whether the measure lies beyond its scale, so that the marks are held at 0 or 100.
    fn is_held(&self, step: &StepView) -> bool {
        matches!(step.marks_hundredths, Some(0 | 10_000))
    }

    fn weighted(&self, step: &StepView) -> String {
        let marks = i64::from(step.marks_hundredths.unwrap_or_default());
        hundredths(i64::from(step.weight_percent) * marks)
    }

    /// The total in numbers: `(666.60 + 1508.00) ÷ 35`.
    fn sum(&self, clerk: &ClerkAppraisal) -> String {
        let measured = clerk
            .sheet
            .steps
            .iter()
            .filter(|step| step.marks_hundredths.is_some());
        let parts: Vec<String> = measured.map(|step| self.weighted(step)).collect();
        format!("({}) ÷ {}", parts.join(" + "), clerk.sheet.measured_percent)
    }

    fn reason(&self, code: &str) -> String {
        let known = self.f.s.plan.appraisal().point_reason(code);
        known.map_or_else(|| code.to_owned(), |known| self.f.s.plan_name(&known.names))
    }

    fn is_open(&self, step: &StepView) -> bool {
        self.open.contains(&step.criterion.name())
    }

    fn typed(&self, step: &StepView) -> &str {
        if self.form.one("criterion") == step.criterion.name() {
            self.form.one("text")
        } else {
            ""
        }
    }
}

/// A negative number stands in brackets after another sign.
fn signed(value: i32) -> String {
    if value < 0 {
        format!("(−{})", value.unsigned_abs())
    } else {
        value.to_string()
    }
}

fn is_percent(criterion: PlanCriterionName) -> bool {
    !matches!(
        criterion,
        PlanCriterionName::SecondNotices
            | PlanCriterionName::Points
            | PlanCriterionName::Overdue
            | PlanCriterionName::Supervised
    )
}

/// Half up, whatever the sign.
fn rounded_hundredths(above: i64, below: i64) -> i64 {
    (200 * i128::from(above) + i128::from(below))
        .checked_div_euclid(2 * i128::from(below))
        .and_then(|value| i64::try_from(value).ok())
        .unwrap_or_default()
}

fn measure(step: &StepView, clerk: &ClerkAppraisal) -> String {
    let figures = &clerk.figures;
    match step.criterion {
        PlanCriterionName::Attendance => format!("100 × {} ÷ {}", figures.signed_in_min, figures.due_min),
        PlanCriterionName::Workload => {
            let windows = figures.windows.iter().map(|time| {
                let rate = hundredths(i64::from(time.like_rate_hundredths));
                format!("{} × {rate}", time.open_min)
            });
            let windows: Vec<String> = windows.collect();
            format!("100 × {} × 60 ÷ ({})", figures.standard_min, windows.join(" + "))
        }
        PlanCriterionName::Promises => format!("100 × {} ÷ {}", figures.kept, figures.called),
        PlanCriterionName::CasesInTime => {
            format!("100 × {} ÷ {}", figures.cases_in_time, figures.cases_done)
        }
        PlanCriterionName::Ratings => {
            format!("{} ÷ {}", figures.ratings_worth_percent, figures.verified_ratings)
        }
        PlanCriterionName::Points => hundredths(i64::from(figures.points_hundredths)),
        PlanCriterionName::SecondNotices => figures.second_notices.to_string(),
        // Of departments, which have no sheet of their own.
        PlanCriterionName::Overdue | PlanCriterionName::Supervised | PlanCriterionName::OutsideShare => {
            String::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rounded_hundredths;

    #[test]
    fn a_value_is_rounded_half_up() {
        assert_eq!(rounded_hundredths(924_000, 10_500), 88_00);
        assert_eq!(rounded_hundredths(1, 8), 13);
        assert_eq!(rounded_hundredths(-250, 100), -2_50);
        assert_eq!(rounded_hundredths(1, 0), 0);
    }
}
