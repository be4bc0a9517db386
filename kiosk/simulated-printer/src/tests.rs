//! Claims about the simulated printer, made through a socket of our own.

use crate::clock::steady;
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::mpsc::channel,
    time::Duration,
};

use tempfile::TempDir;

use super::{
    Faults, PaperSupply, SimulatedPrinter,
    command::{self, Command},
};
use slip::Paper;

mod buffer;
mod faults;
mod models;
mod orders;
mod ways_in;

/// Longer than anything here takes; reached only by a failing test.
const LONG: Duration = Duration::from_secs(20);

fn start(folder: &TempDir) -> (SimulatedPrinter, TcpStream) {
    let printer =
        SimulatedPrinter::start(SocketAddr::from(([127, 0, 0, 1], 0)), Paper::Mm58, folder.path()).unwrap();
    let stream = connect(&printer);
    (printer, stream)
}

fn connect(printer: &SimulatedPrinter) -> TcpStream {
    let stream = TcpStream::connect(printer.address()).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream
}

/// Waits for what can only be looked at, never slept for.
fn wait_for(is_it: impl Fn() -> bool) {
    let until = steady() + LONG;
    while !is_it() {
        assert!(steady() < until, "did not come about");
        std::thread::yield_now();
    }
}

/// Waits until the printer has closed the connection, whether or not it read all that was sent.
fn wait_for_end(stream: &mut TcpStream) {
    let mut rest = Vec::new();
    if let Err(error) = stream.read_to_end(&mut rest) {
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    }
}

/// The rows of a slip of one byte's width.
fn first_column(slip: &super::PrintedSlip) -> Vec<u8> {
    let rows = slip.picture.bytes().chunks(slip.picture.bytes_per_row());
    rows.map(|row| row[0]).collect()
}

fn ask<const N: usize>(stream: &mut TcpStream, question: &[u8]) -> [u8; N] {
    stream.write_all(question).unwrap();
    let mut answer = [0; N];
    stream.read_exact(&mut answer).unwrap();
    answer
}

/// `GS v 0` of one byte's width.
fn picture(rows: &[u8]) -> Vec<u8> {
    let height = u8::try_from(rows.len()).unwrap();
    [&[0x1D, 0x76, 0x30, 0, 1, 0, height, 0], rows].concat()
}

/// A picture and a cut.
fn job(rows: &[u8]) -> Vec<u8> {
    [&picture(rows)[..], &CUT].concat()
}

const CUT: [u8; 4] = [0x1D, 0x56, 0x41, 0];

#[test]
fn every_cut_gives_a_picture_file_and_wakes_those_who_watch() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    let (tell, seen) = channel();
    printer
        .paper()
        .on_slip(move |slip| tell.send(slip.number).unwrap_or_default());
    stream
        .write_all(&[&picture(&[0xFF])[..], &CUT, &picture(&[0x0F, 0xF0]), &CUT].concat())
        .unwrap();
    let second = printer.paper().wait_for(2, LONG).unwrap();
    assert_eq!(
        (second.picture.width_dots(), second.picture.height_dots()),
        (384, 2)
    );
    assert!(folder.path().join("0001.png").exists() && folder.path().join("0002.png").exists());
    assert_eq!(
        [seen.recv_timeout(LONG).unwrap(), seen.recv_timeout(LONG).unwrap()],
        [1, 2]
    );
}

#[test]
fn a_restart_writes_no_slip_over_an_older_one() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("0007.png"), b"older").unwrap();
    let (printer, mut stream) = start(&folder);
    stream.write_all(&[&picture(&[0xFF])[..], &CUT].concat()).unwrap();
    assert!(printer.paper().wait_for(8, LONG).is_some());
    assert_eq!(std::fs::read(folder.path().join("0007.png")).unwrap(), b"older");
}

