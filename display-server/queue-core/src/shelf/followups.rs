//! Follow-ups on the shelf: what a command about one needs, and what it means.

use std::collections::BTreeSet;

use super::{Shelf, Wanted, standing};
use crate::command::{Actor, FollowupAsk, FollowupCommand};
use crate::event::Event;
use crate::followup::{self, FollowupCode, FollowupRefusal};
use crate::hall::Hall;
use crate::rejection::Rejection;

/// What is brought up must not take the place of what is there: its own code is put in too.
pub(super) fn wanted(hall: &Hall, command: &FollowupCommand) -> Wanted {
    match &command.what {
        FollowupAsk::Open { raised } => Wanted {
            cases: raised.matter.iter().cloned().collect(),
            followups: standing(hall)
                .map(|(_, day)| FollowupCode::of(raised.kind, day, &command.press))
                .into_iter()
                .collect(),
            ..Wanted::default()
        },
        FollowupAsk::Do { code, .. } => Wanted {
            followups: BTreeSet::from([code.clone()]),
            ..Wanted::default()
        },
    }
}

impl Shelf {
    pub(super) fn about_followup(
        &self,
        hall: &Hall,
        by: &Actor,
        asked: &FollowupCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing(hall).ok_or(Rejection::HallClosed)?;
        let (code, happened) = match &asked.what {
            FollowupAsk::Open { raised } => {
                raised.matter.as_ref().map(|code| self.known(code)).transpose()?;
                let happened = followup::Opening { plan, day, by }.decide(raised)?;
                let code = FollowupCode::of(raised.kind, day, &asked.press);
                if self.followups.get(&code).is_some() {
                    return Err(Rejection::PressGivenUp);
                }
                (code, happened)
            }
            FollowupAsk::Do { code, verb } => {
                let unknown = || FollowupRefusal::UnknownFollowup { code: code.clone() };
                let followup = self.followups.get(code).ok_or_else(unknown)?;
                let happened = followup::Asked { followup, plan, by }.decide(verb)?;
                (code.clone(), happened)
            }
        };
        Ok(vec![Event::Followup { code, day, happened }])
    }
}
