//! What one transaction leaves to be said: answers and questions that wait for its commit, and what it touched.

use queue_core::hall::Touched;
use tokio::sync::oneshot;

use super::messages::Question;
use super::{Answer, SubmitError};

/// The answers that wait for a commit.
#[derive(Default)]
pub(super) struct Batch {
    /// Who waits, in the order of asking.
    pub(super) waiting: Vec<Waiting>,
    /// What the entries of this batch changed.
    pub(super) touched: Touched,
    /// How many entries it holds.
    pub(super) entries: u64,
    /// Whether one of them lifts the mark of the high-water file.
    pub(super) lifts: bool,
}

/// One who waits for the commit.
pub(super) enum Waiting {
    Command {
        reply: oneshot::Sender<Result<Answer, SubmitError>>,
        answer: Result<Answer, SubmitError>,
    },
    Question(Question),
}

impl Batch {
    /// Adds what an entry changed.
    pub(super) fn touch(&mut self, touched: Touched) {
        // Taken apart by name, so that nothing that is added to it is forgotten here: whoever watches would hear it late.
        let Touched {
            windows,
            groups,
            visits,
            escorts,
            ended_escorts,
            notices,
            bookings,
            rateable,
            rated,
            day,
            ended,
            reopened,
        } = touched;
        self.entries += 1;
        self.touched.windows.extend(windows);
        self.touched.groups.extend(groups);
        self.touched.visits.extend(visits);
        self.touched.rateable.extend(rateable);
        self.touched.rated.extend(rated);
        self.touched.escorts |= escorts;
        self.touched.ended_escorts.extend(ended_escorts);
        self.touched.notices |= notices;
        self.touched.bookings |= bookings;
        self.touched.day |= day;
        self.touched.ended.extend(ended);
        self.touched.reopened.extend(reopened);
    }

    /// Everybody hears the same refusal: nothing of this batch was stored.
    pub(super) fn refuse_all(&mut self, error: &SubmitError) {
        for waiting in self.waiting.drain(..) {
            waiting.refuse(error.clone());
        }
        self.touched = Touched::default();
        self.entries = 0;
        self.lifts = false;
    }
}

impl Waiting {
    /// Nothing of the batch holds.
    pub(super) fn refuse(self, error: SubmitError) {
        match self {
            Self::Command { reply, .. } => drop(reply.send(Err(error))),
            Self::Question(question) => question.refuse(error),
        }
    }
}
