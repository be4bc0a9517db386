//! One hall, one kiosk, one visitor and a printer that fails: what each of them sees.

use std::time::Duration;

use anyhow::{Context, Result};
use display_server::clock::Stopwatch;
use firmware_config::KeyMeaning;
use hall_protocol::live::LiveView;
use hall_protocol::plan_document::PlanRole;
use kiosk::session::{Choice, Input};
use rusqlite::{Connection, OpenFlags};
use simulated_printer::{Faults, PrintedSlip, SimulatedPrinter};
use whole_hall::hall::{Devices, HallSetup, PIN, WholeHall};
use whole_hall::hands::Hands;

/// Longer than the longest of a printer's deadlines; reached only by a failing test.
const PATIENCE: Duration = Duration::from_secs(40);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(20);

/// The press as the kiosk's journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Press {
    /// `printed`, `uncertain`, `blocked`, …
    pub(crate) state: String,
    pub(crate) attempt: u32,
    pub(crate) evidence: String,
}

impl Press {
    fn has_ended(&self) -> bool {
        ["printed", "uncertain", "blocked"].contains(&self.state.as_str())
    }
}

/// A hall at nine with a kiosk that is ready to print.
pub(crate) struct Scene {
    hall: WholeHall,
    devices: Devices,
    hands: Hands,
    manager: String,
}

impl Scene {
    pub(crate) fn set() -> Result<Self> {
        let hall = WholeHall::start(HallSetup::sample()?)?;
        let devices = hall.start_devices(3, 0)?;
        devices.wait_for(&hall)?;
        let mut hands = hall.hands()?;
        let manager = hands.sign_in(hall.first_of(PlanRole::Manager)?, PIN)?;
        let mut scene = Self {
            hall,
            devices,
            hands,
            manager,
        };
        scene.wait_for_staff("ready")?;
        Ok(scene)
    }

    pub(crate) fn printer(&self) -> Result<&SimulatedPrinter> {
        self.devices.daemon.printer().context("the kiosk has a printer")
    }

    pub(crate) fn faults(&self) -> Result<Faults> {
        Ok(self.printer()?.faults())
    }

    /// The visitor presses the key of a service, and the kiosk comes to an end with it.
    pub(crate) fn take_a_ticket(&self) -> Result<Press> {
        self.devices
            .press(&self.devices.kiosk, &KeyMeaning::Service("A01".to_owned()))?;
        self.wait_for_press("an end of the press", Press::has_ended)
    }

    pub(crate) fn wait_for_press(&self, what: &str, is_it: impl Fn(&Press) -> bool) -> Result<Press> {
        wait(what, || Ok(self.press()?.filter(|press| is_it(press))))
    }

    /// The visitor presses "print it again", and the kiosk comes to an end with that.
    pub(crate) fn print_again(&self, before: &Press) -> Result<Press> {
        let screen = self.devices.daemon.screen().context("a screen")?;
        self.hall.block_on(screen.take(Input::Choice(Choice::Reprint)));
        let attempt = before.attempt + 1;
        self.wait_for_press("an end of the copy", |press| {
            press.attempt == attempt && press.has_ended()
        })
    }

    /// Waits until the screen says something else than this of the paper.
    pub(crate) fn screen_says_other_than(&self, before: &str) -> Result<String> {
        wait("another sentence about paper", || {
            Ok(self.paper_sentence().filter(|sentence| sentence != before))
        })
    }

    fn paper_sentence(&self) -> Option<String> {
        let shown = self.devices.daemon.screen()?.shown().borrow().clone();
        let (_, after) = shown.html.split_once("<p class=\"paper")?;
        let (_, sentence) = after.split_once('>')?;
        sentence
            .split_once("</p>")
            .map(|(sentence, _)| sentence.to_owned())
    }

    /// Waits until the manager's page says this of the kiosk's printer; `ready` when it says nothing.
    pub(crate) fn wait_for_staff(&mut self, word: &str) -> Result<()> {
        let kiosk = self.devices.kiosk.clone();
        let known = self.hall.state().context("the hall runs")?.devices.clone();
        wait(&format!("staff to be told {word}"), || {
            let live: LiveView = self.hands.fetch("/api/v1/live", Some(&self.manager))?;
            let has_spoken = known
                .all(PATIENCE)
                .iter()
                .any(|device| device.id == kiosk && (word != "ready" || device.health.printer == "ready"));
            let said = live.alerts.iter().find(|alert| alert.subject == kiosk);
            let said = said.map_or("ready", |alert| alert.kind.trim_start_matches("printer_"));
            Ok((has_spoken && said == word).then_some(()))
        })
    }

    fn press(&self) -> Result<Option<Press>> {
        let file = self.hall.data().join("devices/kiosk.db");
        let journal = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let mut statement = journal.prepare("SELECT state, attempt, evidence FROM press ORDER BY turn")?;
        let presses = statement.query_map((), |row| {
            Ok(Press {
                state: row.get("state")?,
                attempt: row.get("attempt")?,
                evidence: row.get("evidence")?,
            })
        })?;
        let presses = presses.collect::<Result<Vec<_>, _>>()?;
        anyhow::ensure!(presses.len() <= 1, "one press, {} tickets", presses.len());
        Ok(presses.into_iter().next())
    }

    /// The slips on paper, in words: whole, which is of nine tenths of so many rows of dots at least – a copy has a bar more
    /// and a document less –, or a piece; original or copy.
    pub(crate) fn slips(&self, whole_rows: usize) -> Result<Vec<&'static str>> {
        let slips = self.printer()?.paper().slips();
        Ok(slips.iter().map(|slip| in_words(slip, whole_rows)).collect())
    }

    pub(crate) fn end(self) -> Result<()> {
        self.hall.block_on(self.devices.daemon.stop());
        self.hall.stop()
    }
}

/// Where the bar of a copy stands, in rows from the top.
const BAR: std::ops::Range<usize> = 0..80;

fn in_words(slip: &PrintedSlip, whole_rows: usize) -> &'static str {
    let width = slip.picture.width_dots();
    let black = |row: usize| (0..width).filter(|x| slip.picture.is_black(*x, row)).count();
    let has_bar = BAR.into_iter().any(|row| black(row) * 10 > width * 7);
    match (slip.picture.height_dots() * 10 >= whole_rows * 9, has_bar) {
        (false, _) => "piece",
        (true, false) => "original",
        (true, true) => "copy",
    }
}

/// Looks until there is what is waited for.
fn wait<T>(what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let watch = Stopwatch::start();
    while watch.elapsed() < PATIENCE {
        if let Some(found) = look()? {
            return Ok(found);
        }
        std::thread::park_timeout(LOOK);
    }
    anyhow::bail!("waited in vain for {what}")
}
