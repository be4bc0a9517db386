//! A printer without a printer: it speaks ESC/POS on a TCP port and keeps its paper as pictures.
//!
//! Invariant: like a real printer it obeys real-time commands wherever they stand, and everything else in order.
//! Invariant: what was cut off stays what it was; paper is never reprinted or cleaned up.

mod command;
mod faults;
mod listener;
mod machine;
mod paper;

pub use faults::{Faults, PaperSupply};
pub use listener::SimulatedPrinter;
pub use paper::{Paper, PrintedSlip};

#[cfg(test)]
mod tests;
