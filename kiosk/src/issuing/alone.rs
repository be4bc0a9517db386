//! Giving a ticket while the hall is away: the next number that it leased, and the hall's answer in the kiosk's own words.

use super::{Outcome, Worker, out_of_service};
use crate::id::new_id;
use crate::journal::{GivenAlone, NewPress};
use crate::plan::Plan;
use crate::session::{Refusal, Wish};
use crate::ticket_alone::{answer, first_services};

impl Worker {
    /// Whether a number is left for what a press wishes.
    pub(super) fn can_give_alone(&self, press: &NewPress) -> bool {
        let plan = self.parts.hall.borrow().plan.clone();
        let letter = plan.and_then(|plan| letter_of(&plan, &press.order.wish));
        let letter = letter.filter(|_| self.day_lasts(press.day));
        letter.is_some_and(|letter| {
            let leased = self.leased_letters(press.day);
            leased.iter().any(|leased| leased.starts_with(letter))
        })
    }

    /// Whether the day for which numbers were leased is not over, by the hall's time as far as it is known.
    fn day_lasts(&self, day: jiff::civil::Date) -> bool {
        let leased = self.parts.journal.leased_day().unwrap_or_else(|error| {
            tracing::error!(%error, "what was leased cannot be read");
            None
        });
        let now = self.parts.hall.borrow().hall_time(self.parts.clock.moment());
        let leased = leased.filter(|leased| leased.day == day);
        leased.zip(now).is_some_and(|(leased, now)| now < leased.until)
    }

    /// Whether anything was leased to this kiosk for a day and is left: then only this letter's numbers are gone.
    pub(super) fn has_numbers_for(&self, day: jiff::civil::Date) -> bool {
        self.day_lasts(day) && !self.leased_letters(day).is_empty()
    }

    pub(super) fn leased_letters(&self, day: jiff::civil::Date) -> Vec<String> {
        self.parts.journal.leased_letters(day).unwrap_or_else(|error| {
            tracing::error!(%error, "what was leased cannot be read");
            Vec::new()
        })
    }

    /// Gives a ticket under a press of its own: the one that was not answered is void, whatever became of it. None: there is
    /// no number for it, or what is wished is the hall's alone to give.
    pub(super) fn give_alone(&self, unanswered: &NewPress) -> Result<Option<Outcome>, Refusal> {
        let picture = self.parts.hall.borrow().clone();
        let clock = &self.parts.clock;
        let (Some(plan), Some(now), Some(day)) = (
            picture.plan.as_deref(),
            picture.hall_time(clock.moment()),
            &picture.day,
        ) else {
            return Ok(None);
        };
        let Wish::Matters { basket, cases, class } = &unanswered.order.wish else {
            return Ok(None);
        };
        if !self.day_lasts(unanswered.day) {
            return Ok(None);
        }
        let answer = answer(plan, basket, (*cases, class.as_deref()), (unanswered.day, now));
        let Some((letter, reply)) = letter_of(plan, &unanswered.order.wish).zip(answer) else {
            return Ok(None);
        };
        let ids = new_id().and_then(|request| Ok((request, new_id()?)));
        let (request, token) = ids.map_err(|error| {
            tracing::error!(%error, "no ticket");
            Refusal::OutOfService
        })?;
        let press = NewPress {
            request,
            token,
            ..unanswered.clone()
        };
        let alone = GivenAlone {
            epoch: day.epoch,
            voids: Some(unanswered.request.clone()),
            moment: clock.boot_moment(),
            clock: clock.wall(),
            heard: day.now,
        };
        let given = self.parts.journal.give_alone(&press, letter, alone, reply);
        match given.map_err(out_of_service)? {
            Some(ticket) => {
                tracing::warn!(ticket.number, "given while the hall is away");
                self.as_kept(&press.request).map(Some)
            }
            None => Ok(None),
        }
    }
}

/// The letter of a ticket: that of the service it begins with.
fn letter_of(plan: &Plan, wish: &Wish) -> Option<char> {
    let Wish::Matters { basket, .. } = wish else {
        return None;
    };
    let first = basket.matters().next()?;
    let services = first_services(plan, &first);
    services.first().map(|service| service.group.as_char())
}
