//! The services that a phone can book or take a number for.

use queue_core::plan::Service;
use queue_core::{HallPlan, ServiceCode};

use crate::pages::locale::Locale;
pub(super) use crate::pages::openness::Facts as About;
use crate::pages::services::{GroupChoices, choices};

/// The services that may be booked, by group.
pub(super) fn bookable(locale: &Locale<'_>) -> Vec<GroupChoices> {
    choices(locale, |service| service.bookable)
}

/// The services whose numbers may be taken on the phone, by group.
pub(super) fn remote(locale: &Locale<'_>) -> Vec<GroupChoices> {
    choices(locale, |service| is_remote(locale.plan, service))
}

pub(super) fn is_remote(plan: &HallPlan, service: &Service) -> bool {
    plan.group(service.group).is_some_and(|group| group.remote)
}

/// The service that an address or a form names, if the plan has it.
pub(super) fn named<'a>(plan: &'a HallPlan, code: &str) -> Option<&'a Service> {
    plan.service(&ServiceCode::new(crate::http::clean(code.trim())))
}
