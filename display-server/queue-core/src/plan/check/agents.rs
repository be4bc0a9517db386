//! The register of agents: each known by one code, for something, within days that there are.

use super::super::{Agent, PlanParts};
use super::codes::codes;
use super::findings::Findings;
use super::names::{NAME, names};
use crate::ids::PersonCode;

/// How many agents a hall has at most (I9).
const LIMIT: usize = 500;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    let written = parts.agents.iter().map(|agent| agent.code.to_string());
    codes("agents", "agent", "code", written, findings);
    if parts.agents.len() > LIMIT {
        let problem = format!("there are {} agents", parts.agents.len());
        findings.add("agents", problem, format!("name {LIMIT} at most"));
    }
    let people: Vec<_> = parts.people.iter().map(|person| person.code.clone()).collect();
    for (index, agent) in parts.agents.iter().enumerate() {
        of_agent(&format!("agents[{index}]"), agent, &people, findings);
    }
}

fn of_agent(path: &str, agent: &Agent, people: &[PersonCode], findings: &mut Findings) {
    let code = &agent.code;
    names(&format!("{path}.names"), &agent.names, NAME, findings);
    if agent.kinds.is_empty() {
        findings.add(
            format!("{path}.kinds"),
            format!("{code} may do nothing for anybody"),
            "name what it does: key_project, investment, village or special_groups",
        );
    }
    for (place, kind) in agent.kinds.iter().enumerate() {
        if agent.kinds.iter().take(place).any(|other| other == kind) {
            findings.add(
                format!("{path}.kinds[{place}]"),
                format!("{code} has the same kind twice"),
                "name each once",
            );
        }
    }
    if let Some(person) = &agent.person {
        findings.known(format!("{path}.person"), "person", person, people);
    }
    if let (Some(from), Some(until)) = (agent.from, agent.until)
        && until < from
    {
        findings.add(
            format!("{path}.until"),
            format!("{code} acts until {until}, before it begins on {from}"),
            "put the earlier date into `from`",
        );
    }
}
