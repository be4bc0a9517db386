//! The manager's live queue: what one must see at first glance, most urgent first.

use askama::Template;
use hall_protocol::live::{Alert, LiveView, LiveWindow};

use super::board::state_class;
use super::frame::LivePage;
use super::guard::{Shown, drawn};
use super::locale::Locale;
use super::reader::Reader;
use super::streams;
use crate::views::Topic;

pub(super) async fn page(reader: Reader) -> Shown {
    let fragment = streams::fragment(&reader, Topic::Live).await?;
    let locale = reader.locale();
    let frame = reader.frame(&locale, locale.say("live-title"));
    drawn(&LivePage {
        f: frame,
        css: "live.css",
        script: "press.js",
        stream: reader.stream(),
        fragment: &fragment,
    })
}

pub(super) async fn events(reader: Reader) -> Shown {
    streams::stream(reader, Topic::Live).await
}

#[derive(Template)]
#[template(path = "live/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a LiveView,
    lines: Vec<Line<'a>>,
}

struct Line<'a> {
    window: &'a LiveWindow,
    class: &'static str,
}

/// Draws the part of the live queue that changes.
pub(super) fn fragment(view: &LiveView, locale: &Locale<'_>) -> askama::Result<String> {
    let lines = view
        .windows
        .iter()
        .map(|window| Line {
            window,
            class: state_class(window.state),
        })
        .collect();
    Fragment {
        s: locale,
        view,
        lines,
    }
    .render()
}

impl Fragment<'_> {
    /// What an alert is about, in words: a group by its name, a place by its name, anything else as it is.
    fn subject(&self, alert: &Alert) -> String {
        let group = self
            .view
            .groups
            .iter()
            .find(|group| group.letter == alert.subject);
        if let Some(group) = group {
            return format!("{} {}", group.letter, self.s.name(&group.names));
        }
        let place = self
            .s
            .plan
            .place(&queue_core::DeviceId::new(alert.subject.as_str()));
        place.map_or_else(|| alert.subject.clone(), |place| self.s.plan_name(&place))
    }
}
