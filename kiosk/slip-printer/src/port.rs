//! The way to a printer: over the network, over USB, over a serial line.
//!
//! Invariant: a way leads to the one printer that was named, or nowhere: a slip never comes out of another.
//! Invariant: every call has a limit; a printer that takes nothing cannot hold its thread.

mod character_device;
mod serial;
mod tcp;
mod usb;

use std::{io, time::Duration};

pub use character_device::CharacterDevice;
pub use serial::SerialPort;
pub use tcp::TcpPort;
pub use usb::{UsbPort, WhichUsb};

/// A place where a printer may be found.
pub trait PrinterPort: Send {
    /// An open way to the printer.
    type Link: PrinterLink;

    /// Opens the way.
    ///
    /// # Errors
    /// When nothing answers `within` the time.
    fn connect(&mut self, within: Duration) -> io::Result<Self::Link>;
}

/// An open way to a printer. Every call has a limit, so that a stalled printer cannot hold its thread.
pub trait PrinterLink {
    /// Writes some of `bytes` and returns how many, 0 when the printer took none `within` the time.
    ///
    /// # Errors
    /// When the way is broken; it is not used again.
    fn write_some(&mut self, bytes: &[u8], within: Duration) -> io::Result<usize>;

    /// Reads what has come and returns how many bytes, 0 when nothing came `within` the time; a time of zero never waits.
    ///
    /// # Errors
    /// When the way is broken or the other side closed it; it is not used again.
    fn read_some(&mut self, buffer: &mut [u8], within: Duration) -> io::Result<usize>;
}

/// Late is not broken: what a call gives when its time passed first.
fn nothing_when_late(outcome: io::Result<usize>) -> io::Result<usize> {
    outcome.or_else(|error| {
        let is_late = matches!(
            error.kind(),
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
        );
        if is_late { Ok(0) } else { Err(error) }
    })
}
