//! Groups that are taken by card: whoever helps themselves shows one, and one person has one live ticket a group (黃牛).
//!
//! Invariant: what a ticket leads to by the plan counts like what it begins with, else a journey would go round the card.

use std::collections::BTreeSet;

use super::Deciding;
use super::issue::First;
use crate::command::Issue;
use crate::ids::{GroupLetter, HolderHash, ServiceCode};
use crate::leg::Step;
use crate::rejection::Rejection;
use crate::visit::{Channel, Visit};

impl Deciding<'_> {
    /// Asked last of all: nobody shows a card only to hear that there is no ticket.
    pub(super) fn allows_holder(&self, issue: &Issue, firsts: &[First<'_>]) -> Result<(), Rejection> {
        let wanted = firsts
            .iter()
            .flat_map(|first| self.by_card(&first.service.code, first.step.as_ref()));
        let wanted: BTreeSet<GroupLetter> = wanted.collect();
        let Some(group) = wanted.first() else {
            return Ok(());
        };
        match (issue.holder, issue.channel) {
            (Some(holder), _) => self.is_only_one(holder, &wanted),
            (None, Channel::Kiosk | Channel::Phone) => Err(Rejection::CardNeeded { group: *group }),
            // Reception looks at people.
            (None, Channel::Reception | Channel::Pad) => Ok(()),
        }
    }

    /// Whoever needs more brings the cases on one ticket.
    fn is_only_one(&self, holder: HolderHash, wanted: &BTreeSet<GroupLetter>) -> Result<(), Rejection> {
        let visits = self.day.by_holder.get(&holder).into_iter().flatten();
        let mut visits = visits.filter_map(|visit| self.day.visit(*visit));
        let live = visits.find(|visit| self.still_by_card(visit).any(|group| wanted.contains(&group)));
        live.map_or(Ok(()), |visit| {
            Err(Rejection::SecondLiveTicket {
                ticket: visit.ticket.number.clone(),
            })
        })
    }

    fn still_by_card<'v>(&'v self, visit: &'v Visit) -> impl Iterator<Item = GroupLetter> + 'v {
        visit
            .open_legs()
            .flat_map(|leg| self.by_card(&leg.opened.service, leg.opened.step.as_ref()))
    }

    /// The groups by card that a leg stands in, or leads to by the plan.
    fn by_card(&self, service: &ServiceCode, step: Option<&Step>) -> Vec<GroupLetter> {
        let plan = &self.day.plan;
        let ahead = match step {
            Some(step) => {
                let journey = plan.journey(&step.journey).into_iter();
                let later = journey.flat_map(|journey| journey.services_after(step.stage));
                later.cloned().collect()
            }
            None => plan.usual_path(service),
        };
        let services = std::iter::once(service).chain(&ahead);
        services
            .filter_map(|code| plan.group(plan.service(code)?.group))
            .filter(|group| group.by_card)
            .map(|group| group.letter)
            .collect()
    }
}
