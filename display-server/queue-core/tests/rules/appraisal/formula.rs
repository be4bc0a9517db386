//! Marks worked out by hand, and what holds of every sum.

use proptest::prelude::*;
use queue_core::WindowNumber;
use queue_core::appraisal::{
    ClerkFigures, DepartmentFigures, FULL_HUNDREDTHS, RatingFigures, Sheet, WindowTime,
};
use queue_core::plan::{Criterion, CriterionRule};

use super::{enough_ratings, figures, person, rule};

fn time(window: u16, open_min: u32, like_rate_hundredths: u32) -> WindowTime {
    WindowTime {
        window: WindowNumber::new(window),
        open_min,
        like_rate_hundredths,
        like: Vec::new(),
    }
}

/// Of a clerk with one criterion: its marks in hundredths.
#[track_caller]
fn check(rows: &[(CriterionRule, ClerkFigures, Option<u32>)]) {
    for (rule, figures, expected) in rows {
        let sheet = Sheet::of_clerk(std::slice::from_ref(rule), figures);
        assert_eq!(sheet.steps[0].marks_hundredths, *expected, "{rule:?}");
        assert_eq!(sheet.total_hundredths, *expected, "one criterion is the whole");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_criterion_of_a_clerk_makes_what_it_makes_by_hand() {
    let none = || ClerkFigures::none(person("c1"));
    let ratings = |ratings| ClerkFigures { ratings, ..none() };
    check(&[
        // 9,240 of 10,500 minutes = 88 %; (88 − 80) ÷ (98 − 80) = 8/18 = 44.444… → 44.44
        (
            rule(Criterion::Attendance, 100, 98, 80),
            ClerkFigures {
                signed_in_min: 9_240,
                due_min: 10_500,
                ..none()
            },
            Some(44_44),
        ),
        // 4,000 standard minutes in 6,000 open minutes at a window where like ones do 42.00 an hour: expected
        // 6,000 ÷ 60 × 42 = 4,200; 4,000 ÷ 4,200 = 95.238 %; (95.238 − 50) ÷ 60 = 75.396… → 75.40
        (
            rule(Criterion::Workload, 100, 110, 50),
            ClerkFigures {
                standard_min: 4_000,
                windows: vec![time(1, 6_000, 42_00)],
                ..none()
            },
            Some(75_40),
        ),
        // Two windows: 3,000 min × 42.00 + 1,200 min × 30.50 an hour = 2,100 + 610 = 2,710 expected; 2,710 done = 100 %;
        // (100 − 50) ÷ 60 = 83.33
        (
            rule(Criterion::Workload, 100, 110, 50),
            ClerkFigures {
                standard_min: 2_710,
                windows: vec![time(1, 3_000, 42_00), time(2, 1_200, 30_50)],
                ..none()
            },
            Some(83_33),
        ),
        // 88 of 100 called in time: (88 − 60) ÷ 35 = 80.00
        (
            rule(Criterion::Promises, 100, 95, 60),
            figures("c1", 88),
            Some(80_00),
        ),
        // Above full and below zero: held within the scale.
        (
            rule(Criterion::Promises, 100, 95, 60),
            figures("c1", 99),
            Some(10_000),
        ),
        (rule(Criterion::Promises, 100, 95, 60), figures("c1", 59), Some(0)),
        // One second notice where three have no marks: (1 − 3) ÷ (0 − 3) = 66.67
        (
            rule(Criterion::SecondNotices, 100, 0, 3),
            ClerkFigures {
                notices: 12,
                second_notices: 1,
                ..none()
            },
            Some(66_67),
        ),
        // 38 of 40 cases in time = 95 %: (95 − 90) ÷ 10 = 50.00
        (
            rule(Criterion::CasesInTime, 100, 100, 90),
            ClerkFigures {
                cases_done: 40,
                cases_in_time: 38,
                ..none()
            },
            Some(50_00),
        ),
        // 30 of the best and 2 bad ones verified: 3,000 ÷ 32 = 93.75 %; (93.75 − 80) ÷ 18 = 76.388… → 76.39. The eight bad
        // ones that were not verified count neither way.
        (
            rule(Criterion::Ratings, 100, 98, 80),
            ratings(enough_ratings(2)),
            Some(76_39),
        ),
        // +2.50 points: (2.5 + 10) ÷ 15 = 83.33
        (
            rule(Criterion::Points, 100, 5, -10),
            ClerkFigures {
                points_hundredths: 250,
                ..none()
            },
            Some(83_33),
        ),
        // Half up: 1 of 3 points on a scale of 0 to 32 = 3.125 → 3.13
        (
            rule(Criterion::Points, 100, 32, 0),
            ClerkFigures {
                points_hundredths: 100,
                ..none()
            },
            Some(3_13),
        ),
    ]);
}

#[test]
fn what_cannot_be_measured_has_no_marks() {
    let none = || ClerkFigures::none(person("c1"));
    let few = RatingFigures {
        by_level: [29, 0, 0, 0, 0],
        rated: 29,
        rateable: 100,
        ..RatingFigures::default()
    };
    check(&[
        (rule(Criterion::Attendance, 100, 98, 80), none(), None),
        (rule(Criterion::Workload, 100, 110, 50), none(), None),
        (rule(Criterion::Promises, 100, 95, 60), none(), None),
        (rule(Criterion::SecondNotices, 100, 0, 3), none(), None),
        (rule(Criterion::CasesInTime, 100, 100, 90), none(), None),
        // 29 verified ratings are too few, 30 are enough.
        (
            rule(Criterion::Ratings, 100, 98, 80),
            ClerkFigures {
                ratings: few,
                ..none()
            },
            None,
        ),
        (
            rule(Criterion::Ratings, 100, 98, 80),
            ClerkFigures {
                ratings: RatingFigures {
                    verified_bad: 1,
                    ..few
                },
                ..none()
            },
            // 2,900 ÷ 30 = 96.67 %; (96.666… − 80) ÷ 18 = 92.59
            Some(92_59),
        ),
    ]);
}

#[test]
fn each_criterion_of_a_department_makes_what_it_makes_by_hand() {
    let figures = DepartmentFigures {
        accepted: 60,
        done: 40,
        in_time: 37,
        overdue: 4,
        supervised: 1,
        notices: 9,
        second_notices: 2,
        life_min: 10_000,
        outside_min: 1_500,
        ..DepartmentFigures::none("GA", false)
    };
    for (rule, expected) in [
        // 37 of 40 = 92.5 %: 7.5 ÷ 15 = 50.00
        (rule(Criterion::CasesInTime, 100, 100, 85), 50_00),
        // 4 late where ten have no marks: 6 ÷ 10
        (rule(Criterion::Overdue, 100, 0, 10), 60_00),
        (rule(Criterion::Supervised, 100, 0, 3), 66_67),
        (rule(Criterion::SecondNotices, 100, 0, 5), 60_00),
        // Outside for 15 % of the time: 15 ÷ 30
        (rule(Criterion::OutsideShare, 100, 0, 30), 50_00),
    ] {
        let sheet = Sheet::of_department(std::slice::from_ref(&rule), &figures);
        assert_eq!(sheet.total_hundredths, Some(expected), "{rule:?}");
    }
}

/// Promises 50 %, cases 30 %, ratings 20 %, but too few ratings: 50 × 80.00 + 30 × 50.00 = 5,500; ÷ 80 = 68.75.
#[test]
fn the_weight_of_what_was_not_measured_goes_to_the_others_in_proportion() {
    let formula = [
        rule(Criterion::Promises, 50, 95, 60),
        rule(Criterion::CasesInTime, 30, 100, 90),
        rule(Criterion::Ratings, 20, 98, 80),
    ];
    let figures = ClerkFigures {
        cases_done: 40,
        cases_in_time: 38,
        ..figures("c1", 88)
    };
    let sheet = Sheet::of_clerk(&formula, &figures);
    assert_eq!(sheet.measured_percent, 80);
    assert_eq!(sheet.weighted_hundredths(), 550_000);
    assert_eq!(sheet.total_hundredths, Some(68_75));
    let nothing = Sheet::of_clerk(&formula, &ClerkFigures::none(person("c1")));
    assert_eq!(nothing.total_hundredths, None);
}

const OF_CLERKS: [Criterion; 7] = [
    Criterion::Attendance,
    Criterion::Workload,
    Criterion::Promises,
    Criterion::SecondNotices,
    Criterion::CasesInTime,
    Criterion::Ratings,
    Criterion::Points,
];

prop_compose! {
    fn any_figures()(
        part in prop::array::uniform8(0_u32..50_000),
        bad in 0_u32..200,
        points_hundredths in -10_000_i32..10_000,
        rates in prop::collection::vec((0_u32..20_000, 0_u32..20_000), 0..5),
    ) -> ClerkFigures {
        let [due, signed, called, kept, standard, notices, cases, good] = part;
        let windows = rates.iter().zip(1..).map(|((open, rate), number)| time(number, *open, *rate));
        ClerkFigures {
            due_min: due,
            signed_in_min: signed,
            windows: windows.collect(),
            standard_min: standard,
            called,
            kept: kept.min(called),
            notices,
            second_notices: notices / 7,
            cases_done: cases,
            cases_in_time: cases.min(good),
            ratings: RatingFigures { by_level: [good, good / 3, 5, bad, 0], verified_bad: bad, ..RatingFigures::default() },
            points_hundredths,
            ..ClerkFigures::none(person("c1"))
        }
    }
}

prop_compose! {
    /// Weights that make 100 together, scales that run either way.
    fn any_formula()(
        cuts in prop::collection::btree_set(1_u32..100, 6),
        scales in prop::array::uniform7((-1000_i32..1000, -1000_i32..1000)),
    ) -> Vec<CriterionRule> {
        let ends: Vec<u32> = cuts.into_iter().chain([100]).collect();
        let starts = [0].into_iter().chain(ends.clone());
        let weights = ends.iter().zip(starts).map(|(end, start)| end - start);
        let rules = OF_CLERKS.into_iter().zip(weights).zip(scales);
        rules.map(|((criterion, weight), (full, zero))| {
            rule(criterion, weight, full, if full == zero { full + 1 } else { zero })
        }).collect()
    }
}

proptest! {
    #[test]
    fn every_total_lies_within_0_and_100_and_is_the_weighted_sum_of_the_printed_marks(
        formula in any_formula(),
        figures in any_figures(),
    ) {
        let weights: u32 = formula.iter().map(|rule| rule.weight_percent).sum();
        prop_assert_eq!(weights, 100);
        let sheet = Sheet::of_clerk(&formula, &figures);
        // By another path: sums of what is printed, and the rounding by comparing twice the rest.
        let (mut sum, mut measured) = (0_u64, 0_u64);
        for step in &sheet.steps {
            if let Some(marks) = step.marks_hundredths {
                prop_assert!(marks <= FULL_HUNDREDTHS);
                sum += u64::from(marks) * u64::from(step.rule.weight_percent);
                measured += u64::from(step.rule.weight_percent);
            }
        }
        let total = u64::from(sheet.total_hundredths.expect("points are always measured"));
        prop_assert!(total <= u64::from(FULL_HUNDREDTHS));
        let (low, rest) = (sum / measured, sum % measured);
        prop_assert_eq!(total, if 2 * rest >= measured { low + 1 } else { low });
    }

    #[test]
    fn the_order_of_criteria_and_of_windows_makes_no_difference(
        formula in any_formula(),
        figures in any_figures(),
        turn in 0_usize..7,
    ) {
        let there = Sheet::of_clerk(&formula, &figures);
        let (mut turned, mut others) = (formula, figures);
        turned.rotate_left(turn);
        others.windows.reverse();
        let back = Sheet::of_clerk(&turned, &others);
        prop_assert_eq!(there.total_hundredths, back.total_hundredths);
        for step in &there.steps {
            prop_assert_eq!(Some(step), back.step(step.rule.criterion));
        }
    }
}
