//! What may be wrong with the simulated printer, on command.

use std::sync::{Arc, Mutex, PoisonError};

/// How much paper is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperSupply {
    /// A good roll.
    #[default]
    Plenty,
    /// Little is left; it still prints.
    NearEnd,
    /// None; it waits for a new roll, then goes on where it stopped.
    End,
}

/// The faults of a moment.
#[expect(
    clippy::struct_excessive_bools,
    reason = "faults come and go independently of one another"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FaultState {
    pub(super) supply: PaperSupply,
    /// Rows until the paper ends by itself.
    pub(super) rows_left: Option<usize>,
    pub(super) is_cover_open: bool,
    pub(super) is_cutter_jammed: bool,
    pub(super) is_stalled: bool,
    pub(super) never_proves: bool,
}

impl FaultState {
    pub(super) fn is_offline(self) -> bool {
        self.is_cover_open || self.is_cutter_jammed || self.supply == PaperSupply::End
    }
}

/// The handle that brings faults about. Every change is felt within some milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<FaultState>>);

impl Faults {
    /// Changes the paper supply.
    pub fn set_paper(&self, supply: PaperSupply) {
        self.change(|state| state.supply = supply);
    }

    /// Lets the paper end after so many more rows of 1/8 mm.
    pub fn end_paper_after(&self, rows: usize) {
        self.change(|state| state.rows_left = Some(rows));
    }

    /// Opens or closes the cover.
    pub fn set_cover_open(&self, is_open: bool) {
        self.change(|state| state.is_cover_open = is_open);
    }

    /// Jams or frees the cutter.
    pub fn set_cutter_jammed(&self, is_jammed: bool) {
        self.change(|state| state.is_cutter_jammed = is_jammed);
    }

    /// Lets the printer neither take, print nor answer anything.
    pub fn set_stalled(&self, is_stalled: bool) {
        self.change(|state| state.is_stalled = is_stalled);
    }

    /// Lets the printer print without ever confirming a job.
    pub fn set_never_proves(&self, never: bool) {
        self.change(|state| state.never_proves = never);
    }

    pub(super) fn now(&self) -> FaultState {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut FaultState)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
