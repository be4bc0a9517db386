//! Follow-ups: what was brought up is answered by a day, by somebody who may.

mod golden;
mod kept;
mod opening;

use jiff::civil::{Date, date};
use queue_core::case::LimitState;
use queue_core::command::{FollowupAsk, FollowupCommand, FollowupVerb};
use queue_core::followup::FollowupKind::{Complaint, Finding, Unsolved};
use queue_core::followup::{
    BroughtAt, Decision, Doer, Followup, FollowupKind, Part, Raised, RatedLeg, Satisfaction, Stage, Verdict,
    opened_by_bad_rating,
};
use queue_core::plan::{CallReason, Oversight, Person, Role};
use queue_core::{
    Actor, Command, Event, FollowupCode, HallPlan, PersonCode, PlanParts, Record, Rejection, ServiceCode,
    ServiceDay, TextId, WindowNumber,
};

use crate::support::{DAY, Driven, clerk, names, small_plan};

/// Two managers, two overseers of discipline, one of law; one measure, one cause.
fn plan() -> PlanParts {
    let mut parts = small_plan();
    let person = |code: &str, role: Role, oversees: &[Oversight]| Person {
        code: PersonCode::new(code),
        role,
        windows: Vec::new(),
        skills: queue_core::plan::GuideSkills::default(),
        oversees: oversees.to_vec(),
        home: None,
    };
    parts.people.extend([
        person("m2", Role::Manager, &[]),
        person("o1", Role::Overseer, &[Oversight::Discipline]),
        person("o2", Role::Overseer, &[Oversight::Discipline, Oversight::Centre]),
        person("o3", Role::Overseer, &[Oversight::Legal]),
    ]);
    let reason = |code: &str| CallReason {
        code: code.to_owned(),
        names: names(code),
    };
    parts.followups.measures.0 = vec![reason("reprimand")];
    parts.followups.causes.0 = vec![reason("documents")];
    parts
}

fn sound() -> HallPlan {
    HallPlan::new(plan()).expect("sound")
}

fn text(number: u8) -> TextId {
    TextId::new([number; 16])
}

fn by(code: &str) -> Actor {
    let role = match code.chars().next() {
        Some('m') => Role::Manager,
        Some('o') => Role::Overseer,
        Some('r') => Role::Reception,
        Some('g') => Role::Guide,
        _ => return clerk(code),
    };
    let code = PersonCode::new(code);
    Actor::Person { code, role }
}

fn raised(kind: FollowupKind) -> Raised {
    let order = (kind == FollowupKind::Hotline).then(|| text(9));
    let about = kind.is_about_staff().then(|| PersonCode::new("c1"));
    Raised {
        text: Some(text(1)),
        order,
        about,
        ..Raised::new(kind, BroughtAt::Phone)
    }
}

fn about(code: &str) -> Raised {
    Raised {
        about: Some(PersonCode::new(code)),
        ..raised(FollowupKind::Complaint)
    }
}

fn open(hall: &mut Driven, who: Actor, raised: Raised) -> Result<FollowupCode, Rejection> {
    let press = hall.request();
    let (kind, day) = (raised.kind, hall.hall.day().or(hall.hall.last_day()));
    let code = FollowupCode::of(kind, day.expect("a day"), &press);
    let what = FollowupAsk::Open {
        raised: Box::new(raised),
    };
    hall.run(who, &Command::Followup(FollowupCommand { press, what }))?;
    Ok(code)
}

/// A hall in which that much was brought up, by somebody who may.
fn hall(kind: FollowupKind) -> (Driven, FollowupCode) {
    let mut hall = Driven::with(plan());
    let code = match kind {
        FollowupKind::Complaint | FollowupKind::Unsolved => open(&mut hall, Actor::Public, raised(kind)),
        FollowupKind::Hotline | FollowupKind::Finding => open(&mut hall, by("m1"), raised(kind)),
        FollowupKind::BadRating => Ok(rate_bad(&mut hall)),
    };
    (hall, code.expect("opened"))
}

