//! I8: days in which everything happens, frozen in a journal that must replay for ever.

use std::collections::BTreeSet;

use queue_core::command::{Ending, EscortVerb, NextService, Onward, VisitVerb, WindowVerb};
use queue_core::escort::{EscortKind, Need};
use queue_core::{
    Actor, Command, DeviceId, EscortId, Event, Hall, HallPlan, LanguageCode, ServiceCode, WindowNumber,
};

use crate::support::frozen::frozen;
use crate::support::{Driven, at, guide, kiosk, ticket};

/// Every event there is, by its tag.
const EVENTS: [&str; 64] = [
    "plan_proposed",
    "plan_accepted",
    "plan_rejected",
    "plan_changed",
    "booking_returned",
    "checked_in",
    "postponed",
    "call_taken_back",
    "booked",
    "booking_moved",
    "booking_cancelled",
    "booking_kept",
    "booking_missed",
    "stop_began",
    "stop_ended",
    "closing_moved",
    "announced",
    "announcement_ended",
    "cover_began",
    "cover_ended",
    "advice_given",
    "elsewhere_asked",
    "entered_later",
    "day_opened",
    "day_closed",
    "ticket_issued",
    "ticket_confirmed",
    "confirm_overdue",
    "ticket_voided",
    "press_given_up",
    "leg_opened",
    "leg_ready",
    "called",
    "recalled",
    "started",
    "finished",
    "no_show",
    "reactivated",
    "parked",
    "transferred",
    "withdrawn",
    "abandoned",
    "class_verified",
    "undone",
    "window_opened",
    "window_paused",
    "window_resumed",
    "window_closed",
    "escort_requested",
    "escort_repeated",
    "escort_offered",
    "escort_offer_ended",
    "escort_left_to",
    "escort_released",
    "escort_fetched",
    "escort_accepted",
    "escort_met",
    "escort_handed_over",
    "escort_done",
    "escort_cancelled",
    "escort_overdue",
    "guide_on_duty",
    "guide_off_duty",
    "tides_turned",
];

#[test]
fn the_journal_of_0_1_0_replays() {
    let journal = frozen("0.1.0", |_| true, busy_day);
    let tags = journal.events.iter().map(|event| event["event"].as_str());
    let seen: BTreeSet<&str> = tags.map(|tag| tag.expect("a tag")).collect();
    assert_eq!(seen, EVENTS.into(), "it holds every event of its release");
    let carried = journal.events.iter().filter(|event| event["carried"].is_object());
    assert_eq!(carried.count(), 1, "one day takes over what another left");
    let mut hall = Hall::empty();
    let mut before_closing = Vec::new();
    for entry in &journal.entries {
        if entry.body.events.contains(&Event::DayClosed) {
            before_closing.push(hall.clone());
        }
        hall.apply(entry);
    }
    let [first, turning, last] = before_closing.as_slice() else {
        panic!("three days")
    };
    let tally = first.tally(crate::support::letter('X')).expect("figures");
    assert_eq!((tally.issued, tally.served, tally.no_shows), (13, 3, 1));
    let waiting = |hall: &Hall| {
        hall.visits()
            .filter(|visit| visit.open_legs().next().is_some())
            .count()
    };
    assert_eq!((waiting(turning), waiting(last)), (2, 1));
    assert_eq!(hall.day(), None, "its last day closed");
}

/// A day in which everything happens.
fn busy_day() -> Driven {
    let mut parts = crate::support::small_plan();
    parts.groups[0].remote = true;
    parts.elsewhere = vec![crate::elsewhere::entry()];
    parts.windows[1].tides = vec![crate::tides::tide("19:30", "19:45", &['X'], &[])];
    let mut hall = Driven::staffed_with(parts);
    serve_with_next_leg(&mut hall);
    miss_and_come_back(&mut hall);
    set_aside_and_transfer(&mut hall);
    void_withdraw_and_undo(&mut hall);
    escorts(&mut hall);
    hall.press(
        "c1",
        1,
        WindowVerb::Pause {
            reason: "break".to_owned(),
        },
    )
    .expect("pause");
    hall.press("c1", 1, WindowVerb::Resume).expect("resume");
    hall.press("c1", 1, WindowVerb::Close).expect("close");
    bookings(&mut hall);
    bad_day(&mut hall);
    plans(&mut hall);
    hall.take("X01", None, None).expect("a leftover");
    hall.take("Y01", None, None)
        .expect("somebody who misses the last call");
    hall.call(2).expect("called");
    hall.wind(at("20:00"));
    night(&mut hall);
    hall
}

