//! What somebody may press next, and how likely it is.

use anyhow::Result;
use serde_json::{Value, json};

use super::crowd::{Crowd, KIOSK};

type Press = fn(&mut Crowd) -> Result<()>;

/// What happens in a hall, and how often beside the rest.
const PRESSES: [(Press, f64); 14] = [
    (Crowd::take, 34.0),
    (Crowd::work, 70.0),
    (Crowd::withdraw, 0.5),
    (Crowd::come_back, 7.0),
    (Crowd::advise, 1.0),
    (Crowd::ask_elsewhere, 1.0),
    (Crowd::call_a_guide, 2.0),
    (Crowd::guide, 4.0),
    (Crowd::of_a_case, 10.0),
    (Crowd::leave_and_return, 0.3),
    (Crowd::rate, 8.0),
    (Crowd::complain, 1.0),
    (Crowd::of_a_followup, 4.0),
    (Crowd::of_a_mandate, 3.0),
];

/// What a clerk presses while nobody is at the window …
const WHEN_FREE: [(Press, f64); 4] = [
    (Crowd::call_next, 30.0),
    (Crowd::call_this, 3.0),
    (Crowd::resume, 5.0),
    (Crowd::undo, 1.0),
];
/// … when somebody was called …
const WHEN_CALLED: [(Press, f64); 5] = [
    (Crowd::start, 30.0),
    (Crowd::recall, 2.0),
    (Crowd::no_show, 6.0),
    (Crowd::undo, 1.0),
    (Crowd::finish, 0.5),
];
/// … and while somebody is served.
const WHEN_SERVING: [(Press, f64); 8] = [
    (Crowd::finish, 30.0),
    (Crowd::call_next, 6.0),
    (Crowd::verify, 4.0),
    (Crowd::park, 2.0),
    (Crowd::transfer, 2.0),
    (Crowd::undo, 1.0),
    (Crowd::charge, 7.0),
    (Crowd::collect, 5.0),
];

const SERVICES: [&str; 14] = [
    "A01", "A04", "H01", "S01", "S03", "R03", "F01", "F03", "N01", "N02", "X01", "X05", "P01", "L01",
];

const OUTCOMES: [(Option<&str>, f64); 11] = [
    (None, 10.0),
    (Some("accepted"), 3.0),
    (Some("done_on_spot"), 2.0),
    (Some("awaiting_correction"), 4.0),
    (Some("refused"), 1.0),
    (Some("file_returned"), 0.6),
    (Some("not_ours"), 0.5),
    (Some("advice_only"), 0.5),
    (Some("abandoned"), 0.5),
    (Some("not_holder"), 0.4),
    (Some("collected"), 4.0),
];

impl Crowd {
    /// Somebody presses something.
    pub(super) fn press(&mut self) -> Result<()> {
        match self.dice.weighted(&PRESSES).copied() {
            Some(press) => press(self),
            None => Ok(()),
        }
    }

    fn take(&mut self) -> Result<()> {
        let services: Vec<&str> = SERVICES.to_vec();
        let service = self.one(&services).unwrap_or("A01");
        let (request, token) = (self.hands.dice.id(), self.hands.dice.id());
        let mut body = json!({
            "request": request, "token": token, "day": self.hands.day, "services": [service],
            "language": "zh-Hant", "channel": "kiosk",
        });
        if self.dice.happens(0.2) {
            body["class"] = json!("elderly");
        }
        if self.dice.happens(0.15) {
            body["services"] = json!([service, if service == "S01" { "A01" } else { "S01" }]);
        }
        if self.dice.happens(0.1) {
            body["cases"] = json!(3);
        }
        let kiosk = self.kiosk.clone();
        let reply = self
            .hands
            .connection
            .post("/api/v1/tickets", Some(&kiosk), &body)?;
        let Some(issued) = self.heard("tickets", &reply)? else {
            return Ok(());
        };
        let number = issued["number"].as_str().unwrap_or_default().to_owned();
        self.tickets.push((number, token));
        if self.dice.happens(0.9) {
            let reply = self.hands.confirm(&kiosk, &request)?;
            self.heard("confirm", &reply)?;
        }
        Ok(())
    }

