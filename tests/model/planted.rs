//! Each rule of the protocol, broken on purpose, comes to what must never be: the search would see a hall that breaks it.

use crate::properties as found;
use crate::rules::{Bounds, Faults, Planted};
use crate::search::finds;

/// On line alone: no kiosk has a block, or gives up.
fn on_line(faults: Faults) -> Bounds {
    Bounds {
        faults,
        blocks: 0,
        gives_up: false,
        backed_up: true,
        ..Bounds::small()
    }
}

/// Leased numbers alone: the hall gives none on line.
fn leased(faults: Faults) -> Bounds {
    Bounds {
        faults,
        on_line: 0,
        backed_up: true,
        ..Bounds::small()
    }
}

fn none() -> Faults {
    Faults::default()
}

fn hall_stops() -> Faults {
    Faults {
        hall_stops: 1,
        ..none()
    }
}

fn rolled_back() -> Faults {
    Faults {
        rollbacks: 1,
        ..none()
    }
}

fn elsewhere() -> Faults {
    Faults {
        elsewhere: 1,
        ..none()
    }
}

#[test]
fn an_answer_before_the_commit_is_found_by_its_number() {
    finds(
        &[Planted::AnswerBeforeCommit],
        on_line(hall_stops()),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn an_answer_before_the_commit_is_found_by_its_ticket() {
    finds(
        &[Planted::AnswerBeforeCommit],
        on_line(hall_stops()),
        found::NONE_MISSING,
    );
}

#[test]
fn a_lease_before_its_commit_is_found() {
    finds(
        &[Planted::LeaseBeforeCommit],
        leased(hall_stops()),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn a_lease_that_the_mark_does_not_cover_is_found() {
    finds(
        &[Planted::LeaseNotInMark],
        leased(rolled_back()),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn a_start_that_does_not_look_at_the_mark_is_found() {
    finds(
        &[Planted::MarkNotCompared],
        on_line(rolled_back()),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn a_mark_ahead_from_which_a_start_does_not_skip_is_found() {
    finds(
        &[Planted::MarkAheadResumed],
        on_line(rolled_back()),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn a_mark_ahead_hides_that_tickets_are_gone_even_if_a_start_skips() {
    finds(
        &[Planted::MarkAheadSkipped],
        on_line(rolled_back()),
        found::NONE_MISSING,
    );
}

#[test]
fn a_mark_ahead_lets_one_press_call_twice_even_if_a_start_skips() {
    let bounds = Bounds {
        calls: 1,
        ..on_line(rolled_back())
    };
    finds(&[Planted::MarkAheadSkipped], bounds, found::ONE_CALL);
}

#[test]
fn a_ticket_callable_before_it_is_confirmed_is_found() {
    let bounds = Bounds {
        calls: 1,
        ..on_line(none())
    };
    finds(&[Planted::CallableBeforeConfirm], bounds, found::CALLED_IN_TIME);
}

#[test]
fn a_call_that_is_not_idempotent_is_found() {
    let bounds = Bounds {
        calls: 1,
        ..on_line(none())
    };
    finds(&[Planted::CallCallsAgain], bounds, found::ONE_CALL);
}

#[test]
fn a_reconcile_that_is_not_idempotent_is_found() {
    finds(&[Planted::RowMakesTicketAgain], leased(none()), found::NOBODY_S);
}

#[test]
fn a_bad_row_that_is_not_kept_is_found() {
    let bounds = Bounds {
        bad_row: Some(0),
        ..leased(none())
    };
    finds(&[Planted::BadRowDropped], bounds, found::NONE_MISSING);
}

#[test]
fn a_fence_learnt_from_the_asking_kiosk_gives_a_number_twice() {
    finds(
        &[Planted::FenceFromAskingKiosk],
        on_line(rolled_back()),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn a_fence_learnt_from_the_asking_kiosk_leases_a_block_twice() {
    finds(
        &[Planted::FenceFromAskingKiosk],
        leased(rolled_back()),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn an_old_hall_that_takes_part_in_an_epoch_it_hears_of_is_found() {
    finds(
        &[Planted::EpochFromAskingKiosk],
        on_line(elsewhere()),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn a_kiosk_that_prints_before_it_journals_is_found() {
    finds(&[Planted::PrintBeforeJournal], leased(none()), found::JOURNALLED);
}

#[test]
fn a_kiosk_that_prints_before_it_journals_gives_a_number_twice() {
    let faults = Faults {
        kiosk_stops: 1,
        ..none()
    };
    let bounds = Bounds {
        presses: vec![0, 0],
        kiosks: 1,
        on_line: 1,
        ..leased(faults)
    };
    finds(&[Planted::PrintBeforeJournal], bounds, found::NO_NUMBER_TWICE);
}

#[test]
fn a_kiosk_that_takes_back_what_may_be_printed_is_found() {
    let faults = Faults {
        kiosk_stops: 1,
        ..none()
    };
    finds(
        &[Planted::UnknownPrintVoided],
        on_line(faults),
        found::NONE_MISSING,
    );
}

#[test]
fn a_void_that_is_forgotten_is_found() {
    finds(&[Planted::VoidForgotten], Bounds::small(), found::NOBODY_S);
}

#[test]
fn a_press_given_up_without_a_tombstone_is_found() {
    finds(
        &[Planted::NoTombstone],
        Bounds {
            gives_up: true,
            ..on_line(none())
        },
        found::NOBODY_S,
    );
}

#[test]
fn a_lease_of_an_identity_is_found_by_a_clone() {
    let faults = Faults { clones: 1, ..none() };
    let bounds = Bounds {
        presses: vec![0, 2],
        ..leased(faults)
    };
    finds(&[Planted::LeaseByIdentity], bounds, found::NO_NUMBER_TWICE);
}

#[test]
fn a_lease_of_an_identity_is_found_by_a_new_disk() {
    let faults = Faults {
        disks_lost: 1,
        ..none()
    };
    let bounds = Bounds {
        presses: vec![0, 0],
        kiosks: 1,
        ..leased(faults)
    };
    finds(&[Planted::LeaseByIdentity], bounds, found::NO_NUMBER_TWICE);
}

#[test]
fn a_journal_that_goes_on_in_another_machine_is_found() {
    let faults = Faults { clones: 1, ..none() };
    let bounds = Bounds {
        presses: vec![0, 2],
        ..leased(faults)
    };
    finds(&[Planted::JournalMoves], bounds, found::NO_NUMBER_TWICE);
}

#[test]
fn a_lease_that_is_taken_again_is_found() {
    let bounds = Bounds {
        presses: vec![0, 0],
        kiosks: 1,
        ..leased(none())
    };
    finds(&[Planted::LeaseTakenAgain], bounds, found::NO_NUMBER_TWICE);
}

#[test]
fn a_row_taken_for_kept_for_ever_is_found() {
    finds(
        &[Planted::KeptForEver],
        on_line(rolled_back()),
        found::NONE_MISSING,
    );
}

#[test]
fn rows_refused_for_their_epoch_are_found() {
    finds(&[Planted::OldRowsRefused], on_line(rolled_back()), found::SETTLES);
}

#[test]
fn a_number_of_the_hall_that_wins_over_paper_is_found_where_old_answers_are_believed() {
    let rules = &[Planted::HallsNumberWins, Planted::OldAnswerBelieved];
    finds(rules, on_line(elsewhere()), found::SETTLES);
}

#[test]
fn a_series_that_runs_on_meets_the_one_opened_elsewhere() {
    let bounds = Bounds {
        presses: vec![0, 0, 1],
        on_line: 1,
        ..on_line(elsewhere())
    };
    finds(&[Planted::SeriesRunsOn], bounds, found::NO_NUMBER_TWICE);
}

#[test]
fn calls_of_an_older_epoch_are_found() {
    let bounds = Bounds {
        calls: 1,
        ..on_line(rolled_back())
    };
    finds(&[Planted::CallNotFenced], bounds, found::ONE_CALL);
}

#[test]
fn a_start_that_answers_before_its_mark_covers_is_found() {
    let faults = Faults {
        hall_stops: 1,
        ..rolled_back()
    };
    finds(
        &[Planted::StartDoesNotCover],
        on_line(faults),
        found::NO_NUMBER_TWICE,
    );
}

#[test]
fn a_database_of_the_hall_elsewhere_in_the_old_hall_is_found() {
    let faults = Faults {
        backups: 1,
        rollbacks: 1,
        ..elsewhere()
    };
    let bounds = Bounds {
        presses: vec![0],
        kiosks: 1,
        gap: 1,
        ..on_line(faults)
    };
    finds(&[Planted::NewerThanMarkGoesOn], bounds, found::NONE_MISSING);
}
