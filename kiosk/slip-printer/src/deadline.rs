//! How much of a wait is left.

use std::time::{Duration, Instant};

use crate::clock::steady;

/// An end of waiting.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn after(wait: Duration) -> Self {
        Self(steady() + wait)
    }

    /// What is left of the wait, nothing once it is over.
    pub(super) fn left(self) -> Option<Duration> {
        self.0
            .checked_duration_since(steady())
            .filter(|left| !left.is_zero())
    }
}
