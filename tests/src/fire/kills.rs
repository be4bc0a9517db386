//! A hall that is killed while it works, again and again, on a folder that goes on growing.
//!
//! Invariant: whatever was answered before a kill is answered again after it, byte for byte.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use display_server::clock::Stopwatch;
use display_server::store::verify;
use hall_protocol::ticket::IssueRequest;
use hall_protocol::window::{CallNext, WindowPressed, WindowView};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use tempfile::TempDir;

use super::{WINDOWS, plan_by_day};
use crate::dice::Dice;
use crate::hall::{HallSetup, PIN, Pace, WholeHall};
use crate::hands::{Hands, Wish};
use crate::load::children::{LISTENING, ServerProcess};
use crate::load::serve::wait_for_the_end;
use crate::load::stored;
use crate::replay::plan::{KIOSK, MANAGER, clerk_of};

/// Kiosks that press at once.
const ISSUERS: usize = 32;
/// How long a hall works before it is killed, in milliseconds.
const WORKS_MS: (f64, f64) = (5.0, 300.0);
/// How long a start may take to its first answer, on a machine that has nothing else to do.
pub const RESTART_LIMIT: Duration = Duration::from_secs(2);
/// Of the answers before the last kill, how many old ones are asked for again after each.
const ASKED_AGAIN: usize = 24;
/// So many tickets are a long day: the next kill begins in a new folder.
const A_DAY: usize = 2000;
/// How many answers are asked for again before a folder is left.
const ASKED_AT_LAST: usize = 200;

/// What is asked.
#[derive(Debug)]
pub struct Kills {
    /// The program, which serves with the word `serve`.
    pub program: PathBuf,
    /// How often it is killed.
    pub times: usize,
    /// Where chance begins; none: anywhere.
    pub seed: Option<u64>,
}

/// What came of it.
#[derive(Debug, Default, Clone)]
pub struct Killed {
    /// Kills.
    pub kills: usize,
    /// Tickets that were answered.
    pub tickets: usize,
    /// Calls that were answered.
    pub calls: usize,
    /// Answers that were asked for again, over HTTP.
    pub asked_again: usize,
    /// The longest start to the first answer.
    pub slowest_start: Duration,
}

/// An answer that somebody heard.
#[derive(Debug, Clone)]
enum Heard {
    Ticket(IssueRequest, Vec<u8>),
    Call(u16, CallNext, Vec<u8>),
}

/// A folder, who may ask there, and everything that was answered.
struct Ground {
    folder: TempDir,
    day: Date,
    kiosk: String,
    clerks: BTreeMap<u16, String>,
    heard: Vec<Heard>,
}

/// Serves the hall until standard input ends.
///
/// # Errors
/// When it cannot start.
pub fn serve(data: &Path, say: &mut dyn FnMut(&str)) -> Result<()> {
    let setup = HallSetup::new(plan_by_day()?)?.keep_in(data).keeping_pins();
    let hall = WholeHall::start(setup.paced(Pace::Running(1.0)).opened_at("10:00:00")?)?;
    say(&format!("{LISTENING}{}", hall.addr()));
    wait_for_the_end();
    hall.stop()
}

/// Kills a hall so many times, and looks for everything each time.
///
/// # Errors
/// What was lost, or came twice.
pub fn run(asked: &Kills, say: &mut dyn FnMut(&str)) -> Result<Killed> {
    let mut dice = asked
        .seed
        .map_or_else(Dice::fresh, |seed| Ok(Dice::seeded(seed)))?;
    let mut killed = Killed::default();
    let mut ground = None;
    while killed.kills < asked.times {
        let mut here = match ground.take() {
            Some(here) => here,
            None => Ground::begin(&asked.program)?,
        };
        here.round(&asked.program, &mut dice, &mut killed)
            .with_context(|| format!("round {}", killed.kills + 1))?;
        if killed.kills.is_multiple_of(50) {
            say(&format!("… {killed}"));
        }
        if here.tickets() > A_DAY || killed.kills == asked.times {
            here.close(&asked.program, &mut killed)?;
        } else {
            ground = Some(here);
        }
    }
    Ok(killed)
}

