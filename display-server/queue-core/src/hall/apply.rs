//! The one place where a hall changes: an entry of the journal becomes its new state.
//!
//! Total: an event that names something unknown changes nothing, so that a damaged journal never panics a hall.

mod asked;
mod authority;
mod bad_days;
mod bookings;
mod by_hand;
mod escorts;
mod legs;
mod offline;
mod plans;
mod ratings;
mod tickets;
mod undo;
mod windows;

pub(super) use escorts::deadlines;

use std::sync::Arc;

use jiff::Timestamp;

use super::by_id::ById;
use super::{Day, Hall, Touched};
use crate::command::Actor;
use crate::escort::EscortState;
use crate::event::{Entry, Event};
use crate::ids::{Seq, VisitId};
use crate::leg::Outcome;
use crate::offline::{DayNumbers, Series};
use crate::visit::{Confirmation, Visit};

/// What is the same for every event of an entry.
struct Applying<'a> {
    day: &'a mut Day,
    by: &'a Actor,
    seq: Seq,
    at: Timestamp,
    touched: &'a mut Touched,
}

impl Hall {
    /// Makes an entry true, and says what it changed. The only `&mut self` (I1).
    pub fn apply(&mut self, entry: &Entry) -> Touched {
        let mut touched = Touched::default();
        let before = self.day.as_ref().and_then(|day| day.before(entry));
        for event in &entry.body.events {
            self.apply_event(event, entry, &mut touched);
        }
        if let Some(day) = &mut self.day {
            day.requests.extend(entry.body.request);
            if entry.body.by != Actor::Hall {
                day.remember(entry, before, &touched);
            }
        } else {
            self.night_requests.extend(entry.body.request);
        }
        touched
    }

    fn apply_event(&mut self, event: &Event, entry: &Entry, touched: &mut Touched) {
        self.apply_to_register(event, touched);
        self.apply_to_plans(event, entry.at, touched);
        self.apply_to_epochs(event);
        if let Event::DayOpened {
            day,
            plan,
            times,
            carried,
            numbers,
            ..
        } = event
        {
            let plan = Arc::new(plan.as_ref().clone());
            self.plan = Some(Arc::clone(&plan));
            self.night_requests = ById::default();
            let mut day = Day::new(*day, plan, times.clone(), entry.at);
            day.numbers = numbers.unwrap_or(DayNumbers::FIRST);
            day.ceiling = day.numbers.series.ceiling(day.plan.most_numbers());
            day.anew_since = (day.numbers.series != Series::FIRST).then_some(entry.at);
            if let Some(carried) = carried {
                day.take_over(carried.as_ref().clone(), entry.at, touched);
            }
            self.carried = None;
            self.day = Some(day);
            touched.day = true;
        } else if *event == Event::DayClosed {
            let turns = self.day.as_ref().is_some_and(|day| self.turns(day));
            if let Some(mut day) = self.day.take() {
                self.last_day = Some(day.name);
                // A repeat may come after the doors have closed.
                self.night_requests = std::mem::take(&mut day.requests);
                self.carried = day.carry(entry.at, turns);
            }
            touched.day = true;
        } else if let Some(day) = &mut self.day {
            Applying {
                day,
                by: &entry.body.by,
                seq: entry.seq,
                at: entry.at,
                touched,
            }
            .event(event);
        }
    }
}

