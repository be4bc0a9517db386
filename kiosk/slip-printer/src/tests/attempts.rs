//! From a slip to paper, through the thread, a socket and the simulated printer.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::channel,
    },
    time::Duration,
};

use simulated_printer::{PaperSupply, SimulatedPrinter};
use slip::{JobId, Paper};

use super::rig::{LONG, LOOPBACK, job, last, next, profile, rig, rig_with, slip, small, start};
use crate::{
    Evidence, JobRefused, NotDurable, PrintJob, PrintState, PrinterFault, PrinterThread, ProofBy, TcpPort,
    UncertainCause,
};

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
    rig.wait_until_health(|health| health.fault.is_none());

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

    let address = printer.address();
    let thread = start(
        TcpPort::at(address.to_string()),
        profile(ProofBy::ProcessId, LONG),
        Box::new(|_| {}),
    );
    let (tell, states) = channel();
    thread.print(job(&small(8, 0x0F), 1, tell)).unwrap();
    assert_eq!(last(&states), PrintState::Printed(Evidence::Proof));
    // What the other left comes out first, and is cut off.
    let slips = printer.paper().slips();
    assert!(*slips.last().unwrap().picture == *small(8, 0x0F).bitmap());
    assert_eq!(slips.len(), 2);
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
    }
}

#[test]
fn an_absent_printer_blocks_and_is_found_again_when_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let address = TcpListener::bind(LOOPBACK).unwrap().local_addr().unwrap();
    let (tell, health) = channel();
    let on_health = Box::new(move |health| tell.send(health).unwrap_or_default());
    let thread = start(
        TcpPort::at(address.to_string()),
        profile(ProofBy::ProcessId, LONG),
        on_health,
    );
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