#[test]
fn status_questions_are_answered_by_the_book() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    assert_eq!(ask(&mut stream, &[0x10, 0x04, 1, 0x10, 0x04, 4]), [0x12, 0x12]);
    assert_eq!(ask(&mut stream, &[0x1D, 0x72, 1]), [0x00]);
    assert_eq!(ask(&mut stream, &[0x1D, 0x49, 66]), *b"\x5FSIMULATED\0");
    assert_eq!(
        ask(&mut stream, b"\x1D\x28\x48\x06\x00\x30\x30wxyz"),
        *b"\x37\x22wxyz\0"
    );
    assert_eq!(ask(&mut stream, &[0x1D, 0x61, 0xFF]), [0x10, 0, 0, 0]);
    printer.faults().set_paper(PaperSupply::End);
    assert_eq!(
        ask(&mut stream, &[]),
        [0x18, 0, 0x0F, 0],
        "told without being asked"
    );
    assert_eq!(ask(&mut stream, &[0x10, 0x04, 2, 0x10, 0x04, 4]), [0x32, 0x7E]);
}

#[test]
fn a_real_time_question_inside_picture_data_is_obeyed_as_printers_do() {
    let folder = tempfile::tempdir().unwrap();
    let (_printer, mut stream) = start(&folder);
    assert_eq!(ask(&mut stream, &picture(&[0x10, 0x04, 0x01])), [0x12]);
}

#[test]
fn without_paper_it_waits_and_a_new_roll_lets_it_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().set_paper(PaperSupply::End);
    stream
        .write_all(&[&picture(&[0xFF; 9])[..], &CUT].concat())
        .unwrap();
    assert_eq!(ask(&mut stream, &[0x10, 0x04, 1]), [0x1A]);
    assert!(printer.paper().slips().is_empty());
    printer.faults().set_paper(PaperSupply::Plenty);
    assert_eq!(
        printer.paper().wait_for(1, LONG).unwrap().picture.height_dots(),
        9
    );
}

#[test]
fn commands_are_cut_from_the_stream_whole_or_not_at_all() {
    let commands = [
        (vec![0x1B, 0x40], Command::Initialise),
        (
            picture(&[1, 2, 3]),
            Command::Picture {
                bytes_per_row: 1,
                rows: vec![1, 2, 3],
            },
        ),
        (CUT.to_vec(), Command::Cut),
        (vec![0x1D, 0x56, 0], Command::Cut),
        (vec![0x1B, 0x69], Command::Cut),
        (vec![0x1B, 0x32], Command::Ignored),
        (vec![0x1B, 0x24, 0, 0], Command::Ignored),
        (vec![0x1C, 0x2E], Command::Ignored),
        (vec![0x1C, 0x53, 0, 0], Command::Ignored),
        (vec![0x1D, 0x4C, 0, 0], Command::Ignored),
        (vec![0x1D, 0x6B, 0x49, 2, 0x0A, 0x0A], Command::Ignored),
        (vec![0x1D, 0x6B, 4, 0x0A, 0], Command::Ignored),
        (vec![0x1D, 0x65, 5], Command::Present(5)),
        (vec![0x1D, 0x65, 3, 12], Command::Present(3)),
        (vec![0x1D, 0x65, 0x20, 12, 30], Command::Present(0x20)),
        (vec![0x1B, 0x64, 2], Command::Feed(60)),
        (vec![0x1D, 0x61, 0xFF], Command::AutomaticStatus(0xFF)),
        (vec![0x1D, 0x72, 1], Command::BufferedStatus),
        (vec![0x1D, 0x49, 67], Command::Identify(67)),
        (
            b"\x1D\x28\x48\x06\x00\x30\x30abcd".to_vec(),
            Command::ProcessId(*b"abcd"),
        ),
        (b"\x1D\x28\x4C\x02\x00\x30\x32".to_vec(), Command::Ignored),
        (vec![0x10, 0x04, 1], Command::Ignored),
        (vec![b'A'], Command::Ignored),
    ];
    for (bytes, command) in commands {
        for length in 0..bytes.len() {
            assert_eq!(
                command::first(&bytes[..length]),
                None,
                "{bytes:02X?} cut at {length}"
            );
        }
        let with_more = [&bytes[..], &[0x0A]].concat();
        assert_eq!(
            command::first(&with_more),
            Some((command, bytes.len())),
            "{bytes:02X?}"
        );
    }
}
