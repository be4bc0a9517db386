//! A visit: one visitor's stay in the hall, with one ticket and one or more legs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{
    ClassCode, DeviceId, GroupLetter, HolderHash, PersonCode, RequestId, Seq, ServiceCode, TicketNumber,
    TokenHash, VisitId,
};
use crate::leg::{AnchorReason, Leg, LegState, NewLeg};
use crate::offline::Offline;
use crate::plan::Language;

/// The most matters that one ticket carries: a visitor keeps them in mind, and a slip has room for them.
pub const MATTERS_LIMIT: usize = 6;
/// The most people or cases that come with one ticket.
pub const CASES_LIMIT: u16 = 99;

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
    /// The services whose documents reception has looked through and found whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prechecked: Vec<ServiceCode>,
    /// The class that was claimed; none: ordinary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<ClassCode>,
    /// The time of the appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked_at: Option<Timestamp>,
    /// Whose it is, where the hall fits a reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderHash>,
    /// How many people or cases come with it, 1–99: a family, a company, an agent with many principals.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub cases: u16,
    /// Until when the kiosk should say that paper came out; none: nothing is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm_by: Option<Timestamp>,
    /// That a kiosk gave it alone; none: the hall gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offline: Option<Offline>,
}

fn one() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_one(number: &u16) -> bool {
    *number == 1
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
    /// From the numbered pad, while the power was gone; entered later (補錄).
    Pad,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// Somebody who was asked by a visitor, and took it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Who.
    pub person: PersonCode,
    /// Since when.
    pub since: Timestamp,
}

/// A visit as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// What its ticket was issued as.
    pub ticket: IssuedTicket,
    /// When.
    pub issued_at: Timestamp,
    /// Whether paper came out.
    pub confirmation: Confirmation,
    /// Whether the visitor is in the hall: a remote ticket is callable only after check-in.
    pub checked_in: bool,
    /// Whether the claimed class was verified; none: not looked at.
    pub class_verified: Option<bool>,
    /// Its legs, in order.
    pub legs: Vec<Leg>,
    /// Who answers for the visitor: the last person who was asked and took it up (首問負責); none: nobody was asked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// The last entry made for this visit by a person or a device.
    pub touched_by: Seq,
}

impl Visit {
    /// The legs that are not over; none: the visit has ended.
    pub fn open_legs(&self) -> impl Iterator<Item = &Leg> {
        self.legs.iter().filter(|leg| !leg.is_ended())
    }

    /// The leg that a transfer ended for another, in its place: its matter's last before it.
    pub(crate) fn left_for(&self, transferred: &NewLeg) -> Option<&Leg> {
        let before = self.legs.iter().take(usize::from(transferred.id.index));
        before
            .rev()
            .filter(|_| transferred.anchor_reason == AnchorReason::Transfer)
            .find(|from| from.opened.matter == transferred.matter && from.is_transferred())
    }

    /// Whether a leg's promise runs from an appointment, however often it was transferred since.
    pub(crate) fn is_booked(&self, leg: &Leg) -> bool {
        let first = std::iter::successors(Some(leg), |leg| self.left_for(&leg.opened)).last();
        first.is_some_and(|first| first.opened.anchor_reason == AnchorReason::Booked)
    }

    /// Whether a matter of the ticket began in a group.
    #[must_use]
    pub fn begins_in(&self, group: GroupLetter) -> bool {
        let begins = |leg: &&Leg| match leg.opened.anchor_reason {
            AnchorReason::Issue
            | AnchorReason::Booked
            | AnchorReason::LateCheckIn
            | AnchorReason::CheckedIn
            | AnchorReason::Revisit => true,
            // A missed call does not make a ticket another one.
            AnchorReason::Reactivated => leg.opened.id.index == 0,
            AnchorReason::Ready | AnchorReason::Transfer => false,
        };
        self.legs
            .iter()
            .filter(begins)
            .any(|leg| leg.opened.group == group)
    }

    /// Whether the ticket never reached its visitor.
    #[must_use]
    pub fn is_voided(&self) -> bool {
        self.legs.iter().any(Leg::is_voided)
    }

    /// The leg that says where the visitor stands: called or served before held, held before set aside, then whoever
    /// is waited for longest; the last one when all are over.
    #[must_use]
    pub fn foremost(&self) -> Option<&Leg> {
        let rank = |leg: &&Leg| {
            let state = match leg.state {
                LegState::Called { .. } | LegState::Serving { .. } => 0,
                LegState::Held => 1,
                LegState::Parked { .. } => 2,
                LegState::Waiting => 3,
                LegState::NotReady => 4,
                LegState::Ended { .. } => 5,
            };
            (state, leg.deadline(), leg.arrival)
        };
        self.open_legs().min_by_key(rank).or(self.legs.last())
    }

    /// Whether the visitor is in the hall, as far as the hall can know: checked in, and not missing a call.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.checked_in && !self.legs.iter().any(|leg| leg.state == LegState::Held)
    }

    /// Whether a window has the visitor.
    #[must_use]
    pub fn is_at_window(&self) -> bool {
        let mut legs = self.legs.iter();
        legs.any(|leg| matches!(leg.state, LegState::Called { .. } | LegState::Serving { .. }))
    }

    /// Whether a window has the visitor, or missed the visitor: no other leg may be called meanwhile.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.is_at_window() || self.legs.iter().any(|leg| leg.state == LegState::Held)
    }
}
