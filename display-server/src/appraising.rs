//! The figures of a month from which clerks and departments are appraised: from sums to published whole numbers.
//!
//! Pure but for [`month_figures`], which reads the tables. Minutes are rounded down, once; the rate of like windows half up,
//! once. What the formula then makes of them is the core's.

mod hours;
mod plans;
mod ratings;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use queue_core::appraisal::{
    AppraisalRefusal, ClerkFigures, DepartmentFigures, Handled, Month, MonthFigures, Outlier, RatingFigures,
    WindowTime, outliers,
};
use queue_core::plan::{Person, WindowPlan};
use queue_core::points::PointLine;
use queue_core::{HallPlan, PersonCode, Rejection, ServiceCode, WindowNumber};

use crate::http::Refused;
use crate::http::records::Standing;
use crate::period::{CaseSums, OpenTimes, standard_minutes};
use crate::state::HallState;
use crate::store::{PeriodContents, Which};

use hours::Hours;
use plans::MonthPlans;
pub(crate) use ratings::MonthRatings;

/// The figures of a month as far as it has come, by the plan that holds: what is within its limit today is not late because
/// it may be at the month's end.
///
/// # Errors
/// When the month has not begun, or the tables cannot be read in time.
pub(crate) async fn month_figures(
    state: &HallState,
    Standing { plan, day }: &Standing,
    month: Month,
) -> Result<MonthFigures, Refused> {
    if *day < month.first() {
        return Err(Rejection::from(AppraisalRefusal::MonthNotBegun { month }).into());
    }
    let now = state.clock.now();
    let days = (month.first(), month.last().min(*day));
    let contents = state.reports.period(Arc::clone(plan), days, now).await?;
    let plans = MonthPlans {
        now: Arc::clone(plan),
        of_days: state.reports.plans_of(contents.days.clone()).await?,
    };
    let points = points_of(state, month).await?;
    let zone = TimeZone::get(&plan.parts().hall.zone).unwrap_or(TimeZone::UTC);
    let ratings = if zone.to_datetime(now).date() > month.last() {
        MonthRatings::read(state, &plans, month).await?
    } else {
        MonthRatings::default()
    };
    Ok(figures(&plans, &zone, now, (&contents, &points, &ratings)))
}

/// The lines of a month's ledger, struck ones too.
pub(crate) async fn points_of(state: &HallState, month: Month) -> Result<Vec<PointLine>, Refused> {
    let which = Which::Began {
        from: month.first(),
        to: month.last(),
    };
    Ok(state.reports.records::<PointLine>(which).await?)
}

/// What the tables say, turned into figures.
fn figures(
    plans: &MonthPlans,
    zone: &TimeZone,
    now: Timestamp,
    (contents, points, ratings): (&PeriodContents, &[PointLine], &MonthRatings),
) -> MonthFigures {
    let sums = Sums::of(plans, contents);
    let hours = Hours {
        plans,
        contents,
        zone,
        now,
    };
    let clerks = plans.clerks().map(|person| {
        let mut figures = sums.of_clerk(person);
        hours.attend(&mut figures);
        ledger(&mut figures, points);
        figures.ratings = ratings.of_clerk(&person.code);
        figures
    });
    let departments = plans.now.parts().departments.iter().map(|department| {
        let cases = contents.cases.by_department.get(&department.code);
        let mut figures = of_department(&department.code, department.on_behalf, cases);
        figures.ratings = ratings.of_department(&department.code);
        figures
    });
    MonthFigures {
        clerks: clerks.filter(is_appraised).collect(),
        departments: departments.collect(),
        ledger: points
            .iter()
            .filter(|line| line.counts())
            .map(|line| line.code.clone())
            .collect(),
    }
}

/// Somebody who was to be here, or was.
fn is_appraised(figures: &ClerkFigures) -> bool {
    figures.due_days > 0 || figures.called > 0 || figures.points_hundredths != 0
}

/// The sums of a month by clerk and window.
struct Sums<'a> {
    plans: &'a MonthPlans,
    contents: &'a PeriodContents,
    /// How long each clerk had each window open.
    open: BTreeMap<(String, u16), OpenTimes>,
    /// Standard minutes by window, and by clerk.
    standard_by_window: BTreeMap<u16, u64>,
    open_by_window: BTreeMap<u16, OpenTimes>,
    apart: Vec<(PersonCode, Outlier)>,
}

impl<'a> Sums<'a> {
    fn of(plans: &'a MonthPlans, contents: &'a PeriodContents) -> Self {
        let mut standard_by_window = BTreeMap::new();
        for (service, window, _, sums) in contents.legs.parts() {
            if let Some(window) = window {
                *standard_by_window.entry(window).or_default() +=
                    u64::from(standard_minutes(plans.with_service(service), service, sums));
            }
        }
        Self {
            plans,
            contents,
            open: OpenTimes::sum_by(&contents.seats, |span| (span.clerk.clone(), span.window)),
            standard_by_window,
            open_by_window: OpenTimes::sum_by(&contents.seats, |span| span.window),
            apart: standing_apart(contents),
        }
    }

