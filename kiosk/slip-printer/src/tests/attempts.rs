//! From a slip to paper, through the thread, a socket and the simulated printer.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

use tempfile::TempDir;

use simulated_printer::{PaperSupply, SimulatedPrinter};
use slip::{Bitmap, JobId, Paper, Raster, Typesetter, samples};

use crate::{
    Evidence, JobRefused, NotDurable, PrintJob, PrintState, PrinterFault, PrinterHealth, PrinterProfile,
    PrinterThread, PrinterTimes, ProofBy, TcpPort, UncertainCause,
};

/// Longer than anything here takes; reached only by a failing test.
const LONG: Duration = Duration::from_secs(20);
const LOOPBACK: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

struct Rig {
    printer: SimulatedPrinter,
    thread: PrinterThread,
    health: Receiver<PrinterHealth>,
    _folder: TempDir,
}

fn profile(proof_by: ProofBy, proof: Duration) -> PrinterProfile {
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

fn rig_with(proof_by: ProofBy, proof: Duration) -> Rig {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::start(LOOPBACK, Paper::Mm80, folder.path()).unwrap();
    let (tell, health) = channel();
    let port = TcpPort {
        address: printer.address(),
    };
    let on_health = Box::new(move |health| tell.send(health).unwrap_or_default());
    let thread = PrinterThread::start(port, profile(proof_by, proof), on_health).unwrap();
    let rig = Rig {
        printer,
        thread,
        health,
        _folder: folder,
    };
    rig.wait_until_health(|health| health.fault.is_none());
    rig
}

fn rig() -> Rig {
    rig_with(ProofBy::ProcessId, LONG)
}

impl Rig {
    fn print(&self, raster: &Raster, id: u8) -> Receiver<PrintState> {
        let (tell, states) = channel();
        self.thread.print(job(raster, id, tell)).unwrap();
        states
    }

    fn wait_until_health(&self, is_it: impl Fn(PrinterHealth) -> bool) {
        while !is_it(self.health.recv_timeout(LONG).unwrap()) {}
    }
}

fn job(raster: &Raster, id: u8, tell: Sender<PrintState>) -> PrintJob {
    let on_state = Box::new(move |state| tell.send(state).map_err(|_| NotDurable));
    PrintJob {
        id: JobId::from_random([id; 4]),
        raster: raster.clone(),
        on_state,
    }
}

fn slip() -> Raster {
    Typesetter::new()
        .draw(
            &samples::identity_card(),
            &samples::chinese_words(),
            samples::ORDINARY,
        )
        .unwrap()
}

fn small(rows: usize, byte: u8) -> Raster {
    let mut picture = Bitmap::new(72);
    picture.append_rows(&vec![byte; rows * 72]);
    Raster::finish(picture)
}

fn next(states: &Receiver<PrintState>) -> PrintState {
    states.recv_timeout(LONG).unwrap()
}

fn last(states: &Receiver<PrintState>) -> PrintState {
    loop {
        let state = next(states);
        if !matches!(state, PrintState::Sending | PrintState::AwaitProof) {
            return state;
        }
    }
}

#[test]
fn a_slip_comes_out_dot_for_dot_and_is_proved() {
    let (rig, raster) = (rig(), slip());
    let states = rig.print(&raster, 1);
    assert_eq!(next(&states), PrintState::Sending);
    assert_eq!(next(&states), PrintState::AwaitProof);
    assert_eq!(next(&states), PrintState::Printed(Evidence::Proof));
    let paper = rig.printer.paper().wait_for(1, LONG).unwrap();
    assert_eq!(*paper.picture, *raster.bitmap());
    assert_eq!(
        std::fs::read(paper.file).unwrap(),
        raster.bitmap().to_png().unwrap()
    );
}

#[test]
fn slips_come_out_in_the_order_they_were_asked_for() {
    let rig = rig();
    let states: Vec<_> = (1..=3_u8)
        .map(|id| rig.print(&small(usize::from(id) * 8, 0xFF), id))
        .collect();
    for states in &states {
        assert_eq!(last(states), PrintState::Printed(Evidence::Proof));
    }
    let heights: Vec<_> = rig
        .printer
        .paper()
        .slips()
        .iter()
        .map(|slip| slip.picture.height_dots())
        .collect();
    assert_eq!(heights, [8, 16, 24]);
}

#[test]
fn every_fault_blocks_the_slip_and_nothing_of_it_is_sent() {
    let rig = rig();
    let faults = rig.printer.faults();
    faults.set_paper(PaperSupply::End);
    assert_eq!(
        next(&rig.print(&slip(), 1)),
        PrintState::Blocked(PrinterFault::PaperOut)
    );
    faults.set_cover_open(true);
    assert_eq!(
        next(&rig.print(&slip(), 2)),
        PrintState::Blocked(PrinterFault::CoverOpen)
    );
    faults.set_cover_open(false);
    faults.set_paper(PaperSupply::Plenty);
    faults.set_cutter_jammed(true);
    assert_eq!(
        next(&rig.print(&slip(), 3)),
        PrintState::Blocked(PrinterFault::CutterJam)
    );
    faults.set_cutter_jammed(false);

    let states = rig.print(&small(8, 0xFF), 4);
    assert_eq!(last(&states), PrintState::Printed(Evidence::Proof));
    let slips = rig.printer.paper().slips();
    assert_eq!(slips.len(), 1, "the blocked slips never come out");
    assert_eq!(slips[0].picture.height_dots(), 8);
}

#[test]
fn paper_near_its_end_is_told_and_still_printed_on() {
    let rig = rig();
    rig.printer.faults().set_paper(PaperSupply::NearEnd);
    rig.wait_until_health(|health| health.paper_near_end && health.fault.is_none());
    assert_eq!(
        last(&rig.print(&small(8, 0xFF), 1)),
        PrintState::Printed(Evidence::Proof)
    );
}

#[test]
fn a_printer_that_never_proves_leaves_the_slip_uncertain() {
    let rig = rig_with(ProofBy::ProcessId, Duration::from_millis(50));
    rig.printer.faults().set_never_proves(true);
    let states = rig.print(&small(8, 0xFF), 1);
    assert_eq!(last(&states), PrintState::Uncertain(UncertainCause::NoProof));
}

#[test]
fn paper_that_ends_inside_a_slip_makes_it_uncertain_until_a_new_roll_lets_it_finish() {
    let (rig, raster) = (rig(), small(600, 0xFF));
    let faults = rig.printer.faults();
    faults.end_paper_after(200);
    let (tell, states) = channel();
    let mut job = job(&raster, 1, tell.clone());
    // The printer takes nothing in until all of the slip is on its way: else the fault may be heard halfway, and the rest
    // of the slip is never sent.
    job.on_state = Box::new(move |state| {
        faults.set_stalled(state == PrintState::Sending);
        tell.send(state).map_err(|_| NotDurable)
    });
    rig.thread.print(job).unwrap();
    assert_eq!(
        last(&states),
        PrintState::Uncertain(UncertainCause::Fault(PrinterFault::PaperOut))
    );
    rig.printer.faults().set_paper(PaperSupply::Plenty);
    assert_eq!(next(&states), PrintState::Printed(Evidence::Proof));
    assert_eq!(
        *rig.printer.paper().wait_for(1, LONG).unwrap().picture,
        *raster.bitmap()
    );
}

#[test]
fn a_fault_heard_halfway_ends_the_sending_and_spoils_no_later_slip() {
    // Far more than the sockets between hold, so that most of it is not yet sent when the paper ends.
    let (rig, raster) = (rig(), small(120_000, 0xFF));
    rig.printer.faults().end_paper_after(200);
    assert_eq!(
        last(&rig.print(&raster, 1)),
        PrintState::Uncertain(UncertainCause::Fault(PrinterFault::PaperOut))
    );
    rig.printer.faults().set_paper(PaperSupply::Plenty);
    let later = small(8, 0x0F);
    assert_eq!(last(&rig.print(&later, 2)), PrintState::Printed(Evidence::Proof));
    let slips = rig.printer.paper().slips();
    let last = slips.last().map(|slip| &*slip.picture);
    assert!(
        last == Some(later.bitmap()),
        "the later slip is not as it was drawn"
    );
}

#[test]
fn a_picture_that_another_program_left_unfinished_spoils_no_slip() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::start(LOOPBACK, Paper::Mm80, folder.path()).unwrap();
    let mut other = TcpStream::connect(printer.address()).unwrap();
    // Promises 128 rows of 72 bytes and gives one; the answer shows that all of it has come in.
    other
        .write_all(
            &[
                &[0x1D, 0x76, 0x30, 0, 72, 0, 128, 0][..],
                &[0xFF; 72],
                &[0x10, 0x04, 1],
            ]
            .concat(),
        )
        .unwrap();
    other.read_exact(&mut [0]).unwrap();
    drop(other);

    let thread = PrinterThread::start(
        TcpPort {
            address: printer.address(),
        },
        profile(ProofBy::ProcessId, LONG),
        Box::new(|_| {}),
    );
    let (tell, states) = channel();
    thread.unwrap().print(job(&small(8, 0x0F), 1, tell)).unwrap();
    assert_eq!(last(&states), PrintState::Printed(Evidence::Proof));
    assert_eq!(
        *printer.paper().wait_for(1, LONG).unwrap().picture,
        *small(8, 0x0F).bitmap()
    );
}

