//! A data folder that a hall has worked in, with all that it answered, and what another start makes of it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use hall_protocol::ticket::{IssueRequest, TicketIssued};
use jiff::civil::Date;
use tempfile::TempDir;
use whole_hall::dice::Dice;
use whole_hall::fire::{SERVICE, plan_by_day};
use whole_hall::hall::{HallSetup, PIN, Pace, WholeHall};
use whole_hall::hands::{Hands, Wish};
use whole_hall::load::children::ServerProcess;
use whole_hall::replay::plan::{KIOSK, MANAGER};
use whole_hall::wire::Reply;

/// The program under fire.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_fire");
/// Tickets that were given.
const TICKETS: usize = 20;
/// How often a hall may be asked before what is damaged must have been found: it is looked for beside its work.
const LOOKS: usize = 300;

/// The folder, and what was answered.
pub(crate) struct Ground {
    pub(crate) folder: TempDir,
    pub(crate) day: Date,
    pub(crate) kiosk: String,
    pub(crate) answered: Vec<(IssueRequest, Vec<u8>)>,
}

/// What became of a hall that started on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Came {
    /// It works, and has everything that was answered.
    Whole,
    /// It works and has every ticket, but a kept answer is not what it was: the chain is over entries, not over answers.
    AnswersChanged,
    /// It only reads, and its pages say why.
    ReadOnly(String),
    /// It did not start, and said why.
    Refused(String),
}

impl Ground {
    /// Of a server that was killed: its log is still there.
    pub(crate) fn killed() -> Result<Self> {
        let folder = TempDir::new()?;
        let data = folder.path().display().to_string();
        let server = ServerProcess::start(Path::new(PROGRAM), &["serve", "--data", &data])?;
        let mut hands = Hands::reach(server.addr, Date::ZERO, Dice::fresh()?)?;
        hands.day = hands.day_view()?.day.context("no day is open")?;
        let kiosk = let_in(&mut hands)?;
        let mut answered = Vec::new();
        for _ in 0..TICKETS {
            let (request, reply) = press(&mut hands, &kiosk)?;
            reply.accepted()?;
            hands.confirm(&kiosk, &request.request)?.accepted()?;
            answered.push((request, reply.body));
        }
        server.kill()?;
        Ok(Self {
            folder,
            day: hands.day,
            kiosk,
            answered,
        })
    }

    /// Of a server that ended well: everything is in the database itself.
    pub(crate) fn closed() -> Result<Self> {
        let ground = Self::killed()?;
        start(ground.folder.path())?.stop()?;
        ensure!(
            !ground.folder.path().join("hall.db-wal").exists(),
            "a log is left"
        );
        Ok(ground)
    }

