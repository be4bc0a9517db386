//! Walks a generated day: every step is a command that somebody gives, and is looked at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use queue_core::booking::{Booking, BookingState};
use queue_core::command::{
    Book, BookingCommand, BookingVerb, ByBooking, Ending, HallCommand, HallVerb, Issue, Onward, VisitCommand,
    VisitVerb, WindowVerb,
};
use queue_core::leg::LegState;
use queue_core::plan::{Language, Role};
use queue_core::stop::{StopCause, StopScope};
use queue_core::visit::{Channel, Confirmation, Evidence, Visit};
use queue_core::{
    Actor, ClassCode, Command, Entry, LegId, PersonCode, ServiceCode, StopId, TicketNumber, TokenHash,
    VisitId, WindowNumber,
};

use super::calls::{Clock, no_more_pass_than_arrive};
use super::ends::endings;
use super::plan::clerk_code;
use super::seen::Seen;
use super::steps::{Day, Press, Step, matter};
use super::watch::{Look, Watch};
use crate::bookings::slot;
use crate::support::{Driven, at, clerk, kiosk, letter};

/// The times that appointments are made for.
const SLOTS: [&str; 4] = ["09:10", "09:20", "09:30", "09:50"];

pub struct Walk {
    hall: Driven,
    watch: Watch,
    look: Look,
    /// How many matters each ticket was taken for.
    matters: BTreeMap<VisitId, usize>,
    bookings: Vec<TokenHash>,
}

/// Walks a day from nine to its end, and says what it had in it.
pub fn walk(day: &Day, look: Look) -> Result<Seen, TestCaseError> {
    let mut walk = Walk {
        hall: Driven::with(day.shape.parts()),
        watch: Watch::new(look),
        look,
        matters: BTreeMap::new(),
        bookings: Vec::new(),
    };
    walk.wait_until(at("09:00"))?;
    let windows: Vec<WindowNumber> = walk.hall.hall.windows().map(|window| window.number).collect();
    for window in windows {
        walk.window(window, WindowVerb::Open)?;
    }
    for step in &day.steps {
        walk.step(step)?;
    }
    walk.ends()?;
    Ok(walk.watch.seen)
}

impl Walk {
    fn step(&mut self, step: &Step) -> TestCaseResult {
        match step {
            Step::Wait(seconds) => self.wait_until(self.hall.now + SignedDuration::from_secs(*seconds)),
            Step::Take {
                codes,
                elderly,
                channel,
            } => self.take(codes, *elderly, *channel),
            Step::Book { code, slot } => self.book(code, *slot),
            Step::Come(place) => self.come(*place),
            Step::Paper(place) => self.paper(*place),
            Step::CheckIn(place) => self.visit(*place, VisitVerb::Arrive, |visit| !visit.checked_in),
            Step::Back(place) => self.visit(*place, VisitVerb::Reactivate, is_held),
            Step::Leave(place) => self.visit(*place, VisitVerb::Withdraw, Visit::is_here),
            Step::Work(window) => self.work(self.window_at(*window)),
            Step::Press(window, press) => self.press(self.window_at(*window), press),
            Step::Stop(cause, group) => self.stop(*cause, *group),
            Step::EndStop => self.end_stop(),
            Step::Reroute(from, to) => {
                let [from, to] = [from, to].map(|code| ServiceCode::new(*code));
                self.manager(HallVerb::Reroute { from, to })
            }
            Step::Cover { window, by } => self.cover(self.window_at(*window), self.window_at(*by)),
        }
    }

    /// The window of a number, counted round.
    fn window_at(&self, number: u16) -> WindowNumber {
        let windows = u16::try_from(self.hall.hall.windows().count()).expect("few windows");
        WindowNumber::new((number - 1) % windows + 1)
    }

