//! A journey, before the ticket: what one number leads through, in order.

use hall_protocol::plan_document::{PlanJourney, PlanService};

use super::card::by_card;
use super::detail::{ClassChoice, classes};
use super::standing::Standing;
use super::ways::{Cases, Ways};
use crate::hall_watch::HallPicture;
use crate::plan::Plan;
use crate::session::{Matter, Session};
use crate::words::Words;

pub(super) struct JourneyView {
    pub(super) name: String,
    pub(super) name_second: String,
    /// What is handled one after the other; of a stage, side by side.
    pub(super) stages: Vec<Vec<Step>>,
    /// That its ticket is one a person, and how the card is shown.
    pub(super) by_card: Option<String>,
    pub(super) classes: Vec<ClassChoice>,
    pub(super) cases: Cases,
    pub(super) ways: Ways,
}

pub(super) struct Step {
    pub(super) code: String,
    pub(super) name: String,
    /// What to bring to it, in one line.
    pub(super) documents: String,
}

impl JourneyView {
    pub(super) fn of(
        session: &Session,
        hall: &HallPicture,
        plan: &Plan,
        (journey, from): (&PlanJourney, &str),
        (words, second): (Words, Words),
    ) -> Self {
        let matter = Matter::Journey(journey.code.clone());
        let standing = Standing::of_journey(hall, plan, journey, words);
        let back = format!("service {from}");
        let step = |service: &PlanService| Step {
            code: service.code.clone(),
            name: service.name.get(words.0).to_owned(),
            documents: words.list(
                plan.documents_of(service)
                    .map(|names| names.get(words.0).to_owned()),
            ),
        };
        let stages = plan.stages_of(journey);
        let by_card = by_card(session, plan, stages.iter().flatten().copied(), words);
        let stages = stages.into_iter();
        Self {
            by_card,
            name: journey.name.get(words.0).to_owned(),
            name_second: journey.name.get(second.0).to_owned(),
            stages: stages
                .map(|services| services.into_iter().map(step).collect())
                .collect(),
            classes: classes(session, plan, words),
            cases: Cases::of(session, words),
            ways: Ways::of(session, hall, plan, (&matter, standing), back, words),
        }
    }
}

/// The stages of a journey, each in a few words.
pub(super) fn steps(plan: &Plan, journey: &PlanJourney, words: Words) -> Vec<String> {
    let stages = plan.stages_of(journey).into_iter();
    let names = |services: Vec<&PlanService>| {
        let names = services
            .into_iter()
            .map(|service| service.name.get(words.0).to_owned());
        names.collect::<Vec<_>>().join(" + ")
    };
    stages.map(names).collect()
}