impl Applying<'_> {
    #[expect(
        clippy::too_many_lines,
        reason = "a table: one arm an event, each a straight call"
    )]
    fn event(&mut self, event: &Event) {
        let at = self.at;
        match event {
            Event::DayOpened { .. }
            | Event::DayClosed
            // Those are the register's.
            | Event::Booked { .. }
            | Event::BookingMoved { .. }
            | Event::BookingCancelled { .. }
            | Event::BookingKept { .. }
            | Event::BookingReturned { .. }
            | Event::BookingMissed { .. }
            // Counted by whoever reads the journal.
            | Event::ElsewhereAsked(_)
            // And those the shelf's of cases, and the book's of plans.
            | Event::Case { .. }
            | Event::HomeVisit { .. }
            | Event::Mandate { .. }
            | Event::HandlerCame { .. }
            | Event::Comparison { .. }
            | Event::CollectedUnaccepted { .. }
            | Event::Followup { .. }
            | Event::Fee { .. }
            | Event::BankList { .. }
            | Event::Appraisal { .. }
            | Event::Point { .. }
            | Event::PlanProposed { .. }
            | Event::PlanAccepted { .. }
            | Event::PlanRejected { .. }
            | Event::PlanChanged { .. } => {}
            Event::AuthoritySaid {
                department,
                person,
                present,
            } => self.authority_said(department, person, *present),
            Event::AdviceGiven { window, .. } => self.advised(*window),
            Event::Rating { key, happened, .. } => self.rating(*key, happened),
            Event::EnteredLater {
                visit,
                request,
                line,
                promise_s,
            } => self.entered_later(*visit, *request, line, *promise_s),
            Event::Postponed { leg } => self.ended(*leg, Outcome::Postponed),
            Event::CallTakenBack { leg } => self.call_taken_back(*leg),
            Event::StopBegan { stop } => self.stop_began(stop),
            Event::StopEnded { stop } => self.stop_ended(*stop),
            Event::ClosingMoved {
                issue_until,
                day_ends_at,
            } => self.closing_moved(*issue_until, *day_ends_at),
            Event::Announced { announcement } => self.announced(announcement),
            Event::AnnouncementEnded { announcement } => self.announcement_ended(*announcement),
            Event::CoverBegan { window, by } => self.cover_began(*window, *by),
            Event::TidesTurned => self.tides_turned(),
            Event::CoverEnded { window } => self.cover_ended(*window),
            Event::TicketIssued { ticket, leg } => self.issued(ticket, leg),
            Event::TicketConfirmed { visit, evidence } => {
                self.confirmation(
                    *visit,
                    Confirmation::Confirmed {
                        evidence: Some(*evidence),
                    },
                );
            }
            Event::CheckedIn { visit, anchor } => self.checked_in(*visit, *anchor),
            Event::ConfirmOverdue { visit } => self.confirmation(*visit, Confirmation::Overdue),
            Event::TicketVoided { visit, .. } => self.end_open_legs(*visit, Outcome::Voided),
            Event::ClassVerified {
                visit,
                verified,
                class,
                promise_s,
            } => {
                self.class_verified(*visit, *verified, class, *promise_s);
            }
            Event::Offline { happened } => self.offline(happened),
            Event::PressGivenUp { request, .. } => {
                self.day.given_up.insert(*request);
            }
            Event::LegOpened { leg } => self.opened(leg),
            // Its time has come: `settle` sees it by the entry's instant.
            Event::LegReady { leg } => self.change(leg.visit, |_| {}),
            Event::Called {
                leg,
                window,
                clerk,
                answer_by,
                choice,
            } => {
                self.called(*leg, *window, clerk, *answer_by, choice);
            }
            Event::Recalled { leg, answer_by } => self.recalled(*leg, *answer_by),
            Event::Started { leg } => self.started(*leg),
            Event::Finished { leg, outcome } => self.ended(*leg, *outcome),
            Event::NoShow { leg, held } => self.no_show(*leg, *held),
            Event::Reactivated {
                leg,
                anchor,
                promise_s,
            } => self.reactivated(*leg, *anchor, *promise_s),
            Event::Parked { leg } => self.parked(*leg),
            Event::Transferred { leg } => self.ended(*leg, Outcome::Transferred),
            Event::Withdrawn { leg } => self.ended(*leg, Outcome::Withdrawn),
            Event::Abandoned { leg } => self.ended(*leg, Outcome::Abandoned),
            Event::Undone {
                entry,
                window,
                answer_by,
            } => self.undone(*entry, *window, *answer_by),
            Event::WindowOpened { window, clerk } => self.window_opened(*window, clerk),
            Event::WindowPaused { window, reason } => self.window_paused(*window, reason),
            Event::WindowResumed { window } => self.window_resumed(*window),
            Event::WindowClosed { window } => self.window_closed(*window),
            Event::EscortRequested {
                escort,
                need,
                place,
                visit,
                accept_by,
                done_by,
            } => {
                self.escort_requested(*escort, need, place, *visit, (*accept_by, *done_by));
            }
            Event::EscortRepeated { escort, visit } => self.escort_repeated(*escort, *visit),
            Event::EscortOffered { escort, guide, until } => self.escort_offered(*escort, guide, *until),
            Event::EscortOfferEnded { escort, declined_by } => {
                self.escort_offer_ended(*escort, declined_by.as_ref());
            }
            Event::EscortLeftTo { escort, stand_in } => self.escort_left_to(*escort, *stand_in),
            Event::EscortAccepted {
                escort,
                guide,
                meet_by,
            } => {
                self.escort_accepted(*escort, guide, *meet_by);
            }
            Event::EscortReleased { escort, accept_by } => self.escort_released(*escort, *accept_by),
            Event::EscortMet { escort } => self.escort_met(*escort),
            Event::EscortHandedOver { escort, window } => self.escort_handed_over(*escort, *window),
            Event::EscortFetched {
                escort,
                guide,
                done_by,
            } => self.escort_fetched(*escort, guide, *done_by),
            Event::EscortDone { escort } => self.escort_ended(*escort, EscortState::Done { at }),
            Event::EscortCancelled { escort } => self.escort_ended(*escort, EscortState::Cancelled { at }),
            Event::EscortOverdue { escort, stage } => self.escort_overdue(*escort, *stage),
            Event::GuideOnDuty { guide, place } => self.guide_on_duty(guide, place),
            Event::GuideOffDuty { guide } => self.guide_off_duty(guide),
        }
    }

    fn change(&mut self, id: VisitId, change: impl FnOnce(&mut Visit)) {
        self.day.change_visit(id, self.at, self.touched, change);
    }
}
