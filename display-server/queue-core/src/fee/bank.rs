//! A bank's list of payments, compared with the notices of the hall: 對賬.
//!
//! A list comes in parts, so that no press holds up a hall that calls. What it says of a notice is noted on the notice; rows
//! that fit none are kept with the list.
//!
//! Invariant: the same part again changes nothing, unless the hall has moved on since.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FeeNotice, FeeStanding, NoticeCode, ReceiptNumber};
use crate::ids::{BadId, PersonCode, ServiceDay};
use crate::record::Happening;

/// How many rows one part has at most.
pub const BANK_ROWS_LIMIT: usize = 500;
/// How many parts a list has at most.
pub(super) const PARTS_LIMIT: u16 = 10;

/// What a list is known by: `B` and twelve hex digits that follow from all it says, so that the same list is the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ListKey(String);

impl ListKey {
    /// The key of a list, by the hash of all it says.
    #[must_use]
    pub fn of(hash: [u8; 6]) -> Self {
        let hex = hash
            .iter()
            .fold("B".to_owned(), |hex, byte| hex + &format!("{byte:02X}"));
        Self(hex)
    }

    /// Reads a key, letters of either case.
    ///
    /// # Errors
    /// [`BadId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let key = text.to_ascii_uppercase();
        let is_hex = |digits: &str| digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if key.strip_prefix('B').is_some_and(is_hex) {
            Ok(Self(key))
        } else {
            Err(BadId {
                text: text.chars().take(80).collect(),
                expected: "the key of a bank list such as B0C14A29F7E35",
            })
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ListKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ListKey {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<ListKey> for String {
    fn from(key: ListKey) -> String {
        key.0
    }
}

/// A payment as the bank lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankRow {
    /// Its line in the file, from 1; the header is the first.
    pub line: u32,
    /// The notice.
    pub notice: NoticeCode,
    /// The receipt.
    pub receipt: ReceiptNumber,
    /// What was paid, in fen.
    pub amount_fen: u64,
    /// When.
    pub paid_on: Date,
    /// Whether another row of the list has the same receipt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub twice: bool,
}

/// What a row comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The notice says the same.
    Matched,
    /// The notice comes to another amount.
    AmountDiffers,
    /// The notice was recorded with another receipt.
    ReceiptDiffers,
    /// Another row has the same receipt.
    ReceiptTwice,
    /// The hall has issued no such notice.
    UnknownNotice,
    /// The notice stands open: nobody recorded its payment.
    NotRecorded,
    /// Nothing was to be paid on it, or it does not hold.
    NotDue,
}

impl Verdict {
    /// Those that are not well, the gravest first.
    pub const DIFFERENCES: [Self; 6] = [
        Self::AmountDiffers,
        Self::ReceiptTwice,
        Self::ReceiptDiffers,
        Self::UnknownNotice,
        Self::NotDue,
        Self::NotRecorded,
    ];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::AmountDiffers => "amount_differs",
            Self::ReceiptDiffers => "receipt_differs",
            Self::ReceiptTwice => "receipt_twice",
            Self::UnknownNotice => "unknown_notice",
            Self::NotRecorded => "not_recorded",
            Self::NotDue => "not_due",
        }
    }
}

impl BankRow {
    /// What it comes to, beside its notice.
    #[must_use]
    pub fn verdict(&self, notice: Option<&FeeNotice>) -> Verdict {
        let Some(notice) = notice else {
            return Verdict::UnknownNotice;
        };
        if self.twice {
            return Verdict::ReceiptTwice;
        }
        match (notice.standing, &notice.payment) {
            (FeeStanding::NothingDue | FeeStanding::Cancelled, _) => Verdict::NotDue,
            _ if self.amount_fen != notice.total_fen() => Verdict::AmountDiffers,
            (FeeStanding::Paid, Some(payment)) if payment.receipt == self.receipt => Verdict::Matched,
            (FeeStanding::Paid, _) => Verdict::ReceiptDiffers,
            (FeeStanding::Open, _) => Verdict::NotRecorded,
        }
    }
}

/// A row that does not match, and what the hall had instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestRow {
    /// What the bank says.
    pub row: BankRow,
    /// Why it does not match.
    pub verdict: Verdict,
    /// What the notice comes to, in fen; none: there is no such notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub here_fen: Option<u64>,
    /// The receipt that the hall recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub here_receipt: Option<ReceiptNumber>,
}

/// What one part of a list came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPart {
    /// How many of its rows match.
    pub matched: u32,
    /// The others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rest: Vec<RestRow>,
}

/// Something that happened to a bank list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "bank_list", rename_all = "snake_case")]
pub enum BankListEvent {
    /// A part of it was compared.
    Compared {
        /// Which part, from 0.
        part: u16,
        /// The first day of payment in it.
        from: Date,
        /// The last.
        to: Date,
        /// How many rows of the whole file could not be read.
        #[serde(default, skip_serializing_if = "is_zero")]
        bad_rows: u32,
        /// What it came to.
        came_to: ListPart,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A bank list as the hall has compared it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankList {
    /// What it is known by.
    pub key: ListKey,
    /// The service day on which it came first.
    pub imported_on: ServiceDay,
    /// Who brought it first.
    pub by: PersonCode,
    /// The service day on which it was compared last.
    pub compared_on: ServiceDay,
    /// The first day of payment in it.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// How many rows of the file could not be read.
    pub bad_rows: u32,
    /// What each part came to.
    pub parts: BTreeMap<u16, ListPart>,
}

impl BankList {
    pub(super) fn begun_by(key: &ListKey, when: Happening<'_>, event: &BankListEvent) -> Self {
        let BankListEvent::Compared { from, to, .. } = event;
        let mut list = Self {
            key: key.clone(),
            imported_on: when.day,
            by: when.person(),
            compared_on: when.day,
            from: *from,
            to: *to,
            bad_rows: 0,
            parts: BTreeMap::new(),
        };
        list.follow(when, event);
        list
    }

    pub(super) fn follow(&mut self, when: Happening<'_>, event: &BankListEvent) {
        let BankListEvent::Compared {
            part,
            from,
            to,
            bad_rows,
            came_to,
        } = event;
        self.compared_on = when.day;
        self.from = self.from.min(*from);
        self.to = self.to.max(*to);
        self.bad_rows = *bad_rows;
        self.parts.insert(*part, came_to.clone());
    }

    /// How many rows match.
    #[must_use]
    pub fn matched(&self) -> u32 {
        self.parts.values().map(|part| part.matched).sum()
    }

    /// The rows that do not, in the order of the file.
    pub fn rest(&self) -> impl Iterator<Item = &RestRow> {
        self.parts.values().flat_map(|part| &part.rest)
    }
}
