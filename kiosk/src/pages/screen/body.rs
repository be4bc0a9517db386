//! The middle of the page: one kind per screen of the session.

use super::Machine;
use super::arrival::{ArrivalView, LetInView};
use super::basket::BasketView;
use super::card::CardView;
use super::complain::ComplainView;
use super::detail::DetailView;
use super::elsewhere::ElsewhereView;
use super::grid::GridView;
use super::journey::JourneyView;
use super::refused::RefusedView;
use super::ticket::TicketView;
use crate::hall_watch::HallPicture;
use crate::session::{Screen, Session};
use crate::words::Words;

/// What stands between header and help.
pub(super) enum Body {
    /// Groups or services to touch.
    Grid(GridView),
    /// One service.
    Detail(DetailView),
    /// One journey.
    Journey(JourneyView),
    /// Where something is handled that is not handled here.
    Elsewhere(ElsewhereView),
    /// Where to complain.
    Complain(ComplainView),
    /// What was chosen.
    Basket(BasketView),
    /// The digits of a booking.
    Arrival(ArrivalView),
    /// A card is to be put on the reader.
    Card(CardView),
    /// Somebody with a number.
    LetIn(LetInView),
    /// A ticket.
    Ticket(TicketView),
    /// A sentence to wait by.
    Wait(String),
    /// No ticket, and what to do.
    Refused(RefusedView),
}

impl Body {
    pub(super) fn of(
        session: &Session,
        hall: &HallPicture,
        machine: Machine,
        words: Words,
        second: Words,
    ) -> Self {
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
            Screen::Journey { code, from } => plan.journey(code).map_or_else(
                || grid(None),
                |journey| {
                    let journey = (journey, from.as_str());
                    Self::Journey(JourneyView::of(session, hall, plan, journey, (words, second)))
                },
            ),
            Screen::Elsewhere(entry) => {
                let entry = entry.as_deref().and_then(|code| plan.elsewhere_entry(code));
                entry.map_or_else(
                    || Self::Grid(GridView::elsewhere(session, plan, words, second)),
                    |entry| Self::Elsewhere(ElsewhereView::of(entry, plan, words, second)),
                )
            }
            Screen::Complain => Self::Complain(ComplainView::of(plan, words, second)),
            Screen::Basket => Self::Basket(BasketView::of(session, hall, plan, words)),
            Screen::Arrival { digits, fault } => {
                Self::Arrival(ArrivalView::of(digits, *fault, machine.has_scanner, words))
            }
            Screen::Card { wish, fault } => Self::Card(CardView::of(wish, *fault, plan, words)),
            Screen::LetIn(let_in) => Self::LetIn(LetInView::of(let_in, words)),
            Screen::Issuing(_) => Self::Wait(words.say("issuing")),
            Screen::Ticket { ticket, paper } => Self::Ticket(TicketView::of(ticket, *paper, words, second)),
            Screen::Refused(refusal) => Self::Refused(RefusedView::of(session, refusal, plan, words)),
        }
    }

    /// The class of the page.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Grid(grid) if grid.is_dense => "grid-page dense",
            Self::Grid(_) => "grid-page",
            Self::Detail(detail) if detail.is_full() => "detail-page full-page",
            Self::Detail(_) => "detail-page",
            Self::Journey(_) => "detail-page journey-page",
            Self::Elsewhere(_) => "detail-page elsewhere-page",
            Self::Complain(_) => "detail-page complain-page",
            Self::Basket(_) => "basket-page",
            Self::Arrival(_) => "arrival-page",
            Self::Card(_) => "card-page",
            Self::LetIn(_) => "ticket-page let-in-page",
            Self::Ticket(ticket) if ticket.is_full() => "ticket-page full",
            Self::Ticket(_) => "ticket-page",
            Self::Wait(_) => "wait-page",
            Self::Refused(_) => "refused-page",
        }
    }

    pub(super) fn heading(&self) -> &str {
        match self {
            Self::Grid(grid) => &grid.title,
            Self::Detail(detail) => &detail.name,
            Self::Journey(journey) => &journey.name,
            Self::Elsewhere(entry) => &entry.name,
            Self::Complain(complain) => &complain.title,
            Self::Basket(basket) => &basket.title,
            Self::Arrival(arrival) => &arrival.title,
            Self::Card(card) => &card.title,
            Self::LetIn(let_in) => &let_in.title,
            Self::Ticket(ticket) => &ticket.number,
            Self::Wait(sentence) => sentence,
            Self::Refused(refused) => &refused.title,
        }
    }

    /// What is wrong with what was typed or shown, or why there is no ticket.
    pub(super) fn fault(&self) -> Option<&str> {
        match self {
            Self::Arrival(arrival) => arrival.fault.as_deref(),
            Self::Card(card) => card.fault.as_deref(),
            Self::Refused(refused) => Some(&refused.advice),
            Self::Grid(_)
            | Self::Detail(_)
            | Self::Journey(_)
            | Self::Elsewhere(_)
            | Self::Complain(_)
            | Self::Basket(_)
            | Self::LetIn(_)
            | Self::Ticket(_)
            | Self::Wait(_) => None,
        }
    }
}
