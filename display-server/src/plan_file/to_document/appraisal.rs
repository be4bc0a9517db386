//! The formulas of a plan, as its document has them.

use hall_protocol::plan_document::{
    CalendarDate, PlanAppraisal, PlanCriterion, PlanCriterionName, PlanHome, PlanPoint,
};
use queue_core::plan::{AppraisalRules, Criterion, CriterionRule, Home, PointReason};

use super::{each, names};

pub(super) fn rules(rules: &AppraisalRules) -> PlanAppraisal {
    PlanAppraisal {
        appeal_days: rules.appeal_days,
        excellent_percent: rules.excellent_percent,
        keep_days: rules.keep_days,
        windows: each(&rules.windows, criterion),
        resident: each(&rules.resident, criterion),
        on_behalf: each(&rules.on_behalf, criterion),
        points: each(&rules.points, point),
    }
}

pub(super) fn home(home: &Home) -> PlanHome {
    PlanHome {
        department: home.department.clone(),
        from: home.from.map(CalendarDate),
        until: home.until.map(CalendarDate),
    }
}

fn point(reason: &PointReason) -> PlanPoint {
    PlanPoint {
        code: reason.code.clone(),
        name: names(&reason.names),
        least: reason.least,
        most: reason.most,
        leave: reason.leave,
    }
}

fn criterion(rule: &CriterionRule) -> PlanCriterion {
    PlanCriterion {
        criterion: match rule.criterion {
            Criterion::Attendance => PlanCriterionName::Attendance,
            Criterion::Workload => PlanCriterionName::Workload,
            Criterion::Promises => PlanCriterionName::Promises,
            Criterion::SecondNotices => PlanCriterionName::SecondNotices,
            Criterion::CasesInTime => PlanCriterionName::CasesInTime,
            Criterion::Ratings => PlanCriterionName::Ratings,
            Criterion::Points => PlanCriterionName::Points,
            Criterion::Overdue => PlanCriterionName::Overdue,
            Criterion::Supervised => PlanCriterionName::Supervised,
            Criterion::OutsideShare => PlanCriterionName::OutsideShare,
        },
        weight_percent: rule.weight_percent,
        required: rule.required,
        full_at: rule.full_at,
        zero_at: rule.zero_at,
    }
}
