//! The start page: where everything of this hall is, and, in a demonstration, what to try.

use std::sync::Arc;

use askama::Template;

use super::frame::Frame;
use super::guard::{Shown, drawn};
use super::reader::Reader;
use crate::config::DemoNotes;

#[derive(Template)]
#[template(path = "start/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    demo: Option<Arc<DemoNotes>>,
    /// Code and name of each area.
    boards: Vec<(String, String)>,
    /// Number and name of each window.
    windows: Vec<(u16, String)>,
}

pub(super) async fn page(reader: Reader) -> Shown {
    let locale = reader.locale();
    let parts = reader.plan.parts();
    let areas = parts
        .areas
        .iter()
        .map(|area| (area.code.to_string(), locale.plan_name(&area.names)));
    let windows = parts
        .windows
        .iter()
        .map(|window| (window.number.get(), locale.plan_name(&window.names)));
    drawn(&Page {
        f: reader.frame(&locale, locale.say("start-title")),
        demo: reader.state.demo.clone(),
        boards: areas.collect(),
        windows: windows.collect(),
    })
}
