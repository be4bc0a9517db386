//! A running daemon: the devices of one process, put together from their configuration.
//!
//! Invariant: at most one ticket kiosk in a process, since it owns the screen, the journal and the printer.
//! Invariant: stopping ends every task and thread that starting began.

mod assemble;
mod carrying;
mod health;
mod holders;
mod machines;
mod printers;
mod readers;
mod tasks;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use firmware_config::{DeviceConfig, DeviceFile, FileFault, Role};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::devices::board::PinThread;
use crate::devices::pins::NoPins;
use crate::devices::simulated::SimulatedFront;
use crate::hall_watch::HallPicture;
use crate::id::NoRandomness;
use crate::issuing::Issuing;
use crate::journal::JournalError;
use crate::pages::sign::SignScreen;
use crate::server_link::NoNetwork;
use crate::sign::SignShown;
use crate::touchscreen::TouchscreenHandle;
use simulated_printer::SimulatedPrinter;
use tasks::Tasks;

pub(crate) use health::DeviceHealth;
pub(crate) use printers::ask as ask_printer;

/// A device, and how it shows the hall who it is.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceSetup {
    /// Its configuration.
    pub config: DeviceConfig,
    /// Its bearer.
    pub bearer: String,
}

/// Why a device's files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// A file.
    #[error("cannot read {}: {cause}; a device without a bearer must be paired first", .file.display())]
    Unreadable {
        /// Which one.
        file: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The configuration, each fault with its file and line.
    #[error("the device files cannot be used:\n{}", lines_of(.0))]
    Faulty(Vec<FileFault>),
}

