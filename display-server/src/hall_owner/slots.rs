//! When a service may be booked: the days within reach, and the times of one of them.

use hall_protocol::booking::{SlotView, SlotsView};
use jiff::civil::Date;
use queue_core::hall::SlotOffer;
use queue_core::plan::Service;
use queue_core::{ServiceCode, ServiceDay};

use super::calendar::Calendar;
use crate::views::{self, Scene};

/// The times of a day, or of the first that has one; none: the plan has no such service.
pub(super) fn draw(
    scene: &Scene<'_>,
    calendar: &Calendar,
    service: &ServiceCode,
    day: Option<ServiceDay>,
) -> Option<SlotsView> {
    let service = scene.plan.service(service)?;
    let ahead = scene.plan.rules().bookings.days_ahead;
    let today = calendar.date(scene.now);
    let within_reach = std::iter::successors(Some(today), |date: &Date| date.tomorrow().ok());
    let offers: Vec<(ServiceDay, Vec<SlotOffer>)> = within_reach
        .take(usize::try_from(ahead).unwrap_or(usize::MAX).saturating_add(1))
        .map(ServiceDay)
        .map(|day| (day, offered(scene, calendar, service, day)))
        .filter(|(_, slots)| !slots.is_empty())
        .collect();
    let has_room = |(_, slots): &&(ServiceDay, Vec<SlotOffer>)| slots.iter().any(|slot| slot.free > 0);
    let first = offers
        .iter()
        .find(has_room)
        .or(offers.first())
        .map(|(day, _)| *day);
    let day = day.or(first).unwrap_or(ServiceDay(today));
    let slots = offers
        .iter()
        .find(|(other, _)| *other == day)
        .map(|(_, slots)| slots);
    Some(SlotsView {
        service: views::service(scene.plan, &service.code),
        day: day.0,
        days: offers.iter().map(|(day, _)| day.0).collect(),
        slots: slots.into_iter().flatten().map(view).collect(),
    })
}

fn offered(scene: &Scene<'_>, calendar: &Calendar, service: &Service, day: ServiceDay) -> Vec<SlotOffer> {
    let times = calendar.times(scene.hall, day);
    times.map_or_else(Vec::new, |times| {
        scene.hall.slots(scene.plan, service, day, &times, scene.now)
    })
}

fn view(slot: &SlotOffer) -> SlotView {
    SlotView {
        at: slot.at,
        free: slot.free,
    }
}
