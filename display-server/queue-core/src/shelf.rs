//! What outlives a service day, as far as it is needed: the shell puts in what a command or an entry is about, and stores
//! what came of it.
//!
//! A hall has thousands of cases and answers a press about one. So they are not part of the [`Hall`], which is a day's and
//! is replayed every morning: they stand in tables, each as the journal left it, and are taken from there one by one.
//!
//! Invariant: a record changes only in [`Shelf::apply`], by an entry of the journal; applying the whole journal to an empty
//! shelf gives every record as it stands in the tables.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::case::{Asked, Case, CaseDesk, CaseEvent, CaseRefusal, Happening, MatterCode, of_ending};
use crate::command::{Actor, CaseCommand, Command, Ending, WindowCommand, WindowVerb};
use crate::event::{Entry, Event};
use crate::hall::Hall;
use crate::ids::{LegId, Seq, ServiceDay};
use crate::leg::Outcome;
use crate::plan::HallPlan;
use crate::rejection::Rejection;

/// A record as it stands, and as it stood before the last entry that changed it, so that this one can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    /// As it stands; none: it does not exist, or not any more.
    pub now: Option<T>,
    /// The entry that changed it last.
    pub seq: Seq,
    /// As it stood before that entry.
    pub before: Option<T>,
}

/// What has been taken out of the tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    cases: BTreeMap<MatterCode, Kept<Case>>,
    /// The cases that an entry changed since they were put in.
    changed: BTreeSet<MatterCode>,
}

impl Shelf {
    /// The matters that must be put in before a command is decided: those it names, and those it may begin.
    #[must_use]
    pub fn wanted(hall: &Hall, command: &Command) -> BTreeSet<MatterCode> {
        match command {
            Command::Case(command) => BTreeSet::from([command.code.clone()]),
            Command::Window(command) => wanted_at_window(hall, command),
            Command::Issue(_)
            | Command::Confirm { .. }
            | Command::Void { .. }
            | Command::Visit(_)
            | Command::Escort(_)
            | Command::Booking(_)
            | Command::Hall(_)
            | Command::Advice(_)
            | Command::EnterLater(_)
            | Command::AskElsewhere(_)
            | Command::Plan(_) => BTreeSet::new(),
        }
    }

    /// Puts a case in, as it stands in its table.
    pub fn put(&mut self, code: MatterCode, kept: Kept<Case>) {
        self.cases.insert(code, kept);
    }

    /// A case.
    #[must_use]
    pub fn case(&self, code: &MatterCode) -> Option<&Case> {
        self.cases.get(code)?.now.as_ref()
    }

    /// All cases that were put in.
    pub fn cases(&self) -> impl Iterator<Item = (&MatterCode, &Kept<Case>)> {
        self.cases.iter()
    }

    /// The cases that an entry changed.
    pub fn changed(&self) -> impl Iterator<Item = (&MatterCode, &Kept<Case>)> {
        self.changed
            .iter()
            .filter_map(|code| self.cases.get_key_value(code))
    }

    /// Decides a command, as [`Hall::decide`] does, and what it means for what outlives the day.
    ///
    /// # Errors
    /// A [`Rejection`] when the rules refuse; nothing is remembered of it.
    pub fn decide(
        &self,
        hall: &Hall,
        now: Timestamp,
        by: &Actor,
        command: &Command,
    ) -> Result<Vec<Event>, Rejection> {
        if let Command::Case(asked) = command {
            return self.about_case(hall, by, asked);
        }
        let mut events = hall.decide(now, by, command)?;
        if let Command::Window(command) = command {
            self.untouched(hall, command, &events)?;
            events.extend(self.of_endings(hall, command, &events)?);
        }
        Ok(events)
    }

    /// What falls due by itself on a service day; to be asked when it begins.
    #[must_use]
    pub fn due(&self, plan: &HallPlan, day: ServiceDay) -> Vec<Event> {
        let cases = self.cases.values().filter_map(|kept| kept.now.as_ref());
        cases.filter_map(|case| case.due(plan, day)).collect()
    }

    /// Makes an entry part of the records.
    pub fn apply(&mut self, entry: &Entry) {
        for event in &entry.body.events {
            // The others are the hall's.
            if let Event::Case { code, day, happened } = event {
                let (day, by) = (*day, &entry.body.by);
                self.happened(
                    code,
                    entry.seq,
                    Happening {
                        day,
                        at: entry.at,
                        by,
                    },
                    happened,
                );
            } else if let Event::Undone { entry: undone, .. } = event {
                self.undo(*undone, entry.seq);
            }
        }
    }

