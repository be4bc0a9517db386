//! Visits at home, from the asking until they are done.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use queue_core::agency::{
    Dated, HalfOfDay, HomeVisit, HomeVisitEnd, HomeVisitFor, HomeVisitStanding, NotDoneReason,
};
use queue_core::command::{AgencyVerb, AskHomeVisit, HomeVisitVerb};
use queue_core::event::{AskedAt, Event};
use queue_core::plan::Role;
use queue_core::{Actor, HallPlan, PersonCode, Record, RecordCode, Rejection, ServiceCode, ServiceDay};

use super::{ask, hall, person, plan, refused, text};
use crate::support::{DAY, Driven, at, clerk, kiosk};

pub(super) fn wanted() -> AskHomeVisit {
    AskHomeVisit {
        service: ServiceCode::new("X01"),
        for_whom: HomeVisitFor::Elderly,
        wished_on: Some(date(2026, 11, 26)),
        name: text(1),
        address: text(2),
        phone: text(3),
        remark: None,
    }
}

pub(super) fn asked(hall: &mut Driven, by: Actor) -> RecordCode {
    let events = ask(hall, by, AgencyVerb::AskHomeVisit(Box::new(wanted()))).expect("asked");
    let [Event::HomeVisit { code, .. }] = events.as_slice() else {
        panic!("{events:?}");
    };
    code.clone()
}

pub(super) fn about(
    hall: &mut Driven,
    by: Actor,
    code: &RecordCode,
    verb: HomeVisitVerb,
) -> Result<(), Rejection> {
    let code = code.clone();
    ask(hall, by, AgencyVerb::HomeVisit { code, verb }).map(drop)
}

pub(super) fn assign(to: &str) -> HomeVisitVerb {
    HomeVisitVerb::Assign {
        to: PersonCode::new(to),
    }
}

pub(super) fn on(date: Date) -> HomeVisitVerb {
    HomeVisitVerb::Date {
        to: Dated {
            on: date,
            half: HalfOfDay::Morning,
        },
    }
}

fn visit<'a>(hall: &'a Driven, code: &RecordCode) -> &'a HomeVisit {
    hall.shelf.home_visits.get(code).expect("the visit")
}

#[test]
fn a_visit_is_asked_assigned_dated_and_done_and_its_texts_go_the_same_evening() {
    let mut hall = hall();
    let plan = HallPlan::new(plan()).expect("sound");
    let code = asked(&mut hall, Actor::Public);
    assert_eq!(visit(&hall, &code).standing(), HomeVisitStanding::Asked);
    assert_eq!(
        visit(&hall, &code).due_on(&plan),
        Some(date(2026, 12, 1)),
        "five working days after it was asked"
    );
    about(&mut hall, person("r1", Role::Reception), &code, assign("g1")).expect("assigned");
    assert_eq!(visit(&hall, &code).standing(), HomeVisitStanding::Assigned);
    about(
        &mut hall,
        person("g1", Role::Guide),
        &code,
        on(date(2026, 11, 27)),
    )
    .expect("dated");
    assert_eq!(visit(&hall, &code).standing(), HomeVisitStanding::Dated);
    assert_eq!(visit(&hall, &code).texts(), [text(1), text(2), text(3)]);
    assert_eq!(
        visit(&hall, &code).texts_until(&plan),
        None,
        "it is still to be done"
    );
    about(&mut hall, person("g1", Role::Guide), &code, HomeVisitVerb::Done).expect("done");
    assert_eq!(visit(&hall, &code).standing(), HomeVisitStanding::Done);
    let yesterday = DAY.yesterday().expect("a day before");
    assert_eq!(
        visit(&hall, &code).texts_until(&plan),
        Some(yesterday),
        "their purpose has ended"
    );
    let again = about(
        &mut hall,
        person("m1", Role::Manager),
        &code,
        HomeVisitVerb::Cancel,
    );
    refused(again, "home-visit-over");
}

/// Else a name and an address would be kept for ever because somebody forgot a press.
#[test]
fn a_visit_of_which_nobody_says_anything_ends_by_itself_sixty_days_after_it_was_to_be() {
    let mut hall = hall();
    let plan = HallPlan::new(plan()).expect("sound");
    let code = asked(&mut hall, Actor::Public);
    let acts_on = |hall: &Driven| visit(hall, &code).marks(&plan).acts_on;
    let due = date(2026, 12, 1);
    let sixty_later = |date: Date| date.checked_add(60.days()).map(ServiceDay).ok();
    assert_eq!(acts_on(&hall), sixty_later(due));
    about(&mut hall, person("r1", Role::Reception), &code, assign("g1")).expect("assigned");
    let dated = date(2026, 12, 3);
    about(&mut hall, person("g1", Role::Guide), &code, on(dated)).expect("dated");
    let last = acts_on(&hall);
    assert_eq!(last, sixty_later(dated));
    let last = last.expect("a day");
    let before = ServiceDay(last.0.yesterday().expect("a day before"));
    assert_eq!(visit(&hall, &code).due(&plan, before), None);
    let ends = visit(&hall, &code).due(&plan, last).expect("it ends");
    hall.happen(Actor::Hall, ends);
    assert_eq!(visit(&hall, &code).standing(), HomeVisitStanding::NotDone);
    assert_eq!(acts_on(&hall), None);
    assert!(visit(&hall, &code).texts_until(&plan).is_some());
}

