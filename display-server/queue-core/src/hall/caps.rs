//! How many tickets and bookings of a group a half day has, against what the plan allows.
//!
//! Invariant: a booking that is expected and a ticket that was taken both count; a booking that was kept counts once.

use jiff::Timestamp;

use super::{Day, Hall, Register};
use crate::booking::Booking;
use crate::ids::{GroupLetter, ServiceDay, TokenHash};
use crate::plan::{DayTimes, HalfDay, HallPlan, QueueGroup, Service};
use crate::visit::{Channel, Visit};

/// A time that is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotOffer {
    /// When.
    pub at: Timestamp,
    /// How many more may be booked then.
    pub free: u32,
}

impl Hall {
    /// The times of a day at which a service may be booked, each with how many more; those that have passed, or are too
    /// far ahead, are left out.
    #[must_use]
    pub fn slots(
        &self,
        plan: &HallPlan,
        service: &Service,
        day: ServiceDay,
        times: &DayTimes,
        now: Timestamp,
    ) -> Vec<SlotOffer> {
        let booked = Booked::on(&self.register, plan, service.group, day, None);
        let slots = plan.slots(service, times);
        let to_come = slots.iter().filter(|at| plan.is_within_reach(**at, now));
        to_come
            .map(|at| SlotOffer {
                at: *at,
                free: self.free_at(plan, service, times, &slots, &booked, *at),
            })
            .collect()
    }

    /// How many more may be booked at a time: of the half day's share, of the time's own part of it, and of what the cap
    /// leaves.
    fn free_at(
        &self,
        plan: &HallPlan,
        service: &Service,
        times: &DayTimes,
        slots: &[Timestamp],
        booked: &Booked,
        at: Timestamp,
    ) -> u32 {
        let Some(group) = plan.group(service.group) else {
            return 0;
        };
        let half = times.half(at);
        let share = plan.bookable_in(group, times, half);
        let in_half = slots.iter().filter(|slot| times.half(**slot) == half).count();
        let a_slot = share.div_ceil(u32::try_from(in_half).unwrap_or(u32::MAX).max(1));
        let of_half = share.saturating_sub(booked.in_half(times, half));
        let of_slot = a_slot.saturating_sub(booked.at(at));
        of_half
            .min(of_slot)
            .min(self.left_of_cap(group, booked, times, half))
    }

    /// Whether nothing can be booked on a day any more: it is over, or an earlier one than the open one.
    pub(super) fn is_over(&self, day: ServiceDay) -> bool {
        let open = self.day.as_ref().map(|open| open.name);
        open.map_or(self.last_day.is_some_and(|last| day <= last), |open| day < open)
    }

    /// What a half day's cap leaves; on a day that has not begun only bookings and the reserve stand against it.
    fn left_of_cap(&self, group: &QueueGroup, booked: &Booked, times: &DayTimes, half: HalfDay) -> u32 {
        let Some(cap) = group.half_day else {
            return u32::MAX;
        };
        let open = self.day.as_ref().filter(|day| day.name == booked.day);
        let taken = open.map_or(0, |day| day.taken(group.letter, half, None));
        let expected = booked.expected_in(times, half);
        cap.total.saturating_sub(cap.reserve + taken + expected)
    }

    /// How many more may be booked at a time for a booking that stands somewhere else already.
    pub(super) fn free_for(
        &self,
        plan: &HallPlan,
        service: &Service,
        slot: &crate::command::Slot,
        moves: Option<&TokenHash>,
    ) -> Option<u32> {
        let slots = plan.slots(service, &slot.times);
        slots.contains(&slot.at).then(|| {
            let booked = Booked::on(&self.register, plan, service.group, slot.day, moves);
            self.free_at(plan, service, &slot.times, &slots, &booked, slot.at)
        })
    }
}

/// The bookings of a group on a day.
struct Booked {
    day: ServiceDay,
    /// Time, cases, and whether the visitor is still expected.
    all: Vec<(Timestamp, u32, bool)>,
}

impl Booked {
    fn on(
        register: &Register,
        plan: &HallPlan,
        group: GroupLetter,
        day: ServiceDay,
        but: Option<&TokenHash>,
    ) -> Self {
        let standing = register.standing_on(day);
        let of_group = standing.filter(|booking| Some(&booking.token) != but && is_of(plan, booking, group));
        let all = of_group
            .filter_map(|booking| Some((booking.at()?, u32::from(booking.cases), booking.is_expected())))
            .collect();
        Self { day, all }
    }

    fn at(&self, at: Timestamp) -> u32 {
        let there = self.all.iter().filter(|(other, ..)| *other == at);
        there.map(|(_, cases, _)| cases).sum()
    }

    fn in_half(&self, times: &DayTimes, half: HalfDay) -> u32 {
        let there = self.all.iter().filter(|(at, ..)| times.half(*at) == half);
        there.map(|(_, cases, _)| cases).sum()
    }

    fn expected_in(&self, times: &DayTimes, half: HalfDay) -> u32 {
        let there = self
            .all
            .iter()
            .filter(|(at, _, expected)| *expected && times.half(*at) == half);
        there.map(|(_, cases, _)| cases).sum()
    }
}

/// Whether a booking begins in a group.
fn is_of(plan: &HallPlan, booking: &Booking, group: GroupLetter) -> bool {
    let mut begins = booking
        .matters
        .iter()
        .filter_map(|matter| matter.begins_with(plan));
    begins.any(|service| service.group == group)
}

impl Day {
    /// How many tickets of a group were taken in a half of this day, cases counted, on one channel or on all.
    pub(super) fn taken(&self, group: GroupLetter, half: HalfDay, channel: Option<Channel>) -> u32 {
        let of = |visit: &&Visit| {
            !visit.is_voided()
                // Whoever was here at midnight took a place of the day before.
                && visit.issued_at >= self.times.doors_open_at
                && channel.is_none_or(|channel| visit.ticket.channel == channel)
                && self.times.half(visit.issued_at) == half
                && visit.begins_in(group)
        };
        let visits = self.visits.values().map(AsRef::as_ref).filter(of);
        visits.map(|visit| u32::from(visit.ticket.cases)).sum()
    }

    /// Whether a half day's cap leaves room for a ticket on a channel.
    pub(super) fn has_room(
        &self,
        register: &Register,
        service: &Service,
        channel: Channel,
        cases: u16,
        now: Timestamp,
    ) -> bool {
        let Some(group) = self.plan.group(service.group) else {
            return true;
        };
        let Some(cap) = group.half_day else { return true };
        let half = self.times.half(now);
        let booked = Booked::on(register, &self.plan, group.letter, self.name, None);
        let expected = booked.expected_in(&self.times, half);
        let reserve = if channel == Channel::Reception {
            0
        } else {
            cap.reserve
        };
        let own = match channel {
            Channel::Kiosk => cap.kiosk,
            Channel::Phone => cap.remote,
            Channel::Reception | Channel::Pad => None,
        };
        let cases = u32::from(cases);
        let of_all = self.taken(group.letter, half, None) + expected + reserve + cases <= cap.total;
        let of_own = own.is_none_or(|own| self.taken(group.letter, half, Some(channel)) + cases <= own);
        of_all && of_own
    }
}
