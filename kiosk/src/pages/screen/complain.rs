//! Where to complain: on the visitor's own phone, at the reception, or by the hall's channels.
//!
//! Nothing is typed here: a screen in the middle of a hall is no place to say what happened, or to leave a number.

use super::fees::channel;
use super::qr::QrDrawing;
use crate::plan::Plan;
use crate::words::Words;

pub(super) struct ComplainView {
    pub(super) title: String,
    pub(super) title_second: String,
    /// The page for it on a phone.
    pub(super) qr: Option<QrDrawing>,
    /// Channels for the whole hall, with their numbers and places.
    pub(super) channels: Vec<String>,
}

impl ComplainView {
    pub(super) fn of(plan: &Plan, words: Words, second: Words) -> Self {
        Self {
            title: words.say("complaint-title"),
            title_second: second.say("complaint-title"),
            qr: QrDrawing::of(&plan.complain_url()),
            channels: plan.channels().map(|one| channel(one, words)).collect(),
        }
    }
}
