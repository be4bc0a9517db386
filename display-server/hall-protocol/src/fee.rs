//! Fees: notices of what is charged (`/api/v1/fees/…`), and a bank's lists of what was paid (`/api/v1/bank-lists/…`).
//!
//! All amounts are whole fen. The hall keeps items, amounts and numbers of receipts, never money.

mod bank;
mod presses;

pub use bank::{
    BankDifference, BankListImport, BankListLine, BankListView, BankListsView, BankRowFault,
    ReceiptUsedTwice, VerdictName,
};
pub use presses::{CancelFeeNotice, FeeItemAsked, IssueFeeNotice, PayFeeNotice};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;
use crate::ticket::ServiceRef;

/// How a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeeStandingName {
    /// It waits for its payment.
    Open,
    /// All of it is exempt or free.
    NothingDue,
    /// Paid.
    Paid,
    /// It does not hold.
    Cancelled,
}

impl FeeStandingName {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::NothingDue, Self::Paid, Self::Cancelled];

    /// As the wire spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NothingDue => "nothing_due",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A fee notice, for those who work in the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeeNoticeView {
    /// The journal entry that changed it last.
    pub seq: u64,
    /// What stands on it, such as `F261129-482913`: what the bank asks for.
    pub code: String,
    /// Whose fees.
    pub service: ServiceRef,
    /// Whose service that is, as a code of the plan.
    pub department: String,
    /// How it stands.
    pub standing: FeeStandingName,
    /// The service day on which it was issued.
    #[schema(value_type = String, format = Date)]
    pub issued_on: Date,
    /// The instant.
    #[schema(value_type = String, format = DateTime)]
    pub issued_at: Timestamp,
    /// The window that issued it.
    pub window: u16,
    /// Its clerk.
    pub clerk: String,
    /// The visitor's number.
    pub ticket: String,
    /// The matter that is paid for.
    pub matter: String,
    /// What kind of payer; none: an ordinary one.
    pub payer: Option<PayerRef>,
    /// What is charged.
    pub items: Vec<FeeItemView>,
    /// What is to be paid, in fen.
    pub total_fen: u64,
    /// The windows that take the payment.
    pub pay_at: Vec<u16>,
    /// How it was paid.
    pub payment: Option<PaymentView>,
    /// Why it does not hold.
    pub cancelled: Option<CancelledView>,
    /// When the bank's list said the same.
    pub reconciled: Option<ReconciledView>,
    /// Whether its matter was never accepted here, although its leg has ended.
    pub without_acceptance: bool,
}

/// A kind of payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PayerRef {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub names: Names,
}

/// An item of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeeItemView {
    /// Which fee of the service.
    pub fee: String,
    /// What is charged.
    pub names: Names,
    /// What an amount is for; empty: the matter as a whole.
    pub unit: Names,
    /// How many units.
    pub quantity: u32,
    /// What was published: `fixed`, `range`, `free` or `tariff`.
    pub terms: String,
    /// The published amount of a unit, or its lower limit, in fen.
    pub lower_fen: Option<u64>,
    /// The published amount of a unit, or its upper limit, in fen.
    pub upper_fen: Option<u64>,
    /// Whether the lower limit was compulsory for this payer.
    pub at_lowest: bool,
    /// The published ground.
    pub basis: String,
    /// What it comes to, in fen.
    pub amount_fen: u64,
    /// Why nothing is charged.
    pub exempt: Option<ExemptView>,
}

/// Why an item is not charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExemptView {
    /// Which exemption of the fee.
    pub code: String,
    /// Who is exempt.
    pub names: Names,
    /// The published ground.
    pub basis: String,
    /// What shows it, as long as that is kept.
    pub reason: Option<String>,
}

/// How a notice was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaymentView {
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The instant.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Where.
    pub window: u16,
    /// Its clerk.
    pub clerk: String,
    /// The bank's receipt.
    pub receipt: String,
}

/// Why a notice does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CancelledView {
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// By whom.
    pub by: String,
    /// Why, as long as that is kept.
    pub reason: Option<String>,
}

/// When the bank's list said the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReconciledView {
    /// When it was compared.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// Which list.
    pub list: String,
    /// The day of the payment by the bank.
    #[schema(value_type = String, format = Date)]
    pub paid_on: Date,
}

/// A notice in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeeLine {
    /// What stands on it.
    pub code: String,
    /// Whose fees.
    pub service: ServiceRef,
    /// Whose service that is, as a code of the plan.
    pub department: String,
    /// How it stands.
    pub standing: FeeStandingName,
    /// The service day on which it was issued.
    #[schema(value_type = String, format = Date)]
    pub issued_on: Date,
    /// The window that issued it.
    pub window: u16,
    /// Its clerk.
    pub clerk: String,
    /// The visitor's number.
    pub ticket: String,
    /// What is to be paid, in fen.
    pub total_fen: u64,
    /// How many of its items are exempt.
    pub exempt: u32,
    /// How many of its items are at a compulsory lower limit.
    pub at_lowest: u32,
    /// The bank's receipt; none: not paid.
    pub receipt: Option<String>,
    /// When the bank's list said the same.
    #[schema(value_type = Option<String>, format = Date)]
    pub reconciled_on: Option<Date>,
    /// Whether its matter was never accepted here, although its leg has ended.
    pub without_acceptance: bool,
}

/// The notices that were issued in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeesView {
    /// Its first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Its last.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// In the order in which they were issued.
    pub notices: Vec<FeeLine>,
    /// How many there are in all; a list holds 500 at most.
    pub total: u32,
    /// What all of them that hold come to, in fen.
    pub sum_fen: u64,
    /// What was paid of that, in fen.
    pub paid_fen: u64,
}

/// What a press about a notice came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeePressed {
    /// The notice.
    pub code: String,
    /// How it stands now.
    pub standing: FeeStandingName,
    /// What is to be paid, in fen.
    pub total_fen: u64,
}

/// What a part of a bank's list came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListCompared {
    /// The list.
    pub list: String,
    /// How many rows of all its parts match.
    pub matched: u32,
    /// How many do not.
    pub differ: u32,
}
