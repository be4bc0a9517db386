//! A follow-up, as those see it who handle it, whom it is about, and who brought it up.
//!
//! Invariant: whoever it is about never sees who complained or rated, nor what a rating says in words.

use hall_protocol::Names;
use hall_protocol::case::LimitName;
use hall_protocol::followup::{
    BroughtAtName, CallBackView, ComplaintView, DecisionView, DoneView, FollowupKindName, FollowupLine,
    FollowupPressed, FollowupView, PartName, SatisfactionName, StageName, VerbName, VerdictName,
};
use jiff::civil::Date;
use queue_core::case::LimitState;
use queue_core::followup::{
    BroughtAt, Decision, Doer, Done, Followup, FollowupKind, Part, Satisfaction, Stage, Verdict,
};
use queue_core::plan::FollowupCodes;
use queue_core::{HallPlan, PersonCode, TextId, WindowNumber};

use super::names;
use crate::texts::Texts;

/// Who looks, and at what.
pub(crate) struct Looked<'a> {
    pub(crate) plan: &'a HallPlan,
    pub(crate) day: Date,
    pub(crate) texts: &'a Texts,
    pub(crate) person: &'a PersonCode,
    pub(crate) part: Part,
}

impl Looked<'_> {
    /// A follow-up, for a member of staff who may see it.
    pub(crate) fn view(&self, followup: &Followup) -> FollowupView {
        let raised = &followup.raised;
        let handles = self.part == Part::Handling;
        // A finding says what somebody is blamed for; a rating may say who rated.
        let is_told = handles || followup.kind() == FollowupKind::Finding;
        FollowupView {
            changes: followup.changes,
            line: line(self.plan, followup, self.day, self.part),
            part: part_name(self.part),
            can: self.can(followup),
            at: brought_at_name(raised.at),
            day: raised.day.map(|day| day.0),
            text: self.text(raised.text.filter(|_| is_told)),
            contact: self.text(raised.contact.filter(|_| handles)),
            order: self.text(raised.order.filter(|_| handles)),
            matter: raised.matter.as_ref().map(ToString::to_string),
            entry: raised.entry.map(|entry| entry.0).filter(|_| handles),
            statement: self.text(followup.statement),
            decisions: decisions(self.plan, followup, self.texts),
            rectified: self.text(followup.rectified),
            called_back: followup.called_back.map(|back| CallBackView {
                how: satisfaction_name(back.how),
                remark: self.text(back.remark.filter(|_| handles)),
            }),
            appeal: self.text(followup.appeal),
            done: followup
                .done
                .iter()
                .map(|one| done(self.plan, one, handles))
                .collect(),
        }
    }

    fn text(&self, id: Option<TextId>) -> Option<String> {
        self.texts.text(id?)
    }

    /// What may be done now; whether it holds is the hall's to decide.
    fn can(&self, followup: &Followup) -> Vec<VerbName> {
        let Some(step) = followup.step() else {
            return Vec::new();
        };
        let handles = self.part == Part::Handling;
        let is_waited_for = match step.by {
            Doer::Handling | Doer::Bringer | Doer::BringerOrHandling => handles,
            Doer::Another => handles && !followup.has_taken_part(self.person),
            Doer::About => !handles,
        };
        let verb = match step.stage {
            Stage::Statement => Some(VerbName::State),
            Stage::Verdict | Stage::Appeal => Some(VerbName::Decide),
            Stage::Rectification => Some(VerbName::Rectify),
            Stage::CallBack => Some(VerbName::CallBack),
            Stage::AppealPeriod => Some(VerbName::Appeal),
            Stage::Closed => None,
        };
        let now = verb.filter(|_| is_waited_for);
        now.into_iter()
            .chain(handles.then_some(VerbName::Assign))
            .collect()
    }
}

/// A follow-up in a list.
pub(crate) fn line(plan: &HallPlan, followup: &Followup, day: Date, part: Part) -> FollowupLine {
    let raised = &followup.raised;
    let handles = part == Part::Handling;
    FollowupLine {
        code: followup.code.to_string(),
        kind: kind_name(followup.kind()),
        stage: stage_name(followup.waits.stage),
        service: raised.service.as_ref().map(|code| names::service(plan, code)),
        window: raised.window.map(WindowNumber::get),
        about: raised.about.as_ref().map(ToString::to_string),
        management: raised.management,
        overseers_only: followup.overseers_only,
        cross_province: raised.cross_province,
        began_on: followup.began_on.0,
        due_on: followup.due_on(plan),
        limit: followup.limit_state(plan, day).map(limit_name),
        assigned: followup
            .assigned
            .as_ref()
            .filter(|_| handles)
            .map(ToString::to_string),
        verdict: followup.decision().map(|decision| verdict_name(decision.verdict)),
        closed_on: followup.closed_on.map(|day| day.0),
    }
}

