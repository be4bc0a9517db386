//! Text that wants to be more than text: it prints as text, or it is refused by name.

use proptest::prelude::*;

use crate::samples::{self, ORDINARY};
use crate::{
    Closing, DrawError, EscortWords, NoticeWords, Raster, SlipContent, SlipWords, Typesetter, encode,
    text::clean,
};

/// Hidden characters, and what a printer would take them for if they were sent.
const HIDDEN: [(&str, &str); 9] = [
    ("\u{10}\u{14}\u{1}\u{0}\u{5}", "DLE DC4: open the drawer"),
    ("\u{10}\u{5}\u{2}", "DLE ENQ: throw the buffer away"),
    ("\u{1B}@\u{1B}", "ESC, the @ stays"),
    ("\u{1D}V\u{0}", "GS, the V stays"),
    ("\u{202E}\u{2066}\u{2069}", "bidi overrides and isolates"),
    ("\u{2028}\u{2029}\n\r\u{85}", "line and paragraph ends"),
    (
        "\u{200B}\u{200D}\u{2060}\u{FEFF}\u{AD}",
        "zero width, soft hyphen",
    ),
    ("\u{E0041}\u{E007F}", "tags"),
    ("\u{9B}31m\u{7F}", "C1 control sequence, the letters stay"),
];

fn ticket(service: &str) -> Result<Raster, DrawError> {
    let content = SlipContent {
        service: service.to_owned(),
        ..samples::identity_card()
    };
    Typesetter::new().draw(&content, &samples::chinese_words(), ORDINARY)
}

#[test]
fn hidden_characters_print_as_the_text_around_them() {
    for (hidden, what) in HIDDEN {
        let seen: String = hidden.chars().filter(char::is_ascii_graphic).collect();
        let dirty = format!("居民身份{hidden}證換領{hidden}");
        let tidy = format!("居民身份{seen}證換領{seen}");
        assert_eq!(ticket(&dirty), ticket(&tidy), "{what}");
    }
}

/// Hides commands and marks in a text.
fn soil(text: &mut String) {
    *text = format!("\u{1B}\u{10}\u{4}{text}\u{202E}\u{2028}");
}

#[test]
fn every_text_of_a_ticket_is_cleaned() {
    let (mut content, mut words) = (samples::crowded(), samples::chinese_words());
    content.cases = samples::three_matters().cases;
    content.then = samples::three_matters().then;
    content.also = samples::three_matters().also;
    content.estimate = samples::identity_card().estimate;
    let tidy = Typesetter::new().draw(&content, &words, ORDINARY);
    let ahead = content.people_ahead.take();
    let tidy_alone = Typesetter::new().draw(&content, &words, ORDINARY);
    content.people_ahead = ahead;
    content.documents.iter_mut().for_each(soil);
    content.mark.iter_mut().for_each(soil);
    content.service_second.iter_mut().for_each(soil);
    content.cases.iter_mut().for_each(soil);
    content.then.iter_mut().for_each(soil);
    for matter in &mut content.also {
        let texts = [&mut matter.service, &mut matter.place];
        texts.into_iter().chain(&mut matter.then).for_each(soil);
    }
    let SlipContent {
        hall,
        number,
        service,
        area,
        windows,
        as_of,
        ..
    } = &mut content;
    [hall, number, service, area, windows, as_of]
        .into_iter()
        .for_each(soil);
    let SlipWords {
        reprint,
        alone,
        ahead,
        also,
        estimate,
        as_of,
        scan,
        documents,
        more_documents,
        missed_call,
        valid_today,
    } = &mut words;
    let all = [
        reprint,
        alone,
        ahead,
        also,
        estimate,
        as_of,
        scan,
        documents,
        more_documents,
        missed_call,
        valid_today,
    ];
    all.into_iter().for_each(soil);
    assert_eq!(Typesetter::new().draw(&content, &words, ORDINARY), tidy);
    content.people_ahead = None;
    assert_eq!(Typesetter::new().draw(&content, &words, ORDINARY), tidy_alone);
}