    /// A clerk goes on with the work.
    fn work(&mut self) -> Result<()> {
        let numbers: Vec<u16> = self.windows.keys().copied().collect();
        // Who has nobody to call looks on.
        for _ in 0..4 {
            self.at = self.one(&numbers).unwrap_or_default();
            self.look(self.at)?;
            let window = self.windows.get(&self.at);
            if window.is_some_and(|window| window.waiting > 0 || window.ticket.is_some()) {
                break;
            }
        }
        let presses = match self.windows.get(&self.at) {
            Some(window) if window.is_serving => &WHEN_SERVING[..],
            Some(window) if window.ticket.is_some() => &WHEN_CALLED,
            Some(_) | None => &WHEN_FREE,
        };
        match self.dice.weighted(presses).copied() {
            Some(press) => press(self),
            None => Ok(()),
        }
    }

    /// The window at which somebody works, its clerk, and whom it has.
    fn window(&mut self) -> Option<(u16, String, Option<String>)> {
        let window = self.windows.get(&self.at)?;
        Some((self.at, window.clerk.clone(), window.ticket.clone()))
    }

    /// A press at a window that means its visitor.
    fn at_window(&mut self, verb: &str, with: impl FnOnce(&mut Self, &mut Value)) -> Result<Option<Value>> {
        let Some((number, clerk, Some(ticket))) = self.window() else {
            return Ok(None);
        };
        let mut fields = json!({ "ticket": ticket });
        with(self, &mut fields);
        let heard = self.ask(Some(&clerk), &format!("windows/{number}/{verb}"), fields)?;
        if let Some(window) = self
            .windows
            .get_mut(&number)
            .filter(|_| heard.is_some() && verb == "park")
        {
            window.parked.push(ticket);
        }
        Ok(heard)
    }

    fn call_next(&mut self) -> Result<()> {
        let Some((number, clerk, ticket)) = self.window() else {
            return Ok(());
        };
        let mut body = json!({ "call": self.hands.dice.id(), "day": self.hands.day });
        if let Some(ticket) = ticket {
            body["ticket"] = json!(ticket);
        }
        let path = format!("/api/v1/windows/{number}/call-next");
        let reply = self.hands.connection.post(&path, Some(&clerk), &body)?;
        let heard = self.heard(&path, &reply)?;
        self.keep_matter(heard.as_ref());
        Ok(())
    }

    fn call_this(&mut self) -> Result<()> {
        let tickets = self.tickets.clone();
        let (Some((number, clerk, None)), Some((ticket, _))) = (self.window(), self.one(&tickets)) else {
            return Ok(());
        };
        let reply = self.hands.connection.post(
            &format!("/api/v1/windows/{number}/call"),
            Some(&clerk),
            &json!({ "call": self.hands.dice.id(), "day": self.hands.day, "ticket": ticket, "reason": "urgent" }),
        )?;
        self.heard("call", &reply).map(drop)
    }

    fn start(&mut self) -> Result<()> {
        self.at_window("start", |_, _| {}).map(drop)
    }

    fn recall(&mut self) -> Result<()> {
        self.at_window("recall", |_, _| {}).map(drop)
    }

    fn no_show(&mut self) -> Result<()> {
        self.at_window("no-show", |_, _| {}).map(drop)
    }

    fn park(&mut self) -> Result<()> {
        self.at_window("park", |_, _| {}).map(drop)
    }

    fn transfer(&mut self) -> Result<()> {
        let to = |crowd: &mut Self, fields: &mut Value| {
            fields["to"] = json!(crowd.one(&SERVICES).unwrap_or("A01"));
        };
        self.at_window("transfer", to).map(drop)
    }

