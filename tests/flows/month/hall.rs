//! The hall of the month, and the hands that press in it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use hall_protocol::Problem;
use hall_protocol::plan_document::PlanRole;
use jiff::civil::Date;
use serde_json::{Value, json};
use whole_hall::hall::{HallSetup, PIN, WholeHall};
use whole_hall::hands::Hands;

/// How long after the call a visitor is at the window, and how long the clerk needs, in seconds.
const TO_START_S: i64 = 20;
const HANDLING_S: i64 = 300;

pub(crate) struct Month {
    pub(crate) hall: WholeHall,
    hands: Hands,
    /// Who is signed in today, by work number.
    signed_in: BTreeMap<String, String>,
    /// The keys of window 1.
    pad: String,
    /// The codes of matters, notices, follow-ups and visits, by what the script calls them.
    pub(crate) codes: BTreeMap<&'static str, String>,
}

/// A ticket and what its holder shows.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) number: String,
    pub(crate) token: String,
}

impl Month {
    pub(crate) fn begin() -> Result<Self> {
        let setup = HallSetup::sample()?
            .on_day(Date::constant(2026, 3, 2))
            .opened_at("08:25:00")?;
        let hall = WholeHall::start(setup)?;
        let mut hands = hall.hands()?;
        let manager = hands.sign_in(hall.first_of(PlanRole::Manager)?, PIN)?;
        let pad = hands.pair(&manager, "pad-1", "pad", Some(1))?;
        let mut month = Self {
            hall,
            hands,
            signed_in: BTreeMap::new(),
            pad,
            codes: BTreeMap::new(),
        };
        month.open_windows()?;
        Ok(month)
    }

    /// The morning of a day of March: whatever fell due until then has happened.
    pub(crate) fn dawn(&mut self, day: i8) -> Result<()> {
        self.dawn_on(&Date::new(2026, 3, day)?.to_string())
    }

    /// The morning of a day.
    pub(crate) fn dawn_on(&mut self, day: &str) -> Result<()> {
        let day: Date = day.parse()?;
        let at = self.hall.zone().to_timestamp(day.at(8, 25, 0, 0))?;
        self.hall.clock().advance_to(at);
        self.hands = self.hall.hands()?;
        self.signed_in.clear();
        self.open_windows()
    }

    /// Windows 1 for ID cards, 8 for property, 12 for construction, 13 for fees and pick-up, from half past eight on.
    fn open_windows(&mut self) -> Result<()> {
        self.at("08:30:00")?;
        for window in [1, 8, 12, 13] {
            let clerk = self.clerk(window)?;
            self.ask(&clerk, &format!("windows/{window}/open"), json!({}))?;
        }
        Ok(())
    }

    pub(crate) fn at(&mut self, time: &str) -> Result<()> {
        self.hall.wind_to(time).map(drop)
    }

    pub(crate) fn wind(&mut self, seconds: i64) -> Result<()> {
        self.hall.wind_on(seconds).map(drop)
    }

    /// The work number of a window's own clerk.
    pub(crate) fn clerk(&self, window: u16) -> Result<String> {
        self.hall.clerk_of(window).map(str::to_owned)
    }

    fn bearer(&mut self, person: &str) -> Result<String> {
        if let Some(bearer) = self.signed_in.get(person) {
            return Ok(bearer.clone());
        }
        let bearer = self.hands.sign_in(person, PIN)?;
        self.signed_in.insert(person.to_owned(), bearer.clone());
        Ok(bearer)
    }

    /// Somebody on the staff presses something of the day.
    pub(crate) fn ask(&mut self, person: &str, path: &str, fields: Value) -> Result<Value> {
        let bearer = self.bearer(person)?;
        let reply = self.hands.ask_hall(Some(&bearer), path, &fields)?;
        reply.expect().with_context(|| format!("{person}: {path}"))
    }

    /// Somebody on the staff presses something that belongs to no day.
    pub(crate) fn about(&mut self, person: &str, path: &str, fields: Value) -> Result<Value> {
        let (bearer, fields) = (self.bearer(person)?, self.with_press(fields));
        let path = format!("/api/v1/{path}");
        let reply = self.hands.connection.post(&path, Some(&bearer), &fields)?;
        reply.expect().with_context(|| format!("{person}: {path}"))
    }

    /// The problem with which somebody's press is refused.
    pub(crate) fn refused(&mut self, person: &str, path: &str, fields: Value) -> Result<String> {
        let (bearer, fields) = (self.bearer(person)?, self.with_press(fields));
        let path = format!("/api/v1/{path}");
        let reply = self.hands.connection.post(&path, Some(&bearer), &fields)?;
        let problem: Problem = reply.json().with_context(|| format!("{path} is not refused"))?;
        Ok(problem.name().to_owned())
    }

    /// Somebody on the public pages.
    pub(crate) fn public(&mut self, path: &str, fields: Value) -> Result<Value> {
        let fields = self.with_press(fields);
        let path = format!("/api/v1/{path}");
        let reply = self.hands.connection.post(&path, None, &fields)?;
        reply.expect().with_context(|| path)
    }

