//! Presenters, as each model speaks of them.

use std::{io::Write, net::TcpStream};

use super::{LONG, PaperSupply, SimulatedPrinter, ask, job, start};
use crate::Model;

const DLE_EOT_4: [u8; 3] = [0x10, 0x04, 4];
const FULL_STATUS: [u8; 3] = [0x10, 0x04, 0x14];

fn print_one(printer: &SimulatedPrinter, stream: &mut TcpStream) {
    let number = printer.paper().came_out() + 1;
    stream.write_all(&job(&[1])).unwrap();
    assert!(printer.paper().wait_for(number, LONG).is_some());
}

#[test]
fn on_a_citizen_presenter_the_bit_of_paper_end_says_that_a_ticket_waits() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().set_model(Model::CitizenPpu);
    assert_eq!(ask(&mut stream, &DLE_EOT_4), [0x12]);
    print_one(&printer, &mut stream);
    assert_eq!(ask(&mut stream, &DLE_EOT_4), [0x52]);
    assert_eq!(ask(&mut stream, &[0x1D, 0x61, 0xFF]), [0x10, 0, 0x08, 0]);
    assert!(printer.faults().take_ticket());
    assert_eq!(ask(&mut stream, &[]), [0x10, 0, 0, 0], "told that it was taken");
    assert_eq!(ask(&mut stream, &DLE_EOT_4), [0x12]);
    assert!(!printer.faults().take_ticket());

    printer.faults().set_paper(PaperSupply::End);
    assert_eq!(ask(&mut stream, &[]), [0x18, 0, 0x07, 0]);
    assert_eq!(ask(&mut stream, &DLE_EOT_4), [0x3E]);
}

#[test]
fn a_custom_printer_says_in_six_bytes_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    let faults = printer.faults();
    faults.set_model(Model::CustomKiosk);
    assert_eq!(ask(&mut stream, &FULL_STATUS), [0x10, 0x0F, 0, 0, 0, 0]);
    print_one(&printer, &mut stream);
    assert_eq!(ask(&mut stream, &FULL_STATUS), [0x10, 0x0F, 0x20, 0, 0, 0]);
    faults.set_paper(PaperSupply::End);
    faults.set_cover_open(true);
    faults.set_overheated(true);
    faults.set_cutter_jammed(true);
    assert_eq!(
        ask(&mut stream, &FULL_STATUS),
        [0x10, 0x0F, 0x25, 0x02, 0x01, 0x01]
    );
}

#[test]
fn a_custom_printer_draws_its_ticket_back_or_puts_it_out() {
    for (how, retracted) in [(2, 1), (5, 0)] {
        let folder = tempfile::tempdir().unwrap();
        let (printer, mut stream) = start(&folder);
        printer.faults().set_model(Model::CustomKiosk);
        print_one(&printer, &mut stream);
        assert!(printer.faults().state().is_ticket_waiting);
        assert_eq!(ask(&mut stream, &[0x1D, 0x65, how, 0x1D, 0x72, 1]), [0]);
        let state = printer.faults().state();
        assert_eq!((state.is_ticket_waiting, state.retracted), (false, retracted));
    }
}

#[test]
fn a_printer_without_a_presenter_has_no_ticket_and_does_not_know_the_question() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    print_one(&printer, &mut stream);
    assert!(!printer.faults().state().is_ticket_waiting);
    let both = [FULL_STATUS, DLE_EOT_4].concat();
    assert_eq!(ask(&mut stream, &both), [0x12], "only the second is answered");
}
