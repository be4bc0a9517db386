//! The board of a waiting area: which ticket goes to which window.
//!
//! Invariant I5: a board shows no assistance and no name; its view has no field for either.
//! Sizes, contrasts and layouts are in `assets/board.css`, each with its reason.

mod notices;
mod quiet;

use askama::Template;
use axum::extract::Path;
use hall_protocol::board::{BoardCall, BoardView, BoardWindow};
use hall_protocol::window::WindowStateName;
use jiff::{SignedDuration, Timestamp};
use queue_core::AreaCode;

use super::frame::BoardPage;
use super::guard::{Shown, drawn};
use super::locale::Locale;
use super::reader::Reader;
use super::streams;
use super::words::Words;
use crate::views::Topic;

use notices::Notices;
use quiet::Card;

/// How long a call is marked as new; the least that a spoken call stays readable.
const NEW_FOR: SignedDuration = SignedDuration::from_secs(20);

pub(super) async fn page(reader: Reader, Path(area): Path<String>) -> Shown {
    let fragment = streams::fragment(&reader, topic(area)).await?;
    let locale = reader.locale();
    let frame = reader.frame(&locale, locale.say("board-title"));
    drawn(&BoardPage {
        f: frame,
        stream: reader.stream(),
        fragment: &fragment,
    })
}

pub(super) async fn events(reader: Reader, Path(area): Path<String>) -> Shown {
    streams::stream(reader, topic(area)).await
}

fn topic(area: String) -> Topic {
    Topic::Board(AreaCode::new(area))
}

/// The part of the page that changes.
#[derive(Template)]
#[template(path = "board/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    second: Words,
    marks: Marks<'a>,
    face: Face,
    hours: Option<String>,
    notices: Notices,
    /// What is shown while nobody is called.
    card: Option<Card>,
    view: &'a BoardView,
}

/// Draws the part of a board that changes.
pub(super) fn fragment(view: &BoardView, locale: &Locale<'_>) -> askama::Result<String> {
    let count = view.windows.len();
    let fragment = Fragment {
        s: locale,
        second: locale.second(),
        marks: Marks(locale),
        face: Face::for_windows(count),
        hours: locale.hours_on(view.now),
        notices: Notices::of(view, locale),
        card: quiet::card(view, locale),
        view,
    };
    fragment.render()
}

/// How a board is divided, by the number of its windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Face {
    /// Windows side by side.
    columns: usize,
    /// Windows below one another.
    rows: usize,
    /// The last calls shown large: one beside the windows, or a strip of three above them.
    calls: usize,
}

impl Face {
    fn for_windows(count: usize) -> Self {
        let (columns, calls) = match count {
            0..=4 => (1, 1),
            5..=12 => (2, 1),
            13..=24 => (3, 3),
            _ => (5, 3),
        };
        Self {
            columns,
            rows: count.div_ceil(columns).max(1),
            calls,
        }
    }

    /// The stylesheet's name of the layout: the columns, and whether the rows are tall.
    fn class(self) -> &'static str {
        match (self.columns, self.rows) {
            (1, _) => "face-1",
            (2, ..=4) => "face-2-tall",
            (2, _) => "face-2",
            (3, _) => "face-3",
            _ => "face-5",
        }
    }

    fn calls(self, view: &BoardView) -> &[BoardCall] {
        view.calls.get(..self.calls).unwrap_or(&view.calls)
    }

    fn columns(self, view: &BoardView) -> Vec<Vec<Line<'_>>> {
        view.windows
            .chunks(self.rows)
            .map(|column| column.iter().map(|window| Line::new(window, view)).collect())
            .collect()
    }
}

/// One window's line.
struct Line<'a> {
    window: u16,
    class: &'static str,
    ticket: Option<&'a str>,
    mark: &'a str,
    waiting: u32,
    called_at: Option<Timestamp>,
    fresh: bool,
}

impl<'a> Line<'a> {
    fn new(window: &'a BoardWindow, view: &'a BoardView) -> Self {
        let ticket = window.ticket.as_deref();
        let call = ticket.and_then(|ticket| {
            view.calls
                .iter()
                .find(|call| call.window == window.window && call.ticket == ticket)
        });
        Self {
            window: window.window,
            class: state_class(window.state),
            ticket,
            mark: call.map_or("none", |call| call.mark.as_str()),
            waiting: window.waiting,
            called_at: call.map(|call| call.at),
            fresh: call.is_some_and(|call| view.now.duration_since(call.at) < NEW_FOR),
        }
    }
}

/// A window's state as stylesheets and texts name it.
pub(super) fn state_class(state: WindowStateName) -> &'static str {
    match state {
        WindowStateName::Closed => "closed",
        WindowStateName::Free => "free",
        WindowStateName::Called => "called",
        WindowStateName::Serving => "serving",
        WindowStateName::Paused => "paused",
    }
}

/// What public screens say of a class: 優先, 預約, or nothing; never which class.
pub(super) struct Marks<'a>(pub(super) &'a Locale<'a>);

impl Marks<'_> {
    pub(super) fn of(&self, mark: &str) -> Option<String> {
        (mark != "none").then(|| self.0.of("mark", mark))
    }
}
