//! The ticket on the screen (K15): number, people ahead, range, where to sit, QR; and what is known of its paper.

use hall_protocol::ticket::AlsoFor;

use super::paper_word;
use super::qr::QrDrawing;
use crate::session::{GivenTicket, Paper};
use crate::ticket_slip::{cases, mark, place, then, windows};
use crate::words::Words;

/// With as many further matters as this, documents are left to slip and phone: there is no room for both.
const MANY: usize = 2;

pub(super) struct TicketView {
    pub(super) number: String,
    pub(super) mark: Option<String>,
    pub(super) service: String,
    pub(super) service_second: String,
    pub(super) ahead: String,
    pub(super) estimate: Option<String>,
    pub(super) area: String,
    pub(super) windows: String,
    pub(super) cases: Option<String>,
    /// What follows on the same ticket.
    pub(super) then: Option<String>,
    pub(super) also: Vec<AlsoView>,
    pub(super) documents: Vec<String>,
    pub(super) qr: Option<QrDrawing>,
    pub(super) paper: String,
    /// Whether the number is all the visitor has.
    pub(super) is_without_paper: bool,
    pub(super) can_print_again: bool,
}

/// Another matter of the same ticket.
pub(super) struct AlsoView {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) ahead: Option<String>,
    pub(super) then: Option<String>,
}

impl TicketView {
    pub(super) fn of(ticket: &GivenTicket, paper: Paper, words: Words, second: Words) -> Self {
        let issued = &ticket.issued;
        let language = words.0;
        Self {
            number: issued.number.clone(),
            mark: mark(words, &issued.mark),
            service: issued.service.names.get(language).to_owned(),
            service_second: issued.service.names.get(second.0).to_owned(),
            ahead: if issued.is_offline() {
                words.say("ticket-alone")
            } else {
                ahead(words, issued.ahead)
            },
            estimate: issued.estimate.map(|range| {
                let minutes = format!("{}–{}", range.p50_s.div_ceil(60), range.p90_s.div_ceil(60));
                words.about("estimate", &minutes)
            }),
            area: issued.area.names.get(language).to_owned(),
            windows: windows(words, &issued.windows),
            cases: cases(words, issued.cases),
            then: then(words, &issued.then),
            also: issued
                .also
                .iter()
                .map(|also| AlsoView::of(also, issued.is_offline(), words))
                .collect(),
            documents: documents(ticket, words),
            qr: QrDrawing::of(&ticket.qr_url),
            paper: words.say(paper_word(paper)),
            is_without_paper: matches!(paper, Paper::NotPrinted | Paper::Unsure | Paper::None),
            can_print_again: !matches!(paper, Paper::Printing | Paper::None),
        }
    }

    /// Whether there is so much on it that it must be set tighter.
    pub(super) fn is_full(&self) -> bool {
        !self.also.is_empty()
    }
}

impl AlsoView {
    fn of(also: &AlsoFor, is_offline: bool, words: Words) -> Self {
        Self {
            name: also.service.names.get(words.0).to_owned(),
            place: place(words, &also.area, &also.windows),
            ahead: (!is_offline).then(|| ahead(words, also.ahead)),
            then: then(words, &also.then),
        }
    }
}

fn ahead(words: Words, ahead: u32) -> String {
    match ahead {
        0 => words.say("ahead-nobody"),
        ahead => words.count("ahead", ahead),
    }
}

/// What to have ready, each once.
fn documents(ticket: &GivenTicket, words: Words) -> Vec<String> {
    let issued = &ticket.issued;
    if issued.also.len() >= MANY {
        return Vec::new();
    }
    crate::ticket_slip::documents(issued, words.0)
}
