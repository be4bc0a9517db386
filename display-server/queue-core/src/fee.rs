//! A fee notice (繳款通知): what the department charges for one matter, item by item, and what the bank's receipt for it is.
//!
//! The department issues the notice, the bank collects (收繳分離): the hall keeps the item, the amount and the number of the
//! receipt, and never holds money. All amounts are whole fen.
//!
//! Invariant: a notice changes only in [`Record::apply`](crate::record::Record::apply); deciding returns events.
//! Invariant: every amount of a notice is within what the plan published when it was issued ([`charged`]).
//! Invariant: a notice that is paid does not change any more; only the bank's list is noted on it.
//! Invariant: no notice holds a text or a name of a person; texts have ids ([`crate::ids::TextId`]).

mod apply;
mod bank;
mod code;
mod decide;
mod event;
mod items;
mod receipt;
mod record;
mod refusal;

pub use bank::{BANK_ROWS_LIMIT, BankList, BankListEvent, BankRow, ListKey, ListPart, RestRow, Verdict};
pub use code::NoticeCode;
pub(crate) use decide::{AskedAboutFee, Compared};
pub use event::{FeeDesk, FeeEvent};
pub use items::{
    Exempt, ExemptAsked, FeeItem, ItemAsked, ItemFault, ItemWrong, LARGEST_FEN, QUANTITY_LIMIT, Terms,
    charged, yuan,
};
pub use receipt::ReceiptNumber;
pub use refusal::FeeRefusal;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::MatterCode;
use crate::ids::{LegId, PayerCode, PersonCode, ServiceCode, ServiceDay, TextId, TicketNumber, WindowNumber};

/// How many items a notice has at most.
pub const ITEMS_LIMIT: usize = 20;
/// For how many days after a notice was over the texts about it are kept: the audit of a year's fees needs them.
pub const TEXTS_KEPT_DAYS: i64 = 365;

/// A fee notice as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeNotice {
    /// What stands on it; the bank's 繳款碼.
    pub code: NoticeCode,
    /// Whose fees.
    pub service: ServiceCode,
    /// The service day on which it was issued.
    pub issued_on: ServiceDay,
    /// The instant.
    pub issued_at: Timestamp,
    /// The window that issued it.
    pub window: WindowNumber,
    /// Its clerk.
    pub clerk: PersonCode,
    /// Who pressed: that clerk, or a manager for them.
    pub issued_by: PersonCode,
    /// The visitor's number.
    pub ticket: TicketNumber,
    /// The leg at which it was issued.
    pub leg: LegId,
    /// The matter that is paid for; it may be accepted when the leg ends.
    pub matter: MatterCode,
    /// What kind of payer; none: an ordinary one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<PayerCode>,
    /// What is charged.
    pub items: Vec<FeeItem>,
    /// Where it stands.
    pub standing: FeeStanding,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<Payment>,
    /// Why it does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<Cancelled>,
    /// When the bank's own list said the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconciled: Option<Reconciled>,
}

/// Where a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeStanding {
    /// It waits for its payment.
    Open,
    /// All of it is exempt or free: nothing is to be paid, and it says why.
    NothingDue,
    /// Paid.
    Paid,
    /// It does not hold.
    Cancelled,
}

impl FeeStanding {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::NothingDue, Self::Paid, Self::Cancelled];

    /// Its word in the table; never changed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NothingDue => "nothing_due",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How a notice was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// When.
    pub on: ServiceDay,
    /// The instant.
    pub at: Timestamp,
    /// Where.
    pub window: WindowNumber,
    /// Its clerk.
    pub clerk: PersonCode,
    /// The bank's receipt.
    pub receipt: ReceiptNumber,
    /// The leg that was served there; none: nobody with a ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leg: Option<LegId>,
}

/// Why a notice does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// When.
    pub on: ServiceDay,
    /// The instant.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonCode,
    /// Why.
    pub reason: TextId,
}

/// What the bank's list said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciled {
    /// When it was compared.
    pub on: ServiceDay,
    /// Which list.
    pub list: ListKey,
    /// The day of the payment by the bank.
    pub paid_on: Date,
}

impl FeeNotice {
    /// What is to be paid, in fen.
    #[must_use]
    pub fn total_fen(&self) -> u64 {
        // At most 20 items of 10^12.
        self.items.iter().map(|item| item.amount_fen).sum()
    }

    /// The day on which it was over: paid, cancelled, or issued with nothing to pay.
    #[must_use]
    pub fn closed_on(&self) -> Option<ServiceDay> {
        match self.standing {
            FeeStanding::Open => None,
            FeeStanding::NothingDue => Some(self.issued_on),
            FeeStanding::Paid => self.payment.as_ref().map(|payment| payment.on),
            FeeStanding::Cancelled => self.cancelled.as_ref().map(|cancelled| cancelled.on),
        }
    }
}
