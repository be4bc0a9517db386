//! A service as the phone tells of it before anybody comes: where, with which documents, for how much.

use queue_core::plan::Service;
use queue_core::{HallPlan, ServiceCode};

use crate::pages::locale::Locale;
use crate::pages::services::{GroupChoices, choices};

/// What there is to know of a service.
#[derive(Debug)]
pub(super) struct About {
    pub(super) code: String,
    pub(super) name: String,
    /// The area of its first window.
    pub(super) area: Option<String>,
    pub(super) windows: String,
    pub(super) documents: Vec<String>,
    pub(super) fees: Vec<String>,
}

impl About {
    pub(super) fn of(locale: &Locale<'_>, service: &Service) -> Self {
        let windows = locale.plan.windows_for(service);
        let area = windows.first().and_then(|window| locale.plan.area(&window.area));
        let numbers: Vec<u16> = windows.iter().map(|window| window.number.get()).collect();
        let all = |names: &[queue_core::plan::Names]| names.iter().map(|one| locale.plan_name(one)).collect();
        Self {
            code: service.code.to_string(),
            name: locale.plan_name(&service.names),
            area: area.map(|area| locale.plan_name(&area.names)),
            windows: locale.numbers(&numbers),
            documents: all(&service.documents),
            fees: service.fees.iter().map(|fee| locale.fee(fee)).collect(),
        }
    }
}

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
