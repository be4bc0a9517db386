//! Agents of a plan document, as the core has them.

use hall_protocol::plan_document::{PlanAgent, PlanAgentKind};
use queue_core::ids::{AgentCode, PersonCode};
use queue_core::plan::{Agent, AgentKind};

use super::{each, names};

pub(super) fn agent(agent: &PlanAgent) -> Agent {
    Agent {
        code: AgentCode::new(&agent.code),
        names: names(&agent.name),
        kinds: each(&agent.kinds, |kind| match kind {
            PlanAgentKind::KeyProject => AgentKind::KeyProject,
            PlanAgentKind::Investment => AgentKind::Investment,
            PlanAgentKind::Village => AgentKind::Village,
            PlanAgentKind::SpecialGroups => AgentKind::SpecialGroups,
        }),
        person: agent.person.as_ref().map(PersonCode::new),
        from: agent.from.map(|date| date.0),
        until: agent.until.map(|date| date.0),
    }
}
