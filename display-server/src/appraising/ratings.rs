//! The one seam to ratings: what they say of a month, by clerk and by department. Until there are any, nothing.

use std::collections::BTreeMap;

use queue_core::PersonCode;
use queue_core::appraisal::{Month, RatingFigures};

use crate::http::Refused;
use crate::state::HallState;

/// The ratings of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MonthRatings {
    pub(crate) by_clerk: BTreeMap<PersonCode, RatingFigures>,
    pub(crate) by_department: BTreeMap<String, RatingFigures>,
}

impl MonthRatings {
    /// Reads them. There is no table of ratings yet: every clerk has too few, and the formula lends their weight to the
    /// others.
    #[expect(clippy::unused_async, reason = "the table of ratings will be read here")]
    pub(super) async fn read(_state: &HallState, _month: Month) -> Result<Self, Refused> {
        Ok(Self::default())
    }

    pub(super) fn of_clerk(&self, person: &PersonCode) -> RatingFigures {
        self.by_clerk.get(person).copied().unwrap_or_default()
    }

    pub(super) fn of_department(&self, code: &str) -> RatingFigures {
        self.by_department.get(code).copied().unwrap_or_default()
    }
}
