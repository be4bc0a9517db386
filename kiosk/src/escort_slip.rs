//! What an escort's slip says: that help was called, where, and what to do if nobody comes.

use hall_protocol::Language;

use crate::issuing::EscortErrand;
use crate::plan::Plan;
use crate::words::Words;
use slip::{EscortSlip, EscortWords};

/// The facts of a call for help.
#[must_use]
pub fn compose(plan: &Plan, errand: &EscortErrand) -> EscortSlip {
    let language = errand.comfort.language;
    let place = plan.kiosk(&errand.place).map(|name| name.get(language));
    EscortSlip {
        hall: plan.hall().get(language).to_owned(),
        attempt: 1,
        number: errand.number.clone(),
        place: place.unwrap_or(&errand.place).to_owned(),
        called_at: plan.day_and_time(errand.called_at, language),
    }
}

/// The slip's own words; a `#` stands where a fact goes.
#[must_use]
pub fn words(language: Language) -> EscortWords {
    let words = Words(language);
    EscortWords {
        reprint: words.say("slip-reprint"),
        coming: words.say("escort-coming"),
        stay: words.say("escort-stay"),
        number: words.say("escort-number"),
        place: words.say("escort-place"),
        called_at: words.say("escort-called-at"),
        nobody_comes: words.say("escort-nobody-comes"),
    }
}
