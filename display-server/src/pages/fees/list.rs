//! The notices of a period, for managers and for who oversees the fees.

use askama::Template;
use axum::http::Uri;
use hall_protocol::fee::{FeeLine, FeeStandingName, FeesView};

use crate::http::fees::{FeesQuestion, fees_view, found, may_audit};
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::reader::Reader;

#[derive(Template)]
#[template(path = "fees/list.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: FeesView,
    standing: Option<FeeStandingName>,
    /// How many are not shown, since a list has an end.
    more: usize,
}

pub(in crate::pages) async fn page(reader: Reader, uri: Uri) -> Shown {
    may_audit(&reader.state, &reader.caller).await?;
    let question = FeesQuestion::read(&reader.state, &uri).await?;
    let (plan, notices) = found(&reader.state, &question).await?;
    let view = fees_view(&plan, &question, &notices);
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("fees-title"));
    frame.kept = format!("from={}&to={}&", question.from, question.to);
    if let Some(standing) = question.standing {
        frame.kept.push_str("standing=");
        frame.kept.push_str(standing.name());
        frame.kept.push('&');
    }
    drawn(&Page {
        more: notices.len().saturating_sub(view.notices.len()),
        view,
        standing: question.standing,
        f: frame,
    })
}

impl Page<'_> {
    fn amount(&self, fen: &u64) -> String {
        super::amount(self.f.s, *fen)
    }

    fn department(&self, line: &FeeLine) -> String {
        self.f.s.department(&line.department)
    }

    fn standings(&self) -> [FeeStandingName; 4] {
        FeeStandingName::ALL
    }

    fn is_shown(&self, standing: &FeeStandingName) -> bool {
        self.standing == Some(*standing)
    }
}
