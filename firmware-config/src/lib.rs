//! The configuration of the devices of a hall: `device.toml`, read, typed, and checked as a whole; several files of one
//! computer checked against each other, and the files of its image rendered from them.
//!
//! Invariant: a [`DeviceConfig`] that exists is sound: every pin is a line of the header and has one use, every key
//! and lamp fits the device's role.
//! Invariant: an author sees every fault at once, each with its line and what to write instead.

mod check;
mod device;
mod faults;
mod image;
mod raw;
mod together;

pub use check::parse;
pub use device::{
    Board, Buzzer, DeviceConfig, Digits, Key, KeyMeaning, Lamp, LampMeaning, LineUse, Model, NumberPad,
    NumberPadKey, PadKey, PaperWidth, PinAccess, Printer, PrinterModel, PrinterWay, RatingKey, Role, Screen,
    Server, Sounds, TypingReader, UsbWhich,
};
pub use faults::{DeviceFault, DeviceFaults, FileFault};
pub use image::{ImageFile, NotRendered, render};
pub use together::{DeviceFile, check_together, read_together};

#[cfg(test)]
mod tests;
