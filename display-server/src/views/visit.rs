//! A visitor's own ticket on the phone.

use hall_protocol::notice::StopView;
use hall_protocol::visit::{VisitLeg, VisitView};
use jiff::civil::Date;
use queue_core::escort::Escort;
use queue_core::hall::Touched;
use queue_core::leg::{Leg, LegState};
use queue_core::plan::ClassMark;
use queue_core::visit::Visit;
use queue_core::{TokenHash, WindowNumber};

use super::{Scene, Shows, escorts, hall_day, names, rating, window};

pub(super) fn draw(scene: &Scene<'_>, token: &TokenHash) -> Option<VisitView> {
    let visit = scene.hall.visit_by_token(token)?;
    let leg = visit.foremost()?;
    let (state, at, outcome) = standing(leg);
    let service = &leg.opened.service;
    let escort = escort(scene, visit);
    Some(VisitView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        hall: names::names(&scene.plan.parts().hall.names),
        number: visit.ticket.number.to_string(),
        state: state.to_owned(),
        outcome,
        service: names::service(scene.plan, service),
        area: area(scene, leg, at),
        windows: names::windows(scene.plan, service),
        ahead: ahead(scene, leg),
        estimate: None,
        window: at.map(WindowNumber::get),
        answer_by: window::answer_by(leg),
        issued_at: visit.issued_at,
        deadline: leg.deadline(),
        mark: names::mark(scene.plan, &leg.opened.class),
        documents: names::documents(scene.plan, service),
        stop: stop(scene, leg),
        revisit_until: revisit_until(scene, visit),
        passed_booked: passed(scene, leg, ClassMark::Booked),
        passed_priority: passed(scene, leg, ClassMark::Priority),
        passed_until: scene
            .hall
            .passed_until(leg)
            .filter(|_| leg.state == LegState::Waiting),
        staffed: scene.hall.is_staffed(&leg.opened.service),
        legs: legs(scene, visit),
        ratings: rating::of_visit(scene, visit),
        checked_in: visit.checked_in,
        cases: visit.ticket.cases,
        escort: escort.map(|escort| escorts::state_name(&escort.state).to_owned()),
        escort_left_to: escort
            .and_then(|escort| escort.left_to)
            .map(|left_to| escorts::stand_in_name(left_to).to_owned()),
    })
}

/// Whether a change shows on a visitor's page: of the visit itself, or of the queue it stands in.
pub(super) fn touched(scene: &Scene<'_>, token: &TokenHash, touched: &Touched) -> Shows {
    let Some(visit) = scene.hall.visit_by_token(token) else {
        return Shows::Not;
    };
    let is_own = touched.visits.contains(&visit.ticket.visit)
        || touched.rated.contains(&visit.ticket.visit)
        || (touched.bookings && scene.hall.register().by_token(token).is_some());
    let mut legs = visit.open_legs();
    if is_own {
        Shows::Now
    } else if legs.any(|leg| touched.groups.contains(&leg.opened.group)) {
        Shows::Soon
    } else {
        Shows::Not
    }
}

/// Whether two drawings of a ticket differ in nothing but their entry and their instant.
pub(super) fn says_the_same(fresh: &VisitView, shown: &VisitView) -> bool {
    // What mostly differs is looked at first: for the rest one of them is copied.
    fresh.ahead == shown.ahead
        && fresh.state == shown.state
        && *shown
            == VisitView {
                seq: shown.seq,
                now: shown.now,
                ..fresh.clone()
            }
}

/// Every leg of a ticket with several.
fn legs(scene: &Scene<'_>, visit: &Visit) -> Vec<VisitLeg> {
    if visit.legs.len() < 2 {
        return Vec::new();
    }
    let one = |leg: &Leg| {
        let (state, _, outcome) = standing(leg);
        VisitLeg {
            service: names::service(scene.plan, &leg.opened.service),
            state: state.to_owned(),
            outcome,
            windows: names::windows(scene.plan, &leg.opened.service),
            ahead: ahead(scene, leg),
        }
    };
    visit.legs.iter().map(one).collect()
}

fn stop(scene: &Scene<'_>, leg: &Leg) -> Option<StopView> {
    let held_up = !leg.is_ended() && leg.frozen_since.is_some();
    let service = scene.plan.service(&leg.opened.service).filter(|_| held_up)?;
    Some(hall_day::view(scene, scene.hall.stop_of(service)?))
}

fn revisit_until(scene: &Scene<'_>, visit: &Visit) -> Option<Date> {
    let booking = scene.hall.register().by_token(&visit.ticket.token)?;
    Some(booking.last_day().0).filter(|_| booking.is_expected())
}

/// How many of those whom public screens mark so were called before a leg that waits longer.
fn passed(scene: &Scene<'_>, leg: &Leg, mark: ClassMark) -> u32 {
    if leg.state != LegState::Waiting {
        return 0;
    }
    let passed = scene.hall.passed_by(leg).into_iter();
    super::count(passed.filter(|class| scene.plan.mark(class) == mark).count())
}

fn ahead(scene: &Scene<'_>, leg: &Leg) -> Option<u32> {
    (leg.state == LegState::Waiting).then(|| super::count(scene.hall.ahead(leg)))
}

/// A leg's state by name.
pub(super) fn state_name(leg: &Leg) -> &'static str {
    standing(leg).0
}

/// A leg's state by name, the window where the visitor is, and how it ended.
fn standing(leg: &Leg) -> (&'static str, Option<WindowNumber>, Option<String>) {
    match leg.state {
        LegState::NotReady => ("not_ready", None, None),
        LegState::Waiting => ("waiting", None, None),
        LegState::Called { window, .. } => ("called", Some(window), None),
        LegState::Serving { window } => ("serving", Some(window), None),
        LegState::Held => ("held", None, None),
        LegState::Parked { window } => ("parked", Some(window), None),
        LegState::Ended { outcome, .. } => ("ended", None, Some(names::outcome_name(outcome).to_owned())),
    }
}

/// The area of the window that calls, or else of the first that serves it.
fn area(scene: &Scene<'_>, leg: &Leg, at: Option<WindowNumber>) -> hall_protocol::ticket::AreaRef {
    match at.and_then(|number| scene.plan.window(number)) {
        Some(window) => names::area(scene.plan, &window.area),
        None => names::area_for(scene.plan, &leg.opened.service),
    }
}

fn escort<'a>(scene: &'a Scene<'_>, visit: &Visit) -> Option<&'a Escort> {
    let mut open = scene.hall.escorts().filter(|escort| escort.is_open());
    open.find(|escort| escort.visit == Some(visit.ticket.visit))
}
