//! I8: what is written of tickets given while the hall was away must replay for ever.

use queue_core::{Event, Hall};

use super::two_kiosks;
use crate::support::frozen::frozen;
use crate::support::{Driven, at, kiosk};

fn ours(event: &Event) -> bool {
    let is_ours = matches!(event, Event::Offline { .. } | Event::DayOpened { .. });
    is_ours || matches!(event, Event::TicketIssued { ticket, .. } if ticket.offline.is_some())
}

#[test]
fn leases_rows_and_epochs_of_0_1_0_replay() {
    let journal = frozen("0.1.0-offline", ours, away_and_back);
    journal.holds(&["was"], ["leased", "not_taken_up", "epoch_began"]);
    let mut hall = Hall::empty();
    for entry in &journal.entries {
        hall.apply(entry);
    }
    let numbers: Vec<String> = hall
        .visits()
        .map(|visit| visit.ticket.number.to_string())
        .collect();
    assert_eq!(numbers, ["X601", "X602"]);
    assert_eq!(
        hall.mark().map(|mark| (mark.series.index, mark.ceiling)),
        Some((1, 4000))
    );
    assert_eq!((hall.leases().len(), hall.not_taken_up().len()), (1, 1));
}

fn away_and_back() -> Driven {
    let mut hall = two_kiosks();
    hall.lease(kiosk(), &['X', 'Y']).expect("leased");
    hall.wind(at("10:00"));
    for number in ["X601", "X601", "X602"] {
        let row = hall.row(number);
        hall.take_up(row);
    }
    hall.begin_epoch(2, None);
    hall.lease(kiosk(), &['X']).expect("leased");
    hall
}
