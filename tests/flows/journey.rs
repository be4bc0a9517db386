//! A journey of the sample hall, walked by two hundred visitors among others, through all of its windows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use anyhow::{Context, Result};
use display_server::plan_file;
use hall_protocol::ticket::TicketIssued;
use hall_protocol::visit::VisitView;
use hall_protocol::window::{CallNext, Finish, WindowPressed};
use jiff::{SignedDuration, Timestamp};
use queue_core::command::Matter;
use queue_core::{HallPlan, JourneyCode, ServiceCode};
use whole_hall::dice::Dice;
use whole_hall::hall::{HallSetup, PIN, WholeHall};
use whole_hall::hands::Wish;

use crate::plain_order::{PlainLeg, PlainOrder, Stands};
use crate::stand::Stand;

/// Each draws another day.
const SEEDS: [u64; 2] = [1, 2];
/// How many walk the journey, and how many come for something else.
const WALKERS: usize = 200;
const OTHERS: usize = 120;
/// What the others come for: what waits at the journeys' own windows.
const OTHER_SERVICES: [&str; 12] = [
    "A01", "F03", "H04", "J01", "K02", "K04", "N01", "N03", "P01", "R02", "S04", "Y02",
];
/// All come in the morning, from half past eight.
const MORNING_MS: f64 = 3.2 * 3_600_000.0;
/// Mean length of a visitor's way to the window, and of the handling, in milliseconds.
const WAY_MS: f64 = 12_000.0;
const HANDLING_MS: f64 = 60_000.0;

/// Something that happens at its time. Whoever comes is the one at that place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happens {
    Comes(usize),
    Starts(u16),
    Finishes(u16),
    /// Somebody's next leg is ready.
    Ready,
}

/// Somebody who comes.
struct Visitor {
    matter: Matter,
    class: Option<&'static str>,
}

struct Day<'a> {
    stand: Stand,
    plain: PlainOrder<'a>,
    visitors: Vec<Visitor>,
    /// By window: its clerk's bearer, and the leg it has.
    windows: BTreeMap<u16, (String, Option<usize>)>,
    tokens: BTreeMap<String, String>,
    to_come: BinaryHeap<Reverse<(Timestamp, Happens)>>,
    dice: Dice,
}

impl<'a> Day<'a> {
    fn new(plan: &'a HallPlan, journey: &str, seed: u64) -> Result<Self> {
        let hall = WholeHall::start(HallSetup::sample()?.opened_at("08:30:00")?)?;
        let mut stand = Stand::in_hall(hall)?;
        let mut windows = BTreeMap::from([(crate::stand::WINDOW, (stand.clerk.clone(), None))]);
        for window in &plan.parts().windows {
            let number = window.number.get();
            if let std::collections::btree_map::Entry::Vacant(vacant) = windows.entry(number) {
                let clerk = stand.hands.sign_in(stand.hall.clerk_of(number)?, PIN)?;
                stand.hands.window(&clerk, number, "open")?;
                vacant.insert((clerk, None));
            }
        }
        let mut dice = Dice::seeded(seed);
        let visitors = visitors(journey, &mut dice);
        let opening = stand.hall.clock().now();
        let to_come = (0..visitors.len())
            .map(|place| Reverse((opening + length(dice.unit() * MORNING_MS), Happens::Comes(place))));
        let to_come = to_come.collect();
        Ok(Self {
            stand,
            plain: PlainOrder::of(plan),
            visitors,
            windows,
            tokens: BTreeMap::new(),
            to_come,
            dice,
        })
    }

    fn plays(&mut self) -> Result<()> {
        while let Some(Reverse((at, happens))) = self.to_come.pop() {
            self.stand.hall.clock().advance_to(at);
            match happens {
                Happens::Comes(place) => self.comes(place, at)?,
                Happens::Starts(window) => self.starts(window, at)?,
                Happens::Finishes(window) => self.finishes(window, at)?,
                Happens::Ready => {}
            }
            self.idle_windows_call(at)?;
        }
        Ok(())
    }

