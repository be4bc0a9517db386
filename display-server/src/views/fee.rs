//! A fee notice, and a bank's list, as staff see them.

use hall_protocol::Names;
use hall_protocol::fee::{
    BankDifference, BankListLine, BankListView, CancelledView, ExemptView, FeeItemView, FeeLine,
    FeeNoticeView, FeePressed, FeeStandingName, ListCompared, PayerRef, PaymentView, ReceiptUsedTwice,
    ReconciledView, VerdictName,
};
use queue_core::fee::{BankList, FeeItem, FeeNotice, FeeStanding, RestRow, Terms, Verdict};
use queue_core::{HallPlan, PayerCode, Seq, WindowNumber};

use super::names;
use crate::store::AuditedNotice;
use crate::texts::Texts;

/// A notice, for those who work in the hall.
pub(crate) fn notice(plan: &HallPlan, (seq, audited): (Seq, &AuditedNotice), texts: &Texts) -> FeeNoticeView {
    let notice = &audited.notice;
    FeeNoticeView {
        seq: seq.0,
        code: notice.code.to_string(),
        service: names::service(plan, &notice.service),
        department: department(plan, notice),
        standing: standing_name(notice.standing),
        issued_on: notice.issued_on.0,
        issued_at: notice.issued_at,
        window: notice.window.get(),
        clerk: notice.clerk.to_string(),
        ticket: notice.ticket.to_string(),
        matter: notice.matter.to_string(),
        payer: notice.payer.as_ref().map(|code| payer(plan, code)),
        items: notice.items.iter().map(|one| item(one, texts)).collect(),
        total_fen: notice.total_fen(),
        pay_at: plan
            .collecting_windows()
            .into_iter()
            .map(WindowNumber::get)
            .collect(),
        payment: notice.payment.as_ref().map(|payment| PaymentView {
            on: payment.on.0,
            at: payment.at,
            window: payment.window.get(),
            clerk: payment.clerk.to_string(),
            receipt: payment.receipt.to_string(),
        }),
        cancelled: notice.cancelled.as_ref().map(|cancelled| CancelledView {
            on: cancelled.on.0,
            by: cancelled.by.to_string(),
            reason: texts.text(cancelled.reason),
        }),
        reconciled: notice.reconciled.as_ref().map(|reconciled| ReconciledView {
            on: reconciled.on.0,
            list: reconciled.list.to_string(),
            paid_on: reconciled.paid_on,
        }),
        without_acceptance: audited.without_acceptance,
    }
}

/// A notice in a list.
pub(crate) fn line(plan: &HallPlan, audited: &AuditedNotice) -> FeeLine {
    let notice = &audited.notice;
    let of =
        |wanted: fn(&FeeItem) -> bool| super::count(notice.items.iter().filter(|one| wanted(one)).count());
    FeeLine {
        code: notice.code.to_string(),
        service: names::service(plan, &notice.service),
        department: department(plan, notice),
        standing: standing_name(notice.standing),
        issued_on: notice.issued_on.0,
        window: notice.window.get(),
        clerk: notice.clerk.to_string(),
        ticket: notice.ticket.to_string(),
        total_fen: notice.total_fen(),
        exempt: of(|item| item.exempt.is_some()),
        at_lowest: of(|item| item.terms.is_at_lowest()),
        receipt: notice.payment.as_ref().map(|payment| payment.receipt.to_string()),
        reconciled_on: notice.reconciled.as_ref().map(|reconciled| reconciled.on.0),
        without_acceptance: audited.without_acceptance,
    }
}

/// What a press about a notice came to.
pub(super) fn pressed(notice: &FeeNotice) -> FeePressed {
    FeePressed {
        code: notice.code.to_string(),
        standing: standing_name(notice.standing),
        total_fen: notice.total_fen(),
    }
}

/// What a part of a list came to.
pub(super) fn compared(list: &BankList) -> ListCompared {
    ListCompared {
        list: list.key.to_string(),
        matched: list.matched(),
        differ: super::count(list.rest().count()),
    }
}

/// A list with what does not match; `paid_here` are the notices that were paid here on its days.
pub(crate) fn bank_list(plan: &HallPlan, list: &BankList, paid_here: &[AuditedNotice]) -> BankListView {
    let in_no_list = paid_here.iter().filter(|one| one.notice.reconciled.is_none());
    let named = |one: &&AuditedNotice| {
        let mut rest = list.rest();
        rest.any(|rest| rest.row.notice == one.notice.code)
    };
    BankListView {
        line: bank_list_line(list),
        differences: list.rest().map(difference).collect(),
        not_in_bank: in_no_list
            .filter(|one| !named(one))
            .map(|one| line(plan, one))
            .collect(),
        used_twice: used_twice(paid_here),
        faults: Vec::new(),
    }
}

