//! Slips that wait in a presenter.

use std::{sync::mpsc::Receiver, time::Duration};

use simulated_printer::{Model, PaperSupply};

use super::rig::{LONG, Rig, last, next, profile, rig_of, slip, small};
use crate::{Evidence, PrintState, PrinterFault, PrinterProfile, PrinterTimes, ProofBy, StatusBits};

/// The thread of a Citizen PPU whose slips are waited for so long.
fn rig(take: Duration) -> Rig {
    let usual = profile(ProofBy::BufferedStatus, LONG);
    let times = PrinterTimes { take, ..usual.times };
    let rig = rig_of(PrinterProfile {
        times,
        status_bits: StatusBits::CitizenPpu,
        ..usual
    });
    rig.printer.faults().set_model(Model::CitizenPpu);
    rig
}

fn print(rig: &Rig, id: u8) -> Receiver<PrintState> {
    let states = rig.print(&slip(), id);
    assert_eq!(last(&states), PrintState::Printed(Evidence::BufferAnswered));
    states
}

#[test]
fn a_slip_is_taken_when_it_leaves_the_mouth() {
    let rig = rig(LONG);
    let states = print(&rig, 1);
    rig.wait_until_health(|health| health.slip_in_mouth);
    assert!(states.try_recv().is_err(), "nobody has taken it");
    assert!(rig.printer.faults().take_ticket());
    assert_eq!(next(&states), PrintState::Taken);
    assert!(states.recv_timeout(LONG).is_err(), "that was its last state");
}

#[test]
fn a_slip_that_nobody_takes_in_time_is_not_taken_and_no_end_of_paper() {
    let rig = rig(Duration::from_millis(400));
    let states = print(&rig, 1);
    assert_eq!(next(&states), PrintState::NotTaken);
    assert!(rig.printer.faults().state().is_ticket_waiting);
    let states = rig.print(&small(8, 0xFF), 2);
    assert_eq!(last(&states), PrintState::Printed(Evidence::BufferAnswered));
}

#[test]
fn the_next_slip_settles_the_one_before() {
    let rig = rig(LONG);
    let first = print(&rig, 1);
    let second = rig.print(&small(8, 0xFF), 2);
    assert_eq!(next(&second), PrintState::Sending);
    assert_eq!(
        first.try_recv(),
        Ok(PrintState::NotTaken),
        "before the second began"
    );
}

#[test]
fn a_printer_that_cannot_be_asked_does_not_say_that_its_slip_was_taken() {
    let rig = rig(LONG);
    let states = print(&rig, 1);
    rig.printer.faults().set_off(true);
    rig.wait_until_health(|health| health.fault == Some(PrinterFault::Unreachable));
    assert!(states.try_recv().is_err());
    rig.printer.faults().set_off(false);
    rig.wait_until_health(|health| health.slip_in_mouth);
    assert!(rig.printer.faults().take_ticket());
    assert_eq!(next(&states), PrintState::Taken);
}

#[test]
fn paper_that_ends_while_a_slip_waits_is_told() {
    let rig = rig(LONG);
    let _states = print(&rig, 1);
    rig.printer.faults().set_paper(PaperSupply::End);
    rig.wait_until_health(|health| health.fault == Some(PrinterFault::PaperOut) && health.slip_in_mouth);
}
