//! What a service costs and where to complain, as the page before the ticket tells it (K20).

use hall_protocol::plan_document::{PlanComplaintChannel, PlanFee, PlanOwnHours, PlanService, PlanWeekDay};

use crate::plan::Plan;
use crate::words::Words;

pub(super) struct Fee {
    pub(super) item: String,
    pub(super) amount: String,
    /// Who pays less or nothing, and who supervises; at last the ground, unless the next fee has the same.
    pub(super) notes: String,
}

pub(super) fn fees(plan: &Plan, service: &PlanService, words: Words) -> Vec<Fee> {
    let next = service.fees.iter().skip(1).map(Some).chain([None]);
    let fees = service.fees.iter().zip(next);
    fees.map(|(fee, next)| {
        let is_last_of_ground = next.is_none_or(|next| next.basis != fee.basis);
        Fee::of(plan, fee, is_last_of_ground, words)
    })
    .collect()
}

impl Fee {
    fn of(plan: &Plan, fee: &PlanFee, with_ground: bool, words: Words) -> Self {
        let language = words.0;
        let payers = fee
            .lower_limit_for
            .iter()
            .filter_map(|code| plan.payer_kind(code));
        let payers = words.list(payers.map(|payer| payer.name.get(language).to_owned()));
        let exempt = fee.exemptions.iter().map(|one| {
            let basis = one.basis.as_deref().unwrap_or(&fee.basis);
            words.filled("fee-exempt", &[("who", one.name.get(language)), ("basis", basis)])
        });
        let channels = fee.channels.iter().filter_map(|code| plan.channel(code));
        let channels = channels.map(|one| words.about("fee-channel", &channel(one, words)));
        let lowest = (!payers.is_empty()).then(|| words.about("fee-lowest", &payers));
        let ground = with_ground.then(|| words.about("fee-basis", &fee.basis));
        let notes: Vec<String> = lowest
            .into_iter()
            .chain(exempt)
            .chain(channels)
            .chain(ground)
            .collect();
        Self {
            notes: words.join(&notes),
            item: fee.name.get(language).to_owned(),
            amount: fee.amount_in(language, |key, blanks| {
                words.filled(&format!("fee-amount-{key}"), blanks)
            }),
        }
    }
}

/// Where to complain about a service; where the plan says nothing, the one number that is right everywhere.
pub(super) fn complain(plan: &Plan, service: &PlanService, words: Words) -> String {
    let channels: Vec<String> = plan
        .channels_of(service)
        .into_iter()
        .map(|one| channel(one, words))
        .collect();
    if channels.is_empty() {
        return words.say("complain-where");
    }
    words.list(channels)
}

/// `政務服務便民熱線 12345`, `中心監督室（14 號窗口旁）`.
pub(super) fn channel(channel: &PlanComplaintChannel, words: Words) -> String {
    let name = channel.name.get(words.0).to_owned();
    let named = channel
        .phone
        .as_ref()
        .map_or_else(|| name.clone(), |phone| format!("{name} {phone}"));
    if channel.place.is_empty() {
        return named;
    }
    words.filled(
        "channel-at",
        &[("channel", &named), ("place", channel.place.get(words.0))],
    )
}

/// Hours of its own: `星期二、星期四 08:30–12:00`.
pub(super) fn own_hours(hours: &PlanOwnHours, words: Words) -> String {
    let days = words.list(hours.days.iter().map(|day| words.say(weekday(*day))));
    let [from, to] = [hours.from, hours.to].map(|time| time.0.strftime("%H:%M").to_string());
    format!("{days} {from}–{to}")
}

fn weekday(day: PlanWeekDay) -> &'static str {
    match day {
        PlanWeekDay::Mon => "weekday-mon",
        PlanWeekDay::Tue => "weekday-tue",
        PlanWeekDay::Wed => "weekday-wed",
        PlanWeekDay::Thu => "weekday-thu",
        PlanWeekDay::Fri => "weekday-fri",
        PlanWeekDay::Sat => "weekday-sat",
        PlanWeekDay::Sun => "weekday-sun",
    }
}
