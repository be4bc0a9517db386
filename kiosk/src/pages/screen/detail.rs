//! One service, before the ticket (K20): documents, fee and its ground, limit, department, where to complain.

use hall_protocol::plan_document::PlanService;

use super::grid::standing_of;
use crate::hall_watch::HallPicture;
use crate::plan::Plan;
use crate::session::Session;
use crate::words::Words;

pub(super) struct DetailView {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) name_second: String,
    pub(super) documents: Vec<String>,
    pub(super) fees: Vec<Fee>,
    pub(super) limit: String,
    pub(super) department: String,
    /// How many wait, or when it opens.
    pub(super) note: Option<String>,
    pub(super) can_take: bool,
    pub(super) classes: Vec<ClassChoice>,
    /// Where "back" leads.
    pub(super) back: String,
}

pub(super) struct Fee {
    pub(super) amount: String,
    pub(super) basis: Option<String>,
}

pub(super) struct ClassChoice {
    pub(super) word: String,
    pub(super) name: String,
    pub(super) is_claimed: bool,
}

impl DetailView {
    pub(super) fn of(
        session: &Session,
        hall: &HallPicture,
        plan: &Plan,
        service: &PlanService,
        words: Words,
        second: Words,
    ) -> Self {
        let language = words.0;
        let letter = service.group.as_char();
        let (note, is_closed) = standing_of(hall, plan, service, words);
        Self {
            code: service.code.clone(),
            name: service.name.get(language).to_owned(),
            name_second: service.name.get(second.0).to_owned(),
            documents: plan
                .documents_of(service)
                .map(|names| names.get(language).to_owned())
                .collect(),
            fees: service
                .fees
                .iter()
                .map(|fee| Fee {
                    amount: fee.amount.get(language).to_owned(),
                    basis: (!fee.basis.is_empty()).then(|| words.about("fee-basis", &fee.basis)),
                })
                .collect(),
            limit: match service.limit_days {
                0 => words.say("limit-spot"),
                days => words.count("limit-days", days),
            },
            department: plan
                .department_of(service)
                .map_or_else(String::new, |names| names.get(language).to_owned()),
            note,
            can_take: !is_closed && hall.answers,
            classes: classes(session, plan, words),
            back: if plan.services_of(letter).nth(1).is_some() {
                format!("group {letter}")
            } else {
                "home".to_owned()
            },
        }
    }
}

fn classes(session: &Session, plan: &Plan, words: Words) -> Vec<ClassChoice> {
    let mut choices: Vec<ClassChoice> = plan
        .claimable()
        .map(|class| ClassChoice {
            word: format!("claim {}", class.code),
            name: class.name.get(words.0).to_owned(),
            is_claimed: session.claim() == Some(&class.code),
        })
        .collect();
    if !choices.is_empty() {
        let none = ClassChoice {
            word: "claim ".to_owned(),
            name: words.say("class-none"),
            is_claimed: session.claim().is_none(),
        };
        choices.insert(0, none);
    }
    choices
}
