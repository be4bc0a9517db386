//! From figures to marks: exact arithmetic on whole numbers.
//!
//! A measure is a fraction of published figures. It lies somewhere on the criterion's scale, from the value without marks to
//! the value with all of them: `marks = 100 × (measure − zero) ÷ (full − zero)`, never under 0 nor over 100. What cannot be
//! measured lends its weight to the others in proportion: `total = Σ weight × marks ÷ Σ weight`, over what was measured.
//!
//! Rounding: half up to a hundredth, each criterion's marks once and the total once. The total follows from the marks as they
//! are printed, so that whoever adds them up by hand finds the same sum.

use serde::{Deserialize, Serialize};

use super::figures::{ClerkFigures, DepartmentFigures};
use crate::plan::{Criterion, CriterionRule};

/// All marks, in hundredths.
pub const FULL_HUNDREDTHS: u32 = 10_000;
/// Hundredths of a standard minute an hour, over minutes: what turns the one into the other.
const RATE_UNITS: i128 = 100 * 60;

/// A measure as a fraction: what is printed above and below the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Above the line, in the unit of the criterion's scale times the part below.
    pub above: i64,
    /// Below the line; never 0 nor less.
    pub below: i64,
}

/// What one criterion of the formula makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is measured, how much it counts, and on which scale.
    pub rule: CriterionRule,
    /// What was measured; none: there was nothing to measure, or not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// Its marks, in hundredths, 0–10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks_hundredths: Option<u32>,
}

/// The whole sum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Step by step, in the plan's order.
    pub steps: Vec<Step>,
    /// The weights of what was measured, in percent.
    pub measured_percent: u32,
    /// The total in hundredths of a mark, 0–10,000; none: nothing was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_hundredths: Option<u32>,
}

impl Sheet {
    /// The month of a clerk.
    #[must_use]
    pub fn of_clerk(formula: &[CriterionRule], figures: &ClerkFigures) -> Self {
        Self::of(formula, |criterion| of_clerk(criterion, figures))
    }

    /// The month of a department.
    #[must_use]
    pub fn of_department(formula: &[CriterionRule], figures: &DepartmentFigures) -> Self {
        Self::of(formula, |criterion| of_department(criterion, figures))
    }

    fn of(formula: &[CriterionRule], measured: impl Fn(Criterion) -> Option<Measure>) -> Self {
        let steps = formula.iter().map(|rule| {
            let measure = measured(rule.criterion);
            Step {
                rule: rule.clone(),
                measure,
                marks_hundredths: measure.map(|measure| marks(rule, measure)),
            }
        });
        let mut sheet = Self {
            steps: steps.collect(),
            ..Self::default()
        };
        sheet.add_up();
        sheet
    }

    /// Puts other marks for a criterion, as an appeal found, and adds up anew. What was not measured stays so.
    pub(super) fn correct(&mut self, criterion: Criterion, marks_hundredths: u32) {
        let step = self
            .steps
            .iter_mut()
            .find(|step| step.rule.criterion == criterion);
        if let Some(marks) = step.and_then(|step| step.marks_hundredths.as_mut()) {
            *marks = marks_hundredths.min(FULL_HUNDREDTHS);
        }
        self.add_up();
    }

    /// What a criterion makes.
    #[must_use]
    pub fn step(&self, criterion: Criterion) -> Option<&Step> {
        self.steps.iter().find(|step| step.rule.criterion == criterion)
    }

    /// The sum above the total's line: Σ weight × marks, in hundredths.
    #[must_use]
    pub fn weighted_hundredths(&self) -> u64 {
        self.steps.iter().filter_map(Step::weighted_hundredths).sum()
    }

    fn add_up(&mut self) {
        let measured = self.steps.iter().filter(|step| step.marks_hundredths.is_some());
        self.measured_percent = measured.map(|step| step.rule.weight_percent).sum();
        let total = rounded(
            i128::from(self.weighted_hundredths()),
            i128::from(self.measured_percent),
        );
        self.total_hundredths = total.and_then(|total| u32::try_from(total).ok());
    }
}

