//! The running simulated printer: its thread, and the handles on it.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use super::{
    attendance::Attendance,
    faults::Faults,
    machine::Machine,
    paper::Paper,
    way_in::{Device, Pty, SharedPath, Tcp, WayIn},
};

/// A running simulated printer; dropping it takes it away.
#[derive(Debug)]
pub struct SimulatedPrinter {
    address: SocketAddr,
    path: SharedPath,
    faults: Faults,
    paper: Paper,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What a printer that is not on the network says as its address.
const NO_ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);

impl SimulatedPrinter {
    /// Listens on `address` (port 0: any free one) with a roll of the given paper, and writes slips into `folder`.
    ///
    /// # Errors
    /// When the port is taken, the folder cannot be used, or the system gives no thread.
    pub fn start(address: SocketAddr, roll: slip::Paper, folder: &Path) -> io::Result<Self> {
        let tcp = Tcp::bind(address)?;
        Self::run(tcp.address(), SharedPath::default(), Box::new(tcp), roll, folder)
    }

    /// Plugs in a pseudo-terminal, as a serial printer; another program opens [`path`](Self::path).
    ///
    /// # Errors
    /// When the system gives no pseudo-terminal or no thread, or the folder cannot be used.
    pub fn on_pty(roll: slip::Paper, folder: &Path) -> io::Result<Self> {
        Self::on_pty_of(None, roll, folder)
    }

    /// As [`on_pty`](Self::on_pty), with a link that always leads to the pseudo-terminal, also when it was unplugged and
    /// came back by another path.
    ///
    /// # Errors
    /// As [`on_pty`](Self::on_pty), and when the link cannot be made.
    pub fn on_linked_pty(link: &Path, roll: slip::Paper, folder: &Path) -> io::Result<Self> {
        Self::on_pty_of(Some(link.to_owned()), roll, folder)
    }

    /// Serves a character device that exists already, such as the USB gadget's `/dev/g_printer0`.
    ///
    /// # Errors
    /// When the device cannot be opened or is none, the folder cannot be used, or the system gives no thread.
    pub fn on_device(device: &Path, roll: slip::Paper, folder: &Path) -> io::Result<Self> {
        let path = SharedPath::default();
        path.set(device.to_owned());
        let device = Device::open(device.to_owned())?;
        Self::run(NO_ADDRESS, path, Box::new(device), roll, folder)
    }

    /// Where it listens; port 0 when it is not on the network.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The device that leads to it, `/dev/pts/N` for a pseudo-terminal; empty when it is on the network.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.path.get()
    }

    /// The handle that brings faults about.
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.faults.clone()
    }

    /// The paper that came out.
    #[must_use]
    pub fn paper(&self) -> Paper {
        self.paper.clone()
    }

    /// Bytes it has taken since it was built.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.faults.received()
    }

    fn on_pty_of(link: Option<PathBuf>, roll: slip::Paper, folder: &Path) -> io::Result<Self> {
        let pty = Pty::plug_in(link)?;
        Self::run(NO_ADDRESS, pty.path(), Box::new(pty), roll, folder)
    }

    fn run(
        address: SocketAddr,
        path: SharedPath,
        way_in: Box<dyn WayIn>,
        roll: slip::Paper,
        folder: &Path,
    ) -> io::Result<Self> {
        let (faults, paper, is_over) = (
            Faults::default(),
            Paper::open(folder)?,
            Arc::new(AtomicBool::new(false)),
        );
        let mut attendance = Attendance {
            machine: Machine::new(faults.clone(), paper.clone(), roll.bytes_per_row()),
            faults: faults.clone(),
            way_in,
            is_over: Arc::clone(&is_over),
        };
        let thread = std::thread::Builder::new()
            .name("simulated-printer".to_owned())
            .spawn(move || attendance.run())?;
        Ok(Self {
            address,
            path,
            faults,
            paper,
            is_over,
            thread: Some(thread),
        })
    }
}

impl Drop for SimulatedPrinter {
    fn drop(&mut self) {
        // Noticed within a tick.
        self.is_over.store(true, Ordering::Relaxed);
        // A thread that panicked has already said so on its way out.
        let _ended = self.thread.take().map(JoinHandle::join);
    }
}