    fn comes(&mut self, place: usize, at: Timestamp) -> Result<()> {
        let Visitor { matter, class } = &self.visitors[place];
        let wish = Wish {
            class: class.map(str::to_owned),
            ..Wish::default()
        };
        let mut request = self.stand.hands.issue_request(&wish);
        (request.services, request.journeys) = match matter {
            Matter::Service(code) => (vec![code.to_string()], Vec::new()),
            Matter::Journey(code) => (Vec::new(), vec![code.to_string()]),
            Matter::Rest { .. } => unreachable!("nobody asks for the rest of a journey"),
        };
        let issued: TicketIssued = self
            .stand
            .hands
            .connection
            .post("/api/v1/tickets", Some(&self.stand.kiosk), &request)?
            .expect()?;
        self.stand
            .hands
            .confirm(&self.stand.kiosk, &request.request)?
            .accepted()?;
        self.plain
            .take(&issued.number, matter, class.unwrap_or("ordinary"), at);
        let twice = self.tokens.insert(issued.number, request.token);
        assert_eq!(twice, None, "a number is given once");
        Ok(())
    }

    /// Every window that has nobody calls whom the plain list has next.
    fn idle_windows_call(&mut self, at: Timestamp) -> Result<()> {
        let idle: Vec<u16> = self
            .windows
            .iter()
            .filter(|(_, (_, leg))| leg.is_none())
            .map(|(number, _)| *number)
            .collect();
        for window in idle {
            if let Some(next) = self.plain.next(window, at) {
                self.calls(window, None, next, at)?;
            }
        }
        Ok(())
    }

    /// Calls, and finishes by it whom the window has; it must be the one that the plain list has next.
    fn calls(&mut self, window: u16, finished: Option<&str>, next: usize, at: Timestamp) -> Result<()> {
        let call = CallNext {
            usual_next: true,
            ..CallNext::finishing(
                finished.map(str::to_owned),
                self.stand.hands.dice.id(),
                self.stand.hands.day,
            )
        };
        let pressed: WindowPressed = self
            .stand
            .hands
            .verb(&self.windows[&window].0, window, "call-next", &call)?
            .expect()?;
        let plainly = &self.plain.legs[next];
        assert_eq!(
            (pressed.ticket.as_deref(), pressed.service.as_deref()),
            (Some(plainly.ticket.as_str()), Some(plainly.service.as_str())),
            "at {at} window {window} should call {plainly:?}"
        );
        self.plain.call(next, window, at);
        self.at(window).1 = Some(next);
        let way = length(self.dice.exponential(WAY_MS));
        self.to_come.push(Reverse((at + way, Happens::Starts(window))));
        Ok(())
    }

    fn at(&mut self, window: u16) -> &mut (String, Option<usize>) {
        self.windows.get_mut(&window).expect("a window")
    }

    fn starts(&mut self, window: u16, at: Timestamp) -> Result<()> {
        let (clerk, leg) = self.windows[&window].clone();
        let ticket = &self.plain.legs[leg.context("nobody to start with")?].ticket;
        self.stand.hands.ticket_press(&clerk, window, "start", ticket)?;
        let handling = length(self.dice.lognormal(HANDLING_MS, 0.6));
        self.to_come
            .push(Reverse((at + handling, Happens::Finishes(window))));
        Ok(())
    }

    /// One press finishes and calls, where somebody waits; the journey goes on as usual.
    fn finishes(&mut self, window: u16, at: Timestamp) -> Result<()> {
        let leg = self.at(window).1.take().context("nobody to finish with")?;
        let ticket = self.plain.legs[leg].ticket.clone();
        self.plain.finish(leg, at);
        for opened in self.plain.of_ticket(&ticket).filter(|leg| leg.ready_at > at) {
            self.to_come.push(Reverse((opened.ready_at, Happens::Ready)));
        }
        if let Some(next) = self.plain.next(window, at) {
            self.calls(window, Some(&ticket), next, at)?;
        } else {
            let finish = Finish {
                press: self.stand.hands.dice.id(),
                day: self.stand.hands.day,
                ticket: ticket.clone(),
                outcome: None,
                usual_next: true,
                next: None,
                matter: None,
                correction: None,
                whom: None,
            };
            let clerk = &self.windows[&window].0;
            self.stand
                .hands
                .verb(clerk, window, "finish", &finish)?
                .accepted()?;
        }
        self.looks_at(&ticket)
    }

