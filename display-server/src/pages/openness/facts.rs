//! What there is to know of a service, in the reader's language: on its page, on the phone before a booking, and on boards.

use queue_core::plan::{ComplaintChannel, Fee, FeeKind, OwnHours, Service};

use crate::pages::locale::Locale;
use crate::plan_file::fee_of;

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) struct Facts {
    pub(in crate::pages) code: String,
    pub(in crate::pages) name: String,
    pub(in crate::pages) department: String,
    pub(in crate::pages) documents: Vec<String>,
    /// When it is done.
    pub(in crate::pages) limit: String,
    /// What it costs; none: nothing.
    pub(in crate::pages) fees: Vec<FeeFacts>,
    /// Where to complain.
    pub(in crate::pages) channels: Vec<String>,
    /// The area of its first window.
    pub(in crate::pages) area: Option<String>,
    pub(in crate::pages) windows: String,
    /// Hours of its own; none: whenever its group is served.
    pub(in crate::pages) hours: Vec<String>,
}

/// A fee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) struct FeeFacts {
    pub(in crate::pages) item: String,
    pub(in crate::pages) amount: String,
    pub(in crate::pages) basis: String,
    /// Who pays the lower limit and no more.
    pub(in crate::pages) lowest: Option<String>,
    /// Who pays nothing.
    pub(in crate::pages) exempt: Vec<String>,
    /// Who supervises it besides those of its service.
    pub(in crate::pages) channels: Vec<String>,
}

impl Facts {
    pub(in crate::pages) fn of(locale: &Locale<'_>, service: &Service) -> Self {
        let plan = locale.plan;
        let windows = plan.windows_for(service);
        let area = windows.first().and_then(|window| plan.area(&window.area));
        let numbers: Vec<u16> = windows.iter().map(|window| window.number.get()).collect();
        let department = plan.department(&service.department);
        Self {
            code: service.code.to_string(),
            name: locale.plan_name(&service.names),
            department: department.map_or_else(String::new, |one| locale.plan_name(&one.names)),
            documents: service
                .documents
                .iter()
                .map(|one| locale.plan_name(one))
                .collect(),
            limit: match service.limit_days {
                0 => locale.say("limit-spot"),
                days => locale.count("limit-days", &days),
            },
            fees: service.fees.iter().map(|fee| FeeFacts::of(locale, fee)).collect(),
            channels: plan
                .channels_of(service)
                .into_iter()
                .map(|one| channel(locale, one))
                .collect(),
            area: area.map(|area| locale.plan_name(&area.names)),
            windows: locale.numbers(&numbers),
            hours: service.hours.iter().map(|one| hours(locale, one)).collect(),
        }
    }
}

impl FeeFacts {
    pub(in crate::pages) fn of(locale: &Locale<'_>, fee: &Fee) -> Self {
        let fill =
            |key: &str, blanks: &[(&'static str, &str)]| locale.fill(&format!("fee-amount-{key}"), blanks);
        let payers = fee
            .lower_limit_for
            .iter()
            .filter_map(|code| locale.plan.payer_kind(code));
        let payers: Vec<String> = payers.map(|payer| locale.plan_name(&payer.names)).collect();
        let payers = payers.join(&locale.say("list-comma"));
        let channels = fee.channels.iter().filter_map(|code| locale.plan.channel(code));
        let exempt = fee.exemptions.iter().map(|one| {
            let basis = one.basis.as_deref().unwrap_or(&fee.basis);
            locale.fill(
                "fee-exempt",
                &[("who", &locale.plan_name(&one.names)), ("basis", basis)],
            )
        });
        Self {
            item: locale.plan_name(&fee.names),
            amount: fee_of(fee).amount_in(locale.words.language, fill),
            basis: fee.basis.clone(),
            lowest: matches!(fee.kind, FeeKind::Range { .. })
                .then(|| locale.fill("fee-lowest", &[("payers", &payers)]))
                .filter(|_| !payers.is_empty()),
            exempt: exempt.collect(),
            channels: channels.map(|one| channel(locale, one)).collect(),
        }
    }
}

/// Where to complain: `政務服務便民熱線 12345`, `中心監督室（14 號窗口旁）`.
pub(in crate::pages) fn channel(locale: &Locale<'_>, channel: &ComplaintChannel) -> String {
    let name = locale.plan_name(&channel.names);
    let named = channel
        .phone
        .as_ref()
        .map_or_else(|| name.clone(), |phone| format!("{name} {phone}"));
    if channel.place.is_empty() {
        return named;
    }
    let place = locale.plan_name(&channel.place);
    locale.fill("channel-at", &[("channel", &named), ("place", &place)])
}

/// Hours of its own: `星期二、星期四 08:30–12:00`.
fn hours(locale: &Locale<'_>, hours: &OwnHours) -> String {
    let day = |day: &queue_core::plan::WeekDay| locale.of("weekday", &format!("{day:?}").to_lowercase());
    let days: Vec<String> = hours.days.iter().map(day).collect();
    let days = days.join(&locale.say("list-comma"));
    format!(
        "{days} {}–{}",
        hours.from.strftime("%H:%M"),
        hours.to.strftime("%H:%M")
    )
}
