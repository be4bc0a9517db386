//! What people of a plan may do, in words of the document.

use hall_protocol::plan_document::{PlanOversight, PlanRole};
use queue_core::plan::{Oversight, Role};

pub(super) fn role(role: Role) -> PlanRole {
    match role {
        Role::Clerk => PlanRole::Clerk,
        Role::Guide => PlanRole::Guide,
        Role::Reception => PlanRole::Reception,
        Role::Manager => PlanRole::Manager,
        Role::Overseer => PlanRole::Overseer,
    }
}

pub(super) fn oversight(oversight: Oversight) -> PlanOversight {
    match oversight {
        Oversight::Centre => PlanOversight::Centre,
        Oversight::Legal => PlanOversight::Legal,
        Oversight::Discipline => PlanOversight::Discipline,
        Oversight::Audit => PlanOversight::Audit,
    }
}
