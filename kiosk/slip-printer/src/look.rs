//! One look at a printer that nobody owns: how it is, asked without printing.
//!
//! Invariant: nothing but `DLE EOT` is sent, which a printer answers at once and forgets.

use std::io;
use std::sync::Arc;

use super::conversation::Conversation;
use super::owner::fault_of;
use super::port::PrinterPort;
use super::profile::PrinterProfile;
use super::status::PrinterHealth;

/// Asks a printer how it is. Not to be called beside a [`crate::PrinterThread`] of the same printer.
///
/// # Errors
/// When there is no way to it; one that is reached and does not answer has a fault.
pub fn ask_health(mut port: impl PrinterPort, profile: &PrinterProfile) -> io::Result<PrinterHealth> {
    let link = port.connect(profile.times.connect)?;
    let nobody_waits: crate::TurnHook = Arc::new(|| {});
    let mut talk = Conversation::new(link, profile.status_bits, &nobody_waits);
    let asked = talk.ask_health(profile.times.answer);
    Ok(asked.unwrap_or_else(|broken| PrinterHealth::out(fault_of(broken))))
}
