//! The formulas of a document, as the core checks them.

use hall_protocol::plan_document::{PlanAppraisal, PlanCriterion, PlanCriterionName, PlanHome, PlanPoint};
use queue_core::plan::{AppraisalRules, Criterion, CriterionRule, Home, PointReason};

use super::{each, names};

pub(super) fn rules(appraisal: &PlanAppraisal) -> AppraisalRules {
    AppraisalRules {
        appeal_days: appraisal.appeal_days,
        excellent_percent: appraisal.excellent_percent,
        keep_days: appraisal.keep_days,
        windows: each(&appraisal.windows, criterion),
        resident: each(&appraisal.resident, criterion),
        on_behalf: each(&appraisal.on_behalf, criterion),
        points: each(&appraisal.points, point),
    }
}

pub(super) fn home(home: &PlanHome) -> Home {
    Home {
        department: home.department.clone(),
        from: home.from.map(|date| date.0),
        until: home.until.map(|date| date.0),
    }
}

fn point(point: &PlanPoint) -> PointReason {
    PointReason {
        code: point.code.clone(),
        names: names(&point.name),
        least: point.least,
        most: point.most,
        leave: point.leave,
    }
}

fn criterion(rule: &PlanCriterion) -> CriterionRule {
    CriterionRule {
        criterion: match rule.criterion {
            PlanCriterionName::Attendance => Criterion::Attendance,
            PlanCriterionName::Workload => Criterion::Workload,
            PlanCriterionName::Promises => Criterion::Promises,
            PlanCriterionName::SecondNotices => Criterion::SecondNotices,
            PlanCriterionName::CasesInTime => Criterion::CasesInTime,
            PlanCriterionName::Ratings => Criterion::Ratings,
            PlanCriterionName::Points => Criterion::Points,
            PlanCriterionName::Overdue => Criterion::Overdue,
            PlanCriterionName::Supervised => Criterion::Supervised,
            PlanCriterionName::OutsideShare => Criterion::OutsideShare,
        },
        weight_percent: rule.weight_percent,
        required: rule.required,
        full_at: rule.full_at,
        zero_at: rule.zero_at,
    }
}
