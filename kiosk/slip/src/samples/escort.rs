//! Escort slips of the sample hall.

use super::{escort_words, escort_words_english, escort_words_simplified};
use crate::{EscortSlip, EscortWords};

/// A visitor with a ticket who asked for help at the kiosk by the entrance.
#[must_use]
pub fn escort() -> EscortSlip {
    EscortSlip {
        hall: "示例市政務服務中心".to_owned(),
        attempt: 1,
        number: Some("A012".to_owned()),
        place: "1 號取號機（正門入口右側）".to_owned(),
        called_at: "11月24日 09:41".to_owned(),
    }
}

/// The same in simplified Chinese, before there is a ticket.
#[must_use]
pub fn escort_simplified() -> EscortSlip {
    EscortSlip {
        hall: "示例市政务服务中心".to_owned(),
        number: None,
        place: "1 号取号机（正门入口右侧）".to_owned(),
        ..escort()
    }
}

/// The same in English, a copy.
#[must_use]
pub fn escort_english() -> EscortSlip {
    EscortSlip {
        hall: "Sample City Government Service Centre".to_owned(),
        attempt: 2,
        place: "Kiosk 1, right of the main entrance".to_owned(),
        called_at: "24 Nov 09:41".to_owned(),
        ..escort()
    }
}

/// Every escort slip with its words, and a name for files.
#[must_use]
pub fn escorts() -> [(&'static str, EscortSlip, EscortWords); 3] {
    [
        ("escort", escort(), escort_words()),
        (
            "escort-simplified",
            escort_simplified(),
            escort_words_simplified(),
        ),
        ("escort-english", escort_english(), escort_words_english()),
    ]
}
