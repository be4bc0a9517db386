//! Appointments: times offered, booked, moved, kept, missed; caps of half days; and what a late visitor may choose.

use jiff::tz::TimeZone;
use queue_core::booking::BookingState;
use queue_core::command::{Book, BookingCommand, BookingVerb, ByBooking, Issue, Matter, Slot};
use queue_core::leg::AnchorReason;
use queue_core::plan::{HalfDayCap, Language};
use queue_core::visit::Channel;
use queue_core::{Actor, Command, PlanParts, Rejection, ServiceCode, ServiceDay, TokenHash};

use crate::support::{DAY, Driven, at, clerk, kiosk, small_plan};

/// Eight slots of half an hour from 9 to 13, X01 takes 8 minutes, one window serves X alone: 30 a morning can be served.
fn plan() -> PlanParts {
    let mut parts = small_plan();
    for window in &mut parts.windows {
        window.secondary.clear();
    }
    parts
}

pub fn slot(hall: &Driven, clock: &str) -> Slot {
    let day = ServiceDay(DAY);
    let plan = hall.hall.last_plan().expect("a plan");
    let times = plan.day_times(day, &TimeZone::UTC).expect("hours");
    Slot {
        day,
        at: at(clock),
        times,
    }
}

pub fn token(number: u8) -> TokenHash {
    TokenHash::new([number; 32])
}

pub fn book(hall: &mut Driven, number: u8, clock: &str, cases: u16) -> Result<(), Rejection> {
    let book = Book {
        token: token(number),
        matters: vec![Matter::Service(ServiceCode::new("X01"))],
        cases,
        slot: slot(hall, clock),
        language: Language::ZhHant,
        channel: Channel::Phone,
    };
    verb(hall, Actor::Public, BookingVerb::Book(book))
}

/// A booking of the day after, by its code.
pub fn booked_tomorrow(hall: &mut Driven, number: u8, clock: &str) -> queue_core::BookingCode {
    let day = ServiceDay(DAY.tomorrow().expect("a day after"));
    let plan = hall.hall.last_plan().expect("a plan");
    let times = plan.day_times(day, &TimeZone::UTC).expect("hours");
    let at = at(clock) + jiff::SignedDuration::from_hours(24);
    let book = Book {
        token: token(number),
        matters: vec![Matter::Service(ServiceCode::new("X01"))],
        cases: 1,
        slot: Slot { day, at, times },
        language: Language::ZhHant,
        channel: Channel::Phone,
    };
    verb(hall, Actor::Public, BookingVerb::Book(book)).expect("booked");
    hall.hall
        .register()
        .by_token(&token(number))
        .expect("booked")
        .code()
}

pub fn verb(hall: &mut Driven, by: Actor, verb: BookingVerb) -> Result<(), Rejection> {
    let press = hall.request();
    hall.run(by, &Command::Booking(BookingCommand { press, verb }))
        .map(drop)
}

fn arrival(hall: &mut Driven, number: u8, accept_late: bool) -> Issue {
    let mut issue = hall.issue_of("X01", None, None);
    issue.matters.clear();
    issue.booking = Some(ByBooking {
        token: token(number),
        accept_late,
    });
    issue
}

pub fn arrive(hall: &mut Driven, number: u8, accept_late: bool) -> Result<String, Rejection> {
    let issue = arrival(hall, number, accept_late);
    let request = issue.request;
    hall.run(kiosk(), &Command::Issue(issue))?;
    let visit = hall.hall.visit_by_request(&request).expect("issued");
    Ok(visit.ticket.number.to_string())
}

fn state(hall: &Driven, number: u8) -> BookingState {
    hall.hall
        .register()
        .by_token(&token(number))
        .expect("a booking")
        .state
}

