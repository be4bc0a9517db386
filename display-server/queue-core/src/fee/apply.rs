//! What an event makes of a fee notice. Total: a notice that cannot follow an event stays as it is.

use super::{Cancelled, FeeDesk, FeeEvent, FeeItem, FeeNotice, FeeStanding, NoticeCode, Payment, Reconciled};
use crate::record::Happening;

impl FeeNotice {
    /// A notice that an event begins; none: it begins none.
    pub(super) fn begun_by(code: &NoticeCode, when: Happening<'_>, event: &FeeEvent) -> Option<Self> {
        let FeeEvent::Issued {
            desk,
            matter,
            payer,
            items,
        } = event
        else {
            return None;
        };
        let FeeDesk {
            service,
            leg,
            ticket,
            window,
            clerk,
        } = desk.clone();
        Some(Self {
            code: code.clone(),
            service,
            issued_on: when.day,
            issued_at: when.at,
            window,
            clerk,
            issued_by: when.person(),
            ticket,
            leg,
            matter: matter.clone(),
            payer: payer.clone(),
            standing: at_first(items),
            items: items.clone(),
            payment: None,
            cancelled: None,
            reconciled: None,
        })
    }

    /// Makes an event part of the notice.
    pub(super) fn follow(&mut self, when: Happening<'_>, event: &FeeEvent) {
        match event {
            FeeEvent::Issued { .. } => {}
            FeeEvent::Paid {
                window,
                clerk,
                receipt,
                leg,
            } => {
                self.standing = FeeStanding::Paid;
                self.payment = Some(Payment {
                    on: when.day,
                    at: when.at,
                    window: *window,
                    clerk: clerk.clone(),
                    receipt: receipt.clone(),
                    leg: *leg,
                });
            }
            FeeEvent::Cancelled { reason } => {
                self.standing = FeeStanding::Cancelled;
                self.cancelled = Some(Cancelled {
                    on: when.day,
                    at: when.at,
                    by: when.person(),
                    reason: *reason,
                });
            }
            FeeEvent::Reconciled { list, paid_on } => {
                self.reconciled = Some(Reconciled {
                    on: when.day,
                    list: list.clone(),
                    paid_on: *paid_on,
                });
            }
        }
    }
}

fn at_first(items: &[FeeItem]) -> FeeStanding {
    if items.iter().all(|item| item.amount_fen == 0) {
        FeeStanding::NothingDue
    } else {
        FeeStanding::Open
    }
}