#[test]
fn a_late_proof_turns_uncertain_into_printed() {
    let rig = rig_with(ProofBy::ProcessId, Duration::from_millis(50));
    let faults = rig.printer.faults();
    let (tell, states) = channel();
    let mut job = job(&small(8, 0xFF), 1, tell.clone());
    // Stalls once the preflight is over, before the first byte of the slip.
    job.on_state = Box::new(move |state| {
        faults.set_stalled(matches!(state, PrintState::Sending | PrintState::AwaitProof));
        tell.send(state).map_err(|_| NotDurable)
    });
    rig.thread.print(job).unwrap();
    assert_eq!(last(&states), PrintState::Uncertain(UncertainCause::NoProof));
    assert_eq!(next(&states), PrintState::Printed(Evidence::Proof));
}

#[test]
fn a_state_that_cannot_be_written_down_stops_the_slip_before_its_first_byte() {
    let rig = rig();
    let (tell, asked) = channel();
    let refuse = Box::new(move |state| tell.send(state).map_or(Err(NotDurable), |()| Err(NotDurable)));
    rig.thread
        .print(PrintJob {
            id: JobId::from_random([1; 4]),
            raster: slip(),
            on_state: refuse,
        })
        .unwrap();
    assert_eq!(next(&asked), PrintState::Sending);
    assert_eq!(
        last(&rig.print(&small(8, 0xFF), 2)),
        PrintState::Printed(Evidence::Proof)
    );
    assert_eq!(rig.printer.paper().slips().len(), 1);
}

