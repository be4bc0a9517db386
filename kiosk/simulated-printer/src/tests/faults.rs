//! Faults on command, as a client feels them.

use std::{
    io::Write,
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use super::{CUT, Faults, LONG, ask, connect, first_column, job, picture, start, wait_for, wait_for_end};

const GS_H: &[u8] = b"\x1D\x28\x48\x06\x00\x30\x30wxyz";
const PROOF: [u8; 7] = *b"\x37\x22wxyz\0";

#[test]
fn a_stall_after_some_bytes_takes_and_answers_exactly_those() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().stall_after(5);
    assert_eq!(ask(&mut stream, &[0x10, 0x04, 1, 0x10, 0x04, 2]), [0x12]);
    assert!(printer.faults().wait_until(LONG, |state| state.is_stalled));
    assert_eq!(printer.received(), 5);
    printer.faults().set_cover_open(true);
    printer.faults().set_stalled(false);
    assert_eq!(
        ask(&mut stream, &[]),
        [0x16],
        "answered only now, when the cover is open"
    );
    assert_eq!(printer.received(), 6);
}

#[test]
fn of_two_counted_faults_each_acts_at_its_own_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().stall_after(2);
    printer.faults().close_after(5);
    stream.write_all(&[0x10, 0x04, 1, 0x10, 0x04, 1]).unwrap();
    assert!(printer.faults().wait_until(LONG, |state| state.received == 2));
    printer.faults().set_stalled(false);
    wait_for_end(&mut stream);
    assert_eq!(printer.received(), 5);
}

#[test]
fn a_stalled_printer_prints_nothing_more_even_when_the_paper_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().set_cover_open(true);
    let bytes = job(&[1]);
    printer.faults().stall_after(u64::try_from(bytes.len()).unwrap());
    printer.faults().close_after(u64::try_from(bytes.len()).unwrap());
    stream.write_all(&bytes).unwrap();
    wait_for_end(&mut stream);
    printer.faults().set_cover_open(false);
    assert!(printer.paper().wait_for(1, Duration::from_millis(50)).is_none());
    printer.faults().set_stalled(false);
    assert!(printer.paper().wait_for(1, LONG).is_some());
}

fn is_refused(address: SocketAddr) -> bool {
    // A port that nobody serves any more still takes some connections before it leaves others waiting.
    TcpStream::connect_timeout(&address, Duration::from_millis(100))
        .is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionRefused)
}

#[test]
fn switched_off_it_closes_and_refuses_connections_and_loses_what_is_not_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().hold_proofs(true);
    assert_eq!(
        ask(&mut stream, &[GS_H, &picture(&[5]), &[0x1D, 0x72, 1]].concat()),
        [0]
    );
    assert_eq!(
        ask(&mut stream, &[&picture(&[9; 9])[..12], &[0x10, 0x04, 1]].concat()),
        [0x12]
    );
    printer.faults().set_off(true);
    wait_for_end(&mut stream);
    wait_for(|| is_refused(printer.address()));

    printer.faults().set_off(false);
    wait_for(|| !is_refused(printer.address()));
    let mut next = connect(&printer);
    assert_eq!(ask(&mut next, &[0x10, 0x04, 1]), [0x12]);
    printer.faults().hold_proofs(false);
    assert_eq!(ask(&mut next, &[0x1D, 0x72, 1]), [0]);
    assert_eq!(ask(&mut next, &[0x10, 0x04, 1]), [0x12], "the kept proof is lost");
    next.write_all(&job(&[3])).unwrap();
    let slip = printer.paper().wait_for(1, LONG).unwrap();
    assert_eq!(first_column(&slip), [5, 3], "the strip stays, the buffer goes");
}