#[test]
fn the_thread_says_that_it_lives_while_it_waits_for_a_proof() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::start(LOOPBACK, Paper::Mm80, folder.path()).unwrap();
    printer.faults().hold_proofs(true);
    let turns = Arc::new(AtomicUsize::new(0));
    let (counted, address) = (Arc::clone(&turns), printer.address());
    let on_turn = Arc::new(move || {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    let profile = profile(ProofBy::ProcessId, Duration::from_secs(2));
    let thread = PrinterThread::start(
        TcpPort::at(address.to_string()),
        profile,
        Box::new(|_| {}),
        on_turn,
    )
    .unwrap();
    let (tell, states) = channel();
    let (mut job, seen) = (job(&small(8, 0xFF), 1, tell.clone()), Arc::clone(&turns));
    let waited_from = Arc::new(AtomicUsize::new(0));
    let from = Arc::clone(&waited_from);
    job.on_state = Box::new(move |state| {
        if state == PrintState::AwaitProof {
            from.store(seen.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        tell.send(state).map_err(|_| NotDurable)
    });
    thread.print(job).unwrap();
    assert_eq!(last(&states), PrintState::Uncertain(UncertainCause::NoProof));
    let heard = turns.load(Ordering::Relaxed) - waited_from.load(Ordering::Relaxed);
    assert!(heard >= 5, "{heard} signs of life in two seconds");
}

#[test]
fn a_printer_that_falls_silent_stays_so_for_those_who_are_told_until_it_answers() {
    let rig = rig();
    let faults = rig.printer.faults();
    faults.set_stalled(true);
    rig.wait_until_health(|health| health.fault == Some(PrinterFault::Silent));
    // Looks go on, every tenth of a second, and none of them finds anything new.
    let told = rig.health.recv_timeout(Duration::from_millis(1500));
    assert!(told.is_err(), "{told:?}");
    faults.set_stalled(false);
    assert_eq!(rig.health.recv_timeout(LONG).unwrap().fault, None);
}

#[test]
fn a_jam_that_was_freed_ends_although_the_printer_waits_to_be_told() {
    let rig = rig();
    let faults = rig.printer.faults();
    faults.set_cutter_jammed(true);
    rig.wait_until_health(|health| health.fault == Some(PrinterFault::CutterJam));
    faults.set_cutter_jammed(false);
    rig.wait_until_health(|health| health.fault.is_none());
    assert_eq!(
        last(&rig.print(&small(8, 0xFF), 1)),
        PrintState::Printed(Evidence::Proof)
    );
}

#[test]
fn a_late_answer_to_one_slip_is_not_taken_for_the_next_ones() {
    let rig = rig_with(ProofBy::BufferedStatus, Duration::from_millis(600));
    let faults = rig.printer.faults();
    let (tell, states) = channel();
    let mut first = job(&small(8, 0xFF), 1, tell.clone());
    // It stalls before the slip's first byte is done, and goes on when the next slip is asked for.
    let stall = faults.clone();
    first.on_state = Box::new(move |state| {
        stall.set_stalled(matches!(state, PrintState::Sending | PrintState::AwaitProof));
        tell.send(state).map_err(|_| NotDurable)
    });
    rig.thread.print(first).unwrap();
    assert_eq!(last(&states), PrintState::Uncertain(UncertainCause::NoProof));
    let (tell, states) = channel();
    let mut second = job(&small(16, 0x3C), 2, tell.clone());
    // The roll ends as soon as the second slip begins.
    second.on_state = Box::new(move |state| {
        if state == PrintState::Sending {
            faults.set_paper(PaperSupply::End);
        }
        tell.send(state).map_err(|_| NotDurable)
    });
    rig.thread.print(second).unwrap();
    let state = last(&states);
    assert!(matches!(state, PrintState::Uncertain(_)), "{state:?}");
}

#[test]
fn a_proof_that_could_not_be_written_down_is_not_lost() {
    let rig = rig_with(ProofBy::ProcessId, Duration::from_millis(50));
    let faults = rig.printer.faults();
    let (tell, states) = channel();
    let mut refusals = 3;
    let mut job = job(&small(8, 0xFF), 1, tell.clone());
    job.on_state = Box::new(move |state| {
        faults.set_stalled(matches!(state, PrintState::Sending | PrintState::AwaitProof));
        if matches!(state, PrintState::Printed(_)) && refusals > 0 {
            refusals -= 1;
            return Err(NotDurable);
        }
        tell.send(state).map_err(|_| NotDurable)
    });
    rig.thread.print(job).unwrap();
    assert_eq!(last(&states), PrintState::Uncertain(UncertainCause::NoProof));
    assert_eq!(next(&states), PrintState::Printed(Evidence::Proof));
}

#[test]
fn answers_that_come_late_are_not_taken_for_those_to_the_next_questions() {
    let rig = rig();
    let faults = rig.printer.faults();
    faults.set_stalled(true);
    rig.wait_until_health(|health| health.fault == Some(PrinterFault::Silent));
    // More questions gather, all of the first kind; answered at once they would read as a jam.
    assert!(rig.health.recv_timeout(Duration::from_millis(2250)).is_err());
    faults.set_cover_open(true);
    faults.set_stalled(false);
    let told = rig.health.recv_timeout(LONG).unwrap();
    assert_eq!(told.fault, Some(PrinterFault::CoverOpen));
    let next = rig.health.recv_timeout(Duration::from_secs(1));
    assert!(next.is_err(), "{next:?}");
}

#[test]
fn a_slip_whose_end_could_not_be_written_down_is_told_as_soon_as_it_can() {
    for proof_by in [ProofBy::ProcessId, ProofBy::BufferedStatus] {
        let rig = rig_with(proof_by, LONG);
        let (tell, states) = channel();
        let mut refusals = 3;
        let mut job = job(&small(8, 0xFF), 1, tell.clone());
        job.on_state = Box::new(move |state| {
            if matches!(state, PrintState::Printed(_)) && refusals > 0 {
                refusals -= 1;
                return Err(NotDurable);
            }
            tell.send(state).map_err(|_| NotDurable)
        });
        rig.thread.print(job).unwrap();
        assert!(matches!(last(&states), PrintState::Printed(_)));
    }
}

#[test]
fn a_printer_is_reached_by_its_name_and_one_of_no_known_name_is_out_of_reach() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::start(LOOPBACK, Paper::Mm80, folder.path()).unwrap();
    let named = |name: &str| {
        let (tell, health) = channel();
        let on_health = Box::new(move |health| tell.send(health).unwrap_or_default());
        let port = TcpPort::at(format!("{name}:{}", printer.address().port()));
        let thread = start(port, profile(ProofBy::ProcessId, LONG), on_health);
        let told = health.recv_timeout(LONG).unwrap();
        drop(thread);
        told.fault
    };
    assert_eq!(named("localhost"), None);
    assert_eq!(named("no-such-printer.invalid"), Some(PrinterFault::Unreachable));
}
