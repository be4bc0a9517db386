//! What no manager changes alone: the limits that differ between two plans.

use jiff::civil::date;
use queue_core::plan::{
    Criterion, CriterionRule, Exemption, Fee, FeeKind, HalfDayCap, Holiday, Names, Oversight, PayerKind,
    Person, QueueGroup, Role, WeekDay, Workday,
};
use queue_core::{ExemptionCode, FeeCode, HallPlan, PayerCode, PersonCode, PlanParts, ServiceCode};

use crate::support::{letter, names};

fn plan_with(change: impl Fn(&mut PlanParts)) -> HallPlan {
    let mut parts = crate::support::small_plan();
    change(&mut parts);
    HallPlan::new(parts).expect("a sound plan")
}

/// The limits that change from one plan to another.
fn limits_between(old: impl Fn(&mut PlanParts), new: impl Fn(&mut PlanParts)) -> Vec<String> {
    plan_with(old).limits_changed_by(&plan_with(new))
}

/// Adds a service with a completion limit.
pub fn another_service(parts: &mut PlanParts, limit_days: u32) {
    let mut other = parts.services[0].clone();
    other.code = ServiceCode::new("X02");
    other.limit_days = limit_days;
    parts.services.push(other);
}

#[test]
fn a_service_that_goes_and_comes_again_has_its_limits_by_two_persons() {
    let none = |_: &mut PlanParts| {};
    let days = |limit_days| move |parts: &mut PlanParts| another_service(parts, limit_days);
    let limit = ["service.X02.limit_days"];
    assert_eq!(limits_between(days(5), none), limit, "it goes");
    assert_eq!(limits_between(none, days(20)), limit, "it comes");
    assert_eq!(limits_between(days(5), days(20)), limit, "it changes");
    let nothing: [&str; 0] = [];
    assert_eq!(
        limits_between(none, days(0)),
        nothing,
        "decided at the window, as usual"
    );
    assert_eq!(limits_between(days(0), none), nothing);
    assert_eq!(limits_between(days(5), days(5)), nothing);
    let lag = |parts: &mut PlanParts| {
        another_service(parts, 0);
        parts.services[2].next_lag_s = 60;
        parts.services[2].ticket_stop_s = Some(900);
    };
    assert_eq!(
        limits_between(none, lag),
        ["service.X02.next_lag_s", "service.X02.ticket_stop_s"]
    );
}

/// A fee of the first service.
fn fee(kind: FeeKind) -> Fee {
    Fee {
        code: FeeCode::new("card"),
        names: names("card"),
        kind,
        unit: Names::default(),
        wording: Names::default(),
        basis: "ground".into(),
        lower_limit_for: Vec::new(),
        exemptions: Vec::new(),
        channels: Vec::new(),
    }
}

fn no_fee(_: &mut PlanParts) {}

/// A plan whose first service charges between two limits, with something changed.
fn range(change: impl Fn(&mut Fee)) -> impl Fn(&mut PlanParts) {
    move |parts| {
        parts.payer_kinds = vec![PayerKind {
            code: PayerCode::new("key_project"),
            names: names("key"),
        }];
        let kind = FeeKind::Range {
            lower_fen: 30,
            upper_fen: 60,
        };
        let mut fee = Fee {
            unit: names("piece"),
            ..fee(kind)
        };
        change(&mut fee);
        parts.services[0].fees = vec![fee];
    }
}

fn of_kind(kind: FeeKind) -> impl Fn(&mut PlanParts) {
    move |parts| parts.services[0].fees = vec![fee(kind)]
}

#[test]
fn a_fee_that_goes_and_comes_again_has_its_amount_by_two_persons() {
    let limits = [
        "service.X01.card.lower",
        "service.X01.card.unit",
        "service.X01.card.upper",
    ];
    assert_eq!(limits_between(range(|_| {}), no_fee), limits, "it goes");
    assert_eq!(limits_between(no_fee, range(|_| {})), limits, "it comes");
    let nothing: [&str; 0] = [];
    assert_eq!(
        limits_between(no_fee, of_kind(FeeKind::Tax)),
        nothing,
        "a tax is no fee"
    );
    assert_eq!(limits_between(of_kind(FeeKind::Free), no_fee), nothing);
    let charged = of_kind(FeeKind::Fixed { amount_fen: 1 });
    assert_eq!(
        limits_between(of_kind(FeeKind::Free), charged),
        ["service.X01.card.amount"]
    );
}

/// A change of a fee, and the fields of it that are limits.
type Row = (fn(&mut Fee), &'static [&'static str]);

#[test]
fn what_somebody_is_charged_changes_by_two_persons() {
    let rows: [Row; 6] = [
        (
            |fee| {
                fee.kind = FeeKind::Range {
                    lower_fen: 31,
                    upper_fen: 60,
                }
            },
            &["lower"],
        ),
        (|fee| fee.unit = names("page"), &["unit"]),
        (
            |fee| fee.lower_limit_for = vec![PayerCode::new("key_project")],
            &["lower_limit_for"],
        ),
        (|fee| fee.exemptions = vec![small()], &["exemptions"]),
        (
            |fee| fee.kind = FeeKind::Fixed { amount_fen: 30 },
            &["amount", "lower", "upper"],
        ),
        (
            // What is said of it, and on what ground, is nobody's money.
            |fee| {
                fee.wording = names("as published");
                fee.basis = "another".into();
                fee.names = names("another");
            },
            &[],
        ),
    ];
    for (change, limits) in rows {
        let limits: Vec<String> = limits
            .iter()
            .map(|field| format!("service.X01.card.{field}"))
            .collect();
        assert_eq!(limits_between(range(|_| {}), range(change)), limits);
    }
}

