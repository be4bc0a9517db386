//! A look at a printer: what it says, and that nothing comes out.

use std::time::Duration;

use simulated_printer::{PaperSupply, SimulatedPrinter};
use slip::Paper;

use super::rig::{LOOPBACK, profile};
use crate::{PrinterFault, ProofBy, TcpPort, ask_health};

#[test]
fn a_printer_says_how_it_is_and_prints_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::start(LOOPBACK, Paper::Mm80, folder.path()).unwrap();
    let address = printer.address().to_string();
    let look = || {
        ask_health(
            TcpPort::at(address.clone()),
            &profile(ProofBy::ProcessId, Duration::ZERO),
        )
    };
    let well = look().unwrap();
    assert_eq!((well.fault, well.paper_near_end), (None, false));
    printer.faults().set_paper(PaperSupply::NearEnd);
    assert!(look().unwrap().paper_near_end);
    printer.faults().set_paper(PaperSupply::End);
    assert_eq!(look().unwrap().fault, Some(PrinterFault::PaperOut));
    assert!(printer.paper().slips().is_empty());
    drop(printer);
    assert!(look().is_err(), "nobody is there");
}
