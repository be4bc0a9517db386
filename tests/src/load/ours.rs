//! The hall under load: a plan with room for many tickets, and the rounds that workers make.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hall_protocol::PlanDocument;
use hall_protocol::ticket::TicketIssued;
use hall_protocol::window::{WindowPressed, WindowView};

use super::loops::{Measured, Round, closed_loop, in_step};
use crate::dice::Dice;
use crate::hands::{Hands, Wish};
use crate::replay::plan::{self, KIOSK, MANAGER};
use crate::replay::trace::Config;

/// Queue groups of the plan under load: as many numbers a day as 22 letters have.
const GROUPS: u16 = 22;
/// Windows of the plan under load.
pub const WINDOWS: u16 = 32;
/// Everybody's PIN under load.
pub const PIN: &str = "246810";

/// The plan under load: every window serves every group.
///
/// # Errors
/// Never, as long as there are 22 letters.
pub fn load_plan() -> Result<PlanDocument> {
    let targets = [("N", 1800.0), ("P", 900.0), ("A", 600.0), ("F", 900.0)];
    let config = Config {
        services: (1..=GROUPS).map(|number| format!("service {number}")).collect(),
        skill: vec![vec![1; usize::from(GROUPS)]; usize::from(WINDOWS)],
        targets: targets.map(|(class, seconds)| (class.to_owned(), seconds)).into(),
        sigma: 300.0,
        open: 32_400.0,
        stop: 72_000.0,
    };
    plan::plan_of("load", &config, 31_800)
}

/// The hall under load, with everybody signed in.
#[derive(Debug)]
pub struct Ours {
    addr: SocketAddr,
    day: jiff::civil::Date,
    manager: String,
    kiosk: String,
    clerks: Vec<(u16, String)>,
    /// Every number that an answer held.
    pub numbers: BTreeSet<String>,
    /// Numbers that an answer held twice.
    pub duplicates: u64,
    /// Tickets that were called twice.
    pub double_calls: u64,
    called: BTreeSet<String>,
    /// Who was called last at each window, and is served there.
    at_windows: BTreeMap<u16, String>,
    /// Who is served at the first window, by single calls.
    serving: RefCell<Option<String>>,
}

/// A kiosk that takes tickets as fast as it can.
pub(super) struct IssuingKiosk {
    hands: Hands,
    bearer: String,
    services: Vec<String>,
    turn: usize,
    pub(super) numbers: Vec<String>,
    /// What the slips' codes say.
    pub(super) tokens: Vec<String>,
}

/// A window that calls as fast as it can.
pub(super) struct CallingWindow {
    hands: Hands,
    bearer: String,
    window: u16,
    serving: Option<String>,
    called: Vec<String>,
}