    fn happened(&mut self, code: &MatterCode, seq: Seq, when: Happening<'_>, event: &CaseEvent) {
        let kept = self.cases.entry(code.clone()).or_insert(Kept {
            now: None,
            seq: Seq(0),
            before: None,
        });
        if kept.seq != seq {
            kept.before.clone_from(&kept.now);
            kept.seq = seq;
        }
        match &mut kept.now {
            Some(case) => case.apply(when, event),
            None => kept.now = Case::begun(code, when, event),
        }
        self.changed.insert(code.clone());
    }

    fn undo(&mut self, undone: Seq, seq: Seq) {
        let of_it = self.cases.iter_mut().filter(|(_, kept)| kept.seq == undone);
        for (code, kept) in of_it {
            kept.now = kept.before.take();
            kept.seq = seq;
            self.changed.insert(code.clone());
        }
    }

    fn about_case(&self, hall: &Hall, by: &Actor, asked: &CaseCommand) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing(hall).ok_or(Rejection::HallClosed)?;
        let case = self.known(&asked.code)?;
        let happened = Asked { case, plan, day, by }.decide(&asked.verb)?;
        let code = asked.code.clone();
        Ok(vec![Event::Case { code, day, happened }])
    }

    fn known(&self, code: &MatterCode) -> Result<&Case, CaseRefusal> {
        self.case(code)
            .ok_or_else(|| CaseRefusal::UnknownMatter { code: code.clone() })
    }

    /// What was done to a case after a press keeps that press from being undone.
    fn untouched(&self, hall: &Hall, command: &WindowCommand, events: &[Event]) -> Result<(), Rejection> {
        let undone = events.iter().find_map(|event| {
            if let Event::Undone { entry, .. } = event {
                Some(*entry)
            } else {
                None
            }
        });
        let Some(entry) = undone else { return Ok(()) };
        let mut of_it = hall.matters_pressed(command.window).iter();
        if of_it.all(|code| self.cases.get(code).is_some_and(|kept| kept.seq == entry)) {
            Ok(())
        } else {
            Err(Rejection::NothingToUndo)
        }
    }

    /// What the legs that end with a press mean for their matters.
    fn of_endings(
        &self,
        hall: &Hall,
        command: &WindowCommand,
        events: &[Event],
    ) -> Result<Vec<Event>, Rejection> {
        let (Some(ending), Some((plan, day))) = (ending_of(&command.verb), standing(hall)) else {
            return Ok(Vec::new());
        };
        let finished = events.iter().filter_map(|event| {
            if let Event::Finished { leg, outcome } = event {
                Some((*leg, *outcome))
            } else {
                None
            }
        });
        let mut of_them = Vec::new();
        for (leg, outcome) in finished {
            let Some((code, desk)) = at_desk(hall, command, leg, day) else {
                continue;
            };
            of_them.extend(self.of_ending((plan, day), ending, outcome, (code, desk))?);
        }
        Ok(of_them)
    }

    fn of_ending(
        &self,
        (plan, day): (&HallPlan, ServiceDay),
        ending: &Ending,
        outcome: Outcome,
        (new, desk): (MatterCode, CaseDesk),
    ) -> Result<Option<Event>, Rejection> {
        let named = ending.matter.as_ref().map(|code| self.known(code)).transpose()?;
        let happened = of_ending(plan, named, ending, outcome, desk)?;
        let code = ending.matter.clone().unwrap_or(new);
        Ok(happened.map(|happened| Event::Case { code, day, happened }))
    }
}

/// The plan that holds and the day to which decisions belong: the open one, or in the night the last.
fn standing(hall: &Hall) -> Option<(&HallPlan, ServiceDay)> {
    let day = hall.day().or(hall.last_day())?;
    Some((hall.last_plan()?, day))
}

fn wanted_at_window(hall: &Hall, command: &WindowCommand) -> BTreeSet<MatterCode> {
    if command.verb == WindowVerb::Undo {
        return hall.matters_pressed(command.window).iter().cloned().collect();
    }
    let Some(ending) = ending_of(&command.verb) else {
        return BTreeSet::new();
    };
    ending.matter.iter().cloned().collect()
}

fn ending_of(verb: &WindowVerb) -> Option<&Ending> {
    if let WindowVerb::Finish { ending, .. } | WindowVerb::CallNext { ending, .. } = verb {
        Some(ending)
    } else {
        None
    }
}

/// The code of the matter that a leg may begin, and where it is decided.
fn at_desk(
    hall: &Hall,
    command: &WindowCommand,
    leg: LegId,
    day: ServiceDay,
) -> Option<(MatterCode, CaseDesk)> {
    let visit = hall.visit(leg.visit)?;
    let clerk = hall.window(command.window)?.clerk()?.clone();
    let service = hall.leg(leg)?.opened.service.clone();
    let code = MatterCode::of(day, &visit.ticket, leg.index);
    let window = command.window;
    Some((
        code,
        CaseDesk {
            service,
            leg,
            window,
            clerk,
        },
    ))
}
