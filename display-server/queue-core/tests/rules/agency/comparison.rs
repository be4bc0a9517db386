//! A department's own list, compared with what was done here.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use queue_core::agency::{
    COMPARED_LIMIT, Differs, ListRead, ListRow, RowFault, UnreadRow, compared, numbers_something,
};
use queue_core::case::{Case, Completion};
use queue_core::command::{AgencyVerb, Compare};
use queue_core::event::Event;
use queue_core::plan::Role;
use queue_core::{Actor, HallPlan, MatterCode, Rejection};

use super::{accepted, ask, complete, hall, person, plan, refused};
use crate::support::{DAY, Driven, clerk};

fn row(line: u32, matter: Option<&MatterCode>, on: Date, how: Option<Completion>) -> ListRow {
    ListRow {
        line,
        matter: matter.cloned(),
        number: Some(format!("文〔2026〕{line}號")),
        completed_on: on,
        how,
    }
}

fn list(rows: &[ListRow]) -> ListRead {
    ListRead {
        rows: rows.to_vec(),
        ..ListRead::default()
    }
}

fn cases(hall: &Driven) -> BTreeMap<MatterCode, Case> {
    let kept = hall.shelf.cases.iter();
    kept.filter_map(|(code, kept)| Some((code.clone(), kept.now.clone()?)))
        .collect()
}

/// A comparison of one line that says nothing of us.
pub(super) fn one_line(department: &str) -> Compare {
    let plan = HallPlan::new(plan()).expect("sound");
    let rows = [row(2, None, DAY, None)];
    compared(&plan, (department, DAY, DAY), list(&rows), &BTreeMap::new())
}

pub(super) fn compare(hall: &mut Driven, by: Actor, found: Compare) -> Result<Vec<Event>, Rejection> {
    let (asked, found) = ([7; 32], Box::new(found));
    ask(hall, by, AgencyVerb::Compare { asked, found })
}

#[test]
fn every_row_agrees_or_says_in_what_it_differs_and_what_is_missing_there_is_named() {
    let mut hall = hall();
    let plan = HallPlan::new(plan()).expect("sound");
    let [open, done, other_day, other_end, missing] = [(); 5].map(|()| accepted(&mut hall));
    for code in [&done, &other_day, &other_end, &missing] {
        complete(&mut hall, code);
    }
    let unknown = MatterCode::parse("261124-X999-000000").expect("a code");
    let yesterday = date(2026, 11, 23);
    let rows = [
        row(2, Some(&done), DAY, Some(Completion::Granted)),
        row(3, Some(&open), DAY, None),
        row(4, Some(&other_day), yesterday, None),
        row(5, Some(&other_end), DAY, Some(Completion::Refused)),
        row(6, Some(&unknown), DAY, None),
        row(7, None, DAY, None),
        row(8, Some(&done), DAY, None),
    ];
    let found = compared(&plan, ("GA", DAY, DAY), list(&rows), &cases(&hall));
    assert_eq!((found.rows, found.agreed, found.left_out), (7, 1, 0));
    let said: Vec<_> = found.findings.iter().map(|one| (one.line, one.what)).collect();
    assert_eq!(
        said,
        [
            (Some(3), Differs::NotDoneHere),
            (Some(4), Differs::OtherDate),
            (Some(5), Differs::OtherEnd),
            (Some(6), Differs::UnknownHere),
            (Some(7), Differs::UnknownHere),
            (Some(8), Differs::Twice),
            (None, Differs::NotDoneThere),
        ]
    );
    assert_eq!(found.findings[6].matter.as_ref(), Some(&missing));
}