/// As the decision of a rating opens it, in its own entry.
fn rate_bad(hall: &mut Driven) -> FollowupCode {
    let day = ServiceDay(DAY);
    let code = FollowupCode::of(FollowupKind::BadRating, day, &hall.request());
    let leg = RatedLeg {
        service: ServiceCode::new("X01"),
        window: WindowNumber::new(1),
        clerk: PersonCode::new("c1"),
        day,
        text: None,
        contact: None,
    };
    hall.happen(
        Actor::Public,
        opened_by_bad_rating(&sound(), code.clone(), day, leg),
    );
    code
}

fn ask(hall: &mut Driven, who: &str, code: &FollowupCode, verb: FollowupVerb) -> Result<(), Rejection> {
    let who = if who == "public" { Actor::Public } else { by(who) };
    let (press, code) = (hall.request(), code.clone());
    let what = FollowupAsk::Do { code, verb };
    hall.run(who, &Command::Followup(FollowupCommand { press, what }))
        .map(drop)
}

fn decide(verdict: Verdict) -> FollowupVerb {
    FollowupVerb::Decide(Decision {
        verdict,
        measure: (verdict == Verdict::Upheld).then(|| "reprimand".to_owned()),
        cause: matches!(verdict, Verdict::Solved | Verdict::NotSolved).then(|| "documents".to_owned()),
        answer: text(2),
    })
}

fn satisfied() -> FollowupVerb {
    FollowupVerb::CallBack {
        how: Satisfaction::Satisfied,
        remark: None,
    }
}

fn appeal() -> FollowupVerb {
    FollowupVerb::Appeal { reason: text(3) }
}

fn state() -> FollowupVerb {
    FollowupVerb::State { statement: text(4) }
}

fn rectify() -> FollowupVerb {
    FollowupVerb::Rectify { what: text(5) }
}

fn known<'a>(hall: &'a Driven, code: &FollowupCode) -> &'a Followup {
    hall.shelf.followups.get(code).expect("the follow-up")
}

fn stage(hall: &Driven, code: &FollowupCode) -> Stage {
    known(hall, code).waits.stage
}

/// Closes this day, and opens those after it until a date.
fn on(hall: &mut Driven, date: Date) {
    while hall.hall.day() != Some(ServiceDay(date)) {
        if hall.hall.day().is_some() {
            let ends = hall.hall.next_deadline().expect("the day's end");
            hall.wind(ends);
        } else {
            hall.open_next_day();
        }
    }
}

fn kind(result: Result<(), Rejection>) -> &'static str {
    result.expect_err("refused").kind()
}

