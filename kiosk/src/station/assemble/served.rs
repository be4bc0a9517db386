//! What the pages of a process are drawn from, once its devices are put together.

use std::sync::Arc;

use simulated_printer::SimulatedPrinter;

use super::{Assembly, USUAL_PX_PER_MM};
use crate::clock::Clock;
use crate::meters::Measured;
use crate::pages::Served;
use crate::pages::panel::Panel;

impl Assembly {
    pub(super) fn served(&self) -> Served {
        let screen = self.screen.as_ref();
        let panel = self.is_simulated.then(|| {
            Arc::new(Panel {
                fronts: self.fronts.clone(),
                paper: screen
                    .and_then(|parts| parts.printer.as_ref())
                    .map(SimulatedPrinter::paper),
                hall: self.hall.clone(),
                changes: self.changes.subscribe(),
                has_screen: screen.is_some(),
            })
        });
        Served {
            touchscreen: screen.map(|parts| parts.touchscreen.clone()),
            px_per_mm: screen.map_or(USUAL_PX_PER_MM, |parts| parts.px_per_mm),
            panel,
            signs: self.signs.clone().into(),
            page_heartbeat: self.page_heartbeat.clone(),
            measured: Measured {
                meters: self.meters.clone(),
                devices: self.health.clone().into(),
                hall: self.hall.clone(),
                journal: self.journal.clone(),
                clock: self.clock.clone(),
                running: Clock::running(),
                data: self.data.clone(),
            },
        }
    }
}
