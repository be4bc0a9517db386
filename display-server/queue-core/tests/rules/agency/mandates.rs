//! Mandates: who acts for whom, at a window and away from it.

mod at_window;
mod golden;

use jiff::civil::{Date, date};
use queue_core::agency::{Mandate, MandateEnd, MandateStanding};
use queue_core::command::{AgencyVerb, GiveMandate, MandateVerb};
use queue_core::event::Event;
use queue_core::ids::AgentCode;
use queue_core::plan::{Agent, AgentKind, Role};
use queue_core::{
    Actor, HallPlan, MatterCode, PersonCode, PlanParts, Record, RecordCode, Rejection, ServiceCode,
};

use super::{accepted, ask, person, refused, text};
use crate::support::{DAY, Driven, at, clerk, names};

/// D1 is a village's, D2 another's; K1 is the hall's for key projects: the guide g1; OLD acted until yesterday.
pub(super) fn with_agents() -> PlanParts {
    let mut parts = super::plan();
    let agent = |code: &str, kinds: &[AgentKind]| Agent {
        code: AgentCode::new(code),
        names: names(code),
        kinds: kinds.to_vec(),
        person: None,
        from: None,
        until: None,
    };
    let village = [AgentKind::Village, AgentKind::SpecialGroups];
    parts.agents = vec![
        agent("D1", &village),
        agent("D2", &village),
        Agent {
            person: Some(PersonCode::new("g1")),
            ..agent("K1", &[AgentKind::KeyProject])
        },
        agent("K2", &[AgentKind::KeyProject]),
        Agent {
            until: DAY.yesterday().ok(),
            ..agent("OLD", &village)
        },
    ];
    parts
}

pub(super) fn hall() -> Driven {
    Driven::staffed_with(with_agents())
}

pub(super) fn for_village(agent: &str) -> GiveMandate {
    GiveMandate {
        agent: AgentCode::new(agent),
        kind: AgentKind::Village,
        principal: text(1),
        project: None,
        contact: Some(text(2)),
        services: Vec::new(),
        until: date(2026, 12, 31),
        evidence: text(3),
    }
}

pub(super) fn for_project() -> GiveMandate {
    GiveMandate {
        kind: AgentKind::KeyProject,
        project: Some(text(4)),
        ..for_village("K1")
    }
}

pub(super) fn try_give(hall: &mut Driven, by: Actor, asked: GiveMandate) -> Result<RecordCode, Rejection> {
    let events = ask(hall, by, AgencyVerb::GiveMandate(Box::new(asked)))?;
    let [Event::Mandate { code, .. }] = events.as_slice() else {
        panic!("{events:?}");
    };
    Ok(code.clone())
}

pub(super) fn give(hall: &mut Driven, asked: GiveMandate) -> RecordCode {
    try_give(hall, clerk("c1"), asked).expect("registered")
}

pub(super) fn about(
    hall: &mut Driven,
    by: Actor,
    code: &RecordCode,
    verb: MandateVerb,
) -> Result<(), Rejection> {
    let code = code.clone();
    ask(hall, by, AgencyVerb::Mandate { code, verb }).map(drop)
}

pub(super) fn attach(matter: &MatterCode) -> MandateVerb {
    MandateVerb::Attach {
        matter: matter.clone(),
    }
}

pub(super) fn hand_over(to: &str) -> MandateVerb {
    MandateVerb::HandOver {
        to: AgentCode::new(to),
    }
}

pub(super) fn mandate<'a>(hall: &'a Driven, code: &RecordCode) -> &'a Mandate {
    hall.shelf.mandates.get(code).expect("the mandate")
}

fn manager() -> Actor {
    person("m1", Role::Manager)
}

fn reception() -> Actor {
    person("r1", Role::Reception)
}

#[test]
fn a_mandate_is_registered_by_clerks_reception_and_managers_for_an_agent_of_the_register() {
    let mut hall = hall();
    for by in [clerk("c1"), reception(), manager()] {
        let code = try_give(&mut hall, by, for_village("D1")).expect("registered");
        assert!(code.is_of('W'), "{code}");
        assert_eq!(mandate(&hall, &code).standing(), MandateStanding::Open);
    }
    for by in [
        person("g1", Role::Guide),
        person("o1", Role::Overseer),
        Actor::Public,
    ] {
        refused(try_give(&mut hall, by, for_village("D1")), "not-yours");
    }
    let with = |change: fn(&mut GiveMandate)| {
        let mut asked = for_village("D1");
        change(&mut asked);
        asked
    };
    for (bad, kind) in [
        (with(|one| one.agent = AgentCode::new("D9")), "unknown-agent"),
        (with(|one| one.agent = AgentCode::new("OLD")), "agent-may-not"),
        (with(|one| one.agent = AgentCode::new("K1")), "agent-may-not"),
        (with(|one| one.project = Some(text(4))), "project-or-none"),
        (
            with(|one| {
                one.agent = AgentCode::new("K1");
                one.kind = AgentKind::KeyProject;
            }),
            "project-or-none",
        ),
        (
            with(|one| one.services = vec![ServiceCode::new("Q9")]),
            "unknown-service",
        ),
    ] {
        refused(try_give(&mut hall, clerk("c1"), bad), kind);
    }
}

