//! Ratings (好差評): one a leg, at the window's keys or on the phone; silence is no level.

mod figures;
mod followed_up;
mod golden;
mod limits;

use queue_core::command::{Ending, Onward, RatingCommand, RatingVerb, RatingWhy, WindowVerb};
use queue_core::leg::Outcome;
use queue_core::plan::{CallReason, Oversight, Person, Role};
use queue_core::rating::{RatedFrom, Rating, RatingCode, RatingFlag, RatingKey, RatingLevel, RatingRefusal};
use queue_core::{
    Actor, Command, DeviceId, LegId, PersonCode, PlanParts, Rejection, ServiceDay, TextId, WindowNumber,
};

use crate::support::{DAY, Driven, at, call_next, clerk, names, small_plan, ticket};

const GOOD: RatingLevel = RatingLevel::Satisfied;
const BAD: RatingLevel = RatingLevel::Dissatisfied;

fn plan() -> PlanParts {
    let mut parts = small_plan();
    let reason = |code: &str| CallReason {
        code: code.to_owned(),
        names: names(code),
    };
    parts.ratings.reasons = vec![reason("slow"), reason("rude")];
    let overseer = |code: &str, oversees| Person {
        code: PersonCode::new(code),
        role: Role::Overseer,
        windows: Vec::new(),
        skills: parts.people[0].skills.clone(),
        oversees: vec![oversees],
        home: None,
    };
    let overseers = [
        overseer("o1", Oversight::Discipline),
        overseer("o2", Oversight::Audit),
    ];
    parts.people.extend(overseers);
    parts
}

fn pad() -> Actor {
    Actor::Device {
        id: DeviceId::new("rate-1"),
    }
}

fn person(code: &str, role: Role) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role,
    }
}

fn ask(hall: &mut Driven, by: Actor, verb: RatingVerb) -> Result<(), Rejection> {
    let press = hall.request();
    hall.run(by, &Command::Rating(RatingCommand { press, verb }))
        .map(drop)
}

fn keys(hall: &mut Driven, window: u16, level: RatingLevel) -> Result<(), Rejection> {
    let window = WindowNumber::new(window);
    ask(hall, pad(), RatingVerb::AtWindow { window, level })
}

fn leg(hall: &Driven, number: &str) -> LegId {
    hall.first_leg(number).opened.id
}

fn say(hall: &mut Driven, number: &str, level: RatingLevel, why: RatingWhy) -> Result<(), Rejection> {
    let leg = leg(hall, number);
    let by = Actor::Visitor { visit: leg.visit };
    ask(hall, by, RatingVerb::Say { leg, level, why })
}

fn phone(hall: &mut Driven, number: &str, level: RatingLevel) -> Result<(), Rejection> {
    say(hall, number, level, RatingWhy::default())
}

fn disown(hall: &mut Driven, number: &str) -> Result<(), Rejection> {
    let leg = leg(hall, number);
    ask(
        hall,
        Actor::Visitor { visit: leg.visit },
        RatingVerb::Disown { leg },
    )
}

fn explain(hall: &mut Driven, number: &str, why: RatingWhy) -> Result<(), Rejection> {
    let leg = leg(hall, number);
    ask(
        hall,
        Actor::Visitor { visit: leg.visit },
        RatingVerb::Explain { leg, why },
    )
}

fn why(reasons: &[&str], text: Option<u8>) -> RatingWhy {
    RatingWhy {
        reasons: reasons.iter().map(|code| (*code).to_owned()).collect(),
        text: text.map(|number| TextId::new([number; 16])),
    }
}

fn look(hall: &mut Driven, by: Actor, number: &str, upheld: bool) -> Result<(), Rejection> {
    let rating = rating(hall, number);
    let (key, code) = (rating.key, rating.code);
    ask(hall, by, RatingVerb::LookAt { key, code, upheld })
}

