//! Where something happened that no window's state shows.

use serde::{Deserialize, Serialize};

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
