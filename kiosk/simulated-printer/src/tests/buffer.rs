//! What the buffer keeps, and what empties it.

use std::io::Write;

use super::{CUT, LONG, PaperSupply, ask, connect, first_column, job, picture, start, wait_for_end};

#[test]
fn a_connection_closed_after_some_bytes_has_taken_exactly_those_and_the_buffer_keeps_them() {
    let bytes = job(&[1, 2, 3, 4, 5]);
    for taken in 1..bytes.len() - 1 {
        let folder = tempfile::tempdir().unwrap();
        let (printer, mut stream) = start(&folder);
        printer.faults().close_after(u64::try_from(taken).unwrap());
        stream.write_all(&bytes).unwrap();
        wait_for_end(&mut stream);
        assert_eq!(printer.received(), u64::try_from(taken).unwrap());

        connect(&printer).write_all(&bytes[taken..]).unwrap();
        let slip = printer.paper().wait_for(1, LONG).unwrap();
        assert_eq!(first_column(&slip), [1, 2, 3, 4, 5], "closed after {taken}");
    }
}

#[test]
fn what_was_taken_before_the_connection_closed_is_answered_and_printed() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    let bytes = [&job(&[1])[..], &[0x1D, 0x72, 1]].concat();
    printer.faults().close_after(u64::try_from(bytes.len()).unwrap());
    assert_eq!(ask(&mut stream, &bytes), [0x00]);
    wait_for_end(&mut stream);
    assert!(printer.paper().wait_for(1, LONG).is_some());
}

#[test]
fn a_connection_is_closed_once_and_the_next_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().close_after(0);
    wait_for_end(&mut stream);
    let mut next = connect(&printer);
    assert_eq!(ask(&mut next, &[0x10, 0x04, 1]), [0x12]);
    assert_eq!(ask(&mut next, &[0x10, 0x04, 1]), [0x12]);
}

#[test]
fn an_old_slip_comes_out_when_the_paper_comes_back_though_its_connection_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().set_paper(PaperSupply::End);
    assert_eq!(
        ask(&mut stream, &[&job(&[7])[..], &[0x10, 0x04, 1]].concat()),
        [0x1A]
    );
    drop(stream);
    let mut next = connect(&printer);
    assert_eq!(ask(&mut next, &[0x10, 0x04, 1]), [0x1A]);
    printer.faults().set_paper(PaperSupply::Plenty);
    assert_eq!(first_column(&printer.paper().wait_for(1, LONG).unwrap()), [7]);
}

#[test]
fn it_prints_on_when_nobody_is_connected() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().set_cover_open(true);
    let bytes = job(&[7]);
    stream.write_all(&bytes).unwrap();
    drop(stream);
    let all = u64::try_from(bytes.len()).unwrap();
    assert!(printer.faults().wait_until(LONG, |state| state.received == all));
    assert!(printer.paper().slips().is_empty());
    printer.faults().set_cover_open(false);
    assert!(printer.paper().wait_for(1, LONG).is_some());
}

/// Leaves an unfinished picture in the buffer, connects again, sends `first` and a job of one row; the slip that comes.
fn after_an_unfinished_picture(forgets: bool, is_jammed: bool, first: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (printer, mut stream) = start(&folder);
    printer.faults().set_forgets_buffer_on_reconnect(forgets);
    printer.faults().set_cutter_jammed(is_jammed);
    printer.faults().set_cutter_jammed(false);
    let unfinished = &picture(&[9; 40])[..9];
    printer
        .faults()
        .close_after(u64::try_from(unfinished.len()).unwrap());
    stream.write_all(unfinished).unwrap();
    wait_for_end(&mut stream);
    let rest = [first, &job(&[3]), &[0; 60], &CUT].concat();
    connect(&printer).write_all(&rest).unwrap();
    first_column(&printer.paper().wait_for(1, LONG).unwrap())
}

#[test]
fn an_unfinished_picture_swallows_the_next_job_unless_it_is_discarded_or_forgotten() {
    let recover = [0x10, 0x05, 0x02];
    assert_ne!(after_an_unfinished_picture(false, false, &[]), [3]);
    assert_ne!(
        after_an_unfinished_picture(false, false, &[0x10, 0x05, 0x01]),
        [3]
    );
    assert_ne!(
        after_an_unfinished_picture(false, false, &recover),
        [3],
        "from nothing"
    );
    assert_eq!(after_an_unfinished_picture(false, true, &recover), [3]);
    assert_eq!(after_an_unfinished_picture(true, false, &[]), [3]);
}
