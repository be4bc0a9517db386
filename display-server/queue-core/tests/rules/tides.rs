//! Tidal windows: what a window serves changes by the hour.

use jiff::SignedDuration;
use jiff::civil::Time;
use queue_core::plan::{Tide, WeekDay};
use queue_core::{GroupLetter, PlanParts, WindowNumber};

use crate::support::{Driven, at, letter, small_plan};

pub fn tide(from: &str, to: &str, primary: &[char], secondary: &[char]) -> Tide {
    let letters = |letters: &[char]| letters.iter().copied().map(letter).collect();
    let clock = |text: &str| -> Time { text.parse().expect("a time") };
    Tide {
        days: Vec::new(),
        from: clock(from),
        to: clock(to),
        primary: letters(primary),
        secondary: letters(secondary),
    }
}

/// Window 1 serves X alone, window 2 Y alone, but for the tides of window 1.
fn plan(tides: Vec<Tide>) -> PlanParts {
    let mut parts = small_plan();
    for window in &mut parts.windows {
        window.secondary.clear();
    }
    parts.windows[0].tides = tides;
    parts
}

fn served(hall: &Driven) -> (Vec<GroupLetter>, Vec<GroupLetter>) {
    let window = hall.hall.serving(WindowNumber::new(1)).expect("window 1");
    (window.primary.clone(), window.secondary.clone())
}

#[test]
fn a_tide_lets_a_window_help_until_it_ends() {
    let mut hall = Driven::staffed_with(plan(vec![tide("10:00", "11:00", &[], &['Y'])]));
    hall.take_at("09:30", "Y01");
    hall.call(1).unwrap_err();
    hall.wind(at("10:00"));
    assert_eq!(served(&hall), (vec![letter('X')], vec![letter('Y')]));
    assert_eq!(hall.serve(1), "Y001");
    hall.take_at("10:59:59", "Y01");
    hall.wind(at("11:00"));
    hall.call(1).unwrap_err();
    assert_eq!(hall.call(2).unwrap(), "Y002");
}

#[test]
fn a_tide_may_put_another_group_first() {
    let mut hall = Driven::staffed_with(plan(vec![tide("10:00", "11:00", &['Y'], &[])]));
    hall.wind(at("10:00"));
    assert_eq!(served(&hall), (vec![letter('Y')], vec![letter('X')]));
    hall.take("X01", None, None).unwrap();
    hall.take_at("10:01", "Y01");
    assert_eq!(hall.serve(1), "Y001", "its usual group comes σ later");
    hall.take_at("11:00", "Y01");
    assert_eq!(hall.serve(1), "X001");
}

#[test]
fn tides_follow_one_another_and_a_cover_lasts_through_them() {
    let tides = vec![
        tide("10:00", "11:00", &['Y'], &[]),
        tide("11:00", "12:00", &[], &['Y']),
    ];
    let mut hall = Driven::staffed_with(plan(tides));
    hall.press("c2", 2, queue_core::command::WindowVerb::Close)
        .unwrap();
    let cover = queue_core::command::HallVerb::Cover {
        window: WindowNumber::new(2),
        by: WindowNumber::new(1),
    };
    crate::bad_days::decide(&mut hall, cover).unwrap();
    for (clock, primary) in [
        ("09:59:59", 'X'),
        ("10:00", 'Y'),
        ("10:59:59", 'Y'),
        ("11:00", 'X'),
        ("12:00", 'X'),
    ] {
        hall.wind(at(clock));
        let (first, rest) = served(&hall);
        assert_eq!(first, [letter(primary)], "at {clock}");
        assert_eq!(first.len() + rest.len(), 2, "both groups at {clock}");
    }
}

#[test]
fn a_tide_keeps_its_weekdays() {
    let mut parts = plan(vec![tide("10:00", "11:00", &[], &['Y'])]);
    parts.windows[0].tides[0].days = vec![WeekDay::Wed];
    let mut hall = Driven::staffed_with(parts);
    hall.wind(at("10:30"));
    assert_eq!(served(&hall), (vec![letter('X')], Vec::new()), "it is a Tuesday");
}

#[test]
fn a_tide_past_midnight_runs_on_in_a_hall_that_never_closes() {
    let mut parts = crate::turn::never_closes();
    parts.windows[0].secondary.clear();
    parts.windows[0].tides = vec![tide("22:00", "02:00", &[], &['Y'])];
    let mut hall = Driven::staffed_with(parts);
    let helps = |hall: &Driven| !served(hall).1.is_empty();
    hall.wind(at("22:00"));
    assert!(helps(&hall));
    let midnight = at("23:59:59") + SignedDuration::from_secs(1);
    hall.wind(midnight);
    hall.open_next_day();
    assert!(helps(&hall), "at midnight");
    hall.wind(midnight + SignedDuration::from_mins(119));
    assert!(helps(&hall));
    hall.wind(midnight + SignedDuration::from_hours(2));
    assert!(!helps(&hall));
}
