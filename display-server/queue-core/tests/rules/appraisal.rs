//! Appraisals: from the draft of a month to its publication, and the ledger of points.

mod formula;
mod golden;
mod ledger;
mod outliers;
mod ranks;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use queue_core::appraisal::{
    APPRAISED_LIMIT, Appraisal, ClerkFigures, DECISIONS_LIMIT, DepartmentFigures, Month, MonthFigures,
    RatingFigures, Standing,
};
use queue_core::command::{AppraisalCommand, AppraisalVerb};
use queue_core::plan::{
    AppraisalRules, Criterion, CriterionRule, GuideSkills, Oversight, Person, PointReason, Role,
};
use queue_core::points::PointCode;
use queue_core::{Actor, Command, PersonCode, PlanParts, Rejection, ServiceDay, TextId};

use crate::support::{Driven, clerk, names, small_plan};

/// The Tuesday after November 2026, and the last day of the time for appeals that begins then: 5 working days later.
const AFTER: Date = date(2026, 12, 1);
const APPEAL_UNTIL: Date = date(2026, 12, 8);

fn november() -> Month {
    Month::parse("2026-11").expect("a month")
}

fn rule(criterion: Criterion, weight_percent: u32, full_at: i32, zero_at: i32) -> CriterionRule {
    CriterionRule {
        criterion,
        weight_percent,
        required: false,
        full_at,
        zero_at,
    }
}

fn point(code: &str, least: i32, most: i32, leave: bool) -> PointReason {
    PointReason {
        code: code.to_owned(),
        names: names(code),
        least,
        most,
        leave,
    }
}

fn rules() -> AppraisalRules {
    AppraisalRules {
        windows: vec![
            rule(Criterion::Promises, 60, 95, 60),
            rule(Criterion::Points, 40, 5, -10),
        ],
        resident: vec![rule(Criterion::CasesInTime, 100, 100, 85)],
        points: vec![
            point("praise", 1, 5, false),
            point("discipline", -5, -1, false),
            point("leave", 1, 31, true),
        ],
        ..AppraisalRules::default()
    }
}

/// Overseers of discipline, of the centre, and of fees and law.
fn plan() -> PlanParts {
    let mut parts = small_plan();
    parts.appraisal = rules();
    for (code, oversees) in [
        ("o1", vec![Oversight::Discipline]),
        ("o2", vec![Oversight::Centre]),
        ("o3", vec![Oversight::Audit, Oversight::Legal]),
    ] {
        parts.people.push(Person {
            code: person(code),
            role: Role::Overseer,
            windows: Vec::new(),
            skills: GuideSkills::default(),
            oversees,
            home: None,
        });
    }
    parts
}

fn person(code: &str) -> PersonCode {
    PersonCode::new(code)
}

fn text(number: u8) -> TextId {
    TextId::new([number; 16])
}

fn of_role(code: &str, role: Role) -> Actor {
    Actor::Person {
        code: person(code),
        role,
    }
}

fn manager(code: &str) -> Actor {
    of_role(code, Role::Manager)
}

/// A clerk of whose visitors so many of a hundred were called in time.
fn figures(code: &str, kept: u32) -> ClerkFigures {
    ClerkFigures {
        called: 100,
        kept,
        ..ClerkFigures::none(person(code))
    }
}

fn of_month(clerks: Vec<ClerkFigures>) -> MonthFigures {
    MonthFigures {
        clerks,
        departments: vec![DepartmentFigures {
            done: 10,
            in_time: 9,
            ..DepartmentFigures::none("GA", false)
        }],
        ledger: BTreeSet::new(),
    }
}

