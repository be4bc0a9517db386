//! The one place here that reads the monotonic clock: how much of a wait is left.

use std::time::{Duration, Instant};

/// An end of waiting.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn after(wait: Duration) -> Self {
        Self(Instant::now() + wait)
    }

    /// What is left of the wait, nothing once it is over.
    pub(super) fn left(self) -> Option<Duration> {
        self.0
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero())
    }
}