impl Step {
    /// Weight × marks, in hundredths.
    #[must_use]
    pub fn weighted_hundredths(&self) -> Option<u64> {
        let marks = self.marks_hundredths?;
        Some(u64::from(self.rule.weight_percent) * u64::from(marks))
    }
}

/// A fraction, unless there is nothing below its line.
fn measure(above: i128, below: i128) -> Option<Measure> {
    Some(Measure {
        above: i64::try_from(above).ok()?,
        below: i64::try_from(below).ok().filter(|below| *below > 0)?,
    })
}

fn percent(part: impl Into<i128>, whole: impl Into<i128>) -> Option<Measure> {
    measure(100 * part.into(), whole.into())
}

fn count(count: u32) -> Option<Measure> {
    measure(i128::from(count), 1)
}

fn of_clerk(criterion: Criterion, figures: &ClerkFigures) -> Option<Measure> {
    match criterion {
        Criterion::Attendance => percent(figures.signed_in_min, figures.due_min),
        Criterion::Workload => workload(figures),
        Criterion::Promises => percent(figures.kept, figures.called),
        Criterion::SecondNotices => count(figures.second_notices).filter(|_| figures.notices > 0),
        Criterion::CasesInTime => percent(figures.cases_in_time, figures.cases_done),
        Criterion::Ratings => ratings(&figures.ratings),
        Criterion::Points => measure(i128::from(figures.points_hundredths), 100),
        Criterion::Overdue | Criterion::Supervised | Criterion::OutsideShare => None,
    }
}

/// Standard minutes done, in percent of what like windows would have done in the same time.
fn workload(figures: &ClerkFigures) -> Option<Measure> {
    let expected = figures
        .windows
        .iter()
        .map(|time| i128::from(time.open_min) * i128::from(time.like_rate_hundredths))
        .sum::<i128>();
    measure(100 * i128::from(figures.standard_min) * RATE_UNITS, expected)
}

fn ratings(figures: &super::RatingFigures) -> Option<Measure> {
    let is_enough = figures.are_enough();
    measure(
        i128::from(figures.worth_percent()),
        i128::from(figures.verified()),
    )
    .filter(|_| is_enough)
}

fn of_department(criterion: Criterion, figures: &DepartmentFigures) -> Option<Measure> {
    let has_cases = figures.accepted > 0 || figures.done > 0 || figures.overdue > 0;
    match criterion {
        Criterion::CasesInTime => percent(figures.in_time, figures.done),
        Criterion::Overdue => count(figures.overdue).filter(|_| has_cases),
        Criterion::Supervised => count(figures.supervised).filter(|_| has_cases),
        Criterion::OutsideShare => percent(figures.outside_min, figures.life_min),
        Criterion::SecondNotices => count(figures.second_notices).filter(|_| figures.notices > 0),
        Criterion::Ratings => ratings(&figures.ratings),
        Criterion::Attendance | Criterion::Workload | Criterion::Promises | Criterion::Points => None,
    }
}

/// `10,000 × (measure − zero) ÷ (full − zero)`, held within the scale, rounded half up.
fn marks(rule: &CriterionRule, measure: Measure) -> u32 {
    let (zero, full) = (i128::from(rule.zero_at), i128::from(rule.full_at));
    let (above, below) = (i128::from(measure.above), i128::from(measure.below));
    let mut share = above - zero * below;
    let mut whole = (full - zero) * below;
    // Where less is better the scale runs down, and both signs turn.
    if whole < 0 {
        share = -share;
        whole = -whole;
    }
    let share = share.clamp(0, whole);
    let marks = rounded(i128::from(FULL_HUNDREDTHS) * share, whole);
    marks.and_then(|marks| u32::try_from(marks).ok()).unwrap_or(0)
}

/// Half up; none: there is nothing below the line. For what is not negative.
pub(super) fn rounded(above: i128, below: i128) -> Option<i128> {
    (2 * above + below).checked_div(2 * below)
}
