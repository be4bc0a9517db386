//! The owner without a thread: it works when it is told to, in the time of whoever simulates one.

use super::batch::Batch;
use super::footing::Next;
use super::work::Owner;

/// The owner, and what its open transaction leaves to be said.
pub(crate) struct InlineOwner {
    owner: Owner,
    batch: Batch,
    has_ended: bool,
}

impl InlineOwner {
    pub(crate) fn new(owner: Owner) -> Self {
        Self {
            owner,
            batch: Batch::default(),
            has_ended: false,
        }
    }

    /// Takes up what has come; false: the owner has ended.
    pub(crate) fn work(&mut self) -> bool {
        while let Some(message) = self.owner.next_message().filter(|_| !self.has_ended) {
            self.has_ended = self.owner.work(&mut self.batch, Some(message)) == Next::End;
        }
        self.owner.catch_up(true);
        !self.has_ended
    }

    pub(crate) fn write_high_water(&self) {
        self.owner.high_water.try_to_write();
    }
}