    fn verify(&mut self) -> Result<()> {
        let holds =
            |crowd: &mut Self, fields: &mut Value| fields["verified"] = json!(crowd.dice.happens(0.7));
        self.at_window("class", holds).map(drop)
    }

    fn finish(&mut self) -> Result<()> {
        let how = |crowd: &mut Self, fields: &mut Value| {
            let outcome = crowd.dice.weighted(&OUTCOMES).copied().flatten();
            fields["usual_next"] = json!(crowd.dice.happens(0.7));
            fields["whom"] = crowd.whom();
            let Some(outcome) = outcome else { return };
            fields["outcome"] = json!(outcome);
            let comes_back = if outcome == "awaiting_correction" {
                0.9
            } else {
                0.6
            };
            if crowd.dice.happens(comes_back)
                && let Some(matter) = crowd.matter_for(outcome)
            {
                fields["matter"] = json!(matter);
            }
            if outcome == "awaiting_correction" {
                // Who comes back lacks something else.
                let lacks = u8::from(!fields["matter"].is_null());
                fields["correction"] = crowd.correction(lacks);
            }
        };
        let heard = self.at_window("finish", how)?;
        self.keep_matter(heard.as_ref());
        Ok(())
    }

    /// A matter that the visitor may have come back for: one of the same service, or at the pick-up any.
    fn matter_for(&mut self, outcome: &str) -> Option<String> {
        let service = self.windows.get(&self.at)?.service.clone();
        let fits = |(_, of): &&(String, String)| outcome == "collected" || *of == service;
        // The newest are the likeliest to be still open.
        let matters: Vec<_> = self.matters.iter().rev().filter(fits).take(3).cloned().collect();
        self.one(&matters).map(|(code, _)| code)
    }

    fn correction(&mut self, lacks: u8) -> Value {
        if self.dice.happens(0.3) {
            return json!({ "look_through": true });
        }
        json!({ "missing": [lacks] })
    }

    fn keep_matter(&mut self, heard: Option<&Value>) {
        let Some(window) = self.windows.get(&self.at) else {
            return;
        };
        let service = window.service.clone();
        let matters = heard.and_then(|heard| heard["matters"].as_array());
        for code in matters.into_iter().flatten().filter_map(Value::as_str) {
            if !self.matters.iter().any(|(known, _)| known == code) {
                self.matters.push((code.to_owned(), service.clone()));
            }
        }
    }

    fn resume(&mut self) -> Result<()> {
        let Some((number, clerk, None)) = self.window() else {
            return Ok(());
        };
        let parked = self.windows.get(&number).map(|window| window.parked.clone());
        let Some(ticket) = parked.and_then(|parked| self.one(&parked)) else {
            return Ok(());
        };
        let path = format!("windows/{number}/resume-ticket");
        let heard = self.ask(Some(&clerk), &path, json!({ "ticket": ticket }))?;
        if let Some(window) = self.windows.get_mut(&number).filter(|_| heard.is_some()) {
            window.parked.retain(|parked| *parked != ticket);
        }
        Ok(())
    }

    /// What a window has, it says itself.
    fn look(&mut self, number: u16) -> Result<()> {
        let clerk = self.clerk(number)?;
        let path = format!("/api/v1/windows/{number}");
        let reply = self.hands.connection.get(&path, Some(&clerk))?;
        let console = self.heard(&path, &reply)?.unwrap_or_default();
        if let Some(window) = self.windows.get_mut(&number) {
            let current = &console["current"];
            window.ticket = current["ticket"].as_str().map(str::to_owned);
            window.waiting = console["waiting"].as_u64().unwrap_or_default();
            window.is_serving = !current["started_at"].is_null();
            current["service"]["code"]
                .as_str()
                .unwrap_or_default()
                .clone_into(&mut window.service);
        }
        Ok(())
    }

    fn undo(&mut self) -> Result<()> {
        let Some((number, clerk, _)) = self.window() else {
            return Ok(());
        };
        self.ask(Some(&clerk), &format!("windows/{number}/undo"), json!({}))
            .map(drop)
    }

