//! What a command is answered when it was decided.

use hall_protocol::arrival::Arrived;
use hall_protocol::booking::BookingView;
use hall_protocol::by_hand::AdviceCount;
use hall_protocol::plan_version::PlanPressed;
use hall_protocol::ticket::{AlsoFor, Done, TicketIssued};
use queue_core::command::{
    AgencyCommand, AgencyVerb, BookingVerb, Command, EscortCommand, EscortVerb, FeeVerb, FollowupAsk,
    FollowupCommand, PlanVerb, VisitVerb,
};
use queue_core::leg::Leg;
use queue_core::visit::Visit;
use queue_core::{EscortId, Event, FollowupCode, NoticeCode, PersonCode, RecordCode, Shelf, WindowNumber};
use serde::Serialize;

use super::{Scene, agency, case, escorts, fee, followup, hall_day, mandate, names, offline, rating, window};

/// The status and the JSON body of a command's answer, drawn after its events were applied.
///
/// # Errors
/// Only when a body cannot be serialised.
#[expect(clippy::too_many_lines, reason = "a table: one arm a command")]
pub(crate) fn answer(
    scene: &Scene<'_>,
    command: &Command,
    events: &[Event],
    shelf: &Shelf,
) -> Result<(u16, Vec<u8>), serde_json::Error> {
    match command {
        Command::Case(command) => {
            let case = shelf.cases.get(&command.code);
            json(200, &case.map(|case| case::pressed(scene.plan, case)))
        }
        Command::Agency(command) => beyond_windows(scene, command, shelf),
        Command::Followup(command) => {
            let (status, code) = followup_of(command, events);
            let followup = code.and_then(|code| shelf.followups.get(code));
            json(status, &followup.map(|one| followup::pressed(scene.plan, one)))
        }
        Command::Fee(command) => fee_answered(&command.verb, events, shelf),
        Command::Appraisal(command) => json(
            200,
            &Done {
                done: command.month.to_string(),
            },
        ),
        Command::Point(_) => json(200, &point_of(events)),
        Command::Rating(command) => json(200, &rating::pressed(&command.verb)),
        Command::Issue(issue) => json(
            201,
            &scene
                .hall
                .visit_by_request(&issue.request)
                .map(|visit| issued(scene, visit)),
        ),
        Command::AskLeases(_) => json(200, &offline::leased(scene, events)),
        Command::TakeUp(row) => json(200, &offline::taken_up(row, events)),
        Command::Confirm { request, .. } | Command::Void { request, .. } => {
            done(scene.hall.visit_by_request(request))
        }
        Command::Visit(command) if command.verb == VisitVerb::Arrive => {
            json(200, &arrived(scene, scene.hall.visit(command.visit), events))
        }
        Command::Visit(command) => done(scene.hall.visit(command.visit)),
        Command::Window(command) => json(200, &window::pressed(scene, command.window, events)),
        Command::Advice(advice) => json(
            200,
            &AdviceCount {
                window: advice.window.map(WindowNumber::get),
                today: scene.hall.advice_at(advice.window),
            },
        ),
        Command::AskElsewhere(asked) => json(
            200,
            &Done {
                done: asked.entry.to_string(),
            },
        ),
        Command::EnterLater(entered) => done(scene.hall.visit_by_number(&entered.line.number)),
        Command::Hall(_) => json(200, &hall_day::draw(scene)),
        Command::Plan(command) => json(200, &plan_pressed(scene, &command.verb)),
        Command::Booking(command) => json(200, &booked(scene, &command.verb)),
        Command::Escort(command) => {
            let status = if matches!(command.verb, EscortVerb::Request { .. }) {
                201
            } else {
                200
            };
            if let EscortVerb::OnDuty { .. } | EscortVerb::OffDuty = command.verb {
                return json(200, &guide_of(events).map(|code| escorts::duty(scene, code)));
            }
            let escort = escort_of(command, events).and_then(|id| scene.hall.escort(id));
            json(status, &escort.map(|escort| escorts::view(scene, escort)))
        }
    }
}

