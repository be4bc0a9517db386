//! Properties of every slip that can be drawn, whatever it says.

use proptest::prelude::*;

use crate::samples::{self, LOOKS};
use crate::{
    Bitmap, Closing, CorrectionNotice, EscortSlip, EstimateRange, FurtherMatter, JobId, MissingItem, Raster,
    SlipContent, SlipLook, Typesetter, encode,
};

/// 2 mm, in dots.
const EDGE: usize = 16;

/// Text of the face, with hidden characters, blanks and signs of its own among it.
fn text(most: usize) -> impl Strategy<Value = String> {
    let visible = prop_oneof![
        8 => prop::char::range('一', '龥'),
        4 => prop::char::range('!', '~'),
        1 => prop::sample::select(vec![' ', '　', '，', '（', '）', '…', '–', '#', 'ÿ', 'Ä', 'j', 'f']),
        1 => prop::sample::select(vec!['\u{10}', '\u{4}', '\u{1B}', '\n', '\u{202E}', '\u{2028}', '\u{200D}']),
    ];
    prop::collection::vec(visible, 0..=most).prop_map(|letters| letters.into_iter().collect())
}

fn texts<const N: usize>(most: usize) -> impl Strategy<Value = [String; N]> {
    prop::collection::vec(text(most), N).prop_map(|texts| texts.try_into().unwrap())
}

fn look() -> impl Strategy<Value = SlipLook> {
    prop::sample::select(LOOKS.map(|(_, look)| look).to_vec())
}

fn ticket() -> impl Strategy<Value = SlipContent> {
    let estimate = prop::option::of((0_u32..100_000, 0_u32..100_000));
    let documents = prop::collection::vec(text(70), 0..9);
    let marks = (prop::option::of(text(12)), prop::option::of(text(70)));
    let counts = (any::<Option<u32>>(), any::<u32>(), estimate);
    let matters = (
        prop::option::of(text(40)),
        prop::option::of(text(130)),
        prop::collection::vec(further(), 0..6),
    );
    (texts::<6>(70), marks, counts, "[0-9a-f]{32}", documents, matters).prop_map(
        |(texts, (mark, service_second), (people_ahead, attempt, estimate), token, documents, matters)| {
            let (cases, then, also) = matters;
            let [hall, number, service, area, windows, as_of] = texts;
            SlipContent {
                hall,
                number,
                attempt,
                mark,
                service,
                service_second,
                area,
                windows,
                people_ahead,
                estimate: estimate.map(|(from_min, to_min)| EstimateRange { from_min, to_min }),
                as_of,
                qr_url: format!("http://hall.example.gov.cn/t/{token}"),
                cases,
                then,
                also,
                documents,
            }
        },
    )
}

fn further() -> impl Strategy<Value = FurtherMatter> {
    (texts::<2>(70), any::<Option<u32>>(), prop::option::of(text(130))).prop_map(
        |(texts, people_ahead, then)| {
            let [service, place] = texts;
            FurtherMatter {
                service,
                place,
                people_ahead,
                then,
            }
        },
    )
}

fn escort() -> impl Strategy<Value = EscortSlip> {
    (texts::<3>(130), prop::option::of(text(10)), 0_u32..30).prop_map(|(texts, number, attempt)| {
        let [hall, place, called_at] = texts;
        EscortSlip {
            hall,
            attempt,
            number,
            place,
            called_at,
        }
    })
}

fn notice() -> impl Strategy<Value = CorrectionNotice> {
    let item = (text(120), prop::option::of(text(60))).prop_map(|(text, basis)| MissingItem { text, basis });
    (texts::<10>(130), prop::collection::vec(item, 0..14), 0_u32..30).prop_map(|(texts, missing, attempt)| {
        let [
            hall,
            department,
            service,
            number,
            case_code,
            due,
            bring_to,
            phone,
            complaint,
            issued_at,
        ] = texts;
        CorrectionNotice {
            hall,
            attempt,
            department,
            service,
            number,
            case_code,
            qr_url: samples::QR_URL.to_owned(),
            missing,
            due,
            bring_to,
            phone,
            complaint,
            issued_at,
        }
    })
}

/// The dots of the encoded bands, headers removed, one after the other.
fn payloads(encoded: &[u8]) -> Vec<u8> {
    let mut rest = encoded.strip_prefix(&[0x1B, 0x40]).unwrap();
    let mut joined = Vec::new();
    while let Some(band) = rest.strip_prefix(&[0x1D, 0x76, 0x30, 0x00]) {
        let side = |at: usize| usize::from(u16::from_le_bytes([band[at], band[at + 1]]));
        let (dots, behind) = band[4..].split_at(side(0) * side(2));
        joined.extend_from_slice(dots);
        rest = behind;
    }
    joined
}

fn is_real_time(pair: &[u8]) -> bool {
    pair[0] == 0x10 && [0x04, 0x05, 0x14].contains(&pair[1])
}

fn has_ink(picture: &Bitmap, mut columns: std::ops::Range<usize>) -> bool {
    columns.any(|x| (0..picture.height_dots()).any(|y| picture.is_black(x, y)))
}

/// What holds for a drawn slip of any kind.
fn check(raster: &Raster, look: SlipLook) -> Result<(), TestCaseError> {
    let picture = raster.bitmap();
    let width = picture.width_dots();
    prop_assert_eq!(width, look.paper.bytes_per_row() * 8);
    prop_assert!(!has_ink(picture, 0..EDGE), "ink in the left margin");
    prop_assert!(!has_ink(picture, width - EDGE..width), "ink in the right margin");
    let mut bytes = Vec::new();
    encode(raster, Closing::ProcessId(JobId::from_random([7; 4])), &mut bytes).unwrap();
    let payloads = payloads(&bytes);
    prop_assert_eq!(&payloads, picture.bytes());
    prop_assert!(!payloads.windows(2).any(is_real_time), "a command across bands");
    prop_assert!(!bytes.windows(2).any(is_real_time), "a command across a header");
    Ok(())
}

proptest! {
    // Drawing is slow in a debug build.
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_ticket_keeps_its_margins_and_spells_no_command(content in ticket(), look in look()) {
        let raster = Typesetter::new().draw(&content, &samples::chinese_words(), look).unwrap();
        check(&raster, look)?;
    }

    #[test]
    fn any_escort_slip_keeps_its_margins_and_spells_no_command(slip in escort(), look in look()) {
        let raster = Typesetter::new().draw_escort(&slip, &samples::escort_words_english(), look).unwrap();
        check(&raster, look)?;
    }

    #[test]
    fn any_notice_keeps_its_margins_and_spells_no_command(notice in notice(), look in look()) {
        let raster = Typesetter::new().draw_notice(&notice, &samples::notice_words(), look).unwrap();
        check(&raster, look)?;
    }
}
