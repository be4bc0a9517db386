//! Fees and complaint channels: each row breaks one thing that the public would be told wrongly.

use super::super::super::{ComplaintChannel, Exemption, Fee, FeeKind, HallPlan, Names, PayerKind, PlanParts};
use super::sound::{names, sound_plan};
use crate::ids::{ChannelCode, ExemptionCode, FeeCode, PayerCode};

type Row = (fn(&mut PlanParts), &'static str);

/// A sound plan whose first service has a range, a fixed fee and a tax, with everything that may be said of them.
fn with_fees() -> PlanParts {
    let mut parts = sound_plan();
    parts.payer_kinds = vec![PayerKind {
        code: PayerCode::new("key_project"),
        names: names("重點項目"),
    }];
    parts.complaint_channels = vec![channel("hotline"), channel("tax")];
    parts.services[0].fees = vec![
        Fee {
            unit: names("平方米"),
            lower_limit_for: vec![PayerCode::new("key_project")],
            channels: vec![ChannelCode::new("tax")],
            ..fee(
                "road",
                FeeKind::Range {
                    lower_fen: 30,
                    upper_fen: 60,
                },
            )
        },
        Fee {
            exemptions: vec![Exemption {
                code: ExemptionCode::new("small_micro"),
                names: names("小微企業"),
                basis: None,
            }],
            ..fee("register", FeeKind::Fixed { amount_fen: 55_000 })
        },
        fee("deed", FeeKind::Tax),
    ];
    parts
}

fn fee(code: &str, kind: FeeKind) -> Fee {
    Fee {
        code: FeeCode::new(code),
        names: names("佔用費"),
        kind,
        unit: Names::default(),
        wording: Names::default(),
        basis: "地方標準".into(),
        lower_limit_for: Vec::new(),
        exemptions: Vec::new(),
        channels: Vec::new(),
    }
}

fn channel(code: &str) -> ComplaintChannel {
    ComplaintChannel {
        code: ChannelCode::new(code),
        names: names("熱線"),
        phone: Some("12345".into()),
        place: Names::default(),
        named_only: code == "tax",
    }
}

#[track_caller]
fn check(rows: &[Row]) {
    assert_eq!(HallPlan::new(with_fees()).err(), None);
    for (break_it, expected) in rows {
        let mut parts = with_fees();
        break_it(&mut parts);
        let faults = HallPlan::new(parts).expect_err(expected).0;
        let printed: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(printed, [*expected]);
    }
}

#[test]
fn an_amount_can_be_charged() {
    check(&[
        (
            |p| p.services[0].fees[1].kind = FeeKind::Fixed { amount_fen: 0 },
            "services[0].fees[1].amount: a fee of 0 is no fee; write the amount, or make the kind \"free\"",
        ),
        (
            |p| p.services[0].fees[1].kind = FeeKind::Fixed { amount_fen: u64::MAX },
            "services[0].fees[1].amount: no fee is as large as this; write the amount in yuan, such as \"20\" or \"0.30\"",
        ),
        (
            |p| {
                p.services[0].fees[0].kind = FeeKind::Range {
                    lower_fen: 60,
                    upper_fen: 30,
                }
            },
            "services[0].fees[0].lower: the lower limit is above the upper one; put the smaller amount into `lower`",
        ),
        (
            |p| {
                p.services[0].fees[0].kind = FeeKind::Range {
                    lower_fen: 60,
                    upper_fen: 60,
                }
            },
            "services[0].fees[0].lower: both limits are the same amount; make the kind \"fixed\", with this `amount`",
        ),
        (
            |p| p.services[0].fees[0].unit = Names::default(),
            "services[0].fees[0].unit: a range does not say what it is for; write its unit, such as a square metre",
        ),
        (
            |p| {
                p.services[0].fees[1].unit = Names {
                    en: String::new(),
                    ..names("件")
                }
            },
            "services[0].fees[1].unit.en: the text is empty; write it; every name is needed in every language",
        ),
        (
            |p| p.services[0].fees[2].basis.clear(),
            "services[0].fees[2].basis: the text is empty; write it; every name is needed in every language",
        ),
    ]);
}

#[test]
fn what_is_said_of_a_fee_means_something_for_its_kind() {
    check(&[
        (
            |p| p.services[0].fees[2].unit = names("件"),
            "services[0].fees[2].unit: only an amount has a unit; leave it out, or make the kind \"fixed\" or \"range\"",
        ),
        (
            |p| p.services[0].fees[1].lower_limit_for = vec![PayerCode::new("key_project")],
            "services[0].fees[1].lower_limit_for: only a range has a lower limit; leave it out, or make the kind \"range\"",
        ),
        (
            |p| p.services[0].fees[2].exemptions = p.services[0].fees[1].exemptions.clone(),
            "services[0].fees[2].exemptions: nobody can be exempt from what is not charged; leave them out, or choose another kind",
        ),
    ]);
}

#[test]
fn codes_of_fees_are_unique_and_lead_somewhere() {
    check(&[
        (
            |p| p.services[0].fees[2].code = FeeCode::new("road"),
            "services[0].fees[2].code: the fee road is there twice; keep one, or rename this fee",
        ),
        (
            |p| {
                let exemptions = &mut p.services[0].fees[1].exemptions;
                exemptions.push(exemptions[0].clone());
            },
            "services[0].fees[1].exemptions[1].code: the exemption small_micro is there twice; keep one, or rename this exemption",
        ),
        (
            |p| p.services[0].fees[0].lower_limit_for = vec![PayerCode::new("keyproject")],
            "services[0].fees[0].lower_limit_for[0]: there is no kind of payer keyproject; did you mean key_project? Or add the kind of payer keyproject",
        ),
        (
            |p| {
                let payers = &mut p.services[0].fees[0].lower_limit_for;
                payers.push(PayerCode::new("key_project"));
            },
            "services[0].fees[0].lower_limit_for[1]: the kind of payer key_project is there twice; keep one",
        ),
        (
            |p| p.services[0].channels = vec![ChannelCode::new("12345")],
            "services[0].channels[0]: there is no channel 12345; use one of hotline, tax, or add the channel 12345",
        ),
        (
            |p| p.complaint_channels[0].phone = None,
            "complaint_channels[0]: nobody can reach the channel hotline; add its `phone`, or the `place` where it is",
        ),
        (
            |p| {
                p.complaint_channels[0].place = Names {
                    zh_hans: String::new(),
                    ..names("監督室")
                }
            },
            "complaint_channels[0].place.zh_hans: the text is empty; write it; every name is needed in every language",
        ),
    ]);
}

#[test]
fn every_fault_of_a_fee_is_told_at_once() {
    let mut parts = with_fees();
    let fee = &mut parts.services[0].fees[0];
    fee.kind = FeeKind::Range {
        lower_fen: 60,
        upper_fen: 30,
    };
    fee.unit = Names::default();
    fee.basis.clear();
    fee.channels = vec![ChannelCode::new("nowhere")];
    let faults = HallPlan::new(parts).expect_err("four faults").0;
    let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "services[0].fees[0].basis",
            "services[0].fees[0].lower",
            "services[0].fees[0].unit",
            "services[0].fees[0].channels[0]"
        ]
    );
}