#[test]
fn weaker_printers_give_weaker_evidence() {
    let cases = [
        (ProofBy::BufferedStatus, Evidence::BufferAnswered),
        (ProofBy::PrintTime, Evidence::Probably),
    ];
    for (proof_by, evidence) in cases {
        let rig = rig_with(proof_by, LONG);
        let state = last(&rig.print(&small(8, 0xFF), 1));
        assert_eq!(state, PrintState::Printed(evidence));
        assert_eq!(state.evidence(), evidence);
    }
}

#[test]
fn an_absent_printer_blocks_and_is_found_again_when_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let address = TcpListener::bind(LOOPBACK).unwrap().local_addr().unwrap();
    let (tell, health) = channel();
    let on_health = Box::new(move |health| tell.send(health).unwrap_or_default());
    let thread =
        PrinterThread::start(TcpPort { address }, profile(ProofBy::ProcessId, LONG), on_health).unwrap();
    assert_eq!(
        health.recv_timeout(LONG).unwrap().fault,
        Some(PrinterFault::Unreachable)
    );
    let (tell, states) = channel();
    thread.print(job(&slip(), 1, tell)).unwrap();
    assert_eq!(next(&states), PrintState::Blocked(PrinterFault::Unreachable));

    let printer = SimulatedPrinter::start(address, Paper::Mm80, folder.path()).unwrap();
    assert_eq!(health.recv_timeout(LONG).unwrap().fault, None);
    let (tell, states) = channel();
    thread.print(job(&slip(), 2, tell)).unwrap();
    assert_eq!(last(&states), PrintState::Printed(Evidence::Proof));
    assert_eq!(printer.paper().slips().len(), 1);
}

#[test]
fn a_silent_printer_is_not_taken_for_a_healthy_one() {
    let rig = rig();
    rig.printer.faults().set_stalled(true);
    assert_eq!(
        next(&rig.print(&slip(), 1)),
        PrintState::Blocked(PrinterFault::Silent)
    );
}

#[test]
fn more_slips_than_the_queue_holds_are_refused_at_once() {
    let rig = rig();
    let (reached, is_printing) = channel();
    let (release, gate) = channel::<()>();
    let hold = Box::new(move |_| {
        reached.send(()).map_err(|_| NotDurable)?;
        gate.recv().map_err(|_| NotDurable)
    });
    let first = PrintJob {
        id: JobId::from_random([9; 4]),
        raster: small(8, 1),
        on_state: hold,
    };
    rig.thread.print(first).unwrap();
    is_printing.recv_timeout(LONG).unwrap();
    let (tell, _states) = channel();
    let answers: Vec<_> = (0..5)
        .map(|id| rig.thread.print(job(&small(8, 1), id, tell.clone())))
        .collect();
    assert_eq!(answers[..4], [Ok(()); 4]);
    assert_eq!(answers[4], Err(JobRefused::Busy));
    drop(release);
}
