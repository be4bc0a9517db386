//! Who acts for whom: mandates that are given and end, and for whom somebody is at a window.

use anyhow::Result;
use serde_json::{Value, json};

use super::crowd::Crowd;

/// An agent of the sample hall, and as what.
const AGENTS: [(&str, &str); 5] = [
    ("D101", "village"),
    ("D101", "village"),
    ("D101", "special_groups"),
    ("D102", "village"),
    ("D001", "key_project"),
];

impl Crowd {
    /// A mandate is registered, or something is done to one.
    pub(super) fn of_a_mandate(&mut self) -> Result<()> {
        if self.mandates.len() < 6 || self.dice.happens(0.4) {
            return self.entrust();
        }
        let mandates = self.mandates.clone();
        let Some((code, _)) = self.one(&mandates) else {
            return Ok(());
        };
        let matter = self.matters.last().map(|(code, _)| code.clone());
        let verbs: [(&str, Value); 4] = [
            ("attach", json!({ "matter": matter.unwrap_or_default() })),
            ("hand-over", json!({ "to": "D102" })),
            ("done", json!({})),
            ("revoke", json!({})),
        ];
        let Some((verb, fields)) = self.one(&verbs) else {
            return Ok(());
        };
        let manager = self.manager.clone();
        self.ask_any_day(&manager, &format!("mandates/{code}/{verb}"), fields)
            .map(drop)
    }

    fn entrust(&mut self) -> Result<()> {
        let Some((agent, kind)) = self.one(&AGENTS) else {
            return Ok(());
        };
        let ahead = i64::try_from(self.dice.bits() % 40)?;
        let until = self.day().checked_add(jiff::Span::new().days(ahead))?;
        let project = (kind == "key_project").then_some("大橋");
        let fields = json!({
            "agent": agent, "kind": kind, "principal": "村民", "project": project, "until": until, "evidence": "授權書",
        });
        let reception = self.reception.clone();
        let given = self.ask_any_day(&reception, "mandates", fields)?;
        if let Some(code) = given.and_then(|given| given["code"].as_str().map(str::to_owned)) {
            self.mandates.push((code, agent));
        }
        Ok(())
    }

    /// For whom the visitor at a window came: mostly for themselves. Some of the mandates that are named are over.
    pub(super) fn whom(&mut self) -> Value {
        if self.dice.happens(0.1) {
            return json!({ "came_as": "handler" });
        }
        let mandates = self.mandates.clone();
        let first = self.one(&mandates).filter(|_| self.dice.happens(0.25));
        let Some((_, agent)) = first else {
            return Value::Null;
        };
        let of_agent = mandates.iter().rev().filter(|(_, whose)| *whose == agent);
        let many = 1 + usize::try_from(self.dice.bits() % 3).unwrap_or_default();
        let codes: Vec<&str> = of_agent.map(|(code, _)| code.as_str()).take(many).collect();
        json!({ "came_as": "agent", "mandates": codes })
    }
}
