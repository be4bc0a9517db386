//! What the journal says of tickets given while the hall was away.

use serde::{Deserialize, Serialize};

use super::{Epoch, Series, TakeUp};
use crate::command::Matter;
use crate::ids::{DeviceId, GroupLetter, RequestId, ServiceDay, TicketNumber};

/// Numbers that a kiosk may give alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Which kiosk.
    pub kiosk: DeviceId,
    /// Of which group.
    pub letter: GroupLetter,
    /// The first count.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl Lease {
    /// Whether a printed string is one of its numbers.
    #[must_use]
    pub fn holds(&self, number: &TicketNumber) -> bool {
        let digits = number.as_str().strip_prefix(self.letter.as_char());
        let count = digits.and_then(|digits| digits.parse().ok());
        count.is_some_and(|count: u32| {
            (self.first..=self.last).contains(&count) && self.letter.number(count) == *number
        })
    }
}

/// Something about the hall's having been away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "was", rename_all = "snake_case")]
pub enum OfflineEvent {
    /// A kiosk may give these numbers alone until the day is over.
    Leased {
        /// Which.
        lease: Lease,
    },
    /// What a kiosk gave cannot become a ticket. It is kept as it came.
    NotTakenUp {
        /// What was given.
        row: Box<OfflineRow>,
        /// Why not.
        why: NotTakenUp,
    },
    /// The journal goes on from an older copy of itself. What was leased before is leased no more, though its tickets hold.
    EpochBegan {
        /// The epoch from here on.
        epoch: Epoch,
        /// The service day whose numbers may have been given in part.
        day: ServiceDay,
        /// The series in which they are given from here on.
        series: Series,
    },
}

/// A ticket that was given, and could not be taken up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfflineRow {
    /// The kiosk that gave it.
    pub kiosk: DeviceId,
    /// The press of the ticket.
    pub request: RequestId,
    /// The service day that is printed on the slip.
    pub day: ServiceDay,
    /// The printed string.
    pub number: TicketNumber,
    /// The epoch in which the number was leased.
    pub epoch: Epoch,
    /// What for.
    pub matters: Vec<Matter>,
    /// How many people or cases came with it.
    pub cases: u16,
    /// When it was given, as far as that is known.
    pub taken_at: jiff::Timestamp,
}

impl OfflineRow {
    /// What is kept of what a kiosk sent.
    #[must_use]
    pub fn of(kiosk: &DeviceId, sent: &TakeUp) -> Self {
        Self {
            kiosk: kiosk.clone(),
            request: sent.request,
            day: sent.day,
            number: sent.number.clone(),
            epoch: sent.epoch,
            matters: sent.matters.clone(),
            cases: sent.cases,
            taken_at: sent.taken_at,
        }
    }
}

/// Why a ticket that was given while the hall was away is none of the hall's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTakenUp {
    /// Its service day is not the open one.
    AnotherDay,
    /// Somebody else has that number today.
    NumberGiven,
    /// The kiosk had no lease of that number.
    NotLeased,
    /// Its token is another ticket's.
    TokenUsed,
    /// The plan does not have what it is for, or not on one ticket.
    UnknownMatter,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_holds_its_numbers_as_they_are_printed() {
        let lease = Lease {
            kiosk: DeviceId::new("k1"),
            letter: GroupLetter::new('A').unwrap(),
            first: 601,
            last: 679,
        };
        let holds = |number: &str| lease.holds(&TicketNumber::new(number));
        assert!(["A601", "A640", "A679"].into_iter().all(holds));
        assert!(
            !["A600", "A680", "B640", "640", "A0640", "A", "A+640", "AA640", ""]
                .into_iter()
                .any(holds)
        );
    }
}
