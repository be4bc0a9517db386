//! Plays one day of a trace through a hall: every press at its instant, over HTTP.
//!
//! Invariant: whom the server chooses is compared before anything else happens; on a mismatch the call is undone and
//! the recorded visitor is called by name, so that the day goes on as recorded.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use display_server::Clock;
use hall_protocol::window::{NextService, WindowPressed};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::outcome::{DayOutcome, Miss};
use super::plan::{PLANNED, RECORDED, UNPLANNED, class_code, clerk_of, service_code};
use super::script::{Act, Moment};
use super::trace::{Change, Config, TraceClass, TraceDay, TraceLeg};
use crate::hands::{Hands, Wish};

/// Who presses, by what they carry.
#[derive(Debug)]
pub struct Staff {
    /// The kiosk's bearer.
    pub kiosk: String,
    /// The clerks' bearers, by window.
    pub clerks: BTreeMap<u16, String>,
}

/// A day that is being played.
pub struct Player<'a> {
    /// How the trace's hall is set up.
    pub config: &'a Config,
    /// The day.
    pub day: &'a TraceDay,
    /// The date it is played on.
    pub date: Date,
    /// The hall's clock.
    pub clock: &'a Clock,
    /// The way to the hall.
    pub hands: &'a mut Hands,
    /// Who presses.
    pub staff: &'a Staff,
    /// The printed number of each journey that has one.
    pub tickets: BTreeMap<&'a str, String>,
    /// What came of it so far.
    pub outcome: DayOutcome,
}

impl<'a> Player<'a> {
    /// Plays the presses of a day, in their order.
    ///
    /// # Errors
    /// At the first press that the hall refuses, with the press.
    pub fn play(mut self, script: &[Moment]) -> Result<DayOutcome> {
        for moment in script {
            self.clock.advance_to(self.instant(moment.at_ms)?);
            self.press(moment)
                .with_context(|| format!("day {}, {:?}", self.day.number, moment))?;
        }
        self.outcome.tickets = self
            .tickets
            .into_iter()
            .map(|(journey, number)| (journey.to_owned(), number))
            .collect();
        Ok(self.outcome)
    }

    fn press(&mut self, moment: &Moment) -> Result<()> {
        match moment.act {
            Act::Arrive { leg } => self.arrive(self.leg(leg)?),
            Act::Window { window, change } => self.window(window, change),
            Act::Call { leg } => self.call(self.leg(leg)?),
            Act::Start { leg } => {
                let leg = self.leg(leg)?;
                let ticket = self.ticket(leg)?.to_owned();
                self.hands
                    .ticket_press(self.staff.clerk(leg.window)?, leg.window, "start", &ticket)?;
                Ok(())
            }
            Act::End { leg } => self.end(self.leg(leg)?),
        }
    }

    fn arrive(&mut self, leg: &'a TraceLeg) -> Result<()> {
        let claims = leg.class == TraceClass::Priority;
        let wish = Wish {
            service: self.service(&leg.service)?,
            class: claims.then(|| class_code(leg.class).to_owned()),
            booked_at: leg.booked_ms.map(|booked| self.instant(booked)).transpose()?,
            ..Wish::default()
        };
        let issued = self.hands.take_ticket(&self.staff.kiosk, &wish)?;
        self.tickets.insert(&leg.journey, issued.number);
        Ok(())
    }

    fn window(&mut self, window: u16, change: Change) -> Result<()> {
        let clerk = self.staff.clerk(window)?;
        match change {
            Change::Open => self.hands.window(clerk, window, "open")?,
            Change::PausePlanned => self.hands.pause(clerk, window, PLANNED)?,
            Change::PauseUnplanned => self.hands.pause(clerk, window, UNPLANNED)?,
            Change::Resume => self.hands.window(clerk, window, "resume")?,
        };
        Ok(())
    }

    fn call(&mut self, leg: &'a TraceLeg) -> Result<()> {
        let clerk = self.staff.clerk(leg.window)?;
        let pressed: WindowPressed = self.hands.call_next(clerk, leg.window, None)?.expect()?;
        let chosen = pressed.ticket.context("a call without a ticket")?;
        let recorded = self.ticket(leg)?.to_owned();
        self.outcome.calls += 1;
        if chosen == recorded {
            self.outcome.matched += 1;
            return Ok(());
        }
        self.hands.window(clerk, leg.window, "undo")?;
        self.hands.call_this(clerk, leg.window, &recorded, RECORDED)?;
        let miss = self.miss(leg, chosen, recorded)?;
        self.outcome.misses.push(miss);
        Ok(())
    }

