//! The notice on paper: what is charged and on what ground, where to pay, and where to complain.
//!
//! Invariant: it has no name of its visitor; its code says whose it is to whoever brings it.

use askama::Template;
use axum::extract::Path;
use hall_protocol::fee::{FeeItemView, FeeNoticeView};

use crate::http::fees::{code_of, may_look, notice_view};
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::qr::qr;
use crate::pages::reader::Reader;

#[derive(Template)]
#[template(path = "fees/paper.html")]
struct Page<'a> {
    f: Frame<'a>,
    notice: &'a FeeNoticeView,
    department: String,
    qr: String,
    pay_at: String,
    channels: Vec<String>,
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    may_look(&reader.state, &reader.caller).await?;
    let code = code_of(&code)?;
    let notice = notice_view(&reader.state, &code).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("fee-paper"));
    frame.path = format!("/fees/{code}/paper");
    drawn(&Page {
        department: locale.department(&notice.department),
        qr: qr(&super::public_url(&locale, &notice.code))?,
        pay_at: super::pay_at(&locale, &notice),
        channels: super::channels(&locale, &notice.service.code),
        notice: &notice,
        f: frame,
    })
}

impl Page<'_> {
    fn amount(&self, fen: &u64) -> String {
        super::amount(self.f.s, *fen)
    }

    fn published(&self, item: &FeeItemView) -> String {
        super::published(self.f.s, item)
    }
}