#[test]
fn times_are_offered_within_the_hours_and_half_of_what_can_be_served() {
    let hall = Driven::with(plan());
    let plan = hall.hall.last_plan().unwrap();
    let service = plan.service(&ServiceCode::new("X01")).unwrap();
    let times = plan.day_times(ServiceDay(DAY), &TimeZone::UTC).unwrap();
    let offers = hall
        .hall
        .slots(plan, service, ServiceDay(DAY), &times, at("08:30"));
    let first: Vec<_> = offers.iter().take(2).map(|offer| offer.at).collect();
    assert_eq!(first, [at("09:00"), at("09:30")]);
    assert_eq!(
        offers.last().unwrap().at,
        at("16:00"),
        "tickets are issued until half past four"
    );
    // The morning has 180 minutes at one window: 22 of 8 minutes, half of them booked, over 6 times.
    assert_eq!(offers[0].free, 2);
    let later = hall
        .hall
        .slots(plan, service, ServiceDay(DAY), &times, at("09:00"));
    assert_eq!(later[0].at, at("09:30"), "what has begun is not offered");
}

#[test]
fn a_full_time_is_refused_and_so_is_one_that_is_none() {
    let mut hall = Driven::with(plan());
    book(&mut hall, 1, "09:30", 1).unwrap();
    book(&mut hall, 2, "09:30", 1).unwrap();
    assert_eq!(book(&mut hall, 3, "09:30", 1), Err(Rejection::SlotFull));
    assert_eq!(
        book(&mut hall, 3, "10:00", 3),
        Err(Rejection::SlotFull),
        "three cases are three places"
    );
    assert_eq!(book(&mut hall, 3, "09:40", 1), Err(Rejection::NoSuchSlot));
    assert_eq!(book(&mut hall, 3, "16:30", 1), Err(Rejection::NoSuchSlot));
    assert_eq!(book(&mut hall, 1, "10:00", 1), Err(Rejection::TokenUsed));
    hall.wind(at("09:30"));
    assert_eq!(
        book(&mut hall, 3, "09:30", 1),
        Err(Rejection::NoSuchSlot),
        "it has passed"
    );
}

#[test]
fn a_half_day_is_never_booked_beyond_its_share() {
    let mut hall = Driven::with(plan());
    let slots = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"];
    let mut booked = 0;
    for number in 0..20_u8 {
        let clock = slots[usize::from(number) % slots.len()];
        booked += u32::from(book(&mut hall, number + 1, clock, 1).is_ok());
    }
    assert_eq!(booked, 11, "half of 22");
    book(&mut hall, 100, "13:00", 1).expect("the afternoon has its own share");
}

#[test]
fn whoever_comes_in_time_is_called_before_walk_ins_and_uses_the_booking_up() {
    let mut hall = Driven::staffed_with(plan());
    book(&mut hall, 1, "09:30", 2).unwrap();
    hall.wind(at("09:20"));
    let walk_in = hall.take("X01", None, None).unwrap();
    let booked = arrive(&mut hall, 1, false).unwrap();
    assert!(matches!(state(&hall, 1), BookingState::Came { .. }));
    assert_eq!(hall.visit(&booked).ticket.cases, 2);
    let by_booking = hall
        .hall
        .visit_by_token(&token(1))
        .expect("the booking's token opens the ticket");
    assert_eq!(by_booking.ticket.number.as_str(), booked);
    assert_eq!(hall.first_leg(&booked).opened.anchor_reason, AnchorReason::Booked);
    hall.confirm(&booked);
    hall.wind(at("09:30"));
    assert_eq!([hall.serve(1), hall.serve(1)], [booked, walk_in]);
    assert_eq!(arrive(&mut hall, 1, false), Err(Rejection::BookingUsed));
}

