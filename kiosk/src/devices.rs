//! The machines of a device: buttons, lamps, buzzers, number pads, readers of codes and cards, and digits.
//!
//! Invariant: a trait here has at most three methods, two implementations and a user.
//! Invariant: [`raspberry`] alone names the Pi's own library, [`gpio_chip`] alone the kernel's, [`usb_keyboard`] alone
//! that of input devices.

pub mod board;
pub mod button;
pub mod buzzer;
pub mod card_reader;
pub mod debounce;
pub mod digits;
pub mod edges;
pub mod faults;
pub mod gpio_chip;
pub mod lamp;
pub mod max7219;
pub mod number_pad;
pub mod pins;
pub mod raspberry;
pub mod scanner;
pub mod simulated;
pub mod strokes;
mod typed_lines;
pub mod usb_keyboard;
