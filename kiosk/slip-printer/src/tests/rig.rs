//! A printer's thread with a simulated printer at the other end of its socket.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    time::Duration,
};

use tempfile::TempDir;

use simulated_printer::SimulatedPrinter;
use slip::{Bitmap, JobId, Paper, Raster, Typesetter, samples};

use crate::{
    HealthHook, NotDurable, PrintJob, PrintState, PrinterHealth, PrinterPort, PrinterProfile, PrinterThread,
    PrinterTimes, ProofBy, TcpPort,
};

/// Longer than anything here takes; reached only by a failing test.
pub(super) const LONG: Duration = Duration::from_secs(20);
pub(super) const LOOPBACK: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

pub(super) struct Rig {
    pub(super) printer: SimulatedPrinter,
    pub(super) thread: PrinterThread,
    pub(super) health: Receiver<PrinterHealth>,
    _folder: TempDir,
}

pub(super) fn profile(proof_by: ProofBy, proof: Duration) -> PrinterProfile {
    let times = PrinterTimes {
        proof,
        answer: Duration::from_millis(500),
        stall: Duration::from_millis(500),
        health_every: Duration::from_millis(100),
        ..PrinterTimes::default()
    };
    PrinterProfile {
        times,
        ..PrinterProfile::proving_by(proof_by)
    }
}

/// A thread that nobody watches.
pub(super) fn start(
    port: impl PrinterPort + 'static,
    profile: PrinterProfile,
    on_health: HealthHook,
) -> PrinterThread {
    PrinterThread::start(port, profile, on_health, Arc::new(|| {})).unwrap()
}

pub(super) fn rig_with(proof_by: ProofBy, proof: Duration) -> Rig {
    rig_of(profile(proof_by, proof))
}

pub(super) fn rig_of(profile: PrinterProfile) -> Rig {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::start(LOOPBACK, Paper::Mm80, folder.path()).unwrap();
    let (tell, health) = channel();
    let port = TcpPort::at(printer.address().to_string());
    let on_health = Box::new(move |health| tell.send(health).unwrap_or_default());
    let thread = start(port, profile, on_health);
    let rig = Rig {
        printer,
        thread,
        health,
        _folder: folder,
    };
    rig.wait_until_health(|health| health.fault.is_none());
    rig
}

pub(super) fn rig() -> Rig {
    rig_with(ProofBy::ProcessId, LONG)
}

impl Rig {
    pub(super) fn print(&self, raster: &Raster, id: u8) -> Receiver<PrintState> {
        let (tell, states) = channel();
        self.thread.print(job(raster, id, tell)).unwrap();
        states
    }

    pub(super) fn wait_until_health(&self, is_it: impl Fn(PrinterHealth) -> bool) {
        while !is_it(self.health.recv_timeout(LONG).unwrap()) {}
    }
}

pub(super) fn job(raster: &Raster, id: u8, tell: Sender<PrintState>) -> PrintJob {
    let on_state = Box::new(move |state| tell.send(state).map_err(|_| NotDurable));
    PrintJob {
        id: JobId::from_random([id; 4]),
        raster: raster.clone(),
        on_state,
    }
}

pub(super) fn slip() -> Raster {
    Typesetter::new()
        .draw(
            &samples::identity_card(),
            &samples::chinese_words(),
            samples::ORDINARY,
        )
        .unwrap()
}

pub(super) fn small(rows: usize, byte: u8) -> Raster {
    let mut picture = Bitmap::new(72);
    picture.append_rows(&vec![byte; rows * 72]);
    Raster::finish(picture)
}

pub(super) fn next(states: &Receiver<PrintState>) -> PrintState {
    states.recv_timeout(LONG).unwrap()
}

pub(super) fn last(states: &Receiver<PrintState>) -> PrintState {
    loop {
        let state = next(states);
        if !matches!(state, PrintState::Sending | PrintState::AwaitProof) {
            return state;
        }
    }
}
