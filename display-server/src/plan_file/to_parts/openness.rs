//! Fees, kinds of payer and complaint channels of a plan document, as the core has them.

use hall_protocol::plan_document::{
    PlanComplaintChannel, PlanElsewhere, PlanElsewhereReason, PlanExemption, PlanFee, PlanFeeKind,
    PlanPayerKind, Yuan,
};
use queue_core::PlanFault;
use queue_core::ids::{ChannelCode, ElsewhereCode, ExemptionCode, FeeCode, PayerCode};
use queue_core::plan::{ComplaintChannel, Elsewhere, ElsewhereReason, Exemption, Fee, FeeKind, PayerKind};

use super::{each, names};

/// A fee; `path` is where it stands. What its kind lacks or has too much is a fault, and a harmless amount stands in.
pub(super) fn fee(path: &str, fee: &PlanFee, faults: &mut Vec<PlanFault>) -> Fee {
    Fee {
        code: FeeCode::new(&fee.code),
        names: names(&fee.name),
        kind: kind(path, fee, faults),
        unit: names(&fee.unit),
        wording: names(&fee.wording),
        basis: fee.basis.clone(),
        lower_limit_for: each(&fee.lower_limit_for, |code| PayerCode::new(code)),
        exemptions: each(&fee.exemptions, |one: &PlanExemption| Exemption {
            code: ExemptionCode::new(&one.code),
            names: names(&one.name),
            basis: one.basis.clone(),
        }),
        channels: codes(&fee.channels),
    }
}

pub(super) fn codes(channels: &[String]) -> Vec<ChannelCode> {
    each(channels, |code| ChannelCode::new(code))
}

fn kind(path: &str, fee: &PlanFee, faults: &mut Vec<PlanFault>) -> FeeKind {
    let wanted: &[&str] = match fee.kind {
        PlanFeeKind::Fixed => &["amount"],
        PlanFeeKind::Range => &["lower", "upper"],
        PlanFeeKind::Free | PlanFeeKind::Tax | PlanFeeKind::Tariff => &[],
    };
    let said = [("amount", fee.amount), ("lower", fee.lower), ("upper", fee.upper)];
    let kind = fee.kind.name();
    let mut is_whole = true;
    for (field, amount) in said {
        let (problem, hint) = match (wanted.contains(&field), amount) {
            (true, None) => (
                format!("a fee of the kind {kind} needs its `{field}`"),
                format!("add it in yuan, such as {field} = \"20\""),
            ),
            (false, Some(_)) => (
                format!("a fee of the kind {kind} has no `{field}`"),
                "leave it out, or choose another kind".to_owned(),
            ),
            (true, Some(_)) | (false, None) => continue,
        };
        is_whole &= amount.is_some();
        faults.push(PlanFault {
            path: format!("{path}.{field}"),
            problem,
            hint,
        });
    }
    let fen = |amount: Option<Yuan>| amount.map_or(0, |amount| amount.fen);
    match fee.kind {
        PlanFeeKind::Fixed if is_whole => FeeKind::Fixed {
            amount_fen: fen(fee.amount),
        },
        PlanFeeKind::Range if is_whole => FeeKind::Range {
            lower_fen: fen(fee.lower),
            upper_fen: fen(fee.upper),
        },
        PlanFeeKind::Fixed => FeeKind::Fixed { amount_fen: 1 },
        PlanFeeKind::Range => FeeKind::Range {
            lower_fen: 1,
            upper_fen: 2,
        },
        PlanFeeKind::Free => FeeKind::Free,
        PlanFeeKind::Tax => FeeKind::Tax,
        PlanFeeKind::Tariff => FeeKind::Tariff,
    }
}

pub(super) fn payer_kind(payer: &PlanPayerKind) -> PayerKind {
    PayerKind {
        code: PayerCode::new(&payer.code),
        names: names(&payer.name),
    }
}

pub(super) fn channel(channel: &PlanComplaintChannel) -> ComplaintChannel {
    ComplaintChannel {
        code: ChannelCode::new(&channel.code),
        names: names(&channel.name),
        phone: channel.phone.clone(),
        place: names(&channel.place),
        named_only: channel.named_only,
    }
}

pub(super) fn elsewhere(entry: &PlanElsewhere) -> Elsewhere {
    Elsewhere {
        code: ElsewhereCode::new(&entry.code),
        names: names(&entry.name),
        place: names(&entry.place),
        phone: entry.phone.clone(),
        reason: match entry.reason {
            PlanElsewhereReason::BranchHall => ElsewhereReason::BranchHall,
            PlanElsewhereReason::Classified => ElsewhereReason::Classified,
            PlanElsewhereReason::Premises => ElsewhereReason::Premises,
            PlanElsewhereReason::OtherAuthority => ElsewhereReason::OtherAuthority,
        },
        approved_by: names(&entry.approved_by),
        approved_on: entry.approved_on.map(|date| date.0),
        approved_until: entry.approved_until.map(|date| date.0),
    }
}
