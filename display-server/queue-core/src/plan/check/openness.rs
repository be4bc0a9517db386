//! What the public is told of fees and of where to complain: each fee whole, each reference known.

use std::collections::BTreeSet;

use super::super::{ComplaintChannel, Elsewhere, Fee, FeeKind, Names, PlanParts, Service};
use super::codes::codes;
use super::findings::Findings;
use super::names::{NAME, names, text};
use crate::ids::{ChannelCode, PayerCode};

/// No fee of a hall is larger, in fen: a thousand million yuan.
const LARGEST_FEN: u64 = 100_000_000_000;
/// The longest unit, in characters.
const UNIT: usize = 20;
/// The longest telephone number, in characters.
const PHONE: usize = 24;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    let payers: Vec<PayerCode> = parts.payer_kinds.iter().map(|payer| payer.code.clone()).collect();
    let channels: Vec<ChannelCode> = parts
        .complaint_channels
        .iter()
        .map(|channel| channel.code.clone())
        .collect();
    let written = payers.iter().map(ToString::to_string);
    codes("payer_kinds", "kind of payer", "code", written, findings);
    let written = channels.iter().map(ToString::to_string);
    codes("complaint_channels", "channel", "code", written, findings);
    let written = parts.elsewhere.iter().map(|entry| entry.code.to_string());
    codes("elsewhere", "entry", "code", written, findings);
    for (index, one) in parts.elsewhere.iter().enumerate() {
        elsewhere(&format!("elsewhere[{index}]"), one, findings);
    }
    for (index, payer) in parts.payer_kinds.iter().enumerate() {
        names(
            &format!("payer_kinds[{index}].names"),
            &payer.names,
            NAME,
            findings,
        );
    }
    for (index, one) in parts.complaint_channels.iter().enumerate() {
        channel(&format!("complaint_channels[{index}]"), one, findings);
    }
    for (index, service) in parts.services.iter().enumerate() {
        of_service(
            &format!("services[{index}]"),
            service,
            &payers,
            &channels,
            findings,
        );
    }
}

fn elsewhere(path: &str, entry: &Elsewhere, findings: &mut Findings) {
    for (field, these) in [
        ("names", &entry.names),
        ("place", &entry.place),
        ("approved_by", &entry.approved_by),
    ] {
        names(&format!("{path}.{field}"), these, NAME, findings);
    }
    if let Some(phone) = &entry.phone {
        text(format!("{path}.phone"), phone, PHONE, findings);
    }
    if let (Some(on), Some(until)) = (entry.approved_on, entry.approved_until)
        && until < on
    {
        findings.add(
            format!("{path}.approved_until"),
            format!("the approval ends on {until}, before it was given on {on}"),
            "put the earlier date into `approved_on`",
        );
    }
}

fn channel(path: &str, channel: &ComplaintChannel, findings: &mut Findings) {
    names(&format!("{path}.names"), &channel.names, NAME, findings);
    unless_empty(&format!("{path}.place"), &channel.place, NAME, findings);
    if let Some(phone) = &channel.phone {
        text(format!("{path}.phone"), phone, PHONE, findings);
    } else if channel.place.is_empty() {
        findings.add(
            path,
            format!("nobody can reach the channel {}", channel.code),
            "add its `phone`, or the `place` where it is",
        );
    }
}

fn of_service(
    path: &str,
    service: &Service,
    payers: &[PayerCode],
    channels: &[ChannelCode],
    findings: &mut Findings,
) {
    references(
        &format!("{path}.channels"),
        "channel",
        &service.channels,
        channels,
        findings,
    );
    let written = service.fees.iter().map(|fee| fee.code.to_string());
    codes(&format!("{path}.fees"), "fee", "code", written, findings);
    for (place, one) in service.fees.iter().enumerate() {
        let path = format!("{path}.fees[{place}]");
        fee(&path, one, findings);
        amount(&path, one, findings);
        only_where_it_means_something(&path, one, findings);
        references(
            &format!("{path}.lower_limit_for"),
            "kind of payer",
            &one.lower_limit_for,
            payers,
            findings,
        );
        references(
            &format!("{path}.channels"),
            "channel",
            &one.channels,
            channels,
            findings,
        );
    }
}

