//! The code of a matter: what stands on its papers, and says nothing of whose it is.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::agency::PRINCIPALS_LIMIT;
use crate::ids::{BadId, ServiceDay};
use crate::visit::IssuedTicket;

/// How many values the part of a code has that nobody can guess from another.
const SECRETS: u64 = 1_000_000;
/// Room for the successive digits of a ticket's legs: more than a visit has, however often it is sent on.
const LEGS_APART: u64 = 100;
/// The longest code: `YYMMDD-`, a number, `-DDDDDD`.
const LONGEST: usize = 32;

/// A matter's code, such as `261125-A012-739104`: the service day and the number under which it was first handled, then
/// six digits. The first two make it unique in its hall, and readable to whoever looks for it; the digits keep anybody from
/// asking after somebody else's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MatterCode(String);

impl MatterCode {
    /// The code of a ticket's leg, by its place in the visit. It follows from what the ticket was issued as, so that nothing
    /// more need be kept or told. The legs of one ticket have successive digits.
    #[must_use]
    pub fn of(day: ServiceDay, ticket: &IssuedTicket, leg: u16) -> Self {
        Self::of_principal(day, ticket, leg, 0)
    }

    /// The code of the matter of a leg's principal, by its place from 0: an agent may come for many with one ticket. Whoever
    /// has one of these codes cannot tell the others, and no two legs or principals of a ticket have the same.
    #[must_use]
    pub fn of_principal(day: ServiceDay, ticket: &IssuedTicket, leg: u16, principal: u16) -> Self {
        let token = ticket.token.as_bytes().iter().rev();
        let press = ticket.request.as_bytes().iter().rev();
        // The last bytes of the token's hash: the first make the code of a booking, which more people see.
        let secret = token.zip(press).take(8).fold(0_u64, |secret, (token, press)| {
            secret << 8 | u64::from(token ^ press)
        });
        let apart = u64::from(principal) * stride(secret / SECRETS);
        let digits = (secret % SECRETS + u64::from(leg) + apart) % SECRETS;
        let date = day.0.strftime("%y%m%d");
        Self(format!("{date}-{}-{digits:06}", ticket.number))
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
        if code.len() <= LONGEST && is_well_formed(&code) {
            Ok(Self(code))
        } else {
            Err(BadId {
                text: text.chars().take(80).collect(),
                expected: "a matter code such as 261125-A012-739104",
            })
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How far apart the codes of a leg's principals are: the first number from a secret one on at which all principals of a
/// ticket stay clear of each other's legs. It runs over all six digits, so that a code tells no digit of another.
fn stride(secret: u64) -> u64 {
    let first = secret % SECRETS;
    let mut all = (first..SECRETS).chain(0..first);
    all.find(|stride| keeps_apart(*stride)).unwrap_or(first)
}

fn keeps_apart(stride: u64) -> bool {
    (1..PRINCIPALS_LIMIT as u64).all(|between| {
        let distance = between * stride % SECRETS;
        (LEGS_APART..=SECRETS - LEGS_APART).contains(&distance)
    })
}

fn is_well_formed(code: &str) -> bool {
    let digits = |text: &str| text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut parts = code.split('-');
    parts.next().is_some_and(digits)
        && parts.next().is_some_and(number)
        && parts.next().is_some_and(digits)
        && parts.next().is_none()
}

impl fmt::Display for MatterCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for MatterCode {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<MatterCode> for String {
    fn from(code: MatterCode) -> String {
        code.0
    }
}
