//! A case, as staff see it and as its visitor may.

use hall_protocol::Names;
use hall_protocol::case::{
    CaseLine, CaseNoticeView, CasePressed, CaseView, ClockStopView, CompletedView, CompletionName,
    ExtensionView, LimitName, MatterView, OutsideView, StandingName, SupervisionView,
};
use jiff::civil::Date;
use queue_core::case::{Case, CaseNotice, ClockStop, Completion, LimitState, Outside, Standing, Supervision};
use queue_core::{HallPlan, Seq, TextId};

use super::names;
use crate::texts::Texts;

/// A case, for those who work in the hall; what was written about it only for whom it concerns, who bring the texts.
pub(crate) fn case(plan: &HallPlan, (seq, case): (Seq, &Case), day: Date, texts: Option<&Texts>) -> CaseView {
    let text = |id| texts.and_then(|texts| texts.text(id));
    CaseView {
        seq: seq.0,
        code: case.code.to_string(),
        service: names::service(plan, &case.service),
        department: department(plan, case),
        accepted_by: accepted_by(plan, case),
        hand_over: case.is_open()
            && case.outside.is_empty()
            && plan.decided_elsewhere(&case.service).is_some(),
        standing: standing_name(case.standing),
        began_on: case.began_on.0,
        window: case.window.map(queue_core::WindowNumber::get),
        clerk: case.clerk.to_string(),
        mandate: case.mandate.as_ref().map(ToString::to_string),
        accepted_on: case.acceptance.as_ref().map(|accepted| accepted.on.0),
        deemed: case.acceptance.as_ref().is_some_and(|accepted| accepted.deemed),
        limit_days: case.limit_days(),
        used_days: case.used_days(plan, day),
        due_on: due_on(plan, case),
        limit: case.limit_state(plan, day).map(limit_name),
        notices: case
            .notices
            .iter()
            .map(|one| notice(plan, case, one, &text))
            .collect(),
        stops: case.stops.iter().map(|one| stop(plan, one, &text)).collect(),
        extensions: case
            .extensions
            .iter()
            .map(|one| ExtensionView {
                days: one.days,
                reason: text(one.reason),
                asked_by: one.asked_by.to_string(),
                decided_by: one.decided.as_ref().map(|(by, _)| by.to_string()),
                granted: one.decided.as_ref().is_some_and(|(_, granted)| *granted),
            })
            .collect(),
        outside: case.outside.iter().map(|one| outside(one, &text)).collect(),
        supervisions: case
            .supervisions
            .iter()
            .map(|one| supervision(plan, one, &text))
            .collect(),
        completed: case.completed.as_ref().map(|done| CompletedView {
            on: done.on.0,
            how: completion_name(done.how),
            by: done.by.to_string(),
            kept_limit: case.kept_limit(plan),
        }),
        collected_on: case.collected_on.map(|day| day.0),
    }
}

/// A case in a list.
pub(crate) fn line(plan: &HallPlan, case: &Case, day: Date) -> CaseLine {
    CaseLine {
        code: case.code.to_string(),
        service: names::service(plan, &case.service),
        department: department(plan, case),
        standing: standing_name(case.standing),
        limit: case.limit_state(plan, day).map(limit_name),
        due_on: due_on(plan, case),
        stopped: case.stop().map(|stop| stop.reason.clone()),
        away: case.away().map(|outside| outside.to.clone()),
        asks: case.asked_extension().is_some(),
        supervised: case.open_supervision().is_some(),
        window: case.window.map(queue_core::WindowNumber::get),
        clerk: case.clerk.to_string(),
    }
}

/// What anybody who has the code may know.
pub(crate) fn matter(plan: &HallPlan, case: &Case, day: Date) -> MatterView {
    let awaited = matches!(case.standing, Standing::AwaitingCorrection { .. });
    let last = case.notices.last().filter(|_| awaited);
    MatterView {
        code: case.code.to_string(),
        service: names::service(plan, &case.service),
        standing: standing_name(case.standing),
        began_on: case.began_on.0,
        limit_days: case.limit_days(),
        due_on: due_on(plan, case),
        overdue: case.limit_state(plan, day) == Some(LimitState::Overdue),
        stopped: case.stop().map(|stop| reason_names(plan, &stop.reason)),
        missing: last.map_or_else(Vec::new, |last| missing(plan, case, last)),
        more: last.is_some_and(|last| last.remark.is_some()),
        done_on: case.completed.as_ref().map(|done| done.on.0),
        how: case.completed.as_ref().map(|done| completion_name(done.how)),
        collected_on: case.collected_on.map(|day| day.0),
    }
}

