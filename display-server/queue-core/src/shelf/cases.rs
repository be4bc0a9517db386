//! Cases on the shelf: what a command about one needs, and what the end of a leg means for its matter.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::principals::AtDesk;
use super::{Shelf, Wanted, standing, standing_on};
use crate::case::{Asked, Case, CaseDesk, CaseEvent, CaseRefusal, MatterCode, Through};
use crate::command::{Actor, CaseCommand, Ending, EnterLater, WindowCommand, WindowVerb};
use crate::event::Event;
use crate::hall::Hall;
use crate::ids::LegId;
use crate::leg::{Leg, LegState, Outcome};
use crate::rejection::Rejection;
use crate::visit::IssuedTicket;

/// What must be put in before a command about a case is decided.
pub(super) fn wanted(command: &CaseCommand) -> Wanted {
    Wanted {
        cases: BTreeSet::from([command.code.clone()]),
        ..Wanted::default()
    }
}

/// What must be put in before a press at a window is decided.
pub(super) fn wanted_at_window(hall: &Hall, command: &WindowCommand) -> Wanted {
    let (cases, mandates) = if command.verb == WindowVerb::Undo {
        let window = command.window;
        (hall.matters_pressed(window), hall.mandates_pressed(window))
    } else {
        let ending = ending_of(&command.verb);
        let matter = ending.and_then(|ending| ending.matter.as_ref());
        let mandates = ending.map(|ending| ending.whom.mandates());
        (
            matter.map(std::slice::from_ref).unwrap_or_default(),
            mandates.unwrap_or_default(),
        )
    };
    Wanted {
        cases: cases.iter().cloned().collect(),
        mandates: mandates.iter().cloned().collect(),
        ..Wanted::default()
    }
}

/// The case of what was accepted without power, once its line of the sheet is entered: its limit is promised all the same.
pub(super) fn entered_later(hall: &Hall, entered: &EnterLater, events: &[Event]) -> Option<Event> {
    let line = &entered.line;
    if line.outcome != Outcome::Accepted {
        return None;
    }
    let visit = events.iter().find_map(|event| {
        if let Event::EnteredLater { visit, .. } = event {
            Some(*visit)
        } else {
            None
        }
    })?;
    let (plan, day) = standing(hall)?;
    let desk = CaseDesk {
        service: line.service.clone(),
        leg: LegId { visit, index: 0 },
        window: line.window,
        clerk: line.clerk.clone(),
        through: Through::default(),
        mandate: None,
    };
    let limit_days = plan.service(&line.service)?.limit_days;
    let happened = CaseEvent::Accepted {
        desk: Some(desk),
        limit_days,
    };
    let ticket = IssuedTicket::of_sheet(visit, entered.press, line);
    let code = MatterCode::of(day, &ticket, 0);
    Some(Event::Case { code, day, happened })
}

impl Shelf {
    pub(super) fn about_case(
        &self,
        hall: &Hall,
        today: Date,
        by: &Actor,
        asked: &CaseCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing_on(hall, today).ok_or(Rejection::HallClosed)?;
        let case = self.known(&asked.code)?;
        let happened = Asked { case, plan, day, by }.decide(&asked.verb)?;
        let code = asked.code.clone();
        Ok(vec![Event::Case { code, day, happened }])
    }

    /// What a press at a window means beside what the hall decided of it.
    pub(super) fn at_window(
        &self,
        hall: &Hall,
        command: &WindowCommand,
        events: &mut Vec<Event>,
    ) -> Result<(), Rejection> {
        self.untouched(hall, command, events)?;
        let of_endings = self.of_endings(hall, command, events)?;
        events.extend(of_endings);
        Ok(())
    }

    pub(super) fn known(&self, code: &MatterCode) -> Result<&Case, CaseRefusal> {
        self.cases
            .get(code)
            .ok_or_else(|| CaseRefusal::UnknownMatter { code: code.clone() })
    }

    /// What was done to a case or a mandate after a press keeps that press from being undone.
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
        let mut and_of = hall.mandates_pressed(command.window).iter();
        if of_it.all(|code| self.cases.changed_by(code) == Some(entry))
            && and_of.all(|code| self.mandates.changed_by(code) == Some(entry))
        {
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
            let Some((ticket, desk)) = at_desk(hall, command, leg) else {
                continue;
            };
            of_them.extend(self.of_leg(&AtDesk {
                plan,
                day,
                ticket,
                desk,
                ending,
                outcome,
            })?);
        }
        Ok(of_them)
    }
}

fn ending_of(verb: &WindowVerb) -> Option<&Ending> {
    if let WindowVerb::Finish { ending, .. } | WindowVerb::CallNext { ending, .. } = verb {
        Some(ending)
    } else {
        None
    }
}

/// The ticket of a leg, and where it is decided.
fn at_desk<'a>(hall: &'a Hall, command: &WindowCommand, leg: LegId) -> Option<(&'a IssuedTicket, CaseDesk)> {
    let visit = hall.visit(leg.visit)?;
    let desk = CaseDesk {
        service: hall.leg(leg)?.opened.service.clone(),
        leg,
        window: command.window,
        clerk: hall.window(command.window)?.clerk()?.clone(),
        through: Through::Oneself,
        mandate: None,
    };
    Some((&visit.ticket, desk))
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
