//! The simulated printer's network side: one connection at a time, as printers do it.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use super::{faults::Faults, machine::Machine, paper::Paper};

/// How often a change of faults is noticed.
const TICK: Duration = Duration::from_millis(10);

/// A running simulated printer; dropping it switches it off.
#[derive(Debug)]
pub struct SimulatedPrinter {
    address: SocketAddr,
    faults: Faults,
    paper: Paper,
    is_off: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl SimulatedPrinter {
    /// Listens on `address` (port 0: any free one) with a roll of the given paper, and writes slips into `folder`.
    ///
    /// # Errors
    /// When the port is taken, the folder cannot be used, or the system gives no thread.
    pub fn start(address: SocketAddr, roll: slip::Paper, folder: &Path) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let (faults, paper, is_off) = (
            Faults::default(),
            Paper::open(folder)?,
            Arc::new(AtomicBool::new(false)),
        );
        let machine = Machine::new(faults.clone(), paper.clone(), roll.bytes_per_row());
        let mut side = NetworkSide {
            machine,
            faults: faults.clone(),
            is_off: Arc::clone(&is_off),
        };
        let address = listener.local_addr()?;
        let thread = std::thread::Builder::new()
            .name("simulated-printer".to_owned())
            .spawn(move || side.run(&listener))?;
        Ok(Self {
            address,
            faults,
            paper,
            is_off,
            thread: Some(thread),
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
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
}

impl Drop for SimulatedPrinter {
    fn drop(&mut self) {
        self.is_off.store(true, Ordering::Relaxed);
        // Wakes the thread where it waits for a connection; a refusal means that it has ended already.
        let _woken = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
        // A thread that panicked has already said so on its way out.
        let _ended = self.thread.take().map(JoinHandle::join);
    }
}

struct NetworkSide {
    machine: Machine,
    faults: Faults,
    is_off: Arc<AtomicBool>,
}

impl NetworkSide {
    fn run(&mut self, listener: &TcpListener) {
        for stream in listener.incoming() {
            if self.is_off.load(Ordering::Relaxed) {
                return;
            }
            if let Err(error) = stream.and_then(|stream| self.serve(stream)) {
                tracing::debug!(%error, "simulated printer lost its connection");
            }
        }
    }

    /// Serves one connection until it closes.
    fn serve(&mut self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(TICK))?;
        stream.set_nodelay(true)?;
        self.machine.greet();
        let (mut received, mut answers) = ([0; 4096], Vec::new());
        while !self.is_off.load(Ordering::Relaxed) {
            let came = if self.machine.is_full() {
                pause()
            } else {
                read(&mut stream, &mut received)?
            };
            // After the read: a stall that began before a byte was sent must hold that byte.
            while self.faults.now().is_stalled && !self.is_off.load(Ordering::Relaxed) {
                pause();
            }
            match came {
                Some(0) => return Ok(()),
                Some(length) => self
                    .machine
                    .receive(received.get(..length).unwrap_or_default(), &mut answers),
                None => {}
            }
            self.machine.work(&mut answers);
            stream.write_all(&answers)?;
            answers.clear();
        }
        Ok(())
    }
}

/// Lets a tick pass in which nothing can come.
fn pause() -> Option<usize> {
    std::thread::park_timeout(TICK);
    None
}

/// What came, nothing when the tick passed first.
fn read(stream: &mut TcpStream, buffer: &mut [u8]) -> io::Result<Option<usize>> {
    match stream.read(buffer) {
        Ok(length) => Ok(Some(length)),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Ok(None),
        Err(error) => Err(error),
    }
}
