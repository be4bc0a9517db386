//! Numbers that kiosks give alone, and what the hall makes of them when it is back.

mod golden;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use queue_core::command::{Issue, Matter};
use queue_core::leg::{LegState, Outcome};
use queue_core::offline::{AskLeases, DayNumbers, Lease, Mark, NotTakenUp, OfflineEvent, Series, TakeUp};
use queue_core::visit::Confirmation;
use queue_core::{
    Actor, ClassCode, Command, DeviceId, Event, PersonCode, PlanParts, Rejection, RequestId, ServiceCode,
    ServiceDay, TokenHash,
};

use crate::plans::{approve, propose};
use crate::support::{DAY, Driven, at, clerk, kiosk, letter, small_plan, ticket};

impl Driven {
    fn lease(&mut self, by: Actor, letters: &[char]) -> Result<Vec<Lease>, Rejection> {
        let before = self.hall.leases().len();
        let asked = AskLeases {
            press: self.request(),
            letters: letters.iter().map(|one| letter(*one)).collect(),
        };
        self.run(by, &Command::AskLeases(asked))?;
        Ok(self.hall.leases()[before..].to_vec())
    }

    /// A row for a leased number that was given five minutes ago.
    fn row(&mut self, number: &str) -> TakeUp {
        let request = self.request();
        let mut token = [7; 32];
        token[..16].copy_from_slice(request.as_bytes());
        TakeUp {
            request,
            token: TokenHash::new(token),
            day: ServiceDay(DAY),
            number: ticket(number),
            epoch: 1,
            voids: None,
            matters: vec![Matter::Service(ServiceCode::new("X01"))],
            cases: 1,
            class: None,
            language: queue_core::plan::Language::En,
            taken_at: self.now - SignedDuration::from_mins(5),
        }
    }

    fn take_up(&mut self, row: TakeUp) {
        self.run(kiosk(), &Command::TakeUp(row))
            .expect("taken up, or kept");
    }

    /// Why the last row became no ticket.
    fn why_not(&self) -> Option<NotTakenUp> {
        let events = &self.journal.last().expect("an entry").body.events;
        events.iter().find_map(|event| {
            if let Event::Offline {
                happened: OfflineEvent::NotTakenUp { why, .. },
            } = event
            {
                Some(*why)
            } else {
                None
            }
        })
    }

    fn begin_epoch(&mut self, epoch: u64, kept: Option<Mark>) -> (ServiceDay, Series) {
        let moment = (self.now, self.moment().date);
        let began = self.hall.begin_epoch(epoch, moment, kept, 0);
        self.happen(Actor::Hall, began.clone());
        let Event::Offline {
            happened: OfflineEvent::EpochBegan { day, series, .. },
        } = began
        else {
            panic!("{began:?}")
        };
        (day, series)
    }
}

type Spoil = fn(&mut TakeUp);

fn two_kiosks() -> Driven {
    let mut parts = small_plan();
    let mut second = parts.kiosks[0].clone();
    second.id = DeviceId::new("kiosk-2");
    parts.kiosks.push(second);
    Driven::staffed_with(parts)
}

fn another_kiosk() -> Actor {
    Actor::Device {
        id: DeviceId::new("kiosk-2"),
    }
}

fn span(lease: &Lease) -> (char, u32, u32) {
    (lease.letter.as_char(), lease.first, lease.last)
}

#[test]
fn leases_follow_one_another_and_none_is_given_twice() {
    let mut hall = two_kiosks();
    let first = hall.lease(kiosk(), &['Y', 'X', 'X']).unwrap();
    assert_eq!(
        first.iter().map(span).collect::<Vec<_>>(),
        [('X', 601, 733), ('Y', 601, 733)]
    );
    let second = hall.lease(another_kiosk(), &['X']).unwrap();
    assert_eq!(second.iter().map(span).collect::<Vec<_>>(), [('X', 734, 866)]);
    // The spare one, for whoever used its own up; then there are none.
    let spare = hall.lease(kiosk(), &['X']).unwrap();
    assert_eq!(spare.iter().map(span).collect::<Vec<_>>(), [('X', 867, 999)]);
    assert_eq!(hall.lease(kiosk(), &['X']), Ok(Vec::new()));
    assert_eq!(hall.lease(clerk("c1"), &['X']), Err(Rejection::NotYours));
    let pad = Actor::Device {
        id: DeviceId::new("pad-1"),
    };
    assert_eq!(hall.lease(pad, &['X']), Err(Rejection::NotYours));
}

