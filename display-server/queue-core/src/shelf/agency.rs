//! What a press beyond the windows needs, and what it comes to.

use std::collections::BTreeSet;

use super::{Shelf, Wanted, standing};
use crate::agency;
use crate::command::{Actor, AgencyCommand, AgencyVerb};
use crate::event::Event;
use crate::hall::Hall;
use crate::rejection::Rejection;

/// What a press names, or begins.
pub(super) fn wanted(hall: &Hall, command: &AgencyCommand) -> Wanted {
    let begun = || {
        let day = standing(hall).map(|(_, day)| day);
        day.and_then(|day| command.begins(day)).into_iter().collect()
    };
    match &command.verb {
        AgencyVerb::AskHomeVisit(_) => Wanted {
            home_visits: begun(),
            ..Wanted::default()
        },
        AgencyVerb::HomeVisit { code, .. } => Wanted {
            home_visits: BTreeSet::from([code.clone()]),
            ..Wanted::default()
        },
        AgencyVerb::GiveMandate(_) => Wanted {
            mandates: begun(),
            ..Wanted::default()
        },
        AgencyVerb::Mandate { code, verb } => Wanted {
            mandates: BTreeSet::from([code.clone()]),
            cases: verb.matter().cloned().into_iter().collect(),
            ..Wanted::default()
        },
        AgencyVerb::Compare { .. } => Wanted {
            comparisons: begun(),
            ..Wanted::default()
        },
        AgencyVerb::Authority { .. } => Wanted::default(),
    }
}

impl Shelf {
    pub(super) fn beyond_windows(
        &self,
        hall: &Hall,
        by: &Actor,
        asked: &AgencyCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let standing = standing(hall).ok_or(Rejection::HallClosed)?;
        agency::decide(self, standing, by, asked)
    }
}
