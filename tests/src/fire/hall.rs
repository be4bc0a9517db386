//! A hall's day for the record, and what must be in its data folder after a power cut.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use display_server::personal::Personal;
use display_server::plan_in_force::PlanInForce;
use display_server::store::{Store, verify};
use display_server::{Clock, Identities, plan_file};
use hall_protocol::ticket::TicketIssued;
use hall_protocol::window::{CallNext, TicketPress, WindowPressed};
use jiff::Timestamp;
use queue_core::Event;
use queue_core::event::EntryBody;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::cuts::{Judge, Verdict};
use super::notes::{Notes, Promised, promises};
use super::steps::Step;
use super::{SERVICE, plan_by_day};
use crate::dice::Dice;
use crate::hall::{HallSetup, PIN, WholeHall};
use crate::hands::{Hands, Wish};
use crate::load::stored;
use crate::replay::plan::{KIOSK, MANAGER, clerk_of};
use crate::wire::Reply;

/// The data folder, from the root on.
pub const DATA: &str = "data";
/// Kiosks that press at once.
const KIOSKS: u64 = 3;
/// Windows that serve at once.
const SERVING: u16 = 2;

/// What a hall promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Promise {
    /// A person signs in with a PIN.
    Pin(String),
    /// A device, or a person, has an identity.
    Identity(String),
    /// A press was answered.
    Answer {
        /// The press.
        press: String,
        /// The answer's bytes.
        body: String,
    },
    /// Paper is known to be out.
    Confirmed(String),
    /// The service day is over.
    DayClosed,
}

impl Promise {
    /// The bytes with which it goes out.
    fn sent_as(&self) -> Option<&str> {
        match self {
            Self::Answer { body, .. } => Some(body),
            Self::Pin(_) | Self::Identity(_) | Self::Confirmed(_) | Self::DayClosed => None,
        }
    }
}

/// A client, and where it notes what it hears.
struct Client {
    hands: Hands,
    notes: Notes,
}

/// A hall opens, issues and serves, is restarted in between, and closes its day.
///
/// # Errors
/// When something is refused.
pub fn live(root: &Path, notes: &Path, tickets: usize) -> Result<()> {
    let notes = Notes::open(notes)?;
    let (mut kiosk, mut clerks) = (String::new(), Vec::new());
    for part in 0..2 {
        let hall = open(root)?;
        let mut client = Client {
            hands: hall.hands()?,
            notes: notes.clone(),
        };
        if part == 0 {
            for person in &hall.plan().person {
                notes.note(&Promise::Pin(person.code.clone()))?;
            }
            (kiosk, clerks) = client.let_in()?;
        }
        serve(&hall, &notes, &kiosk, &clerks, tickets / 4)?;
        begin_the_log_anew(hall.data())?;
        serve(&hall, &notes, &kiosk, &clerks, tickets / 4)?;
        if part == 1 {
            close_day(&hall, &mut client)?;
        }
        hall.stop()?;
    }
    Ok(())
}

fn open(root: &Path) -> Result<WholeHall> {
    let setup = HallSetup::new(plan_by_day()?)?
        .keep_in(&root.join(DATA))
        .keeping_pins();
    WholeHall::start(setup.opened_at("10:00:00")?)
}

/// What SQLite does by itself after some thousands of pages: the log is written back, and begun anew over the old one.
fn begin_the_log_anew(data: &Path) -> Result<()> {
    let journal = Connection::open(data.join("hall.db"))?;
    let is_busy = journal.query_row("PRAGMA wal_checkpoint(RESTART)", (), |row| row.get::<_, i64>(0))?;
    ensure!(is_busy == 0, "somebody reads the log");
    Ok(())
}

