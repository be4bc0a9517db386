//! Everything a person or a device can press, as one HTTP request each.
//!
//! Invariant: every press has an id of its own, unless the caller gives one.

mod bookings;

use std::net::SocketAddr;

use anyhow::{Context, Result};
use hall_protocol::escort::{EscortKindName, EscortRequest, EscortView, GuideDuty, HandOver, SignOn};
use hall_protocol::identity::{
    DayView, DeviceCode, DeviceIdentity, Health, NewDevice, Redeem, SignIn, SignedIn,
};
use hall_protocol::ticket::{ConfirmRequest, IssueRequest, TicketIssued};
use hall_protocol::window::{
    CallNext, CallThis, Finish, NextService, Pause, Press, TicketPress, WindowPressed,
};
use hall_protocol::{Language, PlanDocument};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::dice::Dice;
use crate::wire::{Connection, Reply};

/// A connection, the service day it speaks of, and a source of ids.
#[derive(Debug)]
pub struct Hands {
    /// The connection, for what has no method here.
    pub connection: Connection,
    /// The service day that every write names.
    pub day: Date,
    /// Where ids come from.
    pub dice: Dice,
}

/// What a visitor wants a ticket for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The service.
    pub service: String,
    /// A claimed class.
    pub class: Option<String>,
    /// The time of an appointment.
    pub booked_at: Option<Timestamp>,
    /// The language of the slip.
    pub language: Language,
}