    /// Time passes; whatever falls due meanwhile is looked at when it does.
    fn wait_until(&mut self, to: jiff::Timestamp) -> TestCaseResult {
        while let Some(due) = self.hall.hall.next_deadline().filter(|due| *due <= to) {
            self.wind(due.max(self.hall.now))?;
        }
        self.wind(to)
    }

    fn wind(&mut self, to: jiff::Timestamp) -> TestCaseResult {
        self.watch.ledger.passes(&self.hall.hall, self.hall.now, to);
        self.hall.wind(to);
        self.watch.looks(&self.hall.hall, to)
    }

    /// Gives a command; one that the hall refuses changes nothing.
    fn run(&mut self, by: Actor, command: &Command) -> TestCaseResult {
        let before = self.hall.hall.clone();
        if self.hall.run(by, command).is_err() {
            prop_assert!(
                before == self.hall.hall,
                "a refusal changed the hall: {command:?}"
            );
            return Ok(());
        }
        let known = self.watch.seen.heard();
        let news: Vec<Entry> = self
            .hall
            .journal
            .iter()
            .filter(|entry| Some(entry.seq) > known)
            .cloned()
            .collect();
        if let Some(entry) = news.last().filter(|entry| entry.body.by != Actor::Hall) {
            self.watch.seen.keep(entry);
            self.watch.hears(before, &self.hall.hall, entry)?;
        }
        self.watch.looks(&self.hall.hall, self.hall.now)
    }

    fn issue(&mut self, issue: Issue, matters: usize) -> TestCaseResult {
        let request = issue.request;
        let by = if issue.channel == Channel::Phone {
            Actor::Public
        } else {
            kiosk()
        };
        self.run(by, &Command::Issue(issue))?;
        let visit = self.hall.hall.visit_by_request(&request);
        let visit = visit.map(|visit| (visit.ticket.visit, matters));
        self.matters.extend(visit);
        Ok(())
    }

    fn take(&mut self, codes: &[&str], elderly: bool, channel: Channel) -> TestCaseResult {
        let issue = self.hall.issue_of("X01", None, None);
        let issue = Issue {
            matters: codes.iter().map(|code| matter(code)).collect(),
            class: elderly.then(|| ClassCode::new("elderly")),
            channel,
            ..issue
        };
        self.issue(issue, codes.len())
    }

    fn book(&mut self, code: &str, place: usize) -> TestCaseResult {
        let token = TokenHash::new([u8::try_from(self.bookings.len()).expect("few bookings"); 32]);
        let book = Book {
            token,
            matters: vec![matter(code)],
            cases: 1,
            slot: slot(&self.hall, SLOTS[place]),
            language: Language::ZhHant,
            channel: Channel::Phone,
        };
        let press = self.hall.request();
        let verb = BookingVerb::Book(book);
        self.run(Actor::Public, &Command::Booking(BookingCommand { press, verb }))?;
        if self.hall.hall.register().by_token(&token).is_some() {
            self.bookings.push(token);
        }
        Ok(())
    }

    fn come(&mut self, place: usize) -> TestCaseResult {
        let register = self.hall.hall.register();
        let to_come =
            |booking: &&Booking| matches!(booking.state, BookingState::Expected | BookingState::Missed);
        let bookings = self.bookings.iter().filter_map(|token| register.by_token(token));
        let tokens: Vec<TokenHash> = bookings.filter(to_come).map(|booking| booking.token).collect();
        let Some(token) = nth(&tokens, place).copied() else {
            return Ok(());
        };
        let issue = self.hall.issue_of("X01", None, None);
        let booking = Some(ByBooking {
            token,
            accept_late: true,
        });
        self.issue(
            Issue {
                matters: Vec::new(),
                booking,
                ..issue
            },
            1,
        )
    }

