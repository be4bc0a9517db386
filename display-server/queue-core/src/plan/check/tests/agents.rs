//! The register of agents.

use jiff::civil::date;

use super::check;
use super::sound::names;
use crate::ids::{AgentCode, PersonCode};
use crate::plan::{Agent, AgentKind, PlanParts};

fn register(parts: &mut PlanParts, change: impl FnOnce(&mut Agent)) {
    let mut agent = Agent {
        code: AgentCode::new("D001"),
        names: names("石橋村"),
        kinds: vec![AgentKind::Village],
        person: Some(parts.people[0].code.clone()),
        from: Some(date(2026, 1, 1)),
        until: Some(date(2026, 1, 1)),
    };
    change(&mut agent);
    parts.agents.push(agent);
}

#[test]
fn an_agent_has_a_code_of_its_own_something_to_do_and_days_that_there_are() {
    check(&[
        (
            |p| {
                register(p, |_| {});
                register(p, |_| {});
            },
            "agents[1].code: the agent D001 is there twice; keep one, or rename this agent",
        ),
        (
            |p| register(p, |agent| agent.kinds.clear()),
            "agents[0].kinds: D001 may do nothing for anybody; name what it does: key_project, investment, village or special_groups",
        ),
        (
            |p| register(p, |agent| agent.kinds.push(AgentKind::Village)),
            "agents[0].kinds[1]: D001 has the same kind twice; name each once",
        ),
        (
            |p| register(p, |agent| agent.person = Some(PersonCode::new("nobody"))),
            "agents[0].person: there is no person nobody; use one of 1001, 9001, or add the person nobody",
        ),
        (
            |p| register(p, |agent| agent.until = Some(date(2025, 12, 31))),
            "agents[0].until: D001 acts until 2025-12-31, before it begins on 2026-01-01; put the earlier date into `from`",
        ),
        (
            |p| register(p, |agent| agent.names.en.clear()),
            "agents[0].names.en: the text is empty; write it; every name is needed in every language",
        ),
    ]);
}

#[test]
fn an_agent_acts_in_its_kinds_and_on_its_days() {
    let mut parts = super::sound::sound_plan();
    register(&mut parts, |agent| agent.until = Some(date(2026, 1, 3)));
    let agent = &parts.agents[0];
    for (kind, day, may) in [
        (AgentKind::Village, date(2025, 12, 31), false),
        (AgentKind::Village, date(2026, 1, 1), true),
        (AgentKind::Village, date(2026, 1, 3), true),
        (AgentKind::Village, date(2026, 1, 4), false),
        (AgentKind::KeyProject, date(2026, 1, 2), false),
    ] {
        assert_eq!(agent.may(kind, day), may, "{kind:?} on {day}");
    }
}
