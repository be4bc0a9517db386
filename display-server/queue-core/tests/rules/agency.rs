//! Beyond the windows: what is handed out without an acceptance, who may decide, visits at home, lists of departments.

mod authority;
mod comparison;
mod golden;
mod home_visit;
mod mandates;

use queue_core::command::{AgencyCommand, AgencyVerb, CaseCommand, CaseVerb, Ending, WindowVerb};
use queue_core::event::Event;
use queue_core::leg::Outcome;
use queue_core::plan::{Oversight, Person, Role};
use queue_core::{Actor, Command, MatterCode, PersonCode, PlanParts, Rejection, TextId};

use crate::support::{Driven, clerk, names, small_plan, ticket};

/// X01 promises 15 working days; Y01 is decided on the spot. c1 heads the department, c2 is the deputy; o1 oversees for the
/// centre, o2 the fees.
fn plan() -> PlanParts {
    let mut parts = small_plan();
    parts.services[0].limit_days = 15;
    parts.services[0].usual_outcome = Outcome::Accepted;
    parts.departments[0].chief = Some(PersonCode::new("c1"));
    parts.departments[0].deputies = vec![PersonCode::new("c2")];
    let mut second = parts.departments[0].clone();
    "MZ".clone_into(&mut second.code);
    second.names = names("second");
    second.chief = None;
    second.deputies = Vec::new();
    parts.departments.push(second);
    for (code, oversees) in [("o1", Oversight::Centre), ("o2", Oversight::Audit)] {
        parts.people.push(Person {
            code: PersonCode::new(code),
            role: Role::Overseer,
            oversees: vec![oversees],
            ..parts.people[5].clone()
        });
    }
    parts
}

fn hall() -> Driven {
    Driven::staffed_with(plan())
}

fn person(code: &str, role: Role) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role,
    }
}

fn text(number: u8) -> TextId {
    TextId::new([number; 16])
}

/// What came of it, as the events of the last entry.
fn ask(hall: &mut Driven, by: Actor, verb: AgencyVerb) -> Result<Vec<Event>, Rejection> {
    let press = hall.request();
    let entries = hall.journal.len();
    hall.run(by, &Command::Agency(AgencyCommand { press, verb }))?;
    let last = hall.journal.get(entries..).unwrap_or_default().last();
    Ok(last.map(|entry| entry.body.events.clone()).unwrap_or_default())
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, Rejection>, kind: &str) {
    assert_eq!(outcome.expect_err(kind).kind(), kind);
}

/// Serves the next one at window 1, and ends it so.
fn end(hall: &mut Driven, outcome: Outcome, matter: Option<&MatterCode>) -> Vec<Event> {
    let number = hall.call(1).expect("somebody waits");
    hall.start("c1", 1, &number);
    let ending = Ending {
        outcome: Some(outcome),
        matter: matter.cloned(),
        ..Ending::default()
    };
    let ticket = ticket(&number);
    hall.press("c1", 1, WindowVerb::Finish { ticket, ending })
        .expect("ended");
    hall.journal.last().expect("an entry").body.events.clone()
}

fn newest(hall: &Driven) -> MatterCode {
    let cases = hall.shelf.cases.iter().filter_map(|(_, kept)| kept.now.as_ref());
    cases.last().expect("a case").code.clone()
}

/// An accepted matter of X01.
fn accepted(hall: &mut Driven) -> MatterCode {
    hall.take("X01", None, None).expect("a ticket");
    end(hall, Outcome::Accepted, None);
    newest(hall)
}

fn complete(hall: &mut Driven, code: &MatterCode) {
    let command = Command::Case(CaseCommand {
        press: hall.request(),
        code: code.clone(),
        verb: CaseVerb::Complete {
            how: queue_core::case::Completion::Granted,
        },
    });
    hall.run(clerk("c1"), &command).expect("done");
}

fn is_flagged(events: &[Event]) -> bool {
    events
        .iter()
        .any(|event| matches!(event, Event::CollectedUnaccepted { .. }))
}

fn is_early(events: &[Event]) -> bool {
    events.iter().any(|event| {
        matches!(
            event,
            Event::Case {
                happened: queue_core::case::CaseEvent::Collected {
                    before_done: true,
                    ..
                },
                ..
            }
        )
    })
}

#[test]
fn a_pick_up_is_flagged_unless_its_matter_was_accepted_and_done_here() {
    let mut hall = hall();
    let code = accepted(&mut hall);
    hall.take("X01", None, None).expect("a ticket");
    let events = end(&mut hall, Outcome::Collected, None);
    assert!(
        is_flagged(&events),
        "nothing shows that it went through this hall"
    );

    hall.take("X01", None, None).expect("a ticket");
    let events = end(&mut hall, Outcome::Collected, Some(&code));
    assert!(
        is_early(&events) && !is_flagged(&events),
        "accepted here, and not done here"
    );
    assert!(
        hall.shelf.cases.get(&code).expect("the case").is_open(),
        "it is still to be closed"
    );

    let done = accepted(&mut hall);
    complete(&mut hall, &done);
    hall.take("X01", None, None).expect("a ticket");
    let events = end(&mut hall, Outcome::Collected, Some(&done));
    assert!(!is_early(&events) && !is_flagged(&events));

    hall.take("X01", None, None).expect("a ticket");
    assert!(
        !is_flagged(&end(&mut hall, Outcome::DoneOnSpot, None)),
        "nothing was handed out"
    );
}

#[test]
fn a_pick_up_on_the_ticket_on_which_it_was_done_is_not_flagged() {
    let mut parts = plan();
    parts.services[0].limit_days = 0;
    parts.services[0].usual_outcome = Outcome::DoneOnSpot;
    parts.services[0].next = Some(parts.services[1].code.clone());
    let mut hall = Driven::staffed_with(parts);
    hall.take("X01", None, None).expect("a ticket");
    let number = hall.call(1).expect("somebody waits");
    hall.start("c1", 1, &number);
    hall.finish("c1", 1, &number, queue_core::command::Onward::AsUsual);
    let events = end(&mut hall, Outcome::Collected, None);
    assert!(!is_flagged(&events), "{events:?}");
}

#[test]
fn a_pick_up_that_is_undone_was_not_early() {
    let mut hall = hall();
    let code = accepted(&mut hall);
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, Outcome::Collected, Some(&code));
    hall.press("c1", 1, WindowVerb::Undo).expect("undone");
    assert_eq!(hall.shelf.cases.get(&code).expect("the case").collected_on, None);
}