    fn with_press(&mut self, mut fields: Value) -> Value {
        fields["press"] = json!(self.hands.dice.id());
        fields
    }

    /// The holder of a ticket, on the phone.
    pub(crate) fn phone(&mut self, held: &Held, verb: &str, fields: Value) -> Result<Value> {
        let path = format!("visits/{}/{verb}", held.token);
        let reply = self.hands.ask_hall(None, &path, &fields)?;
        reply.expect().with_context(|| path)
    }

    /// Whoever was served last at window 1 presses one of its keys.
    pub(crate) fn rate(&mut self, level: &str) -> Result<()> {
        let pad = self.pad.clone();
        let fields = json!({ "level": level });
        self.hands
            .ask_hall(Some(&pad), "windows/1/rate", &fields)?
            .accepted()
    }

    /// Takes a ticket at reception.
    pub(crate) fn take(&mut self, service: &str) -> Result<Held> {
        let reception = self.hall.first_of(PlanRole::Reception)?.to_owned();
        let bearer = self.bearer(&reception)?;
        let (request, token) = (self.hands.dice.id(), self.hands.dice.id());
        let body = json!({
            "request": request, "token": token, "day": self.hands.day, "services": [service],
            "language": "zh-Hant", "channel": "reception",
        });
        let reply = self
            .hands
            .connection
            .post("/api/v1/tickets", Some(&bearer), &body)?;
        let issued: Value = reply.expect()?;
        let number = issued["number"].as_str().context("a number")?.to_owned();
        Ok(Held { number, token })
    }

    /// Calls whoever is next, who must be this one.
    pub(crate) fn call(&mut self, window: u16, held: &Held) -> Result<()> {
        let clerk = self.clerk(window)?;
        let bearer = self.bearer(&clerk)?;
        let pressed: Value = self.hands.call_next(&bearer, window, None)?.expect()?;
        let called = pressed["ticket"].as_str();
        ensure!(
            called == Some(&held.number),
            "window {window} called {called:?}, not {}",
            held.number
        );
        Ok(())
    }

    /// Calls, and starts.
    pub(crate) fn receive(&mut self, window: u16, held: &Held) -> Result<()> {
        let clerk = self.clerk(window)?;
        self.call(window, held)?;
        self.wind(TO_START_S)?;
        let fields = json!({ "ticket": held.number });
        self.ask(&clerk, &format!("windows/{window}/start"), fields)
            .map(drop)
    }

    /// Finishes; the code of the matter that it is about, if it goes on.
    pub(crate) fn finish(&mut self, window: u16, held: &Held, mut fields: Value) -> Result<Option<String>> {
        self.wind(HANDLING_S)?;
        let clerk = self.clerk(window)?;
        fields["ticket"] = json!(held.number);
        let pressed = self.ask(&clerk, &format!("windows/{window}/finish"), fields)?;
        Ok(pressed["matter"].as_str().map(str::to_owned))
    }

    /// A visitor for a service: served at once, and ended so.
    pub(crate) fn serve(
        &mut self,
        window: u16,
        service: &str,
        fields: Value,
    ) -> Result<(Held, Option<String>)> {
        let held = self.take(service)?;
        self.receive(window, &held)?;
        let matter = self.finish(window, &held, fields)?;
        Ok((held, matter))
    }

    /// The same, and its matter is known by a name from then on.
    pub(crate) fn begin_matter(
        &mut self,
        name: &'static str,
        (window, service): (u16, &str),
        fields: Value,
    ) -> Result<Held> {
        let (held, matter) = self.serve(window, service, fields)?;
        self.keep(name, matter.context("a matter")?);
        Ok(held)
    }

    pub(crate) fn keep(&mut self, name: &'static str, code: String) {
        self.codes.insert(name, code);
    }

    /// The code in an answer is known by a name from then on.
    pub(crate) fn keep_code(&mut self, name: &'static str, answer: &Value) -> Result<()> {
        let code = answer["code"].as_str().context("a code")?.to_owned();
        self.keep(name, code);
        Ok(())
    }

    pub(crate) fn code(&self, name: &str) -> Result<String> {
        self.codes
            .get(name)
            .cloned()
            .with_context(|| format!("no {name}"))
    }

    /// Something about what the script knows by a name: a case, a fee notice, a follow-up, a home visit.
    pub(crate) fn of(
        &mut self,
        person: &str,
        list: &str,
        name: &str,
        verb: &str,
        fields: Value,
    ) -> Result<Value> {
        let path = format!("{list}/{}/{verb}", self.code(name)?);
        self.about(person, &path, fields)
    }

    /// What the manager reads.
    pub(crate) fn look(&mut self, path: &str) -> Result<Value> {
        let bearer = self.bearer("9001")?;
        self.hands.fetch(path, Some(&bearer))
    }

    /// The same, as it comes.
    pub(crate) fn read(&mut self, path: &str) -> Result<String> {
        let bearer = self.bearer("9001")?;
        let reply = self.hands.connection.get(path, Some(&bearer))?;
        ensure!(reply.status == 200, "{path}: {} {}", reply.status, reply.text());
        Ok(reply.text())
    }
}
