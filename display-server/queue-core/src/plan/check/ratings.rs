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
    for (name, value, range, unit) in rules.lengths() {
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
