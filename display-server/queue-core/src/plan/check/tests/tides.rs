//! Faults of tidal windows.

use super::super::super::Tide;
use super::sound::{letter, sound_plan};
use super::{HallPlan, WeekDay, check, time};

fn tide(from: &str, to: &str, secondary: char) -> Tide {
    Tide {
        days: Vec::new(),
        from: time(from),
        to: time(to),
        primary: Vec::new(),
        secondary: vec![letter(secondary)],
    }
}

#[test]
fn a_tide_names_groups_that_it_adds_and_runs_alone() {
    check(&[
        (
            |plan| {
                plan.windows[0].tides = vec![tide("10:00", "11:00", 'P')];
                plan.windows[0].tides[0].secondary.clear();
            },
            "windows[0].tides[0].primary: this tide of window 1 changes nothing; name the groups that it serves then, as `primary` or as `secondary`",
        ),
        (
            |plan| plan.windows[0].tides = vec![tide("10:00", "11:00", 'Z')],
            "windows[0].tides[0].secondary[0]: there is no group Z; name a group of the plan, or add it",
        ),
        (
            |plan| plan.windows[0].tides = vec![tide("10:00", "12:00", 'P'), tide("23:00", "10:01", 'P')],
            "windows[0].tides[1].from: window 1 has another tide then, from 10:00 to 12:00; let one end before the next begins",
        ),
    ]);
}

#[test]
fn tides_that_follow_one_another_or_keep_other_days_are_sound() {
    let mut parts = sound_plan();
    parts.windows[0].tides = vec![tide("10:00", "11:00", 'P'), tide("11:00", "09:00", 'P')];
    HallPlan::new(parts).expect("one after the other");
    let mut parts = sound_plan();
    let mut tides = vec![tide("10:00", "12:00", 'P'), tide("11:00", "13:00", 'P')];
    tides[0].days = vec![WeekDay::Mon];
    tides[1].days = vec![WeekDay::Tue];
    parts.windows[0].tides = tides;
    HallPlan::new(parts).expect("on other days");
}