fn plans(hall: &mut Driven) {
    use crate::plans::{approve, propose, send};
    propose(hall, |parts| parts.rules.undo_s = 12).expect("proposed");
    let version = queue_core::VersionNumber(2);
    send(hall, "m1", queue_core::command::PlanVerb::Reject { version }).expect("rejected");
    propose(hall, |parts| parts.rules.undo_s = 11).expect("proposed");
    approve(hall, "m2", 3).expect("approved");
}

/// A day that turns, and one that closes at one in the morning.
fn night(hall: &mut Driven) {
    let mut parts = crate::turn::never_closes();
    hall.open_next_day_with(&HallPlan::new(parts.clone()).expect("a sound plan"));
    hall.press("c1", 1, WindowVerb::Open).expect("open");
    hall.take("X01", None, None)
        .expect("one who is served over midnight");
    hall.take("X01", None, None).expect("one who waits over midnight");
    let number = hall.call(1).expect("called");
    let number = ticket(&number);
    hall.press("c1", 1, WindowVerb::Start { ticket: number })
        .expect("start");
    while hall.hall.day().is_some() {
        let next = hall.hall.next_deadline().expect("the day's end");
        hall.wind(next);
    }
    let one = "01:00".parse().expect("a time");
    parts.timetables[0].sessions[0].to = one;
    parts.timetables[0].day_ends_at = one;
    parts.rules.ticket_stop_s = 0;
    hall.open_next_day_with(&HallPlan::new(parts).expect("a sound plan"));
    hall.call(1).expect("called");
    let end = hall.hall.times().expect("an open day").day_ends_at;
    hall.wind(end);
}

fn bookings(hall: &mut Driven) {
    use crate::bookings::{arrive, book, slot, token, verb};
    use queue_core::command::BookingVerb::{Cancel, Move};
    for (number, clock) in [(1, "11:00"), (2, "11:00"), (3, "11:30")] {
        book(hall, number, clock, 1).expect("booked");
    }
    let to = slot(hall, "12:00");
    verb(
        hall,
        Actor::Public,
        Move {
            booking: token(1),
            to,
        },
    )
    .expect("moved");
    verb(hall, Actor::Public, Cancel { booking: token(2) }).expect("cancelled");
    hall.wind(at("12:00"));
    let lost = arrive(hall, 1, false).expect("here");
    let request = hall.visit(&lost).ticket.request;
    let reason = "no paper".to_owned();
    hall.run(kiosk(), &Command::Void { request, reason })
        .expect("voided");
    let kept = arrive(hall, 1, false).expect("once more");
    hall.confirm(&kept);
    let visit = hall.visit(&kept).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Withdraw)
        .expect("withdrawn");
}

fn bad_day(hall: &mut Driven) {
    use crate::bad_days::{announce, cover, decide, end_stop, evacuation, group_down};
    use queue_core::announcement::AnnouncementKind;
    use queue_core::command::HallVerb;
    let remote = hall.take_remote("X01");
    hall.visit_press(kiosk(), remote, VisitVerb::Arrive)
        .expect("checked in");
    decide(hall, group_down('X')).expect("down");
    hall.visit_press(kiosk(), remote, VisitVerb::Postpone)
        .expect("home");
    decide(hall, end_stop(1)).expect("up");
    decide(hall, cover(1, 2)).expect("covered");
    decide(
        hall,
        HallVerb::EndCover {
            window: WindowNumber::new(1),
        },
    )
    .expect("not any more");
    decide(hall, announce(AnnouncementKind::Urgent)).expect("announced");
    let announcement = queue_core::AnnouncementId(1);
    decide(hall, HallVerb::EndAnnouncement { announcement }).expect("enough");
    hall.take("Y01", None, None).expect("a ticket");
    hall.call(2).expect("called");
    decide(hall, evacuation()).expect("everybody leaves");
    decide(hall, end_stop(2)).expect("back");
    crate::by_hand::busy(hall);
    crate::elsewhere::asking(hall);
    let early = HallVerb::CloseEarly {
        issue_until: at("16:00"),
        day_ends_at: at("20:00"),
    };
    decide(hall, early).expect("earlier");
}