    fn of_a_ticket(&mut self, verb: &str) -> Result<()> {
        let tickets = self.tickets.clone();
        let Some((_, token)) = self.one(&tickets) else {
            return Ok(());
        };
        self.ask(None, &format!("visits/{token}/{verb}"), json!({}))
            .map(drop)
    }

    fn withdraw(&mut self) -> Result<()> {
        self.of_a_ticket("withdraw")
    }

    fn come_back(&mut self) -> Result<()> {
        self.of_a_ticket("reactivate")
    }

    fn advise(&mut self) -> Result<()> {
        let missing = self.dice.happens(0.5).then_some([0]);
        let fields = json!({ "window": null, "service": missing.map(|_| "A01"), "missing": missing });
        let reception = self.reception.clone();
        self.ask(Some(&reception), "advice", fields).map(drop)
    }

    fn ask_elsewhere(&mut self) -> Result<()> {
        let kiosk = self.kiosk.clone();
        self.ask_any_day(&kiosk, "elsewhere", json!({ "entry": "marriage" }))
            .map(drop)
    }

    fn call_a_guide(&mut self) -> Result<()> {
        let kiosk = self.kiosk.clone();
        let body = json!({
            "request": self.hands.dice.id(), "day": self.hands.day, "place": KIOSK, "kind": "escort",
        });
        let reply = self
            .hands
            .connection
            .post("/api/v1/escorts", Some(&kiosk), &body)?;
        if let Some(escort) = self.heard("escorts", &reply)?.and_then(|job| job["id"].as_u64()) {
            self.escorts.push(escort);
        }
        Ok(())
    }

    fn guide(&mut self) -> Result<()> {
        let jobs = self.escorts.clone();
        let verbs = ["accept", "meet", "done", "accept", "meet", "done", "cancel"];
        let (Some(job), Some(verb)) = (self.one(&jobs), self.one(&verbs)) else {
            return Ok(());
        };
        let guide = self.guide.clone();
        self.ask(Some(&guide), &format!("escorts/{job}/{verb}"), json!({}))
            .map(drop)
    }

    /// Something about a matter that outlives its visit, by the manager.
    fn of_a_case(&mut self) -> Result<()> {
        let matters = self.matters.clone();
        let Some((code, _)) = self.one(&matters) else {
            return Ok(());
        };
        // What must happen twice over to be counted, a file that leaves and is back before its case ends, stands here more often.
        let leave = ("leave-hall", json!({ "to": "MZ", "holder": "科室" }));
        let come_back = ("come-back", json!({}));
        let verbs: [(&str, Value); 15] = [
            ("tell", json!({ "missing": [0] })),
            ("tell", json!({ "missing": [1] })),
            ("accept", json!({})),
            ("stop-clock", json!({ "reason": "hearing", "evidence": "通知書" })),
            ("start-clock", json!({})),
            ("ask-extension", json!({ "days": 2, "reason": "複雜" })),
            leave.clone(),
            leave,
            come_back.clone(),
            come_back.clone(),
            come_back,
            ("complete", json!({ "how": "granted" })),
            ("complete", json!({ "how": "refused" })),
            ("complete", json!({ "how": "file_returned" })),
            (
                "supervise",
                json!({ "addressee": "MZ", "question": "為何超期？" }),
            ),
        ];
        let Some((verb, fields)) = self.one(&verbs) else {
            return Ok(());
        };
        let manager = self.manager.clone();
        self.ask_any_day(&manager, &format!("cases/{code}/{verb}"), fields)
            .map(drop)
    }

    /// A clerk goes and comes back.
    fn leave_and_return(&mut self) -> Result<()> {
        let Some((number, clerk, None)) = self.window() else {
            return Ok(());
        };
        for verb in ["close", "open"] {
            self.ask(Some(&clerk), &format!("windows/{number}/{verb}"), json!({}))?;
        }
        Ok(())
    }
}
