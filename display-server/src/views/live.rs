//! The manager's live queue.

use hall_protocol::live::{Alert, LiveGroup, LiveView, LiveWindow, LongestWait};
use jiff::Timestamp;
use queue_core::calling::{Place, Queue};
use queue_core::escort::{Escort, EscortStage, EscortState};
use queue_core::hall::Tally;
use queue_core::leg::LegState;
use queue_core::offline::NotTakenUp;
use queue_core::plan::QueueGroup;
use queue_core::stop::{Stop, StopCause, StopScope};
use queue_core::window::{Window, WindowState};

use super::{Scene, agency, escorts, hall_day, names, window};
use crate::devices::{HeardDevice, SILENT_AFTER};

/// How many tickets an alert names.
const NAMED: usize = 5;
/// Metres on a roll that a busy hour uses up: some 85 slips of 95 mm.
const LITTLE_PAPER_M: u16 = 8;

pub(super) fn draw(scene: &Scene<'_>) -> Option<LiveView> {
    let groups: Vec<LiveGroup> = scene
        .plan
        .parts()
        .groups
        .iter()
        .map(|plan| group(scene, plan))
        .collect();
    let windows: Vec<LiveWindow> = scene
        .hall
        .windows()
        .map(|window| live_window(scene, window))
        .collect();
    let sum = |figure: fn(&Tally) -> u32| tallies(scene).map(figure).sum();
    Some(LiveView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        waiting: groups.iter().map(|group| group.waiting).sum(),
        serving: super::count(serving(scene)),
        issued: sum(|tally| tally.issued),
        finished: sum(|tally| tally.finished),
        no_shows: sum(|tally| tally.no_shows),
        longest: longest(scene),
        late: super::count(late(scene)),
        escorts: escorts::open(scene),
        alerts: alerts(scene, &groups),
        windows,
        groups,
    })
}

fn tallies<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Tally> {
    scene
        .plan
        .parts()
        .groups
        .iter()
        .filter_map(|group| scene.hall.tally(group.letter))
}

fn queues<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Queue> {
    scene
        .plan
        .parts()
        .groups
        .iter()
        .filter_map(|group| scene.hall.queue(group.letter))
}

fn serving(scene: &Scene<'_>) -> usize {
    let legs = scene
        .hall
        .windows()
        .filter_map(|window| scene.hall.leg(window.current?));
    legs.filter(|leg| matches!(leg.state, LegState::Serving { .. }))
        .count()
}

fn ready_at(scene: &Scene<'_>, place: &Place) -> Option<Timestamp> {
    scene.hall.leg(place.leg).map(|leg| leg.opened.ready_at)
}

fn longest(scene: &Scene<'_>) -> Option<LongestWait> {
    let places = queues(scene).flat_map(Queue::iter);
    let (ready_at, place) = places
        .filter_map(|place| Some((ready_at(scene, place)?, place)))
        .min()?;
    let ticket = scene.hall.visit(place.leg.visit)?.ticket.number.to_string();
    Some(LongestWait {
        ticket,
        ready_at,
        deadline: place.deadline,
    })
}

/// How many wait beyond their promise: a queue is in the order of its deadlines.
fn late(scene: &Scene<'_>) -> usize {
    queues(scene)
        .map(|queue| {
            queue
                .iter()
                .take_while(|place| place.deadline < scene.now)
                .count()
        })
        .sum()
}

fn live_window(scene: &Scene<'_>, window: &Window) -> LiveWindow {
    let pause_reason = match &window.state {
        WindowState::Paused { reason, .. } => Some(reason.clone()),
        WindowState::Closed | WindowState::Open { .. } => None,
    };
    let started_at = window
        .current
        .and_then(|leg| scene.hall.leg(leg))
        .and_then(|leg| leg.started_at);
    LiveWindow {
        window: window.number.get(),
        state: window::state_name(scene, window.number),
        clerk: window.clerk().map(ToString::to_string),
        ticket: window::current_number(scene, window.number),
        pause_reason,
        since: started_at.unwrap_or(window.since),
    }
}

fn group(scene: &Scene<'_>, plan: &QueueGroup) -> LiveGroup {
    let queue = scene.hall.queue(plan.letter);
    let tally = scene.hall.tally(plan.letter);
    LiveGroup {
        letter: plan.letter.to_string(),
        names: names::names(&plan.names),
        waiting: super::count(queue.map_or(0, Queue::len)),
        oldest_ready_at: queue
            .and_then(|queue| queue.iter().filter_map(|place| ready_at(scene, place)).min()),
        served: tally.map_or(0, |tally| tally.served),
        wait_p50_s: tally.and_then(|tally| tally.wait_quantile_s(50)),
        wait_p90_s: tally.and_then(|tally| tally.wait_quantile_s(90)),
        windows_open: super::count(windows_open(scene, plan)),
    }
}

