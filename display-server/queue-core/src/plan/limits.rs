//! The limits and weights of a plan: what no manager changes alone.
//!
//! A change of them shifts promises that were made, or who passes whom; so a second person agrees. What a plan adds that
//! was not there before brings its own limits and passes nobody, but for a class, which passes others.

use std::collections::BTreeMap;

use super::{Class, HallPlan, PlanParts, QueueGroup, Rules, Service};

/// Values by the path of what they limit: section, its key, its field.
type Limits = BTreeMap<String, String>;

impl HallPlan {
    /// The limits and weights that another plan changes, as paths such as `service.A01.limit_days`.
    #[must_use]
    pub fn limits_changed_by(&self, other: &Self) -> Vec<String> {
        let (old, new) = (limits(self.parts()), limits(other.parts()));
        let is_weight = |path: &str| path.starts_with("class.");
        let paths: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        paths
            .into_iter()
            .filter(|path| match (old.get(*path), new.get(*path)) {
                (Some(old), Some(new)) => old != new,
                (Some(_), None) | (None, Some(_)) => is_weight(path),
                (None, None) => false,
            })
            .cloned()
            .collect()
    }
}

fn limits(parts: &PlanParts) -> Limits {
    let mut limits = Limits::new();
    rules(&parts.rules, &mut limits);
    parts.groups.iter().for_each(|one| group(one, &mut limits));
    parts.services.iter().for_each(|one| service(one, &mut limits));
    parts.classes.iter().for_each(|one| class(one, &mut limits));
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

fn group(group: &QueueGroup, limits: &mut Limits) {
    let mut add =
        |field: &str, value: String| drop(limits.insert(format!("group.{}.{field}", group.letter), value));
    add("numbers_per_day", group.numbers_per_day.to_string());
    add("ticket_stop_s", format!("{:?}", group.ticket_stop_s));
    add("by_card", group.by_card.to_string());
    add("half_day", format!("{:?}", group.half_day));
}

fn service(service: &Service, limits: &mut Limits) {
    let mut add =
        |field: &str, value: String| drop(limits.insert(format!("service.{}.{field}", service.code), value));
    add("limit_days", service.limit_days.to_string());
    add("ticket_stop_s", format!("{:?}", service.ticket_stop_s));
    add("next_lag_s", service.next_lag_s.to_string());
}

fn class(class: &Class, limits: &mut Limits) {
    let mut add =
        |field: &str, value: String| drop(limits.insert(format!("class.{}.{field}", class.code), value));
    add("promise_s", class.promise_s.to_string());
    add("claim", format!("{:?}", class.claim));
}
