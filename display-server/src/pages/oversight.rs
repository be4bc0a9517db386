//! `/oversight`: what an overseer reads – the centre, the law, discipline, fees –, each only what is theirs.
//!
//! Invariant: nothing here is changed; what can be done stands on the pages that it leads to.

mod centre;
mod discipline;
mod legal;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use jiff::ToSpan;
use jiff::civil::Date;
use queue_core::HallPlan;
use queue_core::case::{Case, LimitState};
use queue_core::plan::Oversight;

use self::centre::Centre;
use self::discipline::Discipline;
use self::legal::Legal;
use super::frame::Frame;
use super::guard::{Shown, drawn};
use super::openness::FeeFacts;
use super::reader::Reader;
use crate::http::Refused;
use crate::http::followups::person_of;
use crate::http::records::standing;
use crate::store::Which;

/// The longest period, in days.
const LONGEST_DAYS: i32 = 31;

#[derive(Template)]
#[template(path = "oversight/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    /// What the reader oversees, the shown one among them.
    tabs: Vec<&'static str>,
    shown: &'static str,
    period: Period,
    centre: Option<Centre>,
    legal: Option<Legal>,
    discipline: Option<Discipline>,
    audit: Option<Vec<(String, Vec<FeeFacts>)>>,
}

/// The days that are looked at.
#[derive(Debug, Clone, Copy)]
struct Period {
    from: Date,
    to: Date,
}

/// On to the first kind that the reader oversees.
pub(super) async fn start(reader: Reader) -> Shown {
    let first = overseen(&reader)?
        .first()
        .copied()
        .ok_or_else(Refused::not_yours)?;
    Ok(Redirect::to(&format!("/oversight/{}", word(first))).into_response())
}

pub(super) async fn page(reader: Reader, Path(kind): Path<String>) -> Shown {
    let known = Oversight::ALL.into_iter().find(|known| word(*known) == kind);
    let known = known.ok_or_else(Refused::no_such)?;
    let mine = overseen(&reader)?;
    if !mine.contains(&known) {
        return Err(Refused::not_yours().into());
    }
    let now = standing(&reader.state).await?;
    let period = Period::asked(&reader, now.day)?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("oversight-title"));
    frame.path = format!("/oversight/{kind}");
    frame.kept = format!("from={}&to={}&", period.from, period.to);
    let mut page = Page {
        f: frame,
        tabs: mine.iter().copied().map(word).collect(),
        shown: word(known),
        period,
        centre: None,
        legal: None,
        discipline: None,
        audit: None,
    };
    match known {
        Oversight::Centre => page.centre = Some(Centre::read(&reader, &locale, period, now.day).await?),
        Oversight::Legal => page.legal = Some(Legal::read(&reader, &locale, period, now.day).await?),
        Oversight::Discipline => page.discipline = Some(Discipline::read(&reader, period, now.day).await?),
        Oversight::Audit => page.audit = Some(fees(&locale)),
    }
    drawn(&page)
}

/// The kinds that the reader oversees by the plan that holds.
fn overseen(reader: &Reader) -> Result<Vec<Oversight>, Refused> {
    let (code, _) = person_of(&reader.caller).ok_or_else(Refused::who_are_you)?;
    let person = reader.plan.person(code).ok_or_else(Refused::not_yours)?;
    Ok(person.oversees.clone())
}

fn word(kind: Oversight) -> &'static str {
    match kind {
        Oversight::Centre => "centre",
        Oversight::Legal => "legal",
        Oversight::Discipline => "discipline",
        Oversight::Audit => "audit",
    }
}

impl Period {
    /// What the address asks for; without it the last month.
    fn asked(reader: &Reader, today: Date) -> Result<Self, Refused> {
        let read = |name: &str| {
            let text = reader.asked(name).filter(|text| !text.is_empty());
            let date = text.map(str::parse::<Date>).transpose();
            date.map_err(|_| Refused::bad_field(name, "expected a date such as 2026-03-02"))
        };
        let to = read("to")?.unwrap_or(today);
        let earliest = to.checked_sub((LONGEST_DAYS - 1).days()).unwrap_or(to);
        let from = read("from")?.unwrap_or(earliest);
        Ok(Self {
            from: from.clamp(earliest, to),
            to,
        })
    }
}

/// The cases that are not done, those that began in a period, and those that were done in it.
struct Cases {
    open: Vec<Case>,
    began: Vec<Case>,
    closed: Vec<Case>,
}

impl Cases {
    async fn read(reader: &Reader, Period { from, to }: Period) -> Result<Self, Refused> {
        let reports = &reader.state.reports;
        Ok(Self {
            open: reports.records::<Case>(Which::Open).await?,
            began: reports.records::<Case>(Which::Began { from, to }).await?,
            closed: reports.records::<Case>(Which::Closed { from, to }).await?,
        })
    }
}

fn is_overdue(plan: &HallPlan, case: &Case, day: Date) -> bool {
    case.limit_state(plan, day) == Some(LimitState::Overdue)
}

fn count<'a, T: 'a>(all: impl IntoIterator<Item = &'a T>, wanted: impl Fn(&T) -> bool) -> u32 {
    let wanted = all.into_iter().filter(|one| wanted(one));
    u32::try_from(wanted.count()).unwrap_or(u32::MAX)
}

impl Page<'_> {
    /// Why something could not be done; the code itself when the plan has none such any more.
    fn cause(&self, code: &str) -> String {
        let locale = self.f.s;
        let known = locale.plan.followups().causes.get(code);
        known.map_or_else(|| code.to_owned(), |known| locale.plan_name(&known.names))
    }
}

/// Every fee, under its service.
fn fees(locale: &super::locale::Locale<'_>) -> Vec<(String, Vec<FeeFacts>)> {
    let services = locale.plan.parts().services.iter();
    let with_fees = services.filter(|service| !service.fees.is_empty());
    with_fees
        .map(|service| {
            let name = format!("{} {}", service.code, locale.plan_name(&service.names));
            let fees = service.fees.iter().map(|fee| FeeFacts::of(locale, fee));
            (name, fees.collect())
        })
        .collect()
}
