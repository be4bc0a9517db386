//! Every stage of a job has its limit, and each limit that passes is told once.

use jiff::Timestamp;
use queue_core::command::EscortVerb;
use queue_core::escort::{EscortStage, Need};
use queue_core::{DeviceId, EscortId, Event, WindowNumber};

use crate::support::{Driven, at, guide, kiosk};

const JOB: EscortId = EscortId(1);

fn asked() -> Driven {
    let mut hall = Driven::guided();
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: None,
        need: Need::default(),
    };
    hall.escort(kiosk(), verb).unwrap();
    hall
}

fn press(hall: &mut Driven, verb: EscortVerb) {
    hall.escort(guide("g1"), verb).unwrap();
}

/// The limits that passed, each with its instant, as the journal has them.
fn overruns(hall: &Driven) -> Vec<(EscortStage, Timestamp)> {
    let entries = hall.journal.iter();
    let events = entries.flat_map(|entry| entry.body.events.iter().map(|event| (entry.at, event)));
    events
        .filter_map(|(at, event)| {
            if let Event::EscortOverdue { stage, .. } = event {
                Some((*stage, at))
            } else {
                None
            }
        })
        .collect()
}

#[test]
fn nobody_accepts() {
    let mut hall = asked();
    hall.wind(at("09:09"));
    assert_eq!(overruns(&hall), [(EscortStage::Accept, at("09:01"))]);
}

#[test]
fn the_guide_who_accepted_does_not_come() {
    let mut hall = asked();
    hall.wind(at("09:00:30"));
    press(&mut hall, EscortVerb::Accept { escort: JOB });
    hall.wind(at("09:09"));
    assert_eq!(overruns(&hall), [(EscortStage::Meet, at("09:02:30"))]);
    assert_eq!(
        hall.hall.escort(JOB).unwrap().overdue_now(),
        Some((EscortStage::Meet, at("09:02:30")))
    );
}

#[test]
fn the_whole_job_takes_too_long() {
    let mut hall = asked();
    press(&mut hall, EscortVerb::Accept { escort: JOB });
    press(&mut hall, EscortVerb::Meet { escort: JOB });
    hall.wind(at("09:30"));
    assert_eq!(overruns(&hall), [(EscortStage::Done, at("09:10"))]);
}

#[test]
fn the_whole_jobs_limit_runs_from_the_press_whatever_the_stage() {
    let mut hall = asked();
    hall.wind(at("09:30"));
    assert_eq!(
        overruns(&hall),
        [
            (EscortStage::Accept, at("09:01")),
            (EscortStage::Done, at("09:10"))
        ]
    );
}

#[test]
fn at_a_window_no_limit_runs_until_somebody_comes_back() {
    let mut hall = asked();
    let window = WindowNumber::new(1);
    press(&mut hall, EscortVerb::Accept { escort: JOB });
    press(&mut hall, EscortVerb::Meet { escort: JOB });
    press(&mut hall, EscortVerb::HandOver { escort: JOB, window });
    hall.wind(at("10:00"));
    assert_eq!(overruns(&hall), []);
    press(&mut hall, EscortVerb::Fetch { escort: JOB });
    hall.wind(at("10:30"));
    assert_eq!(overruns(&hall), [(EscortStage::Done, at("10:10"))]);
}

#[test]
fn a_job_kept_in_time_is_told_of_nowhere() {
    let mut hall = asked();
    for (clock, verb) in [
        ("09:00:59", EscortVerb::Accept { escort: JOB }),
        ("09:02:58", EscortVerb::Meet { escort: JOB }),
        ("09:09:59", EscortVerb::Done { escort: JOB }),
    ] {
        hall.wind(at(clock));
        press(&mut hall, verb);
    }
    hall.wind(at("10:00"));
    assert_eq!(overruns(&hall), []);
    let job = hall.hall.escort(JOB).unwrap();
    assert_eq!(
        (job.accept_ms(), job.meet_ms(), job.whole_ms()),
        (Some(59_000), Some(178_000), Some(599_000))
    );
}

#[test]
fn each_limit_is_told_once_though_the_job_goes_back_and_forth() {
    let mut hall = asked();
    hall.wind(at("09:01:30"));
    press(&mut hall, EscortVerb::Accept { escort: JOB });
    press(&mut hall, EscortVerb::Release { escort: JOB });
    hall.wind(at("09:05"));
    assert_eq!(overruns(&hall), [(EscortStage::Accept, at("09:01"))]);
}

#[test]
fn who_is_at_a_window_does_not_hold_the_day_open() {
    let mut hall = asked();
    let window = WindowNumber::new(1);
    press(&mut hall, EscortVerb::Accept { escort: JOB });
    press(&mut hall, EscortVerb::Meet { escort: JOB });
    press(&mut hall, EscortVerb::HandOver { escort: JOB, window });
    hall.wind(at("16:30"));
    assert_eq!(hall.hall.day(), None);
    let closing = &hall.journal.last().unwrap().body.events;
    assert!(matches!(
        closing[..],
        [Event::EscortDone { .. }, Event::DayClosed]
    ));
}
