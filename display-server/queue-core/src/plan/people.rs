//! Staff: who they are, what they may do, and what overseers oversee.

use serde::{Deserialize, Serialize};

use super::Home;
use super::guiding::GuideSkills;
use crate::ids::{PersonCode, WindowNumber};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Work number.
    pub code: PersonCode,
    /// What the person may do.
    pub role: Role,
    /// The windows a clerk may sign in at.
    #[serde(default)]
    pub windows: Vec<WindowNumber>,
    /// What a guide can do besides leading.
    #[serde(default)]
    pub skills: GuideSkills,
    /// What an overseer oversees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub oversees: Vec<Oversight>,
    /// The department that sent the person here, whose staff the person stays (雙重管理).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
}

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Serves at a window.
    Clerk,
    /// Escorts visitors.
    Guide,
    /// Issues and checks at reception.
    Reception,
    /// Runs the day.
    Manager,
    /// Reads what is theirs to oversee, and follows up what is brought to them.
    Overseer,
}

/// What an overseer oversees: four kinds of supervision, each with its own view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Oversight {
    /// 中心監督: that matters are handled at one window.
    Centre,
    /// 法制監督: that approvals are lawful and open.
    Legal,
    /// 監察 (效能監督): that people do what they owe; 督辦.
    Discipline,
    /// 審計監督: fees.
    Audit,
}

impl Oversight {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Centre, Self::Legal, Self::Discipline, Self::Audit];
}