#[test]
fn whoever_is_late_chooses_to_wait_or_to_move() {
    let mut hall = Driven::staffed_with(plan());
    book(&mut hall, 1, "09:30", 1).unwrap();
    book(&mut hall, 2, "09:30", 1).unwrap();
    hall.wind(at("09:40"));
    assert_eq!(state(&hall, 1), BookingState::Expected, "ten minutes are in time");
    hall.wind(at("09:41"));
    assert_eq!(state(&hall, 1), BookingState::Missed);
    assert_eq!(
        arrive(&mut hall, 1, false),
        Err(Rejection::LateCheckIn { at: at("09:30") })
    );
    let late = arrive(&mut hall, 1, true).unwrap();
    let leg = &hall.first_leg(&late).opened;
    assert_eq!(
        (leg.anchor, leg.anchor_reason),
        (at("09:41"), AnchorReason::LateCheckIn)
    );
    assert_eq!(leg.class.as_str(), "ordinary");
    let to = slot(&hall, "10:00");
    let moved = BookingVerb::Move {
        booking: token(2),
        to,
    };
    verb(&mut hall, Actor::Public, moved).unwrap();
    assert_eq!(state(&hall, 2), BookingState::Expected);
    hall.wind(at("10:00"));
    let kept = arrive(&mut hall, 2, false).unwrap();
    assert_eq!(hall.first_leg(&kept).opened.anchor_reason, AnchorReason::Booked);
}

#[test]
fn a_moved_booking_leaves_its_place_to_others_and_takes_one_once() {
    let mut hall = Driven::with(plan());
    book(&mut hall, 1, "09:30", 1).unwrap();
    book(&mut hall, 2, "09:30", 1).unwrap();
    let same = BookingVerb::Move {
        booking: token(1),
        to: slot(&hall, "09:30"),
    };
    verb(&mut hall, Actor::Public, same).expect("its own place is no obstacle");
    let to = slot(&hall, "10:00");
    verb(
        &mut hall,
        Actor::Public,
        BookingVerb::Move {
            booking: token(1),
            to,
        },
    )
    .unwrap();
    book(&mut hall, 3, "09:30", 1).expect("the place is free");
}

#[test]
fn a_cancelled_booking_is_no_booking() {
    let mut hall = Driven::with(plan());
    book(&mut hall, 1, "09:30", 1).unwrap();
    let cancel = || BookingVerb::Cancel { booking: token(1) };
    assert_eq!(verb(&mut hall, clerk("c1"), cancel()), Err(Rejection::NotYours));
    verb(&mut hall, Actor::Public, cancel()).unwrap();
    assert_eq!(
        verb(&mut hall, Actor::Public, cancel()),
        Err(Rejection::BookingCancelled)
    );
    assert_eq!(arrive(&mut hall, 1, false), Err(Rejection::BookingCancelled));
    let unknown = BookingVerb::Cancel { booking: token(9) };
    assert_eq!(
        verb(&mut hall, Actor::Public, unknown),
        Err(Rejection::UnknownBooking)
    );
}

#[test]
fn appointments_are_made_at_night_and_carried_into_their_day() {
    let mut hall = Driven::with(plan());
    hall.wind(at("17:00"));
    assert_eq!(hall.hall.day(), None, "nobody is left");
    let day = ServiceDay(DAY.tomorrow().unwrap());
    let times = hall
        .hall
        .last_plan()
        .unwrap()
        .day_times(day, &TimeZone::UTC)
        .unwrap();
    let at_nine = at("09:00") + jiff::SignedDuration::from_hours(24);
    let tomorrow = Book {
        token: token(1),
        matters: vec![Matter::Service(ServiceCode::new("X01"))],
        cases: 1,
        slot: Slot {
            day,
            at: at_nine,
            times,
        },
        language: Language::ZhHant,
        channel: Channel::Phone,
    };
    verb(&mut hall, Actor::Public, BookingVerb::Book(tomorrow)).unwrap();
    hall.open_next_day();
    assert_eq!(state(&hall, 1), BookingState::Expected);
    hall.wind(at_nine);
    assert_eq!(arrive(&mut hall, 1, false).as_deref(), Ok("X001"));
}

