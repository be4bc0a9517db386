//! The codes of records that belong to no ticket.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{BadId, RequestId, ServiceDay};

/// How many values the digits of a code have.
const DIGITS: u64 = 100_000_000;

/// A record's code, such as `H261125-48213907`: a letter for its kind, the service day on which it began, and eight digits
/// that nobody can guess from another. It follows from the day and the press, so that a repeat finds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordCode(String);

impl RecordCode {
    /// The code of what a press begins.
    #[must_use]
    pub fn of(kind: char, day: ServiceDay, press: &RequestId) -> Self {
        let (high, low) = press.as_bytes().split_at(8);
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
        };
        // Every bit of the press has a part in it: callers may count their presses up from either end.
        let digits = (number(high) % DIGITS + number(low) % DIGITS) % DIGITS;
        Self(format!("{kind}{}-{digits:08}", day.0.strftime("%y%m%d")))
    }

    /// Reads a code as it is typed or scanned: letters of either case, with or without blanks around it, or the address of
    /// its page, whose last part it is.
    ///
    /// # Errors
    /// [`BadId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let last = text
            .trim()
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let code = last.to_ascii_uppercase();
        if is_well_formed(&code) {
            Ok(Self(code))
        } else {
            Err(BadId {
                text: text.chars().take(80).collect(),
                expected: "a code such as H261125-48213907",
            })
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is of a kind.
    #[must_use]
    pub fn is_of(&self, kind: char) -> bool {
        self.0.starts_with(kind)
    }
}

fn is_well_formed(code: &str) -> bool {
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut letters = code.chars();
    let kind = letters.next().is_some_and(|letter| letter.is_ascii_uppercase());
    let parts = letters.as_str().split_once('-');
    kind && parts.is_some_and(|(date, number)| digits(date, 6) && digits(number, 8))
}

impl fmt::Display for RecordCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for RecordCode {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<RecordCode> for String {
    fn from(code: RecordCode) -> String {
        code.0
    }
}