/// What whoever brought it up sees of it.
pub(crate) fn complaint(plan: &HallPlan, followup: &Followup, day: Date, texts: &Texts) -> ComplaintView {
    let decision = followup.decision();
    ComplaintView {
        code: followup.code.to_string(),
        kind: kind_name(followup.kind()),
        stage: stage_name(followup.waits.stage),
        service: followup
            .raised
            .service
            .as_ref()
            .map(|code| names::service(plan, code)),
        began_on: followup.began_on.0,
        due_on: followup.due_on(plan),
        overdue: followup.limit_state(plan, day) == Some(LimitState::Overdue),
        verdict: decision.map(|decision| verdict_name(decision.verdict)),
        answer: decision.and_then(|decision| texts.text(decision.answer)),
        called_back: followup.called_back.map(|back| satisfaction_name(back.how)),
        closed_on: followup.closed_on.map(|day| day.0),
    }
}

pub(super) fn pressed(plan: &HallPlan, followup: &Followup) -> FollowupPressed {
    FollowupPressed {
        code: followup.code.to_string(),
        stage: stage_name(followup.waits.stage),
        due_on: followup.due_on(plan),
    }
}

fn done(plan: &HallPlan, done: &Done, handles: bool) -> DoneView {
    // Who called whoever complained says nothing to whom it is about.
    let by = if handles || done.waited.stage != Stage::CallBack {
        done.by.to_string()
    } else {
        String::new()
    };
    DoneView {
        stage: stage_name(done.waited.stage),
        on: done.on.0,
        by,
        in_time: done.in_time(plan),
    }
}

/// The decisions, each with who made it and when.
fn decisions(plan: &HallPlan, followup: &Followup, texts: &Texts) -> Vec<DecisionView> {
    let made = followup
        .done
        .iter()
        .filter(|done| matches!(done.waited.stage, Stage::Verdict | Stage::Appeal));
    let both = followup.decisions.iter().zip(made);
    both.map(|(decision, done)| decision_view(plan, decision, done, texts))
        .collect()
}

fn decision_view(plan: &HallPlan, decision: &Decision, done: &Done, texts: &Texts) -> DecisionView {
    let rules = plan.followups();
    let named = |codes: &FollowupCodes, code: Option<&String>| {
        code.map(|code| {
            codes.get(code).map_or_else(
                || Names {
                    zh_hant: code.clone(),
                    zh_hans: code.clone(),
                    en: code.clone(),
                },
                |known| names::names(&known.names),
            )
        })
    };
    DecisionView {
        verdict: verdict_name(decision.verdict),
        measure: named(&rules.measures, decision.measure.as_ref()),
        cause: named(&rules.causes, decision.cause.as_ref()),
        answer: texts.text(decision.answer),
        by: done.by.to_string(),
        on: done.on.0,
    }
}

fn limit_name(state: LimitState) -> LimitName {
    match state {
        LimitState::InTime => LimitName::InTime,
        LimitState::Warned => LimitName::Warned,
        LimitState::Overdue => LimitName::Overdue,
    }
}

fn part_name(part: Part) -> PartName {
    match part {
        Part::Handling => PartName::Handling,
        Part::About => PartName::About,
    }
}

/// Both ways between the wire's words and the core's.
macro_rules! same {
    ($to:ident: $core:ident => $wire:ident, $from:ident { $($value:ident),+ $(,)? }) => {
        pub(crate) fn $to(value: $core) -> $wire {
            match value {
                $($core::$value => $wire::$value,)+
            }
        }

        pub(crate) fn $from(name: $wire) -> $core {
            match name {
                $($wire::$value => $core::$value,)+
            }
        }
    };
}

same!(kind_name: FollowupKind => FollowupKindName, kind_of { Complaint, Unsolved, Hotline, Finding, BadRating });
same!(verdict_name: Verdict => VerdictName, verdict_of {
    Founded, Partly, Unfounded, Solved, NotSolved, Explained, NotUpheld, Upheld, ClerkAtFault, NotTheClerk, Malicious,
});
same!(satisfaction_name: Satisfaction => SatisfactionName, satisfaction_of { Satisfied, Dissatisfied, NotReached });

pub(crate) fn stage_name(stage: Stage) -> StageName {
    match stage {
        Stage::Statement => StageName::Statement,
        Stage::Verdict => StageName::Verdict,
        Stage::Rectification => StageName::Rectification,
        Stage::CallBack => StageName::CallBack,
        Stage::AppealPeriod => StageName::AppealPeriod,
        Stage::Appeal => StageName::Appeal,
        Stage::Closed => StageName::Closed,
    }
}

fn brought_at_name(at: BroughtAt) -> BroughtAtName {
    match at {
        BroughtAt::Phone => BroughtAtName::Phone,
        BroughtAt::Kiosk => BroughtAtName::Kiosk,
        BroughtAt::Window => BroughtAtName::Window,
        BroughtAt::Office => BroughtAtName::Office,
        BroughtAt::Rating => BroughtAtName::Rating,
    }
}
