//! Visits and their legs, by what happened to them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::{Lines, instant_ms, mean_s, seconds, text};

/// A visit of the day, and its leg.
type LegKey = (u64, u64);

#[derive(Default)]
pub(super) struct Legs {
    visits: BTreeMap<u64, Visit>,
    known: BTreeMap<LegKey, Leg>,
    out_of_order: Vec<(u64, String)>,
}

#[derive(Default)]
struct Visit {
    number: String,
    claimed: Option<String>,
    verified: Option<bool>,
}

#[derive(Default)]
struct Leg {
    service: String,
    class: String,
    anchor_ms: i64,
    promise_ms: i64,
    ready_ms: i64,
    first_called_ms: Option<i64>,
    kept: bool,
    called_ms: i64,
    started_ms: Option<i64>,
    served_before_ms: i64,
    window: Option<u64>,
    ended: Option<(i64, String)>,
}

/// Outcomes that only the system gives.
const BY_SYSTEM: [&str; 5] = ["transferred", "withdrawn", "no_show", "voided", "postponed"];

impl Legs {
    pub(super) fn count(&mut self, name: &str, at_ms: i64, event: &Value) -> Result<()> {
        match name {
            "ticket_issued" => {
                let ticket = &event["ticket"];
                let visit = self.visits.entry(number(&ticket["visit"])).or_default();
                text(ticket, "number").clone_into(&mut visit.number);
                visit.claimed = ticket["claimed"].as_str().map(str::to_owned);
                self.opened(&event["leg"])?;
            }
            "leg_opened" => self.opened(&event["leg"])?,
            "class_verified" => self.looked_at(event),
            "ticket_voided" => self.end_all(number(&event["visit"]), at_ms),
            _ => self.of_leg(name, at_ms, event)?,
        }
        Ok(())
    }

    fn opened(&mut self, opened: &Value) -> Result<()> {
        let leg = Leg {
            service: text(opened, "service").to_owned(),
            class: text(opened, "class").to_owned(),
            anchor_ms: instant_ms(&opened["anchor"])?,
            promise_ms: opened["promise_s"].as_i64().unwrap_or_default() * 1000,
            ready_ms: instant_ms(&opened["ready_at"])?,
            ..Leg::default()
        };
        self.known.insert(key(&opened["id"]), leg);
        Ok(())
    }

    /// A claim that was looked at gives the open legs of its visit its class, unless theirs came from elsewhere.
    fn looked_at(&mut self, event: &Value) {
        let id = number(&event["visit"]);
        let visit = self.visits.entry(id).or_default();
        visit.verified = event["verified"].as_bool();
        let claimed = visit.claimed.clone();
        for ((of, _), leg) in &mut self.known {
            let is_claimed = claimed.as_ref() == Some(&leg.class) || leg.class == "ordinary";
            if *of == id && leg.ended.is_none() && is_claimed {
                text(event, "class").clone_into(&mut leg.class);
                leg.promise_ms = event["promise_s"].as_i64().unwrap_or_default() * 1000;
            }
        }
    }

    fn end_all(&mut self, id: u64, at_ms: i64) {
        let legs = self.known.iter_mut().filter(|((of, _), _)| *of == id);
        for (_, leg) in legs {
            leg.ended.get_or_insert((at_ms, "voided".to_owned()));
        }
    }

