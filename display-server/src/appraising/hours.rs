//! What was due of a clerk, and what was kept: day by day, by the plan that held on that day.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use queue_core::appraisal::ClerkFigures;
use queue_core::plan::{Person, Session};
use queue_core::{HallPlan, PersonCode, ServiceDay};

use super::plans::MonthPlans;
use crate::period::{SeatSpan, outside, within_ms};
use crate::store::PeriodContents;

/// The hours of the days on which the hall was open.
pub(super) struct Hours<'a> {
    pub(super) plans: &'a MonthPlans,
    pub(super) contents: &'a PeriodContents,
    pub(super) zone: &'a TimeZone,
    pub(super) now: Timestamp,
}

impl Hours<'_> {
    /// What was due of a clerk, and what was kept. The rota's sessions (午間值守) are due of nobody, nor is what stands on
    /// paper: nobody could sign in then.
    pub(super) fn attend(&self, figures: &mut ClerkFigures) {
        let code = figures.person.clone();
        let seats = self.contents.seats.iter();
        let own: Vec<&SeatSpan> = seats.filter(|span| span.clerk == code.as_str()).collect();
        let (mut due_ms, mut signed_in_ms) = (0, 0);
        for day in &self.contents.days {
            let hours = self.due_hours(*day, &code);
            let length_ms: u64 = hours.iter().map(|(from, to)| from.abs_diff(*to)).sum();
            if length_ms == 0 {
                continue;
            }
            figures.due_days += 1;
            due_ms += length_ms;
            let of_day = own.iter().copied().filter(|span| span.day == *day);
            figures.present_days += u32::from(of_day.clone().next().is_some());
            signed_in_ms += within_ms(of_day, &hours);
        }
        figures.due_min = minutes(due_ms);
        figures.signed_in_min = minutes(signed_in_ms);
    }

    /// When a clerk is to be at a window on a day: the sessions in which one of the clerk's windows serves, as far as they
    /// have passed.
    fn due_hours(&self, day: Date, code: &PersonCode) -> Vec<(i64, i64)> {
        let plan = self.plans.on(day);
        let is_here = |person: &&Person| person.home.as_ref().is_none_or(|home| home.is_here_on(day));
        let Some(person) = plan.person(code).filter(is_here) else {
            return Vec::new();
        };
        let sessions = plan.sessions_on(ServiceDay(day), self.zone).unwrap_or_default();
        let due = sessions
            .iter()
            .filter(|session| session.windows.is_empty() && serves(plan, person, session));
        let now_ms = self.now.as_millisecond();
        let passed: Vec<_> = due
            .map(|session| {
                let (from_ms, to_ms) = (session.from.as_millisecond(), session.to.as_millisecond());
                (from_ms.min(now_ms), to_ms.min(now_ms))
            })
            .collect();
        outside(&passed, &self.contents.on_paper)
    }
}

fn serves(plan: &HallPlan, person: &Person, session: &Session) -> bool {
    let windows = plan.parts().windows.iter();
    let mut own = windows.filter(|window| person.windows.contains(&window.number));
    own.any(|window| window.primary.iter().any(|group| session.serves(*group)))
}

fn minutes(ms: u64) -> u32 {
    u32::try_from(ms / 60_000).unwrap_or(u32::MAX)
}
