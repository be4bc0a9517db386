//! What anybody says of the hall, without any identity: a complaint or what could not be done, and where it stands.
//!
//! Invariant: nobody is asked who they are; a way to be reached is theirs to leave out.
//! Invariant: nothing that was said stands in an address.

mod bring;
mod follow;

pub(super) use bring::{About, bring, code_of, page as complain_page, said};
pub(super) use follow::{ask as ask_page, page as follow_page, press as follow_press};

use axum::http::StatusCode;

use super::filled::Filled;
use super::reader::Reader;
use crate::http::Refused;

/// Puts a refusal at the field that it is about; what is about none is said on top.
pub(super) fn place_fault(
    reader: &Reader,
    form: &mut Filled,
    refused: &Refused,
    fields: &[&str],
) -> Option<String> {
    let problem = refused.problem();
    let words = reader.say_problem(problem);
    let named = problem.fields.first().map(|fault| fault.field.as_str());
    match named.filter(|field| fields.contains(field)) {
        Some(field) => {
            form.add_fault(field, words);
            None
        }
        None => Some(words),
    }
}

pub(super) fn status_of(refused: &Refused) -> StatusCode {
    StatusCode::from_u16(refused.problem().status).unwrap_or(StatusCode::CONFLICT)
}

/// Where a follow-up's own page is, for whoever holds its code.
pub(super) fn follow_url(reader: &Reader, code: &str) -> String {
    let base = reader.plan.parts().hall.public_url.trim_end_matches('/');
    format!("{base}/f/{code}")
}
