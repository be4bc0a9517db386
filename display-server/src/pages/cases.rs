//! Cases: the list, one case with everything that can be decided about it, its papers, and what its visitor sees of it.

mod desk;
mod list;
mod papers;
mod progress;
mod receipts;

pub(super) use desk::{page as case_page, press as case_press};
pub(super) use list::{find, page as list_page};
pub(super) use papers::page as paper_page;
pub(super) use progress::{ask as ask_page, page as progress_page};
pub(super) use receipts::page as receipts;

use hall_protocol::case::{CaseView, LimitName, StandingName};

use super::locale::Locale;

/// Where a case's own page is, for whoever holds its code.
fn progress_url(locale: &Locale<'_>, code: &str) -> String {
    let base = locale.plan.parts().hall.public_url.trim_end_matches('/');
    format!("{base}/m/{code}")
}

/// The class by which a case's row or heading is coloured; the words beside it say the same.
fn mark(standing: StandingName, limit: Option<LimitName>) -> &'static str {
    match (standing, limit) {
        (_, Some(LimitName::Overdue)) => "overdue",
        (_, Some(LimitName::Warned)) => "warned",
        (StandingName::Closed, _) => "closed",
        (StandingName::Received | StandingName::AwaitingCorrection | StandingName::Open, _) => "going",
    }
}

/// How much of its limit has passed, in percent, 100 at most.
fn used_percent(case: &CaseView) -> u32 {
    match (case.used_days, case.limit_days) {
        (Some(used), Some(limit)) if limit > 0 => (used * 100 / limit).min(100),
        _ => 0,
    }
}
