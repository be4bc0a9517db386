//! Who answers for whom (首問負責): visitors who were asked about and whom nobody else has taken up yet.

use super::Hall;
use crate::leg::{Leg, LegState};
use crate::visit::{Asked, Visit};

/// Somebody who answers for a visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Responsibility<'a> {
    /// Who, and since when.
    pub asked: &'a Asked,
    /// The visitor.
    pub visit: &'a Visit,
    /// Where the visitor stands.
    pub leg: &'a Leg,
}

impl Hall {
    /// The open responsibilities, the oldest first. Whoever serves a visitor just now has taken up all there is to take up;
    /// when the visit is over so is the responsibility.
    #[must_use]
    pub fn responsibilities(&self) -> Vec<Responsibility<'_>> {
        let open = self.visits().filter_map(|visit| {
            let asked = visit.asked.as_ref()?;
            let leg = visit.foremost().filter(|leg| !leg.is_ended())?;
            let serves =
                matches!(leg.state, LegState::Serving { .. }) && leg.clerk.as_ref() == Some(&asked.person);
            (!serves).then_some(Responsibility { asked, visit, leg })
        });
        let mut open: Vec<_> = open.collect();
        open.sort_by_key(|one| (one.asked.since, one.visit.ticket.visit));
        open
    }
}