fn start(program: &Path, data: &Path) -> Result<ServerProcess> {
    ServerProcess::start(program, &["serve", "--data", &data.display().to_string()])
}

impl Ground {
    /// A new folder, whose kiosk is let in and whose clerks are at their windows.
    fn begin(program: &Path) -> Result<Self> {
        let folder = TempDir::new()?;
        let server = start(program, folder.path())?;
        let mut hands = Hands::reach(server.addr, Date::ZERO, Dice::fresh()?)?;
        hands.day = hands.day_view()?.day.context("no day is open")?;
        let manager = hands.sign_in(MANAGER, PIN)?;
        let kiosk = hands.pair(&manager, KIOSK, "kiosk", None)?;
        let mut clerks = BTreeMap::new();
        for window in 1..=WINDOWS {
            let clerk = hands.sign_in(&clerk_of(window), PIN)?;
            hands.window(&clerk, window, "open")?;
            clerks.insert(window, clerk);
        }
        server.kill()?;
        Ok(Self {
            folder,
            day: hands.day,
            kiosk,
            clerks,
            heard: Vec::new(),
        })
    }

    fn tickets(&self) -> usize {
        self.heard
            .iter()
            .filter(|heard| matches!(heard, Heard::Ticket(..)))
            .count()
    }

    /// Starts, asks again, works, dies.
    fn round(&mut self, program: &Path, dice: &mut Dice, killed: &mut Killed) -> Result<()> {
        let server = self.start_timed(program, killed)?;
        let before = self.heard.len();
        let old = (0..ASKED_AGAIN).filter_map(|_| pick(&self.heard, dice));
        // The last ones are in the greatest danger.
        let last = self.heard.iter().rev().take(ASKED_AGAIN);
        let again: Vec<_> = last.chain(old).collect();
        self.ask_again(server.addr, &again)?;
        killed.asked_again += again.len();
        let (least, most) = WORKS_MS;
        let works = Duration::from_secs_f64((least + dice.unit() * (most - least)) / 1000.0);
        let heard = self.work_until_killed(server, works)?;
        self.heard.extend(heard);
        killed.kills += 1;
        for heard in self.heard.iter().skip(before) {
            match heard {
                Heard::Ticket(..) => killed.tickets += 1,
                Heard::Call(..) => killed.calls += 1,
            }
        }
        Ok(())
    }

    fn start_timed(&self, program: &Path, killed: &mut Killed) -> Result<ServerProcess> {
        let watch = Stopwatch::start();
        let server = start(program, self.folder.path())?;
        Hands::reach(server.addr, self.day, Dice::fresh()?)?.day_view()?;
        let took = watch.elapsed();
        killed.slowest_start = killed.slowest_start.max(took);
        Ok(server)
    }

    fn ask_again(&self, addr: SocketAddr, answers: &[&Heard]) -> Result<()> {
        let mut hands = Hands::reach(addr, self.day, Dice::fresh()?)?;
        for heard in answers {
            let (reply, before) = match heard {
                Heard::Ticket(request, before) => (
                    hands
                        .connection
                        .post("/api/v1/tickets", Some(&self.kiosk), request)?,
                    before,
                ),
                Heard::Call(window, call, before) => {
                    let clerk = self.clerks.get(window).context("a clerk")?;
                    (hands.verb(clerk, *window, "call-next", call)?, before)
                }
            };
            ensure!(reply.body == *before, "lost: {heard:?}, now {}", reply.text());
        }
        Ok(())
    }

    /// Everybody works until the server is gone; whatever was answered.
    fn work_until_killed(&self, server: ServerProcess, works: Duration) -> Result<Vec<Heard>> {
        let (report, answers) = channel();
        let addr = server.addr;
        std::thread::scope(|scope| -> Result<()> {
            for _ in 0..ISSUERS {
                let (mut hands, report) = (self.hands(addr)?, report.clone());
                // Ends when the server does: a broken connection is no answer.
                scope.spawn(move || while issue(&mut hands, &self.kiosk, &report).is_some() {});
            }
            for (window, clerk) in &self.clerks {
                let (mut hands, report) = (self.hands(addr)?, report.clone());
                scope.spawn(
                    move || {
                        while serve_one(&mut hands, clerk, *window, &report).is_some() {}
                    },
                );
            }
            drop(report);
            // The one thing that is waited for is the moment of the kill: chance has named it.
            std::thread::sleep(works);
            server.kill()
        })?;
        Ok(answers.iter().collect())
    }

