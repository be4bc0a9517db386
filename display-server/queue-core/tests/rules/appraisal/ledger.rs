//! The monthly ledger of points: entered by one, struck by another, never edited.

use queue_core::appraisal::{Month, MonthFigures};
use queue_core::command::{AppraisalVerb, PointCommand, PointVerb};
use queue_core::plan::Role;
use queue_core::points::{PointCode, PointEntry, PointLine};
use queue_core::{Actor, Command, Rejection};

use super::{
    ask, counting, figures, hall, kind, manager, november, of_month, of_role, person, said, show, text,
};
use crate::support::{Driven, clerk};

fn entry(reason: &str, hundredths: i32) -> PointEntry {
    PointEntry {
        person: person("c1"),
        month: november(),
        reason: reason.to_owned(),
        hundredths,
        leave: false,
        evidence: text(1),
    }
}

fn press(hall: &mut Driven, by: Actor, verb: PointVerb) -> Result<(), Rejection> {
    let press = hall.request();
    hall.run(by, &Command::Point(PointCommand { press, verb }))
        .map(drop)
}

fn enter(hall: &mut Driven, by: Actor, entry: PointEntry) -> Result<(), Rejection> {
    press(hall, by, PointVerb::Enter { entry })
}

fn strike(hall: &mut Driven, by: Actor, code: &PointCode) -> Result<(), Rejection> {
    let verb = PointVerb::Strike {
        code: code.clone(),
        month: november(),
        reason: text(2),
    };
    press(hall, by, verb)
}

fn lines(hall: &Driven) -> Vec<&PointLine> {
    hall.shelf
        .points
        .iter()
        .filter_map(|(_, kept)| kept.now.as_ref())
        .collect()
}

#[test]
fn a_line_is_within_its_reasons_range_about_a_clerk_and_for_a_month_that_has_begun() {
    let mut hall = hall();
    for (bad, refusal) in [
        (entry("praise", 0), "bad-points"),
        (entry("praise", 5_01), "bad-points"),
        (entry("discipline", 1_00), "bad-points"),
        (entry("leave", 1_50), "bad-points"),
        (entry("bribe", 1_00), "unknown-point-reason"),
        (
            PointEntry {
                person: person("g1"),
                ..entry("praise", 1_00)
            },
            "unknown-clerk",
        ),
        (
            PointEntry {
                month: Month::parse("2027-01").expect("a month"),
                ..entry("praise", 1_00)
            },
            "month-to-come",
        ),
    ] {
        assert_eq!(kind(enter(&mut hall, manager("m1"), bad)), refusal);
    }
    assert_eq!(
        kind(enter(&mut hall, clerk("c2"), entry("praise", 1_00))),
        "not-yours"
    );
    let of_fees = of_role("o3", Role::Overseer);
    assert_eq!(
        kind(enter(&mut hall, of_fees, entry("praise", 1_00))),
        "not-yours"
    );
    enter(&mut hall, manager("m1"), entry("praise", 2_50)).expect("entered");
    enter(&mut hall, of_role("o2", Role::Overseer), entry("leave", 3_00)).expect("entered");
    let lines = lines(&hall);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0].code.to_string().len(), "P261201-00000000".len());
    assert!(
        lines.iter().any(|line| line.entry.leave),
        "the plan says what leave is"
    );
}

#[test]
fn a_line_is_struck_by_another_person_once_and_stays_to_be_read() {
    let mut hall = hall();
    enter(&mut hall, manager("m1"), entry("discipline", -2_00)).expect("entered");
    let code = lines(&hall)[0].code.clone();
    assert_eq!(
        kind(strike(&mut hall, manager("m1"), &code)),
        "strike-needs-another"
    );
    strike(&mut hall, manager("m2"), &code).expect("struck");
    assert_eq!(kind(strike(&mut hall, manager("m3"), &code)), "struck-already");
    let line = lines(&hall)[0];
    assert!(!line.counts());
    assert_eq!(line.entry.hundredths, -2_00);
    let unknown = PointCode::parse("P261201-99999999").expect("a code");
    assert_eq!(kind(strike(&mut hall, manager("m2"), &unknown)), "unknown-point");
}

/// A draft that was made from the ledger as it stands.
fn drafted_from_ledger(hall: &mut Driven) -> Result<(), Rejection> {
    let figures = MonthFigures {
        ledger: counting(hall),
        ..of_month(vec![figures("c1", 88)])
    };
    let figures = Box::new(figures);
    ask(hall, manager("m1"), AppraisalVerb::Draft { figures })
}

#[test]
fn once_its_month_is_shown_the_ledger_stands() {
    let mut hall = hall();
    enter(&mut hall, manager("m1"), entry("praise", 1_00)).expect("entered");
    let code = lines(&hall)[0].code.clone();
    drafted_from_ledger(&mut hall).expect("drafted");
    show(&mut hall).expect("shown");
    assert_eq!(
        kind(enter(&mut hall, manager("m1"), entry("praise", 1_00))),
        "ledger-closed"
    );
    assert_eq!(kind(strike(&mut hall, manager("m2"), &code)), "ledger-closed");
    let other = PointVerb::Strike {
        code,
        month: Month::parse("2026-10").expect("a month"),
        reason: text(2),
    };
    assert_eq!(kind(press(&mut hall, manager("m2"), other)), "unknown-point");
    assert!(lines(&hall).iter().all(|line| line.counts()));
}

#[test]
fn no_line_is_entered_or_struck_between_the_reading_of_figures_and_their_draft_or_their_showing() {
    let mut hall = hall();
    enter(&mut hall, manager("m1"), entry("praise", 1_00)).expect("entered");
    let read = MonthFigures {
        ledger: counting(&hall),
        ..of_month(vec![figures("c1", 88)])
    };
    enter(&mut hall, manager("m1"), entry("praise", 2_00)).expect("entered meanwhile");
    let figures = Box::new(read);
    let verb = AppraisalVerb::Draft { figures };
    assert_eq!(kind(ask(&mut hall, manager("m1"), verb)), "figures-changed");
    drafted_from_ledger(&mut hall).expect("drafted");
    let figures = Box::new(said(&hall));
    let struck = lines(&hall)[0].code.clone();
    strike(&mut hall, manager("m2"), &struck).expect("struck: a draft may be drawn anew");
    let verb = AppraisalVerb::Show { figures };
    assert_eq!(kind(ask(&mut hall, manager("m1"), verb)), "figures-changed");
    drafted_from_ledger(&mut hall).expect("drafted anew");
    show(&mut hall).expect("shown");
}

#[test]
fn a_code_reads_back_and_nothing_else_does() {
    let code = PointCode::parse(" p261201-00000042 ").expect("a code");
    assert_eq!(code.to_string(), "P261201-00000042");
    for bad in [
        "",
        "P261201",
        "261201-00000042",
        "P26120-00000042",
        "P261201-0000004x",
    ] {
        assert!(PointCode::parse(bad).is_err(), "{bad:?}");
    }
    for bad in ["2026-13", "2026-1", "26-11", "2026/11", "2026-11-01", "9999-01"] {
        assert!(Month::parse(bad).is_err(), "{bad:?}");
    }
    let february = Month::parse("2028-02").expect("a month");
    assert_eq!(
        (february.days().count(), february.to_string()),
        (29, "2028-02".to_owned())
    );
    assert_eq!(
        february.before(2).map(|month| month.to_string()),
        Some("2027-12".to_owned())
    );
}
