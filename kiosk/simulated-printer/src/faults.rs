//! What may be wrong with the simulated printer, on command, and what it tells of itself.
//!
//! Invariant: a fault acts on bytes that come after the call that set it, and counted faults act at exactly their byte,
//! in whatever pieces the bytes arrive.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::state::{Model, PaperSupply, PrinterState};

/// How many bytes may be taken now, and what follows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Admission {
    pub(super) length: usize,
    pub(super) then_hangs_up: bool,
}

/// The handle that brings faults about. Every change is felt within some milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<PrinterState>,
    /// Told of every change.
    changed: Condvar,
}

impl Faults {
    /// Lets it speak as another model does.
    pub fn set_model(&self, model: Model) {
        self.change(|state| state.model = model);
    }

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

    /// Jams or frees the cutter. One that was freed counts as jammed until `DLE ENQ 2` lets the printer go on.
    pub fn set_cutter_jammed(&self, is_jammed: bool) {
        self.change(|state| {
            state.is_jam_freed = state.is_cutter_jammed && !is_jammed;
            state.is_cutter_jammed |= is_jammed;
        });
    }

    pub(super) fn end_freed_jam(&self) {
        self.change(|state| state.is_cutter_jammed &= !std::mem::take(&mut state.is_jam_freed));
    }

    /// Brings about or repairs an error that no command clears.
    pub fn set_unrecoverable(&self, is_unrecoverable: bool) {
        self.change(|state| state.is_unrecoverable = is_unrecoverable);
    }

    /// Overheats or cools the head: an error that ends by itself.
    pub fn set_overheated(&self, is_overheated: bool) {
        self.change(|state| state.is_overheated = is_overheated);
    }

    /// Lets the printer neither take, print nor answer anything.
    pub fn set_stalled(&self, is_stalled: bool) {
        self.change(|state| {
            state.is_stalled = is_stalled;
            state.stall_after = None;
        });
    }

    /// Takes so many more bytes, does what they ask for, then stalls until [`set_stalled`](Self::set_stalled) ends it.
    pub fn stall_after(&self, bytes: u64) {
        self.change(|state| {
            state.stall_after = (bytes > 0).then_some(bytes);
            state.is_stalled = bytes == 0;
        });
    }

    /// Takes so many more bytes, does what they ask for, then closes its connection, once; with none left to take, the
    /// connection that is open or comes next. All that was taken stays in its buffer.
    ///
    /// A pseudo-terminal goes away as an unplugged adapter does and comes back at once, perhaps by another path. Another
    /// device is only closed and opened again: what its other end feels is the kernel's affair.
    pub fn close_after(&self, bytes: u64) {
        self.change(|state| state.close_after = Some(bytes));
    }

    /// Switches it off or on. Off, connections are closed and refused, and the buffer and every kept proof are lost; paper
    /// between head and cutter stays where it is.
    pub fn set_off(&self, is_off: bool) {
        self.change(|state| state.is_off = is_off);
    }

    /// Lets the printer print without ever confirming a job.
    pub fn set_never_proves(&self, never: bool) {
        self.change(|state| state.never_proves = never);
    }

    /// Keeps confirmations back, or lets all of them go to whoever is connected then.
    pub fn hold_proofs(&self, hold: bool) {
        self.change(|state| state.holds_proofs = hold);
    }

    /// Lets it give no answer to `GS ( H`, as models do that lack it.
    pub fn set_lacks_process_id(&self, lacks: bool) {
        self.change(|state| state.lacks_process_id = lacks);
    }

    /// Lets it give no answer to `GS r`, as models do that lack it.
    pub fn set_lacks_buffered_status(&self, lacks: bool) {
        self.change(|state| state.lacks_buffered_status = lacks);
    }

    /// Lets a new connection find the buffer empty. Printers on a network keep it, and print the rest of an old slip when
    /// the paper comes back; that is how this one begins.
    pub fn set_forgets_buffer_on_reconnect(&self, forgets: bool) {
        self.change(|state| state.forgets_buffer = forgets);
    }

    /// Ends everything that is wrong: a good roll, closed, cool, on. What the model lacks or is remains.
    pub fn mend(&self) {
        self.change(|state| {
            *state = PrinterState {
                model: state.model,
                lacks_process_id: state.lacks_process_id,
                lacks_buffered_status: state.lacks_buffered_status,
                forgets_buffer: state.forgets_buffer,
                is_connected: state.is_connected,
                is_ticket_waiting: state.is_ticket_waiting,
                retracted: state.retracted,
                received: state.received,
                ..PrinterState::default()
            };
        });
    }

    /// Takes the ticket out of the presenter; whether there was one.
    #[must_use = "whether there was one says whether the visitor got anything"]
    pub fn take_ticket(&self) -> bool {
        self.change(|state| std::mem::take(&mut state.is_ticket_waiting))
    }

    /// The state of this moment.
    #[must_use]
    pub fn state(&self) -> PrinterState {
        *self.lock()
    }

    /// Bytes the printer has taken since it was built.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.state().received
    }

    /// Waits until the printer's state is as wished; `false` when that does not come about `within` the time.
    #[must_use]
    pub fn wait_until(&self, within: Duration, is_it: impl Fn(&PrinterState) -> bool) -> bool {
        let waited = self
            .0
            .changed
            .wait_timeout_while(self.lock(), within, |state| !is_it(state));
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        is_it(&state)
    }

    pub(super) fn change<T>(&self, change: impl FnOnce(&mut PrinterState) -> T) -> T {
        let changed = change(&mut self.lock());
        self.0.changed.notify_all();
        changed
    }

    /// How many of `waiting` bytes may be taken; counts them off, and begins the faults that they bring about.
    pub(super) fn admit(&self, waiting: usize) -> Admission {
        self.change(|state| {
            let nothing = Admission {
                length: 0,
                then_hangs_up: false,
            };
            if state.is_stalled || state.is_off {
                return nothing;
            }
            let allowed = [state.stall_after, state.close_after].into_iter().flatten().min();
            let length = allowed.map_or(waiting, |allowed| {
                waiting.min(usize::try_from(allowed).unwrap_or(usize::MAX))
            });
            let then_hangs_up = count_off(&mut state.close_after, length);
            state.is_stalled = count_off(&mut state.stall_after, length);
            Admission {
                length,
                then_hangs_up,
            }
        })
    }

    /// Counts bytes that are in the buffer now.
    pub(super) fn count_received(&self, length: usize) {
        if length > 0 {
            self.change(|state| state.received += length as u64);
        }
    }

    fn lock(&self) -> MutexGuard<'_, PrinterState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes bytes off a counter; whether it ran out, after which it is gone.
fn count_off(counter: &mut Option<u64>, length: usize) -> bool {
    *counter = counter.map(|left| left.saturating_sub(length as u64));
    counter.take_if(|left| *left == 0).is_some()
}