    fn hands(&self, addr: SocketAddr) -> Result<Hands> {
        Hands::reach(addr, self.day, Dice::fresh()?)
    }

    /// The last start on a folder, and a count of everything in it without the server's help.
    fn close(self, program: &Path, killed: &mut Killed) -> Result<()> {
        let server = self.start_timed(program, killed)?;
        let all: Vec<_> = self.heard.iter().rev().take(ASKED_AT_LAST).collect();
        self.ask_again(server.addr, &all)?;
        killed.asked_again += all.len();
        server.kill()?;
        let data = self.folder.path();
        verify(data)?;
        let stored = stored::read(data)?;
        ensure!(
            stored.twice_given == 0 && stored.twice_called == 0,
            "twice: {stored:?}"
        );
        ensure!(
            stored.tickets >= self.tickets(),
            "fewer than were answered: {stored:?}"
        );
        let journal = Connection::open(data.join("hall.db"))?;
        let mut statement = journal.prepare("SELECT answer FROM journal WHERE request = ?1")?;
        for heard in &self.heard {
            let (press, before) = match heard {
                Heard::Ticket(request, before) => (&request.request, before),
                Heard::Call(_, call, before) => (&call.call, before),
            };
            let press = hex::decode(press).context("a press")?;
            let answer: Option<Vec<u8>> = statement.query_row([press], |row| row.get(0)).optional()?;
            ensure!(answer.as_ref() == Some(before), "not in the journal: {heard:?}");
        }
        Ok(())
    }
}

fn pick<'a>(heard: &'a [Heard], dice: &mut Dice) -> Option<&'a Heard> {
    let place = usize::try_from(dice.bits() >> 32).ok()?;
    heard.get(place.checked_rem(heard.len())?)
}

fn issue(hands: &mut Hands, kiosk: &str, report: &Sender<Heard>) -> Option<()> {
    let letters = b"ABCD";
    let letter = letters.get(usize::try_from(hands.dice.bits() % 4).ok()?)?;
    let request = hands.issue_request(&Wish {
        service: format!("{}01", char::from(*letter)),
        ..Wish::default()
    });
    let reply = hands
        .connection
        .post("/api/v1/tickets", Some(kiosk), &request)
        .ok()?;
    reply.accepted().ok()?;
    let confirmed = request.request.clone();
    report.send(Heard::Ticket(request, reply.body)).ok()?;
    hands.confirm(kiosk, &confirmed).ok()?.accepted().ok()
}

/// Finishes whoever is at the window and calls the next; none: the server is gone.
fn serve_one(hands: &mut Hands, clerk: &str, window: u16, report: &Sender<Heard>) -> Option<()> {
    let view: WindowView = hands
        .fetch(&format!("/api/v1/windows/{window}"), Some(clerk))
        .ok()?;
    if let Some(current) = view.current {
        // Whoever was called before the kill may have been started too: then this is refused.
        let _ = hands.ticket_press(clerk, window, "start", &current.ticket);
        let _ = hands.finish(clerk, window, &current.ticket, None);
    }
    let call = CallNext::finishing(None, hands.dice.id(), hands.day);
    let reply = hands.verb(clerk, window, "call-next", &call).ok()?;
    if reply.status == 409 {
        return Some(());
    }
    let _: WindowPressed = reply.expect().ok()?;
    report.send(Heard::Call(window, call, reply.body)).ok()
}

impl fmt::Display for Killed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "kills {}, tickets {}, calls {}, asked for again {}, missing 0, twice 0, slowest start to first answer {} ms",
            self.kills,
            self.tickets,
            self.calls,
            self.asked_again,
            self.slowest_start.as_millis()
        )
    }
}
