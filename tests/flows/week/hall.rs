//! The hall of the week, and the hands that press in it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use hall_protocol::arrival::Arrived;
use hall_protocol::notice::HallDayView;
use hall_protocol::plan_document::PlanRole;
use hall_protocol::plan_version::{PlanNow, PlanPressed};
use hall_protocol::report::DayReport;
use hall_protocol::ticket::TicketIssued;
use hall_protocol::window::{Finish, VerifyClass, WindowPressed};
use hall_protocol::{PlanDocument, Problem};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde_json::{Value, json};
use whole_hall::hall::{HallSetup, PIN, WholeHall};
use whole_hall::hands::{Hands, Wish};
use whole_hall::wire::Reply;

use super::days::Carried;

/// The kiosk at which everybody takes tickets.
pub(crate) const KIOSK: &str = "kiosk-a1";

pub(crate) struct Week {
    pub(crate) hall: WholeHall,
    pub(crate) hands: Hands,
    pub(crate) manager: String,
    pub(crate) reception: String,
    pub(crate) guide: String,
    /// What one day leaves for another.
    pub(crate) carried: Carried,
    kiosk: String,
    clerks: BTreeMap<u16, String>,
}

/// A ticket and what its holder shows.
pub(crate) struct Held {
    pub(crate) number: String,
    pub(crate) token: String,
}

impl Week {
    /// On the first day, five minutes before the first session.
    pub(crate) fn begin() -> Result<Self> {
        let setup = HallSetup::sample()?
            .on_day(Date::constant(2026, 9, 29))
            .opened_at("08:25:00")?;
        let hall = WholeHall::start(setup)?;
        let mut hands = hall.hands()?;
        let manager = hands.sign_in(hall.first_of(PlanRole::Manager)?, PIN)?;
        let kiosk = hands.pair(&manager, KIOSK, "kiosk", None)?;
        let mut week = Self {
            hall,
            hands,
            manager,
            reception: String::new(),
            guide: String::new(),
            carried: Carried::default(),
            kiosk,
            clerks: BTreeMap::new(),
        };
        week.sign_in()?;
        Ok(week)
    }

    /// Another day begins: whatever fell due until then has happened.
    pub(crate) fn dawn(&mut self, day: Date) -> Result<()> {
        let at = self.instant(day, 8, 25)?;
        self.hall.clock().advance_to(at);
        self.hands = self.hall.hands()?;
        self.sign_in()
    }

    fn sign_in(&mut self) -> Result<()> {
        self.clerks.clear();
        let mut of = |role| self.hands.sign_in(self.hall.first_of(role)?, PIN);
        self.manager = of(PlanRole::Manager)?;
        self.reception = of(PlanRole::Reception)?;
        self.guide = of(PlanRole::Guide)?;
        Ok(())
    }

    pub(crate) fn at(&mut self, time: &str) -> Result<()> {
        self.hall.wind_to(time).map(drop)
    }

    pub(crate) fn open(&mut self, windows: &[u16]) -> Result<()> {
        for window in windows {
            let clerk = self.hands.sign_in(self.hall.clerk_of(*window)?, PIN)?;
            self.hands.window(&clerk, *window, "open")?;
            self.clerks.insert(*window, clerk);
        }
        Ok(())
    }

    fn clerk(&self, window: u16) -> Result<String> {
        self.clerks
            .get(&window)
            .cloned()
            .with_context(|| format!("nobody at {window}"))
    }

    /// Takes a ticket with these fields besides the usual ones.
    pub(crate) fn take_with(&mut self, service: &str, fields: &Value) -> Result<Held> {
        let reply = self.ask_for_ticket(service, fields)?;
        let (token, request, issued): (String, String, TicketIssued) = (reply.0, reply.1, reply.2.expect()?);
        if fields.get("channel").is_none() {
            self.hands.confirm(&self.kiosk, &request)?.accepted()?;
        }
        Ok(Held {
            number: issued.number,
            token,
        })
    }

    fn ask_for_ticket(&mut self, service: &str, fields: &Value) -> Result<(String, String, Reply)> {
        let wish = Wish {
            service: service.to_owned(),
            ..Wish::default()
        };
        let request = self.hands.issue_request(&wish);
        let mut body = serde_json::to_value(&request)?;
        if let (Some(body), Some(fields)) = (body.as_object_mut(), fields.as_object()) {
            body.extend(fields.clone());
        }
        let by_reception = fields.get("channel").is_some();
        let who = if by_reception {
            &self.reception
        } else {
            &self.kiosk
        };
        let reply = self.hands.connection.post("/api/v1/tickets", Some(who), &body)?;
        Ok((request.token, request.request, reply))
    }

    pub(crate) fn take(&mut self, service: &str) -> Result<Held> {
        self.take_with(service, &json!({}))
    }

    /// The problem with which a ticket is refused.
    pub(crate) fn refused(&mut self, service: &str, fields: &Value) -> Result<String> {
        let (.., reply) = self.ask_for_ticket(service, fields)?;
        let problem: Problem = reply.json()?;
        Ok(problem.name().to_owned())
    }

