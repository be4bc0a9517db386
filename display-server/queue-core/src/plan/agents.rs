//! The register of agents (代辦員): who may act for others at this hall, and in what. Always free.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{HallPlan, Names};
use crate::ids::{AgentCode, PersonCode};

/// Somebody who may act for others. A company's own 經辦人 is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Its code, such as `D001`.
    pub code: AgentCode,
    /// Whose agent it is: a village, a street, the centre. Never a person's name.
    pub names: Names,
    /// What it may do.
    pub kinds: Vec<AgentKind>,
    /// The member of staff who it is, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonCode>,
    /// The first day on which it may act; none: it always could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day; none: until it is taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// What an agent does for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentKind {
    /// 重點項目: one agent for all matters of a key project.
    KeyProject,
    /// 招商: for an investor, in everything or in part.
    Investment,
    /// 村（社區）全程代理: for the people of a village, many on one trip.
    Village,
    /// 特殊群體: for people who cannot come.
    SpecialGroups,
}

impl AgentKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::KeyProject,
        Self::Investment,
        Self::Village,
        Self::SpecialGroups,
    ];

    /// Whether what it does belongs to a project, which has a title of its own.
    #[must_use]
    pub fn has_project(self) -> bool {
        matches!(self, Self::KeyProject | Self::Investment)
    }
}

impl Agent {
    /// Whether it may act in a matter of a kind on a day.
    #[must_use]
    pub fn may(&self, kind: AgentKind, day: Date) -> bool {
        let begun = self.from.is_none_or(|from| from <= day);
        let holds = self.until.is_none_or(|until| day <= until);
        begun && holds && self.kinds.contains(&kind)
    }
}

impl HallPlan {
    /// An agent, by code.
    #[must_use]
    pub fn agent(&self, code: &AgentCode) -> Option<&Agent> {
        self.parts.agents.iter().find(|agent| agent.code == *code)
    }
}
