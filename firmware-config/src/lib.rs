//! The configuration of one device of a hall: `device.toml`, read, typed, and checked as a whole.
//!
//! Invariant: a [`DeviceConfig`] that exists is sound: every pin is a line of the header and has one use, every key
//! and lamp fits the device's role.
//! Invariant: an author sees every fault at once, each with its line and what to write instead.

mod check;
mod device;
mod faults;
mod raw;

pub use check::parse;
pub use device::{
    Board, Buzzer, DeviceConfig, Digits, Key, KeyMeaning, Lamp, LampMeaning, Model, NumberPad, NumberPadKey,
    PadKey, PaperWidth, PinAccess, Printer, PrinterModel, PrinterWay, Role, Screen, Server, Sounds, UsbWhich,
};
pub use faults::{DeviceFault, DeviceFaults};

#[cfg(test)]
mod tests;
