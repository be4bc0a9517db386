//! How the month of a clerk, and of a department, is appraised: the written formula.
//!
//! Every mark follows from published figures: a criterion's measure lies between the value that has no marks and the value
//! that has all of them, and its weight says how much that counts.

use serde::{Deserialize, Serialize};

use super::Names;

/// The hall's rules for appraisals. A list that is empty: nobody is appraised by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppraisalRules {
    /// How many working days a clerk has to appeal against what was shown; 1–30.
    pub appeal_days: u32,
    /// How many of a hundred clerks may be found excellent (優秀), rounded down to heads; 0–100.
    pub excellent_percent: u32,
    /// For how many calendar days after a month was published the texts about it are kept; 1–1,095.
    pub keep_days: u32,
    /// The formula for clerks at windows.
    #[serde(default)]
    pub windows: Vec<CriterionRule>,
    /// The formula for departments that have people here.
    #[serde(default)]
    pub resident: Vec<CriterionRule>,
    /// The formula for departments whose matters are accepted on their behalf (代受理).
    #[serde(default)]
    pub on_behalf: Vec<CriterionRule>,
    /// Why points are given or taken, or a day is excused.
    #[serde(default)]
    pub points: Vec<PointReason>,
}

/// One criterion of a formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionRule {
    /// What is measured.
    pub criterion: Criterion,
    /// How much it counts, in percent; those of a formula sum up to 100.
    pub weight_percent: u32,
    /// Whether the regulation asks for it: then it counts for 3 % at least.
    #[serde(default)]
    pub required: bool,
    /// The measure that has all marks, in the criterion's unit: of points −1,000 to 1,000, of a share 0–100, else 0–1,000.
    pub full_at: i32,
    /// The measure that has none; beyond it there are none either. Where more is better it is the lower of the two.
    pub zero_at: i32,
}

/// Why a line of the ledger stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointReason {
    /// Its code.
    pub code: String,
    /// Its wording.
    pub names: Names,
    /// The least that a line may give, in points; −100 to 100. For leave: in days.
    pub least: i32,
    /// The most that a line may give.
    pub most: i32,
    /// Whether it excuses days of absence instead of giving points.
    #[serde(default)]
    pub leave: bool,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// 出勤: time signed in, in percent of the hall's hours.
    Attendance,
    /// Work in standard minutes per open hour, in percent of like windows.
    Workload,
    /// Kept promises, in percent of the visitors called.
    Promises,
    /// Correction notices that asked for something that the first did not; a count.
    SecondNotices,
    /// Cases done within their limit, in percent.
    CasesInTime,
    /// Verified ratings, in percent of the best.
    Ratings,
    /// The ledger: points given and taken.
    Points,
    /// Cases that were late at the month's end or done late; a count.
    Overdue,
    /// 督辦單 received; a count.
    Supervised,
    /// The share of case time for which files were outside the hall (體外循環), in percent.
    OutsideShare,
}

/// Who is appraised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Appraised {
    /// A clerk at windows.
    Clerk,
    /// A department.
    Department,
}

impl Criterion {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Attendance,
        Self::Workload,
        Self::Promises,
        Self::SecondNotices,
        Self::CasesInTime,
        Self::Ratings,
        Self::Points,
        Self::Overdue,
        Self::Supervised,
        Self::OutsideShare,
    ];

    /// Its word in plans, journals and addresses; never changed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::Workload => "workload",
            Self::Promises => "promises",
            Self::SecondNotices => "second_notices",
            Self::CasesInTime => "cases_in_time",
            Self::Ratings => "ratings",
            Self::Points => "points",
            Self::Overdue => "overdue",
            Self::Supervised => "supervised",
            Self::OutsideShare => "outside_share",
        }
    }

    /// Whether more of it is better.
    #[must_use]
    pub fn more_is_better(self) -> bool {
        match self {
            Self::Attendance
            | Self::Workload
            | Self::Promises
            | Self::CasesInTime
            | Self::Ratings
            | Self::Points => true,
            Self::SecondNotices | Self::Overdue | Self::Supervised | Self::OutsideShare => false,
        }
    }

    /// The least and the most that its scale may name: of a share no more than all of it.
    #[must_use]
    pub fn scale(self) -> (i32, i32) {
        match self {
            Self::Points => (-1000, 1000),
            Self::Attendance | Self::Promises | Self::CasesInTime | Self::Ratings | Self::OutsideShare => {
                (0, 100)
            }
            Self::Workload | Self::SecondNotices | Self::Overdue | Self::Supervised => (0, 1000),
        }
    }

    /// Whether it can be measured of somebody.
    #[must_use]
    pub fn fits(self, appraised: Appraised) -> bool {
        match self {
            Self::Attendance | Self::Workload | Self::Promises | Self::Points => {
                appraised == Appraised::Clerk
            }
            Self::Overdue | Self::Supervised | Self::OutsideShare => appraised == Appraised::Department,
            Self::SecondNotices | Self::CasesInTime | Self::Ratings => true,
        }
    }
}

impl Default for AppraisalRules {
    /// No formula, and what the regulation names.
    fn default() -> Self {
        Self {
            appeal_days: 5,
            excellent_percent: 30,
            keep_days: 365,
            windows: Vec::new(),
            resident: Vec::new(),
            on_behalf: Vec::new(),
            points: Vec::new(),
        }
    }
}

impl AppraisalRules {
    /// The formulas by their name in the plan, with whom each is for.
    #[must_use]
    pub fn formulas(&self) -> [(&'static str, &[CriterionRule], Appraised); 3] {
        [
            ("windows", &self.windows, Appraised::Clerk),
            ("resident", &self.resident, Appraised::Department),
            ("on_behalf", &self.on_behalf, Appraised::Department),
        ]
    }

    /// The formula for a department, by whether it has people here or others accept on its behalf.
    #[must_use]
    pub fn of_department(&self, on_behalf: bool) -> &[CriterionRule] {
        if on_behalf {
            &self.on_behalf
        } else {
            &self.resident
        }
    }

    /// A reason of the ledger by its code.
    #[must_use]
    pub fn point_reason(&self, code: &str) -> Option<&PointReason> {
        self.points.iter().find(|reason| reason.code == code)
    }
}
