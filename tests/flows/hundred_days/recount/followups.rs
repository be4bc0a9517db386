//! Follow-ups, by what happened to them; those about a manager are in no figure that managers read.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use super::{Lines, text};

#[derive(Default)]
pub(super) struct Followups {
    /// The kind of each that counts.
    kinds: BTreeMap<String, String>,
    happened: BTreeMap<Date, BTreeMap<String, u64>>,
}

/// What was found to be so.
const FOUNDED: [&str; 4] = ["founded", "partly", "upheld", "clerk_at_fault"];

impl Followups {
    pub(super) fn count(&mut self, day: Date, event: &Value) {
        let (code, happened) = (text(event, "code"), &event["happened"]);
        if text(happened, "followup") == "opened" && happened["overseers_only"] != true {
            let kind = text(&happened["raised"], "kind").to_owned();
            self.kinds.insert(code.to_owned(), kind);
        }
        let Some(kind) = self.kinds.get(code) else { return };
        let figures: &[&str] = match text(happened, "followup") {
            "opened" => &["opened"],
            "decided" if FOUNDED.contains(&text(&happened["decision"], "verdict")) => {
                &["answered", "founded"]
            }
            "decided" => &["answered"],
            "appealed" => &["appealed"],
            _ => &[],
        };
        let of_day = self.happened.entry(day).or_default();
        for figure in figures {
            *of_day.entry(format!("followups.{kind}.{figure}")).or_default() += 1;
        }
    }

    pub(super) fn write(&self, date: Date, lines: &mut Lines) {
        let figures = self.happened.get(&date).into_iter().flatten();
        lines.extend(figures.map(|(name, amount)| (name.clone(), amount.to_string())));
    }
}
