//! Taking a ticket: the kiosk's routes, which reception uses too.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use hall_protocol::Language as WireLanguage;
use hall_protocol::ticket::{ConfirmRequest, IssueRequest, RemoteRequest, VoidRequest};
use queue_core::command::{Actor, Command, Issue, Matter};
use queue_core::ids::BadId;
use queue_core::plan::Language;
use queue_core::visit::Channel;
use queue_core::{ClassCode, HolderHash, JourneyCode, RequestId, ServiceCode, ServiceDay, TokenHash};
use serde::Deserialize;

use super::answers::Answered;
use super::body::{Faults, Sent, word};
use super::clean;
use super::problems::Refused;
use crate::identity::{Caller, token_hash};
use crate::state::HallState;

pub(super) async fn issue(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<IssueRequest>,
) -> Answered {
    let day = ServiceDay(sent.day);
    let command = Command::Issue(read_issue(&sent, &caller)?);
    submit(&state, &caller, day, command).await
}

/// A ticket on the phone, by whoever asks: its holder must check in before it is called.
pub(super) async fn take_remote(State(state): State<HallState>, Sent(sent): Sent<RemoteRequest>) -> Answered {
    let mut faults = Faults::default();
    let request = faults.take("request", RequestId::parse(&sent.request));
    let token = faults.take("token", token_hash(&sent.token));
    let (request, token) = faults.or(request.zip(token))?;
    let command = Command::Issue(Issue {
        cases: sent.cases,
        class: sent.class.as_deref().map(ClassCode::new),
        ..remote(
            request,
            token,
            matters(&sent.services, &sent.journeys),
            language(sent.language),
        )
    });
    let answer = state
        .owner
        .submit(Actor::Public, ServiceDay(sent.day), command)
        .await?;
    Ok(answer.into_response())
}

/// What is asked for on a phone.
pub(crate) fn remote(
    request: RequestId,
    token: TokenHash,
    matters: Vec<Matter>,
    language: Language,
) -> Issue {
    Issue {
        request,
        token,
        matters,
        cases: 1,
        class: None,
        booked_at: None,
        booking: None,
        holder: None,
        language,
        assistance: Vec::new(),
        notify: Vec::new(),
        prechecked: Vec::new(),
        channel: Channel::Phone,
    }
}

pub(super) async fn confirm(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(request): Path<String>,
    Sent(sent): Sent<ConfirmRequest>,
) -> Answered {
    let request = RequestId::parse(&request).map_err(|_| Refused::no_such())?;
    let command = Command::Confirm {
        request,
        evidence: word(&sent.evidence).map_err(|problem| Refused::bad_field("evidence", problem))?,
    };
    submit(&state, &caller, ServiceDay(sent.day), command).await
}

pub(super) async fn void(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(request): Path<String>,
    Sent(sent): Sent<VoidRequest>,
) -> Answered {
    let request = RequestId::parse(&request).map_err(|_| Refused::no_such())?;
    let command = Command::Void {
        request,
        reason: clean(&sent.reason),
    };
    submit(&state, &caller, ServiceDay(sent.day), command).await
}

/// Submits a command in the caller's name.
pub(super) async fn submit(
    state: &HallState,
    caller: &Caller,
    day: ServiceDay,
    command: Command,
) -> Answered {
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    Ok(state.owner.submit(by, day, command).await?.into_response())
}

/// Reads a request for a ticket, and names every field at fault.
fn read_issue(sent: &IssueRequest, caller: &Caller) -> Result<Issue, Refused> {
    let mut faults = Faults::default();
    let request = faults.take("request", RequestId::parse(&sent.request));
    let token = faults.take("token", token_hash(&sent.token));
    let assistance = words(&mut faults, "assistance", &sent.assistance);
    let notify = words(&mut faults, "notify", &sent.notify);
    let holder = faults.take("holder", holder(sent.holder.as_deref()));
    let channel = faults.take("channel", channel_of(caller, &sent.channel));
    let issue = (|| {
        Some(Issue {
            request: request?,
            token: token?,
            matters: matters(&sent.services, &sent.journeys),
            cases: sent.cases,
            class: sent.class.as_deref().map(ClassCode::new),
            booked_at: sent.booked_at,
            booking: None,
            holder: holder?,
            language: language(sent.language),
            assistance: assistance?,
            notify: notify?,
            prechecked: Vec::new(),
            channel: channel?,
        })
    })();
    faults.or(issue)
}

/// Whose card was shown.
pub(super) fn holder(text: Option<&str>) -> Result<Option<HolderHash>, BadId> {
    text.map(HolderHash::parse).transpose()
}

/// What a ticket or a booking is for: its services, then its journeys.
pub(super) fn matters(services: &[String], journeys: &[String]) -> Vec<Matter> {
    let services = services
        .iter()
        .map(|code| Matter::Service(ServiceCode::new(clean(code))));
    let journeys = journeys
        .iter()
        .map(|code| Matter::Journey(JourneyCode::new(clean(code))));
    services.chain(journeys).collect()
}

fn words<T: for<'a> Deserialize<'a>>(faults: &mut Faults, field: &str, texts: &[String]) -> Option<Vec<T>> {
    faults.take(
        field,
        texts.iter().map(|text| word(text)).collect::<Result<Vec<T>, _>>(),
    )
}

/// A kiosk issues at the kiosk, a person at reception: the channel decides which classes may be claimed.
fn channel_of(caller: &Caller, text: &str) -> Result<Channel, String> {
    let (own, name) = match caller {
        Caller::Device(_) => (Channel::Kiosk, "kiosk"),
        Caller::Person(_) | Caller::Nobody => (Channel::Reception, "reception"),
    };
    if text == name {
        Ok(own)
    } else {
        Err(format!("is {text:?}, expected {name:?} from this sender"))
    }
}

pub(crate) fn language(language: WireLanguage) -> Language {
    match language {
        WireLanguage::ZhHant => Language::ZhHant,
        WireLanguage::ZhHans => Language::ZhHans,
        WireLanguage::En => Language::En,
    }
}
