//! Cases: what outlives a visit, from the file that was taken in to what is handed out.

mod clock;
mod golden;

use jiff::civil::{Date, date};
use queue_core::case::{Case, CaseRefusal, Completion, Standing};
use queue_core::command::{CaseCommand, CaseVerb, Correction, Ending, WindowVerb};
use queue_core::leg::Outcome;
use queue_core::plan::{ClockReason, Names, Role};
use queue_core::{
    Actor, Command, HallPlan, MatterCode, PersonCode, PlanParts, Rejection, ServiceDay, TextId, WindowNumber,
};

use crate::support::{DAY, Driven, at, clerk, small_plan, ticket};

/// X01 promises 15 working days and asks for three documents; a laboratory may be waited for 5 days.
fn plan() -> PlanParts {
    let mut parts = small_plan();
    let document = |name: &str| Names {
        zh_hant: name.to_owned(),
        zh_hans: name.to_owned(),
        en: name.to_owned(),
    };
    parts.services[0].limit_days = 15;
    parts.services[0].usual_outcome = Outcome::Accepted;
    parts.services[0].documents = ["card", "household", "photo"].map(document).into();
    parts.cases.stop_reasons = vec![ClockReason {
        code: "laboratory".to_owned(),
        names: document("laboratory"),
        cap_days: 5,
        intermediary: true,
    }];
    parts
}

fn text(number: u8) -> TextId {
    TextId::new([number; 16])
}

fn manager(code: &str) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role: Role::Manager,
    }
}

/// Serves the next one at window 1, and ends it so.
fn end(hall: &mut Driven, ending: Ending) -> Result<String, Rejection> {
    let number = hall.call(1).expect("somebody waits");
    hall.start("c1", 1, &number);
    finish(hall, &number, ending)?;
    Ok(number)
}

fn finish(hall: &mut Driven, number: &str, ending: Ending) -> Result<(), Rejection> {
    let ticket = ticket(number);
    hall.press("c1", 1, WindowVerb::Finish { ticket, ending })
        .map(drop)
}

fn outcome(outcome: Outcome, matter: Option<&MatterCode>) -> Ending {
    Ending {
        outcome: Some(outcome),
        matter: matter.cloned(),
        ..Ending::default()
    }
}

fn missing(documents: &[u16], matter: Option<&MatterCode>) -> Ending {
    Ending {
        correction: Some(Correction::Missing {
            documents: documents.to_vec(),
            remark: None,
        }),
        ..outcome(Outcome::AwaitingCorrection, matter)
    }
}

/// A hall with one more visitor for X01 each time.
fn hall() -> Driven {
    let mut hall = Driven::staffed_with(plan());
    hall.take("X01", None, None).expect("a ticket");
    hall
}

/// The code of the only case, or of the newest.
fn newest(hall: &Driven) -> MatterCode {
    let cases = hall.shelf.cases.iter().filter_map(|(_, kept)| kept.now.as_ref());
    cases.last().expect("a case").code.clone()
}

fn case<'a>(hall: &'a Driven, code: &MatterCode) -> &'a Case {
    hall.shelf.cases.get(code).expect("the case")
}

fn accepted() -> (Driven, MatterCode) {
    let mut hall = hall();
    end(&mut hall, Ending::default()).expect("accepted");
    let code = newest(&hall);
    (hall, code)
}

fn ask(hall: &mut Driven, by: Actor, code: &MatterCode, verb: CaseVerb) -> Result<(), Rejection> {
    let command = Command::Case(CaseCommand {
        press: hall.request(),
        code: code.clone(),
        verb,
    });
    hall.run(by, &command).map(drop)
}

fn stop(evidence: Option<TextId>) -> CaseVerb {
    CaseVerb::StopClock {
        reason: "laboratory".to_owned(),
        evidence,
    }
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

fn refusal(result: Result<(), Rejection>) -> CaseRefusal {
    match result {
        Err(Rejection::Case(refusal)) => refusal,
        other => panic!("{other:?} is no refusal about a case"),
    }
}

fn kind(result: Result<(), Rejection>) -> &'static str {
    result.expect_err("refused").kind()
}

