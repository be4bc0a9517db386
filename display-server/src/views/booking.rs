//! A booking, as its holder sees it.

use hall_protocol::Names;
use hall_protocol::booking::BookingView;
use queue_core::HallPlan;
use queue_core::booking::{Booking, BookingState};
use queue_core::command::Matter;
use queue_core::leg::add_seconds;
use queue_core::plan::Service;

use super::names;

/// Draws a booking under the plan that holds.
pub(crate) fn booking(plan: &HallPlan, booking: &Booking) -> BookingView {
    let services: Vec<&Service> = booking
        .matters
        .iter()
        .flat_map(|matter| matter.services(plan))
        .collect();
    let late_s = plan.rules().late_check_in_s;
    BookingView {
        code: booking.code().to_string(),
        state: state_name(booking.state).to_owned(),
        matters: booking.matters.iter().map(|matter| name(plan, matter)).collect(),
        documents: documents(&services),
        cases: booking.cases,
        day: booking.last_day().0,
        at: booking.at(),
        late_after: booking.at().map(|at| add_seconds(at, late_s)),
        service: services.first().map(|service| service.code.to_string()),
    }
}

fn name(plan: &HallPlan, matter: &Matter) -> Names {
    let found = match matter {
        Matter::Service(code) => plan.service(code).map(|service| &service.names),
        Matter::Journey(code) | Matter::Rest { journey: code, .. } => {
            plan.journey(code).map(|journey| &journey.names)
        }
    };
    // A service that the plan has dropped since is known by its code.
    found.map_or_else(|| code_alone(matter), names::names)
}

fn code_alone(matter: &Matter) -> Names {
    let code = match matter {
        Matter::Service(code) => code.to_string(),
        Matter::Journey(code) | Matter::Rest { journey: code, .. } => code.to_string(),
    };
    Names {
        zh_hant: code.clone(),
        zh_hans: code.clone(),
        en: code,
    }
}

fn documents(services: &[&Service]) -> Vec<Names> {
    let mut documents: Vec<Names> = Vec::new();
    for document in services.iter().flat_map(|service| &service.documents) {
        let document = names::names(document);
        if !documents.contains(&document) {
            documents.push(document);
        }
    }
    documents
}

fn state_name(state: BookingState) -> &'static str {
    match state {
        BookingState::Expected => "expected",
        BookingState::Came { .. } => "came",
        BookingState::Missed => "missed",
        BookingState::Cancelled => "cancelled",
    }
}