#[test]
fn a_service_tells_its_own_channels_first_and_no_other_services() {
    let mut parts = with_fees();
    parts.services[1].channels = vec![ChannelCode::new("tax")];
    let plan = HallPlan::new(parts).expect("sound");
    let told = |index: usize| -> Vec<&str> {
        let channels = plan.channels_of(&plan.parts().services[index]);
        channels.iter().map(|channel| channel.code.as_str()).collect()
    };
    assert_eq!(told(0), ["hotline"]);
    assert_eq!(told(1), ["tax", "hotline"]);
}

#[test]
fn what_is_not_handled_here_says_where_it_is_and_how_long_that_was_approved() {
    use super::super::super::{Elsewhere, ElsewhereReason};
    use crate::ids::ElsewhereCode;
    use jiff::civil::date;
    let entry = || Elsewhere {
        code: ElsewhereCode::new("marriage"),
        names: names("婚姻登記"),
        place: names("登記處"),
        phone: None,
        reason: ElsewhereReason::OtherAuthority,
        approved_by: names("本級政府"),
        approved_on: Some(date(2026, 1, 5)),
        approved_until: Some(date(2026, 12, 31)),
    };
    let check = |change: fn(&mut Elsewhere), expected: &str| {
        let mut parts = with_fees();
        let mut changed = entry();
        change(&mut changed);
        parts.elsewhere = vec![
            Elsewhere {
                code: ElsewhereCode::new("vehicles"),
                ..entry()
            },
            changed,
        ];
        let faults = HallPlan::new(parts).expect_err(expected).0;
        let printed: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(printed, [expected]);
    };
    check(
        |entry| entry.code = ElsewhereCode::new("vehicles"),
        "elsewhere[1].code: the entry vehicles is there twice; keep one, or rename this entry",
    );
    check(
        |entry| entry.place.en.clear(),
        "elsewhere[1].place.en: the text is empty; write it; every name is needed in every language",
    );
    check(
        |entry| entry.approved_until = Some(date(2026, 1, 4)),
        "elsewhere[1].approved_until: the approval ends on 2026-01-04, before it was given on 2026-01-05; put the earlier date into `approved_on`",
    );
}
