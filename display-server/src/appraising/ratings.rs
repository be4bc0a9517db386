//! The one seam to ratings: what they say of a month, by clerk and by department.

use std::collections::BTreeMap;

use queue_core::appraisal::{Month, RatingFigures};
use queue_core::plan::RatingRules;
use queue_core::{PersonCode, rating};

use super::plans::MonthPlans;
use crate::http::Refused;
use crate::report::{clerk_figures, department_figures};
use crate::state::HallState;

/// The ratings of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MonthRatings {
    pub(crate) by_clerk: BTreeMap<PersonCode, RatingFigures>,
    pub(crate) by_department: BTreeMap<String, RatingFigures>,
}

impl MonthRatings {
    /// Reads those of a month that is over. Of one that goes on nothing is told: what grows while a clerk looks would tell
    /// who has just rated.
    pub(super) async fn read(state: &HallState, plans: &MonthPlans, month: Month) -> Result<Self, Refused> {
        let plan = &plans.now;
        let days = (month.first(), month.last());
        let mut read = Self::default();
        let rules = plan.ratings();
        let all = state.reports.ratings(days, None).await?;
        for person in plans.clerks() {
            let figures = figures(&clerk_figures(&all, rules, &person.code), rules);
            read.by_clerk.insert(person.code.clone(), figures);
        }
        for department in &plan.parts().departments {
            let figures = figures(&department_figures(&all, plan, &department.code), rules);
            read.by_department.insert(department.code.clone(), figures);
        }
        Ok(read)
    }

    pub(super) fn of_clerk(&self, person: &PersonCode) -> RatingFigures {
        self.by_clerk.get(person).copied().unwrap_or_default()
    }

    pub(super) fn of_department(&self, code: &str) -> RatingFigures {
        self.by_department.get(code).copied().unwrap_or_default()
    }
}

fn figures(figures: &rating::RatingFigures, rules: &RatingRules) -> RatingFigures {
    let levels = &figures.levels;
    RatingFigures {
        rateable: figures.rateable,
        rated: figures.rated,
        by_level: [
            levels.very_satisfied,
            levels.satisfied,
            levels.basically_satisfied,
            levels.dissatisfied,
            levels.very_dissatisfied,
        ],
        bad: figures.bad,
        verified_bad: figures.verified_bad,
        flagged: figures.flagged,
        enough: rules.enough,
    }
}
