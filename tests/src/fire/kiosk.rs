//! A kiosk's presses for the record, and what must be in its journal after a power cut.

use std::path::Path;

use anyhow::{Context, Result};
use hall_protocol::Names;
use hall_protocol::ticket::{AreaRef, ServiceRef, TicketIssued};
use jiff::civil::Date;
use kiosk::journal::{Journal, KeptPlan, KeptPress, NewPress, PressState};
use kiosk::session::{Basket, Comfort, Matter, Order, Wish};
use serde::{Deserialize, Serialize};

use super::cuts::{Judge, Verdict};
use super::notes::{Notes, Promised, promises};
use super::steps::Step;
use super::{SERVICE, hall::DATA};

/// The first of the recorded days.
const FIRST_DAY: Date = Date::constant(2026, 3, 2);
/// Presses of one day.
const A_DAY: usize = 10;

/// What a kiosk's journal promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Promise {
    /// The hall was asked with this press.
    Asked(String),
    /// The first byte of this press's slip may go, with this number on it.
    Printing {
        /// The press.
        press: String,
        /// The number.
        number: String,
    },
    /// The hall was told what became of the paper.
    Settled(String),
    /// What was settled before a day may be forgotten.
    Forgotten(Date),
    /// A start without the hall has this plan.
    Plan(String),
}

/// A kiosk keeps its plan, and every press from the touch to the confirmation, for some days.
///
/// # Errors
/// When the journal refuses.
pub fn live(root: &Path, notes: &Path, presses: usize) -> Result<()> {
    let notes = Notes::open(notes)?;
    let data = root.join(DATA);
    let mut day = FIRST_DAY;
    let mut journal = Journal::open(&data)?;
    for turn in 0..presses {
        if turn.is_multiple_of(A_DAY) {
            begin_day(&journal, &notes, day)?;
        }
        press(&journal, &notes, turn, day)?;
        if turn % A_DAY == A_DAY - 1 {
            day = day.tomorrow()?;
            drop(journal);
            journal = Journal::open(&data)?;
        }
    }
    Ok(())
}

fn begin_day(journal: &Journal, notes: &Notes, day: Date) -> Result<()> {
    let plan = KeptPlan {
        etag: day.to_string(),
        document: "{}".repeat(3000),
    };
    journal.keep_plan(&plan)?;
    notes.note(&Promise::Plan(plan.etag))?;
    // Noted first: what may be forgotten is no promise any more.
    notes.note(&Promise::Forgotten(day))?;
    Ok(journal.forget_before(day)?)
}

fn press(journal: &Journal, notes: &Notes, turn: usize, day: Date) -> Result<()> {
    let press = format!("press-{turn:06}");
    let number = format!("A{:03}", turn % A_DAY + 1);
    journal.begin(&new_press(&press, day))?;
    notes.note(&Promise::Asked(press.clone()))?;
    journal.note_reply(&press, &reply(&number, day))?;
    journal.begin_attempt(&press, 1)?;
    notes.note(&Promise::Printing {
        press: press.clone(),
        number,
    })?;
    journal.note_print(&press, PressState::AwaitProof, None)?;
    journal.use_paper(110)?;
    journal.note_print(&press, PressState::Printed, Some("proof"))?;
    if !turn.is_multiple_of(3) {
        journal.settle(&press, "proof")?;
        notes.note(&Promise::Settled(press))?;
    }
    Ok(())
}

/// A press as a touch makes it.
#[must_use]
pub fn new_press(press: &str, day: Date) -> NewPress {
    NewPress {
        request: press.to_owned(),
        token: format!("token of {press}"),
        day,
        order: Order {
            wish: Wish::Matters {
                basket: Basket::of(Matter::Service(SERVICE.to_owned())),
                cases: 1,
                class: None,
            },
            comfort: Comfort::default(),
            holder: None,
        },
    }
}

