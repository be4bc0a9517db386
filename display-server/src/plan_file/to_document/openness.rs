//! Fees, kinds of payer and complaint channels of a plan, as its document has them.

use hall_protocol::plan_document::{
    CalendarDate, PlanComplaintChannel, PlanElsewhere, PlanElsewhereReason, PlanExemption, PlanFee,
    PlanFeeKind, PlanPayerKind, Yuan,
};
use queue_core::ids::PayerCode;
use queue_core::plan::{ComplaintChannel, Elsewhere, ElsewhereReason, Exemption, Fee, FeeKind, PayerKind};

use super::{each, names};

/// A fee of a plan as its document has it.
#[must_use]
pub(crate) fn fee(fee: &Fee) -> PlanFee {
    let yuan = |fen: u64| Some(Yuan { fen });
    let (kind, [amount, lower, upper]) = match fee.kind {
        FeeKind::Fixed { amount_fen } => (PlanFeeKind::Fixed, [yuan(amount_fen), None, None]),
        FeeKind::Range { lower_fen, upper_fen } => {
            (PlanFeeKind::Range, [None, yuan(lower_fen), yuan(upper_fen)])
        }
        FeeKind::Free => (PlanFeeKind::Free, [None; 3]),
        FeeKind::Tax => (PlanFeeKind::Tax, [None; 3]),
        FeeKind::Tariff => (PlanFeeKind::Tariff, [None; 3]),
    };
    PlanFee {
        code: fee.code.to_string(),
        name: names(&fee.names),
        kind,
        amount,
        lower,
        upper,
        unit: names(&fee.unit),
        wording: names(&fee.wording),
        basis: fee.basis.clone(),
        lower_limit_for: each(&fee.lower_limit_for, PayerCode::to_string),
        exemptions: each(&fee.exemptions, |one: &Exemption| PlanExemption {
            code: one.code.to_string(),
            name: names(&one.names),
            basis: one.basis.clone(),
        }),
        channels: each(&fee.channels, ToString::to_string),
    }
}

pub(super) fn payer_kind(payer: &PayerKind) -> PlanPayerKind {
    PlanPayerKind {
        code: payer.code.to_string(),
        name: names(&payer.names),
    }
}

pub(super) fn channel(channel: &ComplaintChannel) -> PlanComplaintChannel {
    PlanComplaintChannel {
        code: channel.code.to_string(),
        name: names(&channel.names),
        phone: channel.phone.clone(),
        place: names(&channel.place),
        named_only: channel.named_only,
    }
}

pub(super) fn elsewhere(entry: &Elsewhere) -> PlanElsewhere {
    PlanElsewhere {
        code: entry.code.to_string(),
        name: names(&entry.names),
        place: names(&entry.place),
        phone: entry.phone.clone(),
        reason: elsewhere_reason(entry.reason),
        approved_by: names(&entry.approved_by),
        approved_on: entry.approved_on.map(CalendarDate),
        approved_until: entry.approved_until.map(CalendarDate),
    }
}

/// Why something is not handled here, as its document has it.
#[must_use]
pub(crate) fn elsewhere_reason(reason: ElsewhereReason) -> PlanElsewhereReason {
    match reason {
        ElsewhereReason::BranchHall => PlanElsewhereReason::BranchHall,
        ElsewhereReason::Classified => PlanElsewhereReason::Classified,
        ElsewhereReason::Premises => PlanElsewhereReason::Premises,
        ElsewhereReason::OtherAuthority => PlanElsewhereReason::OtherAuthority,
    }
}
