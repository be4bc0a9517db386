//! What was chosen for one ticket: a bar under the lists, and a page of its own where it can be changed.

use super::standing::Standing;
use super::ways::{Cases, Take};
use crate::hall_watch::HallPicture;
use crate::plan::Plan;
use crate::session::{Matter, Session};
use crate::words::Words;

/// The bar.
pub(super) struct Bar {
    /// How many.
    pub(super) label: String,
    pub(super) chosen: Vec<Chosen>,
    /// None while the hall is away.
    pub(super) take: Option<Take>,
}

/// The page.
pub(super) struct BasketView {
    pub(super) title: String,
    pub(super) chosen: Vec<Chosen>,
    pub(super) cases: Cases,
    pub(super) take: Option<Take>,
    pub(super) is_full: bool,
}

/// One matter.
pub(super) struct Chosen {
    /// The word for taking it out.
    pub(super) remove: String,
    /// A service's code; journeys have none that visitors know.
    pub(super) badge: Option<String>,
    pub(super) name: String,
    /// Why no ticket is given for it now.
    pub(super) closed: Option<String>,
}

impl Bar {
    pub(super) fn of(session: &Session, hall: &HallPicture, plan: &Plan, words: Words) -> Option<Self> {
        let basket = session.basket();
        (!basket.is_empty()).then(|| Self {
            label: label(session, "basket-look", words),
            chosen: chosen(session, hall, plan, words),
            take: hall.gives().then(|| Take::all(basket, words)),
        })
    }
}

impl BasketView {
    pub(super) fn of(session: &Session, hall: &HallPicture, plan: &Plan, words: Words) -> Self {
        let basket = session.basket();
        Self {
            title: label(session, "basket-title", words),
            chosen: chosen(session, hall, plan, words),
            cases: Cases::of(session, words),
            take: hall.gives().then(|| Take::all(basket, words)),
            is_full: basket.is_full(),
        }
    }
}

fn label(session: &Session, key: &str, words: Words) -> String {
    let count = session.basket().len();
    words.count(key, u64::try_from(count).unwrap_or(u64::MAX))
}

fn chosen(session: &Session, hall: &HallPicture, plan: &Plan, words: Words) -> Vec<Chosen> {
    let matters = session.basket().matters();
    matters
        .map(|matter| Chosen {
            remove: format!("remove {matter}"),
            name: name_of(plan, &matter, words),
            closed: closed_note(hall, plan, &matter, words),
            badge: match matter {
                Matter::Service(code) => Some(code),
                Matter::Journey(_) => None,
            },
        })
        .collect()
}

/// A matter's name; what the plan does not know any more is called by its code.
pub(super) fn name_of(plan: &Plan, matter: &Matter, words: Words) -> String {
    let (name, code) = match matter {
        Matter::Service(code) => (plan.service(code).map(|service| &service.name), code),
        Matter::Journey(code) => (plan.journey(code).map(|journey| &journey.name), code),
    };
    name.map_or_else(|| code.clone(), |names| names.get(words.0).to_owned())
}

fn closed_note(hall: &HallPicture, plan: &Plan, matter: &Matter, words: Words) -> Option<String> {
    let standing = match matter {
        Matter::Service(code) => Standing::of_service(hall, plan, plan.service(code)?, words),
        Matter::Journey(code) => Standing::of_journey(hall, plan, plan.journey(code)?, words),
    };
    standing.note.filter(|_| standing.is_closed)
}
