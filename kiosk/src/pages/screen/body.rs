//! The middle of the page: one kind per screen of the session.

use super::detail::DetailView;
use super::grid::GridView;
use super::ticket::TicketView;
use crate::hall_watch::HallPicture;
use crate::session::{Refusal, Screen, Session};
use crate::words::Words;

/// What stands between header and help.
pub(super) enum Body {
    /// Groups or services to touch.
    Grid(GridView),
    /// One service.
    Detail(DetailView),
    /// A ticket.
    Ticket(TicketView),
    /// A sentence to wait by.
    Wait(String),
    /// No ticket, and what to do.
    Refused { title: String, advice: String },
}

impl Body {
    pub(super) fn of(session: &Session, hall: &HallPicture, words: Words, second: Words) -> Self {
        let Some(plan) = hall.plan.as_deref() else {
            return Self::Wait(words.say("connecting"));
        };
        let grid = |letter| Self::Grid(GridView::of(session, hall, plan, letter, words, second));
        match session.screen() {
            Screen::Home => grid(None),
            Screen::Group(letter) => grid(Some(*letter)),
            Screen::Detail(code) => plan.service(code).map_or_else(
                || grid(None),
                |service| Self::Detail(DetailView::of(session, hall, plan, service, words, second)),
            ),
            Screen::Issuing(_) => Self::Wait(words.say("issuing")),
            Screen::Ticket { ticket, paper } => Self::Ticket(TicketView::of(ticket, *paper, words, second)),
            Screen::Refused(refusal) => Self::Refused {
                title: words.say("refused-title"),
                advice: words.say(advice(refusal)),
            },
        }
    }

    /// The class of the page.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Grid(grid) if grid.is_dense => "grid-page dense",
            Self::Grid(_) => "grid-page",
            Self::Detail(_) => "detail-page",
            Self::Ticket(_) => "ticket-page",
            Self::Wait(_) => "wait-page",
            Self::Refused { .. } => "refused-page",
        }
    }

    pub(super) fn heading(&self) -> &str {
        match self {
            Self::Grid(grid) => &grid.title,
            Self::Detail(detail) => &detail.name,
            Self::Ticket(ticket) => &ticket.number,
            Self::Wait(sentence) => sentence,
            Self::Refused { title, .. } => title,
        }
    }
}

fn advice(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::HallAway => "refused-away",
        Refusal::OutOfService => "refused-out-of-service",
        Refusal::Rules(name) => match name.as_str() {
            "hall-closed" => "refused-hall-closed",
            "not-yet" => "refused-not-yet",
            "issuing-ended" => "refused-issuing-ended",
            "numbers-used-up" => "refused-numbers-used-up",
            _ => "refused-other",
        },
    }
}
