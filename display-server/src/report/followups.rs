//! What a day did to follow-ups, by kind, and why things could not be done.
//!
//! Invariant: what is about a manager is in no figure that managers read.

use std::collections::BTreeMap;

use hall_protocol::report::{CauseCount, FollowupsOf};
use jiff::civil::Date;
use queue_core::HallPlan;
use queue_core::followup::{Followup, FollowupEvent, FollowupKind, Stage};

use crate::store::DayRecords;
use crate::views::kind_name;

/// Each kind, in order.
pub(super) fn by_kind(followups: &DayRecords<Followup>, plan: &HallPlan, day: Date) -> Vec<FollowupsOf> {
    let kinds = FollowupKind::ALL.into_iter();
    kinds.map(|kind| of_kind(followups, plan, day, kind)).collect()
}

fn of_kind(followups: &DayRecords<Followup>, plan: &HallPlan, day: Date, kind: FollowupKind) -> FollowupsOf {
    let counts = |followup: &Followup| followup.kind() == kind && !followup.overseers_only;
    let mut figures = FollowupsOf {
        kind: kind_name(kind),
        opened: 0,
        answered: 0,
        in_time: 0,
        founded: 0,
        appealed: 0,
        open: 0,
        overdue: 0,
    };
    for (followup, event) in followups.happened.iter().filter(|(one, _)| counts(one)) {
        count(&mut figures, plan, followup, event);
    }
    for followup in followups.open.iter().filter(|one| counts(one)) {
        figures.open += 1;
        figures.overdue += u32::from(followup.was_overdue_on(plan, day));
    }
    figures
}

fn count(figures: &mut FollowupsOf, plan: &HallPlan, followup: &Followup, event: &FollowupEvent) {
    match event {
        FollowupEvent::Opened { .. } => figures.opened += 1,
        FollowupEvent::Decided { decision, .. } => {
            let in_time = followup
                .done(Stage::Verdict)
                .is_some_and(|done| done.in_time(plan));
            figures.answered += 1;
            figures.in_time += u32::from(in_time);
            figures.founded += u32::from(decision.verdict.is_founded());
        }
        FollowupEvent::Appealed { .. } => figures.appealed += 1,
        FollowupEvent::Assigned { .. }
        | FollowupEvent::Stated { .. }
        | FollowupEvent::Rectified { .. }
        | FollowupEvent::CalledBack { .. }
        | FollowupEvent::AppealDecided { .. }
        | FollowupEvent::Lapsed { .. } => {}
    }
}

/// Why things could not be done, the most frequent first.
pub(super) fn causes(followups: &DayRecords<Followup>) -> Vec<CauseCount> {
    let seen = followups.happened.iter().filter(|(one, _)| !one.overseers_only);
    let causes = seen.filter_map(|(_, event)| {
        if let FollowupEvent::Decided { decision, .. } = event {
            decision.cause.as_deref()
        } else {
            None
        }
    });
    counted(causes)
}

/// How often each, the most frequent first.
pub(crate) fn counted<'a>(causes: impl Iterator<Item = &'a str>) -> Vec<CauseCount> {
    let mut times: BTreeMap<&str, u32> = BTreeMap::new();
    causes.for_each(|cause| *times.entry(cause).or_default() += 1);
    let counts = times.into_iter().map(|(cause, times)| CauseCount {
        cause: cause.to_owned(),
        times,
    });
    let mut counts: Vec<_> = counts.collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.times));
    counts
}
