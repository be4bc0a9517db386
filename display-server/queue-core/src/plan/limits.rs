//! The limits and weights of a plan: what no manager changes alone.
//!
//! A change of them shifts promises that were made, or who passes whom; so a second person agrees. What is not in a plan
//! has the usual limits, those that a plan need not write: so a service of the usual limits, in a group of the usual
//! limits, comes, moves and goes by one person; a group or a class, whose numbers and promise must be written, never, nor a
//! fee with an amount: one that is taken away and added anew could cost anything. What moves limits and marks sideways is
//! one too: the days that count, the standards that work is measured by, who oversees and who agrees.
//!
//! Invariant: however many versions one person makes, between the first and the last no limit has changed. A service that
//! is taken away and added anew is the same service.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AgencyRules, AppraisalRules, CaseRules, Class, Criterion, CriterionRule, Department, Fee, FeeKind,
    FollowupRules, HallPlan, Person, PlanParts, QueueGroup, RatingRules, Role, Rules, Service,
};
use crate::ids::{GroupLetter, PayerCode};

/// Values by the path of what they limit: section, its key, its field. The usual ones are left out.
type Limits = BTreeMap<String, String>;

impl HallPlan {
    /// The limits and weights that another plan changes, as paths such as `service.A01.limit_days`.
    #[must_use]
    pub fn limits_changed_by(&self, other: &Self) -> Vec<String> {
        let groups = || self.parts().groups.iter().chain(&other.parts().groups);
        let limiting: BTreeSet<GroupLetter> = groups()
            .filter(|one| is_limiting(one))
            .map(|one| one.letter)
            .collect();
        let (old, new) = (limits(self.parts(), &limiting), limits(other.parts(), &limiting));
        let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let changed = paths.into_iter().filter(|path| old.get(*path) != new.get(*path));
        let may_be_alone = |path: &&String| {
            !(path.starts_with("person.")
                && path.rsplit('.').next() == Some("role")
                && self.has_one_manager())
        };
        changed.filter(may_be_alone).cloned().collect()
    }
}

impl HallPlan {
    /// Where there is nobody to agree, one person names the second.
    fn has_one_manager(&self) -> bool {
        let people = self.parts().people.iter();
        people.filter(|person| person.role == Role::Manager).count() < 2
    }
}

/// Whether a group limits its services more than usual: one that comes here or leaves has other limits by it.
fn is_limiting(group: &QueueGroup) -> bool {
    group.by_card || group.half_day.is_some() || group.ticket_stop_s.is_some()
}

/// The limits of a plan; a service's group is one where it is among those that limit.
fn limits(parts: &PlanParts, limiting: &BTreeSet<GroupLetter>) -> Limits {
    let mut limits = Limits::new();
    rules(&parts.rules, &mut limits);
    cases(&parts.cases, &mut limits);
    agency(&parts.agency, &mut limits);
    ratings(&parts.ratings, &mut limits);
    followups(&parts.followups, &mut limits);
    appraisal(&parts.appraisal, &mut limits);
    parts.groups.iter().for_each(|one| group(one, &mut limits));
    for one in &parts.services {
        service(one, &mut limits);
        one.fees.iter().for_each(|fee| self::fee(one, fee, &mut limits));
    }
    standards(parts, &mut limits);
    let limited = parts.services.iter().filter(|one| limiting.contains(&one.group));
    limits.extend(limited.map(|one| (format!("service.{}.group", one.code), one.group.to_string())));
    parts.classes.iter().for_each(|one| class(one, &mut limits));
    parts
        .departments
        .iter()
        .for_each(|one| department(one, &mut limits));
    parts.people.iter().for_each(|one| person(one, &mut limits));
    days(parts, &mut limits);
    limits
}