#[test]
fn every_text_of_an_escort_slip_is_cleaned() {
    let (mut slip, mut words) = (samples::escort(), samples::escort_words());
    slip.attempt = 2;
    let tidy = Typesetter::new().draw_escort(&slip, &words, ORDINARY);
    slip.number.iter_mut().for_each(soil);
    [&mut slip.hall, &mut slip.place, &mut slip.called_at]
        .into_iter()
        .for_each(soil);
    let EscortWords {
        reprint,
        coming,
        stay,
        number,
        place,
        called_at,
        nobody_comes,
    } = &mut words;
    [reprint, coming, stay, number, place, called_at, nobody_comes]
        .into_iter()
        .for_each(soil);
    assert_eq!(Typesetter::new().draw_escort(&slip, &words, ORDINARY), tidy);
}

#[test]
fn every_text_of_a_notice_is_cleaned() {
    let (mut notice, mut words) = (samples::notice(), samples::notice_words());
    notice.attempt = 2;
    let tidy = Typesetter::new().draw_notice(&notice, &words, ORDINARY);
    for item in &mut notice.missing {
        soil(&mut item.text);
        item.basis.iter_mut().for_each(soil);
    }
    [&mut notice.hall, &mut notice.department, &mut notice.service]
        .into_iter()
        .for_each(soil);
    [&mut notice.number, &mut notice.case_code, &mut notice.due]
        .into_iter()
        .for_each(soil);
    [&mut notice.bring_to, &mut notice.phone, &mut notice.complaint]
        .into_iter()
        .for_each(soil);
    soil(&mut notice.issued_at);
    let NoticeWords {
        reprint,
        title,
        number,
        case_code,
        scan,
        missing,
        basis,
        due,
        bring_to,
        phone,
        complaint,
        issued_at,
    } = &mut words;
    [reprint, title, number, case_code, scan, missing]
        .into_iter()
        .for_each(soil);
    [basis, due, bring_to, phone, complaint, issued_at]
        .into_iter()
        .for_each(soil);
    assert_eq!(Typesetter::new().draw_notice(&notice, &words, ORDINARY), tidy);
}

#[test]
fn nothing_but_pictures_is_between_the_first_command_and_the_cut() {
    let raster = ticket("\u{1D}V\u{0}\u{10}\u{14}\u{1}\u{0}\u{5}領\u{1B}i").unwrap();
    let mut bytes = Vec::new();
    encode(&raster, Closing::Nothing, &mut bytes).unwrap();
    let mut rest = bytes.strip_prefix(&[0x1B, 0x40]).unwrap();
    while let Some(band) = rest.strip_prefix(&[0x1D, 0x76, 0x30, 0x00]) {
        let side = |at: usize| usize::from(u16::from_le_bytes([band[at], band[at + 1]]));
        rest = &band[4 + side(0) * side(2)..];
    }
    assert_eq!(
        rest,
        [0x1D, 0x56, 0x41, 0x00],
        "after the bands only the cut is left"
    );
}

#[test]
fn what_the_face_cannot_draw_is_refused_on_every_slip() {
    for hostile in ["🎫", "שלום", "\u{1F468}\u{200D}\u{1F469}", "\u{E000}"] {
        assert!(
            matches!(ticket(hostile), Err(DrawError::MissingGlyph { .. })),
            "{hostile}"
        );
        let mut slip = samples::escort();
        slip.place = hostile.to_owned();
        let refused = Typesetter::new().draw_escort(&slip, &samples::escort_words(), ORDINARY);
        assert!(
            matches!(refused, Err(DrawError::MissingGlyph { .. })),
            "{hostile}"
        );
        let mut notice = samples::notice();
        notice.missing[0].text = hostile.to_owned();
        let refused = Typesetter::new().draw_notice(&notice, &samples::notice_words(), ORDINARY);
        assert!(
            matches!(refused, Err(DrawError::MissingGlyph { .. })),
            "{hostile}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_leaves_no_control_and_keeps_the_limit(text in any::<String>(), limit in 1_usize..80) {
        let kept = clean(&text, limit);
        prop_assert!(kept.chars().count() <= limit);
        prop_assert!(!kept.chars().any(char::is_control));
        let hidden = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        prop_assert!(!kept.chars().any(hidden));
    }
}