fn fee(path: &str, fee: &Fee, findings: &mut Findings) {
    names(&format!("{path}.names"), &fee.names, NAME, findings);
    unless_empty(&format!("{path}.unit"), &fee.unit, UNIT, findings);
    unless_empty(&format!("{path}.wording"), &fee.wording, NAME, findings);
    text(format!("{path}.basis"), &fee.basis, NAME, findings);
    let written = fee.exemptions.iter().map(|exemption| exemption.code.to_string());
    codes(
        &format!("{path}.exemptions"),
        "exemption",
        "code",
        written,
        findings,
    );
    for (place, exemption) in fee.exemptions.iter().enumerate() {
        let path = format!("{path}.exemptions[{place}]");
        names(&format!("{path}.names"), &exemption.names, NAME, findings);
        if let Some(basis) = &exemption.basis {
            text(format!("{path}.basis"), basis, NAME, findings);
        }
    }
}

fn amount(path: &str, fee: &Fee, findings: &mut Findings) {
    match fee.kind {
        FeeKind::Fixed { amount_fen: 0 } => findings.add(
            format!("{path}.amount"),
            "a fee of 0 is no fee",
            "write the amount, or make the kind \"free\"",
        ),
        FeeKind::Fixed { amount_fen } => not_too_large(format!("{path}.amount"), amount_fen, findings),
        FeeKind::Range { lower_fen, upper_fen } if lower_fen > upper_fen => findings.add(
            format!("{path}.lower"),
            "the lower limit is above the upper one",
            "put the smaller amount into `lower`",
        ),
        FeeKind::Range { lower_fen, upper_fen } if lower_fen == upper_fen => findings.add(
            format!("{path}.lower"),
            "both limits are the same amount",
            "make the kind \"fixed\", with this `amount`",
        ),
        FeeKind::Range { upper_fen, .. } => not_too_large(format!("{path}.upper"), upper_fen, findings),
        FeeKind::Free | FeeKind::Tax | FeeKind::Tariff => {}
    }
    if matches!(fee.kind, FeeKind::Range { .. }) && fee.unit.is_empty() {
        findings.add(
            format!("{path}.unit"),
            "a range does not say what it is for",
            "write its unit, such as a square metre",
        );
    }
}

fn not_too_large(path: String, fen: u64, findings: &mut Findings) {
    if fen > LARGEST_FEN {
        findings.add(
            path,
            "no fee is as large as this",
            "write the amount in yuan, such as \"20\" or \"0.30\"",
        );
    }
}

/// What is said of a fee of another kind would never be looked at.
fn only_where_it_means_something(path: &str, fee: &Fee, findings: &mut Findings) {
    let has_amount = matches!(fee.kind, FeeKind::Fixed { .. } | FeeKind::Range { .. });
    if !has_amount && !fee.unit.is_empty() {
        findings.add(
            format!("{path}.unit"),
            "only an amount has a unit",
            "leave it out, or make the kind \"fixed\" or \"range\"",
        );
    }
    if !matches!(fee.kind, FeeKind::Range { .. }) && !fee.lower_limit_for.is_empty() {
        findings.add(
            format!("{path}.lower_limit_for"),
            "only a range has a lower limit",
            "leave it out, or make the kind \"range\"",
        );
    }
    if matches!(fee.kind, FeeKind::Free | FeeKind::Tax) && !fee.exemptions.is_empty() {
        findings.add(
            format!("{path}.exemptions"),
            "nobody can be exempt from what is not charged",
            "leave them out, or choose another kind",
        );
    }
}

fn unless_empty(path: &str, these: &Names, longest: usize, findings: &mut Findings) {
    if !these.is_empty() {
        names(path, these, longest, findings);
    }
}

/// Each leads somewhere, and none is there twice.
fn references<T: Ord + std::fmt::Display>(
    path: &str,
    what: &str,
    named: &[T],
    known: &[T],
    findings: &mut Findings,
) {
    let mut seen = BTreeSet::new();
    for (index, one) in named.iter().enumerate() {
        let path = format!("{path}[{index}]");
        if seen.insert(one) {
            findings.known(path, what, one, known);
        } else {
            findings.add(path, format!("the {what} {one} is there twice"), "keep one");
        }
    }
}
