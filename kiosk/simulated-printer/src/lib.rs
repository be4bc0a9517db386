//! A printer without a printer: it speaks ESC/POS on a TCP port, a pseudo-terminal or a character device, and keeps its
//! paper as pictures.
//!
//! Invariant: like a real printer it obeys real-time commands wherever they stand, and everything else in order.
//! Invariant: what was cut off stays what it was; paper is never reprinted or cleaned up.
//! Invariant: one machine and one loop serve every way in; a way in only opens, closes and goes away.

mod attendance;
mod clock;
mod command;
mod faults;
mod machine;
mod model;
mod order;
mod paper;
mod printer;
mod state;
mod way_in;

pub use faults::Faults;
pub use order::{NotUnderstood, ORDERS, Order};
pub use paper::{Paper, PrintedSlip};
pub use printer::SimulatedPrinter;
pub use state::{Model, PaperSupply, PrinterState};

#[cfg(test)]
mod tests;