#[test]
fn a_booking_for_another_day_is_told_its_day() {
    let mut hall = Driven::with(plan());
    let day = ServiceDay(DAY.tomorrow().unwrap());
    let times = hall
        .hall
        .last_plan()
        .unwrap()
        .day_times(day, &TimeZone::UTC)
        .unwrap();
    let mut tomorrow = slot(&hall, "09:00");
    tomorrow.day = day;
    tomorrow.at += jiff::SignedDuration::from_hours(24);
    tomorrow.times = times;
    let book = Book {
        token: token(1),
        matters: vec![Matter::Service(ServiceCode::new("X01"))],
        cases: 1,
        slot: tomorrow,
        language: Language::ZhHant,
        channel: Channel::Phone,
    };
    verb(&mut hall, Actor::Public, BookingVerb::Book(book)).unwrap();
    hall.wind(at("10:00"));
    assert_eq!(
        arrive(&mut hall, 1, false),
        Err(Rejection::BookingOtherDay { day })
    );
}

#[test]
fn a_code_of_eight_digits_finds_its_booking() {
    let mut hall = Driven::with(plan());
    book(&mut hall, 7, "09:30", 1).unwrap();
    let booking = hall.hall.register().by_token(&token(7)).unwrap().clone();
    let code = booking.code();
    assert_eq!(code.as_str().len(), 8);
    assert_eq!(hall.hall.register().by_code(&code), Some(&booking));
}

/// Eight a half day: at kiosks five at most, on the phone two, and two are kept for reception.
fn capped() -> Driven {
    let mut parts = plan();
    parts.groups[0].remote = true;
    parts.groups[0].half_day = Some(HalfDayCap {
        total: 8,
        kiosk: Some(5),
        remote: Some(2),
        reserve: 2,
    });
    Driven::staffed_with(parts)
}

fn take_on(hall: &mut Driven, channel: Channel) -> Result<(), Rejection> {
    let mut issue = hall.issue_of("X01", None, None);
    issue.channel = channel;
    hall.run(kiosk(), &Command::Issue(issue)).map(drop)
}

#[test]
fn a_cap_is_split_between_kiosk_phone_booked_and_a_reserve() {
    let mut hall = capped();
    let full = Err(Rejection::CapReached {
        group: crate::support::letter('X'),
    });
    book(&mut hall, 1, "09:30", 1).unwrap();
    assert_eq!(take_on(&mut hall, Channel::Phone), Ok(()));
    assert_eq!(take_on(&mut hall, Channel::Phone), Ok(()));
    assert_eq!(take_on(&mut hall, Channel::Phone), full, "two on the phone");
    for _ in 0..3 {
        assert_eq!(take_on(&mut hall, Channel::Kiosk), Ok(()));
    }
    // One booked, two remote, three at kiosks, two in reserve: eight.
    assert_eq!(take_on(&mut hall, Channel::Kiosk), full);
    assert_eq!(take_on(&mut hall, Channel::Reception), Ok(()));
    assert_eq!(take_on(&mut hall, Channel::Reception), Ok(()));
    assert_eq!(take_on(&mut hall, Channel::Reception), full);
    // The booked visitor's place is kept.
    hall.wind(at("09:25"));
    arrive(&mut hall, 1, false).expect("expected");
    // The afternoon is another half day.
    hall.wind(at("12:00"));
    assert_eq!(take_on(&mut hall, Channel::Kiosk), Ok(()));
}

#[test]
fn a_missed_appointment_leaves_its_place_to_whoever_is_here() {
    let mut hall = capped();
    book(&mut hall, 1, "09:30", 1).unwrap();
    for _ in 0..5 {
        take_on(&mut hall, Channel::Kiosk).unwrap();
    }
    assert!(take_on(&mut hall, Channel::Phone).is_err());
    hall.wind(at("09:41"));
    assert_eq!(take_on(&mut hall, Channel::Phone), Ok(()));
}

