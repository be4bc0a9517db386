//! Who may see a follow-up, and who may handle it.
//!
//! Invariant: what is about a manager no manager sees, nor anybody but overseers.
//! Invariant: nobody handles what is about themself.
//! Invariant: whoever it is about learns of a bad rating only by its verdict: a rating that shows at once names its visitor.

use super::{Followup, FollowupKind, Raised};
use crate::command::Actor;
use crate::ids::{PersonCode, ServiceDay};
use crate::plan::{HallPlan, Oversight, Role};

/// What somebody is to a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// May handle it.
    Handling,
    /// It is about them, and they are heard.
    About,
}

impl Followup {
    /// What a member of staff is to it; none: it is not theirs to see.
    #[must_use]
    pub fn part_of(&self, plan: &HallPlan, code: &PersonCode, role: Role) -> Option<Part> {
        let is_about = self.raised.about.as_ref() == Some(code);
        if is_about {
            return self.is_told_to_whom_it_is_about().then_some(Part::About);
        }
        let handles = match role {
            Role::Manager => !self.overseers_only,
            Role::Overseer => self.overseers_only || follows_up(plan, code),
            Role::Clerk | Role::Guide | Role::Reception => false,
        };
        handles.then_some(Part::Handling)
    }

    fn is_told_to_whom_it_is_about(&self) -> bool {
        match self.kind() {
            FollowupKind::Finding => true,
            FollowupKind::BadRating => self.decision().is_some(),
            FollowupKind::Complaint | FollowupKind::Unsolved | FollowupKind::Hotline => false,
        }
    }

    /// Whether it would tell who has just rated: a bad rating of a day that is still open.
    #[must_use]
    pub fn would_tell_who_rated(&self, open: Option<ServiceDay>) -> bool {
        self.kind() == FollowupKind::BadRating && open.is_some() && self.raised.day == open
    }

    /// The same for whoever acts.
    pub(super) fn part(&self, plan: &HallPlan, by: &Actor) -> Option<Part> {
        if let Actor::Person { code, role } = by {
            self.part_of(plan, code, *role)
        } else {
            None
        }
    }

    /// Whether somebody brought it up or decided about it, and so may not decide about it as another person.
    #[must_use]
    pub fn has_taken_part(&self, code: &PersonCode) -> bool {
        let opened = self.kind() == FollowupKind::Finding && self.opened_by == *code;
        opened || self.deciders().any(|decider| decider == code)
    }

    fn deciders(&self) -> impl Iterator<Item = &PersonCode> {
        use super::Stage::{Appeal, Verdict};
        let decided = self
            .done
            .iter()
            .filter(|done| matches!(done.waited.stage, Verdict | Appeal));
        decided.map(|done| &done.by)
    }
}

/// Whether an overseer handles what is not about a manager: 監察.
#[must_use]
pub fn follows_up(plan: &HallPlan, code: &PersonCode) -> bool {
    plan.oversees(code, Oversight::Discipline)
}

impl Raised {
    /// Whether it is about a manager, and so for overseers alone.
    pub(super) fn is_about_a_manager(&self, plan: &HallPlan) -> bool {
        let about = self.about.as_ref().and_then(|about| plan.person(about));
        self.management || about.is_some_and(|person| person.role == Role::Manager)
    }
}