fn serve(
    hall: &WholeHall,
    notes: &Notes,
    kiosk: &str,
    clerks: &[(u16, String)],
    tickets: usize,
) -> Result<()> {
    std::thread::scope(|scope| {
        let mut working = Vec::new();
        for _ in 0..KIOSKS {
            let mut client = Client::of(hall, notes)?;
            let each = tickets / usize::try_from(KIOSKS)?;
            working.push(scope.spawn(move || (0..each).try_for_each(|_| client.take_ticket(kiosk))));
        }
        for (window, clerk) in clerks {
            let mut client = Client::of(hall, notes)?;
            working.push(
                scope.spawn(move || (0..tickets / 6).try_for_each(|_| client.serve_one(*window, clerk))),
            );
        }
        for worker in working {
            worker.join().ok().context("a client panicked")??;
        }
        Ok(())
    })
}

fn close_day(hall: &WholeHall, client: &mut Client) -> Result<()> {
    hall.wind_to("23:45:00")?;
    // The clock wakes the owner; what is asked after that is answered after it.
    while client.hands.day_view()?.day.is_some() {
        std::thread::yield_now();
    }
    client.notes.note(&Promise::DayClosed)
}

impl Client {
    fn of(hall: &WholeHall, notes: &Notes) -> Result<Self> {
        Ok(Self {
            hands: Hands::reach(hall.addr(), hall.today(), Dice::fresh()?)?,
            notes: notes.clone(),
        })
    }

    fn let_in(&mut self) -> Result<(String, Vec<(u16, String)>)> {
        let manager = self.hands.sign_in(MANAGER, PIN)?;
        let kiosk = self.hands.pair(&manager, KIOSK, "kiosk", None)?;
        let mut clerks = Vec::new();
        for window in 1..=SERVING {
            let clerk = self.hands.sign_in(&clerk_of(window), PIN)?;
            self.hands.window(&clerk, window, "open")?;
            clerks.push((window, clerk));
        }
        for bearer in [&manager, &kiosk]
            .into_iter()
            .chain(clerks.iter().map(|(_, bearer)| bearer))
        {
            self.notes.note(&Promise::Identity(bearer.clone()))?;
        }
        Ok((kiosk, clerks))
    }

    fn take_ticket(&mut self, kiosk: &str) -> Result<()> {
        let request = self.hands.issue_request(&Wish {
            service: SERVICE.into(),
            ..Wish::default()
        });
        let reply = self
            .hands
            .connection
            .post("/api/v1/tickets", Some(kiosk), &request)?;
        let ticket: TicketIssued = self.heard(&request.request, &reply)?;
        self.hands.confirm(kiosk, &request.request)?.accepted()?;
        self.notes.note(&Promise::Confirmed(ticket.number))
    }

    /// Calls and starts one, if anybody waits; the one before is finished by it.
    fn serve_one(&mut self, window: u16, clerk: &str) -> Result<()> {
        let call = CallNext::finishing(None, self.hands.dice.id(), self.hands.day);
        let reply = self.hands.verb(clerk, window, "call-next", &call)?;
        if reply.status == 409 {
            ensure!(reply.text().contains("nobody-waiting"), "{}", reply.text());
            return Ok(());
        }
        let called: WindowPressed = self.heard(&call.call, &reply)?;
        let start = TicketPress {
            press: self.hands.dice.id(),
            day: self.hands.day,
            ticket: called.ticket.context("a call without a ticket")?,
        };
        let reply = self.hands.verb(clerk, window, "start", &start)?;
        self.heard::<WindowPressed>(&start.press, &reply)?;
        let finish = self.hands.finish(clerk, window, &start.ticket, None)?;
        ensure!(finish.ticket.is_none() || finish.seq > 0, "finished");
        Ok(())
    }

    fn heard<T: serde::de::DeserializeOwned>(&self, press: &str, reply: &Reply) -> Result<T> {
        let answer = reply.expect()?;
        let (press, body) = (press.to_owned(), reply.text());
        self.notes.note(&Promise::Answer { press, body })?;
        Ok(answer)
    }
}

/// Knows what a hall promised.
#[derive(Debug)]
pub struct HallJudge {
    promises: Vec<Promised<Promise>>,
    plan: PlanInForce,
}

