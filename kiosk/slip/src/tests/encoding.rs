//! The bytes a slip becomes.

use std::io;

use proptest::prelude::*;

use crate::samples::{self, ORDINARY};
use crate::{Bitmap, Closing, EstimateRange, JobId, Raster, SlipContent, Typesetter, encode};

const JOB: JobId = JobId([b'a', b'b', b'c', b'd']);

fn encoded(raster: &Raster, closing: Closing) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(raster, closing, &mut bytes).unwrap();
    bytes
}

fn spells_a_real_time_command(bytes: &[u8]) -> bool {
    bytes
        .windows(2)
        .any(|pair| pair[0] == 0x10 && [0x04, 0x05, 0x14].contains(&pair[1]))
}

fn picture(bytes_per_row: usize, rows: &[u8]) -> Raster {
    let mut bitmap = Bitmap::new(bytes_per_row);
    bitmap.append_rows(rows);
    Raster::finish(bitmap)
}

#[test]
fn a_small_picture_becomes_these_bytes() {
    let bytes = encoded(&picture(2, &[0xFF, 0x01, 0x80, 0x00]), Closing::ProcessId(JOB));
    let expected = [
        &[0x1B, 0x40][..],
        &[
            0x1D, 0x76, 0x30, 0x00, 0x02, 0x00, 0x02, 0x00, 0xFF, 0x01, 0x80, 0x00,
        ],
        &[0x1D, 0x56, 0x41, 0x00],
        &[0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, b'a', b'b', b'c', b'd'],
    ];
    assert_eq!(bytes, expected.concat());
}

#[test]
fn a_printer_without_process_ids_is_asked_for_its_status_in_buffer_order() {
    assert!(
        encoded(&picture(1, &[0xFF]), Closing::BufferedStatus)
            .ends_with(&[0x1D, 0x56, 0x41, 0, 0x1D, 0x72, 1])
    );
    assert!(encoded(&picture(1, &[0xFF]), Closing::Nothing).ends_with(&[0x1D, 0x56, 0x41, 0]));
}

#[test]
fn bands_are_cut_at_blank_rows_and_lose_none() {
    let raster = Typesetter::new()
        .draw(&samples::identity_card(), &samples::chinese_words(), ORDINARY)
        .unwrap();
    let bands = raster.bands(128);
    let joined: Vec<usize> = bands.iter().flat_map(Clone::clone).collect();
    assert_eq!(joined, (0..raster.bitmap().height_dots()).collect::<Vec<_>>());
    assert!(bands.iter().all(|band| band.len() <= 128));
    let at_blank = bands
        .iter()
        .filter(|band| raster.bitmap().is_blank_row(band.end - 1))
        .count();
    assert!(
        at_blank > bands.len() / 2,
        "{at_blank} of {} bands end in a blank row",
        bands.len()
    );
}

#[test]
fn a_sink_s_own_error_comes_back() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::TimedOut))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let refused = encode(&picture(1, &[1]), Closing::Nothing, Full).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::TimedOut);
}

#[test]
fn a_real_time_command_across_two_rows_loses_its_meaning_by_one_dot() {
    let raster = picture(1, &[0x10, 0x04]);
    assert_eq!(raster.bitmap().bytes(), [0x18, 0x04]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_picture_spells_a_real_time_command(
        width in 1_usize..80,
        // Few values, so that the forbidden pairs come often.
        rows in prop::collection::vec(prop::sample::select(vec![0x10_u8, 0x04, 0x05, 0x14, 0x00, 0x18, 0xFF]), 0..4000),
        random in any::<[u8; 4]>(),
    ) {
        let raster = picture(width, &rows);
        let bytes = encoded(&raster, Closing::ProcessId(JobId::from_random(random)));
        prop_assert!(!spells_a_real_time_command(raster.bitmap().bytes()));
        prop_assert!(!spells_a_real_time_command(&bytes));
    }

    #[test]
    fn finishing_changes_at_most_one_dot_per_forbidden_pair(rows in prop::collection::vec(any::<u8>(), 0..2000)) {
        let finished = picture(1, &rows);
        let changed = rows.iter().zip(finished.bitmap().bytes());
        let dots: u32 = changed.map(|(before, after)| (before ^ after).count_ones()).sum();
        let pairs = rows.windows(2).filter(|pair| spells_a_real_time_command(pair)).count();
        prop_assert_eq!(dots as usize, pairs);
    }

    #[test]
    fn a_job_id_is_printable_ascii(random in any::<[u8; 4]>()) {
        prop_assert!(JobId::from_random(random).bytes().iter().all(|byte| (0x20..=0x7E).contains(byte)));
    }
}

proptest! {
    // Drawing is slow in a debug build; the pictures above cover the bytes.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_slip_spells_a_real_time_command(
        number in "[A-Z][0-9]{3,4}", people_ahead in proptest::option::of(0_u32..1000), from_min in 0_u32..90, token in "[0-9a-f]{32}",
    ) {
        let content = SlipContent {
            number,
            people_ahead,
            estimate: Some(EstimateRange { from_min, to_min: from_min + 10 }),
            qr_url: format!("http://hall.example.gov.cn/t/{token}"),
            ..samples::identity_card()
        };
        let raster = Typesetter::new().draw(&content, &samples::chinese_words(), ORDINARY).unwrap();
        prop_assert!(!spells_a_real_time_command(&encoded(&raster, Closing::ProcessId(JOB))));
    }
}
