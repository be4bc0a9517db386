//! The stages of every kind of follow-up, in one table: what is waited for, from whom, and what comes next.

use serde::{Deserialize, Serialize};

use super::FollowupKind;

/// What a follow-up waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 陳述申辯: what whoever it is about has to say.
    Statement,
    /// 核實、答覆: what is found, and the answer.
    Verdict,
    /// 整改: what is done so that it does not happen again.
    Rectification,
    /// 回訪: what whoever brought it up says of the answer.
    CallBack,
    /// The time in which the decision can be appealed against.
    AppealPeriod,
    /// 申訴: a decision on the appeal.
    Appeal,
    /// Nothing any more.
    Closed,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Statement,
        Self::Verdict,
        Self::Rectification,
        Self::CallBack,
        Self::AppealPeriod,
        Self::Appeal,
        Self::Closed,
    ];

    /// Its word in the table; never changed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Verdict => "verdict",
            Self::Rectification => "rectification",
            Self::CallBack => "call_back",
            Self::AppealPeriod => "appeal_period",
            Self::Appeal => "appeal",
            Self::Closed => "closed",
        }
    }
}

/// From whom something is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doer {
    /// Whoever handles it: a manager, or an overseer.
    Handling,
    /// Whoever handles it, and neither brought it up nor has decided about it.
    Another,
    /// The member of staff whom it is about.
    About,
    /// Whoever brought it up: with its code, or a member of staff for them.
    Bringer,
    /// Whoever brought it up, or whoever handles it and asks them.
    BringerOrHandling,
}

/// One stage of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is waited for.
    pub stage: Stage,
    /// From whom.
    pub by: Doer,
    /// When it is passed through at all.
    if_: If,
    /// Whether it is over when its time is; else it is overdue.
    pub lapses: bool,
}

/// When a stage is passed through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum If {
    Always,
    /// What was brought up is so.
    Founded,
    /// Somebody appealed.
    Appealed,
}

const fn step(stage: Stage, by: Doer, if_: If) -> Step {
    let lapses = matches!(stage, Stage::Statement | Stage::AppealPeriod);
    Step {
        stage,
        by,
        if_,
        lapses,
    }
}

const COMPLAINT: &[Step] = &[
    step(Stage::Verdict, Doer::Handling, If::Always),
    step(Stage::CallBack, Doer::BringerOrHandling, If::Always),
    step(Stage::AppealPeriod, Doer::Bringer, If::Always),
    step(Stage::Appeal, Doer::Another, If::Appealed),
];

const UNSOLVED: &[Step] = &[
    step(Stage::Verdict, Doer::Handling, If::Always),
    step(Stage::CallBack, Doer::BringerOrHandling, If::Always),
];

const HOTLINE: &[Step] = &[step(Stage::Verdict, Doer::Handling, If::Always)];

const FINDING: &[Step] = &[
    step(Stage::Statement, Doer::About, If::Always),
    step(Stage::Verdict, Doer::Another, If::Always),
    step(Stage::AppealPeriod, Doer::About, If::Founded),
    step(Stage::Appeal, Doer::Another, If::Appealed),
];

const BAD_RATING: &[Step] = &[
    step(Stage::Verdict, Doer::Handling, If::Always),
    step(Stage::Rectification, Doer::Handling, If::Founded),
    step(Stage::CallBack, Doer::BringerOrHandling, If::Always),
    step(Stage::AppealPeriod, Doer::About, If::Founded),
    step(Stage::Appeal, Doer::Another, If::Appealed),
];

impl FollowupKind {
    /// Its stages, in order.
    #[must_use]
    pub fn steps(self) -> &'static [Step] {
        match self {
            Self::Complaint => COMPLAINT,
            Self::Unsolved => UNSOLVED,
            Self::Hotline => HOTLINE,
            Self::Finding => FINDING,
            Self::BadRating => BAD_RATING,
        }
    }

    /// Its first stage.
    pub(super) fn first(self) -> Stage {
        self.steps().first().map_or(Stage::Closed, |step| step.stage)
    }

    /// One of its stages; none: it has none such, or is over.
    #[must_use]
    pub fn step(self, stage: Stage) -> Option<&'static Step> {
        self.steps().iter().find(|step| step.stage == stage)
    }

    /// What comes after a stage.
    pub(super) fn after(self, stage: Stage, is_founded: bool, is_appealed: bool) -> Stage {
        let is_passed = |step: &&Step| match step.if_ {
            If::Always => true,
            If::Founded => is_founded,
            If::Appealed => is_appealed,
        };
        let later = self.steps().iter().skip_while(|step| step.stage != stage);
        later
            .skip(1)
            .find(is_passed)
            .map_or(Stage::Closed, |step| step.stage)
    }
}