impl HallJudge {
    /// The promises of a record.
    ///
    /// # Errors
    /// When a note is none.
    pub fn new(steps: &[Step]) -> Result<Self> {
        let promises = promises(steps, Promise::sent_as)?;
        let plan = PlanInForce::new(Arc::new(plan_file::plan_of(&plan_by_day()?)?));
        Ok(Self { promises, plan })
    }

    /// How many promises there are in all.
    #[must_use]
    pub fn promised(&self) -> usize {
        self.promises.len()
    }
}

impl Judge for HallJudge {
    fn look(&self, folder: &Path, up_to: usize) -> Result<Verdict> {
        let data = folder.join(DATA);
        let due = self.promises.iter().take_while(|promised| promised.from <= up_to);
        let due: Vec<_> = due.map(|promised| &promised.promise).collect();
        let mut verdict = Verdict {
            promised: due.len(),
            ..Verdict::default()
        };
        match Found::open(&data, &self.plan, &mut verdict.faults) {
            Ok(found) => {
                verdict.missing = due.iter().filter(|promise| !found.holds(promise)).count();
            }
            Err(error) => {
                verdict.missing = due.len();
                verdict.faults.push(format!("{error:#}"));
            }
        }
        Ok(verdict)
    }
}

/// What a server finds in a folder when it starts.
struct Found {
    identities: Identities,
    answers: BTreeMap<Vec<u8>, Vec<u8>>,
    confirmed: BTreeSet<String>,
    is_closed: bool,
}

impl Found {
    /// Opens everything as a server does, and proves it; what is wrong with it goes to the faults.
    fn open(data: &Path, plan: &PlanInForce, faults: &mut Vec<String>) -> Result<Self> {
        let mut store = Store::open(data)?;
        let replayed = store.replay()?;
        faults.extend(replayed.damage);
        let is_closed = replayed.hall.day().is_none() && store.head_seq() > 0;
        Personal::open(data)?;
        let identities = Identities::open(data, plan.clone(), Clock::wound(Timestamp::UNIX_EPOCH))?;
        let proof = verify(data)?;
        ensure!(proof.head_seq == store.head_seq(), "two ends of one journal");
        let stored = stored::read(data)?;
        if stored.twice_given > 0 || stored.twice_called > 0 {
            faults.push(format!("something happened twice: {stored:?}"));
        }
        let (answers, confirmed) = read_journal(data)?;
        Ok(Self {
            identities,
            answers,
            confirmed,
            is_closed,
        })
    }

    fn holds(&self, promise: &Promise) -> bool {
        match promise {
            Promise::Pin(code) => self.identities.has_pin(code),
            Promise::Identity(bearer) => self.identities.recognise(bearer).is_some(),
            Promise::Answer { press, body } => {
                let answer = hex::decode(press).ok().and_then(|press| self.answers.get(&press));
                answer.is_some_and(|answer| answer == body.as_bytes())
            }
            Promise::Confirmed(number) => self.confirmed.contains(number),
            Promise::DayClosed => self.is_closed,
        }
    }
}

/// The first answer to each press, and the numbers of which paper is known.
type Journalled = (BTreeMap<Vec<u8>, Vec<u8>>, BTreeSet<String>);

fn read_journal(data: &Path) -> Result<Journalled> {
    let journal = Connection::open(data.join("hall.db"))?;
    let mut statement = journal.prepare("SELECT request, answer, payload FROM journal ORDER BY seq")?;
    let mut rows = statement.query(())?;
    let (mut answers, mut numbers, mut confirmed) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        if let (Some(request), Some(answer)) = (row.get("request")?, row.get("answer")?) {
            answers.insert(request, answer);
        }
        let body: EntryBody = serde_json::from_str(row.get_ref("payload")?.as_str()?)?;
        for event in body.events {
            if let Event::TicketIssued { ticket, .. } = &event {
                numbers.insert(ticket.visit, ticket.number.as_str().to_owned());
            } else if let Event::TicketConfirmed { visit, .. } = event {
                confirmed.extend(numbers.get(&visit).cloned());
            }
        }
    }
    Ok((answers, confirmed))
}
