//! What outlives a day, at its address: who presses about which record, by which plan, on which day.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::IntoResponse;
use jiff::civil::Date;
use queue_core::command::{Actor, Command};
use queue_core::{HallPlan, Rejection, RequestId};

use super::answers::Answered;
use super::problems::Refused;
use crate::hall_owner::{Answer, PlansNow};
use crate::identity::Caller;
use crate::state::HallState;
use crate::texts::Brought;

/// The plan by which records are judged, and the day.
pub(crate) struct Standing {
    pub(crate) plan: Arc<HallPlan>,
    pub(crate) day: Date,
}

/// The plan that holds, and the open day, or else the last.
///
/// # Errors
/// A hall that never opened has no day yet.
pub(crate) async fn standing(state: &HallState) -> Result<Standing, Refused> {
    let PlansNow { plan, open, last, .. } = state.owner.plans().await?;
    let day = open.or(last).ok_or(Rejection::HallClosed)?.0;
    Ok(Standing { plan, day })
}

/// The id of a press, as it is sent in the field `press`.
pub(crate) fn press_of(text: &str) -> Result<RequestId, Refused> {
    RequestId::parse(text).map_err(|problem| Refused::bad_field("press", problem))
}

/// Decides what was read; the texts of a press that is refused are forgotten.
pub(super) async fn decide<V>(
    state: &HallState,
    by: Actor,
    press: RequestId,
    read: impl FnOnce(&mut Brought) -> Result<V, Refused>,
    command: impl FnOnce(V) -> Command,
) -> Result<Answer, Refused> {
    let submit = async |verb| Ok(state.owner.submit_any_day(by, command(verb)).await?);
    state.texts.with(press, read, submit).await
}

/// What names a record in an address.
pub(crate) trait Key: Sized + Send {
    /// What can be done with such a record.
    type Verb;

    /// # Errors
    /// What is wrong with the text.
    fn read(text: &str) -> Result<Self, Refused>;

    fn command(self, press: RequestId, verb: Self::Verb) -> Command;
}

/// Somebody at a record.
pub(super) struct At<K> {
    pub(super) state: HallState,
    pub(super) caller: Caller,
    pub(super) key: K,
}

impl<K: Key> FromRequestParts<HallState> for At<K> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &HallState) -> Result<Self, Refused> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(key) = path.map_err(|_| Refused::no_such())?;
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        Ok(Self {
            state: state.clone(),
            caller,
            key: K::read(&key)?,
        })
    }
}

impl<K: Key> At<K> {
    pub(super) async fn decide(
        self,
        press: &str,
        read: impl FnOnce(&mut Brought) -> Result<K::Verb, Refused>,
    ) -> Answered {
        let by = self.caller.actor().ok_or_else(Refused::who_are_you)?;
        self.decide_as(by, press, read).await
    }

    /// The same in the name of whoever holds the record's code.
    pub(super) async fn decide_as_visitor(
        self,
        press: &str,
        read: impl FnOnce(&mut Brought) -> Result<K::Verb, Refused>,
    ) -> Answered {
        let by = as_visitor(&self.caller)?;
        self.decide_as(by, press, read).await
    }

    async fn decide_as(
        self,
        by: Actor,
        press: &str,
        read: impl FnOnce(&mut Brought) -> Result<K::Verb, Refused>,
    ) -> Answered {
        let press = press_of(press)?;
        let command = |verb| self.key.command(press, verb);
        Ok(decide(&self.state, by, press, read, command)
            .await?
            .into_response())
    }
}

/// Whoever holds a record's code, as its visitor. Staff reads the codes of what it handles, and says nothing in a visitor's
/// name.
///
/// # Errors
/// For whoever is signed in.
pub(crate) fn as_visitor(caller: &Caller) -> Result<Actor, Refused> {
    match caller {
        Caller::Person(_) => Err(Refused::not_yours()),
        Caller::Device(_) | Caller::Nobody => Ok(Actor::Public),
    }
}

/// Decides something about a record in the name of whoever asks.
pub(crate) async fn decide_about<K: Key>(
    state: &HallState,
    caller: &Caller,
    (press, key): (RequestId, K),
    read: impl FnOnce(&mut Brought) -> Result<K::Verb, Refused>,
) -> Result<Answer, Refused> {
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    decide(state, by, press, read, |verb| key.command(press, verb)).await
}
