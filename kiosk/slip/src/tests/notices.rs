//! Escort slips and correction notices.

use crate::samples::{self, ORDINARY};
use crate::{CorrectionNotice, DrawError, EscortSlip, MissingItem, Raster, Typesetter};

fn escort(slip: &EscortSlip) -> Raster {
    Typesetter::new()
        .draw_escort(slip, &samples::escort_words(), ORDINARY)
        .unwrap()
}

fn try_notice(notice: &CorrectionNotice) -> Result<Raster, DrawError> {
    Typesetter::new().draw_notice(notice, &samples::notice_words(), ORDINARY)
}

fn notice(notice: &CorrectionNotice) -> Raster {
    try_notice(notice).unwrap()
}

fn items(count: usize, text: &str) -> Vec<MissingItem> {
    let item = MissingItem {
        text: text.to_owned(),
        basis: None,
    };
    vec![item; count]
}

/// Whether a row in the first 60 is black from margin to margin.
fn has_bar(raster: &Raster) -> bool {
    (0..60).any(|y| (20..556).all(|x| raster.bitmap().is_black(x, y)))
}

#[test]
fn only_copies_of_them_begin_with_a_black_bar() {
    let mut help = samples::escort();
    let mut correction = samples::notice();
    assert!(!has_bar(&escort(&help)));
    assert!(!has_bar(&notice(&correction)));
    (help.attempt, correction.attempt) = (2, 3);
    assert!(has_bar(&escort(&help)));
    assert!(has_bar(&notice(&correction)));
}

#[test]
fn an_escort_slip_without_a_number_leaves_its_block_out() {
    let with = samples::escort();
    let without = EscortSlip {
        number: None,
        ..with.clone()
    };
    assert!(escort(&without).bitmap().height_dots() + 60 < escort(&with).bitmap().height_dots());
}

#[test]
fn every_fact_of_an_escort_slip_is_on_it() {
    let original = samples::escort();
    let changes: [fn(&mut EscortSlip); 4] = [
        |slip| slip.hall.push('丙'),
        |slip| slip.number = Some("A013".to_owned()),
        |slip| slip.place.push('丙'),
        |slip| slip.called_at.push('1'),
    ];
    for (index, change) in changes.iter().enumerate() {
        let mut changed = original.clone();
        change(&mut changed);
        assert_ne!(escort(&changed), escort(&original), "fact {index}");
    }
}

#[test]
fn every_fact_of_a_notice_is_on_it() {
    let original = samples::notice();
    let changes: [fn(&mut CorrectionNotice); 13] = [
        |slip| slip.hall.push('丙'),
        |slip| slip.department.push('丙'),
        |slip| slip.service.push('丙'),
        |slip| slip.number.push('1'),
        |slip| slip.case_code.push('1'),
        |slip| slip.qr_url.push('1'),
        |slip| slip.missing[2].text.push('丙'),
        |slip| slip.missing[1].basis = None,
        |slip| slip.due.push('1'),
        |slip| slip.bring_to.push('丙'),
        |slip| slip.phone.push('1'),
        |slip| slip.complaint.push('丙'),
        |slip| slip.issued_at.push('1'),
    ];
    for (index, change) in changes.iter().enumerate() {
        let mut changed = original.clone();
        change(&mut changed);
        assert_ne!(notice(&changed), notice(&original), "fact {index}");
    }
}

#[test]
fn a_list_too_long_for_a_notice_is_an_error_and_never_cut() {
    let with = |missing| CorrectionNotice {
        missing,
        ..samples::notice()
    };
    assert!(try_notice(&with(items(99, "申請表"))).is_ok());
    let refused = try_notice(&with(items(100, "申請表")));
    assert_eq!(refused, Err(DrawError::TooMuchMissing { count: 100, most: 99 }));
    assert!(try_notice(&with(items(1, &"缺".repeat(500)))).is_ok());
    assert!(try_notice(&with(items(1, &"缺".repeat(501)))).is_err());
}

#[test]
fn a_number_sign_in_a_fact_stays_one() {
    let mut sharp = samples::notice();
    sharp.bring_to = "# 3".to_owned();
    let mut words = samples::notice_words();
    words.bring_to = "遞交地點：# 3".to_owned();
    let mut plain = samples::notice();
    plain.bring_to = "#".to_owned();
    let other = Typesetter::new().draw_notice(&plain, &words, ORDINARY).unwrap();
    assert_eq!(notice(&sharp), other);
}