fn rules(rules: &Rules, limits: &mut Limits) {
    let mut add = |field: &str, value: String| drop(limits.insert(format!("rules.{field}"), value));
    add("sigma_s", rules.sigma_s.to_string());
    add("early_call_s", format!("{:?}", rules.early_call_s));
    add("late_check_in_s", rules.late_check_in_s.to_string());
    add("no_show", format!("{:?}", rules.no_show));
    add("answer_s", rules.answer_s.to_string());
    add("escort_accept_s", rules.escort_accept_s.to_string());
    add("escort_offer_s", rules.escort_offer_s.to_string());
    add("escort_meet_s", rules.escort_meet_s.to_string());
    add("escort_done_s", rules.escort_done_s.to_string());
    add("confirm_s", rules.confirm_s.to_string());
    add("undo_s", rules.undo_s.to_string());
    add("call_this_a_day", format!("{:?}", rules.call_this_a_day));
    add("ticket_stop_s", rules.ticket_stop_s.to_string());
    add("burst_a_minute", rules.burst_a_minute.to_string());
    add("bookings", format!("{:?}", rules.bookings));
}

fn cases(cases: &CaseRules, limits: &mut Limits) {
    let mut add = |field: &str, days: u32| drop(limits.insert(format!("cases.{field}"), days.to_string()));
    add("tell_days", cases.tell_days);
    add("correct_days", cases.correct_days);
    add("warn_percent", cases.warn_percent);
    add("extend_days", cases.extend_days);
    add("answer_days", cases.answer_days);
    add("keep_days", cases.keep_days);
    for reason in &cases.stop_reasons {
        add(&format!("stop_reasons.{}.cap_days", reason.code), reason.cap_days);
    }
}

fn agency(agency: &AgencyRules, limits: &mut Limits) {
    let mut add = |field: &str, value: String| drop(limits.insert(format!("agency.{field}"), value));
    add("home_visit_days", agency.home_visit_days.to_string());
    add("on_spot_by_authority", agency.on_spot_by_authority.to_string());
}

fn followups(followups: &FollowupRules, limits: &mut Limits) {
    for (field, days, ..) in followups.lengths() {
        limits.insert(format!("followups.{field}"), days.to_string());
    }
}
/// Weights, scales, and what a line of the ledger may give. Those of a plan without formulas are the usual ones.
fn appraisal(rules: &AppraisalRules, limits: &mut Limits) {
    let usual = AppraisalRules::default();
    let mut add = |field: String, value: String| drop(limits.insert(format!("appraisal.{field}"), value));
    for (name, value, usual) in [
        ("appeal_days", rules.appeal_days, usual.appeal_days),
        (
            "excellent_percent",
            rules.excellent_percent,
            usual.excellent_percent,
        ),
        ("keep_days", rules.keep_days, usual.keep_days),
    ] {
        if value != usual {
            add(name.to_owned(), value.to_string());
        }
    }
    for (name, formula, _) in rules.formulas() {
        for rule in formula {
            let criterion = rule.criterion.word();
            let (full_at, zero_at) = (rule.full_at, rule.zero_at);
            add(
                format!("{name}.{criterion}.weight"),
                rule.weight_percent.to_string(),
            );
            add(
                format!("{name}.{criterion}.scale"),
                format!("{zero_at} {full_at}"),
            );
            if rule.required {
                add(format!("{name}.{criterion}.required"), true.to_string());
            }
        }
    }
    for reason in &rules.points {
        let (least, most, leave) = (reason.least, reason.most, reason.leave);
        add(
            format!("points.{}", reason.code),
            format!("{least} {most} {leave}"),
        );
    }
}

fn ratings(rules: &RatingRules, limits: &mut Limits) {
    for (field, value, ..) in rules.lengths() {
        limits.insert(format!("ratings.{field}"), value.to_string());
    }
}

fn group(group: &QueueGroup, limits: &mut Limits) {
    let mut add = |field: &str, value: Option<String>| {
        value.map(|value| limits.insert(format!("group.{}.{field}", group.letter), value));
    };
    add("numbers_per_day", Some(group.numbers_per_day.to_string()));
    add(
        "ticket_stop_s",
        group.ticket_stop_s.map(|stop_s| stop_s.to_string()),
    );
    add("by_card", group.by_card.then(|| true.to_string()));
    add("half_day", group.half_day.as_ref().map(|cap| format!("{cap:?}")));
}

