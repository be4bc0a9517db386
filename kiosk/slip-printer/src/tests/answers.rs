//! What bytes mean, in whatever order they come.

use proptest::prelude::*;

use crate::{
    PrinterFault, PrinterHealth, StatusBits,
    answers::{Answer, Classifier},
};

fn classify(bytes: &[u8]) -> Vec<Answer> {
    let mut classifier = Classifier::default();
    bytes.iter().filter_map(|byte| classifier.push(*byte)).collect()
}

#[test]
fn answers_are_told_apart_by_their_bits() {
    let bytes = [
        &[0x16][..],
        &[0x18, 0x00, 0x0F, 0x00],
        &[0x0C],
        &[0x37, 0x22, b'a', b'b', b'c', b'd', 0x00],
        &[0x5F, b'T', b'M', 0x00],
    ];
    let expected = vec![
        Answer::RealTime(0x16),
        Answer::Automatic([0x18, 0x00, 0x0F, 0x00]),
        Answer::Buffered(0x0C),
        Answer::Block(b"\x37\x22abcd".to_vec()),
        Answer::Block(b"\x5FTM".to_vec()),
    ];
    assert_eq!(classify(&bytes.concat()), expected);
}

#[test]
fn a_status_cut_short_does_not_swallow_what_follows() {
    assert_eq!(classify(&[0x10, 0x00, 0x12]), vec![Answer::RealTime(0x12)]);
}

#[test]
fn an_endless_block_is_given_up() {
    let mut bytes = vec![0x37];
    bytes.extend([b'x'; 200]);
    bytes.push(0);
    bytes.push(0x12);
    assert!(classify(&bytes).contains(&Answer::RealTime(0x12)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_proof_is_found_after_any_noise_that_ends_a_block(noise in prop::collection::vec(any::<u8>(), 0..300)) {
        // Three zeros end whatever the noise began: a block, or a status of four bytes.
        let bytes = [noise, vec![0; 4], b"\x37\x22abcd\0".to_vec()].concat();
        prop_assert!(classify(&bytes).contains(&Answer::Block(b"\x37\x22abcd".to_vec())));
    }
}

#[test]
fn real_time_status_bits_become_the_fault_a_person_must_mend() {
    let cases = [
        ([0x12, 0x12, 0x12, 0x12], None),
        ([0x1A, 0x12, 0x12, 0x12], Some(PrinterFault::Offline)),
        ([0x1A, 0x16, 0x12, 0x12], Some(PrinterFault::CoverOpen)),
        ([0x1A, 0x32, 0x12, 0x7E], Some(PrinterFault::PaperOut)),
        ([0x1A, 0x36, 0x12, 0x7E], Some(PrinterFault::CoverOpen)),
        ([0x1A, 0x52, 0x1A, 0x12], Some(PrinterFault::CutterJam)),
        ([0x1A, 0x52, 0x32, 0x12], Some(PrinterFault::Unrecoverable)),
        ([0x1A, 0x52, 0x52, 0x12], Some(PrinterFault::Overheated)),
        ([0x1A, 0x52, 0x16, 0x12], Some(PrinterFault::Mechanical)),
    ];
    for (answers, fault) in cases {
        assert_eq!(
            PrinterHealth::from_real_time(StatusBits::Epson, answers).fault,
            fault,
            "{answers:02X?}"
        );
    }
    assert!(PrinterHealth::from_real_time(StatusBits::Epson, [0x12, 0x12, 0x12, 0x1E]).paper_near_end);
}

fn automatic(bytes: [u8; 4]) -> PrinterHealth {
    PrinterHealth::from_automatic(StatusBits::Epson, bytes).unwrap()
}

#[test]
fn automatic_status_that_cannot_be_read_says_nothing() {
    // Paper end to one manual of Citizen's, a slip that waits to another.
    let doubtful = [0x10, 0, 0x08, 0];
    assert_eq!(
        PrinterHealth::from_automatic(StatusBits::CitizenPpu, doubtful),
        None
    );
}

#[test]
fn automatic_status_bits_say_the_same() {
    let cases = [
        ([0x10, 0, 0, 0], None),
        ([0x18, 0, 0, 0], Some(PrinterFault::Offline)),
        ([0x38, 0, 0, 0], Some(PrinterFault::CoverOpen)),
        ([0x18, 0, 0x0F, 0], Some(PrinterFault::PaperOut)),
        ([0x18, 0x08, 0, 0], Some(PrinterFault::CutterJam)),
        ([0x18, 0x20, 0, 0], Some(PrinterFault::Unrecoverable)),
        ([0x18, 0x40, 0, 0], Some(PrinterFault::Overheated)),
        ([0x18, 0x04, 0, 0], Some(PrinterFault::Mechanical)),
    ];
    for (answer, fault) in cases {
        assert_eq!(automatic(answer).fault, fault, "{answer:02X?}");
    }
    assert!(automatic([0x10, 0, 0x03, 0]).paper_near_end);
}

#[test]
fn a_slip_in_a_presenters_mouth_is_no_end_of_paper() {
    let waiting = [0x12, 0x12, 0x12, 0x52];
    let health = PrinterHealth::from_real_time(StatusBits::CitizenPpu, waiting);
    assert_eq!((health.fault, health.slip_in_mouth), (None, true));
    let ended = PrinterHealth::from_real_time(StatusBits::CitizenPpu, [0x12, 0x12, 0x12, 0x32]);
    assert_eq!(
        (ended.fault, ended.slip_in_mouth),
        (Some(PrinterFault::PaperOut), false)
    );
    let plain = PrinterHealth::from_real_time(StatusBits::Epson, waiting);
    assert_eq!(
        (plain.fault, plain.slip_in_mouth),
        (Some(PrinterFault::PaperOut), false)
    );
}
