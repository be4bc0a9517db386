//! Whose a member of staff is: the department that sent the person here (雙重管理).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whose a member of staff is, and for how long here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The department.
    pub department: String,
    /// The first day here; none: since always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day here; none: until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Home {
    /// Whether the person is here on a day.
    #[must_use]
    pub fn is_here_on(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}
