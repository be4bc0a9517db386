//! A visit: one visitor's stay in the hall, with one ticket and one or more legs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{ClassCode, DeviceId, RequestId, Seq, TicketNumber, TokenHash, VisitId};
use crate::leg::Leg;
use crate::plan::Language;

/// What a ticket was issued as; part of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedTicket {
    /// The visit it opens.
    pub visit: VisitId,
    /// The printed string.
    pub number: TicketNumber,
    /// The press that asked for it.
    pub request: RequestId,
    /// The hash of the visitor's token.
    pub token: TokenHash,
    /// Where it was taken.
    pub channel: Channel,
    /// The kiosk that prints it; none at reception.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kiosk: Option<DeviceId>,
    /// The language of its slip.
    pub language: Language,
    /// Help the visitor asked for; never on a public screen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assistance: Vec<Assistance>,
    /// Where its calls go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notify: Vec<Notify>,
    /// The class that was claimed; none: ordinary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<ClassCode>,
    /// The time of the appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked_at: Option<Timestamp>,
    /// Until when the kiosk should say that paper came out; none: nothing is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm_by: Option<Timestamp>,
}

/// Where a ticket was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At a kiosk.
    Kiosk,
    /// At reception.
    Reception,
    /// On the phone.
    Phone,
}

/// Help a visitor asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assistance {
    /// Walking, or a wheelchair.
    Walking,
    /// Seeing.
    Seeing,
    /// Hearing.
    Hearing,
    /// Reading or writing.
    Reading,
    /// A language.
    Language,
}

/// Where a ticket's calls go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notify {
    /// The board.
    Board,
    /// The voice.
    Voice,
    /// The visitor's phone page.
    Phone,
    /// A vibrating pager.
    Pager,
}

/// How a kiosk knows that paper came out, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// It does not: the number was on the screen.
    None,
    /// The printer was healthy when the slip must have been done.
    Probably,
    /// The printer answered a question that stood behind the slip.
    BufferAnswered,
    /// The printer named this very slip as done.
    Proof,
}

/// Whether paper came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// Not known yet.
    Awaited {
        /// Until when it is waited for.
        by: Timestamp,
    },
    /// It did, or nothing is printed; how that is known.
    Confirmed {
        /// How that is known; none: nothing is printed.
        evidence: Option<Evidence>,
    },
    /// Never confirmed; callable all the same.
    Overdue,
}

/// A visit as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// What its ticket was issued as.
    pub ticket: IssuedTicket,
    /// When.
    pub issued_at: Timestamp,
    /// Whether paper came out.
    pub confirmation: Confirmation,
    /// Whether the claimed class was verified; none: not looked at.
    pub class_verified: Option<bool>,
    /// Its legs, in order.
    pub legs: Vec<Leg>,
    /// The last entry made for this visit by a person or a device.
    pub touched_by: Seq,
}

impl Visit {
    /// The leg that is not over; none: the visit has ended.
    #[must_use]
    pub fn open_leg(&self) -> Option<&Leg> {
        self.legs.iter().find(|leg| !leg.is_ended())
    }
}
