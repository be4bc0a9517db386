//! `[ratings]`, both ways.

use hall_protocol::plan_document::{PlanRatings, PlanReason};
use queue_core::plan::{CallReason, RatingRules};

/// What the file says, as the core has it.
pub(super) fn rules(ratings: &PlanRatings, reason: impl Fn(&PlanReason) -> CallReason) -> RatingRules {
    RatingRules {
        keys_s: ratings.keys_s,
        fast_s: ratings.fast_s,
        burst: ratings.burst,
        burst_s: ratings.burst_s,
        skew_points: ratings.skew_points,
        enough: ratings.enough,
        shown_from: ratings.shown_from,
        keep_days: ratings.keep_days,
        reasons: ratings.reasons.iter().map(reason).collect(),
    }
}

/// What the core has, as the file says it.
pub(super) fn document(rules: &RatingRules, reason: impl Fn(&CallReason) -> PlanReason) -> PlanRatings {
    PlanRatings {
        keys_s: rules.keys_s,
        fast_s: rules.fast_s,
        burst: rules.burst,
        burst_s: rules.burst_s,
        skew_points: rules.skew_points,
        enough: rules.enough,
        shown_from: rules.shown_from,
        keep_days: rules.keep_days,
        reasons: rules.reasons.iter().map(reason).collect(),
    }
}
