//! Who is told what happens on a printer's thread.

use std::sync::Arc;

use super::status::PrinterHealth;

/// Told whenever a printer's health changes, on the printer's thread.
pub type HealthHook = Box<dyn FnMut(PrinterHealth) + Send>;

/// Called at least every tenth of a second while the printer's thread lives, but for the time that a connection takes
/// to be made, and a job's hook to return: what a watchdog listens to.
pub type TurnHook = Arc<dyn Fn() + Send + Sync>;