fn service(service: &Service, limits: &mut Limits) {
    let mut add = |field: &str, value: Option<u32>| {
        value.map(|value| limits.insert(format!("service.{}.{field}", service.code), value.to_string()));
    };
    let unless_zero = |value: u32| (value > 0).then_some(value);
    add("limit_days", unless_zero(service.limit_days));
    add("ticket_stop_s", service.ticket_stop_s);
    add("next_lag_s", unless_zero(service.next_lag_s));
    // Who takes money is not one person's to say.
    add("collects", service.collects.then_some(1));
}

/// What somebody is charged: the amount and what it is for, the limits, and who pays less.
fn fee(service: &Service, fee: &Fee, limits: &mut Limits) {
    let mut add = |field: &str, value: String| {
        let path = format!("service.{}.{}.{field}", service.code, fee.code);
        drop(limits.insert(path, value));
    };
    match fee.kind {
        FeeKind::Fixed { amount_fen } => add("amount", amount_fen.to_string()),
        FeeKind::Range { lower_fen, upper_fen } => {
            add("lower", lower_fen.to_string());
            add("upper", upper_fen.to_string());
        }
        FeeKind::Free | FeeKind::Tax | FeeKind::Tariff => {}
    }
    if !fee.unit.is_empty() {
        add("unit", format!("{:?}", fee.unit));
    }
    let payers: BTreeSet<&str> = fee.lower_limit_for.iter().map(PayerCode::as_str).collect();
    let exempt: BTreeSet<&str> = fee.exemptions.iter().map(|one| one.code.as_str()).collect();
    for (field, codes) in [("lower_limit_for", payers), ("exemptions", exempt)] {
        if !codes.is_empty() {
            add(field, format!("{codes:?}"));
        }
    }
}

/// How long a service takes, where a formula measures clerks by it.
fn standards(parts: &PlanParts, limits: &mut Limits) {
    let measures = |rule: &CriterionRule| rule.criterion == Criterion::Workload;
    if parts.appraisal.windows.iter().any(measures) {
        let of_service = |one: &Service| {
            let path = format!("service.{}.usual_minutes", one.code);
            (path, one.usual_minutes.to_string())
        };
        limits.extend(parts.services.iter().map(of_service));
    }
}

/// By which formula it is appraised.
fn department(department: &Department, limits: &mut Limits) {
    if department.on_behalf {
        limits.insert(
            format!("department.{}.on_behalf", department.code),
            true.to_string(),
        );
    }
}

/// Who can agree to a limit, and who oversees: a manager who names another could be both persons.
fn person(person: &Person, limits: &mut Limits) {
    match person.role {
        Role::Manager => {
            limits.insert(format!("person.{}.role", person.code), true.to_string());
        }
        Role::Overseer => {
            let oversees = format!("{:?}", person.oversees);
            limits.insert(format!("person.{}.oversees", person.code), oversees);
        }
        Role::Clerk | Role::Guide | Role::Reception => {}
    }
}

/// The days that count: every promise in working days moves with them, those that have passed too.
fn days(parts: &PlanParts, limits: &mut Limits) {
    for holiday in &parts.holidays {
        limits.insert(
            format!("holiday.{}.until", holiday.from),
            holiday.until.to_string(),
        );
    }
    for workday in &parts.workdays {
        limits.insert(
            format!("workday.{}.like", workday.date),
            format!("{:?}", workday.like),
        );
    }
}

fn class(class: &Class, limits: &mut Limits) {
    let mut add =
        |field: &str, value: String| drop(limits.insert(format!("class.{}.{field}", class.code), value));
    add("promise_s", class.promise_s.to_string());
    add("claim", format!("{:?}", class.claim));
}