#[test]
fn an_acceptance_opens_a_case_with_its_services_limit() {
    let (hall, code) = accepted();
    let case = case(&hall, &code);
    assert_eq!(case.standing, Standing::Open);
    assert_eq!(case.began_on, ServiceDay(DAY));
    assert_eq!(case.window, Some(WindowNumber::new(1)));
    assert_eq!(case.clerk, PersonCode::new("c1"));
    assert_eq!(case.limit_days(), Some(15));
    assert!(code.as_str().starts_with("261124-X001-"), "{code}");
}

#[test]
fn a_service_decided_on_the_spot_leaves_no_case() {
    let mut hall = hall();
    end(&mut hall, outcome(Outcome::DoneOnSpot, None)).expect("done");
    assert_eq!(hall.shelf.cases.iter().count(), 0);
}

#[test]
fn a_matter_is_not_accepted_twice_and_the_refusal_says_where_and_since_when() {
    let (mut hall, code) = accepted();
    hall.take("X01", None, None).expect("a ticket");
    let again = end(&mut hall, outcome(Outcome::Accepted, Some(&code)));
    let refused = refusal(again.map(drop));
    assert_eq!(
        refused,
        CaseRefusal::MatterOpen {
            code: code.clone(),
            since: DAY,
            window: Some(WindowNumber::new(1)),
            clerk: PersonCode::new("c1"),
        }
    );
    assert_eq!(
        refused.to_string(),
        format!(
            "{code} was accepted on 2026-11-24 at window 1 by c1 and is not done; look it up in the list of cases"
        )
    );
    // The visitor is still there, and can be served as a new matter.
    finish(&mut hall, "X002", outcome(Outcome::Accepted, None)).expect("another matter");
    assert_ne!(newest(&hall), code);
}

#[test]
fn an_unknown_code_and_a_code_of_another_service_are_refused() {
    let (mut hall, code) = accepted();
    hall.take("Y01", None, None).expect("a ticket");
    let number = hall.call(1).expect("called");
    hall.start("c1", 1, &number);
    let other = finish(&mut hall, &number, outcome(Outcome::Accepted, Some(&code)));
    assert_eq!(kind(other), "matter-of-another-service");
    let unknown = MatterCode::parse("261124-X001-000000").expect("a code");
    let unknown = finish(&mut hall, &number, outcome(Outcome::Accepted, Some(&unknown)));
    assert_eq!(kind(unknown), "unknown-matter");
}

#[test]
fn a_correction_lists_what_is_missing_or_is_refused() {
    let mut hall = hall();
    let nothing = end(&mut hall, outcome(Outcome::AwaitingCorrection, None));
    assert_eq!(kind(nothing.map(drop)), "nothing-missing");
    assert_eq!(
        kind(finish(&mut hall, "X001", missing(&[], None))),
        "nothing-missing"
    );
    assert_eq!(
        kind(finish(&mut hall, "X001", missing(&[3], None))),
        "no-such-document"
    );
    assert_eq!(
        kind(finish(&mut hall, "X001", missing(&[1, 1], None))),
        "no-such-document"
    );
    let accepted_with_list = Ending {
        outcome: Some(Outcome::Accepted),
        ..missing(&[1], None)
    };
    assert_eq!(kind(finish(&mut hall, "X001", accepted_with_list)), "not-missing");
    finish(&mut hall, "X001", missing(&[2, 0], None)).expect("told");
    let case = case(&hall, &newest(&hall));
    assert_eq!(case.notices[0].missing, [0, 2]);
    assert!(!case.notices[0].beyond_first);
}

#[test]
fn what_a_later_notice_asks_beyond_the_first_is_marked() {
    let mut hall = hall();
    end(&mut hall, missing(&[0, 2], None)).expect("told");
    let code = newest(&hall);
    for (again, beyond) in [(&[2][..], false), (&[1, 2], true), (&[1], false)] {
        hall.take("X01", None, None).expect("a ticket");
        end(&mut hall, missing(again, Some(&code))).expect("told again");
        let last = case(&hall, &code).notices.last().expect("a notice");
        assert_eq!(last.beyond_first, beyond, "{again:?}");
    }
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, outcome(Outcome::Accepted, Some(&code))).expect("accepted");
    assert!(case(&hall, &code).is_open());
    assert_eq!(case(&hall, &code).legs.len(), 5);
}

