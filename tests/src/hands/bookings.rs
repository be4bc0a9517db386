//! What a phone presses.

use anyhow::{Context, Result};
use hall_protocol::Language;
use hall_protocol::booking::{BookingRequest, BookingView, SlotsView};

use super::Hands;

impl Hands {
    /// Books the first time that is free for a service today, as a phone does.
    ///
    /// # Errors
    /// When no time is free, or the hall refuses.
    pub fn book(&mut self, service: &str) -> Result<BookingView> {
        let path = format!("/api/v1/slots?service={service}&day={}", self.day);
        let slots: SlotsView = self.fetch(&path, None)?;
        let slot = slots.slots.iter().find(|slot| slot.free > 0);
        let body = BookingRequest {
            request: self.dice.id(),
            token: self.dice.id(),
            services: vec![service.to_owned()],
            journeys: Vec::new(),
            cases: 1,
            day: self.day,
            at: slot.context("no time is free")?.at,
            language: Language::default(),
        };
        self.connection.post("/api/v1/bookings", None, &body)?.expect()
    }
}
