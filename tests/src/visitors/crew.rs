//! Lets a day happen: kiosks, clerks and guides who press what visitors make them press.
//!
//! One thread, one connection, one list of what is going to happen. On a clock that runs it waits for each instant;
//! on one that is wound it winds it, so that a test lives through a day in seconds.
//!
//! Invariant: a refusal is not the end of the day: somebody else may sit at the same window.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use anyhow::{Context, Result};
use display_server::Clock;
use hall_protocol::PlanDocument;
use hall_protocol::window::{NextService, WindowPressed, WindowView};
use jiff::Timestamp;
use jiff::civil::Date;

use super::day::{Arrival, later};
use super::moments::Moments;
use crate::dice::Dice;
use crate::hands::{Hands, Wish};

/// The share of called visitors who do not come.
const NO_SHOWS: f64 = 0.06;
/// After how many seconds a clerk gives up a visitor who does not come.
const GIVE_UP_S: f64 = 75.0;
/// The share of ends after which a clerk pauses a while.
const PAUSES: f64 = 0.03;
/// How often a visitor walks on where the plan says that something usually follows.
const GOES_ON: f64 = 0.9;

/// Who works on the day, by what they carry.
#[derive(Debug, Clone)]
pub struct CrewPlan {
    /// Where the hall listens.
    pub addr: SocketAddr,
    /// The open service day.
    pub day: Date,
    /// The kiosk where tickets are taken: its id and its bearer.
    pub kiosk: (String, String),
    /// The clerks' bearers, by window.
    pub clerks: BTreeMap<u16, String>,
    /// A guide's bearer; none: escorts wait for somebody else.
    pub guide: Option<String>,
    /// From where handling times and whims are drawn.
    pub seed: u64,
}

/// What is going to happen.
#[derive(Debug, Clone)]
enum Happening {
    Arrive(Box<Arrival>),
    Look { window: u16 },
    Come { window: u16, ticket: String },
    Leave { window: u16, ticket: String },
    GiveUp { window: u16, ticket: String },
    Resume { window: u16 },
    Guide { escort: u32, stage: Stage },
}

/// How a guide goes on.
#[derive(Debug, Clone, Copy)]
enum Stage {
    Accept,
    Meet,
    HandOver,
    Done,
}

/// What came of the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tickets taken.
    pub tickets: u32,
    /// Legs served to their end.
    pub served: u32,
    /// Visitors who did not come.
    pub no_shows: u32,
    /// Escorts asked for.
    pub escorts: u32,
    /// Presses that the hall refused.
    pub refused: u32,
}

/// A day that happens.
pub struct Crew {
    plan: PlanDocument,
    who: CrewPlan,
    clock: Clock,
    hands: Hands,
    dice: Dice,
    ahead: Moments<Happening>,
    busy: BTreeMap<u16, bool>,
    tally: Tally,
}

impl Crew {
    /// Makes ready: the clerks sign in at their windows, and everybody's arrival is noted.
    ///
    /// # Errors
    /// When the hall cannot be reached.
    pub fn gather(plan: PlanDocument, who: CrewPlan, clock: Clock, arrivals: Vec<Arrival>) -> Result<Self> {
        let hands = Hands::reach(who.addr, who.day, Dice::fresh()?)?;
        let dice = Dice::seeded(who.seed);
        let busy = who.clerks.keys().map(|window| (*window, false)).collect();
        let mut crew = Self {
            plan,
            who,
            clock,
            hands,
            dice,
            ahead: Moments::new(),
            busy,
            tally: Tally::default(),
        };
        for (window, clerk) in &crew.who.clerks {
            if let Err(refusal) = crew.hands.window(clerk, *window, "open") {
                tracing::warn!(window, "a clerk cannot open: {refusal:#}");
            }
        }
        if let Some(guide) = &crew.who.guide
            && let Err(refusal) = crew.hands.sign_on(guide, &crew.who.kiosk.0)
        {
            tracing::warn!("the guide cannot sign on: {refusal:#}");
        }
        for arrival in arrivals {
            crew.ahead.plan(arrival.at, Happening::Arrive(Box::new(arrival)));
        }
        Ok(crew)
    }