/// Every kind from its opening to its end, step by step: who does what, and what is waited for then.
#[test]
fn every_kind_walks_its_stages_in_order() {
    use FollowupKind::{BadRating, Complaint, Finding, Hotline, Unsolved};
    use Stage::{Appeal, AppealPeriod, CallBack, Closed, Rectification, Statement, Verdict as Ruling};
    type Walk<'a> = &'a [(&'a str, FollowupVerb, Stage)];
    let check = |kind: FollowupKind, first: Stage, walk: Walk<'_>| {
        let (mut hall, code) = hall(kind);
        assert_eq!(stage(&hall, &code), first, "{kind:?}");
        for (who, verb, then) in walk {
            ask(&mut hall, who, &code, verb.clone()).unwrap_or_else(|refused| panic!("{kind:?}: {refused}"));
            assert_eq!(stage(&hall, &code), *then, "{kind:?} after {verb:?}");
        }
        assert!(known(&hall, &code).is_closed() == (walk.last().map(|(.., then)| *then) == Some(Closed)));
    };
    let complaint = [
        ("m1", decide(Verdict::Unfounded), CallBack),
        ("public", satisfied(), AppealPeriod),
        ("public", appeal(), Appeal),
        ("m2", decide(Verdict::Founded), Closed),
    ];
    check(Complaint, Ruling, &complaint);
    let unsolved = [
        ("o1", decide(Verdict::NotSolved), CallBack),
        ("m1", satisfied(), Closed),
    ];
    check(Unsolved, Ruling, &unsolved);
    let hotline = FollowupVerb::Decide(Decision {
        verdict: Verdict::Explained,
        measure: None,
        cause: None,
        answer: text(2),
    });
    check(Hotline, Ruling, &[("m1", hotline, Closed)]);
    let upheld = [
        ("c1", state(), Ruling),
        ("m2", decide(Verdict::Upheld), AppealPeriod),
        ("c1", appeal(), Appeal),
        ("o1", decide(Verdict::NotUpheld), Closed),
    ];
    check(Finding, Statement, &upheld);
    let not_upheld = [
        ("c1", state(), Ruling),
        ("m2", decide(Verdict::NotUpheld), Closed),
    ];
    check(Finding, Statement, &not_upheld);
    let at_fault = [
        ("m1", decide(Verdict::ClerkAtFault), Rectification),
        ("m1", rectify(), CallBack),
        ("m1", satisfied(), AppealPeriod),
        ("c1", appeal(), Appeal),
        ("o2", decide(Verdict::Malicious), Closed),
    ];
    check(BadRating, Ruling, &at_fault);
    let not_at_fault = [
        ("m1", decide(Verdict::NotTheClerk), CallBack),
        ("m1", satisfied(), Closed),
    ];
    check(BadRating, Ruling, &not_at_fault);
}

/// Whatever is waited for, every other verb is refused, and so is everybody who is not waited for.
#[test]
fn nothing_is_done_out_of_turn_or_by_anybody_else() {
    let verbs = [
        state(),
        decide(Verdict::Founded),
        rectify(),
        satisfied(),
        appeal(),
    ];
    let (mut hall, code) = hall(FollowupKind::Complaint);
    for verb in [&verbs[0], &verbs[2], &verbs[3], &verbs[4]] {
        assert_eq!(
            kind(ask(&mut hall, "m1", &code, verb.clone())),
            "followup-stage",
            "{verb:?}"
        );
    }
    assert_eq!(
        kind(ask(&mut hall, "public", &code, verbs[1].clone())),
        "not-yours"
    );
    for stranger in ["c1", "g1", "r1", "o3"] {
        let refused = kind(ask(&mut hall, stranger, &code, verbs[1].clone()));
        assert_eq!(
            refused, "unknown-followup",
            "{stranger} is not even told that it is there"
        );
    }
    let not_reached = FollowupVerb::CallBack {
        how: Satisfaction::NotReached,
        remark: None,
    };
    ask(&mut hall, "m1", &code, verbs[1].clone()).expect("answered");
    assert_eq!(kind(ask(&mut hall, "public", &code, not_reached)), "not-yours");
}

#[test]
fn nobody_decides_an_appeal_against_themself() {
    let (mut hall, code) = hall(FollowupKind::Complaint);
    ask(&mut hall, "m1", &code, decide(Verdict::Unfounded)).expect("answered");
    ask(&mut hall, "m2", &code, satisfied()).expect("called back");
    ask(&mut hall, "public", &code, appeal()).expect("appealed");
    let again = kind(ask(&mut hall, "m1", &code, decide(Verdict::Unfounded)));
    assert_eq!(again, "followup-needs-another");
    ask(&mut hall, "m2", &code, decide(Verdict::Unfounded)).expect("by another");
    assert_eq!(
        kind(ask(&mut hall, "public", &code, appeal())),
        "followup-stage",
        "once only"
    );
}

#[test]
fn whoever_brings_a_finding_does_not_decide_it_and_whoever_it_is_about_decides_nothing() {
    let (mut hall, code) = hall(FollowupKind::Finding);
    assert_eq!(
        kind(ask(&mut hall, "m2", &code, state())),
        "not-yours",
        "nobody speaks for another"
    );
    assert_eq!(kind(ask(&mut hall, "c2", &code, state())), "unknown-followup");
    ask(&mut hall, "c1", &code, state()).expect("heard");
    let own = kind(ask(&mut hall, "m1", &code, decide(Verdict::Upheld)));
    assert_eq!(own, "followup-needs-another");
    assert_eq!(
        kind(ask(&mut hall, "c1", &code, decide(Verdict::NotUpheld))),
        "not-yours"
    );
    ask(&mut hall, "o1", &code, decide(Verdict::Upheld)).expect("by another");
    ask(&mut hall, "c1", &code, appeal()).expect("appealed");
    for took_part in ["m1", "o1"] {
        let refused = kind(ask(&mut hall, took_part, &code, decide(Verdict::Upheld)));
        assert_eq!(refused, "followup-needs-another", "{took_part}");
    }
    ask(&mut hall, "m2", &code, decide(Verdict::Upheld)).expect("by a third");
}

#[test]
fn a_complaint_about_a_manager_is_for_overseers_alone() {
    let management = Raised {
        management: true,
        ..raised(FollowupKind::Complaint)
    };
    for raised in [about("m1"), management] {
        let mut hall = Driven::with(plan());
        let code = open(&mut hall, Actor::Public, raised).expect("opened");
        assert!(known(&hall, &code).overseers_only);
        for manager in ["m1", "m2"] {
            let refused = kind(ask(&mut hall, manager, &code, decide(Verdict::Unfounded)));
            assert_eq!(refused, "unknown-followup", "{manager}");
        }
        let to = FollowupVerb::Assign {
            to: PersonCode::new("m2"),
        };
        assert_eq!(
            kind(ask(&mut hall, "o1", &code, to)),
            "cannot-handle",
            "nor is it given to one"
        );
        ask(&mut hall, "o3", &code, decide(Verdict::Founded)).expect("any overseer");
    }
}

#[test]
fn what_is_about_an_overseer_is_handled_by_others() {
    let mut hall = Driven::with(plan());
    let code = open(&mut hall, Actor::Public, about("o1")).expect("opened");
    assert_eq!(
        kind(ask(&mut hall, "o1", &code, decide(Verdict::Unfounded))),
        "unknown-followup"
    );
    ask(&mut hall, "m1", &code, decide(Verdict::Founded)).expect("by another");
}

#[test]
fn without_an_overseer_nobody_takes_a_complaint_about_a_manager_and_the_visitor_hears_it() {
    let mut parts = plan();
    parts.people.retain(|person| person.role != Role::Overseer);
    let mut hall = Driven::with(parts);
    let refused = open(&mut hall, Actor::Public, about("m1")).expect_err("refused");
    assert_eq!(refused.kind(), "nobody-to-handle");
    open(&mut hall, Actor::Public, about("c1")).expect("about a clerk");
}

#[test]
fn a_clerk_sees_what_is_about_them_and_only_as_the_one_it_is_about() {
    let plan = sound();
    let part =
        |followup: &Followup, code: &str, role: Role| followup.part_of(&plan, &PersonCode::new(code), role);
    for kind in [FollowupKind::Finding, FollowupKind::BadRating] {
        let (mut hall, code) = hall(kind);
        if kind == FollowupKind::BadRating {
            let before = part(known(&hall, &code), "c1", Role::Clerk);
            assert_eq!(before, None, "who sees it at once knows whose it is");
            ask(&mut hall, "m1", &code, decide(Verdict::NotTheClerk)).expect("decided");
        }
        let followup = known(&hall, &code);
        assert_eq!(part(followup, "c1", Role::Clerk), Some(Part::About));
        assert_eq!(part(followup, "c2", Role::Clerk), None);
        assert_eq!(part(followup, "m1", Role::Manager), Some(Part::Handling));
        assert_eq!(part(followup, "o1", Role::Overseer), Some(Part::Handling));
        assert_eq!(part(followup, "o3", Role::Overseer), None);
        assert_eq!(part(followup, "r1", Role::Reception), None);
    }
    let mut hall = Driven::with(self::plan());
    let code = open(&mut hall, Actor::Public, about("c1")).expect("opened");
    assert_eq!(
        part(known(&hall, &code), "c1", Role::Clerk),
        None,
        "never who complained, nor that somebody did"
    );
}

#[test]
fn its_days_are_working_days_and_stand_in_its_events() {
    let (mut hall, code) = hall(FollowupKind::Complaint);
    let mut later = plan();
    let plan = sound();
    // Tuesday 24 November and five working days: Tuesday 1 December.
    let followup = known(&hall, &code);
    assert_eq!(followup.due_on(&plan), Some(date(2026, 12, 1)));
    assert_eq!(followup.warned_on(&plan), Some(date(2026, 11, 30)));
    let state_on = |day: Date| followup.limit_state(&plan, day);
    assert_eq!(state_on(date(2026, 11, 29)), Some(LimitState::InTime));
    assert_eq!(state_on(date(2026, 11, 30)), Some(LimitState::Warned));
    assert_eq!(state_on(date(2026, 12, 2)), Some(LimitState::Overdue));
    later.followups.complaint_days = 1;
    let later = HallPlan::new(later).expect("sound");
    assert_eq!(
        followup.due_on(&later),
        Some(date(2026, 12, 1)),
        "what was promised stays"
    );
    on(&mut hall, date(2026, 12, 2));
    ask(&mut hall, "m1", &code, decide(Verdict::Founded)).expect("late, and answered");
    let answered = known(&hall, &code).done(Stage::Verdict).expect("answered");
    assert!(!answered.in_time(&plan));
}

#[test]
fn who_is_not_heard_in_time_is_not_waited_for() {
    let (mut hall, code) = hall(FollowupKind::Finding);
    on(&mut hall, date(2026, 12, 1));
    assert_eq!(stage(&hall, &code), Stage::Statement);
    on(&mut hall, date(2026, 12, 2));
    assert_eq!(stage(&hall, &code), Stage::Verdict);
    assert_eq!(
        known(&hall, &code).limit_state(&sound(), date(2026, 12, 2)),
        Some(LimitState::InTime)
    );
    assert_eq!(kind(ask(&mut hall, "c1", &code, state())), "followup-stage");
}

#[test]
fn an_appeal_that_nobody_makes_in_time_closes_it() {
    let (mut hall, code) = hall(FollowupKind::Complaint);
    ask(&mut hall, "m1", &code, decide(Verdict::Unfounded)).expect("answered");
    ask(&mut hall, "m1", &code, satisfied()).expect("called back");
    let period = known(&hall, &code);
    assert_eq!(
        period.limit_state(&sound(), date(2027, 1, 1)),
        None,
        "nobody is late in not appealing"
    );
    on(&mut hall, date(2026, 12, 1));
    assert_eq!(stage(&hall, &code), Stage::AppealPeriod);
    on(&mut hall, date(2026, 12, 2));
    let followup = known(&hall, &code);
    assert!(followup.is_closed());
    assert_eq!(followup.closed_on, Some(ServiceDay(date(2026, 12, 2))));
    assert_eq!(
        followup.texts_until(&sound()),
        Some(date(2027, 1, 31)),
        "60 days later its texts go"
    );
    assert_eq!(followup.texts(), [text(1), text(2)]);
}

#[test]
fn only_a_verified_fault_counts_and_not_while_it_is_appealed_against() {
    let (mut hall, code) = hall(FollowupKind::BadRating);
    let at_fault = |hall: &Driven| known(hall, &code).clerk_at_fault();
    assert!(!at_fault(&hall), "a rating alone says nothing of the clerk");
    ask(&mut hall, "m1", &code, decide(Verdict::ClerkAtFault)).expect("verified");
    assert!(at_fault(&hall));
    ask(&mut hall, "m1", &code, rectify()).expect("rectified");
    ask(&mut hall, "m1", &code, satisfied()).expect("called back");
    ask(&mut hall, "c1", &code, appeal()).expect("appealed");
    assert!(!at_fault(&hall));
    ask(&mut hall, "m2", &code, decide(Verdict::Unfounded)).expect("overturned");
    assert!(!at_fault(&hall));
}

#[test]
fn a_decision_names_what_the_plan_knows_and_only_where_it_must() {
    let check = |kind_: FollowupKind, verdict: Verdict, measure: Option<&str>, cause: Option<&str>| {
        let (mut hall, code) = hall(kind_);
        if kind_ == FollowupKind::Finding {
            ask(&mut hall, "c1", &code, state()).expect("heard");
        }
        let decision = Decision {
            verdict,
            measure: measure.map(str::to_owned),
            cause: cause.map(str::to_owned),
            answer: text(2),
        };
        ask(&mut hall, "m2", &code, FollowupVerb::Decide(decision)).map_err(|refused| refused.kind())
    };
    let unknown_measure = Err("unknown-measure");
    assert_eq!(check(Complaint, Verdict::Upheld, None, None), Err("bad-verdict"));
    assert_eq!(check(Finding, Verdict::Upheld, None, None), unknown_measure);
    assert_eq!(
        check(Finding, Verdict::Upheld, Some("shot"), None),
        unknown_measure
    );
    assert_eq!(
        check(Finding, Verdict::NotUpheld, Some("reprimand"), None),
        unknown_measure
    );
    assert_eq!(check(Finding, Verdict::Upheld, Some("reprimand"), None), Ok(()));
    assert_eq!(check(Unsolved, Verdict::Solved, None, None), Err("unknown-cause"));
    assert_eq!(
        check(Unsolved, Verdict::Solved, None, Some("moon")),
        Err("unknown-cause")
    );
    assert_eq!(check(Unsolved, Verdict::Solved, None, Some("documents")), Ok(()));
}

#[test]
fn the_table_lets_only_what_is_somebodys_to_say_lapse() {
    for kind in FollowupKind::ALL {
        for step in kind.steps() {
            let is_right = matches!(step.by, Doer::About | Doer::Bringer);
            assert_eq!(step.lapses, is_right, "{kind:?} {:?}", step.stage);
        }
    }
}

#[test]
fn whoever_answers_for_one_is_somebody_who_may() {
    let (mut hall, code) = hall(FollowupKind::Complaint);
    let assign = |to: &str| FollowupVerb::Assign {
        to: PersonCode::new(to),
    };
    for (to, refused) in [
        ("c1", "cannot-handle"),
        ("o3", "cannot-handle"),
        ("x", "cannot-handle"),
    ] {
        assert_eq!(kind(ask(&mut hall, "m1", &code, assign(to))), refused, "{to}");
    }
    ask(&mut hall, "m1", &code, assign("o1")).expect("given");
    assert_eq!(
        kind(ask(&mut hall, "m1", &code, assign("o1"))),
        "assigned-already"
    );
    assert_eq!(
        known(&hall, &code).marks(&sound()).person,
        Some(PersonCode::new("o1"))
    );
}

#[test]
fn no_event_names_who_complained() {
    let (hall, code) = hall(FollowupKind::Complaint);
    let opened = hall.journal.iter().find(|entry| {
        let mut events = entry.body.events.iter();
        events.any(|event| matches!(event, Event::Followup { code: of, .. } if *of == code))
    });
    assert_eq!(opened.expect("its entry").body.by, Actor::Public);
    assert_eq!(known(&hall, &code).opened_by, PersonCode::new(""));
}

#[test]
fn the_lengths_of_follow_ups_are_limits() {
    let mut later = plan();
    later.followups.complaint_days = 20;
    later.followups.keep_days = 30;
    let later = HallPlan::new(later).expect("sound");
    assert_eq!(
        sound().limits_changed_by(&later),
        ["followups.complaint_days", "followups.keep_days"]
    );
}