/// What a press about a case came to.
pub(super) fn pressed(plan: &HallPlan, case: &Case) -> CasePressed {
    CasePressed {
        code: case.code.to_string(),
        standing: standing_name(case.standing),
        due_on: due_on(plan, case),
    }
}

fn due_on(plan: &HallPlan, case: &Case) -> Option<Date> {
    case.due_on(plan).or_else(|| case.waits_until(plan))
}

fn department(plan: &HallPlan, case: &Case) -> String {
    plan.decides(&case.service).unwrap_or_default().to_owned()
}

/// The department whose service it is, where another decides.
fn accepted_by(plan: &HallPlan, case: &Case) -> Option<String> {
    let service = plan.service(&case.service)?;
    Some(service.department.clone()).filter(|department| department != service.decides())
}

/// What a text says; none: it is gone, or not the reader's.
type Said<'a> = &'a dyn Fn(TextId) -> Option<String>;

fn notice(plan: &HallPlan, case: &Case, notice: &CaseNotice, text: Said<'_>) -> CaseNoticeView {
    CaseNoticeView {
        at: notice.at,
        clerk: notice.clerk.to_string(),
        missing: missing(plan, case, notice),
        remark: notice.remark.and_then(text),
        beyond_first: notice.beyond_first,
    }
}

/// The documents of a notice, as they were called when it was told.
fn missing(plan: &HallPlan, case: &Case, notice: &CaseNotice) -> Vec<Names> {
    if !notice.documents.is_empty() {
        return notice.documents.iter().map(names::names).collect();
    }
    let documents = names::documents(plan, &case.service);
    let places = notice.missing.iter();
    places
        .filter_map(|place| documents.get(usize::from(*place)).cloned())
        .collect()
}

fn outside(one: &Outside, text: Said<'_>) -> OutsideView {
    OutsideView {
        to: one.to.clone(),
        holder: text(one.holder),
        since: one.since,
        until: one.until,
    }
}

fn stop(plan: &HallPlan, stop: &ClockStop, text: Said<'_>) -> ClockStopView {
    ClockStopView {
        reason: stop.reason.clone(),
        names: reason_names(plan, &stop.reason),
        evidence: text(stop.evidence),
        from: stop.from.0,
        until: stop.until.map(|day| day.0),
        cap_days: stop.cap_days,
    }
}

fn reason_names(plan: &HallPlan, reason: &str) -> Names {
    let known = plan.cases().stop_reason(reason);
    known.map_or_else(Names::default, |known| names::names(&known.names))
}

fn supervision(plan: &HallPlan, one: &Supervision, text: Said<'_>) -> SupervisionView {
    SupervisionView {
        addressee: one.addressee.clone(),
        by: one.by.to_string(),
        on: one.on.0,
        question: text(one.question),
        answer_by: plan.add_working_days(one.on.0, one.answer_days),
        answer: one.answer.and_then(|(id, _)| text(id)),
        answered_on: one.answer.map(|(_, day)| day.0),
    }
}

/// A standing, as the wire and the tables spell it.
pub(crate) fn standing_name(standing: Standing) -> StandingName {
    match standing {
        Standing::Received { .. } => StandingName::Received,
        Standing::AwaitingCorrection { .. } => StandingName::AwaitingCorrection,
        Standing::Open => StandingName::Open,
        Standing::Closed => StandingName::Closed,
    }
}

fn limit_name(state: LimitState) -> LimitName {
    match state {
        LimitState::InTime => LimitName::InTime,
        LimitState::Warned => LimitName::Warned,
        LimitState::Overdue => LimitName::Overdue,
    }
}

pub(super) fn completion_name(how: Completion) -> CompletionName {
    match how {
        Completion::Granted => CompletionName::Granted,
        Completion::Refused => CompletionName::Refused,
        Completion::FileReturned => CompletionName::FileReturned,
        Completion::TakenBack => CompletionName::TakenBack,
    }
}

/// A completion, as the core has it.
pub(crate) fn completion_of(how: CompletionName) -> Completion {
    match how {
        CompletionName::Granted => Completion::Granted,
        CompletionName::Refused => Completion::Refused,
        CompletionName::FileReturned => Completion::FileReturned,
        CompletionName::TakenBack => Completion::TakenBack,
    }
}

#[cfg(test)]
mod tests {
    use queue_core::ServiceDay;

    use super::*;

    #[test]
    fn the_table_and_the_wire_spell_a_standing_alike() {
        let day = ServiceDay(jiff::civil::date(2026, 3, 2));
        for standing in [
            Standing::Received {
                on: day,
                tell_days: 5,
            },
            Standing::AwaitingCorrection {
                since: day,
                correct_days: 10,
            },
            Standing::Open,
            Standing::Closed,
        ] {
            assert_eq!(standing.word(), standing_name(standing).name());
        }
    }
}
