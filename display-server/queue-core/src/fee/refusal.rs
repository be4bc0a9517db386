//! What is refused about a fee notice, and what to do about it.

use jiff::civil::Date;

use super::{BANK_ROWS_LIMIT, ITEMS_LIMIT, ItemFault, NoticeCode, ReceiptNumber};
use crate::ids::{PayerCode, PersonCode, ServiceCode, WindowNumber};

/// Why something is not done to a fee notice. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeeRefusal {
    /// There is no such notice.
    #[error("there is no fee notice {code} here; check the code")]
    UnknownNotice {
        /// What was asked for.
        code: NoticeCode,
    },
    /// Nothing, or too much at once.
    #[error("a notice has 1 to {ITEMS_LIMIT} items; tick what is charged")]
    BadItemCount,
    /// Items that cannot be charged so.
    #[error("{}", listed(.faults))]
    BadItems {
        /// Every one.
        faults: Vec<ItemFault>,
    },
    /// A kind of payer that the plan does not have.
    #[error("there is no kind of payer {payer} in the plan; choose one of the list, or none")]
    UnknownPayer {
        /// What was asked for.
        payer: PayerCode,
    },
    /// 收繳分離: who collects does not charge.
    #[error("window {window} collects fees, so it issues no notice; the accepting window does")]
    WindowCollects {
        /// Where.
        window: WindowNumber,
    },
    /// 收繳分離: who charges does not collect.
    #[error("window {window} takes no payment; {}", where_to_pay(.collect))]
    WindowDoesNotCollect {
        /// Where.
        window: WindowNumber,
        /// The windows that do.
        collect: Vec<WindowNumber>,
    },
    /// 收繳分離, of people.
    #[error("{clerk} issued {code}: another person must take its payment")]
    CollectorIssued {
        /// Which.
        code: NoticeCode,
        /// Who issued it.
        clerk: PersonCode,
    },
    /// It is paid.
    #[error("{code} was paid on {on} with receipt {receipt}; nothing of it changes any more")]
    NoticePaid {
        /// Which.
        code: NoticeCode,
        /// When.
        on: Date,
        /// With what.
        receipt: ReceiptNumber,
    },
    /// It does not hold.
    #[error("{code} was cancelled on {on}; issue a new notice at the accepting window")]
    NoticeCancelled {
        /// Which.
        code: NoticeCode,
        /// When.
        on: Date,
    },
    /// Nothing is to be paid on it.
    #[error("nothing is to be paid on {code}: all of it is free or exempt")]
    NothingDue {
        /// Which.
        code: NoticeCode,
    },
    /// Another's.
    #[error("{code} is of service {service}, which none of your windows serves; ask its clerk or a manager")]
    NotYourNotice {
        /// Which.
        code: NoticeCode,
        /// Its service.
        service: ServiceCode,
    },
    /// Every code that the press could give is taken.
    #[error("no code is free for this press; press again")]
    NoCodeFree,
    /// Too much of a list at once.
    #[error("a part of a bank list has 1 to {BANK_ROWS_LIMIT} rows, and a list ten parts; send less at once")]
    BadListPart,
}

fn listed(faults: &[ItemFault]) -> String {
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    faults.join("; ")
}

fn where_to_pay(collect: &[WindowNumber]) -> String {
    if collect.is_empty() {
        return "no window of this hall does: the plan names no service that collects".to_owned();
    }
    let numbers: Vec<String> = collect.iter().map(ToString::to_string).collect();
    format!("pay at window {}", numbers.join(" or "))
}

impl FeeRefusal {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownNotice { .. } => "unknown-notice",
            Self::BadItemCount => "bad-item-count",
            Self::BadItems { .. } => "bad-fee-items",
            Self::UnknownPayer { .. } => "unknown-payer",
            Self::WindowCollects { .. } => "window-collects",
            Self::WindowDoesNotCollect { .. } => "window-does-not-collect",
            Self::CollectorIssued { .. } => "collector-issued",
            Self::NoticePaid { .. } => "notice-paid",
            Self::NoticeCancelled { .. } => "notice-cancelled",
            Self::NothingDue { .. } => "nothing-due",
            Self::NotYourNotice { .. } => "not-your-notice",
            Self::NoCodeFree => "no-code-free",
            Self::BadListPart => "bad-list-part",
        }
    }
}
