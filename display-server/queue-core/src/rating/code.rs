//! What a rating is known by: its leg, to the hall; a code that says nothing of it, to people.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{BadId, LegId, RequestId, ServiceDay, VisitId};

/// How many values the part of a code has that nobody can guess from another.
const SECRETS: u64 = 10_000_000_000;

/// A rating's key, such as `261129-17-0`: the service day and the leg. One rating a leg, so one a key. It leads to a visit,
/// so no page, list or address has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RatingKey {
    /// The service day.
    pub day: ServiceDay,
    /// The leg.
    pub leg: LegId,
}

impl fmt::Display for RatingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, leg) = (self.day.0.strftime("%y%m%d"), self.leg);
        write!(f, "{day}-{}-{}", leg.visit.0, leg.index)
    }
}

impl TryFrom<String> for RatingKey {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        read_key(&text).ok_or(BadId {
            text,
            expected: "a rating's key such as 261129-17-0",
        })
    }
}

fn read_key(text: &str) -> Option<RatingKey> {
    let mut parts = text.split('-');
    let day = jiff::civil::Date::strptime("%y%m%d", parts.next()?).ok()?;
    let visit = VisitId(parts.next()?.parse().ok()?);
    let index = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some(RatingKey {
        day: ServiceDay(day),
        leg: LegId { visit, index },
    })
}

impl From<RatingKey> for String {
    fn from(key: RatingKey) -> String {
        key.to_string()
    }
}

/// What lists call a rating, such as `261129-4930211708`: its service day, then digits that follow from the press with which it
/// was given, which nobody sees.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RatingCode(String);

impl RatingCode {
    /// The code of a rating that a press gives.
    #[must_use]
    pub fn of(day: ServiceDay, press: &RequestId) -> Self {
        let bytes = press.as_bytes().iter();
        let digits = bytes.fold(0_u64, |digits, byte| {
            // 31 and ten thousand million have no common divisor: every byte moves the result.
            (digits * 31 + u64::from(*byte)) % SECRETS
        });
        let digits = digits * 7_368_787 % SECRETS;
        Self(format!("{}-{digits:010}", day.0.strftime("%y%m%d")))
    }

    /// Reads a code.
    ///
    /// # Errors
    /// [`BadId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let parts = text.trim().split_once('-');
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        if parts.is_some_and(|(day, secret)| digits(day, 6) && digits(secret, 10)) {
            Ok(Self(text.trim().to_owned()))
        } else {
            Err(BadId {
                text: text.chars().take(80).collect(),
                expected: "a rating's code such as 261129-4930211708",
            })
        }
    }

    /// The service day on which the rating was given.
    #[must_use]
    pub fn day(&self) -> Option<jiff::civil::Date> {
        let (day, _) = self.0.split_once('-')?;
        jiff::civil::Date::strptime("%y%m%d", day).ok()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RatingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for RatingCode {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<RatingCode> for String {
    fn from(code: RatingCode) -> String {
        code.0
    }
}
