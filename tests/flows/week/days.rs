//! What happens on each day, minute by minute.

use anyhow::{Result, ensure};
use hall_protocol::arrival::Arrived;
use hall_protocol::plan_document::PlanLetter;
use jiff::civil::Date;
use serde_json::json;

use super::hall::{KIOSK, Week};

const NEXT_THURSDAY: Date = Date::constant(2026, 10, 8);
const NEXT_FRIDAY: Date = Date::constant(2026, 10, 9);

/// What one day leaves for another.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    /// Early, late, missed, moved, cancelled.
    bookings: [String; 5],
    /// The token of whoever went home while a system was down.
    sent_home: String,
}

/// An ordinary day: classes, a missed call, matters and a journey on one ticket, a number given back, a ticket for five,
/// a call out of order; and, in the evening, appointments for after the holidays.
pub(crate) fn tuesday(week: &mut Week) -> Result<()> {
    week.at("08:30:00")?;
    week.open(&[1, 3, 4, 8, 10, 13])?;
    week.take("A01")?;
    week.at("08:30:10")?;
    let missed = week.take("A01")?;
    week.at("08:30:20")?;
    week.take_with("A01", &json!({ "class": "elderly" }))?;
    week.at("08:31:00")?;
    week.call(1, "A003")?;
    week.at("08:31:20")?;
    week.start(1, "A003")?;
    week.verify(1, "A003", true)?;
    week.at("08:36:20")?;
    week.finish(1, "A003")?;
    week.call(1, "A001")?;
    week.at("08:36:40")?;
    week.start(1, "A001")?;
    // Window 3 helps with A. Nobody answers its call.
    week.at("08:37:00")?;
    week.call(3, "A002")?;
    week.at("08:40:40")?;
    week.finish(1, "A001")?;
    week.at("08:45:00")?;
    week.phone(&missed.token, "reactivate")?;
    week.serve(3, "A002", ["08:46:00", "08:46:30", "08:50:30"])?;
    week.at("09:00:00")?;
    week.take_with("A01", &json!({ "class": "elderly" }))?;
    week.call(1, "A004")?;
    week.at("09:00:15")?;
    week.start(1, "A004")?;
    week.verify(1, "A004", false)?;
    week.at("09:05:15")?;
    week.finish(1, "A004")?;
    matters_and_a_journey(week)?;
    week.at("10:00:00")?;
    let given_back = week.take("C01")?;
    week.at("10:05:00")?;
    week.phone(&given_back.token, "withdraw")?;
    week.at("10:10:00")?;
    week.take_with("A01", &json!({ "cases": 5 }))?;
    week.serve(1, "A005", ["10:10:00", "10:10:20", "10:30:20"])?;
    week.at("10:40:00")?;
    week.take("A01")?;
    week.at("10:40:10")?;
    week.take("A01")?;
    week.at("10:41:00")?;
    week.call_this(1, "A007", "urgent")?;
    week.at("10:41:20")?;
    week.start(1, "A007")?;
    week.at("10:44:20")?;
    week.finish(1, "A007")?;
    week.serve(1, "A006", ["10:44:20", "10:44:40", "10:48:40"])?;
    // At noon passports are not served; in the evening tickets stop half an hour before the end.
    week.at("12:30:00")?;
    ensure!(week.refused("C01", &json!({}))? == "not-yet");
    week.at("18:00:00")?;
    ensure!(week.refused("A01", &json!({}))? == "issuing-ended");
    appointments(week)
}

/// An appointment's ways, all made on one evening.
fn appointments(week: &mut Week) -> Result<()> {
    let times = [(9, 0), (9, 30), (10, 0), (10, 0), (10, 30)];
    for (place, (hour, minute)) in times.into_iter().enumerate() {
        week.carried.bookings[place] = week.book("S01", NEXT_THURSDAY, hour, minute)?;
    }
    let [.., moved, cancelled] = week.carried.bookings.clone();
    week.move_booking(&moved, NEXT_FRIDAY, 9)?;
    week.cancel_booking(&cancelled)
}

/// Social insurance first, then a home's transfer through three windows, on one number.
fn matters_and_a_journey(week: &mut Week) -> Result<()> {
    week.at("09:10:00")?;
    let held = week.take_with("S01", &json!({ "journeys": ["home-transfer"] }))?;
    ensure!(held.number == "S001", "{}", held.number);
    week.serve(4, "S001", ["09:10:00", "09:10:10", "09:14:10"])?;
    for (window, times) in [
        (8, ["09:14:10", "09:14:40", "09:24:40"]),
        // Tax has its lag of five minutes.
        (10, ["09:29:40", "09:30:00", "09:38:00"]),
        (13, ["09:38:30", "09:38:40", "09:41:40"]),
    ] {
        if window == 10 {
            week.at("09:29:39")?;
            week.nobody_for(10)?;
        }
        week.at(times[0])?;
        week.call(window, "S001")?;
        week.at(times[1])?;
        week.start(window, "S001")?;
        week.at(times[2])?;
        week.finish_and_go_on(window, "S001")?;
    }
    Ok(())
}

