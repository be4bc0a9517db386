//! Claims about the simulated printer, made through a socket of our own.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::mpsc::channel,
    time::Duration,
};

use tempfile::TempDir;

use super::{
    PaperSupply, SimulatedPrinter,
    command::{self, Command},
};
use slip::Paper;

const LONG: Duration = Duration::from_secs(20);

fn start(folder: &TempDir) -> (SimulatedPrinter, TcpStream) {
    let printer =
        SimulatedPrinter::start(SocketAddr::from(([127, 0, 0, 1], 0)), Paper::Mm58, folder.path()).unwrap();
    let stream = TcpStream::connect(printer.address()).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    (printer, stream)
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
