//! What visitors pay, and what they say: fee notices, ratings, complaints.

use anyhow::Result;
use serde_json::{Value, json};

use super::crowd::Crowd;

const LEVELS: [&str; 6] = [
    "very_satisfied",
    "very_satisfied",
    "satisfied",
    "basically_satisfied",
    "dissatisfied",
    "very_dissatisfied",
];

impl Crowd {
    /// The clerk charges whoever is served, as far as the service charges anything.
    pub(super) fn charge(&mut self) -> Result<()> {
        let Some(window) = self.windows.get(&self.at) else {
            return Ok(());
        };
        let (clerk, ticket) = (window.clerk.clone(), window.ticket.clone());
        let item = match window.service.as_str() {
            "A01" | "A02" | "A04" => json!({ "fee": "card", "quantity": 1 + self.dice.bits() % 3 }),
            "F01" if self.dice.happens(0.5) => json!({ "fee": "register", "quantity": 1 }),
            _ => return Ok(()),
        };
        let path = format!("windows/{}/fee-notices", self.at);
        let fields = json!({ "ticket": ticket, "items": [item] });
        let heard = self.ask_any_day(&clerk, &path, fields)?;
        let code = heard.and_then(|heard| heard["code"].as_str().map(str::to_owned));
        self.notices.extend(code);
        Ok(())
    }

    /// A notice is paid at the window for fees; at any other that is refused. Some do not hold.
    pub(super) fn collect(&mut self) -> Result<()> {
        let notices = self.notices.clone();
        let Some(code) = self.one(&notices) else {
            return Ok(());
        };
        let clerk = self.clerk(self.at)?;
        if self.dice.happens(0.3) {
            let manager = self.manager.clone();
            let reason = json!({ "reason": "重複開具" });
            return self
                .ask_any_day(&manager, &format!("fees/{code}/cancel"), reason)
                .map(drop);
        }
        let window = if self.dice.happens(0.8) { 13 } else { self.at };
        let clerk = if window == 13 { self.clerk(13)? } else { clerk };
        let receipt = format!("R{}", self.dice.bits() % 1_000_000);
        let fields = json!({ "window": window, "receipt": receipt });
        self.ask_any_day(&clerk, &format!("fees/{code}/pay"), fields)
            .map(drop)
    }

    /// Somebody rates on the phone, or says that the rating is somebody else's; a second person looks at the doubtful.
    pub(super) fn rate(&mut self) -> Result<()> {
        let tickets = self.tickets.clone();
        let (Some((_, token)), Some(level)) = (self.one(&tickets), self.one(&LEVELS)) else {
            return Ok(());
        };
        if self.dice.happens(0.1) {
            let path = format!("visits/{token}/disown-rating");
            return self.ask(None, &path, json!({ "leg": 0 })).map(drop);
        }
        let fields = json!({ "leg": 0, "level": level });
        self.ask(None, &format!("visits/{token}/rate"), fields)?;
        if self.dice.happens(0.1) {
            self.look_at_the_doubtful()?;
        }
        Ok(())
    }

    fn look_at_the_doubtful(&mut self) -> Result<()> {
        let manager = self.manager.clone();
        let list: Value = self.hands.fetch("/api/v1/ratings", Some(&manager))?;
        if let Some(code) = list["waiting"][0]["code"].as_str() {
            let upheld = self.dice.happens(0.5);
            let path = format!("ratings/{code}/look-at");
            self.ask_any_day(&manager, &path, json!({ "upheld": upheld }))?;
        }
        Ok(())
    }

    /// On the public page; now and then about whoever manages the hall.
    pub(super) fn complain(&mut self) -> Result<()> {
        let kind = if self.dice.happens(0.6) {
            "complaint"
        } else {
            "unsolved"
        };
        let body = json!({
            "press": self.hands.dice.id(), "kind": kind, "management": self.dice.happens(0.2),
            "text": "等了很久", "contact": "13900001111",
        });
        let reply = self.hands.connection.post("/api/v1/complaints", None, &body)?;
        let heard = self.heard("complaints", &reply)?;
        let code = heard.and_then(|heard| heard["code"].as_str().map(str::to_owned));
        self.followups.extend(code);
        Ok(())
    }

    /// The manager does something about one; which are the manager's to see is not the crowd's to know.
    pub(super) fn of_a_followup(&mut self) -> Result<()> {
        let followups = self.followups.clone();
        let verbs: [(&str, Value); 5] = [
            ("decide", json!({ "verdict": "founded", "text": "屬實" })),
            ("decide", json!({ "verdict": "unfounded", "text": "不屬實" })),
            (
                "decide",
                json!({ "verdict": "solved", "cause": "documents", "text": "已辦成" }),
            ),
            ("call-back", json!({ "how": "satisfied" })),
            ("appeal", json!({ "text": "不服" })),
        ];
        let (Some(code), Some((verb, fields))) = (self.one(&followups), self.one(&verbs)) else {
            return Ok(());
        };
        let manager = self.manager.clone();
        self.ask_any_day(&manager, &format!("followups/{code}/{verb}"), fields)
            .map(drop)
    }
}