/// The day before the holidays: guides, reception, a number from the phone, and tickets that stop at five.
pub(crate) fn wednesday(week: &mut Week) -> Result<()> {
    week.at("08:30:00")?;
    week.open(&[1, 4])?;
    let (kiosk, guide) = (week.kiosk().to_owned(), week.guide.clone());
    week.hands.sign_on(&guide, KIOSK)?;
    week.at("09:00:00")?;
    week.hands.ask_for_guide(&kiosk, KIOSK, None)?;
    week.at("09:00:30")?;
    week.hands.escort(&guide, 1, "accept")?;
    week.at("09:01:00")?;
    week.hands.ask_for_guide(&kiosk, KIOSK, None)?;
    week.at("09:02:00")?;
    week.hands.escort(&guide, 1, "meet")?;
    week.at("09:05:00")?;
    week.hands.hand_over(&guide, 1, 1)?;
    week.hands.escort(&guide, 1, "done")?;
    week.at("09:20:00")?;
    let issued = week.take_with("A01", &json!({ "channel": "reception", "class": "low_income" }))?;
    week.serve(1, &issued.number, ["09:20:30", "09:20:40", "09:25:40"])?;
    week.at("09:30:00")?;
    let remote = week.take_on_phone("S01")?;
    week.at("09:40:00")?;
    week.nobody_for(4)?;
    week.at("09:50:00")?;
    let arrived = week.arrive(&remote.token, false)?;
    ensure!(matches!(arrived, Ok(Arrived::CheckedIn { .. })), "{arrived:?}");
    week.serve(4, &remote.number, ["09:50:40", "09:51:00", "09:55:00"])?;
    week.at("10:00:00")?;
    week.hands.ask_for_guide(&kiosk, KIOSK, None)?;
    week.at("10:01:30")?;
    week.hands.escort(&guide, 2, "accept")?;
    week.at("10:03:00")?;
    week.hands.escort(&guide, 2, "meet")?;
    week.at("10:10:00")?;
    week.hands.escort(&guide, 2, "done")?;
    week.at("11:00:00")?;
    week.hands.ask_for_guide(&kiosk, KIOSK, None)?;
    week.at("11:00:20")?;
    week.hands.escort(&kiosk, 3, "cancel")?;
    week.advice(None, None)?;
    week.advice(None, Some(&[1]))?;
    week.advice(Some(4), None)?;
    // Tickets stop, nobody waits: the hall closes.
    week.at("16:59:59")?;
    ensure!(week.hands.day_view()?.day.is_some(), "still open");
    week.at("17:00:00")?;
    ensure!(week.refused("A01", &json!({}))? == "hall-closed");
    Ok(())
}

/// Appointments kept early, late and not at all; a system that is down, an evacuation, a cover, a tidal window.
pub(crate) fn thursday(week: &mut Week) -> Result<()> {
    let [early, late, missed, ..] = week.carried.bookings.clone();
    week.at("08:30:00")?;
    week.open(&[1, 4, 8])?;
    week.at("08:50:00")?;
    let number = week.arrive_for_ticket(&early, false)?;
    week.serve(4, &number, ["08:56:00", "08:56:20", "09:00:20"])?;
    week.at("09:45:00")?;
    let refused = week.arrive(&late, false)?;
    ensure!(refused == Err("late-check-in".to_owned()), "{refused:?}");
    let number = week.arrive_for_ticket(&late, true)?;
    week.serve(4, &number, ["09:46:00", "09:46:10", "09:50:10"])?;
    week.at("10:10:01")?;
    ensure!(week.booking(&missed)?["state"] == "missed");
    system_down(week)?;
    evacuation(week)?;
    week.at("14:10:00")?;
    let passport = week.take("C01")?;
    week.decide("windows/3/cover", &json!({ "by": 1 }))?;
    week.serve(1, &passport.number, ["14:11:00", "14:11:10", "14:16:10"])?;
    week.decide("windows/3/end-cover", &json!({}))?;
    tide(week)
}