    /// Calls whoever is next, who must be this one.
    pub(crate) fn call(&mut self, window: u16, expected: &str) -> Result<()> {
        let clerk = self.clerk(window)?;
        let pressed: WindowPressed = self.hands.call_next(&clerk, window, None)?.expect()?;
        let called = pressed.ticket.as_deref();
        ensure!(
            called == Some(expected),
            "window {window} called {called:?}, not {expected}"
        );
        Ok(())
    }

    /// A window finds nobody to call.
    pub(crate) fn nobody_for(&mut self, window: u16) -> Result<()> {
        let clerk = self.clerk(window)?;
        let reply = self.hands.call_next(&clerk, window, None)?;
        let problem: Problem = reply.json()?;
        ensure!(problem.name() == "nobody-waiting", "{}", problem.name());
        Ok(())
    }

    pub(crate) fn call_this(&mut self, window: u16, ticket: &str, reason: &str) -> Result<()> {
        let clerk = self.clerk(window)?;
        self.hands.call_this(&clerk, window, ticket, reason).map(drop)
    }

    pub(crate) fn start(&mut self, window: u16, ticket: &str) -> Result<()> {
        let clerk = self.clerk(window)?;
        self.hands.ticket_press(&clerk, window, "start", ticket).map(drop)
    }

    pub(crate) fn verify(&mut self, window: u16, ticket: &str, verified: bool) -> Result<()> {
        let clerk = self.clerk(window)?;
        let body = VerifyClass {
            press: self.hands.dice.id(),
            day: self.hands.day,
            ticket: ticket.to_owned(),
            verified,
        };
        self.hands.verb(&clerk, window, "class", &body)?.accepted()
    }

    pub(crate) fn finish(&mut self, window: u16, ticket: &str) -> Result<()> {
        self.finish_as(window, ticket, None, false)
    }

    /// Done here, and on with the journey.
    pub(crate) fn finish_and_go_on(&mut self, window: u16, ticket: &str) -> Result<()> {
        self.finish_as(window, ticket, None, true)
    }

    pub(crate) fn finish_as(
        &mut self,
        window: u16,
        ticket: &str,
        outcome: Option<&str>,
        usual_next: bool,
    ) -> Result<()> {
        let clerk = self.clerk(window)?;
        let body = Finish {
            press: self.hands.dice.id(),
            day: self.hands.day,
            ticket: ticket.to_owned(),
            outcome: outcome.map(str::to_owned),
            usual_next,
            next: None,
            matter: None,
            correction: None,
            whom: None,
        };
        self.hands.verb(&clerk, window, "finish", &body)?.accepted()
    }

    /// Called, started and finished at these times.
    pub(crate) fn serve(&mut self, window: u16, ticket: &str, times: [&str; 3]) -> Result<()> {
        self.at(times[0])?;
        self.call(window, ticket)?;
        self.at(times[1])?;
        self.start(window, ticket)?;
        self.at(times[2])?;
        self.finish(window, ticket)
    }

    /// What a visitor presses on the phone.
    pub(crate) fn phone(&mut self, token: &str, verb: &str) -> Result<()> {
        self.hands
            .ask_hall(None, &format!("visits/{token}/{verb}"), &json!({}))?
            .accepted()
    }

    /// What a manager decides.
    pub(crate) fn decide(&mut self, path: &str, fields: &Value) -> Result<HallDayView> {
        self.hands.ask_hall(Some(&self.manager), path, fields)?.expect()
    }

    /// Somebody who is expected shows something at the kiosk; the problem, if that is refused.
    pub(crate) fn arrive(&mut self, shown: &str, accept_late: bool) -> Result<Result<Arrived, String>> {
        let (request, token) = (self.hands.dice.id(), self.hands.dice.id());
        let body = json!({ "request": request, "token": token, "day": self.hands.day, "shown": shown, "accept_late": accept_late });
        let reply = self
            .hands
            .connection
            .post("/api/v1/arrivals", Some(&self.kiosk), &body)?;
        if let Ok(problem) = reply.json::<Problem>() {
            return Ok(Err(problem.name().to_owned()));
        }
        let arrived: Arrived = reply.expect()?;
        if let Arrived::Ticket { .. } = &arrived {
            self.hands.confirm(&self.kiosk, &request)?.accepted()?;
        }
        Ok(Ok(arrived))
    }

    /// Somebody who is expected has a ticket now.
    pub(crate) fn arrive_for_ticket(&mut self, shown: &str, accept_late: bool) -> Result<String> {
        let arrived = self.arrive(shown, accept_late)?.map_err(anyhow::Error::msg)?;
        let Arrived::Ticket { ticket } = arrived else {
            anyhow::bail!("{arrived:?}")
        };
        Ok(ticket.number)
    }

    /// Books a time on the phone; the token.
    pub(crate) fn book(&mut self, service: &str, day: Date, hour: i8, minute: i8) -> Result<String> {
        let (request, token) = (self.hands.dice.id(), self.hands.dice.id());
        let at = self.instant(day, hour, minute)?;
        let body = json!({ "request": request, "token": token, "services": [service], "day": day, "at": at });
        self.hands
            .connection
            .post("/api/v1/bookings", None, &body)?
            .accepted()?;
        Ok(token)
    }