impl Ours {
    /// Signs in the manager and the clerks, lets the kiosk in and opens the windows.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn prepare(addr: SocketAddr, clerks: u16) -> Result<Self> {
        let mut hands = Hands::reach(addr, jiff::civil::Date::ZERO, Dice::fresh()?)?;
        hands.day = hands.day_view()?.day.context("no service day is open")?;
        let manager = hands.sign_in(MANAGER, PIN)?;
        let kiosk = hands.pair(&manager, KIOSK, "kiosk", None)?;
        let mut signed_in = Vec::new();
        for window in 1..=clerks {
            let clerk = hands.sign_in(&plan::clerk_of(window), PIN)?;
            hands.window(&clerk, window, "open")?;
            signed_in.push((window, clerk));
        }
        let day = hands.day;
        Ok(Self {
            addr,
            day,
            manager,
            kiosk,
            clerks: signed_in,
            numbers: BTreeSet::new(),
            duplicates: 0,
            double_calls: 0,
            called: BTreeSet::new(),
            at_windows: BTreeMap::new(),
            serving: RefCell::default(),
        })
    }

    /// Kiosks that reserve; with `confirm` each round is a whole press.
    ///
    /// # Errors
    /// At the first refusal.
    pub fn issue(&mut self, kiosks: usize, length: Duration, confirm: bool) -> Result<Measured> {
        let mut workers = (0..kiosks)
            .map(|turn| self.kiosk(turn))
            .collect::<Result<Vec<_>>>()?;
        let measured = closed_loop(&mut workers, length, |kiosk| kiosk.press(confirm))?;
        self.note_numbers(workers.into_iter().flat_map(|kiosk| kiosk.numbers));
        Ok(measured)
    }

    /// Takes this many tickets, one after the other.
    ///
    /// # Errors
    /// At the first refusal.
    pub fn issue_exactly(&mut self, tickets: usize) -> Result<()> {
        let mut kiosk = self.kiosk(0)?;
        for _ in 0..tickets {
            kiosk.press(true)?;
        }
        self.note_numbers(kiosk.numbers);
        Ok(())
    }

    /// Windows that call and start until the time is over or nobody waits; a round is the two presses.
    ///
    /// # Errors
    /// At the first refusal other than that nobody waits.
    pub fn call(&mut self, length: Duration) -> Result<Measured> {
        let mut workers = self.windows()?;
        let measured = closed_loop(&mut workers, length, CallingWindow::call_and_start)?;
        self.note_calls(workers);
        Ok(measured)
    }

    /// Windows that all call at the same instant; what is counted is the call alone.
    ///
    /// # Errors
    /// At the first refusal other than that nobody waits.
    pub fn call_in_step(&mut self, length: Duration) -> Result<Measured> {
        let mut workers = self.windows()?;
        let measured = in_step(&mut workers, length, CallingWindow::call, CallingWindow::start)?;
        self.note_calls(workers);
        Ok(measured)
    }

    /// Takes this many tickets of the first service, so that all wait in one queue; the tokens on their slips.
    ///
    /// # Errors
    /// At the first refusal.
    pub fn issue_in_one_queue(&mut self, tickets: usize) -> Result<Vec<String>> {
        let mut kiosk = self.kiosk(0)?;
        kiosk.services.truncate(1);
        for _ in 0..tickets {
            kiosk.press(true)?;
        }
        self.note_numbers(kiosk.numbers);
        Ok(kiosk.tokens)
    }

    /// The manager's bearer.
    #[must_use]
    pub fn manager(&self) -> &str {
        &self.manager
    }

    /// Whom the windows called; nobody is called at two.
    pub(super) fn note_calls(&mut self, windows: Vec<CallingWindow>) {
        for at in windows {
            if let Some(ticket) = at.serving {
                self.at_windows.insert(at.window, ticket);
            }
            for ticket in at.called {
                self.double_calls += u64::from(!self.called.insert(ticket));
            }
        }
    }

    /// One window calls and starts once; the journal entry of the call.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn call_once(&self, hands: &mut Hands) -> Result<u64> {
        let (window, clerk) = self.clerks.first().context("no clerk")?;
        let serving = self.serving.take();
        let reply = hands.call_next(clerk, *window, serving.as_deref())?;
        let pressed: WindowPressed = reply.expect()?;
        self.serving.replace(pressed.ticket);
        Ok(pressed.seq)
    }

    /// The visitor who was called last begins to be served.
    ///
    /// # Errors
    /// When the hall refuses.
    pub fn start_once(&self, hands: &mut Hands) -> Result<()> {
        let (window, clerk) = self.clerks.first().context("no clerk")?;
        let view: WindowView = hands.fetch(&format!("/api/v1/windows/{window}"), Some(clerk))?;
        let ticket = view.current.context("nobody is at the window")?.ticket;
        hands.ticket_press(clerk, *window, "start", &ticket)?;
        Ok(())
    }

    /// A fresh connection.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn hands(&self) -> Result<Hands> {
        Hands::reach(self.addr, self.day, Dice::fresh()?)
    }

    /// A kiosk with a connection of its own.
    pub(super) fn kiosk(&self, turn: usize) -> Result<IssuingKiosk> {
        let services = load_plan()?
            .service
            .into_iter()
            .map(|service| service.code)
            .collect();
        Ok(IssuingKiosk {
            hands: self.hands()?,
            bearer: self.kiosk.clone(),
            services,
            turn,
            numbers: Vec::new(),
            tokens: Vec::new(),
        })
    }

    /// The windows, each with a connection of its own.
    pub(super) fn windows(&self) -> Result<Vec<CallingWindow>> {
        self.clerks.iter().map(|clerk| self.window(clerk)).collect()
    }

    fn window(&self, (window, bearer): &(u16, String)) -> Result<CallingWindow> {
        Ok(CallingWindow {
            hands: self.hands()?,
            bearer: bearer.clone(),
            window: *window,
            serving: self.at_windows.get(window).cloned(),
            called: Vec::new(),
        })
    }

    /// What numbers kiosks gave; none is given twice.
    pub(super) fn note_numbers(&mut self, numbers: impl IntoIterator<Item = String>) {
        for number in numbers {
            self.duplicates += u64::from(!self.numbers.insert(number));
        }
    }
}

impl IssuingKiosk {
    /// One press; with `confirm` a whole one.
    pub(super) fn press(&mut self, confirm: bool) -> Result<Round> {
        self.turn += 1;
        let service = self
            .services
            .get(self.turn % self.services.len().max(1))
            .context("no service")?;
        let request = self.hands.issue_request(&Wish {
            service: service.clone(),
            ..Wish::default()
        });
        let reply = self
            .hands
            .connection
            .post("/api/v1/tickets", Some(&self.bearer), &request)?;
        let ticket: TicketIssued = reply.expect()?;
        self.numbers.push(ticket.number);
        self.tokens.push(request.token.clone());
        if confirm {
            self.hands.confirm(&self.bearer, &request.request)?.accepted()?;
        }
        Ok(Round::Done)
    }
}

impl CallingWindow {
    fn call_and_start(&mut self) -> Result<Round> {
        let called = self.call()?;
        if called == Round::Done {
            self.start()?;
        }
        Ok(called)
    }

    /// Calls whoever is next, which finishes whoever is served.
    pub(super) fn call(&mut self) -> Result<Round> {
        let reply = self
            .hands
            .call_next(&self.bearer, self.window, self.serving.as_deref())?;
        if reply.status == 409 {
            ensure!(reply.text().contains("nobody-waiting"), "{}", reply.text());
            return Ok(Round::Dry);
        }
        let pressed: WindowPressed = reply.expect()?;
        let ticket = pressed.ticket.context("a call without a ticket")?;
        self.called.push(ticket.clone());
        self.serving = Some(ticket);
        Ok(Round::Done)
    }

    /// Whoever was called last begins to be served.
    pub(super) fn start(&mut self) -> Result<()> {
        let ticket = self.serving.as_ref().context("nobody was called")?;
        self.hands
            .ticket_press(&self.bearer, self.window, "start", ticket)?;
        Ok(())
    }
}
