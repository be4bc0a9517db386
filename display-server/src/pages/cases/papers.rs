//! What is printed of a case: the correction notice, the receipt of its acceptance, the supervision letter.
//!
//! Invariant: no paper of a case has its visitor's name; its code says whose it is to whoever brings it.

use askama::Template;
use axum::extract::Path;
use hall_protocol::case::{CaseNoticeView, CaseView, SupervisionView};

use crate::http::Refused;
use crate::http::cases::{case_view, code_of};
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::qr::qr;
use crate::pages::reader::Reader;

/// The papers, as their address spells them.
const KINDS: [&str; 3] = ["notice", "receipt", "supervision"];

#[derive(Template)]
#[template(path = "cases/paper.html")]
struct Page<'a> {
    f: Frame<'a>,
    case: &'a CaseView,
    kind: &'static str,
    department: String,
    qr: String,
    /// The windows that serve its service.
    windows: String,
    /// The newest notice.
    notice: Option<&'a CaseNoticeView>,
    /// The newest letter.
    letter: Option<(&'a SupervisionView, String)>,
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(&code)?;
    let case = case_view(&reader.state, &reader.caller, &code).await?;
    let kind = KINDS.into_iter().find(|kind| reader.asked("kind") == Some(*kind));
    let kind = kind
        .filter(|kind| has(&case, kind))
        .ok_or_else(Refused::no_such)?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.of("paper", kind));
    frame.path = format!("/cases/{code}/paper");
    frame.kept = format!("kind={kind}&");
    let windows = crate::views::windows(&reader.plan, &case.service.code);
    let letter = case.supervisions.last();
    drawn(&Page {
        kind,
        department: locale.department(&case.department),
        qr: qr(&super::progress_url(&locale, &case.code))?,
        windows: locale.numbers(&windows),
        notice: case.notices.last(),
        letter: letter.map(|letter| (letter, locale.department(&letter.addressee))),
        case: &case,
        f: frame,
    })
}

fn has(case: &CaseView, kind: &str) -> bool {
    match kind {
        "notice" => !case.notices.is_empty(),
        "receipt" => case.accepted_on.is_some(),
        _ => !case.supervisions.is_empty(),
    }
}