fn enough_ratings(verified_bad: u32) -> RatingFigures {
    RatingFigures {
        rateable: 50,
        rated: 40,
        by_level: [30, 0, 0, 10, 0],
        bad: 10,
        verified_bad,
        flagged: 0,
        enough: 30,
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

fn hall() -> Driven {
    let mut hall = Driven::staffed_with(plan());
    on(&mut hall, AFTER);
    hall
}

fn ask(hall: &mut Driven, by: Actor, verb: AppraisalVerb) -> Result<(), Rejection> {
    let command = Command::Appraisal(AppraisalCommand {
        press: hall.request(),
        month: november(),
        verb,
    });
    hall.run(by, &command).map(drop)
}

fn draft(clerks: Vec<ClerkFigures>) -> AppraisalVerb {
    AppraisalVerb::Draft {
        figures: Box::new(of_month(clerks)),
    }
}

/// Promises 88 of 100: (88 − 60) ÷ (95 − 60) = 80.00 marks; no points: (0 + 10) ÷ (5 + 10) = 66.67 marks.
/// 60 % × 80.00 + 40 % × 66.67 = 48 + 26.668 = 74.67.
fn drafted() -> Driven {
    let mut hall = hall();
    let clerks = vec![figures("c1", 88), figures("c2", 95)];
    ask(&mut hall, manager("m1"), draft(clerks)).expect("drafted");
    hall
}

/// The figures that were drafted, with the ledger as it stands.
fn said(hall: &Driven) -> MonthFigures {
    let appraisal = november_of(hall);
    MonthFigures {
        clerks: appraisal.clerks.iter().map(|one| one.figures.clone()).collect(),
        departments: appraisal
            .departments
            .iter()
            .map(|one| one.figures.clone())
            .collect(),
        ledger: counting(hall),
    }
}

/// The lines that count.
fn counting(hall: &Driven) -> BTreeSet<PointCode> {
    let lines = hall.shelf.points.iter().filter_map(|(_, kept)| kept.now.as_ref());
    lines
        .filter(|line| line.counts())
        .map(|line| line.code.clone())
        .collect()
}

fn show(hall: &mut Driven) -> Result<(), Rejection> {
    let figures = Box::new(said(hall));
    ask(hall, manager("m1"), AppraisalVerb::Show { figures })
}

fn shown() -> Driven {
    let mut hall = drafted();
    show(&mut hall).expect("shown");
    hall
}

fn appeal(criterion: Criterion) -> AppraisalVerb {
    let text = text(7);
    AppraisalVerb::Appeal { criterion, text }
}

fn answer(code: &str, corrected_hundredths: Option<u32>) -> AppraisalVerb {
    AppraisalVerb::Answer {
        person: person(code),
        criterion: Criterion::Promises,
        corrected_hundredths,
        reason: text(8),
    }
}

fn excellent(code: &str, excellent: bool) -> AppraisalVerb {
    AppraisalVerb::Excellent {
        person: person(code),
        excellent,
        reason: text(9),
    }
}

fn november_of(hall: &Driven) -> &Appraisal {
    hall.shelf.appraisals.get(&november()).expect("an appraisal")
}

fn total(hall: &Driven, code: &str) -> Option<u32> {
    let clerk = november_of(hall).clerk(&person(code)).expect("a clerk");
    clerk.sheet.total_hundredths
}

fn kind(result: Result<(), Rejection>) -> &'static str {
    result.expect_err("refused").kind()
}

#[test]
fn a_month_is_drafted_when_it_is_over_and_its_figures_are_frozen_with_their_sum() {
    let mut hall = Driven::staffed_with(plan());
    let early = ask(&mut hall, manager("m1"), draft(vec![figures("c1", 88)]));
    assert_eq!(kind(early), "month-not-over");
    let hall = drafted();
    assert_eq!(total(&hall, "c1"), Some(74_67));
    let appraisal = november_of(&hall);
    assert_eq!(appraisal.standing, Standing::Drafted);
    // In time 9 of 10: (90 − 85) ÷ (100 − 85) = 33.33.
    assert_eq!(appraisal.departments[0].sheet.total_hundredths, Some(33_33));
}

#[test]
fn a_draft_may_be_drawn_anew_until_it_is_shown_and_not_after() {
    let mut hall = drafted();
    ask(&mut hall, manager("m1"), draft(vec![figures("c1", 95)])).expect("drafted anew");
    assert_eq!(total(&hall, "c1"), Some(86_67));
    assert!(november_of(&hall).clerk(&person("c2")).is_none());
    show(&mut hall).expect("shown");
    let again = ask(&mut hall, manager("m1"), draft(vec![figures("c1", 60)]));
    assert_eq!(kind(again), "month-shown");
    assert_eq!(total(&hall, "c1"), Some(86_67));
}

#[test]
fn what_was_drafted_is_shown_only_while_the_tables_still_say_it() {
    let mut hall = drafted();
    let mut figures = said(&hall);
    figures.clerks[0].kept = 80;
    let verb = AppraisalVerb::Show {
        figures: Box::new(figures),
    };
    assert_eq!(kind(ask(&mut hall, manager("m1"), verb)), "figures-changed");
    assert_eq!(november_of(&hall).standing, Standing::Drafted);
    show(&mut hall).expect("shown");
}

#[test]
fn more_than_an_appraisal_holds_is_refused_and_not_cut() {
    let mut hall = hall();
    let clerks = |count: usize| {
        (0..count)
            .map(|number| figures(&format!("k{number}"), 88))
            .collect()
    };
    let refused = ask(&mut hall, manager("m1"), draft(clerks(APPRAISED_LIMIT + 1)));
    assert_eq!(kind(refused), "too-many-appraised");
    ask(&mut hall, manager("m1"), draft(clerks(APPRAISED_LIMIT))).expect("drafted");
}

#[test]
fn a_plan_without_a_formula_appraises_nobody() {
    let mut hall = Driven::staffed();
    on(&mut hall, AFTER);
    let refused = ask(&mut hall, manager("m1"), draft(vec![figures("c1", 88)]));
    assert_eq!(kind(refused), "no-formula");
}

#[test]
fn clerks_appeal_within_five_working_days_once_a_criterion_and_only_against_marks_they_have() {
    let mut hall = drafted();
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), appeal(Criterion::Promises))),
        "month-not-shown"
    );
    show(&mut hall).expect("shown");
    let shown = november_of(&hall).shown.as_ref().expect("shown");
    assert_eq!(shown.appeal_until, APPEAL_UNTIL);
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), appeal(Criterion::Ratings))),
        "no-such-marks"
    );
    assert_eq!(
        kind(ask(&mut hall, clerk("c9"), appeal(Criterion::Promises))),
        "not-appraised"
    );
    on(&mut hall, APPEAL_UNTIL);
    ask(&mut hall, clerk("c1"), appeal(Criterion::Promises)).expect("in time, on the last day");
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), appeal(Criterion::Promises))),
        "appealed-already"
    );
    on(&mut hall, date(2026, 12, 9));
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), appeal(Criterion::Points))),
        "appeal-too-late"
    );
}