fn small() -> Exemption {
    Exemption {
        code: ExemptionCode::new("small"),
        names: names("small"),
        basis: None,
    }
}

#[test]
fn a_group_that_goes_and_comes_again_has_its_numbers_by_two_persons() {
    let none = |_: &mut PlanParts| {};
    let group = |numbers: u32| {
        move |parts: &mut PlanParts| {
            let mut group = parts.groups[0].clone();
            group.letter = letter('Z');
            group.numbers_per_day = numbers;
            parts.groups.push(group);
            another_service(parts, 0);
            parts.services[2].group = letter('Z');
            parts.windows[0].secondary.push(letter('Z'));
        }
    };
    let limit = ["group.Z.numbers_per_day"];
    assert_eq!(limits_between(group(10), none), limit);
    assert_eq!(limits_between(none, group(10)), limit);
    let by_card = |parts: &mut PlanParts| {
        group(10)(parts);
        parts.groups[2].by_card = true;
    };
    assert_eq!(limits_between(group(10), by_card), ["group.Z.by_card"]);
}

#[test]
fn a_service_changes_to_a_group_of_other_limits_by_two_persons() {
    let two = |parts: &mut PlanParts| another_service(parts, 0);
    let moved = |parts: &mut PlanParts| {
        two(parts);
        parts.services[2].group = letter('Y');
    };
    let nothing: [&str; 0] = [];
    assert_eq!(limits_between(two, moved), nothing, "both of the usual limits");
    let changes: [fn(&mut QueueGroup); 3] = [
        |group| group.by_card = true,
        |group| group.ticket_stop_s = Some(600),
        |group| {
            group.half_day = Some(HalfDayCap {
                total: 10,
                kiosk: None,
                remote: None,
                reserve: 0,
            });
        },
    ];
    for change in changes {
        let special = |of: &dyn Fn(&mut PlanParts), parts: &mut PlanParts| {
            of(parts);
            change(&mut parts.groups[0]);
        };
        let (old, new) = (
            |parts: &mut PlanParts| special(&two, parts),
            |parts: &mut PlanParts| special(&moved, parts),
        );
        let limit = ["service.X02.group"];
        assert_eq!(limits_between(old, new), limit, "it leaves");
        assert_eq!(limits_between(new, old), limit, "it comes");
        let none = |parts: &mut PlanParts| special(&|_: &mut PlanParts| {}, parts);
        assert_eq!(
            limits_between(old, none),
            limit,
            "else it would come back elsewhere"
        );
        assert_eq!(
            limits_between(two, old).len(),
            1,
            "the group's own limit is told once"
        );
    }
}

/// A change of a plan, and the paths that wait for a second person because of it.
type Change = (fn(&mut PlanParts), &'static [&'static str]);

#[test]
fn what_moves_limits_and_marks_sideways_changes_by_two_persons() {
    let rows: [Change; 5] = [
        (
            |parts| {
                parts.holidays = vec![Holiday {
                    from: date(2026, 12, 1),
                    until: date(2026, 12, 10),
                    names: names("feast"),
                }];
            },
            &["holiday.2026-12-01.until"],
        ),
        (
            |parts| {
                parts.workdays = vec![Workday {
                    date: date(2026, 12, 12),
                    like: WeekDay::Mon,
                }];
            },
            &["workday.2026-12-12.like"],
        ),
        (
            |parts| parts.departments[0].on_behalf = true,
            &["department.GA.on_behalf"],
        ),
        (
            |parts| parts.people.push(another("o9", Role::Overseer)),
            &["person.o9.oversees"],
        ),
        (|parts| parts.people.push(another("r9", Role::Reception)), &[]),
    ];
    for (change, paths) in rows {
        assert_eq!(limits_between(no_fee, change), paths, "it comes");
        assert_eq!(limits_between(change, no_fee), paths, "it goes");
    }
}

#[test]
fn a_standard_that_clerks_are_measured_by_changes_by_two_persons() {
    let minutes = |minutes: u32, measured: bool| {
        move |parts: &mut PlanParts| {
            parts.services[0].usual_minutes = minutes;
            if measured {
                parts.appraisal.windows = vec![CriterionRule {
                    criterion: Criterion::Workload,
                    weight_percent: 100,
                    required: false,
                    full_at: 100,
                    zero_at: 50,
                }];
            }
        }
    };
    let path = ["service.X01.usual_minutes"];
    assert_eq!(limits_between(minutes(8, true), minutes(16, true)), path);
    let nothing: [&str; 0] = [];
    assert_eq!(limits_between(minutes(8, false), minutes(16, false)), nothing);
}

#[test]
fn the_only_manager_names_the_second_alone_and_nobody_a_third() {
    let managers = |codes: &'static [&'static str]| {
        move |parts: &mut PlanParts| {
            parts.people.retain(|person| person.role != Role::Manager);
            let named = codes.iter().map(|code| another(code, Role::Manager));
            parts.people.extend(named);
        }
    };
    let nothing: [&str; 0] = [];
    assert_eq!(
        limits_between(managers(&["m1"]), managers(&["m1", "m2"])),
        nothing
    );
    assert_eq!(
        limits_between(managers(&["m1", "m2"]), managers(&["m1", "m3"])),
        ["person.m2.role", "person.m3.role"]
    );
    assert_eq!(
        limits_between(managers(&["m1", "m2"]), managers(&["m1"])),
        ["person.m2.role"]
    );
}

fn another(code: &str, role: Role) -> Person {
    let mut person = crate::support::small_plan().people[0].clone();
    person.code = PersonCode::new(code);
    person.role = role;
    person.windows = Vec::new();
    person.oversees = (role == Role::Overseer)
        .then_some(Oversight::Discipline)
        .into_iter()
        .collect();
    person
}
