//! Who may decide for a department today.

use queue_core::command::{AgencyVerb, WindowVerb};
use queue_core::event::Event;
use queue_core::hall::Authority;
use queue_core::leg::Outcome;
use queue_core::plan::Role;
use queue_core::{Actor, PersonCode, Rejection, ServiceCode};

use super::{ask, person, plan, refused};
use crate::support::{Driven, at, clerk, ticket};

fn says(hall: &mut Driven, by: Actor, who: &str, present: bool) -> Result<Vec<Event>, Rejection> {
    let verb = AgencyVerb::Authority {
        department: "GA".to_owned(),
        person: PersonCode::new(who),
        present,
    };
    ask(hall, by, verb)
}

fn head(code: &str) -> Authority {
    Authority::Present {
        head: PersonCode::new(code),
    }
}

fn deputy(code: &str) -> Authority {
    Authority::Deputised {
        by: PersonCode::new(code),
    }
}

#[test]
fn nobody_is_known_to_be_here_until_somebody_comes_and_a_deputy_stands_in() {
    let mut hall = Driven::with(plan());
    let y01 = ServiceCode::new("Y01");
    assert_eq!(hall.hall.authority("GA"), Some(Authority::Unknown));
    assert!(
        !hall.hall.lacks_authority(&y01),
        "nobody has said that they are away"
    );
    assert_eq!(hall.hall.authority("MZ"), None, "the plan names nobody");
    hall.wind(at("09:00"));
    hall.press("c1", 1, WindowVerb::Open).expect("open");
    assert_eq!(
        hall.hall.authority("GA"),
        Some(head("c1")),
        "whoever signs in is here"
    );
    says(&mut hall, clerk("c1"), "c1", false).expect("away");
    assert_eq!(hall.hall.authority("GA"), Some(Authority::Absent));
    assert!(hall.hall.lacks_authority(&y01));
    assert!(
        !hall.hall.lacks_authority(&ServiceCode::new("X01")),
        "a case can wait"
    );
    says(&mut hall, clerk("c2"), "c2", true).expect("takes over");
    assert_eq!(hall.hall.authority("GA"), Some(deputy("c2")));
    says(&mut hall, person("m1", Role::Manager), "c1", true).expect("a manager says it for the head");
    assert_eq!(
        hall.hall.authority("GA"),
        Some(head("c1")),
        "the head goes before the deputy"
    );
}

#[test]
fn everybody_speaks_for_themselves_and_only_those_whom_the_plan_names() {
    let mut hall = Driven::with(plan());
    refused(says(&mut hall, clerk("c2"), "c1", true), "not-yours");
    refused(says(&mut hall, Actor::Public, "c1", true), "not-yours");
    refused(
        says(&mut hall, person("m1", Role::Manager), "r1", true),
        "no-authority",
    );
    refused(
        says(&mut hall, person("r1", Role::Reception), "r1", true),
        "no-authority",
    );
    let nowhere = AgencyVerb::Authority {
        department: "QQ".to_owned(),
        person: PersonCode::new("c1"),
        present: true,
    };
    refused(ask(&mut hall, clerk("c1"), nowhere), "no-such-department");
    assert_eq!(says(&mut hall, clerk("c1"), "c1", true).expect("here").len(), 1);
    assert_eq!(
        says(&mut hall, clerk("c1"), "c1", true).expect("here").len(),
        0,
        "said already"
    );
}

#[test]
fn a_new_day_knows_nobody() {
    let mut hall = Driven::staffed_with(plan());
    assert_eq!(hall.hall.authority("GA"), Some(head("c1")));
    hall.wind(at("20:00"));
    assert_eq!(hall.hall.authority("GA"), None, "no day is open");
    hall.open_next_day();
    assert_eq!(hall.hall.authority("GA"), Some(Authority::Unknown));
}

#[test]
fn where_the_plan_wants_it_nothing_is_decided_on_the_spot_without_somebody_who_may() {
    for (rule, is_here, works) in [(false, false, true), (true, false, false), (true, true, true)] {
        let mut parts = plan();
        parts.agency.on_spot_by_authority = rule;
        let mut hall = Driven::staffed_with(parts);
        says(&mut hall, clerk("c1"), "c1", is_here).expect("said");
        says(&mut hall, clerk("c2"), "c2", false).expect("said");
        hall.take("Y01", None, None).expect("a ticket");
        let number = hall.call(1).expect("somebody waits");
        hall.start("c1", 1, &number);
        let finish = |outcome: Option<Outcome>| WindowVerb::Finish {
            ticket: ticket(&number),
            ending: queue_core::command::Ending {
                outcome,
                ..Default::default()
            },
        };
        let done = hall.press("c1", 1, finish(None));
        if works {
            done.expect("decided");
        } else {
            refused(done, "authority-absent");
            hall.press("c1", 1, finish(Some(Outcome::Accepted)))
                .expect("accepted as a case");
        }
    }
}