fn system_down(week: &mut Week) -> Result<()> {
    week.at("10:55:00")?;
    week.take("A01")?;
    week.at("10:56:00")?;
    let home = week.take("A01")?;
    week.at("11:00:00")?;
    week.decide("hall/stops", &json!({ "cause": "system_down", "groups": ["A"] }))?;
    ensure!(week.refused("A01", &json!({}))? == "service-stopped");
    week.at("11:10:00")?;
    week.phone(&home.token, "postpone")?;
    week.carried.sent_home = home.token;
    week.at("11:20:00")?;
    week.decide("hall/stops/1/end", &json!({}))?;
    week.serve(1, "A001", ["11:21:00", "11:21:20", "11:26:20"])
}

fn evacuation(week: &mut Week) -> Result<()> {
    week.at("11:29:00")?;
    week.take("A01")?;
    week.at("11:29:30")?;
    week.call(1, "A003")?;
    week.at("11:30:00")?;
    week.decide("hall/stops", &json!({ "cause": "evacuation", "hall": true }))?;
    week.nobody_for(1)?;
    week.at("11:40:00")?;
    week.decide("hall/stops/2/end", &json!({}))?;
    week.serve(1, "A003", ["11:40:30", "11:40:40", "11:45:40"])
}

/// Window 8 helps with tax until four.
fn tide(week: &mut Week) -> Result<()> {
    week.at("15:50:00")?;
    week.take("N01")?;
    week.serve(8, "N001", ["15:55:00", "15:55:20", "16:00:20"])?;
    week.at("16:01:00")?;
    week.take("N01")?;
    week.nobody_for(8)?;
    week.open(&[10])?;
    week.serve(10, "N002", ["16:03:00", "16:03:20", "16:08:20"])
}

/// A re-visit, an hour without power entered later, somebody else's ticket, and a hall that closes early.
pub(crate) fn friday(week: &mut Week) -> Result<()> {
    let [.., moved, cancelled] = week.carried.bookings.clone();
    let sent_home = week.carried.sent_home.clone();
    week.at("08:30:00")?;
    week.open(&[1, 4])?;
    week.at("09:00:00")?;
    let refused = week.arrive(&cancelled, false)?;
    // A day that opens knows only who is still expected.
    ensure!(refused == Err("unknown-booking".to_owned()), "{refused:?}");
    let number = week.arrive_for_ticket(&moved, false)?;
    week.serve(4, &number, ["09:00:30", "09:00:40", "09:04:40"])?;
    week.at("09:10:00")?;
    let number = week.arrive_for_ticket(&sent_home, false)?;
    week.serve(1, &number, ["09:10:20", "09:10:30", "09:15:30"])?;
    week.at("11:00:00")?;
    week.enter_later("AP001", ["10:00:00", "10:05:00", "10:15:00"])?;
    week.at("11:10:00")?;
    week.take("A01")?;
    week.at("11:10:30")?;
    week.call(1, "A002")?;
    week.at("11:10:40")?;
    week.start(1, "A002")?;
    week.at("11:11:10")?;
    week.finish_as(1, "A002", Some("not_holder"), false)?;
    week.at("15:00:00")?;
    week.close_early("15:30:00", "16:00:00")?;
    week.at("15:29:00")?;
    week.take("A01")?;
    week.at("15:30:00")?;
    ensure!(week.refused("A01", &json!({}))? == "issuing-ended");
    Ok(())
}

/// A Saturday that keeps Monday's hours; the plan is changed while the hall is open.
pub(crate) fn saturday(week: &mut Week) -> Result<()> {
    week.at("08:30:00")?;
    week.open(&[1, 4])?;
    week.at("09:00:00")?;
    week.take("A01")?;
    week.at("09:01:00")?;
    week.nobody_for(4)?;
    let (_, state) = week.change_plan(|plan| {
        let window = plan.window.iter_mut().find(|window| window.number == 4);
        if let Some(window) = window {
            window.secondary.push(PlanLetter::new('A'));
        }
    })?;
    ensure!(state == "in_force", "{state}");
    week.serve(4, "A001", ["09:02:00", "09:02:10", "09:06:10"])?;
    let (by_card, state) = week.change_plan(|plan| {
        for group in plan
            .group
            .iter_mut()
            .filter(|group| group.letter.as_char() == 'A')
        {
            group.by_card = true;
        }
    })?;
    ensure!(state == "proposed", "a limit needs a second person: {state}");
    ensure!(week.approve_plan(by_card)? == "in_force");
    week.at("09:10:00")?;
    ensure!(week.refused("A01", &json!({}))? == "card-needed");
    let card = "ab".repeat(32);
    week.take_with("A01", &json!({ "holder": card }))?;
    ensure!(week.refused("A01", &json!({ "holder": card }))? == "second-live-ticket");
    week.serve(1, "A002", ["09:10:20", "09:10:30", "09:14:30"])
}
