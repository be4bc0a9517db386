//! Whether the hall can write: what a failure of the disk comes to, and how the hall finds back to it.

use queue_core::hall::Touched;

use super::SubmitError;
use super::batch::Batch;
use super::telling::scene;
use super::work::Owner;
use crate::high_water::HighWater;
use crate::store::{is_corrupt, is_disk_failure, words_of_damage};

/// Whether the owner may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Footing {
    /// All is well.
    Sound,
    /// The disk is full or locked: the hall in memory may be ahead of it and is not shown.
    CannotStore,
    /// The journal is damaged.
    ReadOnly { cause: String },
}

/// Whether the round goes on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Again,
    End,
}

impl Owner {
    /// Why no command is accepted just now.
    pub(super) fn refusal(&self) -> Option<SubmitError> {
        match &self.footing {
            Footing::Sound => None,
            Footing::CannotStore => Some(SubmitError::CannotStore),
            Footing::ReadOnly { cause } => Some(SubmitError::ReadOnly { cause: cause.clone() }),
        }
    }

    /// What was decided in this round still holds; nothing more is decided.
    pub(super) fn only_read(&mut self, cause: String) {
        self.footing = Footing::ReadOnly { cause };
        self.show_condition();
    }

    /// Lets the high-water file follow what is committed.
    pub(crate) fn follow_the_numbers(&mut self) -> std::io::Result<()> {
        self.high_water.follow()
    }

    /// How far the numbers may have come by what was committed.
    pub(super) fn level(&self) -> HighWater {
        HighWater {
            mark: self.hall.mark().or(self.high_water.level().mark),
            epoch: self.store.epoch(),
            end: self.store.end(),
        }
    }

    /// Takes note of a failure of the store: nothing of the batch holds; a lying disk ends the process.
    pub(super) fn note(&mut self, batch: &mut Batch, result: rusqlite::Result<()>) -> Next {
        let Err(error) = result else { return Next::Again };
        self.meters.commit_failures.inc();
        self.store.roll_back();
        if is_corrupt(&error) {
            return self.note_damage(batch, &error);
        }
        // The condition first: whoever hears the refusal may look at it at once.
        self.footing = Footing::CannotStore;
        self.show_condition();
        batch.refuse_all(&SubmitError::CannotStore);
        if is_disk_failure(&error) {
            tracing::error!(%error, "the disk failed; the server ends and must be restarted");
            self.failure.send_replace(Some(error.to_string()));
            return Next::End;
        }
        tracing::error!(%error, "nothing can be stored; commands are refused until it can");
        Next::Again
    }

    /// The file is not what was written: nothing is written into it any more, and the hall shows what the journal still says.
    fn note_damage(&mut self, batch: &mut Batch, error: &rusqlite::Error) -> Next {
        let cause = words_of_damage(error);
        tracing::error!(%cause, "the database is damaged: the hall is read-only");
        match self.store.replay() {
            Ok(replayed) => {
                self.footing = Footing::ReadOnly { cause: cause.clone() };
                self.hall = replayed.hall;
                self.show_anew();
                batch.refuse_all(&SubmitError::ReadOnly { cause });
                Next::Again
            }
            // Damage is no error of a replay: this is one of the disk.
            Err(error) => self.note(batch, Err(error)),
        }
    }

    /// Probes the disk, and rebuilds the hall from the journal once it holds again.
    pub(super) fn try_to_store_again(&mut self) -> rusqlite::Result<()> {
        if self.footing != Footing::CannotStore {
            return Ok(());
        }
        self.store.probe()?;
        let replayed = self.store.replay()?;
        self.hall = replayed.hall;
        // What was refused because of this file is asked again, and must not be answered before it is written.
        self.high_water.write(self.level()).map_err(unwritten)?;
        self.footing = replayed
            .damage
            .map_or(Footing::Sound, |cause| Footing::ReadOnly { cause });
        self.show_anew();
        Ok(())
    }

    /// Shows a hall that was rebuilt from the journal.
    fn show_anew(&mut self) {
        let now = self.now();
        self.calendar.look(&self.hall, now);
        self.show_plan();
        self.show_condition();
        let scene = scene(
            &self.hall,
            &self.calendar,
            &self.devices,
            now,
            self.store.head_seq(),
        );
        // A day that "changed" touches every topic: whoever watches sees what is on disk.
        self.topics.publish(
            &scene,
            &Touched {
                day: true,
                ..Touched::default()
            },
        );
    }
}

/// A high-water file that is not written is a store that does not store.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the end of an error, as map_err hands it over"
)]
pub(super) fn unwritten(error: std::io::Error) -> rusqlite::Error {
    const EIO: i32 = 5;
    let code = if error.raw_os_error() == Some(EIO) {
        rusqlite::ffi::SQLITE_IOERR
    } else {
        rusqlite::ffi::SQLITE_FULL
    };
    let words = format!("the high-water file cannot be written: {error}");
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some(words))
}