#[test]
fn a_mandate_holds_until_a_day_from_today_to_two_years_ahead() {
    let mut hall = hall();
    let until = |until: Date| GiveMandate {
        until,
        ..for_village("D1")
    };
    let last = date(2028, 11, 24);
    for good in [DAY, last] {
        give(&mut hall, until(good));
    }
    for bad in [DAY.yesterday().expect("a day"), last.tomorrow().expect("a day")] {
        refused(try_give(&mut hall, clerk("c1"), until(bad)), "bad-mandate-date");
    }
}

#[test]
fn a_project_s_file_takes_matters_that_there_are_each_once() {
    let mut hall = hall();
    let code = give(&mut hall, for_project());
    let first = accepted(&mut hall);
    let second = accepted(&mut hall);
    about(&mut hall, person("g1", Role::Guide), &code, attach(&first)).expect("by its agent");
    about(&mut hall, reception(), &code, attach(&second)).expect("by reception");
    assert_eq!(mandate(&hall, &code).matters, [first.clone(), second]);
    let case = hall.shelf.cases.get(&first).expect("the case");
    assert_eq!(case.mandate.as_ref(), Some(&code), "the case says so too");
    assert!(case.through.is_oneself(), "it did not come through an agent");
    refused(
        about(&mut hall, manager(), &code, attach(&first)),
        "attached-already",
    );
    let unknown = MatterCode::parse("261124-X099-000001").expect("a code");
    refused(
        about(&mut hall, manager(), &code, attach(&unknown)),
        "unknown-matter",
    );
    refused(about(&mut hall, clerk("c1"), &code, attach(&first)), "not-yours");
    refused(
        about(&mut hall, Actor::Public, &code, attach(&first)),
        "not-yours",
    );
}

#[test]
fn a_mandate_in_part_takes_no_matter_of_another_service() {
    let mut hall = hall();
    let part = GiveMandate {
        services: vec![ServiceCode::new("Y01"), ServiceCode::new("Y01")],
        ..for_project()
    };
    let code = give(&mut hall, part);
    assert_eq!(mandate(&hall, &code).services, [ServiceCode::new("Y01")]);
    let matter = accepted(&mut hall);
    refused(
        about(&mut hall, manager(), &code, attach(&matter)),
        "not-in-mandate",
    );
}

#[test]
fn a_mandate_is_handed_to_another_agent_of_its_kind_by_reception_and_managers() {
    let mut hall = hall();
    let code = give(&mut hall, for_project());
    for (by, to, kind) in [
        (person("g1", Role::Guide), "K2", "not-yours"),
        (manager(), "K1", "acts-already"),
        (manager(), "D1", "agent-may-not"),
        (manager(), "D9", "unknown-agent"),
    ] {
        refused(about(&mut hall, by, &code, hand_over(to)), kind);
    }
    about(&mut hall, reception(), &code, hand_over("K2")).expect("handed over");
    assert_eq!(mandate(&hall, &code).agent, AgentCode::new("K2"));
    let matter = accepted(&mut hall);
    refused(
        about(&mut hall, person("g1", Role::Guide), &code, attach(&matter)),
        "not-yours",
    );
}

#[test]
fn a_mandate_ends_done_or_revoked_once_and_its_texts_go_the_same_evening() {
    let plan = HallPlan::new(with_agents()).expect("sound");
    let mut hall = hall();
    for (by, verb, how) in [
        (manager(), MandateVerb::Done, MandateEnd::Done),
        (person("g1", Role::Guide), MandateVerb::Done, MandateEnd::Done),
        (
            Actor::Public,
            MandateVerb::Revoke,
            MandateEnd::Revoked { by_principal: true },
        ),
        (
            reception(),
            MandateVerb::Revoke,
            MandateEnd::Revoked { by_principal: false },
        ),
    ] {
        let code = give(&mut hall, for_project());
        assert_eq!(mandate(&hall, &code).texts_until(&plan), None, "it is needed");
        about(&mut hall, by, &code, verb).expect("ended");
        let over = mandate(&hall, &code);
        assert_eq!(over.ended.map(|(_, how)| how), Some(how));
        assert_eq!(over.texts(), [text(1), text(3), text(4), text(2)]);
        assert_eq!(over.texts_until(&plan), DAY.yesterday().ok());
        refused(
            about(&mut hall, manager(), &code, hand_over("K2")),
            "mandate-over",
        );
    }
    let code = give(&mut hall, for_project());
    for (by, verb) in [
        (Actor::Public, MandateVerb::Done),
        (person("g1", Role::Guide), MandateVerb::Revoke),
        (person("o1", Role::Overseer), MandateVerb::Done),
    ] {
        refused(about(&mut hall, by, &code, verb), "not-yours");
    }
    let other = RecordCode::parse("W261124-00000000").expect("a code");
    refused(
        about(&mut hall, Actor::Public, &other, MandateVerb::Revoke),
        "unknown-record",
    );
}

#[test]
fn a_mandate_expires_by_itself_on_the_day_after_its_last() {
    let mut hall = hall();
    let last_day = GiveMandate {
        until: DAY,
        ..for_village("D1")
    };
    let code = give(&mut hall, last_day);
    let other = give(&mut hall, for_village("D1"));
    hall.wind(at("20:00"));
    assert_eq!(mandate(&hall, &code).standing(), MandateStanding::Open);
    hall.open_next_day();
    let over = mandate(&hall, &code);
    let tomorrow = DAY.tomorrow().expect("a day");
    assert_eq!(
        over.ended.map(|(on, how)| (on.0, how)),
        Some((tomorrow, MandateEnd::Expired))
    );
    assert_eq!(mandate(&hall, &other).standing(), MandateStanding::Open);
}
