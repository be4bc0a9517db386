//! A sign: what the small display above a window shows, on a screen and in eight digits.
//!
//! Invariant: pure decisions here; [`SignDuty`] carries the hall's news to them.
//! Invariant: a sign that has heard nothing for [`STALE_AFTER`] says so, and its digits show no number.
//! Invariant I5: it is drawn from the board's view, which has no field for assistance or a name.

mod duty;

use std::time::Duration;

use hall_protocol::board::BoardView;
use hall_protocol::window::WindowStateName;

pub use duty::{SignDuty, SignParts};

/// How long a sign may hear nothing; the hall's heart beats every 2 s.
pub const STALE_AFTER: Duration = Duration::from_secs(5);

/// Digits that have nothing to say.
const NO_NEWS: &str = "--------";
/// Digits of a window that does not call.
const NOT_CALLING: &str = "- -";
/// Digits without a number: one point says that they are alive.
const ALIVE: &str = ".";

/// How a window stands, to whoever looks up at it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SignFace {
    /// The hall was not heard yet.
    #[default]
    Connecting,
    /// No service day is open.
    HallClosed,
    /// Nobody is signed in, or the window is paused.
    NotCalling,
    /// Free to call.
    Free,
    /// A visitor is on the way.
    Called(String),
    /// A visitor is served.
    Serving(String),
}

impl SignFace {
    /// A window's face in its area's board; a window that the board does not know calls nobody.
    #[must_use]
    pub fn of(board: &BoardView, window: u16) -> Self {
        if board.day.is_none() {
            return Self::HallClosed;
        }
        let Some(line) = board.windows.iter().find(|line| line.window == window) else {
            return Self::NotCalling;
        };
        match (line.state, line.ticket.clone()) {
            (WindowStateName::Called, Some(ticket)) => Self::Called(ticket),
            (WindowStateName::Serving, Some(ticket)) => Self::Serving(ticket),
            (WindowStateName::Free | WindowStateName::Called | WindowStateName::Serving, _) => Self::Free,
            (WindowStateName::Closed | WindowStateName::Paused, _) => Self::NotCalling,
        }
    }

    /// The word for it in a page's classes.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::HallClosed => "hall-closed",
            Self::NotCalling => "not-calling",
            Self::Free => "free",
            Self::Called(_) => "called",
            Self::Serving(_) => "serving",
        }
    }

    /// The number at the window.
    #[must_use]
    pub fn ticket(&self) -> Option<&str> {
        match self {
            Self::Called(ticket) | Self::Serving(ticket) => Some(ticket),
            Self::Connecting | Self::HallClosed | Self::NotCalling | Self::Free => None,
        }
    }
}

/// What a sign shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignShown {
    /// How the window stands, as last heard.
    pub face: SignFace,
    /// Whether that was too long ago to be relied on.
    pub is_delayed: bool,
}

impl SignShown {
    /// The text of the digits. Eight dashes: nothing is known; two: the window calls nobody; a point: no number.
    #[must_use]
    pub fn digits(&self) -> &str {
        if self.is_delayed {
            return NO_NEWS;
        }
        match &self.face {
            SignFace::Connecting => NO_NEWS,
            SignFace::HallClosed | SignFace::Free => ALIVE,
            SignFace::NotCalling => NOT_CALLING,
            SignFace::Called(ticket) | SignFace::Serving(ticket) => ticket,
        }
    }
}

#[cfg(test)]
mod tests;
