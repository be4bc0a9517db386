//! The machine's steady clock, for waits on a device that answers in real time.

use std::time::Instant;

pub(crate) fn steady() -> Instant {
    Instant::now()
}
