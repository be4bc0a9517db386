//! How a group or a service stands: how many wait, or why it issues no tickets and when it does again (K17).

use hall_protocol::identity::IssuingEnded;
use hall_protocol::plan_document::{PlanJourney, PlanService};
use jiff::Timestamp;

use crate::hall_watch::HallPicture;
use crate::plan::Plan;
use crate::words::Words;

/// What is said of it.
pub(super) struct Standing {
    /// How many wait, or why it is closed; none when that is not known.
    pub(super) note: Option<String>,
    pub(super) is_closed: bool,
}

impl Standing {
    pub(super) fn of_group(hall: &HallPicture, plan: &Plan, letter: char, words: Words) -> Self {
        let Some(group) = open_hall(hall).and_then(|hall| hall.group(letter)) else {
            return Self {
                note: None,
                is_closed: hall.answers && hall.day.is_some(),
            };
        };
        if !group.open {
            return Self::closed(hall, plan, (group.from, group.ended), words);
        }
        let note = hall.answers.then(|| match group.waiting {
            0 => words.say("ahead-nobody"),
            waiting => words.count("ahead", waiting),
        });
        Self {
            note,
            is_closed: false,
        }
    }

    /// A service may stand otherwise than its group.
    pub(super) fn of_service(hall: &HallPicture, plan: &Plan, service: &PlanService, words: Words) -> Self {
        let own = open_hall(hall).and_then(|hall| hall.service(&service.code));
        match own {
            Some(own) if !own.open => Self::closed(hall, plan, (own.from, own.ended), words),
            Some(_) | None => Self::of_group(hall, plan, service.group.as_char(), words),
        }
    }

    /// A journey is as open as the services it begins with: the first of them that is closed says why.
    pub(super) fn of_journey(hall: &HallPicture, plan: &Plan, journey: &PlanJourney, words: Words) -> Self {
        let first = plan.stages_of(journey).into_iter().next().unwrap_or_default();
        let mut standings = first
            .into_iter()
            .map(|service| Self::of_service(hall, plan, service, words))
            .collect::<Vec<_>>();
        let closed = standings.iter().position(|standing| standing.is_closed);
        let counts = closed.unwrap_or_default();
        if counts < standings.len() {
            return standings.swap_remove(counts);
        }
        Self {
            note: None,
            is_closed: true,
        }
    }

    /// Why no ticket is issued now, and from when one is again: later today, or on another day.
    fn closed(
        hall: &HallPicture,
        plan: &Plan,
        (from, ended): (Option<Timestamp>, Option<IssuingEnded>),
        words: Words,
    ) -> Self {
        let why = ended.map(|ended| words.say(why(ended)));
        let is_today = |at: Timestamp| {
            hall.day
                .as_ref()
                .is_some_and(|day| plan.local(at).date() == plan.local(day.now).date())
        };
        let again = from.map(|at| {
            let when = if is_today(at) {
                plan.local(at).strftime("%H:%M").to_string()
            } else {
                plan.day_and_time(at, words.0)
            };
            words.about("closed-until", &when)
        });
        let note = match (why, again) {
            (Some(why), Some(again)) => words.join(&[why, again]),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => words.say("closed-today"),
        };
        Self {
            note: Some(note),
            is_closed: true,
        }
    }
}

fn open_hall(hall: &HallPicture) -> Option<&HallPicture> {
    Some(hall).filter(|hall| hall.gives() && hall.service_day().is_some())
}

fn why(ended: IssuingEnded) -> &'static str {
    match ended {
        IssuingEnded::HallCloses => "closed-today",
        IssuingEnded::ServiceStops => "closed-stopped",
        IssuingEnded::HoursOver => "closed-hours-over",
        IssuingEnded::NotToday => "closed-not-today",
        IssuingEnded::SystemDown => "closed-system-down",
        IssuingEnded::DepartmentAbsent => "closed-department-absent",
        IssuingEnded::Evacuation => "closed-evacuation",
    }
}