    fn of_leg(&mut self, name: &str, at_ms: i64, event: &Value) -> Result<()> {
        let id = key(&event["leg"]);
        let Some(leg) = self.known.get_mut(&id) else {
            return Ok(());
        };
        match name {
            "called" => {
                leg.called(at_ms, event);
                if text(&event["choice"], "why") == "this_one" {
                    let passed = event["choice"]["passed_count"].to_string();
                    self.out_of_order.push((id.0, passed));
                }
            }
            "recalled" => leg.called_ms = at_ms,
            "started" => leg.started_ms = Some(at_ms),
            "parked" => {
                let served = leg.started_ms.take().map_or(0, |from| at_ms - from);
                leg.served_before_ms += served;
            }
            "reactivated" => {
                leg.anchor_ms = instant_ms(&event["anchor"])?;
                leg.ready_ms = leg.ready_ms.min(leg.anchor_ms);
                leg.promise_ms = event["promise_s"].as_i64().unwrap_or_default() * 1000;
            }
            "finished" => leg.ended = Some((at_ms, text(event, "outcome").to_owned())),
            "transferred" | "withdrawn" | "abandoned" | "postponed" => {
                leg.ended = Some((at_ms, name.to_owned()));
            }
            "no_show" if event["held"] == false => leg.ended = Some((at_ms, name.to_owned())),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        let ended = || self.known.iter().filter(|(_, leg)| leg.ended.is_some());
        let all: Vec<&Leg> = ended().map(|(_, leg)| leg).collect();
        write_figures("total", &all, lines);
        for (name, legs) in grouped(&all, |leg| Some(leg.service.clone())) {
            write_figures(&format!("service.{name}"), &legs, lines);
        }
        for (name, legs) in grouped(&all, |leg| Some(leg.window?.to_string())) {
            write_figures(&format!("window.{name}"), &legs, lines);
        }
        for (name, legs) in grouped(&all, |leg| Some(leg.ended.as_ref()?.1.clone())) {
            lines.insert(format!("outcome.{name}"), legs.len().to_string());
        }
        let visits: BTreeSet<u64> = ended().map(|((visit, _), _)| *visit).collect();
        lines.insert("tickets".to_owned(), visits.len().to_string());
        self.write_classes(&visits, lines);
        for (place, (visit, passed)) in self.out_of_order.iter().enumerate() {
            let number = self.visits.get(visit).map_or("", |visit| visit.number.as_str());
            lines.insert(
                format!("out_of_order.{place}"),
                format!("{number} passed {passed}"),
            );
        }
    }

    fn write_classes(&self, visits: &BTreeSet<u64>, lines: &mut Lines) {
        let mut classes: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
        for visit in visits.iter().filter_map(|id| self.visits.get(id)) {
            let Some(class) = &visit.claimed else { continue };
            let counted = classes.entry(class).or_default();
            counted[0] += 1;
            counted[1] += u32::from(visit.verified == Some(true));
            counted[2] += u32::from(visit.verified == Some(false));
        }
        let rows = classes.into_iter();
        lines.extend(rows.map(|(class, counted)| (format!("class.{class}"), format!("{counted:?}"))));
    }
}

impl Leg {
    fn called(&mut self, at_ms: i64, event: &Value) {
        if self.first_called_ms.is_none() {
            self.first_called_ms = Some(at_ms);
            self.kept = at_ms <= self.anchor_ms + self.promise_ms;
        }
        self.called_ms = at_ms;
        self.window = event["window"].as_u64();
    }

    fn wait_ms(&self) -> Option<i64> {
        Some((self.first_called_ms? - self.ready_ms).max(0))
    }

    fn handling_ms(&self) -> Option<i64> {
        let (end_ms, _) = self.ended.as_ref()?;
        let last = self.started_ms.map(|from| end_ms - from);
        match (last, self.served_before_ms) {
            (None, 0) => None,
            (last, before) => Some(last.unwrap_or_default() + before),
        }
    }

    fn is_served(&self) -> bool {
        let outcome = self.ended.as_ref().map_or("", |(_, outcome)| outcome.as_str());
        self.handling_ms().is_some() && (outcome == "transferred" || !BY_SYSTEM.contains(&outcome))
    }
}

fn write_figures(whose: &str, legs: &[&Leg], lines: &mut Lines) {
    let count = |wanted: fn(&Leg) -> bool| legs.iter().filter(|leg| wanted(leg)).count().to_string();
    let lengths = |of: fn(&Leg) -> Option<i64>| legs.iter().filter_map(|leg| of(leg)).collect::<Vec<i64>>();
    let mut waits = lengths(Leg::wait_ms);
    waits.sort_unstable();
    let or_none = |wait: Option<&i64>| wait.map_or("none".to_owned(), |wait| seconds(*wait));
    // Nearest rank.
    let share = |percent: usize| waits.get((waits.len() * percent).div_ceil(100).saturating_sub(1));
    let to_start = lengths(|leg| Some(leg.started_ms? - leg.called_ms));
    let is_no_show = |leg: &Leg| leg.ended.as_ref().is_some_and(|(_, how)| how == "no_show");
    let figures = [
        ("legs", legs.len().to_string()),
        ("served", count(Leg::is_served)),
        ("no_shows", count(is_no_show)),
        ("called", count(|leg| leg.first_called_ms.is_some())),
        ("within_promise", count(|leg| leg.kept)),
        ("wait_mean", mean_s(&waits)),
        ("wait_p50", or_none(share(50))),
        ("wait_p90", or_none(share(90))),
        ("wait_max", or_none(waits.last())),
        ("to_start_mean", mean_s(&to_start)),
        ("handling_mean", mean_s(&lengths(Leg::handling_ms))),
    ];
    lines.extend(figures.map(|(name, figure)| (format!("{whose}.{name}"), figure)));
}

fn grouped<'a>(legs: &[&'a Leg], by: impl Fn(&Leg) -> Option<String>) -> BTreeMap<String, Vec<&'a Leg>> {
    let mut groups: BTreeMap<String, Vec<&Leg>> = BTreeMap::new();
    for leg in legs {
        if let Some(name) = by(leg) {
            groups.entry(name).or_default().push(leg);
        }
    }
    groups
}

fn key(id: &Value) -> LegKey {
    (number(&id["visit"]), number(&id["index"]))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}
