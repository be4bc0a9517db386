//! The visitor's own ticket, by the token on the slip: whoever holds the slip may look and ask.
//!
//! Invariant: a token that is unknown, expired or malformed has the same answer.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::IntoResponse;
use hall_protocol::escort::EscortKindName;
use hall_protocol::window::Press;
use jiff::civil::Date;
use queue_core::command::{Actor, Command, EscortCommand, EscortVerb, VisitCommand, VisitVerb};
use queue_core::{DeviceId, ServiceDay, TokenHash};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::{self, Answered};
use super::body::Sent;
use super::escorts::need;
use super::problems::Refused;
use super::records::press_of;
use super::{clean, events as streams};
use crate::hall_owner::FoundVisit;
use crate::identity::token_hash;
use crate::state::HallState;
use crate::views::{Topic, ViewBody};

/// A visitor asks for a guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HelpRequest {
    /// The press: 32 hex digits.
    press: String,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// A kiosk or an escort post near the visitor; absent: one of the area where the visitor waits.
    #[serde(default)]
    place: Option<String>,
    /// What for; absent: to be led.
    #[serde(default)]
    kind: EscortKindName,
    /// The language of an interpreter, as a code of the plan.
    #[serde(default)]
    language: Option<String>,
}

/// A visitor, by the token.
pub(super) struct Visitor {
    state: HallState,
    token: TokenHash,
}

impl FromRequestParts<HallState> for Visitor {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &HallState) -> Result<Self, Refused> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(token) = path.map_err(|_| Refused::no_such())?;
        let token = token_hash(&token).map_err(|_| Refused::no_such())?;
        Ok(Self {
            state: state.clone(),
            token,
        })
    }
}

impl Visitor {
    /// The hall that is asked.
    pub(super) fn state(&self) -> &HallState {
        &self.state
    }

    pub(super) async fn found(&self) -> Result<FoundVisit, Refused> {
        Ok(self.state.owner.find_visit(self.token).await?)
    }

    async fn decide(&self, sent: &Press, verb: VisitVerb) -> Answered {
        let found = self.found().await?;
        let press = press_of(&sent.press)?;
        let visit = found.visit;
        self.submit(
            &found,
            sent.day,
            Command::Visit(VisitCommand { visit, press, verb }),
        )
        .await
    }

    async fn submit(&self, found: &FoundVisit, day: Date, command: Command) -> Answered {
        let by = Actor::Visitor { visit: found.visit };
        Ok(self
            .state
            .owner
            .submit(by, ServiceDay(day), command)
            .await?
            .into_response())
    }

    /// A place of the plan near where the visitor waits: a kiosk of that area, or else any place.
    async fn place(&self) -> Result<DeviceId, Refused> {
        let view = self.state.owner.view(Topic::Visit(self.token)).await?;
        let ViewBody::Visit(visit) = &view.body else {
            return Err(Refused::no_such());
        };
        let plan = self.state.owner.plan().await?;
        let parts = plan.parts();
        let near = parts
            .kiosks
            .iter()
            .find(|kiosk| kiosk.area.as_str() == visit.area.code);
        let kiosk = near.or(parts.kiosks.first()).map(|kiosk| &kiosk.id);
        let place = kiosk.or(parts.escort_posts.first().map(|post| &post.id));
        place
            .cloned()
            .ok_or_else(|| Refused::bad_field("place", "the hall has none; ask somebody"))
    }
}

pub(super) async fn look(visitor: Visitor) -> Answered {
    answers::view(&visitor.state, Topic::Visit(visitor.token)).await
}

pub(super) async fn events(visitor: Visitor) -> Answered {
    streams::stream(&visitor.state, Topic::Visit(visitor.token)).await
}

pub(super) async fn withdraw(visitor: Visitor, Sent(sent): Sent<Press>) -> Answered {
    visitor.decide(&sent, VisitVerb::Withdraw).await
}

pub(super) async fn reactivate(visitor: Visitor, Sent(sent): Sent<Press>) -> Answered {
    visitor.decide(&sent, VisitVerb::Reactivate).await
}

pub(super) async fn postpone(visitor: Visitor, Sent(sent): Sent<Press>) -> Answered {
    visitor.decide(&sent, VisitVerb::Postpone).await
}

pub(super) async fn help(visitor: Visitor, Sent(sent): Sent<HelpRequest>) -> Answered {
    let found = visitor.found().await?;
    let press = press_of(&sent.press)?;
    let place = match &sent.place {
        Some(place) => DeviceId::new(clean(place)),
        None => visitor.place().await?,
    };
    let verb = EscortVerb::Request {
        place,
        ticket: Some(found.number.clone()),
        need: need(sent.kind, sent.language.as_deref()),
    };
    visitor
        .submit(&found, sent.day, Command::Escort(EscortCommand { press, verb }))
        .await
}
