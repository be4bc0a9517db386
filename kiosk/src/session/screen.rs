//! The screens of a session.

use hall_protocol::ticket::TicketIssued;

use super::choice::Order;

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Screen {
    /// The groups, or the services when there are few.
    #[default]
    Home,
    /// The services of a group.
    Group(char),
    /// One service: documents, fees, limit, where to complain; then the ticket (K20).
    Detail(String),
    /// A ticket is being taken.
    Issuing(Order),
    /// The ticket.
    Ticket {
        /// It.
        ticket: Box<GivenTicket>,
        /// What is known of its slip.
        paper: Paper,
    },
    /// No ticket.
    Refused(Refusal),
}

impl Screen {
    /// The number that is shown.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Ticket { ticket, .. } => Some(&ticket.issued.number),
            Self::Home | Self::Group(_) | Self::Detail(_) | Self::Issuing(_) | Self::Refused(_) => None,
        }
    }

    /// Whether it goes away without a warning, because it asks nothing of the visitor.
    pub(super) fn ends_by_itself(&self) -> bool {
        match self {
            Self::Home | Self::Group(_) | Self::Detail(_) => false,
            Self::Issuing(_) | Self::Ticket { .. } | Self::Refused(_) => true,
        }
    }

    /// Whether the visitor has what there was to have, so that the next press is another visitor's.
    pub(super) fn is_over(&self) -> bool {
        match self {
            Self::Home | Self::Group(_) | Self::Detail(_) | Self::Issuing(_) => false,
            Self::Ticket { .. } | Self::Refused(_) => true,
        }
    }
}

/// A ticket, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenTicket {
    /// The press it answers.
    pub request: String,
    /// What the hall answered.
    pub issued: TicketIssued,
    /// The address in its QR code.
    pub qr_url: String,
}

/// What is known of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// On its way.
    Printing,
    /// It came out.
    Printed,
    /// The printer cannot print; nothing was sent (K16).
    NotPrinted,
    /// It may have come out.
    Unsure,
    /// This kiosk has no printer.
    None,
}

/// Why there is no ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The hall does not answer.
    HallAway,
    /// The hall's rules refuse; the problem's stable name.
    Rules(String),
    /// The device itself cannot keep a record, so it gives nothing.
    OutOfService,
}
