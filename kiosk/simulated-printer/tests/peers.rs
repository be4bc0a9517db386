//! The simulated printer as receiptio finds it, a client that others wrote for real printers.
//!
//! It knows only port 9100, so each test listens on a loopback address of its own.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    env,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use simulated_printer::{Faults, PaperSupply, SimulatedPrinter};
use slip::Paper;
use tempfile::TempDir;

/// The receiptio of `RECEIPTIO`, else of the folder where peers are put.
fn receiptio() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let program = env::var_os("RECEIPTIO").map_or_else(
        || root.join("target/peers/node_modules/.bin/receiptio"),
        PathBuf::from,
    );
    assert!(
        program.exists(),
        "no {}: in the root of the workspace, tests/run puts it there",
        program.display()
    );
    program
}

fn printer(last: u8) -> (SimulatedPrinter, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let address = SocketAddr::from(([127, 0, 0, last], 9100));
    let printer = SimulatedPrinter::start(address, Paper::Mm80, folder.path()).unwrap();
    (printer, folder)
}

/// What receiptio says of the printer, and its exit code.
fn ask(address: SocketAddr, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(receiptio())
        .arg("-d")
        .arg(address.ip().to_string())
        .args(arguments)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        String::from_utf8(said).unwrap().trim().to_owned(),
        output.status.code(),
    )
}

type BringAbout = fn(&Faults);

#[test]
fn receiptio_finds_every_state_that_it_has_a_word_for() {
    let (printer, _folder) = printer(91);
    let faults = printer.faults();
    let states: [(BringAbout, &str, i32); 6] = [
        (|_| (), "online", 100),
        (|faults| faults.set_paper(PaperSupply::NearEnd), "online", 100),
        (|faults| faults.set_paper(PaperSupply::End), "paperempty", 102),
        (|faults| faults.set_cover_open(true), "coveropen", 101),
        (Faults::mend, "online", 100),
        (|faults| faults.set_cutter_jammed(true), "error", 103),
    ];
    for (bring_about, word, code) in states {
        bring_about(&faults);
        assert_eq!(ask(printer.address(), &["-q"]), (word.to_owned(), Some(code)));
    }
    let address = printer.address();
    drop(printer);
    assert_eq!(ask(address, &["-q"]), ("disconnect".to_owned(), Some(105)));
}

#[test]
fn receiptio_prints_a_receipt_to_its_end() {
    let (printer, folder) = printer(92);
    let receipt = folder.path().join("receipt");
    std::fs::write(&receipt, "Hello\n{c:1234567890}\n").unwrap();
    assert_eq!(
        ask(printer.address(), &[receipt.to_str().unwrap()]),
        ("success".to_owned(), Some(0))
    );
    assert_eq!(printer.paper().came_out(), 1);
}
