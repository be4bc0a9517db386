//! Journeys: every stage served, nobody sent on twice at once, and somebody leads where legs run side by side.

use super::super::{Journey, PlanParts, Stage};
use super::findings::Findings;
use crate::ids::ServiceCode;

/// A visitor keeps a journey in mind, and a slip has room for it.
const STAGES: usize = 8;
/// How many legs may run side by side.
const PARALLEL: usize = 4;
/// The longest lag, in seconds: what takes longer than a day is another visit.
const LONGEST_LAG_S: u32 = 86_400;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    for (index, journey) in parts.journeys.iter().enumerate() {
        let path = format!("journeys[{index}]");
        of_journey(&path, journey, parts, findings);
        for (place, stage) in journey.stages.iter().enumerate() {
            of_stage(
                &format!("{path}.stages[{place}]"),
                place == 0,
                stage,
                parts,
                findings,
            );
        }
    }
}

fn of_journey(path: &str, journey: &Journey, parts: &PlanParts, findings: &mut Findings) {
    let code = &journey.code;
    if journey.stages.is_empty() || journey.stages.len() > STAGES {
        findings.add(
            format!("{path}.stages"),
            format!("the journey {code} has {} stages", journey.stages.len()),
            format!("give it 1 to {STAGES}"),
        );
    }
    let departments: Vec<String> = parts.departments.iter().map(|one| one.code.clone()).collect();
    if let Some(lead) = &journey.lead {
        findings.known(format!("{path}.lead"), "department", lead, &departments);
    } else if journey.stages.iter().any(|stage| stage.legs.len() > 1) {
        findings.add(
            path,
            format!("services of the journey {code} run side by side, and no department leads it"),
            "name the department that leads it as `lead`",
        );
    }
}

fn of_stage(path: &str, first: bool, stage: &Stage, parts: &PlanParts, findings: &mut Findings) {
    let services: Vec<ServiceCode> = parts.services.iter().map(|one| one.code.clone()).collect();
    if stage.legs.is_empty() || stage.legs.len() > PARALLEL {
        findings.add(
            path,
            format!("a stage with {} services", stage.legs.len()),
            format!("name 1 to {PARALLEL} services"),
        );
    }
    for (place, leg) in stage.legs.iter().enumerate() {
        let path = format!("{path}.legs[{place}]");
        findings.known(format!("{path}.service"), "service", &leg.service, &services);
        if stage
            .legs
            .iter()
            .take(place)
            .any(|other| other.service == leg.service)
        {
            findings.add(
                format!("{path}.service"),
                format!("{} is there twice in one stage", leg.service),
                "name it once",
            );
        }
        if first && leg.lag_s > 0 {
            findings.add(
                format!("{path}.lag_s"),
                "a first stage has a lag, and nothing before it",
                "leave it out",
            );
        }
        findings.range(format!("{path}.lag_s"), leg.lag_s, (0, LONGEST_LAG_S), "s");
    }
}
