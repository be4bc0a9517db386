//! The hall server: its database, and the mark beside it.
//!
//! Invariant: it answers only what is committed in the database and covered by the mark.

use crate::database::{Database, Heard, Phase};
use crate::network::Message;
use crate::rules::{Bounds, Broken, Planted};

/// What a small file outside the database says, synced before an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Mark {
    /// The epoch.
    pub(crate) epoch: u8,
    /// Commits so far; one that only raises its mark ahead does not know.
    pub(crate) commits: u8,
    /// Numbers that may have been given on line.
    pub(crate) given: u8,
    /// Blocks that were leased.
    pub(crate) leased: u8,
}

/// A hall server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Hall {
    /// Whether it runs.
    pub(crate) runs: bool,
    /// What is committed.
    pub(crate) kept: Database,
    /// What stands outside the database.
    pub(crate) mark: Mark,
    /// What it has answered and not committed; only a planted fault has it.
    pub(crate) unwritten: Option<Database>,
}

impl Hall {
    /// A hall on its first morning.
    pub(crate) fn new(bounds: &Bounds) -> Self {
        Self {
            runs: true,
            kept: Database::new(bounds),
            mark: Mark::default(),
            unwritten: None,
        }
    }

    /// What it goes by.
    pub(crate) fn known(&self) -> &Database {
        self.unwritten.as_ref().unwrap_or(&self.kept)
    }

    /// Decides, commits, covers the commit by the mark, answers. When `dies`, the power goes between the commit and the
    /// mark.
    pub(crate) fn hear(&mut self, rules: (&Bounds, Broken), message: Message, dies: bool) -> Heard {
        let broken = rules.1;
        let mut database = self.known().clone();
        let heard = database.decide(rules, message);
        if database == *self.known() {
            return heard;
        }
        database.commits += 1;
        let is_lease = matches!(message, Message::AskLease { .. });
        let waits = broken.has(Planted::AnswerBeforeCommit)
            || (broken.has(Planted::LeaseBeforeCommit) && is_lease)
            || self.unwritten.is_some();
        if waits {
            self.unwritten = Some(database);
            return heard;
        }
        let marks_first = broken.has(Planted::MarkBeforeCommit);
        if dies {
            let before = std::mem::replace(&mut self.kept, database);
            if marks_first {
                self.cover(broken);
                self.kept = before;
            }
            self.stop();
            return Heard {
                answer: None,
                called: heard.called.filter(|_| !marks_first),
            };
        }
        self.kept = database;
        if !(broken.has(Planted::LeaseNotInMark) && is_lease) {
            self.cover(broken);
        }
        heard
    }

    /// Commits what has been answered already.
    pub(crate) fn commit_late(&mut self, broken: Broken) {
        if let Some(database) = self.unwritten.take() {
            self.kept = database;
            self.cover(broken);
        }
    }

    /// What stays unconfirmed for a time becomes callable.
    pub(crate) fn time_out(&mut self, request: u8, broken: Broken) {
        let mut changed = false;
        for ticket in &mut self.kept.entries[usize::from(request)].tickets {
            if ticket.phase == Phase::Reserved {
                ticket.phase = Phase::Late;
                changed = true;
            }
        }
        if changed {
            self.kept.commits += 1;
            self.cover(broken);
        }
    }

    /// Makes the mark cover the database, as far as it covers it not yet.
    pub(crate) fn cover(&mut self, broken: Broken) {
        let (kept, mark) = (&self.kept, &mut self.mark);
        if is_ahead(broken) {
            // One number is spare, so that the next commit need not touch the file.
            if kept.epoch > mark.epoch {
                *mark = Mark {
                    epoch: kept.epoch,
                    commits: 0,
                    given: kept.given,
                    leased: kept.leased,
                };
            }
            if kept.given > mark.given {
                mark.given = kept.given + 1;
            }
            mark.leased = kept.leased;
        } else {
            *mark = Mark {
                epoch: kept.epoch,
                commits: kept.commits,
                given: kept.given,
                leased: kept.leased,
            };
        }
    }

    /// The power goes.
    pub(crate) fn stop(&mut self) {
        self.runs = false;
        self.unwritten = None;
    }

    /// It starts: a database that does not go on where its mark is opens a new series before any number is given, and the
    /// mark covers what is committed before anything is answered.
    pub(crate) fn start(&mut self, broken: Broken) {
        self.runs = true;
        let (kept, mark) = (&self.kept, &self.mark);
        let goes_on = if is_ahead(broken) {
            (kept.epoch, kept.leased) >= (mark.epoch, mark.leased)
        } else if broken.has(Planted::NewerThanMarkGoesOn) {
            (kept.epoch, kept.commits) >= (mark.epoch, mark.commits)
        } else {
            // One commit may have been made and not been marked: nobody has had its answer.
            kept.epoch == mark.epoch && (mark.commits..=mark.commits + 1).contains(&kept.commits)
        };
        let never_raises = broken.has(Planted::MarkNotCompared) || broken.has(Planted::FenceFromAskingKiosk);
        if !goes_on && !never_raises {
            self.kept.open_series(kept.epoch.max(mark.epoch) + 1);
        } else if broken.has(Planted::MarkAheadSkipped) {
            self.kept.given = kept.given.max(mark.given);
        }
        if !broken.has(Planted::StartDoesNotCover) {
            self.cover(broken);
        }
    }
}

/// Whether the mark is raised ahead of what is given.
fn is_ahead(broken: Broken) -> bool {
    broken.has(Planted::MarkAheadResumed) || broken.has(Planted::MarkAheadSkipped)
}
