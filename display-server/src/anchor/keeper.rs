//! The thread that writes anchors down, beside the hall's work: a medium that is slow or away holds nothing up.
//!
//! Invariant I9: at most one anchor a minute, and one more when the server stops.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;

use super::file::{add, last_anchor};
use super::{Anchor, AnchorError};
use crate::clock::{Clock, Stopwatch};
use crate::store::{JournalEnd, read_end};

/// How much time passes between two looks at the journal's end.
const BETWEEN_LOOKS: SignedDuration = SignedDuration::from_secs(60);
/// How long the thread sleeps at most, so that a clock that was set is noticed.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);
/// How long a stop waits for the last anchor.
const GRACE: Duration = Duration::from_secs(5);

/// When the anchors were last up to date; clones know the same.
#[derive(Debug, Clone, Default)]
pub struct Anchored(Arc<Mutex<Option<Stopwatch>>>);

impl Anchored {
    /// How long ago that was; none: never since the start, or no file is named for anchors.
    #[must_use]
    pub fn age(&self) -> Option<Duration> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .map(Stopwatch::elapsed)
    }

    fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Stopwatch::start());
    }
}

/// The way to the thread; dropping it ends it.
pub(crate) struct Anchors {
    stopping: Arc<AtomicBool>,
    wake: SyncSender<()>,
    ended: oneshot::Receiver<()>,
    anchored: Anchored,
}

impl Anchors {
    /// Whether the journal's end is anchored.
    pub(crate) fn anchored(&self) -> Anchored {
        self.anchored.clone()
    }

    /// Begins to write the journal's end into a file.
    pub(crate) fn start(file: &Path, data: &Path, clock: &Clock) -> std::io::Result<Self> {
        let (wake, wakes) = sync_channel(1);
        let (ending, ended) = oneshot::channel();
        let stopping = Arc::new(AtomicBool::new(false));
        let winding = wake.clone();
        clock.on_winding(move || {
            // A full channel means that the thread is about to look anyway.
            let _ = winding.try_send(());
        });
        let (mut keeper, told) = (Keeper::new(file, data, clock.clone()), Arc::clone(&stopping));
        let anchored = keeper.up_to_date.clone();
        let thread = thread::Builder::new().name("anchors".to_owned());
        thread.spawn(move || {
            keeper.run(&wakes, &told);
            // A server that waits no longer has gone already.
            let _ = ending.send(());
        })?;
        Ok(Self {
            stopping,
            wake,
            ended,
            anchored,
        })
    }

    /// Writes the journal's last end down, and ends; a medium that takes too long is not waited for.
    pub(crate) async fn stop(mut self) {
        self.tell_to_stop();
        if tokio::time::timeout(GRACE, &mut self.ended).await.is_err() {
            tracing::error!("the last anchor could not be written in time");
        }
    }

    fn tell_to_stop(&self) {
        self.stopping.store(true, Ordering::Release);
        // A full channel wakes it as well.
        let _ = self.wake.try_send(());
    }
}

impl Drop for Anchors {
    fn drop(&mut self) {
        self.tell_to_stop();
    }
}

/// What writes anchors down.
pub(super) struct Keeper {
    file: PathBuf,
    data: PathBuf,
    clock: Clock,
    anchored: Option<JournalEnd>,
    looked_at: Option<Timestamp>,
    is_failing: bool,
    up_to_date: Anchored,
}

impl Keeper {
    /// Goes on after the last anchor of the file.
    pub(super) fn new(file: &Path, data: &Path, clock: Clock) -> Self {
        let last = last_anchor(file);
        Self {
            file: file.to_owned(),
            data: data.to_owned(),
            clock,
            anchored: last.map(|last| last.end),
            looked_at: last.map(|last| last.at),
            is_failing: false,
            up_to_date: Anchored::default(),
        }
    }

    fn run(&mut self, wakes: &Receiver<()>, stopping: &AtomicBool) {
        while !stopping.load(Ordering::Acquire) {
            self.look();
            // Time that has passed and a wake lead to the same look.
            let _ = match self.sleep() {
                Some(sleep) => wakes.recv_timeout(sleep).is_ok(),
                None => wakes.recv().is_ok(),
            };
        }
        self.anchor(self.clock.now());
    }

    /// How long nothing is to be done, in real time; none: a wound clock, which wakes the thread itself.
    fn sleep(&self) -> Option<Duration> {
        let next = self.looked_at.unwrap_or_default().saturating_add(BETWEEN_LOOKS);
        self.clock
            .real_time_until(next.unwrap_or(Timestamp::MAX))
            .map(|sleep| sleep.clamp(Duration::from_millis(1), LONGEST_SLEEP))
    }

    /// Writes the journal's end down, if a minute has passed since the last look.
    pub(super) fn look(&mut self) {
        let now = self.clock.now();
        // A clock that was set back must not stop the anchors.
        let is_due = |at: Timestamp| now < at || now.duration_since(at) >= BETWEEN_LOOKS;
        if self.looked_at.is_none_or(is_due) {
            self.anchor(now);
        }
    }