    /// What is to be said of a mismatch.
    fn miss(&self, leg: &TraceLeg, chosen: String, recorded: String) -> Result<Miss> {
        let chosen_leg = self
            .open_leg_of(&chosen, leg.call_ms)
            .context("an unknown ticket was chosen")?;
        let keys = [chosen_leg, leg].map(|leg_of| self.key_ms(leg_of, leg.window));
        Ok(Miss {
            day: self.day.number,
            at_ms: leg.call_ms,
            window: leg.window,
            recorded: leg.id.clone(),
            recorded_ticket: recorded,
            recorded_key_ms: keys[1],
            chosen: chosen_leg.id.clone(),
            chosen_ticket: chosen,
            chosen_key_ms: keys[0],
            calls_at_this_instant: self
                .day
                .legs
                .iter()
                .filter(|other| other.call_ms == leg.call_ms)
                .count(),
        })
    }

    /// The key of a leg at a window, as the trace's own figures have it.
    fn key_ms(&self, leg: &TraceLeg, window: u16) -> i64 {
        let service = self
            .config
            .services
            .iter()
            .position(|name| *name == leg.service)
            .unwrap_or(0);
        let skills = self.config.skill.get(usize::from(window.saturating_sub(1)));
        let secondary = skills.and_then(|skills| skills.get(service)) == Some(&2);
        leg.deadline_ms
            + if secondary {
                super::trace::milliseconds(self.config.sigma)
            } else {
                0
            }
    }

    /// The leg of a ticket that waits at an instant: the last that had arrived.
    fn open_leg_of(&self, ticket: &str, at_ms: i64) -> Option<&'a TraceLeg> {
        let journey = self.tickets.iter().find(|(_, number)| *number == ticket)?.0;
        self.day
            .legs
            .iter()
            .filter(|leg| leg.journey == *journey && leg.arrive_ms <= at_ms)
            .max_by_key(|leg| leg.step)
    }

    fn end(&mut self, leg: &'a TraceLeg) -> Result<()> {
        let ticket = self.ticket(leg)?.to_owned();
        let clerk = self.staff.clerk(leg.window)?;
        if leg.start_ms.is_none() {
            self.hands.ticket_press(clerk, leg.window, "no-show", &ticket)?;
            return Ok(());
        }
        let next = self
            .day
            .legs
            .iter()
            .find(|next| next.journey == leg.journey && next.step == leg.step + 1);
        let next = next.map(|next| -> Result<NextService> {
            let ready_at = Some(self.instant(next.arrive_ms)?);
            Ok(NextService {
                service: self.service(&next.service)?,
                ready_at,
            })
        });
        self.hands.finish(clerk, leg.window, &ticket, next.transpose()?)?;
        Ok(())
    }

    fn leg(&self, index: usize) -> Result<&'a TraceLeg> {
        self.day.legs.get(index).context("no such leg")
    }

    fn ticket(&self, leg: &TraceLeg) -> Result<&str> {
        let number = self.tickets.get(leg.journey.as_str());
        number
            .map(String::as_str)
            .with_context(|| format!("{} has no ticket yet", leg.journey))
    }

    fn service(&self, name: &str) -> Result<String> {
        service_code(self.config, name).with_context(|| format!("no service {name:?} in the config"))
    }

    fn instant(&self, at_ms: i64) -> Result<Timestamp> {
        instant(self.date, at_ms)
    }
}

impl Staff {
    fn clerk(&self, window: u16) -> Result<&str> {
        self.clerks
            .get(&window)
            .map(String::as_str)
            .with_context(|| format!("nobody for window {window}"))
    }

    /// A staff must have somebody for each window.
    ///
    /// # Errors
    /// With the first window that has nobody.
    pub fn covers(&self, windows: u16) -> Result<()> {
        ensure!(
            (1..=windows).all(|window| self.clerks.contains_key(&window)),
            "a window has no clerk"
        );
        Ok(())
    }
}

/// An instant of a day, by the plan's clock, which is UTC.
///
/// # Errors
/// When the instant is beyond the calendar.
pub fn instant(date: Date, at_ms: i64) -> Result<Timestamp> {
    let midnight = TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0))?;
    Ok(midnight.checked_add(SignedDuration::from_millis(at_ms))?)
}

/// The clerks' work numbers, by window.
#[must_use]
pub fn clerks(config: &Config) -> BTreeMap<u16, String> {
    (1..)
        .zip(&config.skill)
        .map(|(window, _)| (window, clerk_of(window)))
        .collect()
}
