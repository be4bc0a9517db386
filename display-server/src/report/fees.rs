//! What a day came to in fees, by the department that charges; and every notice of a period, item by item, for the audit.

use std::collections::BTreeSet;

use hall_protocol::report::{FeeFigures, FeesOf};
use jiff::civil::Date;
use queue_core::fee::{FeeEvent, FeeItem, FeeNotice, Terms, yuan};
use queue_core::leg::Outcome;
use queue_core::{HallPlan, NoticeCode, ServiceCode};

use super::csv::line;
use crate::store::{AuditedNotice, DayContents, FeesOfDay, LegLine};
use crate::views::outcome_name;

/// All departments together.
pub(super) fn total(contents: &DayContents, plan: &HallPlan, day: Date) -> FeeFigures {
    FeeFigures {
        paid_without_notice: super::count(without_notice(contents, plan, day).into_iter()),
        ..figures(&contents.fees, day, |_| true)
    }
}

/// Each department that had any, in the plan's order; a payment without a notice is with the service that collects.
pub(super) fn by_department(contents: &DayContents, plan: &HallPlan, day: Date) -> Vec<FeesOf> {
    let of_service = |code: &ServiceCode| {
        plan.service(code)
            .map_or("", |service| service.department.as_str())
    };
    let without = without_notice(contents, plan, day);
    let departments = plan.parts().departments.iter();
    let of = departments.map(|department| FeesOf {
        department: department.code.clone(),
        figures: FeeFigures {
            paid_without_notice: super::count(
                without
                    .iter()
                    .filter(|leg| of_service(&ServiceCode::new(leg.service.as_str())) == department.code),
            ),
            ..figures(&contents.fees, day, |notice| {
                of_service(&notice.service) == department.code
            })
        },
    });
    of.filter(|of| of.figures != FeeFigures::default()).collect()
}

/// The tickets that ended as paid although no notice of theirs was.
pub(super) fn paid_without_notice(contents: &DayContents, plan: &HallPlan, day: Date) -> Vec<String> {
    let without = without_notice(contents, plan, day).into_iter();
    without.map(|leg| leg.number.clone()).collect()
}

/// Legs that ended as paid at a service that collects, where that day no notice was paid at that leg, nor one that was
/// issued to the same visitor.
fn without_notice<'a>(contents: &'a DayContents, plan: &HallPlan, day: Date) -> Vec<&'a LegLine> {
    let mut covered = BTreeSet::new();
    for (notice, happened) in &contents.fees.records.happened {
        let FeeEvent::Paid { leg, .. } = happened else {
            continue;
        };
        covered.extend(leg.map(|leg| leg.visit.0));
        covered.extend((notice.issued_on.0 == day).then_some(notice.leg.visit.0));
    }
    let collects = |leg: &&LegLine| {
        let service = plan.service(&ServiceCode::new(leg.service.as_str()));
        service.is_some_and(|service| service.collects)
    };
    let paid = contents
        .legs
        .iter()
        .filter(|leg| leg.outcome == outcome_name(Outcome::Paid));
    paid.filter(collects)
        .filter(|leg| !covered.contains(&leg.visit))
        .collect()
}

fn figures(fees: &FeesOfDay, day: Date, wanted: impl Fn(&FeeNotice) -> bool) -> FeeFigures {
    let mut figures = FeeFigures::default();
    let mut seen: BTreeSet<&NoticeCode> = BTreeSet::new();
    for (notice, happened) in fees.records.happened.iter().filter(|(notice, _)| wanted(notice)) {
        match happened {
            FeeEvent::Issued { .. } if !is_cancelled_on(notice, day) && seen.insert(&notice.code) => {
                issued(&mut figures, notice);
                let without = fees.without_acceptance.contains(&notice.code);
                figures.without_acceptance += u32::from(without);
            }
            FeeEvent::Paid { .. } => {
                figures.paid += 1;
                figures.paid_fen += notice.total_fen();
            }
            FeeEvent::Cancelled { .. } => figures.cancelled += 1,
            FeeEvent::Issued { .. } | FeeEvent::Reconciled { .. } => {}
        }
    }
    let open = fees.records.open.iter();
    let stood_open = |notice: &&FeeNotice| wanted(notice) && notice.issued_on.0 <= day;
    figures.open = super::count(open.filter(stood_open));
    figures
}

/// What was taken back on the day itself charged nobody; what is taken back later leaves the day as it was told.
fn is_cancelled_on(notice: &FeeNotice, day: Date) -> bool {
    notice
        .cancelled
        .as_ref()
        .is_some_and(|cancelled| cancelled.on.0 == day)
}

fn issued(figures: &mut FeeFigures, notice: &FeeNotice) {
    let of = |wanted: fn(&&FeeItem) -> bool| super::count(notice.items.iter().filter(wanted));
    figures.notices += 1;
    figures.charged_fen += notice.total_fen();
    figures.exempted += of(|item| item.exempt.is_some());
    figures.at_lowest += of(|item| item.terms.is_at_lowest() && item.exempt.is_none());
}

