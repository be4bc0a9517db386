//! A notice by its code, for whoever holds it: what is charged, where to pay, where to complain. Nothing here says whose it
//! is, or who issued it; unknown codes look like any other wrong address.

use askama::Template;
use axum::extract::Path;
use hall_protocol::fee::{FeeItemView, FeeNoticeView, FeeStandingName};
use queue_core::NoticeCode;

use crate::http::Refused;
use crate::http::fees::notice_view;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::reader::Reader;

#[derive(Template)]
#[template(path = "fees/public.html")]
struct Page<'a> {
    f: Frame<'a>,
    notice: &'a FeeNoticeView,
    department: String,
    pay_at: String,
    channels: Vec<String>,
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = NoticeCode::parse(&code).map_err(|_| Refused::no_such())?;
    let notice = match notice_view(&reader.state, &code).await {
        Err(refused) if refused.problem().status == 404 => return Err(Refused::no_such().into()),
        notice => notice?,
    };
    let locale = reader.locale();
    let frame = reader.frame(&locale, locale.say("fee-paper"));
    drawn(&Page {
        department: locale.department(&notice.department),
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

    fn is_open(&self) -> bool {
        self.notice.standing == FeeStandingName::Open
    }
}
