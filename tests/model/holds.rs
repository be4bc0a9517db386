//! The protocol as it is meant holds in every world, whatever goes wrong in it.

use crate::properties as found;
use crate::rules::{Bounds, Faults, Named};
use crate::search::{holds, is_full};

fn none() -> Faults {
    Faults::default()
}

fn rolled_back(rollbacks: u8) -> Faults {
    Faults {
        backups: 1,
        rollbacks,
        ..none()
    }
}

/// The smaller of two worlds in the ordinary run, both of them in the full one.
fn both(world: &str, ordinary: Bounds, full: Bounds, seen: &[&'static str]) {
    holds(world, ordinary, seen);
    if is_full() {
        holds(&format!("{world}, more of it"), full, seen);
    }
}

#[test]
fn answers_that_come_late_again_or_never_give_each_press_one_number() {
    let two = Bounds::small();
    let three = Bounds {
        presses: vec![0, 0, 1],
        blocks: 2,
        ..Bounds::small()
    };
    let seen = [
        found::LEASED_PRINTED,
        found::VOID_CLOSES,
        found::TOLD_NONE,
        found::ALL_ON_PAPER,
    ];
    both("no answer", two, three, &seen);
}

#[test]
fn a_used_up_block_is_told_and_never_wraps() {
    let bounds = |presses| Bounds {
        presses,
        kiosks: 1,
        on_line: 1,
        block: 2,
        ..Bounds::small()
    };
    both(
        "block used up",
        bounds(vec![0, 0, 0]),
        bounds(vec![0, 0, 0, 0]),
        &[found::TOLD_NONE, found::LEASED_PRINTED],
    );
}

#[test]
fn a_hall_whose_power_goes_between_its_commit_and_its_mark_forgets_nothing() {
    let bounds = |hall_stops| Bounds {
        faults: Faults { hall_stops, ..none() },
        ..Bounds::small()
    };
    let full = Bounds {
        presses: vec![0, 0, 1],
        ..bounds(2)
    };
    let one_kiosk = Bounds {
        presses: vec![0, 0],
        kiosks: 1,
        ..bounds(1)
    };
    both("hall stops", one_kiosk, full, &[found::LEASED_PRINTED]);
}

#[test]
fn a_kiosk_whose_power_goes_while_it_prints_takes_nothing_back() {
    let bounds = |kiosk_stops| Bounds {
        faults: Faults {
            kiosk_stops,
            ..none()
        },
        ..Bounds::small()
    };
    let full = Bounds {
        presses: vec![0, 0, 1],
        ..bounds(2)
    };
    both(
        "kiosk stops",
        Bounds {
            presses: vec![0, 0],
            kiosks: 1,
            ..bounds(1)
        },
        full,
        &[found::LEASED_PRINTED],
    );
}

#[test]
fn a_hall_that_goes_back_opens_a_new_series_on_line() {
    let bounds = |rollbacks| Bounds {
        faults: rolled_back(rollbacks),
        blocks: 0,
        ..Bounds::small()
    };
    both("goes back, on line", bounds(1), bounds(2), &[found::NEW_SERIES]);
}

#[test]
fn a_hall_that_goes_back_leases_nothing_again() {
    let bounds = |rollbacks| Bounds {
        faults: rolled_back(rollbacks),
        on_line: 0,
        ..Bounds::small()
    };
    both(
        "goes back, leases",
        bounds(1),
        bounds(2),
        &[found::NEW_SERIES, found::LEASED_PRINTED],
    );
}

#[test]
fn a_hall_that_goes_back_after_its_power_went_opens_a_new_series() {
    let faults = Faults {
        hall_stops: 1,
        ..rolled_back(1)
    };
    let bounds = Bounds {
        faults,
        blocks: 0,
        ..Bounds::small()
    };
    // The smaller world's backup is the empty hall's.
    let faults = Faults { backups: 0, ..faults };
    let small = Bounds {
        faults,
        backed_up: true,
        gives_up: false,
        ..bounds.clone()
    };
    both("stops and goes back", small, bounds, &[found::NEW_SERIES]);
}

#[test]
fn one_press_of_the_call_key_calls_one_who_has_a_paper() {
    let bounds = Bounds {
        calls: 1,
        times_out: true,
        blocks: 0,
        ..Bounds::small()
    };
    let full = Bounds {
        faults: rolled_back(1),
        ..bounds.clone()
    };
    both(
        "calls",
        Bounds { calls: 2, ..bounds },
        full,
        &[found::LATE_CALLED],
    );
}

#[test]
fn an_old_hall_beside_the_new_one_gives_no_number_of_its_series() {
    let faults = Faults {
        backups: 1,
        elsewhere: 1,
        ..none()
    };
    let leases = Bounds {
        faults,
        on_line: 1,
        ..Bounds::small()
    };
    // A series of one number, which two presses at one kiosk would use up.
    let small = Bounds {
        presses: vec![0, 0, 1],
        blocks: 0,
        gives_up: false,
        ..leases.clone()
    };
    both(
        "two halls",
        small,
        leases,
        &[found::TWO_EPOCHS, found::NEW_SERIES],
    );
}

#[test]
fn a_new_disk_gets_a_new_block() {
    let faults = Faults {
        disks_lost: 1,
        ..none()
    };
    let bounds = Bounds {
        faults,
        presses: vec![0, 0],
        kiosks: 1,
        on_line: 1,
        ..Bounds::small()
    };
    let full = Bounds {
        presses: vec![0, 0, 1],
        kiosks: 2,
        on_line: 0,
        ..bounds.clone()
    };
    both("disk lost", bounds, full, &[found::LEASED_PRINTED]);
}

#[test]
fn a_clone_gets_no_block_and_is_told_of() {
    let faults = Faults { clones: 1, ..none() };
    let bounds = Bounds {
        faults,
        presses: vec![0, 2],
        on_line: 1,
        ..Bounds::small()
    };
    let full = Bounds {
        presses: vec![0, 1, 2],
        ..bounds.clone()
    };
    both("clone", bounds, full, &[found::LEASED_PRINTED, found::ALARM]);
}

#[test]
fn a_bad_row_is_put_aside_and_the_others_are_kept() {
    let bounds = Bounds {
        bad_row: Some(0),
        ..Bounds::small()
    };
    let full = Bounds {
        faults: rolled_back(1),
        blocks: 0,
        ..bounds.clone()
    };
    both("bad row", bounds, full, &[found::QUARANTINED]);
}

#[test]
fn a_restore_whose_mark_is_lost_needs_a_series_beyond_what_any_kiosk_shows() {
    let faults = rolled_back(1);
    let named = Bounds {
        faults,
        mark_lost: Some(Named::BeyondKiosks),
        answers_outlive: false,
        ..Bounds::small()
    };
    // The smaller world's backup is the empty hall's.
    let faults = Faults { backups: 0, ..faults };
    let on_line = Bounds {
        faults,
        backed_up: true,
        gives_up: false,
        blocks: 0,
        ..named.clone()
    };
    both(
        "mark lost",
        on_line,
        Bounds { on_line: 0, ..named },
        &[found::NEW_SERIES],
    );
}