fn lines_of(faults: &[FileFault]) -> String {
    faults
        .iter()
        .map(FileFault::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

impl DeviceSetup {
    /// Reads the device files of one computer, and the bearers that they name.
    ///
    /// # Errors
    /// [`SetupError`], with every fault of every file, and between them, at once.
    pub fn read_all(files: &[PathBuf]) -> Result<Vec<Self>, SetupError> {
        let texts: Vec<_> = files
            .iter()
            .map(|file| Ok((file.display().to_string(), text_of(file)?)))
            .collect::<Result<_, _>>()?;
        let (devices, faults) = firmware_config::read_together(&texts);
        if !faults.is_empty() {
            return Err(SetupError::Faulty(faults));
        }
        let with_bearer = |(file, device): (&PathBuf, &DeviceFile)| {
            let config = device.config().clone();
            let folder = file.parent().unwrap_or(Path::new("."));
            let bearer = text_of(&folder.join(&config.server.bearer_file))?;
            Ok(Self {
                config,
                bearer: bearer.trim().to_owned(),
            })
        };
        files.iter().zip(&devices).map(with_bearer).collect()
    }
}

fn text_of(file: &Path) -> Result<String, SetupError> {
    std::fs::read_to_string(file).map_err(|cause| SetupError::Unreadable {
        file: file.to_owned(),
        cause,
    })
}

/// What a daemon is started with.
#[derive(Debug, Clone)]
pub struct KioskConfig {
    /// The devices of the process: at least one, at most one ticket kiosk.
    pub devices: Vec<DeviceSetup>,
    /// Whether pins and printer are simulated, with a panel to press them.
    pub is_simulated: bool,
    /// Where the pages are served; port 0 is any free one.
    pub listen: SocketAddr,
    /// The folder of the journal, and of the simulated printer's slips.
    pub data: PathBuf,
    /// The folder of what lasts as long as the daemon: the heartbeat of its page. None: nobody looks at it.
    pub runtime: Option<PathBuf>,
    /// The clock of the visitor's session.
    pub clock: Clock,
    /// Names the machine that its journal belongs to; none: the one that it runs on.
    pub machine: Option<String>,
}

/// Why a daemon does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No device was given.
    #[error("there is no device to be; give --device device.toml")]
    NoDevice,
    /// The journal cannot be named.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// Two ticket kiosks in one process.
    #[error("{0} is a second ticket kiosk; start it as a process of its own")]
    SecondKiosk(String),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The network library.
    #[error(transparent)]
    Network(#[from] NoNetwork),
    /// Pins or digits: the machine is not what the device's file says.
    #[error("{device}: {cause}")]
    Pins {
        /// The device.
        device: String,
        /// What is wrong.
        cause: NoPins,
    },
    /// A port, folder or thread that the system does not give.
    #[error("the system does not give what is needed: {0}")]
    System(#[from] std::io::Error),
}

/// A daemon, to be started.
#[derive(Debug)]
pub struct Kiosk;

impl Kiosk {
    /// Starts every device of the process. To be called within a multi-thread runtime.
    ///
    /// # Errors
    /// [`StartError`]; nothing is left running then.
    pub async fn start(config: KioskConfig) -> Result<RunningKiosk, StartError> {
        check(&config.devices)?;
        let listener = tokio::net::TcpListener::bind(config.listen).await?;
        let address = listener.local_addr()?;
        assemble::assemble(config, listener, address)
    }
}

fn check(devices: &[DeviceSetup]) -> Result<(), StartError> {
    let mut kiosks = devices
        .iter()
        .filter(|device| device.config.role == Role::TicketKiosk);
    match (devices.is_empty(), kiosks.next(), kiosks.next()) {
        (true, _, _) => Err(StartError::NoDevice),
        (false, Some(_), Some(second)) => Err(StartError::SecondKiosk(second.config.id.clone())),
        (false, _, None) | (false, None, Some(_)) => Ok(()),
    }
}

/// A daemon at work. Dropping it stops it, as [`RunningKiosk::stop`] does.
pub struct RunningKiosk {
    address: SocketAddr,
    fronts: Vec<SimulatedFront>,
    signs: Vec<SignScreen>,
    screen: Option<TouchscreenHandle>,
    changes: watch::Receiver<u64>,
    hall: watch::Receiver<HallPicture>,
    clock: Clock,
    tasks: Tasks,
    // In this order they end: no more presses, no more orders, then the printer.
    pins: Option<PinThread>,
    issuing: Option<Issuing>,
    printer: Option<SimulatedPrinter>,
}

impl RunningKiosk {
    /// Where the pages are served.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The touch page.
    #[must_use]
    pub fn page_url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The panel of the simulated devices; none on hardware.
    #[must_use]
    pub fn panel_url(&self) -> Option<String> {
        (!self.fronts.is_empty()).then(|| format!("http://{}/panel", self.address))
    }

    /// The page of a sign; none when no device of that id is one.
    #[must_use]
    pub fn sign_url(&self, device: &str) -> Option<String> {
        let sign = self.signs.iter().find(|sign| sign.device == device);
        sign.map(|sign| format!("http://{}/sign/{}", self.address, sign.device))
    }

    /// What a sign shows, as it changes; none when no device of that id is one.
    #[must_use]
    pub fn sign(&self, device: &str) -> Option<watch::Receiver<Arc<SignShown>>> {
        let sign = self.signs.iter().find(|sign| sign.device == device);
        sign.map(|sign| sign.shown.clone())
    }

    /// The visitor's session; none without a ticket kiosk.
    #[must_use]
    pub fn screen(&self) -> Option<&TouchscreenHandle> {
        self.screen.as_ref()
    }

    /// Counts what a looker-on at the simulated devices should see: a lamp that changed, a slip that came out.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }

    /// The simulated devices, to be pressed and looked at.
    #[must_use]
    pub fn fronts(&self) -> &[SimulatedFront] {
        &self.fronts
    }

    /// One simulated device.
    #[must_use]
    pub fn front(&self, device: &str) -> Option<&SimulatedFront> {
        self.fronts.iter().find(|front| front.device.id == device)
    }

    /// The simulated printer, with its paper and its faults; none on hardware or without a printer.
    #[must_use]
    pub fn printer(&self) -> Option<&SimulatedPrinter> {
        self.printer.as_ref()
    }

    /// What the daemon knows of its hall.
    #[must_use]
    pub fn hall(&self) -> watch::Receiver<HallPicture> {
        self.hall.clone()
    }

    /// The clock of the visitor's session, to be wound.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Stops every task and thread, and waits for their ends.
    pub async fn stop(mut self) {
        std::mem::take(&mut self.tasks).end().await;
        // Joining threads blocks, and so is no work for the runtime's own.
        let _ = tokio::task::spawn_blocking(move || drop(self)).await;
    }
}

impl Drop for RunningKiosk {
    fn drop(&mut self) {
        self.tasks.abort();
        self.pins = None;
        self.issuing = None;
        self.printer = None;
    }
}
