//! Cases, by what happened to them.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use serde_json::Value;

use super::calendar::Calendar;
use super::{Lines, text};

#[derive(Default)]
pub(super) struct Cases {
    /// Each service's department.
    departments: BTreeMap<String, String>,
    known: BTreeMap<String, Case>,
    happened: BTreeMap<Date, Vec<(String, &'static str)>>,
}

#[derive(Default)]
struct Case {
    service: String,
    began_on: Option<Date>,
    received_on: Option<Date>,
    accepted: Option<(Date, i64)>,
    limit_days: u64,
    asked_days: u64,
    stops: Vec<(Date, Option<Date>)>,
    outside: Vec<(i64, Option<i64>)>,
    done: Option<(Date, i64)>,
}

impl Cases {
    pub(super) fn services_of(&mut self, plan: &Value) {
        for service in plan["services"].as_array().into_iter().flatten() {
            let department = text(service, "department").to_owned();
            self.departments
                .insert(text(service, "code").to_owned(), department);
        }
    }

    /// The department of each service.
    pub(super) fn departments(&self) -> &BTreeMap<String, String> {
        &self.departments
    }

    /// What falls due by itself is told on the day on which it is found, and counts for its limit from the day on which it
    /// fell due.
    pub(super) fn count(&mut self, told_on: Date, at_ms: i64, event: &Value) -> Result<()> {
        let day: Date = text(event, "day").parse()?;
        let code = text(event, "code").to_owned();
        let happened = &event["happened"];
        let case = self.known.entry(code.clone()).or_default();
        case.began_on.get_or_insert(day);
        if let Some(service) = happened["desk"]["service"].as_str()
            && text(happened, "case") != "collected"
        {
            service.clone_into(&mut case.service);
        }
        let figures = case.follow(day, at_ms, happened);
        let of_day = self.happened.entry(told_on).or_default();
        of_day.extend(figures.into_iter().map(|figure| (code.clone(), figure)));
        Ok(())
    }

    fn department(&self, case: &Case) -> String {
        self.departments.get(&case.service).cloned().unwrap_or_default()
    }

    pub(super) fn write(&self, date: Date, calendar: &Calendar, lines: &mut Lines) {
        let mut figures: BTreeMap<String, u64> = BTreeMap::new();
        let mut add = |department: &str, figure: &str, amount: u64| {
            for whose in ["all", department] {
                *figures.entry(format!("cases.{whose}.{figure}")).or_default() += amount;
            }
        };
        for (code, figure) in self.happened.get(&date).into_iter().flatten() {
            if let Some(case) = self.known.get(code) {
                add(&self.department(case), figure, 1);
            }
        }
        for case in self.known.values() {
            for (figure, amount) in case.at_the_end_of(date, calendar) {
                add(&self.department(case), figure, amount);
            }
        }
        let some = figures.into_iter().filter(|(_, amount)| *amount > 0);
        lines.extend(some.map(|(name, amount)| (name, amount.to_string())));
    }
}

impl Case {
    /// Follows what happened, and says as what it counts.
    fn follow(&mut self, day: Date, at_ms: i64, happened: &Value) -> Vec<&'static str> {
        match text(happened, "case") {
            "received" => {
                self.received_on = Some(day);
                return vec!["received"];
            }
            "told" if happened["beyond_first"] == true => return vec!["told", "told_again"],
            "told" => return vec!["told"],
            "accepted" => {
                self.is_accepted(day, at_ms, happened);
                return vec!["accepted"];
            }
            "deemed_accepted" => {
                self.is_accepted(self.received_on.unwrap_or(day), at_ms, happened);
                return vec!["accepted", "deemed"];
            }
            "clock_stopped" => self.stops.push((day, None)),
            "clock_started" => self.goes_on(day),
            "extension_asked" => self.asked_days = happened["days"].as_u64().unwrap_or_default(),
            "extension_decided" if happened["granted"] == true => self.limit_days += self.asked_days,
            "left_hall" => self.outside.push((at_ms, None)),
            "came_back" => {
                if let Some(last) = self.outside.last_mut() {
                    last.1 = Some(at_ms);
                }
            }
            "completed" => {
                self.goes_on(day);
                self.done = Some((day, at_ms));
                return vec![match text(happened, "how") {
                    "granted" => "granted",
                    "refused" => "refused",
                    _ => "given_back",
                }];
            }
            "collected" => return vec!["collected"],
            "supervised" => return vec!["supervised"],
            _ => {}
        }
        Vec::new()
    }

    fn is_accepted(&mut self, on: Date, at_ms: i64, happened: &Value) {
        self.accepted = Some((on, at_ms));
        self.limit_days = happened["limit_days"].as_u64().unwrap_or_default();
    }

    fn goes_on(&mut self, day: Date) {
        if let Some(last) = self.stops.last_mut().filter(|(_, until)| until.is_none()) {
            last.1 = Some(day);
        }
    }

    /// What it counts as when a day is over.
    fn at_the_end_of(&self, date: Date, calendar: &Calendar) -> Vec<(&'static str, u64)> {
        if self.began_on.is_none_or(|began| began > date) {
            return Vec::new();
        }
        let accepted = self.accepted.filter(|(on, _)| *on <= date);
        match (self.done, accepted) {
            (Some((done, _)), _) if done < date => Vec::new(),
            (Some((done, done_ms)), _) if done == date => self.when_done(done, done_ms, calendar),
            (_, None) => vec![("waiting", 1)],
            (_, Some((on, _))) => {
                let is_over = self.used(on, date, calendar) > self.limit_days;
                vec![
                    ("open", 1),
                    ("overdue", u64::from(is_over)),
                    ("stopped", u64::from(self.stands(date))),
                ]
            }
        }
    }

    fn when_done(&self, done: Date, done_ms: i64, calendar: &Calendar) -> Vec<(&'static str, u64)> {
        let late = self
            .accepted
            .is_some_and(|(on, _)| self.used(on, done, calendar) > self.limit_days);
        let life_ms = self.accepted.map_or(0, |(_, from_ms)| done_ms - from_ms);
        let outside = self.outside.iter();
        let whole = |ms: i64| u64::try_from(ms / 1000).unwrap_or_default();
        let outside_ms = outside.filter_map(|(since, until)| Some((*until)? - since)).sum();
        vec![
            ("late", u64::from(late)),
            ("life_s", whole(life_ms)),
            ("outside_s", whole(outside_ms)),
        ]
    }

    fn used(&self, accepted: Date, until: Date, calendar: &Calendar) -> u64 {
        calendar.between(accepted, until, |date| self.stands(date))
    }

    /// Whether the clock stands still on a day.
    fn stands(&self, date: Date) -> bool {
        let mut stops = self.stops.iter();
        stops.any(|(from, until)| *from <= date && until.is_none_or(|until| date < until))
    }
}