    /// The number stays, and the visit is over with its last leg, not before.
    fn looks_at(&mut self, ticket: &str) -> Result<()> {
        let visit: VisitView = self
            .stand
            .hands
            .fetch(&format!("/api/v1/visits/{}", self.tokens[ticket]), None)?;
        assert_eq!(visit.number, ticket);
        assert_eq!(
            visit.state == "ended",
            self.plain.has_left(ticket),
            "{ticket}: {visit:?}"
        );
        Ok(())
    }

    /// What the day's records say of every leg is what the plain list says.
    fn records_agree(&mut self) -> Result<()> {
        let mut rows = self.stand.legs()?;
        rows.sort_by(|one, other| (&one.ticket, one.leg).cmp(&(&other.ticket, other.leg)));
        assert_eq!(rows.len(), self.plain.legs.len());
        let mut plainly: Vec<&PlainLeg> = self.plain.legs.iter().collect();
        plainly.sort_by(|one, other| one.ticket.cmp(&other.ticket));
        for (row, leg) in rows.iter().zip(plainly) {
            let Stands::Over {
                window,
                called_at,
                ended_at,
            } = leg.stands
            else {
                panic!("{leg:?} never ended");
            };
            assert_eq!(
                (&row.ticket, row.service.as_str()),
                (&leg.ticket, leg.service.as_str())
            );
            assert_eq!(row.ready_at, leg.ready_at, "{row:?}");
            assert_eq!(
                (row.anchor, row.deadline),
                (leg.anchor, leg.deadline()),
                "{row:?}"
            );
            assert_eq!(row.first_called_at, Some(called_at), "{row:?}");
            assert_eq!((row.ended_at, row.window), (ended_at, Some(window)), "{row:?}");
        }
        Ok(())
    }
}

/// Those who walk the journey, mixed with the others; some of all claim a class.
fn visitors(journey: &str, dice: &mut Dice) -> Vec<Visitor> {
    let others = OTHER_SERVICES.map(|code| (code, 1.0));
    (0..WALKERS + OTHERS)
        .map(|place| {
            let matter = if place < WALKERS {
                Matter::Journey(JourneyCode::new(journey))
            } else {
                Matter::Service(ServiceCode::new(*dice.weighted(&others).expect("a service")))
            };
            let class = dice.happens(0.15).then_some("elderly");
            Visitor { matter, class }
        })
        .collect()
}

/// A length in whole milliseconds, as the hall's clock has them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a drawn length is far shorter than that"
)]
fn length(ms: f64) -> SignedDuration {
    SignedDuration::from_millis(ms as i64)
}

/// Walks a day of each seed.
fn walked(journey: &str) -> Result<()> {
    let plan = plan_file::plan_of(&whole_hall::hall::sample_plan()?)?;
    SEEDS
        .into_iter()
        .try_for_each(|seed| walked_on(&plan, journey, seed).with_context(|| format!("seed {seed}")))
}

fn walked_on(plan: &HallPlan, journey: &str, seed: u64) -> Result<()> {
    println!("{journey}, seed {seed}");
    let mut day = Day::new(plan, journey, seed)?;
    day.plays()?;
    day.records_agree()?;
    let code = JourneyCode::new(journey);
    let legs = day
        .plain
        .legs
        .iter()
        .filter(|leg| leg.step.as_ref().is_some_and(|(of, _)| *of == code));
    let services = plan.journey(&code).context("a journey")?.services().count();
    assert_eq!(legs.count(), WALKERS * services, "every walker walked all of it");
    day.stand.hall.stop()
}

#[test]
fn two_hundred_walk_the_resale_home_journey_stage_by_stage() -> Result<()> {
    walked("home-transfer")
}

#[test]
fn two_hundred_open_companies_and_then_two_legs_side_by_side() -> Result<()> {
    walked("open-company")
}

#[test]
fn two_hundred_have_three_matters_after_a_death_side_by_side() -> Result<()> {
    walked("after-death")
}

#[test]
fn two_hundred_walk_the_construction_journey_and_pay_at_its_end() -> Result<()> {
    walked("construction")
}