fn used_twice(paid_here: &[AuditedNotice]) -> Vec<ReceiptUsedTwice> {
    let mut paid: Vec<_> = paid_here
        .iter()
        .filter_map(|one| Some((&one.notice.payment.as_ref()?.receipt, &one.notice.code)))
        .collect();
    paid.sort();
    let same = paid.chunk_by(|(one, _), (other, _)| one == other);
    same.filter_map(|of_one| match of_one {
        [(receipt, _), _, ..] => Some(ReceiptUsedTwice {
            receipt: receipt.to_string(),
            notices: of_one.iter().map(|(_, code)| code.to_string()).collect(),
        }),
        _ => None,
    })
    .collect()
}

/// A list among others.
pub(crate) fn bank_list_line(list: &BankList) -> BankListLine {
    BankListLine {
        list: list.key.to_string(),
        imported_on: list.imported_on.0,
        by: list.by.to_string(),
        compared_on: list.compared_on.0,
        from: list.from,
        to: list.to,
        matched: list.matched(),
        differ: super::count(list.rest().count()),
        bad_rows: list.bad_rows,
    }
}

fn difference(rest: &RestRow) -> BankDifference {
    BankDifference {
        line: rest.row.line,
        verdict: verdict_name(rest.verdict),
        notice: rest.row.notice.to_string(),
        receipt: rest.row.receipt.to_string(),
        amount_fen: rest.row.amount_fen,
        paid_on: rest.row.paid_on,
        here_fen: rest.here_fen,
        here_receipt: rest.here_receipt.as_ref().map(ToString::to_string),
    }
}

/// What matches is never among the rest.
fn verdict_name(verdict: Verdict) -> VerdictName {
    match verdict {
        Verdict::AmountDiffers => VerdictName::AmountDiffers,
        Verdict::ReceiptTwice => VerdictName::ReceiptTwice,
        Verdict::ReceiptDiffers => VerdictName::ReceiptDiffers,
        Verdict::UnknownNotice => VerdictName::UnknownNotice,
        Verdict::NotDue => VerdictName::NotDue,
        Verdict::Matched | Verdict::NotRecorded => VerdictName::NotRecorded,
    }
}

fn department(plan: &HallPlan, notice: &FeeNotice) -> String {
    let service = plan.service(&notice.service);
    service.map_or_else(String::new, |service| service.department.clone())
}

fn payer(plan: &HallPlan, code: &PayerCode) -> PayerRef {
    let known = plan.payer_kind(code).map(|payer| names::names(&payer.names));
    PayerRef {
        code: code.to_string(),
        names: known.unwrap_or_else(|| Names {
            zh_hant: code.to_string(),
            zh_hans: code.to_string(),
            en: code.to_string(),
        }),
    }
}

fn item(item: &FeeItem, texts: &Texts) -> FeeItemView {
    let (terms, bounds_fen) = match item.terms {
        Terms::Fixed { each_fen } => ("fixed", Some((each_fen, each_fen))),
        Terms::Range {
            lower_fen, upper_fen, ..
        } => ("range", Some((lower_fen, upper_fen))),
        Terms::Free => ("free", None),
        Terms::Tariff => ("tariff", None),
    };
    FeeItemView {
        fee: item.fee.to_string(),
        names: names::names(&item.names),
        unit: names::names(&item.unit),
        quantity: item.quantity,
        terms: terms.to_owned(),
        lower_fen: bounds_fen.map(|(lower_fen, _)| lower_fen),
        upper_fen: bounds_fen.map(|(_, upper_fen)| upper_fen),
        at_lowest: item.terms.is_at_lowest(),
        basis: item.basis.clone(),
        amount_fen: item.amount_fen,
        exempt: item.exempt.as_ref().map(|exempt| ExemptView {
            code: exempt.code.to_string(),
            names: names::names(&exempt.names),
            basis: exempt.basis.clone(),
            reason: texts.text(exempt.reason),
        }),
    }
}

/// A standing, as the wire and the tables spell it.
pub(crate) fn standing_name(standing: FeeStanding) -> FeeStandingName {
    match standing {
        FeeStanding::Open => FeeStandingName::Open,
        FeeStanding::NothingDue => FeeStandingName::NothingDue,
        FeeStanding::Paid => FeeStandingName::Paid,
        FeeStanding::Cancelled => FeeStandingName::Cancelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_and_the_wire_spell_standings_and_verdicts_alike() {
        for standing in FeeStanding::ALL {
            assert_eq!(standing.word(), standing_name(standing).name());
        }
        for (verdict, name) in Verdict::DIFFERENCES.into_iter().zip(VerdictName::ALL) {
            assert_eq!((verdict.word(), verdict_name(verdict)), (name.name(), name));
        }
    }
}