    fn paper(&mut self, place: usize) -> TestCaseResult {
        let awaited = |visit: &&Visit| matches!(visit.confirmation, Confirmation::Awaited { .. });
        let waiting: Vec<_> = self
            .hall
            .hall
            .visits()
            .filter(awaited)
            .map(|visit| visit.ticket.request)
            .collect();
        let Some(request) = nth(&waiting, place) else {
            return Ok(());
        };
        let evidence = Evidence::Proof;
        self.run(
            kiosk(),
            &Command::Confirm {
                request: *request,
                evidence,
            },
        )
    }

    fn visit(&mut self, place: usize, verb: VisitVerb, who: impl Fn(&Visit) -> bool) -> TestCaseResult {
        let open = |visit: &&Visit| visit.open_legs().next().is_some() && who(visit);
        let visits: Vec<VisitId> = self
            .hall
            .hall
            .visits()
            .filter(open)
            .map(|visit| visit.ticket.visit)
            .collect();
        let Some(visit) = nth(&visits, place).copied() else {
            return Ok(());
        };
        let press = self.hall.request();
        self.run(kiosk(), &Command::Visit(VisitCommand { visit, press, verb }))
    }

    fn window(&mut self, window: WindowNumber, verb: WindowVerb) -> TestCaseResult {
        let command = self.hall.command(window.get(), verb);
        self.run(clerk(&clerk_code(window.get())), &command)
    }

    /// The ticket at a window, and whether it is served.
    fn current(&self, window: WindowNumber) -> Option<(TicketNumber, bool)> {
        let id = self.hall.hall.window(window)?.current?;
        let served = matches!(self.hall.hall.leg(id)?.state, LegState::Serving { .. });
        Some((self.hall.hall.visit(id.visit)?.ticket.number.clone(), served))
    }

    fn work(&mut self, window: WindowNumber) -> TestCaseResult {
        if self
            .hall
            .hall
            .window(window)
            .is_some_and(|window| window.clerk().is_none())
        {
            return self.window(window, WindowVerb::Open);
        }
        let verb = match self.current(window) {
            None => crate::support::call_next(None),
            Some((ticket, false)) => WindowVerb::Start { ticket },
            Some((ticket, true)) => WindowVerb::Finish {
                ticket,
                ending: Ending::usual(Onward::AsUsual),
            },
        };
        self.window(window, verb)
    }

    fn press(&mut self, window: WindowNumber, press: &Press) -> TestCaseResult {
        if let Press::Undo = press {
            return self.window(window, WindowVerb::Undo);
        }
        if let Press::Close = press {
            return self.window(window, WindowVerb::Close);
        }
        if let Press::CallThis(place) = press {
            return self.call_this(window, *place);
        }
        if let Press::TakeUp(place) = press {
            return self.take_up(window, *place);
        }
        let Some((ticket, served)) = self.current(window) else {
            return Ok(());
        };
        let verb = match press {
            Press::Next => WindowVerb::CallNext {
                serving: served.then_some(ticket),
                ending: Ending::usual(Onward::AsUsual),
            },
            Press::NoShow => WindowVerb::NoShow { ticket },
            Press::Park => WindowVerb::Park { ticket },
            Press::Transfer(to) => WindowVerb::Transfer {
                ticket,
                to: ServiceCode::new(*to),
            },
            Press::Verify(verified) => WindowVerb::VerifyClass {
                ticket,
                verified: *verified,
            },
            Press::CallThis(_) | Press::TakeUp(_) | Press::Undo | Press::Close => return Ok(()),
        };
        self.window(window, verb)
    }

    /// Somebody who waits is called out of order.
    fn call_this(&mut self, window: WindowNumber, place: usize) -> TestCaseResult {
        let waits = |visit: &&Visit| visit.open_legs().any(|leg| leg.state == LegState::Waiting);
        let tickets: Vec<_> = self
            .hall
            .hall
            .visits()
            .filter(waits)
            .map(|visit| &visit.ticket.number)
            .collect();
        let Some(ticket) = nth(&tickets, place).copied().cloned() else {
            return Ok(());
        };
        let reason = "unwell".to_owned();
        self.window(window, WindowVerb::CallThis { ticket, reason })
    }

