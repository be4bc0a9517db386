//! Which services are charged, and which windows collect: 一個窗口收費、收繳分離.

use super::{Fee, FeeKind, HallPlan, Oversight, PlanParts, Service, WindowPlan};
use crate::ids::{PersonCode, ServiceCode, WindowNumber};

impl Fee {
    /// Whether somebody may have to pay it here; a tax is no fee.
    #[must_use]
    pub fn is_charged(&self) -> bool {
        match self.kind {
            FeeKind::Fixed { .. } | FeeKind::Range { .. } | FeeKind::Tariff => true,
            FeeKind::Free | FeeKind::Tax => false,
        }
    }
}

impl Service {
    /// Whether it has a fee that somebody may have to pay.
    #[must_use]
    pub fn is_charged(&self) -> bool {
        self.fees.iter().any(Fee::is_charged)
    }
}

impl PlanParts {
    /// The service that a window collects for, and the first that it accepts and that is charged; none: it keeps them apart.
    pub(crate) fn charges_and_collects(&self, window: &WindowPlan) -> Option<(&Service, &Service)> {
        let served = |service: &&Service| window.skill(service).is_some();
        let mut of = self.services.iter().filter(served);
        let collects = of.clone().find(|service| service.collects)?;
        let charged = of.find(|service| service.is_charged() && !service.collects)?;
        Some((collects, charged))
    }
}

impl WindowPlan {
    /// The window with everything that it serves at some hour.
    pub(crate) fn at_some_hour(&self) -> Self {
        let mut all = self.clone();
        for tide in &self.tides {
            all.primary.extend(&tide.primary);
            all.secondary.extend(&tide.secondary);
        }
        all
    }

    /// The window standing in for another: that one's groups are served too, but for what that one may not handle.
    #[must_use]
    pub(crate) fn and_for(mut self, other: &Self, parts: &PlanParts) -> Self {
        for group in other.primary.iter().chain(&other.secondary) {
            if self.group_skill(*group).is_some() {
                continue;
            }
            self.secondary.push(*group);
            let is_of_group = |code: &&ServiceCode| {
                let mut services = parts.services.iter();
                services.any(|service| service.code == **code && service.group == *group)
            };
            let excluded = other.excludes.iter().filter(is_of_group);
            self.excludes.extend(excluded.cloned());
        }
        self
    }
}

impl HallPlan {
    /// Whether a window, as it serves, takes payments.
    #[must_use]
    pub fn collects(&self, window: &WindowPlan) -> bool {
        let mut collecting = self.parts.services.iter().filter(|service| service.collects);
        collecting.any(|service| window.skill(service).is_some())
    }

    /// The windows that take payments, by number, those that do so as their own first.
    #[must_use]
    pub fn collecting_windows(&self) -> Vec<WindowNumber> {
        let mut windows = Vec::new();
        let collecting = self.parts.services.iter().filter(|service| service.collects);
        for window in collecting.flat_map(|service| self.windows_for(service)) {
            if !windows.contains(&window.number) {
                windows.push(window.number);
            }
        }
        windows
    }

    /// Whether somebody oversees the fees: 審計監督.
    #[must_use]
    pub fn audits_fees(&self, code: &PersonCode) -> bool {
        self.oversees(code, Oversight::Audit)
    }
}
