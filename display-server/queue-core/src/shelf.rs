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

use crate::agency::{self, Comparison, HomeVisit, RecordCode};
use crate::case::{Asked, Case, CaseDesk, CaseRefusal, MatterCode, of_ending};
use crate::command::{
    Actor, AgencyCommand, AgencyVerb, CaseCommand, Command, Ending, WindowCommand, WindowVerb,
};
use crate::event::{Entry, Event};
use crate::hall::Hall;
use crate::ids::{LegId, ServiceDay};
use crate::leg::{Leg, LegState, Outcome};
use crate::plan::HallPlan;
use crate::rejection::Rejection;

/// What has been taken out of the tables, each kind on a rack of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Cases.
    pub cases: Rack<Case>,
    /// Home visits.
    pub home_visits: Rack<HomeVisit>,
    /// Comparisons with departments' own lists.
    pub comparisons: Rack<Comparison>,
}

/// The records that must be put in before a command is decided: those it names, and those it may begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Cases.
    pub cases: BTreeSet<MatterCode>,
    /// Home visits.
    pub home_visits: BTreeSet<RecordCode>,
    /// Comparisons.
    pub comparisons: BTreeSet<RecordCode>,
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
            Command::Agency(command) => beyond_windows(hall, command),
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
        if let Command::Agency(asked) = command
            && !matches!(asked.verb, AgencyVerb::Authority { .. })
        {
            return self.beyond_windows(hall, by, asked);
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
        let cases = self.cases.due(plan, day);
        let visits = self.home_visits.due(plan, day);
        cases.chain(visits).collect()
    }

    /// Makes an entry part of the records.
    pub fn apply(&mut self, entry: &Entry) {
        self.cases.apply(entry);
        self.home_visits.apply(entry);
        self.comparisons.apply(entry);
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

    fn beyond_windows(
        &self,
        hall: &Hall,
        by: &Actor,
        asked: &AgencyCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let standing = standing(hall).ok_or(Rejection::HallClosed)?;
        Ok(agency::decide(self, standing, by, asked)?.into_iter().collect())
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
            of_them.extend(unaccepted(hall, command, ending, (leg, outcome)));
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

/// What is handed out without a matter, to a visitor of whose ticket nothing was accepted or done before: nothing shows that
/// it went through this hall.
fn unaccepted(
    hall: &Hall,
    command: &WindowCommand,
    ending: &Ending,
    (id, outcome): (LegId, Outcome),
) -> Option<Event> {
    if outcome != Outcome::Collected || ending.matter.is_some() {
        return None;
    }
    let visit = hall.visit(id.visit)?;
    let is_accepted = |leg: &Leg| {
        matches!(
            leg.state,
            LegState::Ended {
                outcome: Outcome::Accepted | Outcome::DoneOnSpot,
                ..
            }
        )
    };
    if visit.legs.iter().any(is_accepted) {
        return None;
    }
    let clerk = hall.window(command.window)?.clerk()?.clone();
    Some(Event::CollectedUnaccepted {
        leg: id,
        window: command.window,
        clerk,
    })
}

/// The plan that holds and the day to which decisions belong: the open one, or in the night the last.
fn standing(hall: &Hall) -> Option<(&HallPlan, ServiceDay)> {
    let day = hall.day().or(hall.last_day())?;
    Some((hall.last_plan()?, day))
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

/// What a press names, or begins.
fn beyond_windows(hall: &Hall, command: &AgencyCommand) -> Wanted {
    let begun = || {
        standing(hall)
            .and_then(|(_, day)| command.begins(day))
            .into_iter()
            .collect()
    };
    match &command.verb {
        AgencyVerb::AskHomeVisit(_) => Wanted {
            home_visits: begun(),
            ..Wanted::default()
        },
        AgencyVerb::HomeVisit { code, .. } => Wanted {
            home_visits: BTreeSet::from([code.clone()]),
            ..Wanted::default()
        },
        AgencyVerb::Compare(_) => Wanted {
            comparisons: begun(),
            ..Wanted::default()
        },
        AgencyVerb::Authority { .. } => Wanted::default(),
    }
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
