//! The machines of a device: buttons, lamps, and the slip printer.
//!
//! Invariant: a trait here has two or three methods, two implementations and a user.
//! Invariant: [`raspberry`] alone names the Pi's own library.

pub mod board;
pub mod button;
pub mod debounce;
pub mod lamp;
pub mod raspberry;
pub mod simulated;