fn windows_open(scene: &Scene<'_>, plan: &QueueGroup) -> usize {
    let open = scene
        .hall
        .windows()
        .filter(|window| matches!(window.state, WindowState::Open { .. }));
    open.filter(|window| {
        scene
            .hall
            .serving(window.number)
            .is_some_and(|window| window.group_skill(plan.letter).is_some())
    })
    .count()
}

/// What somebody should act on, most urgent first.
fn alerts(scene: &Scene<'_>, groups: &[LiveGroup]) -> Vec<Alert> {
    let mut alerts = stops(scene);
    alerts.extend(scene.hall.escorts().filter_map(of_escort));
    let stranded = groups.iter().filter(|group| group.windows_open == 0);
    alerts.extend(stranded.filter_map(|group| {
        Some(alert(
            "group_without_window",
            group.letter.clone(),
            group.oldest_ready_at?,
        ))
    }));
    alerts.extend(
        agency::absences(scene)
            .map(|(department, since)| alert("no_authority", department.code.clone(), since)),
    );
    alerts.extend(unserved(scene, groups));
    alerts.extend(missed(scene));
    let bursts = scene.hall.bursts(scene.now).into_iter();
    alerts.extend(bursts.map(|(kiosk, since)| alert("ticket_burst", kiosk.to_string(), since)));
    alerts.extend(of_devices(&scene.devices.all(SILENT_AFTER)));
    let doubled = scene.devices.doubled().into_iter();
    alerts.extend(doubled.map(|(device, at)| alert("device_doubled", device, at)));
    alerts.extend(not_taken_up(scene));
    let anew = scene.hall.numbers_anew();
    alerts.extend(anew.map(|(since, base)| alert("numbers_anew", format!("{}…", base + 1), since)));
    alerts
}

/// A job that runs beyond a limit, or that no guide on duty can do and nobody has taken.
fn of_escort(escort: &Escort) -> Option<Alert> {
    let (kind, since) = match escort.overdue_now() {
        Some((EscortStage::Accept, since)) => ("escort_overdue", since),
        Some((EscortStage::Meet, since)) => ("escort_not_met", since),
        Some((EscortStage::Done, since)) => ("escort_not_done", since),
        None if escort.left_to.is_some() && escort.state == EscortState::Requested => {
            ("escort_without_guide", escort.requested_at)
        }
        None => return None,
    };
    Some(alert(kind, escort.place.to_string(), since))
}

/// The stops that last, an evacuation first, then the oldest.
fn stops(scene: &Scene<'_>) -> Vec<Alert> {
    let mut lasting: Vec<&Stop> = scene.hall.stops().filter(|stop| stop.lasts()).collect();
    lasting.sort_by_key(|stop| (stop.cause != StopCause::Evacuation, stop.since));
    let lasting = lasting.into_iter();
    lasting
        .map(|stop| {
            alert(
                hall_day::cause_name(stop.cause),
                scope_codes(&stop.scope),
                stop.since,
            )
        })
        .collect()
}

/// The codes of what a stop stops; nothing for the whole hall.
fn scope_codes(scope: &StopScope) -> String {
    let codes: Vec<String> = match scope {
        StopScope::Hall => Vec::new(),
        StopScope::Groups(groups) => groups.iter().map(ToString::to_string).collect(),
        StopScope::Department(code) => vec![code.clone()],
        StopScope::Services(services) => services.iter().map(ToString::to_string).collect(),
    };
    codes.join(" ")
}

/// The services that somebody waits for and no window with a clerk serves, where the group's alert does not say so
/// already.
fn unserved<'a>(scene: &'a Scene<'_>, groups: &'a [LiveGroup]) -> impl Iterator<Item = Alert> + 'a {
    let unserved = scene.hall.unserved().into_iter();
    unserved.filter_map(move |(code, _)| {
        let letter = scene.plan.service(&code)?.group;
        let open = |group: &LiveGroup| group.letter == letter.to_string() && group.windows_open > 0;
        groups.iter().find(|group| open(group))?;
        let places = scene.hall.queue(letter)?.iter();
        let waiting = places.filter(|place| place.service == code);
        let since = waiting.filter_map(|place| ready_at(scene, place)).min()?;
        Some(alert("service_unserved", code.to_string(), since))
    })
}

