//! The rules for ratings: numbers within what they may be, reasons with a code and words each.

use super::super::PlanParts;
use super::codes::codes;
use super::findings::Findings;
use super::names;
use crate::rating::REASONS_LIMIT;

/// The longest wording of a reason, in characters: a button's.
const REASON: usize = 40;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    let rules = &parts.ratings;
    for (name, value, range, unit) in [
        ("keys_s", rules.keys_s, (10, 600), "seconds"),
        ("fast_s", rules.fast_s, (0, 30), "seconds"),
        ("burst", rules.burst, (2, 60), "ratings"),
        ("burst_s", rules.burst_s, (10, 3_600), "seconds"),
        ("skew_points", rules.skew_points, (5, 100), "points"),
        ("enough", rules.enough, (10, 1_000), "ratings"),
        ("shown_from", rules.shown_from, (2, 100), "ratings"),
        ("keep_days", rules.keep_days, (1, 365), "days"),
    ] {
        findings.range(format!("ratings.{name}"), value, range, unit);
    }
    if rules.reasons.len() > REASONS_LIMIT {
        findings.add(
            "ratings.reasons",
            format!("there are {} reasons", rules.reasons.len()),
            format!("keep {REASONS_LIMIT} or fewer, so that a phone shows them all"),
        );
    }
    let reasons = rules.reasons.iter().map(|reason| reason.code.clone());
    codes("ratings.reasons", "reason", "code", reasons, findings);
    for (index, reason) in rules.reasons.iter().enumerate() {
        let path = format!("ratings.reasons[{index}].names");
        names::names(&path, &reason.names, REASON, findings);
    }
}
