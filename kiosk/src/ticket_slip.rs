//! What a ticket's slip says: the hall's answer, in the visitor's language.

use hall_protocol::Language;
use hall_protocol::ticket::{AreaRef, ServiceRef, TicketIssued};

use crate::plan::Plan;
use crate::words::Words;
use slip::{EstimateRange, FurtherMatter, SlipContent, SlipWords};

/// The language beside another on a slip.
fn second(language: Language) -> Language {
    match language {
        Language::ZhHant | Language::ZhHans => Language::En,
        Language::En => Language::ZhHant,
    }
}

/// The facts of a ticket for one attempt at paper, from 1; everything above is marked as a copy.
#[must_use]
pub fn compose(
    plan: &Plan,
    ticket: &TicketIssued,
    language: Language,
    qr_url: &str,
    attempt: u32,
) -> SlipContent {
    let words = Words(language);
    SlipContent {
        hall: plan.hall().get(language).to_owned(),
        number: ticket.number.clone(),
        attempt,
        mark: mark(words, &ticket.mark),
        service: ticket.service.names.get(language).to_owned(),
        service_second: Some(ticket.service.names.get(second(language)).to_owned()),
        area: ticket.area.names.get(language).to_owned(),
        windows: windows(words, &ticket.windows),
        people_ahead: (!ticket.is_offline()).then_some(ticket.ahead),
        estimate: ticket.estimate.map(|estimate| EstimateRange {
            from_min: estimate.p50_s.div_ceil(60),
            to_min: estimate.p90_s.div_ceil(60),
        }),
        as_of: plan.day_and_time(ticket.issued_at, language),
        qr_url: qr_url.to_owned(),
        cases: cases(words, ticket.cases),
        then: then(words, &ticket.then),
        also: ticket
            .also
            .iter()
            .map(|also| FurtherMatter {
                service: also.service.names.get(language).to_owned(),
                place: place(words, &also.area, &also.windows),
                people_ahead: (!ticket.is_offline()).then_some(also.ahead),
                then: then(words, &also.then),
            })
            .collect(),
        documents: documents(ticket, language),
    }
}

/// The slip's own words; a `#` stands where a figure goes.
#[must_use]
pub fn slip_words(language: Language) -> SlipWords {
    let words = Words(language);
    SlipWords {
        also: words.say("slip-also"),
        reprint: words.say("slip-reprint"),
        alone: words.say("slip-alone"),
        ahead: words.say("slip-ahead"),
        estimate: words.say("slip-estimate"),
        as_of: words.say("slip-as-of"),
        scan: words.say("slip-scan"),
        documents: words.say("slip-documents"),
        more_documents: words.say("slip-more-documents"),
        missed_call: words.say("slip-missed-call"),
        valid_today: words.say("slip-valid-today"),
    }
}

/// What to have ready for all matters of a ticket, each thing once.
#[must_use]
pub fn documents(ticket: &TicketIssued, language: Language) -> Vec<String> {
    let also = ticket.also.iter().flat_map(|also| &also.documents);
    let mut documents: Vec<String> = Vec::new();
    for names in ticket.documents.iter().chain(also) {
        let name = names.get(language);
        if !documents.iter().any(|known| known == name) {
            documents.push(name.to_owned());
        }
    }
    documents
}

/// `甲區　1、2 號窗口`.
#[must_use]
pub fn place(words: Words, area: &AreaRef, numbers: &[u16]) -> String {
    format!("{}　{}", area.names.get(words.0), windows(words, numbers))
}

/// What usually follows on the same ticket.
#[must_use]
pub fn then(words: Words, services: &[ServiceRef]) -> Option<String> {
    let names = services.iter().map(|service| service.names.get(words.0));
    let names = names.collect::<Vec<_>>().join(" → ");
    (!names.is_empty()).then(|| words.about("then", &names))
}

/// How many people or cases come, where it is more than one.
#[must_use]
pub fn cases(words: Words, count: u16) -> Option<String> {
    (count > 1).then(|| words.count("cases-count", count))
}

/// `1、2、3 號窗口`.
#[must_use]
pub fn windows(words: Words, numbers: &[u16]) -> String {
    let list = words.list(numbers.iter().map(u16::to_string));
    words.about(if numbers.len() == 1 { "window" } else { "windows" }, &list)
}

/// What public screens show of a class, in words.
#[must_use]
pub fn mark(words: Words, mark: &str) -> Option<String> {
    match mark {
        "priority" => Some(words.say("mark-priority")),
        "booked" => Some(words.say("mark-booked")),
        _ => None,
    }
}
