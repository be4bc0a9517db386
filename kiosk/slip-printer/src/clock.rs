//! The machine's steady clock, for the deadlines of a device that answers in real time.

use std::time::Instant;

pub(crate) fn steady() -> Instant {
    Instant::now()
}
