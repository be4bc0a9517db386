//! Versions of the hall's plan: which holds, which waits, and what stands in the way of one.
//!
//! Invariant: at most one version waits, so no version can undo another that its author never saw.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{
    BookingCode, ClassCode, DeviceId, GroupLetter, JourneyCode, PersonCode, ServiceCode, ServiceDay,
    TicketNumber, VersionNumber, WindowNumber,
};
use crate::plan::HallPlan;

/// A plan that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanVersion {
    /// Which.
    pub number: VersionNumber,
    /// Who proposed it.
    pub by: PersonCode,
    /// The service day from which it holds; none: as soon as it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ServiceDay>,
    /// The limits and weights that it changes, as paths such as `rules.answer_s`; none: one person is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<String>,
    /// Whether it will hold; else a second person is waited for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub accepted: bool,
    /// What it says.
    pub plan: HallPlan,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_false(is: &bool) -> bool {
    !is
}

/// Which version of the plan holds, and which waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanBook {
    /// The version that holds.
    pub in_force: VersionNumber,
    /// The newest that was ever proposed: a number is never given twice.
    pub newest: VersionNumber,
    /// The version that waits: for a second person, or for its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Box<PlanVersion>>,
}

impl Default for PlanBook {
    /// The hall's first plan, which it was set up with.
    fn default() -> Self {
        Self {
            in_force: VersionNumber(1),
            newest: VersionNumber(1),
            waiting: None,
        }
    }
}

impl PlanBook {
    /// Whether there was never another plan than the first.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.newest == VersionNumber(1)
    }

    /// The version whose time has come by a day.
    pub(crate) fn due_on(&self, day: ServiceDay) -> Option<&PlanVersion> {
        let waiting = self.waiting.as_deref()?;
        (waiting.accepted && waiting.from.is_none_or(|from| from <= day)).then_some(waiting)
    }

    /// The book as an opening leaves it, with the version that begins by it.
    pub(crate) fn opened_with(&self, begins: Option<&PlanVersion>) -> Self {
        match begins {
            Some(begins) => Self {
                in_force: begins.number,
                newest: self.newest,
                waiting: None,
            },
            None => self.clone(),
        }
    }
}

/// A thing of the plan that is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanThing {
    /// The hall's code and time zone.
    Hall,
    /// The hours of the day.
    Hours,
    /// A group that gave numbers.
    Group(GroupLetter),
    /// A service that somebody came for.
    Service(ServiceCode),
    /// A journey that somebody walks.
    Journey(JourneyCode),
    /// A class that somebody has.
    Class(ClassCode),
    /// A window that is staffed, or has a visitor.
    Window(WindowNumber),
    /// Somebody at work.
    Person(PersonCode),
    /// A place where a visitor waits for a guide.
    Place(DeviceId),
}

impl PlanThing {
    /// What kind of thing it is, as machines know it, and its name.
    #[must_use]
    pub fn parts(&self) -> (&'static str, String) {
        match self {
            Self::Hall => ("hall", String::new()),
            Self::Hours => ("hours", String::new()),
            Self::Group(letter) => ("group", letter.to_string()),
            Self::Service(code) => ("service", code.to_string()),
            Self::Journey(code) => ("journey", code.to_string()),
            Self::Class(code) => ("class", code.to_string()),
            Self::Window(number) => ("window", number.to_string()),
            Self::Person(code) => ("person", code.to_string()),
            Self::Place(id) => ("place", id.to_string()),
        }
    }
}

impl fmt::Display for PlanThing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = self.parts();
        let blank = if name.is_empty() { "" } else { " " };
        write!(f, "{kind}{blank}{name}")
    }
}

/// Whom a plan would leave without a window, or without the day of their appointment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strands {
    /// Tickets, with the service that they wait for.
    pub tickets: Vec<(TicketNumber, ServiceCode)>,
    /// Bookings, with their service day.
    pub bookings: Vec<(BookingCode, ServiceDay)>,
}

impl Strands {
    /// Whether nobody is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tickets.is_empty() && self.bookings.is_empty()
    }
}

impl fmt::Display for Strands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tickets = self
            .tickets
            .iter()
            .map(|(number, service)| format!("{number} ({service})"));
        let bookings = self
            .bookings
            .iter()
            .map(|(code, day)| format!("booking {code} ({day})"));
        let all: Vec<String> = tickets.chain(bookings).collect();
        f.write_str(&all.join(", "))
    }
}