#[test]
fn a_file_that_nobody_looks_through_in_time_counts_as_accepted_from_the_day_it_was_taken_in() {
    let mut hall = hall();
    let look_through = Ending {
        correction: Some(Correction::LookThrough),
        ..outcome(Outcome::AwaitingCorrection, None)
    };
    end(&mut hall, look_through).expect("taken in");
    let code = newest(&hall);
    // Five working days after Tuesday 24 November: Tuesday 1 December is the last.
    on(&mut hall, date(2026, 12, 1));
    assert!(matches!(case(&hall, &code).standing, Standing::Received { .. }));
    on(&mut hall, date(2026, 12, 2));
    let case = case(&hall, &code);
    let accepted = case.acceptance.as_ref().expect("accepted");
    assert!(accepted.deemed);
    assert_eq!(accepted.on, ServiceDay(DAY));
    let plan = HallPlan::new(plan()).expect("sound");
    assert_eq!(case.due_on(&plan), Some(date(2026, 12, 15)));
}

#[test]
fn what_is_missing_can_be_told_after_looking_through_and_only_then() {
    let mut hall = hall();
    let look_through = Ending {
        correction: Some(Correction::LookThrough),
        ..outcome(Outcome::AwaitingCorrection, None)
    };
    end(&mut hall, look_through).expect("taken in");
    let code = newest(&hall);
    let tell = || CaseVerb::Tell {
        documents: vec![1],
        remark: Some(text(1)),
    };
    ask(&mut hall, clerk("c1"), &code, tell()).expect("told");
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, tell())),
        "case-not-waiting"
    );
    on(&mut hall, date(2026, 12, 8));
    assert!(matches!(
        case(&hall, &code).standing,
        Standing::AwaitingCorrection { .. }
    ));
    ask(&mut hall, clerk("c1"), &code, CaseVerb::Accept).expect("it came by post");
    assert_eq!(
        case(&hall, &code).acceptance.as_ref().map(|accepted| accepted.on),
        Some(ServiceDay(date(2026, 12, 8)))
    );
}

#[test]
fn what_is_overdue_is_asked_about_and_answered() {
    let (mut hall, code) = accepted();
    let question = |to: &str| CaseVerb::Supervise {
        addressee: to.to_owned(),
        question: text(4),
    };
    on(&mut hall, date(2026, 12, 15));
    assert_eq!(
        kind(ask(&mut hall, manager("m1"), &code, question("GA"))),
        "not-overdue"
    );
    on(&mut hall, date(2026, 12, 16));
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, question("GA"))),
        "not-yours"
    );
    assert_eq!(
        kind(ask(&mut hall, manager("m1"), &code, question("MZ"))),
        "unknown-department"
    );
    let answer = CaseVerb::Answer { answer: text(5) };
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, answer.clone())),
        "nothing-to-answer"
    );
    ask(&mut hall, manager("m1"), &code, question("GA")).expect("asked");
    on(&mut hall, date(2026, 12, 17));
    ask(&mut hall, clerk("c1"), &code, answer).expect("answered");
    let case = case(&hall, &code);
    assert!(case.open_supervision().is_none());
    assert_eq!(
        case.supervisions[0].answer,
        Some((text(5), ServiceDay(date(2026, 12, 17))))
    );
}

#[test]
fn a_case_is_not_done_while_its_file_is_outside_and_is_done_once() {
    let (mut hall, code) = accepted();
    let plan = HallPlan::new(plan()).expect("sound");
    let done = || CaseVerb::Complete {
        how: Completion::Granted,
    };
    let out = CaseVerb::LeaveHall {
        to: "GA".to_owned(),
        holder: text(6),
    };
    ask(&mut hall, clerk("c1"), &code, out).expect("out");
    assert_eq!(kind(ask(&mut hall, clerk("c1"), &code, done())), "file-away");
    ask(&mut hall, clerk("c1"), &code, CaseVerb::ComeBack).expect("back");
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, CaseVerb::ComeBack)),
        "file-here"
    );
    on(&mut hall, date(2026, 11, 27));
    ask(&mut hall, clerk("c1"), &code, done()).expect("done");
    assert_eq!(kind(ask(&mut hall, clerk("c1"), &code, done())), "matter-closed");
    let case = case(&hall, &code);
    assert_eq!(case.used_days(&plan, date(2026, 12, 31)), Some(3));
    assert_eq!(case.kept_limit(&plan), Some(true));
    assert_eq!(case.limit_state(&plan, date(2026, 12, 31)), None);
}

