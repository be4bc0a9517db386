//! Who answers for which visitor: the open responsibilities of everybody, for everybody who works in the hall.

use askama::Template;
use hall_protocol::responsibility::ResponsibilitiesView;

use super::frame::LivePage;
use super::guard::{Shown, drawn};
use super::locale::Locale;
use super::reader::Reader;
use super::streams;
use crate::views::Topic;

pub(super) async fn page(reader: Reader) -> Shown {
    let fragment = streams::fragment(&reader, Topic::Responsible).await?;
    let locale = reader.locale();
    let frame = reader.frame(&locale, locale.say("responsible-title"));
    drawn(&LivePage {
        f: frame,
        css: "cases.css",
        script: "live.js",
        stream: reader.stream(),
        fragment: &fragment,
    })
}

pub(super) async fn events(reader: Reader) -> Shown {
    streams::stream(reader, Topic::Responsible).await
}

#[derive(Template)]
#[template(path = "responsible/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a ResponsibilitiesView,
}

/// Draws the part of the page that changes.
pub(super) fn fragment(view: &ResponsibilitiesView, locale: &Locale<'_>) -> askama::Result<String> {
    Fragment { s: locale, view }.render()
}
