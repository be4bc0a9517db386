//! The hall is away for four hours and a kiosk goes on alone: real daemon, real printer's slips, real server before and after.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use display_server::clock::Stopwatch;
use jiff::SignedDuration;
use kiosk::clock::Clock;
use kiosk::journal::Journal;
use kiosk::session::{Choice, Input};
use kiosk::{Kiosk, KioskConfig, RunningKiosk};
use queue_core::Event;
use queue_core::event::EntryBody;
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::Runtime;
use whole_hall::hall::{HallSetup, WholeHall, shipped_kiosk};

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// What is wanted, in turn: three letters, so that each has numbers for its share of the four hours.
const WANTED: [&str; 3] = ["A01", "C01", "H01"];
/// Tickets in the four hours; the full run says another number in `HALL_ALONE_TICKETS`.
const TICKETS: u32 = 45;
const AWAY: Duration = Duration::from_hours(4);

/// A kiosk on a runtime of its own, so that it outlives the hall.
struct Alone {
    runtime: Runtime,
    kiosk: RunningKiosk,
    clock: Clock,
    journal: Journal,
}

impl Alone {
    fn start(hall: &WholeHall, data: &Path) -> Result<Self> {
        let runtime = Runtime::new()?;
        let clock = Clock::wound();
        std::fs::create_dir_all(data)?;
        let config = KioskConfig {
            devices: vec![hall.let_in(shipped_kiosk()?)?],
            is_simulated: true,
            listen: ([127, 0, 0, 1], 0).into(),
            data: data.to_owned(),
            runtime: Some(data.to_owned()),
            clock: clock.clone(),
            machine: None,
        };
        let kiosk = runtime.block_on(Kiosk::start(config))?;
        let alone = Self {
            runtime,
            kiosk,
            clock,
            journal: Journal::open(data)?,
        };
        alone.until(|journal| Ok(journal.leased_day()?.is_some()))?;
        Ok(alone)
    }

    /// Until the journal says so.
    fn until(&self, is_so: impl Fn(&Journal) -> Result<bool>) -> Result<()> {
        let watch = Stopwatch::start();
        while !is_so(&self.journal)? {
            ensure!(watch.elapsed() < PATIENCE, "the journal never says so");
            std::thread::yield_now();
        }
        Ok(())
    }

    fn choose(&self, word: &str) -> Result<()> {
        let choice = Choice::from_word(word).context("a choice")?;
        let screen = self.kiosk.screen().context("a screen")?;
        self.runtime.block_on(screen.take(Input::Choice(choice)));
        Ok(())
    }

    /// Takes a ticket, waits for its slip, and gives back what the screen says.
    fn take(&self, service: &str, slips: u32) -> Result<String> {
        self.choose(&format!("service {service}"))?;
        self.choose(&format!("take {service}"))?;
        let paper = self.kiosk.printer().context("a printer")?.paper();
        let slips = usize::try_from(slips)?;
        let is_printed = paper.wait_for(slips, PATIENCE).is_some();
        let screen = self.kiosk.screen().context("a screen")?;
        let shown = screen.shown().borrow().html.clone();
        ensure!(is_printed, "no slip {slips}, but: {shown}");
        self.choose("home")?;
        Ok(shown)
    }

    /// Whether the hall answers as far as the kiosk knows.
    fn hears(&self, answers: bool) -> Result<()> {
        let mut picture = self.kiosk.hall();
        let heard = async { picture.wait_for(|hall| hall.answers == answers).await.map(drop) };
        let heard = self
            .runtime
            .block_on(async { tokio::time::timeout(PATIENCE, heard).await });
        heard.context("the kiosk never noticed")??;
        Ok(())
    }
}

#[test]
fn a_kiosk_goes_on_alone_for_four_hours_and_the_hall_takes_everything_up() -> Result<()> {
    let tickets = std::env::var("HALL_ALONE_TICKETS");
    let tickets = tickets.map_or(Ok(TICKETS), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let setup = HallSetup::sample()?.keep_in(folder.path());
    let hall = WholeHall::start(setup.clone())?;
    let port = hall.addr().port();
    let alone = Alone::start(&hall, &folder.path().join("kiosk"))?;
    let online = alone.take(WANTED[0], 1)?;
    ensure!(online.contains(">A001<"), "{online}");
    alone.until(|journal| Ok(journal.debts()?.is_empty()))?;
    hall.stop()?;
    alone.hears(false)?;

    let step = AWAY / tickets;
    for (turn, service) in (0..tickets).zip(WANTED.iter().cycle()) {
        alone.clock.wind(step);
        let shown = alone.take(service, turn + 2)?;
        let letter = service.chars().next().context("a letter")?;
        let number = 601 + turn / 3;
        ensure!(
            shown.contains(&format!(">{letter}{number}<")),
            "{letter}{number}: {shown}"
        );
    }

    let later = SignedDuration::try_from(AWAY)?;
    let hall = WholeHall::start(setup.on_port(port).resumed_after(later))?;
    alone.hears(true)?;
    let watch = Stopwatch::start();
    alone.until(|journal| Ok(journal.rows_owed()?.is_empty() && journal.debts()?.is_empty()))?;
    println!(
        "{tickets} tickets taken up and confirmed within {:?}",
        watch.elapsed()
    );
    as_they_were_given(folder.path(), tickets)?;
    let again = alone.take(WANTED[0], tickets + 2)?;
    ensure!(again.contains(">A002<"), "the hall's own numbers go on: {again}");
    alone.runtime.block_on(alone.kiosk.stop());
    hall.stop()
}

/// Every ticket waits since it was given, in that order, and none is there twice.
fn as_they_were_given(folder: &Path, tickets: u32) -> Result<()> {
    let journal = Connection::open_with_flags(folder.join("hall.db"), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut entries = journal.prepare("SELECT payload FROM journal ORDER BY seq")?;
    let payloads: Vec<String> = entries
        .query_map((), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let bodies: Vec<EntryBody> = payloads
        .iter()
        .map(|payload| serde_json::from_str(payload))
        .collect::<Result<_, _>>()?;
    let given = bodies.iter().flat_map(|body| &body.events).filter_map(|event| {
        let Event::TicketIssued { ticket, .. } = event else {
            return None;
        };
        Some((ticket.offline?.taken_at, ticket.number.as_str()))
    });
    let given: Vec<_> = given.collect();
    ensure!(
        given.len() == usize::try_from(tickets)?,
        "{} of {tickets}",
        given.len()
    );
    ensure!(given.is_sorted(), "{given:?}");
    let numbers: BTreeSet<_> = given.iter().map(|(_, number)| number).collect();
    ensure!(numbers.len() == given.len(), "a number twice: {given:?}");
    let (first, last) = (given.first().context("one")?, given.last().context("one")?);
    let span = last.0.duration_since(first.0);
    let away = SignedDuration::try_from(AWAY)?;
    ensure!(span > away * 9 / 10 && span <= away, "{span:?}");
    Ok(())
}