    /// Somebody who was set aside at the window is called again.
    fn take_up(&mut self, window: WindowNumber, place: usize) -> TestCaseResult {
        let aside: Vec<LegId> = self.hall.hall.parked_at(window).collect();
        let visit = nth(&aside, place).and_then(|leg| self.hall.hall.visit(leg.visit));
        let Some(ticket) = visit.map(|visit| visit.ticket.number.clone()) else {
            return Ok(());
        };
        self.window(window, WindowVerb::ResumeTicket { ticket })
    }

    fn manager(&mut self, verb: HallVerb) -> TestCaseResult {
        let press = self.hall.request();
        let code = PersonCode::new("m1");
        let by = Actor::Person {
            code,
            role: Role::Manager,
        };
        self.run(by, &Command::Hall(HallCommand { press, verb }))
    }

    fn stop(&mut self, cause: StopCause, group: Option<char>) -> TestCaseResult {
        let scope = match group {
            Some(group) if cause != StopCause::Evacuation => StopScope::Groups(vec![letter(group)]),
            _ => StopScope::Hall,
        };
        self.manager(HallVerb::Stop { cause, scope })
    }

    fn end_stop(&mut self) -> TestCaseResult {
        let lasting = self
            .hall
            .hall
            .stops()
            .find(|stop| stop.ended_at.is_none())
            .map(|stop| stop.id);
        let stop = lasting.unwrap_or(StopId(0));
        self.manager(HallVerb::EndStop { stop })
    }

    fn cover(&mut self, window: WindowNumber, by: WindowNumber) -> TestCaseResult {
        self.window(window, WindowVerb::Close)?;
        self.manager(HallVerb::Cover { window, by })
    }

    /// What is true of a day as a whole: as it stands, and when it has closed.
    fn ends(&mut self) -> TestCaseResult {
        if self.look == Look::Bounds {
            let clock = Clock::of(&self.hall.hall);
            no_more_pass_than_arrive(&self.watch.calls, &self.watch.arrivals, clock)?;
        }
        if self.look == Look::Sums {
            self.every_matter_has_its_legs()?;
            for (leg, outcomes) in endings(&self.hall.journal) {
                let ended = self
                    .hall
                    .hall
                    .leg(leg)
                    .is_some_and(queue_core::leg::Leg::is_ended);
                prop_assert_eq!(outcomes.len(), usize::from(ended), "{:?}: {:?}", leg, outcomes);
            }
            self.wait_until(at("20:00"))?;
            prop_assert_eq!(self.hall.hall.day(), None, "the day closes");
            for (leg, outcomes) in endings(&self.hall.journal) {
                prop_assert_eq!(
                    outcomes.len(),
                    1,
                    "{:?} of a day that is over: {:?}",
                    leg,
                    outcomes
                );
            }
        }
        Ok(())
    }

    fn every_matter_has_its_legs(&self) -> TestCaseResult {
        let mut known = BTreeSet::new();
        for (visit, matters) in &self.matters {
            let visit = self
                .hall
                .hall
                .visit(*visit)
                .expect("every ticket that was given is kept");
            let found: BTreeSet<u16> = visit.legs.iter().map(|leg| leg.opened.matter).collect();
            prop_assert_eq!(found.len(), *matters, "{}", visit.ticket.number);
            prop_assert!(
                known.insert(&visit.ticket.number),
                "{} was given twice",
                visit.ticket.number
            );
        }
        prop_assert_eq!(known.len(), self.hall.hall.visits().count());
        Ok(())
    }
}

fn is_held(visit: &Visit) -> bool {
    visit.open_legs().any(|leg| leg.state == LegState::Held)
}

/// The one at a place, counted round.
fn nth<T>(list: &[T], place: usize) -> Option<&T> {
    list.get(place.checked_rem(list.len())?)
}
