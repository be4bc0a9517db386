//! The handle of a printer's thread.

use std::{
    io,
    sync::mpsc::{SyncSender, TrySendError, sync_channel},
    thread::JoinHandle,
};

use thiserror::Error;

use super::{
    hooks::{HealthHook, TurnHook},
    job::PrintJob,
    owner::Owner,
    port::PrinterPort,
    profile::PrinterProfile,
};

/// Slips that may wait for the printer; a person stands before each.
const QUEUE_LIMIT: usize = 4;

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
