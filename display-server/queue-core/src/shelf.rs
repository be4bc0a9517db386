//! What outlives a service day, as far as it is needed: the shell puts in what a command or an entry is about, and stores
//! what came of it.
//!
//! A hall has thousands of cases and answers a press about one. So they are not part of the [`Hall`], which is a day's and
//! is replayed every morning: they stand in tables, each as the journal left it, and are taken from there one by one.
//!
//! Invariant: a record changes only in [`Shelf::apply`], by an entry of the journal; applying the whole journal to an empty
//! shelf gives every record as it stands in the tables.

mod rack;

pub use rack::{Kept, Rack};

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::appraisal::{self, Appraisal, Month};
use crate::case::{Asked, Case, CaseDesk, CaseRefusal, MatterCode, of_ending};
use crate::command::{
    Actor, AppraisalCommand, CaseCommand, Command, Ending, PointCommand, PointVerb, WindowCommand, WindowVerb,
};
use crate::event::{Entry, Event};
use crate::hall::Hall;
use crate::ids::{LegId, ServiceDay};
use crate::leg::Outcome;
use crate::plan::HallPlan;
use crate::points::{self, PointCode, PointLine};
use crate::rejection::Rejection;

/// What has been taken out of the tables, each kind on a rack of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Cases.
    pub cases: Rack<Case>,
    /// Appraisals, by month.
    pub appraisals: Rack<Appraisal>,
    /// Lines of the ledger.
    pub points: Rack<PointLine>,
}

/// The records that must be put in before a command is decided: those it names, and those it may begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Cases.
    pub cases: BTreeSet<MatterCode>,
    /// Appraisals, by month.
    pub appraisals: BTreeSet<Month>,
    /// Lines of the ledger.
    pub points: BTreeSet<PointCode>,
}

impl Shelf {
    /// What must be put in before a command is decided.
    #[must_use]
    pub fn wanted(hall: &Hall, command: &Command) -> Wanted {
        match command {
            Command::Case(command) => Wanted {
                cases: BTreeSet::from([command.code.clone()]),
                ..Wanted::default()
            },
            Command::Window(command) => Wanted {
                cases: matters_at_window(hall, command),
                ..Wanted::default()
            },
            Command::Appraisal(command) => Wanted {
                appraisals: BTreeSet::from([command.month]),
                ..Wanted::default()
            },
            Command::Point(command) => Wanted {
                appraisals: BTreeSet::from([command.verb.month()]),
                points: point_of(hall, command).into_iter().collect(),
                ..Wanted::default()
            },
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
            | Command::Plan(_) => Wanted::default(),
        }
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
        if let Command::Appraisal(asked) = command {
            return self.about_appraisal(hall, by, asked);
        }
        if let Command::Point(asked) = command {
            return self.about_point(hall, by, asked);
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
        self.cases.due(plan, day).collect()
    }

    /// Makes an entry part of the records.
    pub fn apply(&mut self, entry: &Entry) {
        self.cases.apply(entry);
        self.appraisals.apply(entry);
        self.points.apply(entry);
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

    fn about_appraisal(
        &self,
        hall: &Hall,
        by: &Actor,
        asked: &AppraisalCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing(hall).ok_or(Rejection::HallClosed)?;
        let month = asked.month;
        let appraisal = self.appraisals.get(&month);
        let about = appraisal::Asked {
            month,
            appraisal,
            plan,
            day,
            by,
        };
        let happened = about.decide(&asked.verb)?;
        let key = month;
        Ok(vec![Event::Appraisal { key, day, happened }])
    }

    fn about_point(&self, hall: &Hall, by: &Actor, asked: &PointCommand) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing(hall).ok_or(Rejection::HallClosed)?;
        let line = point_of(hall, asked).and_then(|code| self.points.get(&code));
        let about = points::Asked {
            press: asked.press,
            line,
            appraisal: self.appraisals.get(&asked.verb.month()),
            plan,
            day,
            by,
        };
        Ok(vec![about.decide(&asked.verb)?])
    }

    fn known(&self, code: &MatterCode) -> Result<&Case, CaseRefusal> {
        self.cases
            .get(code)
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
        if of_it.all(|code| self.cases.changed_by(code) == Some(entry)) {
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

/// The line that a press strikes, or would enter.
fn point_of(hall: &Hall, command: &PointCommand) -> Option<PointCode> {
    match &command.verb {
        PointVerb::Enter { .. } => Some(PointCode::of(standing(hall)?.1, command.press)),
        PointVerb::Strike { code, .. } => Some(code.clone()),
    }
}

fn matters_at_window(hall: &Hall, command: &WindowCommand) -> BTreeSet<MatterCode> {
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
