//! The screens of a session.

use hall_protocol::ticket::TicketIssued;
use jiff::civil::Date;

use super::order::{Matter, Order, Wish};

/// How many digits a booking's code has.
pub(crate) const CODE_DIGITS: usize = 8;

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
    /// A journey: what it leads through, in order; then the ticket.
    Journey {
        /// Its code.
        code: String,
        /// The service on whose page it was offered.
        from: String,
    },
    /// What is not handled here: all of it, or where one thing is handled (K20).
    Elsewhere(Option<String>),
    /// Where to complain: on the phone, at which window, by which number.
    Complain,
    /// What was chosen for one ticket.
    Basket,
    /// The digits of a booking, as far as they are typed.
    Arrival {
        /// They.
        digits: String,
        /// What is wrong with them.
        fault: Option<CodeFault>,
    },
    /// A card is to be put on the reader: one ticket a person.
    Card {
        /// For this.
        wish: Wish,
        /// What went wrong with the card before.
        fault: Option<CardFault>,
    },
    /// A ticket is being taken.
    Issuing(Order),
    /// The ticket.
    Ticket {
        /// It.
        ticket: Box<GivenTicket>,
        /// What is known of its slip.
        paper: Paper,
    },
    /// Somebody with a number is let in.
    LetIn(LetIn),
    /// No ticket.
    Refused(Refusal),
}

impl Screen {
    /// The number that is shown.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Ticket { ticket, .. } => Some(&ticket.issued.number),
            Self::LetIn(let_in) => Some(&let_in.number),
            Self::Home
            | Self::Group(_)
            | Self::Detail(_)
            | Self::Journey { .. }
            | Self::Elsewhere(_)
            | Self::Complain
            | Self::Basket
            | Self::Arrival { .. }
            | Self::Card { .. }
            | Self::Issuing(_)
            | Self::Refused(_) => None,
        }
    }

    /// The matter that is looked at.
    #[must_use]
    pub fn matter(&self) -> Option<Matter> {
        match self {
            Self::Detail(code) => Some(Matter::Service(code.clone())),
            Self::Journey { code, .. } => Some(Matter::Journey(code.clone())),
            Self::Home
            | Self::Group(_)
            | Self::Elsewhere(_)
            | Self::Complain
            | Self::Basket
            | Self::Arrival { .. }
            | Self::Card { .. }
            | Self::Issuing(_)
            | Self::Ticket { .. }
            | Self::LetIn(_)
            | Self::Refused(_) => None,
        }
    }

    /// Whether nothing was taken yet, and nothing refused: the visitor still chooses.
    #[must_use]
    pub fn is_before(&self) -> bool {
        match self {
            Self::Home
            | Self::Group(_)
            | Self::Detail(_)
            | Self::Journey { .. }
            | Self::Elsewhere(_)
            | Self::Complain
            | Self::Basket
            | Self::Arrival { .. }
            | Self::Card { .. } => true,
            Self::Issuing(_) | Self::Ticket { .. } | Self::LetIn(_) | Self::Refused(_) => false,
        }
    }

    /// Whether it goes away without a warning, because it asks nothing of the visitor.
    pub(super) fn ends_by_itself(&self) -> bool {
        !self.is_before()
    }

    /// Whether the visitor has what there was to have, so that the next press is another visitor's.
    pub(super) fn is_over(&self) -> bool {
        !self.is_before() && !matches!(self, Self::Issuing(_))
    }

    /// The digits that the hall is being asked about.
    pub(super) fn digits_asked(&self) -> Option<&str> {
        let Self::Issuing(order) = self else {
            return None;
        };
        let Wish::Arrival { shown, .. } = &order.wish else {
            return None;
        };
        let is_digits = shown.len() == CODE_DIGITS && shown.bytes().all(|byte| byte.is_ascii_digit());
        is_digits.then_some(shown)
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

/// Somebody who has a number already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetIn {
    /// It.
    pub number: String,
    /// How many stand before it.
    pub ahead: u32,
    /// Whether its call was missed before.
    pub was_missed: bool,
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

/// What is wrong with a booking's digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFault {
    /// There are not enough.
    TooFew,
    /// The hall knows no such booking.
    Unknown,
}

/// What went wrong with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardFault {
    /// The reader could not read it.
    Unread,
    /// The reader could not read it, and could not before.
    UnreadAgain,
    /// The hall gives no key for it.
    HallAway,
}

/// Why there is no ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The hall does not answer.
    HallAway,
    /// The hall does not answer, and this kiosk has given every number that it may give alone.
    NumbersGone,
    /// The hall's rules refuse; the problem's stable name.
    Rules(String),
    /// The booking is for another day.
    OtherDay(Date),
    /// It is too late for the appointment that was shown by this.
    Late(String),
    /// The device itself cannot keep a record, so it gives nothing.
    OutOfService,
}