fn serve_with_next_leg(hall: &mut Driven) {
    let number = hall
        .take("X01", Some("elderly"), Some("09:02"))
        .expect("a ticket");
    hall.call(1).expect("called early");
    hall.press(
        "c1",
        1,
        WindowVerb::Recall {
            ticket: ticket(&number),
        },
    )
    .expect("recall");
    hall.press(
        "c1",
        1,
        WindowVerb::VerifyClass {
            ticket: ticket(&number),
            verified: true,
        },
    )
    .expect("verify");
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .expect("start");
    hall.wind(at("09:08"));
    let next = Onward::To(NextService {
        service: ServiceCode::new("Y01"),
        ready_at: Some(at("09:10")),
    });
    hall.press(
        "c1",
        1,
        WindowVerb::Finish {
            ticket: ticket(&number),
            ending: Ending::usual(next),
        },
    )
    .expect("finish");
    hall.wind(at("09:12"));
    assert_eq!(hall.serve(2), number);
}

fn miss_and_come_back(hall: &mut Driven) {
    let number = hall.take("X01", None, None).expect("a ticket");
    hall.call(1).expect("called");
    hall.wind(at("09:20"));
    let visit = hall.visit(&number).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Reactivate)
        .expect("reactivated");
    hall.call(1).expect("called again");
    hall.press(
        "c1",
        1,
        WindowVerb::NoShow {
            ticket: ticket(&number),
        },
    )
    .expect("no-show");
}

fn set_aside_and_transfer(hall: &mut Driven) {
    let parked = hall.take("X01", None, None).expect("a ticket");
    hall.call(1).expect("called");
    hall.press(
        "c1",
        1,
        WindowVerb::Park {
            ticket: ticket(&parked),
        },
    )
    .expect("park");
    hall.press(
        "c1",
        1,
        WindowVerb::ResumeTicket {
            ticket: ticket(&parked),
        },
    )
    .expect("resume");
    let to = ServiceCode::new("Y01");
    hall.press(
        "c1",
        1,
        WindowVerb::Transfer {
            ticket: ticket(&parked),
            to,
        },
    )
    .expect("transfer");
    assert_eq!(hall.serve(2), parked);
    hall.take("X01", None, None).expect("a ticket");
    hall.serve(1);
}

fn void_withdraw_and_undo(hall: &mut Driven) {
    let issue = hall.issue_of("X01", None, None);
    let request = issue.request;
    hall.run(kiosk(), &Command::Issue(issue)).expect("issued");
    hall.run(
        kiosk(),
        &Command::Void {
            request,
            reason: "no paper".to_owned(),
        },
    )
    .expect("voided");
    let never_heard = hall.request();
    hall.run(
        kiosk(),
        &Command::Void {
            request: never_heard,
            reason: "no answer".to_owned(),
        },
    )
    .expect("given up");
    let withdrawn = hall.take("X01", None, None).expect("a ticket");
    let visit = hall.visit(&withdrawn).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Withdraw)
        .expect("withdrawn");
    let issue = hall.issue_of("X01", None, None);
    hall.run(kiosk(), &Command::Issue(issue))
        .expect("issued, never confirmed");
    hall.wind(at("10:00"));
    hall.call(1).expect("called");
    hall.press("c1", 1, WindowVerb::Undo).expect("undone");
    let visit = hall.hall.visits().last().expect("a visit").ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Withdraw)
        .expect("withdrawn");
    hall.take("X01", None, None).expect("one more who waits");
}

fn escorts(hall: &mut Driven) {
    let request = || EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: None,
        need: Need {
            kind: EscortKind::Interpreter,
            language: Some(LanguageCode::new("en")),
        },
    };
    // Nobody is on duty, so the manager stands in; then g1 comes, lets the offer run out, and goes back and forth.
    hall.escort(kiosk(), request()).expect("requested");
    hall.sign_on("g1", "post-door");
    hall.escort(kiosk(), request()).expect("repeated");
    hall.wind(at("10:05"));
    let escort = EscortId(1);
    hall.escort(guide("g1"), EscortVerb::Accept { escort })
        .expect("accepted");
    hall.escort(guide("g1"), EscortVerb::Release { escort })
        .expect("given back");
    hall.escort(guide("g1"), EscortVerb::Accept { escort })
        .expect("accepted again");
    hall.escort(guide("g1"), EscortVerb::Meet { escort })
        .expect("met");
    let window = WindowNumber::new(1);
    hall.escort(guide("g1"), EscortVerb::HandOver { escort, window })
        .expect("handed over");
    hall.escort(guide("g1"), EscortVerb::Fetch { escort })
        .expect("fetched");
    hall.escort(guide("g1"), EscortVerb::Done { escort })
        .expect("done");
    hall.escort(guide("g1"), EscortVerb::OffDuty).expect("off duty");
    hall.escort(kiosk(), request()).expect("requested");
    hall.escort(
        crate::support::clerk("c1"),
        EscortVerb::Cancel { escort: EscortId(2) },
    )
    .expect("cancelled");
}
