//! Ranges: numbers, minutes, promises and patience within what they may be.

use super::super::{CaseRules, HalfDayCap, MOST_NUMBERS_PER_DAY, PlanParts, Rules, Service};
use super::findings::Findings;

/// How long before the end of a session tickets may stop, in seconds.
const TICKET_STOP_S: (u32, u32) = (0, 14_400);

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    for (index, group) in parts.groups.iter().enumerate() {
        let path = format!("groups[{index}].numbers_per_day");
        findings.range(
            path,
            group.numbers_per_day,
            (1, MOST_NUMBERS_PER_DAY),
            "numbers a day",
        );
        if let Some(cap) = &group.half_day {
            of_cap(&format!("groups[{index}].half_day"), cap, findings);
        }
        ticket_stop(&format!("groups[{index}]"), group.ticket_stop_s, findings);
        if group.remote && group.by_card {
            findings.add(
                format!("groups[{index}].remote"),
                format!("group {} wants a card, which a phone cannot show", group.letter),
                "leave `remote` out, or `by_card`",
            );
        }
    }
    for (index, service) in parts.services.iter().enumerate() {
        of_service(&format!("services[{index}]"), service, findings);
    }
    for (index, class) in parts.classes.iter().enumerate() {
        findings.range(
            format!("classes[{index}].promise_s"),
            class.promise_s,
            (0, 14_400),
            "seconds",
        );
    }
    of_rules(&parts.rules, findings);
    of_cases(&parts.cases, findings);
    for (name, days, range, unit) in parts.followups.lengths() {
        findings.range(format!("followups.{name}"), days, range, unit);
    }
}

fn of_cases(cases: &CaseRules, findings: &mut Findings) {
    for (name, value, range, unit) in [
        ("tell_days", cases.tell_days, (1, 30), "working days"),
        ("correct_days", cases.correct_days, (1, 60), "working days"),
        ("warn_percent", cases.warn_percent, (1, 90), "percent"),
        ("extend_days", cases.extend_days, (0, 60), "working days"),
        ("answer_days", cases.answer_days, (1, 30), "working days"),
        ("keep_days", cases.keep_days, (1, 365), "days"),
    ] {
        findings.range(format!("cases.{name}"), value, range, unit);
    }
    for (index, reason) in cases.stop_reasons.iter().enumerate() {
        let path = format!("cases.stop_reasons[{index}].cap_days");
        findings.range(path, reason.cap_days, (1, 365), "working days");
    }
}

fn ticket_stop(path: &str, stop_s: Option<u32>, findings: &mut Findings) {
    if let Some(stop_s) = stop_s {
        findings.range(format!("{path}.ticket_stop_s"), stop_s, TICKET_STOP_S, "seconds");
    }
}

fn of_cap(path: &str, cap: &HalfDayCap, findings: &mut Findings) {
    findings.range(format!("{path}.total"), cap.total, (1, 9999), "tickets");
    let parts = [
        ("kiosk", cap.kiosk.unwrap_or(0)),
        ("remote", cap.remote.unwrap_or(0)),
        ("reserve", cap.reserve),
    ];
    for (name, part) in parts {
        findings.range(format!("{path}.{name}"), part, (0, cap.total), "tickets");
    }
}

fn of_service(path: &str, service: &Service, findings: &mut Findings) {
    findings.range(
        format!("{path}.usual_minutes"),
        service.usual_minutes,
        (1, 240),
        "minutes",
    );
    findings.range(
        format!("{path}.limit_days"),
        service.limit_days,
        (0, 365),
        "working days",
    );
    ticket_stop(path, service.ticket_stop_s, findings);
    if !service.usual_outcome.is_for_clerks() {
        findings.add(
            format!("{path}.usual_outcome"),
            format!("{:?} is not for a clerk to choose", service.usual_outcome),
            "use done_on_spot, accepted, collected, paid or advice_only",
        );
    }
}

fn of_rules(rules: &Rules, findings: &mut Findings) {
    for (name, value, range) in [
        ("sigma_s", Some(rules.sigma_s), (0, 3600)),
        ("early_call_s", rules.early_call_s, (0, 7200)),
        ("late_check_in_s", Some(rules.late_check_in_s), (0, 7200)),
        ("answer_s", Some(rules.answer_s), (10, 1800)),
        ("escort_accept_s", Some(rules.escort_accept_s), (10, 3600)),
        ("confirm_s", Some(rules.confirm_s), (1, 600)),
        ("undo_s", Some(rules.undo_s), (0, 60)),
        ("ticket_stop_s", Some(rules.ticket_stop_s), TICKET_STOP_S),
    ] {
        if let Some(value) = value {
            findings.range(format!("rules.{name}"), value, range, "seconds");
        }
    }
    let bookings = &rules.bookings;
    for (name, value, range, unit) in [
        ("slot_s", bookings.slot_s, (300, 14_400), "seconds"),
        ("share_percent", bookings.share_percent, (0, 100), "percent"),
        ("days_ahead", bookings.days_ahead, (1, 90), "days"),
        ("revisit_days", bookings.revisit_days, (1, 90), "days"),
    ] {
        findings.range(format!("rules.bookings.{name}"), value, range, unit);
    }
    if rules.quiet_s > 0 {
        findings.range("rules.quiet_s", rules.quiet_s, (20, 3_600), "seconds");
    }
    findings.range("rules.burst_a_minute", rules.burst_a_minute, (2, 600), "tickets");
    if let Some(calls) = rules.call_this_a_day {
        findings.range("rules.call_this_a_day", calls, (0, 1000), "calls a day");
    }
}
