//! A press in the hall's words: what it is asked, and what its answer or its refusal means.

use hall_protocol::Problem;
use hall_protocol::arrival::{ArrivalRequest, Arrived};
use hall_protocol::ticket::{IssueRequest, TicketIssued};

use super::Worker;
use crate::journal::NewPress;
use crate::server_link::LinkError;
use crate::session::{LetIn, Refusal, Wish};

impl Worker {
    /// Asks for what a press wishes, again and again under its one id.
    pub(super) async fn ask(&self, press: &NewPress, tries: usize) -> Result<Arrived, LinkError> {
        let mut answer = Err(LinkError::Away);
        for _ in 0..tries {
            self.parts.pulse.beat();
            answer = self.ask_once(press).await;
            if answer != Err(LinkError::Away) {
                break;
            }
        }
        answer
    }

    async fn ask_once(&self, press: &NewPress) -> Result<Arrived, LinkError> {
        let link = &self.parts.link;
        match &press.order.wish {
            Wish::Arrival { shown, accept_late } => link.arrive(&arrival(press, shown, *accept_late)).await,
            Wish::Matters { basket, cases, class } => {
                let request = IssueRequest {
                    request: press.request.clone(),
                    token: press.token.clone(),
                    day: press.day,
                    services: basket.services().to_vec(),
                    journeys: basket.journeys().to_vec(),
                    cases: *cases,
                    class: class.clone(),
                    booked_at: None,
                    language: press.order.comfort.language,
                    assistance: Vec::new(),
                    notify: Vec::new(),
                    channel: "kiosk".to_owned(),
                    holder: holder(press),
                };
                let ticket = Box::new(link.issue(&request).await?);
                Ok(Arrived::Ticket { ticket })
            }
        }
    }
}

fn arrival(press: &NewPress, shown: &str, accept_late: bool) -> ArrivalRequest {
    ArrivalRequest {
        request: press.request.clone(),
        token: press.token.clone(),
        day: press.day,
        shown: shown.to_owned(),
        accept_late,
        language: press.order.comfort.language,
        holder: holder(press),
    }
}

fn holder(press: &NewPress) -> Option<String> {
    press
        .order
        .holder
        .as_ref()
        .map(|holder| holder.as_str().to_owned())
}

/// A ticket, or somebody who has one.
pub(super) fn apart(arrived: Arrived) -> Result<TicketIssued, LetIn> {
    let (number, ahead, was_missed) = match arrived {
        Arrived::Ticket { ticket } => return Ok(*ticket),
        Arrived::CheckedIn { number, ahead } => (number, ahead, false),
        Arrived::Reactivated { number, ahead } => (number, ahead, true),
    };
    Err(LetIn {
        number,
        ahead,
        was_missed,
    })
}

/// What a refusal means for the visitor.
pub(super) fn refusal_of(problem: &Problem, wish: &Wish) -> Refusal {
    let name = problem.name();
    match (name, wish) {
        ("late-check-in", Wish::Arrival { shown, .. }) => Refusal::Late(shown.clone()),
        ("booking-other-day", _) => {
            let day = problem.fields.iter().find(|field| field.field == "day");
            let day = day.and_then(|field| field.problem.parse().ok());
            day.map_or_else(|| Refusal::Rules(name.to_owned()), Refusal::OtherDay)
        }
        _ => Refusal::Rules(name.to_owned()),
    }
}