/// What stands now of what the press was about.
fn beyond_windows(
    scene: &Scene<'_>,
    command: &AgencyCommand,
    shelf: &Shelf,
) -> Result<(u16, Vec<u8>), serde_json::Error> {
    // The press was decided on the day that stands.
    let day = scene.hall.day().or(scene.hall.last_day());
    let begun = day.and_then(|day| command.begins(day));
    let visit = |code: Option<&RecordCode>| {
        let visit = code.and_then(|code| shelf.home_visits.get(code));
        visit.map(|visit| agency::home_visit_pressed(scene.plan, visit))
    };
    let mandate = |code: Option<&RecordCode>| {
        let mandate = code.and_then(|code| shelf.mandates.get(code));
        mandate.map(mandate::mandate_pressed)
    };
    match &command.verb {
        AgencyVerb::AskHomeVisit(_) => json(201, &visit(begun.as_ref())),
        AgencyVerb::HomeVisit { code, .. } => json(200, &visit(Some(code))),
        AgencyVerb::GiveMandate(_) => json(201, &mandate(begun.as_ref())),
        AgencyVerb::Mandate { code, .. } => json(200, &mandate(Some(code))),
        AgencyVerb::Compare { .. } => {
            let made = begun.as_ref().and_then(|code| shelf.comparisons.get(code));
            json(201, &made.map(agency::compared))
        }
        AgencyVerb::Authority { .. } => json(200, &agency::departments(scene)),
    }
}

/// The line that a press entered or struck.
fn point_of(events: &[Event]) -> Option<Done> {
    events.iter().find_map(|event| {
        if let Event::Point { key, .. } = event {
            Some(Done {
                done: key.to_string(),
            })
        } else {
            None
        }
    })
}

fn json<T: Serialize>(status: u16, body: &T) -> Result<(u16, Vec<u8>), serde_json::Error> {
    Ok((status, serde_json::to_vec(body)?))
}

fn done(visit: Option<&Visit>) -> Result<(u16, Vec<u8>), serde_json::Error> {
    json(
        200,
        &Done {
            done: visit
                .map(|visit| visit.ticket.number.to_string())
                .unwrap_or_default(),
        },
    )
}

fn issued(scene: &Scene<'_>, visit: &Visit) -> Option<TicketIssued> {
    let (leg, also) = visit.legs.split_first()?;
    let service = &leg.opened.service;
    Some(TicketIssued {
        number: visit.ticket.number.to_string(),
        day: scene.hall.day()?.0,
        series: "online".to_owned(),
        issued_at: visit.issued_at,
        ahead: super::count(scene.hall.ahead(leg)),
        estimate: None,
        service: names::service(scene.plan, service),
        area: names::area_for(scene.plan, service),
        windows: names::windows(scene.plan, service),
        mark: names::mark(scene.plan, &leg.opened.class),
        documents: names::documents(scene.plan, service),
        then: names::then(scene.plan, leg),
        also: also.iter().map(|leg| also_for(scene, leg)).collect(),
        cases: visit.ticket.cases,
    })
}

/// Another matter of the same ticket.
fn also_for(scene: &Scene<'_>, leg: &Leg) -> AlsoFor {
    let service = &leg.opened.service;
    AlsoFor {
        service: names::service(scene.plan, service),
        ahead: super::count(scene.hall.ahead(leg)),
        area: names::area_for(scene.plan, service),
        windows: names::windows(scene.plan, service),
        documents: names::documents(scene.plan, service),
        then: names::then(scene.plan, leg),
    }
}

