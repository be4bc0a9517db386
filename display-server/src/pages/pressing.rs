//! A press that comes from a page, and its answer: a redirect for a form, JSON for a script.
//!
//! Invariant: the id of a press follows from what the page showed and what was pressed, so that the same press sent
//! twice – by an impatient finger, a lost answer, a browser's back button – is one press.

use axum::Json;
use axum::response::{IntoResponse, Redirect};
use jiff::civil::Date;
use queue_core::command::{Command, VisitCommand, VisitVerb};
use queue_core::{RequestId, ServiceDay};
use sha2::{Digest, Sha256};

use super::guard::{Shown, Sorry};
use super::reader::Reader;
use crate::hall_owner::{Answer, FoundVisit};
use crate::http::Refused;
use crate::identity::IdentityError;

/// The id of a press: the first 128 bits of the SHA-256 of who pressed and of all that makes the press what it is.
pub(super) fn press_id(reader: &Reader, parts: &[&str]) -> RequestId {
    let who = serde_json::to_string(&reader.caller.actor()).unwrap_or_default();
    let digest: [u8; 32] = Sha256::digest(format!("{who}\n{}", parts.join("\n"))).into();
    let mut id = [0; 16];
    for (place, byte) in id.iter_mut().zip(digest) {
        *place = byte;
    }
    RequestId::new(id)
}

/// What is decided for a visit. Giving back and coming back happen once a leg, so the press follows from it.
pub(super) fn visit_command(reader: &Reader, found: &FoundVisit, day: Date, verb: VisitVerb) -> Command {
    let (day, legs, name) = (day.to_string(), found.legs.to_string(), format!("{verb:?}"));
    Command::Visit(VisitCommand {
        visit: found.visit,
        press: press_id(reader, &["visit", found.number.as_str(), &day, &legs, &name]),
        verb,
    })
}

/// An id for a press that repeats harmlessly by the hall's own rules, or whose form carries it: 128 random bits.
pub(super) fn random_id() -> Result<RequestId, Refused> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(IdentityError::from)?;
    Ok(RequestId::new(id))
}

/// Submits a command in the reader's name.
pub(super) async fn submit(reader: &Reader, day: ServiceDay, command: Command) -> Result<Answer, Refused> {
    let by = reader.caller.actor().ok_or_else(Refused::who_are_you)?;
    Ok(reader.state.owner.submit(by, day, command).await?)
}

/// What a press is answered.
pub(super) fn pressed(reader: &Reader, back: &str, outcome: Result<(), Refused>) -> Shown {
    match outcome {
        Ok(()) if reader.wants_json => Ok(Json(serde_json::json!({})).into_response()),
        Ok(()) => Ok(Redirect::to(back).into_response()),
        Err(refused) if reader.wants_json || refused.problem().status == 403 => Err(Sorry::from(refused)),
        Err(refused) => {
            let name = match refused.problem().name() {
                "bad-body" => "bad-form",
                "same-id-another-body" => "same-id",
                name => name,
            };
            Ok(Redirect::to(&format!("{back}?note={name}")).into_response())
        }
    }
}

/// A field that is not as it should be.
pub(super) fn bad_field(field: &str, problem: &dyn std::fmt::Display) -> Refused {
    let detail = format!("{field}: {problem}");
    Refused::new("bad-body", axum::http::StatusCode::UNPROCESSABLE_ENTITY, detail)
}
