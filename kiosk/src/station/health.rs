//! How a device is, for staff, and for whoever looks at it on its own machine.

use std::collections::BTreeSet;
use std::time::Duration;

use hall_protocol::identity::{DeviceFault, Health};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::issuing::PrinterNews;
use crate::server_link::ServerLink;

/// How often staff are told of a device's health.
const EVERY: Duration = Duration::from_secs(30);

/// Knows how a device is; clones know the same.
#[derive(Debug, Clone)]
pub struct DeviceHealth {
    /// The device's id.
    pub device: String,
    printer: watch::Receiver<PrinterNews>,
    faults: watch::Receiver<BTreeSet<DeviceFault>>,
    started: Clock,
}

impl DeviceHealth {
    /// The health of a device, from what is told of its printer and of its other parts.
    #[must_use]
    pub fn new(
        device: &str,
        printer: watch::Receiver<PrinterNews>,
        faults: watch::Receiver<BTreeSet<DeviceFault>>,
    ) -> Self {
        Self {
            device: device.to_owned(),
            printer,
            faults,
            started: Clock::running(),
        }
    }

    /// As it is now.
    #[must_use]
    pub fn now(&self) -> Health {
        let news = *self.printer.borrow();
        Health {
            printer: news.word.to_owned(),
            paper_left_m: news.paper_left_m,
            faults: self.faults.borrow().iter().cloned().collect(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            uptime_s: self.started.moment().since_start().as_secs(),
        }
    }

    /// Tells the hall how the device is, every 30 s, and at once when its printer or another part changes; until the task
    /// is ended.
    pub(super) async fn report(mut self, link: ServerLink) {
        let mut turns = tokio::time::interval(EVERY);
        let (mut printer_may_change, mut parts_may_change) = (true, true);
        loop {
            tokio::select! {
                _ = turns.tick() => {}
                changed = self.printer.changed(), if printer_may_change => printer_may_change = changed.is_ok(),
                changed = self.faults.changed(), if parts_may_change => parts_may_change = changed.is_ok(),
            }
            self.printer.mark_unchanged();
            self.faults.mark_unchanged();
            if let Err(error) = link.report_health(&self.now()).await {
                tracing::debug!(%error, "health not reported");
            }
        }
    }
}