fn reply(number: &str, day: Date) -> TicketIssued {
    TicketIssued {
        number: number.to_owned(),
        day,
        series: "A".to_owned(),
        issued_at: jiff::Timestamp::UNIX_EPOCH,
        ahead: 3,
        estimate: None,
        service: ServiceRef {
            code: SERVICE.to_owned(),
            names: Names::default(),
        },
        area: AreaRef {
            code: "a".to_owned(),
            names: Names::default(),
        },
        windows: vec![1],
        mark: "none".to_owned(),
        documents: Vec::new(),
        then: Vec::new(),
        also: Vec::new(),
        cases: 1,
    }
}

/// Knows what a kiosk's journal promised.
#[derive(Debug)]
pub struct KioskJudge(Vec<Promised<Promise>>);

impl KioskJudge {
    /// The promises of a record.
    ///
    /// # Errors
    /// When a note is none.
    pub fn new(steps: &[Step]) -> Result<Self> {
        promises(steps, |_: &Promise| None).map(Self)
    }

    /// How many promises there are in all.
    #[must_use]
    pub fn promised(&self) -> usize {
        self.0.len()
    }
}

impl Judge for KioskJudge {
    fn look(&self, folder: &Path, up_to: usize) -> Result<Verdict> {
        let due = self.0.iter().take_while(|promised| promised.from <= up_to);
        let due: Vec<_> = due.map(|promised| &promised.promise).collect();
        let mut verdict = Verdict {
            promised: due.len(),
            ..Verdict::default()
        };
        match missing(&folder.join(DATA), &due) {
            Ok(missing) => verdict.missing = missing,
            Err(error) => {
                verdict.missing = due.len();
                verdict.faults.push(format!("{error:#}"));
            }
        }
        Ok(verdict)
    }
}

fn missing(data: &Path, due: &[&Promise]) -> Result<usize> {
    let journal = Journal::open(data)?;
    journal.unanswered()?;
    journal.unproved()?;
    journal.debts()?;
    let (mut forgotten, mut settled, mut plan) = (None, Vec::new(), None);
    for promise in due {
        match promise {
            Promise::Forgotten(day) => forgotten = Some(*day),
            Promise::Settled(press) => settled.push(press),
            Promise::Plan(etag) => plan = Some(etag),
            Promise::Asked(_) | Promise::Printing { .. } => {}
        }
    }
    let mut missing = 0;
    for promise in due {
        let holds = match promise {
            Promise::Asked(press) | Promise::Printing { press, .. } | Promise::Settled(press) => {
                match journal.press(press)? {
                    Some(kept) => holds(promise, &kept),
                    // A settled press of a day gone by is forgotten, and no other.
                    None => settled.contains(&press) && day_of(press)? < forgotten.unwrap_or(Date::MIN),
                }
            }
            Promise::Plan(_) => journal.kept_plan()?.is_some_and(|kept| Some(&kept.etag) >= plan),
            Promise::Forgotten(_) => true,
        };
        missing += usize::from(!holds);
    }
    Ok(missing)
}

fn holds(promise: &Promise, kept: &KeptPress) -> bool {
    match promise {
        Promise::Printing { number, .. } => {
            let is_its_number = kept.reply.as_ref().is_some_and(|reply| reply.number == *number);
            let is_begun = !matches!(kept.state, PressState::Asked | PressState::Given);
            is_its_number && is_begun && kept.attempt >= 1
        }
        Promise::Settled(_) => kept.debt == kiosk::journal::Debt::Nothing && kept.evidence == "proof",
        Promise::Asked(press) => kept.press.token == format!("token of {press}"),
        Promise::Forgotten(_) | Promise::Plan(_) => true,
    }
}

fn day_of(press: &str) -> Result<Date> {
    let turn: usize = press
        .trim_start_matches("press-")
        .parse()
        .context("a press of ours")?;
    let days = i64::try_from(turn / A_DAY)?;
    Ok(FIRST_DAY.checked_add(jiff::Span::new().days(days))?)
}
