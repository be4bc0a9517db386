//! One service, before the ticket (K20): documents, fee and its ground, limit, department, where to complain; and the
//! journeys that lead through it.

use hall_protocol::plan_document::{PlanJourney, PlanService};

use super::card::by_card;
use super::fees::{Fee, complain, fees, own_hours};
use super::journey::steps;
use super::qr::QrDrawing;
use super::standing::Standing;
use super::ways::{Cases, Ways};
use crate::hall_watch::HallPicture;
use crate::plan::Plan;
use crate::session::{Matter, Session};
use crate::words::Words;

pub(super) struct DetailView {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) name_second: String,
    pub(super) documents: Vec<String>,
    /// That its tickets are one a person, and how the card is shown.
    pub(super) by_card: Option<String>,
    pub(super) fees: Vec<Fee>,
    pub(super) limit: String,
    pub(super) department: String,
    /// The windows that handle it.
    pub(super) place: Option<String>,
    /// Hours of its own.
    pub(super) hours: Vec<String>,
    /// Where to complain.
    pub(super) complain: String,
    pub(super) journeys: Vec<Offer>,
    pub(super) classes: Vec<ClassChoice>,
    pub(super) cases: Cases,
    /// Where it is booked on a phone, when no ticket is given now.
    pub(super) booking: Option<QrDrawing>,
    pub(super) ways: Ways,
}

/// A journey, to be looked at.
pub(super) struct Offer {
    pub(super) word: String,
    pub(super) name: String,
    pub(super) steps: String,
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
        let matter = Matter::Service(service.code.clone());
        let standing = Standing::of_service(hall, plan, service, words);
        let can_be_booked = standing.is_closed && service.bookable && hall.answers;
        Self {
            code: service.code.clone(),
            name: service.name.get(language).to_owned(),
            name_second: service.name.get(second.0).to_owned(),
            documents: plan
                .documents_of(service)
                .map(|names| names.get(language).to_owned())
                .collect(),
            by_card: by_card(session, plan, [service], words),
            fees: fees(plan, service, words),
            limit: match service.limit_days {
                0 => words.say("limit-spot"),
                days => words.count("limit-days", days),
            },
            department: plan
                .department_of(service)
                .map_or_else(String::new, |names| names.get(language).to_owned()),
            place: place(plan, service, words),
            hours: service
                .hours
                .iter()
                .map(|hours| own_hours(hours, words))
                .collect(),
            complain: complain(plan, service, words),
            journeys: offers(plan, service, words),
            classes: classes(session, plan, words),
            cases: Cases::of(session, words),
            booking: can_be_booked
                .then(|| QrDrawing::of(&plan.booking_url(service)))
                .flatten(),
            ways: Ways::of(
                session,
                hall,
                plan,
                (&matter, standing),
                back(plan, service),
                words,
            ),
        }
    }
}

/// From so many things to tell on, type stands closer.
const FULL: usize = 4;

impl DetailView {
    /// Whether there is so much to tell that type gives way, as far as it may (K1).
    pub(super) fn is_full(&self) -> bool {
        let fees = self.fees.iter().map(|fee| 1 + usize::from(!fee.notes.is_empty()));
        let journeys = 2 * self.journeys.len();
        self.documents.len() + self.hours.len() + fees.sum::<usize>() + journeys >= FULL
    }
}

/// Where it is handled: the area of its first window, and all its windows.
fn place(plan: &Plan, service: &PlanService, words: Words) -> Option<String> {
    let windows = plan.windows_for(service);
    let area = plan.area_name_of(*windows.first()?)?;
    let numbers = words.list(windows.iter().map(u16::to_string));
    Some(words.filled(
        "place-windows",
        &[("area", area.get(words.0)), ("windows", &numbers)],
    ))
}

/// Where "back" leads: to the services it stands among.
fn back(plan: &Plan, service: &PlanService) -> String {
    let letter = service.group.as_char();
    if plan.services_of(letter).nth(1).is_some() {
        format!("group {letter}")
    } else {
        "home".to_owned()
    }
}

fn offers(plan: &Plan, service: &PlanService, words: Words) -> Vec<Offer> {
    let offer = |journey: &PlanJourney| Offer {
        word: format!("journey {} {}", journey.code, service.code),
        name: journey.name.get(words.0).to_owned(),
        steps: steps(plan, journey, words).join(" → "),
    };
    let journeys = plan.journeys_through(&service.code).into_iter();
    journeys.map(offer).collect()
}

pub(super) fn classes(session: &Session, plan: &Plan, words: Words) -> Vec<ClassChoice> {
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
