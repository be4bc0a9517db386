//! The code of a fee notice, which is what the bank asks for: 繳款碼.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{BadId, RequestId, ServiceDay};

/// How many values the digits of a code have.
const DIGITS: u64 = 1_000_000;
/// How far the next code of a press is from the one before it; prime to [`DIGITS`].
const STRIDE: u64 = 271_829;
/// How many codes one press may choose from: that all are taken on a day of a thousand notices has odds of 1 in 10^24.
const CANDIDATES: u64 = 8;

/// A notice's code, such as `F261129-482913`: the service day on which it was issued, and six digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NoticeCode(String);

impl NoticeCode {
    /// The codes that a press may give to its notice, in the order in which they are tried: the first that nothing has.
    /// They follow from the press, so that nothing is drawn by lot.
    pub fn of(day: ServiceDay, press: RequestId) -> impl Iterator<Item = Self> {
        let secret = press
            .as_bytes()
            .iter()
            .fold(0_u64, |secret, byte| secret.wrapping_mul(257) ^ u64::from(*byte));
        let date = day.0.strftime("%y%m%d").to_string();
        (0..CANDIDATES).map(move |nth| {
            let digits = (secret % DIGITS + nth * STRIDE) % DIGITS;
            Self(format!("F{date}-{digits:06}"))
        })
    }

    /// Reads a code as it is typed or scanned: letters of either case, with or without blanks around it, or the address of
    /// its page, whose last part it is.
    ///
    /// # Errors
    /// [`BadId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let last = text.trim().trim_end_matches('/').rsplit('/').next();
        let code = last.unwrap_or_default().to_ascii_uppercase();
        if is_well_formed(&code) {
            Ok(Self(code))
        } else {
            Err(BadId {
                text: text.chars().take(80).collect(),
                expected: "the code of a fee notice such as F261129-482913",
            })
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_well_formed(code: &str) -> bool {
    let digits = |text: &str| text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    code.strip_prefix('F')
        .and_then(|rest| rest.split_once('-'))
        .is_some_and(|(date, number)| digits(date) && digits(number))
}

impl fmt::Display for NoticeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for NoticeCode {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<NoticeCode> for String {
    fn from(code: NoticeCode) -> String {
        code.0
    }
}
