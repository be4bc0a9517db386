//! A slip that lies in a presenter's mouth until somebody takes it.

use super::{
    deadline::Deadline,
    job::{PrintJob, PrintState, tell},
    status::{PrinterFault, PrinterHealth},
};

pub(super) struct Presented {
    job: PrintJob,
    /// Until when it is waited for.
    until: Deadline,
    /// The sensor has seen it.
    was_seen: bool,
}

impl Presented {
    pub(super) fn new(job: PrintJob, until: Deadline, was_seen: bool) -> Self {
        Self { job, until, was_seen }
    }

    /// One that was in the mouth and is not any more was taken; one that is still there when its time is up was not. Of
    /// one that was never seen there, or when the printer cannot be asked, nobody knows. Gives it back while it is
    /// waited for.
    pub(super) fn settle(mut self, health: PrinterHealth) -> Option<Self> {
        let is_out_of_reach = matches!(
            health.fault,
            Some(PrinterFault::Unreachable | PrinterFault::Silent)
        );
        self.was_seen |= health.slip_in_mouth;
        if !is_out_of_reach && self.was_seen && !health.slip_in_mouth {
            tell(&mut self.job, PrintState::Taken);
            return None;
        }
        if self.until.left().is_some() {
            return Some(self);
        }
        if !is_out_of_reach {
            self.make_way();
        }
        None
    }

    /// Another slip follows, or its time is up.
    pub(super) fn make_way(mut self) {
        if self.was_seen {
            tell(&mut self.job, PrintState::NotTaken);
        }
    }
}
