//! What a visitor can do about the matter on the screen: take a ticket, put another matter to it, or go back.

use super::standing::Standing;
use crate::hall_watch::HallPicture;
use crate::plan::Plan;
use crate::session::{Basket, CASES_LIMIT, Matter, Session};
use crate::words::Words;

pub(super) struct Ways {
    /// Where "back" leads.
    pub(super) back: String,
    pub(super) take: Option<Take>,
    /// The word for "and another matter".
    pub(super) add: Option<String>,
    /// The way to what was chosen.
    pub(super) basket: Option<String>,
    /// Why nothing can be taken.
    pub(super) closed: Option<String>,
}

/// The way to a ticket.
pub(super) struct Take {
    pub(super) word: String,
    pub(super) label: String,
    pub(super) note: Option<String>,
}

/// How many people or cases come.
pub(super) struct Cases {
    pub(super) count: u16,
    pub(super) label: String,
    pub(super) fewer: Option<u16>,
    pub(super) more: Option<u16>,
}

impl Ways {
    pub(super) fn of(
        session: &Session,
        hall: &HallPicture,
        plan: &Plan,
        (matter, standing): (&Matter, Standing),
        back: String,
        words: Words,
    ) -> Self {
        let basket = session.basket();
        let nothing = Self {
            back,
            take: None,
            add: None,
            basket: (!basket.is_empty()).then(|| words.count("basket-look", count(basket))),
            closed: None,
        };
        if standing.is_closed || !hall.gives() {
            return Self {
                closed: standing.note,
                ..nothing
            };
        }
        if let Some(why) = why_not(basket, plan, matter) {
            return Self {
                take: Some(Take {
                    note: Some(words.say(why)),
                    ..Take::all(basket, words)
                }),
                ..nothing
            };
        }
        let with_it = count(basket) + 1;
        Self {
            take: Some(Take {
                word: format!("take {matter}"),
                label: label(with_it, words),
                note: standing.note,
            }),
            // One more must still fit beside it.
            add: (with_it < count_limit()).then(|| format!("add {matter}")),
            ..nothing
        }
    }
}

impl Take {
    /// One ticket for everything that was chosen.
    pub(super) fn all(basket: &Basket, words: Words) -> Self {
        Self {
            word: "take-all".to_owned(),
            label: label(count(basket), words),
            note: None,
        }
    }
}

impl Cases {
    pub(super) fn of(session: &Session, words: Words) -> Self {
        let count = session.cases();
        Self {
            count,
            label: words.say("cases"),
            fewer: Some(count - 1).filter(|fewer| *fewer > 0),
            more: Some(count + 1).filter(|more| *more <= CASES_LIMIT),
        }
    }
}

fn label(matters: u64, words: Words) -> String {
    match matters {
        0 | 1 => words.say("take"),
        several => words.count("take-one-for", several),
    }
}

fn count(basket: &Basket) -> u64 {
    u64::try_from(basket.len()).unwrap_or(u64::MAX)
}

fn count_limit() -> u64 {
    u64::try_from(crate::session::MATTERS_LIMIT).unwrap_or(u64::MAX)
}

/// Why a matter cannot be put to those that were chosen; none: it can.
fn why_not(basket: &Basket, plan: &Plan, matter: &Matter) -> Option<&'static str> {
    if basket.holds(matter) || matches!(matter, Matter::Service(code) if is_on_the_way(basket, plan, code)) {
        return Some("basket-has-it");
    }
    if matches!(matter, Matter::Journey(code) if leads_through_chosen(basket, plan, code)) {
        return Some("basket-has-a-part");
    }
    basket.is_full().then_some("basket-full")
}

/// Whether a chosen journey leads through a service.
fn is_on_the_way(basket: &Basket, plan: &Plan, service: &str) -> bool {
    let mut through = plan.journeys_through(service).into_iter();
    through.any(|journey| basket.journeys().contains(&journey.code))
}

/// Whether a journey leads through a service that is chosen by itself: it would be handled twice.
fn leads_through_chosen(basket: &Basket, plan: &Plan, code: &str) -> bool {
    let mut through = basket
        .services()
        .iter()
        .flat_map(|service| plan.journeys_through(service));
    through.any(|journey| journey.code == code)
}