    fn of_clerk(&self, person: &Person) -> ClerkFigures {
        let code = person.code.as_str();
        let mut figures = ClerkFigures::none(person.code.clone());
        figures.home = person.home.as_ref().map(|home| home.department.clone());
        for (service, _, _, sums) in self
            .contents
            .legs
            .parts()
            .filter(|(_, _, clerk, _)| *clerk == Some(code))
        {
            figures.served += sums.seen.done;
            figures.standard_min += standard_minutes(self.plans.with_service(service), service, sums);
            figures.called += sums.seen.called;
            figures.kept += sums.seen.kept;
        }
        let windows = self.open.iter().filter(|((clerk, _), _)| clerk == code);
        figures.windows = windows
            .map(|((_, window), times)| self.window_time(*window, *times))
            .filter(|time| time.open_min > 0)
            .collect();
        if let Some(cases) = self.contents.cases.by_clerk.get(code) {
            figures.notices = cases.notices;
            figures.second_notices = cases.second_notices;
            figures.cases_done = cases.done;
            figures.cases_in_time = cases.in_time;
        }
        let apart = self.apart.iter().filter(|(who, _)| *who == person.code);
        figures.outliers = apart.map(|(_, outlier)| outlier.clone()).collect();
        figures
    }

    fn window_time(&self, window: u16, times: OpenTimes) -> WindowTime {
        let mut like = like_windows(&self.plans.now, window);
        like.retain(|one| self.open_by_window.contains_key(one));
        let is_alone = like.len() < 2;
        let compared: Vec<u16> = if is_alone {
            self.open_by_window.keys().copied().collect()
        } else {
            like.clone()
        };
        let standard: u64 = compared
            .iter()
            .filter_map(|one| self.standard_by_window.get(one))
            .sum();
        let mut open = OpenTimes::default();
        for one in compared.iter().filter_map(|one| self.open_by_window.get(one)) {
            open.merge(*one);
        }
        let like = if is_alone { Vec::new() } else { like };
        WindowTime {
            window: WindowNumber::new(window),
            open_min: times.open_min(),
            like_rate_hundredths: rate_hundredths(standard, open.open_min()),
            like: like.into_iter().map(WindowNumber::new).collect(),
        }
    }
}

/// Whose handling of which service stands apart.
fn standing_apart(contents: &PeriodContents) -> Vec<(PersonCode, Outlier)> {
    let by_service = handled(contents);
    by_service.values().flat_map(|lines| outliers(lines)).collect()
}

/// What each clerk handled of each service.
fn handled(contents: &PeriodContents) -> BTreeMap<String, Vec<Handled>> {
    let sums = contents
        .legs
        .sum_by(|service, _, clerk| Some((service.to_owned(), clerk?.to_owned())));
    let mut by_service: BTreeMap<String, Vec<Handled>> = BTreeMap::new();
    for ((service, clerk), sums) in sums {
        by_service.entry(service.clone()).or_default().push(Handled {
            person: PersonCode::new(clerk),
            service: ServiceCode::new(service),
            legs: sums.handling.count(),
            handling_ms: sums.handling.sum_ms(),
        });
    }
    by_service
}

/// The windows with the same primary groups as one, itself among them, open or not.
fn like_windows(plan: &HallPlan, number: u16) -> Vec<u16> {
    let primary = |window: &WindowPlan| window.primary.iter().copied().collect::<BTreeSet<_>>();
    let Some(own) = plan.window(WindowNumber::new(number)).map(primary) else {
        return Vec::new();
    };
    let like = plan
        .parts()
        .windows
        .iter()
        .filter(|window| primary(window) == own);
    like.map(|window| window.number.get()).collect()
}

/// Hundredths of a standard minute in an open hour, half up.
fn rate_hundredths(standard_min: u64, open_min: u32) -> u32 {
    let open_min = u64::from(open_min);
    let rate = (2 * standard_min * 6_000 + open_min).checked_div(2 * open_min);
    rate.and_then(|rate| u32::try_from(rate).ok()).unwrap_or_default()
}

/// Points, and days of leave: what is due falls with these in proportion.
fn ledger(figures: &mut ClerkFigures, points: &[PointLine]) {
    let own = points
        .iter()
        .filter(|line| line.counts() && line.entry.person == figures.person);
    let (leave, given): (Vec<&PointLine>, Vec<&PointLine>) = own.partition(|line| line.entry.leave);
    figures.points_hundredths = given.iter().map(|line| line.entry.hundredths).sum();
    let days: i32 = leave.iter().map(|line| line.entry.hundredths / 100).sum();
    let days = u32::try_from(days).unwrap_or_default();
    let left = figures.due_days.saturating_sub(days);
    let due_min = u64::from(figures.due_min) * u64::from(left);
    figures.due_min = due_min
        .checked_div(u64::from(figures.due_days))
        .and_then(|due_min| u32::try_from(due_min).ok())
        .unwrap_or_default();
    figures.leave_days = days.min(figures.due_days);
    figures.due_days = left;
}

fn of_department(code: &str, on_behalf: bool, cases: Option<&CaseSums>) -> DepartmentFigures {
    let none = DepartmentFigures::none(code, on_behalf);
    let Some(cases) = cases else { return none };
    DepartmentFigures {
        accepted: cases.accepted,
        done: cases.done,
        in_time: cases.in_time,
        overdue: cases.overdue,
        supervised: cases.supervised,
        notices: cases.notices,
        second_notices: cases.second_notices,
        life_min: cases.life_ms / 60_000,
        outside_min: cases.outside_ms / 60_000,
        ratings: RatingFigures::default(),
        ..none
    }
}