    /// Lets the day happen until nothing is ahead any more, or until told to stop.
    ///
    /// # Errors
    /// When the connection to the hall breaks.
    pub fn live(mut self, stop: &Receiver<()>) -> Result<Tally> {
        while let Some((at, what)) = self.ahead.next() {
            match self.clock.real_time_until(at) {
                None => self.clock.advance_to(at),
                Some(wait) => match stop.recv_timeout(wait) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(self.tally),
                },
            }
            let now = self.clock.now().max(at);
            if let Err(refusal) = self.happen(now, what.clone()) {
                // A broken connection cannot be mended here; a refusal can be lived with.
                self.hands.day_view().context("the hall has gone")?;
                self.tally.refused += 1;
                tracing::warn!("{what:?}: {refusal:#}");
                self.recover(now, &what);
            }
        }
        Ok(self.tally)
    }

    fn happen(&mut self, now: Timestamp, what: Happening) -> Result<()> {
        match what {
            Happening::Arrive(arrival) => self.arrive(now, &arrival),
            Happening::Look { window } => self.look(now, window),
            Happening::Come { window, ticket } => self.come(now, window, ticket),
            Happening::Leave { window, ticket } => self.leave(now, window, &ticket),
            Happening::GiveUp { window, ticket } => self.give_up(now, window, &ticket),
            Happening::Resume { window } => {
                self.hands.window(&self.clerk(window)?, window, "resume")?;
                self.ahead.plan(later(now, 2.0), Happening::Look { window });
                Ok(())
            }
            Happening::Guide { escort, stage } => self.guide(now, escort, stage),
        }
    }

    /// After a refusal at a window its clerk looks again in a minute.
    fn recover(&mut self, now: Timestamp, what: &Happening) {
        let window = match what {
            Happening::Look { window }
            | Happening::Come { window, .. }
            | Happening::Leave { window, .. }
            | Happening::GiveUp { window, .. }
            | Happening::Resume { window } => *window,
            Happening::Arrive(_) | Happening::Guide { .. } => return,
        };
        self.busy.insert(window, true);
        self.ahead.plan(later(now, 60.0), Happening::Look { window });
    }

    fn arrive(&mut self, now: Timestamp, arrival: &Arrival) -> Result<()> {
        let wish = Wish {
            service: arrival.service.clone(),
            class: arrival.class.clone(),
            booked_at: arrival.booked_at,
            language: arrival.language,
        };
        let (place, kiosk) = self.who.kiosk.clone();
        let ticket = self.hands.take_ticket(&kiosk, &wish)?;
        self.tally.tickets += 1;
        self.wake_idle(now);
        if arrival.escort {
            let escort = self.hands.ask_for_guide(&kiosk, &place, Some(ticket.number))?;
            self.tally.escorts += 1;
            if self.who.guide.is_some() {
                let at = later(now, self.dice.lognormal(35.0, 0.6));
                self.ahead.plan(
                    at,
                    Happening::Guide {
                        escort: escort.id,
                        stage: Stage::Accept,
                    },
                );
            }
        }
        Ok(())
    }

    /// Idle clerks see that somebody waits.
    fn wake_idle(&mut self, now: Timestamp) {
        let idle: Vec<u16> = self
            .busy
            .iter()
            .filter(|(_, busy)| !**busy)
            .map(|(window, _)| *window)
            .collect();
        for window in idle {
            self.busy.insert(window, true);
            self.ahead.plan(
                later(now, 1.0 + self.dice.exponential(3.0)),
                Happening::Look { window },
            );
        }
    }

    fn look(&mut self, now: Timestamp, window: u16) -> Result<()> {
        let reply = self.hands.call_next(&self.clerk(window)?, window, None)?;
        if reply.status == 409 && reply.text().contains("nobody-waiting") {
            self.busy.insert(window, false);
            return Ok(());
        }
        let pressed: WindowPressed = reply.expect()?;
        let ticket = pressed.ticket.context("a call without a ticket")?;
        let (after, what) = if self.dice.happens(NO_SHOWS) {
            (GIVE_UP_S, Happening::GiveUp { window, ticket })
        } else {
            (self.dice.lognormal(18.0, 0.5), Happening::Come { window, ticket })
        };
        self.ahead.plan(later(now, after), what);
        Ok(())
    }

    fn come(&mut self, now: Timestamp, window: u16, ticket: String) -> Result<()> {
        let pressed = self
            .hands
            .ticket_press(&self.clerk(window)?, window, "start", &ticket)?;
        let service = pressed.service.unwrap_or_default();
        let usual = self.plan.service.iter().find(|known| known.code == service);
        let minutes = usual.map_or(8.0, |service| f64::from(service.usual_minutes));
        // Charging and handing out vary little; the rest varies a lot.
        let cv = if service.starts_with(['P', 'L']) { 0.3 } else { 0.6 };
        let handling = self.dice.lognormal(minutes * 60.0, cv).clamp(20.0, 7_200.0);
        self.ahead
            .plan(later(now, handling), Happening::Leave { window, ticket });
        Ok(())
    }

    fn leave(&mut self, now: Timestamp, window: u16, ticket: &str) -> Result<()> {
        let clerk = self.clerk(window)?;
        let view: WindowView = self
            .hands
            .fetch(&format!("/api/v1/windows/{window}"), Some(&clerk))?;
        let usual = view
            .current
            .and_then(|current| current.usual_next.into_iter().next());
        let next = usual.filter(|_| self.dice.happens(GOES_ON));
        let walks_on = next.is_some();
        let next = next.map(|service| NextService {
            service: service.code,
            ready_at: None,
        });
        self.hands.finish(&clerk, window, ticket, next)?;
        self.tally.served += 1;
        if walks_on {
            self.wake_idle(now);
        }
        if self.dice.happens(PAUSES) {
            return self.pause(now, window, &clerk);
        }
        self.ahead.plan(
            later(now, 2.0 + self.dice.exponential(8.0)),
            Happening::Look { window },
        );
        Ok(())
    }

    fn pause(&mut self, now: Timestamp, window: u16, clerk: &str) -> Result<()> {
        let reason = self
            .plan
            .rules
            .pause_reasons
            .first()
            .context("the plan has no reason to pause")?;
        self.hands.pause(clerk, window, &reason.code)?;
        self.ahead.plan(
            later(now, self.dice.lognormal(420.0, 0.5)),
            Happening::Resume { window },
        );
        Ok(())
    }

    fn give_up(&mut self, now: Timestamp, window: u16, ticket: &str) -> Result<()> {
        self.hands
            .ticket_press(&self.clerk(window)?, window, "no-show", ticket)?;
        self.tally.no_shows += 1;
        self.ahead.plan(later(now, 2.0), Happening::Look { window });
        Ok(())
    }

    fn guide(&mut self, now: Timestamp, escort: u32, stage: Stage) -> Result<()> {
        let guide = self.who.guide.clone().context("nobody guides")?;
        let (after, next) = match stage {
            Stage::Accept => {
                // Where somebody else guides too, the job may be theirs.
                if let Err(refusal) = self.hands.escort(&guide, escort, "accept") {
                    tracing::info!(escort, "left to another: {refusal:#}");
                    return Ok(());
                }
                (60.0, Some(Stage::Meet))
            }
            Stage::Meet => {
                self.hands.escort(&guide, escort, "meet")?;
                (240.0, Some(Stage::HandOver))
            }
            Stage::HandOver => {
                let window = self.who.clerks.keys().next().copied().context("no window")?;
                self.hands.hand_over(&guide, escort, window)?;
                (300.0, Some(Stage::Done))
            }
            Stage::Done => {
                self.hands.escort(&guide, escort, "done")?;
                (0.0, None)
            }
        };
        if let Some(stage) = next {
            self.ahead.plan(
                later(now, self.dice.lognormal(after, 0.4)),
                Happening::Guide { escort, stage },
            );
        }
        Ok(())
    }

    fn clerk(&self, window: u16) -> Result<String> {
        self.who
            .clerks
            .get(&window)
            .cloned()
            .with_context(|| format!("nobody at window {window}"))
    }
}
