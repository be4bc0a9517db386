//! `[followups]`: how complaints, findings and bad ratings are followed up.

use hall_protocol::plan_document::PlanFollowups;
use queue_core::plan::{FollowupCodes, FollowupRules};

use super::{each, reason};

pub(super) fn followups(followups: &PlanFollowups) -> FollowupRules {
    FollowupRules {
        complaint_days: followups.complaint_days,
        unsolved_days: followups.unsolved_days,
        hotline_days: followups.hotline_days,
        statement_days: followups.statement_days,
        decision_days: followups.decision_days,
        verify_days: followups.verify_days,
        rectify_days: followups.rectify_days,
        call_back_days: followups.call_back_days,
        appeal_days: followups.appeal_days,
        appeal_decision_days: followups.appeal_decision_days,
        warn_days: followups.warn_days,
        keep_days: followups.keep_days,
        measures: FollowupCodes(each(&followups.measures, reason)),
        causes: FollowupCodes(each(&followups.causes, reason)),
    }
}
