//! How follow-ups are kept: within how many days each stage is due, and what codes decisions name.

use serde::{Deserialize, Serialize};

use super::CallReason;
use crate::followup::{FollowupKind, Stage};

/// The hall's rules for follow-ups. All lengths are in working days, unless they say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowupRules {
    /// Within how many days a complaint is answered; 1–60.
    pub complaint_days: u32,
    /// Within how many days what could not be done is taken care of; 1–60.
    pub unsolved_days: u32,
    /// Within how many days an order of the hotline is answered that names no day itself; 1–60.
    pub hotline_days: u32,
    /// How many days whoever a finding is about has to be heard; 1–30.
    pub statement_days: u32,
    /// Within how many days after that it is decided; 1–60.
    pub decision_days: u32,
    /// Within how many days a bad rating is verified; 1–30.
    pub verify_days: u32,
    /// Within how many days something is done about one that the clerk was at fault for; 1–60.
    pub rectify_days: u32,
    /// Within how many days after that whoever brought something up is called back; 1–30.
    pub call_back_days: u32,
    /// For how many days a decision can be appealed against; 1–30.
    pub appeal_days: u32,
    /// Within how many days an appeal is decided; 1–60.
    pub appeal_decision_days: u32,
    /// So many days before its last one, a follow-up is warned of; 0–10.
    pub warn_days: u32,
    /// For how many calendar days after a follow-up was over its texts are kept; 1–365.
    pub keep_days: u32,
    /// What follows from a finding that is upheld.
    #[serde(default)]
    pub measures: FollowupCodes,
    /// Why something could not be done.
    #[serde(default)]
    pub causes: FollowupCodes,
}

/// Codes that a decision names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FollowupCodes(pub Vec<CallReason>);

impl FollowupCodes {
    /// One by its code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&CallReason> {
        self.0.iter().find(|one| one.code == code)
    }

    /// Whether a decision names what it must: one of them where it wants one and there are any, and else none.
    #[must_use]
    pub fn fits(&self, code: Option<&str>, is_wanted: bool) -> bool {
        match code {
            Some(code) => is_wanted && self.get(code).is_some(),
            None => !is_wanted || self.0.is_empty(),
        }
    }
}

impl Default for FollowupRules {
    /// What halls usually promise; an appeal within five days, as the regulation on assessment has it.
    fn default() -> Self {
        Self {
            complaint_days: 5,
            unsolved_days: 3,
            hotline_days: 5,
            statement_days: 5,
            decision_days: 15,
            verify_days: 5,
            rectify_days: 15,
            call_back_days: 5,
            appeal_days: 5,
            appeal_decision_days: 10,
            warn_days: 1,
            keep_days: 60,
            measures: FollowupCodes::default(),
            causes: FollowupCodes::default(),
        }
    }
}

impl FollowupRules {
    /// How many working days a stage of a kind may take; 0: nothing is waited for.
    #[must_use]
    pub fn days(&self, kind: FollowupKind, stage: Stage) -> u32 {
        match stage {
            Stage::Statement => self.statement_days,
            Stage::Verdict => match kind {
                FollowupKind::Complaint => self.complaint_days,
                FollowupKind::Unsolved => self.unsolved_days,
                FollowupKind::Hotline => self.hotline_days,
                FollowupKind::Finding => self.decision_days,
                FollowupKind::BadRating => self.verify_days,
            },
            Stage::Rectification => self.rectify_days,
            Stage::CallBack => self.call_back_days,
            Stage::AppealPeriod => self.appeal_days,
            Stage::Appeal => self.appeal_decision_days,
            Stage::Closed => 0,
        }
    }

    /// Its lengths by the name of their field, with what each may be and in what.
    #[must_use]
    pub fn lengths(&self) -> [(&'static str, u32, (u32, u32), &'static str); 12] {
        let days = "working days";
        [
            ("complaint_days", self.complaint_days, (1, 60), days),
            ("unsolved_days", self.unsolved_days, (1, 60), days),
            ("hotline_days", self.hotline_days, (1, 60), days),
            ("statement_days", self.statement_days, (1, 30), days),
            ("decision_days", self.decision_days, (1, 60), days),
            ("verify_days", self.verify_days, (1, 30), days),
            ("rectify_days", self.rectify_days, (1, 60), days),
            ("call_back_days", self.call_back_days, (1, 30), days),
            ("appeal_days", self.appeal_days, (1, 30), days),
            ("appeal_decision_days", self.appeal_decision_days, (1, 60), days),
            ("warn_days", self.warn_days, (0, 10), days),
            ("keep_days", self.keep_days, (1, 365), "days"),
        ]
    }
}
