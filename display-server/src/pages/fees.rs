//! Fees: the notice that a window issues, the desk at which its payment is recorded, its paper, the list for the audit, the
//! bank's lists, and what a visitor sees by the notice's code.

mod bank;
mod collect;
mod desk;
mod issue;
mod list;
mod paper;
mod public;

pub(super) use bank::{bring as bank_bring, page as bank_page, show as bank_list_page};
pub(super) use collect::{find, page as collect_page};
pub(super) use desk::{page as notice_page, press as notice_press};
pub(super) use issue::{page as issue_page, press as issue_press};
pub(super) use list::page as list_page;
pub(super) use paper::page as paper_page;
pub(super) use public::page as public_page;

use hall_protocol::fee::{FeeItemView, FeeNoticeView};
use hall_protocol::window::{ConsoleView, WindowStateName};
use queue_core::WindowNumber;
use queue_core::fee::yuan;

use super::locale::Locale;
use super::reader::Reader;
use crate::hall_owner::SubmitError;
use crate::http::Refused;
use crate::views::{Topic, ViewBody};

/// An amount: `119.00 元`.
fn amount(locale: &Locale<'_>, fen: u64) -> String {
    locale.fill("fee-yuan", &[("amount", &yuan(fen))])
}

/// What was published of an item, a unit named: `0.30–0.60 元／平方米`.
fn published(locale: &Locale<'_>, item: &FeeItemView) -> String {
    let (Some(lower), Some(upper)) = (item.lower_fen, item.upper_fen) else {
        return locale.of("fee-amount", &item.terms);
    };
    let amount = if lower == upper {
        locale.fill("fee-yuan", &[("amount", &yuan(lower))])
    } else {
        let between = format!("{}–{}", yuan(lower), yuan(upper));
        locale.fill("fee-yuan", &[("amount", &between)])
    };
    let unit = locale.name(&item.unit);
    if unit.is_empty() {
        amount
    } else {
        locale.fill("fee-each", &[("amount", &amount), ("unit", &unit)])
    }
}

/// Where a notice's own page is, for whoever holds it; the fee window's reader reads the code out of it.
fn public_url(locale: &Locale<'_>, code: &str) -> String {
    let base = locale.plan.parts().hall.public_url.trim_end_matches('/');
    format!("{base}/n/{code}")
}

/// Where the payment is taken, in words.
fn pay_at(locale: &Locale<'_>, notice: &FeeNoticeView) -> String {
    if notice.pay_at.is_empty() {
        return locale.say("fee-pay-nowhere");
    }
    locale.fill("fee-pay-at", &[("windows", &locale.numbers(&notice.pay_at))])
}

/// Where to complain about a service.
fn channels(locale: &Locale<'_>, service: &str) -> Vec<String> {
    let code = queue_core::ServiceCode::new(service);
    let known = locale.plan.service(&code);
    known.map_or_else(Vec::new, |service| {
        super::openness::Facts::of(locale, service).channels
    })
}

/// What stands at a window; none: the hall is closed, or has no such window.
async fn console(reader: &Reader, window: u16) -> Result<Option<ConsoleView>, Refused> {
    let view = match reader
        .state
        .owner
        .view(Topic::Window(WindowNumber::new(window)))
        .await
    {
        Err(SubmitError::NoSuch) => return Ok(None),
        view => view?,
    };
    Ok(if let ViewBody::Window(console) = &view.body {
        Some(console.clone())
    } else {
        None
    })
}

/// Who is served at a window.
fn served(console: &ConsoleView) -> Option<(String, String)> {
    let current = console.window.current.as_ref()?;
    (console.window.state == WindowStateName::Serving)
        .then(|| (current.ticket.clone(), current.service.code.clone()))
}
