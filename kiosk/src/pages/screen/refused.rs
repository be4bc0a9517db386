//! No ticket: why, and what to do.

use crate::plan::Plan;
use crate::session::{Refusal, Session};
use crate::words::Words;

pub(super) struct RefusedView {
    pub(super) title: String,
    pub(super) advice: String,
    /// What else can be touched: a control's word, and what it says.
    pub(super) instead: Option<(&'static str, String)>,
}

impl RefusedView {
    pub(super) fn of(session: &Session, refusal: &Refusal, plan: &Plan, words: Words) -> Self {
        let advice = match refusal {
            Refusal::OtherDay(day) => words.about("arrival-other-day", &plan.day(*day, words.0)),
            Refusal::HallAway
            | Refusal::NumbersGone
            | Refusal::Rules(_)
            | Refusal::Late(_)
            | Refusal::OutOfService => words.say(advice(refusal)),
        };
        let title = if is_of_an_arrival(refusal) {
            "arrival-refused-title"
        } else {
            "refused-title"
        };
        let instead = match refusal {
            Refusal::Late(_) => Some(("accept-late", "arrival-accept-late")),
            Refusal::Rules(name) if name == "unknown-booking" => Some(("arrive", "arrival-type")),
            _ if session.basket().is_empty() => None,
            Refusal::HallAway
            | Refusal::NumbersGone
            | Refusal::Rules(_)
            | Refusal::OtherDay(_)
            | Refusal::OutOfService => Some(("basket", "basket-again")),
        };
        Self {
            title: words.say(title),
            advice,
            instead: instead.map(|(word, says)| (word, words.say(says))),
        }
    }
}

fn is_of_an_arrival(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::OtherDay(_) | Refusal::Late(_) => true,
        Refusal::Rules(name) => name.contains("booking") || name == "wrong-state",
        Refusal::HallAway | Refusal::NumbersGone | Refusal::OutOfService => false,
    }
}

fn advice(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::HallAway => "refused-away",
        Refusal::NumbersGone => "refused-numbers-gone",
        Refusal::OutOfService => "refused-out-of-service",
        Refusal::OtherDay(_) => "arrival-other-day",
        Refusal::Late(_) => "arrival-late",
        Refusal::Rules(name) => match name.as_str() {
            "hall-closed" => "refused-hall-closed",
            "not-yet" => "refused-not-yet",
            "issuing-ended" => "refused-issuing-ended",
            "numbers-used-up" => "refused-numbers-used-up",
            "cap-reached" => "refused-cap-reached",
            "card-needed" => "refused-card-needed",
            "second-live-ticket" => "refused-second-live-ticket",
            "service-stopped" => "refused-service-stopped",
            "unknown-booking" => "arrival-unknown-code",
            "booking-used" => "arrival-used",
            "booking-cancelled" => "arrival-cancelled",
            "wrong-state" => "arrival-not-needed",
            _ => "refused-other",
        },
    }
}
