//! What is not handled here (K20): where it is handled, why, and with whose leave.

use hall_protocol::plan_document::PlanElsewhere;

use crate::plan::Plan;
use crate::words::Words;

pub(super) struct ElsewhereView {
    pub(super) name: String,
    pub(super) name_second: String,
    pub(super) place: String,
    pub(super) place_second: String,
    pub(super) phone: Option<String>,
    pub(super) reason: String,
    pub(super) approved: String,
}

impl ElsewhereView {
    pub(super) fn of(entry: &PlanElsewhere, plan: &Plan, words: Words, second: Words) -> Self {
        let language = words.0;
        let by = entry.approved_by.get(language);
        let until = entry.approved_until.map(|until| plan.date(until.0, language));
        let reason = entry.reason.name().replace('_', "-");
        Self {
            name: entry.name.get(language).to_owned(),
            name_second: entry.name.get(second.0).to_owned(),
            place: entry.place.get(language).to_owned(),
            place_second: entry.place.get(second.0).to_owned(),
            phone: entry.phone.clone(),
            reason: words.say(&format!("elsewhere-reason-{reason}")),
            approved: until.map_or_else(
                || by.to_owned(),
                |until| words.filled("elsewhere-until", &[("by", by), ("until", &until)]),
            ),
        }
    }
}