#[test]
fn whoever_drafted_decides_no_appeal_nor_does_whom_it_is_about() {
    let mut hall = shown();
    ask(&mut hall, clerk("c1"), appeal(Criterion::Promises)).expect("appealed");
    let by_drafter = ask(&mut hall, manager("m1"), answer("c1", Some(90_00)));
    assert_eq!(kind(by_drafter), "appeal-needs-another");
    let by_clerk = ask(&mut hall, clerk("c2"), answer("c1", Some(90_00)));
    assert_eq!(kind(by_clerk), "not-yours");
    let by_oneself = ask(&mut hall, manager("c1"), answer("c1", Some(90_00)));
    assert_eq!(kind(by_oneself), "appeal-needs-another");
    let too_much = ask(&mut hall, manager("m2"), answer("c1", Some(10_001)));
    assert_eq!(kind(too_much), "bad-marks");
    let of_fees = ask(
        &mut hall,
        of_role("o3", Role::Overseer),
        answer("c1", Some(90_00)),
    );
    assert_eq!(
        kind(of_fees),
        "not-yours",
        "who oversees fees judges nobody's work"
    );
    let overseer = of_role("o1", Role::Overseer);
    ask(&mut hall, overseer.clone(), answer("c1", Some(90_00))).expect("decided");
    // 60 % × 90.00 + 40 % × 66.67 = 54 + 26.668 = 80.67.
    assert_eq!(total(&hall, "c1"), Some(80_67));
    let appeals = &november_of(&hall).clerk(&person("c1")).expect("a clerk").appeals;
    assert_eq!(
        appeals[0].marks_hundredths, 80_00,
        "what it was about stays to be read"
    );
    assert_eq!(
        kind(ask(&mut hall, overseer, answer("c1", None))),
        "nothing-appealed"
    );
}

#[test]
fn an_appeal_that_is_turned_down_changes_no_marks() {
    let mut hall = shown();
    ask(&mut hall, clerk("c1"), appeal(Criterion::Promises)).expect("appealed");
    ask(&mut hall, manager("m2"), answer("c1", None)).expect("decided");
    assert_eq!(total(&hall, "c1"), Some(74_67));
    assert_eq!(november_of(&hall).open_appeals(), 0);
}

