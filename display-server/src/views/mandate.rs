//! Agents and their mandates.

use hall_protocol::agency::{
    AgentLine, AgentsView, MandateLine, MandatePressed, MandateProgress, MandateView,
};
use hall_protocol::case::MatterView;
use jiff::civil::Date;
use queue_core::agency::Mandate;
use queue_core::case::Case;
use queue_core::plan::{Agent, AgentKind};
use queue_core::{HallPlan, Seq};

use super::{case, count, names};
use crate::texts::Texts;

/// The register, without those whose last day has passed.
pub(crate) fn agents(plan: &HallPlan, day: Date) -> AgentsView {
    let acting = plan.parts().agents.iter();
    let acting = acting.filter(|agent| agent.until.is_none_or(|until| day <= until));
    AgentsView {
        day,
        agents: acting.map(agent_line).collect(),
    }
}

fn agent_line(agent: &Agent) -> AgentLine {
    let kinds = agent.kinds.iter().map(|kind| agent_kind_name(*kind).to_owned());
    AgentLine {
        code: agent.code.to_string(),
        names: names::names(&agent.names),
        kinds: kinds.collect(),
        from: agent.from,
        until: agent.until,
    }
}

/// What an agent does, on the wire.
pub(crate) fn agent_kind_name(kind: AgentKind) -> &'static str {
    match kind {
        AgentKind::KeyProject => "key_project",
        AgentKind::Investment => "investment",
        AgentKind::Village => "village",
        AgentKind::SpecialGroups => "special_groups",
    }
}

/// What a press about a mandate came to.
pub(super) fn mandate_pressed(mandate: &Mandate) -> MandatePressed {
    MandatePressed {
        code: mandate.code.to_string(),
        standing: mandate.standing().word().to_owned(),
        agent: mandate.agent.to_string(),
        until: mandate.until,
        matters: mandate.matters.iter().map(ToString::to_string).collect(),
    }
}

/// A mandate in a list.
pub(crate) fn mandate_line(plan: &HallPlan, mandate: &Mandate) -> MandateLine {
    let agent = plan.agent(&mandate.agent);
    let services = mandate.services.iter();
    MandateLine {
        code: mandate.code.to_string(),
        agent: mandate.agent.to_string(),
        agent_names: agent.map(|agent| names::names(&agent.names)),
        kind: agent_kind_name(mandate.kind).to_owned(),
        services: services.map(|code| names::service(plan, code)).collect(),
        standing: mandate.standing().word().to_owned(),
        given_on: mandate.given_on.0,
        until: mandate.until,
        matters: count(mandate.matters.len()),
        trips: count(mandate.trips.len()),
        last_trip_on: mandate.trips.last().map(|trip| trip.on.0),
        ended_on: mandate.ended.map(|(on, _)| on.0),
    }
}

/// A mandate with what was written about it, and its file.
pub(crate) fn mandate(
    plan: &HallPlan,
    (seq, mandate): (Seq, &Mandate),
    (cases, day): (&[Case], Date),
    texts: &Texts,
) -> MandateView {
    MandateView {
        line: mandate_line(plan, mandate),
        seq: seq.0,
        principal: texts.text(mandate.principal),
        project: mandate.project.and_then(|id| texts.text(id)),
        contact: mandate.contact.and_then(|id| texts.text(id)),
        evidence: texts.text(mandate.evidence),
        given_to: mandate.given_to.to_string(),
        file: file(plan, cases, day),
    }
}

/// What anybody who has the code may know.
pub(crate) fn mandate_progress(
    plan: &HallPlan,
    (seq, mandate): (Seq, &Mandate),
    (cases, day): (&[Case], Date),
) -> MandateProgress {
    MandateProgress {
        line: mandate_line(plan, mandate),
        seq: seq.0,
        file: file(plan, cases, day),
    }
}

fn file(plan: &HallPlan, cases: &[Case], day: Date) -> Vec<MatterView> {
    cases.iter().map(|one| case::matter(plan, one, day)).collect()
}
