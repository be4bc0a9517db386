//! The bank's lists: brought as a file, and each with what does not match.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use hall_protocol::fee::{BankDifference, BankListView, BankListsView, FeeLine, VerdictName};
use queue_core::fee::ListKey;

use crate::http::bank_lists::{import, list_view, lists_view};
use crate::http::fees::may_audit;
use crate::http::{PLAN_LIMIT, Refused};
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::multipart::WithFile;
use crate::pages::pressing::random_id;
use crate::pages::reader::Reader;

#[derive(Template)]
#[template(path = "fees/bank.html")]
struct Page<'a> {
    f: Frame<'a>,
    lists: BankListsView,
    fault: Option<String>,
    /// The rows that could not be read, when none could: line and column.
    rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "fees/bank_list.html")]
struct List<'a> {
    f: Frame<'a>,
    list: &'a BankListView,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    may_audit(&reader.state, &reader.caller).await?;
    show_all(&reader, None, Vec::new()).await
}

async fn show_all(reader: &Reader, fault: Option<String>, rows: Vec<(String, String)>) -> Shown {
    let lists = lists_view(&reader.state).await?;
    let locale = reader.locale();
    let is_bad = fault.is_some();
    let mut frame = reader.frame(&locale, locale.say("bank-title"));
    "/fees/bank".clone_into(&mut frame.path);
    let page = drawn(&Page {
        f: frame,
        lists,
        fault,
        rows,
    })?;
    Ok(if is_bad {
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    } else {
        page
    })
}

/// A list is brought: what it came to is shown at once, with the rows that could not be read. The same list again changes
/// nothing, so that a press may have an id of its own.
pub(in crate::pages) async fn bring(reader: Reader, WithFile { file, .. }: WithFile) -> Shown {
    may_audit(&reader.state, &reader.caller).await?;
    let bytes = file.unwrap_or_default().bytes;
    let text = match text_of(&bytes) {
        Ok(text) => text,
        Err(key) => return show_all(&reader, Some(reader.locale().say(key)), Vec::new()).await,
    };
    match import(&reader.state, &reader.caller, random_id()?, text).await {
        Ok(list) => show_list(&reader, &list),
        Err(refused) if refused.problem().status == 422 => {
            let words = reader.say_problem(refused.problem());
            let rows = refused.problem().fields.iter();
            let rows = rows.filter_map(|fault| fault.field.strip_prefix("line ")?.split_once(' '));
            let rows = rows.map(|(line, column)| (line.to_owned(), column.to_owned()));
            show_all(&reader, Some(words), rows.collect()).await
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The text of the file; else the key of what is wrong.
fn text_of(bytes: &[u8]) -> Result<&str, &'static str> {
    if bytes.is_empty() {
        return Err("bank-nothing");
    }
    if bytes.len() > PLAN_LIMIT {
        return Err("bank-too-large");
    }
    std::str::from_utf8(bytes).map_err(|_| "bank-no-text")
}

pub(in crate::pages) async fn show(reader: Reader, Path(list): Path<String>) -> Shown {
    may_audit(&reader.state, &reader.caller).await?;
    let key = ListKey::parse(&list).map_err(|_| Refused::no_such())?;
    show_list(&reader, &list_view(&reader.state, &key).await?)
}

fn show_list(reader: &Reader, list: &BankListView) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("bank-title"));
    frame.path = format!("/fees/bank/{}", list.line.list);
    drawn(&List { f: frame, list })
}

impl List<'_> {
    fn amount(&self, fen: &u64) -> String {
        super::amount(self.f.s, *fen)
    }

    fn here(&self, row: &BankDifference) -> String {
        row.here_fen
            .as_ref()
            .map_or_else(|| "–".to_owned(), |fen| self.amount(fen))
    }

    fn department(&self, line: &FeeLine) -> String {
        self.f.s.department(&line.department)
    }

    /// The verdicts that occur, the gravest first.
    fn verdicts(&self) -> Vec<VerdictName> {
        let occurs = |verdict: &VerdictName| self.list.differences.iter().any(|row| row.verdict == *verdict);
        VerdictName::ALL.into_iter().filter(occurs).collect()
    }

    fn of(&self, verdict: &VerdictName) -> Vec<&BankDifference> {
        let rows = self.list.differences.iter();
        rows.filter(|row| row.verdict == *verdict).collect()
    }

    fn is_well(&self) -> bool {
        self.list.differences.is_empty()
            && self.list.not_in_bank.is_empty()
            && self.list.used_twice.is_empty()
            && self.list.line.bad_rows == 0
    }
}
