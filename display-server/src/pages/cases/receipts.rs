//! `/cases/receipts`: one paper for an agent's trip, with the matter of each principal whom the agent came for.

use askama::Template;
use axum::extract::Query;
use hall_protocol::case::MatterView;
use queue_core::MatterCode;
use queue_core::agency::PRINCIPALS_LIMIT;
use queue_core::case::Case;

use crate::http::Refused;
use crate::http::records::{Standing, standing};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::reader::Reader;
use crate::views;

#[derive(Template)]
#[template(path = "cases/receipts.html")]
struct Page<'a> {
    f: Frame<'a>,
    lines: Vec<Line>,
}

/// A matter, and the mandate that it belongs to.
struct Line {
    matter: MatterView,
    mandate: Option<String>,
}

pub(in crate::pages) async fn page(reader: Reader, Query(fields): Query<Vec<(String, String)>>) -> Shown {
    let asked = Filled::sent(fields);
    let codes = asked.all("code").filter_map(|code| MatterCode::parse(code).ok());
    let codes: Vec<_> = codes.take(PRINCIPALS_LIMIT).collect();
    let cases = reader.state.reports.records_of::<Case>(codes.clone()).await?;
    if cases.is_empty() {
        return Err(Refused::no_such().into());
    }
    let Standing { plan, day } = standing(&reader.state).await?;
    let lines = cases.iter().map(|case| Line {
        matter: views::matter(&plan, case, day),
        mandate: case.mandate.as_ref().map(ToString::to_string),
    });
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("paper-receipts"));
    for code in &codes {
        frame.kept.extend(["code=", code.as_str(), "&"]);
    }
    drawn(&Page {
        lines: lines.collect(),
        f: frame,
    })
}
