//! One ticket a person: the card that is to be put on the reader, and what it will be taken for.

use hall_protocol::plan_document::{PlanGroup, PlanService};

use super::basket::name_of;
use crate::plan::Plan;
use crate::session::{Card, CardFault, Session, Wish};
use crate::ticket_slip::cases;
use crate::words::Words;

pub(super) struct CardView {
    pub(super) title: String,
    /// The matters, a claimed class, and how many come: whoever puts a card down signs for these.
    pub(super) what_for: Vec<String>,
    pub(super) fault: Option<String>,
}

impl CardView {
    pub(super) fn of(wish: &Wish, fault: Option<CardFault>, plan: &Plan, words: Words) -> Self {
        let fault = fault.map(|fault| match fault {
            CardFault::Unread => "card-unread",
            CardFault::UnreadAgain => "card-unread-again",
            CardFault::HallAway => "card-away",
        });
        Self {
            title: words.say("card-title"),
            what_for: what_for(wish, plan, words),
            fault: fault.map(|fault| words.say(fault)),
        }
    }
}

fn what_for(wish: &Wish, plan: &Plan, words: Words) -> Vec<String> {
    let Wish::Matters {
        basket,
        cases: many,
        class,
    } = wish
    else {
        return vec![words.say("arrival-title")];
    };
    let matters = basket.matters().map(|matter| name_of(plan, &matter, words));
    let class = class.as_ref().and_then(|code| {
        let class = plan.claimable().find(|class| class.code == *code)?;
        Some(class.name.get(words.0).to_owned())
    });
    matters.chain(class).chain(cases(words, *many)).collect()
}

/// That a ticket for one of these services is one a person, and how the card is shown; none where it is not.
pub(super) fn by_card<'a>(
    session: &Session,
    plan: &Plan,
    services: impl IntoIterator<Item = &'a PlanService>,
    words: Words,
) -> Option<String> {
    let group = |service: &PlanService| plan.group(service.group.as_char());
    let mut groups = services.into_iter().filter_map(group);
    let is_needed = groups.any(|group: &PlanGroup| group.by_card);
    let says = match session.card() {
        Card::NoReader => "by-card",
        Card::Absent | Card::Early | Card::There => "by-card-here",
    };
    is_needed.then(|| words.say(says))
}
