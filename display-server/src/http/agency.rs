//! Beyond the windows: home visits, comparisons with departments' lists, and who may decide today.

pub(crate) mod comparisons;
pub(crate) mod departments;
pub(crate) mod home_visits;

use queue_core::command::{Actor, AgencyCommand, AgencyVerb, Command};
use queue_core::{HallPlan, RecordCode, Rejection, RequestId};

use super::problems::Refused;
use crate::hall_owner::{Answer, PlansNow};
use crate::identity::Caller;
use crate::state::HallState;
use crate::texts::Brought;

/// The plan by which records are judged, and the day.
pub(crate) struct Standing {
    pub(crate) plan: std::sync::Arc<HallPlan>,
    pub(crate) day: jiff::civil::Date,
}

pub(crate) async fn standing(state: &HallState) -> Result<Standing, Refused> {
    let PlansNow { plan, open, last, .. } = state.owner.plans().await?;
    let day = open.or(last).ok_or(Rejection::HallClosed)?.0;
    Ok(Standing { plan, day })
}

/// Decides something, in the name of whoever asks, or of the public; the texts of a press that is refused are forgotten.
pub(crate) async fn decide(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    verb: impl FnOnce(&mut Brought) -> Result<AgencyVerb, Refused>,
) -> Result<Answer, Refused> {
    let by = caller.actor().unwrap_or(Actor::Public);
    let submit = async |verb| {
        let command = Command::Agency(AgencyCommand { press, verb });
        Ok(state.owner.submit_any_day(by, command).await?)
    };
    state.texts.with(press, verb, submit).await
}

pub(super) fn press_of(text: &str) -> Result<RequestId, Refused> {
    RequestId::parse(text).map_err(|problem| Refused::bad_field("press", problem))
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
