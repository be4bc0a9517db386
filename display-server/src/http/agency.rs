//! Beyond the windows: home visits, mandates, comparisons with departments' lists, and who may decide today.

pub(crate) mod comparisons;
pub(crate) mod departments;
pub(crate) mod home_visits;
pub(crate) mod mandates;

use queue_core::command::{Actor, AgencyCommand, AgencyVerb, Command};
use queue_core::{RecordCode, RequestId};

use super::problems::Refused;
use super::records;
use crate::hall_owner::Answer;
use crate::identity::Caller;
use crate::state::HallState;
use crate::texts::Brought;

/// Decides something, in the name of whoever asks, or of the public; the texts of a press that is refused are forgotten.
pub(crate) async fn decide(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    verb: impl FnOnce(&mut Brought) -> Result<AgencyVerb, Refused>,
) -> Result<Answer, Refused> {
    let by = caller.actor().unwrap_or(Actor::Public);
    let command = |verb| Command::Agency(AgencyCommand { press, verb });
    records::decide(state, by, press, verb, command).await
}

/// A code of a kind from an address or a form; anything else is nothing here.
pub(crate) fn code_of(kind: char, text: &str) -> Result<RecordCode, Refused> {
    let code = RecordCode::parse(text).ok().filter(|code| code.is_of(kind));
    code.ok_or_else(Refused::no_such)
}

/// One of some words.
pub(crate) fn one_of<T: Copy>(
    field: &str,
    text: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, Refused> {
    let known = all.iter().copied().find(|one| name(*one) == text.trim());
    known.ok_or_else(|| {
        let words: Vec<_> = all.iter().map(|one| name(*one)).collect();
        Refused::bad_field(
            field,
            format!(
                "is {:?}, expected one of {}",
                super::clean(text),
                words.join(", ")
            ),
        )
    })
}
