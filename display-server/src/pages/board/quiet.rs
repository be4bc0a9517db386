//! What a board shows while nobody is called: one service after the other, and what is not handled here.
//!
//! A card stands where the newest call stands; the windows' lines stay. Each stands still for its turn; which one it
//! is follows from the hall's clock alone.
//!
//! Invariant: a call is never hidden or late: with it the card is gone, and for the plan's `quiet_s` no card comes.

use hall_protocol::board::BoardView;
use jiff::SignedDuration;
use queue_core::plan::Service;
use queue_core::{AreaCode, HallPlan};

use super::notices::turn_of;
use crate::pages::locale::Locale;
use crate::pages::openness::Facts;
use crate::pages::words::Words;

/// How many documents or entries a card names; of more it says how many.
const LINES: usize = 6;

/// One card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Card {
    /// A service.
    Service {
        facts: Box<Facts>,
        /// Its name in the second language.
        second: String,
        /// How many documents more there are than the card has room for.
        more: Option<String>,
    },
    /// What is not handled here: name and place of each.
    Elsewhere(Vec<(String, String)>),
}

/// The card whose turn it is; none: somebody was called a moment ago, or the hall has none to show.
pub(super) fn card(view: &BoardView, locale: &Locale<'_>) -> Option<Card> {
    let quiet_s = locale.plan.rules().quiet_s;
    let quiet = SignedDuration::from_secs(quiet_s.into());
    let is_quiet = view
        .calls
        .iter()
        .all(|call| view.now.duration_since(call.at) >= quiet);
    if quiet_s == 0 || view.day.is_none() || !is_quiet {
        return None;
    }
    let services = services_here(locale.plan, &AreaCode::new(&*view.area.code));
    let entries = locale.plan.parts().elsewhere.chunks(LINES);
    let place = turn_of(services.len() + entries.len(), view.now)?;
    if let Some(service) = services.get(place) {
        return Some(of_service(locale, service));
    }
    let entries = entries.into_iter().nth(place - services.len())?;
    let say = |names| locale.plan_name(names);
    let entries = entries.iter().map(|entry| (say(&entry.names), say(&entry.place)));
    Some(Card::Elsewhere(entries.collect()))
}

/// The services that people come to this area for.
fn services_here<'a>(plan: &'a HallPlan, area: &AreaCode) -> Vec<&'a Service> {
    let is_here = |service: &&Service| {
        let windows = plan.windows_for(service);
        windows.first().is_some_and(|window| window.area == *area)
    };
    plan.parts().services.iter().filter(is_here).collect()
}

fn of_service(locale: &Locale<'_>, service: &Service) -> Card {
    let mut facts = Facts::of(locale, service);
    let more = u32::try_from(facts.documents.len().saturating_sub(LINES)).unwrap_or(u32::MAX);
    facts.documents.truncate(LINES);
    Card::Service {
        second: Words::plan_name(locale.second(), &service.names),
        facts: Box::new(facts),
        more: (more > 0).then(|| locale.count("list-more", &more)),
    }
}
