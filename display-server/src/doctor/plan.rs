//! The plan: its file would start a server, is this hall's, and what holds needs nothing.

use std::path::Path;

use machine::Findings;
use queue_core::HallPlan;

use super::Medium;
use crate::hall_owner::zone_of;
use crate::plan_file::{self, PlanFileError};
use crate::server::is_of_this_hall;

pub(super) fn look_at(medium: &Medium<'_>, file: Option<&Path>, findings: &mut Findings) {
    if file.is_none() {
        findings.not_looked_at("the plan's file (--plan FILE)");
    }
    let given = file.and_then(|file| read(medium, file, findings));
    let held = medium.journal.and_then(|journal| journal.hall.last_plan());
    // What a hall that has opened goes by is in its journal.
    if let Some(plan) = held.map(AsRef::as_ref).or(given.as_ref()) {
        judge(medium, plan, findings);
    }
}

fn read(medium: &Medium<'_>, file: &Path, findings: &mut Findings) -> Option<HallPlan> {
    let plan = match plan_file::read(file) {
        Ok(plan) => plan,
        Err(PlanFileError::Faulty(faults)) => {
            for fault in faults.to_string().lines() {
                findings.broken(format!("no server starts with this plan: {fault}"), "");
            }
            return None;
        }
        Err(error @ (PlanFileError::Unreadable { .. } | PlanFileError::TooLarge { .. })) => {
            findings.broken(
                error.to_string(),
                "name the file that the server is started with as --plan",
            );
            return None;
        }
    };
    findings.looked_at(format!("the plan's file {}", file.display()));
    if let Some(journal) = medium.journal {
        let fits = |plan: &HallPlan| is_of_this_hall(medium.data, &journal.hall, plan);
        if let Err(other) = fits(&plan)
            && fits(&plan.clone().for_training()).is_err()
        {
            findings.broken(other.to_string(), "");
        }
    }
    Some(plan)
}

fn judge(medium: &Medium<'_>, plan: &HallPlan, findings: &mut Findings) {
    let zone = &plan.parts().hall.zone;
    let Some(known) = zone_of(plan) else {
        findings.broken(
            format!("the time zone {zone:?} of the plan that holds is not known here"),
            "install the time zones of the system (tzdata), or write an IANA name such as Asia/Shanghai",
        );
        return;
    };
    findings.looked_at(format!("the plan that holds (its clock is that of {zone})"));
    for remark in plan.remarks(known.to_datetime(medium.now).date()) {
        findings.to_do(format!("the plan: {remark}"), "");
    }
}