fn rating(hall: &Driven, number: &str) -> Rating {
    let leg = leg(hall, number);
    let day = ServiceDay(DAY);
    let found = hall.shelf.ratings.get(&RatingKey { day, leg });
    found.expect("it was rated").clone()
}

/// A hall in which somebody was served at window 1 by a minute ago.
fn served() -> (Driven, String) {
    let mut hall = Driven::staffed_with(plan());
    let number = serve_one(&mut hall, "09:10");
    hall.wind(at("09:11"));
    (hall, number)
}

fn serve_one(hall: &mut Driven, clock: &str) -> String {
    let number = hall.take_at(clock, "X01");
    assert_eq!(hall.serve(1), number);
    number
}

fn refused<T: std::fmt::Debug>(result: Result<T, Rejection>) -> RatingRefusal {
    match result {
        Err(Rejection::Rating(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn nobody(window: u16) -> RatingRefusal {
    RatingRefusal::NobodyToRate {
        window: WindowNumber::new(window),
    }
}

#[test]
fn a_rating_says_what_was_served_where_and_by_whom() {
    let (mut hall, number) = served();
    keys(&mut hall, 1, GOOD).expect("rated");
    let rating = rating(&hall, &number);
    assert_eq!(rating.key.to_string(), "261124-1-0");
    assert_eq!(
        (rating.window, rating.clerk.as_str()),
        (WindowNumber::new(1), "c1")
    );
    assert_eq!((rating.service.as_str(), rating.level), ("X01", GOOD));
    assert_eq!((rating.from, rating.flags), (RatedFrom::Window, vec![]));
    let body = serde_json::to_string(&hall.journal.last().expect("an entry").body).expect("serialises");
    assert!(!body.contains("X001"), "no ticket number");
    assert!(RatingCode::parse(rating.code.as_str()).is_ok());
    assert!(
        !rating.code.as_str().ends_with("-1-0"),
        "a list's code does not lead to the leg"
    );
}

#[test]
fn a_leg_is_rated_once_wherever_it_is_rated_first() {
    let (mut hall, number) = served();
    phone(&mut hall, &number, BAD).expect("rated");
    assert_eq!(
        refused(phone(&mut hall, &number, GOOD)),
        RatingRefusal::RatedAlready
    );
    assert_eq!(refused(keys(&mut hall, 1, GOOD)), RatingRefusal::RatedAlready);
    assert_eq!(rating(&hall, &number).level, BAD, "the first one stands");
    let second = serve_one(&mut hall, "09:20");
    hall.wind(at("09:20:10"));
    keys(&mut hall, 1, BAD).expect("the next visitor's leg");
    assert_eq!(
        refused(phone(&mut hall, &second, GOOD)),
        RatingRefusal::RatedAlready
    );
}

#[test]
fn a_repeated_press_rates_once() {
    let (mut hall, _) = served();
    let command = Command::Rating(RatingCommand {
        press: hall.request(),
        verb: RatingVerb::AtWindow {
            window: WindowNumber::new(1),
            level: GOOD,
        },
    });
    hall.run(pad(), &command).expect("rated");
    let entries = hall.journal.len();
    hall.run(pad(), &command).expect("the first answer again");
    assert_eq!(hall.journal.len(), entries);
}

#[test]
fn the_keys_are_for_whoever_was_served_last_and_for_two_minutes() {
    let mut hall = Driven::staffed_with(plan());
    assert_eq!(refused(keys(&mut hall, 1, GOOD)), nobody(1), "nobody was served");
    serve_one(&mut hall, "09:10");
    assert_eq!(refused(keys(&mut hall, 2, GOOD)), nobody(2), "at another window");
    hall.wind(at("09:12"));
    keys(&mut hall, 1, GOOD).expect("just in time");
    serve_one(&mut hall, "09:20");
    hall.wind(at("09:22:00.001"));
    assert_eq!(refused(keys(&mut hall, 1, GOOD)), nobody(1), "too late");
}

#[test]
fn whoever_leaves_may_rate_until_the_next_one_is_served() {
    let mut hall = Driven::staffed_with(plan());
    let first = hall.take_at("09:10", "X01");
    let second = hall.take_at("09:10", "X01");
    hall.call(1).expect("the first");
    hall.start("c1", 1, &first);
    hall.press("c1", 1, call_next(Some(&first))).expect("the second");
    hall.wind(at("09:10:30"));
    keys(&mut hall, 1, GOOD).expect("the second walks up, the first still stands there");
    assert_eq!(rating(&hall, &first).level, GOOD);
    hall.start("c1", 1, &second);
    assert_eq!(refused(keys(&mut hall, 1, GOOD)), nobody(1));
    hall.finish("c1", 1, &second, Onward::No);
    hall.wind(at("09:10:40"));
    keys(&mut hall, 1, BAD).expect("now it is the second's");
    assert_eq!(rating(&hall, &second).level, BAD);
}

#[test]
fn whoever_was_served_before_never_takes_the_next_ones_rating() {
    let mut hall = Driven::staffed_with(plan());
    let first = hall.take_at("09:10", "X01");
    let second = hall.take_at("09:10", "X01");
    hall.call(1).expect("the first");
    hall.start("c1", 1, &first);
    hall.finish("c1", 1, &first, Onward::No);
    hall.call(1).expect("the second");
    hall.start("c1", 1, &second);
    let ticket = ticket(&second);
    hall.press("c1", 1, WindowVerb::Park { ticket })
        .expect("set aside");
    keys(&mut hall, 1, GOOD).expect("the last leg that ended here is still the first's");
    assert_eq!(rating(&hall, &first).level, GOOD);
}

#[test]
fn what_was_not_served_to_its_end_is_not_rated() {
    let mut hall = Driven::staffed_with(plan());
    let number = hall.take_at("09:10", "X01");
    assert_eq!(refused(phone(&mut hall, &number, GOOD)), RatingRefusal::NotServed);
    hall.call(1).expect("called");
    hall.start("c1", 1, &number);
    assert_eq!(refused(phone(&mut hall, &number, GOOD)), RatingRefusal::NotServed);
    let ending = Ending {
        outcome: Some(Outcome::NotHolder),
        ..Ending::default()
    };
    let not_holder = WindowVerb::Finish {
        ticket: ticket(&number),
        ending,
    };
    hall.press("c1", 1, not_holder).expect("somebody else's ticket");
    assert_eq!(refused(phone(&mut hall, &number, GOOD)), RatingRefusal::NotServed);
    assert_eq!(refused(keys(&mut hall, 1, GOOD)), nobody(1));
    let missed = hall.take_at("09:20", "X01");
    hall.call(1).expect("called");
    hall.wind(at("09:30"));
    assert_eq!(refused(phone(&mut hall, &missed, GOOD)), RatingRefusal::NotServed);
}

#[test]
fn only_a_device_of_the_window_and_the_ticket_s_holder_rate() {
    let (mut hall, number) = served();
    let other = hall.take("X01", None, None).expect("a ticket");
    let window = WindowNumber::new(1);
    let at_window = RatingVerb::AtWindow { window, level: GOOD };
    for by in [clerk("c1"), person("m1", Role::Manager), Actor::Public] {
        assert_eq!(ask(&mut hall, by, at_window.clone()), Err(Rejection::NotYours));
    }
    let leg = leg(&hall, &number);
    let own = RatingVerb::Say {
        leg,
        level: GOOD,
        why: RatingWhy::default(),
    };
    let another = hall.visit(&other).ticket.visit;
    for by in [Actor::Visitor { visit: another }, clerk("c1"), pad()] {
        assert_eq!(ask(&mut hall, by, own.clone()), Err(Rejection::NotYours));
    }
}

#[test]
fn a_finish_that_was_rated_cannot_be_undone() {
    let mut hall = Driven::staffed_with(plan());
    serve_one(&mut hall, "09:10");
    hall.wind(at("09:10:05"));
    keys(&mut hall, 1, BAD).expect("rated");
    let undone = hall.press("c1", 1, WindowVerb::Undo);
    assert_eq!(
        undone,
        Err(Rejection::NothingToUndo),
        "no clerk takes a rating back"
    );
    assert_eq!(hall.hall.undo_until(WindowNumber::new(1), hall.now), None);
}

#[test]
fn a_rating_of_one_matter_keeps_no_press_of_another_from_being_undone() {
    let (mut hall, number) = served();
    let next = hall.take("X01", None, None).expect("a ticket");
    hall.call(1).expect("called");
    phone(&mut hall, &number, GOOD).expect("rated");
    hall.press("c1", 1, WindowVerb::Undo).expect("the call is undone");
    assert_eq!(hall.call(1).expect("again"), next);
    let other = serve_one_more(&mut hall);
    hall.press("c1", 1, WindowVerb::Undo)
        .expect("nobody has rated it");
    assert_eq!(
        refused(phone(&mut hall, &other, GOOD)),
        RatingRefusal::NotServed,
        "what is served again is not over"
    );
}

fn serve_one_more(hall: &mut Driven) -> String {
    let number = hall.at_window(1).expect("somebody is called");
    hall.start("c1", 1, &number);
    hall.finish("c1", 1, &number, Onward::No);
    number
}

#[test]
fn a_rating_within_two_seconds_of_the_finish_is_doubtful() {
    let mut hall = Driven::staffed_with(plan());
    for (served, rated, flags) in [
        ("09:10", "09:10:01.999", vec![RatingFlag::TooFast]),
        ("09:20", "09:20:02", vec![]),
    ] {
        let number = serve_one(&mut hall, served);
        hall.wind(at(rated));
        keys(&mut hall, 1, GOOD).expect("rated");
        assert_eq!(rating(&hall, &number).flags, flags, "{rated}");
    }
}

#[test]
fn a_burst_at_one_window_is_doubtful_from_its_first_on() {
    let mut hall = Driven::staffed_with(plan());
    let rate = |hall: &mut Driven, served: &str, rated: &str| {
        let number = serve_one(hall, served);
        hall.wind(at(rated));
        keys(hall, 1, GOOD).expect("rated");
        number
    };
    let before = rate(&mut hall, "09:10:00", "09:10:09");
    let burst: Vec<_> = [
        ("09:12:10", "09:12:20"),
        ("09:12:30", "09:12:40"),
        ("09:12:50", "09:13:00"),
        ("09:13:10", "09:13:20"),
    ]
    .map(|(served, rated)| rate(&mut hall, served, rated))
    .into();
    let flagged =
        |hall: &Driven, numbers: &[String]| numbers.iter().filter(|one| rating(hall, one).waits()).count();
    assert_eq!(flagged(&hall, &burst), 0, "four within two minutes are no burst");
    let fifth = rate(&mut hall, "09:14:00", "09:14:10");
    assert_eq!(flagged(&hall, &burst), 4);
    assert_eq!(rating(&hall, &fifth).flags, [RatingFlag::Burst]);
    assert!(!rating(&hall, &before).waits(), "it was long before");
    let sixth = rate(&mut hall, "09:14:12", "09:14:15");
    assert!(rating(&hall, &sixth).waits());
    assert_eq!(
        rating(&hall, &burst[3]).flags,
        [RatingFlag::Burst],
        "flagged once"
    );
}

#[test]
fn the_holder_disowns_what_the_keys_said_and_says_it_once() {
    let (mut hall, number) = served();
    assert_eq!(
        refused(disown(&mut hall, &number)),
        RatingRefusal::NothingToDisown
    );
    keys(&mut hall, 1, RatingLevel::VerySatisfied).expect("somebody pressed");
    disown(&mut hall, &number).expect("not me");
    assert_eq!(rating(&hall, &number).flags, [RatingFlag::Disowned]);
    assert_eq!(
        refused(disown(&mut hall, &number)),
        RatingRefusal::NothingToDisown
    );
    say(&mut hall, &number, BAD, why(&["rude"], Some(1))).expect("what I say");
    let said = rating(&hall, &number);
    assert_eq!(
        (said.level, said.instead),
        (RatingLevel::VerySatisfied, Some(BAD))
    );
    assert_eq!(said.reasons, ["rude"]);
    assert_eq!(
        refused(phone(&mut hall, &number, GOOD)),
        RatingRefusal::RatedAlready
    );
}

#[test]
fn what_was_said_on_the_phone_is_not_disowned() {
    let (mut hall, number) = served();
    phone(&mut hall, &number, GOOD).expect("rated");
    assert_eq!(
        refused(disown(&mut hall, &number)),
        RatingRefusal::NothingToDisown
    );
}

#[test]
fn a_bad_rating_is_explained_once_by_its_own_rater() {
    let (mut hall, number) = served();
    let slow = || why(&["slow"], Some(3));
    assert_eq!(
        refused(explain(&mut hall, &number, slow())),
        RatingRefusal::NothingToExplain
    );
    phone(&mut hall, &number, BAD).expect("rated");
    assert_eq!(
        refused(explain(&mut hall, &number, RatingWhy::default())),
        RatingRefusal::NoReason
    );
    for reasons in [&["weather"][..], &["slow", "slow"]] {
        let refusal = refused(explain(&mut hall, &number, why(reasons, None)));
        assert!(
            matches!(refusal, RatingRefusal::UnknownRatingReason { .. }),
            "{reasons:?}"
        );
    }
    explain(&mut hall, &number, slow()).expect("explained");
    assert_eq!(rating(&hall, &number).text, Some(TextId::new([3; 16])));
    assert_eq!(
        refused(explain(&mut hall, &number, slow())),
        RatingRefusal::NothingToExplain
    );
}

#[test]
fn a_good_rating_has_no_reasons() {
    let (mut hall, number) = served();
    assert_eq!(
        refused(say(&mut hall, &number, GOOD, why(&["slow"], None))),
        RatingRefusal::NothingToExplain
    );
    keys(&mut hall, 1, BAD).expect("somebody pressed");
    disown(&mut hall, &number).expect("not me");
    assert_eq!(
        refused(explain(&mut hall, &number, why(&["slow"], None))),
        RatingRefusal::NothingToExplain,
        "what was disowned is not explained"
    );
}

#[test]
fn a_second_person_looks_at_a_doubtful_rating_and_never_its_clerk() {
    let (mut hall, number) = served();
    keys(&mut hall, 1, GOOD).expect("pressed");
    let manager = || person("m1", Role::Manager);
    assert!(matches!(
        refused(look(&mut hall, manager(), &number, true)),
        RatingRefusal::NotFlagged { .. }
    ));
    disown(&mut hall, &number).expect("not me");
    for by in [
        clerk("c2"),
        person("r1", Role::Reception),
        person("o2", Role::Overseer),
        pad(),
    ] {
        assert_eq!(look(&mut hall, by, &number, true), Err(Rejection::NotYours));
    }
    assert!(matches!(
        refused(look(&mut hall, person("c1", Role::Manager), &number, true)),
        RatingRefusal::RatingNeedsAnother { .. }
    ));
    look(&mut hall, person("o1", Role::Overseer), &number, false).expect("struck");
    let looked = rating(&hall, &number).looked.expect("looked at");
    assert_eq!((looked.by.as_str(), looked.upheld), ("o1", false));
    assert!(matches!(
        refused(look(&mut hall, manager(), &number, true)),
        RatingRefusal::NotFlagged { .. }
    ));
}

#[test]
fn a_new_doubt_is_looked_at_anew() {
    let mut hall = Driven::staffed_with(plan());
    let number = serve_one(&mut hall, "09:10");
    keys(&mut hall, 1, GOOD).expect("at once");
    look(&mut hall, person("m1", Role::Manager), &number, true).expect("upheld");
    assert!(!rating(&hall, &number).waits());
    disown(&mut hall, &number).expect("not me");
    assert!(rating(&hall, &number).waits());
}

#[test]
fn when_the_day_is_over_nobody_rates_any_more() {
    let (mut hall, number) = served();
    let leg = leg(&hall, &number);
    hall.wind(at("20:00"));
    assert_eq!(keys(&mut hall, 1, GOOD), Err(Rejection::HallClosed));
    let by = Actor::Visitor { visit: leg.visit };
    let say = RatingVerb::Say {
        leg,
        level: GOOD,
        why: RatingWhy::default(),
    };
    assert_eq!(refused(ask(&mut hall, by, say)), RatingRefusal::NotServed);
}

#[test]
fn a_doubtful_rating_is_looked_at_on_another_day() {
    let (mut hall, number) = served();
    keys(&mut hall, 1, GOOD).expect("rated");
    disown(&mut hall, &number).expect("not me");
    let flagged = rating(&hall, &number);
    hall.wind(at("20:00"));
    hall.open_next_day();
    let (key, code) = (flagged.key, flagged.code);
    let verb = RatingVerb::LookAt {
        key,
        code,
        upheld: true,
    };
    ask(&mut hall, person("m1", Role::Manager), verb).expect("looked at");
    let looked = hall.shelf.ratings.get(&key).and_then(|one| one.looked.clone());
    assert_eq!(looked.map(|looked| looked.on.0), DAY.tomorrow().ok());
}

#[test]
fn over_midnight_a_leg_of_the_day_before_is_not_rated_again() {
    let mut hall = Driven::with(crate::turn::never_closes());
    hall.wind(at("23:50"));
    hall.press("c1", 1, WindowVerb::Open).expect("open");
    let number = hall.take("X01", None, None).expect("a ticket");
    hall.call(1).expect("called");
    hall.start("c1", 1, &number);
    let next = Onward::To(queue_core::command::NextService {
        service: queue_core::ServiceCode::new("Y01"),
        ready_at: None,
    });
    hall.finish("c1", 1, &number, next);
    hall.wind(at("23:51"));
    phone(&mut hall, &number, BAD).expect("rated");
    let leg = leg(&hall, &number);
    while hall.hall.day().is_some() {
        let due = hall.hall.next_deadline().expect("midnight");
        hall.wind(due);
    }
    hall.open_next_day();
    let by = Actor::Visitor { visit: leg.visit };
    let say = RatingVerb::Say {
        leg,
        level: GOOD,
        why: RatingWhy::default(),
    };
    assert!(
        hall.hall.leg(leg).is_some(),
        "the visitor still waits for the second"
    );
    assert_eq!(refused(ask(&mut hall, by, say)), RatingRefusal::NotServed);
}

#[test]
fn what_is_said_after_the_keys_were_struck_is_looked_at_too() {
    let (mut hall, number) = served();
    keys(&mut hall, 1, GOOD).expect("rated");
    disown(&mut hall, &number).expect("not me");
    let manager = || person("m1", Role::Manager);
    look(&mut hall, manager(), &number, false).expect("struck");
    say(&mut hall, &number, BAD, RatingWhy::default()).expect("said instead");
    let said = rating(&hall, &number);
    assert!(said.waits(), "nobody has looked at what was said since");
    look(&mut hall, manager(), &number, false).expect("looked at anew");
    let followup = rating(&hall, &number).followup.expect("followed up");
    assert!(hall.shelf.followups.get(&followup).is_some());
}