    /// Writes the journal's end down, if it has moved; a failure is said once.
    pub(super) fn anchor(&mut self, now: Timestamp) {
        self.looked_at = Some(now);
        let failure = self.try_to_anchor(now).err();
        if failure.is_none() {
            self.up_to_date.note();
        }
        let was_failing = std::mem::replace(&mut self.is_failing, failure.is_some());
        match failure {
            Some(error) if !was_failing => {
                tracing::error!(%error, "the journal's end is not anchored; it is tried every minute");
            }
            None if was_failing => tracing::info!("the journal's end is anchored again"),
            Some(_) | None => {}
        }
    }

    fn try_to_anchor(&mut self, at: Timestamp) -> Result<(), AnchorError> {
        let end = read_end(&self.data)?;
        let Some(end) = end.filter(|end| self.anchored != Some(*end)) else {
            return Ok(());
        };
        add(&self.file, &Anchor { end, at })?;
        self.anchored = Some(end);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Mutex, PoisonError};

    use rusqlite::Connection;
    use tempfile::TempDir;

    use super::*;
    use crate::anchor::read_anchors;
    use crate::store::Store;

    /// A journal whose end moves, and an instant that is wound.
    struct Bench {
        folder: TempDir,
        journal: Connection,
        clock: Clock,
        keeper: Keeper,
    }

    impl Bench {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            drop(Store::open(folder.path()).expect("a journal"));
            let journal = Connection::open(folder.path().join("hall.db")).expect("a journal");
            let clock = Clock::wound("2026-03-02T00:30:00Z".parse().expect("an instant"));
            let file = folder.path().join("medium/anchors");
            let keeper = Keeper::new(&file, folder.path(), clock.clone());
            Self {
                folder,
                journal,
                clock,
                keeper,
            }
        }

        fn mount(&self) {
            std::fs::create_dir(self.folder.path().join("medium")).expect("a medium");
        }

        fn entry(&self) {
            let append = "INSERT INTO journal (seq, day, epoch, at_ms, payload, hash)
                          SELECT count(*) + 1, 20260302, 1, 0, '', zeroblob(32) FROM journal";
            self.journal.execute(append, ()).expect("an entry");
        }

        fn look_after(&mut self, seconds: i64) {
            self.clock
                .advance_to(self.clock.now() + SignedDuration::from_secs(seconds));
            self.keeper.look();
        }

        fn anchored(&self) -> Vec<u64> {
            let anchors = read_anchors(&self.keeper.file).unwrap_or_default();
            anchors.iter().map(|anchor| anchor.end.seq).collect()
        }
    }

    #[test]
    fn an_end_that_has_moved_is_anchored_at_most_once_a_minute() {
        let mut bench = Bench::new();
        bench.mount();
        bench.look_after(0);
        assert!(
            bench.anchored().is_empty(),
            "a journal without an entry has no end"
        );
        bench.entry();
        bench.look_after(59);
        assert!(bench.anchored().is_empty());
        bench.look_after(1);
        assert_eq!(bench.anchored(), [1]);
        bench.look_after(60);
        assert_eq!(bench.anchored(), [1], "it has not moved");
        bench.entry();
        bench.entry();
        bench.look_after(60);
        assert_eq!(bench.anchored(), [1, 3]);
    }

    #[test]
    fn a_server_that_starts_anew_goes_on_after_the_last_anchor() {
        let mut bench = Bench::new();
        bench.mount();
        bench.entry();
        bench.look_after(0);
        bench.keeper = Keeper::new(&bench.keeper.file, bench.folder.path(), bench.clock.clone());
        bench.entry();
        bench.look_after(30);
        assert_eq!(bench.anchored(), [1], "the minute has not passed");
        bench.look_after(30);
        assert_eq!(bench.anchored(), [1, 2]);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_stop_the_anchors() {
        let mut bench = Bench::new();
        bench.mount();
        bench.entry();
        bench.look_after(0);
        let earlier = bench.clock.now() - SignedDuration::from_hours(24);
        bench.keeper = Keeper::new(&bench.keeper.file, bench.folder.path(), Clock::wound(earlier));
        bench.entry();
        bench.keeper.look();
        assert_eq!(bench.anchored(), [1, 2]);
    }

    #[test]
    fn a_medium_that_is_away_is_told_once_and_tried_every_minute() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone());
        let mut bench = Bench::new();
        bench.entry();
        tracing::subscriber::with_default(subscriber.finish(), || {
            for _ in 0..3 {
                bench.look_after(60);
            }
            assert_eq!(log.count("is not anchored"), 1);
            assert_eq!(bench.keeper.up_to_date.age(), None, "never yet");
            bench.mount();
            bench.look_after(60);
        });
        assert_eq!(bench.anchored(), [1]);
        assert!(bench.keeper.up_to_date.age().is_some());
        assert_eq!(
            (log.count("is not anchored"), log.count("is anchored again")),
            (1, 1)
        );
    }

    /// What is logged.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Log {
        fn count(&self, words: &str) -> usize {
            let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            String::from_utf8_lossy(&log).matches(words).count()
        }
    }

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            log.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}