#[test]
fn what_was_made_is_handed_out_at_any_window_once() {
    let (mut hall, code) = accepted();
    let collect = || outcome(Outcome::Collected, Some(&code));
    ask(
        &mut hall,
        clerk("c1"),
        &code,
        CaseVerb::Complete {
            how: Completion::Granted,
        },
    )
    .expect("done");
    hall.take("Y01", None, None).expect("a ticket");
    end(&mut hall, collect()).expect("collected");
    hall.take("Y01", None, None).expect("a ticket");
    let twice = end(&mut hall, collect());
    assert_eq!(kind(twice.map(drop)), "already-collected");
}

#[test]
fn a_refusal_at_the_window_ends_the_matter_that_was_brought_back() {
    for (how, completion) in [
        (Outcome::DoneOnSpot, Completion::Granted),
        (Outcome::Refused, Completion::Refused),
        (Outcome::FileReturned, Completion::FileReturned),
        (Outcome::NotOurs, Completion::FileReturned),
        (Outcome::Abandoned, Completion::TakenBack),
    ] {
        let mut hall = hall();
        end(&mut hall, missing(&[0], None)).expect("told");
        let code = newest(&hall);
        hall.take("X01", None, None).expect("a ticket");
        end(&mut hall, outcome(how, Some(&code))).expect("ended");
        let done = case(&hall, &code).completed.as_ref().map(|done| done.how);
        assert_eq!(done, Some(completion), "{how:?}");
    }
}

#[test]
fn whoever_only_asks_changes_nothing_of_the_matter() {
    let (mut hall, code) = accepted();
    let before = case(&hall, &code).clone();
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, outcome(Outcome::AdviceOnly, Some(&code))).expect("advised");
    assert_eq!(*case(&hall, &code), before);
}

#[test]
fn undoing_a_finish_takes_its_case_back() {
    let (mut hall, code) = accepted();
    hall.press("c1", 1, WindowVerb::Undo).expect("undone");
    assert!(hall.shelf.cases.get(&code).is_none());
    finish(&mut hall, "X001", missing(&[1], None)).expect("told instead");
    assert_eq!(newest(&hall), code);
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, outcome(Outcome::Accepted, Some(&code))).expect("accepted");
    hall.press("c1", 1, WindowVerb::Undo).expect("undone");
    assert!(matches!(
        case(&hall, &code).standing,
        Standing::AwaitingCorrection { .. }
    ));
}

#[test]
fn a_finish_is_not_undone_once_somebody_did_something_to_its_case() {
    let (mut hall, code) = accepted();
    ask(&mut hall, manager("m1"), &code, stop(Some(text(1)))).expect("stopped");
    let undo = hall.press("c1", 1, WindowVerb::Undo);
    assert_eq!(undo.map(drop), Err(Rejection::NothingToUndo));
    assert!(case(&hall, &code).is_open());
}

#[test]
fn only_its_clerks_and_managers_do_anything_to_a_case() {
    let mut parts = plan();
    // Window 2 does not help with X any more, and c2 sits only there.
    parts.windows[1].secondary.clear();
    let mut hall = Driven::staffed_with(parts);
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, Ending::default()).expect("accepted");
    let code = newest(&hall);
    let done = || CaseVerb::Complete {
        how: Completion::Refused,
    };
    let reception = Actor::Person {
        code: PersonCode::new("r1"),
        role: Role::Reception,
    };
    assert_eq!(kind(ask(&mut hall, clerk("c2"), &code, done())), "not-your-case");
    assert_eq!(kind(ask(&mut hall, reception, &code, done())), "not-yours");
    assert_eq!(kind(ask(&mut hall, Actor::Public, &code, done())), "not-yours");
    ask(&mut hall, clerk("c1"), &code, done()).expect("its clerk");
}

