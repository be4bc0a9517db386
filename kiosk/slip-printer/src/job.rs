//! One attempt at printing a slip, and what becomes of it.

use thiserror::Error;

use super::status::PrinterFault;
use slip::{JobId, Raster};

/// A slip to print once. A reprint is another job with another id, and a slip that says so.
pub struct PrintJob {
    /// Names the attempt to the printer; random, so that an old answer is never taken for a new one.
    pub id: JobId,
    /// The slip.
    pub raster: Raster,
    /// Told every state, on the printer's thread.
    pub on_state: StateHook,
}

/// Makes a state durable, then returns. An error stops the attempt before its next byte.
pub type StateHook = Box<dyn FnMut(PrintState) -> Result<(), NotDurable> + Send>;

/// The owner could not write a state down.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the state of the print job could not be written down")]
pub struct NotDurable;

/// Where an attempt is. `Blocked`, `Printed` and `Uncertain` end it; only `Uncertain` may still become `Printed`, and
/// only `Printed`, where a printer has a presenter, `Taken` or `NotTaken`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintState {
    /// The printer could not print; nothing was sent, so the next attempt is again the first.
    Blocked(PrinterFault),
    /// The first byte is about to go.
    Sending,
    /// All bytes went; the printer has yet to say that paper came out.
    AwaitProof,
    /// Paper came out.
    Printed(Evidence),
    /// The slip was taken out of the presenter.
    Taken,
    /// The slip was still in the presenter when its time was up, or another had to follow.
    NotTaken,
    /// Nobody knows whether paper came out; a further attempt must be marked as a copy.
    Uncertain(UncertainCause),
}

/// How well it is known that paper came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The printer named the job as complete.
    Proof,
    /// It answered, after the cut, a question that it answers in order, and was healthy.
    BufferAnswered,
    /// The time that printing takes passed, and it was healthy.
    Probably,
}

/// Why an attempt ended without evidence.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum UncertainCause {
    /// The printer reported a fault after the first byte.
    #[error("after the first byte: {0}")]
    Fault(PrinterFault),
    /// The printer took no byte for too long.
    #[error("the printer stopped taking data")]
    Stalled,
    /// The way to the printer broke.
    #[error("the connection to the printer broke")]
    LinkLost,
    /// Everything was sent and no proof came in time.
    #[error("the printer did not confirm in time")]
    NoProof,
    /// The owner could not write down that everything was sent.
    #[error("the state could not be written down")]
    NotDurable,
}

/// Tells a job's owner; whether the state is durable.
pub(super) fn tell(job: &mut PrintJob, state: PrintState) -> bool {
    let told = (job.on_state)(state);
    if let Err(error) = told {
        tracing::error!(%error, print.state = ?state, "print state lost");
    }
    told.is_ok()
}
