//! The slip printer: one OS thread owns it, and says of every slip what is known of its paper.
//!
//! Invariant: only the thread of [`PrinterThread`] writes to a printer, and it prints one slip at a time.
//! Invariant: a state is told to the job's owner, and accepted, before the next byte is sent.
//! Invariant: a written byte proves nothing; only what the printer answers does.
//!
//! What only a real printer can show is still open: the print speed behind [`Evidence::Probably`], and whether a model
//! keeps its buffer after paper end.

mod answers;
mod clock;
mod commands;
mod conversation;
mod deadline;
mod hooks;
mod job;
mod look;
mod owner;
mod port;
mod presenter;
mod profile;
mod status;
mod thread;

pub use hooks::{HealthHook, TurnHook};
pub use job::{Evidence, NotDurable, PrintJob, PrintState, StateHook, UncertainCause};
pub use look::ask_health;
pub use port::{CharacterDevice, PrinterLink, PrinterPort, SerialPort, TcpPort, UsbPort, WhichUsb};
pub use profile::{PrinterProfile, PrinterTimes, ProofBy};
pub use status::{PrinterFault, PrinterHealth, StatusBits};
pub use thread::{JobRefused, PrinterThread};

#[cfg(test)]
mod tests;
