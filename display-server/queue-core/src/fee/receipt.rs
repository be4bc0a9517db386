//! The number of a bank's receipt.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::BadId;

/// The longest number, in characters.
const LONGEST: usize = 32;

/// What stands on a bank's receipt: 1–32 letters, digits and `-`, letters as capitals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptNumber(String);

impl ReceiptNumber {
    /// Reads a number as it is typed: letters of either case, with or without blanks around it.
    ///
    /// # Errors
    /// [`BadId`] for another length or another character.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let number = text.trim().to_ascii_uppercase();
        let is_good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if (1..=LONGEST).contains(&number.len()) && number.bytes().all(is_good) {
            Ok(Self(number))
        } else {
            Err(BadId {
                text: text.chars().take(80).collect(),
                expected: "the number of a receipt: 1 to 32 letters, digits and -",
            })
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ReceiptNumber {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<ReceiptNumber> for String {
    fn from(number: ReceiptNumber) -> String {
        number.0
    }
}