    /// The same files elsewhere, to be damaged.
    pub(crate) fn copy(&self) -> Result<TempDir> {
        let copy = TempDir::new()?;
        for entry in std::fs::read_dir(self.folder.path())? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::copy(entry.path(), copy.path().join(entry.file_name()))?;
            }
        }
        Ok(copy)
    }

    /// Starts a hall in a folder and asks it everything again.
    ///
    /// # Errors
    /// When something that was answered is gone, and nobody says so.
    pub(crate) fn look(&self, folder: &Path) -> Result<Came> {
        let hall = match start(folder) {
            Ok(hall) => hall,
            Err(error) => return Ok(Came::Refused(format!("{error:#}"))),
        };
        let mut hands = Hands::reach(hall.addr(), self.day, Dice::fresh()?)?;
        let mut last = String::new();
        for _ in 0..LOOKS {
            // A page that a press runs into first is only said to be unwritable, until the whole file is looked through.
            if let Some(cause) = trouble(&hall).filter(|cause| cause.contains("read-only: ")) {
                self.is_said(&hall, &mut hands)?;
                hall.stop()?;
                return Ok(Came::ReadOnly(cause));
            }
            match self.ask_again(&mut hands) {
                Ok(()) => {
                    hall.stop()?;
                    return Ok(Came::Whole);
                }
                Err(error) => last = format!("{error:#}"),
            }
        }
        hall.stop()?;
        ensure!(
            self.is_journalled(folder)?,
            "something is gone, and nobody says so: {last}"
        );
        Ok(Came::AnswersChanged)
    }

    /// Whether the chain holds, and has every ticket that was answered.
    fn is_journalled(&self, folder: &Path) -> Result<bool> {
        let proof = display_server::store::verify(folder);
        let journal = rusqlite::Connection::open(folder.join("hall.db"))?;
        let mut statement = journal.prepare("SELECT payload FROM journal")?;
        let payloads: Vec<String> = statement
            .query_map((), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let is_there = |press: &str| payloads.iter().any(|payload| payload.contains(press));
        let all_there = self
            .answered
            .iter()
            .all(|(request, _)| is_there(&request.request));
        Ok(proof.is_ok() && all_there)
    }

    /// Every press has its answer, and the next one a new number.
    pub(crate) fn ask_again(&self, hands: &mut Hands) -> Result<()> {
        let mut numbers = Vec::new();
        for (request, before) in &self.answered {
            let reply = hands
                .connection
                .post("/api/v1/tickets", Some(&self.kiosk), request)?;
            ensure!(
                reply.body == *before,
                "lost {}: {}",
                request.request,
                reply.text()
            );
            numbers.push(reply.json::<TicketIssued>()?.number);
        }
        let (_, new) = press(hands, &self.kiosk)?;
        let new: TicketIssued = new.expect()?;
        ensure!(!numbers.contains(&new.number), "{} was given before", new.number);
        Ok(())
    }

    /// Presses are refused, and every page says why.
    fn is_said(&self, hall: &WholeHall, hands: &mut Hands) -> Result<()> {
        let (_, refused) = press(hands, &self.kiosk)?;
        ensure!(refused.status == 503, "{}: {}", refused.status, refused.text());
        ensure!(refused.text().contains("read-only"), "{}", refused.text());
        for path in ["/", "/boards/a"] {
            // The look through the whole file may find another cause at any moment.
            let before = first_words(hall)?;
            let page = hands.connection.get(path, None)?.text();
            let is_said = page.contains(&before) || page.contains(&first_words(hall)?);
            ensure!(is_said, "{path} does not say {before:?}");
        }
        Ok(())
    }
}

/// Why a hall only reads.
fn trouble(hall: &WholeHall) -> Option<String> {
    hall.state().and_then(display_server::HallState::trouble)
}

/// How the cause begins: there is nothing in it yet that a page would write otherwise.
fn first_words(hall: &WholeHall) -> Result<String> {
    let trouble = trouble(hall).context("it only reads")?;
    let (_, cause) = trouble.split_once("read-only: ").context("a cause")?;
    Ok(cause.chars().take(20).collect())
}

/// The hall of the plan under fire, in this process.
pub(crate) fn start(folder: &Path) -> Result<WholeHall> {
    let setup = HallSetup::new(plan_by_day()?)?.keep_in(folder).keeping_pins();
    WholeHall::start(setup.paced(Pace::Running(1.0)).opened_at("10:00:00")?)
}

/// The manager lets the kiosk in.
pub(crate) fn let_in(hands: &mut Hands) -> Result<String> {
    let manager = hands.sign_in(MANAGER, PIN)?;
    hands.pair(&manager, KIOSK, "kiosk", None)
}

/// A press, and what is answered.
pub(crate) fn press(hands: &mut Hands, kiosk: &str) -> Result<(IssueRequest, Reply)> {
    let request = hands.issue_request(&Wish {
        service: SERVICE.into(),
        ..Wish::default()
    });
    let reply = hands.connection.post("/api/v1/tickets", Some(kiosk), &request)?;
    Ok((request, reply))
}