#[test]
fn the_next_clerk_answers_for_a_case_by_taking_it_over_and_nobody_signs() {
    let (mut hall, code) = accepted();
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, CaseVerb::TakeOver)),
        "yours-already"
    );
    ask(&mut hall, clerk("c2"), &code, CaseVerb::TakeOver).expect("taken over");
    assert_eq!(case(&hall, &code).clerk, PersonCode::new("c2"));
}

#[test]
fn cases_are_handled_at_night_too_on_the_day_before() {
    let (mut hall, code) = accepted();
    hall.wind(at("20:00"));
    assert_eq!(hall.hall.day(), None);
    ask(
        &mut hall,
        clerk("c1"),
        &code,
        CaseVerb::Complete {
            how: Completion::Granted,
        },
    )
    .expect("done");
    let done = case(&hall, &code).completed.as_ref().map(|done| done.on);
    assert_eq!(done, Some(ServiceDay(DAY)));
}

#[test]
fn a_code_is_read_as_it_is_typed_scanned_or_opened() {
    let (_hall, code) = accepted();
    for text in [
        code.to_string(),
        code.to_string().to_lowercase(),
        format!("  {code} "),
        format!("http://hall.example/m/{code}"),
        format!("http://hall.example/m/{code}/"),
    ] {
        assert_eq!(MatterCode::parse(&text).as_ref(), Ok(&code), "{text:?}");
    }
    for text in [
        "",
        "A012",
        "261124-X001",
        "261124-X001-12345",
        "26112x-X001-123456",
        "261124--123456",
        "261124-X001-123456-1",
    ] {
        assert!(MatterCode::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn who_hands_out_what_was_made_does_not_answer_for_the_case() {
    let (mut hall, code) = accepted();
    hall.take("X01", None, None).expect("a ticket");
    hall.press("c1", 1, WindowVerb::Close).expect("closed");
    let number = hall.call(2).expect("called");
    hall.start("c2", 2, &number);
    let ticket = ticket(&number);
    let ending = outcome(Outcome::Collected, Some(&code));
    hall.press("c2", 2, WindowVerb::Finish { ticket, ending })
        .expect("collected");
    let case = case(&hall, &code);
    assert_eq!(case.collected_on, Some(ServiceDay(DAY)));
    assert_eq!(
        (case.clerk.as_str(), case.window),
        ("c1", Some(WindowNumber::new(1)))
    );
    assert_eq!(case.legs.len(), 2, "the leg was about it all the same");
}

#[test]
fn a_file_that_is_looked_through_is_not_taken_in_a_second_time() {
    let look_through = |code: Option<&MatterCode>| Ending {
        correction: Some(Correction::LookThrough),
        ..outcome(Outcome::AwaitingCorrection, code)
    };
    let mut hall = hall();
    end(&mut hall, look_through(None)).expect("taken in");
    let code = newest(&hall);
    on(&mut hall, date(2026, 12, 1));
    hall.press("c1", 1, WindowVerb::Open).expect("open");
    hall.take("X01", None, None).expect("a ticket");
    let again = end(&mut hall, look_through(Some(&code)));
    assert_eq!(kind(again.map(drop)), "looked-through-already");
    on(&mut hall, date(2026, 12, 2));
    let case = case(&hall, &code);
    assert!(
        case.is_open(),
        "five days after the first day it counts as accepted"
    );
}

#[test]
fn what_is_done_between_two_days_is_done_on_its_own_date() {
    let (mut hall, code) = accepted();
    on(&mut hall, date(2026, 11, 27));
    let ends = hall.hall.next_deadline().expect("the day's end");
    hall.wind(ends);
    let sunday = at("10:00") + jiff::SignedDuration::from_hours(5 * 24);
    hall.wind(sunday);
    assert_eq!(hall.hall.day(), None);
    let how = Completion::Granted;
    ask(&mut hall, clerk("c1"), &code, CaseVerb::Complete { how }).expect("done");
    let done = case(&hall, &code).completed.as_ref().map(|done| done.on);
    assert_eq!(done, Some(ServiceDay(date(2026, 11, 29))), "not on Friday");
}
