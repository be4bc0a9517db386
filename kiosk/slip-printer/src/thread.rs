//! The handle of a printer's thread.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
};

use thiserror::Error;

use super::{job::PrintJob, owner::Owner, port::PrinterPort, profile::PrinterProfile, status::PrinterHealth};

/// Slips that may wait for the printer; a person stands before each.
const QUEUE_LIMIT: usize = 4;

/// Told whenever a printer's health changes, on the printer's thread.
pub type HealthHook = Box<dyn FnMut(PrinterHealth) + Send>;

/// Called at least every tenth of a second while the printer's thread lives, but for the time that a connection takes
/// to be made, and a job's hook to return: what a watchdog listens to.
pub type TurnHook = Arc<dyn Fn() + Send + Sync>;

/// Why a job was not taken.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum JobRefused {
    /// Too many slips wait already.
    #[error("the printer is busy")]
    Busy,
    /// The printer's thread has ended.
    #[error("the printer's thread has ended")]
    Ended,
}

/// The handle of a printer's thread. Dropping it lets the queued jobs finish, then ends the thread.
#[derive(Debug)]
pub struct PrinterThread {
    jobs: Option<SyncSender<PrintJob>>,
    thread: Option<JoinHandle<()>>,
}

impl PrinterThread {
    /// Starts the thread; the printer itself may appear later.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start<P>(
        port: P,
        profile: PrinterProfile,
        on_health: HealthHook,
        on_turn: TurnHook,
    ) -> io::Result<Self>
    where
        P: PrinterPort + 'static,
    {
        let (jobs, inbox) = sync_channel(QUEUE_LIMIT);
        let thread = std::thread::Builder::new()
            .name("printer".to_owned())
            .spawn(move || {
                Owner::new(port, profile, on_health, on_turn).run(&inbox);
            })?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Queues a slip; its states come through its hook.
    ///
    /// # Errors
    /// [`JobRefused`]; the job's hook was then told nothing.
    pub fn print(&self, job: PrintJob) -> Result<(), JobRefused> {
        let jobs = self.jobs.as_ref().ok_or(JobRefused::Ended)?;
        jobs.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => JobRefused::Busy,
            TrySendError::Disconnected(_) => JobRefused::Ended,
        })
    }
}

impl Drop for PrinterThread {
    fn drop(&mut self) {
        self.jobs = None;
        // A thread that panicked has already said so on its way out.
        let _ended = self.thread.take().map(JoinHandle::join);
    }
}