/// The notice that a press was about, or the list.
fn fee_answered(
    verb: &FeeVerb,
    events: &[Event],
    shelf: &Shelf,
) -> Result<(u16, Vec<u8>), serde_json::Error> {
    let pressed = |code: Option<&NoticeCode>| {
        let notice = code.and_then(|code| shelf.fees.get(code));
        notice.map(fee::pressed)
    };
    match verb {
        FeeVerb::Issue(_) => json(201, &pressed(events.iter().find_map(fee_of))),
        FeeVerb::Pay { code, .. } | FeeVerb::Cancel { code, .. } => json(200, &pressed(Some(code))),
        FeeVerb::Compare { list, .. } => json(200, &shelf.bank_lists.get(list).map(fee::compared)),
    }
}

fn fee_of(event: &Event) -> Option<&NoticeCode> {
    if let Event::Fee { code, .. } = event {
        Some(code)
    } else {
        None
    }
}

/// The version that a press was about, as it stands now.
fn plan_pressed(scene: &Scene<'_>, verb: &PlanVerb) -> PlanPressed {
    let book = scene.hall.plans();
    let version = match verb {
        PlanVerb::Propose { .. } => book.newest,
        PlanVerb::Approve { version, .. } | PlanVerb::Reject { version } => *version,
    };
    let waiting = book.waiting.as_ref().filter(|waiting| waiting.number == version);
    let state = match waiting {
        Some(waiting) if waiting.accepted => "accepted",
        Some(_) => "proposed",
        None if version == book.in_force => "in_force",
        None => "rejected",
    };
    PlanPressed {
        version: version.0,
        state: state.to_owned(),
        in_force: book.in_force.0,
    }
}

fn booked(scene: &Scene<'_>, verb: &BookingVerb) -> Option<BookingView> {
    let token = match verb {
        BookingVerb::Book(book) => &book.token,
        BookingVerb::Move { booking, .. } | BookingVerb::Cancel { booking } => booking,
    };
    let found = scene.hall.register().by_token(token)?;
    Some(super::booking(scene.plan, found))
}

/// Where somebody who came stands now.
fn arrived(scene: &Scene<'_>, visit: Option<&Visit>, events: &[Event]) -> Option<Arrived> {
    let visit = visit?;
    let number = visit.ticket.number.to_string();
    let ahead = visit
        .foremost()
        .map_or(0, |leg| super::count(scene.hall.ahead(leg)));
    let back = events
        .iter()
        .any(|event| matches!(event, Event::Reactivated { .. }));
    Some(if back {
        Arrived::Reactivated { number, ahead }
    } else {
        Arrived::CheckedIn { number, ahead }
    })
}

/// The job that a command was about: named by the command, or by what became of the request.
fn escort_of(command: &EscortCommand, events: &[Event]) -> Option<EscortId> {
    match command.verb {
        EscortVerb::Cancel { escort }
        | EscortVerb::Accept { escort }
        | EscortVerb::Decline { escort }
        | EscortVerb::Release { escort }
        | EscortVerb::Meet { escort }
        | EscortVerb::HandOver { escort, .. }
        | EscortVerb::Fetch { escort }
        | EscortVerb::Done { escort } => Some(escort),
        EscortVerb::OnDuty { .. } | EscortVerb::OffDuty => None,
        EscortVerb::Request { .. } => events.iter().find_map(|event| {
            if let Event::EscortRequested { escort, .. } | Event::EscortRepeated { escort, .. } = event {
                Some(*escort)
            } else {
                None
            }
        }),
    }
}

/// The follow-up that a command was about, and the status of its answer.
fn followup_of<'a>(command: &'a FollowupCommand, events: &'a [Event]) -> (u16, Option<&'a FollowupCode>) {
    if let FollowupAsk::Do { code, .. } = &command.what {
        return (200, Some(code));
    }
    let opened = events.iter().find_map(|event| {
        if let Event::Followup { code, .. } = event {
            Some(code)
        } else {
            None
        }
    });
    (201, opened)
}

/// The guide who signed on or off.
fn guide_of(events: &[Event]) -> Option<&PersonCode> {
    events.iter().find_map(|event| {
        if let Event::GuideOnDuty { guide, .. } | Event::GuideOffDuty { guide } = event {
            Some(guide)
        } else {
            None
        }
    })
}