#[test]
fn a_row_that_cannot_be_read_stands_in_the_list_all_the_same() {
    let mut hall = hall();
    let plan = HallPlan::new(plan()).expect("sound");
    let [unread, late] = [(); 2].map(|()| accepted(&mut hall));
    for code in [&unread, &late] {
        complete(&mut hall, code);
    }
    let unknown = MatterCode::parse("261124-X999-000000").expect("a code");
    let next_month = date(2026, 12, 1);
    let mut read = list(&[
        row(2, Some(&late), next_month, None),
        row(3, Some(&unknown), next_month, None),
    ]);
    read.leave_out(UnreadRow::at(4, RowFault::How), Some(unread));
    let found = compared(&plan, ("GA", DAY, DAY), read, &cases(&hall));
    let said: Vec<_> = found.findings.iter().map(|one| (one.line, one.what)).collect();
    assert_eq!(
        said,
        [(Some(2), Differs::OtherDate)],
        "and nobody is said to be missing there"
    );
    let unread: Vec<_> = found.unread.iter().map(|row| (row.line, row.why)).collect();
    assert_eq!(unread, [(3, RowFault::Date), (4, RowFault::How)]);
    assert_eq!((found.rows, found.unread_count), (1, 2));
}

#[test]
fn a_departments_number_that_is_there_twice_counts_once() {
    let plan = HallPlan::new(plan()).expect("sound");
    let same = |line| ListRow {
        number: Some("文〔2026〕7號".to_owned()),
        ..row(line, None, DAY, None)
    };
    let found = compared(
        &plan,
        ("GA", DAY, DAY),
        list(&[same(2), same(3)]),
        &BTreeMap::new(),
    );
    let said: Vec<_> = found.findings.iter().map(|one| one.what).collect();
    assert_eq!(said, [Differs::UnknownHere, Differs::Twice]);
}

#[test]
fn a_matter_counts_for_the_department_that_decides_it() {
    let mut parts = plan();
    parts.services[0].decided_by = Some("MZ".to_owned());
    parts.departments[1].on_behalf = true;
    let plan = HallPlan::new(parts).expect("sound");
    let mut hall = hall();
    let code = accepted(&mut hall);
    complete(&mut hall, &code);
    let rows = [row(2, Some(&code), DAY, None)];
    let theirs = compared(&plan, ("MZ", DAY, DAY), list(&rows), &cases(&hall));
    assert_eq!(theirs.agreed, 1);
    let ours = compared(&plan, ("GA", DAY, DAY), list(&rows), &cases(&hall));
    assert_eq!(ours.findings[0].what, Differs::OtherDepartment);
}

#[test]
fn only_managers_and_overseers_of_the_centre_and_of_discipline_compare() {
    let mut hall = hall();
    for (by, works) in [
        (person("m1", Role::Manager), true),
        (person("o1", Role::Overseer), true),
        (person("o2", Role::Overseer), false),
        (clerk("c1"), false),
        (person("r1", Role::Reception), false),
        (Actor::Public, false),
    ] {
        let outcome = compare(&mut hall, by, one_line("GA"));
        if works {
            assert_eq!(outcome.expect("compared").len(), 1);
        } else {
            refused(outcome, "not-yours");
        }
    }
    assert_eq!(hall.shelf.comparisons.iter().count(), 2);
}

#[test]
fn a_list_has_a_department_days_that_have_been_and_rows() {
    let mut hall = hall();
    let manager = || person("m1", Role::Manager);
    refused(
        compare(&mut hall, manager(), one_line("QQ")),
        "no-such-department",
    );
    for (from, to) in [
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2025, 11, 22), date(2026, 11, 24)),
    ] {
        let found = Compare {
            from,
            to,
            ..one_line("GA")
        };
        refused(compare(&mut hall, manager(), found), "bad-list-days");
    }
    let none = Compare {
        rows: 0,
        ..one_line("GA")
    };
    refused(compare(&mut hall, manager(), none), "nothing-to-compare");
    let rows = u32::try_from(COMPARED_LIMIT).expect("small") + 1;
    refused(
        compare(
            &mut hall,
            manager(),
            Compare {
                rows,
                ..one_line("GA")
            },
        ),
        "too-many-rows",
    );
}

#[test]
fn a_number_has_a_digit_and_is_one_word() {
    for good in ["市監許〔2026〕12號", "2026-000123", "MZ/7"] {
        assert!(numbers_something(good), "{good}");
    }
    for bad in ["", "王小明", "王 1", "=1+1", &"1".repeat(41)] {
        assert!(!numbers_something(bad), "{bad}");
    }
}
