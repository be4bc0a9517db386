//! The manager's live queue: what one must see at first glance, most urgent first.

use askama::Template;
use hall_protocol::live::{Alert, LiveView, LiveWindow};
use queue_core::ServiceCode;

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
        match alert.kind.as_str() {
            "evacuation" | "system_down" | "department_absent" | "service_unserved" | "no_authority" => {
                self.stopped(alert)
            }
            _ => self.one_thing(alert),
        }
    }

    /// The names of what is stopped and since when, or of a service that nobody serves.
    fn stopped(&self, alert: &Alert) -> String {
        let named: Vec<String> = alert
            .subject
            .split_whitespace()
            .map(|code| self.named(code))
            .collect();
        let named = match named.as_slice() {
            [] => self.s.say("stop-everything"),
            named => named.join(&self.s.say("list-comma")),
        };
        let since = self.s.hm(&alert.since);
        format!("{named} · {}", self.s.fill("stop-since", &[("at", &since)]))
    }

    /// A group, a department or a service by its code.
    fn named(&self, code: &str) -> String {
        let plan = self.s.plan;
        let parts = plan.parts();
        let group = parts.groups.iter().find(|group| group.letter.to_string() == code);
        let names = group
            .map(|group| &group.names)
            .or_else(|| plan.department(code).map(|department| &department.names))
            .or_else(|| {
                plan.service(&ServiceCode::new(code))
                    .map(|service| &service.names)
            });
        names.map_or_else(
            || code.to_owned(),
            |names| format!("{code} {}", self.s.plan_name(names)),
        )
    }

    fn one_thing(&self, alert: &Alert) -> String {
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