#[test]
fn a_group_that_is_not_given_on_the_phone_says_so() {
    let mut hall = Driven::staffed_with(plan());
    assert_eq!(
        take_on(&mut hall, Channel::Phone).unwrap_err().kind(),
        "not-remote"
    );
}

#[test]
fn a_ticket_that_never_reached_its_visitor_gives_the_booking_back() {
    let mut hall = Driven::staffed_with(plan());
    book(&mut hall, 1, "09:30", 1).unwrap();
    hall.wind(at("09:20"));
    let issue = arrival(&mut hall, 1, false);
    let request = issue.request;
    hall.run(kiosk(), &Command::Issue(issue)).unwrap();
    let reason = "no paper".to_owned();
    hall.run(kiosk(), &Command::Void { request, reason }).unwrap();
    assert_eq!(state(&hall, 1), BookingState::Expected);
    arrive(&mut hall, 1, false).expect("at another kiosk");
}

#[test]
fn a_voided_ticket_takes_no_place_of_a_half_day() {
    let mut hall = capped();
    for _ in 0..5 {
        take_on(&mut hall, Channel::Kiosk).unwrap();
    }
    assert!(take_on(&mut hall, Channel::Kiosk).is_err(), "five at kiosks");
    let request = hall.hall.visits().next().unwrap().ticket.request;
    let reason = "no paper".to_owned();
    hall.run(kiosk(), &Command::Void { request, reason }).unwrap();
    assert_eq!(take_on(&mut hall, Channel::Kiosk), Ok(()));
}

#[test]
fn a_booking_that_could_never_be_kept_is_not_taken() {
    let mut hall = Driven::with(plan());
    let service = || Matter::Service(ServiceCode::new("X01"));
    let twice = Book {
        token: token(1),
        matters: vec![service(), service()],
        cases: 1,
        slot: slot(&hall, "09:30"),
        language: Language::ZhHant,
        channel: Channel::Phone,
    };
    let refused = verb(&mut hall, Actor::Public, BookingVerb::Book(twice));
    assert_eq!(refused, Err(Rejection::MatterTwice));
}

#[test]
fn what_is_kept_for_reception_is_not_booked_away_before_its_day() {
    let mut parts = plan();
    parts.rules.bookings.share_percent = 100;
    parts.groups[0].half_day = Some(HalfDayCap {
        total: 6,
        kiosk: None,
        remote: None,
        reserve: 2,
    });
    let mut hall = Driven::with(parts);
    let day = ServiceDay(DAY.tomorrow().unwrap());
    let times = hall
        .hall
        .last_plan()
        .unwrap()
        .day_times(day, &TimeZone::UTC)
        .unwrap();
    let mut tomorrow = |number: u8, clock: &str| {
        let slot = Slot {
            day,
            at: at(clock) + jiff::SignedDuration::from_hours(24),
            times: times.clone(),
        };
        let book = Book {
            token: token(number),
            matters: vec![Matter::Service(ServiceCode::new("X01"))],
            cases: 1,
            slot,
            language: Language::ZhHant,
            channel: Channel::Phone,
        };
        verb(&mut hall, Actor::Public, BookingVerb::Book(book)).is_ok()
    };
    let slots = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"];
    let booked = slots
        .iter()
        .zip(1..)
        .filter(|(clock, number)| tomorrow(*number, clock));
    assert_eq!(booked.count(), 4, "two of six are kept");
}

#[test]
fn a_day_waits_for_an_appointment_that_may_still_be_kept() {
    let mut parts = plan();
    parts.rules.bookings.slot_s = 300;
    let mut hall = Driven::with(parts);
    book(&mut hall, 1, "16:25", 1).unwrap();
    hall.wind(at("16:34"));
    assert!(
        hall.hall.day().is_some(),
        "issuing ended, and somebody is expected until 16:35"
    );
    arrive(&mut hall, 1, false).expect("in time");
}
