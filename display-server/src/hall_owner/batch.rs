//! What one transaction leaves to be said: answers and questions that wait for its commit, and what it touched.

use std::sync::Arc;

use queue_core::hall::Touched;
use queue_core::{HallPlan, ServiceDay, TicketNumber, TokenHash};
use tokio::sync::{oneshot, watch};

use super::{Answer, FoundVisit, SubmitError};
use crate::state::View;
use crate::views::Topic;

/// The answers that wait for a commit.
#[derive(Default)]
pub(super) struct Batch {
    /// Who waits, in the order of asking.
    pub(super) waiting: Vec<Waiting>,
    /// What the entries of this batch changed.
    pub(super) touched: Touched,
    /// How many entries it holds.
    pub(super) entries: u64,
}

/// One who waits for the commit.
pub(super) enum Waiting {
    Command {
        reply: oneshot::Sender<Result<Answer, SubmitError>>,
        answer: Result<Answer, SubmitError>,
    },
    View {
        topic: Topic,
        reply: oneshot::Sender<Result<Arc<View>, SubmitError>>,
    },
    Watch {
        topic: Topic,
        reply: oneshot::Sender<Result<watch::Receiver<Arc<View>>, SubmitError>>,
    },
    FindVisit {
        token: TokenHash,
        reply: oneshot::Sender<Result<FoundVisit, SubmitError>>,
    },
    FindNumber {
        number: TicketNumber,
        reply: oneshot::Sender<Result<FoundVisit, SubmitError>>,
    },
    OpenDay {
        reply: oneshot::Sender<Option<ServiceDay>>,
    },
    Plan {
        reply: oneshot::Sender<Arc<HallPlan>>,
    },
}

impl Batch {
    /// Adds what an entry changed.
    pub(super) fn touch(&mut self, touched: Touched) {
        self.entries += 1;
        self.touched.windows.extend(touched.windows);
        self.touched.groups.extend(touched.groups);
        self.touched.visits.extend(touched.visits);
        self.touched.escorts |= touched.escorts;
        self.touched.day |= touched.day;
    }

    /// Everybody hears the same refusal: nothing of this batch was stored.
    pub(super) fn refuse_all(&mut self, error: &SubmitError) {
        for waiting in self.waiting.drain(..) {
            waiting.refuse(error.clone());
        }
        self.touched = Touched::default();
        self.entries = 0;
    }
}

impl Waiting {
    /// Whoever has gone away in the meantime hears nothing, which is as it should be.
    pub(super) fn refuse(self, error: SubmitError) {
        match self {
            Self::Command { reply, .. } => drop(reply.send(Err(error))),
            Self::View { reply, .. } => drop(reply.send(Err(error))),
            Self::Watch { reply, .. } => drop(reply.send(Err(error))),
            Self::FindVisit { reply, .. } | Self::FindNumber { reply, .. } => drop(reply.send(Err(error))),
            Self::OpenDay { reply } => drop(reply),
            Self::Plan { reply } => drop(reply),
        }
    }
}
