//! The code of a follow-up: what whoever brought it up asks after it by.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::FollowupKind;
use crate::ids::{BadId, RequestId, ServiceDay};

/// How many values the part of a code has that nobody can guess from another.
const SECRETS: u64 = 100_000_000;
/// The longest code: `YYMMDD-K-DDDDDDDD`.
const LONGEST: usize = 17;

/// A follow-up's code, such as `261129-C-48291374`: the service day on which it began, the letter of its kind, and eight
/// digits that follow from the press that began it, so that nothing more need be kept and nobody can ask after another's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FollowupCode(String);

impl FollowupCode {
    /// The code of what a press begins.
    #[must_use]
    pub fn of(kind: FollowupKind, day: ServiceDay, press: &RequestId) -> Self {
        let halves = press.as_bytes().iter().zip(press.as_bytes().iter().skip(8));
        let secret = halves.fold(0_u64, |secret, (first, second)| {
            secret << 8 | u64::from(first ^ second)
        });
        let date = day.0.strftime("%y%m%d");
        Self(format!("{date}-{}-{:08}", kind.letter(), secret % SECRETS))
    }

    /// Reads a code as it is typed or scanned: letters of either case, with or without blanks around it, or the address of
    /// its page, whose last part it is.
    ///
    /// # Errors
    /// [`BadId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let last = text.trim().trim_end_matches('/').rsplit('/').next();
        let code = last.unwrap_or_default().to_ascii_uppercase();
        if code.len() == LONGEST && is_well_formed(&code) {
            Ok(Self(code))
        } else {
            Err(BadId {
                text: text.chars().take(80).collect(),
                expected: "a code such as 261129-C-48291374",
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
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_kind = |text: &str| {
        FollowupKind::ALL
            .iter()
            .any(|kind| text.chars().eq([kind.letter()]))
    };
    let mut parts = code.split('-');
    parts.next().is_some_and(|part| digits(part, 6))
        && parts.next().is_some_and(is_kind)
        && parts.next().is_some_and(|part| digits(part, 8))
        && parts.next().is_none()
}

impl fmt::Display for FollowupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FollowupCode {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<FollowupCode> for String {
    fn from(code: FollowupCode) -> String {
        code.0
    }
}
