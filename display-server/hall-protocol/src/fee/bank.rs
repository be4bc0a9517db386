//! A bank's list of payments beside the hall's notices.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::FeeLine;

/// A list that is brought: CSV in UTF-8 with the header `notice,receipt,amount_yuan,paid_on`, such as
/// `F261129-482913,CZ20261129-0007,119.00,2026-11-29`; 5,000 rows at most. Other columns are not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankListImport {
    /// The press: 32 hex digits.
    pub press: String,
    /// The list's text.
    pub text: String,
}

/// What a row of a list comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictName {
    /// The notice comes to another amount.
    AmountDiffers,
    /// Another row has the same receipt.
    ReceiptTwice,
    /// The notice was recorded with another receipt.
    ReceiptDiffers,
    /// The hall has issued no such notice.
    UnknownNotice,
    /// Nothing was to be paid on it, or it does not hold.
    NotDue,
    /// The notice stands open.
    NotRecorded,
}

impl VerdictName {
    /// All of them, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::AmountDiffers,
        Self::ReceiptTwice,
        Self::ReceiptDiffers,
        Self::UnknownNotice,
        Self::NotDue,
        Self::NotRecorded,
    ];

    /// As the wire spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AmountDiffers => "amount_differs",
            Self::ReceiptTwice => "receipt_twice",
            Self::ReceiptDiffers => "receipt_differs",
            Self::UnknownNotice => "unknown_notice",
            Self::NotDue => "not_due",
            Self::NotRecorded => "not_recorded",
        }
    }
}

/// A row that does not match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BankDifference {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Why it does not match.
    pub verdict: VerdictName,
    /// The notice.
    pub notice: String,
    /// The receipt by the bank.
    pub receipt: String,
    /// What was paid by the bank, in fen.
    pub amount_fen: u64,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub paid_on: Date,
    /// What the notice comes to here, in fen; none: there is no such notice.
    pub here_fen: Option<u64>,
    /// The receipt that was recorded here.
    pub here_receipt: Option<String>,
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BankRowFault {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Which column: `notice`, `receipt`, `amount_yuan` or `paid_on`.
    pub column: String,
    /// What stands there.
    pub found: String,
    /// What is wrong with it.
    pub problem: String,
}

/// A receipt that was recorded here for several notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReceiptUsedTwice {
    /// The receipt.
    pub receipt: String,
    /// The notices.
    pub notices: Vec<String>,
}

/// A list, as it was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BankListView {
    /// The list.
    #[serde(flatten)]
    pub line: BankListLine,
    /// The rows that do not match, in the order of the file.
    pub differences: Vec<BankDifference>,
    /// The notices that were paid here on its days and that no list has.
    pub not_in_bank: Vec<FeeLine>,
    /// The receipts that were recorded here for several notices on its days.
    pub used_twice: Vec<ReceiptUsedTwice>,
    /// The rows that could not be read; told only when the list is brought.
    pub faults: Vec<BankRowFault>,
}

/// A list among others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BankListLine {
    /// What it is known by.
    pub list: String,
    /// The service day on which it came first.
    #[schema(value_type = String, format = Date)]
    pub imported_on: Date,
    /// Who brought it.
    pub by: String,
    /// The service day on which it was compared last.
    #[schema(value_type = String, format = Date)]
    pub compared_on: Date,
    /// The first day of payment in it.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// How many rows match.
    pub matched: u32,
    /// How many do not.
    pub differ: u32,
    /// How many could not be read.
    pub bad_rows: u32,
}

/// The lists that came in the last year, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BankListsView {
    /// The lists.
    pub lists: Vec<BankListLine>,
}