#[test]
fn the_numbers_on_line_step_over_those_that_are_leased() {
    let mut parts = small_plan();
    parts.groups[0].numbers_per_day = 602;
    let mut hall = Driven::staffed_with(parts);
    let numbers: Vec<String> = (0..602).map(|_| hall.take("X01", None, None).unwrap()).collect();
    assert_eq!(numbers[598..], ["X599", "X600", "X1000", "X1001"]);
    assert_eq!(
        hall.take("X01", None, None),
        Err(Rejection::NumbersUsedUp { group: letter('X') })
    );
}

#[test]
fn what_a_kiosk_gave_alone_waits_since_it_was_given_and_uses_up_no_number_on_line() {
    let mut hall = Driven::staffed();
    hall.lease(kiosk(), &['X']).unwrap();
    hall.wind(at("10:00"));
    hall.take("X01", None, None).unwrap();
    let row = hall.row("X601");
    let request = row.request;
    hall.take_up(row);
    let visit = hall.visit("X601");
    assert_eq!(visit.issued_at, at("09:55"));
    assert_eq!(visit.legs[0].opened.anchor, at("09:55"));
    assert!(matches!(visit.confirmation, Confirmation::Awaited { .. }));
    hall.confirm("X601");
    assert_eq!(hall.call(1).unwrap(), "X601", "it was taken before X001");
    assert_eq!(hall.take("X01", None, None).unwrap(), "X002");
    // A repeat decides to nothing.
    let mut again = hall.row("X601");
    again.request = request;
    assert_eq!(
        hall.hall.decide(hall.now, &kiosk(), &Command::TakeUp(again)),
        Ok(Vec::new())
    );
}

#[test]
fn it_is_never_ahead_of_one_already_called() {
    let mut hall = Driven::staffed();
    hall.lease(kiosk(), &['X']).unwrap();
    hall.wind(at("10:00"));
    let called = hall.take("X01", None, None).unwrap();
    assert_eq!(hall.call(1).unwrap(), called);
    let row = hall.row("X601");
    hall.take_up(row);
    assert_eq!(hall.at_window(1).as_deref(), Some("X001"));
}

#[test]
fn the_press_that_was_not_answered_in_time_gives_no_ticket_before_or_after() {
    // It was heard, and its answer lost.
    let mut hall = Driven::staffed();
    hall.lease(kiosk(), &['X']).unwrap();
    let issue = hall.issue_of("X01", None, None);
    hall.run(kiosk(), &Command::Issue(issue.clone())).unwrap();
    let mut row = hall.row("X601");
    row.voids = Some(issue.request);
    hall.take_up(row);
    let ended = hall.visit("X001").legs[0].state.clone();
    assert!(
        matches!(
            ended,
            LegState::Ended {
                outcome: Outcome::Voided,
                ..
            }
        ),
        "{ended:?}"
    );
    // It comes late.
    let late: Issue = hall.issue_of("X01", None, None);
    let mut row = hall.row("X602");
    row.voids = Some(late.request);
    hall.take_up(row);
    assert_eq!(
        hall.run(kiosk(), &Command::Issue(late)),
        Err(Rejection::PressGivenUp)
    );
    assert_eq!(
        hall.hall
            .visits()
            .filter(|visit| visit.open_legs().next().is_some())
            .count(),
        2
    );
}

#[test]
fn a_press_whose_visitor_stands_at_a_window_is_not_voided_and_the_paper_counts_all_the_same() {
    let mut hall = Driven::staffed();
    hall.lease(kiosk(), &['X']).unwrap();
    let issue = hall.issue_of("X01", None, None);
    hall.run(kiosk(), &Command::Issue(issue.clone())).unwrap();
    hall.confirm("X001");
    hall.call(1).unwrap();
    let mut row = hall.row("X601");
    row.voids = Some(issue.request);
    hall.take_up(row);
    assert_eq!(hall.at_window(1).as_deref(), Some("X001"));
    assert!(hall.visit("X601").open_legs().next().is_some());
}

#[test]
fn neither_hours_nor_stops_nor_caps_hold_for_paper_that_is_in_a_hand() {
    let mut hall = Driven::staffed();
    hall.lease(kiosk(), &['X']).unwrap();
    hall.take_at("16:00", "Y01");
    hall.wind(at("16:31"));
    assert!(hall.take("X01", None, None).is_err(), "issuing has ended");
    let mut row = hall.row("X601");
    row.class = Some(ClassCode::new("elderly"));
    row.cases = 500;
    hall.take_up(row);
    let visit = hall.visit("X601");
    assert_eq!(visit.legs[0].opened.class.as_str(), "elderly");
    assert_eq!(visit.ticket.cases, 99);
    // What cannot be claimed at a kiosk is an ordinary ticket.
    let mut row = hall.row("X602");
    row.class = Some(ClassCode::new("veteran"));
    hall.take_up(row);
    assert_eq!(hall.visit("X602").legs[0].opened.class.as_str(), "ordinary");
}

