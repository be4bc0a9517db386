//! What a manager decides for the whole hall: stops, announcements, covers, early closing.

use axum::Extension;
use axum::extract::{Path, State};
use hall_protocol::notice::{AnnounceRequest, CloseEarlyRequest, CoverRequest, RerouteRequest, StopRequest};
use hall_protocol::window::Press;
use jiff::civil::Date;
use queue_core::command::{Command, HallCommand, HallVerb};
use queue_core::plan::Names;
use queue_core::stop::StopScope;
use queue_core::{AnnouncementId, AreaCode, GroupLetter, ServiceCode, ServiceDay, StopId, WindowNumber};

use super::answers::{self, Answered};
use super::body::{Faults, Sent, word};
use super::clean;
use super::records::press_of;
use super::tickets::submit;
use crate::identity::Caller;
use crate::state::HallState;
use crate::views::Topic;

/// The longest announcement, in characters: a board shows it in two lines.
pub(crate) const LONGEST: usize = 120;

pub(super) async fn look(State(state): State<HallState>) -> Answered {
    answers::view(&state, Topic::HallDay).await
}

pub(super) async fn stop(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<StopRequest>,
) -> Answered {
    let mut faults = Faults::default();
    let cause = faults.take("cause", word(&sent.cause));
    let scope = faults.take("scope", scope(&sent));
    let verb = cause
        .zip(scope)
        .map(|(cause, scope)| HallVerb::Stop { cause, scope });
    press(&state, &caller, &sent.press, sent.day, faults.or(verb)?).await
}

/// Exactly one scope may be named.
fn scope(sent: &StopRequest) -> Result<StopScope, String> {
    let mut scopes = Vec::new();
    if sent.hall {
        scopes.push(StopScope::Hall);
    }
    if !sent.groups.is_empty() {
        let letters = sent.groups.iter().map(|text| letter(text));
        scopes.push(StopScope::Groups(letters.collect::<Result<_, _>>()?));
    }
    scopes.extend(sent.department.as_deref().map(clean).map(StopScope::Department));
    if !sent.services.is_empty() {
        let codes = sent.services.iter().map(|code| ServiceCode::new(clean(code)));
        scopes.push(StopScope::Services(codes.collect()));
    }
    match (scopes.pop(), scopes.is_empty()) {
        (Some(scope), true) => Ok(scope),
        _ => Err("name exactly one of hall, groups, department and services".to_owned()),
    }
}

fn letter(text: &str) -> Result<GroupLetter, String> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => GroupLetter::new(letter).map_err(|problem| problem.to_string()),
        _ => Err(format!("{text:?} is not a letter of a group")),
    }
}

pub(super) async fn end_stop(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(stop): Path<u32>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let verb = HallVerb::EndStop { stop: StopId(stop) };
    press(&state, &caller, &sent.press, sent.day, verb).await
}

pub(super) async fn postpone(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(stop): Path<u32>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let verb = HallVerb::Postpone { stop: StopId(stop) };
    press(&state, &caller, &sent.press, sent.day, verb).await
}

pub(super) async fn reroute(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<RerouteRequest>,
) -> Answered {
    let verb = HallVerb::Reroute {
        from: ServiceCode::new(clean(&sent.from)),
        to: ServiceCode::new(clean(&sent.to)),
    };
    press(&state, &caller, &sent.press, sent.day, verb).await
}

pub(super) async fn close_early(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<CloseEarlyRequest>,
) -> Answered {
    let verb = HallVerb::CloseEarly {
        issue_until: sent.issue_until,
        day_ends_at: sent.day_ends_at,
    };
    press(&state, &caller, &sent.press, sent.day, verb).await
}

pub(super) async fn announce(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<AnnounceRequest>,
) -> Answered {
    let mut faults = Faults::default();
    let kind = faults.take("kind", word(&sent.kind));
    let text = faults.take("text", words(&sent.text));
    let verb = kind.zip(text).map(|(kind, text)| HallVerb::Announce {
        kind,
        text,
        areas: sent.areas.iter().map(|area| AreaCode::new(clean(area))).collect(),
        for_s: sent.for_s,
    });
    press(&state, &caller, &sent.press, sent.day, faults.or(verb)?).await
}

/// The words of an announcement: there in every language, and short enough for a board.
pub(crate) fn words(text: &hall_protocol::Names) -> Result<Names, String> {
    let fits = |text: &String| (1..=LONGEST).contains(&text.trim().chars().count());
    if ![&text.zh_hant, &text.zh_hans, &text.en].into_iter().all(fits) {
        return Err(format!(
            "write it in every language, in 1 to {LONGEST} characters"
        ));
    }
    Ok(Names {
        zh_hant: clean(text.zh_hant.trim()),
        zh_hans: clean(text.zh_hans.trim()),
        en: clean(text.en.trim()),
    })
}

pub(super) async fn end_announcement(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(announcement): Path<u32>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let announcement = AnnouncementId(announcement);
    let verb = HallVerb::EndAnnouncement { announcement };
    press(&state, &caller, &sent.press, sent.day, verb).await
}

pub(super) async fn cover(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(window): Path<u16>,
    Sent(sent): Sent<CoverRequest>,
) -> Answered {
    let verb = HallVerb::Cover {
        window: WindowNumber::new(window),
        by: WindowNumber::new(sent.by),
    };
    press(&state, &caller, &sent.press, sent.day, verb).await
}

pub(super) async fn end_cover(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(window): Path<u16>,
    Sent(sent): Sent<Press>,
) -> Answered {
    let window = WindowNumber::new(window);
    press(
        &state,
        &caller,
        &sent.press,
        sent.day,
        HallVerb::EndCover { window },
    )
    .await
}

async fn press(state: &HallState, caller: &Caller, id: &str, day: Date, verb: HallVerb) -> Answered {
    let press = press_of(id)?;
    let command = Command::Hall(HallCommand { press, verb });
    submit(state, caller, ServiceDay(day), command).await
}
