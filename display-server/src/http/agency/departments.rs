//! Who may decide for each department today.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use hall_protocol::agency::AuthorityPress;
use queue_core::command::{AgencyCommand, AgencyVerb, Command};
use queue_core::{PersonCode, ServiceDay};

use crate::http::answers::{self, Answered};
use crate::http::body::Sent;
use crate::http::events as streams;
use crate::http::records::press_of;
use crate::http::{Refused, clean};
use crate::identity::Caller;
use crate::state::HallState;
use crate::views::Topic;

pub(in crate::http) async fn look(State(state): State<HallState>) -> Answered {
    answers::view(&state, Topic::Departments).await
}

pub(in crate::http) async fn events(State(state): State<HallState>) -> Answered {
    streams::stream(&state, Topic::Departments).await
}

pub(in crate::http) async fn say(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(department): Path<String>,
    Sent(sent): Sent<AuthorityPress>,
) -> Answered {
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    let command = Command::Agency(AgencyCommand {
        press: press_of(&sent.press)?,
        verb: AgencyVerb::Authority {
            department: clean(&department),
            person: PersonCode::new(clean(&sent.person)),
            present: sent.present,
        },
    });
    let answer = state.owner.submit(by, ServiceDay(sent.day), command).await?;
    Ok(answer.into_response())
}