#[test]
fn what_cannot_become_a_ticket_is_kept_and_the_next_row_is_taken_up() {
    let mut hall = two_kiosks();
    hall.lease(kiosk(), &['X']).unwrap();
    hall.lease(another_kiosk(), &['X']).unwrap();
    hall.take("X01", None, None).unwrap();
    let row = hall.row("X601");
    let token = row.token;
    hall.take_up(row);
    let bad: [(NotTakenUp, Spoil); 6] = [
        (NotTakenUp::NumberGiven, |row| row.number = ticket("X601")),
        (NotTakenUp::NotLeased, |row| row.number = ticket("X734")),
        (NotTakenUp::NotLeased, |row| row.number = ticket("X002")),
        (NotTakenUp::AnotherDay, |row| {
            row.day = ServiceDay(date(2026, 11, 23));
        }),
        (NotTakenUp::UnknownMatter, |row| {
            row.matters = vec![Matter::Service(ServiceCode::new("Z99"))];
        }),
        (NotTakenUp::UnknownMatter, |row| row.matters.clear()),
    ];
    for (why, spoil) in bad {
        let mut row = hall.row("X602");
        spoil(&mut row);
        hall.take_up(row);
        assert_eq!(hall.why_not(), Some(why));
    }
    let mut row = hall.row("X602");
    row.token = token;
    hall.take_up(row);
    assert_eq!(hall.why_not(), Some(NotTakenUp::TokenUsed));
    assert_eq!(hall.hall.not_taken_up().len(), 7);
    let row = hall.row("X602");
    hall.take_up(row);
    assert_eq!((hall.why_not(), hall.visit("X602").ticket.cases), (None, 1));
}

#[test]
fn a_row_that_comes_when_the_hall_has_closed_is_kept() {
    let mut hall = Driven::staffed();
    hall.lease(kiosk(), &['X']).unwrap();
    let late = hall.row("X601");
    hall.wind(at("23:59"));
    assert_eq!(hall.hall.day(), None);
    hall.take_up(late);
    assert_eq!(hall.why_not(), Some(NotTakenUp::AnotherDay));
    assert_eq!(hall.hall.leases(), [], "what was leased was of that day");
}

#[test]
fn a_new_epoch_begins_a_series_above_all_that_may_have_been_given() {
    let mut hall = Driven::staffed();
    hall.take("X01", None, None).unwrap();
    hall.lease(kiosk(), &['X', 'Y']).unwrap();
    let (day, series) = hall.begin_epoch(2, None);
    assert_eq!((day, series), (ServiceDay(DAY), Series { index: 1, base: 2000 }));
    assert_eq!(hall.hall.leases(), [], "they are of the epoch before");
    assert_eq!(hall.take("X01", None, None).unwrap(), "X2001");
    assert_eq!(span(&hall.lease(kiosk(), &['X']).unwrap()[0]), ('X', 2601, 2799));
    // What was leased before is in somebody's hand.
    let row = hall.row("X777");
    hall.take_up(row);
    assert_eq!(hall.visit("X777").ticket.number.as_str(), "X777");
    // What is leased now must be.
    let mut row = hall.row("X778");
    row.epoch = 2;
    hall.take_up(row);
    assert_eq!(hall.why_not(), Some(NotTakenUp::NotLeased));
}

#[test]
fn what_is_known_outside_the_journal_leads_to_a_later_series_still() {
    let mut hall = Driven::staffed();
    let known = |index, base, ceiling| Mark {
        day: ServiceDay(DAY),
        series: Series { index, base },
        ceiling,
    };
    assert_eq!(hall.hall.mark(), Some(known(0, 0, 2000)));
    let (_, series) = hall.begin_epoch(3, Some(known(1, 2000, 4000)));
    assert_eq!(series, Series { index: 2, base: 4000 });
    assert_eq!(hall.hall.mark(), Some(known(2, 4000, 6000)));
    let other_day = Mark {
        day: ServiceDay(date(2026, 11, 23)),
        ..known(7, 14_000, 16_000)
    };
    let (_, series) = hall.begin_epoch(4, Some(other_day));
    assert_eq!(series, Series { index: 3, base: 6000 });
}