#[test]
fn a_month_is_published_after_the_time_for_appeals_and_when_all_are_decided() {
    let mut hall = shown();
    assert_eq!(
        kind(ask(&mut hall, manager("m1"), AppraisalVerb::Publish)),
        "appeals-run"
    );
    ask(&mut hall, clerk("c1"), appeal(Criterion::Promises)).expect("appealed");
    on(&mut hall, date(2026, 12, 9));
    assert_eq!(
        kind(ask(&mut hall, manager("m1"), AppraisalVerb::Publish)),
        "appeals-open"
    );
    ask(&mut hall, manager("m2"), answer("c1", None)).expect("decided, though late");
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), AppraisalVerb::Publish)),
        "not-yours"
    );
    ask(&mut hall, manager("m1"), AppraisalVerb::Publish).expect("published");
    assert_eq!(november_of(&hall).standing, Standing::Published);
    assert_eq!(kind(show(&mut hall)), "month-published");
}

#[test]
fn excellence_is_decided_by_a_person_and_for_no_more_heads_than_the_share_rounded_down() {
    let mut hall = hall();
    // 7 clerks × 30 % = 2.1: 2 heads.
    let clerks = (1..=7).map(|number| figures(&format!("k{number}"), 60 + number * 5));
    ask(&mut hall, manager("m1"), draft(clerks.collect())).expect("drafted");
    show(&mut hall).expect("shown");
    assert_eq!(
        kind(ask(&mut hall, manager("m1"), excellent("k7", true))),
        "month-not-published"
    );
    on(&mut hall, date(2026, 12, 9));
    ask(&mut hall, manager("m1"), AppraisalVerb::Publish).expect("published");
    assert_eq!(november_of(&hall).found_excellent(), 0, "the list only proposes");
    let proposed: Vec<_> = november_of(&hall)
        .proposed()
        .iter()
        .map(|clerk| clerk.figures.person.to_string())
        .collect();
    // k6 and k7 have 90 and 95 of 100: the two best totals.
    assert_eq!(proposed, ["k6", "k7"]);
    for code in ["k3", "k7"] {
        ask(&mut hall, manager("m2"), excellent(code, true)).expect("decided");
    }
    assert_eq!(
        kind(ask(&mut hall, manager("m2"), excellent("k6", true))),
        "no-room-for-excellent"
    );
    assert_eq!(
        kind(ask(&mut hall, manager("m2"), excellent("k7", true))),
        "decided-so-already"
    );
    ask(&mut hall, of_role("o1", Role::Overseer), excellent("k3", false)).expect("taken back");
    ask(&mut hall, manager("m2"), excellent("k6", true)).expect("there is room again");
    let decided = &november_of(&hall)
        .clerk(&person("k3"))
        .expect("a clerk")
        .excellence;
    assert_eq!(decided.len(), 2, "both stay to be read");
    assert_eq!(decided[1].by, person("o1"));
}

#[test]
fn excellence_is_decided_twenty_times_at_most_and_the_refusal_says_so() {
    let mut hall = hall();
    let clerks = (1..=7).map(|number| figures(&format!("k{number}"), 88));
    ask(&mut hall, manager("m1"), draft(clerks.collect())).expect("drafted");
    show(&mut hall).expect("shown");
    on(&mut hall, date(2026, 12, 9));
    ask(&mut hall, manager("m1"), AppraisalVerb::Publish).expect("published");
    for decision in 0..DECISIONS_LIMIT - 1 {
        ask(&mut hall, manager("m2"), excellent("k1", decision % 2 == 0)).expect("decided");
    }
    ask(&mut hall, manager("m2"), excellent("k1", false)).expect("the twentieth");
    let again = ask(&mut hall, manager("m2"), excellent("k1", true));
    assert_eq!(kind(again), "decided-too-often");
    ask(&mut hall, manager("m2"), excellent("k2", true)).expect("there is room");
}

#[test]
fn the_same_press_again_changes_nothing() {
    let mut hall = drafted();
    let command = Command::Appraisal(AppraisalCommand {
        press: hall.request(),
        month: november(),
        verb: AppraisalVerb::Show {
            figures: Box::new(said(&hall)),
        },
    });
    hall.run(manager("m1"), &command).expect("shown");
    let entries = hall.journal.len();
    hall.run(manager("m1"), &command).expect("a repeat");
    assert_eq!(hall.journal.len(), entries);
}