#[test]
fn where_it_was_asked_follows_from_who_asked() {
    let mut hall = hall();
    for (by, at) in [
        (Actor::Public, AskedAt::Phone),
        (kiosk(), AskedAt::Kiosk),
        (clerk("c1"), AskedAt::Window),
        (person("r1", Role::Reception), AskedAt::Reception),
    ] {
        let code = asked(&mut hall, by);
        assert_eq!(visit(&hall, &code).asked_at, at);
    }
    let overseer = ask(
        &mut hall,
        person("o1", Role::Overseer),
        AgencyVerb::AskHomeVisit(Box::new(wanted())),
    );
    refused(overseer, "not-yours");
}

#[test]
fn a_visit_is_for_a_service_of_the_plan_and_on_a_day_that_can_be_kept() {
    let mut hall = hall();
    let with = |change: fn(&mut AskHomeVisit)| {
        let mut wanted = wanted();
        change(&mut wanted);
        AgencyVerb::AskHomeVisit(Box::new(wanted))
    };
    let public = || Actor::Public;
    let unknown = with(|one| one.service = ServiceCode::new("Q99"));
    refused(ask(&mut hall, public(), unknown), "unknown-service");
    for bad in [date(2026, 11, 23), date(2027, 1, 24)] {
        let mut wished = wanted();
        wished.wished_on = Some(bad);
        refused(
            ask(&mut hall, public(), AgencyVerb::AskHomeVisit(Box::new(wished))),
            "bad-visit-date",
        );
    }
    let mut last = wanted();
    last.wished_on = Some(date(2027, 1, 23));
    ask(&mut hall, public(), AgencyVerb::AskHomeVisit(Box::new(last))).expect("sixty days ahead");
    let code = asked(&mut hall, public());
    refused(
        about(
            &mut hall,
            person("m1", Role::Manager),
            &code,
            on(date(2026, 11, 27)),
        ),
        "nobody-assigned",
    );
    refused(
        about(&mut hall, person("m1", Role::Manager), &code, HomeVisitVerb::Done),
        "nobody-assigned",
    );
    refused(
        about(&mut hall, person("m1", Role::Manager), &code, assign("nobody")),
        "unknown-person",
    );
    refused(
        about(&mut hall, person("m1", Role::Manager), &code, assign("o1")),
        "unknown-person",
    );
    about(&mut hall, person("m1", Role::Manager), &code, assign("g1")).expect("assigned");
    refused(
        about(
            &mut hall,
            person("m1", Role::Manager),
            &code,
            on(date(2026, 11, 1)),
        ),
        "bad-visit-date",
    );
    let other = RecordCode::parse("H261124-00000000").expect("a code");
    refused(
        about(&mut hall, Actor::Public, &other, HomeVisitVerb::Cancel),
        "unknown-record",
    );
}

#[test]
fn whoever_asked_may_only_call_it_off_and_whoever_goes_says_what_came_of_it() {
    let mut hall = hall();
    let code = asked(&mut hall, Actor::Public);
    let not_done = || HomeVisitVerb::NotDone {
        reason: NotDoneReason::NobodyHome,
        remark: None,
    };
    refused(about(&mut hall, Actor::Public, &code, assign("g1")), "not-yours");
    refused(about(&mut hall, Actor::Public, &code, not_done()), "not-yours");
    refused(
        about(&mut hall, person("g1", Role::Guide), &code, assign("g1")),
        "not-yours",
    );
    about(&mut hall, person("r1", Role::Reception), &code, assign("g1")).expect("assigned");
    refused(
        about(&mut hall, person("g2", Role::Guide), &code, not_done()),
        "not-yours",
    );
    refused(
        about(&mut hall, person("g1", Role::Guide), &code, HomeVisitVerb::Cancel),
        "not-yours",
    );
    refused(
        about(&mut hall, person("o1", Role::Overseer), &code, not_done()),
        "not-yours",
    );
    about(&mut hall, person("g1", Role::Guide), &code, not_done()).expect("not done");
    assert_eq!(visit(&hall, &code).standing(), HomeVisitStanding::NotDone);
    let code = asked(&mut hall, Actor::Public);
    about(&mut hall, Actor::Public, &code, HomeVisitVerb::Cancel).expect("called off");
    assert_eq!(
        visit(&hall, &code).ended.expect("over").1,
        HomeVisitEnd::Cancelled { by_visitor: true }
    );
}

#[test]
fn a_press_sent_twice_asks_for_one_visit_and_the_same_press_on_another_day_for_another() {
    let mut hall = hall();
    let press = hall.request();
    let command = queue_core::Command::Agency(queue_core::command::AgencyCommand {
        press,
        verb: AgencyVerb::AskHomeVisit(Box::new(wanted())),
    });
    for _ in 0..2 {
        hall.run(Actor::Public, &command).expect("asked");
    }
    assert_eq!(hall.shelf.home_visits.iter().count(), 1);
    hall.wind(at("20:00"));
    hall.open_next_day();
    hall.run(Actor::Public, &command).expect("another day");
    assert_eq!(hall.shelf.home_visits.iter().count(), 2);
}

#[test]
fn a_visit_is_moved_about_twenty_times_and_no_more() {
    let mut hall = hall();
    let code = asked(&mut hall, Actor::Public);
    for _ in 0..20 {
        about(&mut hall, person("m1", Role::Manager), &code, assign("g1")).expect("assigned");
    }
    refused(
        about(&mut hall, person("m1", Role::Manager), &code, assign("g2")),
        "too-many-changes",
    );
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let code = RecordCode::parse("H261124-00000001").expect("a code");
    for typed in [" h261124-00000001 ", "http://hall.test/h/H261124-00000001/"] {
        assert_eq!(RecordCode::parse(typed).expect(typed), code);
    }
    for typed in [
        "",
        "H261124",
        "H261124-1",
        "1261124-00000001",
        "H26112-000000001",
        "證261124-00000001",
    ] {
        assert!(RecordCode::parse(typed).is_err(), "{typed}");
    }
}