    /// A booking's state, as its holder sees it.
    pub(crate) fn booking(&mut self, token: &str) -> Result<Value> {
        self.hands.fetch(&format!("/api/v1/bookings/{token}"), None)
    }

    pub(crate) fn move_booking(&mut self, token: &str, day: Date, hour: i8) -> Result<()> {
        let body = json!({ "press": self.hands.dice.id(), "day": day, "at": self.instant(day, hour, 0)? });
        let path = format!("/api/v1/bookings/{token}/move");
        self.hands.connection.post(&path, None, &body)?.accepted()
    }

    pub(crate) fn cancel_booking(&mut self, token: &str) -> Result<()> {
        let body = json!({ "press": self.hands.dice.id() });
        let path = format!("/api/v1/bookings/{token}/cancel");
        self.hands.connection.post(&path, None, &body)?.accepted()
    }

    /// Takes a number on the phone.
    pub(crate) fn take_on_phone(&mut self, service: &str) -> Result<Held> {
        let (request, token) = (self.hands.dice.id(), self.hands.dice.id());
        let body =
            json!({ "request": request, "token": token, "day": self.hands.day, "services": [service] });
        let reply = self
            .hands
            .connection
            .post("/api/v1/remote-tickets", None, &body)?;
        let issued: TicketIssued = reply.expect()?;
        Ok(Held {
            number: issued.number,
            token,
        })
    }

    /// A line of the manual-call sheet: taken, called, ended at window 1.
    pub(crate) fn enter_later(&mut self, number: &str, times: [&str; 3]) -> Result<()> {
        let clerk = self.clerk(1)?;
        let mut at = Vec::new();
        for time in times {
            at.push(self.today_at(time)?);
        }
        let fields = json!({
            "number": number, "service": "A01", "window": 1, "clerk": self.hall.clerk_of(1)?,
            "taken_at": at[0], "called_at": at[1], "ended_at": at[2], "outcome": "done_on_spot",
        });
        self.hands
            .ask_hall(Some(&clerk), "late-entries", &fields)?
            .accepted()
    }

    pub(crate) fn close_early(&mut self, issue_until: &str, day_ends_at: &str) -> Result<()> {
        let fields =
            json!({ "issue_until": self.today_at(issue_until)?, "day_ends_at": self.today_at(day_ends_at)? });
        self.decide("hall/close-early", &fields).map(drop)
    }

    fn today_at(&self, time: &str) -> Result<Timestamp> {
        let time: Time = time.parse()?;
        Ok(self.hall.zone().to_timestamp(self.hands.day.to_datetime(time))?)
    }

    fn instant(&self, day: Date, hour: i8, minute: i8) -> Result<Timestamp> {
        Ok(self.hall.zone().to_timestamp(day.at(hour, minute, 0, 0))?)
    }

    /// Proposes a changed plan that is to hold at once; the version and its state.
    pub(crate) fn change_plan(&mut self, change: impl FnOnce(&mut PlanDocument)) -> Result<(u32, String)> {
        let mut now: PlanNow = self.hands.fetch("/api/v1/plan", Some(&self.manager))?;
        change(&mut now.document);
        let body = json!({ "press": self.hands.dice.id(), "base": now.version, "document": now.document });
        let reply = self
            .hands
            .connection
            .post("/api/v1/plan/versions", Some(&self.manager), &body)?;
        let pressed: PlanPressed = reply.expect()?;
        Ok((pressed.version, pressed.state))
    }

    /// The second manager agrees to a version.
    pub(crate) fn approve_plan(&mut self, version: u32) -> Result<String> {
        let mut managers = self.hall.plan().person.iter();
        let second = managers.rfind(|person| person.role == PlanRole::Manager);
        let second = second.context("a second manager")?.code.clone();
        let second = self.hands.sign_in(&second, PIN)?;
        let body = json!({ "press": self.hands.dice.id() });
        let path = format!("/api/v1/plan/versions/{version}/approve");
        let pressed: PlanPressed = self
            .hands
            .connection
            .post(&path, Some(&second), &body)?
            .expect()?;
        Ok(pressed.state)
    }

    /// Somebody only asked.
    pub(crate) fn advice(&mut self, window: Option<u16>, missing: Option<&[u16]>) -> Result<()> {
        let who = match window {
            Some(window) => self.clerk(window)?,
            None => self.reception.clone(),
        };
        let service = missing.map(|_| "A01");
        let fields = json!({ "window": window, "service": service, "missing": missing });
        self.hands.ask_hall(Some(&who), "advice", &fields)?.accepted()
    }

    pub(crate) fn kiosk(&self) -> &str {
        &self.kiosk
    }

    pub(crate) fn report(&mut self, day: Date) -> Result<DayReport> {
        let path = format!("/api/v1/reports/day?day={day}");
        self.hands.fetch(&path, Some(&self.manager))
    }
}
