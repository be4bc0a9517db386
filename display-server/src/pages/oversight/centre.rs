//! 中心監督: what is handled here by department, what is outside the hall, and what people ask for that is not here.

use jiff::civil::Date;
use queue_core::ServiceDay;
use queue_core::case::Case;

use super::{Cases, Period, count, is_overdue};
use crate::http::Refused;
use crate::pages::locale::Locale;
use crate::pages::reader::Reader;

pub(super) struct Centre {
    pub(super) departments: Vec<Department>,
    /// Files outside the hall: code, service, where, since when.
    pub(super) outside: Vec<Outside>,
    /// What is not handled here, and how often it was asked for on the period's last day.
    pub(super) asked: Vec<(String, u64)>,
}

pub(super) struct Department {
    pub(super) name: String,
    /// The services of it that are handled here.
    pub(super) services: u32,
    pub(super) began: u32,
    pub(super) done: u32,
    pub(super) open: u32,
    pub(super) overdue: u32,
    pub(super) outside: u32,
}

pub(super) struct Outside {
    pub(super) code: String,
    pub(super) service: String,
    pub(super) to: String,
    pub(super) since: jiff::Timestamp,
}

impl Centre {
    pub(super) async fn read(
        reader: &Reader,
        locale: &Locale<'_>,
        period: Period,
        today: Date,
    ) -> Result<Self, Refused> {
        let cases = Cases::read(reader, period).await?;
        let day = reader.state.reports.day(ServiceDay(period.to)).await?;
        let mut asked = std::collections::BTreeMap::new();
        for line in day.iter().flat_map(|day| &day.elsewhere) {
            *asked.entry(line.entry.clone()).or_insert(0) += u64::from(line.times);
        }
        let name = |entry: String| {
            let known = locale
                .plan
                .elsewhere(&queue_core::ElsewhereCode::new(entry.as_str()));
            known.map_or(entry, |known| locale.plan_name(&known.names))
        };
        Ok(Self {
            departments: departments(locale, &cases, today),
            outside: cases
                .open
                .iter()
                .filter_map(|case| outside(locale, case))
                .collect(),
            asked: asked
                .into_iter()
                .map(|(entry, times)| (name(entry), times))
                .collect(),
        })
    }
}

fn outside(locale: &Locale<'_>, case: &Case) -> Option<Outside> {
    let away = case.away()?;
    Some(Outside {
        code: case.code.to_string(),
        service: locale.service(case.service.as_str()),
        to: locale.department(&away.to),
        since: away.since,
    })
}

fn departments(locale: &Locale<'_>, cases: &Cases, today: Date) -> Vec<Department> {
    let (plan, parts) = (locale.plan, locale.plan.parts());
    let of = |code: &str, case: &Case| {
        plan.service(&case.service)
            .is_some_and(|service| service.department == code)
    };
    let row = |code: &str, name: String| Department {
        name,
        services: count(&parts.services, |service| service.department == code),
        began: count(&cases.began, |case| of(code, case)),
        done: count(&cases.closed, |case| of(code, case)),
        open: count(&cases.open, |case| of(code, case)),
        overdue: count(&cases.open, |case| {
            of(code, case) && is_overdue(plan, case, today)
        }),
        outside: count(&cases.open, |case| of(code, case) && case.away().is_some()),
    };
    let all = parts.departments.iter();
    all.map(|one| row(&one.code, locale.plan_name(&one.names)))
        .collect()
}
