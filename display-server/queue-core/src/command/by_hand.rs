//! What no ticket of the hall stands for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{ElsewhereCode, PersonCode, RequestId, ServiceCode, TicketNumber, WindowNumber};
use crate::leg::Outcome;

/// Somebody asked, with or without a ticket, and was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The press's own id.
    pub press: RequestId,
    /// The window where it was; none: reception.
    pub window: Option<WindowNumber>,
    /// About what, if that matters.
    pub service: Option<ServiceCode>,
    /// Which of the service's documents were missing at a pre-check, by their place from 0; none: nothing was checked.
    pub missing: Option<Vec<u16>>,
    /// What is not handled here, if it was that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<ElsewhereCode>,
}

/// Somebody looked, at a kiosk or on the phone, where something is handled that is not handled here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskElsewhere {
    /// The press's own id.
    pub press: RequestId,
    /// What.
    pub entry: ElsewhereCode,
}

/// One line of a manual-call sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterLater {
    /// The press's own id.
    pub press: RequestId,
    /// What the line says.
    pub line: SheetLine,
}

/// What one line of a manual-call sheet says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    /// The number from the pad, such as `AP012`.
    pub number: TicketNumber,
    /// What for.
    pub service: ServiceCode,
    /// Where.
    pub window: WindowNumber,
    /// By whom.
    pub clerk: PersonCode,
    /// When the number was taken.
    pub taken_at: Timestamp,
    /// When it was called.
    pub called_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// How.
    pub outcome: Outcome,
}