#[test]
fn who_begins_an_epoch_by_hand_leaves_a_series_to_a_copy_that_begins_one_by_itself() {
    let hall = Driven::staffed();
    let moment = (hall.now, hall.moment().date);
    let began = [0, 1].map(|left_out| hall.hall.begin_epoch(2, moment, None, left_out));
    let bases = began.map(|event| {
        let event = serde_json::to_value(event).expect("JSON");
        event["happened"]["series"]["base"].as_u64()
    });
    assert_eq!(bases, [Some(2000), Some(4000)]);
}

#[test]
fn a_series_ends_before_the_next_begins_whatever_the_plan_says_later() {
    let mut parts = small_plan();
    for group in &mut parts.groups {
        group.numbers_per_day = 2;
    }
    let mut second = parts.people.last().expect("a manager").clone();
    second.code = PersonCode::new("m2");
    parts.people.push(second);
    let mut hall = Driven::staffed_with(parts);
    assert_eq!(hall.hall.mark().map(|mark| mark.ceiling), Some(1000));
    let more = |parts: &mut PlanParts| {
        for group in &mut parts.groups {
            group.numbers_per_day = 9999;
        }
    };
    propose(&mut hall, more).expect("proposed");
    approve(&mut hall, "m2", 2).expect("approved");
    let numbers: Vec<_> = (0..600).map(|_| hall.take("X01", None, None).unwrap()).collect();
    assert_eq!(numbers[599], "X600");
    // The next would be X1000, which is another series' to give.
    assert_eq!(
        hall.take("X01", None, None),
        Err(Rejection::NumbersUsedUp { group: letter('X') })
    );
}

#[test]
fn an_epoch_that_begins_before_the_day_opens_is_the_days_and_the_next_day_begins_anew() {
    let mut hall = Driven::staffed();
    hall.wind(at("23:59"));
    // Restored in the morning of the day after: that day's numbers may have been given in part.
    hall.now += SignedDuration::from_hours(10);
    let (day, series) = hall.begin_epoch(2, None);
    assert_eq!((day, series.base), (ServiceDay(date(2026, 11, 25)), 2000));
    hall.open_next_day();
    assert_eq!(hall.take("X01", None, None).unwrap(), "X2001");
    close(&mut hall);
    hall.open_next_day();
    assert_eq!(hall.take("X01", None, None).unwrap(), "X001");
    assert_eq!(
        numbers_opened_with(&hall),
        Some(DayNumbers {
            epoch: 2,
            series: Series::FIRST
        })
    );
}

#[test]
fn an_old_day_that_is_still_open_in_the_copy_closes_first() {
    let mut hall = Driven::staffed();
    hall.take("X01", None, None).unwrap();
    // The copy is of yesterday noon.
    let restored: Timestamp = at("12:00") + SignedDuration::from_hours(22);
    hall.now = restored;
    let (day, _) = hall.begin_epoch(2, None);
    assert_eq!(day, ServiceDay(date(2026, 11, 25)));
    hall.wind(restored);
    assert_eq!(hall.hall.day(), None);
    hall.open_next_day();
    assert_eq!(hall.take("X01", None, None).unwrap(), "X2001");
}

/// Winds to after the end of the open day.
fn close(hall: &mut Driven) {
    let ends = hall.hall.times().expect("an open day").day_ends_at;
    hall.wind(ends + SignedDuration::from_mins(1));
    assert_eq!(hall.hall.day(), None);
}

fn numbers_opened_with(hall: &Driven) -> Option<DayNumbers> {
    let events = hall.journal.iter().rev().flat_map(|entry| &entry.body.events);
    let mut opened = events.filter_map(|event| {
        if let Event::DayOpened { numbers, .. } = event {
            Some(*numbers)
        } else {
            None
        }
    });
    opened.next().expect("a day was opened")
}

#[test]
fn a_request_id_is_not_taken_twice() {
    let mut hall = Driven::staffed();
    let asked = AskLeases {
        press: RequestId::new([9; 16]),
        letters: vec![letter('X')],
    };
    hall.run(kiosk(), &Command::AskLeases(asked.clone())).unwrap();
    assert_eq!(
        hall.hall.decide(hall.now, &kiosk(), &Command::AskLeases(asked)),
        Ok(Vec::new())
    );
    assert_eq!(hall.hall.leases().len(), 1);
}
