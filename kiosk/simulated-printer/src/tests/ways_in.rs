//! The pseudo-terminal and the device, from the program's end of the line.

use std::{
    fs::File,
    path::{Path, PathBuf},
    time::Duration,
};

use rustix::pty::{OpenptFlags, openpt, ptsname, unlockpt};

use super::{LONG, PaperSupply, SimulatedPrinter, first_column, job, wait_for};
use crate::way_in::{Heard, Line};
use slip::Paper;

/// Bytes that a terminal which is not raw changes, swallows or answers itself.
const SPECIAL: [u8; 12] = [
    0x03, 0x04, 0x0A, 0x0D, 0x11, 0x13, 0x15, 0x16, 0x17, 0x1A, 0x1C, 0x7F,
];

fn open(path: &Path) -> Line {
    let file = File::options().read(true).write(true).open(path).unwrap();
    rustix::io::ioctl_fionbio(&file, true).unwrap();
    Line::new(file)
}

fn send(line: &Line, bytes: &[u8]) {
    assert_eq!(line.write(bytes).unwrap(), bytes.len());
}

fn ask<const N: usize>(line: &Line, question: &[u8]) -> [u8; N] {
    send(line, question);
    let mut answer = [0; N];
    let mut have = 0;
    while have < N {
        match line.read(&mut answer[have..], LONG).unwrap() {
            Heard::Bytes(length) => have += length,
            ended @ (Heard::Nothing | Heard::End) => panic!("{ended:?} after {have} bytes"),
        }
    }
    answer
}

fn hears(line: &Line) -> Heard {
    line.read(&mut [0; 64], Duration::ZERO).unwrap()
}

/// Waits until the line has ended from the printer's side.
fn wait_for_end(line: &Line) {
    wait_for(|| hears(line) == Heard::End);
}

#[test]
fn a_program_on_the_pseudo_terminal_prints_dot_for_dot_and_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::on_pty(Paper::Mm58, folder.path()).unwrap();
    assert!(printer.path().starts_with("/dev/pts"));
    let line = open(&printer.path());
    send(&line, &job(&SPECIAL));
    assert_eq!(first_column(&printer.paper().wait_for(1, LONG).unwrap()), SPECIAL);
    assert_eq!(ask(&line, &[0x10, 0x04, 4]), [0x12]);
    printer.faults().set_paper(PaperSupply::End);
    assert_eq!(ask(&line, &[0x10, 0x04, 4]), [0x7E]);
}

#[test]
fn answers_come_through_the_pseudo_terminal_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::on_pty(Paper::Mm58, folder.path()).unwrap();
    let line = open(&printer.path());
    let id = [0x0A, 0x0D, 0x03, 0x11];
    let question = [&b"\x1D\x28\x48\x06\x00\x30\x30"[..], &id].concat();
    assert_eq!(ask(&line, &question), [0x37, 0x22, 0x0A, 0x0D, 0x03, 0x11, 0]);
}

#[test]
fn a_slip_longer_than_the_terminal_holds_comes_out_whole() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::on_pty(Paper::Mm80, folder.path()).unwrap();
    let line = open(&printer.path());
    let rows: Vec<u8> = (0..=u8::MAX).cycle().take(72 * 700).collect();
    let mut bytes = [&[0x1D, 0x76, 0x30, 0, 72, 0, 0xBC, 0x02][..], &rows, &super::CUT].concat();
    while !bytes.is_empty() {
        let written = line.write(&bytes).unwrap();
        bytes.drain(..written);
    }
    let slip = printer.paper().wait_for(1, LONG).unwrap();
    assert!(slip.picture.bytes() == rows, "the picture is not as it was sent");
}

#[test]
fn answers_that_one_program_left_unread_are_not_heard_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::on_pty(Paper::Mm58, folder.path()).unwrap();
    let line = open(&printer.path());
    send(&line, &[0x1D, 0x49, 66]);
    assert!(printer.faults().wait_until(LONG, |state| state.received == 3));
    assert_eq!(
        ask::<1>(&line, &[0x10, 0x04, 1]),
        [0x5F],
        "the answers wait to be read"
    );
    drop(line);
    assert!(printer.faults().wait_until(LONG, |state| !state.is_connected));
    assert_eq!(ask(&open(&printer.path()), &[0x10, 0x04, 1]), [0x12]);
}

#[test]
fn a_pseudo_terminal_that_closes_is_unplugged_and_its_link_leads_to_it_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("printer");
    let printer = SimulatedPrinter::on_linked_pty(&link, Paper::Mm58, &folder.path().join("slips")).unwrap();
    let dead = printer.path();
    let line = open(&link);
    let bytes = job(&[1, 2, 3]);
    printer.faults().close_after(10);
    send(&line, &bytes);
    wait_for_end(&line);
    assert_eq!(printer.received(), 10);
    wait_for(|| std::fs::read_link(&link).is_ok_and(|target| target != dead));
    let back = open(&link);
    send(&back, &bytes[10..]);
    let slip = printer.paper().wait_for(1, LONG).unwrap();
    assert_eq!(first_column(&slip), [1, 2, 3], "the buffer was kept");
    drop(printer);
    assert!(!link.is_symlink(), "the link goes with the printer");
}

#[test]
fn switched_off_it_hangs_up_the_pseudo_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimulatedPrinter::on_pty(Paper::Mm58, folder.path()).unwrap();
    let line = open(&printer.path());
    assert_eq!(ask(&line, &[0x10, 0x04, 1]), [0x12]);
    printer.faults().set_off(true);
    wait_for_end(&line);
}

/// A terminal of the test's own, in place of a device of the kernel's.
fn device() -> (Line, PathBuf) {
    let near = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    rustix::io::ioctl_fionbio(&near, true).unwrap();
    unlockpt(&near).unwrap();
    let path = ptsname(&near, Vec::new()).unwrap().into_string().unwrap();
    (Line::new(near), path.into())
}

#[test]
fn a_device_that_exists_is_served_and_comes_back_after_power_was_off() {
    let folder = tempfile::tempdir().unwrap();
    let (host, path) = device();
    let printer = SimulatedPrinter::on_device(&path, Paper::Mm58, folder.path()).unwrap();
    assert_eq!(printer.path(), path);
    send(&host, &job(&SPECIAL));
    assert_eq!(first_column(&printer.paper().wait_for(1, LONG).unwrap()), SPECIAL);
    assert_eq!(ask(&host, &[0x10, 0x04, 4]), [0x12]);
    printer.faults().set_off(true);
    wait_for_end(&host);
    printer.faults().set_off(false);
    wait_for(|| hears(&host) == Heard::Nothing);
    assert_eq!(ask(&host, &[0x10, 0x04, 4]), [0x12]);
}

#[test]
fn what_is_no_device_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, job(&[1])).unwrap();
    for path in [file, folder.path().join("absent")] {
        assert!(SimulatedPrinter::on_device(&path, Paper::Mm58, folder.path()).is_err());
    }
}