impl Hands {
    /// Connects, for a service day.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn reach(addr: SocketAddr, day: Date, dice: Dice) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(addr)?,
            day,
            dice,
        })
    }

    /// Signs a person in; the answer is what later requests carry.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn sign_in(&mut self, code: &str, pin: &str) -> Result<String> {
        let body = SignIn {
            code: code.to_owned(),
            pin: pin.to_owned(),
        };
        let signed_in: SignedIn = self.connection.post("/api/v1/sessions", None, &body)?.expect()?;
        Ok(signed_in.bearer)
    }

    /// Lets a device in, as a manager does, and redeems its code, as the device does.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn pair(&mut self, manager: &str, device: &str, role: &str, window: Option<u16>) -> Result<String> {
        let body = NewDevice {
            device: device.to_owned(),
            role: role.to_owned(),
            window,
        };
        let code: DeviceCode = self
            .connection
            .post("/api/v1/devices/codes", Some(manager), &body)?
            .expect()?;
        let redeem = Redeem { code: code.code };
        let device: DeviceIdentity = self
            .connection
            .post("/api/v1/devices/redeem", None, &redeem)?
            .expect()?;
        Ok(device.bearer)
    }

    /// What the day is.
    ///
    /// # Errors
    /// When the hall does not answer.
    pub fn day_view(&mut self) -> Result<DayView> {
        self.fetch("/api/v1/day", None)
    }

    /// Reads something.
    ///
    /// # Errors
    /// When the hall refuses, or answers something else.
    pub fn fetch<T: DeserializeOwned>(&mut self, path: &str, bearer: Option<&str>) -> Result<T> {
        self.connection
            .get(path, bearer)?
            .expect()
            .with_context(|| path.to_owned())
    }

    /// The plan, as a kiosk reads it.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn plan(&mut self, kiosk: &str, bearer: &str) -> Result<PlanDocument> {
        self.fetch(&format!("/api/v1/devices/{kiosk}/plan"), Some(bearer))
    }

    /// A request for a ticket, under fresh ids.
    pub fn issue_request(&mut self, wish: &Wish) -> IssueRequest {
        IssueRequest {
            holder: None,
            request: self.dice.id(),
            token: self.dice.id(),
            day: self.day,
            services: vec![wish.service.clone()],
            journeys: Vec::new(),
            cases: 1,
            class: wish.class.clone(),
            booked_at: wish.booked_at,
            language: wish.language,
            assistance: Vec::new(),
            notify: Vec::new(),
            channel: "kiosk".to_owned(),
        }
    }

    /// Takes a ticket at a kiosk and says that paper came out.
    ///
    /// # Errors
    /// When the hall refuses either.
    pub fn take_ticket(&mut self, kiosk: &str, wish: &Wish) -> Result<TicketIssued> {
        let request = self.issue_request(wish);
        let ticket: TicketIssued = self
            .connection
            .post("/api/v1/tickets", Some(kiosk), &request)?
            .expect()
            .context("ticket")?;
        self.confirm(kiosk, &request.request)?
            .accepted()
            .context("confirm")?;
        Ok(ticket)
    }

    /// Says that paper came out.
    ///
    /// # Errors
    /// When the hall does not answer.
    pub fn confirm(&mut self, kiosk: &str, request: &str) -> Result<Reply> {
        let body = ConfirmRequest {
            day: self.day,
            evidence: "proof".to_owned(),
        };
        self.connection
            .post(&format!("/api/v1/tickets/{request}/confirm"), Some(kiosk), &body)
    }

    /// Says how a device is.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn report_health(&mut self, device: &str, bearer: &str, health: &Health) -> Result<()> {
        self.connection
            .post(&format!("/api/v1/devices/{device}/health"), Some(bearer), health)?
            .accepted()
    }

    /// A press at a window that needs nothing more: `open`, `resume`, `close`, `undo`.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn window(&mut self, clerk: &str, window: u16, verb: &str) -> Result<WindowPressed> {
        let body = Press {
            press: self.dice.id(),
            day: self.day,
        };
        self.verb(clerk, window, verb, &body)?
            .expect()
            .with_context(|| format!("{verb} at {window}"))
    }

    /// Stops calling for a while.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn pause(&mut self, clerk: &str, window: u16, reason: &str) -> Result<WindowPressed> {
        let body = Pause {
            press: self.dice.id(),
            day: self.day,
            reason: reason.to_owned(),
        };
        self.verb(clerk, window, "pause", &body)?
            .expect()
            .with_context(|| format!("pause at {window}"))
    }

    /// Calls whoever is next; the one who is served is finished by it.
    ///
    /// # Errors
    /// When the hall does not answer; a refusal is in the answer.
    pub fn call_next(&mut self, clerk: &str, window: u16, serving: Option<&str>) -> Result<Reply> {
        let body = CallNext::finishing(serving.map(str::to_owned), self.dice.id(), self.day);
        self.verb(clerk, window, "call-next", &body)
    }

    /// Calls this one, out of order.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn call_this(
        &mut self,
        clerk: &str,
        window: u16,
        ticket: &str,
        reason: &str,
    ) -> Result<WindowPressed> {
        let body = CallThis {
            call: self.dice.id(),
            day: self.day,
            ticket: ticket.to_owned(),
            reason: reason.to_owned(),
        };
        self.verb(clerk, window, "call", &body)?
            .expect()
            .with_context(|| format!("call {ticket} at {window}"))
    }

    /// A press that means one ticket: `recall`, `start`, `no-show`, `park`, `resume-ticket`.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn ticket_press(
        &mut self,
        clerk: &str,
        window: u16,
        verb: &str,
        ticket: &str,
    ) -> Result<WindowPressed> {
        let body = TicketPress {
            press: self.dice.id(),
            day: self.day,
            ticket: ticket.to_owned(),
        };
        self.verb(clerk, window, verb, &body)?
            .expect()
            .with_context(|| format!("{verb} {ticket} at {window}"))
    }

    /// Done with a ticket.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn finish(
        &mut self,
        clerk: &str,
        window: u16,
        ticket: &str,
        next: Option<NextService>,
    ) -> Result<WindowPressed> {
        let body = Finish {
            press: self.dice.id(),
            day: self.day,
            ticket: ticket.to_owned(),
            outcome: None,
            usual_next: false,
            next,
            matter: None,
            correction: None,
            whom: None,
        };
        self.verb(clerk, window, "finish", &body)?
            .expect()
            .with_context(|| format!("finish {ticket} at {window}"))
    }

    /// Any verb of a window, with any body.
    ///
    /// # Errors
    /// When the hall does not answer; a refusal is in the answer.
    pub fn verb<T: Serialize>(&mut self, clerk: &str, window: u16, verb: &str, body: &T) -> Result<Reply> {
        self.connection
            .post(&format!("/api/v1/windows/{window}/{verb}"), Some(clerk), body)
    }

    /// Something a manager or a visitor asks of the hall under `/api/v1/`, with these fields beside press and day.
    ///
    /// # Errors
    /// When the hall does not answer; a refusal is in the answer.
    pub fn ask_hall(&mut self, who: Option<&str>, path: &str, fields: &serde_json::Value) -> Result<Reply> {
        let mut body = serde_json::json!({ "press": self.dice.id(), "day": self.day });
        if let (Some(body), Some(fields)) = (body.as_object_mut(), fields.as_object()) {
            body.extend(fields.clone());
        }
        self.connection.post(&format!("/api/v1/{path}"), who, &body)
    }

    /// Asks for a guide.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn ask_for_guide(&mut self, device: &str, place: &str, ticket: Option<String>) -> Result<EscortView> {
        let body = EscortRequest {
            request: self.dice.id(),
            day: self.day,
            place: place.to_owned(),
            ticket,
            kind: EscortKindName::Escort,
            language: None,
        };
        self.connection
            .post("/api/v1/escorts", Some(device), &body)?
            .expect()
            .context("escort")
    }

    /// A guide signs on at a place.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn sign_on(&mut self, guide: &str, place: &str) -> Result<GuideDuty> {
        let body = SignOn {
            press: self.dice.id(),
            day: self.day,
            place: place.to_owned(),
        };
        self.connection
            .post("/api/v1/escorts/on-duty", Some(guide), &body)?
            .expect()
            .context("sign on")
    }

    /// A guide's press: `accept`, `meet`, `done`; or a cancel.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn escort(&mut self, guide: &str, id: u32, verb: &str) -> Result<EscortView> {
        let body = Press {
            press: self.dice.id(),
            day: self.day,
        };
        let reply = self
            .connection
            .post(&format!("/api/v1/escorts/{id}/{verb}"), Some(guide), &body)?;
        reply.expect().with_context(|| format!("{verb} escort {id}"))
    }

    /// The visitor is at a window.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn hand_over(&mut self, guide: &str, id: u32, window: u16) -> Result<EscortView> {
        let body = HandOver {
            press: self.dice.id(),
            day: self.day,
            window,
        };
        let reply = self
            .connection
            .post(&format!("/api/v1/escorts/{id}/hand-over"), Some(guide), &body)?;
        reply.expect().with_context(|| format!("hand over escort {id}"))
    }
}
