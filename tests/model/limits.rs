//! What the protocol cannot keep, so that people must; and what it could do without.

use crate::properties as found;
use crate::rules::{Bounds, Faults, Named, Planted};
use crate::search::{holds, holds_without, is_full, limit};

fn rolled_back() -> Faults {
    Faults {
        rollbacks: 1,
        ..Faults::default()
    }
}

fn elsewhere() -> Faults {
    Faults {
        elsewhere: 1,
        ..Faults::default()
    }
}

/// On line alone. The moment of the backup is the search's to choose in the full run.
fn on_line(faults: Faults) -> Bounds {
    let faults = Faults {
        backups: u8::from(is_full()),
        ..faults
    };
    Bounds {
        faults,
        blocks: 0,
        gives_up: false,
        backed_up: true,
        ..Bounds::small()
    }
}

#[test]
fn a_restore_whose_mark_is_lost_and_that_names_no_series_gives_a_number_twice() {
    let bounds = Bounds {
        mark_lost: Some(Named::Nothing),
        answers_outlive: false,
        ..on_line(rolled_back())
    };
    limit("no series named", bounds, found::NO_NUMBER_TWICE, 10);
}

#[test]
fn a_series_named_beyond_every_paper_alone_leases_a_block_twice() {
    let named = Bounds {
        mark_lost: Some(Named::BeyondPaper),
        answers_outlive: false,
        backed_up: true,
        ..Bounds::small()
    };
    limit(
        "named beyond paper",
        Bounds {
            faults: rolled_back(),
            on_line: 0,
            ..named
        },
        found::NO_NUMBER_TWICE,
        12,
    );
}

#[test]
fn an_answer_that_outlives_its_hall_is_taken_for_one_of_the_restored_hall() {
    let bounds = Bounds {
        mark_lost: Some(Named::BeyondKiosks),
        ..on_line(rolled_back())
    };
    limit("answers outlive", bounds, found::NONE_MISSING, 6);
}

#[test]
fn two_halls_of_one_backup_that_both_go_back_open_the_same_series() {
    let faults = Faults {
        elsewhere: 1,
        ..rolled_back()
    };
    limit("both go back", on_line(faults), found::NO_NUMBER_TWICE, 10);
    // A restore that leaves out the series that the old hall would open by itself keeps them apart.
    if is_full() {
        let bounds = Bounds {
            gap: 1,
            ..on_line(faults)
        };
        holds("both go back, with a gap", bounds, &[found::NEW_SERIES]);
    }
}

#[test]
fn reserves_and_leases_of_an_older_epoch_would_not_be_given_twice() {
    let unfenced = &[Planted::ReserveNotFenced, Planted::LeaseNotFenced];
    holds_without(unfenced, "goes back", on_line(rolled_back()));
    if is_full() {
        holds_without(unfenced, "two halls", on_line(elsewhere()));
    }
}

#[test]
fn a_mark_that_is_written_first_only_opens_more_series() {
    let faults = Faults {
        hall_stops: 1,
        ..rolled_back()
    };
    let one_kiosk = Bounds {
        presses: vec![0, 0],
        kiosks: 1,
        ..on_line(faults)
    };
    holds_without(&[Planted::MarkBeforeCommit], "stops and goes back", one_kiosk);
}

#[test]
fn old_answers_could_be_believed_where_paper_wins() {
    holds_without(&[Planted::OldAnswerBelieved], "two halls", on_line(elsewhere()));
    holds_without(&[Planted::HallsNumberWins], "two halls", on_line(elsewhere()));
}
