//! Which services are charged, and which windows collect: 一個窗口收費、收繳分離.

use super::{Fee, FeeKind, HallPlan, Oversight, Service, WindowPlan};
use crate::ids::{PersonCode, WindowNumber};

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
