//! 法制監督: what each service promises and keeps, what was refused, why clocks stood still, what was asked for twice.

use std::collections::BTreeMap;

use jiff::civil::Date;
use queue_core::case::{Case, Completion};
use queue_core::plan::Service;

use super::{Cases, Period, count, is_overdue};
use crate::http::Refused;
use crate::pages::locale::Locale;
use crate::pages::reader::Reader;

pub(super) struct Legal {
    pub(super) services: Vec<Row>,
    /// Why clocks stood still, and how often.
    pub(super) stops: Vec<(String, u32)>,
    /// Correction notices that asked for what an earlier one did not.
    pub(super) beyond_first: u32,
    /// Cases that count as accepted because nobody told in time what is missing.
    pub(super) deemed: u32,
}

pub(super) struct Row {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) limit: String,
    pub(super) has_fees: bool,
    pub(super) done: u32,
    pub(super) late: u32,
    pub(super) refused: u32,
    pub(super) open: u32,
    pub(super) overdue: u32,
}

impl Legal {
    pub(super) async fn read(
        reader: &Reader,
        locale: &Locale<'_>,
        period: Period,
        today: Date,
    ) -> Result<Self, Refused> {
        let cases = Cases::read(reader, period).await?;
        let services = locale.plan.parts().services.iter();
        let looked_at = || cases.open.iter().chain(&cases.closed);
        Ok(Self {
            services: services.map(|one| row(locale, &cases, one, today)).collect(),
            stops: stops(locale, looked_at()),
            beyond_first: looked_at()
                .map(|case| count(&case.notices, |notice| notice.beyond_first))
                .sum(),
            deemed: count(looked_at(), |case| {
                case.acceptance.as_ref().is_some_and(|accepted| accepted.deemed)
            }),
        })
    }
}

fn row(locale: &Locale<'_>, cases: &Cases, service: &Service, today: Date) -> Row {
    let plan = locale.plan;
    let is_of = |case: &Case| case.service == service.code;
    let is_refused = |case: &Case| {
        case.completed
            .as_ref()
            .is_some_and(|done| done.how == Completion::Refused)
    };
    Row {
        code: service.code.to_string(),
        name: locale.plan_name(&service.names),
        limit: match service.limit_days {
            0 => locale.say("limit-spot"),
            days => locale.count("limit-days", &days),
        },
        has_fees: !service.fees.is_empty(),
        done: count(&cases.closed, is_of),
        late: count(&cases.closed, |case| {
            is_of(case) && case.kept_limit(plan) == Some(false)
        }),
        refused: count(&cases.closed, |case| is_of(case) && is_refused(case)),
        open: count(&cases.open, is_of),
        overdue: count(&cases.open, |case| is_of(case) && is_overdue(plan, case, today)),
    }
}

fn stops<'a>(locale: &Locale<'_>, cases: impl Iterator<Item = &'a Case>) -> Vec<(String, u32)> {
    let mut times: BTreeMap<&str, u32> = BTreeMap::new();
    for stop in cases.flat_map(|case| &case.stops) {
        *times.entry(stop.reason.as_str()).or_default() += 1;
    }
    let name = |code: &str| {
        let known = locale.plan.cases().stop_reason(code);
        known.map_or_else(|| code.to_owned(), |known| locale.plan_name(&known.names))
    };
    times
        .into_iter()
        .map(|(code, times)| (name(code), times))
        .collect()
}
