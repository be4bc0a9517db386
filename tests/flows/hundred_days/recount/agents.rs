//! Who came with the cases that were accepted, mandates, and agents' trips.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use super::{Lines, text};

#[derive(Default)]
pub(super) struct Agents {
    /// Who came with a matter last, before it was accepted.
    through: BTreeMap<String, String>,
    mandates: BTreeMap<String, Mandate>,
    days: BTreeMap<Date, BTreeMap<String, u32>>,
    /// By day and agent: the legs.
    trips: BTreeMap<(Date, String), BTreeSet<(u64, u64)>>,
}

struct Mandate {
    kind: String,
    given_on: Date,
    ended_on: Option<Date>,
}

impl Agents {
    pub(super) fn count_case(&mut self, day: Date, event: &Value) {
        let (code, happened) = (text(event, "code").to_owned(), &event["happened"]);
        let what = text(happened, "case");
        if happened["desk"].is_object() && what != "collected" {
            let through = &happened["desk"]["through"];
            let whose = match text(through, "is") {
                "" => "oneself",
                "agent" => text(through, "kind"),
                other => other,
            };
            self.through.insert(code.clone(), whose.to_owned());
        }
        if what == "accepted" || what == "deemed_accepted" {
            let whose = self.through.get(&code).cloned().unwrap_or_default();
            self.add(day, format!("agents.accepted.{whose}"));
        }
    }

    pub(super) fn count_handler(&mut self, day: Date) {
        self.add(day, "agents.handler_legs".to_owned());
    }

    pub(super) fn count_mandate(&mut self, day: Date, event: &Value) {
        let (code, happened) = (text(event, "code").to_owned(), &event["happened"]);
        match text(happened, "mandate") {
            "given" => {
                let kind = text(happened, "kind").to_owned();
                self.add(day, format!("agents.{kind}.opened"));
                let (given_on, ended_on) = (day, None);
                self.mandates.insert(
                    code,
                    Mandate {
                        kind,
                        given_on,
                        ended_on,
                    },
                );
            }
            "acted" => {
                let agent = text(happened, "agent").to_owned();
                self.add(day, format!("agents.{agent}.principals"));
                let number = |field| happened["leg"][field].as_u64().unwrap_or_default();
                let legs = self.trips.entry((day, agent)).or_default();
                legs.insert((number("visit"), number("index")));
            }
            "ended" => {
                if let Some(mandate) = self.mandates.get_mut(&code) {
                    mandate.ended_on = Some(day);
                    let name = format!("agents.{}.ended", mandate.kind);
                    self.add(day, name);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, day: Date, name: String) {
        *self.days.entry(day).or_default().entry(name).or_default() += 1;
    }

    pub(super) fn write(&self, date: Date, lines: &mut Lines) {
        let counted = self.days.get(&date).into_iter().flatten();
        lines.extend(counted.map(|(name, times)| (name.clone(), times.to_string())));
        let of_day = self.trips.iter().filter(|((day, _), _)| *day == date);
        lines.extend(
            of_day.map(|((_, agent), legs)| (format!("agents.{agent}.trips"), legs.len().to_string())),
        );
        let mut open: BTreeMap<&str, u32> = BTreeMap::new();
        for mandate in self.mandates.values() {
            let holds = mandate.given_on <= date && mandate.ended_on.is_none_or(|on| on > date);
            *open.entry(&mandate.kind).or_default() += u32::from(holds);
        }
        let some = open.into_iter().filter(|(_, open)| *open > 0);
        lines.extend(some.map(|(kind, open)| (format!("agents.{kind}.open"), open.to_string())));
    }
}
