//! Where something happened that no window's state shows.

use serde::{Deserialize, Serialize};

use crate::ids::{DeviceId, ElsewhereCode, WindowNumber};

/// Where somebody asked for what is not handled here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedAt {
    /// At a kiosk.
    Kiosk,
    /// On the phone.
    Phone,
    /// At reception.
    Reception,
    /// At a window.
    Window,
}

/// What was asked for, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElsewhereAsked {
    /// For what.
    pub entry: ElsewhereCode,
    /// Where it was asked.
    pub channel: AskedAt,
    /// At which kiosk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kiosk: Option<DeviceId>,
    /// At which window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
}
