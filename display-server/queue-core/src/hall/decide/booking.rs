//! Bookings: made, moved and given back, at any hour; and what becomes of them when their visitor comes.

use jiff::Timestamp;

use super::Deciding;
use super::ticket::fit_on_one_ticket;
use crate::booking::{BookedTime, Booking, BookingState};
use crate::command::{Actor, Book, BookingVerb, ByBooking, Matter, Slot};
use crate::event::Event;
use crate::hall::Hall;
use crate::ids::{ServiceDay, TokenHash};
use crate::leg::add_seconds;
use crate::plan::{HallPlan, Role, Service};
use crate::rejection::Rejection;
use crate::visit::CASES_LIMIT;

/// How many bookings a hall keeps at most (I9): every opening of a day carries them.
const BOOKINGS_LIMIT: usize = 20_000;

impl Hall {
    pub(super) fn booking(
        &self,
        now: Timestamp,
        by: &Actor,
        verb: &BookingVerb,
    ) -> Result<Vec<Event>, Rejection> {
        may_book(by)?;
        match verb {
            BookingVerb::Book(book) => self.book(now, book),
            BookingVerb::Move { booking, to } => self.move_booking(now, booking, to),
            BookingVerb::Cancel { booking } => {
                self.expected(booking)?;
                Ok(vec![Event::BookingCancelled { booking: *booking }])
            }
        }
    }

    fn book(&self, now: Timestamp, book: &Book) -> Result<Vec<Event>, Rejection> {
        let plan = self.plan.as_ref().ok_or(Rejection::HallClosed)?;
        let known = self.register.by_token(&book.token).is_some();
        let used = self.day.as_ref().is_some_and(|day| day.by_token.has(&book.token));
        if known || used {
            return Err(Rejection::TokenUsed);
        }
        if !(1..=CASES_LIMIT).contains(&book.cases) {
            return Err(Rejection::BadCases { limit: CASES_LIMIT });
        }
        fit_on_one_ticket(&book.matters)?;
        if self.register.len() >= BOOKINGS_LIMIT {
            return Err(Rejection::TooManyBookings);
        }
        let services = first_services(plan, &book.matters)?;
        self.is_free(plan, now, &services, book.cases, &book.slot, None)?;
        Ok(vec![Event::Booked {
            booking: Box::new(Booking {
                token: book.token,
                matters: book.matters.clone(),
                cases: book.cases,
                time: BookedTime::Slot {
                    day: book.slot.day,
                    at: book.slot.at,
                },
                language: book.language,
                channel: book.channel,
                made_at: now,
                state: BookingState::Expected,
            }),
        }])
    }

    fn move_booking(&self, now: Timestamp, token: &TokenHash, to: &Slot) -> Result<Vec<Event>, Rejection> {
        let plan = self.plan.as_ref().ok_or(Rejection::HallClosed)?;
        let booking = self.register.by_token(token).ok_or(Rejection::UnknownBooking)?;
        // Who missed it may take another time.
        if booking.state != BookingState::Missed {
            self.expected(token)?;
        }
        let services = first_services(plan, &booking.matters)?;
        self.is_free(plan, now, &services, booking.cases, to, Some(token))?;
        Ok(vec![Event::BookingMoved {
            booking: *token,
            to: BookedTime::Slot {
                day: to.day,
                at: to.at,
            },
        }])
    }

    fn expected(&self, token: &TokenHash) -> Result<&Booking, Rejection> {
        let booking = self.register.by_token(token).ok_or(Rejection::UnknownBooking)?;
        match booking.state {
            BookingState::Expected => Ok(booking),
            BookingState::Came { .. } => Err(Rejection::BookingUsed),
            BookingState::Missed => Err(Rejection::BookingMissed),
            BookingState::Cancelled => Err(Rejection::BookingCancelled),
        }
    }
}

/// Visitors on public pages, who have nothing but the token, and reception for whoever has no phone.
fn may_book(by: &Actor) -> Result<(), Rejection> {
    match by {
        Actor::Public
        | Actor::Visitor { .. }
        | Actor::Device { .. }
        | Actor::Person {
            role: Role::Reception | Role::Manager,
            ..
        } => Ok(()),
        Actor::Hall
        | Actor::Person {
            role: Role::Clerk | Role::Guide | Role::Overseer,
            ..
        } => Err(Rejection::NotYours),
    }
}

/// The service of each matter with which it begins.
fn first_services<'a>(plan: &'a HallPlan, matters: &[Matter]) -> Result<Vec<&'a Service>, Rejection> {
    let unknown = |matter: &Matter| match matter {
        Matter::Service(code) => Rejection::UnknownService {
            service: code.clone(),
        },
        Matter::Journey(code) | Matter::Rest { journey: code, .. } => Rejection::UnknownJourney {
            journey: code.clone(),
        },
    };
    let first = |matter: &Matter| matter.begins_with(plan).ok_or_else(|| unknown(matter));
    matters.iter().map(first).collect()
}

impl Deciding<'_> {
    /// The booking of somebody who is here, if it holds now.
    pub(super) fn arrival(&self, by: &ByBooking) -> Result<&Booking, Rejection> {
        let booking = self
            .register
            .by_token(&by.token)
            .ok_or(Rejection::UnknownBooking)?;
        match booking.state {
            BookingState::Expected | BookingState::Missed => {}
            BookingState::Came { .. } => return Err(Rejection::BookingUsed),
            BookingState::Cancelled => return Err(Rejection::BookingCancelled),
        }
        match booking.time {
            BookedTime::Slot { day, at } => {
                self.is_today(day)?;
                self.is_in_time(at, by.accept_late)?;
            }
            BookedTime::Revisit { until } if self.day.name > until => {
                return Err(Rejection::BookingOtherDay { day: until });
            }
            BookedTime::Revisit { .. } => {}
        }
        Ok(booking)
    }

    fn is_today(&self, day: ServiceDay) -> Result<(), Rejection> {
        if day == self.day.name {
            Ok(())
        } else {
            Err(Rejection::BookingOtherDay { day })
        }
    }

    fn is_in_time(&self, at: Timestamp, accept_late: bool) -> Result<(), Rejection> {
        let until = add_seconds(at, self.day.plan.rules().late_check_in_s);
        if self.now > until && !accept_late {
            return Err(Rejection::LateCheckIn { at });
        }
        Ok(())
    }
}

impl Hall {
    /// Whether there is room for a booking at that time: one of the plan's, still to come, not too far ahead, not full.
    fn is_free(
        &self,
        plan: &HallPlan,
        now: Timestamp,
        services: &[&Service],
        cases: u16,
        slot: &Slot,
        moves: Option<&TokenHash>,
    ) -> Result<(), Rejection> {
        if !plan.is_within_reach(slot.at, now) || self.is_over(slot.day) {
            return Err(Rejection::NoSuchSlot);
        }
        for service in services {
            let free = self.free_for(plan, service, slot, moves);
            if free.ok_or(Rejection::NoSuchSlot)? < u32::from(cases) {
                return Err(Rejection::SlotFull);
            }
        }
        Ok(())
    }
}
