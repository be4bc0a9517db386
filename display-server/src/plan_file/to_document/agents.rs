//! Agents of a plan, as its document has them.

use hall_protocol::plan_document::{CalendarDate, PlanAgent, PlanAgentKind};
use queue_core::plan::{Agent, AgentKind};

use super::{each, names};

pub(super) fn agent(agent: &Agent) -> PlanAgent {
    PlanAgent {
        code: agent.code.to_string(),
        name: names(&agent.names),
        kinds: each(&agent.kinds, |kind| match kind {
            AgentKind::KeyProject => PlanAgentKind::KeyProject,
            AgentKind::Investment => PlanAgentKind::Investment,
            AgentKind::Village => PlanAgentKind::Village,
            AgentKind::SpecialGroups => PlanAgentKind::SpecialGroups,
        }),
        person: agent.person.as_ref().map(ToString::to_string),
        from: agent.from.map(CalendarDate),
        until: agent.until.map(CalendarDate),
    }
}
