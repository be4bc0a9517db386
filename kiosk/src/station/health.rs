//! What staff are told of a device.

use std::collections::BTreeSet;
use std::time::Duration;

use hall_protocol::identity::{DeviceFault, Health};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::issuing::PrinterNews;
use crate::server_link::ServerLink;

/// How often staff are told of a device's health.
const EVERY: Duration = Duration::from_secs(30);

/// Tells how a device is, every 30 s, and at once when its printer or another part changes; until the task is ended.
pub(super) async fn report(
    link: ServerLink,
    mut printer: watch::Receiver<PrinterNews>,
    mut faults: watch::Receiver<BTreeSet<DeviceFault>>,
) {
    let started = Clock::running();
    let mut turns = tokio::time::interval(EVERY);
    let (mut printer_may_change, mut parts_may_change) = (true, true);
    loop {
        tokio::select! {
            _ = turns.tick() => {}
            changed = printer.changed(), if printer_may_change => printer_may_change = changed.is_ok(),
            changed = faults.changed(), if parts_may_change => parts_may_change = changed.is_ok(),
        }
        let news = *printer.borrow_and_update();
        let health = Health {
            printer: news.word.to_owned(),
            paper_left_m: news.paper_left_m,
            faults: faults.borrow_and_update().iter().cloned().collect(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            uptime_s: started.moment().since_start().as_secs(),
        };
        if let Err(error) = link.report_health(&health).await {
            tracing::debug!(%error, "health not reported");
        }
    }
}