#[test]
fn held_proofs_come_in_order_when_they_are_released_and_nothing_else_waits() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().hold_proofs(true);
    let two = [GS_H, b"\x1D\x28\x48\x06\x00\x30\x30abcd", &[0x1D, 0x72, 1]].concat();
    assert_eq!(ask(&mut stream, &two), [0x00]);
    printer.faults().hold_proofs(false);
    assert_eq!(ask(&mut stream, &[]), PROOF);
    assert_eq!(ask(&mut stream, &[]), *b"\x37\x22abcd\0");
}

#[test]
fn a_proof_that_was_held_goes_to_whoever_is_connected_at_its_release() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().hold_proofs(true);
    assert_eq!(ask(&mut stream, &[GS_H, &[0x1D, 0x72, 1]].concat()), [0x00]);
    drop(stream);
    let mut next = connect(&printer);
    assert_eq!(ask(&mut next, &[0x10, 0x04, 1]), [0x12]);
    printer.faults().hold_proofs(false);
    assert_eq!(ask(&mut next, &[]), PROOF);
}

#[test]
fn questions_that_a_model_lacks_are_not_answered() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    let questions = [GS_H, &[0x1D, 0x72, 1], &[0x1D, 0x49, 67]].concat();
    printer.faults().set_lacks_process_id(true);
    assert_eq!(ask(&mut stream, &questions), *b"\x00\x5FPAPER\0");
    printer.faults().set_lacks_buffered_status(true);
    assert_eq!(ask(&mut stream, &questions), *b"\x5FPAPER\0");
    printer.faults().set_lacks_process_id(false);
    printer.faults().set_never_proves(true);
    assert_eq!(ask(&mut stream, &questions), *b"\x5FPAPER\0");
}

#[test]
fn every_error_has_its_bits_and_stops_printing_until_it_ends() {
    type Set = fn(&Faults, bool);
    let errors: [(Set, [u8; 4], [u8; 4]); 4] = [
        (Faults::set_cover_open, [0x1A, 0x16, 0x12, 0x12], [0x38, 0, 0, 0]),
        (
            Faults::set_cutter_jammed,
            [0x1A, 0x52, 0x1A, 0x12],
            [0x18, 0x08, 0, 0],
        ),
        (
            Faults::set_unrecoverable,
            [0x1A, 0x52, 0x32, 0x12],
            [0x18, 0x20, 0, 0],
        ),
        (
            Faults::set_overheated,
            [0x1A, 0x52, 0x52, 0x12],
            [0x18, 0x40, 0, 0],
        ),
    ];
    for (set, real_time, automatic) in errors {
        let folder = tempfile::tempdir().unwrap();
        let (printer, mut stream) = start(&folder);
        assert_eq!(ask(&mut stream, &[0x1D, 0x61, 0xFF]), [0x10, 0, 0, 0]);
        set(&printer.faults(), true);
        assert_eq!(ask(&mut stream, &[]), automatic, "told without being asked");
        stream.write_all(&job(&[1])).unwrap();
        let all = [0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4];
        assert_eq!(ask(&mut stream, &all), real_time);
        assert!(printer.paper().slips().is_empty());
        set(&printer.faults(), false);
        if printer.faults().state().is_jam_freed {
            // It throws its buffer away when it is told to go on.
            stream.write_all(&[0x10, 0x05, 0x02]).unwrap();
            assert!(printer.faults().wait_until(LONG, |state| !state.is_cutter_jammed));
            stream.write_all(&job(&[1])).unwrap();
        }
        assert!(printer.paper().wait_for(1, LONG).is_some());
    }
}

#[test]
fn paper_ends_after_the_rows_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().end_paper_after(3);
    stream
        .write_all(&[&picture(&[1, 2, 3])[..], &CUT].concat())
        .unwrap();
    assert!(
        printer
            .faults()
            .wait_until(LONG, |state| state.rows_left.is_none())
    );
    assert!(
        !printer
            .faults()
            .wait_until(Duration::ZERO, |state| !state.is_offline())
    );
    assert!(printer.paper().slips().is_empty(), "the cut waits for paper");
}
