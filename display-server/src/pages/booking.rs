//! What a visitor does on the phone before coming: book a time, look after the booking, take a number to be called later.
//!
//! All of it works without a script, and nothing asks for a name.
//!
//! Invariant: a form carries the token that its booking or ticket will have, and the press follows from it, so that sending it
//! twice – by an impatient finger, a lost answer, the back button – comes to one booking or ticket.

mod book;
mod held;
mod mine;
mod service;
mod take;
mod times;

use queue_core::RequestId;

use super::filled::Filled;
use super::pressing::bad_field;
use super::reader::Reader;
use crate::http::Refused;

pub(super) use book::{book, page as book_page};
pub(super) use held::{at_reception, at_reception_press, page as held_page, press as held_press};
pub(super) use mine::COOKIE;
pub(super) use take::{page as take_page, take};

/// The token of a form; one that is none was not made by this page.
fn token_of(form: &Filled) -> Result<RequestId, Refused> {
    RequestId::parse(form.one("token")).map_err(|problem| bad_field("token", &problem))
}

/// How many people or cases come; a fault of its own when it is no number.
fn cases_of(reader: &Reader, form: &mut Filled) -> Option<u16> {
    let cases = form.one("cases");
    let cases = if cases.is_empty() { Ok(1) } else { cases.parse() };
    if cases.is_err() {
        form.add_fault("cases", reader.locale().say("problem-bad-cases"));
    }
    cases.ok()
}

/// Puts a refusal at the field that it is about; what is about none is said on top.
fn place_fault(reader: &Reader, form: &mut Filled, refused: &Refused) -> Option<String> {
    let problem = refused.problem();
    let field = match problem.name() {
        _ if form.is_at_fault() => return Some(reader.locale().say("problem-bad-form")),
        "slot-full" | "no-such-slot" => "slot",
        "bad-cases" => "cases",
        "unknown-class" | "class-not-claimable" => "class",
        _ => return Some(reader.say_problem(problem)),
    };
    form.add_fault(field, reader.say_problem(problem));
    None
}

/// Whether a press was decided before with other words in the form: its token is in use.
fn is_in_use(refused: &Refused) -> bool {
    matches!(refused.problem().name(), "same-id-another-body" | "token-used")
}
