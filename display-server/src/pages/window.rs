//! The console of a window: who is there, what can be pressed, who comes next.
//!
//! Invariant: the drawing holds nothing of the person who looks at it, so that all who look share one.
//! Which presses are offered follows the window's state; whether one holds is the hall's to decide.

mod press;

use askama::Template;
use axum::extract::Path;
use hall_protocol::notice::StopView;
use hall_protocol::ticket::ServiceRef;
use hall_protocol::window::{
    ConsoleView, CurrentTicket, WindowEscort, WindowPart, WindowStateName, WindowView,
};
use queue_core::WindowNumber;
use queue_core::leg::Outcome;

use super::board::state_class;
use super::frame::{KEYS, WindowPage};
use super::guard::{Shown, drawn};
use super::locale::Locale;
use super::reader::Reader;
use super::services::{GroupChoices, elsewhere_choices, need_choices, service_choices};
use super::streams;
use crate::views::{Topic, outcome_name};

pub(super) use press::press;

pub(super) async fn page(reader: Reader, Path(window): Path<u16>) -> Shown {
    let fragment = streams::fragment(&reader, topic(window)).await?;
    let locale = reader.locale();
    let title = locale.fill("window-title", &[("window", locale.window(&window).as_str())]);
    let frame = reader.frame(&locale, title);
    drawn(&WindowPage {
        f: frame,
        stream: reader.stream(),
        fragment: &fragment,
        keys: KEYS,
    })
}

pub(super) async fn events(reader: Reader, Path(window): Path<u16>) -> Shown {
    streams::stream(reader, topic(window)).await
}

fn topic(window: u16) -> Topic {
    Topic::Window(WindowNumber::new(window))
}

#[derive(Template)]
#[template(path = "window/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a WindowView,
    /// The windows for which this one serves too; empty: none.
    covers: String,
    may_cover: &'a [u16],
    /// How often advice was given here today.
    advice: u32,
    /// The matters that the last press began or changed.
    last_matters: &'a [String],
    /// Who decides it, where another department does.
    decides: Option<String>,
    /// What nobody who is here may decide on the spot.
    without_authority: &'a [ServiceRef],
    stops: &'a [StopView],
    state: &'static str,
    can: Presses,
    why: &'a str,
    late: bool,
    waited: String,
    usual_minutes: u32,
    outcomes: [&'static str; Outcome::FOR_CLERKS.len()],
    services: Vec<GroupChoices>,
    needs: Vec<(String, String)>,
    elsewhere: Vec<(String, String)>,
    /// Whether who is served may be charged here, and whether payments are taken here.
    charges: bool,
    collects: bool,
}

/// Draws the part of a console that changes.
pub(super) fn fragment(console: &ConsoleView, locale: &Locale<'_>) -> askama::Result<String> {
    let view = &console.window;
    let current = view.current.as_ref();
    let called_at = |current: &CurrentTicket| current.called_at.unwrap_or(view.now);
    let fragment = Fragment {
        s: locale,
        view,
        covers: locale.numbers(&console.covers),
        may_cover: &console.may_cover,
        advice: console.advice_today,
        last_matters: &console.last_matters,
        decides: console
            .last_matter_decided_by
            .as_ref()
            .map(|code| locale.department(code)),
        without_authority: &console.without_authority,
        stops: &console.stops,
        state: state_class(view.state),
        can: Presses::at(view),
        why: current.map_or("", |current| current.why.reason.as_str()),
        late: current.is_some_and(|current| called_at(current) > current.deadline),
        waited: current.map_or_else(String::new, |current| {
            locale.between(&current.ready_at, &called_at(current))
        }),
        usual_minutes: current.map_or(0, |current| locale.usual_minutes(&current.service.code)),
        outcomes: clerk_outcomes(),
        services: service_choices(locale),
        needs: need_choices(locale),
        elsewhere: elsewhere_choices(locale),
        charges: charges(locale, view),
        collects: collects(locale, view.window) && view.state != WindowStateName::Closed,
    };
    fragment.render()
}

/// Whether who is served may be charged at this window.
fn charges(locale: &Locale<'_>, view: &WindowView) -> bool {
    let service = view.current.as_ref().map(|current| current.service.code.as_str());
    let service = service.and_then(|code| locale.plan.service(&queue_core::ServiceCode::new(code)));
    view.state == WindowStateName::Serving
        && service.is_some_and(queue_core::plan::Service::is_charged)
        && !collects(locale, view.window)
}

fn collects(locale: &Locale<'_>, window: u16) -> bool {
    let window = locale.plan.window(WindowNumber::new(window));
    window.is_some_and(|window| locale.plan.collects(window))
}

impl Fragment<'_> {
    /// What an escort has to do with this window, as the family of texts spells it.
    fn part(&self, escort: &WindowEscort) -> &'static str {
        match escort.part {
            WindowPart::Arriving => "arriving",
            WindowPart::StandIn => "stand-in",
            WindowPart::Mine => "mine",
            WindowPart::Asked => "asked",
            WindowPart::Here => "here",
        }
    }

    fn can_arrive(&self, escort: &WindowEscort) -> bool {
        let is_led = matches!(escort.job.state.as_str(), "accepted" | "met");
        is_led
            && matches!(
                escort.part,
                WindowPart::Arriving | WindowPart::Mine | WindowPart::Asked
            )
    }
}

/// The outcomes a clerk may choose, as the wire spells them.
pub(super) fn clerk_outcomes() -> [&'static str; Outcome::FOR_CLERKS.len()] {
    Outcome::FOR_CLERKS.map(outcome_name)
}

/// Which presses are offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one yes or no for each button of the console"
)]
struct Presses {
    open: bool,
    close: bool,
    pause: bool,
    resume: bool,
    call_next: bool,
    recall: bool,
    start: bool,
    finish: bool,
    no_show: bool,
    park: bool,
    resume_ticket: bool,
    transfer: bool,
    guide: bool,
}

impl Presses {
    fn at(view: &WindowView) -> Self {
        match view.state {
            WindowStateName::Closed => Self {
                open: true,
                ..Self::default()
            },
            WindowStateName::Paused => Self {
                resume: true,
                close: true,
                ..Self::staffed()
            },
            WindowStateName::Free => Self {
                close: true,
                pause: true,
                call_next: true,
                resume_ticket: true,
                ..Self::staffed()
            },
            WindowStateName::Called => Self {
                recall: true,
                start: true,
                no_show: true,
                park: true,
                transfer: true,
                ..Self::staffed()
            },
            WindowStateName::Serving => Self {
                call_next: true,
                finish: true,
                park: true,
                transfer: true,
                ..Self::staffed()
            },
        }
    }

    /// What somebody at the window can do in every state.
    fn staffed() -> Self {
        Self {
            guide: true,
            ..Self::default()
        }
    }
}
