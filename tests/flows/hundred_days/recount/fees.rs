//! Fee notices, by what happened to them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use super::{Lines, text};

#[derive(Default)]
pub(super) struct Fees {
    notices: BTreeMap<String, Notice>,
}

#[derive(Default)]
struct Notice {
    service: String,
    fen: u64,
    exempted: u64,
    issued_on: Option<Date>,
    paid_on: Option<Date>,
    cancelled_on: Option<Date>,
}

impl Fees {
    pub(super) fn count(&mut self, day: Date, event: &Value) {
        let happened = &event["happened"];
        let notice = self.notices.entry(text(event, "code").to_owned()).or_default();
        match text(happened, "fee") {
            "issued" => {
                let items = happened["items"].as_array().map_or(&[][..], Vec::as_slice);
                text(&happened["desk"], "service").clone_into(&mut notice.service);
                notice.issued_on = Some(day);
                notice.fen = items.iter().filter_map(|item| item["amount_fen"].as_u64()).sum();
                notice.exempted = items
                    .iter()
                    .filter(|item| !item["exempt"].is_null())
                    .map(|_| 1)
                    .sum();
            }
            "paid" => notice.paid_on = Some(day),
            "cancelled" => notice.cancelled_on = Some(day),
            _ => {}
        }
    }

    pub(super) fn write(&self, date: Date, departments: &BTreeMap<String, String>, lines: &mut Lines) {
        let mut figures: BTreeMap<String, u64> = BTreeMap::new();
        for notice in self.notices.values() {
            let department = departments.get(&notice.service).map_or("", String::as_str);
            for (figure, amount) in notice.on(date) {
                for whose in ["all", department] {
                    *figures.entry(format!("fees.{whose}.{figure}")).or_default() += amount;
                }
            }
        }
        let some = figures.into_iter().filter(|(_, amount)| *amount > 0);
        lines.extend(some.map(|(name, amount)| (name, amount.to_string())));
    }
}

impl Notice {
    /// What it counts as on a day.
    fn on(&self, date: Date) -> Vec<(&'static str, u64)> {
        let mut counts = Vec::new();
        let (today, paid) = (Some(date), self.paid_on == Some(date));
        if self.issued_on == today && self.cancelled_on != today {
            counts.extend([
                ("notices", 1),
                ("charged_fen", self.fen),
                ("exempted", self.exempted),
            ]);
        }
        if paid {
            counts.extend([("paid", 1), ("paid_fen", self.fen)]);
        }
        if self.cancelled_on == today {
            counts.push(("cancelled", 1));
        }
        counts
    }
}
