//! What happened to cases, summed by the department that decides them and by clerk; correction notices are the work of the
//! window that accepts, and count for the department whose service it is.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::HallPlan;
use queue_core::case::{Case, Through};

/// What happened to some cases in a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaseSums {
    /// Accepted. What counts as accepted since nobody looked through it in time is of the day on which it was taken in, also
    /// when that was found out after its month was reported; the day's report tells it on the day on which it was found out.
    pub accepted: u32,
    /// Done, of those that had a limit.
    pub done: u32,
    /// Of these, within it.
    pub in_time: u32,
    /// Done late, or late and not done when the period ended.
    pub overdue: u32,
    /// 督辦單 sent.
    pub supervised: u32,
    /// Correction notices.
    pub notices: u32,
    /// Those that asked for something that the first did not.
    pub second_notices: u32,
    /// From acceptance to the end of the cases done, in milliseconds.
    pub life_ms: u64,
    /// Of this, with the file outside the hall.
    pub outside_ms: u64,
}

impl CaseSums {
    /// All of another, of which the cases late when the period ended are only the last one's.
    pub fn merge(&mut self, other: &Self) {
        self.accepted += other.accepted;
        self.done += other.done;
        self.in_time += other.in_time;
        self.overdue += other.overdue;
        self.supervised += other.supervised;
        self.notices += other.notices;
        self.second_notices += other.second_notices;
        self.life_ms += other.life_ms;
        self.outside_ms += other.outside_ms;
    }
}

/// Cases of a period by whose they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseTable {
    /// By the department that decides; notices by that whose service it is, 督辦單 by that which must answer.
    pub by_department: BTreeMap<String, CaseSums>,
    /// By the clerk who answers for it; notices by who gave them.
    pub by_clerk: BTreeMap<String, CaseSums>,
    /// Who came with those that were accepted.
    pub by_through: BTreeMap<Through, u32>,
}

impl CaseTable {
    /// What happened to a case between two days, both included.
    pub fn add(&mut self, plan: &HallPlan, case: &Case, (from, to): (Date, Date)) {
        let is_in = |date: Date| from <= date && date <= to;
        let accepts = plan
            .service(&case.service)
            .map_or("", |service| service.department.as_str());
        let decides = plan.decides(&case.service).unwrap_or_default();
        let sums = of_case(plan, case, (from, to));
        if sums.accepted > 0 {
            *self.by_through.entry(case.through).or_default() += sums.accepted;
        }
        self.of_department(decides).merge(&sums);
        self.of_clerk(case.clerk.as_str()).merge(&sums);
        for notice in case.notices.iter().filter(|notice| is_in(notice.on.0)) {
            let given = CaseSums {
                notices: 1,
                second_notices: u32::from(notice.beyond_first),
                ..CaseSums::default()
            };
            self.of_department(accepts).merge(&given);
            self.of_clerk(notice.clerk.as_str()).merge(&given);
        }
        for one in case.supervisions.iter().filter(|one| is_in(one.on.0)) {
            self.of_department(&one.addressee).supervised += 1;
        }
        self.by_department.retain(|_, sums| *sums != CaseSums::default());
        self.by_clerk.retain(|_, sums| *sums != CaseSums::default());
    }

    /// All departments together.
    #[must_use]
    pub fn total(&self) -> CaseSums {
        let mut total = CaseSums::default();
        self.by_department.values().for_each(|sums| total.merge(sums));
        total
    }

    fn of_department(&mut self, code: &str) -> &mut CaseSums {
        self.by_department.entry(code.to_owned()).or_default()
    }

    fn of_clerk(&mut self, code: &str) -> &mut CaseSums {
        self.by_clerk.entry(code.to_owned()).or_default()
    }
}

/// What happened to a case, but for notices, which are the accepting window's, and 督辦單, which are their addressee's.
fn of_case(plan: &HallPlan, case: &Case, (from, to): (Date, Date)) -> CaseSums {
    let is_in = |date: Date| from <= date && date <= to;
    let mut sums = CaseSums::default();
    let Some(accepted) = &case.acceptance else {
        return sums;
    };
    sums.accepted = u32::from(is_in(accepted.on.0));
    match &case.completed {
        Some(done) if is_in(done.on.0) => {
            let kept = case.kept_limit(plan);
            sums.done = u32::from(kept.is_some());
            sums.in_time = u32::from(kept == Some(true));
            sums.overdue = u32::from(kept == Some(false));
            sums.life_ms = between_ms(accepted.at, done.at);
            sums.outside_ms = outside_ms(case, (accepted.at, done.at));
        }
        Some(done) if done.on.0 <= to => {}
        Some(_) | None => {
            let used = case.used_days(plan, to).zip(case.limit_days());
            let is_late = accepted.on.0 <= to && used.is_some_and(|(used, limit)| used > limit);
            sums.overdue = u32::from(is_late);
        }
    }
    sums
}

/// For how long its file was outside the hall while it was handled.
fn outside_ms(case: &Case, (from, to): (Timestamp, Timestamp)) -> u64 {
    let times = case.outside.iter();
    times
        .map(|outside| between_ms(outside.since.max(from), outside.until.unwrap_or(to).min(to)))
        .sum()
}

fn between_ms(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.as_millisecond() - from.as_millisecond()).unwrap_or_default()
}