/// Every notice, an item a line: who charged what on which ground, and who collected it. What people wrote is not in it.
#[must_use]
pub fn notices_csv(plan: &HallPlan, notices: &[AuditedNotice]) -> String {
    let header = [
        "notice",
        "issued_on",
        "issued_at",
        "department",
        "service",
        "window",
        "clerk",
        "ticket",
        "matter",
        "payer_kind",
        "fee",
        "item",
        "quantity",
        "unit",
        "terms",
        "unit_lower_yuan",
        "unit_upper_yuan",
        "compulsory_lower",
        "amount_yuan",
        "basis",
        "exemption",
        "exemption_basis",
        "standing",
        "receipt",
        "paid_on",
        "collected_window",
        "collected_by",
        "reconciled_on",
        "bank_list",
        "cancelled_on",
        "cancelled_by",
        "without_acceptance",
    ];
    let mut out = line(header.map(str::to_owned));
    for audited in notices {
        for item in &audited.notice.items {
            let of_notice = before(plan, &audited.notice).into_iter();
            let cells = of_notice.chain(of_item(item)).chain(after(audited));
            out.push_str(&line(cells));
        }
    }
    out
}

fn before(plan: &HallPlan, notice: &FeeNotice) -> [String; 10] {
    let service = plan.service(&notice.service);
    [
        notice.code.to_string(),
        notice.issued_on.to_string(),
        notice.issued_at.to_string(),
        service.map_or_else(String::new, |service| service.department.clone()),
        notice.service.to_string(),
        notice.window.to_string(),
        notice.clerk.to_string(),
        notice.ticket.to_string(),
        notice.matter.to_string(),
        optional(notice.payer.as_ref()),
    ]
}

fn of_item(item: &FeeItem) -> [String; 12] {
    let (terms, lower_fen, upper_fen) = match item.terms {
        Terms::Fixed { each_fen } => ("fixed", Some(each_fen), Some(each_fen)),
        Terms::Range {
            lower_fen, upper_fen, ..
        } => ("range", Some(lower_fen), Some(upper_fen)),
        Terms::Free => ("free", None, None),
        Terms::Tariff => ("tariff", None, None),
    };
    [
        item.fee.to_string(),
        item.names.zh_hant.clone(),
        item.quantity.to_string(),
        item.unit.zh_hant.clone(),
        terms.to_owned(),
        optional(lower_fen.map(yuan)),
        optional(upper_fen.map(yuan)),
        yes(item.terms.is_at_lowest()),
        yuan(item.amount_fen),
        item.basis.clone(),
        optional(item.exempt.as_ref().map(|exempt| &exempt.code)),
        optional(item.exempt.as_ref().map(|exempt| &exempt.basis)),
    ]
}

fn after(audited: &AuditedNotice) -> [String; 10] {
    let notice = &audited.notice;
    let (payment, reconciled) = (notice.payment.as_ref(), notice.reconciled.as_ref());
    let cancelled = notice.cancelled.as_ref();
    [
        notice.standing.word().to_owned(),
        optional(payment.map(|payment| &payment.receipt)),
        optional(payment.map(|payment| payment.on)),
        optional(payment.map(|payment| payment.window)),
        optional(payment.map(|payment| &payment.clerk)),
        optional(reconciled.map(|reconciled| reconciled.on)),
        optional(reconciled.map(|reconciled| &reconciled.list)),
        optional(cancelled.map(|cancelled| cancelled.on)),
        optional(cancelled.map(|cancelled| &cancelled.by)),
        yes(audited.without_acceptance),
    ]
}

fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn yes(flag: bool) -> String {
    if flag { "yes".to_owned() } else { String::new() }
}

/// What a day came to in fees: the whole hall, then each department, one a line.
#[must_use]
pub fn fees_csv(report: &hall_protocol::report::DayReport) -> String {
    let header = [
        "department",
        "notices",
        "charged_yuan",
        "exempted",
        "at_lowest",
        "without_acceptance",
        "paid",
        "paid_yuan",
        "cancelled",
        "open",
        "paid_without_notice",
    ];
    let of = |department: &str, figures: &FeeFigures| {
        line([
            department.to_owned(),
            figures.notices.to_string(),
            yuan(figures.charged_fen),
            figures.exempted.to_string(),
            figures.at_lowest.to_string(),
            figures.without_acceptance.to_string(),
            figures.paid.to_string(),
            yuan(figures.paid_fen),
            figures.cancelled.to_string(),
            figures.open.to_string(),
            figures.paid_without_notice.to_string(),
        ])
    };
    let mut out = line(header.map(str::to_owned));
    out.push_str(&of("", &report.fee_total));
    for one in &report.fees {
        out.push_str(&of(&one.department, &one.figures));
    }
    out
}