/// People who hold a ticket that the hall cannot call: their numbers, the first few by name.
fn not_taken_up(scene: &Scene<'_>) -> Option<Alert> {
    // Whoever holds one of another day has gone home; the journal has it.
    let rows = scene.hall.not_taken_up().iter();
    let rows: Vec<_> = rows.filter(|(_, why)| *why != NotTakenUp::AnotherDay).collect();
    let since = rows.iter().map(|(row, _)| row.taken_at).min()?;
    let named = rows.iter().take(NAMED);
    let numbers: Vec<&str> = named.map(|(row, _)| row.number.as_str()).collect();
    let more = if rows.len() > NAMED { " …" } else { "" };
    Some(alert(
        "offline_not_taken_up",
        format!("{}{more}", numbers.join(" ")),
        since,
    ))
}

/// A device that says nothing may be unplugged; one that speaks may have a printer that cannot print.
fn of_devices(devices: &[HeardDevice]) -> Vec<Alert> {
    let alert_of = |device: &HeardDevice| {
        let printer = device.health.printer.as_str();
        let kind = if device.is_silent {
            "device_silent".to_owned()
        } else if printer == "ready" && ends_soon(device) {
            "printer_paper_low".to_owned()
        } else if !matches!(printer, "ready" | "none") {
            format!("printer_{printer}")
        } else if !device.health.faults.is_empty() {
            "device_fault".to_owned()
        } else {
            return None;
        };
        Some(alert(&kind, device.id.clone(), device.at))
    };
    devices.iter().filter_map(alert_of).collect()
}

/// Whether a roll will not last: printers see its end late, or not at all, so its metres are counted.
fn ends_soon(device: &HeardDevice) -> bool {
    device
        .health
        .paper_left_m
        .is_some_and(|left| left <= LITTLE_PAPER_M)
}

/// One alert a group whose head has waited beyond its promise.
fn missed<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = Alert> + 'a {
    let heads = scene
        .plan
        .parts()
        .groups
        .iter()
        .filter_map(|group| Some((group.letter, scene.hall.queue(group.letter)?.iter().next()?)));
    heads
        .filter(|(_, head)| head.deadline < scene.now)
        .map(|(letter, head)| alert("promise_missed", letter.to_string(), head.deadline))
}

fn alert(kind: &str, subject: String, since: Timestamp) -> Alert {
    Alert {
        kind: kind.to_owned(),
        subject,
        since,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use hall_protocol::identity::{DeviceFault, Health};

    use super::*;
    use crate::devices::Devices;

    fn kinds(printer: &str, silent_after: Duration) -> Vec<String> {
        kinds_with(printer, None, silent_after)
    }

    fn kinds_with(printer: &str, paper_left_m: Option<u16>, silent_after: Duration) -> Vec<String> {
        let health = Health {
            paper_left_m,
            ..health(printer)
        };
        kinds_of(health, silent_after)
    }

    fn health(printer: &str) -> Health {
        Health {
            printer: printer.to_owned(),
            version: "0".to_owned(),
            uptime_s: 1,
            paper_left_m: None,
            faults: Vec::new(),
        }
    }

    fn kinds_of(health: Health, silent_after: Duration) -> Vec<String> {
        let devices = Devices::default();
        devices.heard("kiosk-a1", health, Timestamp::UNIX_EPOCH);
        let alerts = of_devices(&devices.all(silent_after));
        alerts.into_iter().map(|alert| alert.kind).collect()
    }

    #[test]
    fn a_roll_of_few_metres_is_an_alert_before_the_printer_sees_its_end() {
        let long = Duration::from_hours(1);
        assert_eq!(kinds_with("ready", Some(9), long), Vec::<String>::new());
        assert_eq!(kinds_with("ready", Some(8), long), ["printer_paper_low"]);
        assert_eq!(kinds_with("paper_out", Some(0), long), ["printer_paper_out"]);
    }

    #[test]
    fn a_part_that_does_not_work_is_an_alert_unless_the_printer_is_the_worse_one() {
        let long = Duration::from_hours(1);
        let faults = vec![DeviceFault {
            fault: "key_stuck".to_owned(),
            part: "next".to_owned(),
        }];
        for (printer, kind) in [
            ("none", "device_fault"),
            ("ready", "device_fault"),
            ("offline", "printer_offline"),
        ] {
            let health = Health {
                faults: faults.clone(),
                ..health(printer)
            };
            assert_eq!(kinds_of(health, long), [kind]);
        }
    }

    #[test]
    fn a_printer_that_cannot_print_and_a_silent_device_are_alerts() {
        let long = Duration::from_hours(1);
        assert_eq!(kinds("ready", long), Vec::<String>::new());
        assert_eq!(kinds("none", long), Vec::<String>::new());
        assert_eq!(kinds("paper_out", long), ["printer_paper_out"]);
        assert_eq!(kinds("paper_out", Duration::ZERO), ["device_silent"]);
    }
}
